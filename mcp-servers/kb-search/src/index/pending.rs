//! Which texts still want a vector.

use super::base::Base;
use super::snapshot::Snapshot;
use super::vectors::key_of;
use crate::KbError;
use crate::chunk::{lead, windows};
use std::collections::HashSet;

impl Base {
    /// Up to about `limit` texts without a vector, with the vectors' names. Empty when all is done.
    pub fn pending(snapshot: &Snapshot, limit: usize) -> Result<Vec<(u64, String)>, KbError> {
        let mut out = Vec::new();
        let mut seen = HashSet::new();
        for entry in snapshot.entries()? {
            if entry.keys().all(|key| snapshot.vectors.contains(key)) {
                continue;
            }
            let stored = Self::stored(snapshot, entry.address)?;
            let texts = windows(&stored.text).into_iter().map(|window| stored.text[window].trim().to_owned());
            for text in std::iter::once(lead(&stored.title, &stored.headings)).chain(texts) {
                let key = key_of(&text);
                if !snapshot.vectors.contains(key) && seen.insert(key) {
                    out.push((key, text));
                }
            }
            if out.len() >= limit {
                break;
            }
        }
        Ok(out)
    }
}
