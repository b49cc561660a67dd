//! The page's state, walked through without a browser: what each action makes of it and what is left for the app to do.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

#[path = "../src/bin/page/state/mod.rs"]
mod state;

use franvarokalkyl::locale::{Key, Language, Value};
use franvarokalkyl::wire::{
    Answer, Ask, Asked, Bilingual, Catalogue, ColumnChoice, ColumnOverview, DefinitionCard, ExportedFile, Figure, FileOverview, Format,
    KindChoice, KindOverview, LayoutChoices, Overview, Progress, Question, ReadingChoices, Remark, Report, TableChoices, Weight,
};
use state::{Action, Change, DAY_MINUTES, DayField, Draft, Engine, Errand, FAULTS, Fault, HEADING, Left, Source, State, Step};
use state::{field, is_question, questions, words};

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
    heard(Answer::Ready(Catalogue { version: "1".into(), definitions: vec![card], ..Catalogue::default() }))
}

fn choose() -> Action {
    Action::Choose(vec!["a.csv".into()])
}

fn column(letters: &str, header: &str, role: Option<&str>) -> ColumnOverview {
    ColumnOverview { letters: letters.into(), header: header.into(), role: role.map(str::to_owned), ..ColumnOverview::default() }
}

fn file() -> FileOverview {
    let columns = vec![column("A", "Datum", Some("date")), column("B", "Dag", None), column("C", "Klass", Some("class"))];
    FileOverview { name: "a.csv".into(), headers: headers(), columns, rows: Some(7), header_row: Some(1), ..FileOverview::default() }
}

fn headers() -> Vec<String> {
    ["datum", "dag", "klass"].map(str::to_owned).to_vec()
}

/// What is said of the columns of tables like [`file`].
fn layout(columns: &[(&str, Option<&str>)]) -> LayoutChoices {
    let columns = columns.iter().map(|(header, role)| ColumnChoice { header: (*header).into(), role: role.map(str::to_owned), unit: None });
    LayoutChoices { headers: headers(), columns: columns.collect(), kinds: Vec::new() }
}

fn reading(layouts: Vec<LayoutChoices>) -> ReadingChoices {
    ReadingChoices { layouts, ..ReadingChoices::default() }
}

/// The user says this of the first table.
fn say(change: Change) -> Action {
    Action::Change(0, change)
}

fn role(header: &str, role: Option<&str>) -> Action {
    say(Change::Role(header.into(), role.map(str::to_owned)))
}

fn kind(word: &str, kind: &str) -> Action {
    say(Change::Kind(word.into(), kind.into()))
}

fn word(word: &str, kind: Option<&str>, rows: u64) -> KindOverview {
    KindOverview { word: word.into(), kind: kind.map(str::to_owned), rows, ..KindOverview::default() }
}

/// A page with these files refused, or read.
fn with_files(files: Vec<FileOverview>, can_be_used: bool) -> State {
    let answer = if can_be_used { Answer::Read(Overview { files, ..overview() }) } else { Answer::Refused(vec![remark()], files) };
    walk(State::new(Language::Swedish, Vec::new()), [ready(), choose(), heard(answer)]).0
}

/// The fields that have faults, and why.
fn faults(state: &State) -> Vec<(String, Key)> {
    let fault = |fault: &Fault| match fault {
        Fault::Field(Some(id), sentence) => Some((id.to_string(), sentence.key)),
        _ => None,
    };
    state.faults.iter().filter_map(fault).collect()
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
        registration_by_school: Vec::new(),
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
    walk(State::new(Language::Swedish, Vec::new()), [ready(), choose(), heard(Answer::Read(overview()))]).0
}

/// Tables are shown.
fn result() -> State {
    let actions = [Action::Accept, Action::Define("haninge".into()), Action::Publish, heard(Answer::Published(Box::new(report())))];
    walk(checking(), actions).0
}

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
    let question = Question { definition: "haninge".into(), by: vec!["school".into(), "gender".into()], from: None, to: None };
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
    assert_eq!((state.step, state.source), (Step::Reading, Some(Source::Files(vec!["a.csv".into()]))));
}

