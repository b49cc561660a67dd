//! What a school may put beside attendance: merit values of those who have grades, and who has special support. Both go with absence, as
//! they do in schools.

use super::page::Cell;
use super::random::Random;
use super::stay::Stay;
use super::world::World;

/// The headings of the columns.
pub(super) const HEADERS: [&str; 2] = ["Meritvärde", "Särskilt stöd"];

/// The first grade that has grades.
const GRADED: u8 = 6;

/// What the stream of random numbers is for.
const RESULTS: u64 = 11;

/// The cells of a pupil.
pub(super) fn results<'a>(world: &World, stay: &Stay<'_>) -> [Cell<'a>; 2] {
    let mut random = Random::of(world.seed, &[RESULTS, u64::try_from(stay.place()).unwrap_or(u64::MAX)]);
    let sums = stay.sums();
    let absent = (sums.authorised() + sums.unauthorised()).saturating_mul(100).checked_div(sums.offered()).unwrap_or(0);
    // In steps of 2.5, of which 340 has 136; one in thirty has no grades yet.
    let steps = random.between(52, 136).saturating_sub(absent);
    let is_graded = stay.class.grade >= GRADED && !random.chance(3_300);
    let merit = if is_graded { Cell::Fixed(steps * 25, 1) } else { Cell::Empty };
    let support = random.chance(6_000 + absent * 1_500);
    [merit, Cell::from(if support { "ja" } else { "nej" })]
}
