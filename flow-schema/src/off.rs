//! Nodes that are switched off: a run passes them by, as if the edge before such a node led to what comes
//! after it. Their outputs are null, as those of any node that did not run.
//!
//! The checks and the compiler get a flow without them, so nothing else needs to know; [`SwitchedOn::place`]
//! puts findings back into the document they are about.

use crate::check::split_source;
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
        if !flow.nodes.iter().any(|node| node.disabled) {
            return Self { flow: Cow::Borrowed(flow), off: BTreeSet::new(), edges: Vec::new() };
        }
        let ways = Ways::new(flow);
        let off = off(flow, &ways);
        let mut edges: Vec<(Edge, usize, bool)> = Vec::new();
        let mut seen: BTreeSet<Edge> = BTreeSet::new();
        for (at, edge) in flow.edges.iter().enumerate() {
            if off.contains(split_source(&edge.from).0) {
                continue;
            }
            let passes_by = off.contains(edge.to.as_str());
            for to in ways.beyond(&off, edge.to.as_str()) {
                let edge = Edge { from: edge.from.clone(), to: to.into() };
                // Two ways that became one are one; what was drawn twice is told.
                let is_new = seen.insert(edge.clone());
                if is_new || !passes_by {
                    edges.push((edge, at, passes_by));
                }
            }
        }
        let nodes = flow.nodes.iter().filter(|node| !off.contains(node.id.as_str())).cloned().collect();
        let places = edges.iter().map(|(_, at, passes_by)| (*at, *passes_by)).collect();
        let edges = edges.into_iter().map(|(edge, ..)| edge).collect();
        let off = off.into_iter().map(NodeId::from).collect();
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
fn off<'a>(flow: &'a Flow, ways: &Ways<'a>) -> BTreeSet<&'a str> {
    let mut known: HashMap<&str, usize> = HashMap::new();
    flow.nodes.iter().for_each(|node| *known.entry(node.id.as_str()).or_default() += 1);
    let disabled = flow.nodes.iter().filter(|node| node.disabled).map(|node| node.id.as_str());
    // Of two with one id nobody can say which is meant; the checks tell.
    let mut off: BTreeSet<&str> = disabled.filter(|id| known[id] == 1 && ways.on(id).is_some()).collect();
    let children =
        flow.nodes.iter().filter_map(|node| Some((node.parent.as_ref()?.as_str(), node.id.as_str())));
    let children: Vec<(&str, &str)> = children.collect();
    loop {
        let inside = children.iter().filter(|(parent, id)| off.contains(parent) && !off.contains(id));
        let more: Vec<&str> = inside.map(|(_, id)| *id).collect();
        if more.is_empty() {
            return off;
        }
        off.extend(more);
    }
}

/// The nodes that are switched off and cannot be left out, with the ports between which nobody decides.
pub(crate) fn undecided(flow: &Flow) -> BTreeMap<NodeId, Vec<PortId>> {
    let disabled: Vec<&NodeId> =
        flow.nodes.iter().filter(|node| node.disabled).map(|node| &node.id).collect();
    if disabled.is_empty() {
        return BTreeMap::new();
    }
    let ways = Ways::new(flow);
    let open = disabled.into_iter().filter(|id| ways.on(id.as_str()).is_none());
    open.map(|id| (id.clone(), ways.ports(id.as_str()).into_iter().map(PortId::from).collect())).collect()
}

/// Where the edges of a flow lead.
struct Ways<'a> {
    /// By node: port and target of each edge that leaves it, but for errors and the way into a body.
    leaving: HashMap<&'a str, Vec<(&'a str, &'a str)>>,
    /// Places of the nodes in the document.
    order: HashMap<&'a str, usize>,
}

impl<'a> Ways<'a> {
    fn new(flow: &'a Flow) -> Self {
        let mut leaving: HashMap<&str, Vec<(&str, &str)>> = HashMap::new();
        for edge in &flow.edges {
            let (from, port) = split_source(&edge.from);
            if !matches!(port, PortId::ERROR | PortId::BODY) {
                leaving.entry(from).or_default().push((port, edge.to.as_str()));
            }
        }
        let order = flow.nodes.iter().enumerate().map(|(at, node)| (node.id.as_str(), at)).collect();
        Self { leaving, order }
    }

    fn of(&self, id: &str) -> &[(&'a str, &'a str)] {
        self.leaving.get(id).map(Vec::as_slice).unwrap_or_default()
    }

    fn ports(&self, id: &str) -> BTreeSet<&'a str> {
        self.of(id).iter().map(|(port, _)| *port).collect()
    }

    /// The port by which a node is passed: the ordinary one, else the only one that leads anywhere. `None` when
    /// there is a choice.
    fn on(&self, id: &str) -> Option<&'a str> {
        let ports = self.ports(id);
        match ports.len() {
            1 => ports.into_iter().next(),
            several if several > 1 && !ports.contains(PortId::OUT) => None,
            _ => Some(PortId::OUT),
        }
    }

    /// Where one comes who is led to this node and passes by all that is off, in document order.
    fn beyond(&self, off: &BTreeSet<&str>, to: &'a str) -> Vec<&'a str> {
        let mut found = Vec::new();
        let mut open = vec![to];
        let mut seen = BTreeSet::new();
        while let Some(at) = open.pop() {
            if !seen.insert(at) {
                continue;
            }
            if !off.contains(at) {
                found.push(at);
                continue;
            }
            let way = self.on(at);
            open.extend(self.of(at).iter().filter(|(port, _)| Some(*port) == way).map(|(_, to)| *to));
        }
        found.sort_by_key(|id| self.order.get(id));
        found
    }
}
