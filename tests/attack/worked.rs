//! Tables small enough to be solved on paper.

use crate::{claims, everything, leaks, named, report, table};
use franvarokalkyl::attack::{Depth, Verdict, attack};
use franvarokalkyl::locale::Language;
use serde_json::{Value, json};

const PLAIN: [&str; 2] = ["pupils", "hits"];

/// The report with another smallest count.
fn least(mut report: Value, count: u64) -> Value {
    report["rule"]["min_count"] = json!(count);
    report
}

#[test]
fn one_withheld_part_of_a_printed_sum_is_no_secret() {
    let tables = [table(&["gender"], &PLAIN, "girl 13 ..\nboy 15 9\n- 28 12")];
    let reports = [report("standard", &tables)];
    assert_eq!(leaks(&reports), ["exact girl: over_20 3..3"]);
    let outcome = everything(&reports);
    assert_eq!((outcome.cells, outcome.withheld), (3, 1));
    let finding = &outcome.findings[0];
    assert_eq!(finding.sentence().render(Language::Swedish), "flicka (13 elever): exakt 3 över 20 enligt måttet i D");
    assert_eq!(
        finding.because().unwrap().render(Language::Swedish),
        "följer av raden för alla elever (12; 1 rad 3) och raden för pojke (9; 1 rad 2): 12 − 9 = 3"
    );
    assert_eq!(
        finding.because().unwrap().render(Language::English),
        "follows from the row of all pupils (12; 1 row 3) and the row of boy (9; 1 row 2): 12 − 9 = 3"
    );
}

#[test]
fn a_row_that_was_taken_out_is_what_the_others_leave() {
    let tables = [table(&["gender"], &PLAIN, "boy 15 9\n- 28 12")];
    assert_eq!(leaks(&[report("standard", &tables)]), ["exact  less boy: over_20 3..3"]);
}

#[test]
fn zeros_and_ones_follow_from_sums() {
    let of = |rule: &str, rows: &str| report(rule, &[table(&["school"], &PLAIN, rows)]);
    // 0 = x + x + 0: under the standard rule a reader may know, of groups that are not small.
    let zeros = "a 20 ..\nb 20 ..\nc 20 0\n- 60 0";
    assert_eq!(leaks(&[of("standard", zeros)]), Vec::<String>::new());
    assert_eq!(everything(&[of("standard", zeros)]).with(Verdict::Pointless), 2);
    let strict = leaks(&[of("strict", zeros)]);
    for leak in ["printed c: over_20 0..0", "printed : over_20 0..0", "exact a: over_20 0..0", "exact b: over_20 0..0"] {
        assert!(strict.contains(&leak.to_owned()), "{leak}: {strict:?}");
    }
    let small = leaks(&[of("standard", "a 6 ..\nb 20 ..\nc 20 0\n- 46 0")]);
    assert_eq!(small, ["narrow a: over_20 0..0"]);
    // 15 = 10 + 5 + x + x
    let strict = leaks(&[of("strict", "a 20 10\nb 20 5\nc 20 ..\nd 20 ..\n- 80 15")]);
    assert!(strict.contains(&"exact c: over_20 0..0".to_owned()) && strict.contains(&"exact d: over_20 0..0".to_owned()), "{strict:?}");
    assert!(strict.contains(&"exact  less a less b: over_20 0..0".to_owned()), "{strict:?}");
    // 15 = 10 + 3 + x + x, and zeros are printed.
    let rows = "a 20 10\nb 20 3\nc 20 ..\nd 20 ..\n- 80 15";
    let natural = leaks(&[least(of("show-zeros", rows), 3)]);
    assert_eq!(natural, ["exact c: over_20 1..1", "exact d: over_20 1..1", "exact  less a less b: over_20 2..2"]);
    // Where they are not, only the sum of both is known.
    assert_eq!(leaks(&[least(of("standard", rows), 3)]), ["exact  less a less b: over_20 2..2"]);
}

#[test]
fn where_zeros_are_printed_a_withheld_figure_is_none_unless_a_small_group_is_in_it() {
    let of = |rows: &str| leaks(&[report("show-zeros", &[table(&["school"], &PLAIN, rows)])]);
    assert_eq!(of("a 20 ..\nb 20 ..\n- 40 5"), ["inside a: over_20 1..4", "inside b: over_20 1..4"]);
    assert_eq!(of("a 20 ..\nb 9 ..\n- 29 5"), Vec::<String>::new());
    // Its zero would be that of the small group in it.
    let rows = "a boy 9 ..\na - 20 ..\nb - 20 ..\n- - 40 5";
    assert_eq!(leaks(&[report("show-zeros", &[table(&["school", "gender"], &PLAIN, rows)])]), Vec::<String>::new());
}

