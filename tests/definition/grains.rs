//! What each kind of file can tell: every measure is evaluated, or refused with the reason. What lists of absences alone come to is
//! worked by hand.

use super::definition;
use super::engine::{Verdict, judged, read};
use crate::layout::Choices;

/// The measures, whole days and parts of them apart.
const MEASURES: [&str; 12] = [
    "measure = \"share\"\nmore_than = \"0 %\"",
    "measure = \"days\"\nat_least = \"1\"",
    "measure = \"days\"\nday_at_least = \"50 %\"\nat_least = \"1\"",
    "measure = \"days\"\nday_at_least = \"60 minutes\"\nat_least = \"1\"",
    "measure = \"days\"\nday_more_than = \"0 %\"\nat_least = \"1\"",
    "measure = \"day equivalents\"\nat_least = \"1\"",
    "measure = \"consecutive days\"\nat_least = \"1\"",
    "measure = \"consecutive days\"\nday_more_than = \"0 %\"\nat_least = \"1\"",
    "measure = \"spells\"\nat_least = \"1\"",
    "measure = \"part days\"\nat_least = \"1\"",
    "measure = \"lessons\"\nat_least = \"1\"",
    "measure = \"late arrivals\"\nat_least = \"1\"",
];

/// Why each measure is not evaluated on files.
fn reasons(files: &[&str], day_minutes: Option<u16>) -> Vec<Option<&'static str>> {
    let choices = Choices { day_minutes, ..Choices::default() };
    read(files, choices, |register| {
        let span = register.span();
        let reason = |clause: &&str| judged(register, &[&definition(clause, "")], span, &[span])[0][0].reasons[0];
        MEASURES.iter().map(reason).collect()
    })
}

/// Whether the first pupil is above the limit, or why that is not known.
fn verdict(files: &[&str], day_minutes: Option<u16>, clause: &str) -> Result<Option<bool>, &'static str> {
    let choices = Choices { day_minutes, ..Choices::default() };
    read(files, choices, |register| {
        let span = register.span();
        let judged = &judged(register, &[&definition(clause, "")], span, &[span])[0][0];
        judged.reasons[0].map_or_else(|| Ok(judged.verdicts[0].map(Verdict::above)), Err)
    })
}

const LESSONS: &str = "Elev-id;Datum;Starttid;Ämne;Lektionslängd;Status
E1;2025-08-18;08:00;Matematik;60;Sjuk
E1;2025-08-18;09:00;Musik;60;Närvarande
";
const LESSONS_WITHOUT_CLOCKS: &str = "Elev-id;Datum;Ämne;Lektionslängd;Status
E1;2025-08-18;Matematik;60;Sjuk
E1;2025-08-18;Musik;60;Närvarande
";
const DAYS: &str = "Elev-id;Datum;Undervisningstid (min);Frånvaro (min);Status
E1;2025-08-18;300;60;Sjuk
E1;2025-08-19;300;0;Närvarande
";
const SCHEDULE: &str = "Elev-id;Datum;Starttid;Sluttid;Ämne
E1;2025-08-18;08:00;09:00;Matematik
E1;2025-08-18;09:00;10:00;Musik
";
const WHOLE_DAYS: &str = "Skola;Elev-id;Från och med;Till och med;Status
Ek;E1;2025-08-18;2025-08-19;Sjuk
Ek;E1;2025-08-21;2025-08-21;Sjuk
";
const CLOCKS: &str = "Skola;Elev-id;Datum;Starttid;Sluttid;Status
Ek;E1;2025-08-18;08:00;09:00;Sjuk
Ek;E1;2025-08-19;08:00;09:30;Sjuk
";
const SUBJECTS: &str = "Skola;Elev-id;Datum;Ämne;Status
Ek;E1;2025-08-18;Matematik;Sjuk
Ek;E1;2025-08-18;Musik;Sjuk
Ek;E1;2025-08-19;Musik;Sen ankomst
";

#[test]
fn what_is_not_told_is_refused_with_the_reason() {
    let all = [None; 12];
    assert_eq!(reasons(&[LESSONS], None), all, "lessons with clocks tell everything");
    assert_eq!(reasons(&[SCHEDULE, CLOCKS], None), all, "absences over a schedule tell everything");
    let mut without_clocks = all;
    without_clocks[8] = Some("order");
    assert_eq!(reasons(&[LESSONS_WITHOUT_CLOCKS], None), without_clocks);
    let mut days = all;
    (days[10], days[11]) = (Some("lessons"), Some("lessons"));
    assert_eq!(reasons(&[DAYS], None), days);
    assert_eq!(reasons(&[WHOLE_DAYS], Some(300)), days, "absences over school days of one length tell what rows of days tell");
    assert_eq!(reasons(&[CLOCKS], Some(300)), days);
}

#[test]
fn lists_of_absences_tell_of_days() {
    let (alone, parts) = (Some("absences_only"), Some("parts_only"));
    let (order, lessons) = (Some("order"), Some("lessons"));
    // share, days: whole, half, an hour, any; day equivalents; runs: whole, any; spells, part days, lessons, late arrivals
    assert_eq!(reasons(&[WHOLE_DAYS], None), [alone, None, None, alone, None, None, None, None, None, alone, lessons, lessons]);
    assert_eq!(reasons(&[CLOCKS], None), [alone, parts, parts, alone, None, parts, parts, None, order, alone, lessons, lessons]);
    assert_eq!(reasons(&[SUBJECTS], None), [alone, parts, parts, alone, None, parts, parts, None, order, alone, None, None]);
}

