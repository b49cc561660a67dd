//! Which column is what: the user's choices come first, then certain words, then possible words, then columns that speak for
//! themselves.

use super::header::Candidate;
use super::heading::Heading;
use super::vocabulary::Certainty;
use super::{Choice, KeptRow, Named, Role, Unit, Vocabulary, content, extra, plain};
use crate::calendar::Half;
use crate::order::Order as _;
use std::collections::BTreeMap;

/// A role, of which a table may have one for each half of the school year.
type Seat = (Role, Option<Half>);

/// Which column claims which role.
#[derive(Debug, Default)]
pub(super) struct Claims {
    roles: BTreeMap<usize, Seat>,
    /// Roles that several columns claim with equal right.
    pub(super) clashes: Vec<(Role, Vec<usize>)>,
    /// Headers of choices that no column has.
    pub(super) unknown_choices: Vec<String>,
    /// Columns whose amounts another column has in a better unit.
    doubled: Vec<usize>,
}

impl Claims {
    pub(super) fn role_of(&self, column: usize) -> Option<Role> {
        self.roles.get(&column).map(|(role, _)| *role)
    }

    /// Whether any column has the role, or several want it.
    pub(super) fn holds_any(&self, role: Role) -> bool {
        self.roles.values().any(|(held, _)| *held == role) || self.clashes.iter().any(|(clash, _)| *clash == role)
    }

    fn column_of(&self, role: Role) -> Option<usize> {
        self.roles.iter().find(|(_, (held, _))| *held == role).map(|(column, _)| *column)
    }

    fn is_free(&self, column: usize) -> bool {
        !self.roles.contains_key(&column) && !self.doubled.contains(&column)
    }

    /// Gives a column a role of which there may be several.
    fn share(&mut self, column: usize, role: Role) {
        let _before = self.roles.insert(column, (role, None));
    }

    /// Whether several columns want the role that this one wants.
    fn is_disputed(&self, column: usize) -> bool {
        self.clashes.iter().any(|(_, columns)| columns.contains(&column))
    }

    fn holds(&self, seat: Seat) -> bool {
        self.roles.values().any(|held| *held == seat) || self.clashes.iter().any(|(clash, _)| *clash == seat.0)
    }
}

/// Amounts of attendance and absence, which a table may have in several units side by side.
pub(super) const ATTENDANCE: [Role; 6] =
    [Role::Absent, Role::Authorised, Role::Unauthorised, Role::Attended, Role::Notified, Role::Unnotified];

/// Roles without which a file is read wrong or not at all.
const NEEDED: [Role; 11] = [
    Role::Date,
    Role::Start,
    Role::End,
    Role::Length,
    Role::Status,
    Role::Absent,
    Role::Authorised,
    Role::Unauthorised,
    Role::Notified,
    Role::Unnotified,
    Role::Gender,
];

struct Table<'a> {
    headings: Vec<Heading>,
    rows: &'a [KeptRow],
    /// By column, its place among those that the system lists for its role.
    places: Vec<Option<usize>>,
    /// The unit that amounts are read in where there are several.
    unit: Option<Unit>,
}

