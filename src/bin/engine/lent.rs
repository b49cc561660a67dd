//! A file of the user's, as the page lends it: the page reads it piece by piece as it is asked, and only bytes come over. In WebKit the worker
//! of a page that was opened from disk cannot read a file itself, by whatever way.

use js_sys::{Array, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageChannel, MessageEvent, MessagePort};

/// A file that can be asked for its bytes.
pub(crate) struct Lent {
    /// Its name, without a folder.
    pub(crate) name: String,
    /// How many bytes it has: a whole number.
    pub(crate) size: f64,
    port: MessagePort,
}

impl Lent {
    /// The files beside a message.
    pub(crate) fn beside(message: &JsValue) -> Result<Vec<Self>, JsValue> {
        let files: Array = Reflect::get(message, &"files".into())?.dyn_into()?;
        let lent = |file: JsValue| {
            let part = |name: &str| Reflect::get(&file, &name.into());
            Ok(Self {
                name: part("name")?.as_string().unwrap_or_default(),
                size: part("size")?.as_f64().unwrap_or_default(),
                port: part("port")?.dyn_into()?,
            })
        };
        files.iter().map(lent).collect()
    }

    /// The bytes from one place to another, as an `ArrayBuffer` on its way; what the browser says when it cannot read them.
    pub(crate) fn bytes(&self, from: f64, to: f64) -> Result<JsFuture, JsValue> {
        let line = MessageChannel::new()?;
        let (ours, theirs) = (line.port1(), line.port2());
        let coming = Promise::new(&mut |give, refuse| {
            let heard = Closure::once_into_js(move |event: MessageEvent| {
                let part = |name: &str| Reflect::get(&event.data(), &name.into()).unwrap_or_default();
                let bytes = part("bytes");
                let _ =
                    if bytes.is_undefined() { refuse.call1(&JsValue::NULL, &part("fault")) } else { give.call1(&JsValue::NULL, &bytes) };
            });
            ours.set_onmessage(Some(heard.unchecked_ref()));
        });
        self.port.post_message_with_transferable(&Array::of2(&from.into(), &to.into()), &Array::of1(&theirs))?;
        Ok(JsFuture::from(coming))
    }

    /// All of it as text.
    pub(crate) async fn text(&self) -> Result<String, JsValue> {
        let bytes = Uint8Array::new(&self.bytes(0.0, self.size)?.await?).to_vec();
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}
