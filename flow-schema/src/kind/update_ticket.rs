use super::ticket_output::ticket;
use super::{Category, Effect, NodeKind, OutputSchema, Port, PortSource, Role};
use serde_json::json;

pub(super) fn kind() -> NodeKind {
    NodeKind {
        name: "update_ticket".into(),
        title: "Update a ticket".into(),
        summary: "Change or comment on a ticket".into(),
        help: "Changes what you name and leaves the rest. A status that the ticket cannot take now fails with the \
               statuses it can."
            .into(),
        icon: "ticket-check".into(),
        category: Category::Act,
        config_schema: json!({
            "type": "object",
            "required": ["ticket"],
            "additionalProperties": false,
            "properties": {
                "ticket": {
                    "type": "string", "title": "Ticket", "minLength": 1, "x-sensitive": "which ticket is changed", "description": "Its number or id.",
                    "x-ui": { "widget": "text", "order": 1, "placeholder": "{{ ticket.number }}" }
                },
                "status": {
                    "type": "string", "title": "Status", "x-sensitive": "what becomes of the ticket", "enum": ["new", "open", "pending", "resolved", "closed"],
                    "description": "The new status.", "x-ui": { "widget": "select", "order": 2 }
                },
                "priority": {
                    "type": "string", "title": "Priority", "enum": ["P1", "P2", "P3", "P4", "P5"],
                    "description": "The new priority.", "x-ui": { "widget": "select", "order": 3 }
                },
                "comment": {
                    "type": "string", "title": "Comment", "description": "Added to the ticket.",
                    "x-ui": { "widget": "textarea", "order": 4 }
                },
                "internal": {
                    "type": "boolean", "title": "Internal", "default": false,
                    "description": "The requester does not see the comment.",
                    "x-ui": { "widget": "boolean", "order": 5 }
                },
                "fields": {
                    "type": "object", "title": "Other fields", "additionalProperties": true,
                    "description": "Merged into the ticket's fields.",
                    "x-ui": { "widget": "key_value", "order": 6, "advanced": true }
                }
            }
        }),
        output: OutputSchema::Fixed(ticket()),
        ports: vec![PortSource::Fixed(Port::out())],
        effect: Effect::Write,
        role: Role::Tool,
        card: "{ticket} {status}".into(),
        synonyms: [
            "comment", "close", "resolve", "reopen", "status", "close ticket", "change status",
            "assign", "priority", "edit ticket", "work note",
        ]
        .map(Into::into)
        .to_vec(),
    }
}
