//! Calls that take the name of what they reach for: the name has to stand there, and to be one of those that are known to lead nowhere.

use super::Door;

/// A call, which of its arguments is the name, and the names that it may have.
struct Call {
    text: &'static str,
    argument: usize,
    names: &'static [&'static str],
    reason: &'static str,
}

const CALLS: [Call; 6] = [
    Call {
        text: "Reflect::get(",
        argument: 1,
        names: &[
            "answer",
            "ask",
            "badInput",
            "broken",
            "clipboard",
            "files",
            "fingerprint",
            "message",
            "name",
            "textContent",
            "trial",
            "validity",
        ],
        reason: "by its name, anything of the browser can be reached; this name is none of those that are known",
    },
    Call {
        text: "Reflect::set(",
        argument: 1,
        names: &["answer", "ask", "broken", "bytes", "fault", "files", "message", "name", "programs"],
        reason: "by its name, anything of the browser can be set, the address too; this name is none of those that are known",
    },
    Call {
        text: "create_element(",
        argument: 0,
        names: &["a", "canvas", "main", "p"],
        reason: "an element of this name might fetch, send or run something",
    },
    Call {
        text: "set_attribute(",
        argument: 0,
        names: &["hidden", "lang", "open", "role"],
        reason: "an attribute of this name might fetch, send or run something",
    },
    Call { text: "push_state(", argument: 1, names: &[""], reason: "the title is not for data" },
    Call { text: "replace_state(", argument: 1, names: &[""], reason: "the title is not for data" },
];

/// Links by their markup: the beginnings that stay on the page.
const LINKS: [&str; 2] = ["\"#", "{format!(\"#"];

/// The calls whose name is unknown or does not stand there, and the links that lead off the page.
pub(super) fn in_calls(code: &str) -> Vec<Door> {
    let calls = CALLS.iter().flat_map(|call| {
        code.match_indices(call.text).filter_map(|(place, text)| {
            let rest = code.get(place + text.len()..).unwrap_or_default();
            let name = arguments(rest).into_iter().nth(call.argument).unwrap_or_default();
            let known = literal(&name).is_some_and(|name| call.names.contains(&name));
            (!known).then(|| Door { line: line(code, place), word: format!("{text}… {name}"), reason: call.reason })
        })
    });
    let links = code.match_indices("href=").filter_map(|(place, text)| {
        let rest = code.get(place + text.len()..).unwrap_or_default();
        let stays = LINKS.iter().any(|begin| rest.starts_with(begin));
        let reason = "a link leads to a place on the page, and nowhere else";
        (!stays).then(|| Door { line: line(code, place), word: text.to_owned(), reason })
    });
    calls.chain(links).collect()
}

/// The arguments of a call, from what follows its opening bracket.
fn arguments(rest: &str) -> Vec<String> {
    let (mut depth, mut all) = (0_usize, vec![String::new()]);
    for letter in rest.chars() {
        match letter {
            ')' | ']' | '}' if depth == 0 => break,
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                all.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = all.last_mut() {
            last.push(letter);
        }
    }
    all.iter().map(|argument| argument.trim().to_owned()).collect()
}

/// What a literal says: `"name"` or `&"name".into()`.
fn literal(argument: &str) -> Option<&str> {
    let text = argument.trim_start_matches('&').strip_prefix('"')?;
    let (text, rest) = text.split_once('"')?;
    matches!(rest, "" | ".into()").then_some(text)
}

fn line(code: &str, place: usize) -> usize {
    code.get(..place).map_or(0, |before| before.matches('\n').count()) + 1
}
