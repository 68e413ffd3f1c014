//! How often one address, person or tenant may ask, with `X-RateLimit-*` on every answer.
//!
//! A request counts against its tenant and its user, or, when nobody is signed in, against its
//! address. What visitors of widgets do counts against their address and the widget, and what costs the
//! tenant something (sessions, words) more strictly. The headers tell of the bucket that has least left.

use crate::error::Problem;
use crate::layers::authenticate::{Embedded, Identity, embedded};
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use http::{HeaderName, HeaderValue, Method};
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use uuid::Uuid;

const LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
const RESET: HeaderName = HeaderName::from_static("x-ratelimit-reset");

/// Requests per minute; a bucket holds one minute's worth. The defaults let a script do what the
/// product can do, and stop what only harms.
#[derive(Clone, Copy, Debug)]
pub struct Rates {
    pub per_address: NonZeroU32,
    pub per_user: NonZeroU32,
    pub per_tenant: NonZeroU32,
    /// Everything below one widget's address.
    pub per_widget: NonZeroU32,
    /// Visitors' sessions that are begun or prolonged.
    pub visits_per_address: NonZeroU32,
    pub visits_per_widget: NonZeroU32,
    /// What visitors send: each message may start a run.
    pub words_per_visitor: NonZeroU32,
    pub words_per_address: NonZeroU32,
}

impl Default for Rates {
    fn default() -> Self {
        const fn per_minute(n: u32) -> NonZeroU32 {
            match NonZeroU32::new(n) {
                Some(n) => n,
                None => NonZeroU32::MIN,
            }
        }
        Self {
            per_address: per_minute(3_000),
            per_user: per_minute(24_000),
            per_tenant: per_minute(120_000),
            per_widget: per_minute(12_000),
            visits_per_address: per_minute(60),
            visits_per_widget: per_minute(3_000),
            words_per_visitor: per_minute(30),
            words_per_address: per_minute(120),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Address(IpAddr),
    User(Uuid),
    Tenant(Uuid),
    Widget(String),
    VisitsFrom(IpAddr),
    VisitsOf(String),
    WordsOf(Uuid),
    WordsFrom(IpAddr),
}

type Limiter = RateLimiter<Key, DashMapStateStore<Key>, DefaultClock, StateInformationMiddleware>;

/// The buckets of this process.
#[derive(Clone)]
pub struct RateLimits(Arc<Buckets>);

struct Buckets {
    address: Limiter,
    user: Limiter,
    tenant: Limiter,
    widget: Limiter,
    visits_from: Limiter,
    visits_of: Limiter,
    words_of: Limiter,
    words_from: Limiter,
    checks: AtomicU64,
}

impl std::fmt::Debug for RateLimits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RateLimits")
    }
}

/// What one bucket says.
#[derive(Clone, Copy, Debug)]
struct Reading {
    limit: u32,
    remaining: u32,
    reset: Duration,
    refused: bool,
}

impl RateLimits {
    pub fn new(rates: Rates) -> Self {
        let limiter = |rate: NonZeroU32| {
            RateLimiter::dashmap(Quota::per_minute(rate)).with_middleware::<StateInformationMiddleware>()
        };
        Self(Arc::new(Buckets {
            address: limiter(rates.per_address),
            user: limiter(rates.per_user),
            tenant: limiter(rates.per_tenant),
            widget: limiter(rates.per_widget),
            visits_from: limiter(rates.visits_per_address),
            visits_of: limiter(rates.visits_per_widget),
            words_of: limiter(rates.words_per_visitor),
            words_from: limiter(rates.words_per_address),
            checks: AtomicU64::new(0),
        }))
    }

