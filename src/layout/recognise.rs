//! From a header and the rows around it to a layout, or to what stands in the way of one.

use super::claims::{ATTENDANCE, Claims, claims};
use super::heading::Heading;
use super::unfold::{Groups, only_text, repeats};
use super::vocabulary::Export;
use super::{Asked, Candidate, Choice, Column, Grain, KeptRow, Kinds, Known, Layout, Role, Unfolder, Why, content, measure, title, value};
use crate::finding::{Finding, Kind as FindingKind, Place, letters};
use crate::locale::{Key, Sentence, Value};
use crate::source::{Cell, Row};

/// Rows of data that are shown in the checking step.
const PREVIEW: usize = 5;

/// A table that was looked at: the columns as far as they were recognised, and what stands in the way of reading it.
#[derive(Debug)]
pub struct Recognised {
    /// The columns, also when there are faults.
    pub layout: Layout,
    /// Errors; none when the table can be read.
    pub faults: Vec<Finding>,
    /// What only the user knows.
    pub asks: Vec<Asked>,
    /// The first rows of data, a text for each column of the layout, masked where it could name somebody.
    pub preview: Vec<Vec<String>>,
    /// Completes the rows, where they need it.
    pub unfolder: Option<Unfolder>,
}

/// Says which column is what, from the header and the rows above and below it.
#[must_use]
pub fn recognise(candidate: &Candidate, rows: &[KeptRow], known: &Known<'_>) -> Recognised {
    let vocabulary = known.vocabulary;
    let above = rows.get(..candidate.below - candidate.depth).unwrap_or_default();
    let below = rows.get(candidate.below..).unwrap_or_default();
    let choices: Vec<Choice> = known.choices.columns(&candidate.headers).cloned().collect();
    let number = candidate.system.as_ref().map(|system| system.number);
    let export = candidate.system.as_ref().and_then(|system| system.export(vocabulary));
    // Rows of one cell head others, and repeated headers are no data.
    let data = below.iter().filter(|row| only_text(row).is_none() && !repeats(row, &candidate.headers));
    let data: Vec<KeptRow> = data.cloned().collect();
    let claims = claims(candidate, &data, &choices, &known.choices.named, vocabulary);
    let width = rows.iter().map(Row::width).max().unwrap_or(0).max(candidate.headers.len());
    let groups = Groups::among(above, below, |role| claims.holds_any(role), width);
    let mut columns = columns(candidate, &data, &claims);
    for column in &mut columns {
        column.borders = known.choices.borders(&candidate.headers, &column.header);
        column.why = column.role.map(|role| Why::of(&column.header, role, &choices, vocabulary, number));
    }
    columns.extend(groups.columns().map(|(role, index)| Column {
        index,
        header: role.word().text(crate::locale::Language::Swedish).to_owned(),
        role: Some(role),
        unit: None,
        half: None,
        style: value::NumberStyle::Unknown,
        scale: value::PercentScale::Unclear,
        borders: Vec::new(),
        samples: Vec::new(),
        why: Some(Why::Group),
    }));
    let grain = grain(&columns, export);
    if grain != Grain::Period {
        // Of one lesson it is said whether it was registered; time that was is a total.
        let registration = |column: &&mut Column| matches!(column.role, Some(Role::Reported | Role::NotRegistered));
        for column in columns.iter_mut().filter(registration) {
            column.role = column.role.filter(|_| !content::says_time(&data, column.index));
        }
    }
    let mut layout = Layout {
        header_row: candidate.row,
        headers: candidate.headers.clone(),
        columns,
        system: candidate.system.clone(),
        grain,
        notifications: export.is_some_and(|export| export.notifications),
        given: title::given(above, known, export, vocabulary),
        kinds: Kinds::new(std::rc::Rc::clone(vocabulary), number, known.choices.kinds(&candidate.headers)),
    };
    let mut unfolder = Unfolder::of(&layout, groups, below, export.is_some_and(|export| export.as_above), vocabulary);
    let complete = completed(unfolder.clone().as_mut(), above, below);
    let unclear = measure::settle(&mut layout, &complete, &choices, export);
    let mut asks: Vec<Asked> = unclear.into_iter().map(|column| Asked::Unit { column }).collect();
    let dated = [Role::From, Role::Period, Role::Term, Role::SchoolYear].into_iter().any(|role| layout.column(role).is_some());
    if grain == Grain::Period && layout.given.period.is_none() && !dated {
        asks.push(Asked::Period);
    }
    for column in &mut layout.columns {
        column.samples = content::samples(&complete, column.index, column.role, &layout.kinds);
    }
    let faults = faults(candidate, &layout, &claims);
    let preview = complete.iter().take(PREVIEW).map(|row| content::preview(row, &layout)).collect();
    if let Some(unfolder) = &mut unfolder {
        above.iter().for_each(|row| unfolder.head(row));
    }
    Recognised { layout, faults, asks, preview, unfolder }
}

/// The first rows of a table without a header, each with its number, masked, so that the user can point at the header.
#[must_use]
pub fn opening(rows: &[KeptRow], known: &Known<'_>) -> Vec<(u64, Vec<String>)> {
    let cell = |row: &KeptRow, column: usize| {
        let text = value::shown(row, column);
        let is_word = !Heading::of(&text).best_roles(known.vocabulary, None).is_empty();
        if is_word { text } else { content::mask(&text) }
    };
    let filled = |row: &&KeptRow| (0..row.width()).any(|column| row.cell(column) != Cell::Empty);
    let shown = |row: &KeptRow| (row.number(), (0..row.width()).map(|column| cell(row, column)).collect());
    rows.iter().filter(filled).take(PREVIEW * 4).map(shown).collect()
}

