//! Vectors by the content they were made of, in one file per model.
//!
//! The file is a cache: it is appended to, a torn end is cut off when it is read, and losing it
//! costs time only. Looking up is an exact scan, which is plenty for the passages one base may hold.

use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

const MAGIC: &[u8; 8] = b"flvec\x00\x00\x01";

/// Name of a vector: the first bytes of the hash of the text it was made of.
pub fn key_of(text: &str) -> u64 {
    let digest = Sha256::digest(text.as_bytes());
    u64::from_le_bytes([
        digest[0], digest[1], digest[2], digest[3], digest[4], digest[5], digest[6], digest[7],
    ])
}

/// All vectors of one base and model.
#[derive(Clone, Debug, Default)]
pub struct VectorTable {
    dimensions: usize,
    rows: HashMap<u64, usize>,
    numbers: Vec<f32>,
}

impl VectorTable {
    pub fn path(dir: &Path, model: &str) -> PathBuf {
        let digest = Sha256::digest(model.as_bytes());
        dir.join(format!("vectors-{}.bin", hex::encode(&digest[..8])))
    }

    /// Reads the file; one that does not exist, or is not ours, is an empty table.
    pub fn load(path: &Path) -> io::Result<Self> {
        let mut file = match File::open(path) {
            Ok(file) => io::BufReader::new(file),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(error),
        };
        let mut head = [0; 12];
        if file.read_exact(&mut head).is_err() || head[..8] != *MAGIC {
            return Ok(Self::default());
        }
        let dimensions = u32::from_le_bytes([head[8], head[9], head[10], head[11]]) as usize;
        let mut table = Self { dimensions, ..Self::default() };
        let mut record = vec![0; 8 + 4 * dimensions];
        // A record that was not written whole ends the table; it is made again.
        while dimensions > 0 && file.read_exact(&mut record).is_ok() {
            let (key, numbers) = record.split_at(8);
            let key = u64::from_le_bytes(key.try_into().expect("eight bytes were split off"));
            let numbers =
                numbers.chunks_exact(4).map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]]));
            table.put(key, numbers);
        }
        Ok(table)
    }

    fn put(&mut self, key: u64, numbers: impl Iterator<Item = f32>) {
        let row = self.rows.len();
        if let std::collections::hash_map::Entry::Vacant(slot) = self.rows.entry(key) {
            slot.insert(row);
            self.numbers.extend(numbers);
        }
    }

    /// Writes the vectors behind those that are there, and takes them in.
    pub fn append(&mut self, path: &Path, vectors: &[(u64, Vec<f32>)]) -> io::Result<()> {
        let Some((_, first)) = vectors.first() else { return Ok(()) };
        if self.rows.is_empty() {
            self.dimensions = first.len();
        }
        let whole = |(_, vector): &(u64, Vec<f32>)| vector.len() == self.dimensions;
        if !vectors.iter().all(whole) {
            return Err(io::Error::other("the model changed the length of its vectors"));
        }
        if self.rows.is_empty() {
            return self.rewrite(path, vectors);
        }
        let expected = 12 + self.rows.len() as u64 * self.record_bytes();
        let mut file = OpenOptions::new().append(true).open(path)?;
        // What is behind the last whole record is a torn write.
        if file.metadata()?.len() != expected {
            file.set_len(expected)?;
        }
        let mut bytes = Vec::new();
        for (key, vector) in vectors.iter().filter(|(key, _)| !self.rows.contains_key(key)) {
            record(&mut bytes, *key, vector);
        }
        file.write_all(&bytes)?;
        for (key, vector) in vectors {
            self.put(*key, vector.iter().copied());
        }
        Ok(())
    }

    /// Forgets all vectors but these, in the file too.
    pub fn retain(&mut self, path: &Path, keep: impl Fn(u64) -> bool) -> io::Result<()> {
        if self.rows.keys().all(|key| keep(*key)) {
            return Ok(());
        }
        let mut kept: Vec<(usize, u64)> =
            self.rows.iter().filter(|(key, _)| keep(**key)).map(|(key, row)| (*row, *key)).collect();
        kept.sort_unstable();
        let kept: Vec<(u64, Vec<f32>)> =
            kept.into_iter().map(|(row, key)| (key, self.row(row).to_vec())).collect();
        self.rewrite(path, &kept)
    }

    fn rewrite(&mut self, path: &Path, vectors: &[(u64, Vec<f32>)]) -> io::Result<()> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(u32::try_from(self.dimensions).unwrap_or(0).to_le_bytes());
        self.rows.clear();
        self.numbers.clear();
        for (key, vector) in vectors {
            if !self.rows.contains_key(key) {
                record(&mut bytes, *key, vector);
            }
            self.put(*key, vector.iter().copied());
        }
        let new = path.with_extension("new");
        File::create(&new)?.write_all(&bytes)?;
        std::fs::rename(new, path)
    }

    fn record_bytes(&self) -> u64 {
        8 + 4 * self.dimensions as u64
    }

    pub fn row(&self, row: usize) -> &[f32] {
        &self.numbers[row * self.dimensions..(row + 1) * self.dimensions]
    }

    /// The length of each vector; 0 when there is none yet.
    pub fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// The row of the vector of this name.
    pub fn find(&self, key: u64) -> Option<usize> {
        self.rows.get(&key).copied()
    }

    #[cfg(test)]
    fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub fn contains(&self, key: u64) -> bool {
        self.rows.contains_key(&key)
    }

    /// Nearness of the vector of this name to a vector; nothing when there is no such vector, or
    /// it is of another length.
    pub fn similarity(&self, key: u64, to: &[f32]) -> Option<f32> {
        let row = self.find(key)?;
        (to.len() == self.dimensions).then(|| dot(self.row(row), to))
    }
}

