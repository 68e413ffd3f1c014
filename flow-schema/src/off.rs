//! Nodes that are switched off: a run passes them by, as if the edge before such a node led to what comes
//! after it. Their outputs are null, as those of any node that did not run.
//!
//! The checks and the compiler get a flow without them, so nothing else needs to know; [`SwitchedOn::place`]
//! puts findings back into the document they are about.

use crate::finding::Finding;
use crate::id::{NodeId, PortId};
use crate::model::{Edge, Flow};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What of a flow is switched on.
pub(crate) struct SwitchedOn<'a> {
    pub flow: Cow<'a, Flow>,
    /// The nodes that are left out, with all that is in their bodies.
    pub off: BTreeSet<NodeId>,
    /// By edge of `flow`: where it is in the document, and whether it passes something by.
    edges: Vec<(usize, bool)>,
}

impl<'a> SwitchedOn<'a> {
    /// A node that decides between several ways cannot be left out; it stays, and the checks say so.
    pub fn new(flow: &'a Flow) -> Self {
        let off = off(flow);
        if off.is_empty() {
            return Self { flow: Cow::Borrowed(flow), off, edges: Vec::new() };
        }
        let mut edges: Vec<(Edge, usize, bool)> = Vec::new();
        let mut seen: BTreeSet<Edge> = BTreeSet::new();
        for (at, edge) in flow.edges.iter().enumerate() {
            if off.contains(&edge.source().0) {
                continue;
            }
            let passes_by = off.contains(&edge.to);
            for to in beyond(flow, &off, &edge.to) {
                let edge = Edge { from: edge.from.clone(), to };
                // Two ways that became one are one; what was drawn twice is told.
                let is_new = seen.insert(edge.clone());
                if is_new || !passes_by {
                    edges.push((edge, at, passes_by));
                }
            }
        }
        let nodes = flow.nodes.iter().filter(|node| !off.contains(&node.id)).cloned().collect();
        let places = edges.iter().map(|(_, at, passes_by)| (*at, *passes_by)).collect();
        let edges = edges.into_iter().map(|(edge, ..)| edge).collect();
        Self { flow: Cow::Owned(Flow { nodes, edges, ..flow.clone() }), off, edges: places }
    }

    /// Makes findings about edges be about those of the document.
    pub fn place(&self, findings: &mut [Finding]) {
        if self.off.is_empty() {
            return;
        }
        for finding in findings.iter_mut().filter(|finding| finding.node.is_none()) {
            let Some(rest) = finding.field.as_deref().and_then(|field| field.strip_prefix("/edges/")) else {
                continue;
            };
            let (at, rest) = rest.split_once('/').map_or((rest, None), |(at, rest)| (at, Some(rest)));
            let Some(&(at, passes_by)) = at.parse::<usize>().ok().and_then(|at| self.edges.get(at)) else {
                continue;
            };
            let field = rest.map_or(format!("/edges/{at}"), |rest| format!("/edges/{at}/{rest}"));
            // A fix is written for the edge as it was drawn.
            let was = finding.field.replace(field);
            if passes_by || was != finding.field {
                finding.fix = None;
            }
        }
    }
}

/// The nodes that can be left out.
fn off(flow: &Flow) -> BTreeSet<NodeId> {
    let mut off = BTreeSet::new();
    if !flow.nodes.iter().any(|node| node.disabled) {
        return off;
    }
    let mut known: HashMap<&NodeId, usize> = HashMap::new();
    flow.nodes.iter().for_each(|node| *known.entry(&node.id).or_default() += 1);
    for node in flow.nodes.iter().filter(|node| node.disabled) {
        // Of two with one id nobody can say which is meant; the checks tell.
        if known[&node.id] == 1 && way_on(flow, &node.id).is_some() {
            off.insert(node.id.clone());
        }
    }
    let children: Vec<(&NodeId, &NodeId)> =
        flow.nodes.iter().filter_map(|node| Some((node.parent.as_ref()?, &node.id))).collect();
    loop {
        let inside = children.iter().filter(|(parent, _)| off.contains(*parent)).map(|(_, id)| (*id).clone());
        let more: Vec<NodeId> = inside.filter(|id| !off.contains(id)).collect();
        if more.is_empty() {
            return off;
        }
        off.extend(more);
    }
}

/// The port by which a node is passed: the ordinary one, else the only one that leads anywhere. `None` when
/// there is a choice.
pub(crate) fn way_on(flow: &Flow, id: &NodeId) -> Option<PortId> {
    let leaving = flow.edges.iter().map(Edge::source).filter(|(from, _)| from == id).map(|(_, port)| port);
    let ports: BTreeSet<PortId> =
        leaving.filter(|port| !matches!(port.as_str(), PortId::ERROR | PortId::BODY)).collect();
    let out = PortId::from(PortId::OUT);
    if ports.is_empty() || ports.contains(&out) {
        return Some(out);
    }
    (ports.len() == 1).then(|| ports.into_iter().next()).flatten()
}

/// Where one comes who is led to this node and passes by all that is off.
fn beyond(flow: &Flow, off: &BTreeSet<NodeId>, to: &NodeId) -> Vec<NodeId> {
    let mut found = Vec::new();
    let mut open = vec![to.clone()];
    let mut seen = BTreeSet::new();
    while let Some(at) = open.pop() {
        if !seen.insert(at.clone()) {
            continue;
        }
        if !off.contains(&at) {
            found.push(at);
            continue;
        }
        let Some(way) = way_on(flow, &at) else { continue };
        let next = flow.edges.iter().filter(|edge| edge.source() == (at.clone(), way.clone()));
        open.extend(next.map(|edge| edge.to.clone()));
    }
    found.sort_by_cached_key(|id| flow.nodes.iter().position(|node| node.id == *id));
    found
}

/// The nodes that are switched off and cannot be left out, with the ports between which nobody decides.
pub(crate) fn undecided(flow: &Flow) -> BTreeMap<NodeId, Vec<PortId>> {
    let disabled = flow.nodes.iter().filter(|node| node.disabled && way_on(flow, &node.id).is_none());
    let ports = |id: &NodeId| {
        let leaving = flow.edges.iter().map(Edge::source).filter(|(from, _)| from == id);
        let mut ports: Vec<PortId> = leaving.map(|(_, port)| port).collect();
        ports.retain(|port| !matches!(port.as_str(), PortId::ERROR | PortId::BODY));
        ports.sort_unstable();
        ports.dedup();
        ports
    };
    disabled.map(|node| (node.id.clone(), ports(&node.id))).collect()
}
