//! The question when in the week and in which subjects absence falls, and what may leave beside its answer.

use super::asked::{Asked, Judged, Shown};
use super::joint::times;
use super::log::{Declined, Entry, near};
use super::publish::Work;
use super::{Files, Session};
use crate::calendar::{Day, Span};
use crate::definition::{LessonsTold, Settings, time_words};
use crate::disclosure::{Dimension, Figure, PatternSubject, Policy, Published, Row, Subject, Table, release_patterns};
use crate::locale::{Key, Sentence};
use crate::order::Order as _;
use crate::register::{Breakdown, Register};
use crate::tally;

/// When in the week and in which subjects absence falls.
#[derive(Clone, Debug, Default)]
pub struct PatternQuestion {
    /// What the rows are by, apart from schools; none for all that the files can answer.
    pub by: Vec<Dimension>,
    /// By school too, small ones together.
    pub school: bool,
    /// From which day; all if none.
    pub from: Option<Day>,
    /// To which day.
    pub to: Option<Day>,
    /// Under which rule.
    pub policy: Policy,
}

impl Session {
    /// Sums when absence falls, and protects it.
    ///
    /// # Errors
    /// A sentence, when there are no files, the days hold none of theirs, the files cannot answer, or there are too few pupils.
    pub fn patterns(&self, question: &PatternQuestion) -> Result<Published, Sentence> {
        self.published(self.pattern_work(question)?)
    }

    /// What the question comes to.
    pub(super) fn pattern_work(&self, question: &PatternQuestion) -> Result<Work, Sentence> {
        let by: &[Breakdown] = if question.school { &[Breakdown::School] } else { &[] };
        let frame = self.frame((question.from, question.to), None, &[by], question.policy)?;
        let all = [Dimension::Weekday, Dimension::Time, Dimension::Subject];
        let asked = if question.by.is_empty() { &all[..] } else { &question.by };
        let (by, missing) = answerable(&frame.files.register, frame.span, asked)?;
        let subject = Subject::Patterns(PatternSubject { settings: time_words(Settings::default()), missing });
        let patterns = Some(Shown { by, school: question.school });
        let asked = Asked { patterns, ..frame.asked(Vec::new(), Vec::new(), Vec::new(), subject) };
        Ok((asked, Judged { verdicts: Vec::new(), times: Vec::new() }))
    }

    pub(super) fn released_patterns(&self, files: &Files, asked: &Asked, shown: &Shown) -> Result<Published, Declined> {
        let none = Judged { verdicts: Vec::new(), times: Vec::new() };
        let kinds = tally::by_kind(&files.register, asked.span, Settings::default(), shown.school);
        let published = release_patterns(kinds, &shown.by, self.context(files, asked, &none, 1), asked.policy);
        published.map_err(|refusal| refusal.sentence().into())
    }
}

/// What of a question the files can answer, and why not the rest of it; an error where that is nothing.
fn answerable(register: &Register, span: Span, asked: &[Dimension]) -> Result<(Vec<Dimension>, Vec<Sentence>), Sentence> {
    let told = LessonsTold::of(register, Settings::default());
    if !told.days {
        return Err(Key::SessionPatternsDays.into());
    }
    let slots = || register.pupils().iter().flat_map(|pupil| pupil.days_in(span)).flat_map(|day| register.timetable(day));
    let is_asked = |dimension: Dimension| asked.contains(&dimension);
    let has_clocks = told.lessons && slots().all(|slot| slot.hour.is_some());
    let has_subjects = told.lessons && slots().any(|slot| slot.subject.is_some());
    let mut missing: Vec<Sentence> = Vec::new();
    let mut by: Vec<Dimension> = asked.to_vec();
    let mut lacks = |dimension: Dimension, known: bool, key: Key| {
        if is_asked(dimension) && !known {
            missing.push(key.into());
            by.retain(|own| *own != dimension);
        }
    };
    lacks(Dimension::Time, has_clocks, if told.lessons { Key::SessionPatternsClocks } else { Key::SessionPatternsLessons });
    lacks(Dimension::Subject, has_subjects, if told.lessons { Key::SessionPatternsSubjects } else { Key::SessionPatternsLessons });
    missing.dedup();
    match (by.is_empty(), missing.first()) {
        (true, Some(reason)) => Err(reason.clone()),
        _ => {
            // An hour is an hour of a weekday.
            if by.contains(&Dimension::Time) && !by.contains(&Dimension::Weekday) {
                by.insert(0, Dimension::Weekday);
            }
            by.order_by_key(|dimension| [Dimension::Weekday, Dimension::Time, Dimension::Subject].iter().position(|own| own == dimension));
            by.dedup();
            Ok((by, missing))
        }
    }
}

/// Whether pupils whose identity is protected are in the sums or counts of a question: in those of the whole only.
fn counts_protected(asked: &Asked) -> bool {
    asked.patterns.as_ref().map_or(asked.by.is_empty(), |shown| !shown.school)
}

/// Whether a question tells how much of the time of parts of the whole is absence.
fn tells_parts(asked: &Asked) -> bool {
    asked.specs.iter().any(|spec| spec.tells_time() && !spec.is_whole())
}

/// That patterns and what is told beside them for the same days tell nothing together that neither tells alone: they are sums of
/// time by the lesson, and those of a report are sums by the pupil.
pub(super) fn allows_patterns(left: &[&Entry], asked: &Asked, register: &Register) -> Result<(), Declined> {
    for entry in near(left, asked).filter(|entry| asked.patterns.is_some() || entry.asked.patterns.is_some()) {
        let has_protected = || register.pupils().iter().any(|pupil| pupil.is_protected() && register.counts(pupil, asked.span));
        let refused = match (&asked.patterns, &entry.asked.patterns) {
            (Some(own), Some(other)) if own.school != other.school || asked.policy != entry.asked.policy => Some(Key::LeftPatternsSchool),
            (None, _) | (_, None) if tells_parts(asked) || tells_parts(&entry.asked) => Some(Key::LeftPatternsParts),
            _ if counts_protected(asked) != counts_protected(&entry.asked) && has_protected() => Some(Key::LeftPatternsProtected),
            (Some(_), None) if entry.withholds(asked) => Some(Key::LeftPatternsWithheld),
            _ => None,
        };
        if let Some(key) = refused {
            return Err(Declined { advice: Key::LeftPatternsAdvice.into(), ..key.with("table", entry.title()).into() });
        }
    }
    Ok(())
}

impl Entry {
    /// Whether a table that tells how much of everybody's time is absence withholds how many are above the limit, in a column of time that
    /// a question has too.
    fn withholds(&self, asked: &Asked) -> bool {
        let is_near = |row: &Row| {
            let time = self.asked.columns.get(row.place()).map(|column| (self.asked.span, column.span));
            time.is_some_and(|time| times(asked).any(|own| own == time))
        };
        let tables = self.published.tables().iter().filter(|table| !table.absence().is_empty());
        let mut rows = tables.flat_map(Table::rows).filter(|row| row.labels().iter().all(Option::is_none));
        rows.any(|row| is_near(row) && row.cells().iter().any(|cell| cell.count() == Figure::Withheld))
    }
}
