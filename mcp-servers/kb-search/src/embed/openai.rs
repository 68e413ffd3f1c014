//! Embeddings from any OpenAI-compatible URL (OpenAI, vLLM, Ollama).

use super::{EmbedError, Embedder, normalise};
use async_openai::Client;
use async_openai::config::OpenAIConfig;
use async_trait::async_trait;
use serde::Deserialize;
use serde_json::json;
use std::time::Duration;

/// Wait for one batch, retries of the client included.
const LIMIT: Duration = Duration::from_secs(60);
/// Well below every known service's limit of inputs and tokens for one request.
const BATCH: usize = 32;
/// Larger than any model's; keeps a broken answer from filling the memory.
const MAX_DIMENSIONS: usize = 8_192;

pub struct OpenAiEmbedder {
    client: Client<OpenAIConfig>,
    /// The model's name in requests.
    requested: String,
    /// With the service's address: two services may give one name to different models.
    model: String,
}

impl OpenAiEmbedder {
    /// `http` is the egress client's: this crate opens no connection of its own.
    pub fn new(http: reqwest::Client, base_url: &str, api_key: &str, model: &str) -> Self {
        let base_url = base_url.trim_end_matches('/');
        let config = OpenAIConfig::new().with_api_base(base_url).with_api_key(api_key);
        Self {
            client: Client::with_config(config).with_http_client(http),
            requested: model.to_owned(),
            model: format!("{model}@{base_url}"),
        }
    }
}

#[derive(Deserialize)]
struct Answer {
    data: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    #[serde(default)]
    index: Option<usize>,
    embedding: Vec<f32>,
}

#[async_trait]
impl Embedder for OpenAiEmbedder {
    fn model(&self) -> &str {
        &self.model
    }

    fn batch(&self) -> usize {
        BATCH
    }

    async fn embed(&self, texts: &[String]) -> Result<Vec<Vec<f32>>, EmbedError> {
        // `create_byot`: other services leave out fields that the typed answer insists on.
        let request = json!({ "model": self.requested, "input": texts, "encoding_format": "float" });
        let embeddings = self.client.embeddings();
        let call = embeddings.create_byot::<_, Answer>(request);
        let answer = tokio::time::timeout(LIMIT, call)
            .await
            .map_err(|_| EmbedError::Timeout(LIMIT.as_secs()))?
            .map_err(|error| EmbedError::Service(error.to_string()))?;
        in_order(answer, texts.len())
    }
}

/// The vectors in the order of the texts, checked.
fn in_order(answer: Answer, expected: usize) -> Result<Vec<Vec<f32>>, EmbedError> {
    if answer.data.len() != expected {
        let got = answer.data.len();
        return Err(EmbedError::Answer(format!("{got} vectors for {expected} texts")));
    }
    let mut vectors = vec![Vec::new(); expected];
    for (position, row) in answer.data.into_iter().enumerate() {
        let slot = row.index.unwrap_or(position);
        let slot = vectors
            .get_mut(slot)
            .ok_or_else(|| EmbedError::Answer(format!("a vector for text {slot} of {expected}")))?;
        *slot = row.embedding;
    }
    let length = vectors.first().map_or(0, Vec::len);
    for vector in &mut vectors {
        if vector.is_empty() || vector.len() != length || length > MAX_DIMENSIONS {
            return Err(EmbedError::Answer(format!("a vector of {} numbers", vector.len())));
        }
        if vector.iter().any(|x| !x.is_finite()) {
            return Err(EmbedError::Answer("a vector that is not made of numbers".into()));
        }
        normalise(vector);
    }
    Ok(vectors)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(value: serde_json::Value) -> Result<Vec<Vec<f32>>, EmbedError> {
        in_order(serde_json::from_value(value).unwrap(), 2)
    }

    #[test]
    fn vectors_are_put_in_order_and_scaled() {
        let vectors = answer(json!({ "data": [
            { "index": 1, "embedding": [0.0, 2.0] },
            { "index": 0, "embedding": [3.0, 4.0] },
        ]}));
        assert_eq!(vectors.unwrap(), vec![vec![0.6, 0.8], vec![0.0, 1.0]]);
    }

    #[test]
    fn an_answer_that_does_not_fit_is_refused() {
        for data in [
            json!({ "data": [] }),
            json!({ "data": [{ "embedding": [1.0] }, { "embedding": [1.0, 2.0] }] }),
            json!({ "data": [{ "index": 7, "embedding": [1.0] }, { "index": 0, "embedding": [1.0] }] }),
            json!({ "data": [{ "index": 0, "embedding": [1.0] }, { "index": 0, "embedding": [1.0] }] }),
        ] {
            assert!(matches!(answer(data), Err(EmbedError::Answer(_))));
        }
    }
}
