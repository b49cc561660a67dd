//! The examples are what they say: the same for the same seed, whole, and true to how lessons and absence go together; each system's
//! layout is shown in `snapshots`, says the same in every container, and adds up to the same lessons.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops at the first surprise"
)]

mod books;
mod layouts;
mod truth;

use franvarokalkyl::example::{Chunks, Example, Gender, Kind, Order, write_csv};
use std::collections::{BTreeMap, BTreeSet};

const SMALL: Example = Example { pupils: 300, schools: 3, weeks: 6, ..Example::built_in() };

fn csv(example: &Example) -> String {
    let mut file = Vec::new();
    write_csv(example, &mut file).expect("a vector takes everything");
    String::from_utf8(file).expect("the file is UTF-8")
}

/// A pupil's scheduled and absent minutes, with gender and grade.
#[derive(Debug)]
struct Total {
    gender: Gender,
    grade: &'static str,
    scheduled: u64,
    absent: u64,
}

fn totals(example: &Example) -> BTreeMap<String, Total> {
    let mut totals = BTreeMap::new();
    let Ok(()) = example.for_each(|row| -> Result<(), std::convert::Infallible> {
        let total = totals.entry(row.id.to_owned()).or_insert(Total { gender: row.gender, grade: row.grade, scheduled: 0, absent: 0 });
        assert_eq!((total.gender, total.grade), (row.gender, row.grade));
        total.scheduled += u64::from(row.minutes());
        total.absent += u64::from(row.absent);
        Ok(())
    });
    totals
}

#[test]
fn the_seed_decides_everything() {
    assert_eq!(csv(&SMALL), csv(&SMALL));
    assert_ne!(csv(&SMALL), csv(&Example { seed: 1, ..SMALL }));
}

#[test]
fn chunks_are_the_file_in_pieces() {
    let pieces: Vec<Vec<u8>> = Chunks::new(&SMALL).collect();
    assert!(pieces.len() > 2);
    assert!(pieces[..pieces.len() - 1].iter().all(|piece| (1 << 20..(1 << 20) + (1 << 12)).contains(&piece.len())));
    assert_eq!(pieces.concat(), csv(&SMALL).into_bytes());
}

#[test]
fn the_csv_has_its_shape() {
    let file = csv(&SMALL);
    let mut lines = file.strip_prefix('\u{FEFF}').expect("the byte order mark").split_terminator("\r\n");
    assert_eq!(
        lines.next(),
        Some("Skola;Klass;Årskurs;Elev-id;Efternamn;Förnamn;Kön;Datum;Starttid;Sluttid;Ämne;Lektionslängd;Frånvaro (min);Frånvarotyp")
    );
    let mut count = 0;
    for line in lines {
        let cells: Vec<&str> = line.split(';').collect();
        assert_eq!(cells.len(), 14, "{line}");
        assert!(!line.contains(['"', '\n']) && cells.iter().all(|cell| !cell.is_empty()), "{line}");
        let minutes = |clock: &str| clock[..2].parse::<u16>().unwrap() * 60 + clock[3..].parse::<u16>().unwrap();
        assert_eq!(minutes(cells[9]) - minutes(cells[8]), cells[11].parse::<u16>().unwrap(), "{line}");
        count += 1;
    }
    assert_eq!(count, SMALL.rows());
    assert_eq!(file.lines().nth(1), Some(FIRST_LINE), "the first row has changed: is that meant? Every published example changes with it");
}

const FIRST_LINE: &str = "Björkskolan;FA;F;201903258748;Berg;Amina;Flicka;2025-08-18;08:40;09:30;Musik;50;0;Närvarande";

#[test]
fn rows_come_in_the_order_that_is_asked_for() {
    let key = |order: Order| {
        let mut keys = Vec::new();
        let Ok(()) = Example { order, ..SMALL }.for_each(|row| -> Result<(), std::convert::Infallible> {
            keys.push((row.school.to_owned(), row.class.to_owned(), row.id.to_owned(), row.day, row.start));
            Ok(())
        });
        keys
    };
    let (by_pupil, by_date) = (key(Order::ByPupil), key(Order::ByDate));
    assert!(
        by_pupil.windows(2).all(
            |two| (&two[0].0, &two[0].1, &two[0].2) != (&two[1].0, &two[1].1, &two[1].2) || (two[0].3, two[0].4) < (two[1].3, two[1].4)
        )
    );
    let runs = by_pupil.chunk_by(|one, two| (&one.0, &one.1, &one.2) == (&two.0, &two.1, &two.2)).count();
    assert_eq!(runs, by_pupil.iter().map(|row| (&row.0, &row.1, &row.2)).collect::<BTreeSet<_>>().len());
    assert!(by_date.is_sorted_by_key(|row| row.3));
    let sorted = |mut rows: Vec<_>| {
        rows.sort();
        rows
    };
    assert_eq!(sorted(by_pupil), sorted(by_date));
}

