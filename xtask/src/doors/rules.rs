//! The words, each with its reason.

/// A word and why it may not stand there. A star at its end stands for whatever follows.
pub(super) struct Word {
    pub(super) text: &'static str,
    pub(super) reason: &'static str,
}

/// A passage that has such a word and is harmless, and the reason.
pub(super) type Passage = (&'static str, &'static str);

const fn word(text: &'static str, reason: &'static str) -> Word {
    Word { text, reason }
}

const WINDOW: &str = "no policy keeps a page from opening a window with any address";
const ADDRESS: &str = "no policy keeps a page from changing its address, and the new one may say anything";
const RELOADED: &str = "an address that is only shown is still asked for when the page is loaded again";
const PEER: &str = "no policy of today stops WebRTC, which sends to whatever computer it is given";
const AHEAD: &str = "no policy stops the browser from looking up or opening a connection to a host that is named to it";
const REQUEST: &str = "the program asks no network for anything, so that it need not be stopped from it";
const FORM: &str = "a form sends, and some browsers have let it into a window of its own";
const CLICK: &str = "a click on a link is a change of address or a new window";
const TEXT: &str = "text that becomes markup or program can become any of the others";
const OWN: &str = "what the program may reach in the browser is what web-sys names; a door of its own would not be seen here";
const OUTLIVES: &str = "it outlives the page, or is sent with its next request";
const SHARE: &str = "it hands over to another program";
const STYLE: &str = "the policy stops it, so that it would not work";

/// In the Rust source of `src/bin/page` and `src/bin/engine.rs`.
pub(super) const PROGRAM: &[Word] = &[
    word("window().open*", WINDOW),
    word("window.open*", WINDOW),
    word("open_with_*", WINDOW),
    word("Location", ADDRESS),
    word("location()", ADDRESS),
    word("set_location", ADDRESS),
    word("set_href", CLICK),
    word("set_hash", RELOADED),
    word("push_state_with_url*", RELOADED),
    word("replace_state_with_url*", RELOADED),
    word("Navigation", ADDRESS),
    word("Rtc*", PEER),
    word("WebSocket*", REQUEST),
    word("WebTransport*", REQUEST),
    word("XmlHttpRequest*", REQUEST),
    word("EventSource*", REQUEST),
    word("Request", REQUEST),
    word("RequestInit", REQUEST),
    word("Response", REQUEST),
    word("Headers", REQUEST),
    word("fetch_with*", REQUEST),
    word("fetch_later*", REQUEST),
    word("send_beacon*", REQUEST),
    word("import_scripts*", REQUEST),
    word("gloo::net*", REQUEST),
    word("gloo::history*", ADDRESS),
    word("ServiceWorker*", OUTLIVES),
    word("service_worker*", OUTLIVES),
    word("SharedWorker*", OUTLIVES),
    word("CacheStorage", REQUEST),
    word("set_cookie", OUTLIVES),
    word("session_storage*", OUTLIVES),
    word("indexed_db*", OUTLIVES),
    word("share_with*", SHARE),
    word(".share(", SHARE),
    word("register_protocol_handler*", SHARE),
    word("HtmlFormElement", FORM),
    word(".submit()", FORM),
    word("request_submit*", FORM),
    word("set_action", FORM),
    word("set_form_action", FORM),
    word("action={", FORM),
    word("action=\"", FORM),
    word("formaction=*", FORM),
    word("set_target", CLICK),
    word("target={", CLICK),
    word("target=\"", CLICK),
    word("set_ping", CLICK),
    word("ping=*", CLICK),
    word("set_rel", AHEAD),
    word("rel=*", AHEAD),
    word("HtmlLinkElement", AHEAD),
    word("HtmlScriptElement", TEXT),
    word("HtmlMetaElement", ADDRESS),
    word("http-equiv", ADDRESS),
    word("HtmlIFrameElement", REQUEST),
    word("HtmlObjectElement", REQUEST),
    word("HtmlEmbedElement", REQUEST),
    word("HtmlBaseElement", ADDRESS),
    word("srcdoc", TEXT),
    word("eval(", TEXT),
    word("new_with_args*", TEXT),
    word("new_no_args*", TEXT),
    word("inner_html", TEXT),
    word("set_inner_html", TEXT),
    word("set_outer_html", TEXT),
    word("insert_adjacent_html", TEXT),
    word("dangerously_set_inner_html", TEXT),
    word("from_html_unchecked*", TEXT),
    word("DomParser", TEXT),
    word("inline_js", OWN),
    word("extern", OWN),
    word("wasm_bindgen(", OWN),
    word("[wasm_bindgen", OWN),
    word("Reflect::apply*", OWN),
    word("Reflect::construct*", OWN),
    word("Reflect::define_property*", OWN),
    word("style={", STYLE),
    word("style=\"", STYLE),
];

/// In that source.
pub(super) const PROGRAM_PASSAGES: &[Passage] = &[
    ("anchor.set_href(address.as_str())", "the address is a blob's, by the type of `Address`, and the click after it is a download"),
    ("<a href={address} onclick={go}>", "the address is `#` and the id of a field with a fault"),
    ("Reflect::get(&data, &name.into())", "what is looked into is a message of our worker's, not a window"),
    ("Reflect::set(object, &name.into(), value)", "what is written is a message to our worker, not a window"),
    ("Reflect::set(&message, &name.into(), value)", "what is written is a message to the page, not a window"),
    ("Reflect::get(&file, &name.into())", "what is looked into is what the page says of a file, not a window"),
    ("Reflect::get(&event.data(), &name.into())", "what is looked into is a message of the page's, not a window"),
];

