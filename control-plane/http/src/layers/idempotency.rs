//! `Idempotency-Key` on POST: the same key and body get the first answer again, another body 422.
//!
//! The answer is kept in the database, so it survives restarts. Left out: routes under `/auth` (an
//! answer with tokens must not be kept), answers that are event streams, which cannot be kept, and files,
//! which are not held in memory; the routes that stream, in or out, look at the key themselves. Answers of 5xx are not kept: trying again is
//! what the key is for.

use crate::error::Problem;
use crate::layers::authenticate::Identity;
use crate::state::{AppState, MAX_JSON_BYTES};
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use control_plane_app::idempotency::{self, Answer, Begun};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use sha2::{Digest, Sha256};

const KEY: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// Headers worth keeping with an answer.
const KEPT: &[HeaderName] = &[header::CONTENT_TYPE, header::LOCATION, header::ETAG];

pub async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    match handle(&state, request, next).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    }
}

async fn handle(state: &AppState, request: Request, next: Next) -> Result<Response, Problem> {
    let caller = match request.extensions().get::<Identity>() {
        Some(Identity::Known(caller)) => caller.clone(),
        _ => return Ok(next.run(request).await),
    };
    let path = request.uri().path().to_owned();
    let streams = accepts_events(request.headers());
    let Some(value) = request.headers().get(&KEY) else { return Ok(next.run(request).await) };
    if request.method() != Method::POST || path.starts_with("/api/v1/auth/") || streams || is_file(&path) {
        return Ok(next.run(request).await);
    }
    let key = value
        .to_str()
        .ok()
        .filter(|key| (1..=255).contains(&key.len()))
        .ok_or_else(|| Problem::new("malformed", "Idempotency-Key is 1 to 255 printable characters."))?
        .to_owned();

    let (parts, body) = request.into_parts();
    let limit = state.options.max_upload_bytes.max(MAX_JSON_BYTES) + 64 * 1024;
    let bytes = to_bytes(body, limit)
        .await
        .map_err(|_| Problem::new("too_large", "The body is larger than this route accepts."))?;
    let query = parts.uri.query().unwrap_or_default();
    let body_hash =
        hex::encode(Sha256::new().chain_update(query).chain_update([0]).chain_update(&bytes).finalize());

    match idempotency::begin(&state.app, &caller, &path, &key, &body_hash).await? {
        Begun::Fresh => {}
        Begun::Answered(answer) => return Ok(replay(answer)),
        Begun::OtherBody => {
            return Err(Problem::new("idempotency_mismatch", "This key was used with another body."));
        }
        Begun::UnderWay => {
            return Err(Problem::new(
                "in_progress",
                "The first request with this key is still being worked on.",
            )
            .retry_after(std::time::Duration::from_secs(1)));
        }
    }
    // Should this future be dropped (the client went away), the claim stays for its short life and
    // then lapses; the request may or may not have had its effect, as without a key.
    let response = next.run(Request::from_parts(parts, Body::from(bytes))).await;
    let keep = !response.status().is_server_error() && response.status() != StatusCode::TOO_MANY_REQUESTS;
    if !keep {
        if let Err(error) = idempotency::release(&state.app, &caller, &path, &key).await {
            tracing::warn!(%error, "an idempotency key could not be released; it lapses by itself");
        }
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, MAX_JSON_BYTES)
        .await
        .map_err(|_| Problem::new("internal", "The answer could not be kept for the idempotency key."))?;
    let headers = KEPT
        .iter()
        .filter_map(|name| Some((name.to_string(), parts.headers.get(name)?.to_str().ok()?.to_owned())))
        .collect();
    let answer = Answer { status: parts.status.as_u16(), headers, body: bytes.to_vec() };
    // What was done is done: failing to remember it must not turn the answer into an error.
    if let Err(error) = idempotency::finish(&state.app, &caller, &path, &key, answer).await {
        tracing::warn!(%error, "an answer could not be kept for its idempotency key");
    }
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

fn replay(answer: Answer) -> Response {
    let mut headers = HeaderMap::new();
    for (name, value) in answer.headers {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(&value)) {
            headers.insert(name, value);
        }
    }
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    (status, headers, answer.body).into_response()
}

fn is_file(path: &str) -> bool {
    let takes_files =
        ["/api/v1/conversations/", "/api/v1/tickets/"].iter().any(|place| path.starts_with(place));
    takes_files && path.ends_with("/attachments")
}

fn accepts_events(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| value.contains("text/event-stream"))
}