/// Settles which column has which role; `rows` are those below the header.
pub(super) fn claims(candidate: &Candidate, rows: &[KeptRow], choices: &[Choice], wanted: &[Named], vocabulary: &Vocabulary) -> Claims {
    let system = candidate.system.as_ref().map(|system| system.number);
    let headings: Vec<Heading> = candidate.headers.iter().map(|header| Heading::of(header)).collect();
    let unit = best_unit(&headings, |heading| heading.best_roles(vocabulary, system));
    let places = headings.iter().map(|heading| heading.place(vocabulary, system)).collect();
    let table = Table { places, headings, rows, unit };
    let mut claims = Claims::default();
    let mut settled: Vec<usize> = Vec::new();
    let mut chosen: BTreeMap<Seat, Vec<usize>> = BTreeMap::new();
    for choice in choices {
        let columns: Vec<usize> = named(candidate, &choice.header).filter(|column| !settled.contains(column)).collect();
        if columns.is_empty() && named(candidate, &choice.header).next().is_none() {
            claims.unknown_choices.push(choice.header.clone());
        }
        settled.extend(&columns);
        if let Some(role @ (Role::Flag | Role::Extra)) = choice.role {
            columns.iter().for_each(|column| claims.share(*column, role));
        } else if let Some(role) = choice.role {
            columns.into_iter().for_each(|column| chosen.entry((role, table.half(column))).or_default().push(column));
        }
    }
    table.settle(&mut claims, chosen);
    for certainty in Certainty::ALL {
        let mut wanted: BTreeMap<Seat, Vec<usize>> = BTreeMap::new();
        for (column, heading) in table.headings.iter().enumerate() {
            if settled.contains(&column) || !claims.is_free(column) {
                continue;
            }
            let roles = heading.roles(vocabulary, system, certainty);
            if let [role @ (Role::Flag | Role::Extra)] = roles {
                // What says yes or no of pupils can be asked for in definitions too.
                let marks = content::speaks_of_marks(rows, column);
                claims.share(column, if marks { Role::Flag } else { *role });
                continue;
            }
            // Where a word may mean several things, the first that the cells bear out.
            let fitting = roles
                .iter()
                .find(|&&role| !claims.holds((role, heading.half)) && content::fits(rows, column, role, heading.unit, vocabulary));
            if let Some(&role) = fitting {
                wanted.entry((role, heading.half)).or_default().push(column);
            }
        }
        table.settle(&mut claims, wanted);
    }
    let certain = |heading: &Heading| {
        let own = heading.roles(vocabulary, system, Certainty::System);
        if own.is_empty() { heading.roles(vocabulary, system, Certainty::Plain) } else { own }
    };
    table.claim_unread(&mut claims, &settled, |heading| certain(heading));
    for role in [Role::Date, Role::PupilId, Role::Status, Role::Gender] {
        // Totals have no day, and their words are no status.
        if claims.holds((role, None)) || (role == Role::PupilId && claims.holds((Role::PupilName, None))) {
            continue;
        }
        let moments = claims.column_of(Role::Start).is_some_and(|column| content::fits(rows, column, Role::Date, None, vocabulary));
        let dated = moments || [Role::From, Role::Week, Role::Term, Role::Period].into_iter().any(|role| claims.holds((role, None)));
        if role == Role::Date && dated {
            continue;
        }
        let speaking = (0..candidate.headers.len())
            .filter(|column| !settled.contains(column) && claims.is_free(*column) && content::speaks(rows, *column, role, vocabulary));
        let wanted = BTreeMap::from([((role, None), speaking.collect::<Vec<_>>())]);
        table.settle(&mut claims, wanted);
    }
    for (column, header) in candidate.headers.iter().enumerate() {
        let free = !header.is_empty() && claims.is_free(column) && !claims.is_disputed(column);
        let undecided = free && !settled.contains(&column);
        if undecided && content::speaks_of_marks(rows, column) {
            claims.share(column, Role::Flag);
        } else if undecided && extra::tells_of_results(header, system, vocabulary)
            || free && wanted.iter().any(|named| plain(&named.header) == plain(header))
        {
            claims.share(column, Role::Extra);
        }
    }
    table.drop_per_cents(&mut claims);
    claims
}

/// The unit in which the columns of attendance are told most exactly; none when none says its unit.
fn best_unit<'a>(headings: &[Heading], roles: impl Fn(&Heading) -> &'a [Role]) -> Option<Unit> {
    let told = headings.iter().filter(|heading| roles(heading).iter().any(|role| ATTENDANCE.contains(role)));
    told.filter_map(|heading| heading.unit).min()
}

