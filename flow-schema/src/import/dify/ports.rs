//! Which way out a handle of the document is.

use super::graph::Source;
use crate::id::PortId;
use crate::import::names;
use serde_json::Value;

/// The way out by a handle, or `None` when it is not known.
pub(super) fn port(source: &Source<'_>, handle: &str) -> Option<String> {
    match (source.kind.as_str(), handle) {
        (_, "fail-branch") => Some(PortId::ERROR.to_owned()),
        ("if-else", handle) => {
            let cases = case_ids(source);
            if handle == "false" {
                return Some(otherwise(cases.len()).to_owned());
            }
            let at = cases.iter().position(|id| id == handle)?;
            Some(case_port(at, cases.len()))
        }
        ("question-classifier", handle) => {
            let at = source.list("classes").iter().position(|class| text_of(&class["id"]) == handle)?;
            class_ports(source).into_iter().nth(at)
        }
        ("human-input", "__timeout") => Some("timeout".to_owned()),
        ("human-input", handle) => {
            let known = source.list("user_actions").iter().any(|action| action["id"] == handle);
            known.then(|| names::port(handle))
        }
        (_, "source" | "success-branch" | "") => Some(PortId::OUT.to_owned()),
        _ => None,
    }
}

/// Of the cases of an `if-else`; before 0.1.2 there was one without an id.
pub(super) fn case_ids(source: &Source<'_>) -> Vec<String> {
    let cases = source.list("cases");
    if cases.is_empty() {
        return vec!["true".to_owned()];
    }
    let id = |case: &Value| match &case["case_id"] {
        Value::Null => text_of(&case["id"]),
        id => text_of(id),
    };
    cases.iter().map(id).collect()
}

pub(super) fn case_port(at: usize, count: usize) -> String {
    if count == 1 { "yes".to_owned() } else { format!("case_{}", at + 1) }
}

pub(super) fn otherwise(count: usize) -> &'static str {
    if count == 1 { "no" } else { "else" }
}

/// Names of classes, each once.
pub(super) fn class_ports(source: &Source<'_>) -> Vec<String> {
    let mut ports: Vec<String> = Vec::new();
    for class in source.list("classes") {
        let base = names::port(class["name"].as_str().unwrap_or_default());
        let mut port = base.clone();
        let mut count = 1;
        while ports.contains(&port) {
            count += 1;
            let short: String = base.chars().take(55).collect();
            port = format!("{short} {count}");
        }
        ports.push(port);
    }
    ports
}

fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
