//! Rows as a person reads them: what stands once for many rows is put into each of them. Exports that are made to be printed
//! head a class's pupils with its name, leave out what equals the row above, repeat the header on every page and wrap long names
//! onto a row of their own.

use super::value::{self, ClassGrade, grade_of_class};
use super::{Grain, KeptRow, Layout, Role, Vocabulary, plain};
use crate::source::{Cell, Row};
use std::rc::Rc;

/// What became of a row.
#[derive(Debug)]
pub enum Unfolded<'a> {
    /// A row of data, complete.
    Row(&'a KeptRow),
    /// A repeated header, a sum, a footer: the row's number.
    Passed(u64),
    /// Cells of this row were taken from the row above; the row follows.
    Carried(u64),
}

/// Labels that head the rows below them, in the shape that [`plain`] gives them.
const LABELS: [(&str, Role); 14] = [
    ("klass", Role::Class),
    ("klassnamn", Role::Class),
    ("grupp", Role::Class),
    ("mentorsgrupp", Role::Class),
    ("class", Role::Class),
    ("skola", Role::School),
    ("skolenhet", Role::School),
    ("enhet", Role::School),
    ("school", Role::School),
    ("elev", Role::PupilName),
    ("elevnamn", Role::PupilName),
    ("namn", Role::PupilName),
    ("pupil", Role::PupilName),
    ("personnummer", Role::PupilId),
];

/// Columns in which an empty cell can mean `as above`.
const CARRIED: [Role; 8] = [Role::Week, Role::Weekday, Role::Date, Role::School, Role::Class, Role::Grade, Role::Term, Role::Period];
/// Columns that say who a row is about: as above only all together.
const WHO: [Role; 4] = [Role::PupilId, Role::PupilName, Role::LastName, Role::FirstName];
/// Columns that tell the rows of one pupil apart.
const WITHIN: [Role; 8] = [Role::Date, Role::Week, Role::Weekday, Role::Lesson, Role::Start, Role::Subject, Role::From, Role::Term];

/// Completes the rows of one table.
#[derive(Clone, Debug)]
pub struct Unfolder {
    headers: Vec<String>,
    name: Option<usize>,
    id: Option<usize>,
    who: Vec<usize>,
    within: Vec<usize>,
    carried: Vec<usize>,
    carries_who: bool,
    /// Whether names are written `Efternamn, Förnamn`.
    commas: bool,
    groups: Groups,
    vocabulary: Rc<Vocabulary>,
    /// What the group rows above say, by column.
    heads: Vec<(usize, String)>,
    above: Option<KeptRow>,
    pending: Option<KeptRow>,
}

/// What rows of one cell are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Groups {
    /// The columns, beyond the table's own, that labelled rows fill.
    labelled: Vec<(Role, usize)>,
    /// The column that class labels alone on a row fill.
    bare: Option<usize>,
}

impl Groups {
    /// The group rows among the first rows of a table whose columns have been settled; `width` is the first column that no row
    /// has.
    pub(super) fn among(above: &[KeptRow], below: &[KeptRow], has: impl Fn(Role) -> bool, width: usize) -> Self {
        let mut groups = Self::default();
        let mut next = width;
        let heads = above.iter().flat_map(|row| labelled(row, true)).chain(below.iter().flat_map(|row| labelled(row, false)));
        for (role, _) in heads {
            if !has(role) && !groups.labelled.iter().any(|(known, _)| *known == role) {
                groups.labelled.push((role, next));
                next += 1;
            }
        }
        let labelled_class = groups.labelled.iter().any(|(role, _)| *role == Role::Class);
        let mut alone = above.iter().chain(below).filter_map(only_text);
        if !labelled_class && !has(Role::Class) && alone.any(|text| is_class(&text)) {
            groups.bare = Some(next);
        }
        groups
    }

    /// The columns that group rows fill, with their roles.
    pub(super) fn columns(&self) -> impl Iterator<Item = (Role, usize)> {
        self.labelled.iter().copied().chain(self.bare.map(|column| (Role::Class, column)))
    }
}

/// What a row says under a label: `Klass: 5A` in one cell, or in two; above the table the colon may be missing.
fn labelled(row: &KeptRow, above: bool) -> Vec<(Role, String)> {
    let filled: Vec<String> = (0..row.width()).map(|column| value::shown(row, column)).filter(|text| !text.is_empty()).collect();
    let role_of = |label: &str| LABELS.iter().find(|(name, _)| *name == plain(label)).map(|(_, role)| *role);
    match filled.as_slice() {
        [label, text] if above || label.trim_end().ends_with(':') => {
            role_of(label).map(|role| (role, text.clone())).into_iter().filter(says_one).collect()
        }
        // Several labels may share a row: `Skola: Ekskolan` and `Klass: 5A`.
        [..] if filled.len() <= 3 => filled
            .iter()
            .filter_map(|cell| cell.split_once(':'))
            .filter_map(|(label, text)| role_of(label).map(|role| (role, text.trim().to_owned())))
            .filter(says_one)
            .collect(),
        _ => Vec::new(),
    }
}

