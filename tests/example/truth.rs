//! What each layout says, added up per pupil, is what there is to find: to the minute where it has minutes.

use crate::layouts::text;
use franvarokalkyl::example::{Ending, Example, Grain, Kind, System, Truth};
use std::collections::BTreeMap;

const TOWN: Example = Example { pupils: 220, schools: 2, weeks: 22, ..Example::built_in() };

/// Scheduled, authorised and unauthorised minutes by the pupil's number.
type Amounts = BTreeMap<String, [u32; 3]>;

/// Adds up the columns of those headings in a text file without quotes; a heading of `""` is a column that is not there.
fn added(example: &Example, ending: Ending, delimiter: char, id: &str, headings: [&str; 3], minutes: impl Fn(&str) -> u32) -> Amounts {
    let file = text(example, ending);
    let mut columns: Option<Vec<Option<usize>>> = None;
    let mut amounts = Amounts::new();
    for line in file.trim_start_matches('\u{FEFF}').split_terminator("\r\n") {
        let cells: Vec<String> = line.split(delimiter).map(|cell| cell.replace('\u{A0}', " ")).collect();
        if cells.iter().any(|cell| cell == id) {
            let place = |heading: &&str| cells.iter().position(|cell| cell == heading);
            columns = Some([id, headings[0], headings[1], headings[2]].iter().map(place).collect());
        } else if let Some([Some(id), amounts_at @ ..]) = columns.as_deref()
            && let Some(number) = cells.get(*id).filter(|number| !number.is_empty())
        {
            let sums = amounts.entry(number.replace('-', "")).or_default();
            for (sum, column) in sums.iter_mut().zip(amounts_at) {
                *sum += column.map_or(0, |column| minutes(&cells[column]));
            }
        }
    }
    amounts
}

/// What there is to find, with the key and the amounts that the layout has.
fn truth(example: &Example, key: impl Fn(&Truth) -> String, amounts: impl Fn(&Truth) -> Option<[u32; 3]>) -> Amounts {
    example.truth().values().filter_map(|pupil| Some((key(pupil), amounts(pupil)?))).collect()
}

fn number(pupil: &Truth) -> String {
    pupil.number.clone()
}

fn all(pupil: &Truth) -> Option<[u32; 3]> {
    Some([pupil.total.offered(), pupil.total.authorised(), pupil.total.unauthorised()])
}

fn whole(cell: &str) -> u32 {
    cell.parse().unwrap()
}

#[test]
fn the_truth_is_the_lessons() {
    let truth = TOWN.truth();
    let lessons: u64 = truth.values().map(|pupil| u64::from(pupil.total.lessons(&Kind::ALL))).sum();
    assert_eq!(lessons, TOWN.rows());
    assert_eq!(truth.len(), 221, "one has no lessons");
    assert_eq!(truth.values().filter(|pupil| pupil.days.is_empty()).count(), 1);
    for pupil in truth.values() {
        let days = pupil.days.values().map(|day| [day.offered(), day.authorised(), day.unauthorised()]);
        assert_eq!(Some(days.fold([0; 3], |[a, b, c], [x, y, z]| [a + x, b + y, c + z])), all(pupil));
        assert_eq!(pupil.total.offered(), pupil.total.attended() + pupil.total.authorised() + pupil.total.unauthorised());
        assert!(pupil.unreported() <= pupil.total.unauthorised());
    }
    let numbers: BTreeMap<&str, &str> = truth.values().map(|pupil| (pupil.number.as_str(), pupil.id.as_str())).collect();
    assert_eq!(numbers.len(), truth.len(), "no number is given twice");
    assert_eq!(truth.values().filter(|pupil| pupil.number != pupil.id).count(), 2);
    assert_eq!(truth.values().filter(|pupil| pupil.protected).count(), 2);
}

#[test]
fn plain_days_and_periods_say_it_in_minutes() {
    for grain in [Grain::Day, Grain::Period] {
        let example = Example { grain, ..TOWN };
        let headings = ["Undervisningstid (min)", "Giltig frånvaro (min)", "Ogiltig frånvaro (min)"];
        let expected =
            truth(&example, |pupil| pupil.id.clone(), |pupil| all(pupil).filter(|_| grain == Grain::Period || !pupil.days.is_empty()));
        assert_eq!(added(&example, Ending::Csv, ';', "Elev-id", headings, whole), expected);
    }
}

