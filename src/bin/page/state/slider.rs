//! A limit that is moved, and the curve of all limits. Neither makes the page busy: the worker is asked one thing at a time, and
//! of what the user does meanwhile the latest counts.

use super::levels::movable;
use super::{Action, Errand, State, Step};
use franvarokalkyl::locale::Sentence;
use franvarokalkyl::wire::{Ask, Bands, Curve, CurveQuestion, DefinedCard, Inquiry, MeasureChoice, Question, Remark, Report};
use std::rc::Rc;

/// The limit as it is moved.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Slider {
    /// Where it stands, in hundredths; none where the definition has it.
    pub(crate) at: Option<u32>,
    /// How long the latest table took from the user's hand to its arrival. Milliseconds.
    pub(crate) took: Option<u64>,
    /// Why there is no table for the limit at hand.
    pub(crate) refused: Option<Sentence>,
    /// The curve; none until it has come.
    pub(crate) curve: Option<Rc<Curve>>,
}

/// What the worker has been asked beside the question, and has not answered.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Aside {
    curve: Option<CurveQuestion>,
    slide: Option<Slide>,
    /// Moved since.
    next: Option<Slide>,
}

/// A limit, none for the definition's own, and when the user moved it there, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Slide {
    at: Option<u32>,
    since: u64,
}

impl State {
    /// The definition whose limit can be moved in the result: one was asked about, by its own limit.
    pub(crate) fn sliding(&self) -> Option<&DefinedCard> {
        let question = self.asked.as_ref().filter(|question| question.bands.is_none())?;
        self.defined(&question.definition).filter(|card| movable(card).is_some())
    }

    /// The limit that the definition has, in hundredths.
    pub(crate) fn own_limit(&self) -> Option<u32> {
        super::levels::hundredths(movable(self.sliding()?)?.threshold.trim())
    }

    /// The highest limit there is, in hundredths: a whole, of a share.
    fn most(&self) -> u32 {
        if self.slides_share() { 10_000 } else { 100_000 }
    }

    /// How far the slider reaches, in hundredths: as far as curves do, unless the definition's own limit lies beyond.
    pub(crate) fn reach(&self) -> u32 {
        let own = self.own_limit().unwrap_or_default();
        match self.slides_share() {
            true if own <= 6_000 => 6_000,
            true => 10_000,
            false => own.saturating_mul(2).clamp(1_000, 100_000),
        }
    }

    /// Whether the limit is one of a share.
    pub(crate) fn slides_share(&self) -> bool {
        self.sliding().and_then(movable).is_some_and(|measured| measured.measure == MeasureChoice::Share)
    }

    /// The limit was moved, or put back.
    pub(super) fn slide(&mut self, action: Action) -> Vec<Errand> {
        let (at, since, focus) = match action {
            Action::Slide(at, since) => (Some(at.min(self.most())), since, None),
            // The button that was pressed goes.
            Action::SlideBack(since) => (None, since, Some(Errand::Focus("limit".into()))),
            _ => return Vec::new(),
        };
        if self.step != Step::Result || self.sliding().is_none() {
            return Vec::new();
        }
        self.slider.at = at;
        self.aside.next = Some(Slide { at, since });
        self.ask_aside().into_iter().chain(focus).collect()
    }

    /// What was wanted of a report that gives way to another is no longer.
    pub(super) fn drop_slides(&mut self) {
        self.aside.next = None;
        self.slider = Slider::default();
    }

    /// A new worker has been asked nothing.
    pub(super) fn forget_aside(&mut self) {
        self.aside = Aside::default();
    }

    /// Asks for what is wanted next, unless the worker has not answered yet.
    fn ask_aside(&mut self) -> Option<Errand> {
        if self.aside.curve.is_some() || self.aside.slide.is_some() || !self.engine.is_up() {
            return None;
        }
        let slide = self.aside.next.take()?;
        let question = self.slid_question(slide)?;
        self.aside.slide = Some(slide);
        Some(Errand::Ask(Ask::Publish(question)))
    }

    fn slid_question(&self, slide: Slide) -> Option<Question> {
        let bands = slide.at.map(|at| Bands { thresholds: vec![limit_text(at)], disjoint: false });
        Some(Question { bands, ..self.asked.clone()? })
    }

    /// A report is on screen: the curve belongs to it.
    pub(super) fn ask_for_curve(&mut self) -> Option<Errand> {
        self.slider = Slider::default();
        let definition = self.sliding()?.card.id.clone();
        let Question { from, to, periods, .. } = self.asked.clone()?;
        let question = CurveQuestion { definition, from, to, periods };
        self.aside.curve = Some(question.clone());
        Some(Errand::Ask(Ask::Curve(question)))
    }

    /// The curve has come, for the report on screen or for one that is gone.
    pub(super) fn curve_is(&mut self, curve: Curve) -> Vec<Errand> {
        let question = self.aside.curve.take();
        if question.is_some_and(|question| self.is_asked(&question)) {
            self.slider.curve = Some(Rc::new(curve));
        }
        self.ask_aside().into_iter().collect()
    }

    fn is_asked(&self, curve: &CurveQuestion) -> bool {
        self.asked.as_ref().is_some_and(|asked| {
            asked.definition == curve.definition && asked.from == curve.from && asked.to == curve.to && asked.periods == curve.periods
        })
    }

    /// Whether a report that comes now is one for a moved limit.
    pub(super) fn awaits_slide(&self) -> bool {
        self.aside.slide.is_some()
    }

    /// A table for a moved limit has come.
    pub(super) fn slid(&mut self, report: Report, at: u64) -> Vec<Errand> {
        let slide = self.aside.slide.take();
        // A new question has been asked since: its own report is on the way.
        if self.report.is_some() {
            self.report = Some(Rc::new(report));
            self.shown = slide.and_then(|slide| self.slid_question(slide)).map(Inquiry::One);
            self.slider.refused = None;
            self.slider.took = slide.map(|slide| at.saturating_sub(slide.since));
        }
        self.ask_aside().into_iter().collect()
    }

    /// What was asked aside is declined: the curve, or the table for a moved limit. None if neither was asked.
    pub(super) fn declined_aside(&mut self, remark: &Remark) -> Option<Vec<Errand>> {
        if self.aside.curve.take().is_none() {
            let _slide = self.aside.slide.take()?;
            self.slider.refused = Some(remark.sentence.clone());
        }
        Some(self.ask_aside().into_iter().collect())
    }
}

/// `22`, `12.5`, `12.55`.
pub(crate) fn limit_text(hundredths: u32) -> String {
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    match rest {
        0 => whole.to_string(),
        rest if rest % 10 == 0 => format!("{whole}.{}", rest / 10),
        rest => format!("{whole}.{rest:02}"),
    }
}
