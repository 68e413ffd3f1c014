//! The `http_request` tool: one HTTP call to anywhere outside.

use crate::args;
use crate::egress::{self, Answer, Egress, Outgoing};
use crate::tool::{Outcome, Tool, ToolContext, ToolError};
use async_trait::async_trait;
use bytes::Bytes;
use flow_schema::ErrorCode;
use flow_schema::kind::NodeKind;
use http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::sync::Arc;
use std::time::Duration;

/// Kind name of this tool.
pub const HTTP_REQUEST: &str = "http_request";
const MAX_ANSWER_BYTES: usize = 4 << 20;
const LONGEST: Duration = Duration::from_secs(300);

/// See the module.
pub struct HttpRequest {
    kind: Arc<NodeKind>,
    egress: Egress,
}

#[derive(Deserialize)]
struct Args {
    #[serde(default = "get")]
    method: String,
    #[serde(deserialize_with = "args::text")]
    url: String,
    #[serde(default)]
    headers: Map<String, Value>,
    #[serde(default)]
    query: Map<String, Value>,
    body: Option<Value>,
    /// Name of a secret, sent in `secret_header`.
    #[serde(default)]
    secret: String,
    #[serde(default)]
    secret_header: String,
}

fn get() -> String {
    "GET".into()
}

impl HttpRequest {
    pub fn new(kind: Arc<NodeKind>, egress: Egress) -> Self {
        Self { kind, egress }
    }
}

#[async_trait]
impl Tool for HttpRequest {
    fn kind(&self) -> &NodeKind {
        &self.kind
    }

    fn target(&self, args: &Value) -> Option<String> {
        egress::host_of(args["url"].as_str()?)
    }

    async fn call(&self, ctx: &ToolContext, args: Value) -> Result<Outcome, ToolError> {
        let args: Args = args::read(HTTP_REQUEST, args)?;
        let outgoing = outgoing(ctx, args).await?;
        let place = outgoing.url.clone();
        let answer = tokio::select! {
            answer = self.egress.request(outgoing) => answer?,
            () = ctx.cancel.cancelled() => return Err(ToolError::new(ErrorCode::Cancelled, "the request was cancelled")),
        };
        if let Some(error) = status_error(&answer, &place) {
            return Err(error);
        }
        Ok(json!({
            "status": answer.status.as_u16(),
            "headers": readable_headers(&answer.headers),
            "body": body(&answer),
        })
        .into())
    }
}

async fn outgoing(ctx: &ToolContext, args: Args) -> Result<Outgoing, ToolError> {
    let wrong = |why: String| ToolError::new(ErrorCode::Validation, why);
    let method = Method::from_bytes(args.method.trim().to_ascii_uppercase().as_bytes())
        .ok()
        .filter(|m| ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"].contains(&m.as_str()))
        .ok_or_else(|| wrong(format!("{:?} is not a method this node can use", args.method)))?;
    let mut url = reqwest::Url::parse(args.url.trim())
        .map_err(|e| wrong(format!("{:?} is not a web address: {e}", args.url)))?;
    if !args.query.is_empty() {
        let mut pairs = url.query_pairs_mut();
        for (name, value) in args.query.iter().filter(|(_, v)| !v.is_null()) {
            pairs.append_pair(name, &plain(value));
        }
    }
    let mut out = Outgoing::new(method, url);
    out.max_answer_bytes = MAX_ANSWER_BYTES;
    out.timeout = ctx.remaining().min(LONGEST);
    for (name, value) in &args.headers {
        insert(&mut out.headers, name, &plain(value))?;
    }
    if let Some(body) = args.body {
        let (bytes, kind) = match body {
            Value::String(text) => (Bytes::from(text), "text/plain; charset=utf-8"),
            other => (Bytes::from(other.to_string()), "application/json"),
        };
        out.body = Some(bytes);
        out.headers.entry(header::CONTENT_TYPE).or_insert(HeaderValue::from_static(kind));
    }
    if !matches!(out.method, Method::GET | Method::HEAD) {
        insert(&mut out.headers, "idempotency-key", &ctx.idempotency_key)?;
    }
    if !args.secret.is_empty() {
        let secret = ctx.secrets.resolve(&args.secret).await?;
        let (name, value) = match args.secret_header.as_str() {
            // A secret with its own scheme ("Basic …") has a space in it, a bare token has none.
            "" | "Authorization" | "authorization" if !secret.contains(' ') => {
                ("authorization", format!("Bearer {secret}"))
            }
            "" => ("authorization", secret),
            name => (name, secret),
        };
        insert(&mut out.headers, name, &value)?;
        if let Some(value) = name.parse::<HeaderName>().ok().and_then(|n| out.headers.get_mut(n)) {
            value.set_sensitive(true);
        }
    }
    Ok(out)
}

fn insert(headers: &mut HeaderMap, name: &str, value: &str) -> Result<(), ToolError> {
    let wrong = |why: &str| ToolError::new(ErrorCode::Validation, format!("header {name:?} {why}"));
    let key: HeaderName = name.parse().map_err(|_| wrong("is not a valid name"))?;
    if matches!(key, header::HOST | header::CONTENT_LENGTH | header::TRANSFER_ENCODING | header::CONNECTION) {
        return Err(wrong("is set by the connection itself"));
    }
    headers.insert(
        key,
        value.parse().map_err(|_| wrong("has a value with characters that headers cannot carry"))?,
    );
    Ok(())
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// An error status is a failed step: it takes the error edge, and retries apply to it.
fn status_error(answer: &Answer, url: &str) -> Option<ToolError> {
    let status = answer.status.as_u16();
    let code = match status {
        ..400 => return None,
        401 => ErrorCode::Auth,
        403 => ErrorCode::Permission,
        404 | 410 => ErrorCode::NotFound,
        408 => ErrorCode::Timeout,
        409 | 412 => ErrorCode::Conflict,
        429 => ErrorCode::RateLimited,
        400..500 => ErrorCode::Validation,
        _ => ErrorCode::Upstream,
    };
    let host =
        reqwest::Url::parse(url).ok().and_then(|u| u.host_str().map(str::to_owned)).unwrap_or_default();
    let excerpt: String = String::from_utf8_lossy(&answer.body).chars().take(300).collect();
    let mut error = ToolError::new(code, format!("{host} answered {}: {}", answer.status, excerpt.trim()));
    if let Some(wait) = answer.retry_after() {
        error = error.retry_after(wait);
    }
    Some(error)
}

fn readable_headers(headers: &HeaderMap) -> Map<String, Value> {
    headers
        .iter()
        // A session of the target is not data of the flow.
        .filter(|(name, _)| **name != header::SET_COOKIE)
        .map(|(name, value)| {
            (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned().into())
        })
        .collect()
}

fn body(answer: &Answer) -> Value {
    let is_json = answer
        .headers
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .is_some_and(|t| t.contains("json"));
    if is_json && let Ok(value) = serde_json::from_slice(&answer.body) {
        return value;
    }
    String::from_utf8_lossy(&answer.body).into_owned().into()
}
