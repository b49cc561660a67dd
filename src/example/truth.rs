//! What a reader should find in an example, whatever its layout: the same lessons, added up per pupil.
//!
//! A layout may carry less than this: each says so where it is written (`src/example/layouts`).

use super::Example;
use super::record::{Gender, Kind};
use super::stay::Shape;
use super::sums::Sums;
use super::world::World;
use crate::calendar::Day;
use std::collections::BTreeMap;

/// A pupil of an example, over all classes and schools that the pupil has been in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Truth {
    /// Twelve characters: those of a personnummer, or of a TF number (`20120304TF31`). The layout `plain` has `id` instead.
    pub number: String,
    /// The id of the layout `plain`: twelve digits, also for those with a TF number.
    pub id: String,
    /// `Andersson, Anna`
    pub name: String,
    /// Girl or boy.
    pub gender: Gender,
    /// Whose person data are protected.
    pub protected: bool,
    /// School, class and grade, in the order of the export.
    pub classes: Vec<(String, String, &'static str)>,
    /// The sums of each day that has lessons.
    pub days: BTreeMap<Day, Sums>,
    /// The sums of all days.
    pub total: Sums,
}

impl Truth {
    /// Minutes of absence that nobody told the school of.
    #[must_use]
    pub fn unreported(&self) -> u32 {
        self.total.absent(&[Kind::Unreported])
    }
}

impl Example {
    /// What there is to find, by pupil; pupils without lessons are among them, with empty sums.
    #[must_use]
    pub fn truth(&self) -> BTreeMap<String, Truth> {
        let world = World::new(self);
        let mut pupils: BTreeMap<String, Truth> = BTreeMap::new();
        for stay in world.all_stays() {
            let truth = pupils.entry(stay.pupil.id.clone()).or_insert_with(|| Truth {
                number: stay.number(Shape::Twelve),
                id: stay.pupil.id.clone(),
                name: stay.pupil.by_surname(),
                gender: stay.pupil.gender,
                protected: stay.is_protected(),
                classes: Vec::new(),
                days: BTreeMap::new(),
                total: Sums::default(),
            });
            truth.classes.push((stay.school.name.clone(), stay.class.name.clone(), super::grade_name(stay.class.grade)));
            for lesson in &stay.lessons {
                truth.days.entry(lesson.day).or_default().add(lesson);
                truth.total.add(lesson);
            }
        }
        pupils
    }
}
