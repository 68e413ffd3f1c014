//! The headers every answer carries, and the Studio's content security policy.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use control_plane_domain::WebOrigin;
use http::{HeaderName, HeaderValue, header};

/// No inline script, no inline style, nothing from elsewhere. Images may be `data:` and `blob:`
/// because the canvas makes thumbnails; text of models is never loaded as an image. Nor does any text become
/// markup or a script: browsers that know trusted types ask the Studio's one policy (`lib/script-urls.ts`),
/// which lets pass what the build made.
pub const CSP: &str = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
    font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; \
    form-action 'self'; require-trusted-types-for 'script'; trusted-types default; frame-ancestors 'none'";

/// Of the worker that checks flows (`studio/checks`), and of nothing else: a worker has the policy that its script came with.
/// It may compile WebAssembly, which `wasm-unsafe-eval` allows; that is not `unsafe-eval`, and no text becomes a script by it.
pub const CHECKS_CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

/// In an answer's extensions: its own policy says who may frame it, so that the older header, which knows
/// no list, is left out.
#[derive(Clone, Copy, Debug)]
pub struct Framable;

/// The policy of a page that these origins (and our own) may frame.
pub fn framable_csp(origins: &[WebOrigin]) -> String {
    let mut ancestors = "frame-ancestors 'self'".to_owned();
    for origin in origins {
        ancestors.push(' ');
        ancestors.push_str(origin.as_str());
    }
    CSP.replace("frame-ancestors 'none'", &ancestors)
}

static FIXED: [(HeaderName, &str); 7] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CONTENT_SECURITY_POLICY, CSP),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
];

/// Adds what the handler did not set itself; API answers are not cached unless it says so.
pub async fn layer(request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    let framable = response.extensions().get::<Framable>().is_some();
    let headers = response.headers_mut();
    for (name, value) in &FIXED {
        if framable && *name == header::X_FRAME_OPTIONS {
            continue;
        }
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if is_api {
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_framed_page_differs_in_who_may_frame_it_only() {
        let origin: WebOrigin = "https://shop.example.com".parse().unwrap();
        let csp = framable_csp(&[origin]);
        assert!(csp.ends_with("frame-ancestors 'self' https://shop.example.com"), "{csp}");
        assert!(csp.starts_with(CSP.split("frame-ancestors").next().unwrap()), "{csp}");
    }
}
