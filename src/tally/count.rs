//! Counts pupils in every inner cell.

use super::{CellTimes, Counts, InnerCell, State};
use crate::calendar::Span;
use crate::definition::{Timed, Times, Verdicts};
use crate::layout::value::{Grade, Organiser};
use crate::register::{Breakdown, Label, Pupil, Register};
use std::collections::BTreeMap;

/// Something that is true of a pupil or not. Its place in the list of them is its bit in a [`State`].
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Basic {
    /// Above the limit, by the definition at this place.
    Hit(usize),
    /// Meets a clause: the definition's place, the clause's.
    Clause(usize, usize),
}

/// A part of the analysis period, or all of it: its days, and every definition's verdicts on them.
pub(crate) struct Part<'a> {
    /// The days.
    pub(crate) span: Span,
    /// The verdicts, by the definition's place; none of a definition that nobody asks about here. A pupil is counted who is of the
    /// population of any.
    pub(crate) verdicts: Vec<Option<&'a Verdicts>>,
    /// The time of all pupils, where it is asked for.
    pub(crate) times: Option<&'a Times>,
}

/// A cell under way.
#[derive(Default)]
struct Cell {
    pupils: u64,
    states: BTreeMap<State, u64>,
    time: Timed,
}

/// Counts the population of each part, by label and state. A pupil stands where the pupil's last row in the part does.
///
/// One whose identity is protected counts where nothing is broken down only. With a breakdown such a pupil is in no number at all:
/// a row of their own would tell how many they are, since numbers of pupils are always printed; so would a total that holds
/// more than its rows; and a pupil of the row where they go to school would tell it to one who holds the class list, which
/// leaves them out. Without them the tables are those of a file that never had them.
pub(crate) fn tally(register: &Register, parts: &[Part<'_>], basics: &[Basic], by: &[Breakdown]) -> Counts {
    let labels = Labels::of(register, by);
    let mut cells: BTreeMap<(Vec<Label>, usize), Cell> = BTreeMap::new();
    for (column, part) in parts.iter().enumerate() {
        for (place, pupil) in register.pupils().iter().enumerate() {
            let verdicts = || part.verdicts.iter().map(|verdicts| (*verdicts)?.pupils.get(place).copied().flatten());
            if !verdicts().any(|verdict| verdict.is_some()) || pupil.is_protected() && !by.is_empty() {
                continue;
            }
            let verdicts: Vec<_> = verdicts().collect();
            let is = |basic: &Basic| match *basic {
                Basic::Hit(definition) => verdicts.get(definition).copied().flatten().is_some_and(|verdict| verdict.above()),
                Basic::Clause(definition, clause) => {
                    verdicts.get(definition).copied().flatten().is_some_and(|verdict| verdict.meets(clause))
                }
            };
            let state: State = basics.iter().enumerate().map(|(bit, basic)| State::from(is(basic)) << bit).sum();
            let cell = cells.entry((labels.key(register, pupil, part.span), column)).or_default();
            cell.pupils += 1;
            cell.time = cell.time.plus(part.times.and_then(|times| times.pupils.get(place)).copied().unwrap_or_default());
            if state != 0 {
                *cell.states.entry(state).or_default() += 1;
            }
        }
    }
    Counts {
        by: by.to_vec(),
        measured: parts.iter().map(|part| measured(part, basics)).collect(),
        times: CellTimes {
            told: parts.iter().map(|part| part.times.map_or([false; 3], |times| times.told)).collect(),
            cells: cells.values().map(|cell| cell.time).collect(),
        },
        cells: cells
            .into_iter()
            .map(|((key, column), cell)| InnerCell { key, column, pupils: cell.pupils, states: cell.states.into_iter().collect() })
            .collect(),
    }
}

/// What of the basics the files can answer in a part: a definition some of whose clauses were evaluated, and these clauses.
fn measured(part: &Part<'_>, basics: &[Basic]) -> State {
    let is = |basic: &Basic| match *basic {
        Basic::Hit(definition) => part.verdicts.get(definition).copied().flatten().is_some_and(|verdicts| verdicts.measurable),
        Basic::Clause(definition, clause) => part
            .verdicts
            .get(definition)
            .copied()
            .flatten()
            .and_then(|verdicts| verdicts.summary.clauses.get(clause))
            .is_some_and(|clause| clause.reason.is_none() && !clause.judgement),
    };
    basics.iter().enumerate().map(|(bit, basic)| State::from(is(basic)) << bit).sum()
}

struct Labels<'a> {
    municipalities: Vec<Label>,
    school_groups: Vec<Label>,
    schools: Vec<Label>,
    classes: Vec<Label>,
    by: &'a [Breakdown],
}

impl<'a> Labels<'a> {
    fn of(register: &Register, by: &'a [Breakdown]) -> Self {
        Self {
            municipalities: register.municipality_labels(),
            // Who is small is counted over all pupils, which other tables need not wait for.
            school_groups: if by.contains(&Breakdown::SchoolGroup) { register.school_group_labels() } else { Vec::new() },
            schools: register.school_labels(),
            classes: register.class_labels(),
            by,
        }
    }

    fn key(&self, register: &Register, pupil: &Pupil, span: Span) -> Vec<Label> {
        let placement = register.last_placement(pupil, span);
        let named = |labels: &[Label], place: Option<u32>| {
            place.and_then(|place| usize::try_from(place).ok()).and_then(|place| labels.get(place)).cloned().unwrap_or_else(Label::unknown)
        };
        let school = || named(&self.schools, placement.and_then(|placement| placement.school));
        let class = || named(&self.classes, placement.and_then(|placement| placement.class));
        let grade = placement.map_or(Grade::Unknown, |placement| placement.grade);
        let label = |breakdown: &Breakdown| match breakdown {
            Breakdown::Municipality => named(&self.municipalities, placement.and_then(|placement| placement.municipality)),
            Breakdown::Organiser => Label::of_organiser(placement.map_or(Organiser::Unknown, |placement| placement.organiser)),
            Breakdown::SchoolGroup => named(&self.school_groups, placement.and_then(|placement| placement.school)),
            Breakdown::School => school(),
            Breakdown::Stage => Label::of_stage(grade),
            Breakdown::Grade => Label::of_grade(grade),
            Breakdown::Class => class(),
            Breakdown::ClassOfSchool => {
                let (school, class) = (school(), class());
                Label { rank: school.rank, text: format!("{} {}", school.text, class.text) }
            }
            Breakdown::Gender => Label::of_gender(pupil.gender()),
            Breakdown::Extra(extra) => register.extra_label(extra, placement),
        };
        self.by.iter().map(label).collect()
    }
}
