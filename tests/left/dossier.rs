//! Reports of several questions: safe together, and together with what has left.

use super::town::{Dice, with_town};
use super::{banded, json, leaks, leaves, one, printed, several};
use franvarokalkyl::session::{Dossier, Policy, Session};
use franvarokalkyl::wire::{Inquiry, Over, Question};

fn monthly(definition: &str, by: &[&str]) -> Inquiry {
    Inquiry::One(Question { over: Some(Over::Month), ..super::question(definition, by) })
}

fn texts(dossier: &Dossier) -> Vec<String> {
    dossier.sections().iter().filter_map(|section| section.answer.as_ref().ok()).map(json).collect()
}

fn standard(session: &Session) -> Dossier {
    let question = Question { definition: "ekero-20".to_owned(), ..Question::default() };
    session.dossier(&session.standard_for(&question).unwrap(), Policy::default())
}

#[test]
fn the_standard_report_answers_what_the_file_has() {
    let dossier = standard(&with_town(3, 160));
    let asked: Vec<&Question> = dossier
        .sections()
        .iter()
        .filter_map(|section| if let Inquiry::One(question) = &section.inquiry { Some(question) } else { None })
        .collect();
    let tables: Vec<Vec<&str>> = asked.iter().map(|question| question.by.iter().map(String::as_str).collect()).collect();
    assert_eq!(tables, [vec!["grade"], vec!["school"], vec!["school"], vec!["grade"], vec!["school"]]);
    assert_eq!(asked[0].beside, [["gender"], ["school"]], "the file has no organiser");
    assert_eq!((asked[1].bands.is_some(), asked[2].over.clone(), asked[3].definition.as_str()), (true, Some(Over::Month), "tidig-10"));
    assert_eq!(asked[3].beside, [["school", "stage"]]);
    assert_eq!((asked[4].over.clone(), asked[4].definition.as_str()), (Some(Over::Month), "tidig-stro"));
    assert!(dossier.sections().iter().all(|section| section.answer.is_ok()));
    assert_eq!(leaks(&texts(&dossier)), Vec::<String>::new());
}

/// A part that is most of the days would be declined beside them.
#[test]
fn days_that_have_no_parts_are_told_at_once() {
    let session = with_town(3, 160);
    for (to, parts) in [("2025-09-30", 0), ("2025-10-20", 0), ("2025-11-30", 2)] {
        let to = Some(to.to_owned());
        let question = Question { definition: "ekero-20".to_owned(), from: Some("2025-09-01".to_owned()), to, ..Question::default() };
        let dossier = session.dossier(&session.standard_for(&question).unwrap(), Policy::default());
        let over =
            dossier.sections().iter().filter(|section| matches!(&section.inquiry, Inquiry::One(question) if question.over.is_some()));
        assert_eq!(over.count(), parts);
        assert!(dossier.sections().iter().all(|section| section.answer.is_ok()));
    }
}

#[test]
fn whatever_is_put_together_is_safe_together() {
    for seed in 1..6 {
        let mut dice = Dice(seed);
        let mut session = with_town(seed, 90 + dice.roll(80));
        let all = [
            one("ekero-20", &["school"]),
            one("ekero-20", &["grade", "gender"]),
            banded("ekero-20", &["school"], &["20", "40"]),
            monthly("ekero-20", &["school"]),
            one("tidig-10", &["class"]),
            several(&["ekero-20", "ekero-40", "tidig-10"], Some("school")),
        ];
        let first = leaves(&mut session, dice.pick(&all)).unwrap();
        let wanted: Vec<Inquiry> = (0..3).map(|_| dice.pick(&all).clone()).collect();
        let dossier = session.dossier(&wanted, Policy::default());
        session.leave_all(&dossier).unwrap();
        let mut reports = texts(&dossier);
        reports.push(first);
        // What is asked after it is safe beside all of it.
        reports.extend(session.answer_for(dice.pick(&all)).map(|answered| json(&answered)));
        assert_eq!(leaks(&reports), Vec::<String>::new(), "town {seed}, {wanted:?}");
    }
}

#[test]
fn what_comes_first_is_what_it_would_be_alone() {
    let session = with_town(2, 140);
    let (schools, grades) = (one("ekero-20", &["school", "gender"]), one("ekero-20", &["grade", "gender"]));
    let alone = session.answer_for(&schools).unwrap();
    for order in [[schools.clone(), grades.clone()], [grades, schools.clone()]] {
        let dossier = session.dossier(&order, Policy::default());
        let own = dossier.sections().iter().find(|section| section.inquiry == schools).unwrap().answer.as_ref().unwrap();
        assert!(printed(own) <= printed(&alone));
        if order[0] == schools {
            assert_eq!(json(own), json(&alone));
        }
    }
}

#[test]
fn a_section_that_has_left_leaves_once() {
    let mut session = with_town(4, 150);
    let schools = one("ekero-20", &["school"]);
    let before = leaves(&mut session, &schools).unwrap();
    let dossier = session.dossier(&[one("ekero-20", &["grade"]), schools.clone(), schools], Policy::default());
    assert_eq!(texts(&dossier)[1..], [before.clone(), before], "it is what it was");
    session.leave_all(&dossier).unwrap();
    assert_eq!(session.left().count(), 2);
    // Twice the same changes nothing.
    session.leave_all(&dossier).unwrap();
    assert_eq!(session.left().count(), 2);
}

#[test]
fn a_section_about_nearly_the_same_days_says_why_it_is_not_there() {
    let session = with_town(5, 150);
    let split = Inquiry::One(Question { over: Some(Over::Split("2025-12-01".to_owned())), ..super::question("ekero-20", &[]) });
    let dossier = session.dossier(&[one("ekero-20", &["school"]), split, one("ekero-20", &["grade"])], Policy::default());
    let answers: Vec<bool> = dossier.sections().iter().map(|section| section.answer.is_ok()).collect();
    assert_eq!(answers, [true, false, true], "three months of four tell by difference of the fourth");
    assert_eq!(dossier.reports().len(), 2);
}
