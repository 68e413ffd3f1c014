//! An OpenAI-compatible model written from its contract sheet, with the ways in which it can fail.

use axum::body::Body;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use futures::stream::{self, Stream, StreamExt};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Instant;
use tokio::sync::Semaphore;

/// A flow with one question to the model, its answer streamed.
pub fn asking() -> Value {
    json!({
        "format": "flowright/1", "name": "ask",
        "input": { "type": "object", "properties": { "message": { "type": "string" } } },
        "nodes": [{ "id": "ask", "kind": "llm", "config": { "prompt": "{{ input.message }}", "stream_reply": true } }],
        "edges": [{ "from": "start", "to": "ask" }]
    })
}

/// What the model does with the next questions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Mood {
    /// Streams these words.
    #[default]
    Answers,
    /// The same, the first of them after a fifth of a second, as a hosted model does at best.
    #[allow(dead_code, reason = "the benchmarks ask it")]
    Thinks,
    /// Answers with something that is not JSON.
    Garbage,
    /// Streams two words and closes the connection.
    Drops,
    /// Streams each word when it is [allowed](StubModel::say_a_word).
    Hesitates,
    /// Takes the question and never answers.
    Stalls,
    /// Streams two words and then nothing more, the connection open.
    Falters,
    /// Answers 500.
    Breaks,
    /// Refuses the key.
    Unauthorised,
}

#[derive(Clone)]
pub struct StubModel {
    address: SocketAddr,
    mood: Arc<Mutex<Mood>>,
    asked: Arc<Mutex<Vec<Value>>>,
    words: Arc<Semaphore>,
    thought: Arc<Mutex<Option<(Instant, Instant)>>>,
}

impl StubModel {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let model = Self {
            address: listener.local_addr().expect("a bound port"),
            mood: Arc::default(),
            asked: Arc::default(),
            words: Arc::new(Semaphore::new(0)),
            thought: Arc::default(),
        };
        let router = Router::new()
            .route("/v1/models", get(models))
            .route("/v1/chat/completions", post(complete))
            .with_state(model.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        model
    }

    pub fn address(&self) -> String {
        self.address.to_string()
    }

    pub fn url(&self) -> String {
        format!("http://{}/v1", self.address)
    }

    pub fn set(&self, mood: Mood) {
        *self.mood.lock().expect("no poison") = mood;
    }

    /// Lets a model that hesitates say its next word.
    pub fn say_a_word(&self) {
        self.words.add_permits(1);
    }

    /// The bodies of all questions so far.
    pub fn asked(&self) -> Vec<Value> {
        self.asked.lock().expect("no poison").clone()
    }

    /// When a model that [thinks](Mood::Thinks) was asked last, and when it said its first word.
    #[allow(dead_code, reason = "the benchmarks ask it")]
    pub fn thought(&self) -> Option<(Instant, Instant)> {
        *self.thought.lock().expect("no poison")
    }
}

async fn models() -> Json<Value> {
    Json(
        json!({ "object": "list", "data": [{ "id": "stub", "object": "model", "created": 1, "owned_by": "test" }] }),
    )
}

const THINKS: std::time::Duration = std::time::Duration::from_millis(200);
const WORDS: [&str; 6] = ["Restart ", "the ", "VPN ", "client ", "first ", "[1]."];

async fn complete(State(model): State<StubModel>, Json(question): Json<Value>) -> Response {
    model.asked.lock().expect("no poison").push(question.clone());
    let mood = model.mood.lock().expect("no poison").clone();
    let streaming = question["stream"].as_bool().unwrap_or(false);
    match mood {
        Mood::Unauthorised => (
            StatusCode::UNAUTHORIZED,
            Json(json!({ "error": { "message": "Incorrect API key provided", "type": "invalid_request_error", "param": null, "code": "invalid_api_key" } })),
        )
            .into_response(),
        Mood::Breaks => (
            StatusCode::INTERNAL_SERVER_ERROR,
            Json(json!({ "error": { "message": "The server had an error", "type": "server_error", "param": null, "code": null } })),
        )
            .into_response(),
        Mood::Stalls => std::future::pending().await,
        Mood::Garbage => ([(header::CONTENT_TYPE, "text/html")], "<html>it works</html>").into_response(),
        Mood::Drops if streaming => {
            let gone = stream::once(async {
                // The words are on the wire before the connection breaks.
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
                Err(std::io::Error::other("the model went away"))
            });
            streamed(two_words().chain(gone))
        }
        Mood::Falters => streamed(two_words().chain(stream::pending())),
        Mood::Hesitates => {
            let said = stream::iter(WORDS).then(move |word| {
                let words = Arc::clone(&model.words);
                async move {
                    words.acquire().await.expect("the stub lives").forget();
                    Ok(chunk(json!({ "content": word }), Value::Null))
                }
            });
            streamed(said.chain(stream::iter(ending().map(Ok))))
        }
        Mood::Thinks if streaming => {
            let asked = Instant::now();
            let thinking = stream::once(tokio::time::sleep(THINKS)).filter_map(move |()| {
                *model.thought.lock().expect("no poison") = Some((asked, Instant::now()));
                async { None }
            });
            let said = WORDS.iter().map(|word| chunk(json!({ "content": word }), Value::Null));
            streamed(thinking.chain(stream::iter(said.chain(ending()).map(Ok))))
        }
        Mood::Answers if streaming => {
            let said = WORDS.iter().map(|word| chunk(json!({ "content": word }), Value::Null));
            streamed(stream::iter(said.chain(ending()).map(Ok)))
        }
        Mood::Answers | Mood::Thinks | Mood::Drops => Json(json!({
            "id": "c", "object": "chat.completion", "created": 1, "model": "stub",
            "choices": [{ "index": 0, "finish_reason": "stop", "message": { "role": "assistant", "content": WORDS.concat() } }],
            "usage": { "prompt_tokens": 20, "completion_tokens": 6, "total_tokens": 26 }
        }))
        .into_response(),
    }
}

fn ending() -> impl Iterator<Item = String> + Send {
    let usage = json!({
        "id": "c", "object": "chat.completion.chunk", "created": 1, "model": "stub", "choices": [],
        "usage": { "prompt_tokens": 20, "completion_tokens": 6, "total_tokens": 26 }
    });
    [chunk(json!({}), json!("stop")), format!("data: {usage}\n\n"), "data: [DONE]\n\n".to_owned()].into_iter()
}

fn two_words() -> impl Stream<Item = std::io::Result<String>> + Send + 'static {
    stream::iter(WORDS[..2].iter().map(|word| Ok(chunk(json!({ "content": word }), Value::Null))))
}

fn streamed(frames: impl Stream<Item = std::io::Result<String>> + Send + 'static) -> Response {
    ([(header::CONTENT_TYPE, "text/event-stream")], Body::from_stream(frames)).into_response()
}

fn chunk(delta: Value, finish: Value) -> String {
    format!(
        "data: {}\n\n",
        json!({ "id": "c", "object": "chat.completion.chunk", "created": 1, "model": "stub", "choices": [{ "index": 0, "delta": delta, "finish_reason": finish }] })
    )
}
