//! What a check has to say about a flow.

use crate::id::NodeId;
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
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS, ToSchema)]
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
    /// What is wrong, in plain words.
    pub cause: String,
    /// What to do about it.
    pub mend: String,
}
