//! What the user decides of the files, and what is kept of it.

use super::*;

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
    let (state, errands) = state.reduce(Action::Choose(vec![given(1, "b.csv")]));
    assert_eq!(errands, [Errand::Focus(ARRIVED.into())]);
    let (_, errands) = state.reduce(Action::Settle(Settle::Replace));
    assert_eq!(errands, [Errand::Ask(Ask::Read(ReadingChoices::default())), Errand::Focus(HEADING.into())]);
}

#[test]
fn a_unit_is_said_with_what_the_column_means_by_then() {
    let unit = say(Change::Unit("Dag".into(), "hours".into()));
    let (state, _) = walk(checking(), [unit, role("Dag", Some("length"))]);
    assert_eq!(file().columns.get(1).and_then(|column| state.choices.unit(&file(), column).map(str::to_owned)), Some("hours".to_owned()));
    let (_, errands) = walk(state, [Action::Reread]);
    let choice = ColumnChoice { header: "Dag".into(), role: Some("length".into()), unit: Some("hours".into()), classes: Vec::new() };
    let layout = LayoutChoices { headers: headers(), columns: vec![choice], kinds: Vec::new() };
    assert_eq!(errands.first(), Some(&Errand::Ask(Ask::Read(reading(vec![layout])))));
}

/// Tables can be broken down by several columns of the file's own, and classes that a saved choice has stay as long as the meaning does.
#[test]
fn several_columns_can_be_grouped_by_and_classes_stay() {
    let (state, _) = walk(checking(), [role("Dag", Some("extra")), role("Klass", Some("extra"))]);
    assert_eq!(state.choices.same_as(&file(), &column("B", "Dag", None)), None);
    let (same, _) = walk(checking(), [role("Dag", Some("class"))]);
    assert_eq!(same.choices.same_as(&file(), &column("B", "Dag", None)), Some("C"));
    let saved = ColumnChoice { header: "Dag".into(), role: Some("extra".into()), unit: None, classes: vec!["2,5".into(), "10".into()] };
    let layouts = vec![LayoutChoices { headers: headers(), columns: vec![saved.clone()], kinds: Vec::new() }];
    let said_again = |role_said: Option<&str>| {
        let read = [ready(), choose(), heard(Answer::Read(overview()))];
        let (state, _) = walk(State::new(Language::Swedish, layouts.clone()), read);
        let (state, _) = walk(state, [role("Dag", Some("class")), role("Dag", role_said), Action::Reread]);
        state.choices.for_reading().column(&headers(), "Dag").cloned()
    };
    assert_eq!(said_again(Some("extra")), Some(saved.clone()));
    assert_eq!(said_again(Some("class")), Some(ColumnChoice { role: Some("class".into()), classes: Vec::new(), ..saved.clone() }));
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
    assert_eq!(state.said.map(|said| said.sentence.key), Some(Key::PageStoredForgotten));
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
