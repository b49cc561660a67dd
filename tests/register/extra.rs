//! Columns of the files' own, by hand: what each pupil is put under, and that of what is not fit nothing is kept.

use super::{Found, day, read, read_files, read_with};
use crate::calendar::Span;
use crate::layout::{Choice, Choices, LayoutChoice, Named, Role};
use crate::register::{Breakdown, Extra, Register, Values};

/// Rows of a day for pupils E1, E2, …, each with these cells of columns of the file's own.
fn rows(headers: &str, cells: &[&str]) -> String {
    let row = |(number, cells): (usize, &&str)| format!("E{};2025-08-18;60;Närvarande;{cells}\n", number + 1);
    std::iter::once(format!("Elev-id;Datum;Lektionslängd;Status;{headers}\n")).chain(cells.iter().enumerate().map(row)).collect()
}

/// The label of each pupil by a column, in the order of the pupils, with the codes of what was found; none where it is not offered.
fn labels(csv: &str, choices: Choices, header: &str) -> Found<Option<Vec<String>>> {
    read_with(choices, &[csv], |register| under(register, header, register.span()))
}

fn under(register: &Register, header: &str, span: Span) -> Option<Vec<String>> {
    let Some(Breakdown::Extra(extra)) = register.breakdown(header) else { return None };
    assert!(register.breakdowns().contains(&Breakdown::Extra(extra.clone())), "{header} is among those offered");
    let label = |pupil| register.extra_label(&extra, register.last_placement(pupil, span)).text;
    Some(register.pupils().iter().map(label).collect())
}

/// A question names the column.
fn asked(header: &str) -> Choices {
    Choices { named: vec![Named { header: header.to_owned(), borders: Vec::new() }], ..Choices::default() }
}

/// A question says where classes begin.
fn classes(text: &str) -> Choices {
    Choices { named: vec![Named::parse(text).unwrap_or_else(|| panic!("{text}"))], ..Choices::default() }
}

fn some(labels: &[&str]) -> Option<Vec<String>> {
    Some(labels.iter().map(|label| (*label).to_owned()).collect())
}

#[test]
fn merit_values_offer_themselves_in_fixed_classes() {
    let csv = rows("Meritvärde", &["99,5", "100", "149,9", "150", "212,5", "250", "340", "", "-", "saknas"]);
    let told = ["<100", "100-149", "100-149", "150-199", "200-249", "250+", "250+", "unknown", "unknown", "unknown"];
    assert_eq!(labels(&csv, Choices::default(), "  MERITVÄRDE "), Ok((some(&told), Vec::new())));
}

#[test]
fn borders_can_be_given() {
    let csv = rows("Meritvärde", &["99,5", "150", "212.5", "160,0"]);
    let named = classes("meritvärde=212.5,160");
    assert_eq!(labels(&csv, named, "Meritvärde"), Ok((some(&["<160", "<160", "212.5+", "160-<212.5"]), Vec::new())));
    let choice = Choice { header: "Meritvärde".to_owned(), role: Some(Role::Extra), unit: None, borders: vec![160_000] };
    let kept = LayoutChoice { columns: vec![choice], ..LayoutChoice::default() };
    let choices = Choices { layouts: vec![kept], ..Choices::default() };
    assert_eq!(labels(&csv, choices, "Meritvärde"), Ok((some(&["<160", "<160", "160+", "160+"]), Vec::new())));
    let words = classes("Språk=1");
    assert_eq!(labels(&rows("Språk", &["finska", "svenska"]), words, "Språk"), Ok((None, vec!["extra_unfit"])));
}

#[test]
fn words_are_told_as_one_of_their_spellings() {
    let csv = rows("Betyg", &["B", "a", "A", " b ", "F", "", "okänt"]);
    assert_eq!(labels(&csv, Choices::default(), "betyg"), Ok((some(&["B", "A", "A", "B", "F", "unknown", "unknown"]), Vec::new())));
}