#[test]
fn minutes_follow_what_was_registered() {
    let mut kinds: BTreeMap<Kind, u32> = BTreeMap::new();
    let Ok(()) = Example::built_in().for_each(|row| -> Result<(), std::convert::Infallible> {
        *kinds.entry(row.kind).or_default() += 1;
        assert!((40..=80).contains(&row.minutes()));
        match row.kind {
            Kind::Late => assert!((5..=15).contains(&row.absent)),
            Kind::Authorised => assert!(row.absent == row.minutes() || (15..=35).contains(&row.absent)),
            kind if kind.is_absence() => assert_eq!(row.absent, row.minutes()),
            _ => assert_eq!(row.absent, 0),
        }
        Ok(())
    });
    assert_eq!(kinds.keys().copied().collect::<Vec<_>>(), Kind::ALL);
}

#[test]
fn every_pupil_is_where_the_timetable_says() {
    let mut lessons: BTreeSet<(String, u16, u16)> = BTreeSet::new();
    let mut rows = 0;
    let Ok(()) = SMALL.for_each(|row| -> Result<(), std::convert::Infallible> {
        assert!(!row.day.is_weekend());
        assert!(lessons.insert((row.id.to_owned(), row.day.number(), row.start)), "{} has two lessons at once", row.id);
        rows += 1;
        Ok(())
    });
    assert_eq!(rows, SMALL.rows());
    assert_eq!(totals(&SMALL).len(), 300);
}

#[test]
fn absence_is_skewed_and_rises_with_the_grade() {
    let totals = totals(&Example { pupils: 6_000, schools: 10, ..Example::built_in() });
    let above = |percent: u64, some: &dyn Fn(&Total) -> bool| {
        let of: Vec<&Total> = totals.values().filter(|total| some(total)).collect();
        let above = of.iter().filter(|total| total.absent * 100 > percent * total.scheduled).count();
        above * 1000 / of.len()
    };
    let all = |_: &Total| true;
    let high = |total: &Total| matches!(total.grade, "7" | "8" | "9");
    let low = |total: &Total| matches!(total.grade, "F" | "1" | "2" | "3");
    assert!((350..700).contains(&(above(3, &all) - above(8, &all))), "3–8 %: {} per mille", above(3, &all) - above(8, &all));
    assert!((20..80).contains(&above(20, &all)), "above 20 %: {} per mille", above(20, &all));
    assert!(above(20, &high) > 2 * above(20, &low));
    assert!(above(10, &|total| total.gender == Gender::Girl) > above(10, &|total| total.gender == Gender::Boy));
}

#[test]
fn one_school_registers_too_little() {
    let mut schools: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    let Ok(()) = Example::built_in().for_each(|row| -> Result<(), std::convert::Infallible> {
        let (lessons, unregistered) = schools.entry(row.school.to_owned()).or_default();
        *lessons += 1;
        *unregistered += u32::from(row.kind == Kind::Unregistered);
        Ok(())
    });
    assert_eq!(schools.len(), 6);
    for (school, (lessons, unregistered)) in schools {
        let registered = 1000 - unregistered * 1000 / lessons;
        let expected = if school == "Ekskolan" { 825..855 } else { 950..1000 };
        assert!(expected.contains(&registered), "{school}: {registered} per mille");
    }
}

#[test]
fn no_number_is_a_personnummer() {
    for id in totals(&Example { pupils: 3_000, weeks: 1, ..Example::built_in() }).keys() {
        let luhn: u32 = id[2..]
            .bytes()
            .zip([2, 1].into_iter().cycle())
            .map(|(digit, weight)| u32::from(digit - b'0') * weight)
            .map(|product| product / 10 + product % 10)
            .sum();
        assert_eq!(id.len(), 12);
        assert_ne!(luhn % 10, 0, "{id} would be valid");
    }
}

#[test]
fn pupils_move_between_classes_and_schools_and_leave() {
    let mut stays: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
    let mut last = BTreeMap::new();
    let Ok(()) = Example::built_in().for_each(|row| -> Result<(), std::convert::Infallible> {
        let _ = stays.entry(row.id.to_owned()).or_default().insert((row.school.to_owned(), row.class.to_owned()));
        let _ = last.entry(row.id.to_owned()).and_modify(|day| *day = row.day.max(*day)).or_insert(row.day);
        Ok(())
    });
    let movers = |schools: usize| {
        let schools_of = |stays: &&BTreeSet<(String, String)>| stays.iter().map(|stay| &stay.0).collect::<BTreeSet<_>>().len();
        stays.values().filter(|stays| stays.len() == 2).filter(|stays| schools_of(stays) == schools).count()
    };
    assert!(movers(1) > 0 && movers(2) > 0, "{} within a school, {} between schools", movers(1), movers(2));
    let end = last.values().max().copied();
    assert!(last.values().any(|day| Some(day.plus(14)) < end));
}

#[test]
fn rows_can_be_asked_for() {
    for wanted in [50_000, 1_000_000, 2_000_000] {
        let rows = Example::for_rows(wanted).rows();
        assert!(rows.abs_diff(wanted) * 100 < wanted, "{rows} for {wanted}");
    }
}

#[test]
fn an_example_without_pupils_schools_or_weeks_is_a_header() {
    for empty in [Example { pupils: 0, ..SMALL }, Example { schools: 0, ..SMALL }, Example { weeks: 0, ..SMALL }] {
        assert_eq!((empty.rows(), csv(&empty).lines().count()), (0, 1));
    }
}
