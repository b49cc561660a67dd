//! Where a wording can be read in two ways, both ways are there to choose, and they differ: a pupil whom one of them puts above the
//! limit and the other does not, by the judge and by the slow evaluator alike.

use super::cases::marked;
use super::slow::answers;
use super::world::{Form, World};
use super::{definition, span};

/// A way to read a wording.
struct Reading {
    clause: &'static str,
    settings: &'static str,
    /// The analysis period, where it is not what the file covers.
    period: Option<&'static str>,
}

const fn reading(clause: &'static str) -> Reading {
    Reading { clause, settings: "", period: None }
}

const fn set(clause: &'static str, settings: &'static str) -> Reading {
    Reading { clause, settings, period: None }
}

/// Asserts that a pupil of these days is above the limit by one reading and below it by the other.
fn differ(days: &str, others: &str, above: &Reading, below: &Reading) {
    let mut lessons = marked(1, days);
    lessons.extend(marked(2, others));
    let world = World { lessons, form: Form::Clocks }.with_somebody_present();
    for (reading, expected) in [(above, true), (below, false)] {
        let definition = definition(reading.clause, reading.settings);
        let period = reading.period.map_or_else(|| world.span().expect("a world has days"), span);
        let judged = &world.judged(&[&definition], period, &[period])[0][0];
        assert_eq!(judged.reasons, [None], "{}", reading.clause);
        let verdict = judged.verdicts[world.place(1)].map(super::engine::Verdict::above);
        let slow = answers(&world, &definition, period, period)[world.place(1)].as_ref().map(super::slow::Answer::above);
        assert_eq!((verdict, slow), (Some(expected), Some(expected)), "{} {}", reading.clause, reading.settings);
    }
}

/// Botkyrka: `under 10 dagar` are ten of the pupil's school days, or ten days of the calendar.
#[test]
fn ten_school_days_or_ten_days() {
    let days = "2025-08-18/2025-08-26 ..\n2025-08-27/2025-08-28 aa\n2025-08-29/2025-09-12 ..";
    differ(
        days,
        "",
        &reading("measure = \"share\"\nwindow = \"rolling 10 days\"\nmore_than = \"20 %\""),
        &reading("measure = \"share\"\nwindow = \"rolling 10 school days\"\nmore_than = \"20 %\""),
    );
}

/// Solna: `20% av den totala frånvaron` is at least 20 %, or more.
#[test]
fn at_least_or_more_than() {
    let days = "2025-08-18/2025-10-10 a....";
    let period = Some("2025-08-18/2025-10-12");
    differ(
        days,
        "",
        &Reading { period, ..reading("measure = \"share\"\nwindow = \"rolling 8 weeks\"\nat_least = \"20 %\"") },
        &Reading { period, ..reading("measure = \"share\"\nwindow = \"rolling 8 weeks\"\nmore_than = \"20 %\"") },
    );
}

/// Haninge: `under en månad` is from any date to the day before the same date, or a month of the calendar.
#[test]
fn a_month_by_date_or_by_calendar() {
    let clause = "measure = \"share\"\nwindow = \"rolling 1 month\"\nmore_than = \"20 %\"";
    let days = "2025-09-01/2025-09-26 ..\n2025-09-29/2025-10-03 aa\n2025-10-06/2025-10-31 ..";
    differ(days, "", &reading(clause), &set(clause, "months = \"by calendar\""));
}

/// Lidingö: `den senaste månaden` ends on the last day, a month long, or is the last month of the calendar.
#[test]
fn the_latest_month_by_date_or_by_calendar() {
    let clause = "measure = \"share\"\nwindow = \"latest 1 month\"\nmore_than = \"10 %\"";
    let days = "2025-11-03/2025-11-21 ..\n2025-11-24/2025-11-28 aa\n2025-12-01/2025-12-19 ..";
    differ(days, "", &reading(clause), &set(clause, "months = \"by calendar\""));
}

/// The minutes of a late arrival are absence, or presence.
#[test]
fn late_minutes_are_absence_or_presence() {
    let clause = "measure = \"share\"\nkinds = \"unauthorised\"\nmore_than = \"5 %\"";
    differ("2025-08-18/2025-08-22 s15...", "", &reading(clause), &set(clause, "late = \"present\""));
}

/// Lessons that nobody registered are attended, or not scheduled.
#[test]
fn unregistered_is_attended_or_left_out() {
    let clause = "measure = \"share\"\nmore_than = \"20 %\"";
    differ("2025-08-18/2025-08-22 a..??", "", &set(clause, "unregistered = \"left out\""), &reading(clause));
}

