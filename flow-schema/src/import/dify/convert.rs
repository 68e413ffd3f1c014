//! From the graph of a document to a flow.

use super::graph::{Graph, Source, Variable, loop_channel};
use super::ports::port;
use super::work::Work;
use super::{leftovers, nodes};
use crate::id::{NodeId, PortId};
use crate::import::draft::{self, Draft};
use crate::import::{ImportError, Options};
use crate::model::{Channel, ChannelScope, Reducer};
use serde_json::{Map, Value, json};

pub(super) fn convert(graph: &Graph<'_>, draft: Draft, options: &Options) -> Result<Draft, ImportError> {
    let mut work = Work::new(graph, draft, options);
    starts(&mut work);
    channels(&mut work);
    for source in &graph.sources {
        nodes::convert(&mut work, source);
        leftovers::report(&mut work, source);
    }
    edges(&mut work);
    for (at, source) in graph.sources.iter().enumerate() {
        if source.is_container() {
            bodies(&mut work, at, source);
        }
    }
    Ok(work.draft)
}

/// The input is what the start asks for.
fn starts(work: &mut Work<'_, '_>) {
    let start: NodeId = NodeId::START.into();
    let mut properties = Map::new();
    let mut required = Vec::new();
    if work.graph.is_chat {
        properties.insert("message".to_owned(), json!({ "type": "string" }));
        required.push(json!("message"));
    }
    let mut is_open = false;
    for source in work.graph.sources.iter().filter(|source| source.is_start()) {
        work.draft.place(NodeId::START, source.position);
        if source.kind == "start" {
            work.draft.carried(
                &source.original(),
                &start,
                "It is the start of the flow; what it asks for is the flow's input.",
            );
        } else {
            is_open = true;
            let what =
                "The flow begins at start; set a trigger up that starts it, and give it this as input.";
            work.draft.approximated(&source.original(), &start, what);
        }
        for variable in source.list("variables") {
            let Some(name) = variable["variable"].as_str() else { continue };
            let (schema, fits) = input_schema(variable);
            if !fits {
                let kind = variable["type"].as_str().unwrap_or_default();
                let what = format!(
                    "The input ‘{name}’ is of type {kind}, which cannot be entered here; give it by the API."
                );
                work.draft.not_carried(&source.original(), None, what);
            }
            properties.insert(name.to_owned(), schema);
            if variable["required"] == true {
                required.push(json!(name));
            }
        }
    }
    if !is_open {
        let mut input = json!({ "type": "object", "properties": properties });
        if !required.is_empty() {
            input["required"] = Value::Array(required);
        }
        work.draft.flow.input = input;
    }
}

/// The schema of an input, and whether somebody can enter it in a chat or a form.
fn input_schema(variable: &Value) -> (Value, bool) {
    let mut schema = match variable["type"].as_str().unwrap_or_default() {
        "number" => json!({ "type": "number" }),
        "checkbox" | "boolean" => json!({ "type": "boolean" }),
        "select" => json!({ "type": "string", "enum": variable["options"] }),
        "file" => return (json!({ "type": "object" }), false),
        "file-list" => return (json!({ "type": "array", "items": { "type": "object" } }), false),
        "json_object" | "object" => json!({ "type": "object" }),
        _ => json!({ "type": "string" }),
    };
    if let Some(label) = variable["label"].as_str().filter(|label| !label.is_empty()) {
        schema["title"] = json!(label);
    }
    if let Some(longest) = variable["max_length"].as_u64().filter(|_| schema["type"] == "string") {
        schema["maxLength"] = json!(longest);
    }
    if !variable["default"].is_null() && variable["default"] != "" {
        schema["default"] = variable["default"].clone();
    }
    (schema, true)
}

/// The JSON Schema of a type of variable.
pub(super) fn type_schema(kind: &str) -> Value {
    match kind {
        "string" | "secret" => json!({ "type": "string" }),
        "number" | "integer" | "float" => json!({ "type": "number" }),
        "boolean" | "bool" => json!({ "type": "boolean" }),
        "object" => json!({ "type": "object" }),
        kind => match kind.strip_prefix("array[").and_then(|kind| kind.strip_suffix(']')) {
            Some("any") => json!({ "type": "array" }),
            Some(item) => json!({ "type": "array", "items": type_schema(item) }),
            None if kind == "array" => json!({ "type": "array" }),
            None => json!({}),
        },
    }
}

/// A value as its type says: exports write many of them as texts.
pub(super) fn typed(value: &Value, kind: &str) -> Value {
    match value {
        Value::String(text) if kind != "string" && !kind.is_empty() => {
            serde_json::from_str(text).unwrap_or_else(|_| value.clone())
        }
        other => other.clone(),
    }
}

