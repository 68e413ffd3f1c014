use super::draft::DirectoryDraft;
use super::reader::DirectoryReader;
use super::{BlobDraft, BlobName, BlobReader, Blobs};
use crate::StoreError;
use async_trait::async_trait;
use control_plane_domain::TenantId;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// Blobs in a directory: `<root>/<tenant>/<first two digits>/<name>`.
#[derive(Clone, Debug)]
pub struct DirectoryBlobs {
    root: PathBuf,
    max_bytes: u64,
}

impl DirectoryBlobs {
    /// Below `root`, which is made when the first blob comes.
    pub fn new(root: impl Into<PathBuf>, max_bytes: u64) -> Self {
        Self { root: root.into(), max_bytes }
    }

    pub(super) fn folder(&self, tenant: TenantId) -> PathBuf {
        self.root.join(tenant.to_string())
    }

    pub(super) fn path(&self, tenant: TenantId, name: &BlobName) -> PathBuf {
        self.folder(tenant).join(&name.as_str()[..2]).join(name.as_str())
    }
}

#[async_trait]
impl Blobs for DirectoryBlobs {
    async fn put(&self, tenant: TenantId, bytes: Vec<u8>) -> Result<BlobName, StoreError> {
        if u64::try_from(bytes.len()).is_ok_and(|len| len > self.max_bytes) {
            return Err(StoreError::TooLarge { limit: self.max_bytes });
        }
        let this = self.clone();
        on_a_thread(move || {
            let name = BlobName::of(&bytes);
            let path = this.path(tenant, &name);
            write(&path, &bytes)
                .map_err(|error| StoreError::io(format!("keep {}", path.display()), error))?;
            Ok(name)
        })
        .await
    }

    async fn get(&self, tenant: TenantId, name: &BlobName) -> Result<Option<Vec<u8>>, StoreError> {
        let (path, name) = (self.path(tenant, name), name.clone());
        on_a_thread(move || {
            let bytes = match fs::read(&path) {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
                Err(error) => return Err(StoreError::io(format!("read {}", path.display()), error)),
            };
            if BlobName::of(&bytes) == name {
                Ok(Some(bytes))
            } else {
                Err(StoreError::corrupt("blob", name))
            }
        })
        .await
    }

    async fn draft(&self, tenant: TenantId, limit: u64) -> Result<Box<dyn BlobDraft>, StoreError> {
        Ok(Box::new(DirectoryDraft::new(self.clone(), tenant, limit).await?))
    }

    async fn open(
        &self,
        tenant: TenantId,
        name: &BlobName,
    ) -> Result<Option<Box<dyn BlobReader>>, StoreError> {
        let found = DirectoryReader::open(self.path(tenant, name), name.clone()).await?;
        Ok(found.map(|reader| Box::new(reader) as Box<dyn BlobReader>))
    }

    async fn delete(&self, tenant: TenantId, name: &BlobName) -> Result<bool, StoreError> {
        let path = self.path(tenant, name);
        on_a_thread(move || match fs::remove_file(&path) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(StoreError::io(format!("delete {}", path.display()), error)),
        })
        .await
    }
}

/// Writes beside the place and renames, so that a blob is whole or absent; then makes the name
/// durable too.
fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if path.exists() {
        return Ok(());
    }
    let dir = path.parent().ok_or(ErrorKind::InvalidInput)?;
    fs::create_dir_all(dir)?;
    let draft = dir.join(format!(".{}", Uuid::new_v4().simple()));
    let written = write_durably(&draft, bytes).and_then(|()| fs::rename(&draft, path));
    if let Err(error) = written {
        // A draft that stays behind is only waste; the error that matters is the first.
        let _ = fs::remove_file(&draft);
        return Err(error);
    }
    make_durable(path)
}

/// The file's name, and the names of the directories that may have just been made.
pub(super) fn make_durable(path: &Path) -> std::io::Result<()> {
    for dir in path.ancestors().skip(1).take(3) {
        File::open(dir)?.sync_all()?;
    }
    Ok(())
}

fn write_durably(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

pub(super) async fn on_a_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => Err(StoreError::io("file work", std::io::Error::other(error))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_blob_is_given_back_to_its_tenant_only() {
        let dir = tempfile::tempdir().unwrap();
        let blobs = DirectoryBlobs::new(dir.path().join("blobs"), 10);
        let (a, b) = (TenantId::new(Uuid::from_u128(1)), TenantId::new(Uuid::from_u128(2)));
        let name = blobs.put(a, b"hello".to_vec()).await.unwrap();
        assert_eq!(blobs.put(a, b"hello".to_vec()).await.unwrap(), name);
        assert_eq!(blobs.get(a, &name).await.unwrap().as_deref(), Some(&b"hello"[..]));
        assert_eq!(blobs.get(b, &name).await.unwrap(), None);
        assert!(!blobs.delete(b, &name).await.unwrap());
        assert!(blobs.delete(a, &name).await.unwrap());
        assert_eq!(blobs.get(a, &name).await.unwrap(), None);
    }

    #[tokio::test]
    async fn too_much_and_damage_are_told() {
        let dir = tempfile::tempdir().unwrap();
        let blobs = DirectoryBlobs::new(dir.path(), 5);
        let tenant = TenantId::new(Uuid::from_u128(1));
        let refused = blobs.put(tenant, vec![0; 6]).await;
        assert!(matches!(refused, Err(StoreError::TooLarge { limit: 5 })));
        let name = blobs.put(tenant, b"hello".to_vec()).await.unwrap();
        fs::write(blobs.path(tenant, &name), b"hullo").unwrap();
        assert!(matches!(blobs.get(tenant, &name).await, Err(StoreError::Corrupt { .. })));
    }

    #[tokio::test]
    async fn a_draft_is_kept_whole_and_one_that_grows_too_large_leaves_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let blobs = DirectoryBlobs::new(dir.path(), 1);
        let tenant = TenantId::new(Uuid::from_u128(1));
        let mut draft = blobs.draft(tenant, 10).await.unwrap();
        for piece in ["hel", "lo"] {
            draft.write(piece.into()).await.unwrap();
        }
        assert_eq!(draft.bytes(), 5);
        let name = draft.name();
        assert_eq!(name, BlobName::of(b"hello"));
        draft.keep().await.unwrap();
        let mut read = blobs.open(tenant, &name).await.unwrap().unwrap();
        assert_eq!(read.next().await.unwrap().as_deref(), Some(&b"hello"[..]));
        assert_eq!(read.next().await.unwrap(), None);

        let mut draft = blobs.draft(tenant, 4).await.unwrap();
        draft.write(b"hell".to_vec()).await.unwrap();
        let refused = draft.write(b"o".to_vec()).await;
        assert!(matches!(refused, Err(StoreError::TooLarge { limit: 4 })));
        drop(draft);
        let left: Vec<_> = fs::read_dir(blobs.folder(tenant)).unwrap().map(|e| e.unwrap().path()).collect();
        assert_eq!(left.len(), 1, "{left:?}");

        fs::write(blobs.path(tenant, &name), b"hullo").unwrap();
        let mut read = blobs.open(tenant, &name).await.unwrap().unwrap();
        read.next().await.unwrap();
        assert!(matches!(read.next().await, Err(StoreError::Corrupt { .. })));
    }

    #[test]
    fn a_name_cannot_leave_its_place() {
        for text in ["", "../../etc/passwd", &"a/".repeat(32), &"A".repeat(64), &"é".repeat(32)] {
            assert!(text.parse::<BlobName>().is_err(), "{text:?}");
        }
    }
}
