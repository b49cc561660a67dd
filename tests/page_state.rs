//! The page's state, walked through without a browser: what each action makes of it and what is left for the app to do.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

#[path = "../src/bin/page/state/mod.rs"]
mod state;

use franvarokalkyl::locale::{Key, Language, Value};
use franvarokalkyl::wire::{
    Answer, Ask, Bilingual, Catalogue, ColumnChoice, ColumnOverview, DefinitionCard, ExportedFile, Figure, FileOverview, Format, Overview,
    Progress, Question, Remark, Report, Weight,
};
use state::{Action, DayField, Draft, Engine, Errand, FAULTS, Fault, HEADING, Left, Source, State, Step};

/// The state after all these actions, and what the last of them left to do.
fn walk(state: State, actions: impl IntoIterator<Item = Action>) -> (State, Vec<Errand>) {
    actions.into_iter().fold((state, Vec::new()), |(state, _), action| state.reduce(action))
}

fn heard(answer: Answer) -> Action {
    Action::Heard(answer, 0)
}

fn ready() -> Action {
    let card = DefinitionCard {
        id: "haninge".into(),
        name: Bilingual { sv: "Haninge".into(), en: "Haninge".into() },
        clauses: Vec::new(),
        source: Bilingual::default(),
    };
    heard(Answer::Ready(Catalogue { version: "1".into(), definitions: vec![card], roles: Vec::new() }))
}

fn choose() -> Action {
    Action::Choose(vec!["a.csv".into()])
}

fn column(letters: &str, header: &str, role: Option<&str>) -> ColumnOverview {
    ColumnOverview { letters: letters.into(), header: header.into(), role: role.map(str::to_owned), samples: Vec::new() }
}

fn file() -> FileOverview {
    let columns = vec![column("A", "Datum", Some("date")), column("B", "Dag", None), column("C", "Klass", Some("class"))];
    FileOverview { name: "a.csv".into(), facts: Vec::new(), columns }
}

fn overview() -> Overview {
    Overview {
        files: vec![file()],
        period: ("2025-08-18".into(), "2025-12-19".into()),
        grain: Key::GrainLesson,
        rows: 7,
        pupils: Figure::Count(40),
        schools: vec!["Eken".into(), "Linden".into()],
        registration: Figure::Share(971),
        breakdowns: vec!["gender".into(), "Spår".into(), "grade".into(), "school".into()],
        remarks: Vec::new(),
    }
}

fn remark() -> Remark {
    Remark {
        code: "role_claimed_twice".into(),
        weight: Weight::Error,
        sentence: Key::FindingRoleClaimedTwice.with("found", "datum"),
        place: Some(Value::from("a.csv")),
        advice: Key::AdviceRoleClaimedTwice.into(),
    }
}

fn report() -> Report {
    Report {
        answer: Key::PageResultTitle.into(),
        caption: Key::PageResultTitle.into(),
        definition: Bilingual::default(),
        clauses: Vec::new(),
        by: Vec::new(),
        rows: Vec::new(),
        method: Vec::new(),
        audit: Key::PageResultAudit.into(),
        printed: (3, 3),
        file_stem: "franvaro".into(),
    }
}

/// A file has been read and lies ready to be checked.
fn checking() -> State {
    walk(State::new(Language::Swedish), [ready(), choose(), heard(Answer::Read(overview()))]).0
}

/// Tables are shown.
fn result() -> State {
    let actions = [Action::Accept, Action::Define("haninge".into()), Action::Publish, heard(Answer::Published(Box::new(report())))];
    walk(checking(), actions).0
}

#[test]
fn a_file_that_is_chosen_before_the_engine_is_ready_waits_for_it() {
    let (state, errands) = walk(State::new(Language::Swedish), [choose()]);
    assert_eq!((state.step, state.engine), (Step::Reading, Engine::Starting));
    assert_eq!(errands, [Errand::Focus(HEADING)]);
    let (state, errands) = state.reduce(ready());
    assert_eq!((state.step, state.engine), (Step::Reading, Engine::Busy));
    assert_eq!(errands, [Errand::Ask(Ask::Read(Vec::new()))]);
}

