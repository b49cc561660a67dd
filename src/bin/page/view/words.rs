//! Text, made ready to be looked at and read out.

use super::Page;
pub(super) use franvarokalkyl::locale::capital;
use franvarokalkyl::locale::{Key, Language, Sentence, Value};
use yew::{Html, html};

/// A remark as a line of its own: it starts with a capital and ends with a full stop.
pub(super) fn line(text: &str) -> String {
    let mut line = capital(text);
    if !line.is_empty() && !line.ends_with(['.', '!', '?', ':', '…']) {
        line.push('.');
    }
    line
}

/// The text to look at, with every date kept on one line, and every per cent sign and every sign of comparison beside its number.
pub(super) fn unbroken(text: &str) -> Html {
    let text = text.replace(" %", "\u{a0}%").replace("> ", ">\u{a0}").replace("≥ ", "≥\u{a0}");
    let is_date = |word: &str| word.contains('-') && word.chars().filter(char::is_ascii_digit).count() > 3;
    let mut parts = Vec::new();
    let mut plain = String::new();
    for word in text.split_inclusive(' ') {
        if is_date(word) {
            parts.push(Html::from(std::mem::take(&mut plain)));
            parts.push(html! { <span class="figure">{ word.trim_end() }</span> });
            plain.push_str(word.strip_prefix(word.trim_end()).unwrap_or_default());
        } else {
            plain.push_str(word);
        }
    }
    parts.push(Html::from(plain));
    parts.into_iter().collect()
}

/// Bytes in millions, with one decimal as the language writes it.
pub(super) fn megabytes(bytes: u64, language: Language) -> String {
    let tenths = bytes / 100_000;
    let comma = match language {
        Language::Swedish => ',',
        Language::English => '.',
    };
    format!("{}{comma}{}", tenths / 10, tenths % 10)
}

/// The word for a breakdown; one of the file's own goes by its header.
pub(super) fn breakdown(page: Page<'_>, name: &str) -> String {
    let key = match name {
        "municipality" => Key::PageByMunicipality,
        "organiser" => Key::PageByOrganiser,
        "school-group" => Key::PageBySchoolGroup,
        "school" => Key::PageBySchool,
        "stage" => Key::PageByStage,
        "grade" => Key::PageByGrade,
        "class" => Key::PageByClass,
        "gender" => Key::PageByGender,
        _ => return name.to_owned(),
    };
    page.say(key).to_owned()
}

/// A whole number from a length.
pub(super) fn count(length: usize) -> Value {
    Value::Whole(u64::try_from(length).unwrap_or(u64::MAX))
}

/// What is read out when it changes: the news, else how far the reading has come.
pub(super) fn announcement(page: Page<'_>) -> String {
    let quarters = || {
        let percent = page.state.reading.quarters().filter(|_| page.state.step == crate::state::Step::Reading)?;
        Some(Key::PageReadingHeard.with("percent", percent))
    };
    let busy = || {
        let busy = page.state.is_busy() && page.state.step == crate::state::Step::Question;
        busy.then_some(Sentence::from(Key::PageQuestionBusy))
    };
    let said = || page.state.said.as_ref().map(|said| said.sentence.clone());
    page.state.notice.clone().or_else(quarters).or_else(said).or_else(busy).map(|sentence| page.tell(&sentence)).unwrap_or_default()
}