/// In scripts.
pub(super) const SCRIPT: &[Word] = &[
    word(".open(", WINDOW),
    word("open(", WINDOW),
    word("location", ADDRESS),
    word("navigation", ADDRESS),
    word("RTC*", PEER),
    word("webkitRTC*", PEER),
    word("preconnect", AHEAD),
    word("dns-prefetch", AHEAD),
    word("prefetch", AHEAD),
    word("speculationrules", AHEAD),
    word("fetch", REQUEST),
    word("fetchLater", REQUEST),
    word("XMLHttpRequest", REQUEST),
    word("WebSocket", REQUEST),
    word("WebTransport", REQUEST),
    word("EventSource", REQUEST),
    word("sendBeacon", REQUEST),
    word("importScripts", REQUEST),
    word("import(", REQUEST),
    word("serviceWorker", OUTLIVES),
    word("SharedWorker", OUTLIVES),
    word("cookie", OUTLIVES),
    word(".share(", SHARE),
    word("registerProtocolHandler", SHARE),
    word(".submit(", FORM),
    word("requestSubmit", FORM),
    word(".action", FORM),
    word("formAction", FORM),
    word(".href =", CLICK),
    word(".target =", CLICK),
    word(".ping", CLICK),
    word(".rel", AHEAD),
    word("http-equiv", ADDRESS),
    word("httpEquiv", ADDRESS),
    word("srcdoc", TEXT),
    word("eval(", TEXT),
    word("Function(", TEXT),
    word("innerHTML", TEXT),
    word("outerHTML =", TEXT),
    word("insertAdjacentHTML", TEXT),
    word("document.write*", TEXT),
    word("DOMParser", TEXT),
];

/// In scripts: all of them wasm-bindgen's.
pub(super) const SCRIPT_PASSAGES: &[Passage] = &[
    ("new URL(document.currentScript.src, location.href).toString()", "it reads where a script was loaded from, which was nowhere"),
    (
        "module_or_path = fetch(module_or_path);",
        "only if it is given an address; it is given the program itself, and the policy stops the rest",
    ),
    ("`failed to fetch Wasm: ${module.status} ${module.statusText} fetching '${module.url}'`", "words"),
    ("return `Function(${name})`;", "words"),
    ("arg0.innerHTML = getStringFromWasm0(arg1, arg2);", "Yew's, for markup from text, which the source may not ask it for"),
    ("arg0.href = getStringFromWasm0(arg1, arg2);", "the link by which a file is saved; what it may lead to is held in the source"),
];

/// In `www/index.html` and in what `xtask pack` makes of it, beside the parts that it packs.
pub(super) const SHELL: &[Word] = &[
    word("<a", CLICK),
    word("<area", CLICK),
    word("<form", FORM),
    word("<base", ADDRESS),
    word("http-equiv", ADDRESS),
    word("<iframe", REQUEST),
    word("<object", REQUEST),
    word("<embed", REQUEST),
    word("<img", REQUEST),
    word("<video", REQUEST),
    word("<audio", REQUEST),
    word(" src=", REQUEST),
    word(" srcset=", REQUEST),
    word("http:*", REQUEST),
    word("https:*", REQUEST),
    word(" target=", CLICK),
    word(" action=", FORM),
    word(" ping=", CLICK),
    word("preconnect", AHEAD),
    word("dns-prefetch", AHEAD),
    word("prefetch", AHEAD),
    word("preload", AHEAD),
    word("manifest", REQUEST),
    word("speculationrules", AHEAD),
    word(" onload=", TEXT),
    word(" onclick=", TEXT),
    word(" onerror=", TEXT),
    word(" style=", STYLE),
];

/// In the shell.
pub(super) const SHELL_PASSAGES: &[Passage] =
    &[("<meta http-equiv=\"Content-Security-Policy\"", "the policy itself, which the packing asks for")];

/// Among the features in `Cargo.toml`.
pub(super) const MANIFEST: &[Word] = &[
    word("\"Location\"", ADDRESS),
    word("\"Navigation*", ADDRESS),
    word("\"Rtc*", PEER),
    word("\"WebSocket\"", REQUEST),
    word("\"WebTransport*", REQUEST),
    word("\"XmlHttpRequest*", REQUEST),
    word("\"EventSource*", REQUEST),
    word("\"Request*", REQUEST),
    word("\"Response*", REQUEST),
    word("\"Headers\"", REQUEST),
    word("\"Cache*", REQUEST),
    word("\"ServiceWorker*", OUTLIVES),
    word("\"SharedWorker*", OUTLIVES),
    word("\"Push*", OUTLIVES),
    word("\"HtmlFormElement\"", FORM),
    word("\"HtmlLinkElement\"", AHEAD),
    word("\"HtmlScriptElement\"", TEXT),
    word("\"HtmlMetaElement\"", ADDRESS),
    word("\"HtmlBaseElement\"", ADDRESS),
    word("\"HtmlIFrameElement\"", REQUEST),
    word("\"HtmlObjectElement\"", REQUEST),
    word("\"HtmlEmbedElement\"", REQUEST),
    word("\"DomParser\"", TEXT),
    word("\"net\"", REQUEST),
    word("\"http\"", REQUEST),
    word("\"history\"", ADDRESS),
    word("reqwest", REQUEST),
    word("ehttp", REQUEST),
];
