//! Short names for what a row says right now.

use sha2::{Digest, Sha256};
use std::fmt;

/// Equal ETags mean equal content (or, for rows with a version, the same version). Without the
/// quotes that HTTP puts around it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Etag(String);

const LEN: usize = 16;

impl Etag {
    /// Of a document's bytes.
    pub fn of_content(content: &str) -> Self {
        Self::of_hash(&sha256(content.as_bytes()))
    }

    /// Of a document whose SHA-256 is known.
    pub fn of_hash(hash: &str) -> Self {
        Self(hash.chars().take(LEN).collect())
    }

    /// Of a row that counts its changes.
    pub fn of_version(id: impl fmt::Display, version: i64) -> Self {
        Self::of_content(&format!("{id}/{version}"))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Etag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for Etag {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for Etag {
    fn from(text: String) -> Self {
        Self(text)
    }
}

/// SHA-256 in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}
