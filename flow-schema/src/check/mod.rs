//! The checks that make a flow safe to run; one file each.

use crate::finding::Finding;
use crate::kind::KindRegistry;
use crate::model::Flow;

/// All findings of a flow, errors first, in document order.
pub fn check(_flow: &Flow, _kinds: &KindRegistry) -> Vec<Finding> {
    Vec::new()
}
