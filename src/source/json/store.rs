//! Objects of JSON, flattened: one header for each path to a value, one list of cells for each object.

use super::super::Cell;
use super::super::excess::{over, whole};
use crate::finding::Finding;
use crate::limits::Limits;
use crate::locale::Key;
use std::collections::HashMap;

/// All arrays of objects of all files that belong together, and their text.
pub(super) struct Store {
    pub(super) arrays: Vec<Array>,
    text: String,
    limits: Limits,
    cells: u64,
    /// What is over a limit.
    pub(super) fault: Option<Box<Finding>>,
}

/// One array.
pub(super) struct Array {
    /// The file that it stands in, among those that belong together.
    pub(super) file: usize,
    /// The name under which it stands there; the file's where it has none.
    pub(super) name: String,
    /// The paths to its values, in the order first seen.
    pub(super) headers: Vec<String>,
    known: HashMap<String, usize>,
    /// For each header, the object that had a value there last, and the value's place among the cells.
    last: Vec<(usize, usize)>,
    /// The values of each object, in the order of headers once it is complete.
    cells: Vec<(u32, Held)>,
    /// Where each object's cells end.
    ends: Vec<usize>,
}

/// A value.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Held {
    /// From and to in the text of all.
    Text(u32, u32),
    Number(f64),
    Truth(bool),
}

/// A value as it was read.
pub(super) enum Scalar<'a> {
    Text(&'a str),
    Number(f64),
    Truth(bool),
}

impl Array {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn header(&self, path: &str) -> Option<usize> {
        self.known.get(path).copied()
    }

    /// The values of an object, each with its header.
    pub(super) fn object(&self, number: usize) -> &[(u32, Held)] {
        let begin = number.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        self.ends.get(number).and_then(|end| self.cells.get(begin..*end)).unwrap_or_default()
    }

    /// One value of an object.
    pub(super) fn value(&self, number: usize, header: usize) -> Option<Held> {
        let object = self.object(number);
        let place = object.binary_search_by_key(&header, |(known, _)| *known as usize).ok()?;
        object.get(place).map(|(_, held)| *held)
    }

    /// The object that was read last is complete.
    pub(super) fn end_object(&mut self) {
        let begin = self.ends.last().copied().unwrap_or_default();
        self.cells.get_mut(begin..).unwrap_or_default().sort_unstable_by_key(|(header, _)| *header);
        self.ends.push(self.cells.len());
    }
}

impl Store {
    pub(super) fn new(limits: &Limits) -> Self {
        Self { arrays: Vec::new(), text: String::new(), limits: *limits, cells: 0, fault: None }
    }

    /// A new array; answers its number.
    pub(super) fn begin(&mut self, file: usize, name: &str) -> usize {
        self.arrays.push(Array {
            file,
            name: name.to_owned(),
            headers: Vec::new(),
            known: HashMap::new(),
            last: Vec::new(),
            cells: Vec::new(),
            ends: Vec::new(),
        });
        self.arrays.len() - 1
    }

    /// Sets a value of the object at hand. A path that has one already, since the object holds a list there, gets both.
    pub(super) fn put(&mut self, array: usize, path: &str, scalar: &Scalar<'_>) -> Result<(), Box<Finding>> {
        let Some(list) = self.arrays.get_mut(array) else { return Ok(()) };
        let header = match list.known.get(path) {
            Some(header) => *header,
            None => {
                let header = list.headers.len();
                if header >= self.limits.columns {
                    return Err(over(Key::SourceOverColumns, whole(header + 1), whole(self.limits.columns)));
                }
                list.headers.push(path.to_owned());
                list.last.push((usize::MAX, 0));
                let _ = list.known.insert(path.to_owned(), header);
                header
            }
        };
        let object = list.ends.len();
        let before = list.last.get(header).filter(|(last, _)| *last == object).map(|(_, place)| *place);
        let held = match before.and_then(|place| list.cells.get_mut(place)) {
            Some((_, held)) => {
                let joined = format!("{}, {}", written(*held, &self.text), plain(scalar));
                *held = Self::keep(&mut self.text, &joined);
                return self.within(joined.len(), 0);
            }
            None => match scalar {
                Scalar::Text(text) => Self::keep(&mut self.text, text),
                Scalar::Number(number) => Held::Number(*number),
                Scalar::Truth(truth) => Held::Truth(*truth),
            },
        };
        list.last.iter_mut().skip(header).take(1).for_each(|last| *last = (object, list.cells.len()));
        list.cells.push((u32::try_from(header).unwrap_or(u32::MAX), held));
        let length = if let Scalar::Text(text) = scalar { text.len() } else { 0 };
        self.within(length, 1)
    }

    fn keep(all: &mut String, text: &str) -> Held {
        let begin = u32::try_from(all.len()).unwrap_or(u32::MAX);
        all.push_str(text);
        Held::Text(begin, u32::try_from(all.len()).unwrap_or(u32::MAX))
    }

    fn within(&mut self, text: usize, cells: u64) -> Result<(), Box<Finding>> {
        self.cells += cells;
        let held = whole(self.text.len());
        let most = self.limits.workbook_bytes.min(u64::from(u32::MAX));
        match () {
            () if text > self.limits.text_bytes => Err(over(Key::SourceOverText, whole(text), whole(self.limits.text_bytes))),
            () if held > most => Err(over(Key::SourceOverBytes, held, most)),
            () if self.cells > self.limits.cells => Err(over(Key::SourceOverCells, self.cells, self.limits.cells)),
            () => Ok(()),
        }
    }

    /// The text of a value that is one.
    pub(super) fn text(&self, held: Held) -> Option<&str> {
        match held {
            Held::Text(begin, end) => self.text.get(begin as usize..end as usize),
            Held::Number(_) | Held::Truth(_) => None,
        }
    }

    /// A value as it is compared with others, such as ids.
    pub(super) fn written(&self, held: Held) -> String {
        written(held, &self.text)
    }
}

impl Held {
    /// The cell of a value that is no text.
    pub(super) fn cell(self) -> Cell<'static> {
        match self {
            Self::Text(..) => Cell::Empty,
            Self::Number(number) => Cell::Number(number),
            Self::Truth(truth) => Cell::Truth(truth),
        }
    }
}

fn written(held: Held, all: &str) -> String {
    match held {
        Held::Text(begin, end) => all.get(begin as usize..end as usize).unwrap_or_default().to_owned(),
        Held::Number(number) => number.to_string(),
        Held::Truth(truth) => truth.to_string(),
    }
}

fn plain(scalar: &Scalar<'_>) -> String {
    match scalar {
        Scalar::Text(text) => (*text).to_owned(),
        Scalar::Number(number) => number.to_string(),
        Scalar::Truth(truth) => truth.to_string(),
    }
}
