//! A node kind or a tool's schema has changed under a flow. Nothing is taken from the flow: edges on
//! ports that are gone stay, the checker flags them, and here is what each would best become.

use crate::check::split_source;
use crate::id::{NodeId, PortId};
use crate::json_schema::with_defaults;
use crate::kind::KindRegistry;
use crate::model::{Edge, Flow, Node};
use crate::nearest::nearest;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;
use utoipa::ToSchema;

/// What no longer fits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS, ToSchema)]
#[ts(export_to = "flow.ts")]
pub struct Upgrade {
    pub broken: Vec<BrokenEdge>,
    pub lost: Vec<LostSetting>,
}

/// An edge that leaves by a port which is no longer there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, ToSchema)]
#[ts(export_to = "flow.ts")]
pub struct BrokenEdge {
    /// As it stands in the flow.
    pub edge: Edge,
    /// The port it would best leave by now; none when nothing is like it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub repair: Option<PortId>,
}

/// A setting the kind no longer has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, ToSchema)]
#[ts(export_to = "flow.ts")]
pub struct LostSetting {
    pub node: NodeId,
    pub setting: String,
    /// A new setting that it may have become.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub repair: Option<String>,
}

/// What of a flow that was drawn with the kinds `before` does not fit the kinds `after`.
pub fn upgrade(flow: &Flow, before: &KindRegistry, after: &KindRegistry) -> Upgrade {
    let mut found = Upgrade::default();
    for node in &flow.nodes {
        let (Some(old), Some(new)) = (before.get(&node.kind), after.get(&node.kind)) else { continue };
        if old == new {
            continue;
        }
        let (had, has) = (ports(node, before), ports(node, after));
        let used: Vec<&Edge> =
            flow.edges.iter().filter(|edge| split_source(&edge.from).0 == node.id.as_str()).collect();
        let come: Vec<&str> =
            has.iter().map(String::as_str).filter(|port| !had.contains(&(*port).to_owned())).collect();
        let gone = had.iter().filter(|port| !has.contains(port)).count();
        for edge in used {
            let (_, port) = split_source(&edge.from);
            if has.iter().any(|known| known == port) || !had.iter().any(|known| known == port) {
                continue;
            }
            let repair = match come.as_slice() {
                [only] if gone == 1 => Some(*only),
                come => nearest(port, come.iter().copied())
                    .or_else(|| has.iter().map(String::as_str).find(|port| *port == PortId::OUT)),
            };
            found.broken.push(BrokenEdge { edge: edge.clone(), repair: repair.map(Into::into) });
        }
        let fields = |schema: &Value| {
            schema["properties"]
                .as_object()
                .map(|fields| fields.keys().cloned().collect::<Vec<_>>())
                .unwrap_or_default()
        };
        let (had, has) = (fields(&old.config_schema), fields(&new.config_schema));
        let come: Vec<&str> = has.iter().filter(|field| !had.contains(field)).map(String::as_str).collect();
        for setting in node.config.keys().filter(|field| had.contains(field) && !has.contains(field)) {
            let repair = match come.as_slice() {
                [only] => Some(*only),
                come => nearest(setting, come.iter().copied()),
            };
            let repair = repair.map(ToOwned::to_owned);
            found.lost.push(LostSetting { node: node.id.clone(), setting: setting.clone(), repair });
        }
    }
    found
}

/// The flow with one edge leaving by another port; as it was when there is no such edge.
pub fn repair(flow: &Flow, edge: &Edge, port: &PortId) -> Flow {
    let mut flow = flow.clone();
    let node = split_source(&edge.from).0.to_owned();
    let from = if port.as_str() == PortId::OUT { node } else { format!("{node}.{port}") };
    if let Some(broken) = flow.edges.iter_mut().find(|known| *known == edge) {
        broken.from = from;
    }
    flow
}

fn ports(node: &Node, kinds: &KindRegistry) -> Vec<String> {
    let Some(kind) = kinds.get(&node.kind) else { return Vec::new() };
    let config = with_defaults(&Value::Object(node.config.clone()), &kind.config_schema);
    kind.ports(&config).into_iter().map(|port| port.name.to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::check;
    use crate::kind::{NodeKind, Port, PortSource};
    use serde_json::json;

    fn kinds(ports: &[&str], fields: &[&str]) -> KindRegistry {
        let mut kind: NodeKind = KindRegistry::builtin().get("template").unwrap().as_ref().clone();
        kind.name = "mcp:desk/triage".to_owned();
        kind.ports = ports.iter().map(|port| PortSource::Fixed(Port::branch(port))).collect();
        let fields: Value =
            fields.iter().map(|field| ((*field).to_owned(), json!({ "type": "string" }))).collect();
        kind.config_schema = json!({ "type": "object", "properties": fields, "additionalProperties": false });
        let mut kinds = KindRegistry::builtin();
        kinds.insert(kind);
        kinds
    }

    fn flow() -> Flow {
        serde_json::from_value(json!({
            "format": "flowright/1", "name": "t",
            "nodes": [
                { "id": "sort", "kind": "mcp:desk/triage", "config": { "text": "x", "limit": "3" } },
                { "id": "say", "kind": "reply", "config": { "text": "x" } },
            ],
            "edges": [{ "from": "start", "to": "sort" }, { "from": "sort.urgent", "to": "say" }, { "from": "sort.rest", "to": "say" }],
        }))
        .unwrap()
    }

    #[test]
    fn an_edge_on_a_port_that_was_renamed_is_kept_flagged_and_can_be_repaired() {
        let before = kinds(&["urgent", "rest"], &["text", "limit"]);
        let after = kinds(&["very_urgent", "rest"], &["text", "limits"]);
        let found = upgrade(&flow(), &before, &after);
        let edge = flow().edges[1].clone();
        assert_eq!(found.broken, [BrokenEdge { edge: edge.clone(), repair: Some("very_urgent".into()) }]);
        assert_eq!(found.lost[0].repair.as_deref(), Some("limits"));
        // The checker says so too, until it is repaired.
        let flagged = |flow: &Flow| {
            let findings = check(flow, &after);
            findings.iter().any(|finding| finding.code == "FR019")
        };
        assert!(flagged(&flow()));
        assert!(!flagged(&repair(&flow(), &edge, &"very_urgent".into())));
        assert_eq!(upgrade(&repair(&flow(), &edge, &"very_urgent".into()), &before, &after).broken, []);
    }

    #[test]
    fn nothing_is_suggested_where_nothing_is_alike() {
        let found = upgrade(
            &flow(),
            &kinds(&["urgent", "rest"], &["text", "limit"]),
            &kinds(&["a", "b", "c"], &["text", "p", "q"]),
        );
        assert_eq!(found.broken.iter().map(|broken| broken.repair.clone()).collect::<Vec<_>>(), [None, None]);
        assert_eq!(found.lost[0].repair, None);
    }
}
