//! Writing a definition.

use super::*;

fn edit(edit: Edit) -> Action {
    Action::Edit(edit)
}

fn at(clause: usize, condition: usize, part: Part) -> Action {
    edit(Edit::At(Place { clause, condition }, part))
}

fn draft(state: &State) -> &DefinitionDraft {
    &state.editor.as_ref().unwrap().draft
}

fn measured(state: &State, clause: usize, condition: usize) -> &MeasuredDraft {
    match draft(state).clauses.get(clause).and_then(|clause| clause.get(condition)) {
        Some(ConditionDraft::Measured(measured)) => measured,
        other => panic!("{other:?}"),
    }
}

/// The draft that the worker was asked to read.
fn asked(errands: &[Errand]) -> Vec<&DefinitionDraft> {
    let asked = errands.iter().filter_map(|errand| match errand {
        Errand::Ask(Ask::Define(draft)) => Some(draft.as_ref()),
        _ => None,
    });
    asked.collect()
}

fn fault(field: DraftField, key: Key) -> DraftFault {
    DraftFault { field, sentence: key.into() }
}

const THRESHOLD: DraftField = DraftField::Condition(0, 0, ConditionField::Threshold);

/// The editor is open and its empty draft has been read.
fn writing() -> State {
    let faults = vec![fault(DraftField::Name, Key::EditorFaultName), fault(THRESHOLD, Key::EditorFaultThresholdShare)];
    walk(asking(vec![defined("haninge", vec![share("20")])]), [Action::Write(None), heard(Answer::Undefined(faults))]).0
}

#[test]
fn an_empty_definition_starts_with_the_commonest_sentence_and_is_read_at_once() {
    let (state, errands) = asking(Vec::new()).reduce(Action::Write(None));
    assert_eq!(state.step, Step::Define);
    assert_eq!(errands.first(), Some(&Errand::Focus(HEADING.into())));
    assert_eq!(asked(&errands), [draft(&state)]);
    let measured = measured(&state, 0, 0);
    assert_eq!((measured.window, measured.unit, measured.threshold.as_str()), (WindowChoice::Rolling, LengthUnit::Months, ""));
    // Nobody is told off for what they have not had the time to write.
    let state = writing();
    assert!(state.faults.is_empty() && state.editor.as_ref().unwrap().fault(THRESHOLD).is_none());
}

#[test]
fn while_the_worker_reads_the_latest_change_waits_and_nothing_queues() {
    let write = |text: &str| at(0, 0, Part::Threshold(text.into()));
    let (state, errands) = writing().reduce(write("1"));
    assert_eq!(asked(&errands).len(), 1);
    let (state, errands) = walk(state, [write("15"), write("20")]);
    assert_eq!(errands, []);
    let (state, errands) = state.reduce(heard(Answer::Undefined(vec![fault(DraftField::Name, Key::EditorFaultName)])));
    assert_eq!(asked(&errands).iter().map(|draft| draft.clauses.clone()).collect::<Vec<_>>(), [vec![share("20")]]);
    let (state, errands) = state.reduce(heard(Answer::Undefined(vec![fault(THRESHOLD, Key::EditorFaultThresholdShare)])));
    assert_eq!(errands, []);
    // The field was written in: now its fault is said there.
    assert!(state.editor.as_ref().unwrap().fault(THRESHOLD).is_some());
}

