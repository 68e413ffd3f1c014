//! Putting copied nodes into a flow, of another tenant even: what the place lacks is named, nothing is
//! left out.

use super::copy::Fragment;
use super::names::{NodeField, names_read, rename_nodes_of};
use super::needs;
use super::rename::free_id;
use crate::check::Environment;
use crate::expr::RESERVED_NAMES;
use crate::id::NodeId;
use crate::json_schema::{ref_name, refs};
use crate::kind::KindRegistry;
use crate::model::{Flow, Node};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use ts_rs::TS;
use utoipa::ToSchema;

/// The flow with the fragment in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Pasted {
    pub flow: Flow,
    /// The ids of the pasted nodes, by those they had.
    pub ids: BTreeMap<String, String>,
    pub missing: Vec<Missing>,
}

/// Something the pasted nodes need that is not there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS, ToSchema)]
#[ts(export_to = "flow.ts")]
pub struct Missing {
    pub what: What,
    /// What it is called.
    pub name: String,
    /// Where it is needed.
    pub at: NodeField,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS, ToSchema)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "flow.ts")]
pub enum What {
    /// A kind of node: a tool of an MCP server that is not connected.
    Kind,
    KnowledgeBase,
    Form,
    Tool,
    Model,
    Secret,
    Flow,
    /// A node outside the fragment, or one that is another here.
    Node,
    /// A field of the flow's input.
    Input,
    /// A channel of that name is declared otherwise here.
    Channel,
    /// A schema of that name is another here.
    Schema,
}

/// Puts a fragment into a flow, or into the body of one of its nodes. Ids that are taken get free ones,
/// with every reference inside the fragment; channels and schemas come along where there are none of
/// their name.
pub fn paste(
    fragment: &Fragment,
    into: &Flow,
    body: Option<&NodeId>,
    kinds: &KindRegistry,
    environment: &Environment,
) -> Pasted {
    let own: BTreeSet<&str> = fragment.nodes.iter().map(|node| node.id.as_str()).collect();
    let mut ids: BTreeMap<String, String> = BTreeMap::new();
    for id in &own {
        let taken = |new: &str| {
            ids.values().any(|known| known == new)
                || (new != *id && own.contains(new))
                || RESERVED_NAMES.contains(&new)
        };
        let free = free_id(id, into, &taken);
        ids.insert((*id).to_owned(), free);
    }
    let mut part = Flow { nodes: fragment.nodes.clone(), edges: fragment.edges.clone(), ..into.clone() };
    let is_top = |node: &Node| node.parent.as_ref().is_none_or(|parent| !own.contains(parent.as_str()));
    let tops: Vec<bool> = part.nodes.iter().map(is_top).collect();
    let changed =
        ids.iter().filter(|(old, new)| old != new).map(|(old, new)| (old.clone(), new.clone())).collect();
    rename_nodes_of(&mut part, &changed, kinds);
    for (node, _) in part.nodes.iter_mut().zip(tops).filter(|(_, is_top)| *is_top) {
        node.parent = body.cloned();
    }

    let mut missing = Vec::new();
    let mut flow = into.clone();
    for (name, schema) in &fragment.schemas {
        flow.schemas.entry(name.clone()).or_insert_with(|| schema.clone());
    }
    for (name, channel) in &fragment.state {
        flow.state.entry(name.clone()).or_insert_with(|| channel.clone());
    }
    for node in &part.nodes {
        outside(node, fragment, into, &ids, kinds, &mut missing);
    }
    flow.nodes.extend(part.nodes);
    flow.edges.extend(part.edges);
    let pasted: BTreeSet<&str> = ids.values().map(String::as_str).collect();
    let there = needs::missing(&flow, kinds, environment).into_iter();
    missing.extend(there.filter(|missing| pasted.contains(missing.at.node.as_str())));
    missing.sort();
    missing.dedup();
    Pasted { flow, ids, missing }
}

