use super::{Category, Effect, NodeKind, OutputSchema, Port, PortSource, Role};
use serde_json::json;

/// The implicit first node. Never written in a document; here so that Studio can draw it.
pub(super) fn kind() -> NodeKind {
    NodeKind {
        name: "start".into(),
        title: "Start".into(),
        summary: "Where every run begins".into(),
        help: "Every flow has exactly one start, and its id is `start`. Its output is the run's input: read it as \
               `input`, for example `{{ input.message }}`."
            .into(),
        icon: "play".into(),
        category: Category::StartEnd,
        config_schema: json!({ "type": "object", "properties": {}, "additionalProperties": false }),
        output: OutputSchema::Fixed(json!({ "type": "object" })),
        ports: vec![PortSource::Fixed(Port::out())],
        effect: Effect::Pure,
        role: Role::Control,
        card: String::new(),
        synonyms: [
            "begin", "trigger", "input", "entry", "first step", "on message", "parameters", "event",
        ]
        .map(Into::into)
        .to_vec(),
    }
}
