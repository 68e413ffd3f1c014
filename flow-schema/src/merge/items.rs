//! Things by name: nodes, channels, tests.

use super::grain::{Grain, of_node};
use super::names::Renamer;
use super::order::merge_order;
use super::value::{Three, merge_values};
use super::{Conflict, Place, conflict};
use crate::check::split_source;
use crate::diff::Revision;
use crate::diff::keyed::Ordered;
use crate::kind::KindRegistry;
use crate::model::{Edge, Flow};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The merged nodes, and those of them that stand in for a conflict between an edit and a deletion.
pub(super) struct MergedNodes {
    pub nodes: Ordered<Value>,
    /// They deleted it and we did not: its edges are ours for now.
    pub kept_by_ours: BTreeSet<String>,
    /// We deleted it and they did not: it has no edges for now.
    pub dropped_by_ours: BTreeSet<String>,
}

pub(super) fn merge_nodes(
    sides: [Ordered<Value>; 3],
    revisions: [&Revision; 3],
    renamed_by: &BTreeMap<String, Renamer>,
    kinds: &KindRegistry,
    conflicts: &mut Vec<Conflict>,
) -> MergedNodes {
    let [base, ours, theirs] = &sides;
    let [base_flow, our_flow, their_flow] = revisions.map(|revision| &revision.flow);
    let (touched_by_ours, touched_by_theirs) = (touched(base_flow, our_flow), touched(base_flow, their_flow));
    let mut merged = MergedNodes {
        nodes: Ordered::default(),
        kept_by_ours: BTreeSet::new(),
        dropped_by_ours: BTreeSet::new(),
    };
    let mut kept: BTreeMap<String, Value> = BTreeMap::new();
    let names: BTreeSet<&String> = sides.iter().flat_map(|side| &side.order).collect();
    for name in names {
        let three = Three { base: base.get(name), ours: ours.get(name), theirs: theirs.get(name) };
        let whole = || Place::Node { id: name.clone(), field: String::new() };
        let renamed = renamed_by.get(name).copied();
        let value = match three {
            Three { base: Some(was), ours: Some(now), theirs: None }
                if was != now
                    || renamed == Some(Renamer::Ours)
                    || touched_by_ours.contains(name.as_str()) =>
            {
                merged.kept_by_ours.insert(name.clone());
                conflicts.push(Conflict { edges: edges_at(our_flow, name), ..conflict(whole(), three) });
                Some(now.clone())
            }
            Three { base: Some(was), ours: None, theirs: Some(now) }
                if was != now
                    || renamed == Some(Renamer::Theirs)
                    || touched_by_theirs.contains(name.as_str()) =>
            {
                merged.dropped_by_ours.insert(name.clone());
                conflicts.push(Conflict { edges: edges_at(their_flow, name), ..conflict(whole(), three) });
                None
            }
            // Two new nodes are not halves of one; nor is a node of another kind an edit of a field.
            Three { base: None, ours: Some(a), theirs: Some(b) } if a != b => {
                conflicts.push(conflict(whole(), three));
                Some(a.clone())
            }
            Three { base: Some(was), ours: Some(a), theirs: Some(b) }
                if a != b
                    && was != a
                    && was != b
                    && (was["kind"] != a["kind"] || was["kind"] != b["kind"]) =>
            {
                conflicts.push(conflict(whole(), three));
                Some(a.clone())
            }
            three => merge_values(
                three,
                &mut String::new(),
                &|path| of_node(kinds, kind(three), path),
                &mut |field, three| {
                    let place = Place::Node { id: name.clone(), field: field.to_owned() };
                    conflicts.push(conflict(place, three));
                },
            ),
        };
        if let Some(value) = value {
            kept.insert(name.clone(), value);
        }
    }
    drop_homeless(&mut kept, &mut merged, ours, theirs, their_flow, conflicts);
    keep_homes(&mut kept, &mut merged, &sides, our_flow, conflicts);
    let keep = kept.keys().cloned().collect();
    let order = merge_order(&base.order, &ours.order, &theirs.order, &keep);
    for name in order {
        if let Some(value) = kept.remove(&name) {
            merged.nodes.push(name, value);
        }
    }
    merged
}

