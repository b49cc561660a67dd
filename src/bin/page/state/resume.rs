//! Going on where the user was, once the files have been read again: after a worker's death, and after taking back what made the worker
//! read something else.

use super::{Engine, Errand, FAULTS, Fault, HEADING, Said, State, Step};
use franvarokalkyl::locale::Key;
use franvarokalkyl::wire::{Ask, Inquiry};

/// Where the user was.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Resume {
    step: Step,
    /// The question behind the report on screen.
    inquiry: Option<Inquiry>,
    sections: Vec<Inquiry>,
    /// What is said once the user is there again, if that is more than that the program went on.
    faults: Vec<Fault>,
}

impl Resume {
    /// Where the user is; none where nothing has been read.
    pub(super) fn of(state: &State) -> Option<Self> {
        if state.step == Step::Reading {
            let check = Self { step: Step::Check, inquiry: None, sections: Vec::new(), faults: Vec::new() };
            return Some(state.resume.clone().unwrap_or(check));
        }
        let read = state.overview.is_some() || !state.files.is_empty();
        (read && state.source.is_some()).then(|| Self {
            step: state.step,
            inquiry: state.inquiry(),
            sections: state.sections.clone(),
            faults: Vec::new(),
        })
    }
}

/// Whether a worker ran out of memory, by the words that it died with. A panic says where it was; a program that is refused memory just
/// stops, and a browser that has none left for a buffer says so.
fn is_memory(words: &str) -> bool {
    let words = words.to_lowercase();
    let panicked = words.contains("panicked at");
    !panicked && ["unreachable", "rangeerror", "memory", "allocation"].iter().any(|sign| words.contains(sign))
}

impl State {
    /// Reads what is to be read in a new worker, and goes on from there.
    pub(super) fn read_afresh(&mut self) -> Vec<Errand> {
        let focus = Errand::FocusGently(HEADING.into());
        if self.resume.is_none() || self.source.is_none() {
            self.readings += 1;
            return self.restart(focus);
        }
        self.forget_read();
        self.begin_reading();
        self.restart(focus)
    }

    /// The files are read again: on to where the user was.
    pub(super) fn go_on(&mut self, resume: Resume) -> Vec<Errand> {
        let Resume { step, inquiry, sections, faults } = resume;
        let stopped = !faults.is_empty();
        self.sections = sections;
        let errands = match (step, inquiry) {
            (Step::Result, Some(inquiry)) => self.ask_again(inquiry),
            (Step::Dossier, _) if !self.sections.is_empty() => {
                self.step = Step::Question;
                self.ask_to_compile()
            }
            (Step::Define, _) if self.editor.is_some() => self.return_to(step),
            (Step::Question | Step::Compare, _) => self.return_to(step),
            _ => Vec::new(),
        };
        self.faults = faults;
        if stopped { vec![Errand::FocusGently(FAULTS.into())] } else { errands }
    }

    /// Opens a step without taking the focus from where the user has gone meanwhile.
    fn return_to(&mut self, step: Step) -> Vec<Errand> {
        let _focus = self.show(step);
        vec![Errand::FocusGently(HEADING.into())]
    }

    fn ask_again(&mut self, inquiry: Inquiry) -> Vec<Errand> {
        (self.asked, self.compared, self.patterned) = (None, None, None);
        self.step = if matches!(inquiry, Inquiry::Several(_)) { Step::Compare } else { Step::Question };
        let ask = match inquiry {
            Inquiry::One(question) => {
                self.asked = Some(question.clone());
                Ask::Publish(question)
            }
            Inquiry::Several(comparison) => {
                self.compared = Some(comparison.clone());
                Ask::Compare(comparison)
            }
            Inquiry::Patterns(question) => {
                self.patterned = Some(question.clone());
                Ask::Patterns(question)
            }
        };
        self.ask_for_report(ask)
    }

    /// A worker that breaks takes what was read with it. Once, another reads the same files with the same choices by itself, and the
    /// user is where he was; if that breaks too, the files are offered for another try. One that was never ready would most likely
    /// break again.
    pub(super) fn broke(&mut self, words: String) -> Vec<Errand> {
        let was_up = self.engine.is_up();
        let (step, busy, memory) = (self.step, self.is_busy(), is_memory(&words));
        let mut resume = Resume::of(self);
        self.forget_read();
        self.loading = false;
        let (sentence, advice) = if memory {
            (Key::SurviveMemory.into(), Key::SurviveMemoryAdvice)
        } else {
            (Key::FindingBroken.with("found", words), Key::PageFaultAgain)
        };
        let fault = Fault::Advised(sentence.clone(), advice);
        if !was_up {
            self.engine = Engine::Failed;
            self.resume = resume;
            self.step = Step::Files;
            self.faults = vec![Fault::Advised(Key::PageFaultEngine.into(), Key::PageFaultEngineAdvice)];
            return vec![Errand::FocusGently(FAULTS.into())];
        }
        self.deaths += 1;
        // What stopped a question would stop it again; and a file that does not fit does not fit the next time either.
        let asked = busy && matches!(step, Step::Question | Step::Compare);
        let again = self.deaths == 1 && !(memory && step == Step::Reading);
        match &mut resume {
            Some(resume) if again => {
                if asked {
                    resume.faults = vec![Fault::Advised(sentence, if memory { advice } else { Key::SurviveQuestion })];
                }
                self.said = Some(Said::only(Key::SurviveGoesOn.into()));
                self.resume = Some(resume.clone());
                self.begin_reading();
                self.restart(Errand::FocusGently(HEADING.into()))
            }
            // Nothing was read: what is being written stays where it is.
            None if step == Step::Define => {
                self.step = step;
                self.readings += 1;
                self.said = Some(Said::only(Key::SurviveGoesOn.into()));
                self.restart(Errand::FocusGently(HEADING.into()))
            }
            _ => {
                // That the program went on is no longer true.
                let _untrue = self.said.take_if(|said| said.before().is_none());
                self.resume = resume;
                self.step = Step::Files;
                self.readings += 1;
                self.faults = vec![fault];
                self.restart(Errand::FocusGently(FAULTS.into()))
            }
        }
    }
}