#[test]
fn plain_events_say_the_absence_and_schedules_the_rest() {
    let absent = |pupil: &Truth| Some([pupil.total.authorised() + pupil.total.unauthorised(), 0, 0]).filter(|[absent, ..]| *absent > 0);
    let events = Example { grain: Grain::Event, ..TOWN };
    assert_eq!(
        added(&events, Ending::Csv, ';', "Elev-id", ["Frånvaro (min)", "", ""], whole),
        truth(&events, |pupil| pupil.id.clone(), absent)
    );
    let schedule = Example { grain: Grain::Schedule, ..TOWN };
    let offered = |pupil: &Truth| Some([pupil.total.offered(), 0, 0]).filter(|[offered, ..]| *offered > 0);
    let found = added(&schedule, Ending::Csv, ';', "Elev-id", ["Lektionslängd", "", ""], whole);
    assert_eq!(found, truth(&schedule, |pupil| pupil.id.clone(), offered));
}

#[test]
fn vklass_says_it_in_minutes() {
    let example = Example { system: System::Vklass, grain: Grain::Period, ..TOWN };
    let found = added(&example, Ending::Csv, ',', "Personnr", ["Undv. tid", "GF min", "F min"], whole);
    let short = |pupil: &Truth| pupil.number[2..].to_owned();
    assert_eq!(found, truth(&example, short, all));
    let lessons = Example { grain: Grain::Lesson, ..example };
    let minutes = |cell: &str| cell.strip_suffix(" min").map_or(0, whole);
    let found = added(&lessons, Ending::Csv, ',', "Personnr", ["", "Giltig frånvaro", "Ogiltig frånvaro"], minutes);
    let absent = |pupil: &Truth| all(pupil).filter(|_| !pupil.days.is_empty()).map(|[_, valid, invalid]| [0, valid, invalid]);
    assert_eq!(found, truth(&lessons, short, absent));
}

#[test]
fn edlevo_says_it_in_hours_and_minutes() {
    let example = Example { system: System::Edlevo, grain: Grain::Period, ..TOWN };
    let minutes = |cell: &str| {
        let (hours, minutes) = cell.strip_suffix(" min").unwrap().split_once(" h ").unwrap();
        whole(hours) * 60 + whole(minutes)
    };
    let found = added(&example, Ending::Csv, ';', "Personnummer", ["Närvaro", "Giltig frånvaro", "Ogiltig frånvaro"], minutes);
    let attended = |pupil: &Truth| Some([pupil.total.attended(), pupil.total.authorised(), pupil.total.unauthorised()]);
    assert_eq!(found, truth(&example, number, attended));
    let lessons = Example { grain: Grain::Lesson, ..example };
    let away = |cell: &str| cell.split_once(':').map_or(0, |(hours, minutes)| whole(hours) * 60 + whole(minutes));
    let absent = |pupil: &Truth| all(pupil).filter(|_| !pupil.days.is_empty()).map(|[_, valid, invalid]| [valid + invalid, 0, 0]);
    assert_eq!(added(&lessons, Ending::Csv, ';', "Personnummer", ["Frånvarotid", "", ""], away), truth(&lessons, number, absent));
}

#[test]
fn ss12000_says_it_in_minutes() {
    let lessons = Example { system: System::Ss12000, grain: Grain::Lesson, ..TOWN };
    let with_lessons = |pupil: &Truth| all(pupil).filter(|_| !pupil.days.is_empty());
    let headings = ["calendarEvent.teachingLengthStudent", "validAbsenceMinutes", "invalidAbsenceMinutes"];
    assert_eq!(added(&lessons, Ending::Csv, ',', "student.civicNo", headings, whole), truth(&lessons, number, with_lessons));
    let periods = Example { grain: Grain::Period, ..lessons };
    let headings = ["offeredSum", "validAbsenceSum", "invalidAbsenceSum"];
    assert_eq!(added(&periods, Ending::Csv, ',', "student.civicNo", headings, whole), truth(&periods, number, with_lessons));
}

