//! Several questions to the same register in one set of counts: every breakdown, every indicator and every column of time of any of them,
//! each once. So what one of them tells can be held against what another does.

use super::asked::{Asked, Judged};
use crate::calendar::Span;
use crate::definition::{Definition, Times, Verdicts};
use crate::disclosure::Numbering;
use crate::order::Order as _;
use crate::register::{Breakdown, Register};
use crate::tally::{self, Basic, Counts, Part};

/// Indicators that counts can have.
pub(super) const INDICATORS: usize = 128;

/// A column of time: the analysis period and the part of it. Verdicts rest on both, since windows may begin before the part.
pub(super) type Time = (Span, Span);

/// The questions in one numbering.
pub(super) struct Joint<'a> {
    members: Vec<(&'a Asked, &'a Judged)>,
    definitions: Vec<&'a Definition>,
    basics: Vec<Basic>,
    by: Vec<Breakdown>,
    columns: Vec<Time>,
    /// Where the numbers of each question went.
    numberings: Vec<Numbering>,
}

/// The columns of time of a question.
pub(super) fn times(asked: &Asked) -> impl Iterator<Item = Time> {
    asked.columns.iter().map(|column| (asked.span, column.span))
}

/// Whether two definitions judge alike, whatever they are called.
fn is_same(one: &Definition, other: &Definition) -> bool {
    one.clauses() == other.clauses() && one.settings() == other.settings()
}

/// The place of something in a list; it is added if it is not there.
fn place<T: PartialEq>(all: &mut Vec<T>, wanted: T) -> usize {
    all.iter().position(|known| *known == wanted).unwrap_or_else(|| {
        all.push(wanted);
        all.len() - 1
    })
}

impl<'a> Joint<'a> {
    /// None when there is more to count than counts can hold.
    pub(super) fn of(members: Vec<(&'a Asked, &'a Judged)>) -> Option<Self> {
        let mut joint =
            Self { members, definitions: Vec::new(), basics: Vec::new(), by: Vec::new(), columns: Vec::new(), numberings: Vec::new() };
        joint.columns = joint.members.iter().flat_map(|(asked, _)| times(asked)).collect();
        // In the order of time, so that the rows of every table keep theirs.
        joint.columns.order_by_key(|(analysis, part)| (*part, *analysis));
        joint.columns.dedup();
        for (asked, _) in &joint.members {
            let mut definitions = Vec::new();
            for definition in &asked.definitions {
                let known = joint.definitions.iter().position(|known| is_same(known, definition));
                definitions.push(known.unwrap_or(joint.definitions.len()));
                if known.is_none() {
                    joint.definitions.push(definition);
                }
            }
            let of = |place: usize| definitions.get(place).copied();
            let basics = asked.basics.iter().filter_map(|basic| match *basic {
                Basic::Hit(definition) => of(definition).map(Basic::Hit),
                Basic::Clause(definition, clause) => of(definition).map(|definition| Basic::Clause(definition, clause)),
            });
            let bits = basics.map(|basic| place(&mut joint.basics, basic)).collect();
            asked.by.iter().for_each(|breakdown| {
                let _ = place(&mut joint.by, breakdown.clone());
            });
            let columns = times(asked).filter_map(|time| joint.columns.iter().position(|known| *known == time)).collect();
            joint.numberings.push(Numbering { bits, columns });
        }
        (joint.basics.len() <= INDICATORS).then_some(joint)
    }

    /// Where the numbers of a question went.
    pub(super) fn numbering(&self, member: usize) -> Option<&Numbering> {
        self.numberings.get(member)
    }

    /// How many columns of time there are.
    pub(super) const fn columns(&self) -> usize {
        self.columns.len()
    }

    /// The verdicts on a column, by definition.
    fn verdicts(&self, column: usize) -> Vec<Option<&'a Verdicts>> {
        let mut verdicts: Vec<Option<&Verdicts>> = vec![None; self.definitions.len()];
        for ((asked, judged), numbering) in self.members.iter().zip(&self.numberings) {
            let Some(own) = numbering.columns.iter().position(|known| *known == column) else { continue };
            for (definition, columns) in asked.definitions.iter().zip(&judged.verdicts) {
                let place = self.definitions.iter().position(|known| is_same(known, definition));
                if let Some(place) = place.and_then(|place| verdicts.get_mut(place)) {
                    *place = columns.get(own);
                }
            }
        }
        verdicts
    }

    /// Whether some question alone has other pupils in some column of time than all together have.
    pub(super) fn adds_pupils(&self, member: usize) -> bool {
        let (Some((_, judged)), Some(numbering)) = (self.members.get(member), self.numberings.get(member)) else { return false };
        numbering.columns.iter().enumerate().any(|(own, column)| {
            let mut all = judged.population(own);
            let alone = all.clone();
            for ((_, judged), numbering) in self.members.iter().zip(&self.numberings) {
                if let Some(place) = numbering.columns.iter().position(|known| known == column) {
                    all.iter_mut().zip(judged.population(place)).for_each(|(all, own)| *all |= own);
                }
            }
            all != alone
        })
    }

    /// Whether a table of the whole by one of the questions counts pupils whose identity is protected, of whom the others tell nothing.
    pub(super) fn leaves_protected_out(&self, member: usize, register: &Register) -> bool {
        let whole = |asked: &Asked| asked.by.is_empty();
        let Some((asked, judged)) = self.members.get(member) else { return false };
        let counts = |column: usize| {
            let population = judged.population(column);
            register.pupils().iter().zip(population).any(|(pupil, counts)| counts && pupil.is_protected())
        };
        whole(asked) && !self.by.is_empty() && (0..asked.columns.len()).any(counts)
    }

    /// The time in a column, as the last question counts it. What the others have told of it stands.
    fn times_of_last(&self, column: usize) -> Option<&'a Times> {
        let ((_, judged), numbering) = self.members.last().zip(self.numberings.last())?;
        judged.times.get(numbering.columns.iter().position(|known| *known == column)?)
    }

    /// The counts.
    pub(super) fn counts(&self, register: &Register) -> Counts {
        let part =
            |(column, (_, span)): (usize, &Time)| Part { span: *span, verdicts: self.verdicts(column), times: self.times_of_last(column) };
        let parts: Vec<Part<'_>> = self.columns.iter().enumerate().map(part).collect();
        tally::tally(register, &parts, &self.basics, &self.by)
    }
}
