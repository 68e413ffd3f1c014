//! `httpRequest`, as a step and as a tool.

use super::work::Work;
use crate::import::redact::is_credential;
use serde_json::{Map, Value, json};

pub(super) fn convert(work: &mut Work<'_, '_>, at: usize) {
    let config = settings(work, at);
    work.put(at, "http_request", Value::Object(config), "It makes the same request.");
}

/// The settings of a request, with expressions translated.
pub(super) fn settings(work: &mut Work<'_, '_>, at: usize) -> Map<String, Value> {
    let graph = work.graph;
    let source = &graph.sources[at];
    let parameters = source.parameters;
    let mut config = Map::new();
    let method = source.text("method");
    let method = if method.is_empty() { source.text("requestMethod") } else { method };
    config.insert("method".to_owned(), json!(if method.is_empty() { "GET" } else { method }));
    config.insert("url".to_owned(), {
        let url = work.draft.url(&source.original(), &source.node, source.text("url"));
        Value::String(work.text(at, &url))
    });
    let credentials = source.data["credentials"].as_object().is_some_and(|all| !all.is_empty());
    let authentication = source.text("authentication");
    if credentials || !matches!(authentication, "" | "none") {
        let secret = work.secret(at, "Authorization");
        config.insert("secret".to_owned(), json!(secret));
    }
    for (from, to) in [("queryParameters", "query"), ("headerParameters", "headers")] {
        let mut pairs = Map::new();
        for pair in parameters[from]["parameters"].as_array().into_iter().flatten() {
            let Some(name) = pair["name"].as_str().filter(|name| !name.is_empty()) else { continue };
            let value = pair["value"].as_str().unwrap_or_default();
            if is_credential(name) && !value.starts_with('=') && !value.is_empty() {
                if to == "headers" && !config.contains_key("secret") {
                    let secret = work.secret(at, name);
                    config.insert("secret".to_owned(), json!(secret));
                    config.insert("secret_header".to_owned(), json!(name));
                } else {
                    let what = format!(
                        "‘{name}’ looks like a credential and was left out; a request sends one secret, in a header."
                    );
                    work.draft.not_carried(&source.original(), Some(&source.node), what);
                }
                continue;
            }
            let value = work.text(at, value);
            pairs.insert(name.to_owned(), Value::String(value));
        }
        if !pairs.is_empty() {
            config.insert(to.to_owned(), Value::Object(pairs));
        }
    }
    if parameters["sendBody"] == true || parameters["jsonParameters"] == true {
        let body = body(work, at);
        config.insert("body".to_owned(), body);
    }
    for option in parameters["options"].as_object().into_iter().flatten().map(|(name, _)| name) {
        let what = format!("Its option {option} has no counterpart and was left out.");
        work.draft.not_carried(&source.original(), Some(&source.node), what);
    }
    config
}

fn body(work: &mut Work<'_, '_>, at: usize) -> Value {
    let graph = work.graph;
    let parameters = graph.sources[at].parameters;
    if let Some(text) = parameters["jsonBody"].as_str() {
        let computed = text.starts_with('=');
        // As a value where it is one: a lone hole then keeps its type.
        return match serde_json::from_str::<Value>(text.trim_start_matches('=')) {
            Ok(value) if computed => computed_value(work, at, &value),
            Ok(value) => work.value(at, &value),
            Err(_) => Value::String(work.text(at, text)),
        };
    }
    if let Some(text) = parameters["body"].as_str() {
        return Value::String(work.text(at, text));
    }
    let mut pairs = Map::new();
    for pair in parameters["bodyParameters"]["parameters"].as_array().into_iter().flatten() {
        let Some(name) = pair["name"].as_str() else { continue };
        let value = work.value(at, &pair["value"]);
        pairs.insert(name.to_owned(), value);
    }
    Value::Object(pairs)
}

/// Of a text that is an expression as a whole, every text in it may have holes.
fn computed_value(work: &mut Work<'_, '_>, at: usize, value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(work.text(at, &format!("={text}"))),
        Value::Array(items) => items.iter().map(|item| computed_value(work, at, item)).collect(),
        Value::Object(entries) => {
            entries.iter().map(|(name, entry)| (name.clone(), computed_value(work, at, entry))).collect()
        }
        other => other.clone(),
    }
}
