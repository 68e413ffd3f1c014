//! Where a request comes from.

use crate::layers::rate_limit;
use axum::extract::FromRequestParts;
use http::request::Parts;
use std::net::IpAddr;

/// The peer's address (of IPv6, its /64).
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

impl<S: Sync> FromRequestParts<S> for Peer {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(rate_limit::address(&parts.extensions)))
    }
}
