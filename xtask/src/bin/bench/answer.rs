//! The tables that the contenders came to. A time counts only when the answer is right.

use super::Result;
use super::contender::{Contender, Turn};
use serde_json::Value;
use std::collections::BTreeMap;

/// Pupils and hits by school and grade; none of either is the total over it.
pub(super) struct Answer(BTreeMap<(Option<String>, Option<String>), Figures>);

/// What is printed; our page withholds what would tell too much.
#[derive(Clone, Copy)]
struct Figures {
    pupils: Option<u64>,
    hits: Option<u64>,
}

impl Answer {
    /// `[{"school": "Björkskolan", "grade": null, "pupils": 312, "hits": null}, …]`
    pub(super) fn of(rows: &Value) -> Result<Self> {
        let text = |row: &Value, name: &str| row.get(name).and_then(Value::as_str).map(str::to_owned);
        let number = |row: &Value, name: &str| row.get(name).and_then(Value::as_u64);
        let rows = rows.as_array().filter(|rows| !rows.is_empty()).ok_or("the answer has no rows")?;
        let table: BTreeMap<_, _> = rows
            .iter()
            .map(|row| ((text(row, "school"), text(row, "grade")), Figures { pupils: number(row, "pupils"), hits: number(row, "hits") }))
            .collect();
        if table.len() == rows.len() { Ok(Self(table)) } else { Err("the answer has two rows for one group".into()) }
    }

    /// How many figures both print; an error where they differ, or where one has a group that the other lacks.
    fn agree(&self, other: &Self) -> Result<usize> {
        if self.0.keys().ne(other.0.keys()) {
            return Err(format!("{} groups, not {}", other.0.len(), self.0.len()).into());
        }
        let mut compared = 0;
        for ((group, one), two) in self.0.iter().zip(other.0.values()) {
            for (expected, found) in [(one.pupils, two.pupils), (one.hits, two.hits)] {
                compared += usize::from(expected.is_some() && found.is_some());
                if expected.zip(found).is_some_and(|(expected, found)| expected != found) {
                    return Err(format!("{group:?}: {found:?}, not {expected:?}").into());
                }
            }
        }
        Ok(compared)
    }

    /// Pupils and hits of the whole.
    fn whole(&self) -> Option<(u64, u64)> {
        let figures = self.0.get(&(None, None))?;
        Some((figures.pupils?, figures.hits?))
    }
}

/// What was found to be the same.
pub(super) struct Compared {
    pub(super) pupils: u64,
    pub(super) hits: u64,
    /// The fewest figures that any contender printed and that were compared; none when there was no peer to compare with.
    pub(super) figures: Option<usize>,
}

/// Holds every turn of every contender against the first turn of a peer, which prints everything; against our own where every peer
/// has failed.
pub(super) fn compare<'a>(all: impl Iterator<Item = (&'a Contender, &'a Vec<Turn>)> + Clone) -> Result<Compared> {
    let peer = all.clone().filter(|(contender, _)| !contender.is_ours()).find_map(|(_, turns)| turns.first());
    let truth = peer.or_else(|| all.clone().find_map(|(_, turns)| turns.first())).ok_or("nobody came to an answer")?;
    let (pupils, hits) = truth.answer.whole().ok_or("the answer lacks its total")?;
    let mut figures = usize::MAX;
    for (contender, turns) in all {
        for turn in turns {
            let agreed = truth.answer.agree(&turn.answer).map_err(|fault| format!("{} answers otherwise: {fault}", contender.name))?;
            if turn.answer.whole() != Some((pupils, hits)) {
                return Err(format!("{} prints no total", contender.name).into());
            }
            figures = figures.min(agreed);
        }
    }
    Ok(Compared { pupils, hits, figures: peer.map(|_| figures) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn answer(hits: Value) -> Result<Answer> {
        Answer::of(
            &json!([{"school": null, "grade": null, "pupils": 20, "hits": 6}, {"school": "Ekskolan", "grade": null, "pupils": 20, "hits": hits}]),
        )
    }

    #[test]
    fn a_withheld_figure_is_no_disagreement_and_a_wrong_one_is() -> Result<()> {
        let truth = answer(json!(6))?;
        assert_eq!(truth.agree(&answer(json!(6))?)?, 4);
        assert_eq!(truth.agree(&answer(Value::Null)?)?, 3);
        assert!(truth.agree(&answer(json!(5))?).is_err());
        assert!(truth.agree(&Answer::of(&json!([{"school": null, "grade": null, "pupils": 20, "hits": 6}]))?).is_err());
        assert!(Answer::of(&json!([])).is_err());
        Ok(())
    }
}
