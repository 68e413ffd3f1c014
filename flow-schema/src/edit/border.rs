//! Where some nodes of a flow end and the rest begins.

use super::extract::ExtractError;
use crate::check::{Analysis, split_source};
use crate::id::{NodeId, PortId};
use crate::kind::KindRegistry;
use crate::model::{Edge, Flow, Node};
use std::collections::{BTreeMap, BTreeSet};

pub(super) struct Border<'a> {
    pub chosen: BTreeSet<&'a str>,
    /// The body that all of them lie in.
    pub home: Option<&'a str>,
    pub entry: &'a str,
    pub entry_node: &'a Node,
    pub inside: Vec<&'a Edge>,
    /// Edges that leave, those of `error` ports apart.
    pub exits: Vec<&'a Edge>,
    pub error_exits: Vec<&'a Edge>,
    /// A cycle of the flow that begins at the entry lies inside as a whole.
    pub loops_inside: bool,
    pub analysis: Analysis<'a>,
}

/// On which side of the border an edge lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Inside,
    Outside,
    In,
    Out,
    Error,
}

impl<'a> Border<'a> {
    pub fn find(
        flow: &'a Flow,
        nodes: &BTreeSet<NodeId>,
        kinds: &'a KindRegistry,
    ) -> Result<Self, ExtractError> {
        if nodes.is_empty() {
            return Err(ExtractError::Nothing);
        }
        let by_id: BTreeMap<&str, &Node> = flow.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
        if let Some(unknown) = nodes.iter().find(|id| !by_id.contains_key(id.as_str())) {
            return Err(ExtractError::Unknown(unknown.to_string()));
        }
        let mut chosen: BTreeSet<&str> =
            by_id.keys().copied().filter(|id| nodes.iter().any(|node| node.as_str() == *id)).collect();
        while let Some(child) = flow.nodes.iter().find(|node| {
            !chosen.contains(node.id.as_str())
                && node.parent.as_ref().is_some_and(|parent| chosen.contains(parent.as_str()))
        }) {
            chosen.insert(child.id.as_str());
        }
        let tops: Vec<&Node> = flow.nodes.iter().filter(|node| is_top(node, &chosen)).collect();
        let homes: BTreeSet<Option<&str>> =
            tops.iter().map(|node| node.parent.as_ref().map(NodeId::as_str)).collect();
        let mut homes = homes.into_iter();
        let (Some(home), None) = (homes.next(), homes.next()) else {
            return Err(ExtractError::SeveralBodies);
        };

        let way = |edge: &Edge| way(edge, &chosen);
        let of = |wanted: Way| flow.edges.iter().filter(move |edge| way(edge) == wanted).collect::<Vec<_>>();
        let (entering, inside, exits, error_exits) =
            (of(Way::In), of(Way::Inside), of(Way::Out), of(Way::Error));
        let entries: BTreeSet<&str> = entering.iter().map(|edge| edge.to.as_str()).collect();
        let entry = match entries.iter().copied().collect::<Vec<_>>().as_slice() {
            [] => return Err(ExtractError::NoEntry),
            [entry] => *entry,
            several => {
                return Err(ExtractError::SeveralEntries(several.iter().map(ToString::to_string).collect()));
            }
        };
        let loops_inside = inside.iter().any(|edge| edge.to.as_str() == entry);
        let entry_node = by_id.get(entry).copied().ok_or_else(|| ExtractError::Unknown(entry.to_owned()))?;
        let analysis = Analysis::new(flow, kinds, &crate::check::Environment::default());
        let border =
            Self { chosen, home, entry, entry_node, inside, exits, error_exits, loops_inside, analysis };
        border.exits_agree()?;
        for top in tops {
            border.goes_on(top)?;
        }
        border.errors_agree()?;
        Ok(border)
    }

    pub fn way(&self, edge: &Edge) -> Way {
        way(edge, &self.chosen)
    }

    /// Whether the node that reads `item`, `index` or `loop` has them from inside.
    pub fn repeats_inside(&self, reader: &str, name: &str) -> bool {
        let Some(&vertex) = self.analysis.vertices.get(reader) else { return false };
        if name == "loop"
            && let Some(innermost) = self.analysis.graph.in_loop[vertex]
        {
            let body = &self.analysis.graph.loops[innermost].body;
            return body.iter().all(|vertex| self.chosen.contains(self.analysis.id(*vertex)));
        }
        let kind = if name == "loop" { "loop" } else { "map" };
        let mut at = self.analysis.node(vertex);
        for _ in 0..self.analysis.nodes.len() {
            let Some(parent) = at.and_then(|facts| facts.node.parent.as_ref()) else { return false };
            if !self.chosen.contains(parent.as_str()) {
                return false;
            }
            at = self.analysis.vertices.get(parent.as_str()).and_then(|vertex| self.analysis.node(*vertex));
            if at.is_some_and(|facts| facts.node.kind == kind) {
                return true;
            }
        }
        false
    }

