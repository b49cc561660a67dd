//! What the page needs of the browser, one small function each. What a browser refuses (storage on a page from disk, say) is
//! done without: none of it is needed to read a file.

use crate::state::Given;
use franvarokalkyl::locale::{Key, Language};
use franvarokalkyl::wire::ExportedFile;
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use gloo::utils::{document, window};
use js_sys::{Array, Reflect, Uint8Array};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    BeforeUnloadEvent, Blob, BlobPropertyBag, CanvasRenderingContext2d, ClipboardEvent, DragEvent, Element, Event, File, FileList,
    HtmlAnchorElement, HtmlCanvasElement, HtmlDocument, HtmlElement, HtmlImageElement, HtmlInputElement, PopStateEvent, Url,
};
use yew::Callback;

/// What stands before a definition at the end of a link.
pub(crate) const LINKED: &str = "definition=";
/// How long a saved file stays available to the browser's download. Milliseconds.
const DOWNLOAD: u32 = 60_000;

/// What on the page shows figures of a report.
const PUBLISHED: &str = ".answer, .picture, #tables";

/// Listeners that are taken away when this is dropped.
pub(crate) type Listeners = [EventListener; 3];

/// The element of that id.
pub(crate) fn element(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

/// Leaves one sentence on the page, in the language that it was in.
pub(crate) fn give_up(id: &str) {
    let Some(root) = element(id) else { return };
    let tag = document().document_element().and_then(|document| document.get_attribute("lang"));
    let language = tag.and_then(|tag| Language::of_tag(&tag)).unwrap_or_default();
    root.set_text_content(None);
    if let (Ok(main), Ok(alert)) = (document().create_element("main"), document().create_element("p")) {
        let _ = alert.set_attribute("role", "alert");
        alert.set_text_content(Some(Key::PageBroken.text(language)));
        let _ = main.append_child(&alert);
        let _ = root.append_child(&main);
    }
}

/// The field of that id.
pub(crate) fn input(id: &str) -> Option<HtmlInputElement> {
    element(id)?.dyn_into().ok()
}

/// Milliseconds since 1970, to measure how long something takes.
pub(crate) fn now() -> u64 {
    // JavaScript has no whole numbers; the text of its milliseconds does.
    js_sys::Date::new_0().value_of().to_string().parse().unwrap_or_default()
}

/// Runs `then` once the page has been painted: two steps, since an animation frame comes before the painting.
pub(crate) fn after_paint(then: impl FnOnce() + 'static) {
    let frame = Closure::once_into_js(move || Timeout::new(0, then).forget());
    let _ = window().request_animation_frame(frame.unchecked_ref());
}

/// Sets the language of the document.
pub(crate) fn set_language(language: Language) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("lang", language.tag());
    }
}

/// Sets the title of the document.
pub(crate) fn set_title(title: &str) {
    document().set_title(title);
}

/// Moves the focus. Gently: only from nowhere or from within the content, not from the header or the footer.
pub(crate) fn focus(id: &str, gently: bool) {
    let elsewhere = || {
        let active = document().active_element()?;
        let content = document().query_selector("main").ok()??;
        (active.tag_name() != "BODY" && !content.contains(Some(&active))).then_some(())
    };
    if gently && elsewhere().is_some() {
        return;
    }
    if let Some(target) = element(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // A field in a part that is folded cannot take the focus.
        if let Ok(Some(folded)) = target.closest("details") {
            let _ = folded.set_attribute("open", "");
        }
        let _ = target.focus();
    }
}

/// Whether some element has the focus; none has it when the one that did is gone.
pub(crate) fn has_focus() -> bool {
    document().active_element().is_some_and(|active| active.tag_name() != "BODY")
}

/// Prints the page.
pub(crate) fn print() {
    let _ = window().print();
}

/// The tag of the language that the browser prefers.
pub(crate) fn preferred_tag() -> Option<String> {
    window().navigator().language()
}

/// A file as the state speaks of it.
pub(crate) fn given(number: u32, file: &File) -> Given {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes and times of files are whole and not negative")]
    let whole = |number: f64| number as u64;
    Given { number, name: file.name(), bytes: whole(file.size()), changed: whole(file.last_modified()) }
}

/// A new entry in the browser's history after the one at hand. The address stays the same.
pub(crate) fn push_entry(name: &str) {
    if let Ok(history) = window().history() {
        let _ = history.push_state(&name.into(), "");
    }
}

/// Names the entry at hand.
pub(crate) fn rename_entry(name: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state(&name.into(), "");
    }
}

/// Hears of the browser's buttons for back and forward: the name of the entry that they lead to.
pub(crate) fn on_visit(visited: Callback<Option<String>>) -> EventListener {
    EventListener::new(&window(), "popstate", move |event| {
        visited.emit(event.dyn_ref::<PopStateEvent>().and_then(|event| event.state().as_string()));
    })
}