fn record(bytes: &mut Vec<u8>, key: u64, vector: &[f32]) {
    bytes.extend(key.to_le_bytes());
    for number in vector {
        bytes.extend(number.to_le_bytes());
    }
}

/// In eight strands, which the compiler turns into vector instructions.
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut strands = [0.0_f32; 8];
    let (a8, b8) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest: f32 = a8.remainder().iter().zip(b8.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in a8.zip(b8) {
        for strand in 0..8 {
            strands[strand] += a[strand] * b[strand];
        }
    }
    strands.iter().sum::<f32>() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_torn_end_is_cut_off_and_written_again() {
        let dir = tempfile::tempdir().unwrap();
        let path = VectorTable::path(dir.path(), "model");
        let mut table = VectorTable::load(&path).unwrap();
        table.append(&path, &[(1, vec![1.0, 0.0]), (2, vec![0.0, 1.0])]).unwrap();
        let whole = std::fs::metadata(&path).unwrap().len();
        OpenOptions::new().write(true).open(&path).unwrap().set_len(whole - 3).unwrap();

        let mut table = VectorTable::load(&path).unwrap();
        assert_eq!((table.len(), table.contains(2)), (1, false));
        table.append(&path, &[(2, vec![0.0, 1.0])]).unwrap();
        assert_eq!(VectorTable::load(&path).unwrap().similarity(2, &[0.0, 1.0]), Some(1.0));
    }

    #[test]
    fn what_is_not_kept_is_gone_from_the_file() {
        let dir = tempfile::tempdir().unwrap();
        let path = VectorTable::path(dir.path(), "model");
        let mut table = VectorTable::default();
        table.append(&path, &[(1, vec![1.0]), (2, vec![0.5]), (3, vec![0.25])]).unwrap();
        table.retain(&path, |key| key != 2).unwrap();
        let table = VectorTable::load(&path).unwrap();
        assert_eq!((table.len(), table.contains(2), table.similarity(3, &[2.0])), (2, false, Some(0.5)));
    }
}
