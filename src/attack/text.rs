//! The outcome of an attack as people read it on a terminal.

use super::outcome::{EXPLAINED, Finding, Outcome};
use super::verdict::Verdict;
use crate::locale::{Key, Language, Sentence, capital};

/// Findings that are no leaks, of which so many are listed.
const LISTED: usize = 10;

impl Verdict {
    /// Its name in words.
    #[must_use]
    pub const fn word(self) -> Key {
        match self {
            Self::Printed => Key::AuditVerdictPrinted,
            Self::Exact => Key::AuditVerdictExact,
            Self::Inside => Key::AuditVerdictInside,
            Self::Narrow => Key::AuditVerdictNarrow,
            Self::Prior => Key::AuditVerdictPrior,
            Self::Pointless => Key::AuditVerdictPointless,
        }
    }
}

/// The outcome in words: what was attacked, what leaks and why, and what else there is to know.
#[must_use]
pub fn text(outcome: &Outcome, language: Language) -> String {
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let mut text = String::new();
    let mut line = |indent: &str, sentence: &Sentence| text += &format!("{indent}{}\n", capital(&sentence.render(language)));
    let summary = Key::AuditSummary.with("files", count(outcome.files.len())).with("tables", count(outcome.tables));
    line("", &summary.with("cells", outcome.cells).with("withheld", outcome.withheld).with("derived", outcome.derived));
    if outcome.timed.0 > 0 {
        line("", &Key::AuditSummaryTime.with("groups", outcome.timed.0).with("withheld", outcome.timed.1));
    }
    match outcome.leaks() {
        0 => line("", &Key::AuditNoLeaks.into()),
        leaks => line("", &Key::AuditLeaks.with("leaks", count(leaks))),
    }
    for verdict in Verdict::ALL {
        let all: Vec<&Finding> = outcome.findings.iter().filter(|finding| finding.verdict == Some(verdict)).collect();
        if all.is_empty() {
            continue;
        }
        line("\n", &Key::AuditVerdict.with("verdict", Sentence::from(verdict.word())).with("number", count(all.len())));
        let listed = if verdict.is_leak() { EXPLAINED } else { LISTED };
        for finding in all.iter().take(listed) {
            line("  ", &finding.sentence());
            if let Some(because) = finding.because() {
                line("    ", &because);
            }
        }
        if all.len() > listed {
            line("  ", &Key::AuditMore.with("number", count(all.len() - listed)));
        }
    }
    if outcome.undecided > 0 || !outcome.notes.is_empty() {
        text.push('\n');
    }
    let mut line = |sentence: &Sentence| text += &format!("{}\n", capital(&sentence.render(language)));
    if outcome.undecided > 0 {
        line(&Key::AuditNoteUndecided.with("number", outcome.undecided));
    }
    outcome.notes.iter().for_each(line);
    text
}
