//! The file that decisions about layouts are saved in: TOML that people can read, mend and send on. Nothing in it is about a
//! pupil: it holds headers, words and what they mean; no file names, sheets, schools, periods or cells.
//!
//! ```toml
//! schema = "franvarokalkyl/choices/1"
//!
//! [[layout]]
//! headers = ["elevens nr", "dag", "tid", "vad"]
//!
//! [layout.columns]
//! "Elevens nr" = "pupil_id"
//! "Tid" = { role = "length", unit = "hours" }
//! "Meritvärde" = { role = "extra", classes = [150, 200, 250] }
//! "Kommentar" = "-"
//!
//! [layout.kinds]
//! "Frånv" = "unauthorised"
//! ```
//!
//! Tables `columns` and `kinds` outside any `[[layout]]` hold for tables of any layout.

use super::value::{NumberStyle, decimal, thousandths_of_number, thousandths_of_text};
use super::{Choice, Kind, LayoutChoice, Role, Unit, plain};
use crate::locale::{Key, Language, Sentence, Value as Word};
use crate::order::Order as _;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::{Spanned, Value};

/// What the file calls itself.
const SCHEMA: &str = "franvarokalkyl/choices/1";

/// The role of a column that is left out.
const LEFT_OUT: &str = "-";

/// Why a file of choices cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedFault {
    /// The line, from 1, where it is known.
    pub line: Option<usize>,
    /// What is wrong there, and what is known.
    pub what: Sentence,
}

