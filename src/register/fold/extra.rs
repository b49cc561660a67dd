//! Extra columns while files are read. Their cells may be anything, names among them: what is remembered of a column is forgotten as
//! soon as it turns out to be unfit, and what is left at the end are labels.

use super::{Folder, bytes};
use crate::finding::{Finding, Findings, Kind as FindingKind, Place};
use crate::layout::value::{NumberStyle, day_of_text, thousandths_of_number, thousandths_of_text, truth_of_text};
use crate::layout::{Layout, Role, Vocabulary, personal_role};
use crate::locale::{Key, Sentence};
use crate::order::Order as _;
use crate::register::classes::Borders;
use crate::register::draft::Source;
use crate::register::extra::{Column, Extra, MOST, Says, Values, is_taken, spelling};
use crate::register::intern::Known;
use crate::register::{Breakdown, Label, collation};
use crate::source::{Cell, Row};
use hashbrown::HashMap;

/// Different words that a column can have, and the letters of one.
const WORDS: usize = 30;
const LETTERS: usize = 40;

/// Different cells that a column of numbers can have.
const CELLS: usize = 60_000;

/// A larger number, in thousandths, is no result: it could be somebody's.
const LARGEST: i64 = 1_000_000_000;

/// With no more words than this, each may be of a single pupil: a small school has few of any kind.
const FEW: usize = 5;

/// Why a column is not kept.
#[derive(Clone, Copy)]
enum Unfit {
    /// Its header says that it is about a person.
    Personal(Role),
    /// Reports use its header for something else.
    Taken,
    /// Two columns of a table have its header.
    Twice,
    /// There are as many before it as can be.
    Full,
    /// It has too many different words.
    ManyWords,
    /// One of its cells is longer than a label.
    LongWord,
    /// A cell looks like a number or an address that a person is known by.
    Identities,
    /// Its words are nearly as many as the pupils.
    OfOne,
    /// Classes were given, and it is not of numbers.
    NoNumbers,
    /// Nothing stands in it.
    Empty,
}

impl Unfit {
    fn sentence(self) -> Sentence {
        let whole = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        match self {
            Self::Personal(role) => Key::ExtraPersonal.with("role", Sentence::from(role.word())),
            Self::Taken => Key::ExtraTaken.into(),
            Self::Twice => Key::ExtraTwice.into(),
            Self::Full => Key::ExtraFull.with("most", whole(MOST)),
            Self::ManyWords => Key::ExtraManyWords.with("most", whole(WORDS)),
            Self::LongWord => Key::ExtraLongWord.with("most", whole(LETTERS)),
            Self::Identities => Key::ExtraIdentities.into(),
            Self::OfOne => Key::ExtraOfOne.into(),
            Self::NoNumbers => Key::ExtraNoNumbers.into(),
            Self::Empty => Key::ExtraEmpty.into(),
        }
    }
}

/// What one cell says, in each way in which its column may turn out to be read.
struct Said {
    /// In the least of its spellings.
    text: String,
    number: Option<i64>,
    truth: Option<bool>,
}

/// A column of which cells are read.
struct Draft {
    /// By what it is known in every table.
    spelling: String,
    header: String,
    /// Where it was first seen.
    place: Place,
    borders: Vec<i64>,
    /// What cells say, from the number [`Values::FIRST`] on.
    said: Vec<Said>,
    numbers: HashMap<String, u16>,
    words: usize,
    unfit: Option<Unfit>,
}

/// A column of the table at hand.
struct Here {
    index: usize,
    /// Its place among all.
    column: usize,
    style: NumberStyle,
    known: Known<u16>,
}

/// The extra columns of all tables so far.
#[derive(Default)]
pub(super) struct Extras {
    all: Vec<Draft>,
    here: Vec<Here>,
}

impl Extras {
    /// Rows come from another table from here on.
    pub(super) fn table(&mut self, layout: &Layout, vocabulary: &Vocabulary, place: &Place) {
        self.here.clear();
        for column in layout.columns.iter().filter(|column| column.role == Some(Role::Extra)) {
            let place = Place { column: Some(column.index), header: Some(column.header.clone()), ..place.clone() };
            let number = self.number(&column.header, place);
            let twice = self.here.iter().any(|here| here.column == number);
            let Some(draft) = self.all.get_mut(number) else { continue };
            if draft.borders.is_empty() {
                draft.borders.clone_from(&column.borders);
            }
            if twice {
                draft.forget(Unfit::Twice);
            } else if is_taken(&column.header) {
                draft.forget(Unfit::Taken);
            } else if let Some(role) = personal_role(&column.header, layout.system.as_ref(), vocabulary) {
                draft.forget(Unfit::Personal(role));
            } else if number >= MOST {
                draft.forget(Unfit::Full);
            }
            self.here.push(Here { index: column.index, column: number, style: column.style, known: Known::default() });
        }
        let all = &self.all;
        self.here.retain(|here| all.get(here.column).is_some_and(|draft| draft.unfit.is_none()));
    }

