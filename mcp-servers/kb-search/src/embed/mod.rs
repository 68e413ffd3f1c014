//! Text to vectors. Two ways: an OpenAI-compatible URL, or a sentence-transformers model directory
//! on the local disk.

pub mod local;
pub mod openai;

use async_trait::async_trait;

/// Turns texts into vectors of one length whose dot product says how near two texts are in meaning.
#[async_trait]
pub trait Embedder: Send + Sync {
    /// Names the model: vectors of different names are never compared.
    fn model(&self) -> &str;

    /// How many texts one call should carry.
    fn batch(&self) -> usize;

    /// One vector of length 1 for each text, in order.
    ///
    /// # Errors
    /// When the model cannot be reached or answers nonsense; the text says which.
    async fn embed(&self, texts: &[String]) -> Result<Vec<Vec<f32>>, EmbedError>;
}

#[derive(Debug, thiserror::Error)]
pub enum EmbedError {
    /// The directory does not hold a model that we can run.
    #[error("embedding model at {path}: {reason}")]
    Model { path: String, reason: String },
    /// The service refused or could not be reached.
    #[error("embedding service: {0}")]
    Service(String),
    /// The service's answer makes no sense.
    #[error("embedding service answered {0}")]
    Answer(String),
    #[error("the embedding took longer than {0} s")]
    Timeout(u64),
    #[error("the embedding task ended abnormally")]
    Task,
}

/// Scales to length 1; a vector of zeros stays.
pub(crate) fn normalise(vector: &mut [f32]) {
    let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
    if length > 0.0 {
        for x in vector {
            *x /= length;
        }
    }
}
