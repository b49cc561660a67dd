//! Totals of whole periods: the judge against the most obvious way to judge them.

use super::{definition, engine, slow};
use crate::calendar::{Day, Span};
use crate::definition::{AbsenceSet, Comparison, Condition, Definition, Months, Quantifier};
use crate::layout::Choices;
use proptest::prelude::*;

/// A row of totals.
#[derive(Clone, Copy, Debug)]
struct Row {
    pupil: usize,
    period: Span,
    scheduled: u64,
    authorised: u64,
    unauthorised: u64,
}

fn csv(rows: &[Row]) -> String {
    rows.iter().fold(String::from("Elev-id;Från och med;Till och med;Undv. tid (min);GF min;F min\n"), |csv, row| {
        let Row { pupil, period, scheduled, authorised, unauthorised } = row;
        csv + &format!("E{pupil};{};{};{scheduled};{authorised};{unauthorised}\n", period.first(), period.last())
    })
}

/// What the engine says of each pupil in the order of their first rows, and why it could not judge.
fn judged(csv: &str, definition: &Definition, span: Option<Span>) -> (Vec<Option<bool>>, Option<&'static str>) {
    engine::read(&[csv], Choices::default(), |register| {
        let span = span.unwrap_or(register.span());
        let judged = &engine::judged(register, &[definition], span, &[span])[0][0];
        let above = judged.verdicts.iter().map(|verdict| verdict.map(engine::Verdict::above)).collect();
        (above, judged.reasons[0])
    })
}

/// Above the limit or not; none for a pupil without time. The outer none: a window is not made up of periods.
fn plainly(rows: &[Row], pupil: usize, definition: &Definition, span: Span) -> Option<Option<bool>> {
    let Condition::Measured(measured) = &definition.clauses()[0].conditions[0] else { return None };
    let inside = |row: &&Row, window: Span| window.holds(row.period.first()) && window.holds(row.period.last());
    let touches = |row: &Row, window: Span| row.period.and(window).is_some();
    let windows: Vec<Span> = slow::windows(&measured.window, Months::ByDate, span, span)?
        .into_iter()
        .filter(|window| rows.iter().any(|row| touches(row, *window)))
        .collect();
    if windows.is_empty() || windows.iter().any(|window| rows.iter().any(|row| touches(row, *window) && !inside(&row, *window))) {
        return None;
    }
    let own = |window: Span| rows.iter().filter(move |row| row.pupil == pupil && inside(row, window));
    if own(span).all(|row| row.scheduled == 0) {
        return Some(None);
    }
    let verdicts: Vec<bool> = windows
        .into_iter()
        .filter(|window| own(*window).any(|row| row.scheduled > 0))
        .map(|window| {
            let absent: u64 = own(window)
                .map(|row| match measured.kinds {
                    AbsenceSet::TOTAL => row.authorised + row.unauthorised,
                    AbsenceSet::AUTHORISED => row.authorised,
                    AbsenceSet::UNAUTHORISED => row.unauthorised,
                    _ => 0,
                })
                .sum();
            let scheduled: u64 = own(window).map(|row| row.scheduled).sum();
            let (left, right) = (absent * 10_000, u64::from(measured.threshold.hundredths()) * scheduled);
            if measured.comparison == Comparison::MoreThan { left > right } else { left >= right }
        })
        .collect();
    Some(Some(match measured.quantifier {
        Quantifier::Any => verdicts.contains(&true),
        Quantifier::Every => !verdicts.is_empty() && !verdicts.contains(&false),
    }))
}

fn span(first: &str, last: &str) -> Span {
    Span::new(Day::of_iso(first).expect("a day"), Day::of_iso(last).expect("a day")).expect("in order")
}