impl Table<'_> {
    fn half(&self, column: usize) -> Option<Half> {
        self.headings.get(column).and_then(|heading| heading.half)
    }

    fn unit(&self, column: usize) -> Option<Unit> {
        self.headings.get(column).and_then(|heading| heading.unit)
    }

    /// Gives each role to the column that wants it; to the only one with cells when several do; to the one in the best unit when
    /// they count in different ones; to none when that leaves several.
    fn settle(&self, claims: &mut Claims, wanted: BTreeMap<Seat, Vec<usize>>) {
        for (seat, columns) in wanted {
            let filled: Vec<usize> = columns.iter().copied().filter(|&column| content::is_filled(self.rows, column)).collect();
            let chosen = match (columns.as_slice(), filled.as_slice()) {
                ([], _) => continue,
                ([column], _) | (_, [column]) => Some(*column),
                (_, []) => None,
                _ => self.in_best_unit(&filled).or_else(|| self.listed_first(&filled)),
            };
            match chosen {
                Some(chosen) => {
                    let _before = claims.roles.insert(chosen, seat);
                    claims.doubled.extend(filled.into_iter().filter(|column| *column != chosen));
                }
                None => claims.clashes.push((seat.0, columns)),
            }
        }
    }

    /// The column whose heading the system lists before the others'; none when it does not list them all.
    fn listed_first(&self, columns: &[usize]) -> Option<usize> {
        let place = |column: usize| self.places.get(column).copied().flatten();
        let mut places = columns.iter().map(|&column| place(column).map(|place| (place, column))).collect::<Option<Vec<_>>>()?;
        places.order();
        match places.as_slice() {
            [(first, column), (second, _), ..] if first < second => Some(*column),
            _ => None,
        }
    }

    /// The column in the unit that the table is read in, or in the most exact one; none when two count in the same.
    fn in_best_unit(&self, columns: &[usize]) -> Option<usize> {
        let mut units: Vec<Option<Unit>> = columns.iter().map(|&column| self.unit(column)).collect();
        units.order();
        units.dedup();
        if units.len() < columns.len() {
            return None;
        }
        let best = |column: &&usize| {
            let unit = self.unit(**column);
            (unit != self.unit || unit.is_none(), unit.is_some(), unit)
        };
        columns.iter().min_by_key(best).copied()
    }

    /// A column whose header can mean one needed role only has it, even if its cells cannot be read: then the user is told of
    /// the cells, and nothing is dropped in silence.
    fn claim_unread<'a>(&self, claims: &mut Claims, settled: &[usize], roles: impl Fn(&Heading) -> &'a [Role]) {
        let mut wanted: BTreeMap<Seat, Vec<usize>> = BTreeMap::new();
        for (column, heading) in self.headings.iter().enumerate() {
            if let [role] = roles(heading)
                && NEEDED.contains(role)
                && !settled.contains(&column)
                && claims.is_free(column)
                && !claims.holds((*role, heading.half))
            {
                wanted.entry((*role, heading.half)).or_default().push(column);
            }
        }
        self.settle(claims, wanted);
    }

    /// Per cent beside time says nothing new, and is rounded.
    fn drop_per_cents(&self, claims: &mut Claims) {
        if self.unit.is_none_or(|unit| unit == Unit::Percent) {
            return;
        }
        let doubled: Vec<usize> = claims
            .roles
            .iter()
            .filter(|(column, (role, _))| ATTENDANCE.contains(role) && self.unit(**column) == Some(Unit::Percent))
            .map(|(column, _)| *column)
            .collect();
        for column in doubled {
            let _role = claims.roles.remove(&column);
            claims.doubled.push(column);
        }
    }
}

fn named<'a>(candidate: &'a Candidate, header: &str) -> impl Iterator<Item = usize> + use<'a> {
    let wanted = plain(header);
    candidate.headers.iter().enumerate().filter(move |(_, header)| plain(header) == wanted).map(|(column, _)| column)
}
