//! Taking back: what was before is put back whole, in the page, in the browser's storage and in the worker.

use super::*;

fn said(state: &State) -> Option<Key> {
    state.said.as_ref().map(|said| said.sentence.key)
}

fn read() -> Action {
    heard(Answer::Read(overview()))
}

/// What the user has chosen, without what has been done since to the worker.
fn chosen(state: &State) -> (Step, Option<Source>, ReadingChoices, Draft, Vec<String>, usize, Option<state::Editor>) {
    let State { step, source, choices, draft, kept_definitions, sections, editor, .. } = state.clone();
    (step, source, choices.for_reading(), draft, kept_definitions, sections.len(), editor)
}

#[test]
fn a_removed_section_comes_back_and_is_compiled_again() {
    let second = Action::Break("gender".into(), true);
    let publish = || [Action::Publish, heard(Answer::Published(Box::new(report())))];
    let (state, _) = walk(result(), [Action::AddSection, Action::Open(Step::Question), second]);
    let (state, _) = walk(walk(state, publish()).0, [Action::AddSection, Action::Open(Step::Dossier)]);
    let section = |inquiry| franvarokalkyl::wire::DossierSection { inquiry, report: Ok(Box::new(report())) };
    let compiled = |state: &State| {
        let sections = state.sections.iter().cloned().map(section).collect();
        heard(Answer::Compiled(Box::new(franvarokalkyl::wire::Dossier { sections })))
    };
    let answer = compiled(&state);
    let (before, _) = state.reduce(answer);
    let (state, _) = before.clone().reduce(Action::RemoveSection(0));
    assert_eq!((said(&state), state.sections.len()), (Some(Key::PageDossierRemoved), 1));
    // Not while the worker is at the other report.
    assert!(!state.can_undo());
    let answer = compiled(&state);
    let (state, _) = state.reduce(answer);
    let (state, errands) = state.reduce(Action::Undo);
    assert_eq!(errands.first(), Some(&Errand::Ask(Ask::Compile(before.sections.clone()))));
    let answer = compiled(&state);
    let (state, _) = state.reduce(answer);
    assert_eq!((state.step, &state.sections, said(&state)), (Step::Dossier, &before.sections, Some(Key::UndoDone)));
}

#[test]
fn a_discarded_definition_comes_back_to_page_storage_and_worker() {
    let own = defined("mine", vec![share("20")]);
    let before = walk(asking(Vec::new()), [heard(Answer::Understood(Origin::File, Ok(Box::new(own.clone()))))]).0;
    let (state, _) = before.clone().reduce(Action::Discard("mine".into()));
    assert_eq!((said(&state), state.is_own("mine")), (Some(Key::UndoDiscarded), false));
    let (state, errands) = state.reduce(Action::Undo);
    let texts = vec![own.text];
    assert_eq!(errands, [Errand::KeepDefinitions(texts.clone()), Errand::Ask(Ask::Adopt(texts)), Errand::Focus(HEADING.into())]);
    assert_eq!(chosen(&state), chosen(&before));
    assert!(state.is_own("mine"));
}

#[test]
fn what_was_stored_and_forgotten_is_stored_again() {
    let kept = vec![layout(&[("Dag", Some("note"))])];
    let before = walk(State::new(Language::Swedish, kept.clone()), [ready(), Action::Speak(Language::English)]).0;
    let (state, _) = before.reduce(Action::ForgetStored);
    assert_eq!(said(&state), Some(Key::PageStoredForgotten));
    let (state, errands) = state.reduce(Action::Undo);
    assert_eq!(errands, [Errand::Remember(Language::English), Errand::Keep(kept), Errand::Focus(HEADING.into())]);
    assert!(state.has_kept());
}

