//! Columns of the files' own: what leaves by one is counted together with what leaves by others, whichever was chosen when.

use super::town::{sitting, town};
use super::{banded, json, leaks, leaves, one};
use franvarokalkyl::locale::Key;
use franvarokalkyl::session::{Choices, Named, Session};
use franvarokalkyl::wire::Inquiry;

/// A town whose pupils speak one of three languages and have merit values.
fn results(seed: u64, pupils: u64) -> String {
    let mut lines = Vec::new();
    for (place, line) in town(seed, pupils).lines().enumerate() {
        let pupil: Option<u64> = line.split(';').find_map(|cell| cell.strip_prefix('E')?.parse().ok());
        lines.push(match pupil {
            Some(pupil) => {
                format!("{line};{};{}", ["svenska", "finska", "arabiska"][usize::try_from(pupil % 3).unwrap()], 110 + pupil * 7 % 200)
            }
            None => format!("{line};{}", ["Språk;Meritvärde"][place]),
        });
    }
    lines.join("\n") + "\n"
}

fn read(session: &mut Session, csv: &str, named: &[&str]) {
    let named = named.iter().map(|text| Named::parse(text).unwrap_or_else(|| Named { header: (*text).to_owned(), borders: Vec::new() }));
    let choices = Choices { named: named.collect(), ..Choices::default() };
    let mut reading = session.read(choices, Box::new(|_| {}));
    reading.open("resultat.csv", None);
    assert!(reading.push(csv.as_bytes()));
    reading.close();
    assert!(session.accept(reading).is_ok());
}

#[test]
fn what_leaves_by_a_column_is_safe_beside_the_others() {
    let mut apart = 0;
    for seed in 0..8 {
        let csv = results(seed, 170);
        let mut session = sitting(1);
        read(&mut session, &csv, &["språk", "meritvärde=200"]);
        let tables: [Inquiry; 3] = [
            banded("ekero-20", &["Språk"], &["20"]),
            banded("ekero-20", &["språk", "grade"], &["25"]),
            banded("ekero-20", &["grade", "meritvärde"], &["22", "30"]),
        ];
        let alone: Vec<String> = tables.iter().map(|inquiry| json(&session.answer_for(inquiry).unwrap())).collect();
        apart += usize::from(!leaks(&alone).is_empty());
        let reports: Vec<String> = tables.iter().map(|inquiry| leaves(&mut session, inquiry).unwrap()).collect();
        assert_eq!(leaks(&reports), Vec::<String>::new(), "seed {seed}");
    }
    assert!(apart > 0, "no three tables give anything away together: the test says nothing");
}

/// The files are the same data whichever of their columns are chosen.
#[test]
fn choosing_a_column_forgets_nothing() {
    let csv = results(1, 260);
    let mut session = sitting(1);
    read(&mut session, &csv, &[]);
    let (data, _) = session.left_by_page();
    let first = leaves(&mut session, &one("ekero-20", &["school"])).unwrap();
    read(&mut session, &csv, &["Språk"]);
    assert_eq!((session.left_by_page().0, session.left().count()), (data, 1));
    let second = leaves(&mut session, &one("ekero-20", &["school", "Språk"])).unwrap();
    assert_eq!(leaks(&[first, second]), Vec::<String>::new());
}

#[test]
fn a_column_that_is_read_in_another_way_is_declined_beside_what_left_by_it() {
    let csv = results(2, 260);
    let mut session = sitting(1);
    let merit = one("ekero-20", &["Meritvärde"]);
    read(&mut session, &csv, &[]);
    let left = leaves(&mut session, &merit).unwrap();
    read(&mut session, &csv, &["Meritvärde=160,210"]);
    for inquiry in [&merit, &one("ekero-20", &["school"])] {
        let declined = session.answer_for(inquiry).err().unwrap();
        assert_eq!(declined.sentence.key, Key::LeftColumn);
    }
    // The old choices bring it back.
    read(&mut session, &csv, &[]);
    assert_eq!(json(&session.answer_for(&merit).unwrap()), left);
    // Another worker that reads the column in another way cannot make the report again, and says so.
    let (_, released) = session.left_by_page();
    for (named, known) in [(&["Meritvärde=160,210"][..], false), (&[], true)] {
        let mut fresh = sitting(2);
        read(&mut fresh, &csv, named);
        fresh.recall(&released);
        assert_eq!(fresh.answer_for(&one("ekero-20", &["school"])).is_ok(), known);
    }
}
