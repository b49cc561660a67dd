//! A small writer of SVG: shapes and texts with presentation attributes only, since the page's content policy lets no style attribute
//! work. Lengths are whole pixels.

use crate::document::escaped;
use std::fmt::Write as _;

/// The names of fonts, as in the report's page.
const FONT: &str = "system-ui,'Segoe UI',Roboto,sans-serif";

/// Pixels that a letter takes at most, on average, at the usual size.
const LETTER: u32 = 8;

/// The colour of text and lines.
pub(super) const INK: &str = "#1d2421";
/// That of what is secondary.
pub(super) const SOFT: &str = "#55605b";
/// That of lines that only guide the eye.
pub(super) const FAINT: &str = "#d8d6cf";
/// The pattern of places that have no figure.
pub(super) const HATCHED: &str = "url(#hatched)";

/// Fills that differ in tone as well as in pattern: they can be told apart in print and without colours.
pub(super) const FILLS: [&str; 6] = ["#1f6f63", "url(#dots)", "#8fb8ae", "url(#lines)", "#3c4a45", "url(#cross)"];

const PATTERNS: &str = "<defs>\
<pattern id=\"hatched\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
<rect width=\"6\" height=\"6\" fill=\"#ffffff\"/><rect width=\"1\" height=\"6\" fill=\"#8a938f\"/></pattern>\
<pattern id=\"dots\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
<rect width=\"6\" height=\"6\" fill=\"#e8c9a0\"/><circle cx=\"3\" cy=\"3\" r=\"1\" fill=\"#7a4a10\"/></pattern>\
<pattern id=\"lines\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
<rect width=\"6\" height=\"6\" fill=\"#f3e3cc\"/><rect width=\"6\" height=\"2\" fill=\"#b0752d\"/></pattern>\
<pattern id=\"cross\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
<rect width=\"6\" height=\"6\" fill=\"#ffffff\"/><path d=\"M0 0L6 6M6 0L0 6\" stroke=\"#3c4a45\"/></pattern></defs>";

/// Where a text stands at its place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A picture under way.
pub(super) struct Canvas {
    /// Before every name of a part, so that several pictures can stand in one page.
    name: String,
    body: String,
}

impl Canvas {
    pub(super) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), body: String::new() }
    }

    pub(super) fn rect(&mut self, (x, y): (u32, u32), (width, height): (u32, u32), fill: &str, class: &str) {
        let outline = if fill == HATCHED { format!(" stroke=\"{SOFT}\" stroke-dasharray=\"2 2\"") } else { String::new() };
        let fill = fill.replace("url(#", &format!("url(#{}-", self.name));
        // Writing to a string cannot fail.
        let _ = writeln!(
            self.body,
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{fill}\"{outline}/>"
        );
    }

    pub(super) fn line(&mut self, (x, y): (u32, u32), (to_x, to_y): (u32, u32), stroke: &str) {
        let _ = writeln!(self.body, "<line x1=\"{x}\" y1=\"{y}\" x2=\"{to_x}\" y2=\"{to_y}\" stroke=\"{stroke}\"/>");
    }

    pub(super) fn path(&mut self, points: &[(u32, u32)]) {
        let mut text = String::new();
        for (place, (x, y)) in points.iter().enumerate() {
            let _ = write!(text, "{}{x} {y}", if place == 0 { 'M' } else { 'L' });
        }
        let _ = writeln!(self.body, "<path d=\"{text}\" fill=\"none\" stroke=\"#1f6f63\" stroke-width=\"2\"/>");
    }

    pub(super) fn dot(&mut self, (x, y): (u32, u32)) {
        let _ = writeln!(self.body, "<circle cx=\"{x}\" cy=\"{y}\" r=\"3\" fill=\"#1f6f63\"/>");
    }

    /// A line of a series, broken in its own way.
    pub(super) fn stroke(&mut self, points: &[(u32, u32)], dashes: &str) {
        let text = points.iter().map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" ");
        let dashes = if dashes.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{dashes}\"") };
        let _ = writeln!(self.body, "<polyline points=\"{text}\" fill=\"none\" stroke=\"#1f6f63\" stroke-width=\"2\"{dashes}/>");
    }

    /// A line that is broken into dashes.
    pub(super) fn dashed(&mut self, points: &[(u32, u32)], dashes: &str) {
        let text = points.iter().map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" ");
        let _ = writeln!(self.body, "<polyline points=\"{text}\" fill=\"none\" stroke=\"{SOFT}\" stroke-dasharray=\"{dashes}\"/>");
    }

    /// A dot that is not filled.
    pub(super) fn ring(&mut self, (x, y): (u32, u32)) {
        let _ = writeln!(self.body, "<circle cx=\"{x}\" cy=\"{y}\" r=\"4\" fill=\"#ffffff\" stroke=\"#1f6f63\" stroke-width=\"1.5\"/>");
    }

    pub(super) fn text(&mut self, (x, y): (u32, u32), anchor: Anchor, ink: &str, text: &str) {
        self.words((x, y), anchor, ink, text, "");
    }

    pub(super) fn bold(&mut self, (x, y): (u32, u32), anchor: Anchor, ink: &str, text: &str) {
        self.words((x, y), anchor, ink, text, " font-weight=\"650\"");
    }

    /// A text that reads upwards and starts at its place.
    pub(super) fn upright(&mut self, (x, y): (u32, u32), text: &str) {
        self.words((x, y), Anchor::Start, INK, text, &format!(" transform=\"rotate(-90 {x} {y})\""));
    }

    fn words(&mut self, (x, y): (u32, u32), anchor: Anchor, ink: &str, text: &str, more: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let _ = writeln!(self.body, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" fill=\"{ink}\"{more}>{}</text>", escaped(text));
    }

    /// The whole document.
    pub(super) fn finish(self, (width, height): (u32, u32), language: &str, title: &str, description: &str) -> String {
        let name = &self.name;
        let patterns = PATTERNS.replace("id=\"", &format!("id=\"{name}-"));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
             aria-labelledby=\"{name}-title {name}-description\" lang=\"{language}\" font-family=\"{FONT}\" font-size=\"14\">\n\
             <title id=\"{name}-title\">{}</title>\n<desc id=\"{name}-description\">{}</desc>\n{patterns}\n\
             <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n{}</svg>\n",
            escaped(title),
            escaped(description),
            self.body,
        )
    }
}

/// Pixels that a text takes at most.
pub(super) fn width_of(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(0).saturating_mul(LETTER)
}

/// A title in lines that fit a width.
pub(super) fn lines(text: &str, width: u32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut().filter(|line| width_of(line) + width_of(word) + LETTER <= width) {
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_break_the_picture() {
        let mut canvas = Canvas::new("test");
        canvas.text((0, 10), Anchor::Start, INK, "<script>&\"Ek\"");
        let svg = canvas.finish((10, 10), "sv", "a < b", "");
        assert!(svg.contains("&lt;script&gt;&amp;&quot;Ek&quot;") && svg.contains("a &lt; b") && !svg.contains("<script"));
        assert!(!svg.contains(" style="), "the content policy lets no style attribute work");
    }

    #[test]
    fn titles_are_broken_between_words() {
        assert_eq!(lines("ett två tre", 60), ["ett två", "tre"]);
        assert_eq!(lines("ettlångtord två", 20), ["ettlångtord", "två"]);
    }
}
