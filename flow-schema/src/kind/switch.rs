use super::{Category, Effect, NodeKind, OutputSchema, PortSource, Role};
use serde_json::json;

pub(super) fn kind() -> NodeKind {
    NodeKind {
        name: "switch".into(),
        title: "Switch".into(),
        summary: "Choose the way by a value".into(),
        help: "Compares one value with each case and leaves by the port of the first that is equal, or by \
               *Otherwise*. Numbers and texts are different: `3` is not `\"3\"`."
            .into(),
        icon: "route".into(),
        category: Category::Control,
        config_schema: json!({
            "type": "object",
            "required": ["value", "cases"],
            "additionalProperties": false,
            "properties": {
                "value": {
                    "title": "Value", "description": "What to compare.",
                    "x-ui": { "widget": "text", "order": 1, "placeholder": "{{ form.values.urgency }}" }
                },
                "cases": {
                    "type": "array", "title": "Cases", "minItems": 1, "maxItems": 100,
                    "description": "The first that is equal is taken.",
                    "x-ui": { "widget": "cases", "order": 2 },
                    "items": {
                        "type": "object", "required": ["port", "equals"], "additionalProperties": false,
                        "properties": {
                            "port": {
                                "type": "string", "title": "Port", "minLength": 1, "x-mode": "literal",
                                "description": "Way out when it is equal.", "x-ui": { "widget": "text", "order": 1 }
                            },
                            "equals": {
                                "title": "Equals", "description": "The value of this case.",
                                "x-ui": { "widget": "text", "order": 2 }
                            }
                        }
                    }
                },
                "otherwise": {
                    "type": "string", "title": "Otherwise", "default": "otherwise", "x-mode": "literal",
                    "description": "Way out when none is equal.", "x-ui": { "widget": "text", "order": 3 }
                }
            }
        }),
        output: OutputSchema::Fixed(json!({
            "type": "object", "additionalProperties": false,
            "properties": { "port": { "type": "string" }, "value": {} }
        })),
        ports: vec![
            PortSource::Each { list: "/cases".into(), name: "/port".into() },
            PortSource::Named { pointer: "/otherwise".into(), default: "otherwise".into() },
        ],
        effect: Effect::Pure,
        role: Role::Control,
        card: "{value}".into(),
        synonyms: [
            "case",
            "match",
            "route",
            "branch",
            "select",
            "route by value",
            "multi branch",
            "router",
            "decision table",
            "one of many",
        ]
        .map(Into::into)
        .to_vec(),
    }
}
