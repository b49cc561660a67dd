//! From step to step, and what an engine that breaks or is stopped leaves.

use super::*;

#[test]
fn a_file_that_is_chosen_before_the_engine_is_ready_waits_for_it() {
    let (state, errands) = walk(State::new(Language::Swedish, Vec::new()), [choose()]);
    assert_eq!((state.step, state.engine), (Step::Reading, Engine::Starting));
    assert_eq!(errands, [Errand::Focus(HEADING.into())]);
    let (state, errands) = state.reduce(ready());
    assert_eq!((state.step, state.engine), (Step::Reading, Engine::Busy));
    assert_eq!(errands, [Errand::Ask(Ask::Read(ReadingChoices::default()))]);
}

#[test]
fn the_whole_way_from_the_example_to_a_saved_file() {
    let (state, errands) = walk(State::new(Language::English, Vec::new()), [ready(), Action::Example]);
    assert_eq!(errands, [Errand::Ask(Ask::Example(ReadingChoices::default())), Errand::Focus(HEADING.into())]);
    assert_eq!(state.source, Some(Source::Example));
    let (state, errands) = state.reduce(heard(Answer::Read(overview())));
    assert_eq!((state.step, errands), (Step::Check, vec![Errand::FocusGently(HEADING.into())]));
    let (state, errands) =
        walk(state, [Action::Accept, Action::Define("haninge".into()), Action::Break("gender".into(), true), Action::Publish]);
    let question = Question { definition: "haninge".into(), by: vec!["school".into(), "gender".into()], ..Question::default() };
    assert_eq!(errands, [Errand::Ask(Ask::Publish(question.clone()))]);
    assert_eq!(state.asked, Some(question));
    let (state, errands) = state.reduce(heard(Answer::Published(Box::new(report()))));
    assert_eq!((state.step, errands), (Step::Result, vec![Errand::FocusGently(HEADING.into())]));
    let (state, errands) = state.reduce(Action::Export(Format::Csv));
    assert_eq!(errands, [Errand::Ask(Ask::Export(Format::Csv, Language::English))]);
    let saved = ExportedFile { name: "franvaro.csv".into(), media: "text/csv".into(), bytes: vec![1] };
    let (state, errands) = state.reduce(heard(Answer::File(saved.clone())));
    assert_eq!(errands, [Errand::Save(saved)]);
    assert_eq!(state.notice.map(|notice| notice.key), Some(Key::PageExportDone));
    assert_eq!(state.engine, Engine::Ready);
}

#[test]
fn a_cancelled_reading_leaves_nothing_and_a_new_engine() {
    let (state, errands) = walk(State::new(Language::Swedish, Vec::new()), [ready(), choose(), Action::Cancel]);
    assert_eq!((state.step, state.engine), (Step::Files, Engine::Starting));
    assert_eq!(errands, [Errand::Restart, Errand::Focus(HEADING.into())]);
    assert_eq!(state.notice.as_ref().map(|notice| notice.key), Some(Key::PageReadingCancelled));
    // What the ended engine still had to say changes nothing, and the same file can be read again.
    let (state, errands) = state.reduce(heard(Answer::Read(overview())));
    assert_eq!((state.step, state.overview.is_none(), errands), (Step::Files, true, Vec::new()));
    let (state, _) = walk(state, [Action::ReadAgain]);
    assert_eq!((state.step, state.source), (Step::Reading, Some(Source::Files(vec![given(0, "a.csv")]))));
}

#[test]
fn a_file_that_only_lacks_an_answer_is_a_question_and_its_notes_can_wait() {
    let asked = Remark { code: "period_missing".into(), ..remark() };
    let note = Remark { code: "rows_passed_over".into(), weight: Weight::Note, ..remark() };
    let refused = |remarks| heard(Answer::Refused(remarks, vec![file()]));
    let (state, _) = walk(State::new(Language::Swedish, Vec::new()), [ready(), choose(), refused(vec![asked.clone(), note])]);
    assert_eq!(state.faults, [Fault::Remark(asked.clone())]);
    assert!(state.only_asks());
    let (state, _) = walk(State::new(Language::Swedish, Vec::new()), [ready(), choose(), refused(vec![asked, remark()])]);
    assert!(!state.only_asks());
}

#[test]
fn a_refused_file_shows_its_columns_so_that_they_can_be_chosen() {
    let (state, errands) =
        walk(State::new(Language::Swedish, Vec::new()), [ready(), choose(), heard(Answer::Refused(vec![remark()], vec![file()]))]);
    assert_eq!((state.step, errands), (Step::Check, vec![Errand::FocusGently(FAULTS.into())]));
    assert_eq!((state.overview.is_none(), state.files.len()), (true, 1));
    assert_eq!(state.faults, [Fault::Remark(remark())]);
    let (unmoved, _) = state.clone().reduce(Action::Accept);
    assert_eq!(unmoved.step, Step::Check);
    let (_, errands) = walk(state, [role("Dag", Some("date")), Action::Reread]);
    let choices = reading(vec![layout(&[("Dag", Some("date"))])]);
    assert_eq!(errands, [Errand::Ask(Ask::Read(choices)), Errand::Focus(HEADING.into())]);
}

