use super::report::{Report, words};
use super::{Analysis, codes};
use crate::kind::PortKind;

pub(super) fn check(analysis: &Analysis<'_>, report: &mut Report) {
    for (vertex, facts) in analysis.vertices() {
        let branches = facts.ports.iter().filter(|port| port.kind == PortKind::Branch);
        let (taken, open): (Vec<_>, Vec<_>) =
            branches.map(|port| port.name.as_str()).partition(|port| analysis.has_edge(vertex, port));
        let id = &facts.node.id;
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
