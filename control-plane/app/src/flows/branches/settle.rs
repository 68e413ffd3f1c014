//! Two drafts that come from one, made one.

use crate::error::{AppError, AppResult};
use crate::git_remote::Resolution;
use flow_schema::diff::Revision;
use flow_schema::kind::KindRegistry;
use flow_schema::merge::{RenamedNode, merge};
use flow_schema::model::Flow;
use serde_json::Value;

/// A document and its layout, as they are stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Side {
    pub document: String,
    pub layout: String,
}

impl Side {
    fn revision(&self) -> AppResult<Revision> {
        let flow: Flow = serde_json::from_str(&self.document).map_err(AppError::internal)?;
        let layout: Value = serde_json::from_str(&self.layout).map_err(AppError::internal)?;
        Ok(Revision { layout, ..Revision::from(flow) })
    }
}

/// What came of it.
pub(super) struct Settled {
    pub flow: Flow,
    pub layout: Value,
    pub renamed: Vec<RenamedNode>,
}

/// Merges both into ours. Resolutions stand in the places that both changed; what is left of those is an
/// error.
pub(super) fn settle(
    base: &Side,
    ours: &Side,
    theirs: &Side,
    resolutions: &[Resolution],
    kinds: &KindRegistry,
) -> AppResult<Settled> {
    let mut merged = merge(&base.revision()?, &ours.revision()?, &theirs.revision()?, kinds);
    for (at, Resolution { place, choice }) in resolutions.iter().enumerate() {
        // A conflict that has gone in the meantime needs no choice any more.
        if merged.conflicts.iter().any(|conflict| conflict.place == *place) {
            let done = merged.resolve(place, choice, kinds);
            done.map_err(|error| AppError::field(format!("resolutions.{at}"), "invalid", error.to_string()))?;
        }
    }
    if !merged.conflicts.is_empty() {
        return Err(AppError::Unsettled(merged.conflicts));
    }
    Ok(Settled { flow: merged.revision.flow, layout: merged.revision.layout, renamed: merged.renamed })
}
