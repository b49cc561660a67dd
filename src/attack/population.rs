//! Pupils that several tables speak of, and their groups.

use super::reading::{Entry, Labels, Place, Sheet};
use crate::claim::{Claim, Fault, Figure, Rule};
use crate::locale::{Key as Word, Sentence};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A label per breakdown of a population; none for all of them.
pub(super) type Key = Vec<Option<u32>>;

/// The label of those whom a table that does not add up leaves out.
pub(super) const OTHERS: u32 = u32::MAX;

/// A group of pupils that has a row.
pub(super) struct Group {
    pub(super) key: Key,
    /// How many they are, where that is printed.
    pub(super) size: Option<i64>,
    /// Of the rules of the reports that have it, what all of them ask for.
    pub(super) rule: Rule,
    /// The reports that have it.
    pub(super) claims: BTreeSet<usize>,
    /// A row that it has.
    pub(super) place: Place,
}

/// Pupils that several tables speak of.
pub(super) struct Population {
    pub(super) breakdowns: Vec<String>,
    /// The labels of each breakdown.
    names: Vec<Vec<String>>,
    pub(super) groups: Vec<Group>,
    places: HashMap<Key, usize>,
    /// What each table is by, as bits.
    pub(super) tables: BTreeSet<u64>,
    /// Whether a grade lies within a stage, and a class within the grade that its name begins with.
    implied: Implied,
    pub(super) claims: BTreeSet<usize>,
    pub(super) column: Vec<String>,
}

#[derive(Clone, Copy, Default)]
struct Implied {
    stage: bool,
    grade: bool,
}

impl Implied {
    fn of(entries: &[&Entry]) -> Self {
        let labels = |name: &str| entries.iter().filter_map(|entry| entry.labels.get(name)).map(String::as_str).collect::<BTreeSet<_>>();
        let stages = labels("stage");
        let stage =
            !stages.is_empty() && labels("grade").into_iter().all(|grade| stage_of(grade).is_some_and(|stage| stages.contains(stage)));
        Self { stage, grade: classes_agree(entries) }
    }

    /// The labels with those that they imply.
    fn fill(self, labels: &Labels) -> Labels {
        let mut labels = labels.clone();
        if self.grade
            && !labels.contains_key("grade")
            && let Some(grade) = labels.get("class").and_then(|class| grade_of(class))
        {
            let _ = labels.insert("grade".to_owned(), grade);
        }
        if self.stage
            && !labels.contains_key("stage")
            && let Some(stage) = labels.get("grade").and_then(|grade| stage_of(grade))
        {
            let _ = labels.insert("stage".to_owned(), stage.to_owned());
        }
        labels
    }
}

/// The stage of a grade, which is the same everywhere.
fn stage_of(grade: &str) -> Option<&'static str> {
    Some(match grade {
        "F" | "1" | "2" | "3" => "F-3",
        "4" | "5" | "6" => "4-6",
        "7" | "8" | "9" => "7-9",
        "gy1" | "gy2" | "gy3" => "gy",
        "unknown" => "unknown",
        _ => return None,
    })
}

/// The grade that a class's name begins with: `7A`, `FB`.
fn grade_of(class: &str) -> Option<String> {
    let mut letters = class.chars();
    let first = letters.next()?.to_ascii_uppercase();
    let one = !letters.next().is_some_and(|letter| letter.is_ascii_digit());
    (one && (first == 'F' || ('1'..='9').contains(&first))).then(|| first.to_string())
}

/// Whether the classes whose names begin with a grade add up to it, wherever one table has the classes and another the grades. Then a
/// reader takes them to be of it.
fn classes_agree(entries: &[&Entry]) -> bool {
    let mut sizes: HashMap<&Labels, u64> = HashMap::new();
    for entry in entries.iter().filter(|entry| entry.count.is_none()) {
        if let Figure::Count(size) = entry.figure {
            let _ = sizes.insert(&entry.labels, size);
        }
    }
    let mut sums: BTreeMap<Labels, u64> = BTreeMap::new();
    for (labels, size) in &sizes {
        let Some(class) = labels.get("class").filter(|_| !labels.contains_key("grade")) else { continue };
        let Some(grade) = grade_of(class) else { return false };
        let mut context: Labels = (*labels).clone();
        let _ = context.remove("class");
        let _ = context.insert("grade".to_owned(), grade);
        *sums.entry(context).or_default() += size;
    }
    let known: Vec<bool> = sums.iter().filter_map(|(labels, sum)| sizes.get(labels).map(|size| size == sum)).collect();
    !known.is_empty() && known.into_iter().all(|same| same)
}