fn kind<'a>(three: Three<'a>) -> &'a str {
    three.ours.and_then(|node| node["kind"].as_str()).unwrap_or_default()
}

/// What they put into a body that we deleted has no place to be, and waits with it.
fn drop_homeless(
    kept: &mut BTreeMap<String, Value>,
    merged: &mut MergedNodes,
    ours: &Ordered<Value>,
    theirs: &Ordered<Value>,
    their_flow: &Flow,
    conflicts: &mut Vec<Conflict>,
) {
    loop {
        let homeless: Vec<String> = kept
            .iter()
            .filter(|(name, node)| {
                let parent = node["parent"].as_str();
                ours.get(name).is_none()
                    && parent.is_some_and(|parent| merged.dropped_by_ours.contains(parent))
            })
            .map(|(name, _)| name.clone())
            .collect();
        if homeless.is_empty() {
            return;
        }
        for name in homeless {
            kept.remove(&name);
            let place = Place::Node { id: name.clone(), field: String::new() };
            let three = Three { base: None, ours: None, theirs: theirs.get(&name) };
            conflicts.push(Conflict { edges: edges_at(their_flow, &name), ..conflict(place, three) });
            merged.dropped_by_ours.insert(name);
        }
    }
}

/// What stays of a body that they deleted needs the body.
fn keep_homes(
    kept: &mut BTreeMap<String, Value>,
    merged: &mut MergedNodes,
    [base, ours, theirs]: &[Ordered<Value>; 3],
    our_flow: &Flow,
    conflicts: &mut Vec<Conflict>,
) {
    loop {
        // What they left there themselves is theirs to mend.
        let stays = kept.iter().filter(|(name, _)| theirs.get(name).is_none());
        let parents = stays.filter_map(|(_, node)| node["parent"].as_str());
        let missing = parents.filter(|parent| !kept.contains_key(*parent) && base.get(parent).is_some());
        let home = missing.filter_map(|parent| Some((parent.to_owned(), ours.get(parent)?.clone()))).next();
        let Some((name, home)) = home else { return };
        let three = Three { base: base.get(&name), ours: ours.get(&name), theirs: theirs.get(&name) };
        let place = Place::Node { id: name.clone(), field: String::new() };
        conflicts.push(Conflict { edges: edges_at(our_flow, &name), ..conflict(place, three) });
        kept.insert(name.clone(), home);
        merged.kept_by_ours.insert(name);
    }
}

/// Nodes that have an edge or a step of their body that they did not have.
fn touched<'a>(base: &'a Flow, side: &'a Flow) -> BTreeSet<&'a str> {
    let had: BTreeSet<&Edge> = base.edges.iter().collect();
    let edges = side.edges.iter().filter(|edge| !had.contains(edge));
    let ends = edges.flat_map(|edge| [split_source(&edge.from).0, edge.to.as_str()]);
    let homes: BTreeMap<&str, _> = base.nodes.iter().map(|node| (node.id.as_str(), &node.parent)).collect();
    let moved = side.nodes.iter().filter(|node| homes.get(node.id.as_str()) != Some(&&node.parent));
    ends.chain(moved.filter_map(|node| node.parent.as_ref().map(|parent| parent.as_str()))).collect()
}

pub(super) fn edges_at(flow: &Flow, node: &str) -> Vec<Edge> {
    let at = |edge: &&Edge| split_source(&edge.from).0 == node || edge.to.as_str() == node;
    flow.edges.iter().filter(at).cloned().collect()
}

/// Channels or tests.
pub(super) fn merge_by_name(
    sides: [BTreeMap<String, Value>; 3],
    place: &dyn Fn(String, String) -> Place,
    conflicts: &mut Vec<Conflict>,
) -> BTreeMap<String, Value> {
    let [base, ours, theirs] = &sides;
    let names: BTreeSet<&String> = sides.iter().flat_map(BTreeMap::keys).collect();
    let merged = names.into_iter().filter_map(|name| {
        let three = Three { base: base.get(name), ours: ours.get(name), theirs: theirs.get(name) };
        let value = merge_values(three, &mut String::new(), &|_| Grain::Word, &mut |field, three| {
            conflicts.push(conflict(place(name.clone(), field.to_owned()), three));
        });
        value.map(|value| (name.clone(), value))
    });
    merged.collect()
}
