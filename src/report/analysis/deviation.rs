//! Which schools deviate more than chance explains: the first of the three steps of SKR's analysis of deviations (find, interpret,
//! prioritise), and the questions of the others. As a funnel plot (D. Spiegelhalter, "Funnel plots for comparing institutional
//! performance", Statistics in Medicine 24, 2005), whose limits are those of the exact binomial distribution.
//!
//! Where the report has tables by school and by grade, each school is held against what the shares of all pupils in its own grades would
//! give it (indirect standardisation), since absence rises with grade.

use super::Analysis;
use super::chance::{MILLION, Seldom, tenths, wilson, within};
use crate::disclosure::{Figure, Measure, Published, Table};
use crate::locale::{Key, Sentence, Value};
use crate::register::{Breakdown, Label};
use crate::report::picture::{Funnel, Unit, funnel};
use crate::report::sheet::{Heading, Kind, Sheet, SheetRow, Shown, kind, share_among};
use crate::report::words::{breakdown_word, label_word, measure_word};
use std::collections::BTreeMap;

/// Units that must have figures, so that there is something to deviate from.
const FEWEST: usize = 3;

/// A unit with a figure.
struct Seen<'a> {
    label: &'a Label,
    pupils: u64,
    hits: u64,
    /// The share that is expected of it, in millionths.
    expected: u64,
    verdict: Verdict,
}

/// How a unit stands to what is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Verdict {
    above: bool,
    beyond: Option<Seldom>,
}

/// The deviations of the schools of a table; none where it is no table of schools, is over time, or has too few figures.
pub(super) fn deviation(published: &Published, table: &Table) -> Option<Analysis> {
    let [by @ (Breakdown::School | Breakdown::SchoolGroup)] = table.by() else { return None };
    // Of several limits none is the one to judge schools by.
    if published.over().is_some() || kind(published, table) != Kind::Hits || table.measures().len() != 1 {
        return None;
    }
    let measure = table.measures().next()?;
    let (whole, all) = whole(table)?;
    let rates = rates(published, measure, (whole, all));
    let mut seen: Vec<Seen<'_>> = Vec::new();
    let mut hidden = 0_u64;
    for row in table.rows() {
        let Some(Some(label)) = row.labels().first() else { continue };
        match (row.pupils(), row.cells().first().map(|cell| cell.count())) {
            (Figure::Count(pupils), Some(Figure::Count(hits))) if pupils > 0 => {
                let expected = expected(published, label, &rates).unwrap_or_else(|| share((whole, all)));
                let verdict = verdict(hits, pupils, expected);
                seen.push(Seen { label, pupils, hits, expected, verdict });
            }
            _ => hidden += 1,
        }
    }
    if seen.len() < FEWEST {
        return None;
    }
    let mixed = !rates.is_empty();
    let word = breakdown_word(by);
    let title = Key::AnalysisDeviationTitle.with("limit", measure_word(published, measure)).with("definition", name(published));
    let title = title.with("by", word);
    let picture = funnel(&title, &picture(&seen, (whole, all), by, mixed));
    Some(Analysis {
        sheet: sheet(&seen, by, mixed),
        picture: Some(picture),
        findings: findings(&seen, by, hidden),
        method: method(mixed),
        questions: questions(),
        title,
    })
}

/// Those above the limit and all pupils of a table.
fn whole(table: &Table) -> Option<(u64, u64)> {
    let row = table.rows().iter().find(|row| row.labels().iter().all(Option::is_none))?;
    match (row.cells().first()?.count(), row.pupils()) {
        (Figure::Count(hits), Figure::Count(pupils)) if pupils > 0 => Some((hits, pupils)),
        _ => None,
    }
}

/// What share the first is of the second, in millionths, half away from zero.
fn share((part, whole): (u64, u64)) -> u64 {
    let (part, whole) = (u128::from(part), u128::from(whole.max(1)));
    u64::try_from((2 * part * u128::from(MILLION) + whole) / (2 * whole)).unwrap_or(MILLION)
}

