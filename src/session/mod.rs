//! The façade: open files, say what was recognised, judge, count, protect, export. It owns the register, and nothing raw
//! leaves it.

mod advice;
mod ask;
mod asked;
mod check;
mod claims;
mod define;
mod dossier;
mod draft;
mod fragment;
mod joint;
mod log;
mod patterns;
mod publish;
mod reading;
mod view;

pub use crate::definition::{Decimal, Definition, Over, preset_text};
pub use crate::disclosure::{Dimension, Figure, Policy, Published, Rule};
pub use crate::finding::{Finding, letters};
pub use crate::layout::{
    Asked, Choice, Choices, Column, Given, Kind, KindSeen, LayoutChoice, Meaning, Named, Role, SavedFault, SystemSeen, TableChoice, Unit,
    Why, parse_choices, write_choices,
};
pub use crate::register::{Breakdown, Extra, Grain};
pub use crate::report::{Format, dossier_stem, figure_json, figure_text, file_stem};
pub use advice::{Change, Inquiry, Proposal};
pub use check::{kind_cards, kind_word, roles, units};
pub use claims::read_claims;
pub use define::{absence_cards, defined_card};
pub use dossier::{Dossier, Section};
pub use log::{Answered, Declined};
pub use patterns::PatternQuestion;
pub use publish::{Bands, Comparison, Question};
pub use reading::{Reading, TableSeen};
pub use view::{definition_card, remark};

use crate::calendar::{Day, Span};
use crate::definition::presets;
use crate::disclosure::{lone_count, registration};
use crate::finding::Findings;
use crate::layout::Vocabulary;
use crate::limits::Limits;
use crate::register::Register;
use crate::tally;
use log::Log;
use std::rc::Rc;

/// What the program cannot know by itself.
#[derive(Clone, Copy, Debug)]
pub struct World {
    /// The day a report is made.
    pub today: Day,
    /// Keys the hash under which pupils are known while files are read; random, and new for each session.
    pub secret: [u8; 16],
    /// How much is taken on.
    pub limits: Limits,
}

/// One sitting: at most one set of files at a time, any number of questions to it. It remembers what has left of each set.
pub struct Session {
    world: World,
    vocabulary: Rc<Vocabulary>,
    definitions: Vec<Definition>,
    /// The user's own.
    own: Vec<Definition>,
    files: Option<Files>,
    logs: Vec<Log>,
}

/// Files that were read without an error.
struct Files {
    register: Register,
    findings: Findings,
    tables: Vec<TableSeen>,
    count: usize,
    rows: u64,
    /// By what the data are known again.
    data: u128,
}

/// Why files cannot be used.
#[derive(Debug)]
pub struct Refused {
    /// What was found, errors first.
    pub findings: Vec<Finding>,
    /// The tables as far as they were recognised.
    pub tables: Vec<TableSeen>,
}

/// What was recognised in files that can be used.
#[derive(Debug)]
pub struct Overview<'a> {
    /// The tables.
    pub tables: &'a [TableSeen],
    /// The days they cover.
    pub span: Span,
    /// What a row is.
    pub grain: Grain,
    /// Rows of data.
    pub rows: u64,
    /// Pupils, protected.
    pub pupils: Figure,
    /// The schools' names.
    pub schools: Vec<&'a str>,
    /// Registered of scheduled lessons, protected.
    pub registration: Figure,
    /// The same by school, in Swedish order.
    pub registration_by_school: Vec<(String, Figure)>,
    /// What tables can be broken down by.
    pub breakdowns: &'a [Breakdown],
    /// Everything that was found.
    pub findings: Vec<&'a Finding>,
}

/// A definition of the program's own files is broken: the program must be mended.
#[derive(Debug)]
pub struct BrokenAssets(pub String);

impl Session {
    /// A session without files.
    ///
    /// # Errors
    /// When the program's own assets cannot be read.
    pub fn new(world: World) -> Result<Self, BrokenAssets> {
        Ok(Self {
            world,
            vocabulary: Rc::new(Vocabulary::built_in().map_err(BrokenAssets)?),
            definitions: presets().map_err(|fault| BrokenAssets(fault.to_string()))?,
            own: Vec::new(),
            files: None,
            logs: Vec::new(),
        })
    }

    /// The presets.
    #[must_use]
    pub fn definitions(&self) -> &[Definition] {
        &self.definitions
    }

    /// The preset, or the definition of the user's own, of an id.
    #[must_use]
    pub fn definition(&self, id: &str) -> Option<&Definition> {
        self.definitions.iter().chain(&self.own).find(|definition| definition.id() == id)
    }

    /// Begins to read files; what was read before is gone, but not what has left of it: that counts again if the same data are read. `progress` is told the rows read so far, every now and then.
    pub fn read(&mut self, choices: Choices, progress: Box<dyn FnMut(u64)>) -> Reading {
        self.files = None;
        self.forget_verdicts();
        Reading::new(Rc::clone(&self.vocabulary), self.world, choices, progress)
    }

    /// Takes what was read, if it can be used.
    ///
    /// # Errors
    /// All findings, when any of them is an error; nothing of the files is kept.
    pub fn accept(&mut self, reading: Reading) -> Result<Overview<'_>, Refused> {
        let done = reading.finish();
        match done.register {
            Some(register) => {
                let data = register.fingerprint();
                let files = Files { register, findings: done.findings, tables: done.tables, count: done.files, rows: done.rows, data };
                log::judge(&mut self.logs, &files);
                Ok(Self::overview(self.files.insert(files)))
            }
            None => Err(Refused { findings: done.findings.sorted().into_iter().cloned().collect(), tables: done.tables }),
        }
    }

    /// The register, for tests of what is judged on it.
    #[cfg(test)]
    pub(crate) fn register(&self) -> Option<&Register> {
        self.files.as_ref().map(|files| &files.register)
    }

    fn overview(files: &Files) -> Overview<'_> {
        let register = &files.register;
        let policy = Policy::default();
        let span = register.span();
        Overview {
            tables: &files.tables,
            span,
            grain: register.grain(),
            rows: files.rows,
            pupils: lone_count(tally::population(register, span), policy),
            schools: register.schools(),
            registration: registration(tally::lessons(register, span), tally::population(register, span), policy),
            registration_by_school: tally::lessons_by_school(register, span)
                .into_iter()
                .map(|(school, pupils, lessons)| (school, registration(lessons, pupils, policy)))
                .collect(),
            breakdowns: register.breakdowns(),
            findings: files.findings.sorted(),
        }
    }
}
