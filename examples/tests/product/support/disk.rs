//! A small filesystem that can be filled to the last page, in a mount namespace of its own: nothing is
//! left behind, however the test ends.

use std::fs::{self, OpenOptions};
use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

pub struct SmallDisk {
    /// Keeps the namespace; ends when its standard input does, so at the latest with the test.
    keeper: Child,
    folder: tempfile::TempDir,
}

impl SmallDisk {
    /// A disk of this size. Without root a user namespace makes us root for this one purpose.
    pub fn of_megabytes(size: u32) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mount = format!(
            "mount -t tmpfs -o size={size}m flowright-test '{}' && echo mounted && exec cat",
            folder.path().display()
        );
        let mut unshare = Command::new("unshare");
        unshare.args(["--mount", "--propagation", "private"]);
        if !is_root() {
            unshare.arg("--map-root-user");
        }
        let mut keeper = unshare
            .args(["sh", "-c", &mount])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("unshare runs");
        let mut line = String::new();
        let output = keeper.stdout.take().expect("stdout is piped");
        BufReader::new(output).read_line(&mut line).expect("the keeper speaks");
        assert_eq!(line.trim(), "mounted", "a disk of our own can be mounted (root, or user namespaces)");
        Self { keeper, folder }
    }

    /// Where the disk is for a process that was started with [`enter`](Self::enter).
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The words that a command line begins with to run where the disk is.
    pub fn enter(&self) -> Vec<String> {
        let target = self.keeper.id().to_string();
        let mut words = vec!["nsenter", "--target", &target, "--mount"];
        if !is_root() {
            words.extend(["--user", "--preserve-credentials"]);
        }
        words.extend(["--"]);
        words.into_iter().map(str::to_owned).collect()
    }

    /// Where the disk is for us.
    fn seen_from_outside(&self) -> PathBuf {
        let inside = self.folder.path().strip_prefix("/").expect("temporary folders are absolute");
        Path::new("/proc").join(self.keeper.id().to_string()).join("root").join(inside)
    }

    /// Writes until nothing more can be written.
    pub fn fill(&self) {
        let path = self.seen_from_outside().join("ballast");
        let mut ballast =
            OpenOptions::new().create(true).append(true).open(&path).expect("the ballast can be opened");
        for block in [1 << 16, 1 << 12, 1] {
            let zeros = vec![0_u8; block];
            loop {
                match ballast.write(&zeros) {
                    Ok(_) => {}
                    Err(error) if error.kind() == ErrorKind::StorageFull => break,
                    Err(error) => panic!("{}: {error}", path.display()),
                }
            }
        }
    }

    /// Makes room for this many bytes on a disk that was filled.
    pub fn leave(&self, bytes: u64) {
        let path = self.seen_from_outside().join("ballast");
        let ballast = OpenOptions::new().write(true).open(&path).expect("the ballast is there");
        let size = ballast.metadata().expect("it has a size").len();
        ballast.set_len(size - bytes).expect("the ballast can be cut");
    }

    /// Takes away what [`fill`](Self::fill) wrote.
    pub fn make_room(&self) {
        fs::remove_file(self.seen_from_outside().join("ballast")).expect("the ballast was there");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        self.keeper.kill().ok();
        self.keeper.wait().ok();
    }
}

pub fn is_root() -> bool {
    let answer = Command::new("id").arg("-u").output().expect("id runs");
    answer.stdout == b"0\n"
}