/// Has the browser ask whether to leave, while that is worth it.
pub(crate) fn on_unload(unsaved: Rc<Cell<bool>>, asked: Callback<()>) -> EventListener {
    EventListener::new_with_options(&window(), "beforeunload", EventListenerOptions::enable_prevent_default(), move |event| {
        if unsaved.get() {
            event.prevent_default();
            // What older browsers listen to.
            if let Some(event) = event.dyn_ref::<BeforeUnloadEvent>() {
                event.set_return_value("?");
            }
            asked.emit(());
        }
    })
}

/// The page's address without its end, and whether it lies on disk. The document tells its address but cannot be sent elsewhere
/// by it, which is all that the page may do.
pub(crate) fn address() -> (String, bool) {
    let whole = document().url().unwrap_or_default();
    let address = whole.split_once('#').map_or(whole.as_str(), |(address, _)| address).to_owned();
    let on_disk = address.starts_with("file:");
    (address, on_disk)
}

/// The definition at the end of the page's address, if there is one.
pub(crate) fn linked() -> Option<String> {
    let whole = document().url().ok()?;
    Some(whole.split_once('#')?.1.strip_prefix(LINKED)?.to_owned())
}

/// Hears of a link with a definition that is opened while the page is up.
pub(crate) fn on_link(linked: Callback<String>) -> EventListener {
    EventListener::new(&window(), "hashchange", move |_| {
        if let Some(text) = self::linked() {
            linked.emit(text);
        }
    })
}

/// Copies what stands in the field of that id. Where the browser does not let it, the text is marked instead, for the user to copy.
pub(crate) fn copy(id: &str, copied: Callback<bool>) {
    let Some(field) = input(id) else { return };
    let _ = field.focus();
    field.select();
    // A page that was opened in an insecure way has no clipboard, not even to ask.
    let navigator = window().navigator();
    let has_clipboard = Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|clipboard| clipboard.is_truthy());
    if !has_clipboard {
        return copied.emit(false);
    }
    let written = navigator.clipboard().write_text(&field.value());
    spawn_local(async move { copied.emit(JsFuture::from(written).await.is_ok()) });
}

/// Copies a table, as Word and Excel take it: its cells, without what is only read aloud. It is marked too, so that a browser that does not
/// let it be copied leaves that to the user. Answers whether it is copied.
pub(crate) fn copy_table(id: &str) -> bool {
    let table = element(id).and_then(|place| place.query_selector("table").ok().flatten());
    let (Some(table), Some(selection)) = (table, window().get_selection().ok().flatten()) else { return false };
    if selection.select_all_children(&table).is_err() {
        return false;
    }
    let Some(cells) = table.clone_node_with_deep(true).ok().and_then(|node| node.dyn_into::<Element>().ok()) else { return false };
    let all = |selector: &str| {
        let nodes = cells.query_selector_all(selector).ok();
        let nodes = move |place| nodes.as_ref()?.get(place)?.dyn_into::<Element>().ok();
        (0..).map_while(nodes).collect::<Vec<Element>>()
    };
    all(".sr").iter().for_each(Element::remove);
    let line = |row: &Element| {
        let children = row.children();
        let texts = (0..children.length()).filter_map(|place| children.item(place)).map(|cell| cell.text_content().unwrap_or_default());
        texts.collect::<Vec<_>>().join("\t")
    };
    let text = all("tr").iter().map(line).collect::<Vec<_>>().join("\n");
    let html = cells.outer_html();
    let hand_over = EventListener::once_with_options(&document(), "copy", EventListenerOptions::enable_prevent_default(), move |event| {
        if let Some(data) = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data) {
            let _ = data.set_data("text/html", &html);
            let _ = data.set_data("text/plain", &text);
            event.prevent_default();
        }
    });
    let copied = document().dyn_into::<HtmlDocument>().is_ok_and(|document| document.exec_command("copy").unwrap_or_default());
    drop(hand_over);
    copied
}

/// A document of an image as an address that an image element shows.
pub(crate) fn image(svg: &str) -> String {
    format!("data:image/svg+xml,{}", js_sys::encode_uri_component(svg))
}

/// Takes files that are dropped anywhere on the page. Elsewhere than on the page's own zone the browser would leave the page
/// for the file, and all that was read would be lost.
pub(crate) fn on_drop(choose: Callback<Vec<File>>) -> Listeners {
    let listen = |name: &'static str, then: Box<dyn Fn(&Event)>| {
        EventListener::new_with_options(&document(), name, EventListenerOptions::enable_prevent_default(), move |event| {
            event.prevent_default();
            then(event);
        })
    };
    [
        listen("dragover", Box::new(|_| set_dragging(true))),
        listen("dragleave", Box::new(|_| set_dragging(false))),
        listen(
            "drop",
            Box::new(move |event| {
                set_dragging(false);
                let dropped = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
                choose.emit(dropped.and_then(|data| data.files()).map(list).unwrap_or_default());
            }),
        ),
    ]
}

/// Listens to everything by which published figures leave the page without a button of ours: printing, copying what is marked, dragging it or
/// a picture elsewhere, and the menu by which a picture is saved.
pub(crate) fn on_leave(leave: Callback<()>) -> [EventListener; 4] {
    let listen = |name: &'static str, concerns: fn(&Event) -> bool| {
        let leave = leave.clone();
        EventListener::new(&document(), name, move |event| {
            if concerns(event) {
                leave.emit(());
            }
        })
    };
    let print = leave.clone();
    [
        EventListener::new(&window(), "beforeprint", move |_| print.emit(())),
        listen("copy", |_| is_marked()),
        listen("dragstart", |event| is_marked() || is_at_picture(event)),
        listen("contextmenu", is_at_picture),
    ]
}

