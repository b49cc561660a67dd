//! References between objects: what `{"student": {"id": "…"}}` stands for is found by its id in another array.

use super::store::{Array, Held, Store};
use crate::order::Order as _;
use std::collections::{HashMap, HashSet};

/// Values of a header that are looked up to see where it refers to.
const SAMPLE: usize = 50;
/// References of references that are followed.
const DEPTH: usize = 3;
/// References to staff, whom no table is about.
const STAFF: [&str; 6] = ["reporter", "registeredby", "createdby", "modifiedby", "teacher", "teachers"];
/// Names for the people of a school, all of them in one array.
const PEOPLE: [&str; 4] = ["student", "pupil", "person", "elev"];

/// Which header of which array refers to which array.
pub(super) struct References {
    /// By array: header and the array that it refers to.
    by_array: Vec<Vec<(usize, usize)>>,
    /// By array that is referred to: its objects by id.
    ids: HashMap<usize, HashMap<String, usize>>,
}

/// A column of a table: the references to follow from its object, and the header there.
pub(super) struct Column {
    pub(super) header: String,
    steps: Vec<(usize, usize)>,
    place: usize,
}

impl References {
    pub(super) fn of(store: &Store) -> Self {
        let candidates = candidates(store);
        let mut hits: HashMap<(usize, usize, usize), HashSet<&str>> = HashMap::new();
        for (target, array) in store.arrays.iter().enumerate() {
            let Some(id) = array.header("id") else { continue };
            for number in 0..array.len() {
                let Some(value) = array.value(number, id).map(|held| store.written(held)) else { continue };
                let Some((value, from)) = candidates.get_key_value(&value) else { continue };
                for &(source, header) in from.iter().filter(|(source, header)| fits(store, *source, *header, target, value)) {
                    let _ = hits.entry((source, header, target)).or_default().insert(value);
                }
            }
        }
        let mut sampled: HashMap<(usize, usize), usize> = HashMap::new();
        candidates.values().flatten().for_each(|candidate| *sampled.entry(*candidate).or_default() += 1);
        let mut by_array: Vec<Vec<(usize, usize)>> = store.arrays.iter().map(|_| Vec::new()).collect();
        let mut found: Vec<_> = hits.into_iter().map(|(place, values)| (place, values.len())).collect();
        // The array that knows most of the ids is meant.
        found.order_by_key(|&((source, header, target), values)| (source, header, std::cmp::Reverse(values), target));
        for ((source, header, target), values) in found {
            let enough = values * 2 >= sampled.get(&(source, header)).copied().unwrap_or_default();
            let Some(list) = by_array.get_mut(source).filter(|list| enough && !list.iter().any(|(known, _)| *known == header)) else {
                continue;
            };
            list.push((header, target));
        }
        let targets: HashSet<usize> = by_array.iter().flatten().map(|(_, target)| *target).collect();
        let ids = targets.into_iter().filter_map(|target| Some((target, by_id(store, store.arrays.get(target)?)?))).collect();
        Self { by_array, ids }
    }

    /// Whether another array refers to this one.
    pub(super) fn refer_to(&self, array: usize) -> bool {
        self.by_array.iter().enumerate().any(|(source, list)| source != array && list.iter().any(|(_, target)| *target == array))
    }

    /// The columns of an array: its own, then those of what it refers to.
    pub(super) fn columns(&self, store: &Store, array: usize) -> Vec<Column> {
        let mut columns = Vec::new();
        self.gather(store, array, "", &mut Vec::new(), &[array], &mut columns);
        let mut seen = HashSet::new();
        columns.retain(|column| seen.insert(column.header.clone()));
        columns
    }

