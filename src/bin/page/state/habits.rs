//! How the user asked last time: kept for the next, since most ask the same again. Never anything of a file.

use super::{Draft, Levels, OverChoice, State, question::is_breakdown};
use serde::{Deserialize, Serialize};

/// The last question, as far as it says nothing of the file that it was asked of: no days, and no column of the file's own, whose header
/// may be anything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Habits {
    definition: String,
    by: Vec<String>,
    over: OverChoice,
    weeks: String,
    levels: Levels,
    own: String,
    disjoint: bool,
}

impl Habits {
    pub(super) fn of(draft: &Draft) -> Option<Self> {
        Some(Self {
            definition: draft.chosen_by_user()?.to_owned(),
            by: draft.by().iter().filter(|name| is_breakdown(name)).cloned().collect(),
            // A day that parts two periods belongs to the file.
            over: if draft.details.over == OverChoice::Split { OverChoice::None } else { draft.details.over },
            weeks: draft.details.weeks.clone(),
            levels: draft.details.levels,
            own: draft.details.own.clone(),
            disjoint: draft.details.disjoint,
        })
    }

    fn fill_in(self, draft: &mut Draft) {
        draft.definition = Some(self.definition);
        draft.remember_by(self.by.into_iter().filter(|name| is_breakdown(name)).collect());
        draft.details.over = self.over;
        draft.details.weeks = self.weeks;
        draft.details.levels = self.levels;
        draft.details.own = self.own;
        draft.details.disjoint = self.disjoint;
    }
}

impl State {
    /// The same with the question of last time filled in.
    pub(crate) fn with_habits(mut self, habits: Option<Habits>) -> Self {
        if let Some(habits) = habits {
            self.habits = Some(habits.clone());
            habits.fill_in(&mut self.draft);
        }
        self
    }
}
