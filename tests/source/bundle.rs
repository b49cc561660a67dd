//! Several files in a zip, and JSON whose parts refer to one another.

use super::workbook::{export, zip_of_bytes};
use super::{read, read_all_ways};
use franvarokalkyl::finding::Kind;
use franvarokalkyl::limits::Limits;
use franvarokalkyl::source::Format;

#[test]
fn each_entry_of_a_zip_is_a_file_of_its_own() {
    let file = zip_of_bytes(&[
        ("HT/", b""),
        ("HT/ekskolan.csv", b"Namn;Tid\nEk;20\n"),
        ("HT/skola.csv", b"a;b\n"),
        ("VT/skola.csv", b"c;d\n"),
        ("__MACOSX/HT/._ekskolan.csv", b"\0\x05\x16\x07"),
        ("HT/.DS_Store", b"\0\0\0\x01Bud1"),
        ("Thumbs.db", b"\xd0\xcf\x11\xe0"),
        ("HT/bok.xlsx", &export().unwrap()),
        ("logga.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"),
    ]);
    let (clerk, facts) = read_all_ways(&file, Limits::default());
    let files: Vec<&str> =
        clerk.lines.iter().map(String::as_str).filter(|line| line.starts_with("file") || line.starts_with("end")).collect();
    assert_eq!(
        files,
        [
            "file fil: ekskolan.csv",
            "end csv 2",
            "file fil: HT/skola.csv",
            "end csv 1",
            "file fil: VT/skola.csv",
            "end csv 1",
            "file fil: bok.xlsx",
            "end xlsx 6"
        ]
    );
    assert_eq!(clerk.lines[..3], ["file fil: ekskolan.csv", "1: Namn|Tid", "2: Ek|n20".replace('n', "").as_str()]);
    let facts = facts.unwrap();
    assert_eq!((facts.format, facts.rows), (Format::Zip, 10));
    let told: Vec<_> = facts.findings.iter().map(|finding| (finding.kind, finding.place.file.as_deref().unwrap_or_default())).collect();
    let over = Kind::SheetPassedOver;
    assert_eq!(told, [(over, "fil: bok.xlsx"), (over, "fil: bok.xlsx"), (Kind::FilePassedOver, "fil: logga.png")]);
}

#[test]
fn what_cannot_be_read_in_a_zip_is_named_with_the_zip() {
    let inner = zip_of_bytes(&[("a.csv", b"a;b\n")]);
    let file = zip_of_bytes(&[("bra.csv", b"a;b\n"), ("inre.zip", &inner), ("tom.csv", b""), ("trasig.xlsx", b"PK\x03\x04")]);
    let (clerk, facts) = read_all_ways(&file, Limits::default());
    assert_eq!(
        clerk.lines,
        [
            "file fil: bra.csv",
            "1: a|b",
            "end csv 1",
            "file fil: inre.zip",
            "end none",
            "file fil: tom.csv",
            "end none",
            "file fil: trasig.xlsx",
            "end none"
        ]
    );
    let findings = facts.unwrap().findings;
    let told: Vec<_> = findings.iter().map(|finding| (finding.kind, finding.place.file.as_deref().unwrap_or_default())).collect();
    assert_eq!(
        told,
        [(Kind::UnreadFormat, "fil: inre.zip"), (Kind::EmptyFile, "fil: tom.csv"), (Kind::DamagedWorkbook, "fil: trasig.xlsx")]
    );
}

#[test]
fn a_reference_is_followed_from_one_file_of_json_to_another() {
    let file = zip_of_bytes(&[
        ("attendances_1.json", br#"{"data": [{"student": "p-0000001", "minutes": 20}], "pageToken": null}"#),
        ("attendances_2.json", br#"{"data": [{"student": "p-0000002", "minutes": 0}]}"#),
        ("persons.json", br#"[{"id": "p-0000001", "sex": "Kvinna"}, {"id": "p-0000002", "sex": "Man"}]"#),
        ("tider.csv", b"a;b\n"),
    ]);
    let (clerk, facts) = read_all_ways(&file, Limits::default());
    assert_eq!(
        clerk.lines,
        [
            "file fil: tider.csv",
            "1: a|b",
            "end csv 1",
            "file fil: attendances_1.json",
            "1: student|minutes|student.sex",
            "2: p-0000001|n20|Kvinna",
            "end json 2",
            "file fil: attendances_2.json",
            "1: student|minutes|student.sex",
            "2: p-0000002|n0|Man",
            "end json 2",
            "file fil: persons.json",
            "end json 0"
        ]
    );
    assert_eq!(facts.unwrap().findings, []);
}

#[test]
fn json_becomes_rows() {
    let cases: &[(&str, &[&str])] = &[
        (r#"[{"a": 1, "b": {"c": "x", "d": null}}, {"e": true, "a": 2}]"#, &["1: a|b.c|e", "2: n1|x", "3: n2||ttrue"]),
        (r#"[{"a": ["x", "y"], "b": [{"c": 1}, {"c": 2}]}]"#, &["1: a|b.c", "2: x, y|1, 2"]),
        (r#"{"result": {"elever": [{"a": ""}, {"a": "å"}]}}"#, &["1: a", "3: å"]),
        ("{\"a\": 1}\n{\"a\": 2, \"b\": [{\"c\": 3}]}\n", &["1: a|b.c", "2: n1", "3: n2|n3"]),
        ("{\"data\": [{\"a\": 1}]}\n{\"data\": [{\"a\": 2}]}\n", &["table fil", "1: a", "2: n1", "table fil", "1: a", "2: n2"]),
        (
            r#"{"x": [{"id": 1, "len": 2}], "y": [{"id": 2, "len": 1}]}"#,
            &["table x", "1: id|len", "2: n1|n2", "table y", "1: id|len", "2: n2|n1"],
        ),
        (r#"{"lessons": [{"pupil": 7}], "pupils": [{"id": 7, "class": "5A"}]}"#, &["1: pupil|pupil.class", "2: n7|5A"]),
        // Two lists that refer to each other are both tables.
        (
            r#"{"as": [{"id": "a-000001", "b": {"id": "b-000001"}}], "bs": [{"id": "b-000001", "a": {"id": "a-000001"}}]}"#,
            &[
                "table as",
                "1: id|b.id|b.a.id",
                "2: a-000001|b-000001|a-000001",
                "table bs",
                "1: id|a.id|a.b.id",
                "2: b-000001|a-000001|b-000001",
            ],
        ),
    ];
    for (text, rows) in cases {
        let (clerk, facts) = read_all_ways(text.as_bytes(), Limits::default());
        assert_eq!(facts.map(|facts| facts.format), Ok(Format::Json), "{text}");
        assert_eq!(clerk.lines, *rows, "{text}");
    }
}

#[test]
fn damaged_json_names_its_line() {
    for (text, kind, row) in [
        ("[{\"a\": 1},\n {\"a\": }]", Kind::DamagedWorkbook, Some(2)),
        ("[{\"a\": 1}", Kind::DamagedWorkbook, Some(1)),
        ("{\"a\": 1}", Kind::UnreadFormat, None),
        ("{\"a\": [1, 2]}", Kind::UnreadFormat, None),
        (&"[{\"a\":".repeat(500), Kind::DamagedWorkbook, Some(1)),
    ] {
        let finding = read(text.as_bytes()).1.unwrap_err();
        assert_eq!((finding.kind, finding.place.row), (kind, row), "{text}");
    }
}
