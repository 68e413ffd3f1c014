use super::{Category, Effect, NodeKind, OutputSchema, PortSource, Role};
use serde_json::json;

pub(super) fn kind() -> NodeKind {
    NodeKind {
        name: "condition".into(),
        title: "Condition".into(),
        summary: "Go on one way or another".into(),
        help: "Tries the cases from top to bottom and leaves by the port of the first that is true, or by \
               *Otherwise*. A case is an expression: `answer.confidence >= 0.6`."
            .into(),
        icon: "split".into(),
        category: Category::Control,
        config_schema: json!({
            "type": "object",
            "required": ["cases"],
            "additionalProperties": false,
            "properties": {
                "cases": {
                    "type": "array", "title": "Cases", "minItems": 1, "maxItems": 50,
                    "description": "The first that is true is taken.",
                    "x-ui": { "widget": "cases", "order": 1 },
                    "items": {
                        "type": "object", "required": ["port", "when"], "additionalProperties": false,
                        "properties": {
                            "port": {
                                "type": "string", "title": "Port", "minLength": 1, "x-mode": "literal",
                                "description": "Way out when it is true.", "x-ui": { "widget": "text", "order": 1 }
                            },
                            "when": {
                                "type": ["string", "boolean"], "title": "When", "x-mode": "expression",
                                "description": "An expression that is true or false.",
                                "x-ui": { "widget": "expression", "order": 2, "placeholder": "answer.confidence >= 0.6" }
                            }
                        }
                    }
                },
                "otherwise": {
                    "type": "string", "title": "Otherwise", "default": "no", "x-mode": "literal",
                    "description": "Way out when none is true.", "x-ui": { "widget": "text", "order": 2 }
                }
            }
        }),
        output: OutputSchema::Fixed(json!({
            "type": "object", "additionalProperties": false, "properties": { "port": { "type": "string" } }
        })),
        ports: vec![
            PortSource::Each { list: "/cases".into(), name: "/port".into() },
            PortSource::Named { pointer: "/otherwise".into(), default: "no".into() },
        ],
        effect: Effect::Pure,
        role: Role::Control,
        card: "{cases.0.when}".into(),
        synonyms: [
            "if", "branch", "decide", "choice", "else", "decision", "check", "gateway", "test", "when",
            "compare",
        ]
        .map(Into::into)
        .to_vec(),
    }
}
