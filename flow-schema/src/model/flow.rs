use super::{Channel, Node};
use crate::id::{NodeId, PortId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use ts_rs::TS;
use utoipa::ToSchema;

/// One flow. Its first node, `start`, is implicit: edges may leave `start` without it being listed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, ToSchema)]
#[serde(deny_unknown_fields)]
#[ts(export_to = "flow.ts")]
pub struct Flow {
    /// Always `flowright/1`.
    pub format: String,
    /// The flow's name in URLs and Git: `[a-z0-9][a-z0-9-]*`.
    pub name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(optional, as = "Option<String>")]
    pub title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(optional, as = "Option<String>")]
    pub description: String,
    /// JSON Schema of `input`.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    #[ts(optional, type = "unknown")]
    #[schema(value_type = Object)]
    pub input: Value,
    /// JSON Schema of the run's output.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    #[ts(optional, type = "unknown")]
    #[schema(value_type = Object)]
    pub output: Value,
    /// Named schemas, referred to as `{"$ref": "#/schemas/Answer"}`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, type = "Record<string, unknown>")]
    #[schema(value_type = Object)]
    pub schemas: BTreeMap<String, Value>,
    /// Channels: the only values that outlive a node's output or cross a loop iteration.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<BTreeMap<String, Channel>>")]
    pub state: BTreeMap<String, Channel>,
    #[serde(default)]
    pub nodes: Vec<Node>,
    #[serde(default)]
    pub edges: Vec<Edge>,
    /// Paths of test cases beside the flow.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub tests: Vec<String>,
}

impl Flow {
    /// One with nothing in it yet.
    pub fn empty(name: impl Into<String>) -> Self {
        Self {
            format: "flowright/1".into(),
            name: name.into(),
            title: String::new(),
            description: String::new(),
            input: Value::Null,
            output: Value::Null,
            schemas: BTreeMap::new(),
            state: BTreeMap::new(),
            nodes: Vec::new(),
            edges: Vec::new(),
            tests: Vec::new(),
        }
    }

    /// Names of the flows that its nodes and its agents run. What cannot be a name, such as an expression, is none.
    pub fn flows(&self) -> BTreeSet<String> {
        let of_nodes = self.nodes.iter().filter_map(|node| node.config.get("flow"));
        let agents = self.nodes.iter().filter_map(|node| node.config.get("tools")?.as_array());
        let of_agents = agents.flatten().filter_map(|tool| tool.get("flow"));
        let legal = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-';
        let names = of_nodes.chain(of_agents).filter_map(Value::as_str);
        names.filter(|name| !name.is_empty() && name.bytes().all(legal)).map(str::to_owned).collect()
    }
}

/// A control-flow edge: `from` is a node, or a node and a port (`helped.no`); `to` is a node.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS, ToSchema)]
#[serde(deny_unknown_fields)]
#[ts(export_to = "flow.ts")]
pub struct Edge {
    pub from: String,
    pub to: NodeId,
}

impl Edge {
    /// Source node and port; a missing port means `out`.
    pub fn source(&self) -> (NodeId, PortId) {
        match self.from.split_once('.') {
            Some((node, port)) => (node.into(), port.into()),
            None => (self.from.as_str().into(), PortId::OUT.into()),
        }
    }
}
