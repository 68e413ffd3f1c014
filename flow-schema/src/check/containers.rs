//! Bodies of `map` and `loop`: what may be in them, and how they are entered.

use super::analysis::split_source;
use super::report::{Mend, Report, words};
use super::{Analysis, codes};
use crate::fix::Edit;
use crate::id::{NodeId, PortId};
use crate::kind::is_container;
use crate::model::Join;
use crate::said::said;
use std::collections::HashSet;

pub(super) fn check(analysis: &Analysis<'_>, report: &mut Report) {
    parents(analysis, report);
    borders(analysis, report);
    for (vertex, facts) in analysis.vertices() {
        let id = &facts.node.id;
        if is_container(&facts.node.kind) {
            let leads = analysis.graph.outgoing[vertex].iter().map(|edge| &analysis.graph.edges[*edge]);
            let inside = leads
                .filter(|edge| edge.port.as_str() == PortId::BODY)
                .any(|edge| analysis.node(edge.to).is_some_and(|to| to.node.parent.as_ref() == Some(id)));
            if !inside {
                let cause = said!("nothing leads from the port body of ‘{id}’ into its body", id);
                let mend = said!("put a node into ‘{id}’ and connect ‘{id}.body’ to it", id);
                report.node(&codes::EMPTY_BODY, id, "", words(cause, mend));
            }
        }
        if let Join::Quorum(wanted) = facts.node.join {
            let ways = analysis.graph.incoming[vertex].len();
            if wanted == 0 || wanted as usize > ways {
                let cause = said!("‘{id}’ waits for {wanted} of {ways} ways", id, wanted, ways);
                let most = u32::try_from(ways).unwrap_or(u32::MAX).max(1);
                let words = words(cause, said!("use 1 to {ways}", ways))
                    .fixed(Some(Mend::Set(wanted.clamp(1, most).into())));
                report.node(&codes::BAD_QUORUM, id, "/join/quorum", words);
            }
        }
    }
}

fn parents(analysis: &Analysis<'_>, report: &mut Report) {
    for (_, facts) in analysis.vertices() {
        let Some(parent) = &facts.node.parent else { continue };
        let id = &facts.node.id;
        let found = analysis.vertices.get(parent.as_str()).and_then(|vertex| analysis.node(*vertex));
        let wrong = match found {
            None => Some(said!("the parent ‘{parent}’ of ‘{id}’ is not a node of this flow", parent, id)),
            Some(found) if !is_container(&found.node.kind) => {
                Some(said!("the parent ‘{parent}’ of ‘{id}’ has no body", parent, id))
            }
            Some(_) if lies_in_itself(analysis, id) => Some(said!("‘{id}’ lies in itself", id)),
            Some(_) => None,
        };
        if let Some(cause) = wrong {
            let mend = said!("take it out, or name a For each or a Loop");
            report.node(&codes::BAD_PARENT, id, "/parent", words(cause, mend));
        }
    }
}

fn lies_in_itself(analysis: &Analysis<'_>, id: &NodeId) -> bool {
    let mut seen = HashSet::new();
    let mut at = id;
    while let Some(parent) = parent_of(analysis, at.as_str()) {
        if parent == id {
            return true;
        }
        if !seen.insert(parent) {
            break;
        }
        at = parent;
    }
    false
}

fn parent_of<'a>(analysis: &'a Analysis<'_>, id: &str) -> Option<&'a NodeId> {
    let vertex = *analysis.vertices.get(id)?;
    analysis.node(vertex)?.node.parent.as_ref()
}

fn borders(analysis: &Analysis<'_>, report: &mut Report) {
    for (at, edge) in analysis.flow.edges.iter().enumerate() {
        let (from, port) = split_source(&edge.from);
        let to = edge.to.as_str();
        if !analysis.vertices.contains_key(from) || !analysis.vertices.contains_key(to) {
            continue;
        }
        let (outside, inside) = (parent_of(analysis, from), parent_of(analysis, to));
        let container = analysis
            .vertices
            .get(from)
            .and_then(|v| analysis.node(*v))
            .is_some_and(|f| is_container(&f.node.kind));
        let enters = container && port == PortId::BODY;
        // What is no body has no border; that was said already.
        let is_body = |parent: Option<&NodeId>| {
            parent.is_none_or(|parent| {
                let found = analysis.vertices.get(parent.as_str()).and_then(|vertex| analysis.node(*vertex));
                found.is_some_and(|facts| is_container(&facts.node.kind))
            })
        };
        if !is_body(outside) || !is_body(inside) {
            continue;
        }
        let fits =
            if enters { inside.is_some_and(|parent| parent.as_str() == from) } else { outside == inside };
        if fits {
            continue;
        }
        let (cause, mend) = match (enters, outside, inside) {
            (true, _, _) => (
                said!("‘{from}.body’ leads to ‘{to}’, which is not in its body", from, to),
                said!(
                    "set the parent of ‘{to}’ to ‘{from}’, or lead the edge to a node in the body",
                    to,
                    from
                ),
            ),
            (false, _, Some(parent)) => (
                said!(
                    "the edge from ‘{source}’ enters the body of ‘{parent}’ at ‘{to}’",
                    source = edge.from,
                    parent,
                    to
                ),
                said!("lead it to ‘{parent}’; its port body leads inside", parent),
            ),
            (false, Some(parent), None) => (
                said!(
                    "the edge from ‘{source}’ leaves the body of ‘{parent}’ for ‘{to}’",
                    source = edge.from,
                    parent,
                    to
                ),
                said!("go on from ‘{parent}’; an End in the body ends it", parent),
            ),
            (false, None, None) => continue,
        };
        // The target becomes part of the body, when it lies in none yet.
        let fix = (enters && inside.is_none()).then(|| {
            let (node, field, value) = (Some(edge.to.clone()), "/parent".to_owned(), from.into());
            Mend::Edits(vec![Edit::Set { node, field, value }])
        });
        report.flow(&codes::CROSSES_BODY, &format!("/edges/{at}"), words(cause, mend).fixed(fix));
    }
}
