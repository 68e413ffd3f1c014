use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A passage that may answer the question, with all that a citation needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Passage {
    /// `<document id>:<number of the passage in it>`.
    pub id: String,
    pub document_id: Uuid,
    /// Name of the base.
    pub base: String,
    pub path: String,
    pub title: String,
    /// The headings it stands under, outermost first, joined by ` › `; may be empty.
    pub section: String,
    pub text: String,
    /// A sentence or two around what matches best.
    pub excerpt: String,
    /// The words that matched, in `excerpt`.
    pub highlights: Vec<Highlight>,
    /// 0 to 1. Below about 0.3 the passage shares a word with the question and little else; above
    /// about 0.5 it is most likely what was asked for. Of some 450 questions to a handbook, the best
    /// passage had 0.3 or more for 84 of 100 with an answer (95 with a model) and 40 of 100 without
    /// one; 0.4 or more for 72 (77) and 14 (19); 0.5 or more for 56 (62) and 9 (5).
    pub score: f32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Since when its document says this; absent of what was indexed before that was kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<String>,
}

/// A stretch of an excerpt, counted in UTF-16 units as JavaScript's `slice` does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Highlight {
    pub start: usize,
    pub end: usize,
}

/// The answer to a query, best first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hits {
    pub passages: Vec<Passage>,
    pub mode: Mode,
    pub took_ms: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// By words only: no embedder, no vectors yet, or the embedder failed.
    Lexical,
    /// By words and meaning.
    Hybrid,
}
