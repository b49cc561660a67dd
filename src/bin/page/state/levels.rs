//! Parts of the question that not everybody asks: time columns, several limits, given periods.

use super::{Fault, Id};
use franvarokalkyl::locale::{Key, Sentence};
use franvarokalkyl::wire::{Bands, ConditionDraft, DefinedCard, MeasureChoice, MeasuredDraft, Over, WindowChoice};
use serde::{Deserialize, Serialize};

/// The most weeks that a column of time can have.
const WEEKS: u16 = 53;
/// The most limits that are counted side by side.
const LIMITS: usize = 64;

/// What is filled in of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Details {
    pub(crate) over: OverChoice,
    /// Weeks to a column, as written.
    pub(crate) weeks: String,
    /// The first day after a measure was taken, as its field has it.
    pub(crate) split: String,
    pub(crate) levels: Levels,
    /// The user's own limits, as written.
    pub(crate) own: String,
    /// Whether pupils are counted between two limits instead of above each.
    pub(crate) disjoint: bool,
    /// First and last day of each given period, as the fields have them.
    pub(crate) periods: Vec<(String, String)>,
}

impl Default for Details {
    fn default() -> Self {
        Self {
            over: OverChoice::None,
            weeks: "6".to_owned(),
            split: String::new(),
            levels: Levels::None,
            own: String::new(),
            disjoint: false,
            periods: Vec::new(),
        }
    }
}

/// What a column of time is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum OverChoice {
    #[default]
    None,
    Month,
    Term,
    Year,
    Weeks,
    /// Before and after a day.
    Split,
}

/// Several limits at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Levels {
    /// The definition's own limit.
    #[default]
    None,
    /// 20 and 40 %.
    Ekero,
    /// 50 %.
    Stockholm,
    /// 10 and 50 %.
    England,
    /// 5, 10 and 20 %.
    Usa,
    /// Limits that the user writes.
    Own,
}

impl Levels {
    /// The limits, where they are fixed.
    const fn limits(self) -> &'static [&'static str] {
        match self {
            Self::None | Self::Own => &[],
            Self::Ekero => &["20", "40"],
            Self::Stockholm => &["50"],
            Self::England => &["10", "50"],
            Self::Usa => &["5", "10", "20"],
        }
    }
}

/// A change to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    Over(OverChoice),
    /// The first day after a measure was taken.
    Split(String),
    Weeks(String),
    Levels(Levels),
    OwnLevels(String),
    Disjoint(bool),
    Period(usize, (String, String)),
    AddPeriod,
    RemovePeriod(usize),
}

/// The measure whose limit can be moved: that of the first clause with a single measure.
pub(crate) fn movable(card: &DefinedCard) -> Option<&MeasuredDraft> {
    card.draft.clauses.iter().find_map(|clause| match clause.as_slice() {
        [ConditionDraft::Measured(measured)] => Some(measured),
        _ => None,
    })
}

/// Whether a definition leaves its periods to the question.
pub(crate) fn asks_for_periods(card: &DefinedCard) -> bool {
    card.draft.clauses.iter().flatten().any(|condition| match condition {
        ConditionDraft::Measured(measured) => measured.window == WindowChoice::Given && measured.periods.is_empty(),
        ConditionDraft::Flags { .. } => false,
    })
}

impl Details {
    /// What a change makes of them: the element whose fault is out of date, and the one to go to.
    pub(super) fn change(&mut self, detail: Detail) -> (Option<Id>, Option<Id>) {
        match detail {
            Detail::Over(over) => {
                let field = if self.over == OverChoice::Split { "split" } else { "weeks" };
                self.over = over;
                (Some(field.into()), None)
            }
            Detail::Split(day) => {
                self.split = day;
                (Some("split".into()), None)
            }
            Detail::Weeks(text) => {
                self.weeks = text;
                (Some("weeks".into()), None)
            }
            Detail::Levels(levels) => {
                self.levels = levels;
                (Some("own-levels".into()), None)
            }
            Detail::OwnLevels(text) => {
                self.own = text;
                (Some("own-levels".into()), None)
            }
            Detail::Disjoint(disjoint) => {
                self.disjoint = disjoint;
                (None, None)
            }
            Detail::Period(number, days) => {
                if let Some(period) = self.periods.get_mut(number) {
                    *period = days;
                }
                (Some(period_id(number)), None)
            }
            Detail::AddPeriod => {
                self.periods.push((String::new(), String::new()));
                (None, Some(period_id(self.periods.len() - 1)))
            }
            Detail::RemovePeriod(number) => {
                if number < self.periods.len() {
                    drop(self.periods.remove(number));
                }
                (Some(period_id(number)), Some("add-given".into()))
            }
        }
    }

