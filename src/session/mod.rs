//! The façade: open files, say what was recognised, judge, count, protect, export. It owns the register, and nothing raw
//! leaves it.

mod check;
mod reading;
mod view;

pub use crate::definition::{Definition, preset_text};
pub use crate::disclosure::{Figure, Policy, Published};
pub use crate::finding::{Finding, letters};
pub use crate::layout::{
    Asked, Choice, Choices, Column, Given, Kind, KindSeen, LayoutChoice, Meaning, Role, SavedFault, SystemSeen, TableChoice, Unit, Why,
    parse_choices, write_choices,
};
pub use crate::register::{Breakdown, Grain};
pub use crate::report::{Format, figure_json, figure_text, file_stem};
pub use check::{kind_cards, kind_word, roles, units};
pub use reading::{Reading, TableSeen};
pub use view::{definition_card, remark};

use crate::calendar::{Day, Span};
use crate::definition::{judge, presets};
use crate::disclosure::{Context, Remark, lone_count, registration, release};
use crate::finding::{Findings, Kind as FindingKind};
use crate::layout::Vocabulary;
use crate::limits::Limits;
use crate::locale::{Key, Sentence};
use crate::register::Register;
use crate::tally;
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

/// One sitting: at most one set of files, any number of questions to it.
pub struct Session {
    world: World,
    vocabulary: Rc<Vocabulary>,
    definitions: Vec<Definition>,
    files: Option<Files>,
}

/// Files that were read without an error.
struct Files {
    register: Register,
    findings: Findings,
    tables: Vec<TableSeen>,
    count: usize,
    rows: u64,
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

/// A question to the files.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    /// By which definition.
    pub definition: &'a Definition,
    /// Broken down by what, from the outside in.
    pub by: Vec<Breakdown>,
    /// From which day; all if none.
    pub from: Option<Day>,
    /// To which day.
    pub to: Option<Day>,
    /// Under which rule.
    pub policy: Policy,
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
            files: None,
        })
    }

    /// The presets.
    #[must_use]
    pub fn definitions(&self) -> &[Definition] {
        &self.definitions
    }

    /// The preset of an id.
    #[must_use]
    pub fn definition(&self, id: &str) -> Option<&Definition> {
        self.definitions.iter().find(|definition| definition.id() == id)
    }

    /// Begins to read files; what was read before is gone. `progress` is told the rows read so far, every now and then.
    pub fn read(&mut self, choices: Choices, progress: Box<dyn FnMut(u64)>) -> Reading {
        self.files = None;
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
                let files = Files { register, findings: done.findings, tables: done.tables, count: done.files, rows: done.rows };
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

    /// Judges, counts and protects.
    ///
    /// # Errors
    /// A sentence, when there are no files, the days hold none of theirs, a breakdown is not in them, or the table cannot be
    /// made safe.
    pub fn publish(&self, question: &Question<'_>) -> Result<Published, Sentence> {
        let files = self.files.as_ref().ok_or_else(|| Sentence::from(Key::SessionNoFiles))?;
        let register = &files.register;
        let whole = register.span();
        let span = Span::new(question.from.unwrap_or(whole.first()), question.to.unwrap_or(whole.last())).and_then(|span| span.and(whole));
        let span = span.ok_or_else(|| Key::SessionNoDays.with("from", whole.first().to_string()).with("to", whole.last().to_string()))?;
        if let Some(missing) = question.by.iter().find(|breakdown| !register.breakdowns().contains(breakdown)) {
            return Err(Key::SessionNoBreakdown.with("breakdown", Sentence::from(crate::report::breakdown_word(*missing))));
        }
        let verdicts = judge(register, question.definition, span);
        let table = tally::tally(register, &verdicts, &question.by, span);
        let context = Context {
            program: concat!("franvarokalkyl ", env!("CARGO_PKG_VERSION")).to_owned(),
            made: self.world.today,
            files: files.count,
            grain: register.grain().name(),
            span,
            lessons: tally::lessons(register, span),
            definition: verdicts.summary,
            remarks: files
                .findings
                .iter()
                // That a school has pupils whose identity is protected is nothing to publish.
                .filter(|finding| finding.kind != FindingKind::ProtectedPupils)
                .map(|finding| Remark { code: finding.kind.code(), rows: finding.rows })
                .collect(),
        };
        release(&table, context, question.policy).map_err(crate::disclosure::Refusal::sentence)
    }
}
