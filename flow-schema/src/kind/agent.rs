use super::approval::people;
use super::{Category, Effect, NodeKind, OutputSchema, Port, PortKind, PortSource, Role};
use serde_json::json;

pub(super) fn kind() -> NodeKind {
    NodeKind {
        name: "agent".into(),
        title: "Agent".into(),
        summary: "A model that uses tools until it has an answer".into(),
        help: "The model is asked, may call the **tools** you give it, sees what they say, and is asked again, until it \
               answers. Every model call and every tool call is a step of its own: it is recorded, never done twice, \
               and can be looked at.\n\nA tool is a kind of node, with the settings you fix, or a published flow. What \
               you fix cannot be changed by the model. Calls that need a person's approval wait for it.\n\nWhen a \
               limit is reached the agent leaves by `limit` with what it has so far, or fails when nothing is \
               connected there."
            .into(),
        icon: "bot".into(),
        category: Category::Think,
        config_schema: json!({
            "type": "object",
            "required": ["prompt"],
            "additionalProperties": false,
            "properties": {
                "prompt": {
                    "type": "string", "title": "Task", "minLength": 1,
                    "description": "What the agent is to do. Values in {{ }} are filled in.",
                    "x-ui": { "widget": "prompt", "order": 1, "placeholder": "{{ input.message }}" }
                },
                "instructions": {
                    "type": "string", "title": "Instructions", "x-sensitive": "the instructions of the model",
                    "description": "Who it is and how it should behave. Do not put user text here.",
                    "x-ui": { "widget": "prompt", "order": 2 }
                },
                "tools": {
                    "type": "array", "title": "Tools", "maxItems": 50, "default": [],
                    "description": "What it may use.",
                    "x-ui": { "widget": "tools", "order": 3 },
                    "items": {
                        "type": "object", "additionalProperties": false,
                        "properties": {
                            "kind": {
                                "type": "string", "title": "Kind", "x-mode": "literal",
                                "description": "A kind of node, such as kb_search.",
                                "x-ui": { "widget": "text", "order": 1 }
                            },
                            "flow": {
                                "type": "string", "title": "Flow", "x-mode": "literal",
                                "description": "Or the name of a published flow.",
                                "x-ui": { "widget": "flow", "order": 2 }
                            },
                            "name": {
                                "type": "string", "title": "Name", "x-mode": "literal", "maxLength": 64,
                                "description": "What the model calls it. Empty: the kind's or flow's name.",
                                "x-ui": { "widget": "text", "order": 3 }
                            },
                            "description": {
                                "type": "string", "title": "Description", "x-mode": "literal",
                                "description": "What the model is told it does. Empty: the kind's own words.",
                                "x-ui": { "widget": "textarea", "order": 4 }
                            },
                            "config": {
                                "type": "object", "title": "Fixed settings", "additionalProperties": true,
                                "description": "Set here, they are not the model's to choose.",
                                "x-ui": { "widget": "key_value", "order": 5 }
                            },
                            "approval": {
                                "type": "string", "title": "Approval", "x-mode": "literal",
                                "enum": ["policy", "never", "always"], "default": "policy",
                                "description": "Whether a person must approve each call of it.",
                                "x-ui": { "widget": "select", "order": 6 }
                            }
                        }
                    }
                },
                "model": {
                    "type": "string", "title": "Model", "description": "Empty: the tenant's model.",
                    "x-ui": { "widget": "model", "order": 4, "advanced": true }
                },
                "ask_before": {
                    "type": "string", "title": "Ask before", "enum": ["nothing", "writes", "everything"],
                    "default": "writes", "x-mode": "literal",
                    "description": "Which tool calls need a person's approval.",
                    "x-ui": { "widget": "select", "order": 5 }
                },
                "approvers": people("Approvers", "Who approves. Empty: the user who asks.", 6, true),
                "max_steps": {
                    "type": "integer", "title": "Most model calls", "minimum": 1, "maximum": 100, "default": 10,
                    "description": "How often the model may be asked.",
                    "x-ui": { "widget": "number", "order": 7, "advanced": true }
                },
                "max_calls": {
                    "type": "integer", "title": "Most tool calls", "minimum": 0, "maximum": 1_000, "default": 30,
                    "description": "How many tools may be called in all.",
                    "x-ui": { "widget": "number", "order": 8, "advanced": true }
                },
                "max_tokens": {
                    "type": "integer", "title": "Most tokens", "minimum": 1,
                    "description": "Tokens in and out, of all model calls together. Empty: no limit.",
                    "x-ui": { "widget": "number", "order": 9, "advanced": true }
                },
                "max_cost": {
                    "type": "number", "title": "Most money", "minimum": 0,
                    "description": "In the currency of the model's prices. Empty: no limit.",
                    "x-ui": { "widget": "number", "order": 10, "advanced": true }
                },
                "time_limit": {
                    "type": "string", "title": "Time limit", "format": "duration", "x-mode": "literal",
                    "description": "Such as 10m. Waiting for people counts.",
                    "x-ui": { "widget": "duration", "order": 11, "advanced": true }
                },
                "stream_reply": {
                    "type": "boolean", "title": "Stream the reply", "default": false,
                    "description": "Show the words to the user while they are written.",
                    "x-ui": { "widget": "boolean", "order": 12 }
                }
            }
        }),
        output: OutputSchema::Fixed(json!({
            "type": "object", "additionalProperties": false,
            "properties": {
                "text": { "type": "string" },
                "steps": { "type": "integer" },
                "calls": { "type": "array", "items": { "type": "object" } },
                "ended_by": { "type": "string", "enum": ["answer", "steps", "calls", "tokens", "cost", "time"] }
            }
        })),
        ports: vec![
            PortSource::Fixed(Port::out()),
            PortSource::Fixed(Port { name: "limit".into(), kind: PortKind::Flow }),
            PortSource::Fixed(Port::error()),
        ],
        effect: Effect::Write,
        role: Role::Control,
        card: "{prompt}".into(),
        synonyms: [
            "assistant", "tools", "react", "autonomous", "model", "ai", "llm", "bot", "copilot",
            "tool use", "function calling", "reasoning", "chatbot", "orchestrator",
        ]
        .map(Into::into)
        .to_vec(),
    }
}
