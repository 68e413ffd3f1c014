//! All knowledge bases of one server.

use crate::chunk::chunks;
use crate::document::{Content, Document, IngestProgress, Ingested, Stage};
use crate::embed::Embedder;
use crate::error::KbError;
use crate::index::terms::Words;
use crate::index::{Base, Prepared};
use crate::parse::{ParseError, Parsed, parse};
use crate::passage::{Hits, Mode, Passage};
use crate::query::{BaseRef, Query};
use crate::search::tuning::Tuning;
use crate::search::{Question, present, rank};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{Notify, Semaphore};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Reading a file takes longer than this only when something is wrong with it.
const PARSE_LIMIT: Duration = Duration::from_secs(60);
/// Files read at once; one that never ends keeps its place, so that no more than these do.
const PARSERS: usize = 2;
/// Wait for the question's vector; the answer is by words alone after it.
const QUESTION_LIMIT: Duration = Duration::from_secs(5);
/// Bases kept open; those not used for longest are closed first.
const MAX_OPEN: usize = 64;
/// Texts embedded between two writes of the vector file.
const EMBED_ROUND: usize = 256;

type Key = (Uuid, Uuid);

/// The knowledge bases under one directory, `<tenant>/<base>` each.
pub struct KnowledgeBases {
    dir: PathBuf,
    open: Mutex<Open>,
    embedders: Mutex<Embedders>,
    parsers: Arc<Semaphore>,
    /// Bases in which texts wait for vectors.
    waiting: Mutex<BTreeSet<Key>>,
    wake: Notify,
}

#[derive(Default)]
struct Open {
    bases: HashMap<Key, (u64, Arc<Base>)>,
    clock: u64,
}

#[derive(Default)]
struct Embedders {
    all: Option<Arc<dyn Embedder>>,
    /// Where a tenant has said what it wants; none of its own is a wish too.
    tenants: HashMap<Uuid, Option<Arc<dyn Embedder>>>,
}

/// How much there is in a base.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stats {
    pub passages: usize,
    /// Passages that can be found by meaning.
    pub embedded: usize,
    /// The embedding model in use for this tenant.
    pub model: Option<String>,
    pub bytes: u64,
}

impl KnowledgeBases {
    /// Opens the directory, making it if there is none. With an embedder, search is by meaning too,
    /// as soon as [`KnowledgeBases::run_embedding`] has made the vectors.
    ///
    /// # Errors
    /// When the directory cannot be made or read.
    pub fn open(dir: &Path, embedder: Option<Arc<dyn Embedder>>) -> Result<Self, KbError> {
        std::fs::create_dir_all(dir).map_err(KbError::io(dir))?;
        let this = Self {
            dir: dir.to_owned(),
            open: Mutex::default(),
            embedders: Mutex::new(Embedders { all: embedder, tenants: HashMap::new() }),
            parsers: Arc::new(Semaphore::new(PARSERS)),
            waiting: Mutex::default(),
            wake: Notify::new(),
        };
        // What was not embedded when the server stopped is embedded now.
        let found = this.on_disk(None)?;
        lock(&this.waiting).extend(found);
        this.wake.notify_one();
        Ok(this)
    }

    /// Chooses a tenant's embedder in place of the common one; `None` means words only.
    pub fn set_embedder(&self, tenant: Uuid, embedder: Option<Arc<dyn Embedder>>) -> Result<(), KbError> {
        lock(&self.embedders).tenants.insert(tenant, embedder);
        let found = self.on_disk(Some(tenant))?;
        lock(&self.waiting).extend(found);
        self.wake.notify_one();
        Ok(())
    }

    /// Goes back to the common embedder.
    pub fn forget_embedder(&self, tenant: Uuid) -> Result<(), KbError> {
        if lock(&self.embedders).tenants.remove(&tenant).is_some() {
            let found = self.on_disk(Some(tenant))?;
            lock(&self.waiting).extend(found);
            self.wake.notify_one();
        }
        Ok(())
    }

    fn embedder(&self, tenant: Uuid) -> Option<Arc<dyn Embedder>> {
        let embedders = lock(&self.embedders);
        embedders.tenants.get(&tenant).cloned().unwrap_or_else(|| embedders.all.clone())
    }

    fn on_disk(&self, only: Option<Uuid>) -> Result<Vec<Key>, KbError> {
        let mut out = Vec::new();
        for (tenant, dir) in directories(&self.dir)? {
            if only.is_none_or(|only| only == tenant) {
                out.extend(directories(&dir)?.into_iter().map(|(base, _)| (tenant, base)));
            }
        }
        Ok(out)
    }

