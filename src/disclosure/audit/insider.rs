//! Readers who know what is true of one pupil: of themselves, or of their child.
//!
//! What is kept from such a reader is about the others. In a small group it must stay possible that nobody else is above the limit, and
//! that somebody else is; in another one, that a number the rule lets stand is above it or, where zeros are harmless, nobody beside the
//! reader. A reader of each kind that there is in the data is tried, in every group of a table that the pupil belongs to.

use super::Witness;
use super::reading::{CellRead, Layer, Reading};
use crate::disclosure::census::Census;
use crate::disclosure::possible::Possible;
use crate::tally::State;

/// A pupil whose state a reader knows.
pub(super) struct Insider {
    /// What the reader knows in each layer: the cell, and the unknown that counts the pupil; none when nothing is true of the pupil.
    places: Vec<(usize, Option<usize>)>,
}

impl Insider {
    /// The pupils of the data, one for each cell and state that there are. None where it is not handed in what is true.
    pub(super) fn all(layers: &[Layer], census: &Census, possible: &Possible, bits: impl Fn(usize) -> State) -> Vec<Self> {
        let Some((cells, wholes)) = layers.split_first() else { return Vec::new() };
        let mut insiders = Vec::new();
        for (place, ((labels, column), pupils)) in census.cells.iter().enumerate() {
            let bits = bits(*column);
            let mut truth = possible.truth(labels, *column, bits);
            let told: u64 = truth.values().sum();
            if possible.knows(labels, *column) && told < *pupils {
                let _ = truth.insert(0, pupils - told);
            }
            for state in truth.into_keys() {
                let mut own = vec![(place, cells.cells.get(place).and_then(|cell| cell.unknown(state)))];
                let whole = wholes.iter().filter_map(|layer| {
                    let at = layer.cells.iter().position(|cell| cell.column == *column)?;
                    Some((at, layer.cells.get(at)?.unknown(state)))
                });
                own.extend(whole);
                insiders.push(Self { places: own });
            }
        }
        insiders
    }

    /// The cell of a layer that the pupil belongs to.
    pub(super) fn cell(&self, layer: usize) -> Option<usize> {
        self.places.get(layer).map(|(cell, _)| *cell)
    }

    /// Whether an indicator is true of the pupil.
    pub(super) fn counts(&self, reading: &Reading, layer: usize, indicator: usize) -> bool {
        let counts = |(cell, unknown): &(usize, Option<usize>)| {
            let counted = reading.layers.get(layer)?.cells.get(*cell)?.counted.get(indicator)?;
            unknown.map(|unknown| counted.contains(&unknown))
        };
        self.places.get(layer).and_then(counts).unwrap_or(false)
    }

    /// What the reader knows, for a program or a witness.
    pub(super) fn floors<'a>(&self, reading: &'a Reading) -> impl Iterator<Item = Floor<'a>> {
        self.places.iter().zip(&reading.layers).filter_map(|((cell, unknown), layer)| match unknown {
            Some(unknown) => Some(Floor::Somebody(*unknown)),
            None => layer.cells.get(*cell).filter(|cell| !cell.unknowns.is_empty()).map(Floor::Room),
        })
    }

    /// The unknowns that what the reader knows is about.
    pub(super) fn unknowns(&self, reading: &Reading) -> Vec<usize> {
        let of = |floor: Floor<'_>| match floor {
            Floor::Somebody(unknown) => unknown..unknown + 1,
            Floor::Room(cell) => cell.unknowns.clone(),
        };
        self.floors(reading).flat_map(of).collect()
    }

    /// Whether a witness agrees with what the reader knows.
    pub(super) fn admits(&self, reading: &Reading, witness: &Witness) -> bool {
        self.floors(reading).all(|floor| match floor {
            Floor::Somebody(unknown) => witness.get(unknown).is_some_and(|pupils| *pupils > 0),
            Floor::Room(cell) => witness.get(cell.unknowns.clone()).is_some_and(|states| states.iter().sum::<u64>() < cell.pupils),
        })
    }
}

/// One thing that a reader knows.
pub(super) enum Floor<'a> {
    /// There is a pupil of this unknown.
    Somebody(usize),
    /// There is a pupil of this cell of whom nothing is true.
    Room(&'a CellRead),
}
