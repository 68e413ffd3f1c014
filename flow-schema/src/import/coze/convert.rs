//! From the canvas to a flow.

use super::graph::{Graph, Kind, Source};
use super::work::Work;
use super::{control, leftovers, nodes};
use crate::id::{NodeId, PortId};
use crate::import::Options;
use crate::import::draft::{self, Draft};
use crate::import::rhai_text::hole;
use serde_json::{Map, Value, json};

pub(super) fn convert(graph: &Graph<'_>, draft: Draft, options: &Options) -> Draft {
    let mut work = Work::new(graph, draft, options);
    // Loops first: their variables are channels that others write.
    for source in graph.sources.iter().filter(|source| source.kind == Kind::Loop) {
        for variable in
            source.list("variableParameters").iter().filter_map(|variable| variable["name"].as_str())
        {
            let channel = super::work::channel(source, variable);
            work.draft.flow.state.entry(channel).or_insert_with(|| crate::model::Channel {
                schema: Value::Null,
                reducer: crate::model::Reducer::Replace,
                scope: crate::model::ChannelScope::Run,
                initial: Value::Null,
            });
        }
    }
    for source in &graph.sources {
        one(&mut work, source);
        leftovers::report(&mut work, source);
    }
    edges(&mut work);
    for (at, source) in graph.sources.iter().enumerate() {
        if work.draft.flow.nodes.iter().any(|node| node.id == source.node && node.kind == "map") {
            results(&mut work, at, source);
        }
    }
    work.draft
}

fn one(work: &mut Work<'_, '_>, at: &Source<'_>) {
    match at.kind {
        Kind::Start => start(work, at),
        Kind::End => nodes::end(work, at),
        Kind::Model => nodes::model(work, at),
        Kind::Plugin => nodes::plugin(work, at),
        Kind::Code => nodes::code(work, at),
        Kind::Knowledge => nodes::knowledge(work, at),
        Kind::Workflow => nodes::subflow(work, at),
        Kind::Message => nodes::message(work, at),
        Kind::Text => nodes::text(work, at),
        Kind::Http => nodes::http(work, at),
        Kind::Selector => control::selector(work, at),
        Kind::Question => control::question(work, at),
        Kind::Intent => control::intent(work, at),
        Kind::Merge => control::merge(work, at),
        Kind::Assign => control::assign(work, at),
        Kind::Loop | Kind::Batch => control::repeat(work, at),
        Kind::Break => control::leave(work, at),
        Kind::Comment => {
            let note = at.inputs["note"].as_str().unwrap_or_default();
            work.draft.not_carried(
                &at.original(),
                None,
                format!("A note on the canvas was left out: “{note}”."),
            );
        }
        Kind::Other => work.put_placeholder(at, "there is nothing like it here"),
    }
}

fn start(work: &mut Work<'_, '_>, at: &Source<'_>) {
    work.draft.place(NodeId::START, at.position);
    work.draft.carried(
        &at.original(),
        &at.node,
        "It is the start of the flow; what it asks for is the flow's input.",
    );
    let mut schema = nodes::object(at.outputs());
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        for own in ["USER_INPUT", "BOT_USER_INPUT"] {
            if let Some(message) = properties.remove(own) {
                properties.insert("message".to_owned(), message);
            }
        }
        properties.remove("CONVERSATION_NAME");
    }
    if let Some(Value::Array(required)) = schema.get_mut("required") {
        for name in required.iter_mut().filter(|name| *name == "USER_INPUT" || *name == "BOT_USER_INPUT") {
            *name = json!("message");
        }
        required.retain(|name| name != "CONVERSATION_NAME");
    }
    work.draft.flow.input = schema;
}

fn edges(work: &mut Work<'_, '_>) {
    let graph = work.graph;
    for link in &graph.links {
        let (from, to) = (&graph.sources[link.from], &graph.sources[link.to]);
        // The end of a body leads back to its container, which goes on by itself.
        if link.into.ends_with("function-inline-input") {
            continue;
        }
        let Some(target) = work.entries.get(to.id).cloned() else {
            work.draft.not_carried(&to.original(), None, "An edge leads to it, and nothing can lead there.");
            continue;
        };
        if from.kind == Kind::Start {
            work.draft.edge(NodeId::START, PortId::OUT, &target);
            continue;
        }
        let kind = work
            .draft
            .flow
            .nodes
            .iter()
            .find(|node| node.id == from.node)
            .map(|node| node.kind.clone())
            .unwrap_or_default();
        let known =
            control::port(from, link.port).filter(|port| port != PortId::ERROR || work.draft.can_fail(&kind));
        let known =
            known.filter(|port| kind != "script" || matches!(port.as_str(), PortId::OUT | PortId::ERROR));
        match known {
            Some(port) => {
                work.draft.edge(from.node.as_str(), &port, &target);
                if kind == "loop" && port == PortId::OUT {
                    work.draft.edge(from.node.as_str(), "bound", &target);
                }
            }
            None => {
                let what = format!(
                    "The edge by ‘{}’ to ‘{}’ was left out: there is no such way here.",
                    link.port, to.title
                );
                work.draft.not_carried(&from.original(), Some(&from.node), what);
            }
        }
    }
}

/// Ends the body of a list with what the container's outputs collect.
fn results(work: &mut Work<'_, '_>, at: usize, source: &Source<'_>) {
    let graph = work.graph;
    let inside: Vec<usize> =
        (0..graph.sources.len()).filter(|inner| graph.sources[*inner].parent == Some(at)).collect();
    let Some(reader) = inside.first().map(|inner| &graph.sources[*inner]) else { return };
    let mut output = Map::new();
    for field in source.outputs() {
        let Some(name) = field["name"].as_str() else { continue };
        // Read as from inside the body.
        let value = work.value(reader, &field["input"]);
        output.insert(name.to_owned(), Value::String(hole(&value)));
    }
    let id = work.draft.names.node(&format!("{}_result", source.node), "end");
    let mut end = draft::node(&id, "end", "Result", json!({ "output": output }));
    end.parent = Some(source.node.clone());
    work.draft.flow.nodes.push(end);
    let goes_on = |inner: usize| {
        graph.links.iter().any(|link| link.from == inner && !link.into.ends_with("function-inline-input"))
    };
    for leaf in
        inside.into_iter().filter(|inner| !goes_on(*inner) && graph.sources[*inner].kind != Kind::Break)
    {
        let leaf = &graph.sources[leaf];
        if work.entries.contains_key(leaf.id) {
            let port = if leaf.kind == Kind::Question { "answered" } else { PortId::OUT };
            work.draft.edge(leaf.node.as_str(), port, &id);
        }
    }
}
