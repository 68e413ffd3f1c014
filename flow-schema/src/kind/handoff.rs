use super::{Category, Effect, NodeKind, OutputSchema, Port, PortSource, Role};
use serde_json::json;

pub(super) fn kind() -> NodeKind {
    let branch = |name: &str, any_of: &[&str]| PortSource::When {
        port: Port::branch(name),
        any_of: any_of.iter().map(ToString::to_string).collect(),
        none_of: vec![],
    };
    NodeKind {
        name: "handoff".into(),
        title: "Hand over to a person".into(),
        summary: "Let somebody at the desk take the conversation over".into(),
        help: "The conversation goes to the desk. What the user writes from now on is for the person who takes it, and \
               the run waits. When they hand it back, the run goes on by `returned` with what they wrote last in \
               `text`; with a **time limit**, by `timeout` when nobody did."
            .into(),
        icon: "headset".into(),
        category: Category::People,
        config_schema: json!({
            "type": "object",
            "additionalProperties": false,
            "properties": {
                "reason": {
                    "type": "string", "title": "Reason",
                    "description": "What the person at the desk should know.",
                    "x-ui": { "widget": "prompt", "order": 1, "placeholder": "{{ input.message }}" }
                },
                "message": {
                    "type": "string", "title": "Tell the user",
                    "description": "Shown to the user while they wait. Empty: nothing.",
                    "x-ui": { "widget": "prompt", "order": 2 }
                },
                "timeout": {
                    "type": "string", "title": "Time limit", "format": "duration", "x-mode": "literal",
                    "description": "How long to wait, such as 2h; then the port timeout. Empty: 90 days.",
                    "x-ui": { "widget": "duration", "order": 3 }
                }
            }
        }),
        output: OutputSchema::Fixed(json!({
            "type": "object", "additionalProperties": false,
            "properties": { "text": { "type": "string" }, "by": { "type": "string" } }
        })),
        ports: vec![branch("returned", &[]), branch("timeout", &["/timeout"]), PortSource::Fixed(Port::error())],
        effect: Effect::Wait,
        role: Role::Control,
        card: "{reason}".into(),
        synonyms: [
            "human", "agent", "live chat", "escalate", "person", "takeover", "live agent", "transfer",
            "operator", "second level", "support agent",
        ]
        .map(Into::into)
        .to_vec(),
    }
}
