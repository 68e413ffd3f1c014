use super::analysis::split_source;
use super::names::suggestion;
use super::report::{Mend, Report, words};
use super::{Analysis, codes};
use crate::fix::Edit;
use crate::id::{NodeId, PortId};
use crate::nearest::nearest;
use crate::said::said;
use serde_json::Value;
use std::collections::HashSet;

pub(super) fn check(analysis: &Analysis<'_>, report: &mut Report) {
    let ids = || analysis.flow.nodes.iter().map(|node| node.id.as_str());
    let mut seen = HashSet::new();
    for (at, edge) in analysis.flow.edges.iter().enumerate() {
        let (from, port) = split_source(&edge.from);
        if !analysis.vertices.contains_key(from) {
            let cause = said!("the edge comes from ‘{from}’, which is not a node of this flow", from);
            let names = ids().chain([NodeId::START]);
            let near = nearest(from, names.clone()).map(|near| source(near, port));
            report.flow(
                &codes::UNKNOWN_NODE,
                &format!("/edges/{at}/from"),
                words(cause, suggestion(from, names)).fixed(near.map(Mend::Set)),
            );
        }
        let to = edge.to.as_str();
        if to == NodeId::START {
            let cause = said!("the edge from ‘{source}’ leads into start", source = edge.from);
            let mend = said!("lead it to the first node instead");
            report.flow(&codes::EDGE_INTO_START, &format!("/edges/{at}/to"), words(cause, mend));
        } else if !analysis.vertices.contains_key(to) {
            let cause = said!(
                "the edge from ‘{source}’ leads to ‘{to}’, which is not a node of this flow",
                source = edge.from,
                to
            );
            report.flow(
                &codes::UNKNOWN_NODE,
                &format!("/edges/{at}/to"),
                words(cause, suggestion(to, ids())).set_to(nearest(to, ids())),
            );
        }
        if let Some(ports) = ports_of(analysis, from)
            && !ports.contains(&port)
        {
            let cause = match ports.as_slice() {
                [] => said!("‘{from}’ has no way out", from),
                _ => said!("‘{from}’ has no port ‘{port}’", from, port),
            };
            let mend = match ports.as_slice() {
                [] => said!("remove the edge"),
                _ => suggestion(port, ports.iter().copied()),
            };
            let near = nearest(port, ports.iter().copied()).map(|near| source(from, near));
            // Where there is one way out only, that one is meant.
            let only = || match ports.as_slice() {
                [] => {
                    Some(Mend::Edits(vec![Edit::RemoveEdge { from: edge.from.clone(), to: edge.to.clone() }]))
                }
                [one] => Some(Mend::Set(source(from, one))),
                _ => None,
            };
            let words = words(cause, mend).fixed(near.map(Mend::Set).or_else(only));
            report.flow(&codes::UNKNOWN_PORT, &format!("/edges/{at}/from"), words);
        }
        if !seen.insert((from, port, to)) {
            let cause = said!("an edge from ‘{source}’ to ‘{to}’ is there already", source = edge.from, to);
            report.flow(
                &codes::DUPLICATE_EDGE,
                &format!("/edges/{at}"),
                words(cause, said!("remove one of them")).fixed(Some(Mend::Remove)),
            );
        }
    }
    if !analysis.flow.edges.iter().any(|edge| split_source(&edge.from).0 == NodeId::START) {
        let cause = said!("no edge leaves start, so nothing would ever run");
        report.flow(
            &codes::NOTHING_STARTS,
            "/edges",
            words(cause, said!("lead an edge from start to the first node")),
        );
        // Every node is unreachable then, and saying so for each helps nobody.
        return;
    }
    for (vertex, facts) in analysis.vertices() {
        // The second of two nodes with one id has no edges, and is reported for its id.
        let first = analysis.vertices.get(facts.node.id.as_str()) == Some(&vertex);
        if first && !analysis.graph.reachable[vertex] {
            let cause = said!("no way leads from start to ‘{id}’", id = facts.node.id);
            report.node(
                &codes::UNREACHABLE,
                &facts.node.id,
                "",
                words(cause, said!("connect it, or delete it")),
            );
        }
    }
}

/// How an edge names where it comes from.
fn source(node: &str, port: &str) -> Value {
    Value::from(if port == PortId::OUT { node.to_owned() } else { format!("{node}.{port}") })
}

/// `None` when the node or its kind is unknown.
fn ports_of<'a>(analysis: &'a Analysis<'_>, id: &str) -> Option<Vec<&'a str>> {
    match *analysis.vertices.get(id)? {
        0 => Some(vec![PortId::OUT]),
        vertex => {
            let facts = analysis.node(vertex)?;
            facts.kind.as_ref()?;
            Some(facts.ports.iter().map(|port| port.name.as_str()).collect())
        }
    }
}
