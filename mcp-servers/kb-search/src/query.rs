use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A base to look in; the name comes back in the passages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BaseRef {
    pub id: Uuid,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    pub text: String,
    /// How many passages, at most [`Query::MAX_TOP_K`].
    pub top_k: usize,
    pub filters: Filters,
    /// Passages that score less are left out; 0 keeps all.
    pub min_score: f32,
}

impl Query {
    pub const MAX_TOP_K: usize = 50;
    /// Longer questions are cut: nobody's question is longer, and work grows with it.
    pub const MAX_CHARS: usize = 2_000;

    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), top_k: 3, filters: Filters::default(), min_score: 0.0 }
    }

    #[must_use]
    pub fn top_k(mut self, top_k: usize) -> Self {
        self.top_k = top_k;
        self
    }
}

/// Which passages may answer; empty fields allow everything, several fields must all hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Filters {
    /// A file or folder: `travel` allows `travel/leave.md`, not `travelling.md`.
    pub path: Option<String>,
    pub documents: Vec<Uuid>,
    /// Equal in [`Document::meta`](crate::Document::meta).
    pub meta: BTreeMap<String, String>,
}