#[test]
fn days_of_lists_of_absences() {
    let days = |number: &str| format!("measure = \"days\"\nat_least = \"{number}\"");
    assert_eq!(verdict(&[WHOLE_DAYS], None, &days("3")), Ok(Some(true)));
    assert_eq!(verdict(&[WHOLE_DAYS], None, &days("4")), Ok(Some(false)));
    let any = |number: &str| format!("measure = \"days\"\nday_more_than = \"0 %\"\nat_least = \"{number}\"");
    assert_eq!(verdict(&[CLOCKS], None, &any("2")), Ok(Some(true)));
    assert_eq!(verdict(&[CLOCKS], None, &any("3")), Ok(Some(false)));
    let equivalents = |comparison: &str| format!("measure = \"day equivalents\"\n{comparison} = \"3\"");
    assert_eq!(verdict(&[WHOLE_DAYS], None, &equivalents("at_least")), Ok(Some(true)));
    assert_eq!(verdict(&[WHOLE_DAYS], None, &equivalents("more_than")), Ok(Some(false)));
    let lessons = |number: &str| format!("measure = \"lessons\"\nat_least = \"{number}\"");
    assert_eq!(verdict(&[SUBJECTS], None, &lessons("2")), Ok(Some(true)));
    assert_eq!(verdict(&[SUBJECTS], None, &lessons("3")), Ok(Some(false)));
    let late = |number: &str| format!("measure = \"late arrivals\"\nat_least = \"{number}\"");
    assert_eq!(verdict(&[SUBJECTS], None, &late("1")), Ok(Some(true)));
    assert_eq!(verdict(&[SUBJECTS], None, &late("2")), Ok(Some(false)));
}

/// Without a schedule a day is known to be one of school only if somebody at the school is absent from it.
#[test]
fn runs_of_lists_of_absences() {
    let run = |number: &str| format!("measure = \"consecutive days\"\nat_least = \"{number}\"");
    assert_eq!(verdict(&[WHOLE_DAYS], None, &run("3")), Ok(Some(true)), "nobody is absent on the 20th");
    assert_eq!(verdict(&[WHOLE_DAYS], None, &run("4")), Ok(Some(false)));
    let somebody = format!("{WHOLE_DAYS}Ek;E2;2025-08-20;2025-08-20;Sjuk\n");
    assert_eq!(verdict(&[&somebody], None, &run("2")), Ok(Some(true)));
    assert_eq!(verdict(&[&somebody], None, &run("3")), Ok(Some(false)), "the school is open on the 20th");
    let elsewhere = format!("{WHOLE_DAYS}Asp;E2;2025-08-20;2025-08-20;Sjuk\n");
    assert_eq!(verdict(&[&elsewhere], None, &run("3")), Ok(Some(true)), "another school is open on the 20th");
    let weekend = "Skola;Elev-id;Från och med;Till och med;Status\nEk;E1;2025-08-21;2025-08-26;Sjuk\n";
    assert_eq!(verdict(&[weekend], None, &run("4")), Ok(Some(true)), "a weekend breaks no run");
    assert_eq!(verdict(&[weekend], None, &run("5")), Ok(Some(false)), "and does not lengthen it");
}

/// Where every absence takes whole days, spells are runs of days.
#[test]
fn spells_of_lists_of_absences() {
    let spells = |number: &str| format!("measure = \"spells\"\nat_least = \"{number}\"");
    let somebody = format!("{WHOLE_DAYS}Ek;E2;2025-08-20;2025-08-20;Sjuk\n");
    assert_eq!(verdict(&[&somebody], None, &spells("2")), Ok(Some(true)), "18 and 19 August, and the 21st");
    assert_eq!(verdict(&[&somebody], None, &spells("3")), Ok(Some(false)));
    assert_eq!(verdict(&[WHOLE_DAYS], None, &spells("2")), Ok(Some(false)), "nobody is absent on the 20th");
    assert_eq!(verdict(&[CLOCKS], None, &spells("1")), Err("order"), "what was between two absences is not known");
}

/// A pupil's own days without a schedule are those on which the school is known to be open.
#[test]
fn windows_of_school_days_of_lists_of_absences() {
    let clause = |number: &str, days: &str| format!("measure = \"days\"\nwindow = \"rolling {days} school days\"\nat_least = \"{number}\"");
    assert_eq!(verdict(&[WHOLE_DAYS], None, &clause("3", "3")), Ok(Some(true)));
    let somebody = format!("{WHOLE_DAYS}Ek;E2;2025-08-20;2025-08-20;Sjuk\n");
    assert_eq!(verdict(&[&somebody], None, &clause("3", "3")), Ok(Some(false)));
    assert_eq!(verdict(&[&somebody], None, &clause("3", "4")), Ok(Some(true)));
}

/// With the length of a school day, a share can be taken: 150 of two days of 300 minutes.
#[test]
fn school_days_of_a_given_length() {
    let share = |comparison: &str| format!("measure = \"share\"\n{comparison} = \"25 %\"");
    assert_eq!(verdict(&[CLOCKS], Some(300), &share("at_least")), Ok(Some(true)));
    assert_eq!(verdict(&[CLOCKS], Some(300), &share("more_than")), Ok(Some(false)));
    let spells = |number: &str| format!("measure = \"spells\"\nat_least = \"{number}\"");
    assert_eq!(verdict(&[CLOCKS], Some(300), &spells("1")), Ok(Some(true)));
    assert_eq!(verdict(&[CLOCKS], Some(300), &spells("2")), Ok(Some(false)), "two days in a row");
}
