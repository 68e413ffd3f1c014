//! A model server for tests: it speaks as OpenAI's chat completions do, and says what it is told to say.

use crate::harness::Api;
use axum::Json;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use control_plane_app::Role;
use http::{Method, StatusCode};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

const MODELS: &str = "/api/v1/admin/models";

/// A model server that gives its answers in order, whatever it is asked.
#[derive(Clone, Default)]
pub struct Stub {
    answers: Arc<Mutex<VecDeque<Said>>>,
    asked: Arc<Mutex<Vec<Value>>>,
}

pub enum Said {
    Text(String),
    Status(u16),
    /// Nothing, until whoever asked is gone; then the receiver hears of it.
    Never(tokio::sync::oneshot::Sender<()>),
}

async fn chat(State(stub): State<Stub>, Json(body): Json<Value>) -> Response {
    stub.asked.lock().unwrap().push(body);
    let said = stub.answers.lock().unwrap().pop_front();
    match said.unwrap_or_else(|| Said::Text("I have nothing more to say.".into())) {
        Said::Text(text) => Json(json!({
            "id": "c", "object": "chat.completion", "created": 1, "model": "stub-1",
            "choices": [{ "index": 0, "finish_reason": "stop",
                          "message": { "role": "assistant", "content": text, "refusal": null } }],
            "usage": { "prompt_tokens": 20, "completion_tokens": 9, "total_tokens": 29 }
        }))
        .into_response(),
        Said::Status(status) => (
            StatusCode::from_u16(status).unwrap(),
            Json(json!({ "error": { "message": "not today", "type": "x", "code": null } })),
        )
            .into_response(),
        Said::Never(_gone) => std::future::pending().await,
    }
}

impl Stub {
    /// Listens, and is the tenant's model.
    pub async fn connect(api: &Api, answers: impl IntoIterator<Item = Said>) -> Self {
        Self::connect_at(api, answers, &json!({ "input": 0.0, "output": 0.0 })).await
    }

    /// With prices for a million tokens.
    pub async fn connect_at(api: &Api, answers: impl IntoIterator<Item = Said>, prices: &Value) -> Self {
        let stub = Self { answers: Arc::new(Mutex::new(answers.into_iter().collect())), ..Self::default() };
        let listener = api.outside.lock().unwrap().take().unwrap();
        let base_url = format!("http://{}/v1", listener.local_addr().unwrap());
        let router = Router::new().route("/v1/chat/completions", post(chat)).with_state(stub.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        let admin = api.person(api.tenant, Role::Admin).await;
        let settings = json!({
            "provider": "openai_compatible", "base_url": base_url, "model": "m", "api_key": "sk-zebra-key",
            "prices": prices
        });
        api.call(Some(&admin), Method::PUT, MODELS, &[], Some(&settings)).await.expect(200);
        stub
    }

    pub fn asked(&self) -> Vec<Value> {
        self.asked.lock().unwrap().clone()
    }

    /// What it says next.
    pub fn says(&self, said: impl IntoIterator<Item = Said>) {
        self.answers.lock().unwrap().extend(said);
    }
}
