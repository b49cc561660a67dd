//! Everything that a release becomes: each format in both languages, the page's answer, names of files.

use franvarokalkyl::disclosure::Published;
use franvarokalkyl::locale::Language;
use franvarokalkyl::report::{Format, file_stem};
use franvarokalkyl::wire;
use serde_json::Value;
use std::io::{Cursor, Read};

pub(crate) const LANGUAGES: [Language; 2] = [Language::Swedish, Language::English];

/// Something that a reader can look into.
#[derive(Clone)]
pub(crate) struct Surface {
    /// What it is, for messages.
    pub(crate) name: String,
    /// The language that it is in; none where it is in both.
    pub(crate) language: Option<Language>,
    pub(crate) body: Body,
}

#[derive(Clone)]
pub(crate) enum Body {
    /// Text and nothing else.
    Plain(String),
    /// HTML or SVG.
    Markup(String),
    /// The contract.
    Json(String),
    /// The page's answer.
    Wire(Value),
    /// A part of a zip that has no text of its own for readers.
    Part(String),
}

impl Body {
    /// As one text.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Plain(text) | Self::Markup(text) | Self::Json(text) | Self::Part(text) => text.clone(),
            Self::Wire(value) => value.to_string(),
        }
    }
}

/// All surfaces of a release.
pub(crate) fn surfaces(published: &Published) -> Vec<Surface> {
    let mut all = Vec::new();
    for language in LANGUAGES {
        for format in Format::ALL {
            let name = format!("{} ({})", format.ending(), language.tag());
            all.extend(of_bytes(&name, Some(language), format.ending(), &format.write(&[published], language).unwrap()));
            all.push(Surface { name, language: None, body: Body::Plain(format!("{}.{}", file_stem(published), format.ending())) });
        }
    }
    let mut answer = |name: &str, value: Value| all.push(Surface { name: name.to_owned(), language: None, body: Body::Wire(value) });
    answer("the page's report", serde_json::to_value(wire::Report::of(published, None)).unwrap());
    if let Some(curve) = wire::Curve::of(published) {
        answer("the page's curve", serde_json::to_value(curve).unwrap());
    }
    all
}

/// The surfaces of a file.
pub(crate) fn of_bytes(name: &str, language: Option<Language>, ending: &str, bytes: &[u8]) -> Vec<Surface> {
    if bytes.starts_with(b"PK") {
        return unpacked(name, language, bytes);
    }
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let body = match ending {
        "json" => Body::Json(text),
        "html" | "svg" => Body::Markup(text),
        _ => Body::Plain(text),
    };
    vec![Surface { name: name.to_owned(), language, body }]
}

/// The cells of a workbook as text, sheet by sheet, and every part of the zip as it is.
fn unpacked(name: &str, language: Option<Language>, bytes: &[u8]) -> Vec<Surface> {
    let mut all = Vec::new();
    let mut add = |part: &str, body: Body| all.push(Surface { name: format!("{name}: {part}"), language, body });
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).unwrap();
        let mut text = Vec::new();
        let _ = part.read_to_end(&mut text).unwrap();
        let name = part.name().unwrap().into_owned();
        add(&name, Body::Part(String::from_utf8_lossy(&text).into_owned()));
    }
    if let Ok(mut book) = calamine::open_workbook_auto_from_rs(Cursor::new(bytes)) {
        use calamine::Reader as _;
        for (sheet, cells) in book.worksheets() {
            let lines = cells.rows().map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>().join("\t"));
            add(&sheet, Body::Plain(lines.fold(sheet.clone(), |text, line| text + "\n" + &line)));
        }
    }
    all
}
