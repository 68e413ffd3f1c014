use super::report::{Mend, Report, words};
use super::{Analysis, NodeFacts, codes};
use crate::fix::Edit;
use crate::id::{NodeId, PortId};
use crate::kind::{PortKind, is_container};
use crate::said::{Said, said};

pub(super) fn check(analysis: &Analysis<'_>, report: &mut Report) {
    for (vertex, facts) in analysis.vertices() {
        let branches = facts.ports.iter().filter(|port| port.kind == PortKind::Branch);
        let (taken, open): (Vec<_>, Vec<_>) =
            branches.map(|port| port.name.as_str()).partition(|port| analysis.has_edge(vertex, port));
        let id = &facts.node.id;
        unfinished(analysis, vertex, facts, report);
        // A question may be the last thing a flow does: its answer is its output. A decision may not.
        let decides = open.len() > 1 || facts.kind.as_ref().is_some_and(|kind| kind.name != "ask_user");
        if taken.is_empty() && !open.is_empty() && decides {
            let cause = said!(
                "‘{id}’ chooses between {ports}, and none of them leads anywhere",
                id,
                ports = open.join(", ")
            );
            report.node(
                &codes::DEAD_DECISION,
                id,
                "",
                words(cause, said!("connect at least one of them, or delete the node")),
            );
            continue;
        }
        for port in open {
            let cause = said!("when ‘{id}’ decides for ‘{port}’, nothing follows", id, port);
            let mend = said!("connect ‘{port}’, to a Reply or an End if nothing is left to do", port);
            let way = to_an_end(analysis, facts, port);
            report.node(&codes::OPEN_BRANCH, id, "", words(cause, mend).fixed_by(way));
        }
    }
}

/// Where a way ends that nothing is left to do on: at the End that is there, else at one of its own. Not where the
/// flow has an output to give, and a new End would give none.
fn to_an_end(analysis: &Analysis<'_>, facts: &NodeFacts<'_>, port: &str) -> Option<(Said, Mend)> {
    let parent = &facts.node.parent;
    let beside = |other: &&NodeFacts<'_>| other.node.kind == "end" && other.node.parent == *parent;
    let mut ends = analysis.nodes.iter().filter(beside).map(|other| &other.node.id);
    let from = match port {
        PortId::OUT => facts.node.id.to_string(),
        port => format!("{}.{port}", facts.node.id),
    };
    match (ends.next(), ends.next()) {
        (Some(end), None) => {
            let edge = Edit::AddEdge { from, to: end.clone() };
            Some((said!("lead ‘{port}’ to ‘{end}’", port, end), Mend::Edits(vec![edge])))
        }
        _ if parent.is_none() && declares_output(analysis) => None,
        _ => {
            let id = free_id(analysis, "end")?;
            let node = Edit::AddNode { id: id.clone(), kind: "end".to_owned(), parent: parent.clone() };
            let edge = Edit::AddEdge { from, to: id };
            Some((said!("add an End for ‘{port}’", port), Mend::Edits(vec![node, edge])))
        }
    }
}

fn free_id(analysis: &Analysis<'_>, wish: &str) -> Option<NodeId> {
    let is_free = |id: &NodeId| analysis.nodes.iter().all(|facts| facts.node.id != *id);
    let wishes = (1..1_000).map(|n| if n == 1 { wish.into() } else { format!("{wish}_{n}").into() });
    wishes.into_iter().find(is_free)
}

fn declares_output(analysis: &Analysis<'_>) -> bool {
    analysis.flow.output["properties"].as_object().is_some_and(|properties| !properties.is_empty())
}

/// The ordinary way on, where nothing follows although something should.
fn unfinished(analysis: &Analysis<'_>, vertex: usize, facts: &NodeFacts<'_>, report: &mut Report) {
    let id = &facts.node.id;
    let goes_on = facts.ports.iter().any(|port| port.name.as_str() == PortId::OUT);
    if !goes_on || analysis.has_edge(vertex, PortId::OUT) || !analysis.graph.reachable[vertex] {
        return;
    }
    let other = facts.ports.iter().find(|port| {
        let special = matches!(port.name.as_str(), PortId::OUT | PortId::ERROR | PortId::BODY);
        !special && analysis.has_edge(vertex, port.name.as_str())
    });
    if let Some(other) = other {
        let cause = said!(
            "something follows when ‘{id}’ leaves by ‘{port}’, and nothing when all goes well",
            id,
            port = other.name
        );
        let mend = said!("connect out, to a Reply or an End if nothing is left to do");
        let way = to_an_end(analysis, facts, PortId::OUT);
        report.node(&codes::OPEN_BRANCH, id, "", words(cause, mend).fixed_by(way));
        return;
    }
    let declared = declares_output(analysis);
    // The steps of a body give what the container gives.
    let given = analysis.nodes.iter().any(|facts| facts.node.kind == "end" && facts.node.parent.is_none());
    if declared && given && facts.node.parent.is_none() {
        let cause = said!(
            "nothing follows ‘{id}’, so the run ends there without the output that the flow declares",
            id
        );
        let mend = match is_container(&facts.node.kind) {
            true => said!("lead its port out to an End"),
            false => said!("lead it to an End"),
        };
        report.node(&codes::NO_OUTPUT, id, "", words(cause, mend));
    }
}
