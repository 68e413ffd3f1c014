use super::report::{Report, words};
use super::{Analysis, codes};
use crate::graph::Loop;
use crate::kind::PortKind;
use crate::said::{Said, said};

pub(super) fn check(analysis: &Analysis<'_>, report: &mut Report) {
    for tangle in &analysis.graph.tangles {
        let entries: Vec<_> = tangle.entries.iter().map(|&vertex| analysis.id(vertex)).collect();
        let Some(facts) = tangle.entries.first().and_then(|&vertex| analysis.node(vertex)) else { continue };
        let nodes: Vec<_> = tangle.nodes.iter().map(|&vertex| analysis.id(vertex)).collect();
        let entered = entries.iter().map(|name| said!("‘{word}’", word = name));
        let entered = entered.reduce(|some, other| said!("{some} and at {other}", some, other));
        let entered = entered.unwrap_or_else(Said::nothing);
        let cause =
            said!("the cycle of {nodes} can be entered at {entered}", nodes = nodes.join(", "), entered);
        let mend = said!("let every edge from outside lead to ‘{entry}’ only", entry = entries[0]);
        report.node(&codes::TANGLED_CYCLE, &facts.node.id, "", words(cause, mend));
    }
    for found in &analysis.graph.loops {
        let Some(entry) = analysis.node(found.entry) else { continue };
        if !can_end(analysis, found) {
            let nodes: Vec<_> = found.body.iter().map(|&vertex| analysis.id(vertex)).collect();
            let cause = said!(
                "every way through the loop of {nodes} leads back to ‘{entry}’",
                nodes = nodes.join(", "),
                entry = entry.node.id
            );
            let mend = said!("put a Condition into the loop with a port that leads out of it");
            report.node(&codes::ENDLESS_CYCLE, &entry.node.id, "", words(cause, mend));
        }
    }
}

/// Whether some node in the loop can decide for a port that does not stay in the loop. A port
/// without an edge ends the path, and so the loop; a failure ends it where an edge leads it out.
fn can_end(analysis: &Analysis<'_>, found: &Loop) -> bool {
    found.body.iter().any(|&vertex| {
        let Some(facts) = analysis.node(vertex) else { return false };
        // An unknown kind is reported as such; its ports are not known.
        if facts.kind.is_none() {
            return true;
        }
        facts.ports.iter().any(|port| {
            let edges = analysis.graph.outgoing[vertex].iter().map(|&edge| &analysis.graph.edges[edge]);
            let mut targets = edges.filter(|edge| edge.port == port.name).map(|edge| edge.to).peekable();
            let connected = targets.peek().is_some();
            let leaves = targets.all(|target| found.body.binary_search(&target).is_err());
            leaves && (connected || port.kind == PortKind::Branch)
        })
    })
}
