//! Knowledge bases: their documents on the way into the index, and asking them.

mod article;
mod bases;
mod directory;
mod documents;
mod format;
mod ingest;
mod search;
mod upload;
mod view;

pub(crate) use article::cited_article;
pub use article::{ArticleView, Cited, article};
pub use bases::{create, get, list};
pub use directory::StoredBases;
pub use documents::{WantedDocuments, delete, documents};
pub use ingest::run_ingestion;
pub use mcp_servers_kb_search::Passage;
pub use search::{Ask, Found, SearchMeta, search};
pub use upload::{NewFile, NewText, TextFormat, add_file, add_text, expect_readable};
pub use view::{Accepted, BaseView, DocumentView, Embedding, NewBase};

use crate::error::{AppError, AppResult};
use control_plane_domain::ResourceName;
use control_plane_store::Tx;
use control_plane_store::kb_bases::{self, Base};
use mcp_servers_kb_search::KbError;
use std::time::Duration;

async fn base(tx: &Tx, name: &str) -> AppResult<Base> {
    let missing = || AppError::not_found("the knowledge base");
    let name: ResourceName = name.parse().map_err(|_| missing())?;
    kb_bases::find(tx, &name).await?.ok_or_else(missing)
}

impl From<KbError> for AppError {
    fn from(error: KbError) -> Self {
        if error.is_out_of_room() {
            return Self::StorageFull { cause: error.to_string() };
        }
        match error {
            KbError::Parse(reason) => Self::Invalid { message: reason.to_string(), errors: Vec::new() },
            KbError::Full { limit } => {
                Self::conflict("conflict", format!("the base holds {limit} passages, which is the most"))
            }
            KbError::Embed(_) | KbError::Damaged { .. } | KbError::Io { .. } | KbError::Cancelled => {
                Self::Unavailable {
                    what: "the knowledge index",
                    retry_after: Duration::from_secs(5),
                    cause: error.to_string(),
                }
            }
            KbError::Index(_) | KbError::Task => Self::internal(error),
        }
    }
}
