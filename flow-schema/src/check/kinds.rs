use super::names::suggestion;
use super::report::{Report, words};
use super::{Analysis, codes};
use crate::kind::external;
use crate::nearest::nearest;
use crate::said::said;

/// Kinds of the design that this version does not have.
const LATER: &[&str] = &["guardrail", "similar_tickets"];

pub(super) fn check(analysis: &Analysis<'_>, report: &mut Report) {
    for facts in &analysis.nodes {
        let kind = facts.node.kind.as_str();
        if kind == "start" {
            let cause = said!("start is part of every flow and is not listed");
            report.node(
                &codes::UNKNOWN_KIND,
                &facts.node.id,
                "/kind",
                words(cause, said!("remove the node")),
            );
            continue;
        }
        if facts.kind.is_some() {
            continue;
        }
        let words = match external::split_name(kind) {
            Some((server, tool)) => words(
                said!("no connected MCP server ‘{server}’ offers a tool ‘{tool}’", server, tool),
                said!("connect the server, or choose another tool"),
            ),
            None if LATER.contains(&kind) => {
                words(said!("this version does not have ‘{kind}’ nodes", kind), said!("remove the node"))
            }
            None => {
                let names =
                    || analysis.kinds.iter().map(|kind| kind.name.as_str()).filter(|name| *name != "start");
                let near = nearest(kind, names());
                words(said!("there is no kind of node called ‘{kind}’", kind), suggestion(kind, names()))
                    .set_to(near)
            }
        };
        report.node(&codes::UNKNOWN_KIND, &facts.node.id, "/kind", words);
    }
}
