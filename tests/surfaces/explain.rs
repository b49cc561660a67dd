//! Which numbers may stand where: those that are printed, and those that are there before anything is counted.

use super::markup::{Element, elements, odd};
use super::picture::{Drawn, pictures};
use super::surface::{Body, LANGUAGES, Surface};
use franvarokalkyl::disclosure::{Figure, Measure, PatternRow, PatternTable, Published, Row, Slice, Subject};
use franvarokalkyl::locale::{Key, Language, Sentence, capital, share, whole};
use franvarokalkyl::report::{Shown, analyses};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What explains the numbers of a release in a language.
pub(crate) struct Explained<'a> {
    published: &'a Published,
    /// Texts with digits that are taken out first: of the file's labels, definitions, dates and our own sentences.
    phrases: Vec<String>,
    /// Those among them that start with a letter; a text is long and most of its letters start none.
    by_letter: BTreeMap<char, Vec<String>>,
    /// What may stand anywhere as a number.
    numbers: BTreeSet<String>,
    withheld: &'static str,
}

impl<'a> Explained<'a> {
    /// `labels` is what the file calls its schools, grades and classes, `style` the style sheet of any other report.
    pub(crate) fn new(published: &'a Published, labels: &[String], style: &str, language: Language) -> Self {
        let mut explained = Self {
            published,
            phrases: Vec::new(),
            by_letter: BTreeMap::new(),
            numbers: BTreeSet::new(),
            withheld: Key::ReportWithheldSign.text(language),
        };
        explained.take_phrases(labels, language);
        explained.phrases.push(style.to_owned());
        explained.take_numbers(language);
        // The longest first, so that none is cut up by another.
        explained.phrases.retain(|phrase| phrase.contains(|letter: char| letter.is_ascii_digit()));
        explained.phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        for phrase in std::mem::take(&mut explained.phrases) {
            let same = phrase.chars().next().map(|letter| explained.by_letter.entry(letter).or_default());
            same.into_iter().filter(|same| !same.contains(&phrase)).for_each(|same| same.push(phrase.clone()));
        }
        explained
    }

    fn take_phrases(&mut self, labels: &[String], language: Language) {
        let published = self.published;
        // A word of ours has a capital where it stands by itself.
        let mut add = |phrase: String| self.phrases.extend([capital(&phrase), phrase]);
        labels.iter().cloned().for_each(&mut add);
        for key in Key::ALL.iter().filter(|key| ["report_", "rule_", "analysis_"].iter().any(|section| key.name().starts_with(section))) {
            let template = key.text(language);
            template.split('{').map(|part| part.split_once('}').map_or(part, |(_, text)| text).to_owned()).for_each(&mut add);
        }
        for definition in published.definitions() {
            add(definition.id.clone());
            add(definition.name.text(language).to_owned());
            definition.clauses.iter().for_each(|clause| add(clause.text.text(language).to_owned()));
            definition.settings_words.iter().for_each(|sentence| add(sentence.render(language)));
            // Why a file cannot answer a clause; no pupil is counted for that.
            definition.clauses.iter().filter_map(|clause| clause.reason.as_ref()).for_each(|reason| add(reason.render(language)));
        }
        for slice in published.patterns().iter().flat_map(PatternTable::rows).flat_map(PatternRow::labels).flatten() {
            add(slice.text());
            if let Slice::Hours(first, last) = slice {
                let hours = |first: u8, last: u8| Key::ReportHours.with("from", first.to_string()).with("to", (last + 1).to_string());
                add(hours(*first, *last).render(language));
                // A picture names each hour.
                (*first..=*last).for_each(|hour| add(hours(hour, hour).render(language)));
            }
        }
        if let Subject::Patterns(subject) = published.subject() {
            subject.settings.iter().chain(&subject.missing).for_each(|sentence| add(sentence.render(language)));
        }
        published.gaps().iter().for_each(|gap| add(gap.reason.render(language)));
        let span = published.span();
        [span.first(), span.last(), published.made()].iter().for_each(|day| add(day.to_string()));
        add(published.program().to_owned());
        add("franvarokalkyl/report/1".to_owned());
        // The days of a part of the period, as a heading has them.
        let columns = published.tables().iter().flat_map(|table| table.columns().iter());
        columns.map(|label| label.replace('/', "\u{a0}– ")).for_each(&mut add);
        let tables = published.tables();
        tables.iter().flat_map(|table| table.rows().iter().map(|row| table.column(row).to_owned())).for_each(&mut add);
        (1..=tables.len()).for_each(|table| add(format!("t{table}")));
        // The sheets of a workbook.
        let sheets = tables.len() + published.patterns().len() + analyses(published).len();
        (1..=sheets).for_each(|table| add(Key::ReportSheetTable.with("number", u64::try_from(table).unwrap()).render(language)));
        let comma = if language == Language::Swedish { ',' } else { '.' };
        for limit in tables.iter().flat_map(|table| table.measures()).flat_map(limits) {
            // As words have it, as names of columns have it, and beside an axis.
            for text in [limit.threshold.text(comma), limit.threshold.text('.')] {
                ["over_", "at_least_", "from_", "to_", "from_0_to_"].iter().for_each(|name| add(format!("{name}{text}")));
                [format!("{text}\u{a0}%"), format!("{text}%")].into_iter().for_each(&mut add);
                if limit.share {
                    ["–"].iter().for_each(|sign| add(format!("{text}{sign}")));
                }
                self.numbers.extend((tables.len() == 1).then_some(text));
            }
        }
    }

