//! A blob on its way out, a piece at a time.

use super::directory::on_a_thread;
use super::{BlobName, BlobReader};
use crate::StoreError;
use async_trait::async_trait;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::PathBuf;

const PIECE: usize = 64 * 1024;

pub(super) struct DirectoryReader {
    name: BlobName,
    file: Option<File>,
    hash: Sha256,
}

impl DirectoryReader {
    pub(super) async fn open(path: PathBuf, name: BlobName) -> Result<Option<Self>, StoreError> {
        on_a_thread(move || match File::open(&path) {
            Ok(file) => Ok(Some(Self { name, file: Some(file), hash: Sha256::new() })),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(StoreError::io(format!("read {}", path.display()), error)),
        })
        .await
    }
}

#[async_trait]
impl BlobReader for DirectoryReader {
    async fn next(&mut self) -> Result<Option<Vec<u8>>, StoreError> {
        let Some(mut file) = self.file.take() else { return Ok(None) };
        let what = format!("read {}", self.name);
        let (file, piece) = on_a_thread(move || {
            let mut piece = vec![0; PIECE];
            let read = file.read(&mut piece).map_err(|error| StoreError::io(what, error))?;
            piece.truncate(read);
            Ok((file, piece))
        })
        .await?;
        self.hash.update(&piece);
        if !piece.is_empty() {
            self.file = Some(file);
            return Ok(Some(piece));
        }
        let hash = hex::encode(std::mem::take(&mut self.hash).finalize());
        if hash == self.name.as_str() { Ok(None) } else { Err(StoreError::corrupt("blob", &self.name)) }
    }
}