/// Other school activities are attended, or not scheduled.
#[test]
fn other_activities_are_attended_or_left_out() {
    let clause = "measure = \"share\"\nmore_than = \"20 %\"";
    differ("2025-08-18/2025-08-22 a..vv", "", &set(clause, "other_activity = \"left out\""), &reading(clause));
}

/// Nynäshamn: `vid tre givna mätperioder` is at any of them, or at every one.
#[test]
fn any_given_period_or_every_one() {
    let days = "2025-08-18/2025-08-29 ..\n2025-09-15/2025-09-26 a.\n2025-10-13/2025-10-24 ..";
    differ(
        days,
        "",
        &reading(
            r#"measure = "share"
window = [["2025-08-18", "2025-08-29"], ["2025-09-15", "2025-09-26"], ["2025-10-13", "2025-10-24"]]
more_than = "20 %""#,
        ),
        &reading(
            r#"measure = "share"
window = [["2025-08-18", "2025-08-29"], ["2025-09-15", "2025-09-26"], ["2025-10-13", "2025-10-24"]]
windows = "every"
more_than = "20 %""#,
        ),
    );
}

/// Ekerö: `fem tillfällen` are at least five, or more than five.
#[test]
fn five_spells_or_more_than_five() {
    differ(
        "2025-08-18/2025-08-22 .a.",
        "",
        &reading("measure = \"spells\"\nwindow = \"term\"\nat_least = \"5\""),
        &reading("measure = \"spells\"\nwindow = \"term\"\nmore_than = \"5\""),
    );
}

/// Ekerö: `tillfällen` are spells, of which an illness is one, or lessons.
#[test]
fn spells_or_lessons() {
    differ(
        "2025-08-18/2025-08-22 aaa\n2025-08-25 ...",
        "",
        &reading("measure = \"lessons\"\nwindow = \"term\"\nat_least = \"5\""),
        &reading("measure = \"spells\"\nwindow = \"term\"\nat_least = \"5\""),
    );
}

/// Ekerö: `innevarande termin` is any term of the analysis period, or the latest one: then the analysis period is that term.
#[test]
fn any_term_or_the_latest() {
    let clause = "measure = \"share\"\nwindow = \"term\"\nmore_than = \"15 %\"";
    let days = "2025-10-06/2025-10-17 a.\n2026-01-12/2026-01-23 ..";
    differ(days, "", &reading(clause), &Reading { period: Some("2026-01-01/2026-01-31"), ..reading(clause) });
}

/// Danderyd says no window: the analysis period, or the latest month.
#[test]
fn the_period_or_the_latest_month() {
    let days = "2025-09-01/2025-10-10 aa\n2025-10-13/2025-12-19 ..";
    differ(
        days,
        "",
        &reading("measure = \"share\"\nwindow = \"period\"\nmore_than = \"20 %\""),
        &reading("measure = \"share\"\nwindow = \"latest 1 month\"\nmore_than = \"20 %\""),
    );
}

/// A pupil who arrived yesterday is at 100 %, or is not judged by a share yet.
#[test]
fn with_coverage_or_without() {
    let clause = "measure = \"share\"\nmore_than = \"20 %\"";
    differ("2025-08-29 aa", "2025-08-18/2025-08-29 ..", &set(clause, "coverage = \"0 %\""), &reading(clause));
}

/// Salem and others: `sammanhängande frånvaro` is of whole days, or of days with any absence.
#[test]
fn runs_of_whole_days_or_of_any_absence() {
    differ(
        "2025-08-18/2025-08-22 aaa\n2025-08-25 a..\n2025-08-26/2025-09-01 aaa",
        "",
        &reading("measure = \"consecutive days\"\nday_more_than = \"0 %\"\nmore_than = \"10\""),
        &reading("measure = \"consecutive days\"\nmore_than = \"10\""),
    );
}

/// Järfälla: `ströfrånvaro motsvarande 5 tillfällen` are five part days, or absence that adds up to five days.
#[test]
fn part_days_or_day_equivalents() {
    differ(
        "2025-09-01/2025-09-05 a..\n2025-09-08/2025-09-30 ...",
        "",
        &reading("measure = \"part days\"\nwindow = \"rolling 1 month\"\nat_least = \"5\""),
        &reading("measure = \"day equivalents\"\nwindow = \"rolling 1 month\"\nat_least = \"5\""),
    );
}

/// SOU 2016:94: `minst två sammanhängande skolveckor` are ten school days in a row, or more than ten.
#[test]
fn two_school_weeks_are_ten_days_or_more() {
    differ(
        "2025-08-18/2025-08-29 aa\n2025-09-01 ..",
        "",
        &reading("measure = \"consecutive days\"\nat_least = \"10\""),
        &reading("measure = \"consecutive days\"\nmore_than = \"10\""),
    );
}

