//! `answer`, `end` and `loop-end`.

use crate::import::dify::graph::Source;
use crate::import::dify::work::Work;
use crate::import::rhai_text::hole;
use serde_json::{Map, Value, json};

pub(super) fn answer(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let text = work.text(at, at.text("answer"));
    if text.trim().is_empty() {
        return work.put_placeholder(at, "the answer has no text");
    }
    work.put(at, "reply", json!({ "text": text }), "It is a Reply.");
}

pub(super) fn end(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let mut output = Map::new();
    for entry in at.list("outputs") {
        let Some(name) = entry["variable"].as_str() else { continue };
        let value = work.selector(at, &entry["value_selector"]);
        output.insert(name.to_owned(), Value::String(hole(&value)));
    }
    work.put(at, "end", json!({ "output": output }), "It is an End with the same outputs.");
}

/// An `end` in the body of a loop leaves the loop.
pub(super) fn leave_loop(work: &mut Work<'_, '_>, at: &Source<'_>) {
    work.put(at, "end", json!({ "output": {} }), "It is an End in the body, which leaves the loop.");
}
