//! Where schools are and whose they are, and which of them are small, by hand.

use super::{Found, day, read, read_files, sit};
use crate::calendar::Span;
use crate::disclosure::Figure;
use crate::layout::Choices;
use crate::layout::value::Organiser;
use crate::register::{Breakdown, Register, SMALL_SCHOOL};
use crate::session::Question;
use std::collections::BTreeMap;

/// Two municipalities, with schools of both kinds of organiser; one of a region's, and one of which nothing is said.
const TWO: &str = include_str!("../layout/cases/two municipalities.csv");

/// How many pupils each row has, totals left out, by its labels with commas between them.
fn pupils(csv: &str, by: &[Breakdown], from: Option<&str>) -> Found<BTreeMap<String, u64>> {
    sit(Choices::default(), &[("rader.csv".to_owned(), csv.as_bytes())], |session, seen| {
        let definition = session.definitions().first().cloned().unwrap_or_else(|| panic!("there are definitions"));
        let question = Question { by: by.to_vec(), from: from.map(day), ..Question::of(&definition) };
        let published = session.publish(&question).unwrap_or_else(|sentence| panic!("{sentence:?}"));
        let table = published.tables().first().unwrap_or_else(|| panic!("there is a table"));
        let whole = table.rows().iter().filter_map(|row| {
            let labels: Option<Vec<&str>> = row.labels().iter().map(|label| label.as_ref().map(|label| label.text.as_str())).collect();
            let Figure::Count(pupils) = row.pupils() else { panic!("numbers of pupils are always printed") };
            Some((labels?.join(","), pupils))
        });
        (whole.collect(), seen.codes)
    })
}

fn counted(rows: &[(&str, u64)]) -> BTreeMap<String, u64> {
    rows.iter().map(|(labels, pupils)| ((*labels).to_owned(), *pupils)).collect()
}

#[test]
fn pupils_stand_where_the_file_says_and_what_it_does_not_say_is_unknown() {
    let table = |by: &[Breakdown]| pupils(TWO, by, None);
    let codes = || vec!["unknown_organiser"];
    let municipalities = counted(&[("Askby", 4), ("Ekby", 5), ("unknown", 1)]);
    assert_eq!(table(&[Breakdown::Municipality]), Ok((municipalities, codes())));
    let organisers = counted(&[("municipal", 4), ("independent", 4), ("unknown", 2)]);
    assert_eq!(table(&[Breakdown::Organiser]), Ok((organisers, codes())));
    let schools = counted(&[
        ("municipal,Askskolan", 2),
        ("municipal,Ekskolan", 2),
        ("independent,Alskolan", 1),
        ("independent,Lindskolan", 3),
        ("unknown,Oxelskolan", 1),
        ("unknown,Sjukhusskolan", 1),
    ]);
    assert_eq!(table(&[Breakdown::Organiser, Breakdown::School]), Ok((schools, codes())));
    let both = counted(&[
        ("Askby,independent", 1),
        ("Askby,municipal", 2),
        ("Askby,unknown", 1),
        ("Ekby,independent", 3),
        ("Ekby,municipal", 2),
        ("unknown,unknown", 1),
    ]);
    assert_eq!(table(&[Breakdown::Municipality, Breakdown::Organiser]), Ok((both, codes())));
}

#[test]
fn a_file_offers_what_it_has_columns_for() {
    let offered = |csv: &str| read(csv, |register| register.breakdowns().to_vec()).map(|(offered, _)| offered);
    let two =
        [Breakdown::Municipality, Breakdown::Organiser, Breakdown::SchoolGroup, Breakdown::School, Breakdown::Stage, Breakdown::Grade];
    assert_eq!(offered(TWO), Ok(two.to_vec()));
    assert_eq!(offered("Elev-id;Datum;Lektionslängd;Status\nE1;2025-08-18;60;Sjuk\nE2;2025-08-18;60;Närvarande\n"), Ok(Vec::new()));
}

#[test]
fn the_organisers_kind_goes_before_its_name_and_the_schools_municipality_before_another() {
    let csv = "Kommun;Skolkommun;Skola;Huvudman;Typ av huvudman;Elev-id;Datum;Lektionslängd;Status\n\
               Ekby;Askby;Alskolan;Alens skola;Enskild;E1;2025-08-18;60;Sjuk\n\
               Ekby;Ekby;Ekskolan;Barnförvaltningen;Kommunal;E2;2025-08-18;60;Närvarande\n";
    let table = pupils(csv, &[Breakdown::Municipality, Breakdown::Organiser], None);
    assert_eq!(table, Ok((counted(&[("Askby,independent", 1), ("Ekby,municipal", 1)]), Vec::new())));
}

/// Where the first pupil is by the last row up to a day.
fn at(register: &Register, until: &str) -> (Option<String>, Organiser, Option<String>) {
    let span = Span::new(register.span().first(), day(until)).unwrap_or_else(|| panic!("{until}"));
    let placement = register.last_placement(&register.pupils()[0], span).unwrap_or_else(|| panic!("{until}"));
    let name = |labels: Vec<crate::register::Label>, place: Option<u32>| {
        place.map(|place| labels[usize::try_from(place).unwrap_or_else(|fault| panic!("{fault}"))].text.clone())
    };
    let school = name(register.school_labels(), placement.school);
    (school, placement.organiser, name(register.municipality_labels(), placement.municipality))
}

