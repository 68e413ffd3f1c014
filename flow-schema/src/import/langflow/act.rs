//! What reaches out: requests, pages, other flows and tools of MCP servers.

use super::data::urls;
use super::settings::{is_frame, is_secret};
use super::work::Work;
use crate::id::PortId;
use crate::import::draft;
use crate::import::names::{channel, flow_name, identifier};
use crate::import::redact::is_credential;
use crate::import::rhai_text::{self, hole, literal};
use serde_json::{Map, Value, json};

/// As many as a For each has reason to go through.
const MOST_PAGES: usize = 100;

/// A literal address, without the keys in it and with its protocol.
fn address(work: &mut Work<'_, '_>, at: usize, url: &str) -> String {
    let source = &work.graph.sources[at];
    let url = work.draft.url(&source.original(), &source.node, url.trim());
    if url.contains("://") || url.is_empty() { url } else { format!("https://{url}") }
}

pub(super) fn request(work: &mut Work<'_, '_>, at: usize) {
    let graph = work.graph;
    let source = &graph.sources[at];
    let by_edge = ["url_input", "urls"].into_iter().find(|field| graph.into(at, field).next().is_some());
    let written =
        if source.text("url_input").is_empty() { urls(source) } else { vec![source.text("url_input")] };
    let is_variable = source.template["url_input"]["load_from_db"] == true;
    let url = match (by_edge, written.as_slice()) {
        (Some(field), _) => work.text(at, field),
        (None, _) if is_variable => work.text(at, "url_input"),
        (None, [url]) => rhai_text::plain(&address(work, at, url)),
        (None, []) => return work.put_placeholder(at, "it names no URL"),
        (None, _) => return work.put_placeholder(at, "it calls several URLs; use a For each here"),
    };
    let method = source.text("method").to_uppercase();
    let mut config = json!({ "method": if method.is_empty() { "GET" } else { method.as_str() }, "url": url });
    for (from, to) in [("query_params", "query"), ("headers", "headers")] {
        let pairs = pairs(work, at, from, &mut config);
        if !pairs.is_empty() {
            config[to] = Value::Object(pairs);
        }
    }
    if graph.into(at, "body").next().is_some() {
        config["body"] = json!(work.field(at, "body").map(|value| hole(&value.whole)));
    } else if method != "GET" && !method.is_empty() {
        let body = pairs(work, at, "body", &mut config);
        if !body.is_empty() {
            config["body"] = Value::Object(body);
        }
    }
    work.changed(at, "There a request that fails gives an object that says so; here the node fails.");
    work.put(at, "http_request", config, "It makes the same request.");
    if let Some(seconds) = source.value("timeout").as_u64().filter(|seconds| (1..=600).contains(seconds)) {
        work.last(|node| node.timeout = Some(format!("{seconds}s")));
    }
}

/// A table or an object of names and values. One credential becomes a secret, in a header.
fn pairs(work: &mut Work<'_, '_>, at: usize, field: &str, config: &mut Value) -> Map<String, Value> {
    let graph = work.graph;
    let source = &graph.sources[at];
    let mut pairs = Map::new();
    if graph.into(at, field).next().is_some() {
        work.lost(at, format!("What an edge brings to its {field} was left out; write it anew."));
        return pairs;
    }
    let row = |row: &Value| Some((row["key"].as_str()?.to_owned(), row["value"].clone()));
    let rows: Vec<(String, Value)> = match source.value(field) {
        Value::Array(rows) => rows.iter().filter_map(row).collect(),
        Value::Object(entries) => entries.iter().map(|(key, value)| (key.clone(), value.clone())).collect(),
        Value::String(text) => text
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(key, value)| (key.to_owned(), json!(value)))
            .collect(),
        _ => Vec::new(),
    };
    for (key, value) in rows.into_iter().filter(|(key, _)| !key.is_empty()) {
        if is_credential(&key) && value.as_str().is_none_or(|value| !value.is_empty()) {
            if field == "headers" && config["secret"].is_null() {
                let name = format!("{}_{}", source.node, identifier(&key));
                let what = format!(
                    "Sent as the header {key}, whole, with its prefix such as ‘Bearer’ if it needs one; it was not copied."
                );
                work.draft.needs_secret(&name, &what, &source.node);
                (config["secret"], config["secret_header"]) = (json!(name), json!(key));
            } else {
                work.lost(at, format!("‘{key}’ looks like a credential and was left out; a request sends one secret, in a header."));
            }
            continue;
        }
        let value = match value {
            Value::String(text) => Value::String(rhai_text::plain(&text)),
            other if field == "headers" => Value::String(other.to_string()),
            other => other,
        };
        pairs.insert(key, value);
    }
    pairs
}

