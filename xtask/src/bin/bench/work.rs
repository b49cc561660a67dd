//! What is done: the question is the same, asked of a text and of a workbook.

use super::contender::{Contender, Kind};

/// One kind of file, who reads it, and what is promised of us.
pub(super) struct Work {
    /// The end of the file's name, which chooses its kind.
    pub(super) ending: &'static str,
    /// The word of the command line that says how many rows.
    pub(super) option: &'static str,
    /// Rows unless the command line says otherwise.
    pub(super) rows: u64,
    /// Ratios are to the first.
    pub(super) contenders: &'static [Contender],
    pub(super) budget: Budget,
}

/// What the page is held to.
pub(super) struct Budget {
    /// The beginning of the name of the peer that it is measured by.
    pub(super) peer: &'static str,
    /// The page is at least so many times as fast.
    pub(super) times: f64,
    /// The engine's WebAssembly memory stays under so many MB.
    pub(super) heap: Option<f64>,
}

const OURS: Contender = Contender { name: "Frånvarokalkyl", kind: Kind::Ours };

/// All of it.
pub(super) const WORKS: [Work; 2] = [
    Work {
        ending: "csv",
        option: "--rows",
        rows: 2_000_000,
        contenders: &[
            OURS,
            Contender { name: "DuckDB-WASM 1.32.0", kind: Kind::Peer("duckdb.html") },
            Contender { name: "Papa Parse 5.7.1", kind: Kind::Peer("papa.html") },
            Contender { name: "Papa Parse 5.7.1, worker", kind: Kind::Peer("papa.html?worker") },
        ],
        budget: Budget { peer: "DuckDB-WASM", times: 4.0, heap: None },
    },
    Work {
        ending: "xlsx",
        option: "--sheet-rows",
        rows: 200_000,
        contenders: &[OURS, Contender { name: "SheetJS 0.18.5, dense", kind: Kind::Peer("sheetjs.html") }],
        // The heap is promised for a sheet filled to its last row, so for fewer rows it must hold all the more.
        budget: Budget { peer: "SheetJS", times: 4.0, heap: Some(100.0) },
    },
];
