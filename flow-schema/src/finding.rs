//! What a check has to say about a flow.

use crate::fix::Fix;
use crate::id::NodeId;
use crate::said::Phrase;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use utoipa::ToSchema;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS, ToSchema)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "flow.ts")]
pub enum Severity {
    /// Stops publishing.
    Error,
    /// Does not.
    Warning,
}

/// One problem: a stable code, where it is, why it is one, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, ToSchema)]
#[ts(export_to = "flow.ts")]
pub struct Finding {
    /// `FR0xx`; never reused for another meaning.
    pub code: String,
    pub severity: Severity,
    /// The node, when the problem has one.
    pub node: Option<NodeId>,
    /// JSON pointer: into the node (`/config/prompt`) when there is one, else into the document
    /// (`/edges/3/to`).
    pub field: Option<String>,
    /// Where in the text of the field, when the problem is in a part of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub position: Option<Span>,
    /// What is wrong, in plain words.
    pub cause: String,
    /// What the cause is made of, to say it in another language; none for words that are not ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub cause_words: Option<Phrase>,
    /// What to do about it.
    pub mend: String,
    /// The same for the mend.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub mend_words: Option<Phrase>,
    /// The same as edits that a program can make, when there is one way to mend it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub fix: Option<Fix>,
}

/// A part of a text, in characters (Unicode scalar values: what `Array.from(text)` counts in
/// JavaScript), from 0; `end` is the first one after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS, ToSchema)]
#[ts(export_to = "flow.ts")]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// From character `start` to before character `end`.
    pub fn new(start: usize, end: usize) -> Self {
        let short = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { start: short(start), end: short(end.max(start)) }
    }

    /// The part of `text` it covers; shorter when the text is.
    pub fn of<'a>(&self, text: &'a str) -> &'a str {
        let byte = |at: u32| text.char_indices().nth(at as usize).map_or(text.len(), |(byte, _)| byte);
        &text[byte(self.start)..byte(self.end)]
    }
}
