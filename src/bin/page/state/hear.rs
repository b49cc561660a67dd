//! What comes from the worker, and what the page makes of it.

use super::{ARRIVED, Engine, Errand, FAULTS, Fault, HEADING, Source, State, Step, words};
use franvarokalkyl::locale::Key;
use franvarokalkyl::wire::{Answer, FileOverview, Remark, Weight};
use std::rc::Rc;

/// Words without a meaning that the summary of faults names; the others stand at their fields.
const NAMED: usize = 10;

impl State {
    /// An answer that nobody waits for any more is passed over.
    pub(super) fn hear(&mut self, answer: Answer, at: u64) -> Vec<Errand> {
        match answer {
            Answer::Ready(catalogue) => {
                self.catalogue = Rc::new(catalogue);
                self.engine = Engine::Ready;
                let mut errands = self.introduce();
                match self.step {
                    Step::Reading => errands.extend(self.ask_to_read()),
                    _ if self.loading => errands.extend(self.ask_to_load()),
                    _ => {}
                }
                return errands;
            }
            Answer::Progress(progress) => {
                self.reading.note(progress, at);
                return Vec::new();
            }
            Answer::Defined(_) | Answer::Undefined(_) | Answer::Adopted(_) | Answer::Understood(..) if self.engine.is_up() => {
                return self.hear_of_definitions(answer);
            }
            Answer::Curve(curve) if self.engine.is_up() => return self.curve_is(*curve),
            Answer::Published(report) if self.awaits_slide() => return self.slid(*report, at),
            Answer::Declined(remark) => {
                let aside = self.declined_aside(&remark);
                return aside.unwrap_or_else(|| self.declined(Fault::Remark(remark)));
            }
            Answer::TooClose(remark, instead) => {
                let aside = self.declined_aside(&remark);
                return aside.unwrap_or_else(|| self.declined(Fault::Instead(remark, instead)));
            }
            Answer::Proposals(inquiry, proposals) => {
                self.advised(inquiry, proposals);
                return Vec::new();
            }
            Answer::Released(data, released) => {
                self.log.note(data, released);
                return Vec::new();
            }
            _ if self.engine != Engine::Busy => return Vec::new(),
            _ => self.engine = Engine::Ready,
        }
        match (self.step, answer) {
            (Step::Reading, Answer::Read(overview)) => {
                self.draft.fit(&overview);
                if self.source == Some(Source::Example) {
                    // Whoever looks at the example has no definition yet.
                    self.draft.suggest(self.catalogue.definitions.first().map(|first| first.card.id.clone()));
                }
                self.files = Rc::new(overview.files.clone());
                self.reused = self.choices.has_kept_of(&self.files);
                self.overview = Some(Rc::new(overview));
                self.step = Step::Check;
                let mut errands = vec![Errand::FocusGently(if self.arrived.is_empty() { HEADING } else { ARRIVED }.into())];
                if let Some(resume) = self.resume.take() {
                    errands.extend(self.go_on(resume));
                }
                errands
            }
            (Step::Reading, Answer::Refused(remarks, files)) => {
                let shows = |file: &FileOverview| !file.columns.is_empty() || !file.opening.is_empty();
                self.step = if files.iter().any(shows) { Step::Check } else { Step::Files };
                self.resume = None;
                self.files = Rc::new(files);
                self.reused = self.choices.has_kept_of(&self.files);
                self.faults = self.refusals(remarks);
                vec![Errand::FocusGently(FAULTS.into())]
            }
            (Step::Files | Step::Check, Answer::Choices(layouts)) => self.loaded(layouts),
            (Step::Check, Answer::File(file)) => {
                self.notice = Some(Key::PageChoicesSaved.with("file", file.name.as_str()));
                vec![Errand::Save(file)]
            }
            (Step::Question | Step::Compare, Answer::Published(report)) => {
                self.deaths = 0;
                self.report = Some(Rc::new(*report));
                self.shown = self.inquiry();
                self.step = Step::Result;
                let mut errands = vec![Errand::FocusGently(HEADING.into())];
                errands.extend(self.ask_for_advice());
                errands.extend(self.ask_for_curve());
                errands
            }
            (Step::Question | Step::Result | Step::Dossier, Answer::Compiled(dossier)) => self.compiled(*dossier),
            (Step::Result | Step::Dossier, Answer::File(file)) => {
                self.notice = Some(Key::PageExportDone.with("file", file.name.as_str()));
                vec![Errand::Save(file)]
            }
            _ => Vec::new(),
        }
    }

    /// What the page was busy with is declined; nobody waits for it otherwise.
    fn declined(&mut self, fault: Fault) -> Vec<Errand> {
        if self.engine != Engine::Busy {
            return Vec::new();
        }
        self.engine = Engine::Ready;
        self.loading = false;
        self.faults = vec![fault];
        vec![Errand::FocusGently(FAULTS.into())]
    }

    /// What keeps the files from being used. A word that nobody knows is a question with a field.
    fn refusals(&self, remarks: Vec<Remark>) -> Vec<Fault> {
        let open = words::unanswered(&self.files, &self.choices);
        let asked = |remark: &Remark| remark.code == "unknown_status" && !open.is_empty();
        // What is only worth knowing is said when the file is read.
        let errors = remarks.into_iter().filter(|remark| remark.weight == Weight::Error && !asked(remark));
        let mut faults: Vec<Fault> = errors.map(Fault::Remark).collect();
        faults.extend(Self::unanswered(open));
        faults
    }

    /// Whether nothing is wrong with the files but that something is not said in them.
    pub(crate) fn only_asks(&self) -> bool {
        let asks = |fault: &Fault| match fault {
            Fault::Remark(remark) => remark.code == "period_missing",
            Fault::Field(field, _) => field.is_some(),
            Fault::Advised(..) | Fault::Instead(..) => false,
        };
        self.overview.is_none() && !self.faults.is_empty() && self.faults.iter().all(asks)
    }

    /// A fault for each word without a meaning.
    pub(super) fn unanswered(open: Vec<(String, String)>) -> Vec<Fault> {
        let fault = |(field, word): (String, String)| Fault::Field(Some(field.into()), Key::PageFaultWord.with("word", super::shown(word)));
        open.into_iter().take(NAMED).map(fault).collect()
    }
}
