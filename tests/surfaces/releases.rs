//! Releases of every kind.

use super::town::{Absent, Group, Own, Town};
use franvarokalkyl::disclosure::{Policy, Published, Rule};
use franvarokalkyl::locale::Sentence;
use franvarokalkyl::session::{Bands, Breakdown, Comparison, Decimal, Definition, Over, PatternQuestion, Question, Session};

/// A release, and what was asked.
pub(crate) struct Release {
    pub(crate) name: String,
    pub(crate) published: Published,
    /// Which of the definitions that were asked for is its first.
    pub(crate) first: usize,
}

/// Pupils with the same labels.
pub(crate) fn crowd(labels: [&str; 4], pupils: usize, absent: &[(usize, Absent)]) -> Group {
    Group::of(labels, pupils, absent)
}

/// A town whose withheld figures are like no others: nearly all are above the limit at Aspskolan, so that 4 321 of 4 324 are a secret.
pub(crate) fn municipality() -> Town {
    let few = [(123, (1, 0)), (201, (2, 0)), (97, (3, 0)), (61, (0, 1)), (83, (1, 2)), (31, (0, 4))];
    Town(vec![
        crowd(["Aspskolan", "7", "7A", "girl"], 2162, &[(517, (2, 0)), (640, (3, 0)), (601, (1, 2)), (402, (0, 5))]),
        crowd(["Aspskolan", "8", "8A", "boy"], 2162, &[(619, (2, 0)), (540, (3, 0)), (499, (1, 2)), (503, (0, 5))]),
        crowd(["Björkskolan", "7", "7B", "girl"], 871, &few),
        crowd(["Björkskolan", "8", "8B", "boy"], 862, &[(3, (2, 0)), (211, (0, 1)), (401, (1, 0))]),
        crowd(["Ekskolan", "7", "7C", "boy"], 703, &[(151, (2, 0)), (44, (3, 0)), (93, (0, 2))]),
        crowd(["Ekskolan", "8", "8C", "girl"], 719, &[(141, (2, 0)), (2, (3, 0)), (1, (0, 2)), (157, (1, 1))]),
    ])
}

/// Definitions: of a single clause, of one that lies within it, of one that does not, and of two clauses.
pub(crate) fn own() -> Vec<Own> {
    vec![
        Own::new("egen", "Egen", &[(false, 20)]),
        Own::new("egen-40", "Egen, över 40 %", &[(false, 40)]),
        Own::new("olovlig", "Olovlig", &[(true, 30)]),
        Own::new("endera", "Endera", &[(false, 50), (true, 10)]),
    ]
}

/// What can be asked of a town with its own definitions.
pub(crate) fn of_town(town: &Town, own: &[Own], rules: &[Rule]) -> Vec<Release> {
    wanted_of_town(town, own, rules, &|_| true)
}

/// Some of it, by what was asked.
pub(crate) fn wanted_of_town(town: &Town, own: &[Own], rules: &[Rule], wanted: &dyn Fn(&str) -> bool) -> Vec<Release> {
    let session = town.session();
    let definitions: Vec<&Definition> = own.iter().map(|own| &own.definition).collect();
    rules.iter().flat_map(|rule| all(&session, &definitions, Policy::of(*rule), wanted)).collect()
}

/// What can be asked of files with the presets.
pub(crate) fn of_presets(session: &Session) -> Vec<Release> {
    let presets: Vec<&Definition> =
        ["ekero-20", "england-10", "botkyrka", "haninge", "danderyd"].map(|id| session.definition(id).unwrap()).into();
    let mut releases = all(session, &presets, Policy::default(), &|_| true);
    let staged = Question { by: vec![Breakdown::Stage, Breakdown::Gender], ..Question::of(presets[2]) };
    releases.push(Release { name: "botkyrka by stage and gender".into(), published: session.publish(&staged).unwrap(), first: 2 });
    releases
}

fn all(session: &Session, definitions: &[&Definition], policy: Policy, wanted: &dyn Fn(&str) -> bool) -> Vec<Release> {
    use Breakdown::{Class, Gender, Grade, School};
    let first = definitions[0];
    let mut releases = Vec::new();
    let mut add = |what: &str, first: usize, made: &dyn Fn() -> Result<Published, Sentence>| {
        if !wanted(what) {
            return;
        }
        let published = made().unwrap_or_else(|sentence| panic!("{what}: {sentence:?}"));
        releases.push(Release { name: format!("{what} under {}", policy.id()), published, first });
    };
    let plain = |by: &[Breakdown]| Question { by: by.to_vec(), policy, ..Question::of(first) };
    let limits = |disjoint| {
        let thresholds = [20, 40, 50].map(|limit| Decimal::from_hundredths(limit * 100)).to_vec();
        Some(Bands { thresholds, disjoint })
    };
    add("the whole", 0, &|| session.publish(&plain(&[])));
    add("by school", 0, &|| session.publish(&plain(&[School])));
    add("by school and gender", 0, &|| session.publish(&plain(&[School, Gender])));
    add("by grade and class", 0, &|| session.publish(&plain(&[School, Grade, Class])));
    add("limits by class", 0, &|| session.publish(&Question { bands: limits(false), ..plain(&[School, Class]) }));
    add("between limits by school", 0, &|| session.publish(&Question { bands: limits(true), ..plain(&[School]) }));
    add("by school and month", 0, &|| session.publish(&Question { over: Some(Over::Month), ..plain(&[School]) }));
    add("the curve", 0, &|| session.curve(&plain(&[])));
    for (place, definition) in definitions.iter().enumerate().skip(1) {
        add(definition.id(), place, &|| session.publish(&Question { by: vec![School, Class], policy, ..Question::of(definition) }));
    }
    let patterns = |school| session.patterns(&PatternQuestion { school, policy, ..PatternQuestion::default() });
    add("patterns", 0, &|| patterns(false));
    add("patterns by school", 0, &|| patterns(true));
    let comparison = |by| Comparison { definitions: definitions.to_vec(), by, from: None, to: None, periods: Vec::new(), policy };
    if definitions.len() > 1 {
        add("compared by school", 0, &|| session.compare(&comparison(Some(School))));
        add("compared by class", 0, &|| session.compare(&comparison(Some(Class))));
    }
    releases
}
