//! The question: what must be right before it is asked.

use super::*;

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
    let question = Question { definition: "haninge".into(), from: Some("2025-09-01".into()), ..Question::default() };
    assert_eq!(errands, [Errand::Ask(Ask::Publish(question))]);
}

#[test]
fn breakdowns_are_offered_from_coarse_to_fine_and_start_with_the_school() {
    let two = checking();
    let known = two.overview.as_deref().unwrap();
    let offered = ["municipality", "organiser", "school-group", "school", "grade", "gender", "Spår"];
    assert_eq!(Draft::offered(known), offered);
    assert!(two.draft.is_by("school") && !two.draft.is_by("grade"));
    let one = Overview { schools: vec!["Eken".into()], ..overview() };
    let (one, _) = walk(State::new(Language::Swedish, Vec::new()), [ready(), choose(), heard(Answer::Read(one))]);
    assert!(one.draft.is_by("grade") && !one.draft.is_by("school"));
}

/// Small schools are joined when something advises it: then it can be seen, asked and switched off again.
#[test]
fn the_group_of_small_schools_is_shown_once_it_is_switched_on() {
    let shown = |state: &State| {
        let overview = state.overview.as_deref().unwrap();
        state.draft.shown(overview).into_iter().filter(|name| name.starts_with("school")).map(str::to_owned).collect::<Vec<_>>()
    };
    let (state, _) = walk(checking(), [Action::Accept, Action::Define("haninge".into())]);
    assert_eq!(shown(&state), ["school"]);
    let (state, _) = walk(state, [Action::Break("school".into(), false), Action::Break("school-group".into(), true)]);
    assert_eq!(shown(&state), ["school-group", "school"]);
    let (_, errands) = walk(state, [Action::Publish]);
    let question = Question { definition: "haninge".into(), by: vec!["school-group".into()], ..Question::default() };
    assert_eq!(errands, [Errand::Ask(Ask::Publish(question))]);
}

#[test]
fn what_cannot_be_protected_is_said_beside_the_question() {
    let (state, errands) =
        walk(checking(), [Action::Accept, Action::Define("haninge".into()), Action::Publish, heard(Answer::Declined(remark()))]);
    assert_eq!((state.step, state.engine, errands), (Step::Question, Engine::Ready, vec![Errand::FocusGently(FAULTS.into())]));
    assert!(state.report.is_none());
}

#[test]
fn levels_columns_of_time_and_periods_reach_the_question() {
    let given = vec![ConditionDraft::Measured(MeasuredDraft { window: WindowChoice::Given, ..MeasuredDraft::default() })];
    let (state, _) = walk(
        asking(vec![defined("nynashamn", vec![share("20"), given])]),
        [
            Action::Define("nynashamn".into()),
            Action::Detail(Detail::Over(OverChoice::Weeks)),
            Action::Detail(Detail::Levels(Levels::Own)),
            Action::Detail(Detail::OwnLevels("40, 10 12,5 %; 10".into())),
            Action::Detail(Detail::Disjoint(true)),
        ],
    );
    let (state, errands) = walk(state, [Action::Detail(Detail::AddPeriod)]);
    assert_eq!(errands, [Errand::Focus("given-0".into())]);
    let days = ("2025-09-01".to_owned(), "2025-09-30".to_owned());
    let (_, errands) = walk(state, [Action::Detail(Detail::Period(0, days.clone())), Action::Publish]);
    let question = Question {
        definition: "nynashamn".into(),
        by: vec!["school".into()],
        over: Some(Over::Weeks(6)),
        bands: Some(Bands { thresholds: ["10", "12,5", "40"].map(str::to_owned).to_vec(), disjoint: true }),
        periods: vec![days],
        ..Question::default()
    };
    assert_eq!(errands, [Errand::Ask(Ask::Publish(question))]);
}

