//! Where a conversation comes in and goes out, and what was written on the canvas.

use super::kind::Kind;
use super::values::Shape;
use super::work::Work;
use crate::id::NodeId;
use crate::import::rhai_text::literal;
use crate::import::{LayoutNote, Position};
use serde_json::{Map, Value, json};

/// Roughly what a note has there when nobody pulled at it.
const NOTE_SIZE: (f64, f64) = (320.0, 320.0);
/// What the editor keeps of one, and how many.
const LONGEST_NOTE: usize = 10_000;
const MOST_NOTES: usize = 500;

pub(super) fn chat_input(work: &mut Work<'_, '_>, at: usize) {
    let source = &work.graph.sources[at];
    let (original, start) = (source.original(), NodeId::from(NodeId::START));
    work.draft.place(NodeId::START, source.position);
    work.draft.carried(&original, &start, "It is the start of the flow; what the user says is its message.");
}

pub(super) fn webhook(work: &mut Work<'_, '_>, at: usize) {
    let source = &work.graph.sources[at];
    let (original, start) = (source.original(), NodeId::from(NodeId::START));
    work.draft.place(NodeId::START, source.position);
    work.draft.carried(&original, &start, "It is the start of the flow; what was sent is its input.");
    let what =
        "There a call of its URL starts it; set a trigger up that starts this flow with the same data.";
    work.draft.approximated(&original, &start, what);
}

pub(super) fn text_input(work: &mut Work<'_, '_>, at: usize) {
    let source = &work.graph.sources[at];
    let original = source.original();
    if work.graph.is_alone(at) {
        return work.draft.not_carried(&original, None, "Nothing is connected to it, so it was left out.");
    }
    let start = NodeId::from(NodeId::START);
    let what = format!("It is the input ‘{}’ of the flow.", source.node);
    work.draft.carried(&original, &start, what);
}

/// What a run is given: the message, and a text for each input field.
pub(super) fn input(work: &Work<'_, '_>) -> Value {
    let graph = work.graph;
    let (mut properties, mut required) = (Map::new(), Vec::new());
    let mut open = false;
    for (at, source) in graph.sources.iter().enumerate() {
        match source.kind {
            Kind::ChatInput if !properties.contains_key("message") => {
                properties.insert("message".to_owned(), json!({ "type": "string" }));
                required.push("message");
            }
            Kind::TextInput if !graph.is_alone(at) => {
                let mut schema = json!({ "type": "string", "title": source.title });
                if !source.text("input_value").is_empty() {
                    schema["default"] = json!(source.text("input_value"));
                }
                properties.insert(source.node.to_string(), schema);
            }
            Kind::Webhook => open = true,
            _ => {}
        }
    }
    let mut schema = json!({ "type": "object", "properties": properties });
    // What a web service sends has no message.
    if open {
        schema["additionalProperties"] = json!(true);
    } else if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}

pub(super) fn chat_output(work: &mut Work<'_, '_>, at: usize) {
    let value = work.field(at, "input_value");
    let Some(value) = value.filter(|value| !value.template().trim().is_empty()) else {
        return work.put_placeholder(at, "there is nothing that it says");
    };
    if value.shape == Shape::Rows {
        work.changed(at, "There a list is shown as a table; here it is said line by line.");
    }
    let text = value.template();
    if work.graph.sources[at].text("sender") == "User" {
        work.changed(at, "There it speaks in the name of the user; here it is a reply.");
    }
    work.put(at, "reply", json!({ "text": text }), "It is a Reply.");
}

/// The run's output, where it is the only end; otherwise a text that a person reads on the canvas.
pub(super) fn text_output(work: &mut Work<'_, '_>, at: usize) {
    let graph = work.graph;
    let text = work.text(at, "input_value");
    let is_output = |kind: Kind| matches!(kind, Kind::ChatOutput | Kind::TextOutput);
    let others = graph.sources.iter().filter(|source| is_output(source.kind)).count() > 1;
    if others || graph.out_of(at).next().is_some() {
        work.changed(at, "There its text is shown as an output; here it is a Template that keeps it.");
        return work.put(at, "template", json!({ "text": text }), "It is a Template.");
    }
    work.put(at, "end", json!({ "output": { "text": text } }), "It is an End; its text is the run's output.");
}

pub(super) fn note(work: &mut Work<'_, '_>, at: usize) {
    let source = &work.graph.sources[at];
    let original = source.original();
    let text = source.data["description"].as_str().unwrap_or_default();
    let side = |name: &str, usual: f64| {
        let written = [&source.whole["measured"][name], &source.whole[name]];
        let side = written.into_iter().find_map(Value::as_f64);
        side.filter(|side| side.is_finite() && *side > 0.0).unwrap_or(usual).min(4_000.0)
    };
    if work.draft.layout.notes.len() >= MOST_NOTES {
        return work.draft.not_carried(
            &original,
            None,
            format!("There are more than {MOST_NOTES} notes; it was left out."),
        );
    }
    if text.chars().count() > LONGEST_NOTE {
        let what = format!("Its text was cut after {LONGEST_NOTE} characters.");
        work.draft.not_carried(&original, None, what);
    }
    let Position { x, y } = source.position.unwrap_or(Position { x: 0.0, y: 0.0 });
    let note = LayoutNote {
        id: format!("note_{}", work.draft.layout.notes.len() + 1),
        text: text.chars().take(LONGEST_NOTE).collect(),
        colour: colour(source.template["backgroundColor"].as_str().unwrap_or_default()),
        x,
        y,
        width: side("width", NOTE_SIZE.0),
        height: side("height", NOTE_SIZE.1),
    };
    work.draft.noted(&original, note);
}

fn colour(theirs: &str) -> &'static str {
    match theirs {
        "blue" | "indigo" => "blue",
        "lime" | "emerald" | "green" => "green",
        "rose" | "red" | "pink" => "red",
        "neutral" | "transparent" => "grey",
        _ => "yellow",
    }
}

/// For scripts: a text, written.
pub(super) fn separator(text: &str) -> String {
    let text = text.replace("\\n", "\n").replace("\\t", "\t");
    literal(match text.as_str() {
        "" | "/n/n" => "\n\n",
        "/n" => "\n",
        "/t" => "\t",
        "\" \"" => " ",
        other => other,
    })
}