/// For each grade those above the limit and all pupils; grades whose numbers are withheld have those of what is left together. Nothing where
/// the report does not have tables by school and by grade.
fn rates(published: &Published, measure: Measure, (hits, pupils): (u64, u64)) -> BTreeMap<Label, (u64, u64)> {
    // Without the grades of each unit, as of small schools together, there is nothing to weigh them by.
    if published.mix().is_empty() {
        return BTreeMap::new();
    }
    let by_grade = |table: &&Table| table.by() == [Breakdown::Grade] && table.measures().next() == Some(measure);
    let Some(table) = published.tables().iter().find(by_grade) else { return BTreeMap::new() };
    let mut known: BTreeMap<Label, (u64, u64)> = BTreeMap::new();
    let mut withheld: Vec<Label> = Vec::new();
    let (mut rest_hits, mut rest_pupils) = (hits, pupils);
    for row in table.rows() {
        let Some(Some(grade)) = row.labels().first() else { continue };
        match (row.cells().first().map(|cell| cell.count()), row.pupils()) {
            (Some(Figure::Count(hits)), Figure::Count(pupils)) => {
                (rest_hits, rest_pupils) = (rest_hits.saturating_sub(hits), rest_pupils.saturating_sub(pupils));
                let _ = known.insert(grade.clone(), (hits, pupils));
            }
            _ => withheld.push(grade.clone()),
        }
    }
    known.extend(withheld.into_iter().map(|grade| (grade, (rest_hits, rest_pupils))));
    known
}

/// The share that the shares of all pupils in a school's grades would give it, in millionths.
fn expected(published: &Published, school: &Label, rates: &BTreeMap<Label, (u64, u64)>) -> Option<u64> {
    let sizes = published.mix().of_school(school)?;
    // Millionths of pupils, so that rounding is far below a pupil.
    let (mut sum, mut pupils) = (0_u128, 0_u128);
    for (grade, size) in sizes {
        let (hits, of) = *rates.get(grade)?;
        sum += u128::from(*size) * u128::from(hits) * 1_000_000_000_000 / u128::from(of.max(1));
        pupils += u128::from(*size);
    }
    u64::try_from(sum.checked_div(pupils)? / 1_000_000).ok()
}

fn verdict(hits: u64, pupils: u64, expected: u64) -> Verdict {
    let outside = |seldom| {
        let (low, high) = within(pupils, expected, seldom);
        hits < low || hits > high
    };
    let beyond = [Seldom::FiveHundredth, Seldom::Twentieth].into_iter().find(|seldom| outside(*seldom));
    Verdict { above: u128::from(hits) * u128::from(MILLION) > u128::from(expected) * u128::from(pupils), beyond }
}

/// A share in tenths of a per cent.
fn tenths_of(millionths: u64) -> u64 {
    u64::try_from(tenths(i64::try_from(millionths).unwrap_or(0))).unwrap_or(0)
}

