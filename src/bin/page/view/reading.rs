//! While the file is read: bytes, rows, time left, and a way to stop.

use super::{Page, words};
use crate::state::{Action, Engine, Left};
use franvarokalkyl::locale::{Key, Sentence};
use franvarokalkyl::wire::Progress;
use yew::{Html, html};

/// The progress. The live region of the page says quarters; this text is to look at.
pub(super) fn reading(page: Page<'_>) -> Html {
    html! {
        <>
            { page.heading(Key::PageReadingTitle) }
            { bar(page) }
            <p class="progress">{ text(page) }</p>
            <div class="row"><button type="button" id="cancel" onclick={page.on(Action::Cancel)}>{ page.say(Key::PageReadingCancel) }</button></div>
        </>
    }
}

fn bar(page: Page<'_>) -> Html {
    let label = page.say(Key::PageReadingProgress);
    match page.state.reading.progress {
        Some(Progress { bytes, total, .. }) if total > 0 => {
            html! { <progress key="known" aria-label={label} value={bytes.to_string()} max={total.to_string()}></progress> }
        }
        _ => html! { <progress key="unknown" aria-label={label}></progress> },
    }
}

fn text(page: Page<'_>) -> String {
    let Some(Progress { bytes, total, rows, settling }) = page.state.reading.progress else {
        let starting = page.state.engine == Engine::Starting;
        return page.say(if starting { Key::PageReadingStarting } else { Key::PageReadingWaiting }).to_owned();
    };
    let language = page.state.language;
    let mut parts = Vec::new();
    if total > 0 {
        let done = words::megabytes(bytes, language);
        parts.push(Key::PageReadingBytes.with("done", done).with("total", words::megabytes(total, language)));
    }
    parts.push(Key::PageReadingRows.with("rows", rows));
    parts.extend(match page.state.reading.left() {
        Some(Left::Moment) => Some(Key::PageReadingMoment.into()),
        Some(Left::Seconds(seconds)) => Some(Key::PageReadingSeconds.with("seconds", seconds)),
        Some(Left::Minutes(minutes)) => Some(Key::PageReadingMinutes.with("minutes", minutes)),
        _ if settling => Some(Sentence::from(Key::PageReadingLast)),
        None if total > 0 && bytes >= total => Some(Sentence::from(Key::PageReadingUnpacking)),
        None => None,
    });
    parts.iter().map(|part| page.tell(part)).collect::<Vec<_>>().join(" · ")
}
