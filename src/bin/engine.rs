//! The web worker: a message loop around [`Session`]. Everything of a pupil lives and dies here; what goes back to the page
//! is the wire's plain types.

#[path = "engine/lent.rs"]
mod lent;

use franvarokalkyl::calendar::Day;
use franvarokalkyl::example::{Chunks, Example};
use franvarokalkyl::limits::Limits;
use franvarokalkyl::locale::{Key, Language, Sentence};
use franvarokalkyl::session::{
    Answered, Choices, Declined, Definition, Dossier, Format, LayoutChoice, Policy, Published, Reading, Session, World, absence_cards,
    defined_card, dossier_stem, file_stem, kind_cards, parse_choices, roles, units, write_choices,
};
use franvarokalkyl::wire::{self, Answer, Ask, Catalogue};
use js_sys::{Reflect, Uint8Array};
use lent::Lent;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Bytes read at a time.
const SLICE: f64 = (4 << 20) as f64;

/// Bytes that a file of choices may have: some thousand times what one holds.
const CHOICES: f64 = (1 << 20) as f64;

/// Bytes that a file with a definition may have: more than any definition.
const DEFINITION: f64 = (64 << 10) as f64;

/// Slices under way at once: with a single one ahead the program waits for the browser about a third of the time.
const AHEAD: usize = 4;

fn main() -> Result<(), JsValue> {
    std::panic::set_hook(Box::new(|panic| {
        console_error_panic_hook::hook(panic);
        // Said before the program stops, so that the page can tell a fault of ours from memory that has run out, of which nobody can say a word.
        let _sent = post(&js_sys::global().unchecked_into(), "broken", &panic.to_string().into());
    }));
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let session = Session::new(World { today: today(), secret: secret(&scope)?, limits: Limits::default() }).map_err(|fault| fault.0)?;
    let catalogue = Catalogue {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        definitions: session.definitions().iter().map(defined_card).collect(),
        absences: absence_cards(),
        roles: roles(),
        units: units(),
        kinds: kind_cards(),
    };
    let engine = Rc::new(Engine {
        scope: scope.clone(),
        session: RefCell::new(session),
        published: RefCell::new(None),
        dossier: RefCell::default(),
        recalled: RefCell::new(Vec::new()),
    });
    engine.answer(&Answer::Ready(catalogue));
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let engine = Rc::clone(&engine);
        wasm_bindgen_futures::spawn_local(async move {
            if let Err(fault) = engine.hear(&event.data()).await {
                engine.broken(&fault);
            }
        });
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // The worker listens as long as it lives.
    on_message.forget();
    Ok(())
}

/// Today, by the browser's clock and its time zone.
fn today() -> Day {
    let now = js_sys::Date::new_0();
    let part = |number: u32| u8::try_from(number).unwrap_or(1);
    Day::of(i32::try_from(now.get_full_year()).unwrap_or(1970), part(now.get_month() + 1), part(now.get_date())).unwrap_or(Day::MIN)
}

fn secret(scope: &DedicatedWorkerGlobalScope) -> Result<[u8; 16], JsValue> {
    let mut secret = [0; 16];
    let _filled = scope.crypto()?.get_random_values_with_u8_array(&mut secret)?;
    Ok(secret)
}

struct Engine {
    scope: DedicatedWorkerGlobalScope,
    session: RefCell<Session>,
    /// The latest report, for export.
    published: RefCell<Option<Answered>>,
    /// The latest compiled report, for export.
    dossier: RefCell<Dossier>,
    /// What has left in workers before this one.
    recalled: RefCell<Vec<wire::Released>>,
}

impl Engine {
    fn answer(&self, answer: &Answer) {
        let sent = serde_wasm_bindgen::to_value(answer).map_err(JsValue::from).and_then(|value| post(&self.scope, "answer", &value));
        if let Err(fault) = sent {
            self.broken(&fault);
        }
    }

    /// The last word: the page ends this worker and starts another.
    fn broken(&self, fault: &JsValue) {
        let text = fault.as_string().unwrap_or_else(|| format!("{fault:?}"));
        let _sent = post(&self.scope, "broken", &text.into());
    }

