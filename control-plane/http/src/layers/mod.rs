//! What happens around every request, one file each. The order is in [`crate::router`].

pub mod authenticate;
pub mod catch_panic;
pub mod correlation;
pub mod idempotency;
pub mod rate_limit;
pub mod request_metrics;
pub mod security_headers;
pub mod timeout;
