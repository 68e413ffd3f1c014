//! Edges: a set, in which one way out led to two different nodes is a conflict.

use super::items::MergedNodes;
use super::order::merge_order;
use super::{Conflict, Place};
use crate::check::split_source;
use crate::diff::keyed::edges_of;
use crate::id::NodeId;
use crate::model::{Edge, Flow};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

type Numbered = (Edge, usize);

pub(super) fn merge_edges(
    sides: [&Flow; 3],
    nodes: &MergedNodes,
    conflicts: &mut Vec<Conflict>,
) -> Vec<Edge> {
    let [base, ours, theirs] = sides.map(edges_of);
    let [had, mine, yours] =
        [&base, &ours, &theirs].map(|edges| edges.iter().cloned().collect::<BTreeSet<Numbered>>());
    let mut keep: BTreeSet<Numbered> = BTreeSet::new();
    for edge in had.iter().chain(&mine).chain(&yours) {
        let (in_base, in_ours, in_theirs) = (had.contains(edge), mine.contains(edge), yours.contains(edge));
        if (in_ours && in_theirs) || (!in_base && (in_ours || in_theirs)) {
            keep.insert(edge.clone());
        }
    }
    moved_twice(sides, &nodes.dropped_by_ours, &mut keep, conflicts);
    let at = |edge: &Edge, nodes: &BTreeSet<String>| {
        nodes.contains(split_source(&edge.from).0) || nodes.contains(edge.to.as_str())
    };
    keep.retain(|(edge, _)| !at(edge, &nodes.dropped_by_ours));
    // As far as what is at the other end is still there.
    let ends_are_there = |edge: &Edge| {
        [split_source(&edge.from).0, edge.to.as_str()]
            .iter()
            .all(|end| *end == NodeId::START || nodes.nodes.get(end).is_some())
    };
    let back = mine.iter().filter(|(edge, _)| at(edge, &nodes.kept_by_ours) && ends_are_there(edge));
    keep.extend(back.cloned());
    let order = merge_order(&base, &ours, &theirs, &keep);
    order.into_iter().map(|(edge, _)| edge).collect()
}

/// A way out that led to one node and that both sides led elsewhere, to two different ones.
fn moved_twice(
    sides: [&Flow; 3],
    dropped: &BTreeSet<String>,
    keep: &mut BTreeSet<Numbered>,
    conflicts: &mut Vec<Conflict>,
) {
    let [base, ours, theirs] = sides.map(only_targets);
    for (from, was) in &base {
        let (Some(Some(a)), Some(Some(b)), Some(was)) = (ours.get(from), theirs.get(from), was) else {
            continue;
        };
        // Edges at a node that is itself in question come back with it.
        let in_question = [split_source(from).0, a, b].iter().any(|id| dropped.contains(*id));
        if a != b && a != was && b != was && !in_question {
            keep.retain(|(edge, _)| edge.from != *from || edge.to.as_str() != *b);
            conflicts.push(Conflict {
                place: Place::Edge { from: (*from).to_owned() },
                base: Some(json!(was)),
                ours: Some(json!(a)),
                theirs: Some(json!(b)),
                edges: Vec::new(),
            });
        }
    }
}

/// Where each way out leads; `None` when to several nodes.
fn only_targets(flow: &Flow) -> BTreeMap<&str, Option<&str>> {
    let mut targets = BTreeMap::new();
    for edge in &flow.edges {
        targets.entry(edge.from.as_str()).and_modify(|to| *to = None).or_insert(Some(edge.to.as_str()));
    }
    targets
}
