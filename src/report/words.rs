//! Words for what tables are made of.

use crate::definition::{Comparison, Over};
use crate::disclosure::{AbsenceShare, Figure, Limit, Measure, Published, Row, Table};
use crate::locale::{Key, Language, Sentence, Value};
use crate::register::{Breakdown, Label, Says};

/// The word for a breakdown; the header, of a column of the files' own.
#[must_use]
pub fn breakdown_word(breakdown: &Breakdown) -> Sentence {
    let key = match breakdown {
        Breakdown::Municipality => Key::ReportMunicipality,
        Breakdown::Organiser => Key::ReportOrganiser,
        Breakdown::SchoolGroup => Key::ReportSchoolGroup,
        Breakdown::School => Key::ReportSchool,
        Breakdown::Stage => Key::ReportStage,
        Breakdown::Grade => Key::ReportGrade,
        Breakdown::Class | Breakdown::ClassOfSchool => Key::ReportClass,
        Breakdown::Gender => Key::ReportGender,
        Breakdown::Extra(extra) => return Key::ReportHeading.with("text", extra.header()),
    };
    key.into()
}

/// A label as people read it: `flicka` for `girl`, `F–3` for `F-3`, a school's name as it is.
#[must_use]
pub fn label_word(breakdown: &Breakdown, label: &Label) -> Value {
    let key = match (breakdown, label.text.as_str()) {
        (_, "unknown") => Key::ReportUnknown,
        (Breakdown::Organiser, "municipal") => Key::ReportMunicipal,
        (Breakdown::Organiser, "independent") => Key::ReportIndependent,
        (Breakdown::SchoolGroup, _) if *label == Label::small_schools() => Key::ReportSmallSchools,
        (Breakdown::Gender, "girl") => Key::ReportGirl,
        (Breakdown::Gender, "boy") => Key::ReportBoy,
        (Breakdown::Extra(extra), text) => return extra_word(extra.says(), text),
        (Breakdown::Stage, text) => return text.replace('-', "–").into(),
        (_, text) => return text.into(),
    };
    Sentence::from(key).into()
}

/// What a column of the files' own says, as people read it: `ja`, `under 100`, `100–149`, `250 eller mer`, a word as it is.
fn extra_word(says: Says, text: &str) -> Value {
    let number = |text: &str| Value::Bilingual { sv: text.replace('.', ","), en: text.to_owned() };
    let sentence = match (says, text) {
        (Says::Marks, "yes") => Key::ReportYes.into(),
        (Says::Marks, "no") => Key::ReportNo.into(),
        (Says::Marks | Says::Words, _) => return text.into(),
        (Says::Amounts, _) => {
            // A dash at the beginning is a sign.
            let dash = text.char_indices().skip(1).find(|(_, letter)| *letter == '-').and_then(|(at, _)| text.split_at_checked(at));
            let dash = dash.map(|(from, to)| (from, to.strip_prefix('-').unwrap_or(to)));
            match (text.strip_prefix('<'), text.strip_suffix('+'), dash) {
                (Some(to), ..) => Key::ReportUnder.with("limit", number(to)),
                (_, Some(from), _) => Key::ReportOrMore.with("limit", number(from)),
                (_, _, Some((from, to))) => match to.strip_prefix('<') {
                    Some(to) => Key::ReportToUnder.with("from", number(from)).with("to", number(to)),
                    None => Key::ReportBetween.with("from", number(from)).with("to", number(to)),
                },
                _ => return number(text),
            }
        }
    };
    sentence.into()
}

/// What stands within what: a row of the inner one without the outer one repeats the row with it, or mixes schools or classes of one
/// name. A school is in one municipality and has one organiser; a class without its school in the table carries the school's name.
const NESTED: [(Breakdown, Breakdown); 12] = [
    (Breakdown::Municipality, Breakdown::School),
    (Breakdown::Organiser, Breakdown::School),
    (Breakdown::SchoolGroup, Breakdown::School),
    (Breakdown::Municipality, Breakdown::Class),
    (Breakdown::Organiser, Breakdown::Class),
    (Breakdown::SchoolGroup, Breakdown::Class),
    (Breakdown::School, Breakdown::Class),
    (Breakdown::Municipality, Breakdown::ClassOfSchool),
    (Breakdown::Organiser, Breakdown::ClassOfSchool),
    (Breakdown::SchoolGroup, Breakdown::ClassOfSchool),
    (Breakdown::School, Breakdown::ClassOfSchool),
    (Breakdown::Stage, Breakdown::Grade),
];

/// The rows that tell a reader something: left out is what stands within another breakdown and is shown without it. The JSON has them
/// all, as its contract says.
pub(super) fn telling_rows(table: &Table) -> impl Iterator<Item = &Row> {
    let place = |breakdown: &Breakdown| table.by().iter().position(|by| by == breakdown);
    let pairs: Vec<(usize, usize)> = NESTED.iter().filter_map(|(outer, inner)| place(outer).zip(place(inner))).collect();
    table.rows().iter().filter(move |row| {
        let has = |place: usize| row.labels().get(place).is_some_and(Option::is_some);
        pairs.iter().all(|(outer, inner)| has(*outer) || !has(*inner))
    })
}

