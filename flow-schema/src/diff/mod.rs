//! What changed between two revisions of a flow, by meaning.
//!
//! Nodes are matched by id, and one that only has another id is *renamed*: expressions, edges and tests
//! that follow the new id are no changes of their own. Long texts are compared by word. Layout means
//! nothing and is not looked at. [`diff`] compares, [`apply`] makes the newer document from the older
//! one, [`render`] says it to people; the JSON of [`Diff`] is for Studio to draw.

mod apply;
mod compare;
pub(crate) mod keyed;
pub(crate) mod place;
mod portion;
pub(crate) mod renames;
mod render;
mod revision;
pub(crate) mod sequence;
pub(crate) mod value;
pub(crate) mod words;

pub use apply::{ApplyError, apply};
pub use compare::diff;
pub use portion::{At, Portion, Shared, Touched, places, portion};
pub use render::{Colour, render};
pub use revision::Revision;
pub use value::{FieldChange, ValueChange};
pub use words::{Words, compare as compare_words};

pub(crate) use compare::{channels, own_fields};
pub(crate) use render::{Ink, plain_value};

use crate::model::Edge;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;
use utoipa::ToSchema;

/// Everything that changed. Empty lists: nothing of the sort.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS, ToSchema)]
#[ts(export_to = "flow.ts")]
pub struct Diff {
    /// The flow's own fields: `/title`, `/input/properties/message/maxLength`, `/schemas/Answer`.
    pub flow: Vec<FieldChange>,
    /// Of `state`, by name.
    pub channels: Vec<ItemChange>,
    /// By id: first those that were there, in their order, then new ones in theirs.
    pub nodes: Vec<ItemChange>,
    /// In terms of the new ids.
    pub edges: Vec<EdgeChange>,
    /// Test files, by name.
    pub tests: Vec<ItemChange>,
    /// The ids in their new order, when that is not what adding at the end gives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub node_order: Option<Vec<String>>,
    /// The same of edges.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub edge_order: Option<Vec<Edge>>,
}

/// What became of a node, a channel or a test.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, ToSchema)]
#[ts(export_to = "flow.ts")]
pub struct ItemChange {
    /// The new name when it was renamed. The second of two nodes of one id is called `id#2`.
    pub name: String,
    /// Of a node: its kind, the new one when that changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub kind: Option<String>,
    /// Of a renamed node: the id it had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub was: Option<String>,
    pub change: Change,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, ToSchema)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "flow.ts")]
pub enum Change {
    Added(#[ts(type = "unknown")] Value),
    Removed(#[ts(type = "unknown")] Value),
    /// No fields: it was only renamed.
    Changed(Vec<FieldChange>),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, ToSchema)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "flow.ts")]
pub enum EdgeChange {
    Added(Edge),
    Removed(Edge),
}

impl Diff {
    /// Whether the two mean the same, to the letter of their canonical form.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
