//! From the workflow to a flow.

use super::graph::Graph;
use super::items::port;
use super::work::Work;
use super::{ai, core, http, leftovers};
use crate::id::{NodeId, PortId};
use crate::import::Options;
use crate::import::draft::Draft;
use crate::import::names::identifier;
use serde_json::json;

pub(super) fn convert(graph: &Graph<'_>, draft: Draft, options: &Options) -> Draft {
    let mut work = Work { graph, draft, options };
    for at in 0..graph.sources.len() {
        one(&mut work, at);
        leftovers::report(&mut work, at);
    }
    edges(&mut work);
    replies(&mut work);
    work.draft
}

fn one(work: &mut Work<'_, '_>, at: usize) {
    let graph = work.graph;
    let source = &graph.sources[at];
    match source.kind {
        "stickyNote" => {
            let text = source.text("content").trim();
            work.draft.not_carried(
                &source.original(),
                None,
                format!("A note on the canvas was left out: “{text}”."),
            );
        }
        _ if graph.is_plug(at) => plug(work, at),
        _ if source.is_trigger() => trigger(work, at),
        "set" => core::set(work, at),
        "if" | "filter" => core::condition(work, at),
        "switch" => core::switch(work, at),
        "merge" => core::merge(work, at),
        "code" | "function" | "functionItem" => core::code(work, at),
        "wait" => core::wait(work, at),
        "executeWorkflow" => core::subflow(work, at),
        "respondToWebhook" => core::respond(work, at),
        "noOp" => {
            let whole = graph.item_before(at).map_or_else(|_| "()".to_owned(), |item| item.whole);
            work.put(at, "script", json!({ "code": whole }), "It passes on what it gets.");
        }
        "httpRequest" => http::convert(work, at),
        "agent" => ai::agent(work, at),
        "chainLlm" | "chainRetrievalQa" => ai::chain(work, at),
        "openAi" => ai::open_ai(work, at),
        "textClassifier" | "sentimentAnalysis" => ai::classifier(work, at),
        "informationExtractor" => ai::extractor(work, at),
        "splitInBatches" | "splitOut" | "aggregate" | "limit" | "sort" | "removeDuplicates" | "summarize"
        | "itemLists" => {
            work.put_placeholder(at, "it works on the list of items; use a For each or a script here");
        }
        kind => {
            let operation = [source.text("resource"), source.text("operation")].join(" ");
            let operation = identifier(operation.trim());
            let operation = if operation.is_empty() { "call".to_owned() } else { operation };
            let server = identifier(kind).replace('_', "-");
            let what =
                format!("What ‘{}’ does in n8n ({kind}); connect an MCP server that offers it.", source.name);
            work.draft.needs_tool(&format!("mcp:{server}/{operation}"), &what, &source.node);
            work.put_placeholder(
                at,
                &format!("there is no node for {kind} here; a tool of an MCP server may do it"),
            );
        }
    }
}

/// What is plugged into a node is told of there; what nothing tells of is told here.
fn plug(work: &mut Work<'_, '_>, at: usize) {
    let graph = work.graph;
    let source = &graph.sources[at];
    const TOLD: &[&str] = &["ai_languageModel", "ai_memory", "ai_tool", "ai_outputParser", "ai_retriever"];
    let kinds: Vec<&str> =
        graph.plugs.iter().filter(|(_, from, _)| *from == at).map(|(kind, _, _)| *kind).collect();
    let into = graph.plugs.iter().find(|(_, from, _)| *from == at).map(|(_, _, to)| *to);
    let asks = |to: usize| {
        matches!(
            graph.sources[to].kind,
            "agent"
                | "chainLlm"
                | "chainRetrievalQa"
                | "textClassifier"
                | "sentimentAnalysis"
                | "informationExtractor"
        )
    };
    if !kinds.iter().all(|kind| TOLD.contains(kind)) || !into.is_some_and(asks) {
        let what =
            format!("It is plugged in as {}, which has no counterpart; it was left out.", kinds.join(", "));
        work.draft.not_carried(&source.original(), None, what);
    }
}

fn trigger(work: &mut Work<'_, '_>, at: usize) {
    let source = &work.graph.sources[at];
    let start: NodeId = NodeId::START.into();
    work.draft.place(NodeId::START, source.position);
    match source.kind {
        "chatTrigger" => {
            work.draft.flow.input = json!({ "type": "object", "properties": { "message": { "type": "string" } }, "required": ["message"], "additionalProperties": true });
            work.draft.carried(
                &source.original(),
                &start,
                "It is the start of the flow, with the message as input.",
            );
        }
        "manualTrigger" | "start" => {
            work.draft.carried(&source.original(), &start, "It is the start of the flow.")
        }
        _ => {
            let what =
                "The flow begins at start; set a trigger up that starts it, and give it this as input.";
            work.draft.approximated(&source.original(), &start, what);
        }
    }
}

fn edges(work: &mut Work<'_, '_>) {
    let graph = work.graph;
    let there = |work: &Work<'_, '_>, at: usize| {
        work.draft
            .flow
            .nodes
            .iter()
            .find(|node| node.id == graph.sources[at].node)
            .map(|node| node.kind.clone())
    };
    for link in &graph.links {
        let (from, to) = (&graph.sources[link.from], &graph.sources[link.to]);
        if there(work, link.to).is_none() {
            work.draft.not_carried(
                &to.original(),
                None,
                "A connection leads to it, and nothing can lead there.",
            );
            continue;
        }
        if from.is_trigger() {
            work.draft.edge(NodeId::START, PortId::OUT, &to.node);
            continue;
        }
        let Some(kind) = there(work, link.from) else { continue };
        let known = match kind.as_str() {
            "script" => (link.output == 0).then(|| PortId::OUT.to_owned()),
            "end" => None,
            _ => port(from, link.output),
        };
        let known = known.filter(|port| port != PortId::ERROR || work.draft.can_fail(&kind));
        match known {
            Some(port) => work.draft.edge(from.node.as_str(), &port, &to.node),
            None => {
                let what = format!(
                    "Its way out {} to ‘{}’ was left out: there is no such way here.",
                    link.output, to.name
                );
                work.draft.not_carried(&from.original(), Some(&from.node), what);
            }
        }
    }
}

/// In a chat the last node's text is the answer.
fn replies(work: &mut Work<'_, '_>) {
    let graph = work.graph;
    if !graph.sources.iter().any(|source| source.kind == "chatTrigger") {
        return;
    }
    for (at, source) in graph.sources.iter().enumerate() {
        let last = !graph.links.iter().any(|link| link.from == at);
        let text = match source.kind {
            "agent" | "chainLlm" | "chainRetrievalQa" | "openAi" => format!("{}.text", source.node),
            // A chat shows the field `output`, or `text`.
            "set" => format!("{0}.output ?? {0}.text ?? text({0})", source.node),
            _ => continue,
        };
        let here = work
            .draft
            .flow
            .nodes
            .iter()
            .any(|node| node.id == source.node && node.kind != "script" || source.kind == "set");
        if last && here && !graph.is_plug(at) {
            let id = work.draft.names.node(&format!("{}_reply", source.node), "reply");
            let text = crate::import::rhai_text::hole(&text);
            work.draft.flow.nodes.push(crate::import::draft::node(&id, "reply", "", json!({ "text": text })));
            work.draft.edge(source.node.as_str(), PortId::OUT, &id);
        }
    }
}
