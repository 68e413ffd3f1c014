//! The index at one moment, with what searching wants to have ready.

use super::{Fields, VectorTable};
use crate::KbError;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};
use tantivy::schema::Field;
use tantivy::{DocAddress, Searcher, Term};

/// More words than a base of natural language has; hostile ones are cut.
const MAX_VOCABULARY: usize = 400_000;

pub struct Snapshot {
    pub searcher: Searcher,
    pub fields: Fields,
    pub vectors: Arc<VectorTable>,
    /// Each passage and the names of its vectors.
    keys: OnceLock<Vec<(DocAddress, Vec<u64>)>>,
    vocabulary: OnceLock<Arc<Vocabulary>>,
}

/// The words of a base and how many passages have each.
#[derive(Debug, Default)]
pub struct Vocabulary {
    pub words: HashMap<String, u32>,
}

impl Snapshot {
    pub fn new(searcher: Searcher, fields: Fields, vectors: Arc<VectorTable>) -> Self {
        Self { searcher, fields, vectors, keys: OnceLock::new(), vocabulary: OnceLock::new() }
    }

    /// The same index with other vectors.
    pub fn with_vectors(&self, vectors: Arc<VectorTable>) -> Self {
        let keys = self.keys.get().cloned().map_or_else(OnceLock::new, OnceLock::from);
        let vocabulary = self.vocabulary.get().cloned().map_or_else(OnceLock::new, OnceLock::from);
        Self { searcher: self.searcher.clone(), fields: self.fields, vectors, keys, vocabulary }
    }

    pub fn passages(&self) -> usize {
        usize::try_from(self.searcher.num_docs()).unwrap_or(usize::MAX)
    }

    pub fn df(&self, field: Field, text: &str) -> Result<u64, KbError> {
        Ok(self.searcher.doc_freq(&Term::from_field_text(field, text))?)
    }

    /// Every passage with the names of its vectors.
    pub fn keys(&self) -> Result<&[(DocAddress, Vec<u64>)], KbError> {
        if let Some(keys) = self.keys.get() {
            return Ok(keys);
        }
        let mut keys = Vec::with_capacity(self.passages());
        for (segment, reader) in (0_u32..).zip(self.searcher.segment_readers()) {
            let column = reader.fast_fields().u64("vectors")?;
            for doc in reader.doc_ids_alive() {
                keys.push((DocAddress::new(segment, doc), column.values_for_doc(doc).collect()));
            }
        }
        Ok(self.keys.get_or_init(|| keys))
    }

    pub fn vocabulary(&self) -> Result<&Vocabulary, KbError> {
        if let Some(vocabulary) = self.vocabulary.get() {
            return Ok(vocabulary);
        }
        let mut words: HashMap<String, u32> = HashMap::new();
        for reader in self.searcher.segment_readers() {
            let index = reader.inverted_index(self.fields.plain)?;
            let mut stream = index.terms().stream().map_err(tantivy::TantivyError::from)?;
            while stream.advance() && words.len() < MAX_VOCABULARY {
                if let Ok(word) = std::str::from_utf8(stream.key()) {
                    *words.entry(word.to_owned()).or_default() += stream.value().doc_freq;
                }
            }
        }
        Ok(self.vocabulary.get_or_init(|| Arc::new(Vocabulary { words })))
    }

    /// How many passages have all their vectors.
    pub fn embedded(&self) -> Result<usize, KbError> {
        let whole = |keys: &[u64]| keys.iter().all(|key| self.vectors.contains(*key));
        Ok(self.keys()?.iter().filter(|(_, keys)| whole(keys)).count())
    }
}
