//! What reports say follows from their figures, against numbers worked out by hand.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test stops at the first surprise")]

use franvarokalkyl::calendar::Day;
use franvarokalkyl::disclosure::{Figure, Published};
use franvarokalkyl::limits::Limits;
use franvarokalkyl::locale::{Key, Language};
use franvarokalkyl::report::{Analysis, Shown, analyses, doubts};
use franvarokalkyl::session::{Breakdown, Choices, Over, Question, Session, World};
use std::fmt::Write as _;

/// Pupils of a school and grade: how many, and how many of them are absent from every lesson in September and in October.
struct Group(&'static str, u32, u32, [u32; 2]);

const DAYS: [[&str; 3]; 2] = [["2025-09-01", "2025-09-02", "2025-09-03"], ["2025-10-06", "2025-10-07", "2025-10-08"]];

/// The file: three days in each of two months, one lesson a day. Of `unregistered` nobody registers the first day.
fn file(groups: &[Group], unregistered: &str) -> Session {
    let mut text = "Skola;Årskurs;Elev-id;Datum;Lektionslängd (min);Frånvarotyp\n".to_owned();
    let mut number = 0;
    for Group(school, grade, pupils, absent) in groups {
        for pupil in 0..*pupils {
            number += 1;
            for (days, absent) in DAYS.iter().zip(absent) {
                for (place, day) in days.iter().enumerate() {
                    let kind = match (*school == unregistered && place == 0, pupil < *absent) {
                        (true, _) => "Ej registrerad",
                        (false, true) => "Ogiltig frånvaro",
                        (false, false) => "Närvarande",
                    };
                    let _ = writeln!(text, "{school};{grade};E{number};{day};60;{kind}");
                }
            }
        }
    }
    let mut session = Session::new(World { today: Day::of(2026, 1, 15).unwrap(), secret: [7; 16], limits: Limits::default() }).unwrap();
    let mut reading = session.read(Choices::default(), Box::new(|_| {}));
    reading.open("närvaro.csv", None);
    assert!(reading.push(text.as_bytes()));
    reading.close();
    if let Err(refused) = session.accept(reading) {
        panic!("{:?}", refused.findings);
    }
    session
}

fn published(session: &Session, question: impl FnOnce(Question<'_>) -> Question<'_>) -> Published {
    session.publish(&question(Question::of(session.definition("ekero-20").unwrap()))).unwrap()
}

fn row<'a>(analysis: &'a Analysis, label: Option<&str>) -> &'a [Shown] {
    let is = |own: &&franvarokalkyl::report::SheetRow| {
        own.labels.first().and_then(Option::as_ref).map(|value| value.render(Language::Swedish)).as_deref() == label
    };
    &analysis.sheet.rows.iter().find(is).unwrap_or_else(|| panic!("no row for {label:?}")).figures
}

fn said(analysis: &Analysis) -> Vec<(Key, String)> {
    analysis.findings.iter().map(|finding| (finding.key, finding.render(Language::Swedish))).collect()
}

fn share(tenths: u64) -> Shown {
    Figure::Share(tenths).into()
}

#[test]
fn schools_are_held_against_what_their_grades_would_give() {
    // Of grade 1, 20 of 400 (5 %); of grade 9, 80 of 400 (20 %). Ek has the older, Al the younger; Bok is where many are absent.
    let groups =
        [Group("Al", 1, 300, [15, 15]), Group("Ek", 9, 300, [45, 45]), Group("Bok", 1, 100, [5, 5]), Group("Bok", 9, 100, [35, 35])];
    let session = file(&groups, "");
    let with_grades =
        published(&session, |question| Question { by: vec![Breakdown::School], beside: vec![vec![Breakdown::Grade]], ..question });
    let all = analyses(&with_grades);
    let [analysis] = all.as_slice() else { panic!("{} analyses", all.len()) };
    // Expected: Al 5 %, Ek 20 %, Bok half of each, 12.5 %.
    assert_eq!(row(analysis, Some("Al"))[5], share(50));
    assert_eq!(row(analysis, Some("Ek"))[5], share(200));
    assert_eq!(row(analysis, Some("Bok"))[..3], [Figure::Count(200).into(), Figure::Count(40).into(), share(200)]);
    assert_eq!(row(analysis, Some("Bok"))[5], share(125));
    // Wilson for 40 of 200: 15.0 to 26.1 per cent.
    assert_eq!(row(analysis, Some("Bok"))[3..5], [share(150), share(261)]);
    // Binomial of 200 at 12.5 %: 40 or more in 0.2 % of cases (R: 1 - pbinom(39, 200, 0.125) = 0.0022), 45 of 300 at 20 % or fewer in 1.6 %.
    let said = said(analysis);
    assert_eq!(said[0].0, Key::AnalysisAbove, "{said:?}");
    assert!(said[0].1.contains("Bok (20,0\u{a0}%, förväntat 12,5\u{a0}%)"), "{said:?}");
    assert_eq!(said[1].0, Key::AnalysisBelow, "{said:?}");
    assert!(said[1].1.contains("Ek (15,0\u{a0}%, förväntat 20,0\u{a0}%)"), "{said:?}");
    // Without grades all are held against the share of all, 100 of 800: another school deviates, and further.
    let alone = published(&session, |question| Question { by: vec![Breakdown::School], ..question });
    let analyses = analyses(&alone);
    assert_eq!(row(&analyses[0], Some("Al"))[5], share(125));
    assert_eq!(self::said(&analyses[0])[0].0, Key::AnalysisFarBelow, "{:?}", self::said(&analyses[0]));
}

