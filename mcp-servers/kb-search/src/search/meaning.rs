//! How near each passage is to a question in meaning.

use super::tuning::Tuning;
use crate::KbError;
use crate::index::{Nearness, Snapshot};
use std::collections::{HashMap, HashSet};
use tantivy::DocAddress;

/// With fewer passages than this, what is usual in the base cannot be said.
const FEW: usize = 20;
/// What models usually give to texts that have nothing in common.
const USUAL: f32 = 0.1;

/// Nearness of every passage that has vectors, 0 to 1.
pub fn by_meaning(
    snapshot: &Snapshot,
    vector: &[f32],
    allowed: Option<&HashSet<DocAddress>>,
    tuning: &Tuning,
) -> Result<HashMap<DocAddress, f32>, KbError> {
    let near = |near: &Nearness| {
        let text = 1.0 - tuning.lead - tuning.document;
        text * near.text + tuning.lead * near.lead + tuning.document * near.document
    };
    let found: Vec<(DocAddress, f32)> = snapshot
        .meanings()?
        .near(&snapshot.vectors, vector)
        .iter()
        .map(|found| (found.address, near(found)))
        .collect();
    // Models differ in what they call unlike: some give any two texts 0.1, some 0.7. What any passage
    // of the base has in common with the question counts for nothing.
    let sum: f64 = found.iter().map(|(_, near)| f64::from(*near)).sum();
    let usual = if found.len() < FEW { USUAL } else { (sum / found.len() as f64) as f32 };
    let range = (tuning.same - usual).max(0.05);
    let scale = |(address, near): (DocAddress, f32)| (address, ((near - usual) / range).clamp(0.0, 1.0));
    let ours = |(address, _): &(DocAddress, f32)| allowed.is_none_or(|allowed| allowed.contains(address));
    Ok(found.into_iter().filter(ours).map(scale).collect())
}
