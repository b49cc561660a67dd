//! The checking step in the wire's plain types: what there is to choose from, what was recognised, what the user decides.

use super::TableSeen;
use crate::calendar::{Day, Span};
use crate::finding::letters;
use crate::layout::value::{NumberStyle, decimal, thousandths_of_text};
use crate::layout::{Asked, Choice, Choices, Column, Grain, Kind, KindSeen, LayoutChoice, Role, TableChoice, Unit, Why, plain};
use crate::locale::Key;
use crate::wire;

/// Every role a column can have.
#[must_use]
pub fn roles() -> Vec<wire::RoleCard> {
    let card = |role: Role| wire::RoleCard { name: role.name().to_owned(), word: role.word(), amounts: role.is_time() };
    Role::ALL.into_iter().map(card).collect()
}

/// Every unit that amounts can count in: its name and its word.
#[must_use]
pub fn units() -> Vec<(String, Key)> {
    Unit::ALL.into_iter().map(|unit| (unit.name().to_owned(), unit.word())).collect()
}

/// Every kind that a word can count as, by heading.
#[must_use]
pub fn kind_cards() -> Vec<wire::KindCard> {
    let card = |kind: Kind| wire::KindCard { name: kind.name().to_owned(), word: kind_word(kind), heading: kind_heading(kind) };
    Kind::ALL.into_iter().map(card).collect()
}

/// The word for a kind.
#[must_use]
pub const fn kind_word(kind: Kind) -> Key {
    match kind {
        Kind::Present => Key::ChoiceKindPresent,
        Kind::Late => Key::ChoiceKindLate,
        Kind::OtherActivity => Key::ChoiceKindOtherActivity,
        Kind::LeaveGranted => Key::ChoiceKindLeaveGranted,
        Kind::Reported => Key::ChoiceKindReported,
        Kind::Authorised => Key::ChoiceKindAuthorised,
        Kind::LeaveDenied => Key::ChoiceKindLeaveDenied,
        Kind::LeftLesson => Key::ChoiceKindLeftLesson,
        Kind::Unreported => Key::ChoiceKindUnreported,
        Kind::Unauthorised => Key::ChoiceKindUnauthorised,
        Kind::Unspecified => Key::ChoiceKindUnspecified,
        Kind::Unregistered => Key::ChoiceKindUnregistered,
        Kind::Cancelled => Key::ChoiceKindCancelled,
    }
}

const fn kind_heading(kind: Kind) -> Key {
    match kind {
        Kind::Present | Kind::Late | Kind::OtherActivity => Key::ChoiceKindsPresent,
        Kind::LeaveGranted | Kind::Reported | Kind::Authorised => Key::ChoiceKindsAuthorised,
        Kind::LeaveDenied | Kind::LeftLesson | Kind::Unreported | Kind::Unauthorised => Key::ChoiceKindsUnauthorised,
        Kind::Unspecified | Kind::Unregistered | Kind::Cancelled => Key::ChoiceKindsOther,
    }
}

/// Why it is asked what a word stands for: what schools mean by it beside what it is taken for.
const fn why(word: &str, kind: Kind) -> Key {
    match kind {
        _ if word.is_empty() => Key::ChoiceWhyEmpty,
        Kind::Late => Key::ChoiceWhyLate,
        Kind::Unspecified | Kind::Unauthorised => Key::ChoiceWhyUnspecified,
        Kind::Unreported => Key::ChoiceWhyUnreported,
        Kind::Unregistered => Key::ChoiceWhyUnregistered,
        _ => Key::ChoiceWhyOther,
    }
}

fn days(span: Span) -> (String, String) {
    (span.first().to_string(), span.last().to_string())
}

impl From<&TableSeen> for wire::FileOverview {
    fn from(table: &TableSeen) -> Self {
        Self {
            name: table.file.clone(),
            sheet: table.sheet.clone(),
            facts: table.facts.clone(),
            system: table.system.as_ref().map(|system| wire::SystemOverview {
                id: system.id.clone(),
                name: {
                    let [sv, en] = system.name.clone();
                    wire::Bilingual { sv, en }
                },
                inferred: system.inferred,
                why: system.why.clone(),
            }),
            grain: table.grain.map(Grain::word),
            given: wire::GivenOverview {
                school: table.given.school.clone(),
                class: table.given.class.clone(),
                period: table.given.period.map(days),
            },
            headers: table.headers.iter().map(|header| plain(header)).filter(|header| !header.is_empty()).collect(),
            columns: table.columns.iter().map(|column| column_overview(column, table.headers.len())).collect(),
            kinds: table.kinds.iter().map(wire::KindOverview::from).collect(),
            preview: table.preview.clone(),
            opening: table.opening.clone(),
            rows: table.rows,
            header_row: table.header_row,
            asks: table.asks.iter().map(wire::Asked::from).collect(),
            left_out: table.left_out,
        }
    }
}

