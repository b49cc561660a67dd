//! How much of what was scheduled somebody registered: of everything, by school, and in each part of the analysis period.
//!
//! It tells of teachers more than of pupils, and is protected by the size of groups all the same: nothing is told of a small school, nor of
//! schools that are small together when only they are missing, nor of a school's parts of the period when it is small in one of them.

use super::policy::Policy;
use super::published::Figure;
use super::registration;
use crate::order::Order as _;
use crate::tally::Lessons;

/// What is scheduled and registered in a school, or in all, over the analysis period or a part of it.
#[derive(Clone, Debug)]
pub(crate) struct Registered {
    /// The school's name; none for all.
    pub(crate) school: Option<String>,
    /// The place of the part; none for the whole period.
    pub(crate) column: Option<usize>,
    /// Pupils whose lessons these are.
    pub(crate) pupils: u64,
    /// The lessons; none when the files cannot tell.
    pub(crate) lessons: Option<Lessons>,
}

/// The registration rate of a school, or of all, over the analysis period or a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// The school's name; none for all.
    pub school: Option<String>,
    /// The place of the part among the columns of time; none for the whole period.
    pub column: Option<usize>,
    /// The rate.
    pub rate: Figure,
}

/// The rates that can be told, in the order of what was registered.
pub(super) fn rates(all: &[Registered], policy: Policy) -> Vec<Rate> {
    let mut schools: Vec<(&str, u64)> =
        all.iter().filter(|one| one.column.is_none()).filter_map(|one| Some((one.school.as_deref()?, one.pupils))).collect();
    schools.order_by_key(|(_, pupils)| *pupils);
    // The small ones, and as many more as it takes that those missing are no small group together.
    let mut missing = 0;
    let mut withheld: Vec<&str> = Vec::new();
    for (school, pupils) in schools {
        if policy.is_small(pupils) || !withheld.is_empty() && policy.is_small(missing) {
            missing += pupils;
            withheld.push(school);
        }
    }
    let is_small = |one: &&Registered| one.column.is_some() && one.pupils > 0 && policy.is_small(one.pupils);
    let in_part: Vec<Option<&str>> = all.iter().filter(is_small).map(|one| one.school.as_deref()).collect();
    let rate = |one: &Registered| {
        let school = one.school.as_deref();
        let hidden = school.is_some_and(|school| withheld.contains(&school)) || one.column.is_some() && in_part.contains(&school);
        let rate = match (one.pupils, hidden) {
            (0, _) => Figure::NotMeasurable,
            (_, true) => Figure::Withheld,
            (pupils, false) => registration(one.lessons, pupils, policy),
        };
        Rate { school: one.school.clone(), column: one.column, rate }
    };
    all.iter().map(rate).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn registered(school: Option<&str>, column: Option<usize>, pupils: u64, registered: u64) -> Registered {
        let lessons = Some(Lessons { scheduled: 1000, registered });
        Registered { school: school.map(str::to_owned), column, pupils, lessons }
    }

    fn figures(all: &[Registered]) -> Vec<Figure> {
        rates(all, Policy::default()).into_iter().map(|rate| rate.rate).collect()
    }

    #[test]
    fn a_small_school_takes_the_next_with_it() {
        let all = [
            registered(None, None, 400, 950),
            registered(Some("Al"), None, 9, 500),
            registered(Some("Bok"), None, 30, 910),
            registered(Some("Ek"), None, 361, 960),
        ];
        assert_eq!(figures(&all), [Figure::Share(950), Figure::Withheld, Figure::Withheld, Figure::Share(960)]);
        let large = [registered(Some("Bok"), None, 30, 910), registered(Some("Ek"), None, 361, 960)];
        assert_eq!(figures(&large), [Figure::Share(910), Figure::Share(960)]);
        // Two that are small, and large enough together, hide each other.
        let two = [registered(Some("Al"), None, 6, 1), registered(Some("Bok"), None, 7, 1), registered(Some("Ek"), None, 361, 960)];
        assert_eq!(figures(&two), [Figure::Withheld, Figure::Withheld, Figure::Share(960)]);
    }

    #[test]
    fn a_school_that_is_small_in_one_part_has_no_parts() {
        let all = [
            registered(Some("Ek"), None, 40, 900),
            registered(Some("Ek"), Some(0), 9, 900),
            registered(Some("Ek"), Some(1), 40, 900),
            registered(Some("Bok"), None, 40, 900),
            registered(Some("Bok"), Some(0), 0, 0),
            registered(Some("Bok"), Some(1), 40, 900),
        ];
        let told = Figure::Share(900);
        assert_eq!(figures(&all), [told, Figure::Withheld, Figure::Withheld, told, Figure::NotMeasurable, told]);
    }
}
