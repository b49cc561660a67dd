//! What leaves one sitting: reports that are made one after the other and are safe together, and what is declined since it would not be.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test stops at the first surprise")]

mod advice;
mod dossier;
mod extra;
mod joint;
mod patterns;
mod periods;
mod random;
mod recall;
mod town;

use franvarokalkyl::attack::{Depth, attack};
use franvarokalkyl::claim::Claim;
use franvarokalkyl::locale::Language;
use franvarokalkyl::session::{Answered, Declined, Format, Session};
use franvarokalkyl::wire::{Bands, Comparison, Inquiry, PatternQuestion, Question};

/// A question by one definition.
pub(crate) fn question(definition: &str, by: &[&str]) -> Question {
    Question { definition: definition.to_owned(), by: by.iter().map(|name| (*name).to_owned()).collect(), ..Question::default() }
}

pub(crate) fn one(definition: &str, by: &[&str]) -> Inquiry {
    Inquiry::One(question(definition, by))
}

pub(crate) fn banded(definition: &str, by: &[&str], limits: &[&str]) -> Inquiry {
    let thresholds = limits.iter().map(|limit| (*limit).to_owned()).collect();
    Inquiry::One(Question { bands: Some(Bands { thresholds, disjoint: false }), ..question(definition, by) })
}

pub(crate) fn several(definitions: &[&str], by: Option<&str>) -> Inquiry {
    let definitions = definitions.iter().map(|id| (*id).to_owned()).collect();
    Inquiry::Several(Comparison { definitions, by: by.map(str::to_owned), ..Comparison::default() })
}

/// A question about some days.
pub(crate) fn between(inquiry: Inquiry, from: &str, to: &str) -> Inquiry {
    let (from, to) = (Some(from.to_owned()), Some(to.to_owned()));
    match inquiry {
        Inquiry::One(question) => Inquiry::One(Question { from, to, ..question }),
        Inquiry::Several(comparison) => Inquiry::Several(Comparison { from, to, ..comparison }),
        Inquiry::Patterns(question) => Inquiry::Patterns(PatternQuestion { from, to, ..question }),
    }
}

/// The report as a file.
pub(crate) fn json(answered: &Answered) -> String {
    String::from_utf8(Format::Json.write(&[answered.published()], Language::Swedish).unwrap()).unwrap()
}

/// Asks, and lets the report leave.
pub(crate) fn leaves(session: &mut Session, inquiry: &Inquiry) -> Result<String, Declined> {
    let answered = session.answer_for(inquiry)?;
    session.leave(&answered).unwrap();
    Ok(json(&answered))
}

/// What a reader of all reports can work out of what should be withheld.
pub(crate) fn leaks(reports: &[String]) -> Vec<String> {
    let claims: Vec<Claim> =
        reports.iter().enumerate().map(|(number, report)| Claim::read(&format!("{number}.json"), report).unwrap()).collect();
    let outcome = attack(&claims, Depth::Leaks).unwrap_or_else(|fault| panic!("{}", fault.render(Language::English)));
    assert_eq!(outcome.undecided, 0);
    let leaks = outcome.findings.iter().filter(|finding| finding.verdict.is_some_and(|verdict| verdict.is_leak()));
    leaks.map(|finding| format!("{:?} {:?} {:?} {}..{}", finding.group, finding.less, finding.measure, finding.low, finding.high)).collect()
}

/// Figures that are printed, of all that there are.
pub(crate) fn printed(answered: &Answered) -> (u64, u64) {
    let audit = answered.published().audit();
    (audit.cells() - audit.withheld(), audit.cells())
}
