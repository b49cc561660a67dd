//! Where the columns are that rows are folded by.

use crate::calendar::Half;
use crate::layout::value::{NumberStyle, PercentScale};
use crate::layout::{Layout, Role, Unit};

/// A column of amounts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Amounted {
    pub(super) index: usize,
    pub(super) unit: Option<Unit>,
    pub(super) style: NumberStyle,
    pub(super) scale: PercentScale,
}

/// The columns of the table at hand, by role.
#[derive(Clone, Copy, Default)]
pub(super) struct Columns {
    pub(super) school: Option<usize>,
    pub(super) organiser: Option<usize>,
    pub(super) municipality: Option<usize>,
    pub(super) class: Option<usize>,
    pub(super) grade: Option<usize>,
    pub(super) gender: Option<usize>,
    pub(super) id: Option<usize>,
    pub(super) names: [Option<usize>; 3],
    pub(super) protected: Option<usize>,
    pub(super) school_form: Option<usize>,
    pub(super) date: Option<usize>,
    pub(super) from: Option<usize>,
    pub(super) to: Option<usize>,
    pub(super) week: Option<usize>,
    pub(super) weekday: Option<usize>,
    pub(super) period: Option<usize>,
    pub(super) term: Option<usize>,
    pub(super) school_year: Option<usize>,
    pub(super) start: Option<usize>,
    pub(super) end: Option<usize>,
    pub(super) lesson: Option<usize>,
    pub(super) subject: Option<usize>,
    pub(super) length: Option<Amounted>,
    pub(super) lessons: Option<Amounted>,
    pub(super) status: Option<usize>,
    pub(super) reason: Option<usize>,
    pub(super) absent: Option<Amounted>,
    pub(super) authorised: Option<Amounted>,
    pub(super) unauthorised: Option<Amounted>,
    pub(super) notified: Option<Amounted>,
    pub(super) unnotified: Option<Amounted>,
    pub(super) attended: Option<Amounted>,
    pub(super) late: Option<Amounted>,
    pub(super) reported: Option<usize>,
    pub(super) not_registered: Option<usize>,
    pub(super) cancelled: Option<usize>,
}

/// The columns of a role, of one half of the school year or of none.
pub(super) fn amounts(layout: &Layout, role: Role, half: Option<Half>) -> impl Iterator<Item = Amounted> {
    layout.columns.iter().filter(move |column| column.role == Some(role) && column.half == half).map(|column| Amounted {
        index: column.index,
        unit: column.unit,
        style: column.style,
        scale: column.scale,
    })
}

impl Columns {
    pub(super) fn of(layout: &Layout) -> Self {
        let at = |role: Role| layout.column(role).map(|column| column.index);
        // Of several columns the one that counts in the most exact unit.
        let amount = |role: Role| amounts(layout, role, None).min_by_key(|column| column.unit);
        Self {
            school: at(Role::School).or_else(|| at(Role::SchoolCode)),
            organiser: at(Role::Organiser),
            municipality: at(Role::Municipality),
            class: at(Role::Class),
            grade: at(Role::Grade),
            gender: at(Role::Gender),
            id: at(Role::PupilId),
            names: [at(Role::PupilName), at(Role::LastName), at(Role::FirstName)],
            protected: at(Role::Protected),
            school_form: at(Role::SchoolForm),
            date: at(Role::Date),
            from: at(Role::From),
            to: at(Role::To),
            week: at(Role::Week),
            weekday: at(Role::Weekday),
            period: at(Role::Period),
            term: at(Role::Term),
            school_year: at(Role::SchoolYear),
            start: at(Role::Start),
            end: at(Role::End),
            lesson: at(Role::Lesson),
            subject: at(Role::Subject),
            length: amount(Role::Length),
            lessons: amount(Role::Lessons),
            status: at(Role::Status),
            reason: at(Role::Reason),
            absent: amount(Role::Absent),
            authorised: amount(Role::Authorised),
            unauthorised: amount(Role::Unauthorised),
            notified: amount(Role::Notified),
            unnotified: amount(Role::Unnotified),
            attended: amount(Role::Attended),
            late: amount(Role::Late),
            reported: at(Role::Reported),
            not_registered: at(Role::NotRegistered),
            cancelled: at(Role::Cancelled),
        }
    }

    fn whom(&self) -> impl Iterator<Item = usize> {
        let [name, last, first] = self.names;
        let places = [self.school, self.organiser, self.municipality, self.class, self.grade];
        places.into_iter().chain([self.gender, self.id, name, last, first, self.protected]).flatten()
    }

    /// Columns that change from row to row of one pupil.
    fn changing(&self) -> impl Iterator<Item = usize> {
        let columns =
            [self.date, self.from, self.to, self.week, self.weekday, self.start, self.end, self.lesson, self.subject, self.status];
        let length = self.length.map(|column| column.index);
        columns.into_iter().chain([length]).flatten().chain(self.attendance())
    }

    /// The columns that say who a row is about, those of marks and others of the file's own among them, as one stretch; none when a column that changes from lesson to lesson stands
    /// among them.
    pub(super) fn who(&self, marks: impl Iterator<Item = usize>) -> Option<(usize, usize)> {
        let whom: Vec<usize> = self.whom().chain(marks).collect();
        let (first, last) = (*whom.iter().min()?, *whom.iter().max()?);
        let torn = self.changing().any(|column| (first..=last).contains(&column));
        (!torn).then_some((first, last))
    }

    /// The columns that say what a lesson was, but not when, as one stretch; none when others stand among them that say when
    /// or who, or anything else that differs from row to row.
    pub(super) fn what(&self, layout: &Layout) -> Option<(usize, usize)> {
        let truths = [self.reason, self.reported, self.not_registered, self.cancelled];
        // Where a lesson's length is said, its clocks do not say it.
        let [start, end, lesson] = [self.start, self.end, self.lesson].map(|clock| clock.filter(|_| self.length.is_some()));
        let others = [self.date, self.from, self.to, self.week, self.weekday, self.subject, start, end, lesson];
        let own: Vec<usize> =
            self.changing().chain(truths.into_iter().flatten()).filter(|column| !others.contains(&Some(*column))).collect();
        let (first, last) = (*own.iter().min()?, *own.iter().max()?);
        let role = |place: usize| layout.columns.iter().find(|column| column.index == place).and_then(|column| column.role);
        let alike = (first..=last).all(|place| {
            own.contains(&place)
                || matches!(role(place), Some(Role::Start | Role::End | Role::Lesson | Role::Subject | Role::Lessons | Role::Teacher))
        });
        (self.date.is_some() && alike).then_some((first, last))
    }

    /// Every column that a row of data fills.
    pub(super) fn all(&self) -> impl Iterator<Item = usize> {
        let [name, last, first] = self.names;
        [self.id, name, last, first].into_iter().flatten().chain(self.changing().filter(|column| Some(*column) != self.subject))
    }

    pub(super) const fn has_lengths(&self) -> bool {
        self.length.is_some() || (self.start.is_some() && self.end.is_some()) || self.lesson.is_some()
    }

    /// The columns of amounts of presence and absence.
    pub(super) fn attendance(&self) -> impl Iterator<Item = usize> {
        let amounts = [self.absent, self.authorised, self.unauthorised, self.notified, self.unnotified, self.attended, self.late];
        amounts.into_iter().flatten().map(|column| column.index)
    }

    /// Whether a row is one lesson of a day, not the day.
    pub(super) const fn is_of_lessons(&self) -> bool {
        self.start.is_some() || self.lesson.is_some() || self.subject.is_some()
    }
}