    fn take_numbers(&mut self, language: Language) {
        let published = self.published;
        let rows = published.tables().iter().flat_map(|table| table.rows());
        let counts = |row: &'a Row| row.cells().iter().flat_map(|cell| [cell.count(), cell.share()]);
        // Of fewer than a hundred pupils a share has no decimal.
        let coarse = rows.clone().flat_map(|row| row.cells().iter().map(move |cell| (cell.count(), row.pupils())));
        let coarse = coarse.filter_map(|figures| match figures {
            (Figure::Count(hits), Figure::Count(pupils)) if (1..100).contains(&pupils) => Some((200 * hits + pupils) / (2 * pupils)),
            _ => None,
        });
        let coarse: Vec<u64> = coarse.collect();
        let figures = rows.flat_map(|row| std::iter::once(row.pupils()).chain(counts(row)).chain(row.absence().iter().copied()));
        let beside = std::iter::once(published.registration()).chain(published.remarks().iter().map(|remark| remark.rows()));
        let patterns = published.patterns().iter().flat_map(PatternTable::rows);
        let patterns = patterns.flat_map(|row| std::iter::once(row.pupils()).chain(row.shares().iter().copied()));
        let drawn: Vec<u64> = self.drawn().iter().flat_map(Drawn::told).collect();
        // A picture writes whole per cents without a decimal.
        let plain: Vec<u64> = drawn.iter().filter(|tenths| tenths.is_multiple_of(10)).map(|tenths| tenths / 10).collect();
        let drawn = drawn.into_iter().map(Figure::Share).chain(plain.into_iter().map(Figure::Count));
        let rates = published.rates().iter().map(|rate| rate.rate);
        let (policy, audit) = (published.policy(), published.audit());
        let about = [
            policy.min_group(),
            policy.min_count(),
            policy.min_count() - 1,
            audit.cells(),
            audit.withheld(),
            audit.recoverable(),
            audit.cells() - audit.withheld(),
            u64::try_from(published.definitions().len()).unwrap(),
            u64::try_from(published.files()).unwrap(),
        ];
        let all = figures.chain(patterns).chain(beside).chain(drawn).chain(rates);
        let all = all.chain(coarse.into_iter().map(Figure::Count)).chain(about.map(Figure::Count));
        self.numbers.extend(all.flat_map(|figure| written(figure, language)));
        // What follows from printed figures is worked out of a `Published` alone, and two towns that differ in what is withheld have the same.
        for analysis in analyses(published) {
            for shown in analysis.sheet.rows.iter().flat_map(|row| &row.figures) {
                match shown {
                    Shown::Figure(figure) => self.numbers.extend(written(*figure, language)),
                    Shown::Percent { whole, tenths } => {
                        self.numbers.extend(
                            [Figure::Count(*whole), Figure::Share(*tenths)].into_iter().flat_map(|figure| written(figure, language)),
                        );
                    }
                    Shown::Difference(tenths) => {
                        self.numbers.extend(written(Figure::Share(tenths.unsigned_abs()), language));
                        self.numbers.extend([format!("{}", f64::from(u32::try_from(tenths.unsigned_abs()).unwrap()) / 10.0)]);
                    }
                }
            }
            let units = u64::try_from(analysis.sheet.rows.len()).unwrap();
            // How many units there are, are not compared, can be expected outside by chance; and the axes of the funnel.
            let units = (0..=units
                .max(u64::try_from(published.tables().iter().map(|table| table.rows().len()).max().unwrap_or(0)).unwrap()))
                .map(Figure::Count);
            let pupils = analysis.sheet.rows.iter().filter_map(|row| match row.figures.first() {
                Some(Shown::Figure(Figure::Count(pupils))) => Some(*pupils),
                _ => None,
            });
            let most = pupils.max().unwrap_or(0);
            let step = (most / 40).max(1);
            let last = (most + step) / step * step;
            let axis = (0..=4).map(|part| Figure::Count(last * part / 4));
            let shares = (0..=25).flat_map(|end| (0..=4).map(move |part| Figure::Share(end * 40 * part / 4)));
            self.numbers.extend(units.chain(axis).chain(shares).flat_map(|figure| written(figure, language)));
        }
    }

