use crate::id::NodeId;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;
use utoipa::ToSchema;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, ToSchema)]
#[serde(deny_unknown_fields)]
#[ts(export_to = "flow.ts")]
pub struct Node {
    pub id: NodeId,
    /// Name of a [`NodeKind`](crate::kind::NodeKind).
    pub kind: String,
    /// Shown instead of the kind's title.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(optional, as = "Option<String>")]
    pub title: String,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    #[ts(optional, type = "Record<string, unknown>")]
    #[schema(value_type = Object)]
    pub config: Map<String, Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub retry: Option<Retry>,
    /// Limit of one attempt, as a duration: `30s`, `5m`, `250ms`, `2h`, `7d`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub timeout: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub on_error: Option<OnError>,
    #[serde(default, skip_serializing_if = "is_default")]
    #[ts(optional, as = "Option<Join>")]
    pub join: Join,
    /// With `join: any` or a quorum: cancel the branches that lost.
    #[serde(default, skip_serializing_if = "is_default")]
    #[ts(optional, as = "Option<bool>")]
    pub cancel_others: bool,
    /// On a loop's entry: how often its body may run. Default 25.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub max_iterations: Option<u32>,
    /// The `map` or `loop` whose body the node is part of. Edges do not cross the border of a body; the
    /// body begins where the container's port `body` leads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub parent: Option<NodeId>,
    /// Switched off: runs pass it by, with all that is in its body, as if the edge to it led to what follows.
    /// Its output is null.
    #[serde(default, skip_serializing_if = "is_default")]
    #[ts(optional, as = "Option<bool>")]
    pub disabled: bool,
    /// For people; means nothing to the executor.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(optional, as = "Option<String>")]
    pub notes: String,
}

/// How often and how patiently a failed attempt is repeated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, ToSchema)]
#[serde(deny_unknown_fields)]
#[ts(export_to = "flow.ts")]
pub struct Retry {
    /// All attempts together, the first included.
    pub attempts: u32,
    /// Wait before the second attempt, as a duration. Default `1s`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub backoff: Option<String>,
    /// Each wait is this many times the one before. Default 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub factor: Option<f64>,
}

/// What a failure does when no edge leaves the `error` port.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, ToSchema)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "flow.ts")]
pub enum OnError {
    /// Go on through `out` with this value as the node's output.
    Continue(#[ts(type = "unknown")] Value),
}

/// When a node with several incoming edges starts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS, ToSchema)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "flow.ts")]
pub enum Join {
    /// When all incoming edges are decided and at least one is taken.
    #[default]
    All,
    /// On the first taken edge.
    Any,
    /// When this many incoming edges are taken.
    Quorum(u32),
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