/// Small schools together have no grades of their own here: they are held against the share of all, and it is said.
#[test]
fn schools_in_groups_are_held_against_all() {
    let groups = [Group("Al", 1, 150, [9, 9]), Group("Bok", 9, 150, [30, 30]), Group("Ek", 9, 150, [30, 30])];
    let session = file(&groups, "");
    let by = vec![Breakdown::SchoolGroup];
    let report = published(&session, |question| Question { by, beside: vec![vec![Breakdown::Grade]], ..question });
    let all = analyses(&report);
    // 69 of 450.
    assert_eq!(row(&all[0], Some("Bok"))[5], share(153));
    assert!(all[0].method.iter().any(|line| line.key == Key::AnalysisMethodAverage), "{:?}", all[0].method);
}

#[test]
fn few_schools_and_tables_of_other_things_have_no_deviations() {
    let session = file(&[Group("Al", 1, 60, [9, 9]), Group("Bok", 2, 60, [10, 10])], "");
    let by = |by: &[Breakdown]| published(&session, |question| Question { by: by.to_vec(), ..question });
    for by in [by(&[Breakdown::School]), by(&[Breakdown::Grade]), by(&[])] {
        assert_eq!(analyses(&by).len(), 0);
    }
}

#[test]
fn a_change_is_told_with_its_uncertainty() {
    // 20 of 200 and then 40 of 200: +10 percentage points; of Bok 10 and 10 of 100, of Al 10 and 30 of 100.
    let session = file(&[Group("Al", 1, 100, [10, 30]), Group("Bok", 1, 100, [10, 10])], "");
    let split = Over::Split(Day::of_iso("2025-10-01").unwrap());
    let report = published(&session, |question| Question { by: vec![Breakdown::School], over: Some(split), ..question });
    let all = analyses(&report);
    let change = all.iter().find(|analysis| analysis.title.key == Key::AnalysisChangeTitle).unwrap();
    let points = |tenths: i64| Shown::Difference(tenths);
    // Newcombe, of the Wilson intervals 6.6 to 14.9 and 15.0 to 26.1 per cent.
    assert_eq!(
        row(change, None),
        [Figure::Count(200).into(), share(100), Figure::Count(200).into(), share(200), points(100), points(30), points(170)]
    );
    assert_eq!(row(change, Some("Bok"))[4], points(0));
    let said = said(change);
    assert!(said.iter().any(|(key, text)| *key == Key::AnalysisRisen && text.contains("+10,0")), "{said:?}");
    assert!(
        said.iter().any(|(key, text)| *key == Key::AnalysisUnitsRisen && text.contains("Al (+20,0") && !text.contains("Bok")),
        "{said:?}"
    );
    // One part is nothing to compare.
    let all = published(&session, |question| Question { over: Some(Over::Term), ..question });
    assert!(analyses(&all).iter().all(|analysis| analysis.title.key != Key::AnalysisChangeTitle));
}

#[test]
fn too_little_registered_is_said_where_it_matters() {
    let groups = [Group("Al", 1, 60, [9, 9]), Group("Bok", 1, 60, [9, 9]), Group("Ek", 1, 60, [9, 9])];
    let session = file(&groups, "Bok");
    let report = published(&session, |question| Question { by: vec![Breakdown::School], over: Some(Over::Month), ..question });
    let all = analyses(&report);
    let registered = all.iter().find(|analysis| analysis.title.key == Key::AnalysisRegisteredTitle).unwrap();
    // Two days of three in Bok; of all, one lesson in nine is missing.
    assert_eq!(row(registered, Some("Bok")), [share(667); 3]);
    assert_eq!(row(registered, Some("Al")), [share(1000); 3]);
    assert_eq!(row(registered, None), [share(889); 3]);
    let doubts: Vec<String> = doubts(&report, &report.tables()[0]).iter().map(|doubt| doubt.render(Language::Swedish)).collect();
    assert_eq!(doubts.len(), 1);
    assert!(doubts[0].contains("Bok 2025-09 (66,7\u{a0}% registrerat)") && !doubts[0].contains("Al "), "{doubts:?}");
}
