//! What the trial of the ways out comes to: nothing counts as stopped that the browser did not say, and silence is no good news.

use crate::{ATTEMPTS, Action, Errand, Language, Outcome, Realm, SEARCHES, State, Told, Trial, Verdict, walk};

fn told(place: &str, name: &str, outcome: &str) -> Action {
    Action::Tried(Told::of(place, name.into(), outcome.into()))
}

/// Everything that the script tells when all is stopped, with one piece of it told otherwise.
fn trial(but: Option<(&str, &str, &str)>) -> Trial {
    let other = |place: &str, name: &str, usual: &'static str| match but {
        Some((in_place, of, outcome)) if (in_place, of) == (place, name) => outcome.to_owned(),
        _ => usual.to_owned(),
    };
    let attempts = |place: &'static str, all: bool| {
        let names = ATTEMPTS.iter().filter(move |(_, _, in_worker)| all || *in_worker).map(|(name, ..)| *name);
        names.map(move |name| (place, name))
    };
    let mut actions = vec![Action::Try];
    actions.extend(
        attempts("page", true).chain(attempts("worker", false)).map(|(place, name)| told(place, name, &other(place, name, "connect-src"))),
    );
    actions.extend(SEARCHES.iter().map(|(name, _)| told("scripts", name, &other("scripts", name, "clean"))));
    actions.push(told("", "", ""));
    walk(State::new(Language::Swedish, Vec::new()), actions).0.trial.unwrap()
}

#[test]
fn all_that_was_stopped_is_counted_with_what_stopped_it() {
    let trial = trial(None);
    assert_eq!(trial.verdict(), Some(Verdict::Stopped { stopped: 20, others: 0 }));
    assert_eq!(trial.outcome(Realm::Worker, "fetch"), Some(&Outcome::Stopped(Some("connect-src".into()))));
    assert_eq!(trial.outcome(Realm::Worker, "image"), None);
    assert_eq!(trial.found("peer"), Some(false));
}

#[test]
fn one_that_was_not_stopped_is_the_verdict() {
    assert_eq!(trial(Some(("worker", "fetch", "out"))).verdict(), Some(Verdict::Out(1)));
    assert_eq!(trial(Some(("scripts", "peer", "found"))).verdict(), Some(Verdict::Found));
}

#[test]
fn what_a_browser_does_not_say_or_have_is_not_counted_as_stopped() {
    for outcome in ["unsaid", "missing"] {
        assert_eq!(trial(Some(("page", "prefetch", outcome))).verdict(), Some(Verdict::Stopped { stopped: 19, others: 1 }));
    }
    let silent = trial(Some(("worker", "fetch", "silent")));
    assert_eq!(silent.outcome(Realm::Worker, "fetch"), Some(&Outcome::Stopped(None)));
    assert_eq!(silent.verdict(), Some(Verdict::Stopped { stopped: 20, others: 0 }));
}

#[test]
fn attempts_that_were_not_made_prove_nothing() {
    let (state, _) = walk(State::new(Language::Swedish, Vec::new()), [Action::Try, told("page", "fetch", "connect-src"), told("", "", "")]);
    assert_eq!(state.trial.unwrap().verdict(), Some(Verdict::Unfinished));
}

#[test]
fn a_trial_runs_to_its_end_before_another_begins() {
    let begun = walk(State::new(Language::Swedish, Vec::new()), [Action::Try]);
    assert_eq!(begun.1, [Errand::Try]);
    let (state, errands) = walk(begun.0, [told("page", "fetch", "out"), Action::Try]);
    assert_eq!(errands, []);
    assert_eq!(state.trial.as_ref().unwrap().verdict(), None);
    let (state, errands) = walk(state, [told("", "", ""), told("page", "xhr", "out"), Action::Try]);
    assert_eq!(errands, [Errand::Try]);
    assert_eq!(state.trial.unwrap(), Trial::default());
}

#[test]
fn the_page_knows_its_fingerprint_when_the_browser_has_worked_it_out() {
    let (state, errands) = walk(State::default(), [Action::Fingerprint(Some("ab".into()))]);
    assert_eq!((state.fingerprint.as_deref(), errands.as_slice()), (Some("ab"), [].as_slice()));
    assert_eq!(state.reduce(Action::Fingerprint(None)).0.fingerprint, None);
}