    async fn hear(&self, message: &JsValue) -> Result<(), JsValue> {
        let ask: Ask = serde_wasm_bindgen::from_value(Reflect::get(message, &"ask".into())?)?;
        match ask {
            Ask::Read(choices) => {
                let files = Lent::beside(message)?;
                let progress = self.progress(files.iter().map(|file| file.size).sum());
                let mut reading = self.begin(&choices, &progress);
                for file in &files {
                    if !read_file(&mut reading, file, &progress).await? {
                        self.answer(&Answer::Refused(vec![wire::Remark::unread_file(&file.name)], Vec::new()));
                        return Ok(());
                    }
                }
                progress.settle(reading.rows());
                self.accept(reading);
            }
            Ask::Example(choices) => {
                let example = Example::built_in();
                let progress = self.progress(0.0);
                let mut reading = self.begin(&choices, &progress);
                reading.open(Key::SessionExampleFile.text(Language::default()), None);
                for chunk in Chunks::new(&example) {
                    if !reading.push(&chunk) {
                        break;
                    }
                    progress.bytes.set(progress.bytes.get() + chunk.len() as f64);
                }
                reading.close();
                self.accept(reading);
            }
            Ask::Load => {
                if let Some(file) = Lent::beside(message)?.first() {
                    self.load(file).await?;
                }
            }
            Ask::Save(layouts, language) => {
                let layouts: Vec<LayoutChoice> = layouts.iter().map(LayoutChoice::from).collect();
                self.answer(&Answer::File(wire::ExportedFile {
                    name: format!("{}.toml", Key::ChoiceFileStem.text(language)),
                    media: "application/toml".to_owned(),
                    bytes: write_choices(&layouts, language).into_bytes(),
                }));
            }
            Ask::Define(draft) => self.answer(&match self.session.borrow().check_draft(&draft) {
                Ok(card) => Answer::Defined(Box::new(card)),
                Err(faults) => Answer::Undefined(faults),
            }),
            Ask::ReadDefinition => {
                if let Some(file) = Lent::beside(message)?.first() {
                    self.read_definition(file).await?;
                }
            }
            Ask::ReadDefinitionLink(fragment) => {
                let read = self.session.borrow().read_definition_link(&fragment);
                self.understood(wire::Origin::Link, read.map_err(|sentence| wire::Remark::unread_definition(None, sentence)));
            }
            Ask::Adopt(texts) => self.adopt(&texts),
            Ask::Publish(question) => self.publish(self.session.borrow().answer_for(&wire::Inquiry::One(question))),
            Ask::Compare(comparison) => self.publish(self.session.borrow().answer_for(&wire::Inquiry::Several(comparison))),
            Ask::Patterns(question) => self.publish(self.session.borrow().answer_for(&wire::Inquiry::Patterns(question))),
            Ask::Standard(question) => {
                let inquiries = self.session.borrow().standard_for(&question);
                match inquiries {
                    Ok(inquiries) => self.compile(&inquiries),
                    Err(sentence) => self.answer(&Answer::Declined(wire::Remark::declined(sentence))),
                }
            }
            Ask::Compile(inquiries) => self.compile(&inquiries),
            Ask::ExportAll(format, language) => self.export_all(format, language),
            Ask::LeaveAll => {
                let left = self.session.borrow_mut().leave_all(&self.dossier.borrow());
                if left.is_err() {
                    self.session.borrow_mut().lose();
                }
                self.tell_released();
            }
            Ask::Curve(question) => self.curve(self.session.borrow().curve_for(&question)),
            Ask::Export(format, language) => self.export(format, language),
            Ask::Leave(inquiry) => self.leave(&inquiry),
            Ask::Advise(inquiry, printed) => {
                let proposals = self.session.borrow().proposals_for(&inquiry, printed);
                self.answer(&Answer::Proposals(inquiry, proposals));
            }
            Ask::Recall(released) => *self.recalled.borrow_mut() = released,
        }
        Ok(())
    }

    fn progress(&self, total: f64) -> Rc<Progress> {
        Rc::new(Progress {
            scope: self.scope.clone(),
            bytes: Cell::new(0.0),
            total,
            rows: Cell::new(0),
            settling: Cell::new(false),
            told: Cell::new(0.0),
        })
    }

    /// Understands a file of choices.
    async fn load(&self, file: &Lent) -> Result<(), JsValue> {
        let read = if file.size > CHOICES {
            Err(Key::ChoiceFaultSize.into())
        } else {
            parse_choices(&file.text().await?).map_err(|fault| fault.sentence())
        };
        self.answer(&match read {
            Ok(layouts) => Answer::Choices(layouts.iter().map(wire::LayoutChoices::from).collect()),
            Err(sentence) => Answer::Declined(wire::Remark::unread_choices(&file.name, sentence)),
        });
        Ok(())
    }

