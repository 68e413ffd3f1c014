//! From the canvas to a flow.

use super::graph::{Graph, Source};
use super::work::Work;
use super::{act, control, leftovers, think};
use crate::id::{NodeId, PortId};
use crate::import::Options;
use crate::import::draft::{self, Draft};
use crate::import::names::channel as channel_name;
use crate::import::rhai_text::hole;
use crate::model::{Channel, ChannelScope, Reducer};
use serde_json::{Map, Value, json};

pub(super) fn convert(graph: &Graph<'_>, draft: Draft, options: &Options) -> Draft {
    let mut work = Work::new(graph, draft, options);
    // Retrievers first: what reads them has to know their searches.
    let order = |retrievers: bool| {
        graph.sources.iter().filter(move |source| (source.kind == "retriever") == retrievers)
    };
    for source in order(true) {
        work.searches.insert(source.id.to_owned(), vec![source.node.clone()]);
    }
    for source in &graph.sources {
        one(&mut work, source);
        leftovers::report(&mut work, source);
    }
    ends(&mut work);
    edges(&mut work);
    for (at, source) in graph.sources.iter().enumerate().filter(|(_, source)| source.kind == "iteration") {
        body(&mut work, at, source);
    }
    work.draft
}

fn one(work: &mut Work<'_, '_>, at: &Source<'_>) {
    match at.kind.as_str() {
        "start" => start(work, at),
        "llm" => think::llm(work, at),
        "agent" => think::agent(work, at),
        "retriever" => think::retriever(work, at),
        "conditionAgent" => think::condition_agent(work, at),
        "condition" => control::condition(work, at),
        "loop" => control::repeat(work, at),
        "iteration" => control::iteration(work, at),
        "humanInput" => control::human(work, at),
        "directReply" => control::reply(work, at),
        "tool" => act::tool(work, at),
        "http" => act::http(work, at),
        "customFunction" => act::custom_function(work, at),
        "executeFlow" => act::execute_flow(work, at),
        "stickyNote" => {
            let note = crate::import::html::plain_text(at.text("note"));
            work.draft.not_carried(
                &at.original(),
                None,
                format!("A note on the canvas was left out: “{}”.", note.trim()),
            );
        }
        kind => work.put_placeholder(at, &format!("there is nothing like a node of type {kind} here")),
    }
}

fn start(work: &mut Work<'_, '_>, at: &Source<'_>) {
    work.draft.place(NodeId::START, at.position);
    work.draft.carried(
        &at.original(),
        &at.node,
        "It is the start of the flow; what it asks for is the flow's input.",
    );
    let (mut properties, mut required) = (Map::new(), Vec::new());
    if at.text("startInputType") == "formInput" {
        for field in at.list("formInputTypes") {
            let Some(name) = field["name"].as_str().filter(|name| !name.is_empty()) else { continue };
            let mut schema = match field["type"].as_str().unwrap_or_default() {
                "number" => json!({ "type": "number" }),
                "boolean" => json!({ "type": "boolean" }),
                "options" => {
                    let options = field["addOptions"].as_array().into_iter().flatten();
                    let options: Vec<&Value> = options.map(|option| &option["option"]).collect();
                    json!({ "type": "string", "enum": options })
                }
                _ => json!({ "type": "string" }),
            };
            if let Some(label) = field["label"].as_str().filter(|label| !label.is_empty()) {
                schema["title"] = json!(label);
            }
            properties.insert(name.to_owned(), schema);
        }
    } else {
        properties.insert("message".to_owned(), json!({ "type": "string" }));
        required.push("message");
    }
    work.draft.flow.input = json!({ "type": "object", "properties": properties });
    if !required.is_empty() {
        work.draft.flow.input["required"] = json!(required);
    }
    let scope = match at.inputs["startPersistState"] == true {
        true => ChannelScope::Conversation,
        false => ChannelScope::Run,
    };
    for entry in at.list("startState") {
        let Some(key) = entry["key"].as_str().map(channel_name).filter(|key| !key.is_empty()) else {
            continue;
        };
        let initial = match entry["value"].as_str() {
            Some(text) => Value::String(work.text(at, text)),
            None => entry["value"].clone(),
        };
        if initial.as_str().is_some_and(|text| text.contains("{{")) {
            work.draft.not_carried(
                &at.original(),
                None,
                format!("The first value of {key} was computed; here first values are fixed."),
            );
        }
        let channel = Channel { schema: Value::Null, reducer: Reducer::Replace, scope, initial };
        if work.draft.flow.state.insert(key.clone(), channel).is_some() {
            work.draft.not_carried(
                &at.original(),
                None,
                format!("Two entries of the state are both called {key} here."),
            );
        }
    }
}

