use control_plane_store::attachments::Attachment;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A file of a conversation. Its bytes are at `/conversations/{id}/attachments/{attachment}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AttachmentView {
    pub id: Uuid,
    pub name: String,
    /// As its bytes say.
    #[serde(rename = "type")]
    pub media_type: String,
    /// Bytes.
    pub size: u64,
}

impl From<&Attachment> for AttachmentView {
    fn from(row: &Attachment) -> Self {
        Self {
            id: row.id.as_uuid(),
            name: row.name.clone(),
            media_type: row.kind.media_type().to_owned(),
            size: row.bytes,
        }
    }
}
