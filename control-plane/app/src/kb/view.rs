use chrono::{DateTime, Utc};
use control_plane_domain::document::DocumentStatus;
use control_plane_store::kb_documents::Document;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A base to make.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewBase {
    /// `[a-z0-9][a-z0-9-]*`, at most 64 characters; what `kb_search` nodes name.
    pub name: String,
    #[serde(default)]
    pub title: String,
}

/// A knowledge base and how far its documents are.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BaseView {
    pub id: Uuid,
    pub name: String,
    pub title: String,
    pub documents: u64,
    pub ready: u64,
    pub failed: u64,
    /// Waiting for the index, or on their way into it.
    pub queued: u64,
    pub passages: u64,
    pub embedding: Option<Embedding>,
    pub created_at: DateTime<Utc>,
}

/// Search by meaning.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Embedding {
    pub model: String,
    /// Passages that can be found by meaning already.
    pub embedded: u64,
}

/// A document of a base.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DocumentView {
    pub id: Uuid,
    pub title: String,
    pub path: String,
    pub url: Option<String>,
    /// `markdown`, `text`, `html`, `pdf`.
    pub format: String,
    pub status: DocumentStatus,
    /// Why it could not be read.
    pub error: Option<String>,
    pub chunks: u64,
    pub bytes: u64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl From<Document> for DocumentView {
    fn from(row: Document) -> Self {
        Self {
            id: row.id.as_uuid(),
            title: if row.title.is_empty() { file_stem(&row.path) } else { row.title },
            path: row.path,
            url: row.url,
            format: row.format,
            status: row.status,
            error: row.error,
            chunks: row.chunks,
            bytes: row.bytes,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// A document that was taken in.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Accepted {
    pub id: Uuid,
    pub status: DocumentStatus,
}

/// For a file that was sent without a title.
fn file_stem(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}