    fn gather(&self, store: &Store, array: usize, prefix: &str, steps: &mut Vec<(usize, usize)>, way: &[usize], columns: &mut Vec<Column>) {
        let Some(list) = store.arrays.get(array) else { return };
        for (place, header) in list.headers.iter().enumerate() {
            // The id by which it was found stands in the reference already.
            if prefix.is_empty() || header != "id" {
                columns.push(Column { header: format!("{prefix}{header}"), steps: steps.clone(), place });
            }
        }
        if steps.len() >= DEPTH {
            return;
        }
        for &(header, target) in self.by_array.get(array).into_iter().flatten().filter(|(_, target)| !way.contains(target)) {
            let Some(name) = list.headers.get(header) else { continue };
            let inner = format!("{prefix}{}.", name.strip_suffix(".id").unwrap_or(name));
            steps.push((header, target));
            self.gather(store, target, &inner, steps, &[way, &[target]].concat(), columns);
            let _ = steps.pop();
        }
    }

    /// The object that a column's references lead to from an object: its array and its number.
    pub(super) fn lead(&self, store: &Store, array: usize, object: usize, column: &Column) -> Option<(usize, usize)> {
        column.steps.iter().try_fold((array, object), |(array, object), &(header, target)| {
            let id = store.written(store.arrays.get(array)?.value(object, header)?);
            Some((target, *self.ids.get(&target)?.get(&id)?))
        })
    }
}

impl Column {
    /// What stands in the column for an object that its references lead to.
    pub(super) fn value(&self, store: &Store, array: usize, object: usize) -> Option<Held> {
        store.arrays.get(array)?.value(object, self.place)
    }

    /// Whether two columns follow the same references.
    pub(super) fn leads_as(&self, other: &Self) -> bool {
        self.steps == other.steps
    }
}

fn by_id(store: &Store, array: &Array) -> Option<HashMap<String, usize>> {
    let id = array.header("id")?;
    Some((0..array.len()).filter_map(|number| Some((store.written(array.value(number, id)?), number))).collect())
}

/// The first values of each header that may refer to something, and where they stand.
fn candidates(store: &Store) -> HashMap<String, HashSet<(usize, usize)>> {
    let mut candidates: HashMap<String, HashSet<(usize, usize)>> = HashMap::new();
    for (source, array) in store.arrays.iter().enumerate() {
        let mut taken = vec![0_usize; array.headers.len()];
        for number in 0..array.len().min(SAMPLE * 20) {
            for &(header, held) in array.object(number) {
                let header = header as usize;
                let Some(taken) = taken.get_mut(header).filter(|taken| **taken < SAMPLE) else { continue };
                let name = array.headers.get(header).map(|name| last_name(name)).unwrap_or_default();
                if name == "id" || STAFF.contains(&name.as_str()) || matches!(held, Held::Truth(_)) {
                    continue;
                }
                *taken += usize::from(candidates.entry(store.written(held)).or_default().insert((source, header)));
            }
        }
    }
    candidates
}

/// The name of what a header refers to: `calendarevent` for `calendarEvent`, `calendarEvent.id` and `calendarEventId`.
fn last_name(header: &str) -> String {
    let base = header.strip_suffix(".id").unwrap_or(header);
    let name = base.rsplit('.').next().unwrap_or(base);
    let name = name.strip_suffix("Id").or_else(|| name.strip_suffix("_id")).unwrap_or(name);
    name.to_ascii_lowercase()
}

/// Whether a header may refer to an array: short numbers are ids only where the names say so.
fn fits(store: &Store, source: usize, header: usize, target: usize, value: &str) -> bool {
    if source == target {
        return false;
    }
    let header = store.arrays.get(source).and_then(|array| array.headers.get(header)).map(String::as_str).unwrap_or_default();
    let name = last_name(header);
    let array = store.arrays.get(target).map(|array| array.name.to_ascii_lowercase()).unwrap_or_default();
    let people = |name: &str| PEOPLE.iter().any(|word| name.contains(word));
    value.len() >= 8 || header.ends_with(".id") || array.starts_with(&name) || (people(&name) && people(&array))
}
