//! Small tables against every world there is: what can be is what some world has.

use crate::dice::Dice;
use crate::{everything, named, report};
use serde_json::{Map, Value, json};

/// Pupils of a cell, and how many are above each of two limits.
type Cell = [u64; 3];
/// Two schools with girls and boys.
type World = [Cell; 4];

const SCHOOLS: [&str; 2] = ["a", "b"];
const GENDERS: [&str; 2] = ["girl", "boy"];
const MEASURES: [&str; 3] = ["pupils", "over_20", "over_40"];

/// A group by school and gender; none for all.
type Group = (Option<usize>, Option<usize>);

fn cells(group: Group) -> impl Iterator<Item = usize> {
    (0..4).filter(move |cell| group.0.is_none_or(|school| cell / 2 == school) && group.1.is_none_or(|gender| cell % 2 == gender))
}

fn sum(world: &World, group: Group, measure: usize) -> u64 {
    cells(group).map(|cell| world[cell][measure]).sum()
}

/// What a figure of a group says: from what to what.
struct Said {
    group: Group,
    measure: usize,
    low: u64,
    high: u64,
}

fn states(sizes: std::ops::RangeInclusive<u64>) -> Vec<Cell> {
    sizes.flat_map(|n| (0..=n).flat_map(move |low| (0..=low).map(move |high| [n, low, high]))).collect()
}

/// Every world that agrees with what is said.
fn worlds(cells: &[Vec<Cell>; 4], said: &[Said]) -> Vec<World> {
    let mut found = Vec::new();
    for one in &cells[0] {
        for two in &cells[1] {
            for three in &cells[2] {
                for four in &cells[3] {
                    let world = [*one, *two, *three, *four];
                    if said.iter().all(|said| (said.low..=said.high).contains(&sum(&world, said.group, said.measure))) {
                        found.push(world);
                    }
                }
            }
        }
    }
    found
}

fn groups(dice: &mut Dice, crossed: bool) -> Vec<Vec<Group>> {
    let labels = [Some(0), Some(1), None];
    if crossed {
        let all: Vec<Group> = labels.into_iter().flat_map(|school| labels.map(|gender| (school, gender))).collect();
        let some = all.into_iter().filter(|group| group.0.is_none() || group.1.is_none() || dice.likely(95)).collect();
        return vec![some];
    }
    vec![labels.map(|school| (school, None)).to_vec(), labels.map(|gender| (None, gender)).to_vec()]
}

/// A table of some groups, and what it says; figures are withheld as the dice have it, whether that makes sense or not.
fn table(dice: &mut Dice, world: &World, groups: &[Group], crossed: bool, rule: &str, said: &mut Vec<Said>) -> Value {
    let label = |names: [&str; 2], place: Option<usize>| place.map_or(Value::Null, |place| json!(names[place]));
    let mut rows = Vec::new();
    for group in groups {
        let size = sum(world, *group, 0);
        let mut row = Map::new();
        if crossed || group.0.is_some() || groups[0].0.is_some() {
            let _ = row.insert("school".to_owned(), label(SCHOOLS, group.0));
        }
        if crossed || !row.contains_key("school") {
            let _ = row.insert("gender".to_owned(), label(GENDERS, group.1));
        }
        let _ = row.insert("pupils".to_owned(), json!({"value": size}));
        said.push(Said { group: *group, measure: 0, low: size, high: size });
        for measure in [1, 2] {
            let number = sum(world, *group, measure);
            let withheld = json!({"withheld": "protected"});
            let (count, share) = match dice.roll(10) {
                0..4 => {
                    said.push(Said { group: *group, measure, low: number, high: number });
                    (json!({"value": number}), withheld)
                }
                4 if size > 0 => {
                    // A whole per cent of a hundred times as many pupils would be a range; of these it is a count, or two.
                    let share = (200 * number + size) / (2 * size);
                    let fits: Vec<u64> = (0..=size).filter(|part| (200 * part + size) / (2 * size) == share).collect();
                    said.push(Said { group: *group, measure, low: fits[0], high: *fits.last().unwrap() });
                    (withheld, json!({"value": share.to_string()}))
                }
                _ => {
                    let inside = |part: &&Group| group.0.is_none_or(|_| part.0 == group.0) && group.1.is_none_or(|_| part.1 == group.1);
                    let within: Vec<&Group> = groups.iter().filter(inside).collect();
                    let nested = |whole: &Group, part: &Group| {
                        whole.0.is_none_or(|_| part.0 == whole.0) && whole.1.is_none_or(|_| part.1 == whole.1)
                    };
                    let small = |size: u64| (1..4).contains(&size);
                    let has_small = within.iter().any(|whole| {
                        let size = sum(world, **whole, 0);
                        small(size) || within.iter().any(|part| nested(whole, part) && small(size - sum(world, **part, 0)))
                    });
                    // Of two tables nobody can see what lies within a group of either.
                    if rule == "show-zeros" && crossed && !has_small {
                        said.push(Said { group: *group, measure, low: 1, high: size });
                    }
                    (withheld.clone(), withheld)
                }
            };
            let _ = row.insert(MEASURES[measure].to_owned(), count);
            let _ = row.insert(format!("share_{}", MEASURES[measure]), share);
        }
        rows.push(Value::Object(row));
    }
    let by: Vec<&str> = ["school", "gender"].into_iter().filter(|name| rows[0].get(*name).is_some()).collect();
    json!({"by": by, "measures": ["pupils", "over_20", "share_over_20", "over_40", "share_over_40"], "rows": rows})
}