impl SavedFault {
    /// What is wrong, with its line.
    #[must_use]
    pub fn sentence(&self) -> Sentence {
        match self.line {
            Some(line) => Key::ChoiceFaultLine.with("line", line.to_string()).with("what", self.what.clone()),
            None => self.what.clone(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    schema: Option<Spanned<String>>,
    #[serde(default)]
    layout: Vec<Layout>,
    #[serde(default)]
    columns: Entries,
    #[serde(default)]
    kinds: Entries,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Layout {
    headers: Vec<String>,
    #[serde(default)]
    columns: Entries,
    #[serde(default)]
    kinds: Entries,
}

type Entries = BTreeMap<String, Spanned<Value>>;

/// Reads a file of choices.
///
/// # Errors
/// The first thing in it that cannot be understood.
pub fn parse(text: &str) -> Result<Vec<LayoutChoice>, SavedFault> {
    let text = text.trim_start_matches('\u{feff}');
    let reader = Reader { text };
    let file: File = toml::from_str(text).map_err(|fault| SavedFault {
        line: fault.span().map(|span| reader.line(span.start)),
        what: Key::ChoiceFaultToml.with("found", fault.message()),
    })?;
    if let Some(schema) = file.schema.filter(|schema| schema.get_ref() != SCHEMA) {
        let what = Key::ChoiceFaultSchema.with("found", schema.get_ref().as_str()).with("known", SCHEMA);
        return Err(SavedFault { line: Some(reader.line(schema.span().start)), what });
    }
    let any = Layout { headers: Vec::new(), columns: file.columns, kinds: file.kinds };
    let layouts = std::iter::once(any).chain(file.layout).map(|layout| reader.layout(layout));
    let layouts: Vec<LayoutChoice> = layouts.collect::<Result<_, _>>()?;
    let layouts: Vec<LayoutChoice> = layouts.into_iter().filter(|layout| !layout.columns.is_empty() || !layout.kinds.is_empty()).collect();
    if layouts.is_empty() { Err(SavedFault { line: None, what: Key::ChoiceFaultEmpty.into() }) } else { Ok(layouts) }
}

struct Reader<'a> {
    text: &'a str,
}

impl Reader<'_> {
    /// The line, from 1, of a place in the text.
    fn line(&self, at: usize) -> usize {
        self.text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
    }

    fn fault(&self, at: &Spanned<Value>, what: Sentence) -> SavedFault {
        SavedFault { line: Some(self.line(at.span().start)), what }
    }

    fn layout(&self, layout: Layout) -> Result<LayoutChoice, SavedFault> {
        Ok(LayoutChoice {
            headers: layout.headers.iter().map(|header| plain(header)).filter(|header| !header.is_empty()).collect(),
            columns: layout.columns.into_iter().map(|(header, value)| self.column(header, &value)).collect::<Result<_, _>>()?,
            kinds: layout.kinds.into_iter().map(|(word, value)| self.kind(word, &value)).collect::<Result<_, _>>()?,
        })
    }

    /// `"class"`, `"-"`, `{ role = "length", unit = "hours" }` or `{ role = "extra", classes = [150, 200] }`.
    fn column(&self, header: String, value: &Spanned<Value>) -> Result<Choice, SavedFault> {
        let (role, unit, classes) = match value.get_ref() {
            Value::String(role) => (role.as_str(), None, None),
            Value::Table(table) if table.keys().all(|key| ["role", "unit", "classes"].contains(&key.as_str())) => {
                (table.get("role").and_then(Value::as_str).unwrap_or_default(), table.get("unit"), table.get("classes"))
            }
            _ => return Err(self.fault(value, Key::ChoiceFaultColumn.with("header", header))),
        };
        let unit = match unit {
            None => None,
            Some(name) => {
                let known = name.as_str().and_then(Unit::named);
                let what = || Key::ChoiceFaultUnit.with("found", quoted(name)).with("known", names(&Unit::ALL.map(Unit::name)));
                Some(known.ok_or_else(|| self.fault(value, what()))?)
            }
        };
        let role = match role {
            LEFT_OUT => None,
            name => {
                let what = || Key::ChoiceFaultRole.with("found", format!("\"{name}\"")).with("known", names(&Role::ALL.map(Role::name)));
                Some(Role::named(name).ok_or_else(|| self.fault(value, what()))?)
            }
        };
        let borders = match classes {
            None => Vec::new(),
            Some(classes) => borders(classes)
                .filter(|_| role == Some(Role::Extra))
                .ok_or_else(|| self.fault(value, Key::ChoiceFaultClasses.with("header", header.as_str())))?,
        };
        Ok(Choice { header, role, unit, borders })
    }

    fn kind(&self, word: String, value: &Spanned<Value>) -> Result<(String, Kind), SavedFault> {
        let Value::String(name) = value.get_ref() else { return Err(self.fault(value, Key::ChoiceFaultWord.with("word", word))) };
        let what = || Key::ChoiceFaultKind.with("found", format!("\"{name}\"")).with("known", names(&Kind::ALL.map(Kind::name)));
        Kind::named(name).map(|kind| (word, kind)).ok_or_else(|| self.fault(value, what()))
    }
}

/// Numbers that rise or not, as numbers or as texts with a decimal comma; none when one is no number.
fn borders(classes: &Value) -> Option<Vec<i64>> {
    let number = |value: &Value| match value {
        Value::String(text) => thousandths_of_text(text, NumberStyle::Comma),
        Value::Integer(whole) => whole.checked_mul(1000),
        Value::Float(number) => thousandths_of_number(*number),
        _ => None,
    };
    classes.as_array()?.iter().map(number).collect::<Option<Vec<i64>>>().filter(|borders| !borders.is_empty())
}

fn quoted(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), |text| format!("\"{text}\""))
}

fn names(names: &[&str]) -> Word {
    Word::List(names.iter().map(|name| Word::from(*name)).collect())
}

/// Decisions as a file that [`parse`] reads. The comment at its top is in that language.
#[must_use]
pub fn write(layouts: &[LayoutChoice], language: Language) -> String {
    let mut text = format!("# {}\nschema = {}\n", Key::ChoiceFileComment.text(language), string(SCHEMA));
    // What holds for any layout comes first: in TOML it would else belong to the layout before it.
    let mut sorted: Vec<&LayoutChoice> = layouts.iter().collect();
    sorted.order_by_key(|layout| !layout.headers.is_empty());
    for layout in sorted {
        let prefix = if layout.headers.is_empty() {
            ""
        } else {
            let headers: Vec<String> = layout.headers.iter().map(|header| string(header)).collect();
            text += &format!("\n[[layout]]\nheaders = [{}]\n", headers.join(", "));
            "layout."
        };
        if !layout.columns.is_empty() {
            text += &format!("\n[{prefix}columns]\n");
            for choice in &layout.columns {
                let role = string(choice.role.map_or(LEFT_OUT, Role::name));
                let unit = choice.unit.map(|unit| format!(", unit = {}", string(unit.name())));
                let borders: Vec<String> = choice.borders.iter().map(|border| decimal(*border, '.')).collect();
                let classes = (!borders.is_empty()).then(|| format!(", classes = [{}]", borders.join(", ")));
                let more: String = unit.into_iter().chain(classes).collect();
                let meaning = if more.is_empty() { role } else { format!("{{ role = {role}{more} }}") };
                text += &format!("{} = {meaning}\n", string(&choice.header));
            }
        }
        if !layout.kinds.is_empty() {
            text += &format!("\n[{prefix}kinds]\n");
            for (word, kind) in &layout.kinds {
                text += &format!("{} = {}\n", string(word), string(kind.name()));
            }
        }
    }
    text
}

