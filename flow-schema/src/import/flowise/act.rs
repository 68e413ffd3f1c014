//! `tool`, `http`, `customFunction` and `executeFlow`.

use super::graph::Source;
use super::work::Work;
use crate::import::foreign::{Dialect, function};
use crate::import::names::{flow_name, identifier};
use crate::import::redact::is_credential;
use crate::import::rhai_text::hole;
use serde_json::{Map, Value, json};

pub(super) fn tool(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let name = ["toolAgentflowSelectedTool", "selectedTool"]
        .iter()
        .map(|key| at.text(key))
        .find(|name| !name.is_empty());
    let Some(name) = name else { return work.put_placeholder(at, "no tool is chosen") };
    let server = identifier(name).replace('_', "-");
    let mut arguments = Map::new();
    for argument in at.list("toolInputArgs") {
        let Some(key) = argument["inputArgName"].as_str().filter(|key| !key.is_empty()) else { continue };
        let value = work.text(at, argument["inputArgValue"].as_str().unwrap_or_default());
        arguments.insert(key.to_owned(), Value::String(value));
    }
    work.draft.needs_tool(
        &format!("mcp:{server}/{name}"),
        &format!("The tool ‘{name}’; connect an MCP server that offers it."),
        &at.node,
    );
    work.draft.approximated(&at.original(), &at.node, "There it is built in; here a tool of an MCP server, which has to be connected and may name its arguments otherwise.");
    work.put(
        at,
        "mcp_tool",
        json!({ "server": server, "tool": name, "arguments": arguments }),
        "It calls a tool of an MCP server.",
    );
    work.updates(at, "toolUpdateState");
}

pub(super) fn http(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let mut config = Map::new();
    let method = at.text("method").to_uppercase();
    config.insert("method".to_owned(), json!(if method.is_empty() { "GET".to_owned() } else { method }));
    config.insert("url".to_owned(), {
        let url = work.draft.url(&at.original(), &at.node, at.text("url").trim());
        Value::String(work.text(at, &url))
    });
    if at.data["credential"].is_string()
        || at.inputs["FLOWISE_CREDENTIAL_ID"].is_string()
        || at.inputs["credential"].is_string()
    {
        secret(work, at, &mut config, "Authorization");
    }
    for (from, to) in [("queryParams", "query"), ("headers", "headers")] {
        let mut pairs = Map::new();
        for pair in at.list(from) {
            let Some(key) = pair["key"].as_str().filter(|key| !key.is_empty()) else { continue };
            let value = pair["value"].as_str().unwrap_or_default();
            if is_credential(key) && !value.contains("{{") && !value.is_empty() {
                if to == "headers" && !config.contains_key("secret") {
                    secret(work, at, &mut config, key);
                } else {
                    let what = format!(
                        "‘{key}’ looks like a credential and was left out; a request sends one secret, in a header."
                    );
                    work.draft.not_carried(&at.original(), Some(&at.node), what);
                }
                continue;
            }
            let value = work.text(at, value);
            pairs.insert(key.to_owned(), Value::String(value));
        }
        if !pairs.is_empty() {
            config.insert(to.to_owned(), Value::Object(pairs));
        }
    }
    match (at.text("bodyType"), &at.inputs["body"]) {
        (_, Value::Null) => {}
        (_, Value::String(text)) if text.trim().is_empty() => {}
        ("json", Value::String(text)) => {
            let text = crate::import::html::plain_text(text);
            let body = match serde_json::from_str::<Value>(&text) {
                Ok(value) => texts(work, at, &value),
                Err(_) => Value::String(work.text(at, &text)),
            };
            config.insert("body".to_owned(), body);
        }
        ("raw", Value::String(text)) => {
            let body = work.text(at, text);
            config.insert("body".to_owned(), Value::String(body));
        }
        (kind, _) => {
            let what = format!("Its body of type {kind} was left out.");
            work.draft.not_carried(&at.original(), Some(&at.node), what);
        }
    }
    work.put(at, "http_request", Value::Object(config), "It makes the same request.");
}

fn secret(work: &mut Work<'_, '_>, at: &Source<'_>, config: &mut Map<String, Value>, header: &str) {
    let name = format!("{}_{}", at.node, identifier(header));
    let what = format!(
        "Sent as the header {header}, whole, with its prefix such as ‘Bearer’ if it needs one; it was not copied."
    );
    work.draft.needs_secret(&name, &what, &at.node);
    config.insert("secret".to_owned(), json!(name));
    config.insert("secret_header".to_owned(), json!(header));
}

fn texts(work: &mut Work<'_, '_>, at: &Source<'_>, value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(work.text(at, text)),
        Value::Array(items) => items.iter().map(|item| texts(work, at, item)).collect(),
        Value::Object(entries) => {
            entries.iter().map(|(name, entry)| (name.clone(), texts(work, at, entry))).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

/// The code is the inside of a function that sees its inputs as `$name`.
pub(super) fn custom_function(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let code = at.text("customFunctionJavascriptFunction");
    let mut names = Vec::new();
    for variable in at.list("customFunctionInputVariables") {
        let Some(name) = variable["variableName"].as_str().filter(|name| !name.is_empty()) else { continue };
        let value = work.expression(at, variable["variableValue"].as_str().unwrap_or_default());
        names.push((format!("${name}"), value));
    }
    let parameters: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
    let whole = format!("function main({}) {{\n{code}\n}}", parameters.join(", "));
    let lookup = |name: &str| {
        let found = names.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone()).ok_or_else(|| format!("the name ‘{name}’"))
    };
    match function(&whole, Dialect::JavaScript, &lookup) {
        Ok(script) => work.put(
            at,
            "script",
            json!({ "code": script }),
            "Its JavaScript is a script here; it was simple enough to translate.",
        ),
        Err(why) => work.put_code(
            at,
            code,
            &format!("its JavaScript has {why}, which is not translated; write it as a script here"),
        ),
    }
    work.updates(at, "customFunctionUpdateState");
}

pub(super) fn execute_flow(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let there = at.text("executeFlowSelectedFlow");
    let flow = flow_name(there);
    let input = work.text(at, at.text("executeFlowInput"));
    let input = if input.trim().is_empty() { hole("input.message") } else { input };
    work.draft.needs_other(&flow, &format!("The published flow that is ‘{there}’ in Flowise."), &at.node);
    if at.inputs["executeFlowOverrideConfig"].as_str().is_some_and(|text| text.len() > 2) {
        work.draft.not_carried(
            &at.original(),
            Some(&at.node),
            "It changed settings of the other flow, which cannot be done here.",
        );
    }
    work.put(at, "subflow", json!({ "flow": flow, "input": { "message": input } }), "It runs a flow.");
    work.updates(at, "executeFlowUpdateState");
}
