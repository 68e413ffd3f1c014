use axum::extract::FromRequestParts;
use http::request::Parts;
use std::convert::Infallible;

/// The request's `Idempotency-Key`. The layer answers repeated requests by itself; use-cases take
/// the key as well, so that not even a crash between the deed and the kept answer does it twice.
#[derive(Clone, Debug)]
pub struct IdempotencyKey(pub Option<String>);

impl IdempotencyKey {
    pub fn as_deref(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

impl<S: Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        let value = parts.headers.get("idempotency-key").and_then(|value| value.to_str().ok());
        Ok(Self(value.filter(|key| (1..=255).contains(&key.len())).map(str::to_owned)))
    }
}