#[test]
fn hand_worked_totals() {
    let (autumn, spring) = (span("2024-08-19", "2024-12-20"), span("2025-01-08", "2025-06-12"));
    let row = |period, authorised, unauthorised| Row { pupil: 1, period, scheduled: 1000, authorised, unauthorised };
    let rows = [row(autumn, 250, 0), row(spring, 100, 40)];
    let cases = [
        ("total", "period", "19,5 %", Some(false)),
        ("total", "period", "19,49 %", Some(true)),
        ("total", "term", "24,99 %", Some(true)),
        ("total", "term", "25 %", Some(false)),
        ("total", "school year", "19 %", Some(true)),
        ("unauthorised", "term", "3,99 %", Some(true)),
        ("unauthorised", "term", "4 %", Some(false)),
        // A month is a part of the totals, and four weeks are.
        ("total", "month", "1 %", None),
        ("total", "rolling 4 weeks", "1 %", None),
        ("total", "latest 1 month", "1 %", None),
    ];
    for (kinds, window, limit, above) in cases {
        let clause = format!("measure = \"share\"\nkinds = \"{kinds}\"\nwindow = \"{window}\"\nmore_than = \"{limit}\"");
        let (verdicts, reason) = judged(&csv(&rows), &definition(&clause, ""), None);
        assert_eq!((verdicts[0], reason.is_some()), (Some(above.unwrap_or(false)), above.is_none()), "{kinds} {window} {limit}");
    }
    // Half of the autumn cannot be told from all of it.
    let period = definition("measure = \"share\"\nkinds = \"total\"\nwindow = \"period\"\nmore_than = \"1 %\"", "");
    assert_eq!(judged(&csv(&rows), &period, Some(span("2024-10-01", "2025-06-12"))).1, Some("totals"));
    assert_eq!(judged(&csv(&rows), &period, Some(span("2025-01-01", "2025-06-30"))), (vec![Some(true)], None));
}

/// What totals of periods cannot tell is said, measure by measure; shares they can.
#[test]
fn totals_tell_of_shares_and_of_nothing_else() {
    let row = Row { pupil: 1, period: span("2024-08-19", "2024-12-20"), scheduled: 1000, authorised: 250, unauthorised: 50 };
    let csv = csv(&[row]);
    let reason = |clause: &str, settings: &str| judged(&csv, &definition(clause, settings), None).1;
    for measure in ["days", "day equivalents", "consecutive days", "spells", "part days", "lessons", "late arrivals"] {
        assert_eq!(reason(&format!("measure = \"{measure}\"\nat_least = \"1\""), ""), Some("days"), "{measure}");
    }
    let share = |more: &str| format!("measure = \"share\"\nmore_than = \"1 %\"\n{more}");
    for kinds in ["\"reported\"", "[\"leave granted\", \"unauthorised\"]", "\"late\"", "[\"left lesson\", \"unreported\"]"] {
        assert_eq!(reason(&share(&format!("kinds = {kinds}")), ""), Some("kinds"), "{kinds}");
    }
    for kinds in ["\"total\"", "\"authorised\"", "\"unauthorised\"", "[\"authorised\", \"unauthorised\"]"] {
        assert_eq!(reason(&share(&format!("kinds = {kinds}")), ""), None, "{kinds}");
    }
    for window in ["rolling 10 school days", "latest 5 school days"] {
        assert_eq!(reason(&share(&format!("window = \"{window}\"")), ""), Some("days"), "{window}");
    }
    // Late minutes and other activities are somewhere in the totals.
    for settings in ["late = \"present\"", "other_activity = \"left out\""] {
        assert_eq!(reason(&share(""), settings), Some("days"), "{settings}");
    }
    assert_eq!(reason("flag = \"känd närvaroproblematik\"", ""), Some("no_column"));
}

/// Columns of yes and no stand beside totals as beside lessons.
#[test]
fn totals_beside_flags() {
    let csv = "Elev-id;Från och med;Till och med;Undv. tid (min);GF min;F min;känd närvaroproblematik
E1;2024-08-19;2024-12-20;1000;160;0;ja
E2;2024-08-19;2024-12-20;1000;160;0;nej
E3;2024-08-19;2024-12-20;1000;150;0;ja
";
    let clause = "all = [{ measure = \"share\", more_than = \"15 %\" }, { flag = \"känd närvaroproblematik\" }]";
    assert_eq!(judged(csv, &definition(clause, ""), None), (vec![Some(true), Some(false), Some(false)], None));
}