#[test]
fn conditions_and_clauses_come_and_go_and_the_focus_goes_with_them() {
    let (state, errands) = writing().reduce(edit(Edit::And(0)));
    assert_eq!(errands.first(), Some(&Errand::Focus("subject-0-1".into())));
    let (state, errands) = state.reduce(edit(Edit::Or));
    assert_eq!(errands, [Errand::Focus("subject-1-0".into())], "the worker is at the change before");
    assert_eq!(draft(&state).clauses.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
    let (state, errands) = state.reduce(edit(Edit::Remove(Place { clause: 0, condition: 0 })));
    assert_eq!(errands, [Errand::Focus("and-0".into())]);
    let (state, errands) = state.reduce(edit(Edit::Remove(Place { clause: 0, condition: 0 })));
    assert_eq!((draft(&state).clauses.len(), errands), (1, vec![Errand::Focus("or".into())]));
    let (state, errands) = state.reduce(edit(Edit::AddJudgement));
    assert_eq!(errands, [Errand::Focus("judgement-0".into())]);
    let (state, _) = walk(state, [edit(Edit::Judgement(0, "vid oro".into()))]);
    assert_eq!(draft(&state).judgements, [Bilingual { sv: "vid oro".into(), en: "vid oro".into() }]);
    let (state, errands) = state.reduce(edit(Edit::RemoveJudgement(0)));
    assert_eq!((draft(&state).judgements.len(), errands), (0, vec![Errand::Focus("add-judgement".into())]));
    // What is not there cannot be changed.
    let (after, _) = walk(state.clone(), [at(7, 0, Part::Threshold("1".into())), edit(Edit::Remove(Place { clause: 0, condition: 9 }))]);
    assert_eq!(draft(&after), draft(&state));
}

#[test]
fn another_first_word_keeps_what_the_sentence_can_keep() {
    let late = [at(0, 0, Part::Threshold("5".into())), at(0, 0, Part::Subject(Subject::Late))];
    let (state, _) = walk(writing(), late);
    let seen = measured(&state, 0, 0);
    assert_eq!((seen.measure, seen.threshold.as_str()), (MeasureChoice::LateArrivals, "5"));
    assert_eq!(Subject::of(draft(&state).clauses.first().unwrap().first().unwrap()), Subject::Late);
    let (state, _) = state.reduce(at(0, 0, Part::Subject(Subject::Absence(KindsChoice::Unreported))));
    let seen = measured(&state, 0, 0);
    assert_eq!((seen.measure, seen.kinds, seen.threshold.as_str()), (MeasureChoice::Share, KindsChoice::Unreported, "5"));
    let kinds = [
        at(0, 0, Part::Kind("late".into(), true)),
        at(0, 0, Part::Kind("reported".into(), true)),
        at(0, 0, Part::Kind("late".into(), false)),
    ];
    let (state, _) = walk(state, kinds);
    assert_eq!(measured(&state, 0, 0).chosen, ["reported"]);
    let flags = [at(0, 0, Part::Subject(Subject::Flags)), at(0, 0, Part::Column(0, "stöd".into())), at(0, 0, Part::AddColumn)];
    let (state, errands) = walk(state, flags);
    assert_eq!(errands, [Errand::Focus("flag-0-0-1".into())]);
    let (state, _) = walk(state, [at(0, 0, Part::Column(1, "oro".into())), at(0, 0, Part::AtLeast("2".into()))]);
    let expected = ConditionDraft::Flags { columns: vec!["stöd".into(), "oro".into()], at_least: "2".into() };
    assert_eq!(draft(&state).clauses, [vec![expected]]);
    let (state, errands) = state.reduce(at(0, 0, Part::RemoveColumn(0)));
    assert_eq!(errands, [Errand::Focus("add-flag-0-0".into())]);
    assert_eq!(draft(&state).clauses, [vec![ConditionDraft::Flags { columns: vec!["oro".into()], at_least: "2".into() }]]);
}

#[test]
fn given_periods_are_written_one_by_one() {
    let days = ("2025-09-01".to_owned(), "2025-09-30".to_owned());
    let window = [at(0, 0, Part::Window(WindowChoice::Given)), at(0, 0, Part::AddPeriod)];
    let (state, errands) = walk(writing(), window);
    assert_eq!(errands, [Errand::Focus("period-0-0-0".into())]);
    let (state, _) = walk(state, [at(0, 0, Part::Period(0, days.clone())), at(0, 0, Part::Quantifier(QuantifierChoice::Every))]);
    assert_eq!((measured(&state, 0, 0).periods.clone(), measured(&state, 0, 0).quantifier), (vec![days], QuantifierChoice::Every));
    let (state, errands) = state.reduce(at(0, 0, Part::RemovePeriod(0)));
    assert_eq!((measured(&state, 0, 0).periods.len(), errands), (0, vec![Errand::Focus("add-period-0-0".into())]));
}

#[test]
fn a_definition_that_is_used_is_kept_known_to_the_worker_and_chosen() {
    let (state, _) = walk(writing(), [edit(Edit::Name("Egen".into())), at(0, 0, Part::Threshold("25".into()))]);
    // The button is pressed while the worker reads the last field.
    let (state, errands) = walk(state, [Action::Then(Then::Use)]);
    assert_eq!((state.step, errands), (Step::Define, Vec::new()));
    let card = defined("egen", vec![share("25")]);
    let (state, _) = state.reduce(heard(Answer::Undefined(vec![fault(THRESHOLD, Key::EditorFaultThresholdShare)])));
    let (state, errands) = state.reduce(heard(Answer::Defined(Box::new(card.clone()))));
    let texts = vec![card.text.clone()];
    assert_eq!(errands, [Errand::KeepDefinitions(texts.clone()), Errand::Ask(Ask::Adopt(texts)), Errand::Focus(HEADING.into())]);
    assert_eq!((state.step, state.draft.definition.as_deref()), (Step::Question, Some("egen")));
    assert!(state.editor.is_none() && state.is_own("egen"));
    assert_eq!(state.notice.as_ref().map(|notice| notice.key), Some(Key::EditorUsed));
    let (state, errands) = walk(state, [Action::Publish]);
    assert!(matches!(errands.as_slice(), [Errand::Ask(Ask::Publish(question))] if question.definition == "egen"));
    // Changing it changes itself; a preset is copied.
    let (state, _) =
        walk(state, [heard(Answer::Published(Box::new(report()))), Action::Open(Step::Question), Action::Write(Some("egen".into()))]);
    assert_eq!(*draft(&state), card.draft);
    let (state, _) = walk(state, [Action::LeaveEditor, Action::Write(Some("haninge".into()))]);
    assert_eq!((draft(&state).id.as_str(), draft(&state).name.sv.as_str()), ("", "haninge, ändrad"));
    assert_eq!((draft(&state).clauses.clone(), draft(&state).source.en.is_empty()), (vec![share("20")], false));
}

#[test]
fn a_definition_with_faults_is_not_used_and_all_of_them_are_said() {
    let (state, errands) = walk(writing(), [Action::Then(Then::Use)]);
    assert_eq!((state.step, errands), (Step::Define, vec![Errand::Focus(FAULTS.into())]));
    let said = [("definition-name".to_owned(), Key::EditorFaultName), ("threshold-0-0".to_owned(), Key::EditorFaultThresholdShare)];
    assert_eq!(faults(&state), said);
    assert!(state.editor.as_ref().unwrap().fault(DraftField::Name).is_some());
    let (state, _) = walk(state, [edit(Edit::Name("Egen".into()))]);
    assert_eq!(faults(&state).len(), 1);
    assert_eq!(field_of(DraftField::Judgement(3)), "judgement-3");
}

#[test]
fn a_definition_is_saved_copied_and_left() {
    let card = defined("egen", vec![share("25")]);
    let (state, _) = walk(writing(), [at(0, 0, Part::Threshold("25".into())), heard(Answer::Defined(Box::new(card.clone())))]);
    let (saved, errands) = state.clone().reduce(Action::Then(Then::Save));
    let name = "franvarokalkyl-egen.toml";
    assert_eq!(
        errands,
        [Errand::Save(ExportedFile { name: name.into(), media: "application/toml".into(), bytes: card.text.into_bytes() })]
    );
    assert_eq!((saved.step, saved.notice.map(|notice| notice.key)), (Step::Define, Some(Key::PageExportDone)));
    let (state, errands) = state.reduce(Action::Then(Then::Copy("link".into())));
    assert_eq!(errands, [Errand::Copy("link".into())]);
    for (copied, key) in [(true, Key::EditorCopied), (false, Key::EditorMarked)] {
        assert_eq!(state.clone().reduce(Action::Copied(copied)).0.notice.map(|notice| notice.key), Some(key));
    }
    let (state, errands) = state.reduce(Action::LeaveEditor);
    assert_eq!((state.step, state.own.len(), errands), (Step::Question, 0, vec![Errand::Focus(HEADING.into())]));
    // What an answer that comes too late says concerns nobody.
    let (state, errands) = state.reduce(heard(Answer::Undefined(Vec::new())));
    assert_eq!((state.step, errands), (Step::Question, Vec::new()));
    // The chosen one is saved from the list as well.
    let (_, errands) = walk(state, [Action::Define("haninge".into()), Action::Then(Then::Save)]);
    assert!(matches!(errands.as_slice(), [Errand::Save(file)] if file.name == "franvarokalkyl-haninge.toml"));
}

#[test]
fn a_definition_can_be_written_before_there_is_a_file() {
    let (state, errands) = walk(State::new(Language::Swedish, Vec::new()), [Action::Write(None)]);
    assert_eq!((state.step, errands), (Step::Define, vec![Errand::Focus(HEADING.into())]));
    // The worker is asked once it is there.
    let (state, errands) = state.reduce(ready());
    assert_eq!(asked(&errands), [draft(&state)]);
    let (state, _) = walk(state, [heard(Answer::Defined(Box::new(defined("egen", Vec::new())))), Action::Then(Then::Use)]);
    assert_eq!((state.step, state.draft.definition.as_deref()), (Step::Files, Some("egen")));
}

#[test]
fn every_part_of_a_sentence_can_be_set() {
    let day = DayDraft { comparison: ComparisonChoice::MoreThan, amount: "60".into(), unit: DayUnit::Minutes };
    let parts = [
        Part::Subject(Subject::Absence(KindsChoice::Authorised)),
        Part::Comparison(ComparisonChoice::AtLeast),
        Part::Threshold("3".into()),
        Part::Measure(MeasureChoice::Days),
        Part::Day(day.clone()),
        Part::Window(WindowChoice::Latest),
        Part::Length("4".into()),
        Part::Unit(LengthUnit::Weeks),
    ];
    let (state, _) = walk(writing(), parts.map(|part| at(0, 0, part)));
    let expected = MeasuredDraft {
        kinds: KindsChoice::Authorised,
        comparison: ComparisonChoice::AtLeast,
        threshold: "3".into(),
        measure: MeasureChoice::Days,
        day,
        window: WindowChoice::Latest,
        length: "4".into(),
        unit: LengthUnit::Weeks,
        ..MeasuredDraft::default()
    };
    assert_eq!(*measured(&state, 0, 0), expected);
    let settings = SettingsDraft { late_absence: false, ..SettingsDraft::default() };
    let (state, _) = walk(state, [edit(Edit::Settings(settings.clone())), edit(Edit::Source("Beslut 2025".into()))]);
    assert_eq!((draft(&state).settings.clone(), draft(&state).source.sv.as_str()), (settings, "Beslut 2025"));
}
