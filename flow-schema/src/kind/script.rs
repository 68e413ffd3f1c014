use super::{Category, Effect, NodeKind, OutputSchema, Port, PortSource, Role};
use serde_json::json;

pub(super) fn kind() -> NodeKind {
    NodeKind {
        name: "script".into(),
        title: "Script".into(),
        summary: "Compute a value with a few lines of code".into(),
        help: "A Rhai script. Its last expression is the output. It sees what expressions see (`input`, `state`, \
               earlier nodes) and nothing else: no files, no network, no clock, at most a million operations.\n\n\
               ```rhai\nlet names = [];\nfor p in kb.passages { names.push(p.title); }\n#{ names: names }\n```"
            .into(),
        icon: "code".into(),
        category: Category::Data,
        config_schema: json!({
            "type": "object",
            "required": ["code"],
            "additionalProperties": false,
            "properties": {
                "code": {
                    "type": "string", "title": "Code", "x-mode": "script", "minLength": 1,
                    "description": "Rhai. The last expression is the output.",
                    "x-ui": { "widget": "code", "order": 1 }
                }
            }
        }),
        output: OutputSchema::Fixed(json!({})),
        ports: vec![PortSource::Fixed(Port::out()), PortSource::Fixed(Port::error())],
        effect: Effect::Pure,
        role: Role::Control,
        card: "{code}".into(),
        synonyms: [
            "code", "rhai", "function", "compute", "transform", "javascript", "python", "formula",
            "custom logic", "lambda",
        ]
        .map(Into::into)
        .to_vec(),
    }
}
