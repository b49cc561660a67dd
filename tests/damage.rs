//! Exports that somebody has been at: cells swapped, emptied, overwritten with what no reader expects, lines lost and doubled. Whatever
//! is left ends in a table or in words.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

use franvarokalkyl::calendar::Day;
use franvarokalkyl::example::{self, Ending, Example, System};
use franvarokalkyl::limits::Limits;
use franvarokalkyl::locale::Language;
use franvarokalkyl::session::{Choices, Question, Session, World};
use proptest::prelude::*;
use std::sync::LazyLock;

/// Every system's exports as text, a line of cells each, with what stands between the cells.
static EXPORTS: LazyLock<Vec<(Vec<Vec<String>>, char)>> = LazyLock::new(|| {
    let mut exports = Vec::new();
    for system in System::ALL {
        for &grain in system.grains() {
            let ending = [Ending::Csv, Ending::Txt].into_iter().find(|ending| system.endings(grain).contains(ending)).unwrap();
            let mut file = std::io::Cursor::new(Vec::new());
            let example = Example { system, grain, pupils: 8, schools: 1, weeks: 1, ..Example::built_in() };
            example::write(&example, ending, &mut file).unwrap();
            let text: String = file.into_inner().iter().map(|byte| char::from(*byte)).collect();
            let delimiter = [';', '\t', ','].into_iter().max_by_key(|mark| text.matches(*mark).count()).unwrap();
            exports.push((text.lines().take(120).map(|line| line.split(delimiter).map(str::to_owned).collect()).collect(), delimiter));
        }
    }
    exports
});

/// What stands in cells where nobody expects it.
const ODD: [&str; 30] = [
    "",
    "-",
    "–",
    "0",
    "1",
    "-5",
    "99999999999999999999",
    "1e308",
    "NaN",
    "#DIV/0!",
    "1.234",
    "1,234.5",
    "12:61",
    "24:00",
    "1:30",
    "10/0",
    "0/0",
    "7 %",
    "2025-13-45",
    "29 feb 2025",
    "v53",
    "18/8",
    "2149-06-07",
    "0001-01-01",
    "TF10",
    "20250230-0000",
    "********-****",
    "Summa",
    "Klass: 5A",
    "\u{FEFF}\u{A0}",
];

#[derive(Clone, Debug)]
enum Harm {
    Cell(usize, usize, usize),
    Swap(usize, usize, usize),
    Drop(usize),
    Double(usize),
    Column(usize, usize),
}

fn harm() -> impl Strategy<Value = Harm> {
    prop_oneof![
        6 => (any::<usize>(), any::<usize>(), 0..ODD.len()).prop_map(|(line, cell, odd)| Harm::Cell(line, cell, odd)),
        2 => (any::<usize>(), any::<usize>(), any::<usize>()).prop_map(|(line, one, other)| Harm::Swap(line, one, other)),
        1 => any::<usize>().prop_map(Harm::Drop),
        1 => any::<usize>().prop_map(Harm::Double),
        2 => (any::<usize>(), 0..ODD.len()).prop_map(|(cell, odd)| Harm::Column(cell, odd)),
    ]
}

fn harmed(lines: &mut Vec<Vec<String>>, harm: &Harm) {
    let count = lines.len().max(1);
    let at = |line: usize| line % count;
    if lines.is_empty() {
        return;
    }
    match *harm {
        Harm::Cell(line, cell, odd) => {
            let line = &mut lines[at(line)];
            let cell = cell % line.len().max(1);
            if let Some(cell) = line.get_mut(cell) {
                ODD[odd].clone_into(cell);
            }
        }
        Harm::Swap(line, one, other) => {
            let line = &mut lines[at(line)];
            let width = line.len().max(1);
            line.swap(one % width, other % width);
        }
        Harm::Drop(line) => _ = lines.remove(at(line)),
        Harm::Double(line) => {
            let line = lines[at(line)].clone();
            lines.push(line);
        }
        // A whole column, header and all: the reader's idea of the file changes.
        Harm::Column(cell, odd) => {
            for line in lines.iter_mut() {
                let cell = cell % line.len().max(1);
                if let Some(cell) = line.get_mut(cell) {
                    ODD[odd].clone_into(cell);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_left_of_an_export_ends_in_a_table_or_in_words(export in any::<usize>(), harms in prop::collection::vec(harm(), 1..12)) {
        let (lines, delimiter) = &EXPORTS[export % EXPORTS.len()];
        let mut lines = lines.clone();
        harms.iter().for_each(|harm| harmed(&mut lines, harm));
        let text: String = lines.iter().map(|line| line.join(&delimiter.to_string()) + "\r\n").collect();
        let world = World { today: Day::of(2026, 1, 15).unwrap(), secret: [7; 16], limits: Limits::default() };
        let mut session = Session::new(world).unwrap();
        let mut reading = session.read(Choices::default(), Box::new(|_| {}));
        reading.open("fil.csv", None);
        let _more = reading.push(text.as_bytes());
        reading.close();
        let accepted = match session.accept(reading) {
            Ok(overview) => {
                overview.findings.iter().for_each(|finding| _ = finding.sentence().render(Language::Swedish));
                Some(overview.breakdowns.to_vec())
            }
            Err(refused) => {
                prop_assert!(!refused.findings.is_empty(), "refused without a word");
                refused.findings.iter().for_each(|finding| _ = (finding.sentence().render(Language::English), finding.advice()));
                None
            }
        };
        if let Some(by) = accepted {
            for definition in session.definitions() {
                let question = Question { by: by.iter().take(2).cloned().collect(), ..Question::of(definition) };
                let _published = session.publish(&question);
            }
        }
    }
}