#[test]
fn the_example_of_the_handbook_on_statistical_disclosure_control() {
    let rows =
        "i a 50 ..\ni b 50 ..\ni - 100 7\nj a 50 ..\nj b 50 ..\nj - 100 3\nk a 50 3\nk b 50 3\nk - 100 6\n- a 150 9\n- b 150 7\n- - 300 16";
    let report = least(report("standard", &[table(&["row", "column"], &PLAIN, rows)]), 2);
    assert_eq!(leaks(std::slice::from_ref(&report)), Vec::<String>::new());
    let outcome = everything(&[report]);
    let of =
        |group: &str| outcome.findings.iter().find(|finding| named(finding).starts_with(&format!("{group}: over_20 "))).map(named).unwrap();
    // Breakdowns are in the order of their names.
    assert_eq!(
        [of("a i"), of("b i"), of("a j"), of("b j")].map(|text| text.split(' ').next_back().unwrap().to_owned()),
        ["3..6", "1..4", "0..3", "0..3"]
    );
}

#[test]
fn what_lies_between_two_limits_is_their_difference() {
    let bands = |rows: &str| leaks(&[report("standard", &[table(&[], &["pupils", "over_20", "over_40"], rows)])]);
    assert_eq!(bands("40 9 7"), ["exact : over_20_not_over_40 2..2"]);
    assert_eq!(bands("40 15 7"), Vec::<String>::new());
    let classes = |rows: &str| leaks(&[report("standard", &[table(&[], &["pupils", "from_0_to_20", "from_20_to_40", "from_40"], rows)])]);
    assert_eq!(classes("40 31 .. 7"), ["exact : over_20_not_over_40 2..2"]);
    assert_eq!(classes("40 25 .. .."), Vec::<String>::new());
    // 30 of 32 at most at the limit leave 2 above it.
    let few = classes("32 30 .. ..");
    assert!(few.contains(&"printed : not_over_20 30..30".to_owned()) && few.len() == 1, "{few:?}");
}

#[test]
fn files_that_are_safe_alone_can_leak_together() {
    let bands =
        |limit: &str, number: u64| report("standard", &[table(&["school"], &["pupils", limit], &format!("Ek 40 {number}\n- 40 {number}"))]);
    assert_eq!(leaks(&[bands("over_20", 9)]), Vec::<String>::new());
    assert_eq!(leaks(&[bands("over_25", 7)]), Vec::<String>::new());
    let both = leaks(&[bands("over_20", 9), bands("over_25", 7)]);
    assert_eq!(both, ["exact Ek: over_20_not_over_25 2..2"]);
    // The definition is a limit of 20 per cent itself.
    let hits = report("standard", &[table(&["school"], &PLAIN, "Ek 40 9\n- 40 9")]);
    assert_eq!(leaks(&[hits, bands("over_25", 7)]), both);
    // Of other pupils, or in another period, it is nothing.
    let others = report("standard", &[table(&["school"], &["pupils", "over_25"], "Ek 41 7\n- 41 7")]);
    assert_eq!(leaks(&[bands("over_20", 9), others.clone()]), Vec::<String>::new());
    assert_eq!(attack(&claims(&[bands("over_20", 9), others]), Depth::Leaks).unwrap().notes.len(), 1);
    let mut later = bands("over_25", 7);
    later["source"]["to"] = json!("2026-06-12");
    assert_eq!(leaks(&[bands("over_20", 9), later]), Vec::<String>::new());
}

#[test]
fn classes_in_one_file_and_their_grade_in_another() {
    let grades =
        report("standard", &[table(&["school", "grade"], &PLAIN, "Ek 7 50 12\nEk 8 24 ..\nEk - 74 ..\n- 7 50 12\n- 8 24 ..\n- - 74 ..")]);
    let rows = "Ek 7A 25 ..\nEk 7B 25 9\nEk 8A 24 ..\nEk - 74 ..\n- 7A 25 ..\n- 7B 25 9\n- 8A 24 ..\n- - 74 ..";
    let classes = report("standard", &[table(&["school", "class"], &PLAIN, rows)]);
    assert_eq!(leaks(std::slice::from_ref(&classes)), Vec::<String>::new());
    let both = leaks(&[grades.clone(), classes]);
    assert_eq!(both, ["exact 7A Ek: over_20 3..3", "exact 7A: over_20 3..3"]);
    // Classes that do not add up to the grade are not taken to be of it.
    let mixed = rows.replace("7A 25", "7A 26").replace("8A 24", "8A 23");
    let classes = report("standard", &[table(&["school", "class"], &PLAIN, &mixed)]);
    assert_eq!(leaks(&[grades.clone(), classes]), Vec::<String>::new());
    // A grade is of its stage wherever it is.
    let stages = report("standard", &[table(&["stage"], &PLAIN, "7-9 74 14\n- 74 14")]);
    assert!(leaks(&[grades, stages]).contains(&"exact 8: over_20 2..2".to_owned()));
}

