use super::{Category, Effect, NodeKind, OutputSchema, Port, PortSource, Role};
use serde_json::json;

pub(super) fn kind() -> NodeKind {
    NodeKind {
        name: "notify".into(),
        title: "Notify".into(),
        summary: "Tell somebody: in the app, by e-mail, by webhook".into(),
        help: "Sends one notification, once, however often the step is repeated.\n\n- **in_app**: `to` is a user's \
               e-mail address or id, or a role such as `agent`.\n- **email**: `to` is an address; needs a mail \
               server in the configuration.\n- **webhook**: `to` is a URL the server may reach."
            .into(),
        icon: "bell".into(),
        category: Category::Act,
        config_schema: json!({
            "type": "object",
            "required": ["to", "body"],
            "additionalProperties": false,
            "properties": {
                "channel": {
                    "type": "string", "title": "Channel", "default": "in_app", "x-sensitive": "how the message is sent", "enum": ["in_app", "email", "webhook"],
                    "description": "How it is sent.", "x-ui": { "widget": "select", "order": 1 }
                },
                "to": {
                    "type": "string", "title": "To", "minLength": 1, "x-sensitive": "who gets the message", "description": "Who gets it.",
                    "x-ui": { "widget": "text", "order": 2, "placeholder": "{{ user.email }}" }
                },
                "subject": {
                    "type": "string", "title": "Subject", "description": "One line.",
                    "x-ui": { "widget": "text", "order": 3 }
                },
                "body": {
                    "type": "string", "title": "Text", "minLength": 1, "description": "What to tell.",
                    "x-ui": { "widget": "textarea", "order": 4 }
                }
            }
        }),
        output: OutputSchema::Fixed(json!({
            "type": "object", "additionalProperties": false,
            "properties": {
                "delivered": { "type": "boolean" }, "channel": { "type": "string" }, "id": { "type": "string" }
            }
        })),
        ports: vec![PortSource::Fixed(Port::out())],
        effect: Effect::Write,
        role: Role::Tool,
        card: "{channel} to {to}".into(),
        synonyms: [
            "email", "mail", "alert", "webhook", "message", "inform", "SMTP", "Slack", "Teams", "SMS",
            "push",
        ]
        .map(Into::into)
        .to_vec(),
    }
}
