use super::{Category, Effect, NodeKind, OutputSchema, Port, PortSource, Role};
use serde_json::json;

pub(super) fn kind() -> NodeKind {
    NodeKind {
        name: "map".into(),
        title: "For each".into(),
        summary: "Run steps once for every item of a list".into(),
        help: "The steps of the body run once per item, several items at a time; they read `item` and `index`. The \
               results come out in the order of the items, whatever order they finish in.\n\nAn **End** in the body \
               gives the item's result; without one it is the output of the last step. When an item fails, the whole \
               node fails (*stop*), the result is null (*null*), or the item is left out (*drop*); `failed` lists \
               what went wrong, and a retry runs only those items again."
            .into(),
        icon: "repeat-2".into(),
        category: Category::Control,
        config_schema: json!({
            "type": "object",
            "required": ["items"],
            "additionalProperties": false,
            "properties": {
                "items": {
                    "type": "string", "title": "Items", "minLength": 1, "x-mode": "expression",
                    "description": "The list to go through, at most 10,000 items.",
                    "x-ui": { "widget": "expression", "order": 1, "placeholder": "kb.passages" }
                },
                "concurrency": {
                    "type": "integer", "title": "At a time", "minimum": 1, "maximum": 100, "default": 10,
                    "description": "How many items run at the same time. 1: one after the other.",
                    "x-ui": { "widget": "number", "order": 2 }
                },
                "on_item_error": {
                    "type": "string", "title": "When an item fails", "enum": ["stop", "null", "drop"],
                    "default": "stop", "x-mode": "literal",
                    "description": "stop: the node fails. null: its result is null. drop: it has no result.",
                    "x-ui": { "widget": "select", "order": 3 }
                }
            }
        }),
        output: OutputSchema::Fixed(json!({
            "type": "object", "additionalProperties": false,
            "properties": {
                "results": { "type": "array" },
                "count": { "type": "integer" },
                "failed": { "type": "array", "items": {
                    "type": "object", "additionalProperties": false,
                    "properties": {
                        "index": { "type": "integer" }, "code": { "type": "string" }, "message": { "type": "string" }
                    }
                } }
            }
        })),
        ports: vec![
            PortSource::Fixed(Port::body()),
            PortSource::Fixed(Port::out()),
            PortSource::Fixed(Port::error()),
        ],
        effect: Effect::Pure,
        role: Role::Control,
        card: "each of {items} · {concurrency} at a time".into(),
        synonyms: [
            "foreach", "iterate", "list", "batch", "parallel", "collect", "fan out", "for each",
            "array", "bulk",
        ]
        .map(Into::into)
        .to_vec(),
    }
}
