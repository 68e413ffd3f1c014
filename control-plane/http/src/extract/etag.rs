//! Optimistic concurrency: `ETag` on answers, `If-Match` on edits, `If-None-Match` on reads.

use crate::error::Problem;
use axum::extract::FromRequestParts;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, header};

/// The state an edit is meant for. A missing header is refused with 428; `*` means any state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IfMatch(pub Option<String>);

impl<S: Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        let value = parts.headers.get(header::IF_MATCH).and_then(|value| value.to_str().ok()).map(str::trim);
        match value {
            None => Err(Problem::new(
                "if_match_required",
                "Send If-Match with the ETag of the state you edit, or * to overwrite whatever is there.",
            )),
            Some("*") => Ok(Self(None)),
            Some(tag) => Ok(Self(Some(unquote(tag).to_owned()))),
        }
    }
}

/// The state the client has already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IfNoneMatch(pub Option<String>);

impl IfNoneMatch {
    pub fn matches(&self, etag: &str) -> bool {
        match self.0.as_deref() {
            Some("*") => true,
            Some(tags) => tags.split(',').any(|tag| unquote(tag.trim()) == etag),
            None => false,
        }
    }
}

impl<S: Sync> FromRequestParts<S> for IfNoneMatch {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        let value = parts.headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
        Ok(Self(value.map(str::to_owned)))
    }
}

/// `ETag: "<etag>"`, for answers.
pub fn etag_header(etag: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    if let Ok(value) = HeaderValue::from_str(&format!("\"{etag}\"")) {
        headers.insert(header::ETAG, value);
    }
    headers
}

/// Compressing proxies make tags weak; the state they name is the same.
fn unquote(tag: &str) -> &str {
    tag.strip_prefix("W/").unwrap_or(tag).trim_matches('"')
}
