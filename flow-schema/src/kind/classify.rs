use super::{Category, Effect, NodeKind, OutputSchema, PortSource, Role};
use serde_json::json;

pub(super) fn kind() -> NodeKind {
    NodeKind {
        name: "classify".into(),
        title: "Classify".into(),
        summary: "Sort a text into one of your classes".into(),
        help: "Decides which class a text belongs to and leaves by the port of that class. When nothing is sure \
               enough (see *Threshold*), it leaves by the port named in *Otherwise*.\n\nTwo or three examples per \
               class help more than a long description."
            .into(),
        icon: "tags".into(),
        category: Category::Think,
        config_schema: json!({
            "type": "object",
            "required": ["text", "classes"],
            "additionalProperties": false,
            "properties": {
                "text": {
                    "type": "string", "title": "Text", "minLength": 1, "description": "What to classify.",
                    "x-ui": { "widget": "textarea", "order": 1, "placeholder": "{{ input.message }}" }
                },
                "classes": {
                    "type": "array", "title": "Classes", "minItems": 1, "maxItems": 100,
                    "description": "Each becomes a port.",
                    "x-ui": { "widget": "list", "order": 2 },
                    "items": {
                        "type": "object", "required": ["name"], "additionalProperties": false,
                        "properties": {
                            "name": {
                                "type": "string", "title": "Name", "minLength": 1, "x-mode": "literal",
                                "description": "Also the name of the port.", "x-ui": { "widget": "text", "order": 1 }
                            },
                            "description": {
                                "type": "string", "title": "Description", "description": "What belongs in it.",
                                "x-ui": { "widget": "textarea", "order": 2 }
                            },
                            "examples": {
                                "type": "array", "title": "Examples", "items": { "type": "string" },
                                "description": "Texts that belong in it.", "x-ui": { "widget": "list", "order": 3 }
                            }
                        }
                    }
                },
                "otherwise": {
                    "type": "string", "title": "Otherwise", "default": "other", "x-mode": "literal",
                    "description": "Port taken when no class is sure enough.",
                    "x-ui": { "widget": "text", "order": 3 }
                },
                "threshold": {
                    "type": "number", "title": "Threshold", "default": 0.5, "minimum": 0, "maximum": 1,
                    "description": "Confidence a class needs to be chosen.",
                    "x-ui": { "widget": "number", "order": 4, "advanced": true }
                },
                "model": {
                    "type": "string", "title": "Model", "description": "Empty: the tenant's model.",
                    "x-ui": { "widget": "model", "order": 5, "advanced": true }
                }
            }
        }),
        output: OutputSchema::Fixed(json!({
            "type": "object", "additionalProperties": false,
            "properties": {
                "class": { "type": "string" },
                "confidence": { "type": "number" },
                "scores": { "type": "object", "additionalProperties": { "type": "number" } }
            }
        })),
        ports: vec![
            PortSource::Each { list: "/classes".into(), name: "/name".into() },
            PortSource::Named { pointer: "/otherwise".into(), default: "other".into() },
        ],
        effect: Effect::Read,
        role: Role::Tool,
        card: "{classes.length} classes".into(),
        synonyms: [
            "intent", "triage", "route", "category", "label", "sort", "categorize", "tag", "topic",
            "priority", "detect",
        ]
        .map(Into::into)
        .to_vec(),
    }
}