/// What the last node says is the reply there, unless it replies itself.
fn ends(work: &mut Work<'_, '_>) {
    let graph = work.graph;
    for (at, source) in graph.sources.iter().enumerate() {
        let last = !graph.links.iter().any(|link| link.from == at) && source.parent.is_none();
        let says = matches!(
            source.kind.as_str(),
            "llm" | "agent" | "tool" | "retriever" | "customFunction" | "executeFlow" | "http" | "iteration"
        );
        if last
            && says
            && work.exits.contains_key(&at)
            && let Ok(content) = work.content(source)
        {
            work.put_after(source, "reply", "reply", json!({ "text": hole(&content) }));
        }
    }
}

fn edges(work: &mut Work<'_, '_>) {
    let graph = work.graph;
    for link in &graph.links {
        let (from, to) = (&graph.sources[link.from], &graph.sources[link.to]);
        let Some(target) = work.entries.get(&link.to).cloned() else {
            work.draft.not_carried(&to.original(), None, "An edge leads to it, and nothing can lead there.");
            continue;
        };
        if from.kind == "start" {
            work.draft.edge(NodeId::START, PortId::OUT, &target);
            continue;
        }
        let Some(exit) = work.exits.get(&link.from).cloned() else { continue };
        let kind = |id: &NodeId| {
            work.draft.flow.nodes.iter().find(|node| node.id == *id).map(|node| node.kind.as_str())
        };
        let port = match (kind(&exit), from.kind.as_str()) {
            (Some("condition"), "condition") => control::case_port(from, link.anchor),
            (Some("classify"), _) => think::scenarios(from).get(link.anchor).cloned().unwrap_or_default(),
            (Some("ask_user"), _) => (if link.anchor == 0 { "proceed" } else { "reject" }).to_owned(),
            (Some("condition"), _) => continue,
            _ => PortId::OUT.to_owned(),
        };
        if port.is_empty() {
            let what = format!(
                "Its way out {} has no scenario; the edge to ‘{}’ was left out.",
                link.anchor, to.title
            );
            work.draft.not_carried(&from.original(), Some(&from.node), what);
            continue;
        }
        work.draft.edge(exit.as_str(), &port, &target);
    }
    for source in graph.sources.iter().filter(|source| source.kind == "loop") {
        back_edge(work, source);
    }
}

fn back_edge(work: &mut Work<'_, '_>, source: &Source<'_>) {
    let (target, count) = control::back(source);
    let Some(entry) = work.graph.at(target).and_then(|at| work.entries.get(&at).cloned()) else { return };
    if !work.draft.flow.nodes.iter().any(|node| node.id == source.node && node.kind == "condition") {
        return;
    }
    work.draft.edge(source.node.as_str(), "again", &entry);
    if let Some(node) = work.draft.flow.nodes.iter_mut().find(|node| node.id == entry) {
        // The first time through is not a return.
        let bound = count.saturating_add(1);
        node.max_iterations = Some(node.max_iterations.unwrap_or(0).max(bound));
    }
    let fallback = work.text(source, source.text("fallbackMessage"));
    if !fallback.trim().is_empty() {
        let id = work.draft.names.node(&format!("{}_done", source.node), "reply");
        let mut node = draft::node(&id, "reply", "", json!({ "text": fallback }));
        node.parent = source.parent.map(|parent| work.graph.sources[parent].node.clone());
        work.draft.flow.nodes.push(node);
        work.draft.edge(source.node.as_str(), "done", &id);
    }
}

/// Leads into the body of an iteration, and ends it with what its last node says.
fn body(work: &mut Work<'_, '_>, at: usize, source: &Source<'_>) {
    let graph = work.graph;
    let inside: Vec<usize> = (0..graph.sources.len())
        .filter(|inner| graph.sources[*inner].parent == Some(at) && work.entries.contains_key(inner))
        .collect();
    let within = |from: bool, inner: usize| {
        graph.links.iter().any(|link| {
            if from {
                link.from == inner && inside.contains(&link.to)
            } else {
                link.to == inner && inside.contains(&link.from)
            }
        })
    };
    for inner in inside.iter().filter(|inner| !within(false, **inner)) {
        if let Some(entry) = work.entries.get(inner).cloned() {
            work.draft.edge(source.node.as_str(), PortId::BODY, &entry);
        }
    }
    let leaves: Vec<usize> = inside.iter().copied().filter(|inner| !within(true, *inner)).collect();
    let said: Vec<String> =
        leaves.iter().filter_map(|leaf| work.content(&graph.sources[*leaf]).ok()).collect();
    let value = match said.as_slice() {
        [] => "()".to_owned(),
        [one] => one.clone(),
        several => several.join(" ?? "),
    };
    let id = work.draft.names.node(&format!("{}_result", source.node), "end");
    let mut end = draft::node(&id, "end", "Result", json!({ "output": { "value": hole(&value) } }));
    end.parent = Some(source.node.clone());
    work.draft.flow.nodes.push(end);
    for leaf in leaves {
        if let Some(exit) = work.exits.get(&leaf).cloned() {
            work.draft.edge(exit.as_str(), PortId::OUT, &id);
        }
    }
}