/// Whether a label names one class or school, and not all of them.
fn says_one((_, text): &(Role, String)) -> bool {
    !matches!(plain(text).as_str(), "" | "alla" | "samtliga" | "all")
}

/// Whether a row repeats headers: most of its cells stand in the header too, under the same columns.
pub(super) fn repeats(row: &KeptRow, headers: &[String]) -> bool {
    let filled = row.texts().filter(|text| !text.is_empty()).count();
    let same = row.texts().zip(headers).filter(|(text, header)| !header.is_empty() && plain(text) == plain(header)).count();
    same >= 2 && same * 2 > filled
}

/// The text of a row that has one cell only.
pub(super) fn only_text(row: &KeptRow) -> Option<String> {
    let mut filled = (0..row.width()).filter(|&column| row.cell(column) != Cell::Empty);
    let column = filled.next()?;
    filled.next().is_none().then(|| value::shown(row, column))
}

fn is_class(text: &str) -> bool {
    text.chars().count() <= 12
        && matches!(grade_of_class(text), ClassGrade::Grade(_) | ClassGrade::Mixed(..) | ClassGrade::Programme { .. })
}

impl Unfolder {
    /// An unfolder for a table, if its rows need one; `first` are the first rows below its header, and `as_above` says that the
    /// system is known to leave out what equals the row above.
    pub(super) fn of(layout: &Layout, groups: Groups, first: &[KeptRow], as_above: bool, vocabulary: &Rc<Vocabulary>) -> Option<Self> {
        let columns = |roles: &[Role]| -> Vec<usize> {
            let grouped = |column: usize| groups.columns().any(|(_, group)| group == column);
            let of = |role: &Role| layout.column(*role).map(|column| column.index).filter(|column| !grouped(*column));
            roles.iter().filter_map(of).collect::<Vec<usize>>()
        };
        // Nobody leaves out a week or a weekday by mistake; a date or a class may be missing once.
        let weekly = columns(&[Role::Week, Role::Weekday]);
        let (who, within, carried) = (columns(&WHO), columns(&WITHIN), columns(&CARRIED));
        let mut unfolder = Self {
            name: layout.column(Role::PupilName).or_else(|| layout.column(Role::LastName)).map(|column| column.index),
            id: layout.column(Role::PupilId).map(|column| column.index),
            who,
            within,
            carried: Vec::new(),
            carries_who: false,
            commas: false,
            headers: layout.headers.clone(),
            groups,
            vocabulary: Rc::clone(vocabulary),
            heads: Vec::new(),
            above: None,
            pending: None,
        };
        let habit = if as_above { 0 } else { 2 };
        let data: Vec<&KeptRow> = first.iter().filter(|row| unfolder.is_data(row)).collect();
        unfolder.carried = carried
            .into_iter()
            .filter(|column| is_carried(&data, std::slice::from_ref(column), if weekly.contains(column) { habit.min(1) } else { habit }))
            .collect();
        unfolder.carries_who = is_carried(&data, &unfolder.who, habit);
        let named: Vec<String> = unfolder
            .name
            .map_or_else(Vec::new, |name| data.iter().map(|row| value::shown(*row, name)).filter(|name| !name.is_empty()).collect());
        unfolder.commas = named.iter().filter(|name| name.contains(',')).count() * 2 > named.len();
        let odd = first.iter().any(|row| only_text(row).is_some() || repeats(row, &layout.headers));
        let printed = matches!(layout.grain, Grain::Event | Grain::Period);
        let needed = printed || odd || unfolder.carries_who || !unfolder.carried.is_empty() || unfolder.groups != Groups::default();
        needed.then_some(unfolder)
    }

    /// Whether any cell of this table is taken from the row above.
    #[must_use]
    pub fn carries(&self) -> bool {
        self.carries_who || !self.carried.is_empty()
    }

    /// Remembers what a row above the header says of those below it.
    pub(super) fn head(&mut self, row: &KeptRow) {
        let _is_group = self.is_group(row, true);
    }

