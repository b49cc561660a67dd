//! Each door is found where it stands, and what only looks like one is not.

use super::{Door, in_manifest, in_program, in_script, in_shell};

fn lines(doors: &[Door]) -> Vec<usize> {
    let mut lines: Vec<usize> = doors.iter().map(|door| door.line).collect();
    lines.dedup();
    lines
}

/// Each line of the text is a door of its own.
fn all_found(find: fn(&str) -> Vec<Door>, text: &str) {
    let expected: Vec<usize> = (1..=text.lines().count()).collect();
    assert_eq!(lines(&find(text)), expected, "{:#?}", find(text));
}

#[test]
fn doors_in_a_program_are_found() {
    all_found(
        in_program,
        r##"let _ = window().open();
let _ = window().open_with_url("https://a.example");
window().location().set_href("https://a.example");
use web_sys::{Element, Location};
document().set_location(&place);
let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&data));
let _ = history.push_state(&JsValue::NULL, &name);
let peer = web_sys::RtcPeerConnection::new()?;
anchor.set_target("_blank");
html! { <a href="https://a.example">{ "ut" }</a> }
html! { <a href={address}>{ "ut" }</a> }
html! { <form action="https://a.example"></form> }
html! { <a href="#a" ping={address}></a> }
html! { <a href="#a" target="_blank"></a> }
html! { <meta http-equiv="refresh" content="0" /> }
html! { <link rel="preconnect" /> }
js_sys::eval("1");
let run = js_sys::Function::new_with_args("a", "b");
let open = Reflect::get(&window(), &name.into());
let open = Reflect::get(&window(), &"open".into());
let _ = Reflect::set(&window(), &"location".into(), &address.into());
let _ = Reflect::apply(&open, &window(), &arguments);
#[wasm_bindgen(inline_js = "export function out() {}")]
extern "C" {
#[wasm_bindgen(js_name = open)]
let _ = navigator.send_beacon(&address);
let _ = navigator.service_worker();
let _ = document().create_element("iframe");
let _ = document().create_element(&name);
let _ = element.set_attribute("srcset", &address);
let _ = element.set_attribute(&name, &address);
element.set_inner_html(&text);
let _ = window().fetch_with_str(&address);
document.set_cookie(&text);
"##,
    );
}

#[test]
fn what_a_program_needs_is_no_door() {
    let harmless = r##"// window.open, location, eval("") and fetch_with_str in a comment
anchor.set_href(address.as_str());
html! { <a class="skip" href="#main">{ page.say(Key::PageSkip) }</a> }
html! { <a href={format!("#{id}")}></a> }
let _ = Reflect::get(&navigator, &"clipboard".into());
let _ = Reflect::set(&message, &"answer".into(), &value);
let _ = history.push_state(&JsValue::NULL, "");
reading.open(&file.name(), None);
let open = page.allocation();
let evaluated = retrieval;
let _ = root.set_attribute("lang", language.tag());
let _ = document().create_element("canvas");
"##;
    assert_eq!(in_program(harmless), []);
}

#[test]
fn doors_in_a_script_are_found() {
    all_found(
        in_script,
        "window.open(a)
open(a)
arg0.open(arg1)
location = a
window.location.href = a
navigation.navigate(a)
new RTCPeerConnection()
fetch(a)
new XMLHttpRequest()
new WebSocket(a)
navigator.sendBeacon(a)
importScripts(a)
import(a)
navigator.serviceWorker.register(a)
form.submit()
link.href = a
link.target = '_blank'
link.ping = a
link.rel = 'preconnect'
eval(a)
new Function(a)
element.innerHTML = a
document.cookie = a
",
    );
    assert_eq!(in_script("// fetch(a)\nconst prefetched = 1; reopen(a); wasm_bindgen.initSync({ module });"), []);
}

#[test]
fn doors_in_the_shell_are_found() {
    all_found(
        in_shell,
        "<meta http-equiv=\"refresh\" content=\"0\">
<a href=\"x\">
<form>
<base href=\"x\">
<img alt=\"\">
<iframe></iframe>
<p onclick=\"x\">
<link rel=\"preconnect\" href=\"x\">
<script type=\"speculationrules\">
",
    );
    assert_eq!(in_shell("<meta http-equiv=\"Content-Security-Policy\" content=\"x\"><link rel=\"icon\" data-pack=\"icon.svg\">"), []);
}

#[test]
fn doors_among_features_are_found() {
    all_found(in_manifest, "\"Location\",\n\"RtcPeerConnection\",\n\"Request\", \"Window\",\ngloo = { features = [\"net\"] }\n");
    assert_eq!(in_manifest("# \"Location\"\n\"Window\", \"Navigator\", \"HtmlAnchorElement\", \"History\""), []);
}

#[test]
fn a_door_is_told_with_its_line_and_its_reason() {
    let doors = in_script("\nlet a;\nfetch(a)");
    assert_eq!(doors.iter().map(|door| (door.line, door.word.as_str())).collect::<Vec<_>>(), [(3, "fetch")]);
    assert!(doors.iter().all(|door| door.reason.starts_with("the program asks no network")));
}
