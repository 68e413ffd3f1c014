use super::{Category, Effect, NodeKind, OutputSchema, Port, PortKind, PortSource, Role};
use serde_json::json;

pub(super) fn kind() -> NodeKind {
    let timeout = Port { name: "timeout".into(), kind: PortKind::Branch };
    NodeKind {
        name: "wait".into(),
        title: "Wait".into(),
        summary: "Wait for a time, or for something to happen".into(),
        help: "The run rests, for weeks if need be, until a while has passed (*for*), a moment has come (*until*), or an \
               event happens, whichever is first. An event that happens on the way to this step is not missed, once \
               the run has waited for one.\n\nWith a **deadline**, the port `timeout` is taken when it passes first. \
               With **working hours**, time is only counted while the office is open, and a day is a working day.\n\n\
               Events: `ticket.replied`, `ticket.changed`, `ticket.closed` with the ticket's number as key, or any \
               name that is sent to the run by the API."
            .into(),
        icon: "hourglass".into(),
        category: Category::Control,
        config_schema: json!({
            "type": "object",
            "additionalProperties": false,
            "properties": {
                "for": {
                    "type": "string", "title": "For", "format": "duration", "x-mode": "literal",
                    "description": "How long, such as 15m, 24h or 3d.",
                    "x-ui": { "widget": "duration", "order": 1 }
                },
                "until": {
                    "type": "string", "title": "Until",
                    "description": "A moment, such as 2026-03-01T09:00:00Z or {{ input.due }}.",
                    "x-ui": { "widget": "text", "order": 2 }
                },
                "event": {
                    "type": "string", "title": "Event", "x-mode": "literal",
                    "description": "Name of what is waited for, such as ticket.replied.",
                    "x-ui": { "widget": "text", "order": 3, "placeholder": "ticket.replied" }
                },
                "key": {
                    "type": "string", "title": "Of", "description": "Which one: the ticket's number, for its events.",
                    "x-ui": { "widget": "text", "order": 4, "placeholder": "{{ input.ticket }}" }
                },
                "deadline": {
                    "type": "string", "title": "Deadline", "format": "duration", "x-mode": "literal",
                    "description": "After this long, leave by the port timeout.",
                    "x-ui": { "widget": "duration", "order": 5 }
                },
                "working_hours": {
                    "type": "boolean", "title": "Count working hours only", "default": false,
                    "description": "Time passes while the office is open; 1d is one working day.",
                    "x-ui": { "widget": "boolean", "order": 6 }
                },
                "calendar": {
                    "type": "object", "title": "Office hours", "x-mode": "literal", "additionalProperties": false,
                    "description": "Monday to Friday, 09:00 to 17:00 UTC, when empty.",
                    "properties": {
                        "timezone": {
                            "type": "string", "title": "Time zone", "description": "Such as Europe/Warsaw.",
                            "x-ui": { "widget": "text", "order": 1 }
                        },
                        "days": {
                            "type": "array", "title": "Days", "items": { "type": "integer", "minimum": 1, "maximum": 7 },
                            "description": "1 is Monday, 7 is Sunday.", "x-ui": { "widget": "list", "order": 2 }
                        },
                        "from": {
                            "type": "string", "title": "Opens", "description": "Such as 09:00.",
                            "x-ui": { "widget": "text", "order": 3 }
                        },
                        "to": {
                            "type": "string", "title": "Closes", "description": "Such as 17:00.",
                            "x-ui": { "widget": "text", "order": 4 }
                        },
                        "holidays": {
                            "type": "array", "title": "Holidays", "items": { "type": "string" },
                            "description": "Days on which nobody works, such as 2026-12-25.",
                            "x-ui": { "widget": "list", "order": 5 }
                        }
                    },
                    "x-ui": { "widget": "key_value", "order": 7, "advanced": true }
                }
            }
        }),
        output: OutputSchema::Fixed(json!({
            "type": "object", "additionalProperties": false,
            "properties": {
                "came": { "type": "string", "enum": ["time", "event", "timeout"] },
                "event": { "type": "string" },
                "payload": {}
            }
        })),
        ports: vec![
            PortSource::Fixed(Port::out()),
            PortSource::When { port: timeout, any_of: vec!["/deadline".into()], none_of: vec![] },
            PortSource::Fixed(Port::error()),
        ],
        effect: Effect::Wait,
        role: Role::Control,
        card: "{for} {event}".into(),
        synonyms: [
            "delay", "sleep", "timer", "pause", "event", "until", "schedule", "reminder", "timeout",
            "callback",
        ]
        .map(Into::into)
        .to_vec(),
    }
}
