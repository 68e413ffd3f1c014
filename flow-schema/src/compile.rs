//! From a flow to the plan the executor runs.

use crate::finding::Finding;
use crate::kind::KindRegistry;
use crate::model::Flow;
use crate::plan::Plan;

/// Compiles a flow.
///
/// # Errors
/// Every finding of [`check`](crate::check::check) when at least one of them is an error.
pub fn compile(_flow: &Flow, _kinds: &KindRegistry) -> Result<Plan, Vec<Finding>> {
    Err(Vec::new())
}
