//! The worker's end of the line. A worker is new, then ready, then busy or ready in turn (the state keeps count); what is
//! stopped or broken is ended and another started, and what an ended one still says is told apart by its number.

use crate::browser::{self, Address};
use franvarokalkyl::wire::{Answer, Ask};
use gloo::events::EventListener;
use js_sys::{Array, Object, Reflect};
use serde::Serialize as _;
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, File, MessageEvent, Worker};
use yew::Callback;

/// What comes from a worker.
pub(crate) enum Heard {
    /// An answer.
    Answer(Answer),
    /// It broke; its own words.
    Broken(String),
}

/// The line.
pub(crate) struct Link {
    heard: Callback<(u32, Heard)>,
    number: u32,
    running: Option<Running>,
}

/// A worker that is up; ended when dropped.
struct Running {
    worker: Worker,
    _listeners: [EventListener; 2],
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

impl Link {
    /// No worker yet.
    pub(crate) fn new(heard: Callback<(u32, Heard)>) -> Self {
        Self { heard, number: 0, running: None }
    }

    /// Whether the worker of this number is the one that counts.
    pub(crate) fn is_current(&self, number: u32) -> bool {
        self.number == number
    }

    /// Ends the worker, if there is one, and starts another.
    pub(crate) fn start(&mut self) {
        self.running = None;
        self.number = self.number.wrapping_add(1);
        match launch(self.number, &self.heard) {
            Ok(running) => self.running = Some(running),
            Err(fault) => self.heard.emit((self.number, Heard::Broken(words(&fault)))),
        }
    }

    /// Sends a question, with the files beside it.
    pub(crate) fn ask(&self, ask: &Ask, files: &[File]) {
        let sent = self.running.as_ref().ok_or(JsValue::NULL).and_then(|running| {
            let message = Object::new();
            set(&message, "ask", &to_js(ask)?)?;
            set(&message, "files", &files.iter().collect::<Array>())?;
            running.worker.post_message(&message)
        });
        if let Err(fault) = sent {
            self.heard.emit((self.number, Heard::Broken(words(&fault))));
        }
    }
}

/// Starts a classic worker from the inert blocks of the document and hands it its program.
fn launch(number: u32, heard: &Callback<(u32, Heard)>) -> Result<Running, JsValue> {
    let block = |id| browser::block(id).ok_or_else(|| JsValue::from(id));
    let script = Array::of5(&block("engine-glue")?, &"\n".into(), &block("unpack")?, &"\n".into(), &block("engine-boot")?);
    let address = Address::of(&script, "text/javascript").ok_or(JsValue::NULL)?;
    let worker = Worker::new(address.as_str())?;
    // Once it has spoken, it has been loaded, and the address can go.
    let (mut address, emit) = (Some(address), heard.clone());
    let message = EventListener::new(&worker, "message", move |event| {
        drop(address.take());
        emit.emit((number, event.dyn_ref::<MessageEvent>().map_or_else(|| Heard::Broken(String::new()), understand)));
    });
    let emit = heard.clone();
    let error = EventListener::new(&worker, "error", move |event| {
        event.prevent_default();
        emit.emit((number, Heard::Broken(event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).unwrap_or_default())));
    });
    let running = Running { worker, _listeners: [message, error] };
    let program = Object::new();
    set(&program, "programs", &block("programs")?)?;
    running.worker.post_message(&program)?;
    Ok(running)
}

fn understand(message: &MessageEvent) -> Heard {
    let data = message.data();
    let part = |name: &str| Reflect::get(&data, &name.into()).ok().filter(|part| !part.is_undefined());
    match part("answer").map(serde_wasm_bindgen::from_value) {
        Some(Ok(answer)) => Heard::Answer(answer),
        Some(Err(fault)) => Heard::Broken(fault.to_string()),
        None => Heard::Broken(part("broken").and_then(|words| words.as_string()).unwrap_or_default()),
    }
}

fn to_js(ask: &Ask) -> Result<JsValue, JsValue> {
    Ok(ask.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}

fn set(object: &Object, name: &str, value: &JsValue) -> Result<(), JsValue> {
    Reflect::set(object, &name.into(), value).map(drop)
}

/// A fault in its own words, as far as it has any.
fn words(fault: &JsValue) -> String {
    let message = || Reflect::get(fault, &"message".into()).ok()?.as_string();
    fault.as_string().or_else(message).unwrap_or_default()
}