#[test]
fn ends_are_those_of_all_worlds() {
    let (mut compared, mut leaking) = (0, 0);
    for seed in 0..400 {
        let mut dice = Dice(seed);
        let crossed = seed % 4 != 0;
        let all = states(if crossed { 0..=4 } else { 0..=2 });
        let rule = if seed % 3 == 1 { "show-zeros" } else { "standard" };
        let world: World = std::array::from_fn(|_| all[usize::try_from(dice.roll(all.len() as u64)).unwrap()]);
        // A report that prints zeros withholds none of a group that has nothing small in it: such worlds are not of that rule.
        let mut said = Vec::new();
        let tables: Vec<Value> =
            groups(&mut dice, crossed).iter().map(|groups| table(&mut dice, &world, groups, crossed, rule, &mut said)).collect();
        if said.iter().any(|said| !(said.low..=said.high).contains(&sum(&world, said.group, said.measure))) {
            continue;
        }
        let known: [Vec<Cell>; 4] = std::array::from_fn(|cell| {
            let sized = |state: &Cell| !crossed || state[0] == world[cell][0];
            let of_size = |state: &Cell| sized(state) && (crossed || state[0] <= 4);
            states(0..=4).into_iter().filter(of_size).collect()
        });
        let worlds = worlds(&known, &said);
        assert!(!worlds.is_empty());
        let mut report = report(rule, &[]);
        report["tables"] = json!(tables);
        report["rule"]["min_group"] = json!(4);
        report["rule"]["min_count"] = json!(2);
        let outcome = everything(&[report]);
        for finding in &outcome.findings {
            let place = |labels: &[(String, String)], name: &str, names: [&str; 2]| {
                labels.iter().find(|(known, _)| known == name).map(|(_, label)| names.iter().position(|known| known == label).unwrap())
            };
            let group = |labels: &[(String, String)]| (place(labels, "school", SCHOOLS), place(labels, "gender", GENDERS));
            let number = |world: &World, group: Group| match finding.measure.as_str() {
                "over_20" => sum(world, group, 1),
                "over_40" => sum(world, group, 2),
                "over_20_not_over_40" => sum(world, group, 1) - sum(world, group, 2),
                other => panic!("{other}"),
            };
            let left = |world: &World| {
                number(world, group(&finding.group)) - finding.less.iter().map(|less| number(world, group(less))).sum::<u64>()
            };
            let ends = worlds.iter().map(left).fold((u64::MAX, 0), |(low, high), number| (low.min(number), high.max(number)));
            let told = (u64::try_from(finding.low).unwrap(), u64::try_from(finding.high).unwrap());
            assert_eq!(told, ends, "seed {seed}: {} of {worlds}", named(finding), worlds = worlds.len());
            compared += 1;
        }
        leaking += usize::from(outcome.leaks() > 0);
    }
    assert!(compared > 2000 && leaking > 100, "{compared} compared, {leaking} tables that leak");
    println!("{compared} numbers, {leaking} tables that leak");
}
