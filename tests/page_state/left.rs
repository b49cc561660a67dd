//! What has left the page, and what stands in the way of a question because of it.

use super::*;
use franvarokalkyl::wire::{Inquiry, Instead, Released};

fn haninge() -> Inquiry {
    Inquiry::One(Question { definition: "haninge".into(), by: vec!["school".into()], ..Question::default() })
}

fn released(data: &str, inquiry: Inquiry) -> Released {
    Released {
        data: data.into(),
        titles: vec![Key::ReportCaptionWhole.into()],
        period: ("2025-08-18".into(), "2025-12-19".into()),
        inquiry,
        definitions: Vec::new(),
        columns: Vec::new(),
    }
}

fn told(data: &str, inquiries: &[Inquiry]) -> Action {
    heard(Answer::Released(data.into(), inquiries.iter().map(|inquiry| released(data, inquiry.clone())).collect()))
}

#[test]
fn what_is_printed_or_copied_leaves_once() {
    let state = result();
    assert_eq!(state.clone().reduce(Action::Leave).1, [Errand::Ask(Ask::Leave(haninge()))]);
    let (state, errands) = state.reduce(told("a", &[haninge()]));
    assert_eq!((state.log.titles().count(), errands), (1, Vec::new()));
    assert!(state.log.has(&haninge()));
    assert_eq!(state.clone().reduce(Action::Leave).1, []);
    // Only tables leave: what is printed in another step has none.
    let (state, _) = walk(result(), [Action::Open(Step::Question)]);
    assert_eq!(state.reduce(Action::Leave).1, []);
}

#[test]
fn the_list_comes_before_the_file_and_takes_nothing_from_it() {
    let saved = ExportedFile { name: "franvaro.csv".into(), media: "text/csv".into(), bytes: vec![1] };
    let (state, errands) = walk(result(), [Action::Export(Format::Csv), told("a", &[haninge()]), heard(Answer::File(saved.clone()))]);
    assert_eq!((errands, state.engine), (vec![Errand::Save(saved)], Engine::Ready));
}

#[test]
fn other_data_have_a_list_of_their_own() {
    let (state, _) = walk(
        result(),
        [
            told("a", &[haninge()]),
            Action::Open(Step::Files),
            Action::Choose(vec![given(1, "b.csv")]),
            Action::Settle(Settle::Replace),
            heard(Answer::Read(overview())),
        ],
    );
    assert_eq!(state.log.titles().count(), 0, "nobody has said whose data these are");
    let (state, _) = walk(state, [told("b", &[])]);
    assert_eq!(state.log.titles().count(), 0);
    let (state, _) = walk(state, [told("a", &[haninge()])]);
    assert_eq!(state.log.titles().count(), 1);
}

#[test]
fn another_worker_is_told_before_it_reads() {
    let (state, _) = walk(result(), [told("a", &[haninge()]), Action::Broke("panicked at".into())]);
    let (state, errands) = state.reduce(ready());
    let recalled = Errand::Ask(Ask::Recall(vec![released("a", haninge())]));
    assert_eq!(errands, [recalled, Errand::Ask(Ask::Read(ReadingChoices::default()))]);
    // All of it is gone once the page has been cleared.
    let (_, errands) = walk(state, [Action::StartOver, ready()]);
    assert_eq!(errands, []);
}

#[test]
fn almost_the_same_days_are_exchanged_for_the_same_by_one_click() {
    let instead = Instead { from: "2025-09-01".into(), to: "2025-12-01".into(), over: Some(Over::Weeks(4)) };
    let refused = || heard(Answer::TooClose(remark(), instead.clone()));
    let actions = [Action::Accept, Action::Define("haninge".into()), Action::Publish, refused()];
    let (state, errands) = walk(checking(), actions);
    assert_eq!((state.step, errands), (Step::Question, vec![Errand::FocusGently(FAULTS.into())]));
    assert_eq!(state.faults, [Fault::Instead(remark(), instead.clone())]);
    let (state, errands) = state.reduce(Action::TakeInstead);
    let wanted = Question {
        definition: "haninge".into(),
        by: vec!["school".into()],
        from: Some("2025-09-01".into()),
        to: Some("2025-12-01".into()),
        over: Some(Over::Weeks(4)),
        ..Question::default()
    };
    assert_eq!(errands, [Errand::Ask(Ask::Publish(wanted))]);
    assert!(state.faults.is_empty());
    // Nothing is offered any more.
    assert_eq!(state.reduce(Action::TakeInstead).1, []);
}

/// The table of a moved limit is another than that of the question.
#[test]
fn the_limit_on_screen_is_what_leaves() {
    let state = asking(vec![defined("haninge", vec![share("20")])]);
    let actions = [Action::Define("haninge".into()), Action::Publish, heard(Answer::Published(Box::new(report())))];
    let (state, _) = walk(state, actions);
    let curve = Curve {
        caption: Key::PageSliderCurve.into(),
        definition: ReportDefinition { id: "haninge".into(), name: Bilingual::default(), clauses: Vec::new() },
        pupils: Figure::Count(40),
        points: Vec::new(),
        picture: None,
        method: Vec::new(),
        audit: Key::PageResultAudit.into(),
        printed: (0, 0),
    };
    let (state, _) = walk(state, [heard(Answer::Curve(Box::new(curve))), Action::Slide(1500, 0)]);
    assert_eq!(state.shown, Some(haninge()), "the table on screen is the one before");
    let (state, _) = walk(state, [heard(Answer::Published(Box::new(report())))]);
    let Inquiry::One(question) = haninge() else { panic!("one definition") };
    let bands = Some(Bands { thresholds: vec!["15".into()], disjoint: false });
    assert_eq!(state.reduce(Action::Leave).1, [Errand::Ask(Ask::Leave(Inquiry::One(Question { bands, ..question })))]);
}
