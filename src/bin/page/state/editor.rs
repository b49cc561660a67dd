//! Writing a definition: each change is read back by the worker, one at a time; what has changed meanwhile is asked when it has
//! answered, so that the latest counts and nothing queues.

use super::draft::{self, Edit};
use super::{Action, Engine, Errand, FAULTS, Fault, HEADING, Id, State, Step};
use franvarokalkyl::locale::{Key, Language, Sentence};
use franvarokalkyl::wire::{
    Answer, Ask, Bilingual, ConditionDraft, DefinedCard, DefinitionDraft, DraftFault, DraftField, ExportedFile, Origin,
};
use std::rc::Rc;

/// A definition that is being written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Editor {
    pub(crate) draft: DefinitionDraft,
    /// What the worker reads in it; none while it is no definition.
    pub(crate) read: Option<Rc<DefinedCard>>,
    /// What keeps it from being one.
    faults: Vec<DraftFault>,
    /// Fields whose faults are shown: those that were written in.
    touched: Vec<DraftField>,
    /// The worker has been asked.
    asked: bool,
    /// It was changed since the worker was asked.
    changed: bool,
    /// The user has written something in it.
    written: bool,
    /// What is done once the worker has read it.
    then: Option<Then>,
    /// The step that it was opened from.
    back: Step,
}

/// What to do with a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Then {
    /// Keep it and choose it.
    Use,
    /// Save it as a file.
    Save,
    /// Copy what stands in the field of this id, its link.
    Copy(Id),
}

impl Editor {
    fn new(draft: DefinitionDraft, back: Step) -> Self {
        Self { draft, read: None, faults: Vec::new(), touched: Vec::new(), asked: false, changed: true, written: false, then: None, back }
    }

    /// What is wrong with a field, as far as the user has been there.
    pub(crate) fn fault(&self, field: DraftField) -> Option<&Sentence> {
        let fault = self.faults.iter().find(|fault| fault.field == field)?;
        self.touched.contains(&field).then_some(&fault.sentence)
    }

    /// Whether the user has written anything in it.
    pub(super) const fn has_written(&self) -> bool {
        self.written
    }

    /// Whether it is to be used as it is, now or once it has been read.
    pub(super) fn is_used(&self) -> bool {
        self.then == Some(Then::Use) || self.is_settled()
    }

    /// Whether what is on screen has been read.
    fn is_settled(&self) -> bool {
        !self.asked && !self.changed
    }

    /// A new worker knows nothing of what the old one was asked.
    pub(super) fn forget_asking(&mut self) {
        self.asked = false;
        self.changed = true;
    }
}

impl State {
    /// What is done to a definition.
    pub(super) fn write(&mut self, action: Action) -> Vec<Errand> {
        match action {
            Action::Write(id) if matches!(self.step, Step::Files | Step::Question | Step::Compare) && !self.is_busy() => {
                let draft = id.and_then(|id| self.defined(&id)).map_or_else(empty, |card| self.changed_from(card));
                self.editor = Some(Editor::new(draft, self.step));
                let mut errands = self.show(Step::Define);
                errands.extend(self.read_back());
                errands
            }
            Action::Edit(edit) if self.step == Step::Define => {
                let Some(editor) = &mut self.editor else { return Vec::new() };
                editor.written = true;
                editor.touched.extend(draft::touched(&edit));
                if !matches!(edit, Edit::Name(_) | Edit::Source(_) | Edit::Settings(_) | Edit::Judgement(..) | Edit::At(..)) {
                    // Places are counted anew.
                    editor.touched.retain(|field| matches!(field, DraftField::Name | DraftField::Coverage));
                }
                let field = draft::touched(&edit).map(draft::id);
                let focus = draft::edit(&mut editor.draft, edit);
                editor.changed = true;
                self.notice = None;
                self.faults.retain(|fault| !matches!(fault, Fault::Field(Some(id), _) if Some(id) == field.as_ref()));
                let mut errands: Vec<Errand> = focus.map(Errand::Focus).into_iter().collect();
                errands.extend(self.read_back());
                errands
            }
            Action::Then(then) => match &mut self.editor {
                Some(editor) if self.step == Step::Define && !editor.is_settled() => {
                    editor.then = Some(then);
                    self.read_back().into_iter().collect()
                }
                _ => self.then(then),
            },
            Action::LoadDefinition if matches!(self.step, Step::Define | Step::Question) && self.engine == Engine::Ready => {
                self.notice = None;
                self.faults.clear();
                vec![Errand::Ask(Ask::ReadDefinition)]
            }
            Action::Copied(copied) => {
                self.notice = Some(if copied { Key::EditorCopied } else { Key::EditorMarked }.into());
                Vec::new()
            }
            Action::LeaveEditor if self.step == Step::Define => self.leave_editor(),
            _ => Vec::new(),
        }
    }

