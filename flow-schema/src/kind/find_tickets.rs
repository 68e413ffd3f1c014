use super::ticket_output::ticket;
use super::{Category, Effect, NodeKind, OutputSchema, Port, PortSource, Role};
use serde_json::json;

pub(super) fn kind() -> NodeKind {
    NodeKind {
        name: "find_tickets".into(),
        title: "Find tickets".into(),
        summary: "Look tickets up in the desk".into(),
        help: "Gives the newest tickets that match everything you name: words in title or description, a status, a \
               requester. `count` is how many are in `tickets`."
            .into(),
        icon: "ticket".into(),
        category: Category::Act,
        config_schema: json!({
            "type": "object",
            "additionalProperties": false,
            "properties": {
                "query": {
                    "type": "string", "title": "Words", "description": "In title or description.",
                    "x-ui": { "widget": "text", "order": 1, "placeholder": "{{ input.message }}" }
                },
                "status": {
                    "type": "string", "title": "Status", "enum": ["new", "open", "pending", "resolved", "closed"],
                    "description": "Only tickets in this status.", "x-ui": { "widget": "select", "order": 2 }
                },
                "requester": {
                    "type": "string", "title": "Requester", "x-sensitive": "whose tickets are read", "description": "E-mail address or user id.",
                    "x-ui": { "widget": "text", "order": 3, "placeholder": "{{ user.email }}" }
                },
                "limit": {
                    "type": "integer", "title": "At most", "default": 10, "minimum": 1, "maximum": 100,
                    "description": "How many tickets.", "x-ui": { "widget": "number", "order": 4 }
                }
            }
        }),
        output: OutputSchema::Fixed(json!({
            "type": "object", "additionalProperties": false,
            "properties": { "tickets": { "type": "array", "items": ticket_in_a_list() }, "count": { "type": "integer" } }
        })),
        ports: vec![PortSource::Fixed(Port::out())],
        effect: Effect::Read,
        role: Role::Tool,
        card: "{status} {query}".into(),
        synonyms: [
            "search", "list", "similar", "lookup", "history", "search tickets", "list tickets",
            "duplicates", "open tickets", "query", "known issue",
        ]
        .map(Into::into)
        .to_vec(),
    }
}

/// A back end may tell more about a ticket in a list.
fn ticket_in_a_list() -> serde_json::Value {
    let mut schema = ticket();
    schema["additionalProperties"] = json!(true);
    schema
}