/// What a node reads that is not of the fragment.
fn outside(
    node: &Node,
    fragment: &Fragment,
    into: &Flow,
    ids: &BTreeMap<String, String>,
    kinds: &KindRegistry,
    missing: &mut Vec<Missing>,
) {
    let given = ["state", "conversation", "user", "tenant", "env", "item", "index", "loop"];
    let mut say = |what, name: &str, field: &str| {
        let at = NodeField { node: node.id.clone(), field: field.to_owned() };
        missing.push(Missing { what, name: name.to_owned(), at });
    };
    for (root, member, field) in names_read(node, kinds) {
        match (root.as_str(), member.as_deref()) {
            ("input", Some(member)) => {
                let declared = into.input["properties"].as_object();
                let is_declared = declared.is_some_and(|declared| declared.contains_key(member));
                if !is_declared && fragment.from != into.name {
                    say(What::Input, member, &field);
                }
            }
            ("state", Some(channel)) => {
                let (here, there) = (into.state.get(channel), fragment.state.get(channel));
                if here.is_some() && there.is_some() && here != there {
                    say(What::Channel, channel, &field);
                }
            }
            ("input", None) => {}
            (root, _) if given.contains(&root) || ids.values().any(|id| id == root) => {}
            // In its own flow the same node is there still; elsewhere one of that name is another.
            (root, _) => {
                let same =
                    fragment.from == into.name && into.nodes.iter().any(|node| node.id.as_str() == root);
                if !same {
                    say(What::Node, root, &field);
                }
            }
        }
    }
    refs(&json!(node), "", &mut |pointer, reference| {
        let Some(name) = ref_name(reference) else { return };
        let (here, there) = (into.schemas.get(name), fragment.schemas.get(name));
        if here.is_some() && there.is_some() && here != there {
            say(What::Schema, name, pointer);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::copy;
    use crate::model::Edge;
    use serde_json::Value;

    fn flow(value: Value) -> Flow {
        let mut flow = json!({ "format": "flowright/1", "name": "t" });
        flow.as_object_mut().unwrap().extend(value.as_object().unwrap().clone());
        serde_json::from_value(flow).unwrap()
    }

    fn source() -> Flow {
        flow(json!({
            "name": "source", "input": { "type": "object", "properties": { "message": { "type": "string" } } },
            "state": { "tried": { "initial": 0 }, "other": {} },
            "schemas": { "Answer": { "type": "object" }, "Other": {} },
            "nodes": [
                { "id": "kb", "kind": "kb_search", "config": { "base": "it", "query": "{{ input.message }} {{ asked.text }}" } },
                { "id": "answer", "kind": "llm", "config": { "prompt": "kb: {{ kb.passages }} {{ state.tried }}", "model": "large",
                  "output": { "$ref": "#/schemas/Answer" } } },
                { "id": "each", "kind": "map", "config": { "items": "kb.passages" } },
                { "id": "fetch", "kind": "http_request", "parent": "each", "config": { "url": "https://example.org/{{ item }}", "secret": "desk" } },
                { "id": "asked", "kind": "ask_user", "config": { "question": "?" } },
            ],
            "edges": [{ "from": "asked.answered", "to": "kb" }, { "from": "kb", "to": "answer" }, { "from": "answer", "to": "each" },
                      { "from": "each.body", "to": "fetch" }],
        }))
    }

    fn ids(names: &[&str]) -> BTreeSet<NodeId> {
        names.iter().map(|name| NodeId::from(*name)).collect()
    }

    #[test]
    fn a_fragment_brings_its_bodies_edges_channels_and_schemas() {
        let fragment = copy(&source(), &ids(&["kb", "answer", "each"]), &KindRegistry::builtin());
        let nodes: Vec<_> = fragment.nodes.iter().map(|node| node.id.as_str()).collect();
        assert_eq!(nodes, ["kb", "answer", "each", "fetch"]);
        assert_eq!(fragment.edges.len(), 3);
        assert_eq!(fragment.state.keys().collect::<Vec<_>>(), ["tried"]);
        assert_eq!(fragment.schemas.keys().collect::<Vec<_>>(), ["Answer"]);
    }

    #[test]
    fn what_the_other_place_lacks_is_named_and_nothing_is_left_out() {
        let kinds = KindRegistry::builtin();
        let fragment = copy(&source(), &ids(&["kb", "answer", "each"]), &kinds);
        let into = flow(json!({
            "state": { "tried": { "initial": 5 } },
            "nodes": [{ "id": "kb", "kind": "reply", "config": { "text": "x" } }, { "id": "kb_2", "kind": "end" }],
        }));
        let nothing = || Some(BTreeSet::new());
        let environment =
            Environment { bases: nothing(), secrets: nothing(), models: nothing(), ..Environment::default() };
        let pasted = paste(&fragment, &into, None, &kinds, &environment);
        assert_eq!(pasted.ids["kb"], "kb_3");
        let node = |id: &str| pasted.flow.nodes.iter().find(|node| node.id.as_str() == id).unwrap();
        assert_eq!(node("answer").config["prompt"], "kb: {{ kb_3.passages }} {{ state.tried }}");
        assert_eq!(node("each").config["items"], "kb_3.passages");
        assert!(pasted.flow.edges.contains(&Edge { from: "kb_3".into(), to: "answer".into() }));
        let said: Vec<_> = pasted
            .missing
            .iter()
            .map(|missing| {
                format!("{:?} {} at {} {}", missing.what, missing.name, missing.at.node, missing.at.field)
            })
            .collect();
        assert_eq!(
            said,
            [
                "KnowledgeBase it at kb_3 /config/base",
                "Model large at answer /config/model",
                "Secret desk at fetch /config/secret",
                "Node asked at kb_3 /config/query",
                "Input message at kb_3 /config/query",
                "Channel tried at answer /config/prompt",
            ]
        );
    }

    #[test]
    fn pasted_where_it_came_from_it_is_a_second_copy_that_reads_the_same() {
        let kinds = KindRegistry::builtin();
        let fragment = copy(&source(), &ids(&["kb"]), &kinds);
        let pasted = paste(&fragment, &source(), None, &kinds, &Environment::default());
        assert_eq!(pasted.missing, []);
        let copy = pasted.flow.nodes.last().unwrap();
        assert_eq!((copy.id.as_str(), &copy.config), ("kb_2", &source().nodes[0].config));
    }

    #[test]
    fn pasted_into_a_body_the_outermost_nodes_lie_in_it() {
        let kinds = KindRegistry::builtin();
        let fragment = copy(&source(), &ids(&["each"]), &kinds);
        let pasted = paste(&fragment, &source(), Some(&"each".into()), &kinds, &Environment::default());
        let parent =
            |id: &str| pasted.flow.nodes.iter().find(|node| node.id.as_str() == id).unwrap().parent.clone();
        assert_eq!((parent("each_2"), parent("fetch_2")), (Some("each".into()), Some("each_2".into())));
    }
}
