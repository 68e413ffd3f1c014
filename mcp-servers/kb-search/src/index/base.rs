//! One base, opened.

use super::MAX_PASSAGES;
use super::fields::Fields;
use super::snapshot::{Entry, Snapshot};
use super::terms::Words;
use super::vectors::{VectorTable, key_of};
use crate::KbError;
use crate::chunk::{Chunk, lead, windows};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::indexer::IndexWriterOptions;
use tantivy::schema::Value as _;
use tantivy::{
    DocAddress, Index, IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, TantivyError, Term,
};
use uuid::Uuid;

/// Smallest that tantivy allows; documents come one at a time.
const WRITER_BYTES: usize = 15_000_000;
/// Beside the index: changes when the fields do, so that an old index is rebuilt, not misread.
const LAYOUT: &str = "4";

pub struct Base {
    dir: PathBuf,
    index: Index,
    reader: IndexReader,
    fields: Fields,
    /// Held while the index is written; searches go on meanwhile.
    writing: Mutex<()>,
    current: Mutex<Arc<Snapshot>>,
    /// The model whose vectors are loaded.
    model: Mutex<Option<String>>,
}

/// What the index keeps of a passage.
#[derive(Debug, Serialize, Deserialize)]
pub struct Stored {
    pub document: Uuid,
    pub number: u64,
    pub title: String,
    pub headings: Vec<String>,
    pub text: String,
    pub path: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<String>,
}

/// A document, read and cut.
pub struct Prepared<'a> {
    pub id: Uuid,
    pub title: &'a str,
    pub path: &'a str,
    pub url: Option<&'a str>,
    pub updated_at: Option<&'a str>,
    pub keywords: &'a [String],
    pub meta: &'a BTreeMap<String, String>,
    pub chunks: &'a [Chunk],
}

impl Base {
    /// Opens the base in a directory, making it if there is none.
    pub fn open(dir: &Path) -> Result<Self, KbError> {
        let damaged = |reason: String| KbError::Damaged { path: dir.to_owned(), reason };
        let place = dir.join("passages");
        let layout = dir.join("layout");
        let (schema, fields) = Fields::schema();
        let index = if place.join("meta.json").exists() {
            match std::fs::read_to_string(&layout) {
                Ok(found) if found == LAYOUT => {}
                found => return Err(damaged(format!("layout {found:?}, expected {LAYOUT:?}"))),
            }
            Index::open_in_dir(&place).map_err(|error| damaged(error.to_string()))?
        } else if layout.exists() {
            return Err(damaged("its files are gone".into()));
        } else {
            std::fs::create_dir_all(&place).map_err(KbError::io(&place))?;
            let index = Index::create_in_dir(&place, schema)?;
            std::fs::write(&layout, LAYOUT).map_err(KbError::io(&layout))?;
            index
        };
        Fields::register(&index);
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(|error: TantivyError| damaged(error.to_string()))?;
        let reader: IndexReader = reader;
        let snapshot = Snapshot::new(reader.searcher(), fields, Arc::default());
        Ok(Self {
            dir: dir.to_owned(),
            index,
            reader,
            fields,
            writing: Mutex::default(),
            current: Mutex::new(Arc::new(snapshot)),
            model: Mutex::default(),
        })
    }