/// The word for parts of the analysis period.
pub(super) const fn over_word(over: Over) -> Key {
    match over {
        Over::Month => Key::ReportMonth,
        Over::Term => Key::ReportTerm,
        Over::Year => Key::ReportSchoolYear,
        Over::Weeks(_) => Key::ReportWeeks,
        Over::Split(_) => Key::ReportDays,
    }
}

/// The label of a part of the analysis period as people read it.
pub(super) fn column_word(over: Over, label: &str) -> String {
    match over {
        Over::Split(_) => label.replace('/', "\u{a0}– "),
        Over::Month | Over::Term | Over::Year | Over::Weeks(_) => label.to_owned(),
    }
}

/// `över 20 %`, `minst 5`.
pub(super) fn limit_word(limit: Limit) -> Sentence {
    let key = match limit.comparison {
        Comparison::MoreThan => Key::ReportOver,
        Comparison::AtLeast => Key::ReportAtLeast,
    };
    key.with("limit", amount(limit))
}

/// `20 %` or `5`.
fn amount(limit: Limit) -> Value {
    let text = |language: Language| {
        let number = number(limit, language);
        match (limit.share, language) {
            (false, _) => number,
            (true, Language::Swedish) => format!("{number}\u{a0}%"),
            (true, Language::English) => format!("{number}%"),
        }
    };
    Value::Bilingual { sv: text(Language::Swedish), en: text(Language::English) }
}

fn number(limit: Limit, language: Language) -> String {
    limit.threshold.text(if language == Language::Swedish { ',' } else { '.' })
}

/// What a column of figures counts, in small letters.
pub(super) fn measure_word(published: &Published, measure: Measure) -> Sentence {
    let name = |place: usize| published.definitions().get(place).map_or_else(|| Value::from(""), |definition| definition.name.value());
    match measure {
        Measure::Hits => Key::ReportHitsWord.into(),
        Measure::Over(limit) | Measure::Class(Some(limit), None) => limit_word(limit),
        Measure::Class(None, Some(limit)) => {
            let key = match limit.comparison {
                Comparison::MoreThan => Key::ReportAtMost,
                Comparison::AtLeast => Key::ReportUnder,
            };
            key.with("limit", amount(limit))
        }
        Measure::Class(Some(from), Some(to)) => {
            let [sv, en] = [Language::Swedish, Language::English].map(|language| number(from, language));
            Key::ReportBetween.with("from", Value::Bilingual { sv, en }).with("to", amount(to))
        }
        Measure::Class(None, None) => Key::ReportAll.into(),
        Measure::Clause(definition, clause) => {
            let clause = published.definitions().get(definition).and_then(|definition| definition.clauses.get(clause));
            Key::ReportHeading.with("text", clause.map_or_else(|| Value::from(""), |clause| clause.text.value()))
        }
        Measure::Definition(place) => Key::ReportHeading.with("text", name(place)),
        Measure::Both(..) => Key::ReportBoth.into(),
        Measure::OnlyFirst(..) => Key::ReportOnlyFirst.into(),
        Measure::OnlySecond(..) => Key::ReportOnlySecond.into(),
    }
}

/// What share of a group's time is called, as a heading.
pub(super) const fn absence_word(share: AbsenceShare) -> Key {
    match share {
        AbsenceShare::Total => Key::ReportTimeTotal,
        AbsenceShare::Authorised => Key::ReportTimeAuthorised,
        AbsenceShare::Unauthorised => Key::ReportTimeUnauthorised,
    }
}

/// What share of a group's time is called in machine-readable output.
pub(super) const fn absence_name(share: AbsenceShare) -> &'static str {
    match share {
        AbsenceShare::Total => "absence_total",
        AbsenceShare::Authorised => "absence_authorised",
        AbsenceShare::Unauthorised => "absence_unauthorised",
    }
}

/// The absence whose share of time some row of a table could tell, each with its place in a row. The JSON has the others too, as its
/// contract says.
pub(super) fn told_absence(table: &Table) -> impl Iterator<Item = (usize, AbsenceShare)> {
    let told =
        |place: usize| table.rows().iter().any(|row| row.absence().get(place).is_some_and(|figure| *figure != Figure::NotMeasurable));
    table.absence().iter().copied().enumerate().filter(move |(place, _)| told(*place))
}

/// What a column of figures is called in machine-readable output: `over_20`, `at_least_10`, `from_10_to_20`.
pub(super) fn measure_name(measure: Measure) -> String {
    let number = |limit: Limit| limit.threshold.text('.');
    match measure {
        Measure::Over(limit) => match limit.comparison {
            Comparison::MoreThan => format!("over_{}", number(limit)),
            Comparison::AtLeast => format!("at_least_{}", number(limit)),
        },
        Measure::Class(from, to) => {
            let from = from.map_or_else(|| "0".to_owned(), number);
            to.map_or_else(|| format!("from_{from}"), |to| format!("from_{from}_to_{}", number(to)))
        }
        Measure::Both(..) => "both".to_owned(),
        Measure::OnlyFirst(..) => "only_a".to_owned(),
        Measure::OnlySecond(..) => "only_b".to_owned(),
        Measure::Hits | Measure::Clause(..) | Measure::Definition(_) => "hits".to_owned(),
    }
}