    /// The columns of time.
    pub(super) fn over(&self) -> Result<Option<Over>, Wrong> {
        Ok(Some(match self.over {
            OverChoice::None => return Ok(None),
            OverChoice::Month => Over::Month,
            OverChoice::Term => Over::Term,
            OverChoice::Year => Over::Year,
            OverChoice::Weeks => {
                let weeks = self.weeks.trim().parse().ok().filter(|weeks| (1..=WEEKS).contains(weeks));
                Over::Weeks(weeks.ok_or(("weeks", Key::PageFaultWeeks))?)
            }
            OverChoice::Split if self.split.is_empty() => return Err(("split", Key::PageFaultSplit)),
            OverChoice::Split => Over::Split(self.split.clone()),
        }))
    }

    /// The limits, for a definition that has one to move.
    pub(super) fn bands(&self, card: &DefinedCard) -> Result<Option<Bands>, Wrong> {
        let Some(measured) = movable(card) else { return Ok(None) };
        let share = measured.measure == MeasureChoice::Share;
        let thresholds = match self.levels {
            Levels::None => return Ok(None),
            Levels::Own => limits(&self.own, share).ok_or(("own-levels", Key::PageFaultLevels))?,
            // They are shares.
            _ if !share => return Ok(None),
            levels => levels.limits().iter().map(|limit| (*limit).to_owned()).collect(),
        };
        Ok(Some(Bands { thresholds, disjoint: self.disjoint }))
    }

    /// Fills in given periods; a question has none where its definitions do not ask for them.
    pub(super) fn take_given(&mut self, periods: Vec<(String, String)>) {
        if !periods.is_empty() {
            self.periods = periods;
        }
    }

    /// The limits that are chosen from a list.
    pub(super) fn thresholds(&self) -> Option<Vec<String>> {
        let limits = self.levels.limits();
        (!limits.is_empty()).then(|| limits.iter().map(|limit| (*limit).to_owned()).collect())
    }

    /// The given periods, for definitions that ask for them.
    pub(super) fn given<'a>(&self, mut cards: impl Iterator<Item = &'a DefinedCard>) -> Result<Vec<(String, String)>, Vec<Fault>> {
        if !cards.any(asks_for_periods) {
            return Ok(Vec::new());
        }
        let wrong = |(from, to): &(String, String)| {
            // Days as `2025-08-18` sort as text.
            if from.is_empty() || to.is_empty() { Some(Key::PageFaultGiven) } else { (to < from).then_some(Key::PageFaultOrder) }
        };
        let faults = self.periods.iter().enumerate().filter_map(|(number, days)| Some(fault(period_id(number), wrong(days)?.into())));
        let faults: Vec<Fault> = faults.collect();
        if faults.is_empty() { Ok(self.periods.clone()) } else { Err(faults) }
    }
}

/// The element id of a given period's first field.
pub(crate) fn period_id(number: usize) -> Id {
    format!("given-{number}").into()
}

fn fault(id: Id, sentence: Sentence) -> Fault {
    Fault::Field(Some(id), sentence)
}

/// What is wrong with a field: its element id, and the sentence.
pub(super) type Wrong = (&'static str, Key);

/// Limits as people write them: `10; 20; 40`, `10, 20, 40`, `5 12,5 %`. Rising, each once; none when one of them is no number.
fn limits(text: &str, share: bool) -> Option<Vec<String>> {
    let text = text.replace(", ", ";").replace('%', " ");
    let mut limits = Vec::new();
    for word in text.split([';', ' ', '\u{a0}', '\t']).map(|word| word.trim_matches(',')).filter(|word| !word.is_empty()) {
        limits.push((hundredths(word).filter(|limit| !share || *limit <= 10_000)?, word.to_owned()));
    }
    limits.sort();
    limits.dedup_by_key(|(limit, _)| *limit);
    let limits: Vec<String> = limits.into_iter().map(|(_, word)| word).collect();
    (1..=LIMITS).contains(&limits.len()).then_some(limits)
}

/// A decimal number with at most two places, in hundredths.
pub(crate) fn hundredths(text: &str) -> Option<u32> {
    let (whole, places) = text.split_once([',', '.']).unwrap_or((text, "0"));
    let digits = |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole, 6) || !digits(places, 2) {
        return None;
    }
    let tenth = if places.len() == 1 { 10 } else { 1 };
    Some(whole.parse::<u32>().ok()? * 100 + places.parse::<u32>().ok()? * tenth)
}
