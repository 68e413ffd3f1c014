//! The index at one moment, with what searching wants to have ready.

use super::meanings::Meanings;
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
    entries: OnceLock<Arc<Vec<Entry>>>,
    vocabulary: OnceLock<Arc<Vocabulary>>,
    meanings: OnceLock<Meanings>,
}

/// A passage, what document it is of, and the names of its vectors.
#[derive(Debug)]
pub struct Entry {
    pub address: DocAddress,
    /// A number that is only good for telling documents of this snapshot apart: 0, 1, 2 …
    pub document: usize,
    /// That of its title and headings.
    pub lead: u64,
    pub windows: Vec<u64>,
}

impl Entry {
    pub fn keys(&self) -> impl Iterator<Item = u64> {
        std::iter::once(self.lead).chain(self.windows.iter().copied())
    }
}

/// The words of a base and how many passages have each.
#[derive(Debug, Default)]
pub struct Vocabulary {
    pub words: HashMap<String, u32>,
}

impl Snapshot {
    pub fn new(searcher: Searcher, fields: Fields, vectors: Arc<VectorTable>) -> Self {
        Self {
            searcher,
            fields,
            vectors,
            entries: OnceLock::new(),
            vocabulary: OnceLock::new(),
            meanings: OnceLock::new(),
        }
    }

    /// The same index with other vectors.
    pub fn with_vectors(&self, vectors: Arc<VectorTable>) -> Self {
        Self {
            searcher: self.searcher.clone(),
            fields: self.fields,
            vectors,
            entries: self.entries.clone(),
            vocabulary: self.vocabulary.clone(),
            meanings: OnceLock::new(),
        }
    }

    pub fn passages(&self) -> usize {
        usize::try_from(self.searcher.num_docs()).unwrap_or(usize::MAX)
    }

    pub fn df(&self, field: Field, text: &str) -> Result<u64, KbError> {
        Ok(self.searcher.doc_freq(&Term::from_field_text(field, text))?)
    }

    /// Every passage, by address.
    pub fn entries(&self) -> Result<&[Entry], KbError> {
        if let Some(entries) = self.entries.get() {
            return Ok(entries);
        }
        let mut entries = Vec::with_capacity(self.passages());
        let mut documents: HashMap<String, usize> = HashMap::new();
        let mut name = String::new();
        for (segment, reader) in (0_u32..).zip(self.searcher.segment_readers()) {
            let vectors = reader.fast_fields().u64("vectors")?;
            let names = reader.fast_fields().str("document")?;
            for doc in reader.doc_ids_alive() {
                name.clear();
                if let Some(names) = &names
                    && let Some(ord) = names.term_ords(doc).next()
                {
                    names.ord_to_str(ord, &mut name).map_err(tantivy::TantivyError::from)?;
                }
                let document = match documents.get(&name) {
                    Some(known) => *known,
                    None => {
                        let fresh = documents.len();
                        documents.insert(name.clone(), fresh);
                        fresh
                    }
                };
                let mut keys = vectors.values_for_doc(doc);
                let lead = keys.next().unwrap_or_default();
                let address = DocAddress::new(segment, doc);
                entries.push(Entry { address, document, lead, windows: keys.collect() });
            }
        }
        Ok(self.entries.get_or_init(|| Arc::new(entries)))
    }

    /// The passage at an address that a search gave.
    pub fn entry(&self, address: DocAddress) -> Result<Option<&Entry>, KbError> {
        let entries = self.entries()?;
        Ok(entries.binary_search_by_key(&address, |entry| entry.address).ok().map(|at| &entries[at]))
    }

    /// The vectors, arranged for ranking.
    pub fn meanings(&self) -> Result<&Meanings, KbError> {
        if let Some(meanings) = self.meanings.get() {
            return Ok(meanings);
        }
        let meanings = Meanings::new(self.entries()?, &self.vectors);
        Ok(self.meanings.get_or_init(|| meanings))
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
        let whole = |entry: &&Entry| entry.keys().all(|key| self.vectors.contains(key));
        Ok(self.entries()?.iter().filter(whole).count())
    }
}
