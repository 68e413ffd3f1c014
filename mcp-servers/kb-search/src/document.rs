use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Something to be found later.
#[derive(Clone, Debug)]
pub struct Document {
    /// The control plane's id. Ingesting an id again replaces what was there.
    pub id: Uuid,
    /// Shown in citations; without one, the document's own title or its file name.
    pub title: Option<String>,
    /// Where it stood, with `/` (`handbook/travel/leave.md`); what path filters look at. May be empty.
    pub path: String,
    /// Where a reader can open it.
    pub url: Option<String>,
    /// Since when it says what it says, as RFC 3339; a citation shows the day.
    pub updated_at: Option<String>,
    /// Told from name and content when absent.
    pub format: Option<Format>,
    pub content: Content,
    /// For equality filters (`team = finance`).
    pub meta: BTreeMap<String, String>,
}

#[derive(Clone, Debug)]
pub enum Content {
    Bytes(Vec<u8>),
    Text(String),
}

impl Content {
    pub fn len(&self) -> usize {
        match self {
            Self::Bytes(bytes) => bytes.len(),
            Self::Text(text) => text.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    Markdown,
    Text,
    Html,
    Pdf,
}

/// What became of a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ingested {
    pub title: String,
    /// How many passages it was cut into.
    pub chunks: usize,
    /// What was read, to be kept: ingesting it again as [`Ingested::text_format`] gives the same
    /// passages, which is how an index that was lost is rebuilt without the original file.
    pub text: String,
    pub text_format: Format,
    pub format: Format,
    /// What a person should know: text that was cut off, an encoding that was guessed.
    pub warnings: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    Parsing,
    Indexing,
    Done,
}

/// Told how far a document has come.
pub trait IngestProgress: Send + Sync {
    fn stage(&self, stage: Stage);
}

/// Progress that goes nowhere.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quiet;

impl IngestProgress for Quiet {
    fn stage(&self, _stage: Stage) {}
}
