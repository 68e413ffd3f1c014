//! What a base is on disk: a tantivy index of its passages and, beside it, a flat file of vectors.
//!
//! The index is the record of which passages exist; the vectors are a cache by content, so that
//! nothing has to be kept in step: a passage without a vector is found by its words until the
//! vector has been made, and a vector without a passage is never looked at.

mod base;
mod fields;
mod meanings;
mod pending;
mod snapshot;
pub(crate) mod terms;
mod vectors;

pub(crate) use base::Base;
pub(crate) use base::Prepared;
pub(crate) use fields::Fields;
pub(crate) use meanings::Nearness;
pub(crate) use snapshot::Snapshot;
pub(crate) use vectors::{VectorTable, key_of};

/// Passages that one base may hold: what an exact scan over vectors answers in some ten
/// milliseconds, and keeps in some hundred megabytes.
pub const MAX_PASSAGES: usize = 100_000;