/// The sizes that a sheet prints, by group.
///
/// # Errors
/// [`Fault`] when it prints two of one group.
pub(super) fn sizes<'a>(sheet: &'a Sheet, claims: &[Claim]) -> Result<HashMap<&'a Labels, u64>, Fault> {
    let mut sizes = HashMap::new();
    for entry in sheet.entries.iter().filter(|entry| entry.count.is_none()) {
        let Figure::Count(size) = entry.figure else { continue };
        if let Some(other) = sizes.insert(&entry.labels, size).filter(|other| *other != size) {
            return Err(fault(claims, entry.place, Word::AuditTwoSizes.with("one", other).with("other", size)));
        }
    }
    Ok(sizes)
}

/// A fault at a row.
pub(super) fn fault(claims: &[Claim], place: Place, what: Sentence) -> Fault {
    let claim = claims.get(place.claim);
    let table = claim.and_then(|claim| claim.tables.get(place.table)).map(|table| table.id.clone());
    Fault { file: claim.map_or_else(String::new, |claim| claim.file.clone()), table, row: Some(place.row + 1), what }
}

impl Population {
    /// Of sheets that speak of the same pupils.
    ///
    /// # Errors
    /// [`Fault`] when parts of a group are more than the group.
    pub(super) fn of(sheets: &[&Sheet], claims: &[Claim]) -> Result<Self, Fault> {
        let times = sheets.iter().flat_map(|sheet| &sheet.times).map(|time| &time.entry);
        let entries: Vec<&Entry> = sheets.iter().flat_map(|sheet| &sheet.entries).chain(times).collect();
        let implied = Implied::of(&entries);
        let by: BTreeSet<&String> = sheets.iter().flat_map(|sheet| &sheet.tables).flatten().collect();
        let mut population = Self {
            breakdowns: by.into_iter().cloned().collect(),
            names: Vec::new(),
            groups: Vec::new(),
            places: HashMap::new(),
            tables: BTreeSet::new(),
            implied,
            claims: sheets.iter().map(|sheet| sheet.claim).collect(),
            column: sheets.first().map(|sheet| sheet.column.clone()).unwrap_or_default(),
        };
        population.names = vec![Vec::new(); population.breakdowns.len()];
        population.tables = sheets.iter().flat_map(|sheet| &sheet.tables).map(|by| population.mask(by)).collect();
        for entry in entries {
            population.add(entry, claims);
        }
        for table in population.tables.clone() {
            population.check(table, claims)?;
        }
        Ok(population)
    }

    /// What a table is by, as bits, with what that implies.
    fn mask(&self, by: &BTreeSet<String>) -> u64 {
        let has = |name: &str| by.contains(name);
        let grade = has("grade") || self.implied.grade && has("class");
        let own = |name: &String| has(name) || name == "grade" && grade || name == "stage" && self.implied.stage && grade;
        self.breakdowns.iter().take(64).enumerate().filter(|(_, name)| own(name)).map(|(place, _)| 1 << place).sum()
    }

    fn add(&mut self, entry: &Entry, claims: &[Claim]) {
        let labels = self.implied.fill(&entry.labels);
        let key: Key = self
            .breakdowns
            .iter()
            .zip(&mut self.names)
            .map(|(breakdown, names)| {
                let label = labels.get(breakdown)?;
                let place = names.iter().position(|name| name == label).unwrap_or_else(|| {
                    names.push(label.clone());
                    names.len() - 1
                });
                u32::try_from(place).ok()
            })
            .collect();
        let Some(rule) = claims.get(entry.place.claim).map(|claim| claim.rule) else { return };
        let group = *self.places.entry(key.clone()).or_insert_with(|| {
            self.groups.push(Group { key, size: None, rule, claims: BTreeSet::new(), place: entry.place });
            self.groups.len() - 1
        });
        let Some(group) = self.groups.get_mut(group) else { return };
        let _ = group.claims.insert(entry.place.claim);
        group.rule = weaker(group.rule, rule);
        if let (None, Figure::Count(size)) = (entry.count, entry.figure) {
            group.size = i64::try_from(size).ok();
        }
    }

    /// The group of a row.
    pub(super) fn group_of(&self, entry: &Entry) -> Option<usize> {
        let labels = self.implied.fill(&entry.labels);
        let of = |(breakdown, names): (&String, &Vec<String>)| match labels.get(breakdown) {
            None => Some(None),
            Some(label) => names.iter().position(|name| name == label).and_then(|place| u32::try_from(place).ok()).map(Some),
        };
        let key: Option<Key> = self.breakdowns.iter().zip(&self.names).map(of).collect();
        self.places.get(&key?).copied()
    }

