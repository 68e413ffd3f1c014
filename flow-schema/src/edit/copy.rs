//! Copying nodes out of a flow, with what they need of it.

use super::names::{channel_fields, names_read};
use crate::check::split_source;
use crate::id::NodeId;
use crate::json_schema::{ref_name, refs};
use crate::kind::KindRegistry;
use crate::model::{Channel, Edge, Flow, Node};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use ts_rs::TS;
use utoipa::ToSchema;

/// What a clipboard holds: nodes with the edges between them, and what of their flow they speak of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS, ToSchema)]
#[serde(deny_unknown_fields)]
#[ts(export_to = "flow.ts")]
pub struct Fragment {
    /// Name of the flow it was copied from.
    pub from: String,
    pub nodes: Vec<Node>,
    pub edges: Vec<Edge>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<BTreeMap<String, Channel>>")]
    pub state: BTreeMap<String, Channel>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, type = "Record<string, unknown>")]
    #[schema(value_type = Object)]
    pub schemas: BTreeMap<String, Value>,
}

/// Nodes of a flow, with the bodies of those that have one. Ids that there are not are passed over.
pub fn copy(flow: &Flow, nodes: &BTreeSet<NodeId>, kinds: &KindRegistry) -> Fragment {
    let mut chosen: BTreeSet<&NodeId> = nodes.iter().collect();
    while let Some(child) = flow.nodes.iter().find(|node| {
        !chosen.contains(&node.id) && node.parent.as_ref().is_some_and(|parent| chosen.contains(parent))
    }) {
        chosen.insert(&child.id);
    }
    let nodes: Vec<Node> = flow.nodes.iter().filter(|node| chosen.contains(&node.id)).cloned().collect();
    let ends = |edge: &Edge| [split_source(&edge.from).0.into(), edge.to.clone()];
    let edges = flow.edges.iter().filter(|edge| ends(edge).iter().all(|end| chosen.contains(end)));
    let channels: BTreeSet<String> = nodes.iter().flat_map(|node| channels_of(node, kinds)).collect();
    let state = flow.state.iter().filter(|(name, _)| channels.contains(*name));
    let state: BTreeMap<String, Channel> =
        state.map(|(name, channel)| (name.clone(), channel.clone())).collect();
    let mut schemas = BTreeMap::new();
    let mut open = vec![json!(nodes), json!(state)];
    while let Some(value) = open.pop() {
        refs(&value, "", &mut |_, reference| {
            let named = ref_name(reference).and_then(|name| flow.schemas.get_key_value(name));
            if let Some((name, schema)) = named
                && schemas.insert(name.clone(), schema.clone()).is_none()
            {
                open.push(schema.clone());
            }
        });
    }
    Fragment { from: flow.name.clone(), edges: edges.cloned().collect(), nodes, state, schemas }
}

fn channels_of(node: &Node, kinds: &KindRegistry) -> BTreeSet<String> {
    let read = names_read(node, kinds).into_iter().filter(|(root, _, _)| root == "state");
    let written = channel_fields(node, kinds).into_iter().filter_map(|field| {
        node.config.get(&field)?.as_object().map(|entries| entries.keys().cloned().collect::<Vec<_>>())
    });
    read.filter_map(|(_, channel, _)| channel).chain(written.flatten()).collect()
}
