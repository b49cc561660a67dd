//! A table of a definition's file: its fields with their places, and what a field may hold.

use super::super::Name;
use super::super::vocabulary::{Word, meaning, near, nearest};
use super::fault::{Faults, listed, quoted};
use crate::locale::{Key, Sentence, Value};
use crate::order::Order as _;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A table with the place of its first byte.
#[derive(Clone, Copy)]
pub(super) struct Table<'a, 't> {
    /// As it is written, `[[clause]]`; empty for the top of the file.
    name: &'static str,
    at: usize,
    fields: &'a DeTable<'t>,
    /// Whether a field was found that it cannot have: what is missing may be that field misspelt, and goes without saying.
    strange: bool,
}

/// What was asked for cannot be had, and the fault is noted.
pub(super) struct Refused;

/// A field with the place of its value.
#[derive(Clone, Copy)]
pub(super) struct Field<'a, 't> {
    pub(super) name: &'static str,
    pub(super) at: usize,
    end: usize,
    pub(super) value: &'a DeValue<'t>,
}

impl<'a, 't> Table<'a, 't> {
    pub(super) const fn top(fields: &'a DeTable<'t>) -> Self {
        Self { name: "", at: 0, fields, strange: false }
    }

    /// A field, where it has one of that name.
    pub(super) fn field(self, name: &'static str) -> Option<Field<'a, 't>> {
        self.fields.get(name).map(|value| Field { name, at: value.span().start, end: value.span().end, value: value.get_ref() })
    }

    /// A field that must be there.
    pub(super) fn wanted(self, name: &'static str, faults: &mut Faults) -> Option<Field<'a, 't>> {
        self.field(name).or_else(|| self.lacking(Key::LanguageMissing.with("field", name), faults))
    }

    /// Notes that something is missing in it.
    pub(super) fn lacking<T>(self, sentence: Sentence, faults: &mut Faults) -> Option<T> {
        if self.strange {
            return None;
        }
        faults.note(self.at, sentence.with("table", self.words()))
    }

