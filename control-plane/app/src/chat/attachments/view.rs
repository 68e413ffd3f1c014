use control_plane_store::attachments::Attachment;
use control_plane_store::ticket_files::TicketFile;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A file of a conversation, or of a ticket. Its bytes are at `/conversations/{id}/attachments/{attachment}`, or at
/// `/tickets/{id}/attachments/{file}`.
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

impl From<&TicketFile> for AttachmentView {
    fn from(row: &TicketFile) -> Self {
        Self {
            id: row.id.as_uuid(),
            name: row.name.clone(),
            media_type: row.kind.media_type().to_owned(),
            size: row.bytes,
        }
    }
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