#[test]
fn a_place_is_that_of_the_last_row_and_holds_for_days_of_the_school_that_do_not_say_it() {
    let head = "Kommun;Huvudman;Skola;Elev-id;Datum;Lektionslängd;Status\n";
    let rows = [
        ";;Ekskolan;E1;2025-08-18;60;Närvarande",
        "Ekby;Kommunal;Ekskolan;E1;2025-08-19;60;Sjuk",
        ";;Alskolan;E1;2025-08-20;60;Närvarande",
        "Askby;Enskild;Alskolan;E1;2025-08-21;60;Närvarande",
    ];
    let place = |school: &str, organiser, municipality: &str| (Some(school.to_owned()), organiser, Some(municipality.to_owned()));
    for order in [[0, 1, 2, 3], [3, 1, 0, 2]] {
        let csv = order.iter().fold(head.to_owned(), |csv, row| csv + rows[*row] + "\n");
        let places = read(&csv, |register| ["2025-08-18", "2025-08-19", "2025-08-20", "2025-08-21"].map(|day| at(register, day)));
        let (ek, al) = (place("Ekskolan", Organiser::Municipal, "Ekby"), place("Alskolan", Organiser::Independent, "Askby"));
        assert_eq!(places.map(|(places, _)| places), Ok([ek.clone(), ek, al.clone(), al]), "{order:?}");
    }
    // A list of absences does not say it; the schedule does.
    let schedule = "Kommun;Huvudman;Skola;Elev-id;Datum;Starttid;Lektionslängd\nEkby;Kommunal;Ekskolan;E1;2025-08-18;08:00;60\n";
    let absences = "Skola;Elev-id;Datum;Starttid;Frånvaro (min);Frånvarotyp\nEkskolan;E1;2025-08-18;08:00;60;Sjuk\n";
    for files in [[schedule, absences], [absences, schedule]] {
        let places = read_files(&files, |register| at(register, "2025-08-18")).map(|(places, _)| places);
        assert_eq!(places, Ok(place("Ekskolan", Organiser::Municipal, "Ekby")));
    }
}

/// Schools of so many pupils each on two days, and so many on the first day only; and of so many whose identity is protected.
fn schools(sizes: &[(&str, u64, u64)], protected: &[(&str, u64)]) -> String {
    let mut csv = "Skola;Elev-id;Sekretess;Datum;Lektionslängd;Status\n".to_owned();
    let mut pupil = |school: &str, protected: bool, days: &[&str]| {
        let number = csv.lines().count();
        for day in days {
            let status = if number.is_multiple_of(2) { "Sjuk" } else { "Närvarande" };
            csv += &format!("{school};E{number};{};{day};60;{status}\n", u8::from(protected));
        }
    };
    for (school, both, first) in sizes {
        (0..*both).for_each(|_| pupil(school, false, &["2025-08-18", "2025-08-19"]));
        (0..*first).for_each(|_| pupil(school, false, &["2025-08-18"]));
    }
    for (school, pupils) in protected {
        (0..*pupils).for_each(|_| pupil(school, true, &["2025-08-18", "2025-08-19"]));
    }
    csv
}

fn groups(csv: &str, from: Option<&str>) -> BTreeMap<String, u64> {
    pupils(csv, &[Breakdown::SchoolGroup], from).unwrap_or_else(|found| panic!("{found:?}")).0
}

#[test]
fn small_schools_stand_together() {
    let csv = schools(&[("Ek", 99, 0), ("Ask", 40, 0), ("Al", 12, 0), ("Lind", SMALL_SCHOOL, 0), ("Oxel", 130, 0)], &[]);
    let merged = counted(&[("Lind", 100), ("Oxel", 130), ("small-schools", 151)]);
    assert_eq!(groups(&csv, None), merged);
    let by = pupils(&csv, &[Breakdown::SchoolGroup, Breakdown::School], None).map(|(rows, _)| rows);
    let own = [("Lind,Lind", 100), ("Oxel,Oxel", 130), ("small-schools,Al", 12), ("small-schools,Ask", 40), ("small-schools,Ek", 99)];
    assert_eq!(by, Ok(counted(&own)));
    // One alone has nothing to be joined with.
    let one = schools(&[("Ek", 30, 0), ("Lind", 120, 0), ("Oxel", 130, 0)], &[]);
    assert_eq!(groups(&one, None), counted(&[("Ek", 30), ("Lind", 120), ("Oxel", 130)]));
    let none = schools(&[("Lind", 120, 0), ("Oxel", 130, 0)], &[]);
    assert_eq!(groups(&none, None), counted(&[("Lind", 120), ("Oxel", 130)]));
}

/// A part of the time has fewer pupils of a school, and the same small schools.
#[test]
fn who_is_small_holds_for_every_period() {
    let csv = schools(&[("Ek", 30, 0), ("Ask", 40, 0), ("Lind", 20, 90)], &[]);
    assert_eq!(groups(&csv, None), counted(&[("Lind", 110), ("small-schools", 70)]));
    assert_eq!(groups(&csv, Some("2025-08-19")), counted(&[("Lind", 20), ("small-schools", 70)]));
}

/// A table with a breakdown is that of a file without them.
#[test]
fn no_group_tells_of_the_protected() {
    let plain = schools(&[("Ek", 95, 0), ("Ask", 40, 0), ("Lind", 120, 0)], &[]);
    let some = schools(&[("Ek", 95, 0), ("Ask", 40, 0), ("Lind", 120, 0)], &[("Ek", 9)]);
    assert_eq!(groups(&some, None), groups(&plain, None));
    let alone = schools(&[("Ek", 95, 0), ("Lind", 120, 0)], &[("Oxel", 3)]);
    assert_eq!(groups(&alone, None), counted(&[("Ek", 95), ("Lind", 120)]));
}
