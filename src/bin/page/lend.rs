//! The user's files for the worker: this side reads them, piece by piece as the worker asks, and hands the bytes over without a copy. The
//! worker cannot read them itself everywhere: in WebKit not when the page was opened from disk.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{File, MessageChannel, MessageEvent, MessagePort};

/// A file that is lent, for as long as this lives.
pub(crate) struct Loan {
    /// The worker's end, which is handed to it.
    pub(crate) port: MessagePort,
    ours: MessagePort,
    _asked: Closure<dyn Fn(MessageEvent)>,
}

impl Loan {
    /// Lends a file.
    pub(crate) fn of(file: &File) -> Result<Self, JsValue> {
        let line = MessageChannel::new()?;
        let file = file.clone();
        let asked = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Ok(reply) = event.ports().get(0).dyn_into::<MessagePort>() {
                let file = file.clone();
                spawn_local(async move {
                    // A worker that has been ended hears nothing any more.
                    let _ = answer(&reply, read(&file, &event.data()).await);
                    reply.close();
                });
            }
        });
        let ours = line.port1();
        ours.set_onmessage(Some(asked.as_ref().unchecked_ref()));
        Ok(Self { port: line.port2(), ours, _asked: asked })
    }
}

impl Drop for Loan {
    fn drop(&mut self) {
        self.ours.set_onmessage(None);
        self.ours.close();
    }
}

/// The bytes from one place to another, as the worker has written them down.
async fn read(file: &File, range: &JsValue) -> Result<JsValue, JsValue> {
    let place = |at: u32| Reflect::get_u32(range, at).ok().and_then(|place| place.as_f64()).unwrap_or_default();
    JsFuture::from(file.slice_with_f64_and_f64(place(0), place(1))?.array_buffer()).await
}

fn answer(reply: &MessagePort, bytes: Result<JsValue, JsValue>) -> Result<(), JsValue> {
    let message = Object::new();
    match bytes {
        Ok(bytes) => {
            let _ = Reflect::set(&message, &"bytes".into(), &bytes)?;
            reply.post_message_with_transferable(&message, &Array::of1(&bytes))
        }
        Err(fault) => {
            // The browser's fault cannot be sent in every browser; its name and words can.
            let told = Object::new();
            let _ = Reflect::set(&told, &"name".into(), &Reflect::get(&fault, &"name".into())?)?;
            let _ = Reflect::set(&told, &"message".into(), &Reflect::get(&fault, &"message".into())?)?;
            let _ = Reflect::set(&message, &"fault".into(), &told)?;
            reply.post_message(&message)
        }
    }
}
