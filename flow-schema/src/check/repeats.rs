//! Actions in a For each over a list of any length.

use super::cost::repeats;
use super::report::{Report, words};
use super::{Analysis, codes};
use crate::compile::effect_of;
use crate::kind::Effect;
use crate::said::{Said, said};

pub(super) fn check(analysis: &Analysis<'_>, report: &mut Report) {
    for (_, facts) in analysis.vertices().filter(|(vertex, _)| analysis.graph.reachable[*vertex]) {
        let Some(kind) = facts.kind.as_ref().filter(|kind| effect_of(kind, &facts.config) == Effect::Write)
        else {
            continue;
        };
        let mut at = facts;
        for _ in 0..analysis.nodes.len() {
            let parent = at.node.parent.as_ref().and_then(|parent| analysis.vertices.get(parent.as_str()));
            let Some((vertex, container)) = parent.and_then(|&at| Some((at, analysis.node(at)?))) else {
                break;
            };
            if container.node.kind == "map" && repeats(analysis, vertex, container).is_none() {
                let (id, each) = (&facts.node.id, &container.node.id);
                let cause = said!(
                    "‘{each}’ goes through a list of any length, and ‘{id}’ ({kind}) acts for each item",
                    each,
                    id,
                    kind = Said::of_kind(&kind.title)
                );
                let mend = said!(
                    "bound the list: give its schema maxItems, or cut it, as in find_tickets with a limit"
                );
                report.node(&codes::REPEATED_WRITE, id, "", words(cause, mend));
                break;
            }
            at = container;
        }
    }
}