    /// Understands a file with a definition.
    async fn read_definition(&self, file: &Lent) -> Result<(), JsValue> {
        let read = if file.size > DEFINITION {
            Err(Key::EditorFaultSize.into())
        } else {
            let text = file.text().await?;
            self.session.borrow().read_definition(&text)
        };
        self.understood(wire::Origin::File, read.map_err(|sentence| wire::Remark::unread_definition(Some(&file.name), sentence)));
        Ok(())
    }

    fn understood(&self, origin: wire::Origin, read: Result<Definition, wire::Remark>) {
        self.answer(&Answer::Understood(origin, read.map(|definition| Box::new(defined_card(&definition)))));
    }

    /// The user's own definitions. One that cannot be read any more, since a later version wrote it, is passed over.
    fn adopt(&self, texts: &[String]) {
        let mut session = self.session.borrow_mut();
        session.forget_definitions();
        for definition in texts.iter().filter_map(|text| session.read_definition(text).ok()).collect::<Vec<_>>() {
            let _id = session.define(definition);
        }
        self.answer(&Answer::Adopted(session.own_definitions().iter().map(defined_card).collect()));
    }

    fn begin(&self, choices: &wire::ReadingChoices, progress: &Rc<Progress>) -> Reading {
        let _before = self.published.borrow_mut().take();
        let _before = self.dossier.take();
        let progress = Rc::clone(progress);
        let tell = move |rows| {
            progress.rows.set(rows);
            progress.tell();
        };
        self.session.borrow_mut().read(Choices::from(choices), Box::new(tell))
    }

    fn accept(&self, reading: Reading) {
        let mut session = self.session.borrow_mut();
        let answer = match session.accept(reading) {
            Ok(overview) => Answer::Read(wire::Overview::from(&overview)),
            Err(refused) => Answer::from(&refused),
        };
        // Before anything is asked of these data.
        session.recall(&self.recalled.borrow());
        self.answer(&answer);
        drop(session);
        self.tell_released();
    }

    /// What has left of the data that are read.
    fn tell_released(&self) {
        let (data, released) = self.session.borrow().left_by_page();
        self.answer(&Answer::Released(data, released));
    }

    /// A report is printed or copied: nothing can hold it back any more.
    fn leave(&self, inquiry: &wire::Inquiry) {
        let left = {
            let mut session = self.session.borrow_mut();
            let published = self.published.borrow();
            match published.as_ref().filter(|latest| latest.inquiry() == Some(inquiry)) {
                Some(latest) => session.leave(latest),
                // Another has been made since, and this one is still on screen: the same question makes it again.
                None => session.answer_for(inquiry).and_then(|answered| session.leave(&answered)),
            }
        };
        if left.is_err() {
            self.session.borrow_mut().lose();
        }
        self.tell_released();
    }

    /// Tables: the latest are there for export.
    fn publish(&self, answer: Result<Answered, Declined>) {
        match answer {
            Ok(answered) => {
                self.answer(&Answer::Published(Box::new(wire::Report::of(answered.published(), answered.alone()))));
                let _before = self.published.borrow_mut().replace(answered);
            }
            Err(declined) => self.answer(&Answer::from(declined)),
        }
    }

    /// Several reports as one: the latest is there for export.
    fn compile(&self, inquiries: &[wire::Inquiry]) {
        let dossier = self.session.borrow().dossier(inquiries, Policy::default());
        self.answer(&Answer::Compiled(Box::new(wire::Dossier::from(&dossier))));
        let _before = self.dossier.replace(dossier);
    }

    fn export_all(&self, format: wire::Format, language: Language) {
        let dossier = self.dossier.borrow();
        let left = self.session.borrow_mut().leave_all(&dossier);
        self.tell_released();
        if let Err(declined) = left {
            return self.answer(&Answer::from(declined));
        }
        let reports = dossier.reports();
        match reports.first() {
            Some(first) => self.save(&reports, dossier_stem(first, language), format, language),
            None => self.answer(&Answer::Declined(wire::Remark::declined(Key::SessionNoFiles.into()))),
        }
    }

    /// Reports as a file.
    fn save(&self, reports: &[&Published], stem: String, format: wire::Format, language: Language) {
        let format = match format {
            wire::Format::Csv => Format::Csv,
            wire::Format::Json => Format::Json,
            wire::Format::Html => Format::Html,
            wire::Format::Svg => Format::Svg,
            wire::Format::Xlsx => Format::Xlsx,
        };
        self.answer(&match format.write(reports, language) {
            Ok(bytes) => {
                Answer::File(wire::ExportedFile { name: format!("{stem}.{}", format.ending()), media: format.media().to_owned(), bytes })
            }
            Err(sentence) => Answer::Declined(wire::Remark::declined(sentence)),
        });
    }