    /// One of these fields at most, for they exclude each other; noted is the second one.
    pub(super) fn one_of(self, names: &[&'static str], several: Key, faults: &mut Faults) -> Result<Option<Field<'a, 't>>, Refused> {
        let mut found = names.iter().filter_map(|name| self.field(name)).collect::<Vec<_>>();
        found.order_by_key(|field| field.at);
        let Some(second) = found.get(1) else { return Ok(found.pop()) };
        let beside = found.first().map_or("", |first| first.name);
        let _: Option<()> = faults.note(second.at, several.with("field", second.name).with("beside", beside));
        Err(Refused)
    }

    /// Notes each field that is none of the known ones. `top` are the fields that belong to the top of the file, which TOML
    /// takes for those of a table when they stand below its first line.
    #[must_use]
    pub(super) fn knows(mut self, known: &[&'static str], top: &[&'static str], faults: &mut Faults) -> Self {
        for (key, _) in self.fields {
            let name: &str = key.get_ref();
            if known.contains(&name) {
                continue;
            }
            let sentence = match nearest(known.iter().map(|known| (*known, *known)), name) {
                _ if !self.name.is_empty() && top.contains(&name) => Key::LanguageMisplaced.into(),
                Some(near) => Key::LanguageFieldNear.with("near", near),
                None => Key::LanguageField.into(),
            };
            let sentence = sentence.with("field", quoted(name)).with("table", self.words()).with("known", listed(known.iter().copied()));
            self.strange = true;
            let _: Option<()> = faults.note(key.span().start, sentence);
        }
        self
    }

    /// Notes each of these fields that it has, since it means nothing beside another.
    pub(super) fn lacks(self, fields: &[&'static str], beside: &str, faults: &mut Faults) {
        for (key, _) in self.fields.iter().filter(|(key, _)| fields.contains(&key.get_ref().as_ref())) {
            let sentence = Key::LanguageMeaningless.with("field", quoted(key.get_ref())).with("beside", beside);
            let _: Option<()> = faults.note(key.span().start, sentence);
        }
    }

    fn words(self) -> Value {
        if self.name.is_empty() { Sentence::from(Key::LanguageTop).into() } else { format!("`{}`", self.name).into() }
    }
}

impl<'a, 't> Field<'a, 't> {
    /// Notes that the field holds something of another type.
    fn unlike<T>(self, wanted: Key, faults: &mut Faults) -> Option<T> {
        let found = Sentence::from(match self.value {
            DeValue::String(_) => Key::LanguageTypeText,
            DeValue::Integer(_) | DeValue::Float(_) => Key::LanguageTypeNumber,
            DeValue::Boolean(_) => Key::LanguageTypeTruth,
            DeValue::Datetime(_) => Key::LanguageTypeDate,
            DeValue::Array(_) => Key::LanguageTypeList,
            DeValue::Table(_) => Key::LanguageTypeTable,
        });
        let sentence = Key::LanguageType.with("field", self.name).with("found", found).with("wanted", Sentence::from(wanted));
        faults.note(self.at, sentence)
    }

    /// Notes a fault of what the field says.
    pub(super) fn note<T>(self, faults: &mut Faults, key: Key, found: &str) -> Option<T> {
        faults.note(self.at, key.with("field", self.name).with("found", quoted(found)))
    }

    /// What is written there.
    pub(super) fn written(self, faults: &Faults) -> Value {
        faults.written(self.at..self.end)
    }

    /// What stands between the quotation marks.
    pub(super) fn text(self, faults: &mut Faults) -> Option<&'a str> {
        self.value.as_str().or_else(|| self.unlike(Key::LanguageTypeText, faults))
    }

    /// A number, between quotation marks or not.
    pub(super) fn number(self, faults: &mut Faults) -> Option<&'a str> {
        match self.value {
            DeValue::String(text) => Some(text.trim()),
            DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str()),
            DeValue::Float(number) => Some(number.as_str()),
            _ => self.unlike(Key::LanguageTypeNumber, faults),
        }
    }

    /// A text for people, on one line: runs of white space and line breaks are one space.
    pub(super) fn prose(self, faults: &mut Faults) -> Option<String> {
        let text = self.text(faults)?.split_whitespace().collect::<Vec<_>>().join(" ");
        self.seen(&text, faults)?;
        Some(text)
    }

    /// A text that is the header of a column, as the file spells it.
    pub(super) fn header(self, faults: &mut Faults) -> Option<String> {
        let text = self.text(faults)?.trim();
        self.seen(text, faults)?;
        Some(text.to_owned())
    }

    fn seen(self, text: &str, faults: &mut Faults) -> Option<()> {
        if text.is_empty() {
            return faults.note(self.at, Key::LanguageEmpty.with("field", self.name));
        }
        if text.chars().any(char::is_control) {
            return faults.note(self.at, Key::LanguageUnseen.with("field", self.name));
        }
        Some(())
    }

    /// One of the words of a list.
    pub(super) fn word<T: Clone>(self, words: &[Word<T>], faults: &mut Faults) -> Option<T> {
        let text = self.text(faults)?.trim();
        if let Some(meaning) = meaning(words, text) {
            return Some(meaning.clone());
        }
        let sentence = match near(words, text) {
            Some(near) => Key::LanguageWordNear.with("near", near),
            None => Key::LanguageWord.into(),
        };
        let known = listed(words.iter().map(|word| word.word));
        faults.note(self.at, sentence.with("field", self.name).with("found", quoted(text)).with("known", known))
    }

    /// The items of a list, at most so many.
    pub(super) fn items(self, most: usize, faults: &mut Faults) -> Option<Vec<Self>> {
        let Some(array) = self.value.as_array() else { return self.unlike(Key::LanguageTypeList, faults) };
        if array.len() > most {
            let sentence = Key::LanguageTooMany.with("field", self.name).with("found", array.len().to_string());
            return faults.note(self.at, sentence.with("most", most.to_string()));
        }
        Some(array.iter().map(|item| self.item(item)).collect())
    }

    fn item(self, item: &'a Spanned<DeValue<'t>>) -> Self {
        Self { name: self.name, at: item.span().start, end: item.span().end, value: item.get_ref() }
    }

    /// A table, under the name to call it by.
    pub(super) fn table(self, name: &'static str, faults: &mut Faults) -> Option<Table<'a, 't>> {
        let Some(fields) = self.value.as_table() else { return self.unlike(Key::LanguageTypeTable, faults) };
        Some(Table { name, at: self.at, fields, strange: false })
    }

    /// The tables of a list of them, which people write with single brackets by mistake.
    pub(super) fn tables(self, most: usize, faults: &mut Faults) -> Option<Vec<Self>> {
        if self.value.is_table() {
            return faults.note(self.at, Key::LanguageDouble.with("field", self.name));
        }
        self.items(most, faults)
    }

    /// A text in both languages: `sv` and `en`, or one text for both.
    pub(super) fn bilingual(self, table: &'static str, top: &[&'static str], faults: &mut Faults) -> Option<Name> {
        if self.value.is_str() {
            let text = self.prose(faults)?;
            return Some(Name { sv: text.clone(), en: text });
        }
        if !self.value.is_table() {
            return self.unlike(Key::LanguageTypeBilingual, faults);
        }
        let table = self.table(table, faults)?.knows(&["sv", "en"], top, faults);
        let mut text = |language| table.wanted(language, faults)?.prose(faults);
        let (sv, en) = (text("sv"), text("en"));
        Some(Name { sv: sv?, en: en? })
    }
}

/// Every value, or none where one could not be read; each was tried, so that all faults are noted.
pub(super) fn every<T>(values: Vec<Option<T>>) -> Option<Vec<T>> {
    values.into_iter().collect()
}