    /// The place of a column among all, new or known.
    fn number(&mut self, header: &str, place: Place) -> usize {
        let spelling = spelling(header);
        if let Some((number, draft)) = self.all.iter_mut().enumerate().find(|(_, draft)| draft.spelling == spelling) {
            // However files are ordered, one spelling is shown.
            if *header < *draft.header {
                header.clone_into(&mut draft.header);
            }
            return number;
        }
        self.all.push(Draft {
            spelling,
            header: header.to_owned(),
            place,
            borders: Vec::new(),
            said: Vec::new(),
            numbers: HashMap::new(),
            words: 0,
            unfit: None,
        });
        self.all.len() - 1
    }

    /// The table at hand is at its end: what was remembered of its cells is forgotten.
    pub(super) fn leave(&mut self) {
        self.here.clear();
    }

    /// The columns of the table at hand.
    pub(super) fn columns(&self) -> impl Iterator<Item = usize> {
        self.here.iter().map(|here| here.index)
    }

    /// What all columns come to. The values in `sources` become places in their labels; of columns that are not kept nothing is left.
    pub(super) fn settle(self, sources: &mut [Source], pupils: usize, findings: &mut Findings) -> Vec<Column> {
        let mut settled: Vec<(usize, Column, Vec<u16>)> = Vec::new();
        for (number, mut draft) in self.all.into_iter().enumerate() {
            match draft.settle(pupils) {
                Ok((column, classes)) => settled.push((number, column, classes)),
                Err(unfit) => findings.add(Finding::new(FindingKind::ExtraUnfit, std::mem::take(&mut draft.place)).found(unfit.sentence())),
            }
        }
        settled.order_by_cached_key(|(_, column, _)| (collation(column.extra.header()), column.extra.clone()));
        for source in sources {
            let before = source.placement.extras;
            let mut after = Values::NONE;
            for (place, (number, _, classes)) in settled.iter().enumerate() {
                let value = before.get(*number);
                let class = usize::from(value).checked_sub(usize::from(Values::FIRST)).and_then(|said| classes.get(said));
                after.set(place, class.copied().unwrap_or(value));
            }
            source.placement.extras = after;
        }
        settled.into_iter().map(|(_, column, _)| column).collect()
    }
}

/// What tables can be broken down by that the files have of their own: what was kept of columns, and the columns of marks, in the order
/// of their headers. Two headers that differ in small and capital letters only are one to who asks, so the first is meant.
pub(super) fn breakdowns(kept: &[Column], marks: &[String]) -> Vec<Breakdown> {
    let marks = marks.iter().filter(|mark| !is_taken(mark)).map(|mark| Extra::new(mark, Says::Marks));
    let mut all: Vec<Extra> = kept.iter().map(|column| column.extra.clone()).collect();
    for mark in marks {
        if !all.iter().any(|known| known.is_called(mark.header())) {
            all.push(mark);
        }
    }
    all.order_by_cached_key(|extra| (collation(extra.header()), extra.clone()));
    all.into_iter().map(Breakdown::Extra).collect()
}

impl Draft {
    /// The column is not kept.
    fn forget(&mut self, unfit: Unfit) {
        self.unfit = self.unfit.or(Some(unfit));
        (self.said, self.numbers) = (Vec::new(), HashMap::new());
    }

    /// The number of what a cell says.
    fn read(&mut self, text: &str, number: Option<i64>, day: bool) -> u16 {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if self.unfit.is_some() || says_nothing(&text) {
            return Values::BLANK;
        }
        let key = text.to_lowercase();
        if let Some(known) = self.numbers.get(&key) {
            let said = usize::from(*known).checked_sub(usize::from(Values::FIRST)).and_then(|said| self.said.get_mut(said));
            said.filter(|said| text < said.text).into_iter().for_each(|said| said.text.clone_from(&text));
            return *known;
        }
        // A day says that something was done: `Utredning påbörjad`.
        let truth = if day { Some(true) } else { truth_of_text(&text) };
        let number = number.filter(|number| number.abs() < LARGEST);
        if number.is_none() && truth.is_none() {
            self.words += 1;
            let unfit = if self.words > WORDS {
                Some(Unfit::ManyWords)
            } else if text.chars().count() > LETTERS {
                Some(Unfit::LongWord)
            } else {
                names_somebody(&text).then_some(Unfit::Identities)
            };
            if let Some(unfit) = unfit {
                self.forget(unfit);
                return Values::BLANK;
            }
        }
        let next = u16::try_from(self.said.len()).ok().filter(|_| self.said.len() < CELLS).and_then(|next| next.checked_add(Values::FIRST));
        let Some(next) = next else {
            self.forget(Unfit::ManyWords);
            return Values::BLANK;
        };
        self.said.push(Said { text, number, truth });
        let _before = self.numbers.insert(key, next);
        next
    }

