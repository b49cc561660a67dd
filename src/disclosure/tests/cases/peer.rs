//! What others protected, read from their files: cells as sums of inner cells, which of them they hold primary and which they withheld.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

pub(super) type Line = BTreeMap<String, String>;

/// How a case says what is primary.
#[derive(Clone, Copy)]
pub(super) enum Primary {
    /// Counts from 1 to so many, and zeros as said.
    Few(u64, Zeros),
    /// Those that some columns of the peer's files name, for reasons of the peer's own.
    Given(&'static [&'static str]),
}

/// How the peer treats zeros.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Zeros {
    /// Primary.
    Primary,
    /// Printed.
    Printed,
    /// Not primary, but withheld where that protects others.
    Helpers,
}

/// A dimension of a peer's table: its name, and the columns of the inner data that its codes are from beside the total.
pub(super) struct Dimension(pub(super) &'static str, pub(super) &'static [&'static str]);

/// One of the tables that are protected together.
pub(super) struct Part {
    pub(super) dimensions: &'static [Dimension],
    /// The peer's file with a row for each cell; none where cells are all combinations of codes.
    pub(super) cells: Option<&'static str>,
}

/// A case.
pub(super) struct Case {
    pub(super) name: &'static str,
    /// The file of inner data and its column of counts.
    pub(super) data: &'static str,
    pub(super) count: &'static str,
    /// Lines of the inner data to leave out: those in which the column does not say this.
    pub(super) only: Option<(&'static str, &'static [&'static str])>,
    pub(super) parts: &'static [Part],
    pub(super) primary: Primary,
    /// A column and its label of which the peer had published everything before the rest.
    pub(super) earlier: Option<(&'static str, &'static str)>,
    /// What the peer withheld.
    pub(super) theirs: Theirs,
    /// Whether the peer's pattern gives a primary cell away, as its makers say or the audit finds.
    pub(super) is_unsafe: bool,
    /// Whether it takes more than a few seconds where nothing is optimised.
    pub(super) is_large: bool,
}

#[derive(Clone, Copy)]
pub(super) enum Theirs {
    /// A column of the files says it of each cell.
    Column(&'static str),
    /// So many cells, of them so many primary, and so many withheld in all.
    Numbers([usize; 3]),
}

/// A cell that could be printed.
pub(super) struct Row {
    /// In which part it stands.
    pub(super) part: usize,
    /// Its labels by the columns of the inner data; none for a total.
    pub(super) labels: Vec<Option<String>>,
    /// The inner cells that it sums.
    pub(super) members: Vec<usize>,
    pub(super) count: u64,
    /// Whether the peer holds it primary; none where the peer tells the number only.
    pub(super) primary: Option<bool>,
    /// Whether the peer withholds it.
    pub(super) withheld: Option<bool>,
}

/// A case as read.
pub(super) struct Peer {
    /// The inner cells: labels and count.
    pub(super) inner: Vec<(Vec<String>, u64)>,
    pub(super) rows: Vec<Row>,
}

pub(super) fn lines(folder: &Path, name: &str) -> Vec<Line> {
    let text = std::fs::read_to_string(folder.join(name)).expect("the case can be read");
    let mut rows = text.lines().map(|line| line.split(',').map(|cell| cell.trim_matches('"').to_owned()).collect::<Vec<_>>());
    let header = rows.next().expect("the case has a header");
    rows.map(|row| header.iter().cloned().zip(row).collect()).collect()
}

fn is_total(code: &str) -> bool {
    code.eq_ignore_ascii_case("total")
}

impl Case {
    /// The columns of labels, each once.
    pub(super) fn columns(&self) -> Vec<&'static str> {
        let mut columns: Vec<&str> = Vec::new();
        for column in self.parts.iter().flat_map(|part| part.dimensions).flat_map(|dimension| dimension.1) {
            if !columns.contains(column) {
                columns.push(column);
            }
        }
        columns
    }

    pub(super) fn read(&self, folder: &Path) -> Peer {
        let columns = self.columns();
        let data = self.inner(folder);
        let mut inner: BTreeMap<Vec<String>, u64> = BTreeMap::new();
        let mut given: BTreeSet<Vec<String>> = BTreeSet::new();
        for line in &data {
            let labels: Vec<String> = columns.iter().map(|column| line[*column].clone()).collect();
            if matches!(self.primary, Primary::Given(_)) && self.is_primary(line) == Some(true) {
                let _ = given.insert(labels.clone());
            }
            *inner.entry(labels).or_default() += hundredths(&line[self.count]) / 100;
        }
        let inner: Vec<(Vec<String>, u64)> = inner.into_iter().collect();
        let mut rows = Vec::new();
        for (part, about) in self.parts.iter().enumerate() {
            match about.cells {
                Some(file) => rows.extend(lines(folder, file).iter().filter_map(|line| self.row(part, line, &inner))),
                None => {
                    // What several tables have in common is one cell to a peer that tells a number only.
                    let mut new = self.crossed(part, &inner, &given);
                    let known: BTreeSet<&Vec<Option<String>>> = rows.iter().map(|row: &Row| &row.labels).collect();
                    new.retain(|row| !known.contains(&row.labels));
                    rows.extend(new);
                }
            }
        }
        Peer { inner, rows }
    }

    /// The lines of the inner data, without margins.
    fn inner(&self, folder: &Path) -> Vec<Line> {
        let mut data = lines(folder, &format!("{}.csv", self.data));
        match self.data {
            "rtauargus_act_size" => {
                // The activities are nested: a file of its own says how.
                let nested: BTreeMap<String, Line> =
                    lines(folder, "rtauargus_activity_hierarchy.csv").into_iter().map(|line| (line["A88"].clone(), line)).collect();
                data.retain(|line| nested.contains_key(&line["activity"]));
                data.iter_mut().for_each(|line| line.extend(nested[&line["activity"]].clone()));
            }
            "tauargus_simple2d" => {
                // A group of regions stands before the regions that it holds; the last is in none.
                let mut group = String::new();
                for line in &mut data {
                    if line["region"].parse::<u32>().is_err() {
                        group.clone_from(&line["region"]);
                    }
                    let own = if line["region"] == "99" { "99".to_owned() } else { group.clone() };
                    let _ = line.insert("group".to_owned(), own);
                }
                data.retain(|line| line["group"] != line["region"] || line["region"] == "99");
                data.retain(|line| line["status"] != "empty");
            }
            _ => {}
        }
        let named: Vec<&str> = self.columns();
        data.retain(|line| named.iter().all(|column| !is_total(&line[*column])));
        data.retain(|line| self.only.is_none_or(|(column, wanted)| wanted.contains(&line[column].as_str())));
        data
    }

    /// A cell of the peer's file; none where it is empty.
    fn row(&self, part: usize, line: &Line, inner: &[(Vec<String>, u64)]) -> Option<Row> {
        let columns = self.columns();
        let mut labels: Vec<Option<String>> = vec![None; columns.len()];
        for Dimension(name, from) in self.parts[part].dimensions {
            let code = &line[*name];
            if !is_total(code) {
                let places = from.iter().filter_map(|column| columns.iter().position(|known| known == column));
                let place = places.into_iter().find(|place| inner.iter().any(|(labels, _)| labels[*place] == *code))?;
                labels[place] = Some(code.clone());
            }
        }
        let members = members(inner, &labels);
        let count = members.iter().map(|cell| inner[*cell].1).sum();
        let value = line.get(self.count).or(line.get("value")).filter(|value| !value.is_empty())?;
        // Magnitudes are whole here and rounded there.
        assert!(hundredths(value).abs_diff(count * 100) < 100 * 20, "{}: {line:?}", self.name);
        let primary = self.is_primary(line);
        let withheld = match self.theirs {
            Theirs::Column(column) => Some(["1", "x"].contains(&line[column].as_str()) || primary == Some(true)),
            Theirs::Numbers(_) => None,
        };
        Some(Row { part, labels, members, count, primary, withheld })
    }

    /// Whether a line of the peer's says that its cell is primary; none where it says nothing of that.
    fn is_primary(&self, line: &Line) -> Option<bool> {
        let named = match self.primary {
            Primary::Few(..) => &["primary"],
            Primary::Given(named) => named,
        };
        named.iter().filter_map(|column| line.get(*column)).map(|word| is_yes(word)).reduce(|one, other| one || other)
    }

    /// Every combination of the codes of a part's dimensions and their totals that holds an inner cell.
    fn crossed(&self, part: usize, inner: &[(Vec<String>, u64)], given: &BTreeSet<Vec<String>>) -> Vec<Row> {
        let columns = self.columns();
        let mut keys: BTreeSet<Vec<Option<String>>> = BTreeSet::new();
        for (labels, _) in inner {
            let mut all: Vec<Vec<Option<String>>> = vec![vec![None; columns.len()]];
            for Dimension(_, from) in self.parts[part].dimensions {
                let mut next = all.clone();
                for place in from.iter().filter_map(|column| columns.iter().position(|known| known == column)) {
                    next.extend(all.iter().cloned().map(|mut key| {
                        key[place] = Some(labels[place].clone());
                        key
                    }));
                }
                all = next;
            }
            keys.extend(all);
        }
        let row = |labels: Vec<Option<String>>| {
            let members = members(inner, &labels);
            let count = members.iter().map(|cell| inner[*cell].1).sum();
            let is_inner = labels.iter().all(Option::is_some) && given.contains(&labels.iter().flatten().cloned().collect::<Vec<_>>());
            let primary = matches!(self.primary, Primary::Given(_)).then_some(is_inner);
            Row { part, labels, members, count, primary, withheld: None }
        };
        keys.into_iter().map(row).collect()
    }
}

/// The inner cells that have all labels of a row.
fn members(inner: &[(Vec<String>, u64)], labels: &[Option<String>]) -> Vec<usize> {
    let under = |own: &[String]| own.iter().zip(labels).all(|(own, wanted)| wanted.as_ref().is_none_or(|wanted| wanted == own));
    inner.iter().enumerate().filter(|(_, (own, _))| under(own)).map(|(place, _)| place).collect()
}

/// What the peers' files say of a primary cell.
fn is_yes(word: &str) -> bool {
    ["1", "primary", "U"].contains(&word)
}

/// A decimal number.
fn hundredths(number: &str) -> u64 {
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let part: String = part.chars().chain("00".chars()).take(2).collect();
    whole.parse::<u64>().expect("a number") * 100 + part.parse::<u64>().expect("a number")
}

/// The folder of the cases, if it is at hand.
pub(super) fn folder() -> Option<PathBuf> {
    use std::io::Write as _;
    let folder = std::env::var_os("FRANVARO_CASES").map(PathBuf::from);
    if folder.is_none() {
        // Past the test harness, which keeps what a passing test prints to itself.
        writeln!(std::io::stderr(), "skipped: FRANVARO_CASES does not name the folder with the cases made by others")
            .expect("the test can write");
    }
    folder
}
