//! What has left a sitting: every report that was saved, printed or copied, and by which question. A later one from the same data is made safe
//! together with it, and one that nearly repeats it in time is declined.

use super::asked::{Asked, Judged};
use super::joint::{Joint, Time, times};
use super::patterns::allows_patterns;
use super::{Files, Session};
use crate::calendar::Span;
use crate::definition::{Definition, Over};
use crate::disclosure::{Context, Published, Refusal, Registered, Remark, Subject, release};
use crate::finding::Kind as FindingKind;
use crate::locale::{Key, Sentence};
use crate::register::{Breakdown, Extra, Register};
use crate::tally;
use crate::wire;
use std::rc::Rc;

/// What has left, of one set of data.
#[derive(Default)]
pub(super) struct Log {
    /// By what the data are known again.
    data: u128,
    pub(super) entries: Vec<Entry>,
    /// Something left before this worker was there, and cannot be made again: then nobody can say what is safe beside it.
    lost: bool,
}

/// A report that has left.
pub(super) struct Entry {
    pub(super) asked: Asked,
    /// The verdicts on the pupils that are in the register now; none while it holds no data, or others.
    judged: Option<Rc<Judged>>,
    pub(super) published: Published,
    /// The question as the page asked it, to be asked again in another worker.
    origin: Option<Origin>,
}

/// A question as the page asked it, with its definitions as they were then.
type Origin = (wire::Inquiry, Vec<String>);

/// The answer to a question, with what is needed to let it leave.
pub struct Answered {
    published: Published,
    alone: Option<(u64, u64)>,
    asked: Asked,
    judged: Rc<Judged>,
    /// The data that it is from.
    data: u128,
    /// How many reports had left when it was made.
    beside: usize,
    pub(super) origin: Option<Origin>,
}

/// Why a question has no answer, and what can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declined {
    /// Why.
    pub sentence: Sentence,
    /// What to do.
    pub advice: Sentence,
    /// Days, and parts of them, by which it could be asked.
    pub instead: Option<(Span, Option<Over>)>,
}

impl From<Sentence> for Declined {
    fn from(sentence: Sentence) -> Self {
        Self { sentence, advice: Key::SessionDeclinedAdvice.into(), instead: None }
    }
}

impl Answered {
    /// The report.
    #[must_use]
    pub const fn published(&self) -> &Published {
        &self.published
    }

    /// As it would stand in the log.
    fn entry(&self) -> Entry {
        Entry {
            asked: self.asked.clone(),
            judged: Some(Rc::clone(&self.judged)),
            published: self.published.clone(),
            origin: self.origin.clone(),
        }
    }

    /// The report, and nothing to let it leave by.
    #[must_use]
    pub fn into_published(self) -> Published {
        self.published
    }

    /// The question as the page asked it.
    #[must_use]
    pub fn inquiry(&self) -> Option<&wire::Inquiry> {
        self.origin.as_ref().map(|(inquiry, _)| inquiry)
    }

    /// Figures that would be printed if nothing had left, of all that there are; none where that makes no difference.
    #[must_use]
    pub const fn alone(&self) -> Option<(u64, u64)> {
        self.alone
    }
}

/// Figures that are printed, of all that there are.
pub(super) const fn printed(published: &Published) -> (u64, u64) {
    let audit = published.audit();
    (audit.cells().saturating_sub(audit.withheld()), audit.cells())
}

impl Session {
    /// The answer to a question, safe beside what has left. What has left itself is answered as it was.
    pub(super) fn answer(&self, asked: Asked, judged: Judged) -> Result<Answered, Declined> {
        self.answer_beside(asked, judged, &[])
    }