/// A column; what group rows say has no letters, since it is beyond the table's own columns.
fn column_overview(column: &Column, width: usize) -> wire::ColumnOverview {
    wire::ColumnOverview {
        letters: if column.index < width { letters(column.index) } else { String::new() },
        header: column.header.clone(),
        role: column.role.map(|role| role.name().to_owned()),
        unit: column.unit.map(|unit| unit.name().to_owned()),
        why: column.why.map(Why::word),
        samples: column.samples.clone(),
    }
}

impl From<&KindSeen> for wire::KindOverview {
    fn from(seen: &KindSeen) -> Self {
        Self {
            word: seen.word.clone(),
            kind: seen.meaning.map(|meaning| meaning.kind.name().to_owned()),
            decided: seen.meaning.is_some_and(|meaning| meaning.decided),
            why: match seen.meaning {
                Some(meaning) => meaning.asks.then(|| why(&seen.word, meaning.kind)),
                None => seen.word.is_empty().then_some(Key::ChoiceWhyEmpty),
            },
            rows: seen.rows,
        }
    }
}

impl From<&Asked> for wire::Asked {
    fn from(asked: &Asked) -> Self {
        match asked {
            Asked::Period => Self::Period,
            Asked::Unit { column } => Self::Unit(letters(*column)),
            Asked::DayMinutes => Self::DayMinutes,
            Asked::School => Self::School,
        }
    }
}

impl From<&wire::ReadingChoices> for Choices {
    fn from(choices: &wire::ReadingChoices) -> Self {
        Self {
            layouts: choices.layouts.iter().map(LayoutChoice::from).collect(),
            tables: choices.tables.iter().map(TableChoice::from).collect(),
            // The page answers by table.
            period: None,
            day_minutes: choices.day_minutes,
            named: Vec::new(),
        }
    }
}

impl From<&wire::LayoutChoices> for LayoutChoice {
    /// A name that is not known (one that a later version has kept, say) decides nothing.
    fn from(layout: &wire::LayoutChoices) -> Self {
        let column = |choice: &wire::ColumnChoice| match choice.role.as_deref().map(Role::named) {
            Some(None) => None,
            role => Some(Choice {
                header: choice.header.clone(),
                role: role.flatten(),
                unit: choice.unit.as_deref().and_then(Unit::named),
                borders: choice.classes.iter().filter_map(|text| thousandths_of_text(text, NumberStyle::Comma)).collect(),
            }),
        };
        Self {
            headers: layout.headers.clone(),
            columns: layout.columns.iter().filter_map(column).collect(),
            kinds: layout.kinds.iter().filter_map(|choice| Some((choice.word.clone(), Kind::named(&choice.kind)?))).collect(),
        }
    }
}

impl From<&LayoutChoice> for wire::LayoutChoices {
    fn from(layout: &LayoutChoice) -> Self {
        let column = |choice: &Choice| wire::ColumnChoice {
            header: choice.header.clone(),
            role: choice.role.map(|role| role.name().to_owned()),
            unit: choice.unit.map(|unit| unit.name().to_owned()),
            classes: choice.borders.iter().map(|border| decimal(*border, ',')).collect(),
        };
        let kind = |(word, kind): &(String, Kind)| wire::KindChoice { word: word.clone(), kind: kind.name().to_owned() };
        Self {
            headers: layout.headers.clone(),
            columns: layout.columns.iter().map(column).collect(),
            kinds: layout.kinds.iter().map(kind).collect(),
        }
    }
}

impl From<&wire::TableChoices> for TableChoice {
    fn from(table: &wire::TableChoices) -> Self {
        let period = table.period.as_ref().and_then(|(from, to)| Span::new(Day::of_iso(from)?, Day::of_iso(to)?));
        Self {
            file: table.file.clone(),
            sheet: table.sheet.clone(),
            left_out: table.left_out,
            header_row: table.header_row,
            period,
            school: table.school.clone(),
        }
    }
}