#[test]
fn replaced_files_are_read_again_and_the_user_is_where_he_was() {
    let before = walk(result(), [Action::Break("gender".into(), true)]).0;
    let (state, _) = walk(before.clone(), [Action::Choose(vec![given(1, "b.csv")]), Action::Settle(Settle::Replace)]);
    assert_eq!(said(&state), Some(Key::UndoReplaced));
    assert!(state.holds(0), "the browser's file is needed if it is taken back");
    // At once, while the new file is being read, or after it.
    for actions in [vec![], vec![read()]] {
        let (state, errands) = walk(walk(state.clone(), actions).0, [Action::Undo]);
        assert_eq!((state.step, errands), (Step::Reading, vec![Errand::Restart, Errand::FocusGently(HEADING.into())]));
        let (state, errands) = state.reduce(ready());
        assert_eq!(errands, [Errand::Ask(Ask::Read(ReadingChoices::default()))]);
        let (state, errands) = state.reduce(read());
        assert!(matches!(errands.as_slice(), [Errand::FocusGently(_), Errand::Ask(Ask::Publish(_))]), "{errands:?}");
        let (state, _) = state.reduce(heard(Answer::Published(Box::new(report()))));
        assert_eq!(chosen(&state), chosen(&before));
        assert_eq!(state.report, before.report);
        assert!(!state.holds(1));
    }
}

#[test]
fn a_change_of_columns_is_taken_back_before_and_after_it_is_read() {
    let (state, _) = checking().reduce(role("Dag", Some("note")));
    assert_eq!((said(&state), state.choices.waiting()), (Some(Key::UndoChanged), 1));
    let (back, errands) = state.clone().reduce(Action::Undo);
    assert_eq!((back.choices.waiting(), errands), (0, vec![Errand::Focus(HEADING.into())]));
    let (state, _) = walk(state, [Action::Reread, read()]);
    assert_eq!(said(&state), Some(Key::UndoReread));
    let (state, _) = walk(state, [Action::Undo, ready()]);
    assert_eq!((state.step, state.choices.for_reading()), (Step::Reading, ReadingChoices::default()));
    let (state, _) = state.reduce(read());
    assert_eq!((state.step, state.choices.waiting()), (Step::Check, 1));
}

#[test]
fn a_definition_that_was_left_is_written_on() {
    let (state, _) = walk(asking(Vec::new()), [Action::Write(None), Action::Edit(Edit::Name("Min".into()))]);
    let (left, _) = state.clone().reduce(Action::LeaveEditor);
    assert_eq!((left.step, left.editor.is_none(), said(&left)), (Step::Question, true, Some(Key::UndoUnwritten)));
    let (back, _) = left.reduce(Action::Undo);
    assert_eq!((back.step, back.editor.map(|editor| editor.draft.name.sv)), (Step::Define, Some("Min".to_owned())));
    let (removed, _) = state.reduce(Action::Edit(Edit::Remove(Place { clause: 0, condition: 0 })));
    assert_eq!(said(&removed), Some(Key::UndoPart));
    let (back, _) = removed.reduce(Action::Undo);
    assert_eq!(back.editor.map(|editor| editor.draft.clauses.len()), Some(1));
    // Nothing was written: nothing is lost.
    let (state, _) = walk(asking(Vec::new()), [Action::Write(None), Action::LeaveEditor]);
    assert_eq!(said(&state), None);
}

#[test]
fn starting_over_is_taken_back_with_what_has_left() {
    let inquiry = franvarokalkyl::wire::Inquiry::One(Question::default());
    let left = franvarokalkyl::wire::Released {
        data: "a".into(),
        titles: vec![Key::ReportCaptionWhole.into()],
        period: Default::default(),
        inquiry,
        definitions: Vec::new(),
        columns: Vec::new(),
    };
    let before = walk(result(), [heard(Answer::Released("a".into(), vec![left.clone()]))]).0;
    let (state, _) = walk(before, [Action::StartOver, ready(), Action::Undo]);
    let (_, errands) = state.reduce(ready());
    assert_eq!(errands.first(), Some(&Errand::Ask(Ask::Recall(vec![left]))));
}

#[test]
fn what_is_chosen_after_it_takes_the_offer_away() {
    let (state, _) = checking().reduce(role("Dag", Some("note")));
    // To look around takes nothing away.
    let (looked, _) = walk(state.clone(), [Action::Open(Step::Files), Action::Open(Step::Check), Action::Speak(Language::English)]);
    assert_eq!(said(&looked), Some(Key::UndoChanged));
    let (state, _) = walk(state, [Action::Reread, read(), Action::Accept]);
    assert_eq!((state.said, state.step), (None, Step::Question));
    assert_eq!(checking().reduce(Action::Undo), (checking(), Vec::new()));
}