#[test]
fn all_of_a_group_and_anything_of_a_small_one() {
    let of = |rows: &str| leaks(&[report("standard", &[table(&["school"], &PLAIN, rows)])]);
    assert_eq!(of("a 20 9\nb 11 ..\n- 31 20"), ["exact b: over_20 11..11"]);
    assert_eq!(of("a 20 9\nb 11 11\n- 31 20"), ["printed b: over_20 11..11"]);
    assert_eq!(of("a 20 8\nb 9 ..\n- 29 13"), ["narrow b: over_20 5..5"]);
    // That somebody of nine is above it is already too much.
    assert_eq!(of("a 20 ..\nb 9 ..\n- 29 21"), ["narrow b: over_20 1..9"]);
}

#[test]
fn a_share_tells_its_count() {
    let rows = "girl 12 .. 25.0\nboy 40 .. ..\n- 52 .. ..";
    let outcome = leaks(&[report("standard", &[table(&["gender"], &["pupils", "hits", "share"], rows)])]);
    assert_eq!(outcome, ["exact girl: over_20 3..3"]);
    let report = report("standard", &[table(&[], &["pupils", "hits", "share"], "12 6 40.0")]);
    let fault = attack(&claims(&[report]), Depth::Leaks).unwrap_err().render(Language::Swedish);
    assert_eq!(fault, "0.json, tabell 1, rad 1: andelen 40.0 stämmer inte med antalet 6; rätta den ena");
}

#[test]
fn definitions_clauses_and_curves_tell_of_one_another() {
    let mut report = report("standard", &[]);
    report["definitions"] = json!([
        {"id": "e", "name": "E", "clauses": [{"text": "lektioner: ≥ 5 under perioden", "evaluated": true}, {"text": "sena ankomster: ≥ 9 under perioden", "evaluated": true}]},
        {"id": "f", "name": "F", "clauses": []},
    ]);
    let with = |tables: &[Value]| {
        let mut report = report.clone();
        report["tables"] = json!(tables);
        leaks(&[report])
    };
    let by_definition = table(&["definition"], &PLAIN, "e 40 12\nf 40 20");
    let overlap = |rows: &str| table(&["a", "b"], &["both", "only_a", "only_b"], rows);
    assert_eq!(with(&[by_definition.clone(), overlap("e f 9 .. 11")]), ["exact : only_a 3..3"]);
    assert_eq!(with(&[by_definition.clone(), overlap("f e .. 11 ..")]), ["exact : only_a 3..3"]);
    assert_eq!(with(&[by_definition.clone(), overlap("e f .. .. ..")]), Vec::<String>::new());
    let clauses = |rows: &str| table(&["definition", "clause"], &PLAIN, rows);
    assert_eq!(with(&[by_definition.clone(), clauses("e 1 40 7\ne 2 40 7")]), ["exact : clause_1_and_clause_2 2..2"]);
    assert_eq!(
        with(&[by_definition.clone(), clauses("e 1 40 9\ne 2 40 8")]),
        ["exact : hits_not_at_least_5 3..3", "exact : hits_not_clause_2 4..4"]
    );
    assert_eq!(with(&[by_definition.clone(), clauses("e 1 40 7\ne 2 40 ..")]), Vec::<String>::new());
    let curve = table(&["threshold"], &["pupils", "hits", "share"], "15 40 18 45.0\n20 40 12 30.0\n25 40 9 22.5\n30 40 .. ..");
    let hits = table(&[], &PLAIN, "40 12");
    assert_eq!(leaks(&[super::report("standard", &[hits]), super::report("standard", &[curve])]), ["exact : over_20_not_over_25 3..3"]);
}

#[test]
fn columns_of_time_are_apart_and_other_figures_are_no_counts() {
    let measures = ["pupils", "hits", "merit"];
    let rows =
        "girl 2025-09 13 .. 4.1\nboy 2025-09 15 9 ..\n- 2025-09 28 .. 6.0\ngirl 2025-10 13 .. ..\nboy 2025-10 15 .. ..\n- 2025-10 28 12 ..";
    let reports = [report("standard", &[table(&["gender", "month"], &measures, rows)])];
    assert_eq!(leaks(&reports), Vec::<String>::new());
    let outcome = everything(&reports);
    assert_eq!(outcome.notes[0].render(Language::Swedish), "granskas inte, eftersom det inte är antal elever: merit");
}