    /// The same beside other answers too, which will leave before it.
    pub(super) fn answer_beside(&self, asked: Asked, judged: Judged, before: &[&Answered]) -> Result<Answered, Declined> {
        let files = self.files.as_ref().ok_or_else(|| Sentence::from(Key::SessionNoFiles))?;
        let none = Log::default();
        let log = self.log_of(files.data).unwrap_or(&none);
        // What has left already does not leave again.
        let pending: Vec<Entry> =
            before.iter().filter(|one| !log.entries.iter().any(|entry| entry.asked == one.asked)).map(|one| one.entry()).collect();
        let beside = log.entries.len() + pending.len();
        let judged = Rc::new(judged);
        let answered = |published, alone, asked| Answered {
            published,
            alone,
            asked,
            judged: Rc::clone(&judged),
            data: files.data,
            beside,
            origin: None,
        };
        if let Some(entry) = log.entries.iter().chain(&pending).find(|entry| entry.asked == asked) {
            return Ok(answered(entry.published.clone(), None, asked));
        }
        if log.lost {
            return Err(Declined { advice: Key::LeftLostAdvice.into(), ..Sentence::from(Key::LeftLost).into() });
        }
        let left: Vec<&Entry> = log.entries.iter().chain(&pending).collect();
        keeps_apart(&left, &asked)?;
        allows_patterns(&left, &asked, &files.register)?;
        if let Some(shown) = &asked.patterns {
            let published = self.released_patterns(files, &asked, shown)?;
            return Ok(answered(published, None, asked));
        }
        let near = beside_of(&left, &asked);
        let published = self.released(files, &near, &asked, &judged)?;
        // What a section costs is told of the whole that it is a part of, so nobody asks what it would be alone.
        let alone = match near.is_empty() || !before.is_empty() {
            true => None,
            false => Some(printed(&self.released(files, &[], &asked, &judged)?)),
        };
        Ok(answered(published, alone, asked))
    }

    /// The answer to a question as if nothing had left.
    pub(super) fn alone(&self, asked: &Asked, judged: &Judged) -> Result<Published, Declined> {
        let files = self.files.as_ref().ok_or_else(|| Sentence::from(Key::SessionNoFiles))?;
        self.released(files, &[], asked, judged)
    }

    /// Releases what is asked beside what has left.
    fn released(&self, files: &Files, near: &[&Entry], asked: &Asked, judged: &Judged) -> Result<Published, Declined> {
        let register = &files.register;
        let none = Judged { verdicts: Vec::new(), times: Vec::new() };
        let earlier = near.iter().map(|entry| (&entry.asked, entry.judged.as_deref().unwrap_or(&none)));
        let joint = Joint::of(earlier.chain([(asked, judged)]).collect())
            .ok_or_else(|| Declined { advice: Key::LeftFullAdvice.into(), ..Sentence::from(Key::LeftFull).into() })?;
        let gone = |entry: &&&Entry| extras(&entry.asked).any(|extra| !register.has(extra));
        if let Some(entry) = near.iter().find(gone) {
            return Err(Declined { advice: Key::LeftColumnAdvice.into(), ..Key::LeftColumn.with("table", entry.title()).into() });
        }
        for (member, entry) in near.iter().enumerate() {
            let differs = match (joint.leaves_protected_out(member, register), joint.adds_pupils(member)) {
                (true, _) => Some((Key::LeftProtected, Key::LeftProtectedAdvice)),
                (_, true) => Some((Key::LeftPupils, Key::LeftPupilsAdvice)),
                _ => None,
            };
            if let Some((key, advice)) = differs {
                return Err(Declined { advice: advice.into(), ..key.with("table", entry.title()).into() });
            }
        }
        let numbering = |member: usize| joint.numbering(member).cloned().unwrap_or_default();
        let moved: Vec<Published> = near.iter().enumerate().map(|(member, entry)| entry.published.moved(&numbering(member))).collect();
        let own = numbering(near.len());
        let specs: Vec<_> = asked.specs.iter().map(|spec| spec.moved(&own)).collect();
        let context = self.context(files, asked, judged, joint.columns());
        let published = release(&joint.counts(register), &specs, &moved.iter().collect::<Vec<_>>(), context, asked.policy);
        let published = published.map_err(|refusal| match (refusal, near.is_empty()) {
            (Refusal::Unsafe | Refusal::Malformed, false) => {
                Declined { advice: Key::LeftUnsafeAdvice.into(), ..Sentence::from(Key::LeftUnsafe).into() }
            }
            _ => refusal.sentence().into(),
        })?;
        let labels: Vec<String> = asked.columns.iter().map(|column| column.label.clone()).collect();
        Ok(published.back(&asked.specs, &own, &labels))
    }

