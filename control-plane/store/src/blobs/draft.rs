//! A blob on its way in: written beside its place, hashed as it comes, given up when it grows too large.

use super::directory::{DirectoryBlobs, make_durable, on_a_thread};
use super::{BlobDraft, BlobName};
use crate::StoreError;
use async_trait::async_trait;
use control_plane_domain::TenantId;
use sha2::{Digest, Sha256};
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::PathBuf;
use uuid::Uuid;

pub(super) struct DirectoryDraft {
    blobs: DirectoryBlobs,
    tenant: TenantId,
    path: PathBuf,
    /// `None` after a write that failed: then nothing can be kept.
    file: Option<File>,
    hash: Sha256,
    bytes: u64,
    limit: u64,
}

impl DirectoryDraft {
    pub(super) async fn new(blobs: DirectoryBlobs, tenant: TenantId, limit: u64) -> Result<Self, StoreError> {
        on_a_thread(move || {
            let dir = blobs.folder(tenant);
            let path = dir.join(format!(".{}", Uuid::new_v4().simple()));
            let made = fs::create_dir_all(&dir)
                .and_then(|()| OpenOptions::new().write(true).create_new(true).open(&path));
            let file = made.map_err(|error| StoreError::io(format!("keep {}", path.display()), error))?;
            Ok(Self { blobs, tenant, path, file: Some(file), hash: Sha256::new(), bytes: 0, limit })
        })
        .await
    }
}

#[async_trait]
impl BlobDraft for DirectoryDraft {
    async fn write(&mut self, bytes: Vec<u8>) -> Result<(), StoreError> {
        self.bytes += bytes.len() as u64;
        if self.bytes > self.limit {
            return Err(StoreError::TooLarge { limit: self.limit });
        }
        self.hash.update(&bytes);
        let what = format!("keep {}", self.path.display());
        let Some(mut file) = self.file.take() else {
            return Err(StoreError::io(what, ErrorKind::BrokenPipe.into()));
        };
        let written = on_a_thread(move || match file.write_all(&bytes) {
            Ok(()) => Ok(file),
            Err(error) => Err(StoreError::io(what, error)),
        });
        self.file = Some(written.await?);
        Ok(())
    }

    fn bytes(&self) -> u64 {
        self.bytes
    }

    fn name(&self) -> BlobName {
        BlobName(hex::encode(self.hash.clone().finalize()))
    }

    async fn keep(mut self: Box<Self>) -> Result<(), StoreError> {
        let place = self.blobs.path(self.tenant, &self.name());
        let what = format!("keep {}", place.display());
        on_a_thread(move || {
            let file = self.file.take().ok_or(ErrorKind::BrokenPipe.into());
            let kept = file.and_then(|file| file.sync_all()).and_then(|()| {
                fs::create_dir_all(place.parent().ok_or(ErrorKind::InvalidInput)?)?;
                // Equal bytes that are there already are replaced by themselves.
                fs::rename(&self.path, &place)?;
                make_durable(&place)
            });
            kept.map_err(|error| StoreError::io(what, error))
        })
        .await
    }
}

impl Drop for DirectoryDraft {
    fn drop(&mut self) {
        // Gone already when it was kept; one that stays behind is only waste.
        let _ = fs::remove_file(&self.path);
    }
}