#[test]
fn the_whole_way_from_the_example_to_a_saved_file() {
    let (state, errands) = walk(State::new(Language::English), [ready(), Action::Example]);
    assert_eq!(errands, [Errand::Ask(Ask::Example(Vec::new())), Errand::Focus(HEADING)]);
    assert_eq!(state.source, Some(Source::Example));
    let (state, errands) = state.reduce(heard(Answer::Read(overview())));
    assert_eq!((state.step, errands), (Step::Check, vec![Errand::FocusGently(HEADING)]));
    let (state, errands) =
        walk(state, [Action::Accept, Action::Define("haninge".into()), Action::Break("gender".into(), true), Action::Publish]);
    let question = Question { definition: "haninge".into(), by: vec!["school".into(), "gender".into()], from: None, to: None };
    assert_eq!(errands, [Errand::Ask(Ask::Publish(question.clone()))]);
    assert_eq!(state.asked, Some(question));
    let (state, errands) = state.reduce(heard(Answer::Published(Box::new(report()))));
    assert_eq!((state.step, errands), (Step::Result, vec![Errand::FocusGently(HEADING)]));
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
    let (state, errands) = walk(State::new(Language::Swedish), [ready(), choose(), Action::Cancel]);
    assert_eq!((state.step, state.engine), (Step::Files, Engine::Starting));
    assert_eq!(errands, [Errand::Restart, Errand::Focus(HEADING)]);
    assert_eq!(state.notice.as_ref().map(|notice| notice.key), Some(Key::PageReadingCancelled));
    // What the ended engine still had to say changes nothing, and the same file can be read again.
    let (state, errands) = state.reduce(heard(Answer::Read(overview())));
    assert_eq!((state.step, state.overview.is_none(), errands), (Step::Files, true, Vec::new()));
    let (state, _) = walk(state, [Action::ReadAgain]);
    assert_eq!((state.step, state.source), (Step::Reading, Some(Source::Files(vec!["a.csv".into()]))));
}

#[test]
fn a_broken_engine_becomes_a_sentence_and_a_new_engine() {
    let (state, errands) = result().reduce(Action::Broke("unreachable".into()));
    assert_eq!((state.step, state.engine), (Step::Files, Engine::Starting));
    assert_eq!(errands, [Errand::Restart, Errand::FocusGently(FAULTS)]);
    assert!(state.overview.is_none() && state.report.is_none() && state.files.is_empty());
    assert!(matches!(state.faults.as_slice(), [Fault::Advised(sentence, _)] if sentence.key == Key::FindingBroken));
    // One that breaks before it is ready would break again: no endless row of engines.
    let (state, errands) = state.reduce(Action::Broke("no wasm".into()));
    assert_eq!((state.engine, errands), (Engine::Failed, vec![Errand::FocusGently(FAULTS)]));
    let (state, errands) = state.reduce(choose());
    assert_eq!((state.engine, errands), (Engine::Starting, vec![Errand::Restart, Errand::Focus(HEADING)]));
}

#[test]
fn a_refused_file_shows_its_columns_so_that_they_can_be_chosen() {
    let (state, errands) = walk(State::new(Language::Swedish), [ready(), choose(), heard(Answer::Refused(vec![remark()], vec![file()]))]);
    assert_eq!((state.step, errands), (Step::Check, vec![Errand::FocusGently(FAULTS)]));
    assert_eq!((state.overview.is_none(), state.files.len()), (true, 1));
    assert_eq!(state.faults, [Fault::Remark(remark())]);
    let (unmoved, _) = state.clone().reduce(Action::Accept);
    assert_eq!(unmoved.step, Step::Check);
    let dates = Action::Mean("Dag".into(), Some("date".into()), None);
    let (_, errands) = walk(state, [dates, Action::Reread]);
    let choice = ColumnChoice { header: "Dag".into(), role: Some("date".into()) };
    assert_eq!(errands, [Errand::Ask(Ask::Read(vec![choice])), Errand::Focus(HEADING)]);
}

