//! The privacy sentence, and how anyone can check it. It says what is enforced and what is not.

use super::{Page, trial};
use franvarokalkyl::locale::Key;
use yew::{Html, html};

/// Stands beside the button that it is about.
pub(super) fn promise(page: Page<'_>) -> Html {
    html! {
        <div class="promise">
            <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path d="M6 11V8a6 6 0 0 1 12 0v3M4 11h16v10H4z" /></svg>
            <div>
                <p id="promise">{ page.say(Key::PageFilesPromise) }</p>
                <details>
                    <summary>{ page.say(Key::PagePromiseHow) }</summary>
                    <ul>
                        <li>{ page.say(Key::PagePromiseCable) }</li>
                        <li>{ page.say(Key::PagePromisePanel) }</li>
                        <li>{ page.say(Key::PagePromisePolicy) }</li>
                        <li>{ page.say(Key::PagePromiseLimits) }</li>
                        <li>{ page.say(Key::PagePromiseStorage) }</li>
                    </ul>
                    { trial::trial(page) }
                    { fingerprint(page) }
                </details>
            </div>
        </div>
    }
}

/// What tells this very file from any other.
fn fingerprint(page: Page<'_>) -> Html {
    let sum = page.state.fingerprint.clone();
    html! {
        <section class="trial" aria-labelledby="fingerprint-title">
            <h3 id="fingerprint-title">{ page.say(Key::TrialFingerprint) }</h3>
            <p id="fingerprint"><code>{ sum.unwrap_or_else(|| page.say(Key::TrialFingerprintUnknown).to_owned()) }</code></p>
            <p class="help">{ page.say(Key::TrialFingerprintHelp) }</p>
        </section>
    }
}