#[test]
fn a_file_without_columns_leads_back_to_the_choice_of_file() {
    let (state, _) =
        walk(State::new(Language::Swedish, Vec::new()), [ready(), choose(), heard(Answer::Refused(vec![remark()], Vec::new()))]);
    assert_eq!((state.step, state.faults.len()), (Step::Files, 1));
}

#[test]
fn a_step_that_has_been_reached_can_be_opened_again_and_keeps_what_was_filled_in() {
    let (state, errands) = result().reduce(Action::Open(Step::Question));
    assert_eq!((state.step, errands), (Step::Question, vec![Errand::Focus(HEADING.into())]));
    assert_eq!(state.draft.definition.as_deref(), Some("haninge"));
    let (early, errands) = checking().reduce(Action::Open(Step::Result));
    assert_eq!((early.step, errands), (Step::Check, Vec::new()));
}

#[test]
fn another_language_changes_nothing_else() {
    let (before, _) = result().reduce(Action::Speak(Language::Swedish));
    let (mut after, errands) = before.clone().reduce(Action::Speak(Language::English));
    assert_eq!(errands, [Errand::Remember(Language::English)]);
    after.language = Language::Swedish;
    assert_eq!(after, before);
}

#[test]
fn starting_over_leaves_the_language_and_nothing_of_the_file() {
    let (state, errands) = result().reduce(Action::StartOver);
    assert_eq!(errands, [Errand::DropFiles, Errand::Restart, Errand::Focus(HEADING.into())]);
    assert_eq!((state.source, state.overview, state.report, state.files.len(), state.sections.len()), (None, None, None, 0, 0));
    assert_eq!((state.language, state.choices.for_reading()), (Language::Swedish, ReadingChoices::default()));
}

#[test]
fn the_time_that_is_left_is_told_once_it_is_known() {
    let told = |bytes: u64, at: u64| {
        let start = Progress { total: 1_000, ..Progress::default() };
        let then = Progress { bytes, total: 1_000, rows: 1, settling: false };
        let actions = [ready(), choose(), Action::Heard(Answer::Progress(start), 5_000), Action::Heard(Answer::Progress(then), 5_000 + at)];
        let state = walk(State::new(Language::Swedish, Vec::new()), actions).0;
        (state.reading.left(), state.reading.quarters())
    };
    assert_eq!(told(500, 1_000), (None, Some(50)));
    assert_eq!(told(500, 2_000), (Some(Left::Moment), Some(50)));
    assert_eq!(told(100, 2_000), (Some(Left::Seconds(20)), None));
    assert_eq!(told(10, 2_000), (Some(Left::Minutes(4)), None));
    assert_eq!(told(0, 60_000), (None, None));
    assert_eq!(told(1_000, 60_000), (None, Some(100)));
}

#[test]
fn a_silence_is_not_counted_as_reading() {
    let at = |bytes: u64, at: u64| Action::Heard(Answer::Progress(Progress { bytes, total: 1_000, ..Progress::default() }), at);
    let (state, _) = walk(State::new(Language::Swedish, Vec::new()), [ready(), choose(), at(0, 0), at(100, 2_000)]);
    assert_eq!(state.reading.left(), Some(Left::Seconds(20)));
    // The computer slept for an hour; it reads no slower for that.
    let (state, _) = walk(state, [at(100, 3_602_000), at(200, 3_604_000)]);
    assert_eq!(state.reading.left(), Some(Left::Seconds(20)));
}

#[test]
fn printing_and_going_to_a_field_are_left_to_the_browser() {
    assert_eq!(result().reduce(Action::Print).1, [Errand::Print]);
    assert_eq!(result().reduce(Action::GoTo("definition".into())).1, [Errand::Focus("definition".into())]);
}

#[test]
fn shares_of_time_wait_on_a_narrow_screen_until_they_are_asked_for() {
    let (state, errands) = result().reduce(Action::ShowTime(true));
    assert_eq!((state.shows_time, state.step, errands), (true, Step::Result, Vec::new()));
    // Another question does not take back what was asked for; a new start does.
    let (state, _) = walk(state, [Action::Open(Step::Question), Action::Publish]);
    assert!(state.shows_time);
    assert!(!walk(state, [Action::StartOver]).0.shows_time);
}
