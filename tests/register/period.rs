//! Totals of whole periods, by hand.

use super::{read, read_files};
use crate::register::{Grain, Register};

/// Totals of the first pupil, in whole minutes (or lessons, days, per cent): period, scheduled, absent, unauthorised,
/// unreported, unregistered.
fn totals(register: &Register) -> Vec<(String, [u64; 5])> {
    register.pupils()[0]
        .totals()
        .map(|total| {
            let amounts = [total.scheduled, total.absent, total.unauthorised, total.unreported, total.unregistered];
            (format!("{}/{}", total.period.first(), total.period.last()), amounts.map(|hundredths| hundredths / 100))
        })
        .collect()
}

/// A header and one pupil's row over the autumn of 2025, and what is kept of it.
#[test]
fn a_row_becomes_totals() {
    let cases = [
        ("Undv. tid (min);GF min;F min", "6000;300;60", [6000, 360, 60, 0, 0]),
        ("N min;GF min;F min", "5640;300;60", [6000, 360, 60, 0, 0]),
        ("Undv. tid (min);N min", "6000;5640", [6000, 360, 0, 0, 0]),
        ("Undervisningstid (tim);Giltig (tim);Ogiltig (tim)", "100;5,5;1", [6000, 390, 60, 0, 0]),
        ("Totalt (tim);Frånvaro (tim);Giltig (tim)", "100;6;5", [6000, 360, 60, 0, 0]),
        // Minutes go before per cent, and per cent of a time that is known are time.
        ("Undv. tid (min);Frånvaro (min);Frånvaro (%)", "6000;361;6 %", [6000, 361, 0, 0, 0]),
        ("Totalt (tim);Frånvaro (%);Rapporterat (%)", "100;6,5 %;90 %", [6000, 390, 0, 0, 600]),
        ("Giltig (%);Ogiltig (%)", "5 %;1,5 %", [100, 6, 1, 0, 0]),
        ("Närvaro (%)", "93,5 %", [100, 6, 0, 0, 0]),
    ];
    for (header, row, kept) in cases {
        let csv = format!("Elev-id;Från och med;Till och med;{header}\nE1;2025-08-18;2025-12-19;{row}\n");
        match read(&csv, |register| (totals(register), register.grain())) {
            Ok((found, _)) => assert_eq!(found, (vec![("2025-08-18/2025-12-19".to_owned(), kept)], Grain::Period), "{header}: {row}"),
            Err(found) => panic!("{header}: {row}: {found:?}"),
        }
    }
}

#[test]
fn the_period_may_be_said_in_many_ways() {
    let cases = [
        ("Period", "2025-08-18 – 2025-12-19", "2025-08-18/2025-12-19"),
        ("Termin", "HT 2025", "2025-07-01/2025-12-31"),
        ("Läsår", "2024/25", "2024-07-01/2025-06-30"),
        ("Läsår;Termin", "2024/25;VT", "2025-01-01/2025-06-30"),
        ("Vecka", "2025v34", "2025-08-18/2025-08-24"),
    ];
    for (header, cell, period) in cases {
        let csv = format!("Elev-id;{header};Undv. tid (min);Frånvaro (min)\nE1;{cell};600;60\nE2;{cell};600;0\n");
        let found = read(&csv, totals);
        assert_eq!(found.map(|(totals, _)| totals), Ok(vec![(period.to_owned(), [600, 60, 0, 0, 0])]), "{header}: {cell}");
    }
}

#[test]
fn without_a_period_the_user_is_asked() {
    let csv = "Elev-id;Undv. tid (min);Frånvaro (min)\nE1;600;60\n";
    assert_eq!(read(csv, |_| ()), Err(vec!["period_missing"]));
}

#[test]
fn terms_side_by_side_are_two_periods() {
    let csv =
        "Elev-id;Läsår;Frånvaro HT (tim);Undervisningstid HT (tim);Frånvaro VT (tim);Undervisningstid VT (tim)\nE1;2024/25;10;100;20;120\n";
    let both =
        vec![("2024-07-01/2024-12-31".to_owned(), [6000, 600, 0, 0, 0]), ("2025-01-01/2025-06-30".to_owned(), [7200, 1200, 0, 0, 0])];
    assert_eq!(read(csv, totals).map(|(totals, _)| totals), Ok(both.clone()));
    // A half without scheduled time says nothing of itself, and is said to be missing.
    let half = "Elev-id;Läsår;Frånvaro HT (tim);Undervisningstid HT (tim);Frånvaro VT (tim)\nE1;2024/25;10;100;20\n";
    assert_eq!(read(half, totals), Ok((vec![both[0].clone()], vec!["half_without_time"])));
}

