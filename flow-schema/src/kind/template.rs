use super::{Category, Effect, NodeKind, OutputSchema, Port, PortSource, Role};
use serde_json::json;

pub(super) fn kind() -> NodeKind {
    NodeKind {
        name: "template".into(),
        title: "Template".into(),
        summary: "Put a text together".into(),
        help: "Fills the holes of a text and gives it on as `text`. Useful when several nodes need the same text."
            .into(),
        icon: "file-text".into(),
        category: Category::Data,
        config_schema: json!({
            "type": "object",
            "required": ["text"],
            "additionalProperties": false,
            "properties": {
                "text": {
                    "type": "string", "title": "Text", "description": "Values in {{ }} are filled in.",
                    "x-ui": { "widget": "textarea", "order": 1 }
                }
            }
        }),
        output: OutputSchema::Fixed(json!({
            "type": "object", "additionalProperties": false, "properties": { "text": { "type": "string" } }
        })),
        ports: vec![PortSource::Fixed(Port::out())],
        effect: Effect::Pure,
        role: Role::Control,
        card: "“{text}”".into(),
        synonyms: [
            "text", "format", "compose", "string", "concat", "concatenate", "placeholder",
            "merge fields", "Jinja", "snippet",
        ]
        .map(Into::into)
        .to_vec(),
    }
}
