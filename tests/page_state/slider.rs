//! The limit that can be moved, and the curve.

use super::*;

fn sliding() -> (State, Vec<Errand>) {
    let definitions = vec![defined("haninge", vec![share("20"), share("5")])];
    walk(asking(definitions), [Action::Define("haninge".into()), Action::Publish, heard(Answer::Published(Box::new(report())))])
}

fn curve(share: Figure) -> Curve {
    let points = [0, 5_000, 10_000].map(|threshold| CurvePoint { threshold, hits: Figure::Withheld, share });
    Curve {
        caption: Key::PageSliderCurve.into(),
        definition: ReportDefinition { id: "haninge".into(), name: Bilingual::default(), clauses: Vec::new() },
        pupils: Figure::Count(40),
        points: points.to_vec(),
        picture: None,
        method: Vec::new(),
        audit: Key::PageResultAudit.into(),
        printed: (3, 3),
    }
}

/// Tables are shown, and the curve has come.
fn with_curve() -> State {
    walk(sliding().0, [heard(Answer::Curve(Box::new(curve(Figure::Share(50)))))]).0
}

/// The limits of the tables that are asked for.
fn limits(errands: &[Errand]) -> Vec<Option<String>> {
    let limit = |errand: &Errand| match errand {
        Errand::Ask(Ask::Publish(question)) => Some(question.bands.as_ref().and_then(|bands| bands.thresholds.first().cloned())),
        _ => None,
    };
    errands.iter().filter_map(limit).collect()
}

fn named(file_stem: &str) -> Answer {
    Answer::Published(Box::new(Report { file_stem: file_stem.into(), ..report() }))
}

#[test]
fn a_report_brings_the_curve_of_its_definition() {
    let (state, errands) = sliding();
    let question = CurveQuestion { definition: "haninge".into(), ..CurveQuestion::default() };
    assert_eq!(errands, [Errand::FocusGently(HEADING.into()), Errand::Ask(Ask::Curve(question))]);
    assert_eq!((state.engine, state.own_limit(), state.reach()), (Engine::Ready, Some(2_000), 6_000));
    assert!(with_curve().slider.curve.is_some());
    // Not for several limits: they are in the table.
    let levels = [Action::Define("haninge".into()), Action::Detail(Detail::Levels(Levels::Ekero)), Action::Publish, heard(named("a"))];
    let (state, errands) = walk(asking(vec![defined("haninge", vec![share("20")])]), levels);
    assert_eq!((state.sliding().is_none(), errands), (true, vec![Errand::FocusGently(HEADING.into())]));
    // Nor where there is no single measure.
    let two = [share("20"), share("5")].concat();
    let asked = [Action::Define("b".into()), Action::Publish, heard(named("b"))];
    let (state, errands) = walk(asking(vec![defined("b", vec![two])]), asked);
    assert_eq!((state.sliding().is_none(), errands.len()), (true, 1));
}

#[test]
fn the_latest_limit_wins_and_no_more_than_one_waits() {
    let (state, errands) = with_curve().reduce(Action::Slide(2_100, 1_000));
    assert_eq!(limits(&errands), [Some("21".to_owned())]);
    let (state, errands) = walk(state, [Action::Slide(2_200, 1_010), Action::Slide(2_250, 1_020)]);
    assert_eq!((errands, state.slider.at), (Vec::new(), Some(2_250)));
    let (state, errands) = state.reduce(Action::Heard(named("21"), 1_040));
    assert_eq!((limits(&errands), state.slider.took), (vec![Some("22.5".to_owned())], Some(40)));
    assert_eq!((state.step, state.report.as_ref().map(|report| report.file_stem.clone())), (Step::Result, Some("21".into())));
    let (state, errands) = state.reduce(Action::Heard(named("22.5"), 1_090));
    assert_eq!((errands, state.slider.took), (Vec::new(), Some(70)));
    // Back to the definition as it is: the question as it was asked.
    let (state, errands) = state.reduce(Action::SlideBack(2_000));
    assert_eq!((limits(&errands), state.slider.at), (vec![None], None));
    assert!(errands.contains(&Errand::Focus("limit".into())), "the button that was pressed goes, and the focus with it");
    // Beyond the scale there is nothing.
    let (state, errands) = walk(state, [Action::Heard(named("a"), 2_010), Action::Slide(99_999, 2_020)]);
    assert_eq!((limits(&errands), state.slider.at), (vec![Some("100".to_owned())], Some(10_000)));
}

#[test]
fn a_limit_that_is_moved_before_the_curve_has_come_waits_for_it() {
    let (state, errands) = walk(sliding().0, [Action::Slide(2_100, 0), Action::Slide(2_300, 5)]);
    assert_eq!(errands, []);
    let (state, errands) = state.reduce(heard(Answer::Curve(Box::new(curve(Figure::Withheld)))));
    assert_eq!(limits(&errands), [Some("23".to_owned())]);
    assert!(state.slider.curve.is_some());
    // The same where there is none.
    let (state, errands) = walk(sliding().0, [Action::Slide(2_100, 0), heard(Answer::Declined(remark()))]);
    assert_eq!((limits(&errands), state.faults.is_empty(), state.slider.curve.is_none()), (vec![Some("21".to_owned())], true, true));
}

#[test]
fn a_limit_without_a_safe_table_is_said_beside_the_slider() {
    let (state, _) = walk(with_curve(), [Action::Slide(2_100, 0), heard(Answer::Declined(remark()))]);
    assert_eq!((state.slider.refused.as_ref(), state.faults.is_empty(), state.engine), (Some(&remark().sentence), true, Engine::Ready));
    assert!(state.report.is_some());
    let (state, _) = walk(state, [Action::Slide(2_200, 0), heard(named("22"))]);
    assert!(state.slider.refused.is_none());
}

#[test]
fn what_was_asked_for_a_report_that_is_gone_changes_nothing() {
    let (state, errands) =
        walk(with_curve(), [Action::Slide(2_100, 0), Action::Slide(2_200, 0), Action::Open(Step::Question), Action::Publish]);
    assert_eq!(limits(&errands), [None]);
    let (state, errands) = state.reduce(heard(named("21")));
    assert_eq!((state.step, state.engine, state.report.is_none(), errands), (Step::Question, Engine::Busy, true, Vec::new()));
    let (state, _) = state.reduce(heard(named("new")));
    assert_eq!((state.step, state.report.as_ref().map(|report| report.file_stem.clone())), (Step::Result, Some("new".into())));
    // A table for a moved limit that comes while the question is open again is the one that a file would hold.
    let (state, _) =
        walk(with_curve(), [Action::Slide(2_100, 0), Action::Open(Step::Question), heard(named("21")), Action::Open(Step::Result)]);
    assert_eq!(state.report.as_ref().map(|report| report.file_stem.clone()), Some("21".into()));
    // A worker that is gone takes with it what it was asked.
    let (state, _) = walk(sliding().0, [Action::StartOver, ready(), heard(Answer::Curve(Box::new(curve(Figure::Withheld))))]);
    assert!(state.slider.curve.is_none());
}

#[test]
fn limits_are_written_as_numbers() {
    for (text, limit) in
        [("20", Some(2_000)), ("12,5", Some(1_250)), ("12.05", Some(1_205)), ("", None), ("1,234", None), ("-1", None), ("x", None)]
    {
        assert_eq!(hundredths(text), limit, "{text}");
    }
    assert_eq!([2_000, 1_250, 1_205].map(limit_text), ["20", "12.5", "12.05"]);
}