    /// Reads a document and makes it findable, in place of what was there under its id. When this
    /// returns, search finds it by its words; its vectors follow.
    ///
    /// # Errors
    /// [`KbError::Parse`] when the document cannot be read; otherwise see [`KbError`]. Nothing is
    /// changed then.
    pub async fn ingest(
        &self,
        tenant: Uuid,
        base: Uuid,
        document: Document,
        progress: &dyn IngestProgress,
    ) -> Result<Ingested, KbError> {
        progress.stage(Stage::Parsing);
        let (document, parsed) = self.parse(document).await?;
        progress.stage(Stage::Indexing);
        let opened = self.base(tenant, base).await?;
        let ingested = blocking(move || write(&opened, &document, parsed)).await??;
        if self.embedder(tenant).is_some() {
            lock(&self.waiting).insert((tenant, base));
            self.wake.notify_one();
        }
        progress.stage(Stage::Done);
        Ok(ingested)
    }

    async fn parse(&self, document: Document) -> Result<(Document, Parsed), KbError> {
        let permit = self.parsers.clone().acquire_owned().await.map_err(|_| KbError::Cancelled)?;
        let work = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            let name = if document.path.is_empty() {
                document.title.as_deref().unwrap_or("")
            } else {
                &document.path
            };
            let parsed = parse(name, document.format, &document.content);
            (document, parsed)
        });
        let slow = ParseError::Slow { seconds: PARSE_LIMIT.as_secs() };
        let (mut document, parsed) =
            tokio::time::timeout(PARSE_LIMIT, work).await.map_err(|_| slow)?.map_err(|_| KbError::Task)?;
        document.content = Content::Text(String::new());
        Ok((document, parsed?))
    }

    /// Takes a document out of a base. One that is not there is no error.
    pub async fn remove(&self, tenant: Uuid, base: Uuid, document: Uuid) -> Result<(), KbError> {
        let opened = self.base(tenant, base).await?;
        blocking(move || opened.remove(document)).await??;
        // Its vectors go with the next round.
        lock(&self.waiting).insert((tenant, base));
        self.wake.notify_one();
        Ok(())
    }

    /// Takes a whole base away.
    pub async fn remove_base(&self, tenant: Uuid, base: Uuid) -> Result<(), KbError> {
        lock(&self.open).bases.remove(&(tenant, base));
        lock(&self.waiting).remove(&(tenant, base));
        let dir = self.place((tenant, base));
        blocking(move || match std::fs::remove_dir_all(&dir) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(KbError::io(dir)(error)),
            _ => Ok(()),
        })
        .await?
    }

    /// Makes a base anew from kept texts ([`Ingested::text`]), for one that is lost or damaged. Gives
    /// back how many passages it has now.
    pub async fn rebuild(
        &self,
        tenant: Uuid,
        base: Uuid,
        documents: impl IntoIterator<Item = Document>,
        progress: &dyn IngestProgress,
    ) -> Result<usize, KbError> {
        self.remove_base(tenant, base).await?;
        let mut passages = 0;
        for document in documents {
            passages += self.ingest(tenant, base, document, progress).await?.chunks;
        }
        Ok(passages)
    }

    /// The passages of one tenant's bases that answer best.
    ///
    /// # Errors
    /// When an index cannot be read. An embedder that fails is not an error: the answer is by words
    /// then, and says so in [`Hits::mode`].
    pub async fn search(&self, tenant: Uuid, bases: &[BaseRef], query: &Query) -> Result<Hits, KbError> {
        let started = Instant::now();
        let tuning = Tuning::default();
        let top_k = query.top_k.clamp(1, Query::MAX_TOP_K);
        let embedder = self.embedder(tenant);
        let mut found: Vec<Passage> = Vec::new();
        let mut mode = Mode::Lexical;
        for base in bases {
            let opened = self.base(tenant, base.id).await?;
            let model = embedder.as_ref().map(|embedder| embedder.model().to_owned());
            let (text, numbers) = (query.text.clone(), tuning.clone());
            let (snapshot, question) = blocking(move || {
                if let Some(model) = &model {
                    opened.use_model(model)?;
                }
                let snapshot = opened.snapshot();
                let question = Question::new(&text, &snapshot, &numbers)?;
                Ok::<_, KbError>((snapshot, question))
            })
            .await??;
            let vector = match &embedder {
                Some(embedder) if !snapshot.vectors.is_empty() => {
                    question_vector(embedder.as_ref(), &question.corrected).await
                }
                _ => None,
            };
            if vector.is_some() {
                mode = Mode::Hybrid;
            }
            let (query, base, tuning) = (query.clone(), base.clone(), tuning.clone());
            let passages = blocking(move || {
                let mut words = Words::default();
                rank(&snapshot, &query, &question, vector.as_deref(), &tuning)?
                    .iter()
                    .filter(|passage| passage.score >= query.min_score)
                    .take(top_k)
                    .map(|ranked| present(&snapshot, &base, ranked, &question, vector.as_deref(), &mut words))
                    .collect::<Result<Vec<_>, _>>()
            })
            .await??;
            found.extend(passages);
        }
        if bases.len() > 1 {
            found.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
        }
        found.truncate(top_k);
        let took = started.elapsed();
        metrics::histogram!("kb_search_duration_seconds").record(took.as_secs_f64());
        Ok(Hits { passages: found, mode, took_ms: u64::try_from(took.as_millis()).unwrap_or(u64::MAX) })
    }

    /// How much a base holds.
    pub async fn stats(&self, tenant: Uuid, base: Uuid) -> Result<Stats, KbError> {
        let opened = self.base(tenant, base).await?;
        let model = self.embedder(tenant).map(|embedder| embedder.model().to_owned());
        let dir = self.place((tenant, base));
        blocking(move || {
            if let Some(model) = &model {
                opened.use_model(model)?;
            }
            let snapshot = opened.snapshot();
            let embedded = if model.is_some() { snapshot.embedded()? } else { 0 };
            Ok(Stats { passages: snapshot.passages(), embedded, model, bytes: size(&dir) })
        })
        .await?
    }

    /// Whether the index can be written, and the common embedding model.
    pub async fn check(&self) -> Result<Option<String>, KbError> {
        let probe = self.dir.join(".health");
        let model = lock(&self.embedders).all.as_ref().map(|embedder| embedder.model().to_owned());
        blocking(move || {
            std::fs::write(&probe, b"ok").map_err(KbError::io(&probe))?;
            std::fs::remove_file(&probe).map_err(KbError::io(&probe))?;
            Ok(model)
        })
        .await?
    }

    /// Makes vectors for whatever has none, until cancelled. The server runs this once, beside
    /// everything else; without it, search stays by words.
    pub async fn run_embedding(&self, cancel: CancellationToken) {
        let mut failures = 0_u32;
        loop {
            let next = lock(&self.waiting).pop_first();
            let Some((tenant, base)) = next else {
                tokio::select! {
                    () = cancel.cancelled() => return,
                    () = self.wake.notified() => continue,
                }
            };
            let done = tokio::select! {
                () = cancel.cancelled() => return,
                done = self.embed_base(tenant, base) => done,
            };
            match done {
                Ok(()) => failures = 0,
                Err(error) => {
                    // Words still find everything; vectors are tried again, ever more patiently.
                    let wait = Duration::from_secs(15 << failures.min(6));
                    failures += 1;
                    tracing::warn!(%tenant, %base, %error, retry_in_s = wait.as_secs(), "embedding failed");
                    lock(&self.waiting).insert((tenant, base));
                    tokio::select! {
                        () = cancel.cancelled() => return,
                        () = tokio::time::sleep(wait) => {}
                    }
                }
            }
        }
    }

    /// Makes all vectors that one base lacks.
    ///
    /// # Errors
    /// When the embedder fails; what was made before is kept.
    pub async fn embed_base(&self, tenant: Uuid, base: Uuid) -> Result<(), KbError> {
        let Some(embedder) = self.embedder(tenant) else { return Ok(()) };
        if !self.place((tenant, base)).exists() {
            return Ok(());
        }
        let opened = self.base(tenant, base).await?;
        let model = embedder.model().to_owned();
        let mut made = 0;
        let started = Instant::now();
        loop {
            let (own, name) = (opened.clone(), model.clone());
            let pending = blocking(move || {
                own.use_model(&name)?;
                Base::pending(&own.snapshot(), EMBED_ROUND)
            })
            .await??;
            if pending.is_empty() {
                break;
            }
            let mut vectors = Vec::with_capacity(pending.len());
            for batch in pending.chunks(embedder.batch().max(1)) {
                let texts: Vec<String> = batch.iter().map(|(_, text)| text.clone()).collect();
                let rows = embedder.embed(&texts).await?;
                vectors.extend(batch.iter().map(|(key, _)| *key).zip(rows));
            }
            made += vectors.len();
            let (own, name) = (opened.clone(), model.clone());
            blocking(move || own.add_vectors(&name, &vectors)).await??;
        }
        blocking(move || opened.sweep_vectors(&model)).await??;
        if made > 0 {
            tracing::info!(%tenant, %base, texts = made, duration_ms = started.elapsed().as_millis(), "embedded");
        }
        Ok(())
    }

    fn place(&self, (tenant, base): Key) -> PathBuf {
        self.dir.join(tenant.to_string()).join(base.to_string())
    }

    async fn base(&self, tenant: Uuid, base: Uuid) -> Result<Arc<Base>, KbError> {
        let key = (tenant, base);
        if let Some(base) = lock(&self.open).touch(key) {
            return Ok(base);
        }
        let dir = self.place(key);
        let opened = Arc::new(blocking(move || Base::open(&dir)).await??);
        // Two may have opened it at once; the first stays, since writers must share one lock.
        Ok(lock(&self.open).insert(key, opened))
    }
}

