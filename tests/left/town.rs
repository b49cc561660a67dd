//! Made-up towns: a few schools, and school days in four months of which some pupils miss more than others.

use franvarokalkyl::calendar::Day;
use franvarokalkyl::limits::Limits;
use franvarokalkyl::session::{Choices, Session, World};

/// A small generator, so that a town is the same wherever it is built.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    pub(crate) fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[usize::try_from(self.roll(u64::try_from(all.len()).unwrap())).unwrap()]
    }
}

const DAYS: [&str; 12] = [
    "2025-09-01",
    "2025-09-10",
    "2025-09-22",
    "2025-10-01",
    "2025-10-13",
    "2025-10-24",
    "2025-11-03",
    "2025-11-12",
    "2025-11-24",
    "2025-12-01",
    "2025-12-08",
    "2025-12-16",
];

/// The rows of a town: three days a month, each of five lessons.
pub(crate) fn town(seed: u64, pupils: u64) -> String {
    let mut dice = Dice(seed);
    let schools = ["Ekskolan", "Björkskolan", "Aspskolan"];
    let schools = &schools[..2 + usize::try_from(dice.roll(2)).unwrap()];
    let mut text = "Skola;Årskurs;Klass;Kön;Elev-id;Datum;Lektionslängd (min);Frånvarotyp\n".to_owned();
    for pupil in 0..pupils {
        let (school, grade) = (*dice.pick(schools), 7 + dice.roll(2));
        let (class, gender) = (*dice.pick(&["A", "B"]), *dice.pick(&["Flicka", "Pojke"]));
        // Some are away often, most are not.
        let often = if dice.roll(3) == 0 { 5 } else { 1 };
        for day in DAYS {
            let missed = if dice.roll(10) < often { 1 + dice.roll(5) } else { 0 };
            for lesson in 0..5 {
                let kind = match lesson < missed {
                    true if pupil % 2 == 0 => "Ogiltig frånvaro",
                    true => "Giltig frånvaro",
                    false => "Närvarande",
                };
                text += &format!("{school};{grade};{grade}{class};{gender};E{pupil};{day};60;{kind}\n");
            }
        }
    }
    text
}

/// A sitting before any file, with a secret of its own.
pub(crate) fn sitting(secret: u8) -> Session {
    Session::new(World { today: Day::of(2026, 1, 15).unwrap(), secret: [secret; 16], limits: Limits::default() }).unwrap()
}

pub(crate) fn read(session: &mut Session, text: &str) {
    let mut reading = session.read(Choices::default(), Box::new(|_| {}));
    reading.open("närvaro.csv", None);
    assert!(reading.push(text.as_bytes()));
    reading.close();
    if let Err(refused) = session.accept(reading) {
        panic!("{:?}", refused.findings);
    }
}

pub(crate) fn with_town(seed: u64, pupils: u64) -> Session {
    let mut session = sitting(1);
    read(&mut session, &town(seed, pupils));
    session
}
