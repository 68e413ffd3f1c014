use super::{Category, Effect, NodeKind, OutputSchema, Port, PortSource, Role};
use serde_json::json;

pub(super) fn kind() -> NodeKind {
    NodeKind {
        name: "set_state".into(),
        title: "Set state".into(),
        summary: "Remember something in a channel".into(),
        help: "Writes values to the flow's channels. How a new value meets the old one (replace, append, sum …) is \
               the channel's reducer. Read a channel anywhere as `state.name`."
            .into(),
        icon: "database".into(),
        category: Category::Data,
        config_schema: json!({
            "type": "object",
            "required": ["set"],
            "additionalProperties": false,
            "properties": {
                "set": {
                    "type": "object", "title": "Channels", "minProperties": 1, "additionalProperties": true,
                    "description": "Channel by channel, the value to write.",
                    "x-ui": { "widget": "channel", "order": 1 }
                }
            }
        }),
        output: OutputSchema::Fixed(json!({ "type": "object", "additionalProperties": false, "properties": {} })),
        ports: vec![PortSource::Fixed(Port::out())],
        effect: Effect::Pure,
        role: Role::Control,
        card: String::new(),
        synonyms: [
            "variable", "memory", "remember", "assign", "store", "channel", "store value", "counter",
            "append", "context", "save",
        ]
        .map(Into::into)
        .to_vec(),
    }
}
