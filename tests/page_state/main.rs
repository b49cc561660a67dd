//! The page's state, walked through without a browser: what each action makes of it and what is left for the app to do.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

#[path = "../../src/bin/page/state/mod.rs"]
mod state;

mod advice;
mod choices;
mod clear;
mod compare;
mod dossier;
mod editor;
mod files;
mod habits;
mod left;
mod own;
mod question;
mod slider;
mod steps;
mod survives;
mod trail;
mod trial;
mod undo;

use franvarokalkyl::locale::{Key, Language, Value};
use franvarokalkyl::wire::{
    Answer, Ask, Asked, Bands, Bilingual, Catalogue, Clause, ColumnChoice, ColumnOverview, Comparison, ComparisonChoice, ConditionDraft,
    ConditionField, Curve, CurvePoint, CurveQuestion, DayDraft, DayUnit, DefinedCard, DefinitionCard, DefinitionDraft, DraftFault,
    DraftField, ExportedFile, Figure, FileOverview, Format, KindChoice, KindOverview, KindsChoice, LayoutChoices, LengthUnit,
    MeasureChoice, MeasuredDraft, Origin, Over, Overview, Progress, QuantifierChoice, Question, ReadingChoices, Remark, Report,
    ReportDefinition, SettingsDraft, TableChoices, Weight, WindowChoice,
};
use state::{
    ARRIVED, Action, CLEAR, CLEARING, COMPARED, Change, Compare, DAY_MINUTES, DayField, Detail, Draft, Edit, Engine, Errand, FAULTS, Fault,
    Given, HEADING, Left, Levels, Linked, Log, Mark, OverChoice, Part, Place, Settle, Source, State, Step, Subject, Then, Trail,
};
use state::{ATTEMPTS, Outcome, Realm, SEARCHES, Told, Trial, Verdict};
use state::{asks_for_periods, field, field_of, hundredths, is_question, limit_text, movable, names, period_id, questions, words};

/// The state after all these actions, and what the last of them left to do.
fn walk(state: State, actions: impl IntoIterator<Item = Action>) -> (State, Vec<Errand>) {
    actions.into_iter().fold((state, Vec::new()), |(state, _), action| state.reduce(action))
}

fn heard(answer: Answer) -> Action {
    Action::Heard(answer, 0)
}

fn ready() -> Action {
    let definitions = vec![defined("haninge", Vec::new())];
    heard(Answer::Ready(Catalogue { version: "1".into(), definitions, ..Catalogue::default() }))
}

/// A definition as the worker tells of it, with a clause in words for each of its clauses.
fn defined(id: &str, clauses: Vec<Vec<ConditionDraft>>) -> DefinedCard {
    let name = Bilingual { sv: id.into(), en: id.into() };
    let clause = Clause { text: Bilingual::default(), judgement: false, reason: None };
    DefinedCard {
        card: DefinitionCard { id: id.into(), name: name.clone(), clauses: vec![clause; clauses.len()], ..DefinitionCard::default() },
        draft: DefinitionDraft { id: id.into(), name, clauses, ..DefinitionDraft::default() },
        text: format!("id = \"{id}\""),
        fragment: id.into(),
    }
}

/// A clause of one condition: a share above so many per cent.
fn share(threshold: &str) -> Vec<ConditionDraft> {
    vec![ConditionDraft::Measured(MeasuredDraft { threshold: threshold.into(), ..MeasuredDraft::default() })]
}

/// A file lies ready to be asked about, beside these definitions.
fn asking(definitions: Vec<DefinedCard>) -> State {
    let ready = heard(Answer::Ready(Catalogue { definitions, ..Catalogue::default() }));
    walk(State::new(Language::Swedish, Vec::new()), [ready, choose(), heard(Answer::Read(overview())), Action::Accept]).0
}

fn choose() -> Action {
    Action::Choose(vec![given(0, "a.csv")])
}

/// A file of the user's; files of one name are told apart by their number in size too.
fn given(number: u32, name: &str) -> Given {
    Given { number, name: name.into(), bytes: u64::from(number), changed: 0 }
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
    let columns = columns.iter().map(|(header, role)| ColumnChoice {
        header: (*header).into(),
        role: role.map(str::to_owned),
        unit: None,
        classes: Vec::new(),
    });
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
        breakdowns: ["gender", "Spår", "grade", "school", "organiser", "school-group", "municipality"].map(String::from).to_vec(),
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
        question: Key::PageQuestionTitle.into(),
        analyses: Vec::new(),
        limits: Vec::new(),
        answer: Key::PageResultTitle.into(),
        definitions: Vec::new(),
        tables: Vec::new(),
        pictures: Vec::new(),
        method: Vec::new(),
        audit: Key::PageResultAudit.into(),
        printed: (3, 3),
        alone: None,
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
