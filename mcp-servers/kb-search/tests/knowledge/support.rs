use async_trait::async_trait;
use mcp_servers_kb_search::embed::{EmbedError, Embedder};
use mcp_servers_kb_search::{BaseRef, Content, Document, Hits, KnowledgeBases, Query, Quiet};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tempfile::TempDir;
use uuid::Uuid;

pub const ACME: Uuid = Uuid::from_u128(1);
pub const OTHER: Uuid = Uuid::from_u128(2);
const BASE: Uuid = Uuid::from_u128(10);

/// Knowledge bases in a folder of their own.
pub struct Shelf {
    pub dir: TempDir,
    pub bases: KnowledgeBases,
}

impl Shelf {
    pub fn new(embedder: Option<Arc<dyn Embedder>>) -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let bases = KnowledgeBases::open(dir.path(), embedder).expect("an empty folder opens");
        Self { dir, bases }
    }

    pub async fn add(&self, tenant: Uuid, id: u128, path: &str, text: &str) {
        self.bases
            .ingest(tenant, BASE, document(id, path, text), &Quiet)
            .await
            .expect("the document is taken");
    }

    pub async fn ask(&self, tenant: Uuid, query: &Query) -> Hits {
        self.bases.search(tenant, &[base()], query).await.expect("the search works")
    }

    /// The paths of the passages found, best first.
    pub async fn paths(&self, tenant: Uuid, text: &str) -> Vec<String> {
        let hits = self.ask(tenant, &Query::new(text).top_k(10)).await;
        hits.passages.into_iter().map(|passage| passage.path).collect()
    }
}

pub fn base() -> BaseRef {
    BaseRef { id: BASE, name: "it".into() }
}

pub fn document(id: u128, path: &str, text: &str) -> Document {
    Document {
        id: Uuid::from_u128(id),
        title: None,
        path: path.into(),
        url: None,
        updated_at: None,
        format: None,
        content: Content::Text(text.into()),
        meta: BTreeMap::new(),
    }
}

/// Knows three meanings by their words, and fails on demand.
#[derive(Default)]
pub struct ThreeMeanings {
    pub broken: AtomicBool,
}

#[async_trait]
impl Embedder for ThreeMeanings {
    fn model(&self) -> &str {
        "three-meanings"
    }

    fn batch(&self) -> usize {
        2
    }

    async fn embed(&self, texts: &[String]) -> Result<Vec<Vec<f32>>, EmbedError> {
        if self.broken.load(Ordering::Relaxed) {
            return Err(EmbedError::Service("out of order".into()));
        }
        let means = |text: &String, words: &[&str]| {
            if words.iter().any(|word| text.to_lowercase().contains(word)) { 1.0 } else { 0.0 }
        };
        let vector = |text: &String| {
            let mut vector = vec![
                means(text, &["absence", "beach"]),
                means(text, &["printer", "paper"]),
                means(text, &["tunnel", "remote"]),
                0.1,
            ];
            let length = vector.iter().map(|x: &f32| x * x).sum::<f32>().sqrt();
            vector.iter_mut().for_each(|x| *x /= length);
            vector
        };
        Ok(texts.iter().map(vector).collect())
    }
}
