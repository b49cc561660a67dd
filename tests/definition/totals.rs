//! Totals of whole periods: the judge against the most obvious way to judge them.

use super::{definition, slow};
use crate::calendar::{Day, Span};
use crate::definition::{Comparison, Condition, Definition, Kinds, Quantifier, judge};
use crate::limits::Limits;
use crate::session::{Session, World};
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
fn judged(rows: &[Row], definition: &Definition, span: Option<Span>) -> (Vec<Option<bool>>, Option<&'static str>) {
    let world = World { today: Day::MIN, secret: [7; 16], limits: Limits::default() };
    let mut session = Session::new(world).expect("the built-in assets are whole");
    let mut reading = session.read(Default::default(), Box::new(|_| {}));
    reading.open("summor.csv", None);
    let _more = reading.push(csv(rows).as_bytes());
    reading.close();
    let refused = session.accept(reading).err();
    assert!(refused.is_none(), "{refused:?}");
    let register = session.register().expect("the files were accepted");
    let verdicts = judge(register, definition, span.unwrap_or(register.span()));
    (verdicts.above, verdicts.summary.clauses[0].reason.as_ref().map(|reason| reason.key.name()))
}

/// Above the limit or not; none for a pupil without time. The outer none: a window is not made up of periods.
fn plainly(rows: &[Row], pupil: usize, definition: &Definition, span: Span) -> Option<Option<bool>> {
    let Condition::Measured(measured) = &definition.clauses()[0].conditions[0] else { return None };
    let inside = |row: &&Row, window: Span| window.holds(row.period.first()) && window.holds(row.period.last());
    let touches = |row: &Row, window: Span| row.period.and(window).is_some();
    let windows: Vec<Span> =
        slow::windows(&measured.window, span).into_iter().filter(|window| rows.iter().any(|row| touches(row, *window))).collect();
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
                    Kinds::Total => row.authorised + row.unauthorised,
                    Kinds::Authorised => row.authorised,
                    Kinds::Unauthorised => row.unauthorised,
                    Kinds::Unreported => 0,
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
        let (verdicts, reason) = judged(&rows, &definition(&clause, ""), None);
        assert_eq!((verdicts[0], reason.is_some()), (Some(above.unwrap_or(false)), above.is_none()), "{kinds} {window} {limit}");
    }
    // Half of the autumn cannot be told from all of it.
    let period = definition("measure = \"share\"\nkinds = \"total\"\nwindow = \"period\"\nmore_than = \"1 %\"", "");
    assert_eq!(judged(&rows, &period, Some(span("2024-10-01", "2025-06-12"))).1, Some("definition_reason_totals"));
    assert_eq!(judged(&rows, &period, Some(span("2025-01-01", "2025-06-30"))), (vec![Some(true)], None));
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
        let (above, reason) = judged(&rows, &definition, None);
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
