//! Files that are reports, and files that are not.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

use super::{Claim, Decimal, Figure, RuleKind};
use crate::locale::Language;

const REPORT: &str = r#"{
  "schema": "franvarokalkyl/report/1", "program": "another 2", "made": "2026-01-15", "later": [1],
  "source": {"files": 1, "grain": "lesson", "from": "2025-08-18", "to": "2025-12-19"},
  "definition": {"id": "haninge", "name": "Haninge", "clauses": [{"text": "total frånvaro > 20 % under en månad", "evaluated": true}]},
  "rule": {"id": "standard", "min_group": 10, "min_count": 5},
  "tables": [{"id": "t1", "by": ["school", "språk"], "measures": ["pupils", "hits", "share"], "rows": [
    {"school": "Ekskolan", "språk": null, "pupils": {"value": 22}, "hits": {"withheld": "protected"}, "share": {"withheld": "not measurable"}},
    {"school": null, "språk": null, "pupils": {"value": 40}, "hits": {"value": 7}, "share": {"value": "17.5"}, "over_20": {"value": 3}}
  ]}]
}"#;

#[test]
fn a_report_is_read_whoever_wrote_it() {
    let claim = Claim::read("a.json", REPORT).unwrap();
    assert_eq!((claim.program.as_str(), claim.period.1.as_str()), ("another 2", "2025-12-19"));
    assert_eq!((claim.rule.kind, claim.name_of("haninge"), claim.name_of("other")), (RuleKind::Standard, "Haninge", "other"));
    let table = claim.tables.first().unwrap();
    // A figure that a row has beside the listed ones is seen.
    assert_eq!(table.measures, ["pupils", "hits", "share", "over_20"]);
    let rows: Vec<_> = table.rows.iter().map(|row| row.figures.clone()).collect();
    let share = Figure::Decimal(Decimal { digits: 175, decimals: 1 });
    assert_eq!(rows[0], [Some(Figure::Count(22)), Some(Figure::Withheld), Some(Figure::NotMeasurable), None]);
    assert_eq!(rows[1], [Some(Figure::Count(40)), Some(Figure::Count(7)), Some(share), Some(Figure::Count(3))]);
}

#[test]
fn a_table_of_lessons_is_no_table_of_pupils() {
    let week = r#"{"id": "week", "by": ["weekday"], "measures": ["pupils", "late"], "rows": [
        {"weekday": "monday", "pupils": {"value": 22}, "late": {"value": "1.5"}}]}, "#;
    let with = |table: &str| REPORT.replacen(r#""tables": ["#, &format!(r#""tables": [{table}"#), 1);
    let tables = |text: &str| Claim::read("a.json", text).unwrap().tables.into_iter().map(|table| table.id).collect::<Vec<_>>();
    assert_eq!(tables(&with(week)), ["t1"]);
    // Whoever counts pupils above a limit beside it, listed or not, is heard.
    assert_eq!(
        tables(&with(&week.replace(r#""late"]"#, r#""late", "hits"]"#).replace(r#""late": {"#, r#""hits": {"value": 1}, "late": {"#))),
        ["week", "t1"]
    );
    assert_eq!(tables(&with(&week.replace(r#""late": {"#, r#""hits": {"value": 1}, "late": {"#))), ["week", "t1"]);
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let cases = [
        ("{", "}", "a.json: filen går inte att läsa som JSON"),
        ("report/1", "report/9", "a.json: i fältet schema"),
        (r#""id": "standard""#, r#""id": "mild""#, "a.json: i fältet rule.id står \"mild\""),
        (r#""min_count": 5"#, r#""min_count": "5""#, "a.json: i fältet rule.min_count står \"5\""),
        (r#""from": "2025-08-18""#, r#""since": 1"#, "a.json: i fältet source.from står ingenting"),
        (r#"{"value": 7}"#, r#"{"value": 7.5}"#, "a.json, tabell t1, rad 2: i fältet hits står {\"value\":7.5}"),
        (r#"{"value": 7}"#, r#"{"value": "7"}"#, "a.json, tabell t1, rad 2: i fältet hits"),
        (r#"{"value": 7}"#, r#"{"value": 7, "withheld": "protected"}"#, "a.json, tabell t1, rad 2: i fältet hits"),
        (r#"{"value": "17.5"}"#, r#"{"value": 17}"#, "a.json, tabell t1, rad 2: i fältet share"),
        (r#"{"value": "17.5"}"#, r#"{"value": "17,5"}"#, "a.json, tabell t1, rad 2: i fältet share"),
        (r#""withheld": "protected""#, r#""withheld": "small group""#, "a.json, tabell t1, rad 1: i fältet hits"),
        (
            r#""språk": null, "pupils": {"value": 40}"#,
            r#""pupils": {"value": 40}"#,
            "a.json, tabell t1, rad 2: i fältet språk står ingenting",
        ),
        (r#""school": "Ekskolan""#, r#""school": null"#, "a.json, tabell t1, rad 2: raden finns redan"),
        (r#""measures": ["pupils""#, r#""measures": ["school", "pupils""#, "a.json, tabell t1: namnet school står två gånger"),
    ];
    for (from, to, expected) in cases {
        let text = REPORT.replacen(from, to, 1);
        let said = Claim::read("a.json", &text).unwrap_err().render(Language::Swedish);
        assert!(said.starts_with(expected), "{said}");
    }
    let said = Claim::read("a.json", "skola;elever").unwrap_err().render(Language::English);
    assert!(said.starts_with("a.json: the file cannot be read as JSON"), "{said}");
}
