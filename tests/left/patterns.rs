//! When absence falls, beside what has left and what is asked next.

use super::town::{read, sitting, town, with_town};
use super::{between, leaves, one, several};
use franvarokalkyl::locale::{Key, Language};
use franvarokalkyl::session::{Declined, Definition, Figure, Format, Policy, Session, read_claims};
use franvarokalkyl::wire::{Inquiry, PatternQuestion};

fn patterns(by: &[&str], school: bool) -> Inquiry {
    let by = by.iter().map(|name| (*name).to_owned()).collect();
    Inquiry::Patterns(PatternQuestion { by, school, ..PatternQuestion::default() })
}

/// What is declined of the second of two questions, when the first has left.
fn declined(session: &mut Session, first: &Inquiry, second: &Inquiry) -> Option<Key> {
    let _report = leaves(session, first).unwrap();
    session.answer_for(second).err().map(|Declined { sentence, .. }| sentence.key)
}

#[test]
fn they_leave_and_leave_again() {
    let mut session = with_town(1, 120);
    let first = leaves(&mut session, &patterns(&[], false)).unwrap();
    assert_eq!(leaves(&mut session, &patterns(&[], false)).unwrap(), first);
    assert_eq!(session.left().count(), 1);
    // The same slices in another selection are nothing new.
    let weekdays = leaves(&mut session, &patterns(&["weekday"], false)).unwrap();
    let rows = |report: &str| report.split("\"rows\"").nth(1).map(|rows| rows.split("\"quality\"").next().unwrap().to_owned());
    assert_eq!(rows(&weekdays), rows(&first));
    assert_eq!(session.left_by_page().1.len(), 2);
}

#[test]
fn the_whole_and_schools_are_told_in_one_answer_or_not_at_all() {
    let (whole, schools) = (patterns(&[], false), patterns(&[], true));
    assert_eq!(declined(&mut with_town(1, 120), &whole, &schools), Some(Key::LeftPatternsSchool));
    assert_eq!(declined(&mut with_town(1, 120), &schools, &whole), Some(Key::LeftPatternsSchool));
}

#[test]
fn how_much_parts_are_absent_is_not_told_beside_them() {
    let patterns = patterns(&[], false);
    for parts in [one("ekero-20", &["school"]), one("ekero-20", &["gender"])] {
        assert_eq!(declined(&mut with_town(1, 120), &patterns, &parts), Some(Key::LeftPatternsParts));
        assert_eq!(declined(&mut with_town(1, 120), &parts, &patterns), Some(Key::LeftPatternsParts));
    }
    // Numbers of pupils are no sums of time, nor are parts of it all of it.
    for counts in [one("ekero-20", &[]), several(&["haninge", "ekero-20"], Some("school"))] {
        assert_eq!(declined(&mut with_town(1, 120), &patterns, &counts), None);
        assert_eq!(declined(&mut with_town(1, 120), &counts, &patterns), None);
    }
    // Other days are another matter.
    let autumn = between(one("ekero-20", &["school"]), "2025-09-01", "2025-09-30");
    assert_eq!(declined(&mut with_town(1, 120), &patterns, &autumn), None);
}

#[test]
fn a_group_whose_count_is_withheld_has_none() {
    let is_withheld = |session: &Session, id: &str| {
        let answered = session.answer_for(&one(id, &[])).unwrap();
        answered.published().tables()[0].rows()[0].cells()[0].count() == Figure::Withheld
    };
    let session = with_town(1, 120);
    let ids: Vec<&str> = session.definitions().iter().map(Definition::id).collect();
    let few: Vec<&&str> = ids.iter().filter(|id| is_withheld(&session, id)).collect();
    assert!(!few.is_empty() && few.len() < ids.len());
    for school in [false, true] {
        assert_eq!(declined(&mut with_town(1, 120), &one(few[0], &[]), &patterns(&[], school)), Some(Key::LeftPatternsWithheld));
    }
}

#[test]
fn almost_the_same_days_are_declined() {
    let patterns = patterns(&[], false);
    let shorter = between(patterns.clone(), "2025-09-01", "2025-12-08");
    assert_eq!(declined(&mut with_town(1, 120), &patterns, &shorter), Some(Key::LeftClose));
}

#[test]
fn pupils_whose_identity_is_protected_are_in_all_or_none() {
    let text = town(1, 120);
    let marked = text.lines().enumerate().map(|(place, line)| match place {
        0 => format!("{line};Skyddade personuppgifter"),
        _ => format!("{line};{}", if line.contains(";E7;") { "Ja" } else { "Nej" }),
    });
    let text = marked.collect::<Vec<_>>().join("\n") + "\n";
    let with = || {
        let mut session = sitting(1);
        read(&mut session, &text);
        session
    };
    let counts = several(&["haninge", "ekero-20"], Some("school"));
    assert_eq!(declined(&mut with(), &counts, &patterns(&[], false)), Some(Key::LeftPatternsProtected));
    assert_eq!(declined(&mut with(), &one("ekero-20", &[]), &patterns(&[], true)), Some(Key::LeftPatternsProtected));
    assert_eq!(declined(&mut with(), &one("ekero-20", &[]), &patterns(&[], false)), None);
}

#[test]
fn another_worker_is_told_of_them() {
    let text = town(4, 140);
    let mut session = with_town(4, 140);
    let _report = leaves(&mut session, &patterns(&[], false)).unwrap();
    let (_, left) = session.left_by_page();
    let mut fresh = sitting(2);
    read(&mut fresh, &text);
    fresh.recall(&left);
    assert_eq!(fresh.left().count(), 1);
    assert_eq!(fresh.answer_for(&patterns(&[], true)).err().map(|declined| declined.sentence.key), Some(Key::LeftPatternsSchool));
}

#[test]
fn in_a_report_of_several_questions_the_same_holds_as_between_reports() {
    let mut session = with_town(1, 120);
    let asked = [patterns(&[], false), one("ekero-20", &[]), one("ekero-20", &["school"])];
    let dossier = session.dossier(&asked, Policy::default());
    let declined = |place: usize| dossier.sections()[place].answer.as_ref().err().map(|declined| declined.sentence.key);
    assert_eq!([0, 1, 2].map(declined), [None, None, Some(Key::LeftPatternsParts)]);
    session.leave_all(&dossier).unwrap();
    assert_eq!(session.left().count(), 2);
    // All of it is one file in every format, of which programs read the tables that count pupils.
    let written = |format: Format| format.write(&dossier.reports(), Language::Swedish).unwrap();
    let page = String::from_utf8(written(Format::Html)).unwrap();
    for key in [Key::ReportQuestionPatterns, Key::ReportLimitPatterns, Key::ReportKeyWithheld] {
        assert!(page.contains(key.text(Language::Swedish)), "{key:?}");
    }
    let read = |format: Format| read_claims("rapport", &written(format)).unwrap();
    let (texts, books) = (read(Format::Json), read(Format::Xlsx));
    assert_eq!(texts.iter().map(|claim| claim.tables.len()).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(books.iter().map(|claim| claim.tables.len()).collect::<Vec<_>>(), [1]);
    assert_eq!(books[0].tables[0].rows[0].figures[0], texts[1].tables[0].rows[0].figures[0]);
}