#[test]
fn rows_of_one_period_are_added_once() {
    let head = "Elev-id;Från och med;Till och med;Ämne;Undv. tid (min);Frånvaro (min)\n";
    let maths = "E1;2025-08-18;2025-12-19;Matematik;600;60\n";
    let music = "E1;2025-08-18;2025-12-19;Musik;300;0\n";
    let sum = |minutes: [u64; 5]| vec![("2025-08-18/2025-12-19".to_owned(), minutes)];
    let both = format!("{head}{maths}{music}");
    assert_eq!(read(&both, totals), Ok((sum([900, 60, 0, 0, 0]), Vec::new())));
    // Subjects may stand in files of their own, and a file may be there twice.
    let (one, two) = (format!("{head}{maths}"), format!("{head}{music}"));
    assert_eq!(read_files(&[&one, &two], totals).map(|(totals, _)| totals), Ok(sum([900, 60, 0, 0, 0])));
    assert_eq!(read_files(&[&both, &both], totals), Ok((sum([900, 60, 0, 0, 0]), vec!["rows_twice"])));
}

#[test]
fn what_does_not_add_up_is_said() {
    let head = "Elev-id;Från och med;Till och med;";
    let found = |header: &str, rows: &[&str]| {
        let rows: String = rows.iter().map(|row| format!("E1;2025-08-18;2025-12-19;{row}\n")).collect();
        read(&format!("{head}{header}\n{rows}"), |_| ()).map(|((), found)| found)
    };
    assert_eq!(found("Undv. tid (min);N min;GF min;F min", &["600;500;50;0"]), Ok(vec!["totals_disagree"]));
    assert_eq!(found("Undv. tid (min);N min;GF min;F min", &["600;549;50;0"]), Ok(Vec::new()), "within rounding");
    // What nobody registered is no presence in some systems; no more and no less may be missing.
    let not_registered = |row: &str| found("Undv. tid (min);N min;GF min;F min;Ej reg tid (min)", &[row]);
    assert_eq!(not_registered("600;500;40;20;40"), Ok(Vec::new()));
    assert_eq!(not_registered("600;540;40;20;40"), Ok(Vec::new()));
    assert_eq!(not_registered("600;520;40;20;40"), Ok(vec!["totals_disagree"]));
    let reported = |row: &str| found("offeredSum;attendanceSum;validAbsenceSum;invalidAbsenceSum;otherAttendanceSum;reportedSum", &[row]);
    assert_eq!(reported("600;400;40;20;60;520"), Ok(Vec::new()));
    assert_eq!(reported("600;400;40;20;60;540"), Ok(vec!["totals_disagree"]));
    assert_eq!(found("Giltig (%);Ogiltig (%)", &["5 %;1 %"]), Ok(vec!["rounded_in_source"]));
    assert_eq!(found("Giltig (%);Ogiltig (%)", &["5,2 %;1 %", "6,1 %;1 %"]), Err(vec!["rows_cannot_be_summed"]));
    let overlapping = format!("{head}Undv. tid (min);Frånvaro (min)\nE1;2025-08-18;2025-12-19;600;60\nE1;2025-10-01;2025-10-31;100;10\n");
    assert_eq!(read(&overlapping, |_| ()).map(|_| ()), Err(vec!["periods_overlap"]));
    let empty = format!("{head}Undv. tid (min);Frånvaro (min)\nE1;2025-08-18;2025-12-19;600;60\nE2;2025-08-18;2025-12-19;0;0\n");
    assert_eq!(read(&empty, |_| ()).map(|((), found)| found), Ok(vec!["pupils_without_lessons"]));
}

#[test]
fn totals_and_lessons_do_not_mix() {
    let totals = "Elev-id;Från och med;Till och med;Undv. tid (min);Frånvaro (min)\nE1;2025-08-18;2025-12-19;600;60\n";
    let lessons = "Elev-id;Datum;Lektionslängd;Status\nE1;2025-08-18;60;Närvarande\n";
    assert_eq!(read_files(&[totals, lessons], |_| ()).map(|_| ()), Err(vec!["grains_mixed"]));
}
