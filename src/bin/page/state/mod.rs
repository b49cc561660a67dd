//! What the page knows, and what each action makes of it. Nothing here touches the browser or the worker: an action gives
//! a new state and a list of errands, and the app runs the errands. So every path through the page is tested natively.

mod action;
mod advice;
mod choices;
mod compare;
mod decide;
mod dossier;
mod draft;
mod editor;
mod hear;
mod left;
mod levels;
mod own;
mod question;
mod reading;
mod slider;
mod trial;
mod words;

pub(crate) use action::{Action, Errand};
pub(crate) use advice::Advice;
pub(crate) use choices::{Change, Choices, DAY_MINUTES};
pub(crate) use compare::{COMPARED, Compare};
pub(crate) use dossier::Way;
pub(crate) use draft::{Edit, Part, Place, Subject, id as field_of};
pub(crate) use editor::{Editor, Then};
pub(crate) use left::Log;
pub(crate) use levels::{Detail, Details, Levels, OverChoice, asks_for_periods, hundredths, movable, period_id};
pub(crate) use own::Linked;
pub(crate) use question::{DayField, Draft};
pub(crate) use reading::{Left, Reading};
pub(crate) use slider::{Slider, limit_text};
pub(crate) use trial::{ATTEMPTS, Outcome, Realm, SEARCHES, Told, Trial, Verdict};
pub(crate) use words::{field, is_question, questions, words};

use decide::shown;
use franvarokalkyl::locale::{Key, Language, Sentence};
use franvarokalkyl::wire::{
    Ask, Catalogue, Comparison, DefinedCard, Dossier, FileOverview, Inquiry, Instead, LayoutChoices, Overview, PatternQuestion, Question,
    Remark, Report,
};
use std::borrow::Cow;
use std::rc::Rc;

/// The id of an element in the document.
pub(crate) type Id = Cow<'static, str>;

/// The part of the document that is open; those before it are folded into a line each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    /// Choose a file.
    #[default]
    Files,
    /// The file is being read.
    Reading,
    /// Check what was recognised.
    Check,
    /// Write a definition.
    Define,
    /// Choose definition and breakdown.
    Question,
    /// Choose definitions to compare.
    Compare,
    /// The tables, and saving them.
    Result,
    /// A report of several questions.
    Dossier,
}

/// The worker, as the page sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Engine {
    /// New: started, or about to be, and not heard from yet.
    #[default]
    Starting,
    /// Ready to be asked.
    Ready,
    /// At work on what it was asked.
    Busy,
    /// It broke before it was ever ready; another is started only when the user tries again.
    Failed,
}

impl Engine {
    /// Whether it hears what it is asked.
    const fn is_up(self) -> bool {
        matches!(self, Self::Ready | Self::Busy)
    }
}

/// What is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// The built-in example.
    Example,
    /// Files of the user's, by name.
    Files(Vec<String>),
}

/// What stops the open step, for the summary at its top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Said by the engine, with place and advice.
    Remark(Remark),
    /// The same, and what could be asked instead.
    Instead(Remark, Instead),
    /// Found by the page itself, in the field of that element id or in none.
    Field(Option<Id>, Sentence),
    /// Found by the page itself, with advice.
    Advised(Sentence, Key),
}

/// The heading of the open step.
pub(crate) const HEADING: &str = "step";
/// The summary of what stops the open step.
pub(crate) const FAULTS: &str = "faults";

