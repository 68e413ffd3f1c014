use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;
use utoipa::ToSchema;

/// A named value that outlives one node's output.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, ToSchema)]
#[serde(deny_unknown_fields)]
#[ts(export_to = "flow.ts")]
pub struct Channel {
    /// JSON Schema of the value.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    #[ts(optional, type = "unknown")]
    #[schema(value_type = Object)]
    pub schema: Value,
    /// `replace` (default), `append`, `merge`, `sum`, `max`, `min`, `union`, or a Rhai expression of
    /// `old` and `new`.
    #[serde(default)]
    #[ts(optional, as = "Option<Reducer>")]
    pub reducer: Reducer,
    #[serde(default)]
    #[ts(optional, as = "Option<ChannelScope>")]
    pub scope: ChannelScope,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    #[ts(optional, type = "unknown")]
    #[schema(value_type = Object)]
    pub initial: Value,
}

/// How a new value meets the old one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS, ToSchema)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "flow.ts")]
pub enum Reducer {
    #[default]
    Replace,
    Append,
    Merge,
    Sum,
    Max,
    Min,
    Union,
    /// A Rhai expression over `old` and `new`.
    #[serde(untagged)]
    Expression(String),
}

/// How long a channel lives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS, ToSchema)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "flow.ts")]
pub enum ChannelScope {
    #[default]
    Run,
    /// Kept from one run of a thread to the next.
    Conversation,
}
