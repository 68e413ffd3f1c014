use super::ticket_output::ticket;
use super::{Category, Effect, NodeKind, OutputSchema, Port, PortSource, Role};
use serde_json::json;

pub(super) fn kind() -> NodeKind {
    NodeKind {
        name: "create_ticket".into(),
        title: "Create a ticket".into(),
        summary: "Open a ticket in the desk".into(),
        help: "Opens exactly one ticket, however often the step is repeated after an interruption. `number` is what \
               people call it (TKT-YYYYMMDD-NNNNN).\n\nWithout a requester the ticket belongs to the user of the \
               conversation."
            .into(),
        icon: "ticket-plus".into(),
        category: Category::Act,
        config_schema: json!({
            "type": "object",
            "required": ["title"],
            "additionalProperties": false,
            "properties": {
                "title": {
                    "type": "string", "title": "Title", "minLength": 1, "description": "One line.",
                    "x-ui": { "widget": "text", "order": 1, "placeholder": "{{ form.values.summary }}" }
                },
                "description": {
                    "type": "string", "title": "Description", "description": "What happened.",
                    "x-ui": { "widget": "textarea", "order": 2 }
                },
                "priority": {
                    "type": "string", "title": "Priority", "enum": ["P1", "P2", "P3", "P4", "P5"],
                    "description": "P1 is the most urgent. Empty: P3.", "x-ui": { "widget": "select", "order": 3 }
                },
                "category": {
                    "type": "string", "title": "Category", "description": "For queues and reports.",
                    "x-ui": { "widget": "text", "order": 4 }
                },
                "requester": {
                    "type": "string", "title": "Requester", "x-sensitive": "in whose name the ticket is opened",
                    "description": "E-mail address or user id. Empty: the user of the conversation.",
                    "x-ui": { "widget": "text", "order": 5, "advanced": true }
                },
                "tags": {
                    "type": "array", "title": "Tags", "items": { "type": "string" }, "description": "Short labels.",
                    "x-ui": { "widget": "list", "order": 6, "advanced": true }
                },
                "fields": {
                    "type": "object", "title": "Other fields", "additionalProperties": true,
                    "description": "Kept with the ticket.",
                    "x-ui": { "widget": "key_value", "order": 7, "advanced": true }
                }
            }
        }),
        output: OutputSchema::Fixed(ticket()),
        ports: vec![PortSource::Fixed(Port::out())],
        effect: Effect::Write,
        role: Role::Tool,
        card: "{priority} “{title}”".into(),
        synonyms: [
            "incident", "case", "issue", "helpdesk", "request", "service request", "open ticket",
            "ServiceNow", "Jira", "new ticket", "report",
        ]
        .map(Into::into)
        .to_vec(),
    }
}
