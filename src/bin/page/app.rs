//! The one component: holds the state, hands each event to it and runs the errands that come back.

use crate::browser;
use crate::fingerprint::fingerprint;
use crate::link::{Heard, Link};
use crate::state::{Action, Errand, Given, HEADING, Habits, Id, Mark, State, Step, Trail};
use crate::{storage, trial, view};
use franvarokalkyl::locale::Language;
use franvarokalkyl::wire::Ask;
use gloo::events::EventListener;
use std::cell::Cell;
use std::rc::Rc;
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
    /// The browser has gone to another entry of the history: that of this step, or one without.
    Visited(Option<Step>),
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
    /// The browser's files, by the numbers under which the state names them.
    files: Vec<(u32, File)>,
    /// The number of the next file.
    next: u32,
    /// The history, and where in it the page is.
    trail: Trail,
    /// The question of last time, as the browser has stored it.
    habits: Option<Habits>,
    /// Whether leaving the page is worth a warning.
    unsaved: Rc<Cell<bool>>,
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
    _visits: EventListener,
    _unloads: EventListener,
}

impl Component for App {
    type Message = Event;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let choose = ctx.link().callback(Event::Files);
        let language = storage::remembered_language().unwrap_or_else(first_language);
        let linked = ctx.link().callback(|text| Event::Act(Action::Linked(text)));
        if let Some(text) = browser::linked() {
            linked.emit(text);
        }
        let (remembers, habits) = (storage::remembered_language().is_some(), storage::kept_habits());
        let state = State::new(language, storage::kept_choices()).with_definitions(storage::kept_definitions());
        let mut trail = Trail::default();
        let state = state.with_habits(habits.clone()).with_storage(remembers, !storage::stores());
        if let Some(mark) = trail.follow(&state) {
            mark_history(mark);
        }
        let unsaved = Rc::new(Cell::new(false));
        Self {
            state,
            link: Link::new(ctx.link().callback(|(number, heard)| Event::Heard(number, heard))),
            files: Vec::new(),
            next: 0,
            trail,
            habits,
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
            _visits: browser::on_visit(
                ctx.link().callback(|name: Option<String>| Event::Visited(name.and_then(|name| Step::named(&name)))),
            ),
            _unloads: browser::on_unload(Rc::clone(&unsaved), ctx.link().callback(|()| Event::Act(Action::Stayed))),
            unsaved,
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
                let given = files.into_iter().map(|file| self.take(file)).collect();
                self.act(Action::Choose(given));
            }
            Event::Visited(step) => {
                self.trail.visit(step);
                self.act(Action::Visit(step));
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
        if let Some(mark) = self.trail.follow(&self.state) {
            mark_history(mark);
        }
        self.files.retain(|(number, _)| self.state.holds(*number));
        self.unsaved.set(self.state.is_unsaved());
        if self.habits != self.state.habits {
            self.habits.clone_from(&self.state.habits);
            let stored = storage::keep_habits(self.habits.as_ref());
            self.note(stored);
        }
    }

    /// Takes a file of the user's in, under a number of its own.
    fn take(&mut self, file: File) -> Given {
        let given = browser::given(self.next, &file);
        self.files.push((self.next, file));
        self.next = self.next.wrapping_add(1);
        given
    }

    /// Whether something was stored; if not, the page says so.
    fn note(&mut self, stored: bool) {
        if !stored && !self.state.unstored {
            self.act(Action::Unstored);
        }
    }

    fn run(&mut self, errand: Errand) {
        match errand {
            Errand::Restart => self.link.start(),
            Errand::Ask(ask) => {
                let beside = match ask {
                    Ask::Read(_) => self.source_files(),
                    Ask::Load | Ask::ReadDefinition => self.given.iter().cloned().collect(),
                    _ => Vec::new(),
                };
                self.link.ask(&ask, &beside);
            }
            Errand::Save(file) => {
                if !browser::save(&file) {
                    self.act(Action::Unsaved(file.name));
                }
            }
            Errand::Focus(id) => self.focus = Some(Focus { id, gently: false }),
            Errand::FocusGently(id) => self.focus = Some(Focus { id, gently: true }),
            Errand::Remember(language) => self.note(storage::remember_language(language)),
            Errand::Keep(layouts) => self.note(storage::keep_choices(&layouts)),
            Errand::KeepDefinitions(definitions) => self.note(storage::keep_definitions(&definitions)),
            Errand::Copy(id) => self.copy = Some(id),
            Errand::DropFiles => self.given = None,
            Errand::ForgetStored => storage::forget(),
            Errand::Print => browser::print(),
            Errand::Try => trial::start(self.act.reform(Action::Tried)),
            Errand::CopyTable(id) => {
                if !browser::copy_table(&id) {
                    self.act(Action::Marked);
                }
            }
            Errand::SavePixels(svg, name) => browser::save_pixels(svg, name, self.act.reform(Action::Unsaved)),
        }
    }

    /// The browser's files of what is read, in the order in which the state names them.
    fn source_files(&self) -> Vec<File> {
        let named = self.state.source.iter().flat_map(|source| source.files());
        named.filter_map(|given| self.files.iter().find(|(number, _)| *number == given.number)).map(|(_, file)| file.clone()).collect()
    }
}

fn mark_history(mark: Mark) {
    match mark {
        Mark::Push(step) => step.name().into_iter().for_each(browser::push_entry),
        Mark::Rename(step) => step.name().into_iter().for_each(browser::rename_entry),
    }
}

/// Swedish, unless the browser speaks English.
fn first_language() -> Language {
    browser::preferred_tag().and_then(|tag| Language::of_tag(&tag)).unwrap_or_default()
}