#[test]
fn overlapping_groupings_are_breakdowns_of_their_own() {
    // Each grouping alone hides two; together K follows.
    let full = [
        ("A", "c1", "small", 2),
        ("B", "c1", "small", 2),
        ("I", "c1", "small", 8),
        ("J", "c1", "small", 8),
        ("K", "c2", "small", 3),
        ("L", "c2", "big", 3),
        ("M", "c2", "big", 3),
        ("N", "c2", "small", 7),
    ];
    let pattern = |hidden: &[&str]| {
        let mut rows: String = full
            .iter()
            .map(|(region, county, group, number)| {
                let figure = if hidden.contains(region) { "..".to_owned() } else { number.to_string() };
                format!("{region} {county} {group} 50 {figure}\n")
            })
            .collect();
        rows += "- c1 - 200 20\n- c2 - 200 16\n- - small 300 30\n- - big 100 6\n- - - 400 36";
        let found = leaks(&[least(report("standard", &[table(&["region", "county", "group"], &PLAIN, &rows)]), 4)]);
        found.into_iter().filter(|leak| !leak.starts_with("printed") && !leak.contains("less")).collect::<Vec<_>>()
    };
    assert_eq!(pattern(&["A", "B", "K", "L", "M"]), ["exact c2 small K: over_20 3..3"]);
    assert_eq!(pattern(&["A", "B", "K", "L", "M", "N"]), Vec::<String>::new());
}

#[test]
fn what_cannot_be_true_is_said_with_its_place() {
    let fault = |tables: &[Value]| attack(&claims(&[report("standard", tables)]), Depth::Leaks).unwrap_err().render(Language::Swedish);
    let said = fault(&[table(&["gender"], &PLAIN, "girl 13 5\nboy 15 9\n- 28 12")]);
    assert!(said.starts_with("0.json, tabell 1, rad 1: siffrorna motsäger varandra: raden för flicka (5 över 20"), "{said}");
    let said = fault(&[table(&["gender"], &PLAIN, "girl 13 5\nboy 15 9\n- 27 14")]);
    assert_eq!(said, "0.json, tabell 1, rad 3: gruppens delar har fler elever än gruppen; rätta raden eller delarna");
    let said = fault(&[table(&[], &PLAIN, "20 .."), table(&[], &["pupils"], "21")]);
    assert_eq!(said, "0.json, tabell 2, rad 1: gruppen har 21 elever här men 20 på en annan rad i samma rapport; rätta den ena");
    let said = fault(&[table(&[], &PLAIN, "20 21")]);
    assert!(said.contains("motsäger"), "{said}");
    // Two files of which each makes sense are about different pupils, then.
    let of = |number: u64| report("standard", &[table(&[], &PLAIN, &format!("40 {number}"))]);
    let outcome = attack(&claims(&[of(9), of(12)]), Depth::Leaks).unwrap();
    assert_eq!((outcome.leaks(), outcome.cells, outcome.notes.len()), (0, 2, 1));
}

/// A class that one table calls by its school's name is the class that another lists under the school.
#[test]
fn classes_are_known_by_the_names_of_their_schools() {
    let by_school =
        table(&["school", "class"], &["pupils", "hits"], "Ek 7A 20 ..\nEk 7B 20 ..\nEk - 40 12\nAl 7A 30 ..\nAl - 30 ..\n- - 70 20");
    let by_class = table(&["class"], &["pupils", "hits"], "Ek_7A 20 9\nEk_7B 20 ..\nAl_7A 30 ..\n- 70 ..");
    let named: Value = serde_json::from_str(&by_class.to_string().replace('_', " ")).unwrap();
    let alone = leaks(&[report("standard", std::slice::from_ref(&by_school))]);
    assert_eq!(alone, Vec::<String>::new());
    // 12 in Ek less 9 in 7A.
    let together = leaks(&[report("standard", std::slice::from_ref(&by_school)), report("standard", &[named])]);
    assert!(together.iter().any(|leak| leak.contains("Ek") && leak.contains("7B") && leak.ends_with("3..3")), "{together:?}");
    // A class of that very name is none of a school.
    let other = table(&["class"], &["pupils", "hits"], "7A 50 ..\n7B 20 ..\n- 70 20");
    assert_eq!(leaks(&[report("standard", &[by_school]), report("standard", &[other])]), Vec::<String>::new());
}
