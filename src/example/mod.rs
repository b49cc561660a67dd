//! Synthetic exports: a municipality that does not exist, whose pupils are absent as pupils are. What it says is decided by
//! its seed alone, so that a test, a bench and the page's example see the same rows. The page makes the plain lesson table only; the
//! command line makes every export of every system.
//!
//! ```
//! use franvarokalkyl::example::{Example, write_csv};
//!
//! let mut file = Vec::new();
//! write_csv(&Example { pupils: 30, weeks: 2, schools: 1, ..Example::built_in() }, &mut file)?;
//! assert!(file.starts_with("\u{FEFF}Skola;Klass;Årskurs;Elev-id;".as_bytes()));
//! # Ok::<(), std::io::Error>(())
//! ```

mod columns;
mod csv;
mod habits;
mod identity;
#[cfg(feature = "cli")]
mod layouts;
mod names;
#[cfg(feature = "cli")]
mod page;
mod random;
mod record;
#[cfg(feature = "cli")]
mod results;
mod rows;
#[cfg(feature = "cli")]
mod stay;
#[cfg(feature = "cli")]
mod sums;
mod system;
mod term;
mod timetable;
#[cfg(feature = "cli")]
mod truth;
mod world;
#[cfg(feature = "cli")]
mod xlsx;

pub use csv::{Chunks, write_csv};
#[cfg(feature = "cli")]
pub use layouts::write;
pub use record::{Gender, Kind, Record};
#[cfg(feature = "cli")]
pub use sums::Sums;
pub use system::{Ending, Grain, System};
#[cfg(feature = "cli")]
pub use truth::Truth;
#[cfg(feature = "cli")]
pub use xlsx::write_xlsx;

use world::World;

/// What to make up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// Whose layout.
    pub system: System,
    /// What a row is.
    pub grain: Grain,
    /// How the rows are sorted. Only the plain lesson table as csv or xlsx has a choice.
    pub order: Order,
    /// Whether pupils' results and support stand beside. Only the plain tables by day and by period have columns for them.
    pub results: bool,
    /// Pupils with lessons, spread over the schools; one in 250 more has none.
    pub pupils: u32,
    /// Schools, of all kinds in turn: F–9, F–6, 7–9, F–3, 4–9.
    pub schools: u16,
    /// Calendar weeks from 18 August 2025, holidays included: 18 are the autumn term, 43 the school year, and there are no more.
    pub weeks: u16,
    /// The same seed gives the same rows; another gives another municipality.
    pub seed: u64,
}

/// How rows are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// By school, class, pupil, date and clock, as most systems export.
    #[default]
    ByPupil,
    /// By date first, then as above: the rows of a pupil lie far apart.
    ByDate,
}

impl Example {
    /// What the page offers to try: six schools and an autumn term, some 50 MB of csv.
    #[must_use]
    pub const fn built_in() -> Self {
        Self {
            system: System::Plain,
            grain: Grain::Lesson,
            order: Order::ByPupil,
            results: false,
            pupils: 1_200,
            schools: 6,
            weeks: 18,
            seed: 2025,
        }
    }

    /// An autumn term of about `rows` rows (within one in a hundred, from some tens of thousands), in schools of some 300 pupils.
    #[must_use]
    pub fn for_rows(rows: u64) -> Self {
        const GUESS: u64 = 400;
        let sized = |pupils: u64| {
            let pupils = u32::try_from(pupils).unwrap_or(u32::MAX).max(1);
            Self { pupils, schools: u16::try_from(pupils / 300).unwrap_or(u16::MAX).max(1), ..Self::built_in() }
        };
        let guess = sized(rows / GUESS);
        sized(rows * u64::from(guess.pupils) / guess.rows().max(1))
    }

    /// How many rows there are, the header not counted.
    #[must_use]
    pub fn rows(&self) -> u64 {
        World::new(self).rows()
    }

    /// Hands over every row in turn, and stops at the first error.
    ///
    /// # Errors
    /// That of `each`.
    pub fn for_each<E>(&self, mut each: impl FnMut(&Record<'_>) -> Result<(), E>) -> Result<(), E> {
        let mut rows = rows::Rows::new(World::new(self), self.order);
        while rows.next(&mut each)? {}
        Ok(())
    }
}

/// The grade as a file spells it; F is 0.
fn grade_name(grade: u8) -> &'static str {
    ["F", "1", "2", "3", "4", "5", "6", "7", "8", "9"].get(usize::from(grade)).copied().unwrap_or_default()
}
