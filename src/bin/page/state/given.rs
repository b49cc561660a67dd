//! The files that are read, and others that come later: nothing that is read gives way, or is joined, without the user's word.

use super::{Errand, Id, Said, State, Step};
use franvarokalkyl::locale::{Key, Sentence, Value};
use std::borrow::Cow;

/// The question of files that have come beside those that are read.
pub(crate) const ARRIVED: &str = "arrived";

/// A file that the user gave. The browser's own file is kept by the app, under the number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Given {
    pub(crate) number: u32,
    pub(crate) name: String,
    pub(crate) bytes: u64,
    /// When it was changed last, in milliseconds since 1970.
    pub(crate) changed: u64,
}

impl Given {
    /// Whether both are the same file, as far as a browser lets one know.
    fn is(&self, other: &Self) -> bool {
        self.name == other.name && self.bytes == other.bytes && self.changed == other.changed
    }
}

/// What is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// The built-in example.
    Example,
    /// Files of the user's.
    Files(Vec<Given>),
}

impl Source {
    /// The files, if it has any.
    pub(crate) fn files(&self) -> &[Given] {
        match self {
            Self::Example => &[],
            Self::Files(files) => files,
        }
    }

    /// What it is called.
    pub(crate) fn names(&self) -> Value {
        match self {
            Self::Example => Sentence::from(Key::PageFilesExampleName).into(),
            Self::Files(files) => names(files),
        }
    }
}

/// What to do with files that have come beside those that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Settle {
    /// Read them in the place of those.
    Replace,
    /// Read all together.
    Add,
    /// Leave them.
    Leave,
}

/// The names of files, with commas between.
pub(crate) fn names(files: &[Given]) -> Value {
    Value::List(files.iter().map(|file| Value::Text(file.name.clone())).collect())
}

impl State {
    /// Whether a file has been read, or at least looked into, or is just being.
    fn has_read(&self) -> bool {
        self.step == Step::Reading || self.overview.is_some() || !self.files.is_empty()
    }

    fn source_files(&self) -> &[Given] {
        self.source.as_ref().map(Source::files).unwrap_or_default()
    }

    /// Whether files that are new can be read together with those that are.
    pub(crate) fn can_add(&self) -> bool {
        matches!(self.source, Some(Source::Files(_)))
    }

    /// Those of the new files that have the name of one that is read without being the same.
    pub(crate) fn newer(&self) -> Vec<Given> {
        let named = |new: &&Given| self.source_files().iter().any(|known| known.name == new.name);
        self.arrived.iter().filter(named).cloned().collect()
    }

    /// Whether the state speaks of the file of this number, so that the app must keep it.
    pub(crate) fn holds(&self, number: u32) -> bool {
        let own = self.source_files().iter().chain(&self.arrived).any(|file| file.number == number);
        own || self.said.as_ref().and_then(Said::before).is_some_and(|before| before.holds(number))
    }

    /// Files were chosen or dropped.
    pub(super) fn arrive(&mut self, files: Vec<Given>) -> Vec<Errand> {
        let mut once: Vec<Given> = Vec::new();
        let mut twice: Vec<Given> = Vec::new();
        let asks = self.has_read();
        for file in files {
            let among = |others: &[Given]| others.iter().any(|known| known.is(&file));
            let again = among(&once) || among(&self.arrived) || (asks && among(self.source_files()));
            if again { twice.push(file) } else { once.push(file) }
        }
        let doubled = (!twice.is_empty()).then(|| Said::only(Key::FilesTwice.with("files", names(&twice))));
        if !asks {
            self.said = doubled.or_else(|| self.said.take());
            return self.choose(once);
        }
        self.said = doubled.or_else(|| self.said.take());
        if once.is_empty() {
            return Vec::new();
        }
        self.arrived.extend(once);
        // While files are read the question waits, and the focus stays at the button that stops them.
        if self.step == Step::Reading { Vec::new() } else { vec![Errand::Focus(Cow::Borrowed(ARRIVED))] }
    }

    /// Reads files where nothing is read. The same names again, after a reading that failed, keep what was said of them.
    fn choose(&mut self, files: Vec<Given>) -> Vec<Errand> {
        let same = |known: &[Given]| known.len() == files.len() && known.iter().zip(&files).all(|(known, new)| known.name == new.name);
        if !same(self.source_files()) {
            self.choices.renew();
            self.resume = None;
        }
        self.deaths = 0;
        self.take_source(Source::Files(files));
        self.read()
    }

    /// The user has said what to do with the files that have come.
    pub(super) fn settle(&mut self, settle: Settle) -> Vec<Errand> {
        let new = std::mem::take(&mut self.arrived);
        // The button that is pressed goes.
        let heading = Errand::Focus(Id::from(super::HEADING));
        if new.is_empty() || settle == Settle::Leave {
            return vec![heading];
        }
        let before = self.source.clone();
        let files = match (settle, &before) {
            (Settle::Add, Some(Source::Files(known))) => known.iter().chain(&new).cloned().collect(),
            _ => new.clone(),
        };
        if settle == Settle::Replace {
            self.choices.renew();
        }
        self.deaths = 0;
        self.resume = None;
        self.take_source(Source::Files(files));
        let errands = self.read();
        // A field that cannot be read keeps the files from being read: the question stands.
        if self.step != Step::Reading {
            (self.source, self.arrived) = (before, new);
        }
        errands
    }

    /// What is read from now on. A definition that was chosen for the example is none that the user chose.
    pub(super) fn take_source(&mut self, source: Source) {
        if self.source == Some(Source::Example) && source != Source::Example {
            self.draft.drop_suggestion();
        }
        self.source = Some(source);
    }
}