#[test]
fn other_systems_say_the_absence_in_minutes() {
    let absent = |pupil: &Truth| pupil.total.authorised() + pupil.total.unauthorised();
    let of = |system, grain, ending, delimiter, heading: &str, read: &dyn Fn(&str) -> u32, silent: bool| {
        let example = Example { system, grain, ..TOWN };
        let found = added(&example, ending, delimiter, "Personnummer", [heading, "", ""], read);
        let expected = truth(&example, number, |pupil| {
            let said = if silent { absent(pupil) > 0 } else { !pupil.days.is_empty() };
            said.then(|| [absent(pupil), 0, 0])
        });
        assert_eq!(found, expected, "{}", system.name());
    };
    of(System::InfoMentor, Grain::Lesson, Ending::Csv, ';', "Frånvarominuter", &whole, false);
    of(System::Unikum, Grain::Lesson, Ending::Txt, '\t', "Frånvaro (min)", &whole, false);
    of(System::Schoolity, Grain::Event, Ending::Csv, ';', "Minuter", &whole, true);
    of(System::Skola24, Grain::Event, Ending::Csv, ';', "Frånvaro", &|cell| whole(cell.split('/').next().unwrap()), true);
}

#[test]
fn hours_are_rounded_to_the_nearest() {
    // Tenths of an hour are six minutes, and a pupil of two classes has two rows, each rounded by up to three; so has each term.
    let near = |found: &Amounts, expected: &Amounts, most: u32| {
        assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
        for (number, amounts) in found {
            assert!(
                amounts.iter().zip(expected[number]).all(|(one, other)| one.abs_diff(other) <= most),
                "{amounts:?} {:?}",
                expected[number]
            );
        }
    };
    let tenths = |cell: &str| if cell.is_empty() { 0 } else { whole(&cell.replace(',', "")) * 6 };
    let skola24 = Example { system: System::Skola24, grain: Grain::Period, ..TOWN };
    let found = added(&skola24, Ending::Csv, ';', "Personnummer", ["Lektionstid (h)", "Giltig (h)", "Ogiltig (h)"], tenths);
    near(&found, &truth(&skola24, number, all), 6);
    let register = Example { system: System::Skolverket, grain: Grain::Period, ..TOWN };
    let term = |term: &str| {
        let headings =
            ["erbjuden undervisning", "giltig frånvaro", "ogiltig frånvaro"].map(|amount| format!("Antal timmar {amount} {term}"));
        added(&register, Ending::Csv, ';', "Personnummer", headings.each_ref().map(String::as_str), tenths)
    };
    let (autumn, mut both) = (term("HT"), term("VT"));
    for (number, amounts) in &autumn {
        both.get_mut(number).unwrap().iter_mut().zip(amounts).for_each(|(sum, more)| *sum += more);
    }
    assert!(autumn != both, "the example reaches into the spring");
    near(&both, &truth(&register, number, all), 12);
}

#[test]
fn schoolsoft_counts_whole_lessons() {
    let example = Example { system: System::SchoolSoft, grain: Grain::Period, ..TOWN };
    let count = |cell: &str| cell.split(' ').next().filter(|count| *count != "-").map_or(0, whole);
    let found = added(&example, Ending::Csv, ';', "Personnr", ["Total närvaro", "Oanmäld frånvaro", "Sen"], count);
    let expected = truth(&example, number, |pupil| {
        let untold = pupil.total.lessons(&[Kind::Unauthorised, Kind::Unreported]);
        (!pupil.days.is_empty()).then_some([0, untold, 0])
    });
    let untold = |amounts: Amounts| amounts.into_iter().map(|(number, [_, untold, _])| (number, untold)).collect::<BTreeMap<_, _>>();
    assert_eq!(untold(found), untold(expected));
}

#[test]
fn learnpoint_splits_by_subject() {
    let example = Example { system: System::LearnPoint, grain: Grain::Period, ..TOWN };
    let all_lessons = |cell: &str| whole(cell.split('/').nth(1).unwrap());
    let found = added(&example, Ending::Csv, ';', "Personnummer", ["Antal tillfällen", "", ""], all_lessons);
    let lessons = |pupil: &Truth| Some([pupil.total.lessons(&Kind::ALL), 0, 0]).filter(|[lessons, ..]| *lessons > 0);
    assert_eq!(found, truth(&example, number, lessons));
}