    /// Asks the worker what the draft says, unless it is at that already.
    pub(super) fn read_back(&mut self) -> Option<Errand> {
        let editor = self.editor.as_mut().filter(|editor| editor.changed && !editor.asked)?;
        if !self.engine.is_up() {
            return None;
        }
        (editor.asked, editor.changed) = (true, false);
        Some(Errand::Ask(Ask::Define(Box::new(editor.draft.clone()))))
    }

    /// What the worker says of definitions.
    pub(super) fn hear_of_definitions(&mut self, answer: Answer) -> Vec<Errand> {
        match answer {
            Answer::Defined(card) => self.read_is(Ok(*card)),
            Answer::Undefined(faults) => self.read_is(Err(faults)),
            Answer::Adopted(cards) => {
                self.own = Rc::new(cards);
                Vec::new()
            }
            Answer::Understood(Origin::Link, read) => self.offer(read),
            Answer::Understood(Origin::File, Ok(card)) => match (self.step, &mut self.editor) {
                (Step::Define, Some(editor)) => {
                    *editor = Editor { back: editor.back, ..Editor::new(card.draft.clone(), editor.back) };
                    let notice = Key::EditorLoaded.with("name", name(&card));
                    let errands = self.read_back().into_iter().chain([Errand::FocusGently(HEADING.into())]).collect();
                    self.notice = Some(notice);
                    errands
                }
                _ => {
                    let errands = self.adopt(Rc::from(card));
                    [errands, vec![Errand::FocusGently("definition".into())]].concat()
                }
            },
            Answer::Understood(Origin::File, Err(remark)) => {
                self.faults = vec![Fault::Remark(remark)];
                vec![Errand::FocusGently(FAULTS.into())]
            }
            _ => Vec::new(),
        }
    }

    fn read_is(&mut self, read: Result<DefinedCard, Vec<DraftFault>>) -> Vec<Errand> {
        let Some(editor) = &mut self.editor else { return Vec::new() };
        editor.asked = false;
        (editor.read, editor.faults) = match read {
            Ok(card) => (Some(Rc::new(card)), Vec::new()),
            Err(faults) => (None, faults),
        };
        if editor.changed {
            return self.read_back().into_iter().collect();
        }
        match editor.then.take() {
            Some(then) => self.then(then),
            None => Vec::new(),
        }
    }

    /// What was to be done with the definition that is being written, or with the one that is chosen.
    fn then(&mut self, then: Then) -> Vec<Errand> {
        let card = match (&mut self.editor, self.step) {
            (Some(editor), Step::Define) => {
                let Some(card) = editor.read.clone() else {
                    editor.touched = editor.faults.iter().map(|fault| fault.field).collect();
                    let fault = |fault: &DraftFault| Fault::Field(Some(draft::id(fault.field)), fault.sentence.clone());
                    self.faults = editor.faults.iter().map(fault).collect();
                    return vec![Errand::Focus(FAULTS.into())];
                };
                card
            }
            _ => match self.draft.definition.clone().and_then(|id| self.defined(&id).cloned()) {
                Some(card) => Rc::new(card),
                None => return Vec::new(),
            },
        };
        match then {
            Then::Use => {
                let errands = self.adopt(Rc::clone(&card));
                let left = self.leave_editor();
                self.notice = Some(Key::EditorUsed.with("name", name(&card)));
                [errands, left].concat()
            }
            Then::Save => {
                let name = format!("franvarokalkyl-{}.toml", card.card.id);
                self.notice = Some(Key::PageExportDone.with("file", name.as_str()));
                vec![Errand::Save(ExportedFile { name, media: "application/toml".to_owned(), bytes: card.text.clone().into_bytes() })]
            }
            Then::Copy(id) => vec![Errand::Copy(id)],
        }
    }

    fn leave_editor(&mut self) -> Vec<Errand> {
        let back = self.editor.take().map_or(Step::Files, |editor| editor.back);
        self.show(back)
    }

    /// A definition as the start of another; the user's own is changed itself.
    fn changed_from(&self, card: &DefinedCard) -> DefinitionDraft {
        if self.own.iter().any(|own| own.card.id == card.card.id) {
            return card.draft.clone();
        }
        let text = |key: Key, language: Language| key.with("name", card.card.name.text(language)).render(language);
        let both = |key: Key| Bilingual { sv: text(key, Language::Swedish), en: text(key, Language::English) };
        DefinitionDraft {
            id: String::new(),
            name: both(Key::EditorChangedName),
            source: both(Key::EditorChangedSource),
            // What the source says is no longer what the definition does.
            wording: Vec::new(),
            notes: Vec::new(),
            ..card.draft.clone()
        }
    }
}

fn empty() -> DefinitionDraft {
    DefinitionDraft { clauses: vec![vec![ConditionDraft::default()]], ..DefinitionDraft::default() }
}

/// A definition's name, for a sentence.
pub(super) fn name(card: &DefinedCard) -> franvarokalkyl::locale::Value {
    let Bilingual { sv, en } = card.card.name.clone();
    franvarokalkyl::locale::Value::Bilingual { sv, en }
}
