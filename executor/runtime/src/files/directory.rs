use super::{FileError, PayloadName, PayloadStore};
use crate::journal::RunRef;
use async_trait::async_trait;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// Files in a directory: `payloads/<tenant>/<two digits>/<run>/<sha256>`.
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
            let draft = dir.join(format!(".{}", Uuid::new_v4().simple()));
            let written = write_durably(&draft, bytes).and_then(|()| fs::rename(&draft, path));
            if let Err(error) = written {
                // A draft that stays behind is only waste; the error that matters is the first.
                let _ = fs::remove_file(&draft);
                return Err(error);
            }
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