fn sheet(seen: &[Seen<'_>], by: &Breakdown, mixed: bool) -> Sheet {
    let heading = |key: Key, share: bool| Heading { text: key.into(), measure: None, share, time: false };
    let mut columns = vec![heading(Key::ReportPupils, false), heading(Key::ReportHits, false), heading(Key::ReportShare, true)];
    columns.extend([Key::AnalysisLow, Key::AnalysisHigh].map(|key| heading(key, true)));
    columns.push(heading(if mixed { Key::AnalysisExpected } else { Key::AnalysisAverage }, true));
    let rows = seen.iter().map(|unit| {
        let (low, high) = wilson(unit.hits, unit.pupils);
        let figures = vec![
            Figure::Count(unit.pupils).into(),
            Figure::Count(unit.hits).into(),
            share_among(unit.hits, unit.pupils),
            Figure::Share(tenths_of(low)).into(),
            Figure::Share(tenths_of(high)).into(),
            Figure::Share(tenths_of(unit.expected)).into(),
        ];
        let label = Some(label_word(by, unit.label));
        SheetRow { labels: vec![label], total: false, doubt: false, figures }
    });
    Sheet { kind: Kind::Hits, labels: vec![breakdown_word(by)], rows: rows.collect(), columns }
}

fn findings(seen: &[Seen<'_>], by: &Breakdown, hidden: u64) -> Vec<Sentence> {
    let named = |above: bool, beyond: Seldom| -> Vec<Value> {
        let those = seen.iter().filter(|unit| unit.verdict == Verdict { above, beyond: Some(beyond) });
        let one = |unit: &Seen<'_>| {
            Key::AnalysisUnit
                .with("unit", label_word(by, unit.label))
                .with("share", share_value(unit))
                .with("expected", Value::Share(tenths_of(unit.expected)))
                .into()
        };
        those.map(one).collect()
    };
    let mut lines: Vec<Sentence> = Vec::new();
    for (above, beyond, key) in [
        (true, Seldom::FiveHundredth, Key::AnalysisFarAbove),
        (false, Seldom::FiveHundredth, Key::AnalysisFarBelow),
        (true, Seldom::Twentieth, Key::AnalysisAbove),
        (false, Seldom::Twentieth, Key::AnalysisBelow),
    ] {
        let units = named(above, beyond);
        if !units.is_empty() {
            lines.push(key.with("units", Value::List(units)));
        }
    }
    let told = u64::try_from(seen.len()).unwrap_or(0);
    if lines.is_empty() {
        lines.push(Key::AnalysisNoneOutside.with("units", told));
    } else if seen.iter().any(|unit| unit.verdict.beyond == Some(Seldom::Twentieth)) {
        // What chance puts outside on average, of so many.
        lines.push(Key::AnalysisByChance.with("units", told).with("expected", told.div_ceil(20)));
    }
    if hidden > 0 {
        lines.push(Key::AnalysisHidden.with("units", hidden));
    }
    lines
}

fn share_value(unit: &Seen<'_>) -> Value {
    match share_among(unit.hits, unit.pupils) {
        Shown::Figure(Figure::Share(tenths)) => Value::Share(tenths),
        Shown::Percent { whole, .. } => Value::Percent(whole),
        Shown::Figure(_) | Shown::Difference(_) => Value::from("–"),
    }
}

fn method(mixed: bool) -> Vec<Sentence> {
    let against = if mixed { Key::AnalysisMethodMix } else { Key::AnalysisMethodAverage };
    [against, Key::AnalysisMethodBinomial, Key::AnalysisMethodWilson].map(Sentence::from).to_vec()
}

/// The checklist of the survey of the county's municipalities, after SKR.
fn questions() -> Vec<(Key, Vec<Key>)> {
    vec![
        (Key::AnalysisStepFind, vec![Key::AnalysisFindGoals, Key::AnalysisFindEfforts, Key::AnalysisFindTime, Key::AnalysisFindOthers]),
        (
            Key::AnalysisStepInterpret,
            vec![
                Key::AnalysisInterpretRegistration,
                Key::AnalysisInterpretPupils,
                Key::AnalysisInterpretSchools,
                Key::AnalysisInterpretOrganisation,
                Key::AnalysisInterpretSurroundings,
            ],
        ),
        (
            Key::AnalysisStepPrioritise,
            vec![Key::AnalysisPrioritiseChange, Key::AnalysisPrioritiseWork, Key::AnalysisPrioritiseGoals, Key::AnalysisPrioritiseSpecial],
        ),
    ]
}

fn name(published: &Published) -> Value {
    published.definitions().first().map_or_else(|| Value::from(""), |definition| definition.name.value())
}

/// The funnel: shares as they would be if all schools had the grades of all pupils.
fn picture(seen: &[Seen<'_>], whole: (u64, u64), by: &Breakdown, mixed: bool) -> Funnel {
    let average = share(whole);
    let unit = |unit: &Seen<'_>| {
        // Hits to expected hits, times the average.
        let own = share((unit.hits, unit.pupils));
        let standardised = u128::from(own) * u128::from(average) / u128::from(unit.expected.max(1));
        Unit {
            label: label_word(by, unit.label),
            pupils: unit.pupils,
            share: if mixed { u64::try_from(standardised).unwrap_or(own) } else { own },
            outside: match unit.verdict.beyond {
                None => 0,
                Some(Seldom::Twentieth) => 1,
                Some(Seldom::FiveHundredth) => 2,
            },
        }
    };
    let most = seen.iter().map(|unit| unit.pupils).max().unwrap_or(1);
    let step = (most / 40).max(1);
    let limits = (1..).map(|place| place * step).take_while(|pupils| *pupils <= most + step).map(|pupils| {
        let of = |seldom| {
            let (low, high) = within(pupils, average, seldom);
            [low, high].map(|hits| share((hits, pupils)))
        };
        (pupils, [of(Seldom::Twentieth), of(Seldom::FiveHundredth)])
    });
    Funnel { average, units: seen.iter().map(unit).collect(), limits: limits.collect(), mixed }
}