    pub(super) fn context(&self, files: &Files, asked: &Asked, judged: &Judged, columns: usize) -> Context {
        let register = &files.register;
        Context {
            program: concat!("franvarokalkyl ", env!("CARGO_PKG_VERSION")).to_owned(),
            made: self.world.today,
            files: files.count,
            grain: register.grain().name(),
            span: asked.span,
            subject: asked.subject.clone(),
            over: asked.over,
            // The labels are put on when the report has its own numbering again.
            columns: vec![String::new(); columns],
            gaps: judged.gaps(register, &asked.columns),
            population: tally::population(register, asked.span),
            lessons: tally::lessons(register, asked.span),
            registered: registered(register, asked),
            remarks: files
                .findings
                .iter()
                // That a school has pupils whose identity is protected is nothing to publish.
                .filter(|finding| finding.kind != FindingKind::ProtectedPupils)
                .map(|finding| Remark { code: finding.kind.code(), rows: finding.rows })
                .collect(),
        }
    }

    /// A report leaves: from now on every other from these data is made safe beside it. It may be called for each way in which one report
    /// leaves; it is kept once.
    ///
    /// # Errors
    /// When other data have been read since, or another report has left since that it was not made beside: then it must be made again.
    pub fn leave(&mut self, answered: &Answered) -> Result<(), Declined> {
        let stale = || Declined { advice: Key::LeftStaleAdvice.into(), ..Sentence::from(Key::LeftStale).into() };
        let data = self.files.as_ref().map(|files| files.data).filter(|data| *data == answered.data).ok_or_else(stale)?;
        let log = log_of(&mut self.logs, data).ok_or_else(stale)?;
        if let Some(entry) = log.entries.iter().find(|entry| entry.asked == answered.asked) {
            return if entry.published == answered.published { Ok(()) } else { Err(stale()) };
        }
        if log.entries.len() != answered.beside {
            return Err(stale());
        }
        log.entries.push(answered.entry());
        Ok(())
    }

    /// Something has left that is not in the log: from now on nobody can say what is safe beside it.
    pub fn lose(&mut self) {
        let data = self.files.as_ref().map(|files| files.data);
        data.and_then(|data| log_of(&mut self.logs, data)).into_iter().for_each(|log| log.lost = true);
    }

    /// What has left of the data that are read, in order.
    pub fn left(&self) -> impl Iterator<Item = &Published> {
        let log = self.files.as_ref().and_then(|files| self.log_of(files.data));
        log.into_iter().flat_map(|log| &log.entries).map(|entry| &entry.published)
    }

    /// The same for the page: what it lists, and what it needs to tell another worker of it.
    #[must_use]
    pub fn left_by_page(&self) -> (String, Vec<wire::Released>) {
        let Some(files) = &self.files else { return Default::default() };
        let data = format!("{:032x}", files.data);
        let entries = self.log_of(files.data).into_iter().flat_map(|log| &log.entries);
        let left = entries.filter_map(|entry| {
            let (inquiry, definitions) = entry.origin.clone()?;
            let span = entry.published.span();
            Some(wire::Released {
                data: data.clone(),
                titles: crate::report::captions(&entry.published),
                period: (span.first().to_string(), span.last().to_string()),
                inquiry,
                definitions,
                columns: extras(&entry.asked).map(column_name).collect(),
            })
        });
        let left = left.collect();
        (data, left)
    }

    /// Lets what has left before in another worker leave again, in the order in which it did: of the data that are read, and what is not
    /// there yet.
    pub fn recall(&mut self, left: &[wire::Released]) {
        let Some(files) = &self.files else { return };
        let own = format!("{:032x}", files.data);
        for left in left.iter().filter(|left| left.data == own) {
            let register = self.files.as_ref().map(|files| &files.register);
            let known: Vec<String> = register.into_iter().flat_map(Register::extras).map(column_name).collect();
            if left.columns.iter().any(|column| !known.contains(column)) {
                return self.lose();
            }
            let parsed: Result<Vec<Definition>, _> = left.definitions.iter().map(|text| Definition::parse(text)).collect();
            let known = parsed.ok().and_then(|definitions| self.answer_by(&left.inquiry, &definitions).ok());
            if known.is_none_or(|answered| self.leave(&answered).is_err()) {
                return self.lose();
            }
        }
    }

    /// Verdicts are about pupils, and go when they go.
    pub(super) fn forget_verdicts(&mut self) {
        self.logs.iter_mut().flat_map(|log| &mut log.entries).for_each(|entry| entry.judged = None);
    }

    fn log_of(&self, data: u128) -> Option<&Log> {
        self.logs.iter().find(|log| log.data == data)
    }
}