#[test]
fn yes_and_no_are_two_labels() {
    let marks = |header: &str, cells: &[&str]| labels(&rows(header, cells), asked(header), header).map(|(labels, _)| labels);
    assert_eq!(marks("Särskilt stöd", &["ja", "Nej", "ja"]), Ok(some(&["yes", "no", "yes"])));
    assert_eq!(
        marks("Särskilt stöd", &["1", "0", ""]),
        Ok(some(&["yes", "no", "unknown"])),
        "where no is said, an empty cell says nothing"
    );
    assert_eq!(marks("Utredning", &["2025-03-01", "", "2024-11-12"]), Ok(some(&["yes", "no", "yes"])), "a day says that it was done");
    assert_eq!(marks("Åtgärdsprogram", &["x", "", "X"]), Ok(some(&["yes", "no", "yes"])));
}

#[test]
fn what_nobody_asks_for_is_not_kept() {
    let csv = rows("Språk", &["finska", "svenska"]);
    assert_eq!(labels(&csv, Choices::default(), "Språk"), Ok((None, Vec::new())));
    assert_eq!(labels(&csv, asked("språk"), "Språk"), Ok((some(&["finska", "svenska"]), Vec::new())));
    assert_eq!(labels(&csv, asked("Dialekt"), "Dialekt"), Ok((None, Vec::new())), "a question may name what only another file has");
}

/// Every cell of a column is in no name of the register, and no placement has a number for it.
#[test]
fn of_an_unfit_column_nothing_is_kept() {
    let many: Vec<String> = (1..=31).map(|number| format!("ord {}", "i".repeat(number))).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let long = ["kort", "en text som är så lång att den nog handlar om en enda elev och inget annat"];
    let own = ["Anna", "Bo", "Cia", "Dan", "Eva", "Fia"];
    let persons = ["20110504-1234", "x", "y z"];
    let cases: [(&str, &[&str]); 9] = [
        ("Övrigt", &many),
        ("Övrigt", &long),
        ("Övrigt", &own),
        ("Övrigt", &persons),
        ("Övrigt", &["anna@skolan.example", "x"]),
        ("Övrigt", &["", "-"]),
        ("Share", &["hög", "låg"]),
        ("Stage", &["hög", "låg"]),
        ("Övrigt;övrigt", &["a;b", "b;a"]),
    ];
    for (headers, cells) in cases {
        let header = headers.split(';').next().unwrap_or_default();
        let kept = |register: &Register| {
            let placed = register.placements.iter().any(|placement| placement.extras != Values::NONE);
            (register.extras.len(), placed, register.breakdowns().iter().any(|known| matches!(known, Breakdown::Extra(_))))
        };
        let found = read_with(asked(header), &[&rows(headers, cells)], kept);
        assert_eq!(found, Ok(((0, false, false), vec!["extra_unfit"])), "{headers}: {cells:?}");
    }
}

/// What the header says is stronger than what the user says.
#[test]
fn columns_of_persons_and_free_text_are_never_kept() {
    for header in ["Efternamn", "Kommentar", "Lärare", "Kommentar om stöd"] {
        let choice = Choice { header: header.to_owned(), role: Some(Role::Extra), unit: None, borders: Vec::new() };
        let layout = LayoutChoice { columns: vec![choice], ..LayoutChoice::default() };
        let choices = Choices { layouts: vec![layout], ..Choices::default() };
        let found = read_with(choices, &[&rows(header, &["ja", "nej"])], |register| register.extras.len());
        assert_eq!(found, Ok((0, vec!["extra_unfit"])), "{header}");
    }
}

#[test]
fn a_column_beyond_the_eighth_is_not_kept() {
    let headers: Vec<String> = ('A'..='I').map(|letter| format!("Betyg {letter}")).collect();
    let cells = ["a", "b"].map(|grade| [grade; 9].join(";"));
    let csv = rows(&headers.join(";"), &cells.each_ref().map(String::as_str));
    let offered = |register: &Register| register.breakdowns().iter().map(|known| known.name().to_owned()).collect::<Vec<_>>();
    assert_eq!(read(&csv, offered), Ok((headers[..8].to_vec(), vec!["extra_unfit"])));
}

