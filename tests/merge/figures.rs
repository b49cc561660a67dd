//! Every figure of a merged table is one of its report, in the row that it says; every sum is one of printed figures.

use franvarokalkyl::calendar::Day;
use franvarokalkyl::claim::Claim;
use franvarokalkyl::example::{self, Ending, Example, Grain, System};
use franvarokalkyl::limits::Limits;
use franvarokalkyl::locale::Language;
use franvarokalkyl::merge::{json, merge};
use franvarokalkyl::session::{Breakdown, Choices, Comparison, Format, Policy, Published, Question, Session, World, read_claims};
use serde_json::{Map, Value, json};

/// The session of a made-up municipality.
pub(crate) fn session(pupils: u32, schools: u16, seed: u64) -> Session {
    let mut session = Session::new(World { today: Day::of(2026, 1, 15).unwrap(), secret: [0; 16], limits: Limits::default() }).unwrap();
    let example = Example { system: System::Plain, grain: Grain::Period, pupils, schools, seed, ..Example::built_in() };
    let mut file = std::io::Cursor::new(Vec::new());
    example::write(&example, Ending::Csv, &mut file).unwrap();
    let mut reading = session.read(Choices::default(), Box::new(|_| {}));
    reading.open("exempel.csv", None);
    assert!(reading.push(&file.into_inner()));
    reading.close();
    assert!(session.accept(reading).is_ok());
    session
}

/// What a municipality publishes: tables of one definition, and a comparison of several.
pub(crate) fn releases(session: &Session, definition: &str) -> [Published; 2] {
    let question = Question::of(session.definition(definition).unwrap());
    let beside = vec![vec![Breakdown::Grade, Breakdown::Gender], vec![Breakdown::School, Breakdown::Class]];
    let one = session.publish(&Question { by: vec![Breakdown::School], beside, ..question }).unwrap();
    let definitions = ["ekero-20", "stockholm-50", "haninge"].map(|id| session.definition(id).unwrap());
    let comparison = Comparison {
        definitions: definitions.to_vec(),
        by: Some(Breakdown::Gender),
        from: None,
        to: None,
        periods: Vec::new(),
        policy: Policy::default(),
    };
    [one, session.compare(&comparison).unwrap()]
}

fn written(published: &Published) -> Vec<u8> {
    Format::Json.write(&[published], Language::Swedish).unwrap()
}

/// Whether a table of the report has this row, by these labels and no others, with all these figures.
fn has(report: &Value, table: &Value, row: &Map<String, Value>) -> bool {
    let by: Vec<&str> = table["by"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    let is_key = |name: &String| name == "report" || by.contains(&name.as_str());
    report["tables"].as_array().unwrap().iter().any(|own| {
        let others: Vec<&str> =
            own["by"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).filter(|name| !by.contains(name)).collect();
        own["rows"].as_array().unwrap().iter().any(|own| {
            let keys = by.iter().all(|name| {
                let key = &own[*name];
                row[*name] == if key.is_number() { json!(key.to_string()) } else { key.clone() }
            });
            let figures = row.iter().filter(|(name, _)| !is_key(name)).all(|(name, figure)| own.get(name) == Some(figure));
            keys && others.iter().all(|name| own[*name].is_null()) && figures
        })
    })
}

fn assert_told(reports: &[Vec<u8>]) -> (usize, usize) {
    let claims: Vec<Claim> =
        reports.iter().enumerate().map(|(number, bytes)| read_claims(&format!("{number}.json"), bytes).unwrap().remove(0)).collect();
    let merged = merge(claims).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    let merged: Value = serde_json::from_str(&json(&merged, Language::Swedish)).unwrap();
    let (mut rows, mut withheld) = (0, 0);
    for table in merged["tables"].as_array().unwrap() {
        for row in table["rows"].as_array().unwrap() {
            let row = row.as_object().unwrap();
            // These say of no municipality which it is, so that nothing is known to be apart and nothing is added up.
            let number: usize = row["report"].as_str().unwrap().parse().unwrap();
            let report: Value = serde_json::from_slice(&reports[number]).unwrap();
            assert!(has(&report, table, row), "{row:?} is not in report {number}");
            rows += 1;
            withheld += usize::from(row.values().any(|figure| figure.get("withheld").is_some()));
        }
    }
    (rows, withheld)
}

#[test]
fn every_figure_stands_in_its_report() {
    let mut all = (0, 0);
    for (seed, definition) in [(1, "haninge"), (2, "ekero-20"), (3, "tidig-10")] {
        let sizes = [(260, 3), (330, 4), (410, 5)];
        let towns: Vec<[Published; 2]> = sizes
            .iter()
            .zip(0..)
            .map(|((pupils, schools), number)| releases(&session(*pupils, *schools, seed * 10 + number), definition))
            .collect();
        for place in 0..2 {
            let reports: Vec<Vec<u8>> = towns.iter().map(|town| written(&town[place])).collect();
            let (rows, withheld) = assert_told(&reports);
            all = (all.0 + rows, all.1 + withheld);
        }
    }
    assert!(all.0 > 500 && all.1 > 100, "{all:?}");
}