fn channels(work: &mut Work<'_, '_>) {
    let graph = work.graph;
    for (name, variable) in &graph.environment {
        if variable.secret {
            let what = format!(
                "The environment variable {name} is a secret; enter it as the secret {}.",
                variable.channel
            );
            work.draft.changed(what);
            continue;
        }
        let (channel, initial) = channel(variable, ChannelScope::Run);
        work.draft.flow.state.insert(variable.channel.clone(), channel);
        let what = format!(
            "The environment variable {name} is the channel {} with the first value {initial}.",
            variable.channel
        );
        work.draft.changed(what);
    }
    for (name, variable) in &graph.conversation {
        let taken = work.draft.flow.state.contains_key(&variable.channel);
        let (channel, _) = channel(variable, ChannelScope::Conversation);
        if taken {
            work.draft.lost(format!(
                "The conversation variable {name} has the name of another channel and was left out."
            ));
            continue;
        }
        work.draft.flow.state.insert(variable.channel.clone(), channel);
    }
    for source in graph.sources.iter().filter(|source| source.kind == "loop") {
        let Some(node) = &source.node else { continue };
        for variable in source.list("loop_variables") {
            let Some(label) = variable["label"].as_str() else { continue };
            let schema = type_schema(variable["var_type"].as_str().unwrap_or_default());
            let channel =
                Channel { schema, reducer: Reducer::Replace, scope: ChannelScope::Run, initial: Value::Null };
            let name = loop_channel(node, label);
            if work.draft.flow.state.insert(name.clone(), channel).is_some() {
                let what = format!(
                    "Its variable {label} has the name of another channel, {name}; rename one of them."
                );
                work.draft.not_carried(&source.original(), Some(node), what);
            }
        }
    }
}

fn channel(variable: &Variable<'_>, scope: ChannelScope) -> (Channel, Value) {
    let kind = variable.data["value_type"].as_str().unwrap_or("string");
    let initial = typed(&variable.data["value"], kind);
    let schema = type_schema(kind);
    (Channel { schema, reducer: Reducer::Replace, scope, initial: initial.clone() }, initial)
}

fn edges(work: &mut Work<'_, '_>) {
    let graph = work.graph;
    for link in &graph.links {
        let (from, to) = (&graph.sources[link.from], &graph.sources[link.to]);
        let Some(target) = work.entries.get(&link.to).cloned() else {
            if to.kind != "note" && !to.is_start() {
                work.draft.not_carried(
                    &to.original(),
                    None,
                    "An edge leads to it, and nothing can lead there.",
                );
            }
            continue;
        };
        if from.is_start() {
            work.draft.edge(NodeId::START, PortId::OUT, &target);
            continue;
        }
        if from.is_body_start() {
            if let Some(container) = from.parent.and_then(|parent| graph.sources[parent].node.as_ref()) {
                work.draft.edge(container.as_str(), PortId::BODY, &target);
            }
            continue;
        }
        let Some(node) = &from.node else { continue };
        let kind = work.draft.flow.nodes.iter().find(|known| known.id == *node).map(|node| node.kind.clone());
        let kind = kind.unwrap_or_default();
        let known =
            port(from, &link.handle).filter(|port| port != PortId::ERROR || work.draft.can_fail(&kind));
        // A placeholder has no ways out but these.
        let known =
            known.filter(|port| kind != "script" || matches!(port.as_str(), PortId::OUT | PortId::ERROR));
        match known {
            Some(port) => {
                work.draft.edge(node.as_str(), &port, &target);
                // There, a loop that has used up its rounds goes on as if it had ended by itself.
                if from.kind == "loop" && port == PortId::OUT {
                    work.draft.edge(node.as_str(), "bound", &target);
                }
            }
            None if link.handle == "fail-branch" => {
                let what =
                    format!("It cannot fail here, so the edge for that case to ‘{}’ was left out.", to.title);
                work.draft.approximated(&from.original(), node, what);
            }
            None => {
                let what = format!(
                    "The edge by ‘{}’ to ‘{}’ was left out: there is no such way here.",
                    link.handle, to.title
                );
                work.draft.not_carried(&from.original(), Some(node), what);
            }
        }
    }
}

/// Leads into a body where no edge does, and ends an iteration's body with its result.
fn bodies(work: &mut Work<'_, '_>, at: usize, source: &Source<'_>) {
    let graph = work.graph;
    let Some(container) = &source.node else { return };
    let body = format!("{container}.{}", PortId::BODY);
    let inside: Vec<usize> = (0..graph.sources.len())
        .filter(|inner| graph.sources[*inner].parent == Some(at) && work.entries.contains_key(inner))
        .collect();
    if !work.draft.flow.edges.iter().any(|edge| edge.from == body) {
        let first = graph.at(source.text("start_node_id")).or_else(|| inside.first().copied());
        if let Some(entry) = first.and_then(|first| work.entries.get(&first).cloned()) {
            work.draft.edge(container.as_str(), PortId::BODY, &entry);
        }
    }
    if source.kind != "iteration" {
        return;
    }
    let result = work.selector(source, &source.data["output_selector"]);
    let id = work.draft.names.node(&format!("{container}_result"), "end");
    let output = json!({ "output": { "value": crate::import::rhai_text::hole(&result) } });
    let mut end = draft::node(&id, "end", "Result", output);
    end.parent = Some(container.clone());
    let leaves: Vec<NodeId> = inside
        .iter()
        .filter(|inner| !graph.links.iter().any(|link| link.from == **inner))
        .filter_map(|inner| graph.sources[*inner].node.clone())
        .collect();
    for leaf in leaves {
        work.draft.edge(leaf.as_str(), PortId::OUT, &id);
    }
    work.draft.flow.nodes.push(end);
}
