//! What assistive technology is told of the page: Chromium's accessibility tree, as lines.

use crate::Browser;
use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::HashMap;

/// What of the tree a walk with a screen reader stops at; what is between is text.
const STOPS: [&str; 26] = [
    "alert",
    "banner",
    "button",
    "checkbox",
    "columnheader",
    "combobox",
    "contentinfo",
    "Date",
    "DisclosureTriangle",
    "figure",
    "form",
    "group",
    "heading",
    "image",
    "link",
    "list",
    "main",
    "note",
    "progressbar",
    "radio",
    "radiogroup",
    "region",
    "slider",
    "spinbutton",
    "status",
    "textbox",
];
/// These are one thing; what the browser makes them of is its own, in its own language.
const WHOLE: [&str; 2] = ["combobox", "Date"];

impl Browser {
    /// A line for each landmark, heading, control, picture, column and news, indented by what it stands within.
    ///
    /// # Errors
    /// The browser does not answer.
    pub fn told(&self) -> Result<String> {
        let nodes = self.tree()?;
        let by_id: HashMap<&str, &Node> = nodes.iter().map(|node| (node.id.as_str(), node)).collect();
        let mut lines = Vec::new();
        if let Some(root) = nodes.first() {
            tell(root, &by_id, 0, &mut lines);
        }
        Ok(lines.join("\n"))
    }

    /// What is read of everything of a role, such as each cell.
    ///
    /// # Errors
    /// The browser does not answer.
    pub fn told_of(&self, role: &str) -> Result<Vec<String>> {
        Ok(self.tree()?.iter().filter(|node| !node.ignored && text(&node.role) == role).map(|node| text(&node.name)).collect())
    }

    fn tree(&self) -> Result<Vec<Node>> {
        let _ = self.devtools("Accessibility.enable", &json!({}))?;
        let tree = self.devtools("Accessibility.getFullAXTree", &json!({}))?;
        let _ = self.devtools("Accessibility.disable", &json!({}))?;
        Ok(serde_json::from_value(tree.get("nodes").cloned().context("no tree")?)?)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Node {
    #[serde(rename = "nodeId")]
    id: String,
    #[serde(default)]
    ignored: bool,
    role: Option<Told>,
    name: Option<Told>,
    description: Option<Told>,
    value: Option<Told>,
    #[serde(default)]
    properties: Vec<Property>,
    #[serde(default)]
    child_ids: Vec<String>,
}

#[derive(Deserialize)]
struct Told {
    #[serde(default)]
    value: Value,
}

#[derive(Deserialize)]
struct Property {
    name: String,
    value: Told,
}

fn text(told: &Option<Told>) -> String {
    told.as_ref().map(Told::text).unwrap_or_default()
}

impl Told {
    fn text(&self) -> String {
        match &self.value {
            Value::Null => String::new(),
            Value::String(text) => text.replace('\u{a0}', " "),
            other => other.to_string(),
        }
    }
}

/// The lines of a node and of all below it.
fn tell(node: &Node, all: &HashMap<&str, &Node>, depth: usize, lines: &mut Vec<String>) {
    let (role, name) = (text(&node.role), text(&node.name));
    // A list or group without a name only holds others together.
    let stops = !node.ignored && STOPS.contains(&role.as_str()) && !(["list", "group"].contains(&role.as_str()) && name.is_empty());
    if stops {
        let shown = |before: &str, text: String, after: &str| if text.is_empty() { text } else { format!("{before}{text}{after}") };
        // The value of a file button is the browser's own word for no file.
        let value = if role == "button" { String::new() } else { text(&node.value) };
        let word = if role == "DisclosureTriangle" { "disclosure" } else { &role };
        let parts = [
            "  ".repeat(depth),
            word.to_lowercase(),
            shown(" “", name, "”"),
            shown(" = ", value, ""),
            shown(" (", text(&node.description), ")"),
            shown(" [", stated(node), "]"),
        ];
        lines.push(parts.concat());
    }
    if !(stops && WHOLE.contains(&role.as_str())) {
        for child in node.child_ids.iter().filter_map(|id| all.get(id.as_str())) {
            tell(child, all, depth + usize::from(stops), lines);
        }
    }
}

/// The states that are read out with a control.
fn stated(node: &Node) -> String {
    let of = |name: &str| node.properties.iter().find(|property| property.name == name).map(|property| property.value.text());
    let level = of("level").map(|level| format!("level {level}"));
    let on = ["checked", "disabled", "invalid", "focused"].into_iter().filter(|name| of(name).is_some_and(|value| value != "false"));
    let expanded = if text(&node.role) == "combobox" { None } else { of("expanded") };
    let expanded = expanded.map(|value| if value == "true" { "open" } else { "folded" }.to_owned());
    level.into_iter().chain(on.map(str::to_owned)).chain(expanded).collect::<Vec<_>>().join(", ")
}
