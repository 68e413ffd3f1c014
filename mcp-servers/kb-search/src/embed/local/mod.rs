//! Sentence embeddings on our own processor: a BERT encoder with mean pooling (MiniLM and its
//! relatives), read from a sentence-transformers directory. No framework and no graph: six layers
//! of matrix products are a page of code, and one dependency does the products.
//!
//! The directory must hold `config.json`, `model.safetensors` and `vocab.txt` or `tokenizer.json`.

mod forward;
mod matrix;
mod tokenizer;
mod weights;

use super::{EmbedError, Embedder, normalise};
use async_trait::async_trait;
use std::path::Path;
use std::sync::Arc;
use tokenizer::Tokenizer;
use weights::Weights;

/// Sentence-transformers models are trained on short texts; ours are windows of about this length.
const MAX_TOKENS: usize = 192;
/// Texts that share one pass over the weights.
const GROUP: usize = 16;
const BATCH: usize = 32;

/// A model in memory. Cheap to clone: the weights are shared.
#[derive(Clone)]
pub struct LocalEmbedder {
    inner: Arc<Inner>,
}

struct Inner {
    name: String,
    tokenizer: Tokenizer,
    weights: Weights,
    threads: usize,
}

impl LocalEmbedder {
    /// Reads a model directory; takes about a third of a second and 45 MB for MiniLM.
    ///
    /// # Errors
    /// When a file is missing or describes another kind of model; the text says which.
    pub fn load(dir: &Path) -> Result<Self, EmbedError> {
        let fail = |reason: String| EmbedError::Model { path: dir.display().to_string(), reason };
        let weights = Weights::load(dir).map_err(fail)?;
        let tokenizer = Tokenizer::load(dir).map_err(fail)?;
        if tokenizer.size() > weights.vocabulary() {
            return Err(fail("the vocabulary has more words than the model".into()));
        }
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(2);
        let name = format!("local:{}", weights.fingerprint());
        Ok(Self { inner: Arc::new(Inner { name, tokenizer, weights, threads }) })
    }

    /// The same as [`Embedder::embed`], on this thread and its helpers.
    pub fn embed_blocking(&self, texts: &[String]) -> Vec<Vec<f32>> {
        let inner = &*self.inner;
        let mut order: Vec<(usize, Vec<u32>)> =
            texts.iter().map(|text| inner.tokenizer.encode(text, inner.limit())).enumerate().collect();
        // Of like length together, so that the helpers finish at about the same time.
        order.sort_by_key(|(at, tokens)| (std::cmp::Reverse(tokens.len()), *at));
        let groups: Vec<&[(usize, Vec<u32>)]> = order.chunks(GROUP).collect();
        let next = std::sync::atomic::AtomicUsize::new(0);
        let work = || {
            let mut done = Vec::new();
            while let Some(group) = groups.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) {
                let tokens: Vec<&[u32]> = group.iter().map(|(_, tokens)| tokens.as_slice()).collect();
                let vectors = forward::encode(&inner.weights, &tokens);
                done.extend(group.iter().map(|(at, _)| *at).zip(vectors));
            }
            done
        };
        let helpers = inner.threads.min(groups.len()).saturating_sub(1);
        let done = std::thread::scope(|scope| {
            let helpers: Vec<_> = (0..helpers).map(|_| scope.spawn(work)).collect();
            let mut done = work();
            for helper in helpers {
                done.extend(helper.join().expect("the forward pass panics on no input"));
            }
            done
        });
        let mut out = vec![Vec::new(); texts.len()];
        for (at, mut vector) in done {
            normalise(&mut vector);
            out[at] = vector;
        }
        out
    }
}

impl Inner {
    fn limit(&self) -> usize {
        MAX_TOKENS.min(self.weights.positions())
    }
}

#[async_trait]
impl Embedder for LocalEmbedder {
    fn model(&self) -> &str {
        &self.inner.name
    }

    fn batch(&self) -> usize {
        BATCH
    }

    async fn embed(&self, texts: &[String]) -> Result<Vec<Vec<f32>>, EmbedError> {
        let (this, texts) = (self.clone(), texts.to_vec());
        tokio::task::spawn_blocking(move || this.embed_blocking(&texts)).await.map_err(|_| EmbedError::Task)
    }
}