impl Open {
    fn touch(&mut self, key: Key) -> Option<Arc<Base>> {
        self.clock += 1;
        let (used, base) = self.bases.get_mut(&key)?;
        *used = self.clock;
        Some(base.clone())
    }

    fn insert(&mut self, key: Key, base: Arc<Base>) -> Arc<Base> {
        if let Some(first) = self.touch(key) {
            return first;
        }
        if self.bases.len() >= MAX_OPEN {
            let idle = self.bases.iter().filter(|(_, (_, base))| Arc::strong_count(base) == 1);
            if let Some(oldest) = idle.min_by_key(|(_, (used, _))| *used).map(|(key, _)| *key) {
                self.bases.remove(&oldest);
            }
        }
        self.bases.insert(key, (self.clock, base.clone()));
        base
    }
}

fn write(base: &Base, document: &Document, parsed: Parsed) -> Result<Ingested, KbError> {
    let title = title(document, &parsed);
    let mut pieces = chunks(&parsed.blocks);
    if pieces.is_empty() {
        // A page that is only a title can still be found by it.
        pieces.push(crate::chunk::Chunk { headings: Vec::new(), text: title.clone() });
    }
    base.put(&Prepared {
        id: document.id,
        title: &title,
        path: document.path.trim_start_matches('/'),
        url: document.url.as_deref(),
        updated_at: document.updated_at.as_deref(),
        keywords: &parsed.keywords,
        meta: &document.meta,
        chunks: &pieces,
    })?;
    metrics::counter!("kb_documents_ingested_total").increment(1);
    Ok(Ingested {
        title,
        chunks: pieces.len(),
        text: parsed.text,
        text_format: parsed.text_format,
        format: parsed.format,
        warnings: parsed.warnings,
    })
}

