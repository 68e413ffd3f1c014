//! A model server written from the contract sheet. The model's name chooses how it behaves.

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use mcp_servers_kit::egress::{AllowList, Egress};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

/// What the stub was asked.
#[derive(Clone, Default)]
pub struct Asked(Arc<Mutex<Vec<Request>>>);

/// The `Authorization` header and the body of a request.
type Request = (Option<String>, Value);

impl Asked {
    pub fn bodies(&self) -> Vec<Value> {
        self.0.lock().unwrap().iter().map(|(_, body)| body.clone()).collect()
    }

    pub fn keys(&self) -> Vec<Option<String>> {
        self.0.lock().unwrap().iter().map(|(key, _)| key.clone()).collect()
    }
}

pub struct Stub {
    pub address: SocketAddr,
    pub asked: Asked,
}

impl Stub {
    pub async fn start() -> Self {
        let asked = Asked::default();
        let router = Router::new()
            .route("/v1/chat/completions", post(chat))
            .route(
                "/v1/models",
                get(async || Json(json!({"object": "list", "data": [{"id": "good"}, {"id": "slow"}]}))),
            )
            .with_state(asked.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { address, asked }
    }

    pub fn url(&self) -> String {
        format!("http://{}/v1", self.address)
    }

    pub fn egress(&self) -> Egress {
        Egress::new(AllowList::parse([self.address.to_string().as_str()]).unwrap())
    }
}

fn error(status: u16, error: Value) -> Response {
    (StatusCode::from_u16(status).unwrap(), Json(json!({ "error": error }))).into_response()
}

fn answer(text: &str, finish: &str) -> Response {
    Json(json!({"id": "c", "object": "chat.completion", "created": 1, "model": "stub-1",
        "choices": [{"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": text, "refusal": null}}],
        "usage": {"prompt_tokens": 20, "completion_tokens": 9, "total_tokens": 29}}))
    .into_response()
}

fn sse(chunks: Vec<Vec<u8>>, ending: Ending) -> Response {
    let chunks = futures::stream::iter(chunks.into_iter().map(|c| Ok::<_, std::io::Error>(Bytes::from(c))));
    let tail: futures::stream::BoxStream<'static, Result<Bytes, std::io::Error>> = match ending {
        Ending::Clean => Box::pin(futures::stream::empty()),
        Ending::Reset => Box::pin(futures::stream::once(async { Err(std::io::Error::other("gone")) })),
        Ending::Stall => Box::pin(futures::stream::pending()),
    };
    let body = Body::from_stream(futures::StreamExt::chain(chunks, tail));
    ([(header::CONTENT_TYPE, "text/event-stream")], body).into_response()
}

enum Ending {
    Clean,
    Reset,
    Stall,
}

fn delta(text: &str) -> String {
    let chunk = json!({"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "stub-1",
        "choices": [{"index": 0, "delta": {"content": text}, "finish_reason": null}], "usage": null, "obfuscation": "x"});
    format!("data: {chunk}\n\n")
}

const STOP: &str = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
const USAGE: &str = "data: {\"choices\":[],\"model\":\"stub-1\",\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3,\"total_tokens\":10}}\n\n";
const DONE: &str = "data: [DONE]\n\n";

async fn chat(State(asked): State<Asked>, headers: HeaderMap, Json(body): Json<Value>) -> Response {
    let key = headers.get("authorization").map(|v| v.to_str().unwrap().to_owned());
    let model = body["model"].as_str().unwrap().to_owned();
    let attempt = {
        let mut all = asked.0.lock().unwrap();
        all.push((key, body.clone()));
        all.len()
    };
    if body["stream"] == true { streamed(&model) } else { whole(&model, attempt, &body) }
}