#[test]
fn a_header_may_be_nearly_that_of_a_role() {
    let csv = "Skola;Elev-id;Datum;Lektionslängd;Status;Skola 2\n\
               Ekskolan;E1;2025-08-18;60;Sjuk;Askskolan\nEkskolan;E2;2025-08-18;60;Närvarande;\n";
    assert_eq!(labels(csv, asked("Skola 2"), "skola 2"), Ok((some(&["Askskolan", "unknown"]), Vec::new())));
    let schools = read_with(asked("Skola 2"), &[csv], |register| register.schools().len());
    assert_eq!(schools, Ok((1, Vec::new())));
}

/// The last that is said in the period counts; where nothing is said in it, what stands nearest.
#[test]
fn the_last_value_of_the_period_counts() {
    let csv = "Elev-id;Datum;Lektionslängd;Status;Betyg\nE1;2025-08-18;60;Sjuk;F\nE1;2025-08-19;60;Närvarande;\n\
               E1;2025-08-25;60;Närvarande;C\nE1;2025-09-01;60;Närvarande;\nE2;2025-08-18;60;Närvarande;\n";
    let told = |from: &str, to: &str| {
        let span = Span::new(day(from), day(to)).unwrap_or_else(|| panic!("{from}"));
        read(csv, |register| under(register, "Betyg", span)).map(|(labels, _)| labels)
    };
    assert_eq!(told("2025-08-18", "2025-08-18"), Ok(some(&["F", "unknown"])));
    assert_eq!(told("2025-08-18", "2025-08-19"), Ok(some(&["F", "unknown"])));
    assert_eq!(told("2025-08-18", "2025-09-01"), Ok(some(&["C", "unknown"])));
}

#[test]
fn the_order_of_files_and_rows_does_not_matter() {
    let one = "Elev-id;Datum;Lektionslängd;Status;Betyg;Poäng\nE1;2025-08-18;60;Sjuk;C;4\nE2;2025-08-18;60;Närvarande;A;17\n";
    let other = "Elev-id;Datum;Lektionslängd;Status;POÄNG;betyg\nE3;2025-08-18;60;Sjuk;8,5;B\nE2;2025-08-18;60;Närvarande;17;\n";
    let print = |files: &[&str], choices: Choices| {
        let known = |register: &Register| (register.extras().cloned().collect::<Vec<Extra>>(), register.fingerprint());
        read_with(choices, files, known).unwrap_or_else(|found| panic!("{found:?}")).0
    };
    let (extras, fingerprint) = print(&[one, other], asked("poäng"));
    assert_eq!(extras.iter().map(Extra::header).collect::<Vec<_>>(), ["Betyg", "POÄNG"]);
    assert_eq!(print(&[other, one], asked("poäng")), (extras.clone(), fingerprint));
    // What is broken down by is no part of what the data are known by, and has something of its own.
    assert_eq!(print(&[one, other], Choices::default()), (extras[..1].to_vec(), fingerprint));
    let other_classes = classes("poäng=4,9");
    for changed in [print(&[&one.replace("C;4\n", "C;17\n"), other], asked("poäng")), print(&[one, other], other_classes)] {
        assert!(changed.1 == fingerprint && changed.0[0] == extras[0] && changed.0[1] != extras[1]);
    }
}

#[test]
fn files_without_the_column_leave_it_open() {
    let with = "Elev-id;Datum;Lektionslängd;Status;Utredning\nE1;2025-08-18;60;Sjuk;2025-02-01\nE2;2025-08-18;60;Närvarande;\n";
    let without = "Elev-id;Datum;Lektionslängd;Status\nE3;2025-08-25;60;Närvarande\nE1;2025-08-25;60;Närvarande\n";
    let told = read_files(&[with, without], |register| under(register, "Utredning", register.span()));
    assert_eq!(told, Ok((some(&["yes", "no", "unknown"]), Vec::new())));
}