/// What was registered: of all and by school, over the analysis period and in its parts.
fn registered(register: &Register, asked: &Asked) -> Vec<Registered> {
    let parts = asked.over.is_some().then(|| asked.columns.iter().enumerate().map(|(place, column)| (Some(place), column.span)));
    let spans = std::iter::once((None, asked.span)).chain(parts.into_iter().flatten());
    let of_span = |(column, span): (Option<usize>, Span)| {
        let all = Registered { school: None, column, pupils: tally::population(register, span), lessons: tally::lessons(register, span) };
        let schools = tally::lessons_by_school(register, span);
        let of_school = move |(school, pupils, lessons)| Registered { school: Some(school), column, pupils, lessons };
        std::iter::once(all).chain(schools.into_iter().map(of_school))
    };
    spans.flat_map(of_span).collect()
}

/// Judges again what has left of data that are read again: verdicts are by the places that pupils have in the register.
pub(super) fn judge(logs: &mut [Log], files: &Files) {
    for entry in logs.iter_mut().filter(|log| log.data == files.data).flat_map(|log| &mut log.entries) {
        let Asked { definitions, span, columns, .. } = &entry.asked;
        entry.judged = Some(Rc::new(Judged::of(&files.register, definitions, *span, columns)));
    }
}

/// The log of some data; an empty one where nothing has left of them.
fn log_of(logs: &mut Vec<Log>, data: u128) -> Option<&mut Log> {
    if !logs.iter().any(|log| log.data == data) {
        logs.push(Log { data, ..Log::default() });
    }
    logs.iter_mut().find(|log| log.data == data)
}

/// The tables of counts that have left in a column of time that a question has too. Columns are not held against one another.
fn beside_of<'a>(left: &[&'a Entry], asked: &Asked) -> Vec<&'a Entry> {
    near(left, asked).filter(|entry| entry.asked.patterns.is_none()).collect()
}

/// All that has left in such a column.
pub(super) fn near<'a>(left: &[&'a Entry], asked: &Asked) -> impl Iterator<Item = &'a Entry> {
    left.iter().copied().filter(|entry| times(&entry.asked).any(|time| times(asked).any(|own| own == time)))
}

/// That the days of a question are those of what has left, or different enough: almost the same days tell by difference of a few pupils
/// who were above the limit in one and not in the other, and of those who came or left.
fn keeps_apart(left: &[&Entry], asked: &Asked) -> Result<(), Declined> {
    for time in times(asked) {
        let known = |known: Time| left.iter().any(|entry| times(&entry.asked).any(|time| time == known));
        if known(time) {
            continue;
        }
        for entry in left {
            let Some(close) = times(&entry.asked).find(|other| is_close(*other, time)) else { continue };
            return Err(too_close(entry, close, time, asked));
        }
    }
    Ok(())
}

/// The columns of the files' own that a question breaks down by.
fn extras(asked: &Asked) -> impl Iterator<Item = &Extra> {
    asked.by.iter().filter_map(Breakdown::extra)
}

/// By what another worker knows a column again that says the same of the same pupils.
fn column_name(extra: &Extra) -> String {
    format!("{:032x}", extra.content())
}

/// Whether more than half of the days of the longer of two parts are days of the other.
fn is_close((_, one): Time, (_, other): Time) -> bool {
    let shared = one.and(other).map_or(0, Span::days);
    shared * 2 > one.days().max(other.days())
}

fn too_close(entry: &Entry, (_, left): Time, (_, wanted): Time, asked: &Asked) -> Declined {
    let days = |span: Span| Key::LeftDays.with("from", span.first().to_string()).with("to", span.last().to_string());
    let same = (entry.asked.span, entry.asked.over);
    // Not every question can divide its days as the other did.
    let helps = same.1.is_none() || matches!(asked.subject, Subject::Definition(_));
    Declined {
        sentence: Key::LeftClose.with("wanted", days(wanted)).with("left", days(left)).with("table", entry.title()),
        advice: if helps { Key::LeftCloseAdvice.with("days", days(same.0)) } else { Key::LeftCloseDivided.into() },
        instead: helps.then_some(same),
    }
}

impl Entry {
    /// What its first table is called.
    pub(super) fn title(&self) -> Sentence {
        crate::report::captions(&self.published).into_iter().next().unwrap_or_else(|| Key::SessionNoFiles.into())
    }
}
