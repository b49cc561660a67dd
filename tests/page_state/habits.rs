//! How was asked last time is filled in the next time, and says nothing of the file.

use super::*;

#[test]
fn the_question_of_last_time_is_filled_in() {
    let asks = [
        Action::Define("haninge".into()),
        Action::Break("gender".into(), true),
        Action::Detail(Detail::Levels(Levels::Ekero)),
        Action::Detail(Detail::Over(OverChoice::Month)),
    ];
    let before = walk(asking(vec![defined("haninge", vec![share("20")])]), asks).0;
    assert_eq!(before.habits, None);
    let (before, _) = before.reduce(Action::Publish);
    let start = State::new(Language::Swedish, Vec::new()).with_habits(before.habits.clone());
    let (state, _) = walk(start, [ready(), choose(), heard(Answer::Read(overview()))]);
    assert_eq!(state.draft.definition.as_deref(), Some("haninge"));
    assert!(state.draft.is_by("gender") && state.draft.is_by("school"));
    assert_eq!((state.draft.details.levels, state.draft.details.over), (Levels::Ekero, OverChoice::Month));
    assert!(state.has_kept());
    assert!(!walk(state, [Action::ForgetStored]).0.has_kept());
}

#[test]
fn nothing_of_a_file_is_kept_not_even_a_header_or_a_day() {
    let asks = [
        Action::Define("haninge".into()),
        Action::Break("Spår".into(), true),
        Action::From(DayField::Day("2025-09-01".into())),
        Action::Detail(Detail::Over(OverChoice::Split)),
        Action::Detail(Detail::Split("2025-10-01".into())),
        Action::Publish,
    ];
    let (state, _) = walk(asking(vec![defined("haninge", vec![share("20")])]), asks);
    let kept = format!("{:?}", state.habits.unwrap());
    for word in ["Spår", "2025", "Eken", "Linden", "a.csv", "Split"] {
        assert!(!kept.contains(word), "{word} is in {kept}");
    }
}

#[test]
fn a_breakdown_that_the_next_file_does_not_have_gives_way_to_one_that_it_has() {
    let (state, _) = walk(asking(vec![defined("haninge", Vec::new())]), [Action::Define("haninge".into()), Action::Publish]);
    let start = State::new(Language::Swedish, Vec::new()).with_habits(state.habits);
    let one = Overview { schools: vec!["Eken".into()], breakdowns: vec!["grade".into()], ..overview() };
    let (state, _) = walk(start, [ready(), choose(), heard(Answer::Read(one))]);
    assert!(state.draft.is_by("grade"));
}
