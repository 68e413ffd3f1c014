//! Encryption at rest: AES-256-GCM under a key that lies in a file of its own.
//!
//! A sealed value is bound to the place it is kept in (tenant and name), so that copying a row to
//! another tenant or name makes it unreadable rather than useful.

use crate::StoreError;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use rand::RngExt;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::path::Path;

const VERSION: u8 = 1;
const NONCE_LEN: usize = 12;
const KEY_LEN: usize = 32;

/// Closes and opens values.
#[derive(Clone)]
pub struct Seal(Aes256Gcm);

impl std::fmt::Debug for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seal")
    }
}

impl Seal {
    /// From a key of the caller's.
    pub fn new(key: &[u8; KEY_LEN]) -> Self {
        Self(Aes256Gcm::new(Key::<Aes256Gcm>::from_slice(key)))
    }

    /// From the key file, which is made (readable by its owner only) when it does not exist.
    ///
    /// # Errors
    /// [`StoreError::Io`] when the file cannot be read or made, is not 32 bytes, or can be read by
    /// others.
    pub fn from_key_file(path: &Path) -> Result<Self, StoreError> {
        let what = |verb: &str| format!("{verb} the key file {}", path.display());
        match File::open(path) {
            Ok(file) => read_key(path, file),
            Err(error) if error.kind() == ErrorKind::NotFound => match create_key(path) {
                Ok(key) => Ok(Self::new(&key)),
                // Another process was first; its key is the one.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                    let file = File::open(path).map_err(|error| StoreError::io(what("open"), error))?;
                    read_key(path, file)
                }
                Err(error) => Err(StoreError::io(what("make"), error)),
            },
            Err(error) => Err(StoreError::io(what("open"), error)),
        }
    }

    /// Seals `plain` for `place`.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] when the value is beyond what the cipher takes (64 GiB).
    pub fn close(&self, place: &str, plain: &[u8]) -> Result<Vec<u8>, StoreError> {
        let nonce: [u8; NONCE_LEN] = rand::rng().random();
        let payload = Payload { msg: plain, aad: place.as_bytes() };
        let sealed = self.0.encrypt(Nonce::from_slice(&nonce), payload).map_err(|_| StoreError::Sealed)?;
        let mut bytes = Vec::with_capacity(1 + NONCE_LEN + sealed.len());
        bytes.push(VERSION);
        bytes.extend_from_slice(&nonce);
        bytes.extend_from_slice(&sealed);
        Ok(bytes)
    }

    /// Opens what was sealed for `place`.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] when it was sealed under another key or for another place, or is
    /// damaged.
    pub fn open(&self, place: &str, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        let (Some(&VERSION), Some(nonce), Some(msg)) =
            (sealed.first(), sealed.get(1..=NONCE_LEN), sealed.get(1 + NONCE_LEN..))
        else {
            return Err(StoreError::Sealed);
        };
        let payload = Payload { msg, aad: place.as_bytes() };
        self.0.decrypt(Nonce::from_slice(nonce), payload).map_err(|_| StoreError::Sealed)
    }
}

fn read_key(path: &Path, mut file: File) -> Result<Seal, StoreError> {
    let what = || format!("read the key file {}", path.display());
    let refuse = |why: &str| Err(StoreError::io(what(), std::io::Error::new(ErrorKind::InvalidData, why)));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = file.metadata().map_err(|error| StoreError::io(what(), error))?.permissions().mode();
        if mode & 0o077 != 0 {
            return refuse("others can read it; chmod 600");
        }
    }
    let mut bytes = Vec::with_capacity(KEY_LEN);
    file.read_to_end(&mut bytes).map_err(|error| StoreError::io(what(), error))?;
    match <[u8; KEY_LEN]>::try_from(bytes) {
        Ok(key) => Ok(Seal::new(&key)),
        Err(_) => refuse("it is not 32 bytes"),
    }
}

/// Writes the key beside its place and links it there: a crash half-way leaves no half a key, and
/// of two processes one is refused.
fn create_key(path: &Path) -> std::io::Result<[u8; KEY_LEN]> {
    let key: [u8; KEY_LEN] = rand::rng().random();
    let draft = path.with_extension(format!("{:016x}", rand::rng().random::<u64>()));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&draft)?;
    file.write_all(&key)?;
    file.sync_all()?;
    let linked = std::fs::hard_link(&draft, path);
    std::fs::remove_file(&draft)?;
    linked?;
    if let Some(dir) = path.parent() {
        File::open(dir)?.sync_all()?;
    }
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_value_opens_only_where_it_belongs_and_under_its_key() {
        let seal = Seal::new(&[7; 32]);
        let sealed = seal.close("a/smtp", b"open sesame").unwrap();
        assert!(!sealed.windows(4).any(|window| window == b"open"));
        assert_eq!(seal.open("a/smtp", &sealed).unwrap(), b"open sesame");
        let mut damaged = sealed.clone();
        damaged[20] ^= 1;
        for (opener, place, bytes) in [
            (&seal, "b/smtp", &sealed),
            (&Seal::new(&[8; 32]), "a/smtp", &sealed),
            (&seal, "a/smtp", &damaged),
            (&seal, "a/smtp", &Vec::new()),
        ] {
            assert!(matches!(opener.open(place, bytes), Err(StoreError::Sealed)), "{place}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn the_key_file_is_made_once_for_its_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("secret.key");
        let sealed = Seal::from_key_file(&path).unwrap().close("x", b"1").unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(Seal::from_key_file(&path).unwrap().open("x", &sealed).unwrap(), b"1");
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1, "no draft is left behind");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(matches!(Seal::from_key_file(&path), Err(StoreError::Io { .. })));
    }
}
