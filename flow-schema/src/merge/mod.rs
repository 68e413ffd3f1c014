//! Three-way merge of revisions of a flow, on the terms of the [diff](crate::diff).
//!
//! A conflict is a place — a node and a field, an edge, a channel, a test, a field of the flow — with
//! three values, never a line of JSON. The merged documents are whole even with conflicts: ours stands
//! in each of these places until somebody [resolves](Merged::resolve) it.
//!
//! What is decided where both sides have a right:
//! - A node renamed by one side and edited by the other has the new id and the edits; whatever the
//!   other side wrote in terms of the old id follows.
//! - A node deleted by one side and edited, renamed, connected or filled by the other is a conflict.
//! - Two nodes added under one id that are not equal are a conflict, as a whole. But when one side's
//!   *renamed* node meets the other's new one, these are two nodes, and the new one gets a free id
//!   ([`Merged::renamed`]).
//! - The same way out led to two different nodes is a conflict of that edge.
//! - Two nodes of one id in one document are merged like others, but a conflict at one of them cannot
//!   say which it means; the checker wants them mended first.
//! - The layout has none: who moved a node wins, we when both did.

mod edges;
mod grain;
mod items;
mod names;
mod order;
mod render;
mod resolve;
mod sequence;
mod value;

pub use render::render_conflicts;
pub use resolve::{Choice, ResolveError};

use crate::diff::Revision;
use crate::diff::keyed::{Ordered, nodes_of};
use crate::diff::value::steps;
use crate::edit::{NodeField, rename_nodes};
use crate::kind::KindRegistry;
use crate::model::Edge;
use grain::Grain;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use ts_rs::TS;
use utoipa::ToSchema;
use value::{Clash, Three, merge_values};

/// What came out.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    pub revision: Revision,
    pub conflicts: Vec<Conflict>,
    /// Nodes of theirs that got a free id because a renamed node has theirs.
    pub renamed: Vec<RenamedNode>,
    /// Fields in which an old id was to follow a rename and could not: the expression does not parse, or
    /// has a variable of the new name. The checker finds what is wrong with them now.
    pub unfollowed: Vec<NodeField>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, ToSchema)]
#[ts(export_to = "flow.ts")]
pub struct RenamedNode {
    pub from: String,
    pub to: String,
}

/// A place where both sides changed something, each in its own way. A value that is absent: there is
/// nothing there on that side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, ToSchema)]
#[ts(export_to = "flow.ts")]
pub struct Conflict {
    pub place: Place,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "written")]
    #[ts(optional, type = "unknown")]
    #[schema(value_type = Object)]
    pub base: Option<Value>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "written")]
    #[ts(optional, type = "unknown")]
    #[schema(value_type = Object)]
    pub ours: Option<Value>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "written")]
    #[ts(optional, type = "unknown")]
    #[schema(value_type = Object)]
    pub theirs: Option<Value>,
    /// Of a node that one side deleted: the other side's edges at it, which come back with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<Edge>>")]
    pub edges: Vec<Edge>,
}

/// A `null` that was written is a value, not an absent one.
fn written<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

/// Where a conflict is. `field` is a path as in a [`FieldChange`](crate::diff::FieldChange); empty: the
/// whole of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS, ToSchema)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "flow.ts")]
pub enum Place {
    /// A field of the flow itself.
    Flow {
        field: String,
    },
    /// Field `/id`: both sides renamed it.
    Node {
        id: String,
        field: String,
    },
    /// Where the edge from this node and port leads.
    Edge {
        from: String,
    },
    Channel {
        name: String,
        field: String,
    },
    Test {
        name: String,
        field: String,
    },
}

/// `node draft: config prompt`
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, name, field) = match self {
            Self::Flow { field } => ("flow", "", field.as_str()),
            Self::Node { id, field } => ("node", id.as_str(), field.as_str()),
            Self::Edge { from } => ("edge", from.as_str(), ""),
            Self::Channel { name, field } => ("channel", name.as_str(), field.as_str()),
            Self::Test { name, field } => ("test", name.as_str(), field.as_str()),
        };
        f.write_str(what)?;
        if !name.is_empty() {
            write!(f, " ‘{name}’")?;
        }
        if !field.is_empty() {
            write!(f, ": {}", steps(field).join(" "))?;
        }
        Ok(())
    }
}

/// Merges two revisions that come from one.
pub fn merge(base: &Revision, ours: &Revision, theirs: &Revision, kinds: &KindRegistry) -> Merged {
    let mut common = names::common(&base.flow, &ours.flow, &theirs.flow, kinds);
    let mut unfollowed = BTreeSet::new();
    let mut named = |revision: &Revision, names| {
        let mut revision = revision.clone();
        let touched = rename_nodes(&mut revision, names, kinds);
        unfollowed.extend(touched.left.into_iter().map(|(at, _)| at));
        revision
    };
    let base = named(base, &common.base);
    let ours = named(ours, &common.ours);
    let theirs = named(theirs, &common.theirs);
    let mut conflicts = std::mem::take(&mut common.conflicts);

    let sides = [&base, &ours, &theirs];
    let nodes = items::merge_nodes(
        sides.map(|side| nodes_of(&side.flow)),
        sides,
        &common.renamed_by,
        kinds,
        &mut conflicts,
    );
    let edges = edges::merge_edges(sides.map(|side| &side.flow), &nodes, &mut conflicts);
    let own = sides.map(|side| crate::diff::own_fields(&side.flow));
    let flow = one(&own, &mut |path, three| {
        conflicts.push(conflict(Place::Flow { field: path.to_owned() }, three));
    });
    let channels = items::merge_by_name(
        sides.map(|side| crate::diff::channels(&side.flow)),
        &|name, field| Place::Channel { name, field },
        &mut conflicts,
    );
    let tests = items::merge_by_name(
        sides.map(|side| side.tests.clone()),
        &|name, field| Place::Test { name, field },
        &mut conflicts,
    );
    let layout = one(&sides.map(|side| side.layout.clone()), &mut |_, _| {});
    let flow = assemble(flow, &channels, &nodes.nodes, &edges).unwrap_or_else(|| ours.flow.clone());
    unfollowed.retain(|at: &NodeField| flow.nodes.iter().any(|node| node.id == at.node));
    let unfollowed = unfollowed.into_iter().collect();
    Merged { revision: Revision { flow, tests, layout }, conflicts, renamed: common.renamed, unfollowed }
}

fn one(values: &[Value; 3], clash: &mut Clash<'_>) -> Value {
    let [base, ours, theirs] = values.each_ref().map(Some);
    let three = Three { base, ours, theirs };
    merge_values(three, &mut String::new(), &|_| Grain::Word, clash).unwrap_or(Value::Null)
}

fn conflict(place: Place, three: Three<'_>) -> Conflict {
    Conflict {
        place,
        base: three.base.cloned(),
        ours: three.ours.cloned(),
        theirs: three.theirs.cloned(),
        edges: Vec::new(),
    }
}

/// Each part is a part of one of the sides, so the whole reads as a flow; `None` would be a mistake in
/// this module, and must not cost anybody a document.
fn assemble(
    mut own: Value,
    channels: &BTreeMap<String, Value>,
    nodes: &Ordered<Value>,
    edges: &[Edge],
) -> Option<crate::model::Flow> {
    own["state"] = json!(channels);
    own["nodes"] = nodes.order.iter().filter_map(|name| nodes.get(name)).cloned().collect();
    own["edges"] = json!(edges);
    serde_json::from_value(own).ok()
}
