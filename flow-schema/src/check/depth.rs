//! Bodies in bodies. What the other checks do for each level takes stack, so this comes before them.

use super::codes;
use super::report::words;
use crate::finding::Finding;
use crate::id::NodeId;
use crate::model::Flow;
use crate::said::said;
use std::collections::HashMap;

/// Bodies that may lie in one another.
pub const MAX_DEPTH: usize = 32;

/// The first node that lies deeper. Parents drawn in a circle are another check's to tell.
pub(super) fn too_deep(flow: &Flow) -> Option<Finding> {
    let id = deepest(flow)?;
    let cause = said!("‘{id}’ lies in more than {most} bodies, one in the other", id, most = MAX_DEPTH);
    let mend = said!("make a sub-flow of what is inside");
    Some(words(cause, mend).into_finding(&codes::TOO_DEEP, Some(id.clone()), Some("/parent".to_owned())))
}

fn deepest(flow: &Flow) -> Option<&NodeId> {
    let parents: HashMap<&NodeId, &NodeId> =
        flow.nodes.iter().filter_map(|node| Some((&node.id, node.parent.as_ref()?))).collect();
    let around = |id| std::iter::successors(parents.get(id), |id| parents.get(**id));
    flow.nodes.iter().map(|node| &node.id).find(|id| {
        let mut around = around(*id);
        let deep = around.by_ref().take(MAX_DEPTH + 1).count() > MAX_DEPTH;
        // No chain is longer than there are nodes.
        deep && around.take(flow.nodes.len()).count() < flow.nodes.len()
    })
}