    /// What the pictures of the tables have to show.
    fn drawn(&self) -> Vec<Drawn> {
        Drawn::all(self.published)
    }

    /// A dot or a ring for each unit that has a figure, and for no other.
    fn funnel(&self, picture: &[Element]) -> Vec<String> {
        let units = picture.iter().filter(|element| element.name == "circle" && ["3", "4"].contains(&element.get("r"))).count();
        let told =
            analyses(self.published).iter().filter(|analysis| analysis.picture.is_some()).map(|analysis| analysis.sheet.rows.len()).max();
        if told == Some(units) { Vec::new() } else { vec![format!("{units} units in a funnel of {told:?}")] }
    }

    /// The numbers of a text that nothing explains.
    pub(crate) fn strange(&self, text: &str) -> Vec<String> {
        let mut strange = Vec::new();
        let mut rest = text;
        let mut before = ' ';
        while let Some(letter) = rest.chars().next() {
            let mut here = self.by_letter.get(&letter).into_iter().flatten();
            let known = here.find(|phrase| rest.starts_with(phrase.as_str()) && is_whole(before, phrase, &rest[phrase.len()..]));
            let length = match known {
                Some(phrase) => phrase.len(),
                None if letter.is_ascii_digit() => {
                    let token = number_at(rest);
                    if !self.numbers.contains(token) {
                        strange.push(token.to_owned());
                    }
                    token.len()
                }
                None => letter.len_utf8(),
            };
            before = rest[..length].chars().next_back().unwrap_or(' ');
            rest = &rest[length..];
        }
        strange
    }

    /// What a reader sees on a surface and nothing explains; nothing where all is well.
    pub(crate) fn faults(&self, body: &Body) -> Vec<String> {
        match body {
            Body::Plain(text) => self.strange(text),
            Body::Markup(text) => self.markup(text),
            Body::Json(text) => self.json(text),
            Body::Wire(value) => self.wire(value),
            Body::Part(text) => part(text),
        }
    }

    fn markup(&self, text: &str) -> Vec<String> {
        let elements = match elements(text) {
            Ok(elements) => elements,
            Err(fault) => return vec![fault],
        };
        let mut faults: Vec<String> = elements.iter().flat_map(odd).collect();
        // Apart from its pictures, whose names of parts are theirs.
        faults.extend(elements.iter().flat_map(|element| self.strange(&element.text)));
        let drawn = self.drawn();
        let (funnels, pictures): (Vec<_>, Vec<_>) = pictures(&elements).into_iter().partition(|picture| is_funnel(picture));
        faults.extend(funnels.iter().flat_map(|funnel| self.funnel(funnel)));
        if pictures.len() != drawn.len() && pictures.len() != 1 {
            faults.push(format!("{} pictures of {} tables", pictures.len(), drawn.len()));
        }
        let told = drawn.iter().zip(&pictures).flat_map(|(drawn, picture)| drawn.faults(picture, self.withheld));
        faults.extend(told);
        faults
    }

    fn json(&self, text: &str) -> Vec<String> {
        let Ok(value) = serde_json::from_str::<Value>(text) else { return vec!["no JSON".to_owned()] };
        let mut faults = Vec::new();
        self.contract("", &value, &mut faults);
        // A name that stands twice, or spaces, would be lost in reading.
        if serde_json::to_string_pretty(&value).unwrap().len() != text.trim_end().len() {
            faults.push("more than the values that it has".to_owned());
        }
        faults
    }

