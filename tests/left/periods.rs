//! Days that nearly repeat those of what has left.

use super::town::with_town;
use super::{between, leaves, one, question, several};
use franvarokalkyl::locale::{Key, Language};
use franvarokalkyl::session::{Declined, Over, Session};
use franvarokalkyl::wire::{self, Inquiry, Question};

fn declined(session: &Session, inquiry: &Inquiry) -> Declined {
    session.answer_for(inquiry).map(|_| ()).unwrap_err()
}

fn monthly(from: Option<&str>) -> Inquiry {
    let from = from.map(str::to_owned);
    Inquiry::One(Question { over: Some(wire::Over::Month), from, ..question("ekero-20", &["school"]) })
}

#[test]
fn almost_the_same_days_are_declined_with_a_way_out() {
    let mut session = with_town(1, 150);
    let _report = leaves(&mut session, &one("ekero-20", &["school"])).unwrap();
    for inquiry in [one("ekero-20", &["school"]), one("haninge", &["grade"]), several(&["haninge", "ekero-20"], None)] {
        let declined = declined(&session, &between(inquiry, "2025-09-01", "2025-12-08"));
        assert_eq!((declined.sentence.key, declined.advice.key), (Key::LeftClose, Key::LeftCloseAdvice));
        let said = declined.sentence.render(Language::Swedish);
        assert!(said.contains("2025-09-01 till 2025-12-08 är nästan samma dagar som 2025-09-01 till 2025-12-16"), "{said}");
        assert!(said.contains("efter skola"), "{said}");
        let (span, over) = declined.instead.unwrap();
        assert_eq!((span.first().to_string(), span.last().to_string(), over), ("2025-09-01".into(), "2025-12-16".into(), None));
    }
    // The way out is one: the same days.
    assert!(session.answer_for(&between(one("haninge", &["grade"]), "2025-09-01", "2025-12-16")).is_ok());
}

#[test]
fn days_that_overlap_by_half_at_most_are_another_matter() {
    let mut session = with_town(2, 150);
    let _report = leaves(&mut session, &one("ekero-20", &["school"])).unwrap();
    // The files cover 107 days.
    for (from, to, close) in [("2025-09-01", "2025-10-23", false), ("2025-09-01", "2025-10-24", true), ("2025-11-01", "2025-12-16", false)]
    {
        let answered = session.answer_for(&between(one("ekero-20", &["school"]), from, to));
        assert_eq!(answered.is_err(), close, "{from} to {to}");
    }
    assert!(session.answer_for(&monthly(None)).is_ok(), "months beside the term");
}

/// What is above in a month rests on the days before it too: the same month of other analysis periods is not the same column.
#[test]
fn a_month_of_another_analysis_period_is_too_close() {
    let mut session = with_town(3, 150);
    let _report = leaves(&mut session, &monthly(None)).unwrap();
    let declined = declined(&session, &monthly(Some("2025-10-01")));
    assert_eq!(declined.sentence.key, Key::LeftClose);
    let (span, over) = declined.instead.unwrap();
    assert_eq!((span.first().to_string(), over), ("2025-09-01".to_owned(), Some(Over::Month)));
}

/// A comparison cannot be divided into months, so the same days are no way out for it.
#[test]
fn where_the_same_days_do_not_help_they_are_not_offered() {
    let mut session = with_town(4, 150);
    let months = |inquiry| between(inquiry, "2025-09-01", "2025-10-05");
    let _report = leaves(&mut session, &months(monthly(None))).unwrap();
    let refused = declined(&session, &months(several(&["haninge", "ekero-20"], None)));
    assert_eq!((refused.advice.key, refused.instead), (Key::LeftCloseDivided, None));
    let (_, over) = declined(&session, &months(one("ekero-20", &[]))).instead.unwrap();
    assert_eq!(over, Some(Over::Month));
}
