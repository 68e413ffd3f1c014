//! Large values out of rows and back.

use super::{PayloadName, PayloadStore};
use crate::journal::{JournalError, RunRef};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::io;
use std::sync::Arc;

/// The only member of what stands in a row for a value that is elsewhere.
const KEY: &str = "$blob";
/// How a reference begins as text. A fact of the machine never does.
const TEXT: &str = "{\"$blob\":";

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Reference {
    sha256: String,
    bytes: u64,
}

/// The payload store and what is large.
#[derive(Clone, Debug)]
pub(super) struct References {
    pub store: Arc<dyn PayloadStore>,
    pub inline_bytes: usize,
}

impl References {
    /// Whether a value is not for a row: it is large, or looks like a reference. So every reference
    /// in a row is ours.
    pub fn moves(&self, value: &Value) -> bool {
        looks_like_one(value) || is_larger(value, self.inline_bytes)
    }

    /// Puts a value away that is not for a row; what the row gets instead.
    pub async fn instead_of(&self, run: RunRef, value: &Value) -> Result<Option<Value>, JournalError> {
        if !self.moves(value) {
            return Ok(None);
        }
        let bytes = serde_json::to_vec(value).map_err(|error| JournalError::Corrupt(error.to_string()))?;
        Ok(Some(json!({ KEY: self.keep(run, bytes).await? })))
    }

    pub async fn take_out(&self, run: RunRef, value: &mut Value) -> Result<(), JournalError> {
        if let Some(reference) = self.instead_of(run, value).await? {
            *value = reference;
        }
        Ok(())
    }

    /// Puts the value that the reference stands for in its place. `what` names the place.
    pub async fn bring_back(&self, run: RunRef, value: &mut Value, what: &str) -> Result<(), JournalError> {
        if !looks_like_one(value) {
            return Ok(());
        }
        let bytes = self.fetch(run, value[KEY].take(), what).await?;
        *value = serde_json::from_slice(&bytes)
            .map_err(|error| JournalError::Corrupt(format!("{what} of run {}: {error}", run.run)))?;
        Ok(())
    }

    pub async fn take_map_out(&self, run: RunRef, map: &mut Map<String, Value>) -> Result<(), JournalError> {
        let mut whole = Value::Object(std::mem::take(map));
        let result = self.take_out(run, &mut whole).await;
        put_map(map, whole);
        result
    }

    pub async fn bring_map_back(
        &self,
        run: RunRef,
        map: &mut Map<String, Value>,
        what: &str,
    ) -> Result<(), JournalError> {
        let mut whole = Value::Object(std::mem::take(map));
        let result = self.bring_back(run, &mut whole, what).await;
        put_map(map, whole);
        result
    }

    /// The same for a value that is text already.
    pub async fn take_text_out(&self, run: RunRef, text: &mut String) -> Result<(), JournalError> {
        if text.len() > self.inline_bytes || text.starts_with(TEXT) {
            let reference = self.keep(run, std::mem::take(text).into_bytes()).await?;
            *text = json!({ KEY: reference }).to_string();
        }
        Ok(())
    }

    pub async fn bring_text_back(
        &self,
        run: RunRef,
        text: &mut String,
        what: &str,
    ) -> Result<(), JournalError> {
        if !text.starts_with(TEXT) {
            return Ok(());
        }
        let corrupt =
            |why: &dyn std::fmt::Display| JournalError::Corrupt(format!("{what} of run {}: {why}", run.run));
        let mut value: Value = serde_json::from_str(text).map_err(|error| corrupt(&error))?;
        let bytes = self.fetch(run, value[KEY].take(), what).await?;
        *text = String::from_utf8(bytes).map_err(|error| corrupt(&error))?;
        Ok(())
    }

    async fn keep(&self, run: RunRef, bytes: Vec<u8>) -> Result<Reference, JournalError> {
        let count = bytes.len() as u64;
        let name = self.store.put(run, bytes).await?;
        metrics::counter!("flow_payloads_total").increment(1);
        metrics::counter!("flow_payload_bytes_total").increment(count);
        Ok(Reference { sha256: name.to_string(), bytes: count })
    }

    async fn fetch(&self, run: RunRef, reference: Value, what: &str) -> Result<Vec<u8>, JournalError> {
        let name = name_in(reference)
            .map_err(|why| JournalError::Corrupt(format!("{what} of run {}: {why}", run.run)))?;
        let found = self.store.get(run, &name).await?;
        found.ok_or_else(|| {
            JournalError::Corrupt(format!("{what} of run {} is missing: there is no payload {name}", run.run))
        })
    }
}

/// The payload that stands behind this value of a row, if one does.
pub(super) fn name_of(value: &Value) -> Option<PayloadName> {
    looks_like_one(value).then(|| name_in(value[KEY].clone()).ok()).flatten()
}

fn name_in(reference: Value) -> Result<PayloadName, String> {
    let reference: Reference = serde_json::from_value(reference).map_err(|error| error.to_string())?;
    reference.sha256.parse().map_err(|error: super::BadName| error.to_string())
}

fn looks_like_one(value: &Value) -> bool {
    value.as_object().is_some_and(|fields| fields.len() == 1 && fields.contains_key(KEY))
}

fn put_map(map: &mut Map<String, Value>, whole: Value) {
    // A map comes back as a map, and a reference is one as well.
    if let Value::Object(fields) = whole {
        *map = fields;
    }
}

/// Whether the value takes more bytes than this as JSON; stops counting when it is clear.
fn is_larger(value: &Value, limit: usize) -> bool {
    struct Left(usize);
    impl io::Write for Left {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::FileTooLarge)?;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    serde_json::to_writer(Left(limit), value).is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_large_from_the_first_byte_over_the_limit() {
        let value = json!({ "a": "xyz" });
        assert_eq!(value.to_string().len(), 11);
        assert!(!is_larger(&value, 11) && is_larger(&value, 10) && is_larger(&value, 0));
    }
}
