//! Judges every pupil of a register by a definition: prefix sums per pupil, so that a window costs two subtractions.

use super::model::{Condition, Definition, Kinds, Measure, Measured, Quantifier, Settings, Unregistered, Window};
use super::words::window_words;
use super::{ClauseSummary, Summary, totals};
use crate::calendar::{Day, Span};
use crate::locale::{Key, Sentence};
use crate::register::{Grain, Pupil, Register, SchoolDay};
use std::ops::Range;

/// Who is above the limit. No `Debug` with content and no way out but `tally`.
pub struct Verdicts {
    /// One per pupil of the register: none outside the population (no scheduled time in the analysis period, or, where nothing is
    /// known of schedules, no absence).
    pub(crate) above: Vec<Option<bool>>,
    /// The definition as it was evaluated.
    pub(crate) summary: Summary,
    /// Whether at least one clause could be evaluated.
    pub(crate) measurable: bool,
}

/// Judges every pupil on the analysis period.
#[must_use]
pub fn judge(register: &Register, definition: &Definition, span: Span) -> Verdicts {
    let plans: Vec<Result<Vec<Plan>, Sentence>> = definition
        .clauses()
        .iter()
        .map(|clause| clause.conditions.iter().map(|condition| plan(condition, register, span)).collect())
        .collect();
    let settings = definition.settings();
    let schools = SchoolCalendar::of(register, span, settings);
    let mut sums = PrefixSums::default();
    let above = register
        .pupils()
        .iter()
        .map(|pupil| {
            let days = pupil.days_in(span);
            let timed = days.iter().any(|day| scheduled(day, settings) > 0)
                || pupil.totals_in(span).any(|total| totals::scheduled(total, settings) > 0);
            if !(timed || (!register.told().scheduled && register.counts(pupil, span))) {
                return None;
            }
            sums.fill(days, span, settings);
            let attended = schools.days_of(register, pupil, span);
            let holds = |plan: &Plan| match &plan.windows {
                Windows::OfDays(windows) => plan.holds(windows, &sums, attended, settings),
                Windows::OfTotals(windows) => windows.hold(pupil, &plan.measured, settings),
            };
            Some(plans.iter().flatten().any(|clause| clause.iter().all(holds)))
        })
        .collect();
    let mut clauses: Vec<ClauseSummary> = definition
        .clauses()
        .iter()
        .zip(&plans)
        .map(|(clause, plan)| ClauseSummary { text: clause.text(), judgement: false, reason: plan.as_ref().err().cloned() })
        .collect();
    clauses.extend(definition.judgements().iter().map(|text| ClauseSummary { text: text.clone(), judgement: true, reason: None }));
    Verdicts {
        above,
        summary: Summary { id: definition.id().to_owned(), name: definition.name().clone(), clauses, settings },
        measurable: plans.iter().any(Result::is_ok),
    }
}

/// A condition that can be evaluated.
struct Plan {
    measured: Measured,
    windows: Windows,
}

/// The windows of a condition.
enum Windows {
    /// As ranges of days of the analysis period.
    OfDays(Vec<Range<usize>>),
    /// Made up of the periods that files sum.
    OfTotals(totals::Windows),
}

fn plan(condition: &Condition, register: &Register, span: Span) -> Result<Plan, Sentence> {
    let Condition::Measured(measured) = condition else { return Err(Key::DefinitionReasonFlag.into()) };
    if measured.measure != Measure::Share {
        return Err(Key::DefinitionReasonMeasure.into());
    }
    let told = register.told();
    if !told.scheduled {
        return Err(Key::DefinitionReasonAbsencesOnly.into());
    }
    match measured.kinds {
        Kinds::Total => {}
        Kinds::Authorised | Kinds::Unauthorised if told.authorisation => {}
        Kinds::Unreported if told.reporting => {}
        Kinds::Authorised | Kinds::Unauthorised => return Err(Key::DefinitionReasonAuthorisation.into()),
        Kinds::Unreported => return Err(Key::DefinitionReasonReporting.into()),
    }
    let windows = windows(&measured.window, span).ok_or_else(|| Sentence::from(Key::DefinitionReasonSchoolDays))?;
    if windows.is_empty() {
        return Err(Key::DefinitionReasonShort.with("window", window_words(&measured.window)));
    }
    if register.grain() == Grain::Period {
        let windows = Windows::OfTotals(totals::Windows::of(register, measured, windows)?);
        return Ok(Plan { measured: measured.clone(), windows });
    }
    let ranges = windows.into_iter().filter_map(|window| Some(span.index(window.first())?..span.index(window.last())? + 1));
    Ok(Plan { measured: measured.clone(), windows: Windows::OfDays(ranges.collect()) })
}

/// The windows of an analysis period, each inside it; none for windows that differ by pupil.
fn windows(window: &Window, span: Span) -> Option<Vec<Span>> {
    let parts = |start_of: fn(Day) -> Day| {
        let mut parts: Vec<Span> = Vec::new();
        for day in span.iter() {
            match parts.last_mut() {
                Some(part) if start_of(part.first()) == start_of(day) => *part = Span::new(part.first(), day).unwrap_or(*part),
                _ => parts.extend(Span::new(day, day)),
            }
        }
        parts
    };
    Some(match window {
        Window::Period => vec![span],
        Window::Term => parts(Day::term_start),
        Window::SchoolYear => parts(Day::school_year_start),
        Window::Month => parts(Day::month_start),
        Window::Rolling(length) => {
            let _by_calendar = length.last_day(span.first())?;
            let windows = span.iter().map_while(|first| Span::new(first, length.last_day(first)?));
            windows.filter(|window| window.last() <= span.last()).collect()
        }
        Window::Latest(length) => {
            let first = length.first_day(span.last())?;
            Span::new(first, span.last()).filter(|window| window.first() >= span.first()).into_iter().collect()
        }
        Window::Given(given) => given.iter().filter_map(|window| window.and(span)).collect(),
    })
}

