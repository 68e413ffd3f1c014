//! One node of a document after the other; each kind has a function that puts its node.

mod agent;
mod aggregator;
mod assigner;
mod classifier;
mod code;
mod conditions;
mod containers;
mod ends;
mod extractor;
mod http;
mod human;
mod knowledge;
mod list;
pub(super) mod llm;
mod tool;

use super::graph::Source;
use super::work::Work;

pub(super) fn convert(work: &mut Work<'_, '_>, at: &Source<'_>) {
    match at.kind.as_str() {
        "answer" => ends::answer(work, at),
        "end" => ends::end(work, at),
        "llm" => llm::convert(work, at),
        "agent" => agent::convert(work, at),
        "knowledge-retrieval" => knowledge::convert(work, at),
        "question-classifier" => classifier::convert(work, at),
        "parameter-extractor" => extractor::convert(work, at),
        "if-else" => conditions::convert(work, at),
        "code" => code::code(work, at),
        "template-transform" => code::template(work, at),
        "variable-aggregator" | "variable-assigner" => aggregator::convert(work, at),
        "assigner" => assigner::convert(work, at),
        "list-operator" => list::convert(work, at),
        "http-request" => http::convert(work, at),
        "tool" => tool::convert(work, at),
        "iteration" => containers::iteration(work, at),
        "loop" => containers::repeat(work, at),
        "loop-end" => ends::leave_loop(work, at),
        "human-input" => human::convert(work, at),
        "document-extractor" => work.put_placeholder(
            at,
            "nothing here reads text out of a file in a flow; put the file into a knowledge base instead",
        ),
        "note" => note(work, at),
        _ if at.is_start() || at.is_body_start() => start(work, at),
        kind => work.put_placeholder(at, &format!("there is nothing like a node of type {kind} here")),
    }
}

/// Told of where the input is made; the start of a body is its container's port `body`.
fn start(work: &mut Work<'_, '_>, at: &Source<'_>) {
    if at.is_body_start()
        && let Some(container) = at.parent.and_then(|parent| work.graph.sources[parent].node.clone())
    {
        work.draft.carried(&at.original(), &container, "It is the port ‘body’ of the node around it.");
    }
}

/// A note is part of the drawing, and drawings have no notes yet.
fn note(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let text = at.text("text");
    let words = words_of(text);
    let what = match words.is_empty() {
        true => "An empty note was left out.".to_owned(),
        false => format!("A note on the canvas was left out: “{words}”."),
    };
    work.draft.not_carried(&at.original(), None, what);
}

/// Notes are documents of an editor, written as JSON; their words are under `text`.
fn words_of(text: &str) -> String {
    fn collect(value: &serde_json::Value, words: &mut Vec<String>) {
        match value {
            serde_json::Value::Object(entries) => {
                for (name, entry) in entries {
                    match entry.as_str() {
                        Some(text) if name == "text" => words.push(text.to_owned()),
                        _ => collect(entry, words),
                    }
                }
            }
            serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, words)),
            _ => {}
        }
    }
    match serde_json::from_str(text) {
        Ok(value) => {
            let mut words = Vec::new();
            collect(&value, &mut words);
            words.join(" ").trim().to_owned()
        }
        Err(_) => text.trim().to_owned(),
    }
}