pub(super) fn pages(work: &mut Work<'_, '_>, at: usize) {
    let graph = work.graph;
    let source = &graph.sources[at];
    let what =
        "There it takes the words out of a page and may follow its links; here it is the page as it is sent.";
    if graph.into(at, "urls").next().is_some() {
        let url = work.text(at, "urls");
        work.changed(at, what);
        return work.put(
            at,
            "http_request",
            json!({ "method": "GET", "url": url }),
            "It reads the same page.",
        );
    }
    let written = urls(source);
    if written.is_empty() || written.len() > MOST_PAGES {
        return work.put_placeholder(at, &format!("it names no page, or more than {MOST_PAGES}"));
    }
    let addresses: Vec<String> = written.iter().map(|url| address(work, at, url)).collect();
    work.changed(at, what);
    if let [one] = addresses.as_slice() {
        let config = json!({ "method": "GET", "url": rhai_text::plain(one) });
        return work.put(at, "http_request", config, "It reads the same page.");
    }
    let items: Vec<String> = addresses.iter().map(|url| literal(url)).collect();
    let config = json!({ "items": format!("[{}]", items.join(", ")), "concurrency": 1 });
    work.put(at, "map", config, "It is a For each that reads the same pages.");
    let id = work.draft.names.node(&format!("{}_page", source.node), "page");
    let mut page = draft::node(&id, "http_request", "", json!({ "method": "GET", "url": "{{ item }}" }));
    page.parent = Some(source.node.clone());
    work.draft.edge(source.node.as_str(), PortId::BODY, &id);
    work.draft.flow.nodes.push(page);
}

/// The name of the flow that a component runs.
pub(super) fn flow_of<'a>(work: &Work<'a, '_>, at: usize) -> &'a str {
    let source = &work.graph.sources[at];
    let names = ["flow_name_selected", "flow_name", "flow_id_selected"];
    names.into_iter().map(|field| source.text(field)).find(|name| !name.is_empty()).unwrap_or("unnamed")
}

pub(super) fn flow(work: &mut Work<'_, '_>, at: usize) {
    let source = &work.graph.sources[at];
    let there = flow_of(work, at);
    let flow = flow_name(there);
    work.draft.needs_other(
        &flow,
        &format!("The published flow that is ‘{there}’ in Langflow."),
        &source.node,
    );
    let mut input = Map::new();
    let fields: Vec<&String> =
        source.template.as_object().into_iter().flatten().map(|(name, _)| name).collect();
    for field in fields {
        // A field of the other flow is called after the component there that it fills.
        let Some((component, name)) = field.split_once(['~', '|']) else { continue };
        if name != "input_value" {
            continue;
        }
        let key = if component.starts_with("ChatInput") { "message".to_owned() } else { channel(component) };
        let text = work.text(at, field);
        if !text.is_empty() {
            input.insert(key, Value::String(text));
        }
    }
    if !input.contains_key("message") {
        let asked = work.text(at, "input_value");
        if !asked.is_empty() {
            input.insert("message".to_owned(), Value::String(asked));
        }
    }
    work.changed(at, "What the other flow gives back is its output here, and not what it says.");
    work.put(at, "subflow", json!({ "flow": flow, "input": input }), "It runs a flow.");
}

/// The MCP server that a component is connected to.
pub(super) fn server(source: &super::graph::Source<'_>) -> String {
    let chosen = source.value("mcp_server");
    let there = chosen.as_str().or(chosen["name"].as_str()).unwrap_or(source.title);
    let name = identifier(there).replace('_', "-");
    if name.is_empty() { "tools".to_owned() } else { name }
}

/// A tool of an MCP server as a step of its own.
pub(super) fn tool(work: &mut Work<'_, '_>, at: usize) {
    let source = &work.graph.sources[at];
    let name = source.text("tool");
    if name.is_empty() {
        return work.put_placeholder(at, "no tool is chosen");
    }
    let server = server(source);
    let mut arguments = Map::new();
    for (field, meta) in source.template.as_object().into_iter().flatten() {
        if is_frame(field) || TOOL_FIELDS.contains(&field.as_str()) || is_secret(field, meta) {
            continue;
        }
        let is_number = meta["value"].is_boolean() || meta["value"].is_number();
        let value = match work.graph.into(at, field).next() {
            None if is_number => meta["value"].clone(),
            _ => Value::String(work.text(at, field)),
        };
        if value != "" {
            arguments.insert(field.clone(), value);
        }
    }
    let what = format!("The tool ‘{name}’; connect an MCP server that offers it.");
    work.draft.needs_tool(&format!("mcp:{server}/{name}"), &what, &source.node);
    let config = json!({ "server": server, "tool": name, "arguments": arguments });
    work.put(at, "mcp_tool", config, "It calls a tool of an MCP server.");
}

/// Fields of that component which are no arguments.
pub(super) const TOOL_FIELDS: &[&str] = &[
    "mcp_server",
    "tool",
    "tool_placeholder",
    "mode",
    "command",
    "sse_url",
    "env",
    "headers_input",
    "use_cache",
    "verify_ssl",
    "headers",
];
