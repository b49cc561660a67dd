//! What the user says of the files: of columns, words and tables. Changes are gathered and take effect together when the files
//! are read again: two columns that are to change places would otherwise clash on the way.

use super::{DayField, Fault};
use franvarokalkyl::locale::Key;
use franvarokalkyl::wire::{
    Asked, ColumnChoice, ColumnOverview, FileOverview, KindChoice, KindOverview, LayoutChoices, ReadingChoices, SHARED, TableChoices,
};

/// The field for the minutes of a school day; those of a table have its number behind theirs.
pub(crate) const DAY_MINUTES: &str = "day-minutes";

/// Minutes that a day has.
const DAY: u16 = 24 * 60;

/// One thing that the user says of a table. Of columns and words it holds for all tables with the same headers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// The column of this header means this role, or nothing.
    Role(String, Option<String>),
    /// The amounts in the column of this header count in this unit.
    Unit(String, String),
    /// This word counts as this kind.
    Kind(String, String),
    /// The table is left out, or not.
    LeftOut(bool),
    /// The header stands on this row; as it was written.
    HeaderRow(String),
    /// The totals start on this day.
    From(DayField),
    /// The totals end on this day.
    To(DayField),
    /// All pupils go to this school.
    School(String),
    /// A school day has so many minutes, in all tables; as it was written.
    DayMinutes(String),
}

impl Change {
    /// Whether both are answers to the same question, in tables of the same layout.
    fn is_about_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Role(one, _), Self::Role(two, _))
            | (Self::Unit(one, _), Self::Unit(two, _))
            | (Self::Kind(one, _), Self::Kind(two, _)) => one == two,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }

    const fn is_of_layout(&self) -> bool {
        matches!(self, Self::Role(..) | Self::Unit(..) | Self::Kind(..))
    }
}

/// A change with the table that it was made on.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Waiting {
    file: String,
    sheet: Option<String>,
    headers: Vec<String>,
    change: Change,
}

impl Waiting {
    fn is_on(&self, table: &FileOverview) -> bool {
        match &self.change {
            Change::DayMinutes(_) => true,
            change if change.is_of_layout() => self.headers == table.headers,
            _ => self.file == table.name && self.sheet == table.sheet,
        }
    }
}

/// Everything that is decided of files, and what waits to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Choices {
    /// What the browser has kept from before.
    pub(super) kept: Vec<LayoutChoices>,
    /// What a file of choices said.
    pub(super) loaded: Vec<LayoutChoices>,
    settled: ReadingChoices,
    waiting: Vec<Waiting>,
}

impl Choices {
    /// Nothing but what the browser has kept.
    pub(super) fn kept(kept: Vec<LayoutChoices>) -> Self {
        Self { kept, ..Self::default() }
    }

    /// Other files: what was said of these is gone; what was kept or loaded stays.
    pub(super) fn renew(&mut self) {
        self.settled = ReadingChoices::default();
        self.waiting.clear();
    }

    /// A file of choices has come: what was said of columns and words before gives way to it.
    pub(super) fn renew_layouts(&mut self) {
        self.settled.layouts.clear();
        self.waiting.retain(|waiting| !waiting.change.is_of_layout());
    }

    /// Whether something was kept from before of tables like these.
    pub(super) fn has_kept_of(&self, files: &[FileOverview]) -> bool {
        self.kept.iter().any(|layout| files.iter().any(|table| !table.left_out && table.headers == layout.headers))
    }

    /// Lets go of what was kept or said of the columns and words of tables like these; what is kept now.
    pub(super) fn forget(&mut self, files: &[FileOverview]) -> Vec<LayoutChoices> {
        self.kept.retain(|layout| !files.iter().any(|table| table.headers == layout.headers));
        self.renew_layouts();
        self.kept.clone()
    }

    /// What files are to be read with; later layouts come first.
    pub(crate) fn for_reading(&self) -> ReadingChoices {
        let layouts = self.kept.iter().chain(&self.loaded).chain(&self.settled.layouts);
        ReadingChoices { layouts: layouts.cloned().collect(), ..self.settled.clone() }
    }

    /// The user says this of a table; taken back when that is what it is read as anyway.
    pub(super) fn change(&mut self, table: &FileOverview, change: Change) {
        self.waiting.retain(|waiting| !(waiting.is_on(table) && waiting.change.is_about_same(&change)));
        if !self.is_read_as(table, &change) {
            let (file, sheet, headers) = (table.name.clone(), table.sheet.clone(), table.headers.clone());
            self.waiting.push(Waiting { file, sheet, headers, change });
        }
    }

    fn is_read_as(&self, table: &FileOverview, change: &Change) -> bool {
        let column = |header: &str| table.columns.iter().find(|column| column.header == header);
        match change {
            Change::Role(header, role) => column(header).is_some_and(|column| column.role == *role),
            Change::Unit(header, unit) => column(header).is_some_and(|column| column.unit.as_deref() == Some(unit)),
            Change::Kind(word, kind) => table.kinds.iter().any(|seen| seen.word == *word && seen.kind.as_deref() == Some(kind)),
            Change::LeftOut(out) => table.left_out == *out,
            Change::HeaderRow(row) => row.trim() == header_row_of(table),
            Change::From(day) => *day == day_of(table, false),
            Change::To(day) => *day == day_of(table, true),
            Change::School(school) => school.trim() == table.given.school.as_deref().unwrap_or_default(),
            Change::DayMinutes(minutes) => minutes.trim() == self.settled_minutes(),
        }
    }

