//! Several files, and files that come when something is read.

use super::*;

fn arrives(files: &[(u32, &str)]) -> Action {
    Action::Choose(files.iter().map(|(number, name)| given(*number, name)).collect())
}

fn read() -> Action {
    heard(Answer::Read(overview()))
}

fn named(state: &State) -> Vec<String> {
    state.source.iter().flat_map(Source::files).map(|file| file.name.clone()).collect()
}

fn said(state: &State) -> Option<Key> {
    state.said.as_ref().map(|said| said.sentence.key)
}

#[test]
fn several_files_are_read_together_and_the_same_one_once() {
    let (state, _) = walk(State::new(Language::Swedish, Vec::new()), [ready(), arrives(&[(0, "a.csv"), (1, "b.csv")])]);
    assert_eq!((state.step, named(&state)), (Step::Reading, vec!["a.csv".to_owned(), "b.csv".to_owned()]));
    let twice = Action::Choose(vec![given(0, "a.csv"), Given { number: 1, ..given(0, "a.csv") }]);
    let (state, _) = walk(State::new(Language::Swedish, Vec::new()), [ready(), twice]);
    assert_eq!((named(&state), said(&state)), (vec!["a.csv".to_owned()], Some(Key::FilesTwice)));
    assert!(state.holds(0) && !state.holds(1));
}

#[test]
fn a_file_that_comes_later_asks_at_every_step_and_changes_nothing_yet() {
    let define = walk(result(), [Action::Open(Step::Question), Action::Write(None)]).0;
    let question = walk(result(), [Action::Open(Step::Question)]).0;
    let files = walk(result(), [Action::Open(Step::Files)]).0;
    for before in [checking(), question, define, result(), files] {
        let (after, errands) = before.clone().reduce(arrives(&[(1, "b.csv")]));
        assert_eq!(errands, [Errand::Focus(ARRIVED.into())], "{:?}", before.step);
        assert_eq!(after.arrived, [given(1, "b.csv")]);
        assert!(after.holds(0) && after.holds(1));
        let (left, _) = after.clone().reduce(Action::Settle(Settle::Leave));
        assert_eq!(left, before);
        assert!(!left.holds(1));
        let (added, errands) = after.clone().reduce(Action::Settle(Settle::Add));
        assert_eq!((added.step, named(&added)), (Step::Reading, vec!["a.csv".to_owned(), "b.csv".to_owned()]));
        assert_eq!(errands.first(), Some(&Errand::Ask(Ask::Read(ReadingChoices::default()))));
        let (replaced, _) = after.reduce(Action::Settle(Settle::Replace));
        assert_eq!((replaced.step, named(&replaced)), (Step::Reading, vec!["b.csv".to_owned()]));
    }
}

#[test]
fn adding_keeps_what_was_said_of_columns_and_replacing_does_not() {
    let decided = [role("Dag", Some("note")), Action::Reread, read(), arrives(&[(1, "b.csv")])];
    let (state, _) = walk(checking(), decided);
    let (added, _) = state.clone().reduce(Action::Settle(Settle::Add));
    assert_eq!(added.choices.for_reading().layouts.len(), 1);
    let (replaced, _) = state.reduce(Action::Settle(Settle::Replace));
    assert_eq!(replaced.choices.for_reading().layouts.len(), 0);
}

#[test]
fn a_field_that_cannot_be_read_keeps_the_new_file_waiting() {
    let (state, _) = walk(checking(), [say(Change::HeaderRow("x".into())), arrives(&[(1, "b.csv")]), Action::Settle(Settle::Add)]);
    assert_eq!((state.step, named(&state), state.arrived.len()), (Step::Check, vec!["a.csv".to_owned()], 1));
    assert_eq!(faults(&state), [("header-row-0".to_owned(), Key::PageFaultHeaderRow)]);
}

#[test]
fn the_same_file_again_is_said_and_another_of_its_name_is_told_apart() {
    let (state, errands) = checking().reduce(choose());
    assert_eq!((said(&state), state.arrived.len(), errands), (Some(Key::FilesTwice), 0, Vec::new()));
    let (state, _) = checking().reduce(arrives(&[(7, "a.csv")]));
    assert_eq!(state.newer(), [given(7, "a.csv")]);
    assert_eq!(names(&state.newer()), Value::List(vec!["a.csv".into()]));
}

#[test]
fn the_example_is_replaced_and_never_mixed_with_files() {
    let (state, _) = walk(State::new(Language::Swedish, Vec::new()), [ready(), Action::Example, read(), arrives(&[(1, "b.csv")])]);
    assert!(!state.can_add());
    let (state, _) = walk(state, [Action::Settle(Settle::Add)]);
    assert_eq!(named(&state), ["b.csv"]);
}

#[test]
fn a_file_that_is_dropped_while_another_is_read_waits() {
    let (state, errands) = walk(State::new(Language::Swedish, Vec::new()), [ready(), choose(), arrives(&[(1, "b.csv")])]);
    assert_eq!((state.step, state.arrived.len(), errands), (Step::Reading, 1, Vec::new()));
    // It cannot be settled before it is known what is read.
    assert_eq!(state.clone().reduce(Action::Settle(Settle::Replace)).1, Vec::new());
    let (state, errands) = state.reduce(read());
    assert_eq!((state.step, state.arrived.len(), errands), (Step::Check, 1, vec![Errand::FocusGently(ARRIVED.into())]));
}

#[test]
fn files_that_could_not_be_read_and_are_chosen_again_keep_what_was_said_of_them() {
    let (state, _) = walk(checking(), [role("Dag", Some("note")), Action::Reread, heard(Answer::Refused(vec![remark()], Vec::new()))]);
    assert_eq!(state.step, Step::Files);
    let (_, errands) = state.clone().reduce(arrives(&[(1, "a.csv")]));
    let choices = reading(vec![layout(&[("Dag", Some("note"))])]);
    assert_eq!(errands.first(), Some(&Errand::Ask(Ask::Read(choices))));
    let (_, errands) = state.reduce(arrives(&[(1, "b.csv")]));
    assert_eq!(errands.first(), Some(&Errand::Ask(Ask::Read(ReadingChoices::default()))));
}

#[test]
fn the_example_fills_in_a_definition_that_no_file_of_the_users_inherits() {
    let start = walk(State::new(Language::Swedish, Vec::new()), [ready(), Action::Example, read(), Action::Accept]).0;
    assert_eq!((start.draft.definition.as_deref(), start.draft.is_suggested()), (Some("haninge"), true));
    // Three clicks: the example, that it is right, the result.
    let (state, _) = walk(start.clone(), [Action::Publish, heard(Answer::Published(Box::new(report())))]);
    assert_eq!((state.step, state.habits), (Step::Result, None));
    let (state, _) = walk(start.clone(), [arrives(&[(1, "b.csv")]), Action::Settle(Settle::Replace), read(), Action::Accept]);
    assert_eq!(state.draft.definition, None);
    let chosen = [Action::Define("haninge".into()), arrives(&[(1, "b.csv")]), Action::Settle(Settle::Replace), read(), Action::Accept];
    assert_eq!(walk(start, chosen).0.draft.definition.as_deref(), Some("haninge"));
}