/// The rows below the header as they will be folded.
fn completed(unfolder: Option<&mut Unfolder>, above: &[KeptRow], below: &[KeptRow]) -> Vec<KeptRow> {
    let Some(unfolder) = unfolder else { return below.to_vec() };
    let mut rows = Vec::new();
    let mut keep = |unfolded: super::Unfolded<'_>| {
        if let super::Unfolded::Row(row) = unfolded {
            rows.push(row.clone());
        }
    };
    above.iter().for_each(|row| unfolder.head(row));
    below.iter().for_each(|row| unfolder.row(row, &mut keep));
    unfolder.finish(&mut keep);
    rows
}

fn columns(candidate: &Candidate, below: &[KeptRow], claims: &Claims) -> Vec<Column> {
    let column = |(index, header): (usize, &String)| {
        let heading = Heading::of(header);
        Column {
            index,
            header: header.clone(),
            role: claims.role_of(index),
            unit: heading.unit,
            half: heading.half,
            style: measure::style(below, index),
            scale: measure::scale(below, index),
            borders: Vec::new(),
            samples: Vec::new(),
            why: None,
        }
    };
    candidate.headers.iter().enumerate().filter(|(_, header)| !header.is_empty()).map(column).collect()
}

/// What a row is. Headings tell lessons from totals by the day; a system tells lists of absences from lists of lessons.
fn grain(columns: &[Column], export: Option<&Export>) -> Grain {
    let has = |role: Role| columns.iter().any(|column| column.role == Some(role));
    let any = |roles: &[Role]| roles.iter().any(|role| has(*role));
    let dated = has(Role::Date) || (has(Role::Week) && has(Role::Weekday)) || has(Role::Start);
    let absence = has(Role::Status) || has(Role::Late) || any(&ATTENDANCE);
    // Per cent are of a period: an absence has none.
    let shares = columns
        .iter()
        .any(|column| column.unit == Some(super::Unit::Percent) && column.role.is_some_and(|role| ATTENDANCE.contains(&role)));
    match export.map(|export| export.grain) {
        Some(Grain::Event) if dated || has(Role::From) => Grain::Event,
        Some(Grain::Period) if any(&ATTENDANCE) => Grain::Period,
        _ if dated && absence => Grain::Lesson,
        _ if dated && any(&[Role::Start, Role::Length, Role::Lesson, Role::Subject]) => Grain::Schedule,
        // From one day to another: totals, or an absence that lasted.
        _ if has(Role::From) && !any(&[Role::Length, Role::Attended]) && !shares => Grain::Event,
        _ if any(&ATTENDANCE) && !dated => Grain::Period,
        _ => Grain::Lesson,
    }
}

/// What stands in the way of reading the table.
fn faults(candidate: &Candidate, layout: &Layout, claims: &Claims) -> Vec<Finding> {
    let place = || Place { row: Some(candidate.row), ..Place::default() };
    let mut faults: Vec<Finding> = claims
        .unknown_choices
        .iter()
        .map(|header| Finding::new(FindingKind::ColumnChoiceUnknown, place()).found(header.as_str()))
        .collect();
    faults.extend(claims.clashes.iter().map(|(role, columns)| {
        let names = columns.iter().map(|&index| {
            let header = candidate.headers.get(index).cloned().unwrap_or_default();
            Key::PlaceColumnHeaded.with("column", letters(index)).with("header", header).into()
        });
        let found = Key::PlaceRoleOfColumns.with("role", Sentence::from(role.word())).with("columns", Value::List(names.collect()));
        Finding::new(FindingKind::RoleClaimedTwice, place()).found(found)
    }));
    let has = |roles: &[Role]| roles.iter().any(|&role| claims.holds_any(role) || layout.column(role).is_some());
    let pupil = has(&[Role::PupilId, Role::PupilName, Role::LastName]);
    let dateless = !has(&[Role::Date, Role::Start, Role::Week, Role::From]);
    if !pupil
        && dateless
        && has(&[Role::School, Role::Class])
        && (has(&ATTENDANCE) || has(&[Role::Length, Role::Reported, Role::NotRegistered]))
    {
        faults.push(Finding::new(FindingKind::RowsAreGroups, place()));
        return faults;
    }
    let absence = has(&[Role::Status, Role::Late]) || has(&ATTENDANCE) || layout.given.kind.is_some();
    let timed = has(&[Role::Length, Role::Lessons, Role::Lesson]) || (has(&[Role::Start]) && has(&[Role::End]));
    let dated = has(&[Role::Date, Role::Start]) || (has(&[Role::Week]) && has(&[Role::Weekday]));
    let percent = layout
        .columns
        .iter()
        .any(|column| column.unit == Some(super::Unit::Percent) && column.role.is_some_and(|role| ATTENDANCE.contains(&role)));
    let needed: &[(bool, Key)] = match layout.grain {
        // Minutes of absence mean something only beside minutes of lesson.
        Grain::Lesson | Grain::Day => &[
            (pupil, Key::RolePupil),
            (dated, Key::RoleDate),
            (absence, Key::RoleAbsence),
            (has(&[Role::Status]) || timed || percent || !absence, Key::RoleLength),
        ],
        Grain::Schedule => &[(pupil, Key::RolePupil), (dated, Key::RoleDate)],
        Grain::Event => &[(pupil, Key::RolePupil), (dated || has(&[Role::From]), Key::RoleDate)],
        Grain::Period => &[(pupil, Key::RolePupil), (has(&[Role::Length]) || percent || has(&[Role::Attended]), Key::RoleLength)],
    };
    let missing = needed.iter().filter(|(found, _)| !found);
    faults.extend(missing.map(|(_, role)| Finding::new(FindingKind::RoleMissing, place()).found(Sentence::from(*role))));
    faults
}
