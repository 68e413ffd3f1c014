//! How much of a document is read.

use super::ImportError;
use serde_json::Value;

/// Of a whole document. Large exports have some hundred kilobytes.
pub(super) const MAX_BYTES: usize = 5 * 1024 * 1024;
/// As deep as serde_json reads.
pub(super) const MAX_DEPTH: usize = 100;
/// Scalars, lists and objects together, every repetition counted.
pub(super) const MAX_VALUES: usize = 500_000;

pub(super) fn size(text: &str, max: usize) -> Result<(), ImportError> {
    let bytes = text.len();
    if bytes > max { Err(ImportError::TooLarge { bytes, max }) } else { Ok(()) }
}

pub(super) fn json(text: &str) -> Result<Value, ImportError> {
    serde_json::from_str(text).map_err(|error| {
        // serde_json stops at 128 levels and has no kind of its own for it.
        if error.to_string().starts_with("recursion limit") {
            return ImportError::TooDeep { line: error.line(), max: 128 };
        }
        let message = error.to_string();
        let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(before, _)| before);
        ImportError::Malformed {
            language: "JSON",
            line: error.line(),
            character: error.column(),
            message: message.to_owned(),
        }
    })
}
