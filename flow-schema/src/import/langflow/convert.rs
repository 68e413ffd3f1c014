//! From the canvas to a flow.

use super::graph::{Graph, Plug};
use super::kind::{Kind, may_be_code};
use super::work::Work;
use super::{act, data, leftovers, order, talk, think, tools};
use crate::import::Options;
use crate::import::draft::Draft;
use crate::import::names::identifier;
use serde_json::json;

pub(super) fn convert(graph: &Graph<'_>, draft: Draft, options: &Options) -> Draft {
    let mut work = Work::new(graph, draft, options);
    work.draft.flow.input = talk::input(&work);
    for at in 0..graph.sources.len() {
        if !graph.is_plug(at) {
            one(&mut work, at);
        }
    }
    for at in 0..graph.sources.len() {
        if graph.is_plug(at) {
            plug(&mut work, at);
        }
        leftovers::report(&mut work, at);
    }
    order::draw(&mut work);
    work.draft
}

fn one(work: &mut Work<'_, '_>, at: usize) {
    let source = &work.graph.sources[at];
    let edited = source.data["edited"] == true;
    match source.kind {
        Kind::Note => talk::note(work, at),
        Kind::ChatInput => talk::chat_input(work, at),
        Kind::TextInput => talk::text_input(work, at),
        Kind::Webhook => talk::webhook(work, at),
        Kind::ChatOutput => talk::chat_output(work, at),
        Kind::TextOutput => talk::text_output(work, at),
        Kind::Prompt => data::prompt(work, at),
        Kind::Model => think::model(work, at),
        Kind::Agent => think::agent(work, at),
        Kind::Router => think::router(work, at),
        Kind::SmartRouter => think::smart_router(work, at),
        Kind::Parser => data::parser(work, at),
        Kind::Combine => data::combine(work, at),
        Kind::Split => data::split(work, at),
        Kind::Convert => data::convert(work, at),
        Kind::Request => act::request(work, at),
        Kind::Pages => act::pages(work, at),
        Kind::Search => data::search(work, at),
        Kind::Memory => data::memory(work, at),
        Kind::Structured => think::structured(work, at),
        Kind::Loop => repeat(work, at),
        Kind::Flow => act::flow(work, at),
        Kind::Tools => act::tool(work, at),
        Kind::Code => work.put_code(at, "its Python is not translated; write it as a script here"),
        Kind::Group => work.put_group(at),
        Kind::File => work.put_placeholder(at, "it reads files; put them into a knowledge base here"),
        Kind::Embeddings => {
            work.put_placeholder(at, "it makes vectors; a knowledge base does that by itself")
        }
        Kind::Other => {
            let server = identifier(source.name).replace('_', "-");
            let what = format!(
                "What ‘{}’ does in Langflow ({}); connect an MCP server that offers it.",
                source.title, source.name
            );
            work.draft.needs_tool(&format!("mcp:{server}/call"), &what, &source.node);
            let why = format!("there is no node for {} here; a tool of an MCP server may do it", source.name);
            if may_be_code(source) { work.put_code(at, &why) } else { work.put_placeholder(at, &why) }
        }
    }
    if edited && source.kind != Kind::Code {
        work.lost(at, "Its Python was changed there; that was left out.");
    }
}

/// A list, one item after the other; its body is what leads back to it.
fn repeat(work: &mut Work<'_, '_>, at: usize) {
    let graph = work.graph;
    if !graph.sources.iter().any(|source| source.parent == Some(at)) {
        return work.put_placeholder(at, "nothing leads from its items back to it");
    }
    let Some(list) = work.field(at, "data") else {
        return work.put_placeholder(at, "there is no list that it goes through");
    };
    let config = json!({ "items": list.list(), "concurrency": 1 });
    work.put(at, "map", config, "It is a For each with the same body.");
}

/// What is plugged into a component is told of there; what nothing tells of is told here.
fn plug(work: &mut Work<'_, '_>, at: usize) {
    let graph = work.graph;
    let source = &graph.sources[at];
    for link in graph.out_of(at) {
        let target = &graph.sources[link.to];
        let node = work.kinds.contains_key(&link.to).then_some(&target.node);
        let asks = matches!(target.kind, Kind::Agent | Kind::Structured | Kind::SmartRouter);
        let told = match link.plug {
            Some(Plug::Model) => asks && graph.model_of(link.to) == Some(at),
            Some(Plug::Tool) => target.kind == Kind::Agent,
            _ => false,
        };
        let here = node.is_some() && !work.placeholders.contains(&link.to);
        match (link.plug, node) {
            (Some(Plug::Embeddings), _) if target.kind == Kind::Search => {
                let what =
                    "It makes the vectors of a store; a knowledge base here has a model of its own for them.";
                work.draft.not_carried(&source.original(), node, what);
            }
            (Some(Plug::Tool), Some(node)) if told && here => {
                if tools::is_foreign(source.kind) {
                    work.keep(at, node);
                }
            }
            _ if told && here => {}
            _ => {
                let what = format!("It is plugged into ‘{}’, which has no place for it here.", target.title);
                work.draft.not_carried(&source.original(), node, what);
                if let Some(node) = node {
                    work.keep(at, node);
                }
            }
        }
    }
}