/// Whether some published figure is marked.
fn is_marked() -> bool {
    let Some(selection) = window().get_selection().ok().flatten().filter(|selection| !selection.is_collapsed()) else { return false };
    let Ok(shown) = document().query_selector_all(PUBLISHED) else { return false };
    (0..shown.length())
        .filter_map(|place| shown.get(place))
        .any(|node| selection.contains_node_with_allow_partial_containment(&node, true).unwrap_or(true))
}

fn is_at_picture(event: &Event) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.closest(".picture").ok().flatten().is_some())
}

/// Lets the style sheet light up the drop zone.
fn set_dragging(on: bool) {
    if let Some(body) = document().body() {
        let classes = body.class_list();
        let _ = if on { classes.add_1("dragging") } else { classes.remove_1("dragging") };
    }
}

/// The files of an input, which is emptied so that the same file can be chosen again.
pub(crate) fn take_files(input: &HtmlInputElement) -> Vec<File> {
    let files = input.files().map(list).unwrap_or_default();
    input.set_value("");
    files
}

fn list(files: FileList) -> Vec<File> {
    (0..files.length()).filter_map(|index| files.get(index)).collect()
}

/// Whether something is written in the field that the browser cannot read, such as half a date.
pub(crate) fn is_unreadable(input: &HtmlInputElement) -> bool {
    Reflect::get(input, &"validity".into())
        .and_then(|validity| Reflect::get(&validity, &"badInput".into()))
        .is_ok_and(|unreadable| unreadable.is_truthy())
}

/// The text of a block in the document, as JavaScript's own: the engine's is too large to copy back and forth.
pub(crate) fn block(id: &str) -> Option<JsValue> {
    Reflect::get(element(id)?.as_ref(), &"textContent".into()).ok()
}

/// An address in the page for some content; taken back when dropped.
pub(crate) struct Address(String);

impl Address {
    /// An address for parts that follow each other, of one media type.
    pub(crate) fn of(parts: &Array, media: &str) -> Option<Self> {
        let kind = BlobPropertyBag::new();
        kind.set_type(media);
        let blob = Blob::new_with_blob_sequence_and_options(parts, &kind).ok()?;
        Url::create_object_url_with_blob(&blob).ok().map(Self)
    }

    /// The address.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Drop for Address {
    fn drop(&mut self) {
        let _ = Url::revoke_object_url(&self.0);
    }
}

/// Hands a file to the user as a download; answers whether the browser has taken it. What it does with it then, nobody is told.
pub(crate) fn save(file: &ExportedFile) -> bool {
    let parts = Array::of1(&Uint8Array::from(file.bytes.as_slice()));
    Address::of(&parts, &file.media).is_some_and(|address| download(address, &file.name))
}

/// How many pixels a picture saved as such has for each of its own, so that it is sharp in print.
const SHARP: u32 = 3;

/// Draws a picture as pixels and hands it to the user as PNG; `failed` is told its name if the browser does not let it.
pub(crate) fn save_pixels(svg: String, name: String, failed: Callback<String>) {
    spawn_local(async move {
        if draw(&svg, &name, failed.clone()).await.is_none() {
            failed.emit(name);
        }
    });
}

async fn draw(svg: &str, name: &str, failed: Callback<String>) -> Option<()> {
    let image = HtmlImageElement::new().ok()?;
    image.set_src(&self::image(svg));
    let _ = JsFuture::from(image.decode()).await.ok()?;
    let canvas = document().create_element("canvas").ok()?.dyn_into::<HtmlCanvasElement>().ok()?;
    let (width, height) = (image.natural_width() * SHARP, image.natural_height() * SHARP);
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas.get_context("2d").ok()??.dyn_into::<CanvasRenderingContext2d>().ok()?;
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, f64::from(width), f64::from(height)).ok()?;
    let name = name.to_owned();
    let hand_over = Closure::once_into_js(move |blob: Option<Blob>| {
        let address = blob.and_then(|blob| Url::create_object_url_with_blob(&blob).ok());
        if !address.is_some_and(|address| download(Address(address), &name)) {
            failed.emit(name);
        }
    });
    canvas.to_blob(hand_over.unchecked_ref()).ok()
}

/// Lets the browser download what is at an address, which is let go of after a while.
fn download(address: Address, name: &str) -> bool {
    let Some(anchor) = document().create_element("a").ok().and_then(|element| element.dyn_into::<HtmlAnchorElement>().ok()) else {
        return false;
    };
    // A browser that knows no downloads would leave the page for the file.
    if !Reflect::has(&anchor, &"download".into()).unwrap_or_default() {
        return false;
    }
    anchor.set_href(address.as_str());
    anchor.set_download(name);
    anchor.click();
    let _ = Timeout::new(DOWNLOAD, move || drop(address)).forget();
    true
}