/// Scheduled minutes of a day as the settings count them.
fn scheduled(day: &SchoolDay, settings: Settings) -> u16 {
    match settings.unregistered {
        Unregistered::Attended => day.scheduled,
        Unregistered::LeftOut => day.scheduled.saturating_sub(day.unregistered),
    }
}

/// Sums over the days before each day of the analysis period: entry `i` is the sum of days `0..i`.
#[derive(Default)]
struct PrefixSums {
    scheduled: Vec<u32>,
    absent: Vec<u32>,
    unauthorised: Vec<u32>,
    unreported: Vec<u32>,
    /// Days with scheduled time.
    days: Vec<u32>,
}

impl PrefixSums {
    fn fill(&mut self, days: &[SchoolDay], span: Span, settings: Settings) {
        let columns = [&mut self.scheduled, &mut self.absent, &mut self.unauthorised, &mut self.unreported, &mut self.days];
        let values: [fn(&SchoolDay) -> u16; 3] = [|day| day.absent, |day| day.unauthorised, |day| day.unreported];
        let [scheduled_sums, absent, unauthorised, unreported, day_sums] = columns;
        prefix(scheduled_sums, days, span, |day| scheduled(day, settings));
        for (column, value) in [absent, unauthorised, unreported].into_iter().zip(values) {
            prefix(column, days, span, value);
        }
        prefix(day_sums, days, span, |day| u16::from(scheduled(day, settings) > 0));
    }

    fn absent(&self, kinds: Kinds, window: &Range<usize>) -> u64 {
        match kinds {
            Kinds::Total => over(&self.absent, window),
            Kinds::Authorised => over(&self.absent, window) - over(&self.unauthorised, window),
            Kinds::Unauthorised => over(&self.unauthorised, window),
            Kinds::Unreported => over(&self.unreported, window),
        }
    }
}

fn prefix(sums: &mut Vec<u32>, days: &[SchoolDay], span: Span, value: impl Fn(&SchoolDay) -> u16) {
    sums.clear();
    let mut sum = 0_u32;
    sums.push(0);
    let mut rest = days.iter().peekable();
    for day in span.iter() {
        if let Some(entry) = rest.next_if(|entry| entry.day == day) {
            sum += u32::from(value(entry));
        }
        sums.push(sum);
    }
}

fn over(sums: &[u32], window: &Range<usize>) -> u64 {
    match (sums.get(window.start), sums.get(window.end)) {
        (Some(before), Some(after)) => u64::from(after - before),
        _ => 0,
    }
}

impl Plan {
    fn holds(&self, windows: &[Range<usize>], sums: &PrefixSums, school_days: &[u32], settings: Settings) -> bool {
        let mut judged = windows.iter().filter_map(|window| self.window_holds(sums, school_days, settings, window)).peekable();
        match self.measured.quantifier {
            Quantifier::Any => judged.any(|holds| holds),
            // A condition on every window holds for nobody who has no window to be judged on.
            Quantifier::Every => judged.peek().is_some() && judged.all(|holds| holds),
        }
    }

    /// Whether one window satisfies the condition; none when the pupil cannot be judged on it.
    fn window_holds(&self, sums: &PrefixSums, school_days: &[u32], settings: Settings, window: &Range<usize>) -> Option<bool> {
        let scheduled = over(&sums.scheduled, window);
        let (own, school) = (over(&sums.days, window), over(school_days, window));
        if scheduled == 0 || own * 100 < u64::from(settings.coverage) * school {
            return None;
        }
        let absent = sums.absent(self.measured.kinds, window);
        Some(self.measured.threshold.is_met_by_share(absent, scheduled, self.measured.comparison))
    }
}

/// On which days each school has any scheduled time, as prefix sums over the analysis period.
struct SchoolCalendar {
    /// One per school, and a last one for pupils whose school is not said.
    days: Vec<Vec<u32>>,
}

impl SchoolCalendar {
    fn of(register: &Register, span: Span, settings: Settings) -> Self {
        let nowhere = register.school_count();
        let mut open = vec![vec![false; span.days()]; nowhere + 1];
        for day in register.pupils().iter().flat_map(|pupil| pupil.days_in(span)).filter(|day| scheduled(day, settings) > 0) {
            let school = school_of(register, day).unwrap_or(nowhere);
            if let Some(open) = open.get_mut(school).zip(span.index(day.day)).and_then(|(days, index)| days.get_mut(index)) {
                *open = true;
            }
        }
        let sums = |days: Vec<bool>| {
            let running = days.iter().scan(0_u32, |sum, open| {
                *sum += u32::from(*open);
                Some(*sum)
            });
            std::iter::once(0).chain(running).collect()
        };
        Self { days: open.into_iter().map(sums).collect() }
    }

    /// The days of a pupil's school: that of the pupil's last row in the period.
    fn days_of(&self, register: &Register, pupil: &Pupil, span: Span) -> &[u32] {
        let school = pupil.days_in(span).last().and_then(|day| school_of(register, day));
        let place = school.unwrap_or(self.days.len().saturating_sub(1));
        self.days.get(place).map_or(&[], Vec::as_slice)
    }
}

fn school_of(register: &Register, day: &SchoolDay) -> Option<usize> {
    register.placement(day).and_then(|placement| placement.school).and_then(|school| usize::try_from(school).ok())
}
