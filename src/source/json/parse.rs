//! JSON into a [`Store`], as it comes: no tree of the whole is made.

use super::store::{Scalar, Store};
use crate::finding::{Finding, Kind, Place};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Names that wrap a page of a list and say nothing of what is in it.
const ENVELOPES: [&str; 6] = ["data", "items", "value", "values", "result", "results"];

/// Reads one file: a list, an object of lists, pages of these, or an object on each line.
pub(super) fn parse(text: &[u8], file: usize, name: &str, store: &mut Store) -> Result<(), Box<Finding>> {
    let mut reader = serde_json::Deserializer::from_slice(text);
    let lines = is_lines(text);
    let mut list = lines.then(|| store.begin(file, name));
    while reader.end().is_err() {
        let read = match &mut list {
            Some(_) => Element { store, file, name, list: &mut list }.deserialize(&mut reader),
            None => Top { store, file, name }.deserialize(&mut reader),
        };
        read.map_err(|fault| store.fault.take().unwrap_or_else(|| refusal(&fault)))?;
    }
    Ok(())
}

fn refusal(fault: &serde_json::Error) -> Box<Finding> {
    let place = Place { row: u64::try_from(fault.line()).ok().filter(|&line| line > 0), ..Place::default() };
    Finding::new(Kind::DamagedWorkbook, place).found(fault.to_string()).into()
}

/// Whether the first line is an object that is whole, and more follow.
fn is_lines(text: &[u8]) -> bool {
    let text = text.trim_ascii_start();
    let Some(end) = text.iter().position(|&byte| byte == b'\n') else { return false };
    let (line, rest) = text.split_at(end);
    let more = rest.trim_ascii_start().starts_with(b"{");
    let first = if more { serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(line).ok() } else { None };
    first.is_some_and(|object| !object.iter().any(|(key, value)| value.is_array() && ENVELOPES.contains(&key.as_str())))
}

/// Anything outside the objects of a list.
struct Top<'a> {
    store: &'a mut Store,
    file: usize,
    name: &'a str,
}

/// Something in a list; its objects make the array.
struct Element<'a> {
    store: &'a mut Store,
    file: usize,
    name: &'a str,
    list: &'a mut Option<usize>,
}

/// A value of an object, at a path.
struct Field<'a> {
    store: &'a mut Store,
    list: usize,
    path: &'a mut String,
}

/// Scalars mean nothing here.
macro_rules! scalars_pass {
    () => {
        fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
            Ok(())
        }
        fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
            Ok(())
        }
        fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
            Ok(())
        }
        fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
            Ok(())
        }
        fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
            Ok(())
        }
        fn visit_unit<E: Error>(self) -> Result<(), E> {
            Ok(())
        }
        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("JSON")
        }
    };
}

macro_rules! any_value {
    ($($seed:ident)*) => {
        $(impl<'de> DeserializeSeed<'de> for $seed<'_> {
            type Value = ();
            fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
                deserializer.deserialize_any(self)
            }
        })*
    };
}

any_value!(Top Element Field);

impl<'de> Visitor<'de> for Top<'_> {
    type Value = ();

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            let name = if ENVELOPES.contains(&key.as_str()) { self.name } else { key.as_str() };
            map.next_value_seed(Top { store: self.store, file: self.file, name })?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let mut list = None;
        while seq.next_element_seed(Element { store: self.store, file: self.file, name: self.name, list: &mut list })?.is_some() {}
        Ok(())
    }

    scalars_pass!();
}

impl<'de> Visitor<'de> for Element<'_> {
    type Value = ();

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let list = *self.list.get_or_insert_with(|| self.store.begin(self.file, self.name));
        Field { store: self.store, list, path: &mut String::new() }.visit_map(map)?;
        self.store.arrays.get_mut(list).into_iter().for_each(super::store::Array::end_object);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    scalars_pass!();
}

impl Field<'_> {
    fn put<E: Error>(self, scalar: &Scalar<'_>) -> Result<(), E> {
        self.store.put(self.list, self.path, scalar).map_err(|finding| {
            self.store.fault = Some(finding);
            E::custom("")
        })
    }
}

impl<'de> Visitor<'de> for Field<'_> {
    type Value = ();

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let length = self.path.len();
        while let Some(key) = map.next_key::<String>()? {
            if length > 0 {
                self.path.push('.');
            }
            self.path.push_str(&key);
            map.next_value_seed(Field { store: self.store, list: self.list, path: self.path })?;
            self.path.truncate(length);
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element_seed(Field { store: self.store, list: self.list, path: self.path })?.is_some() {}
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        if text.is_empty() { Ok(()) } else { self.put(&Scalar::Text(text)) }
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<(), E> {
        self.put(&Scalar::Truth(truth))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        self.put(&Scalar::Number(number))
    }

    #[expect(clippy::cast_precision_loss, reason = "JSON's numbers are floating point, as those of workbooks")]
    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        self.put(&Scalar::Number(number as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "JSON's numbers are floating point, as those of workbooks")]
    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        self.put(&Scalar::Number(number as f64))
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }
}
