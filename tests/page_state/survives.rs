//! What breaks, and how the user goes on: nothing that was chosen is lost.

use super::*;

fn read() -> Action {
    heard(Answer::Read(overview()))
}

fn published() -> Action {
    heard(Answer::Published(Box::new(report())))
}

fn breaks() -> Action {
    Action::Broke("panicked at src/x.rs".into())
}

fn advised(state: &State) -> Vec<Key> {
    let key = |fault: &Fault| match fault {
        Fault::Advised(sentence, _) => Some(sentence.key),
        _ => None,
    };
    state.faults.iter().filter_map(key).collect()
}

#[test]
fn a_worker_that_dies_is_replaced_once_and_the_report_is_there_again() {
    let before = result();
    let (state, errands) = before.clone().reduce(breaks());
    assert_eq!((state.step, state.engine), (Step::Reading, Engine::Starting));
    assert_eq!(errands, [Errand::Restart, Errand::FocusGently(HEADING.into())]);
    assert_eq!(state.said.as_ref().map(|said| said.sentence.key), Some(Key::SurviveGoesOn));
    let (state, errands) = state.reduce(ready());
    assert_eq!(errands, [Errand::Ask(Ask::Read(ReadingChoices::default()))]);
    let (state, errands) = state.reduce(read());
    let asked = before.asked.clone().unwrap();
    assert_eq!(errands, [Errand::FocusGently(HEADING.into()), Errand::Ask(Ask::Publish(asked))]);
    let (state, _) = state.reduce(published());
    assert_eq!((state.step, &state.report, &state.draft), (Step::Result, &before.report, &before.draft));
}

#[test]
fn one_that_dies_again_is_not_replaced_without_end_but_the_button_goes_on() {
    let (state, _) = walk(result(), [breaks(), ready(), breaks()]);
    assert_eq!((state.step, state.engine, advised(&state)), (Step::Files, Engine::Starting, vec![Key::FindingBroken]));
    assert_eq!(state.said, None, "it did not go on");
    // By the button: the same files, the same choices, the same place.
    let (state, errands) = walk(state, [ready(), Action::ReadAgain]);
    assert_eq!(errands.first(), Some(&Errand::Ask(Ask::Read(ReadingChoices::default()))));
    let (state, _) = walk(state, [read(), published()]);
    assert_eq!((state.step, state.draft.definition.as_deref()), (Step::Result, Some("haninge")));
    // A report in between: the next death is a first one again.
    assert_eq!(state.reduce(breaks()).0.step, Step::Reading);
}

#[test]
fn one_that_dies_before_it_is_ready_is_not_started_again_by_itself() {
    let (state, _) = walk(result(), [breaks(), breaks()]);
    assert_eq!((state.engine, advised(&state)), (Engine::Failed, vec![Key::PageFaultEngine]));
    let (state, errands) = state.reduce(Action::ReadAgain);
    assert_eq!((state.engine, errands.first()), (Engine::Starting, Some(&Errand::Restart)));
    let (state, _) = walk(state, [ready(), read(), published()]);
    assert_eq!(state.step, Step::Result);
}

#[test]
fn a_question_that_breaks_the_worker_is_not_asked_again_by_itself() {
    let (state, _) = walk(checking(), [Action::Accept, Action::Define("haninge".into()), Action::Publish, breaks(), ready()]);
    let (state, errands) = state.reduce(read());
    assert_eq!((state.step, advised(&state)), (Step::Question, vec![Key::FindingBroken]));
    assert_eq!(errands, [Errand::FocusGently(HEADING.into()), Errand::FocusGently(FAULTS.into())]);
    assert_eq!(state.draft.definition.as_deref(), Some("haninge"));
}

#[test]
fn memory_that_runs_out_is_said_with_what_to_do() {
    let start = State::new(Language::Swedish, Vec::new());
    for words in ["Uncaught RuntimeError: unreachable", "RangeError: Array buffer allocation failed", "out of memory"] {
        let (state, errands) = walk(start.clone(), [ready(), choose(), Action::Broke(words.into())]);
        assert_eq!((state.step, advised(&state)), (Step::Files, vec![Key::SurviveMemory]), "{words}");
        assert_eq!(errands, [Errand::Restart, Errand::FocusGently(FAULTS.into())]);
        assert_eq!(state.source.as_ref().map(|source| source.files().len()), Some(1));
    }
    // A panic stops in the same way, but has said its own words before.
    let panicked = Action::Broke("panicked at src/x.rs:1: out of memory".into());
    assert_eq!(walk(start, [ready(), choose(), panicked]).0.step, Step::Reading);
}

#[test]
fn a_definition_that_is_being_written_outlives_the_worker() {
    let write = [Action::Write(None), Action::Edit(Edit::Name("Min".into())), breaks()];
    for start in [walk(State::new(Language::Swedish, Vec::new()), [ready()]).0, asking(Vec::new())] {
        let (state, _) = walk(start, write.clone());
        let (state, _) = walk(state, [ready(), read()]);
        assert_eq!((state.step, state.editor.map(|editor| editor.draft.name.sv)), (Step::Define, Some("Min".to_owned())));
    }
}

#[test]
fn nothing_is_said_to_be_read_where_nothing_was() {
    let (state, _) = walk(State::new(Language::Swedish, Vec::new()), [ready(), breaks()]);
    assert_eq!((state.step, state.source.is_none(), advised(&state)), (Step::Files, true, vec![Key::FindingBroken]));
}

#[test]
fn a_browser_that_stores_or_takes_nothing_is_said_to() {
    assert!(State::new(Language::Swedish, Vec::new()).with_storage(false, true).unstored);
    let (state, _) = walk(result(), [Action::Unstored]);
    assert!(state.unstored);
    assert!(walk(state, [Action::StartOver]).0.unstored, "it does not store more for that");
    let (state, errands) = result().reduce(Action::Unsaved("franvaro.csv".into()));
    assert_eq!((advised(&state), errands), (vec![Key::SurviveUnsaved], vec![Errand::Focus(FAULTS.into())]));
    assert_eq!(result().reduce(Action::Marked).0.notice.map(|notice| notice.key), Some(Key::EditorMarked));
}