    fn contract(&self, name: &str, value: &Value, faults: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                let figure = fields.get("value").or(fields.get("withheld").filter(|withheld| withheld.is_string()));
                if let Some(figure) = figure
                    && fields.len() != 1
                {
                    faults.push(format!("{figure} with something beside it"));
                }
                if let Some(reason) = fields.get("withheld").and_then(Value::as_str)
                    && !["protected", "not measurable"].contains(&reason)
                {
                    faults.push(format!("withheld as {reason}"));
                }
                for (name, value) in fields {
                    faults.extend(self.strange(name));
                    self.contract(name, value, faults);
                }
            }
            Value::Array(values) => values.iter().for_each(|value| self.contract(name, value, faults)),
            // The place of a clause in its definition.
            Value::Number(number) if name == "clause" && number.as_u64().is_some_and(|place| place <= 64) => {}
            Value::Number(number) => faults.extend(self.strange(&number.to_string())),
            Value::String(text) if name == "threshold" && self.limits().contains(text) => {}
            Value::String(text) => faults.extend(self.strange(text)),
            Value::Null | Value::Bool(_) => {}
        }
    }

    /// The limits of its tables, as machines read them.
    fn limits(&self) -> BTreeSet<String> {
        let measures = self.published.tables().iter().flat_map(|table| table.measures());
        measures.flat_map(limits).map(|limit| limit.threshold.text('.')).collect()
    }

    fn wire(&self, value: &Value) -> Vec<String> {
        let mut faults = Vec::new();
        self.answer("", value, &mut faults);
        faults
    }

    fn answer(&self, name: &str, value: &Value, faults: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                if ["Count", "Share", "Whole"].iter().any(|figure| fields.contains_key(*figure)) && fields.len() != 1 {
                    faults.push(format!("more than a figure: {value}"));
                }
                fields.iter().for_each(|(name, value)| self.answer(name, value, faults));
            }
            Value::Array(values) => values.iter().for_each(|value| self.answer(name, value, faults)),
            // Which sentence it is.
            Value::Number(_) if ["key", "questions"].contains(&name) && serde_json::from_value::<Key>(value.clone()).is_ok() => {}
            // Shapes of the page, which know no figure: the place of a measure, how large a picture is.
            Value::Number(_) if ["measure", "size"].contains(&name) => {}
            Value::Number(number) if name == "threshold" => {
                let hundredths = number.as_u64().unwrap();
                let text = if hundredths % 100 == 0 {
                    (hundredths / 100).to_string()
                } else {
                    format!("{}.{}", hundredths / 100, hundredths % 100)
                };
                if !self.limits().contains(&text) {
                    faults.push(format!("a limit of {text}"));
                }
            }
            Value::Number(number) => {
                let number = number.as_i64().unwrap().unsigned_abs();
                let figure = if ["Share", "Difference", "Points"].contains(&name) { Figure::Share(number) } else { Figure::Count(number) };
                let is_known = LANGUAGES.iter().any(|language| self.numbers.contains(&written(figure, *language)[0]));
                if !is_known {
                    faults.push(format!("{name} {number}"));
                }
            }
            Value::String(text) if text.starts_with("<svg") => faults.extend(self.picture(text)),
            Value::String(text) => faults.extend(self.strange(text)),
            Value::Null | Value::Bool(_) => {}
        }
    }

    /// A single picture, of whichever table.
    fn picture(&self, svg: &str) -> Vec<String> {
        let elements = match elements(svg) {
            Ok(elements) => elements,
            Err(fault) => return vec![fault],
        };
        let mut faults: Vec<String> = elements.iter().flat_map(odd).collect();
        faults.extend(elements.iter().flat_map(|element| self.strange(&element.text)));
        if is_funnel(&elements) {
            return faults.into_iter().chain(self.funnel(&elements)).collect();
        }
        let fits = self.drawn().into_iter().map(|drawn| drawn.faults(&elements, self.withheld)).min_by_key(Vec::len);
        faults.extend(fits.into_iter().flatten());
        faults
    }
}

/// What a part of a workbook may not have: formulas with values of their own, hidden sheets, rows and columns, notes, links, and names other
/// than the library's for the rows that are printed on every page.
fn part(text: &str) -> Vec<String> {
    const NEVER: [&str; 11] = [
        "<f>",
        "<f ",
        "hidden=",
        "idden\"",
        "<comment",
        "externalLink",
        "customXml",
        "<hyperlink",
        "docProps/custom",
        "<mergeCell",
        "outlineLevel=",
    ];
    let names = text.matches("<definedName").count() - text.matches("<definedName name=\"_xlnm.Print_Titles\"").count();
    let never = NEVER.iter().filter(|never| text.contains(**never)).map(|never| format!("{never} in a workbook"));
    never.chain((names > text.matches("<definedNames").count()).then(|| "a name for a part of a table".to_owned())).collect()
}

