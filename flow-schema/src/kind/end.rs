use super::{Category, Effect, NodeKind, OutputSchema, Role};
use serde_json::json;

pub(super) fn kind() -> NodeKind {
    NodeKind {
        name: "end".into(),
        title: "End".into(),
        summary: "Finish with an output".into(),
        help: "Sets the run's output. A run also ends by itself when no node is left to run; it then has no output. \
               When the flow declares an output schema, the output should fit it."
            .into(),
        icon: "flag".into(),
        category: Category::StartEnd,
        config_schema: json!({
            "type": "object",
            "additionalProperties": false,
            "properties": {
                "output": {
                    "type": "object", "title": "Output", "default": {},
                    "description": "The run's output, name by name.",
                    "additionalProperties": true,
                    "x-ui": { "widget": "key_value", "order": 1 }
                }
            }
        }),
        output: OutputSchema::Fixed(json!({ "type": "object" })),
        ports: vec![],
        effect: Effect::Pure,
        role: Role::Control,
        card: String::new(),
        synonyms: [
            "finish", "stop", "return", "output", "done", "exit", "result", "complete", "terminate",
        ]
        .map(Into::into)
        .to_vec(),
    }
}