    /// The index as of the last change.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        lock(&self.current).clone()
    }

    /// Writes a document over what was there under its id. All of it or nothing.
    pub fn put(&self, document: &Prepared<'_>) -> Result<(), KbError> {
        if self.snapshot().passages() + document.chunks.len() > MAX_PASSAGES {
            return Err(KbError::Full { limit: MAX_PASSAGES });
        }
        let mut words = Words::default();
        let passages: Vec<TantivyDocument> = (0_u64..)
            .zip(document.chunks)
            .map(|(number, chunk)| self.passage(document, number, chunk, &mut words))
            .collect();
        self.write(|writer| {
            writer.delete_term(self.id(document.id));
            for passage in passages {
                writer.add_document(passage)?;
            }
            Ok(())
        })
    }

    pub fn remove(&self, document: Uuid) -> Result<(), KbError> {
        self.write(|writer| {
            writer.delete_term(self.id(document));
            Ok(())
        })
    }

    fn id(&self, document: Uuid) -> Term {
        Term::from_field_text(self.fields.document, &document.to_string())
    }

    fn write(&self, change: impl FnOnce(&IndexWriter) -> Result<(), TantivyError>) -> Result<(), KbError> {
        let _writing = lock(&self.writing);
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .memory_budget_per_thread(WRITER_BYTES)
            // Each thread of the writer leaves behind the memory that it once needed.
            .num_merge_threads(1);
        let mut writer: IndexWriter = self.index.writer_with_options(options.build())?;
        change(&writer)?;
        writer.commit()?;
        // Not left running: an idle base has no threads and no buffers.
        writer.wait_merging_threads()?;
        self.reader.reload()?;
        let mut current = lock(&self.current);
        *current = Arc::new(Snapshot::new(self.reader.searcher(), self.fields, current.vectors.clone()));
        Ok(())
    }

    fn passage(
        &self,
        document: &Prepared<'_>,
        number: u64,
        chunk: &Chunk,
        words: &mut Words,
    ) -> TantivyDocument {
        let fields = &self.fields;
        let headings = chunk.headings.join(" › ");
        let keys = format!("{} {}", document.keywords.join(" "), name_words(document.path));
        let everything = format!("{} {headings} {keys} {}", document.title, chunk.text);
        let mut passage = TantivyDocument::default();
        passage.add_text(fields.document, document.id.to_string());
        passage.add_u64(fields.number, number);
        passage.add_text(fields.title, document.title);
        passage.add_text(fields.headings, &headings);
        passage.add_text(fields.keys, keys);
        passage.add_text(fields.body, &chunk.text);
        passage.add_text(fields.grams, words.grams(&everything));
        passage.add_text(fields.plain, everything);
        for (at, _) in document.path.match_indices('/') {
            passage.add_text(fields.path, &document.path[..at]);
        }
        passage.add_text(fields.path, document.path);
        // So that a filter may name a title; a property of that name goes first.
        if !document.meta.contains_key("title") {
            passage.add_text(fields.meta, format!("title={}", document.title));
        }
        for (key, value) in document.meta {
            passage.add_text(fields.meta, format!("{key}={value}"));
        }
        // The lead's vector first: ranking tells it from the windows' by its place.
        passage.add_u64(fields.vectors, key_of(&lead(document.title, &chunk.headings)));
        for window in windows(&chunk.text) {
            passage.add_u64(fields.vectors, key_of(chunk.text[window].trim()));
        }
        let stored = Stored {
            document: document.id,
            number,
            title: document.title.to_owned(),
            headings: chunk.headings.clone(),
            text: chunk.text.clone(),
            path: document.path.to_owned(),
            url: document.url.map(str::to_owned),
            updated_at: document.updated_at.map(str::to_owned),
        };
        let stored = serde_json::to_string(&stored).expect("strings and numbers are always JSON");
        passage.add_text(fields.stored, stored);
        passage
    }

    /// What was stored of a passage.
    pub fn stored(snapshot: &Snapshot, address: DocAddress) -> Result<Stored, KbError> {
        let passage: TantivyDocument = snapshot.searcher.doc(address)?;
        let json =
            passage.get_first(snapshot.fields.stored).and_then(|value| value.as_str()).unwrap_or_default();
        serde_json::from_str(json).map_err(|error| {
            KbError::Index(TantivyError::InternalError(format!("a stored passage is not readable: {error}")))
        })
    }

    /// Loads the vectors of this model, unless they are loaded.
    pub fn use_model(&self, model: &str) -> Result<(), KbError> {
        let mut loaded = lock(&self.model);
        if loaded.as_deref() == Some(model) {
            return Ok(());
        }
        let path = VectorTable::path(&self.dir, model);
        let table = VectorTable::load(&path).map_err(KbError::io(&path))?;
        self.set_vectors(table);
        *loaded = Some(model.to_owned());
        Ok(())
    }

    pub fn add_vectors(&self, model: &str, vectors: &[(u64, Vec<f32>)]) -> Result<(), KbError> {
        let loaded = lock(&self.model);
        if loaded.as_deref() != Some(model) {
            // Another model was chosen meanwhile; these are of no use any more.
            return Ok(());
        }
        let path = VectorTable::path(&self.dir, model);
        let mut table = VectorTable::clone(&self.snapshot().vectors);
        table.append(&path, vectors).map_err(KbError::io(&path))?;
        self.set_vectors(table);
        Ok(())
    }

    /// Forgets the vectors of passages that are gone, and those of other models.
    pub fn sweep_vectors(&self, model: &str) -> Result<(), KbError> {
        let loaded = lock(&self.model);
        if loaded.as_deref() != Some(model) {
            return Ok(());
        }
        let snapshot = self.snapshot();
        let alive: std::collections::HashSet<u64> =
            snapshot.entries()?.iter().flat_map(Entry::keys).collect();
        let path = VectorTable::path(&self.dir, model);
        let mut table = VectorTable::clone(&snapshot.vectors);
        table.retain(&path, |key| alive.contains(&key)).map_err(KbError::io(&path))?;
        self.set_vectors(table);
        for entry in std::fs::read_dir(&self.dir).map_err(KbError::io(&self.dir))?.flatten() {
            let other = entry.path() != path && entry.file_name().to_string_lossy().starts_with("vectors-");
            if other {
                std::fs::remove_file(entry.path()).map_err(KbError::io(entry.path()))?;
            }
        }
        Ok(())
    }

    fn set_vectors(&self, table: VectorTable) {
        let mut current = lock(&self.current);
        *current = Arc::new(current.with_vectors(Arc::new(table)));
    }
}

/// A panic elsewhere leaves these locks' values whole: each is replaced in one go.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The words of a path's last two parts: a file's name is what its author called it.
fn name_words(path: &str) -> String {
    let path = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let mut parts: Vec<&str> = path.rsplit('/').filter(|part| !part.is_empty()).take(2).collect();
    parts.reverse();
    parts.join(" ").replace(['-', '_', '.'], " ")
}