/// Whether a picture is one of units against limits.
fn is_funnel(picture: &[Element]) -> bool {
    picture.iter().any(|element| element.name == "svg" && element.get("aria-labelledby").contains("funnel"))
}

fn limits(measure: Measure) -> Vec<franvarokalkyl::disclosure::Limit> {
    match measure {
        Measure::Over(limit) => vec![limit],
        Measure::Class(from, to) => from.into_iter().chain(to).collect(),
        _ => Vec::new(),
    }
}

/// Every way in which a figure may be written.
pub(crate) fn written(figure: Figure, language: Language) -> Vec<String> {
    match figure {
        Figure::Count(number) => vec![number.to_string(), whole(number, language)],
        Figure::Share(tenths) => {
            let text = share(tenths, language);
            let number = text.trim_end_matches(['%', '\u{a0}']).to_owned();
            vec![number, format!("{}.{}", tenths / 10, tenths % 10), format!("{}", f64::from(u32::try_from(tenths).unwrap()) / 1000.0)]
        }
        Figure::Withheld | Figure::NotMeasurable => Vec::new(),
    }
}

/// A number, with the signs that group it, at the start of a text.
fn number_at(text: &str) -> &str {
    let mut end = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((place, letter)) = letters.next() {
        let joins = [',', '.', '\u{202f}'].contains(&letter) && letters.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        if !letter.is_ascii_digit() && !joins {
            break;
        }
        end = place + letter.len_utf8();
    }
    &text[..end]
}

/// Whether a phrase is not a part of a longer number.
fn is_whole(before: char, phrase: &str, after: &str) -> bool {
    let digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
    let mut rest = after.chars();
    let next = rest.next();
    let goes_on = digit(next) || [Some(','), Some('.'), Some('\u{202f}')].contains(&next) && digit(rest.next());
    let starts = digit(phrase.chars().next()) && (before.is_ascii_digit() || [',', '.', '\u{202f}'].contains(&before));
    !(starts || digit(phrase.chars().next_back()) && goes_on)
}

/// Numbers of a sentence that are there before anything is counted.
#[test]
fn numbers_are_found_whole() {
    for (text, number) in [("12,5\u{a0}%", "12,5"), ("1\u{202f}234 av", "1\u{202f}234"), ("7, 8", "7"), ("20.", "20"), ("4.321;", "4.321")]
    {
        assert_eq!(number_at(text), number);
    }
    assert!(is_whole(' ', "7A", "") && !is_whole('1', "7A", "") && is_whole('(', "7", ")") && !is_whole(' ', "7", ",5"));
    assert_eq!(Sentence::from(Key::ReportWithheldSign).render(Language::Swedish), "..");
}

/// The faults of a surface in its language, or in that of the two that explains more where it has none of its own.
pub(crate) fn faults(surface: &Surface, explained: &[(Language, Explained<'_>)]) -> Vec<String> {
    let fits = explained.iter().filter(|(language, _)| surface.language.is_none_or(|own| own == *language));
    if surface.language.is_some() || !matches!(surface.body, Body::Wire(_)) {
        return fits.map(|(_, explained)| explained.faults(&surface.body)).min_by_key(Vec::len).unwrap_or_default();
    }
    let Body::Wire(value) = &surface.body else { return Vec::new() };
    // The page's answer has both languages, side by side.
    let mut faults = Vec::new();
    for (language, explained) in explained {
        faults.extend(explained.faults(&Body::Wire(in_language(value, *language))));
    }
    faults
}

/// The answer as the page shows it in a language.
fn in_language(value: &Value, language: Language) -> Value {
    // What a sentence is given is read as the sentence, if it is said in it.
    if let Ok(sentence) = serde_json::from_value::<Sentence>(value.clone()) {
        let is_said = |name: &str| sentence.key.text(language).contains(&format!("{{{name}}}"));
        if sentence.values.iter().all(|(name, _)| is_said(name)) {
            return Value::String(sentence.render(language));
        }
    }
    match value {
        Value::Object(fields) if fields.contains_key("sv") && fields.contains_key("en") && fields.len() == 2 => {
            fields[language.tag()].clone()
        }
        Value::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), in_language(value, language))).collect(),
        Value::Array(values) => values.iter().map(|value| in_language(value, language)).collect(),
        other => other.clone(),
    }
}
