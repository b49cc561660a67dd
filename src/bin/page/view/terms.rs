//! The field's words, explained where they stand: one line that can be opened, by keyboard, mouse or finger alike.

use super::{Page, words};
use franvarokalkyl::locale::{Key, Value};
use franvarokalkyl::wire::{
    ConditionDraft, DefinitionDraft, Figure, FileOverview, KindsChoice, MeasureChoice, MeasuredDraft, Report, WindowChoice,
};
use yew::{Html, html};

/// A word and what it means.
pub(super) type Term = (Key, Key);

pub(super) const PROBLEMATIC: Term = (Key::TermProblematic, Key::TermProblematicText);
const STAGE: Term = (Key::TermStage, Key::TermStageText);
const ORGANISER: Term = (Key::TermOrganiser, Key::TermOrganiserText);
const SMALL: Term = (Key::TermSmall, Key::TermSmallText);
const HIDDEN: Term = (Key::TermHidden, Key::TermHiddenText);
const SECONDARY: Term = (Key::TermSecondary, Key::TermSecondaryText);
pub(super) const REGISTRATION: Term = (Key::TermRegistration, Key::TermRegistrationText);
const AUTHORISED: Term = (Key::TermAuthorised, Key::TermAuthorisedText);
const UNAUTHORISED: Term = (Key::TermUnauthorised, Key::TermUnauthorisedText);
const LIMIT: Term = (Key::TermLimit, Key::TermLimitText);
const UNREPORTED: Term = (Key::TermUnreported, Key::TermUnreportedText);
const TOTAL: Term = (Key::TermTotal, Key::TermTotalText);
const SHARE: Term = (Key::TermShare, Key::TermShareText);
const DAY_EQUIVALENTS: Term = (Key::TermDayEquivalents, Key::TermDayEquivalentsText);
const SPELLS: Term = (Key::TermSpells, Key::TermSpellsText);
const PART_DAYS: Term = (Key::TermPartDays, Key::TermPartDaysText);
const ROLLING: Term = (Key::TermRolling, Key::TermRollingText);
const GIVEN: Term = (Key::TermGiven, Key::TermGivenText);

/// The line; nothing without words.
pub(super) fn terms(page: Page<'_>, terms: &[Term]) -> Html {
    if terms.is_empty() {
        return Html::default();
    }
    let names = Value::List(terms.iter().map(|(word, _)| Value::from(page.say(*word))).collect());
    html! {
        <details class="terms">
            <summary>{ page.tell(&Key::TermAsk.with("terms", names)) }</summary>
            <dl>
                { for terms.iter().map(|(word, text)| html! {
                    <div><dt>{ words::capital(page.say(*word)) }</dt><dd>{ words::unbroken(page.say(*text)) }</dd></div>
                }) }
            </dl>
        </details>
    }
}

/// The words that a definition uses.
pub(super) fn of_definition(draft: &DefinitionDraft) -> Vec<Term> {
    let mut found: Vec<Term> = Vec::new();
    for condition in draft.clauses.iter().flatten() {
        if let ConditionDraft::Measured(measured) = condition {
            found.extend(of_measure(measured).into_iter().flatten());
        }
    }
    let mut once = Vec::new();
    for term in found {
        if !once.contains(&term) {
            once.push(term);
        }
    }
    once
}

const fn of_measure(measured: &MeasuredDraft) -> [Option<Term>; 3] {
    let kinds = match measured.kinds {
        KindsChoice::Total => Some(TOTAL),
        KindsChoice::Authorised => Some(AUTHORISED),
        KindsChoice::Unauthorised => Some(UNAUTHORISED),
        KindsChoice::Unreported => Some(UNREPORTED),
        KindsChoice::Chosen => None,
    };
    let measure = match measured.measure {
        MeasureChoice::Share => Some(SHARE),
        MeasureChoice::DayEquivalents => Some(DAY_EQUIVALENTS),
        MeasureChoice::Spells => Some(SPELLS),
        MeasureChoice::PartDays => Some(PART_DAYS),
        MeasureChoice::Days | MeasureChoice::ConsecutiveDays | MeasureChoice::Lessons | MeasureChoice::LateArrivals => None,
    };
    let window = match measured.window {
        WindowChoice::Rolling => Some(ROLLING),
        WindowChoice::Given => Some(GIVEN),
        _ => None,
    };
    [kinds, measure, window]
}

/// The words that are needed to say what the words of files count as.
pub(super) fn of_kinds(files: &[FileOverview]) -> &'static [Term] {
    if files.iter().any(|table| !table.kinds.is_empty()) { &[AUTHORISED, UNAUTHORISED, UNREPORTED] } else { &[] }
}

/// The words of the breakdowns that a file offers.
pub(super) fn of_breakdowns(offered: &[&str]) -> Vec<Term> {
    let of = |name: &str, term: Term| offered.contains(&name).then_some(term);
    [of("organiser", ORGANISER), of("stage", STAGE), Some(SMALL)].into_iter().flatten().collect()
}

/// The words of a report.
pub(super) fn of_result(report: &Report) -> &'static [Term] {
    let withheld = |figure: &Figure| *figure == Figure::Withheld;
    let hides = report.tables.iter().flat_map(|table| &table.rows).any(|row| row.figures.iter().any(withheld));
    if hides { &[LIMIT, HIDDEN, SECONDARY] } else { &[LIMIT] }
}