#[test]
fn a_broken_engine_becomes_a_sentence_and_a_new_engine() {
    let (state, errands) = result().reduce(Action::Broke("unreachable".into()));
    assert_eq!((state.step, state.engine), (Step::Files, Engine::Starting));
    assert_eq!(errands, [Errand::Restart, Errand::FocusGently(FAULTS.into())]);
    assert!(state.overview.is_none() && state.report.is_none() && state.files.is_empty());
    assert!(matches!(state.faults.as_slice(), [Fault::Advised(sentence, _)] if sentence.key == Key::FindingBroken));
    // One that breaks before it is ready would break again: no endless row of engines.
    let (state, errands) = state.reduce(Action::Broke("no wasm".into()));
    assert_eq!((state.engine, errands), (Engine::Failed, vec![Errand::FocusGently(FAULTS.into())]));
    let (state, errands) = state.reduce(choose());
    assert_eq!((state.engine, errands), (Engine::Starting, vec![Errand::Restart, Errand::Focus(HEADING.into())]));
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
fn changed_columns_take_effect_together_and_can_be_taken_back() {
    let (state, errands) = walk(checking(), [role("Dag", Some("date"))]);
    assert_eq!((state.choices.waiting(), errands), (1, Vec::new()));
    let file = file();
    let [first, second, ..] = file.columns.as_slice() else { panic!("two columns") };
    assert_eq!(state.choices.same_as(&file, first), Some("B"));
    assert_eq!(state.choices.same_as(&file, second), Some("A"));
    let (state, _) = walk(state, [role("Datum", None)]);
    assert_eq!((state.choices.role(&file, first), state.choices.role(&file, second)), (None, Some("date")));
    assert_eq!(state.choices.same_as(&file, second), None);
    let (state, _) = walk(state, [role("Datum", Some("date")), role("Dag", None)]);
    assert_eq!(state.choices.waiting(), 0);
    assert_eq!(state.choices.for_reading(), ReadingChoices::default());
}

#[test]
fn another_file_forgets_what_was_said_of_the_first() {
    let actions = [role("Dag", Some("date")), Action::Reread, heard(Answer::Read(overview())), Action::Open(Step::Files)];
    let (state, _) = walk(checking(), actions);
    assert_eq!(state.choices.for_reading().layouts.len(), 1);
    let (_, errands) = state.reduce(Action::Choose(vec!["b.csv".into()]));
    assert_eq!(errands, [Errand::Ask(Ask::Read(ReadingChoices::default())), Errand::Focus(HEADING.into())]);
}

#[test]
fn a_unit_is_said_with_what_the_column_means_by_then() {
    let unit = say(Change::Unit("Dag".into(), "hours".into()));
    let (state, _) = walk(checking(), [unit, role("Dag", Some("length"))]);
    assert_eq!(file().columns.get(1).and_then(|column| state.choices.unit(&file(), column).map(str::to_owned)), Some("hours".to_owned()));
    let (_, errands) = walk(state, [Action::Reread]);
    let choice = ColumnChoice { header: "Dag".into(), role: Some("length".into()), unit: Some("hours".into()) };
    let layout = LayoutChoices { headers: headers(), columns: vec![choice], kinds: Vec::new() };
    assert_eq!(errands.first(), Some(&Errand::Ask(Ask::Read(reading(vec![layout])))));
}

#[test]
fn what_is_said_of_a_layout_holds_for_all_its_tables_and_what_is_said_of_a_table_for_it_alone() {
    let sheet = |name: &str| FileOverview { sheet: Some(name.into()), asks: vec![Asked::School, Asked::Period], ..file() };
    let of_its_own = FileOverview { asks: Vec::new(), ..sheet("5C") };
    let state = with_files(vec![sheet("5A"), sheet("5B"), of_its_own], true);
    let days = |from: &str, to: &str| {
        [Action::Change(1, Change::From(DayField::Day(from.into()))), Action::Change(1, Change::To(DayField::Day(to.into())))]
    };
    let said = [role("Dag", Some("note")), Action::Change(1, Change::School(" Eken ".into())), Action::Change(0, Change::LeftOut(true))];
    let (state, _) = walk(state, [&said[..], &days("2025-08-18", "2025-12-19")].concat());
    assert_eq!(state.choices.waiting(), 5);
    let [first, second, _] = state.files.as_slice() else { panic!("three tables") };
    let column = second.columns.get(1).unwrap();
    assert_eq!(state.choices.role(second, column), Some("note"));
    assert_eq!((state.choices.school(first), state.choices.school(second)), ("", " Eken "));
    assert_eq!((state.choices.is_left_out(first), state.choices.is_left_out(second)), (true, false));
    let (_, errands) = state.reduce(Action::Reread);
    let table = |sheet: &str| TableChoices { file: "a.csv".into(), sheet: Some(sheet.into()), ..TableChoices::default() };
    let five_b = TableChoices { school: Some("Eken".into()), period: Some(("2025-08-18".into(), "2025-12-19".into())), ..table("5B") };
    // The period is asked once for all tables that say none.
    let five_a = TableChoices { left_out: true, period: five_b.period.clone(), ..table("5A") };
    let Some(Errand::Ask(Ask::Read(mut choices))) = errands.first().cloned() else { panic!("nothing is read") };
    choices.tables.sort_by_key(|table| table.sheet.clone());
    assert_eq!(choices.tables, [five_a, five_b]);
    assert_eq!(choices.layouts, [layout(&[("Dag", Some("note"))])]);
}

#[test]
fn a_field_that_cannot_be_read_keeps_the_files_from_being_read() {
    let day = |day: &str| DayField::Day(day.into());
    for (changes, id, why) in [
        (vec![Change::HeaderRow("fyra".into())], "header-row-0", Key::PageFaultHeaderRow),
        (vec![Change::HeaderRow("0".into())], "header-row-0", Key::PageFaultHeaderRow),
        (vec![Change::From(day("2025-08-18"))], "period-to-0", Key::PageFaultPeriodTo),
        (vec![Change::To(day("2025-08-18"))], "period-from-0", Key::PageFaultPeriodFrom),
        (vec![Change::From(DayField::Unreadable), Change::To(day("2025-08-18"))], "period-from-0", Key::PageFaultPeriodFrom),
        (vec![Change::From(day("2025-12-19")), Change::To(day("2025-08-18"))], "period-to-0", Key::PageFaultOrder),
        (vec![Change::DayMinutes("sex timmar".into())], DAY_MINUTES, Key::PageFaultDayMinutes),
        (vec![Change::DayMinutes("1441".into())], DAY_MINUTES, Key::PageFaultDayMinutes),
    ] {
        let actions = [role("Dag", Some("note"))].into_iter().chain(changes.into_iter().map(say)).chain([Action::Reread]);
        let (state, errands) = walk(checking(), actions);
        assert_eq!((state.step, errands), (Step::Check, vec![Errand::Focus(FAULTS.into())]), "{id}");
        assert_eq!(faults(&state), [(id.to_owned(), why)]);
        assert!(state.choices.waiting() > 1 && state.choices.for_reading() == ReadingChoices::default(), "half of it took effect");
    }
    let said = [Change::HeaderRow(" 4 ".into()), Change::DayMinutes("360".into())].map(say);
    let (state, _) = walk(checking(), said);
    assert_eq!((state.choices.header_row(&file()), state.choices.day_minutes()), (" 4 ".to_owned(), "360".to_owned()));
    let (state, _) = walk(state, [Action::Reread]);
    let choices = state.choices.for_reading();
    assert_eq!((choices.day_minutes, choices.tables.first().and_then(|table| table.header_row)), (Some(360), Some(4)));
}

#[test]
fn a_word_that_nobody_knows_must_be_answered_before_going_on() {
    let words = vec![word("Sjuk", Some("reported"), 40), word("Frånv", None, 34), word("Bort", None, 3), word("", None, 9)];
    let file = FileOverview { kinds: words, rows: None, ..file() };
    let unknown = Remark { code: "unknown_status".into(), ..remark() };
    let answer = |files| heard(Answer::Refused(vec![unknown.clone(), remark()], files));
    let (state, _) = walk(State::new(Language::Swedish, Vec::new()), [ready(), choose(), answer(vec![file.clone()])]);
    assert_eq!(state.step, Step::Check);
    // The question stands in the place of the remark; other remarks stay.
    assert_eq!(state.faults.first(), Some(&Fault::Remark(remark())));
    // An empty cell means what follows from the other words, unless the user says otherwise.
    assert_eq!(faults(&state), [(field(0, 0), Key::PageFaultWord), (field(0, 2), Key::PageFaultWord)]);
    let (state, _) = walk(state, [kind("Frånv", "unauthorised")]);
    assert_eq!(faults(&state), [(field(0, 2), Key::PageFaultWord)]);
    let (state, errands) = walk(state, [kind("Bort", "unregistered"), Action::Reread]);
    let said = [("Frånv", "unauthorised"), ("Bort", "unregistered")];
    let kinds: Vec<_> = said.iter().map(|(word, kind)| KindChoice { word: (*word).into(), kind: (*kind).into() }).collect();
    let layout = LayoutChoices { headers: headers(), kinds, ..LayoutChoices::default() };
    assert_eq!(errands.first(), Some(&Errand::Ask(Ask::Read(reading(vec![layout])))));
    // Files that can be used, but for a word: the page does not let go on either.
    let (state, errands) = walk(state, [heard(Answer::Read(Overview { files: vec![file], ..overview() })), Action::Accept]);
    assert_eq!((state.step, errands), (Step::Check, vec![Errand::Focus(FAULTS.into())]));
    assert_eq!(faults(&state).len(), 2);
}

#[test]
fn words_stand_once_for_a_layout_with_the_questions_first() {
    let asked = |word: KindOverview| KindOverview { why: Some(Key::ChoiceWhyLate), ..word };
    let one = FileOverview { kinds: vec![word("Närvarande", Some("present"), 90), asked(word("Sen", Some("late"), 2))], ..file() };
    let two = FileOverview {
        name: "b.csv".into(),
        kinds: vec![word("På månen", None, 1), asked(word("Sen", Some("late"), 5)), word("Sjuk", Some("reported"), 95)],
        ..file()
    };
    let other = FileOverview { headers: vec!["elev".into()], asks: vec![Asked::Period, Asked::School], ..file() };
    let files = [one, two, other];
    let seen: Vec<(String, u64)> = words(&files, 0).into_iter().map(|word| (word.word, word.rows)).collect();
    assert_eq!(seen, [("På månen".into(), 1), ("Sen".into(), 7), ("Sjuk".into(), 95), ("Närvarande".into(), 90)]);
    assert!(words(&files, 1).is_empty() && words(&files, 2).is_empty());
    assert_eq!([0, 1, 2].map(|number| questions(&files, number)), [2, 0, 1], "the period is asked for all tables");
    let answered = KindOverview { decided: true, ..asked(word("Sen", Some("late"), 2)) };
    assert!(!is_question(&answered));
}

/// A file whose words were chosen, asked about or neither.
fn with_words() -> FileOverview {
    let decided = |word: KindOverview| KindOverview { decided: true, ..word };
    let kinds = vec![
        decided(word("Frånv", Some("unauthorised"), 34)),
        KindOverview { why: Some(Key::ChoiceWhyLate), ..word("Sen", Some("late"), 5) },
        decided(word("hos tandläkaren med Kim", Some("reported"), 4)),
        word("Sjuk", Some("reported"), 95),
    ];
    FileOverview { kinds, ..file() }
}

#[test]
fn what_was_decided_is_kept_when_the_files_are_accepted_and_used_when_they_come_again() {
    let read = || heard(Answer::Read(Overview { files: vec![with_words()], ..overview() }));
    let (state, _) = walk(State::new(Language::Swedish, Vec::new()), [ready(), choose(), read()]);
    assert!(!state.reused);
    let (state, errands) = walk(state, [role("Dag", Some("note")), Action::Reread, read(), Action::Accept]);
    let kinds = [("Frånv", "unauthorised"), ("Sen", "late")];
    let kept = LayoutChoices {
        // A word in fewer than five rows could be a free text about one pupil.
        kinds: kinds.iter().map(|(word, kind)| KindChoice { word: (*word).into(), kind: (*kind).into() }).collect(),
        ..layout(&[("Dag", Some("note"))])
    };
    assert_eq!(errands, [Errand::Keep(vec![kept.clone()]), Errand::Focus(HEADING.into())]);
    // Nothing new: nothing to keep.
    let (state, errands) = walk(state, [Action::Open(Step::Check), Action::Accept]);
    assert_eq!(errands, [Errand::Focus(HEADING.into())]);
    // Another day, the same kind of file.
    let (state, errands) = walk(state, [Action::StartOver, ready(), choose()]);
    assert_eq!(errands.first(), Some(&Errand::Ask(Ask::Read(reading(vec![kept.clone()])))));
    let (state, _) = walk(state, [read()]);
    assert!(state.reused);
    let (state, errands) = walk(state, [Action::ForgetChoices]);
    let again = Errand::Ask(Ask::Read(ReadingChoices::default()));
    assert_eq!(errands, [Errand::Keep(Vec::new()), again, Errand::Focus(HEADING.into())]);
    let (state, _) = walk(state, [read()]);
    assert!(!state.reused && !state.has_kept());
}

#[test]
fn a_header_that_was_pointed_out_is_never_kept_since_it_may_be_a_pupil() {
    let read = || heard(Answer::Read(Overview { files: vec![with_words()], ..overview() }));
    let point = [say(Change::HeaderRow("9".into())), role("Dag", Some("note")), Action::Reread, read()];
    let (state, _) = walk(checking(), point);
    let (saving, errands) = state.clone().reduce(Action::SaveChoices);
    assert_eq!((saving.notice.map(|notice| notice.key), errands), (Some(Key::PageChoicesNone), Vec::new()));
    let (state, errands) = state.reduce(Action::Accept);
    assert_eq!((state.has_kept(), errands), (false, vec![Errand::Focus(HEADING.into())]));
}

#[test]
fn all_that_is_stored_can_be_removed() {
    let (state, errands) = walk(State::new(Language::Swedish, vec![layout(&[("Dag", None)])]), [ready(), Action::ForgetStored]);
    assert_eq!(errands, [Errand::ForgetStored, Errand::Focus(HEADING.into())]);
    assert!(!state.has_kept());
    assert_eq!(state.notice.map(|notice| notice.key), Some(Key::PageStoredForgotten));
}

#[test]
fn choices_are_saved_as_they_were_read_without_rare_words() {
    let twice = column("D", "HT", Some("absent"));
    let mut file = with_words();
    file.columns.extend([twice.clone(), ColumnOverview { letters: "E".into(), header: "VT".into(), ..twice }]);
    let read = heard(Answer::Read(Overview { files: vec![file], ..overview() }));
    let (state, _) = walk(State::new(Language::English, Vec::new()), [ready(), choose(), read]);
    let (waiting, errands) = walk(state.clone(), [role("Dag", Some("note")), Action::SaveChoices]);
    assert_eq!((errands, waiting.notice.map(|notice| notice.key)), (Vec::new(), Some(Key::PageChoicesWait)));
    let (state, errands) = walk(state, [Action::SaveChoices]);
    let kinds = [("Frånv", "unauthorised"), ("Sen", "late"), ("Sjuk", "reported")];
    let layout = LayoutChoices {
        kinds: kinds.iter().map(|(word, kind)| KindChoice { word: (*word).into(), kind: (*kind).into() }).collect(),
        // Two columns of one meaning are told apart by more than a choice can say.
        ..layout(&[("Datum", Some("date")), ("Dag", None), ("Klass", Some("class"))])
    };
    assert_eq!(errands, [Errand::Ask(Ask::Save(vec![layout], Language::English))]);
    let saved = ExportedFile { name: "val.toml".into(), media: "application/toml".into(), bytes: vec![1] };
    let (state, errands) = walk(state, [heard(Answer::File(saved.clone()))]);
    assert_eq!((state.step, errands), (Step::Check, vec![Errand::Save(saved)]));
}

#[test]
fn a_file_of_choices_is_used_at_once_or_for_the_next_file() {
    let loaded = || heard(Answer::Choices(vec![layout(&[("Dag", Some("date"))])]));
    let choices = || Errand::Ask(Ask::Read(reading(vec![layout(&[("Dag", Some("date"))])])));
    let (state, errands) = walk(checking(), [Action::LoadChoices]);
    assert_eq!(errands, [Errand::Ask(Ask::Load)]);
    let (_, errands) = state.reduce(loaded());
    assert_eq!(errands, [choices(), Errand::Focus(HEADING.into())]);
    // Before there is a file, and before the engine is ready.
    let (state, errands) = walk(State::new(Language::Swedish, Vec::new()), [Action::LoadChoices]);
    assert_eq!(errands, []);
    let (state, errands) = state.reduce(ready());
    assert_eq!(errands, [Errand::Ask(Ask::Load)]);
    let (state, _) = walk(state, [loaded()]);
    assert_eq!((state.step, state.notice.as_ref().map(|notice| notice.key)), (Step::Files, Some(Key::PageChoicesLoaded)));
    let (_, errands) = state.reduce(choose());
    assert_eq!(errands.first(), Some(&choices()));
}

#[test]
fn a_file_that_holds_no_choices_is_said_where_it_was_given() {
    for state in [checking(), walk(State::new(Language::Swedish, Vec::new()), [ready()]).0] {
        let step = state.step;
        let (state, errands) = walk(state, [Action::LoadChoices, heard(Answer::Declined(remark()))]);
        assert_eq!((state.step, state.engine, state.loading), (step, Engine::Ready, false));
        assert_eq!((state.faults, errands), (vec![Fault::Remark(remark())], vec![Errand::FocusGently(FAULTS.into())]));
    }
}

#[test]
fn a_file_without_a_header_shows_its_first_rows_to_point_at() {
    let opening = vec![(1, vec!["Xxxxx".into()]), (2, vec!["Elev".into()])];
    let file = FileOverview { name: "a.csv".into(), opening, ..FileOverview::default() };
    let state = with_files(vec![file], false);
    assert_eq!(state.step, Step::Check);
    let (_, errands) = walk(state, [say(Change::HeaderRow("2".into())), Action::Reread]);
    let Some(Errand::Ask(Ask::Read(choices))) = errands.first() else { panic!("nothing is read") };
    assert_eq!(choices.tables.first().and_then(|table| table.header_row), Some(2));
}

#[test]
fn a_question_with_faults_is_not_asked() {
    let faults = |actions: Vec<Action>| {
        let (state, errands) = walk(checking(), [vec![Action::Accept], actions, vec![Action::Publish]].concat());
        let faults = state.faults.iter().map(|fault| match fault {
            Fault::Field(Some(id), sentence) => (id.to_string(), sentence.key),
            other => panic!("{other:?}"),
        });
        assert_eq!((state.step, errands), (Step::Question, vec![Errand::Focus(FAULTS.into())]));
        faults.collect::<Vec<_>>()
    };
    let day = |day: &str| DayField::Day(day.to_owned());
    let haninge = || Action::Define("haninge".into());
    assert_eq!(faults(vec![]), [("definition".to_owned(), Key::PageFaultDefinition)]);
    assert_eq!(faults(vec![haninge(), Action::From(DayField::Unreadable)]), [("from".to_owned(), Key::PageFaultFrom)]);
    assert_eq!(
        faults(vec![Action::To(DayField::Unreadable)]),
        [("definition".to_owned(), Key::PageFaultDefinition), ("to".to_owned(), Key::PageFaultTo)]
    );
    assert_eq!(
        faults(vec![haninge(), Action::From(day("2025-10-02")), Action::To(day("2025-10-01"))]),
        [("to".to_owned(), Key::PageFaultOrder)]
    );
    assert_eq!(faults(vec![haninge(), Action::From(day("2025-12-20"))]), [("from".to_owned(), Key::PageFaultOutside)]);
    assert_eq!(faults(vec![haninge(), Action::To(day("2025-08-17"))]), [("to".to_owned(), Key::PageFaultOutside)]);
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
    let (one, _) = walk(State::new(Language::Swedish, Vec::new()), [ready(), choose(), heard(Answer::Read(one))]);
    assert!(one.draft.is_by("grade") && !one.draft.is_by("school"));
}

#[test]
fn what_cannot_be_protected_is_said_beside_the_question() {
    let (state, errands) =
        walk(checking(), [Action::Accept, Action::Define("haninge".into()), Action::Publish, heard(Answer::Declined(remark()))]);
    assert_eq!((state.step, state.engine, errands), (Step::Question, Engine::Ready, vec![Errand::FocusGently(FAULTS.into())]));
    assert!(state.report.is_none());
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
    let before = result();
    let (after, errands) = before.clone().reduce(Action::Speak(Language::English));
    assert_eq!(errands, [Errand::Remember(Language::English)]);
    assert_eq!(State { language: Language::Swedish, ..after }, before);
}

#[test]
fn starting_over_leaves_the_language_and_nothing_of_the_file() {
    let (state, errands) = result().reduce(Action::StartOver);
    assert_eq!(errands, [Errand::DropFiles, Errand::Restart, Errand::Focus(HEADING.into())]);
    let fresh = State { catalogue: state.catalogue.clone(), notice: state.notice.clone(), ..State::new(Language::Swedish, Vec::new()) };
    assert_eq!(state, fresh);
}

#[test]
fn files_are_taken_only_where_they_are_asked_for() {
    assert!(State::new(Language::Swedish, Vec::new()).takes_files());
    let (state, errands) = checking().reduce(choose());
    assert_eq!((state.step, state.takes_files(), errands), (Step::Check, false, Vec::new()));
}

#[test]
fn the_time_that_is_left_is_told_once_it_is_known() {
    let told = |bytes: u64, at: u64| {
        let start = Progress { bytes: 0, total: 1_000, rows: 0 };
        let then = Progress { bytes, total: 1_000, rows: 1 };
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
fn printing_and_going_to_a_field_are_left_to_the_browser() {
    assert_eq!(result().reduce(Action::Print).1, [Errand::Print]);
    assert_eq!(result().reduce(Action::GoTo("definition".into())).1, [Errand::Focus("definition".into())]);
}
