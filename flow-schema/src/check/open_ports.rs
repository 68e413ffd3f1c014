use super::report::{Report, words};
use super::{Analysis, NodeFacts, codes};
use crate::id::PortId;
use crate::kind::{PortKind, is_container};

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
            let cause =
                format!("‘{id}’ chooses between {}, and none of them leads anywhere", open.join(", "));
            report.node(
                &codes::DEAD_DECISION,
                id,
                "",
                words(cause, "connect at least one of them, or delete the node"),
            );
            continue;
        }
        for port in open {
            let cause = format!("when ‘{id}’ decides for ‘{port}’, nothing follows");
            let mend = format!("connect ‘{port}’, to a Reply or an End if nothing is left to do");
            report.node(&codes::OPEN_BRANCH, id, "", words(cause, mend));
        }
    }
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
        let cause = format!(
            "something follows when ‘{id}’ leaves by ‘{}’, and nothing when all goes well",
            other.name
        );
        let mend = "connect out, to a Reply or an End if nothing is left to do";
        report.node(&codes::OPEN_BRANCH, id, "", words(cause, mend));
        return;
    }
    let declared =
        analysis.flow.output["properties"].as_object().is_some_and(|properties| !properties.is_empty());
    // The steps of a body give what the container gives.
    let given = analysis.nodes.iter().any(|facts| facts.node.kind == "end" && facts.node.parent.is_none());
    if declared && given && facts.node.parent.is_none() {
        let cause = format!(
            "nothing follows ‘{id}’, so the run ends there without the output that the flow declares"
        );
        let what = if is_container(&facts.node.kind) { "its port out" } else { "it" };
        report.node(&codes::NO_OUTPUT, id, "", words(cause, format!("lead {what} to an End")));
    }
}
