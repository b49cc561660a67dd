//! HTML and SVG taken apart: what a reader sees, and what stands in tags.

use html5gum::{Token, Tokenizer, emitters::default::DefaultEmitter};
use std::collections::BTreeMap;

/// A tag with what stands in it, up to the next tag.
#[derive(Clone, Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) text: String,
}

impl Element {
    pub(crate) fn get(&self, attribute: &str) -> &str {
        self.attributes.get(attribute).map_or("", String::as_str)
    }

    /// A length or a place.
    pub(crate) fn number(&self, attribute: &str) -> i64 {
        self.get(attribute).parse().unwrap_or_else(|_| panic!("{attribute} of {self:?} is no whole number"))
    }
}

/// The tags of a document in order, or what should not be in it.
pub(crate) fn elements(markup: &str) -> Result<Vec<Element>, String> {
    let mut emitter = DefaultEmitter::<()>::new_with_span();
    // So that the style sheet is a text.
    emitter.naively_switch_states(true);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut elements = vec![Element::default()];
    for token in Tokenizer::new_with_emitter(markup, emitter) {
        match token {
            Ok(Token::StartTag(tag)) => elements.push(Element {
                name: text(&tag.name),
                attributes: tag.attributes.iter().map(|(name, value)| (text(name), text(&value.value))).collect(),
                text: String::new(),
            }),
            Ok(Token::EndTag(tag)) => elements.push(Element { name: format!("/{}", text(&tag.name)), ..Element::default() }),
            Ok(Token::String(string)) => elements.last_mut().unwrap().text.push_str(&text(&string.value)),
            Ok(Token::Doctype(_)) => {}
            Ok(Token::Comment(comment)) => return Err(format!("a comment: {}", text(&comment.value))),
            Ok(Token::Error(fault)) => return Err(format!("no markup: {fault:?}")),
            Err(never) => match never {},
        }
    }
    Ok(elements)
}

/// Attributes that say where something is drawn.
const PLACES: [&str; 16] =
    ["points", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "width", "height", "d", "viewbox", "viewBox", "transform"];

/// Every other attribute that may stand in a tag, and whether it is a colour; that its values say nothing is seen from the list below.
const WORDS: [(&str, &[&str]); 24] = [
    ("lang", &["sv", "en"]),
    ("charset", &["utf-8"]),
    ("name", &["viewport"]),
    ("content", &["width=device-width, initial-scale=1", "default-src 'none'; style-src 'unsafe-inline'"]),
    ("http-equiv", &["Content-Security-Policy"]),
    ("scope", &["col", "row"]),
    ("class", &["label", "total", "soft", "sr", "bar", "withheld", "key", "cell", "answer", "short"]),
    ("aria-hidden", &["true"]),
    ("role", &["img"]),
    ("xmlns", &["http://www.w3.org/2000/svg"]),
    ("text-anchor", &["start", "middle", "end"]),
    ("font-family", &["system-ui,'Segoe UI',Roboto,sans-serif"]),
    ("font-size", &["14"]),
    ("font-weight", &["650"]),
    ("stroke-width", &["2", "1.5"]),
    ("stroke-dasharray", &["2 2", "8 4", "2 3", "12 3 2 3", "5 2", "1 5", "6 4"]),
    ("patternunits", &["userSpaceOnUse"]),
    ("patternUnits", &["userSpaceOnUse"]),
    ("patterntransform", &["rotate(45)"]),
    ("patternTransform", &["rotate(45)"]),
    // Names of parts, and colours: see below.
    ("id", &[]),
    ("aria-labelledby", &[]),
    ("fill", &[]),
    ("stroke", &[]),
];

const ELEMENTS: [&str; 37] = [
    "html", "meta", "title", "style", "main", "h1", "h2", "p", "ul", "li", "table", "caption", "thead", "tbody", "tr", "th", "td", "span",
    "svg", "desc", "defs", "pattern", "rect", "circle", "path", "line", "text", "", "head", "body", "g", "figure", "section", "footer",
    "h3", "h4", "polyline",
];

/// What stands in a tag and has no business there.
pub(crate) fn odd(element: &Element) -> Vec<String> {
    let mut odd = Vec::new();
    if !ELEMENTS.contains(&element.name.trim_start_matches('/')) {
        odd.push(format!("an element <{}>", element.name));
    }
    for (name, value) in &element.attributes {
        let is_place = |letter: char| letter.is_ascii_digit() || " -.,MLrotate()".contains(letter);
        let is_name = |value: &str| {
            value.split(' ').all(|name| name.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-'))
        };
        let is_colour =
            |value: &str| value.starts_with('#') && value.len() == 7 && value[1..].chars().all(|letter| letter.is_ascii_hexdigit());
        let fine = match (name.as_str(), WORDS.iter().find(|(known, _)| known == name)) {
            (place, _) if PLACES.contains(&place) => value.chars().all(is_place),
            ("id" | "aria-labelledby", _) => is_name(value),
            ("fill" | "stroke", _) => {
                let pattern = value.strip_prefix("url(#").and_then(|rest| rest.strip_suffix(')'));
                value == "none" || is_colour(value) || pattern.is_some_and(is_name)
            }
            (_, Some((_, values))) => values.contains(&value.as_str()),
            (_, None) => false,
        };
        if !fine {
            odd.push(format!("{name}=\"{value}\" in <{}>", element.name));
        }
    }
    odd
}
