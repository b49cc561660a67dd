//! The one component: holds the state, hands each event to it and runs the errands that come back.

use crate::browser;
use crate::fingerprint::fingerprint;
use crate::link::{Heard, Link};
use crate::state::{Action, Errand, HEADING, Id, State};
use crate::{trial, view};
use franvarokalkyl::locale::Language;
use franvarokalkyl::wire::Ask;
use gloo::events::EventListener;
use web_sys::File;
use yew::{Callback, Component, Context, Html};

/// What reaches the app.
pub(crate) enum Event {
    /// The page is on screen for the first time.
    Painted,
    /// The user did something.
    Act(Action),
    /// The user chose or dropped files.
    Files(Vec<File>),
    /// The user gave a file of choices.
    Choices(File),
    /// The user gave a file with a definition.
    Definition(File),
    /// A worker, by its number, was heard.
    Heard(u32, Heard),
}

/// Where the focus goes after the next rendering.
#[derive(Clone)]
struct Focus {
    id: Id,
    gently: bool,
}

/// The page.
pub(crate) struct App {
    state: State,
    link: Link,
    files: Vec<File>,
    /// The file of choices or with a definition that was given last.
    given: Option<File>,
    focus: Option<Focus>,
    /// Whether something had the focus before what is rendered next.
    focused: bool,
    /// The field that is copied from after the next rendering: it may not be there, or not up to date, before.
    copy: Option<Id>,
    act: Callback<Action>,
    choose: Callback<Vec<File>>,
    load: Callback<File>,
    define: Callback<File>,
    _drops: browser::Listeners,
    _leaves: [EventListener; 4],
    _links: EventListener,
}

impl Component for App {
    type Message = Event;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let choose = ctx.link().callback(Event::Files);
        let language = browser::remembered_language().unwrap_or_else(first_language);
        let linked = ctx.link().callback(|text| Event::Act(Action::Linked(text)));
        if let Some(text) = browser::linked() {
            linked.emit(text);
        }
        Self {
            state: State::new(language, browser::kept_choices()).with_definitions(browser::kept_definitions()),
            link: Link::new(ctx.link().callback(|(number, heard)| Event::Heard(number, heard))),
            files: Vec::new(),
            given: None,
            focus: None,
            focused: false,
            copy: None,
            act: ctx.link().callback(Event::Act),
            choose: choose.clone(),
            load: ctx.link().callback(Event::Choices),
            define: ctx.link().callback(Event::Definition),
            _drops: browser::on_drop(choose),
            _leaves: browser::on_leave(ctx.link().callback(|()| Event::Act(Action::Leave))),
            _links: browser::on_link(linked),
        }
    }

    fn update(&mut self, _: &Context<Self>, event: Event) -> bool {
        self.focused |= browser::has_focus();
        match event {
            Event::Painted => {
                self.link.start();
                fingerprint(self.act.reform(Action::Fingerprint));
                return false;
            }
            Event::Act(action) => self.act(action),
            Event::Files(files) => {
                if self.state.takes_files() && !files.is_empty() {
                    let names = files.iter().map(File::name).collect();
                    self.files = files;
                    self.act(Action::Choose(names));
                }
            }
            Event::Choices(file) => {
                self.given = Some(file);
                self.act(Action::LoadChoices);
            }
            Event::Definition(file) => {
                self.given = Some(file);
                self.act(Action::LoadDefinition);
            }
            // What an ended worker still had to say concerns nobody.
            Event::Heard(number, _) if !self.link.is_current(number) => return false,
            Event::Heard(_, Heard::Answer(answer)) => self.act(Action::Heard(answer, browser::now())),
            Event::Heard(_, Heard::Broken(words)) => self.act(Action::Broke(words)),
        }
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        view::page(&self.state, &view::Doors { act: &self.act, choose: &self.choose, load: &self.load, define: &self.define })
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        browser::set_language(self.state.language);
        browser::set_title(&view::title(&self.state));
        if let Some(Focus { id, gently }) = self.focus.take() {
            browser::focus(&id, gently);
        }
        // What had the focus may be gone; then it goes to the heading, and never to nowhere.
        if std::mem::take(&mut self.focused) && !browser::has_focus() {
            browser::focus(HEADING, false);
        }
        if let Some(id) = self.copy.take() {
            browser::copy(&id, self.act.reform(Action::Copied));
        }
        if first {
            let link = ctx.link().clone();
            browser::after_paint(move || link.send_message(Event::Painted));
        }
    }
}

impl App {
    fn act(&mut self, action: Action) {
        let (state, errands) = std::mem::take(&mut self.state).reduce(action);
        self.state = state;
        for errand in errands {
            self.run(errand);
        }
    }

    fn run(&mut self, errand: Errand) {
        match errand {
            Errand::Restart => self.link.start(),
            Errand::Ask(ask) => {
                let beside = match ask {
                    Ask::Read(_) => &self.files,
                    Ask::Load | Ask::ReadDefinition => self.given.as_slice(),
                    _ => &[],
                };
                self.link.ask(&ask, beside);
            }
            Errand::Save(file) => browser::save(&file),
            Errand::Focus(id) => self.focus = Some(Focus { id, gently: false }),
            Errand::FocusGently(id) => self.focus = Some(Focus { id, gently: true }),
            Errand::Remember(language) => browser::remember_language(language),
            Errand::Keep(layouts) => browser::keep_choices(&layouts),
            Errand::KeepDefinitions(definitions) => browser::keep_definitions(&definitions),
            Errand::Copy(id) => self.copy = Some(id),
            Errand::DropFiles => {
                self.files.clear();
                self.given = None;
            }
            Errand::ForgetStored => browser::forget(),
            Errand::Print => browser::print(),
            Errand::Try => trial::start(self.act.reform(Action::Tried)),
            Errand::CopyTable(id) => browser::copy_table(&id),
            Errand::SavePixels(svg, name) => browser::save_pixels(svg, name),
        }
    }
}

/// Swedish, unless the browser speaks English.
fn first_language() -> Language {
    browser::preferred_tag().and_then(|tag| Language::of_tag(&tag)).unwrap_or_default()
}
