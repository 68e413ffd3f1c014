//! What every handler can reach.

use crate::layers::rate_limit::RateLimits;
use control_plane_app::App;
use metrics_exporter_prometheus::PrometheusHandle;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// Cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// The use-cases and what they stand on.
    pub app: Arc<App>,
    pub limits: RateLimits,
    pub metrics: PrometheusHandle,
    pub options: Options,
    /// Cancelled when the process begins to drain: streams end, so that clients reconnect elsewhere
    /// or later, and readiness says no.
    pub draining: CancellationToken,
}

/// What differs between installations.
#[derive(Clone, Debug)]
pub struct Options {
    /// Cookies carry `Secure`; off on loopback, where browsers would not send them over plain HTTP.
    pub secure_cookies: bool,
    /// Largest uploaded file.
    pub max_upload_bytes: usize,
    /// Names under which `/mcp` answers; empty means loopback names only.
    pub hosts: Vec<String>,
    /// Web pages (scheme, host, port) that may call `/mcp`.
    pub origins: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            secure_cookies: false,
            max_upload_bytes: 25 * 1024 * 1024,
            hosts: Vec::new(),
            origins: Vec::new(),
        }
    }
}

/// Largest JSON body: a flow of 2,000 nodes with long prompts fits.
pub const MAX_JSON_BYTES: usize = 4 * 1024 * 1024;
