//! By what a sitting knows the same data again: a hash of everything that verdicts and labels rest on. It says nothing of what it is of, and is
//! never shown.

use super::{Breakdown, Placement, Pupil, Register, Slot};
use crate::order::Order as _;
use siphasher::sip128::{Hasher128, SipHasher13};
use std::hash::Hash;

impl Register {
    /// The same for the same content, in whatever order files and rows came. Extra columns do not count: they have fingerprints of their
    /// own.
    pub(crate) fn fingerprint(&self) -> u128 {
        let mut pupils = self.pupil_fingerprints();
        pupils.order();
        let breakdowns: Vec<&Breakdown> = self.breakdowns.iter().filter(|known| !matches!(known, Breakdown::Extra(_))).collect();
        hash(|hasher| {
            (self.span, self.grain, self.told, breakdowns, &self.flags).hash(hasher);
            // Names rank labels, also those of schools that nobody is in.
            for names in [&self.schools, &self.classes, &self.municipalities, &self.subjects] {
                let mut names: Vec<&String> = names.iter().collect();
                names.order();
                names.hash(hasher);
            }
            pupils.hash(hasher);
        })
    }

    /// What the extra column of a place says of whom, and by which labels.
    pub(super) fn content(&self, column: usize) -> u128 {
        let labels = self.extras.get(column).map_or(&[][..], |column| &column.labels);
        let label = |placement: Option<Placement>| labels.get(usize::from(placement?.extras.get(column)));
        let own = |(pupil, print): (&Pupil, u128)| {
            let days = pupil.days.iter().map(|day| self.placement(day));
            let placements = days.chain(pupil.totals.iter().map(|total| self.placement_of(total.placement)));
            hash(|hasher| {
                print.hash(hasher);
                placements.for_each(|placement| label(placement).hash(hasher));
            })
        };
        let mut pupils: Vec<u128> = self.pupils.iter().zip(self.pupil_fingerprints()).map(own).collect();
        pupils.order();
        // A label that nobody has any more ranks the others.
        hash(|hasher| (labels, pupils).hash(hasher))
    }

    fn pupil_fingerprints(&self) -> Vec<u128> {
        let placements: Vec<u128> =
            self.placements.iter().map(|placement| hash(|hasher| self.write_placement(hasher, *placement))).collect();
        // Subjects are numbered in the order of their names, which are hashed beside.
        let timetables: Vec<u128> = self.timetables.iter().map(|timetable| hash(|hasher| Slot::hash_slice(timetable, hasher))).collect();
        let of = |all: &[u128], place: u32| usize::try_from(place).ok().and_then(|place| all.get(place)).copied();
        let arranged = self.arrangements.iter().map(|own| (of(&placements, own.placement), of(&timetables, own.timetable)));
        let places = Places { arrangements: arranged.collect(), placements };
        self.pupils.iter().map(|pupil| hash(|hasher| write_pupil(hasher, pupil, &places))).collect()
    }

    fn write_placement(&self, hasher: &mut SipHasher13, placement: Placement) {
        let Placement { flags, extras: _, school, organiser, municipality, class, grade } = placement;
        let name = |names: &[String], place: Option<u32>| place.and_then(|place| names.get(usize::try_from(place).ok()?)).cloned();
        (name(&self.schools, school), name(&self.municipalities, municipality), name(&self.classes, class)).hash(hasher);
        (flags, organiser, grade).hash(hasher);
    }
}

/// Hashes by place.
struct Places {
    /// Of placement and timetable.
    arrangements: Vec<(Option<u128>, Option<u128>)>,
    placements: Vec<u128>,
}

fn write_pupil(hasher: &mut SipHasher13, pupil: &Pupil, places: &Places) {
    let arranged = |number: u32| usize::try_from(number).ok().and_then(|place| places.arrangements.get(place));
    let placed = |number: u32| usize::try_from(number).ok().and_then(|place| places.placements.get(place));
    (pupil.gender, pupil.protected).hash(hasher);
    pupil.days.len().hash(hasher);
    for day in &pupil.days {
        (day.day, day.scheduled, day.lessons, day.ordered, arranged(day.arrangement)).hash(hasher);
    }
    pupil.marks.hash(hasher);
    pupil.totals.len().hash(hasher);
    for total in &pupil.totals {
        (total.period, total.scheduled, total.absent, total.unauthorised, total.unreported, total.unregistered).hash(hasher);
        placed(total.placement).hash(hasher);
    }
}

fn hash(write: impl FnOnce(&mut SipHasher13)) -> u128 {
    let mut hasher = SipHasher13::new();
    write(&mut hasher);
    hasher.finish128().as_u128()
}