#[test]
fn what_is_wrong_with_them_is_said_at_their_fields() {
    let given =
        vec![ConditionDraft::Measured(MeasuredDraft { window: WindowChoice::Given, threshold: "20".into(), ..MeasuredDraft::default() })];
    let chosen = walk(asking(vec![defined("nynashamn", vec![given])]), [Action::Define("nynashamn".into())]).0;
    let said = |details: Vec<Detail>| {
        let actions = details.into_iter().map(Action::Detail).chain([Action::Publish]);
        let (state, errands) = walk(chosen.clone(), actions);
        assert_eq!(errands, [Errand::Focus(FAULTS.into())]);
        faults(&state)
    };
    for weeks in ["0", "54", "sex"] {
        let details = vec![Detail::Over(OverChoice::Weeks), Detail::Weeks(weeks.into())];
        assert_eq!(said(details), [("weeks".to_owned(), Key::PageFaultWeeks)]);
    }
    for own in ["", "tio", "10; 101", "1,234"] {
        let details = vec![Detail::Levels(Levels::Own), Detail::OwnLevels(own.into())];
        assert_eq!(said(details), [("own-levels".to_owned(), Key::PageFaultLevels)], "{own}");
    }
    assert_eq!(said(vec![Detail::AddPeriod]), [(period_id(0).into_owned(), Key::PageFaultGiven)]);
    let reversed = Detail::Period(1, ("2025-09-30".into(), "2025-09-01".into()));
    let first = Detail::Period(0, ("2025-09-01".into(), "2025-09-30".into()));
    assert_eq!(said(vec![Detail::AddPeriod, Detail::AddPeriod, first, reversed]), [(period_id(1).into_owned(), Key::PageFaultOrder)]);
}

#[test]
fn levels_of_shares_are_for_shares_and_periods_for_definitions_that_ask() {
    let days = MeasuredDraft { measure: MeasureChoice::Days, threshold: "10".into(), ..MeasuredDraft::default() };
    let definitions = vec![defined("dagar", vec![vec![ConditionDraft::Measured(days)]]), defined("andel", vec![share("20")])];
    let details = [Detail::Levels(Levels::Ekero), Detail::AddPeriod].map(Action::Detail);
    let (state, _) = walk(asking(definitions), details);
    for (id, bands) in [("dagar", None), ("andel", Some(Bands { thresholds: vec!["20".into(), "40".into()], disjoint: false }))] {
        let (_, errands) = walk(state.clone(), [Action::Define(id.into()), Action::Publish]);
        let Some(Errand::Ask(Ask::Publish(question))) = errands.first() else { panic!("nothing is asked") };
        assert_eq!((question.bands.clone(), question.periods.is_empty()), (bands, true));
    }
}

#[test]
fn every_choice_of_columns_and_levels_is_what_it_says() {
    let state = || walk(asking(vec![defined("andel", vec![share("20")])]), [Action::Define("andel".into())]).0;
    let asked = |detail: Detail| match walk(state(), [Action::Detail(detail), Action::Publish]).1.as_slice() {
        [Errand::Ask(Ask::Publish(question))] => question.clone(),
        other => panic!("{other:?}"),
    };
    let over = [
        (OverChoice::None, None),
        (OverChoice::Month, Some(Over::Month)),
        (OverChoice::Term, Some(Over::Term)),
        (OverChoice::Year, Some(Over::Year)),
    ];
    for (choice, expected) in over {
        assert_eq!(asked(Detail::Over(choice)).over, expected);
    }
    let levels: [(Levels, &[&str]); 4] =
        [(Levels::Ekero, &["20", "40"]), (Levels::Stockholm, &["50"]), (Levels::England, &["10", "50"]), (Levels::Usa, &["5", "10", "20"])];
    for (choice, expected) in levels {
        assert_eq!(asked(Detail::Levels(choice)).bands.map(|bands| bands.thresholds).unwrap_or_default(), expected);
    }
    assert_eq!(asked(Detail::Levels(Levels::None)).bands, None);
    assert!(movable(&defined("andel", vec![share("20")])).is_some() && !asks_for_periods(&defined("andel", vec![share("20")])));
    let (state, errands) = walk(state(), [Action::Detail(Detail::AddPeriod), Action::Detail(Detail::RemovePeriod(0))]);
    assert_eq!((state.draft.details.periods.len(), errands), (0, vec![Errand::Focus("add-given".into())]));
}

#[test]
fn before_and_after_needs_its_day() {
    let state = || walk(asking(vec![defined("andel", vec![share("20")])]), [Action::Define("andel".into())]).0;
    let split = Action::Detail(Detail::Over(OverChoice::Split));
    let (missing, _) = walk(state(), [split.clone(), Action::Publish]);
    assert_eq!(faults(&missing), [("split".to_owned(), Key::PageFaultSplit)]);
    let (state, errands) = walk(missing, [Action::Detail(Detail::Split("2025-10-15".into())), Action::Publish]);
    let Some(Errand::Ask(Ask::Publish(question))) = errands.first() else { panic!("nothing is asked: {:?}", state.faults) };
    assert_eq!(question.over, Some(Over::Split("2025-10-15".into())));
}