    fn check(&self, key: &Key) -> Reading {
        let limiter = match key {
            Key::Address(_) => &self.0.address,
            Key::User(_) => &self.0.user,
            Key::Tenant(_) => &self.0.tenant,
            Key::Widget(_) => &self.0.widget,
            Key::VisitsFrom(_) => &self.0.visits_from,
            Key::VisitsOf(_) => &self.0.visits_of,
            Key::WordsOf(_) => &self.0.words_of,
            Key::WordsFrom(_) => &self.0.words_from,
        };
        // Full buckets are forgotten now and then, so that many addresses do not stay in memory.
        if self.0.checks.fetch_add(1, Ordering::Relaxed) % 4096 == 4095 {
            limiter.retain_recent();
        }
        match limiter.check_key(key) {
            Ok(state) => {
                let limit = state.quota().burst_size().get();
                let remaining = state.remaining_burst_capacity();
                let reset = state.quota().replenish_interval() * (limit - remaining.min(limit));
                Reading { limit, remaining, reset, refused: false }
            }
            Err(refusal) => {
                let reset = refusal.wait_time_from(DefaultClock::default().now());
                Reading { limit: refusal.quota().burst_size().get(), remaining: 0, reset, refused: true }
            }
        }
    }
}

pub async fn layer(State(limits): State<RateLimits>, request: Request, next: Next) -> Response {
    let keys = keys(&request);
    let mut tightest: Option<Reading> = None;
    for key in &keys {
        let reading = limits.check(key);
        let tighter = tightest.is_none_or(|t| {
            (reading.refused && !t.refused)
                || (reading.refused == t.refused && reading.remaining < t.remaining)
        });
        if tighter {
            tightest = Some(reading);
        }
    }
    let Some(reading) = tightest else { return next.run(request).await };
    let mut response = if reading.refused {
        Problem::new("rate_limited", "Too many requests; wait as long as Retry-After says.")
            .retry_after(reading.reset)
            .into_response()
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    headers.insert(LIMIT, HeaderValue::from(reading.limit));
    headers.insert(REMAINING, HeaderValue::from(reading.remaining));
    headers.insert(
        RESET,
        HeaderValue::from(reading.reset.as_secs() + u64::from(reading.reset.subsec_nanos() > 0)),
    );
    response
}

/// The buckets that a request counts against.
fn keys(request: &Request) -> Vec<Key> {
    let from = address(request.extensions());
    match request.extensions().get::<Identity>() {
        Some(Identity::Known(caller)) => {
            return vec![Key::Tenant(caller.tenant.as_uuid()), Key::User(caller.user.as_uuid())];
        }
        Some(Identity::Visitor(caller)) => {
            let widget = caller.visitor.as_ref().map(|visitor| visitor.public_id.clone());
            let mut keys = vec![Key::Address(from), Key::Widget(widget.unwrap_or_default())];
            if *request.method() == Method::POST {
                keys.extend([Key::WordsOf(caller.user.as_uuid()), Key::WordsFrom(from)]);
            }
            return keys;
        }
        _ => {}
    }
    let mut keys = vec![Key::Address(from)];
    let begins = |place: &Embedded<'_>| place.is_session() && *request.method() == Method::POST;
    if let Some(place) = embedded(request.uri().path()).filter(begins) {
        // Only as much of a name as one can have: it is the caller's word.
        keys.extend([Key::VisitsFrom(from), Key::VisitsOf(place.public_id.chars().take(64).collect())]);
    }
    keys
}

/// The peer's address; of IPv6 the /64, which one subscriber owns. Forwarding headers are not
/// believed: anyone can write them.
pub fn address(extensions: &http::Extensions) -> IpAddr {
    let ip = extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |info| info.0.ip());
    match ip.to_canonical() {
        IpAddr::V6(v6) => {
            let s = v6.segments();
            IpAddr::V6(Ipv6Addr::new(s[0], s[1], s[2], s[3], 0, 0, 0, 0))
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_bucket_refuses_and_says_how_long() {
        let one = NonZeroU32::MIN;
        let limits =
            RateLimits::new(Rates { per_address: one, per_user: one, per_tenant: one, ..Rates::default() });
        let key = Key::User(Uuid::nil());
        assert!(!limits.check(&key).refused);
        let refused = limits.check(&key);
        assert!(refused.refused);
        assert!(refused.reset > Duration::from_secs(50), "{refused:?}");
        // Another person is not affected.
        assert!(!limits.check(&Key::User(Uuid::max())).refused);
    }
}
