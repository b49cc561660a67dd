//! The page as markup: each function shows a part of the state, and what the user does there becomes an action.

mod advice;
mod analysis;
mod arrived;
mod check;
mod clear;
mod columns;
mod compare;
mod condition;
mod controls;
mod curve;
mod details;
mod dossier;
mod editor;
mod export;
mod faults;
mod fields;
mod figure;
mod files;
mod folded;
mod keep;
mod kinds;
mod left;
mod own;
mod picture;
mod promise;
mod question;
mod reading;
mod remarks;
mod result;
mod rows;
mod said;
mod slider;
mod statement;
mod table;
mod tables;
mod terms;
mod trial;
mod words;
mod written;

use crate::state::{Action, HEADING, State, Step};
use franvarokalkyl::locale::{Key, Language, Sentence};
use web_sys::{File, MouseEvent};
use yew::{Callback, Html, html};

/// Where what the user does goes.
#[derive(Clone, Copy)]
pub(crate) struct Doors<'a> {
    /// An action.
    pub(crate) act: &'a Callback<Action>,
    /// Files to read.
    pub(crate) choose: &'a Callback<Vec<File>>,
    /// A file of choices.
    pub(crate) load: &'a Callback<File>,
    /// A file with a definition.
    pub(crate) define: &'a Callback<File>,
}

/// What every part of the page is made from.
#[derive(Clone, Copy)]
struct Page<'a> {
    state: &'a State,
    act: &'a Callback<Action>,
    choose: &'a Callback<Vec<File>>,
    load: &'a Callback<File>,
    define: &'a Callback<File>,
}

impl Page<'_> {
    /// A sentence without values.
    fn say(&self, key: Key) -> &'static str {
        key.text(self.state.language)
    }

    /// A sentence with values.
    fn tell(&self, sentence: &Sentence) -> String {
        sentence.render(self.state.language)
    }

    /// The same, to look at: a date or a number is never broken over two lines.
    fn show(&self, sentence: &Sentence) -> Html {
        words::unbroken(&self.tell(sentence))
    }

    /// The same as a line of its own, for a remark that is written in lower case without full stop.
    fn line(&self, sentence: &Sentence) -> Html {
        words::unbroken(&words::line(&self.tell(sentence)))
    }

    /// A click that does this.
    fn on(&self, action: Action) -> Callback<MouseEvent> {
        let act = self.act.clone();
        Callback::from(move |_| act.emit(action.clone()))
    }

    /// The heading of the open step; it takes the focus when the step opens.
    fn heading(&self, key: Key) -> Html {
        html! { <h2 id={HEADING} tabindex="-1">{ self.say(key) }</h2> }
    }
}

/// The whole page.
pub(crate) fn page(state: &State, doors: &Doors<'_>) -> Html {
    let &Doors { act, choose, load, define } = doors;
    let page = Page { state, act, choose, load, define };
    let (other, tag) = match state.language {
        Language::Swedish => (Language::English, "en"),
        Language::English => (Language::Swedish, "sv"),
    };
    let version = &state.catalogue.version;
    let footer =
        if version.is_empty() { Sentence::from(Key::PageFooterNoVersion) } else { Key::PageFooter.with("version", version.as_str()) };
    html! {
        <>
            <a class="skip" href="#main">{ page.say(Key::PageSkip) }</a>
            <header class="top">
                <p class="mark">{ page.say(Key::PageName) }</p>
                <button type="button" class="plain" lang={tag} onclick={page.on(Action::Speak(other))}>{ page.say(Key::PageOtherLanguage) }</button>
            </header>
            <main id="main" tabindex="-1">
                <h1>{ page.say(Key::PageHeading) }</h1>
                { folded::folded(page) }
                <p class="sr" role="status">{ words::announcement(page) }</p>
                { arrived::arrived(page) }
                { said::said(page) }
                { own::offered(page) }
                { step(page) }
            </main>
            <footer>
                <p>{ page.tell(&footer) }</p>
                { keep::stored(page) }
                { clear::clear(page) }
                { statement::statement(page) }
            </footer>
        </>
    }
}

/// The title of the document: the step that is open, after a warning when something stops it.
pub(crate) fn title(state: &State) -> String {
    let step = match state.step {
        Step::Files => Key::PageFilesTitle,
        Step::Reading => Key::PageReadingTitle,
        Step::Check if state.only_asks() => Key::PageCheckTitleAsked,
        Step::Check if state.overview.is_none() => Key::PageCheckTitleRefused,
        Step::Check => Key::PageCheckTitle,
        Step::Define => Key::EditorTitle,
        Step::Question => Key::PageQuestionTitle,
        Step::Compare => Key::PageCompareTitle,
        Step::Result => Key::PageResultTitle,
        Step::Dossier => Key::PageDossierTitle,
    };
    let title = if state.faults.is_empty() { Key::PageTitle } else { Key::PageTitleFault };
    title.with("step", Sentence::from(step)).with("name", Sentence::from(Key::PageName)).render(state.language)
}

/// The open step. Each has a key, so that no element of one lives on, with its focus, as something else in the next.
fn step(page: Page<'_>) -> Html {
    match page.state.step {
        Step::Files => html! { <section key="files" class="step" aria-labelledby={HEADING}>{ files::files(page) }</section> },
        Step::Reading => html! { <section key="reading" class="step" aria-labelledby={HEADING}>{ reading::reading(page) }</section> },
        Step::Check => html! { <section key="check" class="step" aria-labelledby={HEADING}>{ check::check(page) }</section> },
        Step::Define => html! { <section key="define" class="step" aria-labelledby={HEADING}>{ editor::editor(page) }</section> },
        Step::Compare => html! { <section key="compare" class="step" aria-labelledby={HEADING}>{ compare::compare(page) }</section> },
        Step::Question => html! { <section key="question" class="step" aria-labelledby={HEADING}>{ question::question(page) }</section> },
        Step::Result => html! { <section key="result" class="step" aria-labelledby={HEADING}>{ result::result(page) }</section> },
        Step::Dossier => html! { <section key="dossier" class="step" aria-labelledby={HEADING}>{ dossier::dossier(page) }</section> },
    }
}