/// A basic string of TOML, which may also be a key.
fn string(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            letter if letter.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(letter))),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(header: &str, role: Option<Role>, unit: Option<Unit>) -> Choice {
        Choice { header: header.to_owned(), role, unit, borders: Vec::new() }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let any = LayoutChoice { columns: vec![column("A", Some(Role::Date), None)], ..LayoutChoice::default() };
        let one = LayoutChoice {
            headers: vec!["elevens nr".into(), "tid".into()],
            columns: vec![
                column("Elevens \"nr\"\\", Some(Role::PupilId), None),
                Choice { borders: vec![2_500, 150_000], ..column("Merit", Some(Role::Extra), None) },
                column("Tid", Some(Role::Length), Some(Unit::Hours)),
            ],
            kinds: vec![(String::new(), Kind::Unregistered), ("Ogiltig\nfrånv\u{7}".into(), Kind::Unauthorised)],
        };
        let two = LayoutChoice { columns: vec![column("Kommentar", None, None)], headers: vec!["kommentar".into()], kinds: Vec::new() };
        let text = write(&[one.clone(), any.clone(), two.clone()], Language::Swedish);
        assert_eq!(parse(&text), Ok(vec![any, one, two]), "{text}");
    }

    #[test]
    fn the_bare_form_holds_for_any_layout() {
        let layouts = parse("[columns]\nA = \"date\"\nB = \"-\"\n\n[kinds]\nSj = \"reported\"\n");
        let any = LayoutChoice {
            headers: Vec::new(),
            columns: vec![column("A", Some(Role::Date), None), column("B", None, None)],
            kinds: vec![("Sj".into(), Kind::Reported)],
        };
        assert_eq!(layouts, Ok(vec![any]));
    }

    #[test]
    fn faults_have_a_line_and_name_what_is_known() {
        for (text, line, words) in [
            ("[columns]\nA = \"datum\"\n", Some(2), &["datum", "pupil_id", "length"][..]),
            ("[columns]\nA = { role = \"length\", unit = \"years\" }\n", Some(2), &["years", "minutes", "percent"]),
            ("[columns]\nA = 7\n", Some(2), &["A"]),
            ("[columns]\nA = { role = \"extra\", classes = [\"lite\"] }\n", Some(2), &["A", "klasser"]),
            ("[columns]\nA = { role = \"class\", classes = [1] }\n", Some(2), &["A", "extra"]),
            ("[columns]\nA = { roll = \"length\" }\n", Some(2), &["A"]),
            ("\n[kinds]\n\"Frånv\" = \"absent\"\n", Some(3), &["absent", "unauthorised"]),
            ("[kinds]\n\"Frånv\" = []\n", Some(2), &["Frånv"]),
            ("schema = \"franvarokalkyl/choices/9\"\n", Some(1), &["choices/9", SCHEMA]),
            ("[[layout]]\nheaders = [\"a\"]\n\n[layout.column]\nA = \"date\"\n", Some(4), &["column"]),
            ("[columns\n", Some(1), &["TOML"]),
            ("", None, &["columns"]),
        ] {
            let fault = parse(text).err();
            assert_eq!(fault.as_ref().and_then(|fault| fault.line), line, "{text}: {fault:?}");
            let said = fault.map_or_else(String::new, |fault| fault.sentence().render(Language::Swedish));
            for word in words {
                assert!(said.contains(word), "`{word}` is not in: {said}");
            }
        }
    }
}
