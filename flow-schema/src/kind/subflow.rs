use super::{Category, Effect, NodeKind, OutputSchema, Port, PortSource, Role};
use serde_json::json;

pub(super) fn kind() -> NodeKind {
    NodeKind {
        name: "subflow".into(),
        title: "Run a flow".into(),
        summary: "Run another flow as one step".into(),
        help: "Runs another flow and gives back its output. Its steps belong to this run: they can ask, wait and be \
               approved, stop when this run is cancelled, and count against its limits.\n\nWithout a **version** it is \
               the one that is published when this run starts; a later version never touches a run that is under \
               way. The other flow has channels of its own; what it should know goes in as input."
            .into(),
        icon: "workflow".into(),
        category: Category::Control,
        config_schema: json!({
            "type": "object",
            "required": ["flow"],
            "additionalProperties": false,
            "properties": {
                "flow": {
                    "type": "string", "title": "Flow", "minLength": 1, "x-mode": "literal",
                    "description": "Name of the flow to run.", "x-ui": { "widget": "flow", "order": 1 }
                },
                "version": {
                    "type": "integer", "title": "Version", "minimum": 1, "x-mode": "literal",
                    "description": "Always this version. Empty: the published one.",
                    "x-ui": { "widget": "number", "order": 2, "advanced": true }
                },
                "input": {
                    "type": "object", "title": "Input", "additionalProperties": true, "default": {},
                    "description": "Its input, name by name.",
                    "x-ui": { "widget": "key_value", "order": 3 }
                },
                "max_tokens": {
                    "type": "integer", "title": "Most tokens", "minimum": 1, "x-mode": "literal",
                    "description": "Its share: tokens that its models may use. Then it fails with budget_exceeded.",
                    "x-ui": { "widget": "number", "order": 4, "advanced": true }
                },
                "max_cost": {
                    "type": "number", "title": "Most money", "minimum": 0, "x-mode": "literal",
                    "description": "Its share, in the currency of the model's prices.",
                    "x-ui": { "widget": "number", "order": 5, "advanced": true }
                }
            }
        }),
        output: OutputSchema::Fixed(json!({})),
        ports: vec![PortSource::Fixed(Port::out()), PortSource::Fixed(Port::error())],
        effect: Effect::Pure,
        role: Role::Control,
        card: "{flow}".into(),
        synonyms: [
            "sub-flow", "call", "reuse", "workflow", "module", "include", "subprocess", "call flow",
            "nested flow", "child workflow", "runbook",
        ]
        .map(Into::into)
        .to_vec(),
    }
}
