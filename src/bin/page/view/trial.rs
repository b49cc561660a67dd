//! The trial of the ways out, before the user's eyes: what was tried, what the browser said of it, and what it cannot stop.

use super::{Page, words};
use crate::state::{ATTEMPTS, Action, Outcome, Realm, SEARCHES, Trial, Verdict};
use franvarokalkyl::locale::{Key, Sentence};
use yew::{Html, html};

/// The button, and what came of it.
pub(super) fn trial(page: Page<'_>) -> Html {
    let trial = page.state.trial.as_ref();
    let running = trial.is_some_and(|trial| !trial.is_over());
    let again = if trial.is_some() { Key::TrialAgain } else { Key::TrialStart };
    html! {
        <section class="trial" aria-labelledby="trial-title">
            <h3 id="trial-title">{ page.say(Key::TrialTitle) }</h3>
            <p id="trial-help">{ page.say(Key::TrialHelp) }</p>
            <button type="button" id="try" aria-describedby="trial-help" aria-disabled={running.then_some("true")} onclick={page.on(Action::Try)}>
                { page.say(again) }
            </button>
            { verdict(page, trial) }
            if let Some(trial) = trial {
                { attempts(page, trial) }
                { searches(page, trial) }
            }
        </section>
    }
}

/// One sentence, read out when it changes.
fn verdict(page: Page<'_>, trial: Option<&Trial>) -> Html {
    let count = |key: Key, name, number| key.with(name, words::count(number));
    let (class, sentence) = match trial.map(Trial::verdict) {
        None => ("done", None),
        Some(None) => ("done", Some(Sentence::from(Key::TrialRunning))),
        Some(Some(Verdict::Stopped { stopped, others: 0 })) => ("done", Some(count(Key::TrialAllStopped, "stopped", stopped))),
        Some(Some(Verdict::Stopped { stopped, others })) => {
            ("done", Some(count(Key::TrialStoppedBut, "stopped", stopped).with("others", words::count(others))))
        }
        Some(Some(Verdict::Out(out))) => ("fault", Some(count(Key::TrialOutcomeBad, "out", out))),
        Some(Some(Verdict::Found)) => ("fault", Some(Key::TrialFoundBad.into())),
        Some(Some(Verdict::Unfinished)) => ("fault", Some(Key::TrialUnfinished.into())),
    };
    html! { <p id="trial-verdict" role="status" {class}>{ sentence.map(|sentence| page.tell(&sentence)).unwrap_or_default() }</p> }
}

fn attempts(page: Page<'_>, trial: &Trial) -> Html {
    let row = |&(name, key, in_worker): &(&'static str, Key, bool)| {
        html! {
            <tr>
                <th scope="row">{ page.say(key) }</th>
                <td>{ outcome(page, trial, Realm::Page, name) }</td>
                <td>
                    if in_worker { { outcome(page, trial, Realm::Worker, name) } } else { { page.say(Key::TrialOnlyPage) } }
                </td>
            </tr>
        }
    };
    let headings = [Key::TrialWay, Key::TrialInPage, Key::TrialInWorker];
    table(page, "trial-attempts", [Key::TrialCaption, Key::TrialCaptionHelp], &headings, ATTEMPTS.iter().map(row).collect())
}

/// A table with its caption, which names the region that it can be scrolled in, and a sentence about it.
fn table(page: Page<'_>, id: &'static str, [caption, help]: [Key; 2], headings: &[Key], rows: Html) -> Html {
    let caption_id = format!("{id}-caption");
    html! {
        <>
            <p class="help">{ page.say(help) }</p>
            <div class="scroll" role="region" tabindex="0" aria-labelledby={caption_id.clone()}>
                <table {id}>
                    <caption id={caption_id}>{ page.say(caption) }</caption>
                    <thead>
                        <tr>{ for headings.iter().map(|heading| html! { <th scope="col">{ page.say(*heading) }</th> }) }</tr>
                    </thead>
                    <tbody>{ rows }</tbody>
                </table>
            </div>
        </>
    }
}

fn outcome(page: Page<'_>, trial: &Trial, realm: Realm, name: &str) -> Html {
    match trial.outcome(realm, name) {
        Some(Outcome::Stopped(Some(directive))) => {
            html! { <>{ page.say(Key::TrialStopped) }{ " " }<code>{ directive.clone() }</code></> }
        }
        Some(Outcome::Stopped(None)) => Html::from(page.say(Key::TrialSilent)),
        Some(Outcome::Missing) => Html::from(page.say(Key::TrialMissing)),
        Some(Outcome::Unsaid) => Html::from(page.say(Key::TrialUnsaid)),
        Some(Outcome::Out) => html! { <strong class="fault">{ page.say(Key::TrialOut) }</strong> },
        None if trial.is_over() => html! { <strong class="fault">{ page.say(Key::TrialNotMade) }</strong> },
        None => Html::from("…"),
    }
}

/// What a policy cannot stop, and whether the page's scripts have it.
fn searches(page: Page<'_>, trial: &Trial) -> Html {
    let row = |&(name, key): &(&'static str, Key)| {
        html! {
            <tr>
                <th scope="row">{ page.say(key) }</th>
                <td>
                    { match trial.found(name) {
                        Some(false) => Html::from(page.say(Key::TrialClean)),
                        Some(true) => html! { <strong class="fault">{ page.say(Key::TrialFound) }</strong> },
                        None if trial.is_over() => html! { <strong class="fault">{ page.say(Key::TrialNotMade) }</strong> },
                        None => Html::from("…"),
                    } }
                </td>
            </tr>
        }
    };
    let headings = [Key::TrialWay, Key::TrialSearched];
    table(page, "trial-searches", [Key::TrialLimits, Key::TrialLimitsHelp], &headings, SEARCHES.iter().map(row).collect())
}