fn title(document: &Document, parsed: &Parsed) -> String {
    let given = document.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
    if let Some(title) = given.or(parsed.title.as_deref()) {
        return title.to_owned();
    }
    let name = document.path.rsplit('/').next().unwrap_or_default();
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem).replace(['-', '_'], " ");
    if name.trim().is_empty() { "Untitled".to_owned() } else { name.trim().to_owned() }
}

async fn question_vector(embedder: &dyn Embedder, text: &str) -> Option<Vec<f32>> {
    let texts = [text.to_owned()];
    match tokio::time::timeout(QUESTION_LIMIT, embedder.embed(&texts)).await {
        Ok(Ok(mut vectors)) => vectors.pop(),
        Ok(Err(error)) => {
            tracing::warn!(%error, "searching by words only: the question could not be embedded");
            None
        }
        Err(_) => {
            tracing::warn!("searching by words only: embedding the question took too long");
            None
        }
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, KbError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| KbError::Task)
}

/// Folders named by an id.
fn directories(dir: &Path) -> Result<Vec<(Uuid, PathBuf)>, KbError> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(KbError::io(dir))? {
        let entry = entry.map_err(KbError::io(dir))?;
        if let Ok(id) = Uuid::try_parse(&entry.file_name().to_string_lossy()) {
            out.push((id, entry.path()));
        }
    }
    out.sort();
    Ok(out)
}

fn size(dir: &Path) -> u64 {
    let Ok(entries) = std::fs::read_dir(dir) else { return 0 };
    entries
        .flatten()
        .map(|entry| match entry.metadata() {
            Ok(meta) if meta.is_dir() => size(&entry.path()),
            Ok(meta) => meta.len(),
            Err(_) => 0,
        })
        .sum()
}

/// Every value behind these locks is whole at every moment.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
