//! Small schools, of which a table can make one group so that it tells more.

use super::Register;

/// A school with fewer pupils than this is small. Where a tenth of the pupils are above a limit, as is common, fewer than ten are in such
/// a school, and too few in any part of it to be shown.
pub const SMALL_SCHOOL: u64 = 100;

/// Of each school, by place, whether it stands with the other small ones. A single small school keeps its name: there is nothing to join
/// it with.
///
/// It is decided by all days that the files cover, so that it holds in every table, and by numbers of pupils alone, which are always
/// printed. As in every table with a breakdown, pupils whose identity is protected are not among them.
pub(super) fn small(register: &Register) -> Vec<bool> {
    let mut pupils = vec![0_u64; register.schools.len()];
    for pupil in register.pupils.iter().filter(|pupil| !pupil.is_protected() && register.counts(pupil, register.span)) {
        let school = register.last_placement(pupil, register.span).and_then(|placement| placement.school);
        let count = school.and_then(|school| usize::try_from(school).ok()).and_then(|school| pupils.get_mut(school));
        count.into_iter().for_each(|count| *count += 1);
    }
    // A school that all have left by the end is no company.
    let several = pupils.iter().filter(|count| (1..SMALL_SCHOOL).contains(*count)).count() > 1;
    pupils.into_iter().map(|count| several && count < SMALL_SCHOOL).collect()
}
