use super::{Category, Effect, NodeKind, OutputSchema, Port, PortSource, Role};
use serde_json::json;

pub(super) fn kind() -> NodeKind {
    NodeKind {
        name: "http_request".into(),
        title: "HTTP request".into(),
        summary: "Call a web service".into(),
        help: "Only addresses the administrator allows can be reached. GET and HEAD may be repeated freely; the \
               others carry an `Idempotency-Key` header, and POST and PATCH are tried once unless you set retries, \
               since not every service honours it.\n\nA secret is named, never written: its value goes into the \
               header you choose and appears in no log."
            .into(),
        icon: "globe".into(),
        category: Category::Act,
        config_schema: json!({
            "type": "object",
            "required": ["url"],
            "additionalProperties": false,
            "properties": {
                "method": {
                    "type": "string", "title": "Method", "default": "GET", "x-sensitive": "what the request does",
                    "enum": ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
                    "description": "What to do there.", "x-ui": { "widget": "select", "order": 1 }
                },
                "url": {
                    "type": "string", "title": "URL", "minLength": 1, "x-sensitive": "where the request goes", "description": "Where.",
                    "x-ui": { "widget": "text", "order": 2, "placeholder": "https://" }
                },
                "query": {
                    "type": "object", "title": "Query", "additionalProperties": true,
                    "description": "Added to the URL.", "x-ui": { "widget": "key_value", "order": 3 }
                },
                "headers": {
                    "type": "object", "title": "Headers", "additionalProperties": { "type": "string" }, "x-sensitive": "the headers of the request",
                    "description": "Sent along. No secrets here.", "x-ui": { "widget": "key_value", "order": 4 }
                },
                "body": {
                    "title": "Body", "description": "A text, or a value sent as JSON.",
                    "x-ui": { "widget": "textarea", "order": 5 }
                },
                "secret": {
                    "type": "string", "title": "Secret", "x-mode": "literal",
                    "description": "Name of the secret to send.",
                    "x-ui": { "widget": "secret", "order": 6, "advanced": true }
                },
                "secret_header": {
                    "type": "string", "title": "Secret's header", "default": "Authorization", "x-mode": "literal",
                    "description": "The header that carries the secret.",
                    "x-ui": { "widget": "text", "order": 7, "advanced": true }
                }
            }
        }),
        output: OutputSchema::Fixed(json!({
            "type": "object", "additionalProperties": false,
            "properties": {
                "status": { "type": "integer" },
                "headers": { "type": "object", "additionalProperties": { "type": "string" } },
                "body": {}
            }
        })),
        ports: vec![PortSource::Fixed(Port::out())],
        effect: Effect::Write,
        role: Role::Tool,
        card: "{method} {url}".into(),
        synonyms: [
            "api", "rest", "fetch", "webhook", "curl", "call", "GET", "POST", "URL", "web service",
            "endpoint",
        ]
        .map(Into::into)
        .to_vec(),
    }
}