/// Nynäshamn, Salem and research: `oanmäld frånvaro` is what nobody reported, or all that is unauthorised.
#[test]
fn unreported_or_all_unauthorised() {
    differ(
        "2025-08-18/2025-08-22 l....",
        "",
        &reading("measure = \"share\"\nkinds = \"unauthorised\"\nmore_than = \"5 %\""),
        &reading("measure = \"share\"\nkinds = \"unreported\"\nmore_than = \"5 %\""),
    );
}

/// Botkyrka and research: `10 dagar` are whole days, parts of days added up, or days with any absence.
#[test]
fn whole_days_or_parts_of_days_or_any_absence() {
    let days = "2025-08-18/2025-09-12 aa.";
    let equivalents = reading("measure = \"day equivalents\"\nmore_than = \"10\"");
    let whole = reading("measure = \"days\"\nmore_than = \"10\"");
    differ(days, "", &equivalents, &whole);
    let few = "2025-08-18/2025-09-12 a..";
    differ(few, "", &reading("measure = \"days\"\nday_more_than = \"0 %\"\nmore_than = \"10\""), &equivalents);
}

/// Sollentuna and Solna: `under 4 veckor` are any four weeks, or the latest.
#[test]
fn any_weeks_or_the_latest() {
    differ(
        "2025-08-18/2025-08-29 a.\n2025-09-01/2025-10-10 ..",
        "",
        &reading("measure = \"share\"\nwindow = \"rolling 4 weeks\"\nmore_than = \"15 %\""),
        &reading("measure = \"share\"\nwindow = \"latest 4 weeks\"\nmore_than = \"15 %\""),
    );
}

/// Research: `90 dagar` are days of the calendar, or of the pupil's school: here ten of them, and three weeks of school.
#[test]
fn days_of_the_calendar_or_of_the_school() {
    differ(
        "2025-08-18 a\n2025-08-19/2025-08-28 .\n2025-08-29 a",
        "",
        &reading("measure = \"days\"\nwindow = \"rolling 10 school days\"\nat_least = \"2\""),
        &reading("measure = \"days\"\nwindow = \"rolling 10 days\"\nat_least = \"2\""),
    );
}

/// Salem: `15 dagar` of absence in a row are school days, or days of the calendar, all school time of which is absence.
#[test]
fn days_in_a_row_of_the_school_or_of_the_calendar() {
    differ(
        "2025-08-15 ..\n2025-08-18/2025-09-05 uu\n2025-09-08 ..",
        "",
        &reading("measure = \"share\"\nkinds = \"unreported\"\nwindow = \"rolling 16 days\"\nat_least = \"100 %\""),
        &reading("measure = \"consecutive days\"\nkinds = \"unreported\"\nmore_than = \"15\""),
    );
}

/// SOU 2016:94: `två skolveckor` are ten school days, or two weeks, which a holiday makes shorter.
#[test]
fn two_school_weeks_with_a_holiday() {
    differ(
        "2025-08-18/2025-08-21 aa\n2025-08-25/2025-08-29 aa\n2025-09-01/2025-09-05 ..",
        "",
        &reading("measure = \"share\"\nwindow = \"rolling 2 weeks\"\nat_least = \"100 %\""),
        &reading("measure = \"consecutive days\"\nat_least = \"10\""),
    );
}

/// SOU 2016:94: `fem tillfällen som omfattar >25 % av skoldagen` are five such days, or five spells of any length.
#[test]
fn days_with_enough_absence_or_spells() {
    differ(
        "2025-08-18/2025-08-22 l....",
        "",
        &reading("measure = \"spells\"\nkinds = \"unauthorised\"\nat_least = \"5\""),
        &reading("measure = \"days\"\nkinds = \"unauthorised\"\nday_more_than = \"25 %\"\nat_least = \"5\""),
    );
}

/// Danderyd says no window: the analysis period, a term, or any four weeks.
#[test]
fn the_period_or_a_term_or_any_weeks() {
    let term = reading("measure = \"share\"\nwindow = \"term\"\nmore_than = \"20 %\"");
    let period = reading("measure = \"share\"\nwindow = \"period\"\nmore_than = \"20 %\"");
    let weeks = reading("measure = \"share\"\nwindow = \"rolling 4 weeks\"\nmore_than = \"20 %\"");
    differ("2025-11-03/2025-11-14 a.\n2026-01-12/2026-03-06 ..", "", &term, &period);
    differ("2025-08-18/2025-09-12 a.\n2025-09-15/2025-12-12 ..", "", &weeks, &term);
}
