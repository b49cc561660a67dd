//! Pupils whose identity is protected: how files mark them, and what tables tell of them.

use super::{read, sit};
use crate::disclosure::Figure;
use crate::layout::Choices;
use crate::register::{Breakdown, Register};
use crate::session::Question;

fn protected(register: &Register) -> usize {
    register.pupils().iter().filter(|pupil| pupil.is_protected()).count()
}

#[test]
fn a_marking_may_be_a_word_or_stand_after_the_name() {
    let count = |header: &str, cell: &str| {
        let csv = format!("Elev-id;{header};Datum;Lektionslängd;Status\nE1;{cell};2025-08-18;60;Sjuk\nE2;;2025-08-18;60;Närvarande\n");
        read(&csv, protected).map(|(protected, _)| protected)
    };
    for (cell, marked) in [("Sekretessmarkering", 1), ("Skyddad folkbokföring", 1), ("Ingen", 0), ("Ja", 1), ("Nej", 0), ("1", 1), ("0", 0)]
    {
        assert_eq!(count("securityMarking", cell), Ok(marked), "{cell}");
        assert_eq!(count("Sekretessmarkering", cell), Ok(marked), "{cell}");
    }
    assert_eq!(count("Namn", "Ek, Bo (Sekretess)"), Ok(1));
    assert_eq!(count("Namn", "Ek, Bo"), Ok(0));
}

fn count(figure: Figure) -> u64 {
    match figure {
        Figure::Count(count) => count,
        figure => panic!("{figure:?}: numbers of pupils are always printed"),
    }
}

/// Numbers of pupils of every row and total, with some of thirty pupils protected.
fn numbers(marked: &[usize], by: &[Breakdown]) -> (Vec<u64>, Vec<&'static str>) {
    let mut csv = "Skola;Årskurs;Elev-id;Sekretess;Datum;Lektionslängd;Status\n".to_owned();
    for pupil in 0..30 {
        let (school, mark) = (if pupil < 15 { "Ek;7" } else { "Asp;8" }, u8::from(marked.contains(&pupil)));
        csv += &format!("{school};E{pupil};{mark};2025-08-18;60;{}\n", if pupil % 2 == 0 { "Sjuk" } else { "Närvarande" });
    }
    let published = sit(Choices::default(), &[("rader.csv".to_owned(), csv.as_bytes())], |session, _| {
        let definition = session.definitions().first().cloned().unwrap_or_else(|| panic!("there are definitions"));
        let question = Question { by: by.to_vec(), ..Question::of(&definition) };
        let published = session.publish(&question).unwrap_or_else(|sentence| panic!("{sentence:?}"));
        let pupils = published.tables().iter().flat_map(|table| table.rows()).map(|row| count(row.pupils())).collect();
        (pupils, published.remarks().iter().map(|remark| remark.code()).collect::<Vec<_>>())
    });
    published.unwrap_or_else(|found| panic!("{found:?}"))
}

/// A table with a breakdown is that of a file without them; the table of the whole counts them. No remark tells of them.
#[test]
fn no_row_total_or_remark_tells_of_them() {
    let some = numbers(&[3], &[Breakdown::School]);
    assert_eq!(some.0.iter().max(), Some(&29));
    assert!(!some.0.contains(&1), "{some:?}");
    assert_eq!(some.0.iter().sum::<u64>(), 29 * 2, "rows add up to the total");
    assert_eq!(numbers(&[3], &[]).0, [30]);
    assert!(!some.1.contains(&"protected_pupils"), "{some:?}");
}