    fn exits_agree(&self) -> Result<(), ExtractError> {
        match targets_by_way(&self.exits).into_iter().collect::<Vec<_>>().as_slice() {
            [(_, first), rest @ ..] if rest.iter().any(|(_, targets)| targets != first) => {
                let ways: BTreeSet<&str> = self.exits.iter().map(|edge| edge.from.as_str()).collect();
                Err(ExtractError::SeveralExits(ways.into_iter().map(ToOwned::to_owned).collect()))
            }
            // Without an End, the last step of a round gives its result.
            [] => match self.home {
                Some(home) if !self.has_end(home) => Err(ExtractError::GivesTheResult(home.to_owned())),
                Some(_) | None => Ok(()),
            },
            _ => Ok(()),
        }
    }

    fn has_end(&self, body: &str) -> bool {
        let ends = self.analysis.flow.nodes.iter().filter(|node| node.kind == "end");
        ends.filter_map(|node| node.parent.as_ref()).any(|parent| parent.as_str() == body)
    }

    /// Nothing that ended here may go on now.
    fn goes_on(&self, node: &Node) -> Result<(), ExtractError> {
        if node.kind == "end" {
            return Err(ExtractError::EndsTheRun(node.id.to_string()));
        }
        let facts =
            self.analysis.vertices.get(node.id.as_str()).and_then(|vertex| self.analysis.node(*vertex));
        let Some(facts) = facts.filter(|_| !self.exits.is_empty()) else { return Ok(()) };
        // Not connected, these are failures.
        let fails = |port: &str| matches!(port, PortId::ERROR | "bound" | "limit");
        let leads = |port: &str| {
            self.analysis.flow.edges.iter().any(|edge| split_source(&edge.from) == (node.id.as_str(), port))
        };
        let open =
            facts.ports.iter().map(|port| port.name.as_str()).find(|port| !fails(port) && !leads(port));
        match open {
            Some(port) => {
                Err(ExtractError::MayStopInside { node: node.id.to_string(), port: port.to_owned() })
            }
            None => Ok(()),
        }
    }

    /// A failure of any of them must go the same way, for the step has one.
    fn errors_agree(&self) -> Result<(), ExtractError> {
        if self.error_exits.is_empty() {
            return Ok(());
        }
        let ways = targets_by_way(&self.error_exits);
        let first = ways.values().next();
        let handled: BTreeSet<&str> = self
            .inside
            .iter()
            .map(|edge| split_source(&edge.from))
            .filter(|(_, port)| *port == PortId::ERROR)
            .map(|(node, _)| node)
            .collect();
        let tops = self.analysis.nodes.iter().filter(|facts| is_top(facts.node, &self.chosen));
        let other = tops.filter(|facts| {
            let id = facts.node.id.as_str();
            let out = ways.get(format!("{id}.error").as_str());
            let can_fail =
                facts.kind.as_ref().is_none_or(|kind| kind.can_fail()) && facts.node.on_error.is_none();
            match (out, handled.contains(id)) {
                (Some(_), true) => true,
                (Some(_), false) => out != first,
                (None, handled) => can_fail && !handled,
            }
        });
        let other: Vec<String> = other.map(|facts| facts.node.id.to_string()).collect();
        if other.is_empty() { Ok(()) } else { Err(ExtractError::ErrorsDiffer(other)) }
    }
}

fn is_top(node: &Node, chosen: &BTreeSet<&str>) -> bool {
    chosen.contains(node.id.as_str())
        && node.parent.as_ref().is_none_or(|parent| !chosen.contains(parent.as_str()))
}

fn way(edge: &Edge, chosen: &BTreeSet<&str>) -> Way {
    let (from, port) = split_source(&edge.from);
    match (chosen.contains(from), chosen.contains(edge.to.as_str())) {
        (true, true) => Way::Inside,
        (false, false) => Way::Outside,
        (false, true) => Way::In,
        (true, false) if port == PortId::ERROR => Way::Error,
        (true, false) => Way::Out,
    }
}

fn targets_by_way<'a>(edges: &[&'a Edge]) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
    let mut targets: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for edge in edges {
        targets.entry(edge.from.as_str()).or_default().insert(edge.to.as_str());
    }
    targets
}
