use serde_json::{Value, json};

/// A ticket as the ticket nodes give it back.
pub(super) fn ticket() -> Value {
    json!({
        "type": "object", "additionalProperties": false,
        "properties": {
            "id": { "type": "string" }, "number": { "type": "string" }, "status": { "type": "string" },
            "priority": { "type": "string" }, "title": { "type": "string" }, "url": { "type": "string" }
        }
    })
}
