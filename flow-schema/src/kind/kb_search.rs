use super::{Category, Effect, NodeKind, OutputSchema, Port, PortSource, Role};
use serde_json::json;

pub(super) fn kind() -> NodeKind {
    NodeKind {
        name: "kb_search".into(),
        title: "Search knowledge".into(),
        summary: "Find passages in a knowledge base".into(),
        help: "Searches by words (forgiving typing errors) and, when an embedding model is connected, by meaning. \
               `passages` is best first; `best_score` is the score of the first, 0 when there is none.\n\nGive \
               `{{ kb.passages }}` to *Ask a model* to answer from them with sources."
            .into(),
        icon: "search".into(),
        category: Category::Know,
        config_schema: json!({
            "type": "object",
            "required": ["base", "query"],
            "additionalProperties": false,
            "properties": {
                "base": {
                    "type": "string", "title": "Knowledge base", "minLength": 1, "description": "Where to look.",
                    "x-ui": { "widget": "knowledge_base", "order": 1 }
                },
                "query": {
                    "type": "string", "title": "Question", "minLength": 1, "description": "What to look for.",
                    "x-ui": { "widget": "textarea", "order": 2, "placeholder": "{{ input.message }}" }
                },
                "top_k": {
                    "type": "integer", "title": "Passages", "default": 3, "minimum": 1, "maximum": 50,
                    "description": "How many at most.", "x-ui": { "widget": "number", "order": 3 }
                },
                "min_score": {
                    "type": "number", "title": "Least score", "minimum": 0, "maximum": 1,
                    "description": "Leave out passages below this score.",
                    "x-ui": { "widget": "number", "order": 4, "advanced": true }
                },
                "filters": {
                    "type": "object", "title": "Filters", "additionalProperties": true,
                    "description": "Only documents with these properties, such as path or title.",
                    "x-ui": { "widget": "key_value", "order": 5, "advanced": true }
                }
            }
        }),
        output: OutputSchema::Fixed(json!({
            "type": "object", "additionalProperties": false,
            "properties": {
                "passages": { "type": "array", "items": {
                    "type": "object", "additionalProperties": false,
                    "properties": {
                        "id": { "type": "string" }, "document_id": { "type": "string" }, "base": { "type": "string" },
                        "path": { "type": "string" }, "title": { "type": "string" }, "section": { "type": "string" },
                        "text": { "type": "string" }, "excerpt": { "type": "string" }, "score": { "type": "number" },
                        "url": { "type": "string" }, "updated_at": { "type": "string" }
                    }
                } },
                "count": { "type": "integer" },
                "best_score": { "type": "number" }
            }
        })),
        ports: vec![PortSource::Fixed(Port::out())],
        effect: Effect::Read,
        role: Role::Tool,
        card: "base “{base}” · top {top_k}".into(),
        synonyms: [
            "rag", "retrieve", "documents", "articles", "knowledge", "lookup", "find", "retrieval",
            "knowledge base", "vector search", "semantic search", "FAQ", "wiki",
        ]
        .map(Into::into)
        .to_vec(),
    }
}