    /// What the column comes to, and for each thing that its cells say the number of its label.
    fn settle(&mut self, pupils: usize) -> Result<(Column, Vec<u16>), Unfit> {
        if let Some(unfit) = self.unfit {
            return Err(unfit);
        }
        let truths: Option<Vec<bool>> = self.said.iter().map(|said| said.truth).collect();
        let numbers: Option<Vec<i64>> = self.said.iter().map(|said| said.number).collect();
        let number_of =
            |class: usize| u16::try_from(class).ok().and_then(|class| class.checked_add(Values::FIRST)).unwrap_or(Values::BLANK);
        let given = !self.borders.is_empty();
        let (says, empty, labels, classes) = match (truths, numbers) {
            _ if self.said.is_empty() => return Err(Unfit::Empty),
            (Some(truths), _) if !given => {
                // Where nothing says no, an empty cell does.
                let empty = if truths.contains(&false) { Label::unknown() } else { Label::of_mark(false) };
                let classes = truths.iter().map(|truth| number_of(usize::from(!truth))).collect();
                (Says::Marks, empty, vec![Label::of_mark(true), Label::of_mark(false)], classes)
            }
            (_, Some(numbers)) => {
                let borders = Borders::of(&self.header, &numbers, &self.borders);
                let classes = numbers.iter().map(|number| number_of(borders.class(*number))).collect();
                (Says::Amounts, Label::unknown(), borders.labels(), classes)
            }
            _ if given => return Err(Unfit::NoNumbers),
            _ if self.said.len() > WORDS => return Err(Unfit::ManyWords),
            _ if self.said.len() > FEW && self.said.len() * 2 > pupils => return Err(Unfit::OfOne),
            _ => {
                let mut order: Vec<usize> = (0..self.said.len()).collect();
                let text = |place: usize| self.said.get(place).map_or("", |said| said.text.as_str());
                order.order_by_cached_key(|place| (collation(text(*place)), text(*place).to_owned()));
                let label = |(rank, place): (usize, &usize)| Label {
                    rank: u16::try_from(rank).unwrap_or(u16::MAX - 2),
                    text: text(*place).to_owned(),
                };
                let labels = order.iter().enumerate().map(label).collect();
                let place_of = |place: usize| order.iter().position(|known| *known == place).map_or(Values::BLANK, number_of);
                (Says::Words, Label::unknown(), labels, (0..self.said.len()).map(place_of).collect())
            }
        };
        let labels = [Label::unknown(), empty].into_iter().chain(labels).collect();
        Ok((Column { extra: Extra::new(&self.header, says), labels }, classes))
    }
}

/// Whether a cell says that nothing is known.
fn says_nothing(text: &str) -> bool {
    let words = ["saknas", "uppgift saknas", "okänd", "okänt", "ej känt", "vet ej", "unknown", "missing", "n/a", "null"];
    text.chars().all(|letter| matches!(letter, '-' | '–' | '—' | '.' | '…' | ' ')) || words.contains(&text.to_lowercase().as_str())
}

/// Whether a text is a personal number or an address, or has one in it.
fn names_somebody(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    text.contains('@') || digits >= 6
}

impl Folder {
    /// What the row says in the extra columns.
    pub(super) fn extras<R: Row>(&mut self, row: &R) -> Values {
        let mut values = Values::NONE;
        let Extras { all, here } = &mut self.extras;
        for column in here {
            let Some(draft) = all.get_mut(column.column) else { continue };
            if draft.unfit.is_some() {
                column.known = Known::default();
                continue;
            }
            let number = match row.cell(column.index) {
                Cell::Empty | Cell::Fault => Values::BLANK,
                Cell::Day(_) | Cell::Moment(..) => draft.read("x", None, true),
                Cell::Number(number) => draft.read(&number.to_string(), thousandths_of_number(number), false),
                _ => {
                    let raw = bytes(row, column.index);
                    let style = column.style;
                    column.known.get(&raw, || {
                        let text = row.text(&raw);
                        draft.read(&text, thousandths_of_text(&text, style), day_of_text(&text).is_some())
                    })
                }
            };
            values.set(column.column, number);
        }
        values
    }
}
