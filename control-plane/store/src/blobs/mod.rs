//! Files of a tenant, kept by content: equal bytes are kept once, and a name says what is in it.

mod directory;
mod draft;
mod reader;

pub use directory::DirectoryBlobs;

use crate::StoreError;
use async_trait::async_trait;
use control_plane_domain::TenantId;
use std::fmt;
use std::str::FromStr;

/// The name of a blob: the SHA-256 of its bytes. Nothing else can be one, so a name never leaves
/// its place in a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlobName(String);

/// Text that names no blob.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a blob's name is 64 hexadecimal digits")]
pub struct BadBlobName;

impl BlobName {
    /// Of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(crate::etag::sha256(bytes))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for BlobName {
    type Err = BadBlobName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() == 64 && text.bytes().all(hex) { Ok(Self(text.to_owned())) } else { Err(BadBlobName) }
    }
}

impl fmt::Display for BlobName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where files are kept.
#[async_trait]
pub trait Blobs: Send + Sync + fmt::Debug {
    /// Keeps the bytes; when this returns they are on the disk, whatever dies.
    ///
    /// # Errors
    /// [`StoreError::TooLarge`], [`StoreError::Full`].
    async fn put(&self, tenant: TenantId, bytes: Vec<u8>) -> Result<BlobName, StoreError>;

    /// The bytes; `None` when this tenant has no such blob.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when they are not what the name says.
    async fn get(&self, tenant: TenantId, name: &BlobName) -> Result<Option<Vec<u8>>, StoreError>;

    /// A blob on its way in, at most `limit` bytes long.
    ///
    /// # Errors
    /// [`StoreError::Full`].
    async fn draft(&self, tenant: TenantId, limit: u64) -> Result<Box<dyn BlobDraft>, StoreError>;

    /// A blob on its way out; `None` when this tenant has no such blob.
    ///
    /// # Errors
    /// What the disk answers.
    async fn open(
        &self,
        tenant: TenantId,
        name: &BlobName,
    ) -> Result<Option<Box<dyn BlobReader>>, StoreError>;

    /// Takes it away; `false` when there was none.
    async fn delete(&self, tenant: TenantId, name: &BlobName) -> Result<bool, StoreError>;
}

/// A blob that is being written. Dropped before it is kept, it leaves nothing behind.
#[async_trait]
pub trait BlobDraft: Send {
    /// Adds a piece.
    ///
    /// # Errors
    /// [`StoreError::TooLarge`] as soon as there is too much, [`StoreError::Full`].
    async fn write(&mut self, bytes: Vec<u8>) -> Result<(), StoreError>;

    /// How many bytes there are.
    fn bytes(&self) -> u64;

    /// What it would be called if this were all.
    fn name(&self) -> BlobName;

    /// Keeps it; when this returns it is on the disk, whatever dies.
    ///
    /// # Errors
    /// [`StoreError::Full`].
    async fn keep(self: Box<Self>) -> Result<(), StoreError>;
}

/// A blob that is being read.
#[async_trait]
pub trait BlobReader: Send {
    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`], at the end, when the bytes were not what the name says.
    async fn next(&mut self) -> Result<Option<Vec<u8>>, StoreError>;
}
