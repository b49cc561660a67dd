//! The examples of `docs/withheld.md`: each is made anew and must look as it is told there.

#![expect(clippy::disallowed_methods, reason = "the test reads the documents")]

use super::releases::{crowd, own};
use super::town::Town;
use franvarokalkyl::disclosure::Figure;
use franvarokalkyl::session::{Bands, Breakdown, Decimal, Question};
use std::path::Path;

/// A row of an example: its label, its pupils, and for each limit the true number and whether it is shown.
struct Told {
    label: String,
    pupils: u64,
    hits: Vec<(u64, bool)>,
}

/// A table of a document whose figures are of pupils: the heading of its labels, how many limits it has, its rows.
fn examples(document: &str) -> Vec<(String, Vec<Told>)> {
    let mut examples = Vec::new();
    let mut lines = document.lines().peekable();
    while let Some(line) = lines.next() {
        let heading = cells(line);
        if !heading.get(1).is_some_and(|second| ["Elever", "Pupils"].contains(&second.as_str())) {
            continue;
        }
        let _ = lines.next();
        let mut rows = Vec::new();
        while let Some(row) = lines.next_if(|line| line.starts_with('|')) {
            let row = cells(row);
            let number = |cell: &String| match cell.strip_prefix("`..` (").and_then(|rest| rest.strip_suffix(')')) {
                Some(hidden) => (hidden.parse().unwrap(), false),
                None => (cell.parse().unwrap(), true),
            };
            rows.push(Told { label: row[0].clone(), pupils: row[1].parse().unwrap(), hits: row[2..].iter().map(number).collect() });
        }
        examples.push((heading[0].clone(), rows));
    }
    examples
}

fn cells(line: &str) -> Vec<String> {
    line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
}

fn check(heading: &str, rows: &[Told]) {
    let (total, parts) = rows.split_last().unwrap();
    let by = match heading {
        "Klass" | "Class" => Breakdown::Class,
        "Kön" | "Gender" => Breakdown::Gender,
        "Skola" | "School" => Breakdown::School,
        other => panic!("an example by {other}"),
    };
    let group = |row: &Told| {
        let gender = if ["Flicka", "Girl"].contains(&row.label.as_str()) { "girl" } else { "boy" };
        let class = if by == Breakdown::Class { row.label.as_str() } else { "7A" };
        let school = if by == Breakdown::School { row.label.as_str() } else { "Ekskolan" };
        // Above 20 % are two lessons of five, above 40 % three.
        let above = usize::try_from(row.hits[0].0).unwrap();
        let higher = row.hits.get(1).map_or(0, |(hits, _)| usize::try_from(*hits).unwrap());
        crowd([school, "7", class, gender], usize::try_from(row.pupils).unwrap(), &[(higher, (3, 0)), (above - higher, (2, 0))])
    };
    let town = Town(parts.iter().map(group).collect());
    let own = own();
    let thresholds = [20, 40].map(|limit| Decimal::from_hundredths(limit * 100)).to_vec();
    let bands = (total.hits.len() > 1).then_some(Bands { thresholds, disjoint: false });
    let first = franvarokalkyl::calendar::Day::of_iso("2025-09-01");
    let question = Question { by: vec![by], bands, from: first, to: first, ..Question::of(&own[0].definition) };
    let published = town.session().publish(&question).unwrap();
    let printed: Vec<(Figure, Vec<Figure>)> =
        published.tables()[0].rows().iter().map(|row| (row.pupils(), row.cells().iter().map(|cell| cell.count()).collect())).collect();
    let mut told: Vec<(Figure, Vec<Figure>)> = Vec::new();
    for row in rows {
        let figure = |(hits, shown): &(u64, bool)| if *shown { Figure::Count(*hits) } else { Figure::Withheld };
        told.push((Figure::Count(row.pupils), row.hits.iter().map(figure).collect()));
    }
    assert_eq!(printed, told, "{heading}: {}", total.label);
    let sum = |limit: usize| parts.iter().map(|row| row.hits[limit].0).sum::<u64>();
    assert!((0..total.hits.len()).all(|limit| total.hits[limit].0 == sum(limit)), "the parts of an example do not add up");
}

#[test]
fn the_examples_are_as_the_program_has_them() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let of = |name: &str| examples(&std::fs::read_to_string(docs.join(name)).unwrap());
    let (swedish, english) = (of("withheld.md"), of("withheld.en.md"));
    assert!(swedish.len() > 6 && swedish.len() == english.len());
    swedish.iter().chain(&english).for_each(|(heading, rows)| check(heading, rows));
}