/// Where totals tell reported from unreported absence, a clause may ask for it, with the edge on both sides.
#[test]
fn totals_of_unreported_absence() {
    let csv = "Elev-id;Från och med;Till och med;Undv. tid (min);Anmäld frånvaro (min);Oanmäld frånvaro (min)
E1;2024-08-19;2024-12-20;1000;100;50
E2;2024-08-19;2024-12-20;1000;100;51
";
    let above = |comparison: &str| {
        let clause = format!("measure = \"share\"\nkinds = \"unreported\"\n{comparison} = \"5 %\"");
        judged(csv, &definition(&clause, ""), None)
    };
    assert_eq!(above("more_than"), (vec![Some(false), Some(true)], None));
    assert_eq!(above("at_least"), (vec![Some(true), Some(true)], None));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_judge_agrees_on_totals(
        kinds in prop::sample::select(vec!["total", "authorised", "unauthorised"]),
        window in prop::sample::select(vec!["period", "term", "school year", "month", "rolling 2 weeks", "rolling 1 month", "latest 1 month", "latest 2 weeks"]),
        quantifier in prop::sample::select(vec!["any", "every"]),
        comparison in prop::sample::select(vec!["more_than", "at_least"]),
        limit in prop::sample::select(vec!["0 %", "10 %", "25 %", "50 %", "100 %"]),
        periods in prop::sample::select(vec![
            vec![("2024-08-19", "2024-12-20"), ("2025-01-08", "2025-06-12")],
            vec![("2024-09-01", "2024-09-30"), ("2024-10-01", "2024-10-31"), ("2024-11-01", "2024-11-30")],
            vec![("2024-12-16", "2024-12-22"), ("2024-12-23", "2024-12-29"), ("2024-12-30", "2025-01-05")],
            vec![("2024-09-02", "2024-09-15")],
        ]),
        rows in prop::collection::btree_map((0..3_usize, 0..3_usize), (prop::sample::select(vec![0_u64, 100, 200]), 0..=4_u64, 0..=4_u64), 1..8),
    ) {
        let rows: Vec<Row> = rows
            .into_iter()
            .map(|((pupil, period), (scheduled, authorised, unauthorised))| {
                let (first, last) = periods[period % periods.len()];
                let (authorised, unauthorised) = (scheduled * authorised / 8, scheduled * unauthorised / 8);
                Row { pupil, period: span(first, last), scheduled, authorised, unauthorised }
            })
            .collect();
        // A period twice is a double, and no totals of this test.
        let mut seen = Vec::new();
        let rows: Vec<Row> = rows
            .into_iter()
            .filter(|row| {
                let new = !seen.contains(&(row.pupil, row.period));
                seen.push((row.pupil, row.period));
                new
            })
            .collect();
        let clause = format!("measure = \"share\"\nkinds = \"{kinds}\"\nwindow = \"{window}\"\nwindows = \"{quantifier}\"\n{comparison} = \"{limit}\"");
        let definition = definition(&clause, "");
        let whole = rows.iter().map(|row| row.period).reduce(|one, other| Span::new(one.first().min(other.first()), one.last().max(other.last())).expect("in order")).expect("rows");
        let (above, reason) = judged(&csv(&rows), &definition, None);
        let mut pupils: Vec<usize> = Vec::new();
        for row in &rows {
            if !pupils.contains(&row.pupil) {
                pupils.push(row.pupil);
            }
        }
        for (place, pupil) in pupils.into_iter().enumerate() {
            match plainly(&rows, pupil, &definition, whole) {
                Some(verdict) => {
                    prop_assert_eq!(reason, None);
                    prop_assert_eq!(above[place], verdict, "{}", clause);
                }
                None => prop_assert!(reason.is_some(), "{}", clause),
            }
        }
    }
}
