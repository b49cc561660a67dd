//! What the user says the columns mean. Changes are gathered and take effect together when the file is read again: two
//! columns that are to change places would otherwise clash on the way.

use franvarokalkyl::wire::{ColumnChoice, ColumnOverview, FileOverview};

/// Choices by header, those that the file was read with and those that wait.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Columns {
    settled: Vec<ColumnChoice>,
    waiting: Vec<ColumnChoice>,
}

impl Columns {
    /// The column of this header means `role`; taken back when that is what the file is read as anyway.
    pub(crate) fn mean(&mut self, header: String, role: Option<String>, read_as: Option<&str>) {
        self.waiting.retain(|choice| choice.header != header);
        if role.as_deref() != read_as {
            self.waiting.push(ColumnChoice { header, role });
        }
    }

    /// What waits takes effect.
    pub(crate) fn settle(&mut self) {
        for choice in self.waiting.drain(..) {
            self.settled.retain(|settled| settled.header != choice.header);
            self.settled.push(choice);
        }
    }

    /// What the file is to be read with.
    pub(crate) fn choices(&self) -> &[ColumnChoice] {
        &self.settled
    }

    /// How many columns are changed and wait to be read again.
    pub(crate) fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// What a column means if the file is read again now.
    pub(crate) fn role<'a>(&'a self, column: &'a ColumnOverview) -> Option<&'a str> {
        match self.waiting.iter().find(|choice| choice.header == column.header) {
            Some(choice) => choice.role.as_deref(),
            None => column.role.as_deref(),
        }
    }

    /// The letters of another column in the same file that means the same.
    pub(crate) fn same_as<'a>(&self, file: &'a FileOverview, column: &ColumnOverview) -> Option<&'a str> {
        let role = self.role(column)?;
        file.columns
            .iter()
            .find(|other| other.letters != column.letters && self.role(other) == Some(role))
            .map(|other| other.letters.as_str())
    }
}
