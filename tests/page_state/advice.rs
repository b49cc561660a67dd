//! What would show more than the report on screen, and asking it by one click.

use super::*;
use franvarokalkyl::wire::{Inquiry, Proposal};

fn asked(by: &[&str]) -> Question {
    Question { definition: "haninge".into(), by: by.iter().map(|name| (*name).to_owned()).collect(), ..Question::default() }
}

fn proposal(inquiry: Inquiry) -> Proposal {
    Proposal { sentence: Key::ProposalStage.into(), printed: (9, 10), inquiry }
}

/// A report that prints so many figures of ten.
fn prints(printed: u64) -> Action {
    heard(Answer::Published(Box::new(Report { printed: (printed, 10), ..report() })))
}

/// The page after the answer to a question by school.
fn after(printed: u64) -> (State, Vec<Errand>) {
    walk(checking(), [Action::Accept, Action::Define("haninge".into()), Action::Publish, prints(printed)])
}

#[test]
fn advice_is_asked_for_where_more_than_a_third_is_withheld() {
    let asks = |errands: &[Errand]| errands.iter().any(|errand| matches!(errand, Errand::Ask(Ask::Advise(..))));
    let (state, errands) = after(6);
    assert!(errands.contains(&Errand::Ask(Ask::Advise(Inquiry::One(asked(&["school"])), (6, 10)))));
    assert!(state.wants_advice() && state.proposals().is_none());
    let (state, errands) = after(7);
    assert!(!asks(&errands) && !state.wants_advice());
}

#[test]
fn a_proposal_is_asked_by_one_click_and_filled_in() {
    let bands = Bands { thresholds: vec!["12,5".into(), "20".into()], disjoint: false };
    let (from, to) = (Some("2025-09-01".to_owned()), None);
    let wanted = Question { bands: Some(bands), from, to, over: Some(Over::Term), ..asked(&["school-group", "gender"]) };
    let proposed = vec![proposal(Inquiry::One(asked(&[]))), proposal(Inquiry::One(wanted.clone()))];
    let proposals = heard(Answer::Proposals(Inquiry::One(asked(&["school"])), proposed));
    let (state, _) = walk(with_share(), [Action::Accept, Action::Define("haninge".into()), Action::Publish, prints(1), proposals]);
    assert_eq!(state.proposals().map(<[Proposal]>::len), Some(2));
    assert_eq!(state.clone().reduce(Action::TakeProposal(7)).1, []);
    let (state, errands) = state.reduce(Action::TakeProposal(1));
    assert_eq!((state.step, state.engine, errands), (Step::Question, Engine::Busy, vec![Errand::Ask(Ask::Publish(wanted))]));
    // Where the question is asked it stands as it was proposed, the breakdown too that is shown to nobody who has no need of it.
    assert!(state.draft.is_by("school-group") && state.draft.is_by("gender") && !state.draft.is_by("school"));
    assert_eq!((state.draft.details.levels, state.draft.details.own.as_str()), (Levels::Own, "12,5; 20"));
    assert_eq!(state.draft.details.over, OverChoice::Term);
    // The next report has advice of its own.
    let (state, _) = walk(state, [prints(2)]);
    assert!(state.proposals().is_none() && state.step == Step::Result);
}

#[test]
fn a_proposal_is_what_it_was_whatever_has_been_filled_in_since() {
    let wanted = asked(&["grade"]);
    let proposals = heard(Answer::Proposals(Inquiry::One(asked(&["school"])), vec![proposal(Inquiry::One(wanted.clone()))]));
    let (state, _) = walk(with_share(), [Action::Accept, Action::Define("haninge".into()), Action::Publish, prints(1), proposals]);
    let since = [
        Action::Open(Step::Question),
        Action::Detail(Detail::Levels(Levels::Ekero)),
        Action::Detail(Detail::Over(OverChoice::Month)),
        Action::Define("another".into()),
        Action::Open(Step::Result),
        Action::TakeProposal(0),
    ];
    assert_eq!(walk(state, since).1, [Errand::Ask(Ask::Publish(wanted))]);
}

/// Files, and a definition whose limit can be moved.
fn with_share() -> State {
    let ready = heard(Answer::Ready(Catalogue { definitions: vec![defined("haninge", vec![share("20")])], ..Catalogue::default() }));
    walk(State::new(Language::Swedish, Vec::new()), [ready, choose(), heard(Answer::Read(overview()))]).0
}

#[test]
fn proposals_to_another_question_are_passed_over() {
    let (state, _) = after(1);
    let (state, _) = walk(state, [heard(Answer::Proposals(Inquiry::One(asked(&["grade"])), vec![proposal(Inquiry::One(asked(&[])))]))]);
    assert!(state.proposals().is_none());
    assert_eq!(state.reduce(Action::TakeProposal(0)).1, []);
}

#[test]
fn a_comparison_leaves_its_schools_out() {
    let comparison = |by: Option<&str>| {
        let definitions = vec!["haninge".to_owned(), "nacka".to_owned()];
        Comparison { definitions, by: by.map(str::to_owned), ..Comparison::default() }
    };
    let clause = || vec![share("20")];
    let asking = asking(vec![defined("haninge", clause()), defined("nacka", clause())]);
    let actions = [Action::Open(Step::Compare), Action::CompareSchools(true), Action::PublishComparison, prints(3)];
    let (state, errands) = walk(asking, actions);
    assert!(errands.contains(&Errand::Ask(Ask::Advise(Inquiry::Several(comparison(Some("school"))), (3, 10)))));
    let proposed = [Some("school-group"), None].map(|by| proposal(Inquiry::Several(comparison(by))));
    let proposals = Answer::Proposals(Inquiry::Several(comparison(Some("school"))), proposed.to_vec());
    let (state, _) = walk(state, [heard(proposals)]);
    let (joined, errands) = walk(state.clone(), [Action::TakeProposal(0)]);
    assert_eq!(errands, [Errand::Ask(Ask::Compare(comparison(Some("school-group"))))]);
    // Whoever tells the schools apart again means all of them.
    let (_, errands) = walk(joined, [prints(3), Action::Open(Step::Compare), Action::CompareSchools(true), Action::PublishComparison]);
    assert_eq!(errands, [Errand::Ask(Ask::Compare(comparison(Some("school"))))]);
    let (state, errands) = walk(state, [Action::TakeProposal(1)]);
    assert_eq!(errands, [Errand::Ask(Ask::Compare(comparison(None)))]);
    assert!(!state.compare.by_school && state.step == Step::Compare);
}
