use crate::embed::EmbedError;
use crate::parse::ParseError;
use std::path::PathBuf;

/// Why knowledge could not be taken in or looked up.
#[derive(Debug, thiserror::Error)]
pub enum KbError {
    /// The document cannot be read; a sentence for the person who sent it.
    #[error(transparent)]
    Parse(#[from] ParseError),
    /// Files under the data directory cannot be read or written (a full disk is one of these).
    #[error("knowledge files at {path}: {source}")]
    Io { path: PathBuf, source: std::io::Error },
    /// The index on disk is damaged or from another version; `rebuild` makes it anew.
    #[error("the index at {path} cannot be opened and has to be rebuilt: {reason}")]
    Damaged { path: PathBuf, reason: String },
    #[error("index: {0}")]
    Index(#[from] tantivy::TantivyError),
    #[error(transparent)]
    Embed(#[from] EmbedError),
    /// The base holds as many passages as one base may.
    #[error("the base is full: {limit} passages")]
    Full { limit: usize },
    #[error("cancelled")]
    Cancelled,
    #[error("a background task of the knowledge index ended abnormally")]
    Task,
}

impl KbError {
    /// Whether there was no room on the disk for it. Of what goes wrong in the index's own threads only
    /// words arrive here.
    pub fn is_out_of_room(&self) -> bool {
        let words = format!("{self:?}");
        words.contains("StorageFull") || words.contains("QuotaExceeded")
    }

    pub(crate) fn io(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { path, source }
    }
}
