use super::{Category, Effect, NodeKind, OutputSchema, Port, PortSource, Role};
use serde_json::json;

pub(super) fn kind() -> NodeKind {
    NodeKind {
        name: "reply".into(),
        title: "Reply".into(),
        summary: "Say something to the user".into(),
        help: "Sends a message to the conversation. Markdown is shown as Markdown.\n\nGive `citations` the citations \
               of an *Ask a model* node to show the sources under the message: `{{ answer.citations }}`. A model \
               node with *Stream the reply* on has already sent its text; do not send it again."
            .into(),
        icon: "message-square".into(),
        category: Category::StartEnd,
        config_schema: json!({
            "type": "object",
            "required": ["text"],
            "additionalProperties": false,
            "properties": {
                "text": {
                    "type": "string", "title": "Text", "minLength": 1,
                    "description": "What to say. Markdown.",
                    "x-ui": { "widget": "prompt", "order": 1, "placeholder": "{{ answer.text }}" }
                },
                "citations": {
                    "type": "array", "title": "Sources",
                    "description": "Citations to show under the message, such as {{ answer.citations }}.",
                    "x-ui": { "widget": "text", "order": 2, "placeholder": "{{ answer.citations }}" }
                }
            }
        }),
        output: OutputSchema::Fixed(json!({
            "type": "object", "additionalProperties": false,
            "properties": { "text": { "type": "string" }, "citations": { "type": "array" } }
        })),
        ports: vec![PortSource::Fixed(Port::out())],
        effect: Effect::Pure,
        role: Role::Control,
        card: "“{text}”".into(),
        synonyms: [
            "answer", "message", "say", "respond", "chat", "send text", "chat message", "output text",
            "greet", "print",
        ]
        .map(Into::into)
        .to_vec(),
    }
}
