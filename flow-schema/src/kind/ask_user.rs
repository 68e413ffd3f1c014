use super::{Category, Effect, NodeKind, OutputSchema, Port, PortSource, Role};
use serde_json::json;

pub(super) fn kind() -> NodeKind {
    let when = |port: &str, any_of: &[&str], none_of: &[&str]| PortSource::When {
        port: Port::branch(port),
        any_of: any_of.iter().map(ToString::to_string).collect(),
        none_of: none_of.iter().map(ToString::to_string).collect(),
    };
    NodeKind {
        name: "ask_user".into(),
        title: "Ask the user".into(),
        summary: "Ask a question or show a form, and wait".into(),
        help: "The run waits, for days if need be, until the user answers.\n\n- With **options**, the answer leaves \
               by the option's port. Free text that names an option counts; other text leaves by *Otherwise*, or \
               the question is asked again.\n- With a **form**, the answers are in `values`; what is missing is \
               asked for, one field at a time when the user writes instead of filling the form in.\n- With \
               neither, the text is in `text`.\n\nA form, or a question that can be skipped, also has the port \
               `declined`; one with a time limit has `timeout`."
            .into(),
        icon: "message-circle-question".into(),
        category: Category::People,
        config_schema: json!({
            "type": "object",
            "required": ["question"],
            "additionalProperties": false,
            "properties": {
                "question": {
                    "type": "string", "title": "Question", "minLength": 1, "description": "What to ask.",
                    "x-ui": { "widget": "prompt", "order": 1, "placeholder": "Did this help?" }
                },
                "options": {
                    "type": "array", "title": "Options", "maxItems": 20,
                    "description": "Buttons to choose from; each has a port.",
                    "x-ui": { "widget": "list", "order": 2 },
                    "items": {
                        "type": "object", "required": ["port"], "additionalProperties": false,
                        "properties": {
                            "port": {
                                "type": "string", "title": "Port", "minLength": 1, "x-mode": "literal",
                                "description": "Way out when this is chosen.", "x-ui": { "widget": "text", "order": 1 }
                            },
                            "label": {
                                "type": "string", "title": "Label",
                                "description": "On the button. Empty: the port's name.",
                                "x-ui": { "widget": "text", "order": 2 }
                            },
                            "synonyms": {
                                "type": "array", "title": "Synonyms", "items": { "type": "string" },
                                "x-mode": "literal",
                                "description": "Words that mean the same when the user writes.",
                                "x-ui": { "widget": "list", "order": 3 }
                            }
                        }
                    }
                },
                "otherwise": {
                    "type": "string", "title": "Otherwise", "x-mode": "literal",
                    "description": "Port for an answer that is none of the options. Empty: ask again.",
                    "x-ui": { "widget": "text", "order": 3 }
                },
                "form": {
                    "type": "string", "title": "Form", "x-mode": "literal", "description": "Show this form.",
                    "x-ui": { "widget": "form", "order": 4 }
                },
                "prefill": {
                    "type": "object", "title": "Prefill", "additionalProperties": true,
                    "description": "What is known already, field by field.",
                    "x-ui": { "widget": "key_value", "order": 5 }
                },
                "skippable": {
                    "type": "boolean", "title": "May be skipped", "default": false,
                    "description": "Offers a way not to answer: the port declined.",
                    "x-ui": { "widget": "boolean", "order": 6 }
                },
                "timeout": {
                    "type": "string", "title": "Time limit", "format": "duration", "x-mode": "literal",
                    "description": "How long to wait, such as 7d; then the port timeout. Empty: 90 days.",
                    "x-ui": { "widget": "duration", "order": 7, "advanced": true }
                }
            }
        }),
        output: OutputSchema::Fixed(json!({
            "type": "object", "additionalProperties": false,
            "properties": {
                "text": { "type": "string" },
                "option": { "type": "string" },
                "values": { "type": "object", "additionalProperties": true }
            }
        })),
        ports: vec![
            PortSource::Each { list: "/options".into(), name: "/port".into() },
            PortSource::Optional { pointer: "/otherwise".into() },
            when("answered", &[], &["/options"]),
            when("declined", &["/form", "/skippable"], &[]),
            when("timeout", &["/timeout"], &[]),
        ],
        effect: Effect::Wait,
        role: Role::Control,
        card: "“{question}”".into(),
        synonyms: [
            "question", "form", "input", "human", "confirm", "feedback", "slot", "prompt user",
            "survey", "dialog", "clarify", "choice",
        ]
        .map(Into::into)
        .to_vec(),
    }
}