/// All that the page knows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct State {
    pub(crate) language: Language,
    pub(crate) engine: Engine,
    pub(crate) step: Step,
    pub(crate) catalogue: Rc<Catalogue>,
    pub(crate) source: Option<Source>,
    pub(crate) reading: Reading,
    pub(crate) choices: Choices,
    /// A file of choices is on its way through the worker, or waits for it.
    pub(crate) loading: bool,
    /// What was kept from before was used for these files.
    pub(crate) reused: bool,
    /// The files as far as they were recognised.
    pub(crate) files: Rc<Vec<FileOverview>>,
    /// What was read; none when the files were refused.
    pub(crate) overview: Option<Rc<Overview>>,
    /// The user's own definitions, as the worker understands them.
    pub(crate) own: Rc<Vec<DefinedCard>>,
    /// The same as the browser keeps them.
    pub(crate) kept_definitions: Vec<String>,
    /// The definition of the page's link.
    pub(crate) linked: Option<Linked>,
    /// The definition that is being written.
    pub(crate) editor: Option<Editor>,
    pub(crate) draft: Draft,
    pub(crate) compare: Compare,
    /// The question behind the report, if it is about one definition.
    pub(crate) asked: Option<Question>,
    /// The question behind the report, if it is about several.
    pub(crate) compared: Option<Comparison>,
    /// The question behind the report, if it is about when absence falls.
    pub(crate) patterned: Option<PatternQuestion>,
    pub(crate) slider: Slider,
    pub(crate) aside: slider::Aside,
    pub(crate) report: Option<Rc<Report>>,
    /// The questions of the report of several.
    pub(crate) sections: Vec<Inquiry>,
    /// That report.
    pub(crate) dossier: Option<Rc<Dossier>>,
    /// What would show more than a report.
    pub(crate) advice: Option<Rc<Advice>>,
    /// Whether shares of time are shown where there is little room.
    pub(crate) shows_time: bool,
    /// The question that made the report: that behind it, or with the limit that was moved.
    pub(crate) shown: Option<Inquiry>,
    /// What has left the page.
    pub(crate) log: Log,
    /// The fingerprint of the page's file.
    pub(crate) fingerprint: Option<String>,
    /// The trial of the ways out, if the user has asked for it.
    pub(crate) trial: Option<Trial>,
    pub(crate) faults: Vec<Fault>,
    /// The latest news, shown in the open step and read out.
    pub(crate) notice: Option<Sentence>,
}

impl State {
    /// The page before anything has happened, with the choices that the browser has kept.
    pub(crate) fn new(language: Language, kept: Vec<LayoutChoices>) -> Self {
        Self { language, choices: Choices::kept(kept), ..Self::default() }
    }

    /// The same with the definitions that the browser has kept.
    pub(crate) fn with_definitions(self, kept: Vec<String>) -> Self {
        Self { kept_definitions: kept, ..self }
    }

    /// Whether the browser has kept choices or definitions.
    pub(crate) fn has_kept(&self) -> bool {
        !self.choices.kept.is_empty() || !self.kept_definitions.is_empty()
    }

    /// What the action makes of the state, and what is left to do.
    pub(crate) fn reduce(mut self, action: Action) -> (Self, Vec<Errand>) {
        let errands = self.act(action);
        (self, errands)
    }

    /// Whether files that are dropped now are welcome.
    pub(crate) fn takes_files(&self) -> bool {
        self.step == Step::Files
    }

    /// Whether the engine is at work on a question or a file to save.
    pub(crate) fn is_busy(&self) -> bool {
        self.engine == Engine::Busy
    }

