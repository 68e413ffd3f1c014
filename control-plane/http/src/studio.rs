//! The embedded Studio: files of `studio/dist`, its pages for every address that is not the API's.
//!
//! A debug build reads the folder when asked, a release build carries it. A build made without the
//! Studio says so in the browser instead of showing nothing.

use crate::error::Problem;
use crate::layers::security_headers::CHECKS_CSP;
use axum::Router;
use axum::body::Body;
use axum::response::{Html, IntoResponse, Response};
use http::{HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use rust_embed::{EmbeddedFile, RustEmbed};
use tower_http::compression::CompressionLayer;

#[derive(RustEmbed)]
#[folder = "../../studio/dist/"]
#[allow_missing = true]
struct Dist;

/// Pages of their own; all other addresses belong to the Studio's router.
const PAGES: &[(&str, &str)] =
    &[("chat", "chat.html"), ("portal", "portal.html"), ("approvals", "portal.html")];
/// The worker that checks flows; Vite adds a hash to the name.
const CHECKS: &str = "assets/checks.worker-";
/// The script that other people's pages load.
const WIDGET: &str = "widget.js";

pub const CORP: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

const NOT_BUILT: &str = include_str!("studio_not_built.html");

/// All of it, compressed for those who ask. API answers are not: their length could then tell of
/// secrets that stand beside what an attacker put in.
pub fn router() -> Router {
    Router::new().fallback(serve).layer(CompressionLayer::new())
}

/// A page of the build by its file's name; a word about it when it is missing.
pub fn page(name: &str) -> Response {
    match Dist::get(name) {
        Some(file) => answer(name, file),
        None => (StatusCode::SERVICE_UNAVAILABLE, Html(NOT_BUILT)).into_response(),
    }
}

async fn serve(method: Method, uri: Uri) -> Response {
    let path = uri.path().trim_start_matches('/');
    let first = path.split('/').next().unwrap_or_default();
    if matches!(first, "api" | "mcp" | "v1" | "health" | "metrics" | ".well-known") {
        return Problem::new("not_found", "Nothing has this address.").into_response();
    }
    if method != Method::GET && method != Method::HEAD {
        return super::routes::method_not_allowed().await;
    }
    if let Some(file) = Dist::get(path) {
        return answer(path, file);
    }
    // A missing script or image is missing; answering with a page would hide that.
    if path.rsplit('/').next().is_some_and(|name| name.contains('.')) {
        return Problem::new("not_found", "Nothing has this address.").into_response();
    }
    let page = PAGES.iter().find(|(name, _)| *name == first).map_or("index.html", |(_, page)| page);
    match Dist::get(page).or_else(|| Dist::get("index.html")) {
        Some(file) => answer(page, file),
        None => (StatusCode::SERVICE_UNAVAILABLE, Html(NOT_BUILT)).into_response(),
    }
}

fn answer(path: &str, file: EmbeddedFile) -> Response {
    // Vite puts a hash of the content into the names of files under assets/.
    let caching = match path {
        _ if path.starts_with("assets/") => "public, max-age=31536000, immutable",
        // It has one name for ever, on pages that we do not see.
        WIDGET => "public, max-age=300",
        _ => "no-cache",
    };
    let content_type = match file.metadata.mimetype() {
        text if text.starts_with("text/") => format!("{text}; charset=utf-8"),
        other => other.to_owned(),
    };
    let mut response = Response::new(Body::from(file.data));
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    if let Ok(value) = HeaderValue::from_str(&content_type) {
        headers.insert(header::CONTENT_TYPE, value);
    }
    if let Some(policy) = own_policy(path) {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    }
    if path == WIDGET {
        headers.insert(CORP, HeaderValue::from_static("cross-origin"));
    }
    response
}

/// All other files have the policy of every answer.
fn own_policy(path: &str) -> Option<&'static str> {
    path.starts_with(CHECKS).then_some(CHECKS_CSP)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn webassembly_may_be_compiled_by_the_worker_that_checks_flows_and_by_nothing_else() {
        let policy = own_policy("assets/checks.worker-CWtHjlxE.js").unwrap();
        assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval';"), "{policy}");
        assert!(!policy.contains("'unsafe-eval'") && !policy.contains("'unsafe-inline'"), "{policy}");
        for path in ["index.html", "assets/studio-B3sd.js", "assets/elk.worker-x.js", "assets/checks-x.wasm"]
        {
            assert_eq!(own_policy(path), None, "{path}");
        }
    }
}