    /// How many changes wait for the files to be read again.
    pub(crate) fn waiting(&self) -> usize {
        // A day that was written once for several tables is one change.
        let again = |(place, waiting): &(usize, &Waiting)| {
            let day = matches!(waiting.change, Change::From(_) | Change::To(_));
            day && self.waiting.iter().take(*place).any(|other| other.change == waiting.change)
        };
        self.waiting.iter().enumerate().filter(|waiting| !again(waiting)).count()
    }

    fn said<'a, T>(&'a self, table: &'a FileOverview, pick: impl Fn(&'a Change) -> Option<T>) -> Option<T> {
        self.waiting.iter().filter(|waiting| waiting.is_on(table)).find_map(|waiting| pick(&waiting.change))
    }

    /// What a column means if the files are read again now.
    pub(crate) fn role<'a>(&'a self, table: &'a FileOverview, column: &'a ColumnOverview) -> Option<&'a str> {
        let said = self.said(table, |change| match change {
            Change::Role(header, role) if *header == column.header => Some(role.as_deref()),
            _ => None,
        });
        said.unwrap_or(column.role.as_deref())
    }

    /// What the amounts of a column count in if the files are read again now.
    pub(crate) fn unit<'a>(&'a self, table: &'a FileOverview, column: &'a ColumnOverview) -> Option<&'a str> {
        let said = self.said(table, |change| match change {
            Change::Unit(header, unit) if *header == column.header => Some(unit.as_str()),
            _ => None,
        });
        said.or(column.unit.as_deref())
    }

    /// What a word counts as if the files are read again now; none while nobody has said.
    pub(crate) fn kind<'a>(&'a self, table: &'a FileOverview, seen: &'a KindOverview) -> Option<&'a str> {
        let said = self.said(table, |change| match change {
            Change::Kind(word, kind) if *word == seen.word => Some(kind.as_str()),
            _ => None,
        });
        said.or(seen.kind.as_deref())
    }

    /// Whether a table is left out if the files are read again now.
    pub(crate) fn is_left_out(&self, table: &FileOverview) -> bool {
        let said = self.said(table, |change| match change {
            Change::LeftOut(out) => Some(*out),
            _ => None,
        });
        said.unwrap_or(table.left_out)
    }

    /// The row of a table's header, as the field has it.
    pub(crate) fn header_row(&self, table: &FileOverview) -> String {
        let said = self.said(table, |change| match change {
            Change::HeaderRow(row) => Some(row.clone()),
            _ => None,
        });
        said.unwrap_or_else(|| header_row_of(table))
    }

    /// The first (or last) day that a table sums, as the field has it.
    pub(crate) fn day(&self, table: &FileOverview, last: bool) -> DayField {
        let said = self.said(table, |change| match change {
            Change::From(day) if !last => Some(day.clone()),
            Change::To(day) if last => Some(day.clone()),
            _ => None,
        });
        said.unwrap_or_else(|| day_of(table, last))
    }

    /// The school of a table's pupils, as the field has it.
    pub(crate) fn school<'a>(&'a self, table: &'a FileOverview) -> &'a str {
        let said = self.said(table, |change| match change {
            Change::School(school) => Some(school.as_str()),
            _ => None,
        });
        said.unwrap_or(table.given.school.as_deref().unwrap_or_default())
    }

    /// The minutes of a school day, as the field has them.
    pub(crate) fn day_minutes(&self) -> String {
        let said = self.waiting.iter().find_map(|waiting| match &waiting.change {
            Change::DayMinutes(minutes) => Some(minutes.clone()),
            _ => None,
        });
        said.unwrap_or_else(|| self.settled_minutes())
    }

    fn settled_minutes(&self) -> String {
        self.settled.day_minutes.map(|minutes| minutes.to_string()).unwrap_or_default()
    }

    /// The letters of another column in the same table that means the same.
    pub(crate) fn same_as<'a>(&self, table: &'a FileOverview, column: &ColumnOverview) -> Option<&'a str> {
        let role = self.role(table, column).filter(|role| !SHARED.contains(role))?;
        // Two that are read so already are no mistake of the user's: a column for each half of the year, say.
        let both = |other: &ColumnOverview| other.role.as_deref() == Some(role) && column.role.as_deref() == Some(role);
        table
            .columns
            .iter()
            .find(|other| {
                other.letters != column.letters && self.role(table, other) == Some(role) && !(table.rows.is_some() && both(other))
            })
            .map(|other| other.letters.as_str())
    }

    /// What waits takes effect; nothing of it does when a field cannot be read.
    pub(super) fn settle(&mut self, files: &[FileOverview]) -> Result<(), Vec<Fault>> {
        let mut settled = self.settled.clone();
        let mut faults = Vec::new();
        for waiting in &self.waiting {
            let Some((number, table)) = files.iter().enumerate().find(|(_, table)| waiting.is_on(table)) else { continue };
            if let Err((field, key)) = self.settle_one(&mut settled, table, &waiting.change) {
                // The field for a period that several tables ask for stands once, with the first one's number.
                let asks = |table: &FileOverview| table.asks.contains(&Asked::Period);
                let first = if asks(table) { files.iter().position(asks) } else { None };
                let number = first.filter(|_| matches!(waiting.change, Change::From(_) | Change::To(_))).unwrap_or(number);
                let id = if field == DAY_MINUTES { field.to_owned() } else { format!("{field}-{number}") };
                let fault = Fault::Field(Some(id.into()), key.into());
                if !faults.contains(&fault) {
                    faults.push(fault);
                }
            }
        }
        if faults.is_empty() {
            self.settled = settled;
            self.waiting.clear();
            Ok(())
        } else {
            Err(faults)
        }
    }

    /// A change takes effect; or the field that cannot be read, without its table's number, and why.
    fn settle_one(&self, settled: &mut ReadingChoices, table: &FileOverview, change: &Change) -> Result<(), (&'static str, Key)> {
        let column = |header: &str| table.columns.iter().find(|column| column.header == header);
        match change {
            Change::Role(header, role) => {
                let said = self.said(table, |change| match change {
                    Change::Unit(other, unit) if other == header => Some(unit.clone()),
                    _ => None,
                });
                let reading = self.for_reading();
                let before = reading.column(&table.headers, header);
                let unit = said.or_else(|| before.and_then(|choice| choice.unit.clone())).filter(|_| role.is_some());
                let same = before.filter(|before| before.role == *role);
                let classes = same.map(|before| before.classes.clone()).unwrap_or_default();
                let choice = ColumnChoice { header: header.clone(), role: role.clone(), unit, classes };
                LayoutChoices::change(&mut settled.layouts, &table.headers, |layout| layout.decide_column(choice));
            }
            Change::Unit(header, unit) => {
                let role = column(header).and_then(|column| self.role(table, column)).map(str::to_owned);
                let choice = ColumnChoice { header: header.clone(), role, unit: Some(unit.clone()), classes: Vec::new() };
                LayoutChoices::change(&mut settled.layouts, &table.headers, |layout| layout.decide_column(choice));
            }
            Change::Kind(word, kind) => {
                let choice = KindChoice { word: word.clone(), kind: kind.clone() };
                LayoutChoices::change(&mut settled.layouts, &table.headers, |layout| layout.decide_kind(choice));
            }
            Change::LeftOut(out) => of_table(settled, table).left_out = *out,
            Change::HeaderRow(row) => {
                let row = row.trim().parse().ok().filter(|row| *row > 0).ok_or(("header-row", Key::PageFaultHeaderRow))?;
                of_table(settled, table).header_row = Some(row);
            }
            Change::From(_) | Change::To(_) => {
                of_table(settled, table).period = match (self.day(table, false), self.day(table, true)) {
                    (DayField::Empty, DayField::Empty) => None,
                    (DayField::Day(from), DayField::Day(to)) if from <= to => Some((from, to)),
                    (DayField::Day(_), DayField::Day(_)) => return Err(("period-to", Key::PageFaultOrder)),
                    (DayField::Day(_), _) => return Err(("period-to", Key::PageFaultPeriodTo)),
                    (_, _) => return Err(("period-from", Key::PageFaultPeriodFrom)),
                };
            }
            Change::School(school) => of_table(settled, table).school = Some(school.trim().to_owned()).filter(|school| !school.is_empty()),
            Change::DayMinutes(minutes) => {
                let minutes = minutes.trim().parse().ok().filter(|minutes| (1..=DAY).contains(minutes));
                settled.day_minutes = Some(minutes.ok_or((DAY_MINUTES, Key::PageFaultDayMinutes))?);
            }
        }
        Ok(())
    }
}

fn header_row_of(table: &FileOverview) -> String {
    table.header_row.map(|row| row.to_string()).unwrap_or_default()
}

fn day_of(table: &FileOverview, last: bool) -> DayField {
    let day = table.given.period.as_ref().map(|(from, to)| if last { to } else { from });
    day.map_or(DayField::Empty, |day| DayField::Day(day.clone()))
}

/// The decisions about one table; empty if there are none yet.
fn of_table<'a>(settled: &'a mut ReadingChoices, table: &FileOverview) -> &'a mut TableChoices {
    let is_it = |known: &TableChoices| known.file == table.name && known.sheet == table.sheet;
    let place = settled.tables.iter().position(is_it);
    let known = place.map(|place| settled.tables.swap_remove(place));
    let known = known.unwrap_or_else(|| TableChoices {
        file: table.name.clone(),
        sheet: table.sheet.clone(),
        left_out: table.left_out,
        ..TableChoices::default()
    });
    settled.tables.push_mut(known)
}