#[test]
fn a_file_without_columns_leads_back_to_the_choice_of_file() {
    let (state, _) = walk(State::new(Language::Swedish), [ready(), choose(), heard(Answer::Refused(vec![remark()], Vec::new()))]);
    assert_eq!((state.step, state.faults.len()), (Step::Files, 1));
}

#[test]
fn changed_columns_take_effect_together_and_can_be_taken_back() {
    let state = checking();
    let dates = |header: &str, role: Option<&str>, read_as: Option<&str>| {
        Action::Mean(header.into(), role.map(str::to_owned), read_as.map(str::to_owned))
    };
    let (state, errands) = walk(state, [dates("Dag", Some("date"), None)]);
    assert_eq!((state.columns.waiting(), errands), (1, Vec::new()));
    let file = file();
    let [first, second, ..] = file.columns.as_slice() else { panic!("two columns") };
    assert_eq!(state.columns.same_as(&file, first), Some("B"));
    assert_eq!(state.columns.same_as(&file, second), Some("A"));
    let (state, _) = walk(state, [dates("Datum", None, Some("date"))]);
    assert_eq!((state.columns.role(first), state.columns.role(second)), (None, Some("date")));
    assert_eq!(state.columns.same_as(&file, second), None);
    let (state, _) = walk(state, [dates("Datum", Some("date"), Some("date")), dates("Dag", None, None)]);
    assert_eq!(state.columns.waiting(), 0);
    assert!(state.columns.choices().is_empty());
}

#[test]
fn another_file_forgets_the_columns_of_the_first() {
    let mean = Action::Mean("Dag".into(), Some("date".into()), None);
    let (state, _) = walk(checking(), [mean, Action::Reread, heard(Answer::Read(overview())), Action::Open(Step::Files)]);
    assert_eq!(state.columns.choices().len(), 1);
    let (_, errands) = state.reduce(Action::Choose(vec!["b.csv".into()]));
    assert_eq!(errands, [Errand::Ask(Ask::Read(Vec::new())), Errand::Focus(HEADING)]);
}

#[test]
fn a_question_with_faults_is_not_asked() {
    let faults = |actions: Vec<Action>| {
        let (state, errands) = walk(checking(), [vec![Action::Accept], actions, vec![Action::Publish]].concat());
        let faults = state.faults.iter().map(|fault| match fault {
            Fault::Field(Some(id), sentence) => (*id, sentence.key),
            other => panic!("{other:?}"),
        });
        assert_eq!((state.step, errands), (Step::Question, vec![Errand::Focus(FAULTS)]));
        faults.collect::<Vec<_>>()
    };
    let day = |day: &str| DayField::Day(day.to_owned());
    let haninge = || Action::Define("haninge".into());
    assert_eq!(faults(vec![]), [("definition", Key::PageFaultDefinition)]);
    assert_eq!(faults(vec![haninge(), Action::From(DayField::Unreadable)]), [("from", Key::PageFaultFrom)]);
    assert_eq!(faults(vec![Action::To(DayField::Unreadable)]), [("definition", Key::PageFaultDefinition), ("to", Key::PageFaultTo)]);
    assert_eq!(faults(vec![haninge(), Action::From(day("2025-10-02")), Action::To(day("2025-10-01"))]), [("to", Key::PageFaultOrder)]);
    assert_eq!(faults(vec![haninge(), Action::From(day("2025-12-20"))]), [("from", Key::PageFaultOutside)]);
    assert_eq!(faults(vec![haninge(), Action::To(day("2025-08-17"))]), [("to", Key::PageFaultOutside)]);
}

