//! Rows that tell of no lesson, absence or sum: passed over aloud, or refused.

use super::{Folder, Unusable, bytes};
use crate::finding::Kind as FindingKind;
use crate::layout::{Grain, Role, plain, value};
use crate::source::{Cell, Row};

impl Folder {
    /// Whether the row is about preschool or after-school care, which is no lesson.
    #[inline]
    pub(super) fn is_no_school<R: Row>(&mut self, row: &R) -> bool {
        self.columns.school_form.is_some_and(|column| self.is_of_no_school(row, column))
    }

    fn is_of_no_school<R: Row>(&mut self, row: &R, column: usize) -> bool {
        const FORMS: [&str; 9] =
            ["fth", "fritids", "fritidshem", "fritidshemmet", "fsk", "forskola", "oppf", "pedagogisk omsorg", "oppen fritidsverksamhet"];
        let raw = bytes(row, column);
        let no_school = self.known.forms.get(&raw, || FORMS.contains(&plain(&row.text(&raw)).as_str()));
        if no_school {
            let _noted = self.find(FindingKind::NotSchool, row, Some(Role::SchoolForm), None);
        }
        no_school
    }

    /// A row without a day: nothing at all, a repeated header, a sum or footer; or an error.
    pub(super) fn without_day<R: Row>(&mut self, row: &R) -> Result<(), Unusable> {
        if self.is_no_data(row) {
            return Ok(());
        }
        let (role, column) = match (self.columns.date, self.columns.from, self.columns.week) {
            (Some(date), _, _) => (Role::Date, date),
            (None, Some(from), _) if self.grain == Grain::Event => (Role::From, from),
            (None, _, Some(week)) => (Role::Week, week),
            (None, _, None) => (Role::Start, self.columns.start.unwrap_or(usize::MAX)),
        };
        // A week or a day without its year is a question of the period, which is asked for once.
        let yearless = self.given.is_none()
            && value::text(row, column).is_some_and(|text| {
                value::week_of_text(&text).is_some_and(|week| week.year.is_none()) || value::part_day_of_text(&text).is_some()
            });
        if yearless {
            return Err(self.find(FindingKind::PeriodMissing, row, Some(role), None));
        }
        Err(self.unread(FindingKind::UnknownDate, row, role, column))
    }

    /// Whether a row is none of data: nothing at all, a repeated header, a sum or a footer.
    pub(super) fn is_no_data<R: Row>(&mut self, row: &R) -> bool {
        if self.columns.all().all(|column| row.cell(column) == Cell::Empty) {
            let first = (0..row.width()).find(|&column| row.cell(column) != Cell::Empty);
            // Cells outside every known column, and no footer: a title or a remark between the rows.
            if first.is_some() {
                let _noted = self.find(FindingKind::RowsPassedOver, row, None, None);
            }
            return true;
        }
        let mut first =
            (0..row.width()).filter_map(|column| value::text(row, column).filter(|text| !text.is_empty()).map(|text| (column, text)));
        let Some((column, text)) = first.next() else { return false };
        let headers = self.table.as_ref().map(|table| table.layout.headers.as_slice()).unwrap_or_default();
        let heads = |column: usize, text: &str| headers.get(column).is_some_and(|header| plain(header) == plain(text));
        let repeated = heads(column, &text) && first.next().is_none_or(|(column, text)| heads(column, &text));
        let dateless = self.columns.date.is_none_or(|column| row.cell(column) == Cell::Empty);
        if repeated || (dateless && self.vocabulary.is_footer(&text)) {
            let _noted = self.find(FindingKind::RowsPassedOver, row, None, None);
            return true;
        }
        false
    }
}