    /// A curve, beside the tables.
    fn curve(&self, answer: Result<Published, Sentence>) {
        self.answer(&match answer.map(|published| wire::Curve::of(&published)) {
            Ok(Some(curve)) => Answer::Curve(Box::new(curve)),
            Ok(None) => Answer::Declined(wire::Remark::declined(Key::SessionNoFiles.into())),
            Err(sentence) => Answer::Declined(wire::Remark::declined(sentence)),
        });
    }

    fn export(&self, format: wire::Format, language: Language) {
        let answered = self.published.borrow();
        let Some(answered) = answered.as_ref() else {
            return self.answer(&Answer::Declined(wire::Remark::declined(Key::SessionNoFiles.into())));
        };
        let left = self.session.borrow_mut().leave(answered);
        if let Err(declined) = left {
            return self.answer(&Answer::from(declined));
        }
        self.tell_released();
        let published = answered.published();
        self.save(&[published], file_stem(published), format, language);
    }
}

/// How far the reading has come; told at most some ten times a second.
struct Progress {
    scope: DedicatedWorkerGlobalScope,
    bytes: Cell<f64>,
    total: f64,
    rows: Cell<u64>,
    settling: Cell<bool>,
    told: Cell<f64>,
}

impl Progress {
    /// All rows are read; what is left is said before it begins, since it is done in one go.
    fn settle(&self, rows: u64) {
        self.rows.set(rows);
        self.settling.set(true);
        self.told.set(0.0);
        self.tell();
    }

    fn tell(&self) {
        let now = js_sys::Date::now();
        if now - self.told.get() < 100.0 {
            return;
        }
        self.told.set(now);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the browser's file sizes are whole numbers of bytes")]
        let (bytes, total) = (self.bytes.get() as u64, self.total as u64);
        let progress = wire::Progress { bytes, total, rows: self.rows.get(), settling: self.settling.get() };
        if let Ok(value) = serde_wasm_bindgen::to_value(&Answer::Progress(progress)) {
            let _sent = post(&self.scope, "answer", &value);
        }
    }
}

/// Says something to the page.
fn post(scope: &DedicatedWorkerGlobalScope, name: &str, value: &JsValue) -> Result<(), JsValue> {
    let message = js_sys::Object::new();
    Reflect::set(&message, &name.into(), value).and_then(|_| scope.post_message(&message))
}

/// Whether a browser says by this that it cannot read a file: it was changed, moved or removed, or its place cannot be reached.
fn is_unreadable(fault: &JsValue) -> bool {
    let name = Reflect::get(fault, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default();
    ["NotReadableError", "NotFoundError", "NotAllowedError", "SecurityError", "AbortError"].contains(&name.as_str())
}

/// Reads a file slice by slice; the next slices are on their way while one is understood. Answers whether all of it could be read.
async fn read_file(reading: &mut Reading, file: &Lent, progress: &Progress) -> Result<bool, JsValue> {
    let size = file.size;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size is a whole number of bytes")]
    reading.open(&file.name, Some(size as u64));
    let mut from = 0.0;
    let mut ask_ahead = |coming: &mut VecDeque<JsFuture>| -> Result<(), JsValue> {
        while from < size && coming.len() < AHEAD {
            coming.push_back(file.bytes(from, (from + SLICE).min(size))?);
            from += SLICE;
        }
        Ok(())
    };
    let (mut coming, mut given) = (VecDeque::new(), 0.0);
    let mut bytes = Vec::new();
    ask_ahead(&mut coming)?;
    while let Some(next) = coming.pop_front() {
        let buffer = match next.await {
            Ok(buffer) => Uint8Array::new(&buffer),
            Err(fault) if is_unreadable(&fault) => return Ok(false),
            Err(fault) => return Err(fault),
        };
        // A file that has become shorter gives less than it said it had.
        let expected = SLICE.min(size - given);
        if f64::from(buffer.length()) < expected {
            return Ok(false);
        }
        given += expected;
        ask_ahead(&mut coming)?;
        bytes.resize(usize::try_from(buffer.length()).unwrap_or_default(), 0);
        buffer.copy_to(&mut bytes);
        if !reading.push(&bytes) {
            break;
        }
        progress.bytes.set(progress.bytes.get() + f64::from(buffer.length()));
        progress.rows.set(reading.rows());
        progress.tell();
    }
    reading.close();
    Ok(true)
}