    /// The next row of the table. What becomes of it, and of those before it, is told to `each`.
    pub fn row<R: Row>(&mut self, row: &R, mut each: impl FnMut(Unfolded<'_>)) {
        let row = KeptRow::of(row);
        if (0..row.width()).all(|column| row.cell(column) == Cell::Empty) {
            return;
        }
        if self.wraps(&row) {
            each(Unfolded::Passed(row.number()));
            return;
        }
        self.flush(&mut each);
        if repeats(&row, &self.headers) || self.is_footer(&row) {
            each(Unfolded::Passed(row.number()));
        } else if self.is_group(&row, false) {
            self.above = None;
        } else if self.is_data(&row) {
            self.pending = Some(row);
        } else {
            each(Unfolded::Passed(row.number()));
        }
    }

    /// The table is at its end.
    pub fn finish(&mut self, mut each: impl FnMut(Unfolded<'_>)) {
        self.flush(&mut each);
    }

    /// Completes the row that waited for its name to go on, and hands it over.
    fn flush(&mut self, each: &mut impl FnMut(Unfolded<'_>)) {
        let Some(mut row) = self.pending.take() else { return };
        let mut carried = false;
        if let Some(above) = &self.above {
            let empty = |row: &KeptRow, columns: &[usize]| columns.iter().all(|&column| row.cell(column) == Cell::Empty);
            if self.carries_who && empty(&row, &self.who) && !empty(&row, &self.within) {
                self.who.iter().for_each(|&column| row.copy(above, column));
                carried = true;
            }
            for &column in self.carried.iter().filter(|&&column| above.cell(column) != Cell::Empty) {
                if row.cell(column) == Cell::Empty {
                    row.copy(above, column);
                    carried = true;
                }
            }
        }
        if carried {
            each(Unfolded::Carried(row.number()));
        }
        for (column, text) in &self.heads {
            if row.cell(*column) == Cell::Empty {
                row.put(*column, text);
            }
        }
        each(Unfolded::Row(&row));
        self.above = Some(row);
    }

    /// A sum or a footer: it begins with one of their words and is no pupil.
    fn is_footer(&self, row: &KeptRow) -> bool {
        if self.id.is_some_and(|column| row.cell(column) != Cell::Empty) {
            return false;
        }
        let first = (0..row.width()).find(|&column| row.cell(column) != Cell::Empty).map(|column| value::shown(row, column));
        // `Sida, Anna` is a person.
        first.is_some_and(|text| !text.contains(',') && self.vocabulary.is_footer(&text))
    }

    /// A row that heads those below it.
    fn is_group(&mut self, row: &KeptRow, above: bool) -> bool {
        let mut found = false;
        for (role, text) in labelled(row, above) {
            if let Some((_, column)) = self.groups.labelled.iter().find(|(known, _)| *known == role) {
                self.heads.retain(|(known, _)| known != column);
                self.heads.push((*column, text));
                found = true;
            }
        }
        if let (false, Some(column), Some(text)) = (found, self.groups.bare, only_text(row))
            && !self.vocabulary.is_footer(&text)
            && text.chars().count() <= 40
            && !text.contains(':')
            // A title above the table is a class only if it looks like one.
            && (!above || is_class(&text))
        {
            self.heads.retain(|(known, _)| *known != column);
            self.heads.push((column, text));
            found = true;
        }
        found
    }

    /// A row of data has more than one cell, and says who it is about or when. Where cells are as above, one can be all that is left.
    fn is_data(&self, row: &KeptRow) -> bool {
        let filled = (0..row.width()).filter(|&column| row.cell(column) != Cell::Empty).take(2).count();
        let knows = |columns: &[usize]| columns.iter().any(|&column| row.cell(column) != Cell::Empty);
        (filled > 1 && (knows(&self.who) || knows(&self.within) || self.who.is_empty())) || (self.carries() && knows(&self.within))
    }

    /// A name that goes on: a row with nothing but letters in the name's column, below a row whose name is not at its end. Then
    /// the name of the row that waits is completed.
    fn wraps(&mut self, row: &KeptRow) -> bool {
        let (Some(name), Some(pending), Some(text)) = (self.name, &mut self.pending, only_text(row)) else { return false };
        if row.cell(name) == Cell::Empty || text.chars().any(|letter| letter.is_ascii_digit() || letter == ':') {
            return false;
        }
        let before = value::shown(pending, name);
        let unfinished =
            before.ends_with([',', '-', '(']) || (text.starts_with('(') && text.ends_with(')')) || (self.commas && !before.contains(','));
        if !unfinished {
            return false;
        }
        pending.put(name, &format!("{before} {text}"));
        true
    }
}

/// Whether empty cells of columns mean `as above`: the first row has values, many rows have none, and nothing stands twice in a
/// row, as it would where some cells are merely missing. `habit` is how many empty cells it takes; none where the system is
/// known for it.
fn is_carried(data: &[&KeptRow], columns: &[usize], habit: usize) -> bool {
    let values = |row: &KeptRow| columns.iter().map(|&column| value::shown(row, column)).collect::<Vec<_>>().concat();
    let values: Vec<String> = data.iter().map(|row| values(row)).collect();
    let filled = values.iter().filter(|value| !value.is_empty()).count();
    let empty = values.len() - filled;
    let repeated = values.windows(2).any(|pair| matches!(pair, [above, below] if !above.is_empty() && above == below));
    let first = values.first().is_some_and(|value| !value.is_empty());
    first && (habit == 0 || !repeated && filled >= 2 && empty >= habit && empty * 3 >= filled)
}
