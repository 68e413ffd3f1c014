use super::{Category, Effect, NodeKind, OutputSchema, Port, PortSource, Role};
use serde_json::{Value, json};

pub(super) fn kind() -> NodeKind {
    NodeKind {
        name: "llm".into(),
        title: "Ask a model".into(),
        summary: "Write, answer or decide with a language model".into(),
        help: "Sends the prompt to the tenant's model and gives back its answer.\n\n**Passages**: the model is told \
               to answer from them alone and to cite them; `citations` says which ones it used.\n\n**Output \
               schema**: the answer is then exactly that object, checked, and asked for again when it does not \
               fit.\n\nWithout a connected model, the offline model answers by quoting the best passage, and says \
               so in `offline`."
            .into(),
        icon: "sparkles".into(),
        category: Category::Think,
        config_schema: json!({
            "type": "object",
            "required": ["prompt"],
            "additionalProperties": false,
            "properties": {
                "prompt": {
                    "type": "string", "title": "Prompt", "minLength": 1,
                    "description": "What the model is asked. Values in {{ }} are filled in.",
                    "x-ui": { "widget": "prompt", "order": 1, "placeholder": "{{ input.message }}" }
                },
                "system": {
                    "type": "string", "title": "Instructions", "x-sensitive": "the instructions of the model",
                    "description": "Who the model is and how it should behave. Do not put user text here.",
                    "x-ui": { "widget": "prompt", "order": 2 }
                },
                "passages": {
                    "type": "array", "title": "Passages",
                    "description": "Passages to answer from, such as {{ kb.passages }}.",
                    "x-ui": { "widget": "text", "order": 3, "placeholder": "{{ kb.passages }}" }
                },
                "output": {
                    "type": "object", "title": "Output schema", "x-mode": "literal",
                    "description": "JSON Schema of the answer, or {\"$ref\": \"#/schemas/Name\"}. Empty: free text.",
                    "x-ui": { "widget": "json_schema", "order": 4, "advanced": true }
                },
                "stream_reply": {
                    "type": "boolean", "title": "Stream the reply", "default": false,
                    "description": "Show the text to the user while it is written. Not with an output schema. A Reply right after it \
                        that says nothing but its text needs no setting: it is shown as it is written.",
                    "x-ui": { "widget": "boolean", "order": 5 }
                },
                "model": {
                    "type": "string", "title": "Model",
                    "description": "Empty: the tenant's model.",
                    "x-ui": { "widget": "model", "order": 6, "advanced": true }
                },
                "temperature": {
                    "type": "number", "title": "Temperature", "minimum": 0, "maximum": 2,
                    "description": "0 is steady, higher is freer. Empty: the model's own default.",
                    "x-ui": { "widget": "number", "order": 7, "advanced": true }
                },
                "max_tokens": {
                    "type": "integer", "title": "Longest answer", "minimum": 1, "maximum": 200_000,
                    "description": "In tokens, roughly four letters each.",
                    "x-ui": { "widget": "number", "order": 8, "advanced": true }
                }
            }
        }),
        output: OutputSchema::FromConfig { pointer: "/output".into(), fallback: free_text() },
        ports: vec![PortSource::Fixed(Port::out())],
        effect: Effect::Read,
        role: Role::Tool,
        card: "{prompt}".into(),
        synonyms: [
            "ai", "gpt", "chat", "generate", "prompt", "language model", "answer",
            "summarize", "rewrite", "translate",
        ]
        .map(Into::into)
        .to_vec(),
    }
}

/// The output without an output schema.
fn free_text() -> Value {
    json!({
        "type": "object", "additionalProperties": false,
        "properties": {
            "text": { "type": "string" },
            "confidence": { "type": "number" },
            "citations": { "type": "array", "items": {
                "type": "object", "additionalProperties": false,
                "properties": {
                    "n": { "type": "integer" }, "title": { "type": "string" }, "section": { "type": "string" },
                    "excerpt": { "type": "string" }, "document_id": { "type": "string" }, "base": { "type": "string" },
                    "url": { "type": "string" }, "updated_at": { "type": "string" }
                }
            } },
            "model": { "type": "string" },
            "offline": { "type": "boolean" },
            "fallback": { "type": "string" }
        }
    })
}
