//! Components that are tools of an agent.

use super::graph::Source;
use super::kind::Kind;
use super::work::Work;
use super::{act, data};
use crate::id::NodeId;
use crate::import::names::{flow_name, identifier};
use serde_json::{Value, json};

/// An agent has no more.
pub(super) const MOST: usize = 50;

/// Puts what a component offers into an agent's list.
pub(super) fn add(work: &mut Work<'_, '_>, at: usize, tool: usize, tools: &mut Vec<Value>) {
    let graph = work.graph;
    let source = &graph.sources[tool];
    let node = graph.sources[at].node.clone();
    let mut entries = match source.kind {
        Kind::Flow => vec![flow(work, tool, &node)],
        Kind::Search => {
            let mut config = json!({ "base": data::base(work, tool, &node) });
            if let Some(top) = data::top(source) {
                config["top_k"] = json!(top);
            }
            vec![json!({ "kind": "kb_search", "name": name(source), "config": config })]
        }
        Kind::Request | Kind::Pages => {
            let what = "The model fills in the address and the rest of the request; what was set is in the notes of the agent.";
            work.draft.approximated(&source.original(), &node, what);
            let method = source.text("method").to_uppercase();
            let method = if method.is_empty() { "GET".to_owned() } else { method };
            vec![json!({ "kind": "http_request", "name": name(source), "config": { "method": method } })]
        }
        Kind::Tools => server(work, tool, &node),
        _ => vec![other(work, tool, &node)],
    };
    // What the model is told of it; a server tells of its tools itself.
    let described = described(source);
    if let ([entry], Some(words)) = (entries.as_mut_slice(), described.filter(|_| source.kind != Kind::Tools))
    {
        entry["description"] = json!(words);
    }
    tools.append(&mut entries);
    work.draft.carried(&source.original(), &node, "It is a tool of the agent it is plugged into.");
}

/// Names are for a model to call.
fn name(source: &Source<'_>) -> String {
    let own = offered(source).find_map(|tool| tool["name"].as_str());
    let own = own.filter(|_| source.kind != Kind::Tools).unwrap_or(source.title);
    let name = identifier(own);
    if name.is_empty() { source.node.to_string() } else { name }
}

fn described<'a>(source: &Source<'a>) -> Option<&'a str> {
    let own = offered(source).find_map(|tool| tool["description"].as_str());
    let own = own.filter(|words| !words.is_empty());
    own.or_else(|| source.text_of("tool_description")).or_else(|| source.data["description"].as_str())
}

/// What a component offers as tools, as far as it was switched on.
fn offered<'a>(source: &Source<'a>) -> impl Iterator<Item = &'a Value> + use<'a> {
    let list = source.value("tools_metadata").as_array();
    list.into_iter().flatten().filter(|tool| tool["status"] != false)
}

fn flow(work: &mut Work<'_, '_>, tool: usize, node: &NodeId) -> Value {
    let there = act::flow_of(work, tool);
    let flow = flow_name(there);
    work.draft.needs_other(&flow, &format!("The published flow that is ‘{there}’ in Langflow."), node);
    json!({ "flow": flow, "name": name(&work.graph.sources[tool]) })
}

/// Every tool of an MCP server that was switched on, or the one that was chosen.
fn server(work: &mut Work<'_, '_>, tool: usize, node: &NodeId) -> Vec<Value> {
    let source = &work.graph.sources[tool];
    let server = act::server(source);
    let mut names: Vec<&str> = offered(source).filter_map(|tool| tool["name"].as_str()).collect();
    if names.is_empty() {
        names = vec![source.text("tool")].into_iter().filter(|name| !name.is_empty()).collect();
    }
    if names.is_empty() {
        let what = "It does not say which tools of its server are used; choose them at the agent.";
        work.draft.not_carried(&source.original(), Some(node), what);
    }
    names.truncate(MOST + 1);
    names
        .into_iter()
        .map(|name| {
            let what = format!("The tool ‘{name}’; connect an MCP server that offers it.");
            work.draft.needs_tool(&format!("mcp:{server}/{name}"), &what, node);
            json!({ "kind": "mcp_tool", "name": identifier(name), "config": { "server": server, "tool": name } })
        })
        .collect()
}

fn other(work: &mut Work<'_, '_>, tool: usize, node: &NodeId) -> Value {
    let source = &work.graph.sources[tool];
    let name = name(source);
    let server = identifier(source.name).replace('_', "-");
    let server = if server.is_empty() { "tools".to_owned() } else { server };
    let what = match source.kind {
        Kind::Code => "what it does is Python, which is not run here".to_owned(),
        Kind::Agent => "it is an agent; make it a flow and give that to this one".to_owned(),
        _ => "there it is built in".to_owned(),
    };
    let needed = format!(
        "The tool ‘{}’ ({}): {what}; or connect an MCP server that offers it.",
        source.title, source.name
    );
    work.draft.needs_tool(&format!("mcp:{server}/{name}"), &needed, node);
    let what = "It is a tool of an MCP server here, which has to be connected; its settings are in the notes of the agent.";
    work.draft.not_carried(&source.original(), Some(node), what);
    json!({ "kind": "mcp_tool", "name": name, "config": { "server": server, "tool": name } })
}

/// Whether a tool's settings have no place in an agent's list.
pub(super) fn is_foreign(kind: Kind) -> bool {
    !matches!(kind, Kind::Flow | Kind::Search | Kind::Tools)
}
