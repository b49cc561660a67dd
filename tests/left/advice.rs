//! What would show more, when much is withheld.

use super::town::{Dice, with_town};
use super::{banded, between, leaves, one, several};
use franvarokalkyl::locale::Language;
use franvarokalkyl::session::Session;
use franvarokalkyl::wire::{Inquiry, Over, Proposal, Question, loses_much};

/// Figures that are printed, of all that there are.
fn printed(session: &Session, inquiry: &Inquiry) -> (u64, u64) {
    let answered = session.answer_for(inquiry).unwrap();
    let audit = answered.published().audit();
    (audit.cells() - audit.withheld(), audit.cells())
}

fn proposals(session: &Session, inquiry: &Inquiry) -> Vec<Proposal> {
    session.proposals_for(inquiry, printed(session, inquiry))
}

fn said(proposals: &[Proposal]) -> Vec<String> {
    proposals.iter().map(|proposal| proposal.sentence.render(Language::Swedish)).collect()
}

#[test]
fn coarser_groups_are_proposed_with_what_they_show() {
    let session = with_town(3, 90);
    let inquiry = one("ekero-20", &["school", "grade", "gender"]);
    let now = printed(&session, &inquiry);
    assert!(loses_much(now));
    let all = proposals(&session, &inquiry);
    let words = said(&all);
    for wanted in ["visa stadier i stället för årskurser", "ta bort indelningen efter kön"] {
        assert!(words.iter().any(|line| line == wanted), "{words:?}");
    }
    for proposal in &all {
        let (shown, of) = proposal.printed;
        assert_eq!(proposal.printed, printed(&session, &proposal.inquiry), "{words:?}");
        assert!(shown * now.1 > now.0 * of, "{words:?} show no more than {now:?}");
    }
    // The best first; the last may be several together.
    let single = all.iter().filter(|proposal| !proposal.sentence.render(Language::Swedish).contains(" – tillsammans"));
    let parts: Vec<(u64, u64)> = single.map(|proposal| proposal.printed).collect();
    assert!(parts.windows(2).all(|pair| pair[0].0 * pair[1].1 >= pair[1].0 * pair[0].1), "{parts:?}");
}

#[test]
fn nothing_is_proposed_where_little_is_withheld() {
    let session = with_town(3, 400);
    let inquiry = one("ekero-20", &["school"]);
    assert!(!loses_much(printed(&session, &inquiry)));
    assert_eq!(proposals(&session, &inquiry), []);
}

#[test]
fn changes_that_are_not_enough_by_themselves_are_made_together() {
    let session = with_town(5, 45);
    let inquiry = one("ekero-20", &["school", "grade", "gender"]);
    let all = proposals(&session, &inquiry);
    let Some(last) = all.last().filter(|last| last.sentence.render(Language::Swedish).contains(" – tillsammans")) else {
        assert!(all.first().is_some_and(|best| !loses_much(best.printed)), "{:?}", said(&all));
        return;
    };
    assert_eq!(last.printed, printed(&session, &last.inquiry));
    assert!(all.iter().all(|other| other == last || last.printed.0 * other.printed.1 > other.printed.0 * last.printed.1));
}

#[test]
fn longer_periods_and_fewer_limits_are_proposed() {
    // Not in every town do they show a larger part, and then they are not proposed.
    let towns: Vec<Session> = (0..8).map(|seed| with_town(seed, 60 + seed * 15)).collect();
    let proposed = |inquiry: &Inquiry, line: &str| {
        let said = |session: &Session| said(&proposals(session, inquiry));
        assert!(towns.iter().any(|session| said(session).iter().any(|said| said == line)), "nobody is told: {line}");
    };
    let months = Inquiry::One(Question { over: Some(Over::Month), ..super::question("england-10", &["school", "grade"]) });
    proposed(&months, "räkna hela perioden på en gång");
    proposed(&banded("ekero-20", &["school", "grade"], &["5", "20", "40"]), "ta bort gränsen 40");
    proposed(&between(one("ekero-20", &["school", "grade"]), "2025-09-01", "2025-09-22"), "ta med alla dagar i filen");
    proposed(&several(&["ekero-20", "haninge"], Some("school")), "ta bort indelningen efter skola");
}

#[test]
fn proposals_are_safe_beside_what_has_left() {
    let mut session = with_town(3, 90);
    let inquiry = one("ekero-20", &["school", "grade", "gender"]);
    let before = proposals(&session, &inquiry);
    let _ = leaves(&mut session, &one("ekero-20", &["grade", "gender"])).unwrap();
    let _ = leaves(&mut session, &several(&["ekero-20", "haninge"], Some("school"))).unwrap();
    for proposal in proposals(&session, &inquiry) {
        assert_eq!(proposal.printed, printed(&session, &proposal.inquiry));
    }
    assert!(!before.is_empty());
}

#[test]
fn random_questions_get_what_they_are_promised() {
    for seed in 0..6 {
        let session = with_town(seed, 40 + seed * 20);
        let mut dice = Dice(seed);
        for _ in 0..4 {
            let all = ["school", "grade", "class", "gender", "stage"];
            let by: Vec<&str> = all.into_iter().filter(|_| dice.roll(2) == 0).collect();
            let inquiry = if dice.roll(3) == 0 { banded("ekero-20", &by, &["10", "30"]) } else { one("ekero-20", &by) };
            let now = printed(&session, &inquiry);
            for proposal in session.proposals_for(&inquiry, now) {
                assert_eq!(proposal.printed, printed(&session, &proposal.inquiry), "{by:?}");
                assert!(proposal.printed.0 * now.1 > now.0 * proposal.printed.1, "{by:?}");
                assert_ne!(proposal.inquiry, inquiry);
            }
        }
    }
}
