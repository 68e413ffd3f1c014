use super::{Category, Effect, NodeKind, OutputSchema, Port, PortSource, Role};
use serde_json::json;

pub(super) fn kind() -> NodeKind {
    NodeKind {
        name: "extract".into(),
        title: "Extract".into(),
        summary: "Read named values out of a text".into(),
        help: "Fills fields from a text: `values` has what was found, `confidence` how sure each is. What is not in \
               the text stays absent; nothing is invented.\n\nName the fields here, or name a form to fill that \
               form's fields and hand them to *Ask the user* as prefill."
            .into(),
        icon: "list-checks".into(),
        category: Category::Think,
        config_schema: json!({
            "type": "object",
            "required": ["text"],
            "additionalProperties": false,
            "properties": {
                "text": {
                    "type": "string", "title": "Text", "minLength": 1, "description": "What to read.",
                    "x-ui": { "widget": "textarea", "order": 1, "placeholder": "{{ input.message }}" }
                },
                "fields": {
                    "type": "array", "title": "Fields", "maxItems": 100, "description": "What to look for.",
                    "x-ui": { "widget": "list", "order": 2 },
                    "items": {
                        "type": "object", "required": ["name"], "additionalProperties": false,
                        "properties": {
                            "name": {
                                "type": "string", "title": "Name", "minLength": 1, "x-mode": "literal",
                                "description": "Key in values.", "x-ui": { "widget": "text", "order": 1 }
                            },
                            "type": {
                                "type": "string", "title": "Type", "default": "text", "x-mode": "literal",
                                "enum": ["text", "number", "date", "boolean", "email", "select"],
                                "description": "What the value is.", "x-ui": { "widget": "select", "order": 2 }
                            },
                            "description": {
                                "type": "string", "title": "Description", "description": "What it means, in words.",
                                "x-ui": { "widget": "textarea", "order": 3 }
                            },
                            "options": {
                                "type": "array", "title": "Options", "items": { "type": "string" },
                                "description": "Of a select: the values it may have.",
                                "x-ui": { "widget": "list", "order": 4 }
                            },
                            "pattern": {
                                "type": "string", "title": "Pattern", "x-mode": "literal",
                                "description": "A regular expression the value matches, such as INC\\d{7}.",
                                "x-ui": { "widget": "text", "order": 5, "advanced": true }
                            }
                        }
                    }
                },
                "form": {
                    "type": "string", "title": "Form", "x-mode": "literal",
                    "description": "Read the fields of this form instead.", "x-ui": { "widget": "form", "order": 3 }
                },
                "model": {
                    "type": "string", "title": "Model", "description": "Empty: the tenant's model.",
                    "x-ui": { "widget": "model", "order": 4, "advanced": true }
                }
            }
        }),
        output: OutputSchema::Fixed(json!({
            "type": "object", "additionalProperties": false,
            "properties": {
                "values": { "type": "object", "additionalProperties": true },
                "confidence": { "type": "object", "additionalProperties": { "type": "number" } }
            }
        })),
        ports: vec![PortSource::Fixed(Port::out())],
        effect: Effect::Read,
        role: Role::Tool,
        card: "{fields.length} fields".into(),
        synonyms: [
            "parse", "slots", "entities", "fields", "fill", "structured output", "JSON from text",
            "read values", "OCR", "regex", "fill form",
        ]
        .map(Into::into)
        .to_vec(),
    }
}