#[test]
fn a_fault_goes_when_its_field_is_changed_and_days_reach_the_question() {
    let (state, _) = walk(checking(), [Action::Accept, Action::Publish, Action::Define("haninge".into())]);
    assert!(state.faults.is_empty());
    let from = Action::From(DayField::Day("2025-09-01".into()));
    let (_, errands) = walk(state, [from, Action::To(DayField::Empty), Action::Break("school".into(), false), Action::Publish]);
    let question = Question { definition: "haninge".into(), by: Vec::new(), from: Some("2025-09-01".into()), to: None };
    assert_eq!(errands, [Errand::Ask(Ask::Publish(question))]);
}

#[test]
fn breakdowns_are_offered_from_coarse_to_fine_and_start_with_the_school() {
    let two = checking();
    assert_eq!(Draft::offered(two.overview.as_deref().unwrap()), ["school", "grade", "gender", "Spår"]);
    assert!(two.draft.is_by("school") && !two.draft.is_by("grade"));
    let one = Overview { schools: vec!["Eken".into()], ..overview() };
    let (one, _) = walk(State::new(Language::Swedish), [ready(), choose(), heard(Answer::Read(one))]);
    assert!(one.draft.is_by("grade") && !one.draft.is_by("school"));
}

#[test]
fn what_cannot_be_protected_is_said_beside_the_question() {
    let (state, errands) =
        walk(checking(), [Action::Accept, Action::Define("haninge".into()), Action::Publish, heard(Answer::Declined(remark()))]);
    assert_eq!((state.step, state.engine, errands), (Step::Question, Engine::Ready, vec![Errand::FocusGently(FAULTS)]));
    assert!(state.report.is_none());
}

#[test]
fn a_step_that_has_been_reached_can_be_opened_again_and_keeps_what_was_filled_in() {
    let (state, errands) = result().reduce(Action::Open(Step::Question));
    assert_eq!((state.step, errands), (Step::Question, vec![Errand::Focus(HEADING)]));
    assert_eq!(state.draft.definition.as_deref(), Some("haninge"));
    let (early, errands) = checking().reduce(Action::Open(Step::Result));
    assert_eq!((early.step, errands), (Step::Check, Vec::new()));
}

#[test]
fn another_language_changes_nothing_else() {
    let before = result();
    let (after, errands) = before.clone().reduce(Action::Speak(Language::English));
    assert_eq!(errands, [Errand::Remember(Language::English)]);
    assert_eq!(State { language: Language::Swedish, ..after }, before);
}

#[test]
fn starting_over_leaves_the_language_and_nothing_of_the_file() {
    let (state, errands) = result().reduce(Action::StartOver);
    assert_eq!(errands, [Errand::Forget, Errand::Restart, Errand::Focus(HEADING)]);
    let fresh = State { catalogue: state.catalogue.clone(), notice: state.notice.clone(), ..State::new(Language::Swedish) };
    assert_eq!(state, fresh);
}

#[test]
fn files_are_taken_only_where_they_are_asked_for() {
    assert!(State::new(Language::Swedish).takes_files());
    let (state, errands) = checking().reduce(choose());
    assert_eq!((state.step, state.takes_files(), errands), (Step::Check, false, Vec::new()));
}

#[test]
fn the_time_that_is_left_is_told_once_it_is_known() {
    let told = |bytes: u64, at: u64| {
        let start = Progress { bytes: 0, total: 1_000, rows: 0 };
        let then = Progress { bytes, total: 1_000, rows: 1 };
        let actions = [ready(), choose(), Action::Heard(Answer::Progress(start), 5_000), Action::Heard(Answer::Progress(then), 5_000 + at)];
        let state = walk(State::new(Language::Swedish), actions).0;
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
fn printing_and_going_to_a_field_are_left_to_the_browser() {
    assert_eq!(result().reduce(Action::Print).1, [Errand::Print]);
    assert_eq!(result().reduce(Action::GoTo("definition")).1, [Errand::Focus("definition")]);
}
