//! Clearing everything, and the warning before unsaved results are lost.

use super::*;
use franvarokalkyl::wire::{Inquiry, Released};

#[test]
fn it_is_asked_once_in_its_place_and_can_be_left() {
    let (asked, errands) = result().reduce(Action::AskToClear(true));
    assert_eq!((asked.clearing, errands), (true, vec![Errand::Focus(CLEARING.into())]));
    let (left, errands) = asked.reduce(Action::AskToClear(false));
    assert_eq!((left, errands), (result(), vec![Errand::Focus(CLEAR.into())]));
}

#[test]
fn nothing_is_left_and_it_says_what_was_removed() {
    let own = defined("mine", vec![share("20")]);
    let actions = [
        heard(Answer::Released("a".into(), vec![released()])),
        Action::AddSection,
        Action::Open(Step::Question),
        heard(Answer::Understood(Origin::File, Ok(Box::new(own)))),
        Action::Write(None),
        Action::Choose(vec![given(1, "b.csv")]),
        Action::Clear,
    ];
    let (state, errands) = walk(result(), actions);
    assert_eq!(errands, [Errand::DropFiles, Errand::ForgetStored, Errand::Restart, Errand::Focus(HEADING.into())]);
    let notice = state.notice.clone().unwrap();
    assert_eq!(notice.key, Key::ClearDone);
    let said = notice.render(Language::Swedish);
    for part in
        ["1 läst fil", "resultatet", "listan över det som har lämnat", "1 egen definition", "som du skrev på", "som webbläsaren mindes"]
    {
        assert!(said.contains(part), "`{part}` is not in {said}");
    }
    assert!(!state.holds(0) && !state.holds(1) && state.said.is_none());
    // All but that is as new, and the next worker is told nothing of before.
    let (after, errands) = state.reduce(ready());
    assert_eq!(errands, []);
    assert_eq!((after.step, after.source.is_none(), after.editor.is_none()), (Step::Files, true, true));
    assert_eq!((&after.draft, &after.log, after.own.len(), after.sections.len()), (&Draft::default(), &Log::default(), 0, 0));
    assert!(!after.can_undo() && !after.has_kept());
    // Nothing is said to be removed that was not there.
    let (state, _) = walk(result(), [heard(Answer::Released("a".into(), Vec::new())), Action::Clear]);
    let said = state.notice.unwrap().render(Language::Swedish);
    assert!(!said.contains("lämnat sidan") && !said.contains("definition"), "{said}");
}

fn released() -> Released {
    let question = Question { definition: "haninge".into(), by: vec!["school".into()], ..Question::default() };
    Released {
        data: "a".into(),
        titles: vec![Key::ReportCaptionWhole.into()],
        period: Default::default(),
        inquiry: Inquiry::One(question),
        definitions: Vec::new(),
        columns: Vec::new(),
    }
}

#[test]
fn leaving_warns_once_and_only_where_a_report_would_be_lost() {
    assert!(!State::new(Language::Swedish, Vec::new()).is_unsaved() && !checking().is_unsaved());
    assert!(result().is_unsaved());
    let (saved, _) = result().reduce(heard(Answer::Released("a".into(), vec![released()])));
    assert!(!saved.is_unsaved(), "what was saved, printed or copied is not lost");
    let (stayed, _) = result().reduce(Action::Stayed);
    assert!(!stayed.is_unsaved(), "it is asked once");
    assert!(!walk(result(), [Action::Open(Step::Question)]).0.is_unsaved(), "no report is shown");
}
