//! Where the columns are that rows are folded by.

use crate::layout::{Layout, Role};

/// The columns of the table at hand, by role.
#[derive(Clone, Copy, Default)]
pub(super) struct Columns {
    pub(super) school: Option<usize>,
    pub(super) class: Option<usize>,
    pub(super) grade: Option<usize>,
    pub(super) gender: Option<usize>,
    pub(super) id: Option<usize>,
    pub(super) names: [Option<usize>; 3],
    pub(super) date: usize,
    pub(super) start: Option<usize>,
    pub(super) end: Option<usize>,
    pub(super) length: Option<usize>,
    pub(super) status: Option<usize>,
    pub(super) absent: Option<usize>,
    pub(super) authorised: Option<usize>,
    pub(super) unauthorised: Option<usize>,
    pub(super) late: Option<usize>,
    pub(super) reported: Option<usize>,
    pub(super) cancelled: Option<usize>,
}

impl Columns {
    pub(super) fn of(layout: &Layout) -> Self {
        let at = |role: Role| layout.column(role).map(|column| column.index);
        Self {
            school: at(Role::School).or_else(|| at(Role::SchoolCode)),
            class: at(Role::Class),
            grade: at(Role::Grade),
            gender: at(Role::Gender),
            id: at(Role::PupilId),
            names: [at(Role::PupilName), at(Role::LastName), at(Role::FirstName)],
            // A layout without a date does not come this far; every cell of a column that no row has is empty.
            date: at(Role::Date).unwrap_or(usize::MAX),
            start: at(Role::Start),
            end: at(Role::End),
            length: at(Role::Length),
            status: at(Role::Status),
            absent: at(Role::Absent),
            authorised: at(Role::Authorised),
            unauthorised: at(Role::Unauthorised),
            late: at(Role::Late),
            reported: at(Role::Reported),
            cancelled: at(Role::Cancelled),
        }
    }

    /// The columns that say who a row is about, as one stretch; none when a column that changes from lesson to lesson stands
    /// among them.
    pub(super) fn who(&self) -> Option<(usize, usize)> {
        let [name, last, first] = self.names;
        let who = || [self.school, self.class, self.grade, self.gender, self.id, name, last, first].into_iter().flatten();
        let changing = [Some(self.date), self.start, self.end, self.length, self.status, self.absent, self.authorised, self.unauthorised];
        let (first, last) = (who().min()?, who().max()?);
        let torn = changing.into_iter().flatten().any(|column| (first..=last).contains(&column));
        (!torn).then_some((first, last))
    }

    /// Every column that a row of data fills.
    pub(super) fn all(&self) -> impl Iterator<Item = usize> {
        let [name, last, first] = self.names;
        let optional = [self.id, name, last, first, self.start, self.length, self.status, self.absent, self.authorised, self.unauthorised];
        std::iter::once(self.date).chain(optional.into_iter().flatten())
    }

    pub(super) const fn has_lengths(&self) -> bool {
        self.length.is_some() || (self.start.is_some() && self.end.is_some())
    }

    pub(super) const fn has_minutes(&self) -> bool {
        self.absent.is_some() || self.authorised.is_some() || self.unauthorised.is_some()
    }
}
