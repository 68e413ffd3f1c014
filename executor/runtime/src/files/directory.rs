use super::{ArchiveStore, FileError, PayloadName, PayloadStore, Pieces};
use crate::journal::{JournalError, RunRef};
use async_trait::async_trait;
use futures::stream::{self, StreamExt};
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use uuid::Uuid;

/// What is read of a file at a time.
const PIECE: usize = 64 * 1024;

/// Files in a directory: `payloads/<tenant>/<two digits>/<run>/<sha256>` and
/// `archives/<tenant>/<two digits>/<run>.jsonl.gz`.
#[derive(Clone, Debug)]
pub struct DirectoryFiles {
    root: PathBuf,
    /// Held while directories are made, so that nobody relies on one whose name is not durable yet.
    making: Arc<Mutex<()>>,
}

impl DirectoryFiles {
    /// Below `root`, which is made when the first file comes.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), making: Arc::default() }
    }

    /// Where something of the run is. The last digits of an id are the ones by chance, so that runs
    /// of one day do not all share a directory.
    fn place(&self, shelf: &str, run: RunRef) -> PathBuf {
        let id = run.run.to_string();
        self.root.join(shelf).join(run.tenant.to_string()).join(&id[id.len() - 2..]).join(id)
    }

    fn payloads(&self, run: RunRef) -> PathBuf {
        self.place("payloads", run)
    }

    fn archive(&self, run: RunRef) -> PathBuf {
        self.place("archives", run).with_extension("jsonl.gz")
    }

    /// Makes the directory and those above it, and their names durable.
    fn make(&self, dir: &Path) -> io::Result<()> {
        let _making = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        let missing: Vec<&Path> = dir.ancestors().take_while(|dir| !dir.is_dir()).collect();
        for dir in missing.into_iter().rev() {
            match fs::create_dir(dir) {
                Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
                Ok(()) | Err(_) => {}
            }
            if let Some(parent) = dir.parent().filter(|parent| !parent.as_os_str().is_empty()) {
                File::open(parent)?.sync_all()?;
            }
        }
        Ok(())
    }

    /// Writes beside the place and renames, so that a file is whole or absent; then makes its name
    /// durable too.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let dir = path.parent().ok_or(ErrorKind::InvalidInput)?;
        if !path.exists() {
            self.make(dir)?;
            let draft = Draft::new(dir);
            write_durably(&draft.0, bytes)?;
            fs::rename(&draft.0, path)?;
        }
        // Also when it was there already: whoever wrote it may not have come this far yet.
        File::open(dir)?.sync_all()
    }
}

#[async_trait]
impl PayloadStore for DirectoryFiles {
    async fn put(&self, run: RunRef, bytes: Vec<u8>) -> Result<PayloadName, FileError> {
        let this = self.clone();
        on_a_thread(move || {
            let name = PayloadName::of(&bytes);
            let path = this.payloads(run).join(name.as_str());
            this.write(&path, &bytes).map_err(|error| failed("keep", &path, error))?;
            Ok(name)
        })
        .await
    }

    async fn get(&self, run: RunRef, name: &PayloadName) -> Result<Option<Vec<u8>>, FileError> {
        let (path, name) = (self.payloads(run).join(name.as_str()), name.clone());
        on_a_thread(move || {
            let bytes = match fs::read(&path) {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
                Err(error) => return Err(failed("read", &path, error)),
            };
            if PayloadName::of(&bytes) == name {
                Ok(Some(bytes))
            } else {
                Err(FileError::Corrupt(format!("the payload {name} of run {} is damaged", run.run)))
            }
        })
        .await
    }

    async fn keep_only(&self, run: RunRef, names: &[PayloadName]) -> Result<(), FileError> {
        let (dir, names) = (self.payloads(run), names.to_vec());
        on_a_thread(move || {
            let kept = |name: &std::ffi::OsStr| names.iter().any(|kept| kept.as_str() == name);
            match clear(&dir, kept) {
                Err(error) if error.kind() != ErrorKind::NotFound => Err(failed("clear", &dir, error)),
                Ok(()) | Err(_) => Ok(()),
            }
        })
        .await
    }
}

#[async_trait]
impl ArchiveStore for DirectoryFiles {
    async fn write(&self, run: RunRef, mut pieces: Pieces<'_, JournalError>) -> Result<(), JournalError> {
        let path = self.archive(run);
        let dir = path.parent().unwrap_or(&self.root).to_owned();
        let (this, made) = (self.clone(), dir.clone());
        on_a_thread(move || this.make(&made).map_err(|error| failed("make", &made, error))).await?;
        let draft = Draft::new(&dir);
        let mut file = tokio::fs::OpenOptions::new();
        let mut file = file.write(true).create_new(true).open(&draft.0).await.map_err(no_archive(&path))?;
        while let Some(piece) = pieces.next().await {
            file.write_all(&piece?).await.map_err(no_archive(&path))?;
        }
        file.flush().await.map_err(no_archive(&path))?;
        file.sync_all().await.map_err(no_archive(&path))?;
        tokio::fs::rename(&draft.0, &path).await.map_err(no_archive(&path))?;
        on_a_thread(move || {
            File::open(&dir).and_then(|dir| dir.sync_all()).map_err(|error| failed("keep", &path, error))
        })
        .await?;
        Ok(())
    }

    async fn read(&self, run: RunRef) -> Result<Option<Pieces<'static, FileError>>, FileError> {
        let path = self.archive(run);
        let file = match tokio::fs::File::open(&path).await {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed("read", &path, error)),
        };
        let pieces = stream::try_unfold((file, path), |(mut file, path)| async move {
            let mut piece = vec![0; PIECE];
            let read = file.read(&mut piece).await.map_err(|error| failed("read", &path, error))?;
            piece.truncate(read);
            Ok((read > 0).then_some((piece, (file, path))))
        });
        Ok(Some(pieces.boxed()))
    }

    async fn remove(&self, run: RunRef) -> Result<(), FileError> {
        let path = self.archive(run);
        match tokio::fs::remove_file(&path).await {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(failed("remove", &path, error)),
            Ok(()) | Err(_) => Ok(()),
        }
    }
}

fn no_archive(path: &Path) -> impl Fn(io::Error) -> FileError {
    move |error| failed("keep", path, error)
}

/// A file that is not in its place yet. Taken away again unless it gets there, also when whoever
/// writes it gives up half-way; what a crash leaves is only waste.
struct Draft(PathBuf);

impl Draft {
    fn new(dir: &Path) -> Self {
        Self(dir.join(format!(".{}", Uuid::new_v4().simple())))
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// Takes the files away that nobody keeps, and the directory when it is empty then.
fn clear(dir: &Path, kept: impl Fn(&std::ffi::OsStr) -> bool) -> io::Result<()> {
    let mut empty = true;
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        if kept(&entry.file_name()) {
            empty = false;
        } else {
            fs::remove_file(entry.path())?;
        }
    }
    if empty { fs::remove_dir(dir) } else { Ok(()) }
}

fn write_durably(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn failed(what: &str, path: &Path, error: io::Error) -> FileError {
    FileError::Io { what: format!("{what} {}", path.display()), error }
}

async fn on_a_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, FileError> + Send + 'static,
) -> Result<T, FileError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => Err(FileError::Io { what: "work on files".into(), error: io::Error::other(error) }),
    }
}
