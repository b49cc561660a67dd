//! Several definitions on the same pupils.

use super::*;

fn comparing() -> State {
    let judged = DefinedCard { card: DefinitionCard { id: "taby".into(), ..DefinitionCard::default() }, ..defined("taby", Vec::new()) };
    let definitions = vec![defined("a", vec![share("20")]), judged, defined("b", vec![share("15")]), defined("c", vec![share("10")])];
    walk(asking(definitions), [Action::Open(Step::Compare)]).0
}

fn question(errands: &[Errand]) -> &Comparison {
    match errands {
        [Errand::Ask(Ask::Compare(comparison))] => comparison,
        other => panic!("{other:?}"),
    }
}

#[test]
fn all_definitions_that_data_can_decide_are_compared_unless_the_user_says_otherwise() {
    let (state, errands) = comparing().reduce(Action::PublishComparison);
    assert_eq!(*question(&errands), Comparison { definitions: ["a", "b", "c"].map(str::to_owned).to_vec(), ..Comparison::default() });
    assert_eq!(state.engine, Engine::Busy);
    let choose = [Action::Compare("b".into(), false), Action::CompareSchools(true), Action::From(DayField::Day("2025-09-01".into()))];
    let (state, _) = walk(comparing(), choose);
    let (state, errands) = state.reduce(Action::PublishComparison);
    let expected = Comparison {
        definitions: ["a", "c"].map(str::to_owned).to_vec(),
        by: Some("school".into()),
        from: Some("2025-09-01".into()),
        ..Comparison::default()
    };
    assert_eq!(*question(&errands), expected);
    let (state, errands) = state.reduce(heard(Answer::Published(Box::new(report()))));
    assert_eq!((state.step, errands), (Step::Result, vec![Errand::FocusGently(HEADING.into())]), "no curve of several definitions");
    assert_eq!((state.compared.as_ref(), state.asked.is_none()), (Some(&expected), true));
    let (_, errands) = state.reduce(Action::Export(Format::Json));
    assert_eq!(errands, [Errand::Ask(Ask::Export(Format::Json, Language::Swedish))]);
}

#[test]
fn one_definition_is_no_comparison() {
    let (state, errands) = walk(comparing(), [Action::CompareAll(false), Action::Compare("a".into(), true), Action::PublishComparison]);
    assert_eq!((faults(&state), errands), (vec![(COMPARED.to_owned(), Key::PageFaultCompare)], vec![Errand::Focus(FAULTS.into())]));
    let (state, _) = state.reduce(Action::CompareAll(true));
    assert!(["a", "b", "c"].iter().all(|id| state.compare.has(id)));
}

#[test]
fn a_definition_that_is_made_on_the_way_is_compared() {
    let own = Box::new(defined("egen", vec![share("30")]));
    let written = [Action::CompareAll(false), Action::Write(None), heard(Answer::Defined(own)), Action::Then(Then::Use)];
    let (state, _) = walk(comparing(), written);
    assert_eq!((state.step, state.compare.has("egen"), state.compare.has("a")), (Step::Compare, true, false));
    // It is gone with its place.
    let (state, _) = walk(state, [Action::Compare("egen".into(), false), Action::Discard("egen".into())]);
    assert!(state.compare == Compare::default() || state.comparable().all(|card| card.card.id != "egen"));
}
