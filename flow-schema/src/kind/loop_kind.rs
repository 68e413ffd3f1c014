//! `loop`; the file has another name because the word is the language's.

use super::{Category, Effect, NodeKind, OutputSchema, Port, PortKind, PortSource, Role};
use serde_json::json;

pub(super) fn kind() -> NodeKind {
    NodeKind {
        name: "loop".into(),
        title: "Loop".into(),
        summary: "Repeat steps while a condition holds".into(),
        help: "The steps of the body run again and again; they read `loop.count`, 1 the first time. *While* is looked at \
               before each time through, *until* after it; both see what the body did through `state`. An **End** in \
               the body leaves the loop at once, with its output.\n\nA loop never runs for ever: after the highest \
               number of times it leaves by `bound`, or fails when nothing is connected there."
            .into(),
        icon: "rotate-cw".into(),
        category: Category::Control,
        config_schema: json!({
            "type": "object",
            "additionalProperties": false,
            "properties": {
                "while": {
                    "type": "string", "title": "While", "x-mode": "expression",
                    "description": "Looked at before each time through. Empty: always.",
                    "x-ui": { "widget": "expression", "order": 1, "placeholder": "state.tried < 3" }
                },
                "until": {
                    "type": "string", "title": "Until", "x-mode": "expression",
                    "description": "Looked at after each time through. Empty: never.",
                    "x-ui": { "widget": "expression", "order": 2, "placeholder": "state.solved" }
                },
                "max_iterations": {
                    "type": "integer", "title": "At most", "minimum": 1, "maximum": 10_000, "default": 25,
                    "description": "How often the body may run.",
                    "x-ui": { "widget": "number", "order": 3 }
                }
            }
        }),
        output: OutputSchema::Fixed(json!({
            "type": "object", "additionalProperties": false,
            "properties": {
                "iterations": { "type": "integer" },
                "ended_by": { "type": "string", "enum": ["while", "until", "end", "bound"] },
                "output": {}
            }
        })),
        ports: vec![
            PortSource::Fixed(Port::body()),
            PortSource::Fixed(Port::out()),
            PortSource::Fixed(Port { name: "bound".into(), kind: PortKind::Flow }),
            PortSource::Fixed(Port::error()),
        ],
        effect: Effect::Pure,
        role: Role::Control,
        card: "at most {max_iterations} times".into(),
        synonyms: ["repeat", "while", "until", "again", "cycle", "retry"].map(Into::into).to_vec(),
    }
}
