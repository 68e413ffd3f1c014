//! What a run knows of the world around it.

use super::attachments;
use crate::caller::Caller;
use control_plane_domain::Environment;
use control_plane_domain::message::{MessageKind, MessageRole};
use control_plane_store::messages::Message;
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// How much of the conversation a run gets to see.
pub(crate) const HISTORY: u64 = 20;

/// The names in scope of expressions beside `input` and `state`.
pub(crate) fn context(
    caller: &Caller,
    conversation: Option<(Uuid, &[Message])>,
    flow: &str,
    version: Option<u64>,
    environment: Option<Environment>,
) -> Map<String, Value> {
    let (id, history) = match conversation {
        Some((id, messages)) => (json!(id), messages.iter().filter_map(line).collect()),
        None => (Value::Null, Vec::new()),
    };
    let version = version.map_or_else(|| json!("draft"), |number| json!(number));
    Map::from_iter([
        ("conversation".to_owned(), json!({ "id": id, "history": history })),
        (
            "user".to_owned(),
            json!({
                "id": caller.user.as_uuid(), "name": caller.name, "email": caller.email,
                "role": caller.role_word(),
            }),
        ),
        ("tenant".to_owned(), json!({ "id": caller.tenant.as_uuid(), "name": caller.tenant_name })),
        ("env".to_owned(), json!({ "flow": flow, "version": version, "environment": environment })),
    ])
}

/// Cards and errors are for people; a model gets what was said.
fn line(message: &Message) -> Option<Value> {
    let content = attachments::words(&message.content, &message.data);
    let said = match message.kind {
        MessageKind::Text
        | MessageKind::Options
        | MessageKind::Form
        | MessageKind::FormAnswer
        | MessageKind::Ticket => !content.is_empty(),
        MessageKind::Error => false,
    };
    let role = match message.role {
        MessageRole::User => "user",
        MessageRole::Assistant => "assistant",
        MessageRole::System => return None,
    };
    said.then(|| json!({ "role": role, "content": content }))
}
