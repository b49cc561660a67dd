//! The report of several questions.

use super::*;
use crate::state::Way;
use franvarokalkyl::wire::{Dossier, DossierSection, Inquiry, PatternQuestion};

fn by(breakdown: &str) -> Inquiry {
    Inquiry::One(Question { definition: "haninge".into(), by: vec![breakdown.into()], ..Question::default() })
}

fn compiled(inquiries: &[Inquiry]) -> Action {
    let section = |inquiry: &Inquiry| DossierSection { inquiry: inquiry.clone(), report: Ok(Box::new(report())) };
    heard(Answer::Compiled(Box::new(Dossier { sections: inquiries.iter().map(section).collect() })))
}

/// A file lies ready to be asked, with a definition chosen.
fn question() -> State {
    walk(checking(), [Action::Accept, Action::Define("haninge".into())]).0
}

/// The standard report of two sections is shown.
fn shown() -> State {
    walk(question(), [Action::Standard, compiled(&[by("grade"), by("school")])]).0
}

#[test]
fn one_click_makes_the_standard_report() {
    let (state, errands) = question().reduce(Action::Standard);
    let asked = Question { definition: "haninge".into(), by: vec!["school".into()], ..Question::default() };
    assert_eq!((state.engine, errands), (Engine::Busy, vec![Errand::Ask(Ask::Standard(asked))]));
    let (state, errands) = state.reduce(compiled(&[by("grade"), by("school")]));
    assert_eq!((state.step, state.sections.len(), errands), (Step::Dossier, 2, vec![Errand::FocusGently("step".into())]));
    // Without a definition it says what is missing.
    let (state, _) = walk(checking(), [Action::Accept, Action::Standard]);
    assert_eq!(faults(&state), [("definition".to_owned(), Key::PageFaultDefinition)]);
}

#[test]
fn sections_are_moved_and_taken_out() {
    let (state, errands) = shown().reduce(Action::MoveSection(1, Way::Up));
    let ask = Errand::Ask(Ask::Compile(vec![by("school"), by("grade")]));
    assert_eq!(errands, [ask, Errand::Focus("section-up-0".into())], "the order decides what is printed, so all is asked again");
    let (state, _) = state.reduce(compiled(&[by("school"), by("grade")]));
    // Nothing lies beyond the ends.
    assert_eq!(state.clone().reduce(Action::MoveSection(0, Way::Up)).1, []);
    assert_eq!(state.clone().reduce(Action::MoveSection(1, Way::Down)).1, []);
    let (state, errands) = state.reduce(Action::RemoveSection(0));
    assert_eq!(errands, [Errand::Ask(Ask::Compile(vec![by("grade")]))]);
    let (state, _) = walk(state, [compiled(&[by("grade")]), Action::RemoveSection(0)]);
    assert_eq!((state.step, state.dossier), (Step::Question, None), "a report of nothing is none");
}

#[test]
fn what_is_on_screen_is_added_once() {
    let (state, errands) = walk(result(), [Action::AddSection, Action::AddSection]);
    assert_eq!((state.sections.clone(), errands), (vec![by("school")], Vec::new()));
    let (state, errands) = state.reduce(Action::Open(Step::Dossier));
    assert_eq!((state.engine, errands), (Engine::Busy, vec![Errand::Ask(Ask::Compile(vec![by("school")]))]));
    // There is nothing to open before.
    assert_eq!(result().reduce(Action::Open(Step::Dossier)).1, []);
}

#[test]
fn all_of_it_leaves_together() {
    let (state, errands) = shown().reduce(Action::Export(Format::Html));
    assert_eq!((state.engine, errands), (Engine::Busy, vec![Errand::Ask(Ask::ExportAll(Format::Html, Language::Swedish))]));
    assert_eq!(shown().reduce(Action::Leave).1, [Errand::Ask(Ask::LeaveAll)]);
    let (state, errands) = shown().reduce(Action::CopyTable(3));
    assert_eq!(errands, [Errand::Ask(Ask::LeaveAll), Errand::CopyTable("table-3-figures".into())]);
    assert_eq!(state.notice, Some(Key::PageExportCopied.into()));
    let (_, errands) = shown().reduce(Action::SavePicture("<svg/>".into()));
    assert_eq!(errands, [Errand::Ask(Ask::LeaveAll), Errand::SavePixels("<svg/>".into(), "franvarorapport.png".into())]);
}

#[test]
fn another_file_has_no_report_yet() {
    let (state, _) = walk(shown(), [Action::Open(Step::Files), Action::Choose(vec![given(1, "b.csv")]), Action::Settle(Settle::Replace)]);
    assert_eq!((state.sections, state.dossier), (Vec::new(), None));
}

#[test]
fn when_absence_falls_is_a_question_without_a_definition() {
    let (state, errands) = walk(checking(), [Action::Accept, Action::Patterns]);
    assert_eq!((state.engine, errands), (Engine::Busy, vec![Errand::Ask(Ask::Patterns(PatternQuestion::default()))]));
    let (state, _) = state.reduce(heard(Answer::Published(Box::new(report()))));
    assert_eq!((state.step, state.shown), (Step::Result, Some(Inquiry::Patterns(PatternQuestion::default()))));
}