fn whole(model: &str, attempt: usize, body: &Value) -> Response {
    let text = body["messages"].to_string();
    match model {
        "good" => answer("Restart the router [1].", "stop"),
        "unauthorised" => error(
            401,
            json!({"message": "Incorrect API key", "type": "invalid_request_error", "code": "invalid_api_key"}),
        ),
        "unauthorised-vllm" => {
            (StatusCode::UNAUTHORIZED, Json(json!({"error": "Unauthorized"}))).into_response()
        }
        "missing-vllm" => error(
            404,
            json!({"message": "The model `x` does not exist.", "type": "NotFoundError", "code": 404}),
        ),
        "missing-ollama" => {
            error(404, json!({"message": "model \"x\" not found", "type": "not_found_error", "code": null}))
        }
        "busy" => {
            let mut response = error(
                429,
                json!({"message": "Rate limit", "type": "requests", "code": "rate_limit_exceeded"}),
            );
            response.headers_mut().insert("retry-after", "7".parse().unwrap());
            response
        }
        "broke" => error(
            429,
            json!({"message": "You exceeded your current quota", "type": "insufficient_quota", "code": "insufficient_quota"}),
        ),
        "down" => (StatusCode::BAD_GATEWAY, "<html>Bad gateway</html>").into_response(),
        "down-once" if attempt == 1 => {
            error(503, json!({"message": "loading", "type": "api_error", "code": null}))
        }
        "down-once" => answer("Up again.", "stop"),
        "garbage" => {
            (StatusCode::OK, [(header::CONTENT_TYPE, "application/json")], "{\"choices\": [{").into_response()
        }
        "empty" => Json(json!({"choices": []})).into_response(),
        "error-200" => Json(
            json!({"object": "error", "message": "no such thing", "type": "BadRequestError", "code": 400}),
        )
        .into_response(),
        "refuses" => Json(json!({"choices": [{"index": 0, "finish_reason": "stop",
            "message": {"role": "assistant", "content": null, "refusal": "I cannot help with that."}}]}))
        .into_response(),
        "json" if text.contains("\"class\\\"") => {
            answer("{\"class\": \"network\", \"confidence\": 0.9}", "stop")
        }
        "json" => answer("```json\n{\"title\": \"VPN down\", \"seats\": 2}\n```", "stop"),
        "json-second" if attempt == 1 => answer("{\"title\": 5}", "stop"),
        "json-second" => answer("{\"title\": \"VPN down\", \"seats\": 2}", "stop"),
        "json-never" => answer("I think the title should be VPN.", "stop"),
        "json-cut" => answer("{\"title\": \"VPN do", "length"),
        "no-format" if !body["response_format"].is_null() => error(
            400,
            json!({"message": "Unsupported parameter: response_format", "type": "invalid_request_error", "param": "response_format", "code": null}),
        ),
        "no-format" => answer("{\"title\": \"VPN down\", \"seats\": 2}", "stop"),
        "extracts" => answer(
            "{\"email\": \"jo@example.test\", \"device\": \"LT-1\", \"floor\": null, \"invented\": 1}",
            "stop",
        ),
        other => panic!("the stub has no model {other}"),
    }
}

fn streamed(model: &str) -> Response {
    let text = |parts: &[&str]| parts.iter().map(|p| p.as_bytes().to_vec()).collect::<Vec<_>>();
    match model {
        "good" => {
            // Comments, CRLF, a character cut in two, the usage chunk without choices.
            let all = format!(
                ": ping\r\n\r\n{}{}{}{STOP}{USAGE}{DONE}",
                delta("").replace('\n', "\r\n"),
                delta("Grüße "),
                delta("an alle [1].")
            );
            let cut = all.find('ü').unwrap() + 1;
            let (a, b) = all.as_bytes().split_at(cut);
            sse(vec![a.to_vec(), b.to_vec()], Ending::Clean)
        }
        "no-done" => sse(text(&[&delta("All there."), STOP]), Ending::Clean),
        "cut" => sse(text(&[&delta("Half a ")]), Ending::Clean),
        "reset" => sse(text(&[&delta("Half a ")]), Ending::Reset),
        "error-first" => {
            sse(text(&["data: {\"error\":{\"message\":\"model crashed\",\"code\":500}}\n\n"]), Ending::Clean)
        }
        "error-mid" => sse(
            text(&[
                &delta("Half a "),
                "data: {\"error\":{\"message\":\"out of memory\",\"type\":\"api_error\",\"code\":null}}\n\n",
            ]),
            Ending::Clean,
        ),
        "stall-mid" => sse(text(&[&delta("Half a ")]), Ending::Stall),
        "silent" => sse(Vec::new(), Ending::Stall),
        "not-json" => sse(text(&["data: {oops\n\n"]), Ending::Clean),
        other => whole(other, 1, &json!({})),
    }
}