    pub(super) fn group(&self, place: usize) -> Option<&Group> {
        self.groups.get(place)
    }

    pub(super) fn at(&self, key: &Key) -> Option<usize> {
        self.places.get(key).copied()
    }

    pub(super) fn size(&self, place: usize) -> Option<i64> {
        self.groups.get(place)?.size
    }

    /// The labels of a group as its rows have them: those that others imply are left out.
    pub(super) fn labels(&self, key: &Key) -> Vec<(&str, &str)> {
        let has = |name: &str| self.breakdowns.iter().zip(key).any(|(known, label)| known == name && label.is_some());
        let implied =
            |name: &str| name == "stage" && self.implied.stage && has("grade") || name == "grade" && self.implied.grade && has("class");
        let named = self.breakdowns.iter().zip(&self.names).zip(key);
        named
            .filter(|((breakdown, _), _)| !implied(breakdown))
            .filter_map(|((breakdown, names), label)| Some((breakdown.as_str(), names.get(usize::try_from((*label)?).ok()?)?.as_str())))
            .collect()
    }

    /// The full rows of a table: those it has, or every combination where they do not add up.
    pub(super) fn rows(&self, table: u64) -> Vec<Key> {
        let own: Vec<Key> = self.groups.iter().filter(|group| mask(&group.key) == table).map(|group| group.key.clone()).collect();
        if !own.is_empty() && self.groups.iter().all(|group| self.left_of(group, table).is_none_or(|left| left == 0)) {
            return own;
        }
        let mut rows: Vec<Key> = vec![vec![None; self.breakdowns.len()]];
        for (place, names) in self.names.iter().enumerate().filter(|(place, _)| table >> place & 1 == 1) {
            let labels = (0..u32::try_from(names.len()).unwrap_or(0)).chain([OTHERS]);
            let filled = |row: &Key, label: u32| {
                let mut row = row.clone();
                row.iter_mut().skip(place).take(1).for_each(|own| *own = Some(label));
                row
            };
            rows = rows.iter().flat_map(|row| labels.clone().map(|label| filled(row, label))).collect();
        }
        rows.retain(|row| self.is_possible(row));
        rows
    }

    /// Whether no label of a row contradicts what another implies.
    fn is_possible(&self, row: &Key) -> bool {
        let label = |name: &str| {
            let place = self.breakdowns.iter().position(|known| known == name)?;
            self.names.get(place)?.get(usize::try_from((*row.get(place)?)?).ok()?)
        };
        let within = |implied: bool, inner: Option<String>, outer: Option<&String>| !implied || inner.is_none() || inner.as_ref() == outer;
        within(self.implied.stage, label("grade").and_then(|grade| stage_of(grade)).map(str::to_owned), label("stage"))
            && within(self.implied.grade, label("class").and_then(|class| grade_of(class)), label("grade"))
    }

    /// How many pupils of a group the full rows of a table leave out; none where it is not known, or the table has no part of it.
    fn left_of(&self, group: &Group, table: u64) -> Option<i64> {
        let own = mask(&group.key);
        if own == table || own & !table != 0 {
            return None;
        }
        let parts = self.groups.iter().filter(|part| mask(&part.key) == table && is_within(&part.key, &group.key));
        parts.map(|part| part.size).try_fold(group.size?, |left, size| Some(left - size?))
    }

    fn check(&self, table: u64, claims: &[Claim]) -> Result<(), Fault> {
        match self.groups.iter().find(|group| self.left_of(group, table).is_some_and(|left| left < 0)) {
            Some(group) => Err(fault(claims, group.place, Word::AuditPartsExceed.into())),
            None => Ok(()),
        }
    }
}

/// What both rules ask for.
fn weaker(one: Rule, other: Rule) -> Rule {
    Rule { kind: one.kind.min(other.kind), min_group: one.min_group.min(other.min_group), min_count: one.min_count.min(other.min_count) }
}

/// The breakdowns that a group has labels of, as bits.
pub(super) fn mask(key: &Key) -> u64 {
    key.iter().take(64).enumerate().filter(|(_, label)| label.is_some()).map(|(place, _)| 1 << place).sum()
}

/// Whether a group has all labels of another.
pub(super) fn is_within(part: &Key, whole: &Key) -> bool {
    part.iter().zip(whole).all(|(part, whole)| whole.is_none() || part == whole)
}

/// The labels of some breakdowns only.
pub(super) fn projected(key: &Key, onto: u64) -> Key {
    key.iter().enumerate().map(|(place, label)| label.filter(|_| onto >> place & 1 == 1)).collect()
}
