//! The user's own definitions, and those that come with links and files.

use super::*;

fn own(id: &str) -> Box<DefinedCard> {
    Box::new(defined(id, vec![share("25")]))
}

fn linked(id: &str) -> Action {
    heard(Answer::Understood(Origin::Link, Ok(own(id))))
}

#[test]
fn kept_definitions_are_told_to_every_worker_before_anything_else() {
    let kept = vec!["id = \"egen\"".to_owned()];
    let start = State::new(Language::Swedish, Vec::new()).with_definitions(kept.clone());
    assert!(start.has_kept());
    let adopt = Errand::Ask(Ask::Adopt(kept));
    let (state, errands) = walk(start, [choose(), ready()]);
    assert_eq!(errands, [adopt.clone(), Errand::Ask(Ask::Read(ReadingChoices::default()))]);
    let (state, _) = walk(state, [heard(Answer::Adopted(vec![*own("egen")])), heard(Answer::Read(overview())), Action::Accept]);
    assert_eq!((state.step, state.engine), (Step::Question, Engine::Ready));
    let (state, errands) = walk(state, [Action::Define("egen".into()), Action::Publish]);
    assert!(matches!(errands.as_slice(), [Errand::Ask(Ask::Publish(_))]));
    let (state, _) = walk(state, [heard(Answer::Published(Box::new(report()))), Action::StartOver]);
    assert!(state.is_own("egen"), "starting over is about files");
    let (_, errands) = state.reduce(ready());
    assert_eq!(errands, [adopt]);
}

#[test]
fn a_definition_of_a_link_is_offered_and_used_only_if_the_user_says_so() {
    let start = || walk(State::new(Language::Swedish, Vec::new()), [Action::Linked("abc".into())]);
    let (state, errands) = start();
    assert_eq!((state.linked.clone(), errands), (Some(Linked::Waiting("abc".into())), Vec::new()));
    let (state, errands) = state.reduce(ready());
    assert_eq!(errands, [Errand::Ask(Ask::ReadDefinitionLink("abc".into()))]);
    let (state, errands) = state.reduce(linked("sänd"));
    assert_eq!((state.offered().map(|card| card.card.id.as_str()), errands), (Some("sänd"), Vec::new()));
    assert!(!state.has_kept() && state.draft.definition.is_none());
    let (refused, errands) = state.clone().reduce(Action::Answer(false));
    assert_eq!((refused.offered().is_none(), refused.own.len(), errands), (true, 0, vec![Errand::Focus(HEADING.into())]));
    let texts = vec![own("sänd").text];
    let (state, errands) = state.reduce(Action::Answer(true));
    assert_eq!(errands, [Errand::KeepDefinitions(texts.clone()), Errand::Ask(Ask::Adopt(texts)), Errand::Focus(HEADING.into())]);
    assert_eq!((state.step, state.draft.definition.as_deref()), (Step::Files, Some("sänd")));
    // The same link again: nothing to ask.
    let (state, errands) = walk(state, [Action::Linked("abc".into()), linked("sänd")]);
    assert_eq!((state.offered().is_none(), errands), (true, Vec::new()));
    // A link to a preset chooses it.
    let (state, _) = walk(state, [Action::Linked("abc".into())]);
    let preset = heard(Answer::Understood(Origin::Link, Ok(Box::new(defined("haninge", Vec::new())))));
    let (state, _) = state.reduce(preset);
    assert_eq!((state.offered().is_none(), state.draft.definition.as_deref()), (true, Some("haninge")));
}

#[test]
fn a_link_that_cannot_be_read_is_said() {
    let (state, _) = walk(State::new(Language::Swedish, Vec::new()), [ready(), Action::Linked("abc".into())]);
    let (state, errands) = state.reduce(heard(Answer::Understood(Origin::Link, Err(remark()))));
    assert_eq!((state.refused_link(), state.faults.is_empty(), errands), (Some(&remark()), true, Vec::new()));
    let (state, errands) = state.reduce(Action::Answer(false));
    assert_eq!((state.linked, errands), (None, vec![Errand::Focus(HEADING.into())]));
}

#[test]
fn a_file_with_a_definition_is_chosen_or_opened_in_the_editor() {
    let file = || heard(Answer::Understood(Origin::File, Ok(own("ur-fil"))));
    let (state, errands) = asking(Vec::new()).reduce(Action::LoadDefinition);
    assert_eq!(errands, [Errand::Ask(Ask::ReadDefinition)]);
    let (chosen, errands) = state.clone().reduce(file());
    assert_eq!(errands.last(), Some(&Errand::FocusGently("definition".into())));
    assert_eq!((chosen.draft.definition.as_deref(), chosen.is_own("ur-fil")), (Some("ur-fil"), true));
    let (opened, errands) = walk(state.clone(), [Action::Write(None), Action::LoadDefinition, file()]);
    assert!(matches!(errands.as_slice(), [Errand::Ask(Ask::Define(draft)), Errand::FocusGently(_)] if draft.id == "ur-fil"));
    assert_eq!((opened.step, opened.own.len()), (Step::Define, 0));
    let (state, errands) = state.reduce(heard(Answer::Understood(Origin::File, Err(remark()))));
    assert_eq!((state.faults, errands), (vec![Fault::Remark(remark())], vec![Errand::FocusGently(FAULTS.into())]));
}

#[test]
fn own_definitions_can_be_removed_one_by_one_and_all_together() {
    let read = |id: &str| heard(Answer::Understood(Origin::File, Ok(own(id))));
    let (state, _) = walk(asking(Vec::new()), [read("a"), read("b")]);
    let (one, errands) = state.clone().reduce(Action::Discard("b".into()));
    let texts = vec![own("a").text];
    assert_eq!(errands, [Errand::KeepDefinitions(texts.clone()), Errand::Ask(Ask::Adopt(texts)), Errand::Focus("definition".into())]);
    assert_eq!((one.draft.definition.as_deref(), one.is_own("b")), (None, false));
    let (none, errands) = state.clone().reduce(Action::ForgetStored);
    assert_eq!(errands, [Errand::ForgetStored, Errand::Focus(HEADING.into()), Errand::Ask(Ask::Adopt(Vec::new()))]);
    assert!(none.own.is_empty() && !none.has_kept());
    // A report does not outlive its definition.
    let (state, _) = walk(state, [Action::Publish, heard(Answer::Published(Box::new(report()))), Action::ForgetStored]);
    assert_eq!((state.step, state.report.is_none(), state.asked.is_none()), (Step::Question, true, true));
}