    fn act(&mut self, action: Action) -> Vec<Errand> {
        match action {
            Action::Speak(language) => {
                self.language = language;
                vec![Errand::Remember(language)]
            }
            Action::Choose(names) if !names.is_empty() && self.takes_files() => self.read_anew(Source::Files(names)),
            Action::Example if self.takes_files() => self.read_anew(Source::Example),
            Action::ReadAgain | Action::Reread if self.source.is_some() => self.read(),
            Action::Change(..) | Action::LoadChoices | Action::SaveChoices | Action::ForgetChoices | Action::ForgetStored => {
                self.decide(action)
            }
            Action::Cancel if self.step == Step::Reading => {
                self.forget_read();
                self.step = Step::Files;
                self.notice = Some(Key::PageReadingCancelled.into());
                self.restart(Errand::Focus(HEADING.into()))
            }
            Action::Open(step) => self.open(step),
            Action::Accept if self.overview.is_some() && self.choices.waiting() == 0 => self.accept(),
            Action::Publish if self.step == Step::Question => self.publish(),
            Action::Patterns if self.step == Step::Question => self.publish_patterns(),
            Action::Write(_) | Action::Edit(_) | Action::Then(_) | Action::LoadDefinition | Action::Copied(_) | Action::LeaveEditor => {
                self.write(action)
            }
            Action::Linked(_) | Action::Answer(_) | Action::Discard(_) => self.own(action),
            Action::Compare(..) | Action::CompareAll(_) | Action::CompareSchools(_) | Action::PublishComparison => self.compare(action),
            Action::Slide(..) | Action::SlideBack(_) => self.slide(action),
            Action::Standard | Action::AddSection | Action::MoveSection(..) | Action::RemoveSection(_) => self.compile(action),
            Action::Export(format) if self.step == Step::Dossier && self.engine == Engine::Ready => {
                self.engine = Engine::Busy;
                self.notice = None;
                vec![Errand::Ask(Ask::ExportAll(format, self.language))]
            }
            Action::Export(format) if self.report.is_some() && self.engine == Engine::Ready => {
                self.engine = Engine::Busy;
                self.notice = None;
                vec![Errand::Ask(Ask::Export(format, self.language))]
            }
            Action::ShowTime(on) => {
                self.shows_time = on;
                Vec::new()
            }
            Action::Print => vec![Errand::Print],
            Action::Fingerprint(sum) => {
                self.fingerprint = sum;
                Vec::new()
            }
            Action::Try if self.trial.as_ref().is_none_or(Trial::is_over) => {
                self.trial = Some(Trial::default());
                vec![Errand::Try]
            }
            Action::Tried(told) => {
                if let Some(trial) = &mut self.trial {
                    trial.hear(told);
                }
                Vec::new()
            }
            Action::CopyTable(place) => {
                let mut errands: Vec<Errand> = self.leave().into_iter().collect();
                errands.push(Errand::CopyTable(format!("table-{place}-figures").into()));
                self.notice = Some(Key::PageExportCopied.into());
                errands
            }
            Action::SavePicture(svg) => {
                let mut errands: Vec<Errand> = self.leave().into_iter().collect();
                let stem = self.report.as_ref().filter(|_| self.step == Step::Result).map(|report| report.file_stem.clone());
                let stem = stem.unwrap_or_else(|| Key::ReportFileDossier.text(self.language).to_owned());
                errands.push(Errand::SavePixels(svg, format!("{stem}.png")));
                self.notice = Some(Key::PageExportPngDone.into());
                errands
            }
            Action::Leave if matches!(self.step, Step::Result | Step::Dossier) => self.leave().into_iter().collect(),
            Action::TakeInstead => self.take_instead(),
            Action::TakeProposal(place) => self.take_proposal(place),
            Action::GoTo(id) => vec![Errand::Focus(id)],
            Action::StartOver => {
                let kept = std::mem::take(&mut self.choices.kept);
                let definitions = std::mem::take(&mut self.kept_definitions);
                let fresh = Self::new(self.language, kept).with_definitions(definitions);
                *self = Self { catalogue: Rc::clone(&self.catalogue), own: Rc::clone(&self.own), ..fresh };
                self.notice = Some(Key::PageStartedOver.into());
                vec![Errand::DropFiles, Errand::Restart, Errand::Focus(HEADING.into())]
            }
            Action::Heard(answer, at) => self.hear(answer, at),
            Action::Broke(words) => self.broke(words),
            Action::Define(_) | Action::Break(..) | Action::From(_) | Action::To(_) | Action::Detail(_) if !self.is_busy() => {
                let (field, focus) = self.draft.change(action);
                self.faults.retain(|fault| !matches!(fault, Fault::Field(Some(id), _) if Some(id) == field.as_ref()));
                focus.map(Errand::Focus).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn read_anew(&mut self, source: Source) -> Vec<Errand> {
        self.source = Some(source);
        self.choices.renew();
        self.read()
    }

    /// Starts to read, or waits for the worker to be ready.
    fn read(&mut self) -> Vec<Errand> {
        if let Err(faults) = self.choices.settle(&self.files) {
            self.faults = faults;
            return vec![Errand::Focus(FAULTS.into())];
        }
        self.forget_read();
        self.reading = Reading::default();
        self.step = Step::Reading;
        let focus = Errand::Focus(HEADING.into());
        match self.engine {
            Engine::Ready => [self.ask_to_read(), Some(focus)].into_iter().flatten().collect(),
            Engine::Starting => vec![focus],
            Engine::Busy | Engine::Failed => self.restart(focus),
        }
    }

    fn ask_to_read(&mut self) -> Option<Errand> {
        let choices = self.choices.for_reading();
        let ask = match self.source.as_ref()? {
            Source::Example => Ask::Example(choices),
            Source::Files(_) => Ask::Read(choices),
        };
        self.engine = Engine::Busy;
        Some(Errand::Ask(ask))
    }

    fn open(&mut self, step: Step) -> Vec<Errand> {
        let reached = match step {
            Step::Files => true,
            Step::Reading | Step::Define => false,
            Step::Check | Step::Question | Step::Compare => self.overview.is_some(),
            Step::Result => self.report.is_some(),
            Step::Dossier => !self.sections.is_empty(),
        };
        match step {
            _ if !reached || self.is_busy() => Vec::new(),
            // What has left since changes what it may print.
            Step::Dossier if self.can_ask() => self.ask_to_compile(),
            Step::Dossier => Vec::new(),
            _ => self.show(step),
        }
    }

    fn show(&mut self, step: Step) -> Vec<Errand> {
        self.step = step;
        self.faults.clear();
        self.notice = None;
        vec![Errand::Focus(HEADING.into())]
    }

    /// Whether a question can be asked now.
    fn can_ask(&self) -> bool {
        self.engine == Engine::Ready
    }

    fn publish(&mut self) -> Vec<Errand> {
        let Some(overview) = self.overview.clone().filter(|_| self.can_ask()) else { return Vec::new() };
        let chosen = self.draft.definition.clone();
        let card = chosen.as_deref().and_then(|id| self.defined(id));
        match self.draft.question(&overview, card) {
            Ok(question) => {
                self.asked = Some(question.clone());
                self.compared = None;
                self.patterned = None;
                self.ask_for_report(Ask::Publish(question))
            }
            Err(faults) => self.refuse(faults),
        }
    }

    /// Asks when absence falls, on the days that are chosen; by which definition does not matter.
    fn publish_patterns(&mut self) -> Vec<Errand> {
        let Some(overview) = self.overview.clone().filter(|_| self.can_ask()) else { return Vec::new() };
        match self.draft.days(&overview) {
            Ok((from, to)) => {
                let question = PatternQuestion { from, to, ..PatternQuestion::default() };
                (self.asked, self.compared) = (None, None);
                self.patterned = Some(question.clone());
                self.ask_for_report(Ask::Patterns(question))
            }
            Err(faults) => self.refuse(faults),
        }
    }

    /// Asks for a report, which takes the place of the one before.
    fn ask_for_report(&mut self, ask: Ask) -> Vec<Errand> {
        self.faults.clear();
        self.notice = None;
        self.report = None;
        self.shown = None;
        self.advice = None;
        self.drop_slides();
        self.engine = Engine::Busy;
        vec![Errand::Ask(ask)]
    }

    /// Says what is wrong with the step.
    fn refuse(&mut self, faults: Vec<Fault>) -> Vec<Errand> {
        self.faults = faults;
        vec![Errand::Focus(FAULTS.into())]
    }

    fn restart(&mut self, then: Errand) -> Vec<Errand> {
        self.engine = Engine::Starting;
        self.forget_aside();
        vec![Errand::Restart, then]
    }

    /// Nothing half-done stays on the page. What was chosen stays: it may be used again.
    fn forget_read(&mut self) {
        self.files = Rc::default();
        self.reused = false;
        self.overview = None;
        self.report = None;
        self.sections.clear();
        self.dossier = None;
        self.shown = None;
        self.advice = None;
        self.log.close();
        self.asked = None;
        self.compared = None;
        self.patterned = None;
        self.drop_slides();
        self.faults.clear();
        self.notice = None;
    }
}
