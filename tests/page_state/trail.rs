//! Back and forward through the steps.

use super::*;

/// A page in a browser with a history: what is done to it, and the entries with the one at hand.
struct Visit {
    state: State,
    trail: Trail,
    entries: Vec<Option<Step>>,
    at: usize,
}

impl Visit {
    fn new() -> Self {
        let (state, entries) = (State::new(Language::Swedish, Vec::new()), vec![None]);
        let mut visit = Self { state, trail: Trail::default(), entries, at: 0 };
        visit.follow();
        visit.act([ready()])
    }

    fn follow(&mut self) {
        match self.trail.follow(&self.state) {
            Some(Mark::Push(step)) => {
                self.entries.truncate(self.at + 1);
                self.entries.push(Some(step));
                self.at += 1;
            }
            Some(Mark::Rename(step)) => {
                if let Some(entry) = self.entries.get_mut(self.at) {
                    *entry = Some(step);
                }
            }
            None => {}
        }
    }

    fn act(mut self, actions: impl IntoIterator<Item = Action>) -> Self {
        for action in actions {
            self.state = self.state.reduce(action).0;
            self.follow();
        }
        self
    }

    /// The browser's button; true for forward.
    fn go(mut self, forward: bool) -> Self {
        self.at = if forward { self.at + 1 } else { self.at.checked_sub(1).unwrap_or_else(|| panic!("the page was left")) };
        let step = self.entries.get(self.at).copied().unwrap_or_else(|| panic!("no entry there"));
        self.trail.visit(step);
        self.act([Action::Visit(step)])
    }

    fn read(self) -> Self {
        self.act([choose(), heard(Answer::Read(overview()))])
    }

    fn result(self) -> Self {
        let publish = [Action::Accept, Action::Define("haninge".into()), Action::Publish, heard(Answer::Published(Box::new(report())))];
        self.read().act(publish)
    }

    fn entries(&self) -> Vec<Step> {
        self.entries.iter().flatten().copied().collect()
    }
}

#[test]
fn each_step_has_an_entry_and_a_reading_has_none() {
    let visit = Visit::new().result();
    assert_eq!(visit.entries(), [Step::Files, Step::Check, Step::Question, Step::Result]);
    assert_eq!((visit.at, visit.entries.len()), (3, 4));
}

#[test]
fn back_and_forward_follow_the_steps_and_keep_what_was_chosen() {
    let before = Visit::new().result();
    let (draft, report) = (before.state.draft.clone(), before.state.report.clone());
    let mut visit = before;
    for step in [Step::Question, Step::Check, Step::Files] {
        visit = visit.go(false);
        assert_eq!(visit.state.step, step);
    }
    for step in [Step::Check, Step::Question, Step::Result] {
        visit = visit.go(true);
        assert_eq!(visit.state.step, step);
    }
    assert_eq!((visit.state.draft, visit.state.report), (draft, report));
    assert_eq!(visit.entries.len(), 4);
}

#[test]
fn back_from_a_reading_stops_it_and_stays_on_the_page() {
    let visit = Visit::new().act([choose()]);
    assert_eq!((visit.state.step, visit.at), (Step::Reading, 1));
    let visit = visit.go(false).act([ready()]);
    assert_eq!((visit.state.step, visit.state.notice.as_ref().map(|notice| notice.key)), (Step::Files, Some(Key::PageReadingCancelled)));
    // Forward again there is nothing: the entry is of the step that is open.
    let visit = visit.go(true);
    assert_eq!((visit.state.step, visit.entries()), (Step::Files, vec![Step::Files, Step::Files]));
}

#[test]
fn a_reading_that_ends_elsewhere_renames_its_entry() {
    let visit = Visit::new().act([choose(), heard(Answer::Refused(vec![remark()], Vec::new()))]);
    assert_eq!((visit.state.step, visit.entries()), (Step::Files, vec![Step::Files, Step::Files]));
    // Reading again from the result leads on from where the user was.
    let visit = Visit::new().result().act([Action::Choose(vec![given(1, "b.csv")]), Action::Settle(Settle::Add)]);
    let visit = visit.act([heard(Answer::Read(overview()))]);
    assert_eq!(visit.entries(), [Step::Files, Step::Check, Step::Question, Step::Check]);
}

#[test]
fn a_worker_that_dies_changes_no_entry() {
    let visit = Visit::new().result().act([Action::Broke("panicked at".into()), ready(), heard(Answer::Read(overview()))]);
    let visit = visit.act([heard(Answer::Published(Box::new(report())))]);
    assert_eq!((visit.state.step, visit.at), (Step::Result, 3));
    assert_eq!(visit.entries(), [Step::Files, Step::Check, Step::Question, Step::Result]);
}

#[test]
fn an_entry_whose_step_is_gone_leads_to_the_open_one() {
    let visit = Visit::new().result().act([Action::Clear, ready()]);
    assert_eq!(visit.entries.last(), Some(&Some(Step::Files)));
    let visit = visit.go(false);
    assert_eq!((visit.state.step, visit.entries.get(visit.at)), (Step::Files, Some(&Some(Step::Files))));
}

#[test]
fn a_definition_that_is_being_written_is_there_when_the_user_comes_back() {
    let visit = Visit::new().read().act([Action::Accept, Action::Write(None), Action::Edit(Edit::Name("Min".into()))]);
    let visit = visit.go(false);
    assert_eq!(visit.state.step, Step::Question);
    let visit = visit.go(true);
    assert_eq!(visit.state.step, Step::Define);
    assert_eq!(visit.state.editor.map(|editor| editor.draft.name.sv), Some("Min".to_owned()));
}

#[test]
fn a_link_within_the_page_makes_an_entry_that_gets_a_name() {
    let mut visit = Visit::new().result();
    visit.entries.push(None);
    let visit = visit.go(true);
    assert_eq!((visit.state.step, visit.entries.last()), (Step::Result, Some(&Some(Step::Result))));
}

#[test]
fn names_of_steps_lead_back_to_them_and_a_reading_has_none() {
    for step in [Step::Files, Step::Check, Step::Define, Step::Question, Step::Compare, Step::Result, Step::Dossier] {
        assert_eq!(step.name().and_then(Step::named), Some(step));
    }
    assert_eq!((Step::Reading.name(), Step::named("reading")), (None, None));
}
