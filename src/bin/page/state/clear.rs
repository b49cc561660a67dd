//! Clearing everything: the one action that cannot be taken back. It is asked once, in its place, and says what it removed.

use super::{Errand, HEADING, Id, Source, State};
use franvarokalkyl::locale::{Key, Sentence, Value};
use std::rc::Rc;

/// The question whether to clear everything.
pub(crate) const CLEARING: &str = "clearing";
/// The button that asks it.
pub(crate) const CLEAR: &str = "clear";

impl State {
    /// Asks whether to clear everything, or leaves it.
    pub(super) fn ask_to_clear(&mut self, asks: bool) -> Vec<Errand> {
        self.clearing = asks;
        vec![Errand::Focus(Id::Borrowed(if asks { CLEARING } else { CLEAR }))]
    }

    /// Nothing is left but the language on screen: the worker ends, and with it all that it holds of pupils.
    pub(super) fn clear(&mut self) -> Vec<Errand> {
        let removed = self.removed();
        *self = Self {
            catalogue: Rc::clone(&self.catalogue),
            unstored: self.unstored,
            readings: self.readings + 1,
            ..Self::new(self.language, Vec::new())
        };
        self.notice = Some(Key::ClearDone.with("removed", Value::List(removed)));
        vec![Errand::DropFiles, Errand::ForgetStored, Errand::Restart, Errand::Focus(HEADING.into())]
    }

    /// What there is to remove, in words.
    fn removed(&self) -> Vec<Value> {
        let count = |length: usize| Value::Whole(u64::try_from(length).unwrap_or(u64::MAX));
        let source = self.source.as_ref().map(|source| match source {
            Source::Example => Sentence::from(Key::ClearExample),
            Source::Files(files) => Key::ClearFiles.with("files", count(files.len())),
        });
        let reports = (self.report.is_some() || !self.sections.is_empty()).then(|| Key::ClearReports.into());
        let log = (!self.log.is_empty()).then(|| Key::ClearLog.into());
        let kept = (!self.choices.kept.is_empty()).then(|| Key::ClearChoices.into());
        let definitions = self.own.len().max(self.kept_definitions.len());
        let own = (definitions > 0).then(|| Key::ClearDefinitions.with("definitions", count(definitions)));
        let written = self.editor.is_some().then(|| Key::ClearWritten.into());
        let always = Some(Key::ClearSettings.into());
        [source, reports, log, kept, own, written, always].into_iter().flatten().map(Value::from).collect()
    }
}
