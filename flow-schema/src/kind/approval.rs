use super::{Category, Effect, NodeKind, OutputSchema, Port, PortSource, Role};
use serde_json::{Value, json};

/// Who may decide: people by e-mail address, or everybody of a role.
pub(super) fn people(title: &str, description: &str, order: u32, advanced: bool) -> Value {
    json!({
        "type": "array", "title": title, "maxItems": 50, "description": description, "x-sensitive": "who approves",
        "x-ui": { "widget": "people", "order": order, "advanced": advanced },
        "items": {
            "type": "object", "additionalProperties": false,
            "properties": {
                "email": {
                    "type": "string", "title": "E-mail", "description": "One person.",
                    "x-ui": { "widget": "text", "order": 1 }
                },
                "role": {
                    "type": "string", "title": "Role", "x-mode": "literal", "description": "Anybody of this role.",
                    "enum": ["agent", "team_lead", "admin", "org_owner"],
                    "x-ui": { "widget": "select", "order": 2 }
                }
            }
        }
    })
}

pub(super) fn kind() -> NodeKind {
    let when = |port: &str, any_of: &[&str]| PortSource::When {
        port: Port::branch(port),
        any_of: any_of.iter().map(ToString::to_string).collect(),
        none_of: vec![],
    };
    NodeKind {
        name: "approval".into(),
        title: "Ask for approval".into(),
        summary: "Wait until the right people have decided".into(),
        help: "Shows **what** is to be decided, with its facts, to the approvers and waits, for weeks if need be. A \
               decision counts only for exactly what was shown.\n\n- *any*: the first decision counts.\n- *all*: \
               everybody must approve; the first rejection ends it.\n- *quorum*: so many approvals.\n- *sequence*: one \
               after the other, in order.\n\nAn approver may delegate to somebody else. After *escalate after*, the \
               people of *escalate to* may decide as well. With a **time limit**, the port `timeout` is taken when it \
               passes. Late and second answers are recorded and change nothing."
            .into(),
        icon: "stamp".into(),
        category: Category::People,
        config_schema: json!({
            "type": "object",
            "required": ["title", "approvers"],
            "additionalProperties": false,
            "properties": {
                "title": {
                    "type": "string", "title": "What", "minLength": 1, "description": "What is to be decided.",
                    "x-ui": { "widget": "prompt", "order": 1, "placeholder": "Order {{ input.item }}?" }
                },
                "details": {
                    "type": "object", "title": "Facts", "additionalProperties": true, "default": {},
                    "description": "What the approver should see, name by name.",
                    "x-ui": { "widget": "key_value", "order": 2 }
                },
                "approvers": people("Approvers", "Who decides.", 3, false),
                "mode": {
                    "type": "string", "title": "How many", "enum": ["any", "all", "quorum", "sequence"],
                    "default": "any", "x-mode": "literal", "description": "Whose approval is needed.",
                    "x-ui": { "widget": "select", "order": 4 }
                },
                "quorum": {
                    "type": "integer", "title": "Quorum", "minimum": 1, "maximum": 50,
                    "description": "How many approvals are needed, with quorum.",
                    "x-ui": { "widget": "number", "order": 5, "advanced": true }
                },
                "escalate_after": {
                    "type": "string", "title": "Escalate after", "format": "duration", "x-mode": "literal",
                    "description": "When nobody has decided by then, ask the people below too.",
                    "x-ui": { "widget": "duration", "order": 6, "advanced": true }
                },
                "escalate_to": people("Escalate to", "Who may decide then.", 7, true),
                "timeout": {
                    "type": "string", "title": "Time limit", "format": "duration", "x-mode": "literal",
                    "description": "How long to wait, such as 3d; then the port timeout. Empty: 90 days.",
                    "x-ui": { "widget": "duration", "order": 8 }
                }
            }
        }),
        output: OutputSchema::Fixed(json!({
            "type": "object", "additionalProperties": false,
            "properties": {
                "decision": { "type": "string", "enum": ["approved", "rejected", "timeout"] },
                "comment": { "type": "string" },
                "by": { "type": "string" },
                "hash": { "type": "string" },
                "decisions": { "type": "array", "items": { "type": "object" } }
            }
        })),
        ports: vec![
            when("approved", &[]),
            when("rejected", &[]),
            when("timeout", &["/timeout"]),
            PortSource::Fixed(Port::error()),
        ],
        effect: Effect::Wait,
        role: Role::Control,
        card: "“{title}”".into(),
        synonyms: [
            "approve", "sign off", "permission", "review", "decision", "manager", "authorize",
            "four eyes", "change approval", "CAB", "consent", "gate",
        ]
        .map(Into::into)
        .to_vec(),
    }
}
