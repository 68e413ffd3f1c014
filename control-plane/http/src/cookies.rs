//! The Studio's two cookies: the session (never readable by scripts) and the value that scripts of
//! our own pages repeat in a header (double submit). And the one cookie of a widget's visitor.

use http::{HeaderMap, HeaderValue, header};

pub const SESSION: &str = "flowright_session";
pub const CSRF: &str = "flowright_csrf";
pub const CSRF_HEADER: &str = "x-csrf-token";
/// A widget's visitor. Its path keeps the sessions of different widgets apart.
pub const VISITOR: &str = "flowright_visitor";

/// In whose frames a visitor's cookie works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// In those of any site; for each of them a jar of its own (`Partitioned`). Browsers want `Secure` for
    /// that.
    AnySite,
    /// In those of the own site only: plain HTTP that is not this machine's.
    OwnSite,
}

/// The value of a cookie of the request.
pub fn read(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, value)| *key == name && !value.is_empty())
        .map(|(_, value)| value.to_owned())
}

/// Cookies that start a session in a browser.
pub fn start(session: &str, csrf: &str, max_age_s: i64, secure: bool) -> HeaderMap {
    let secure = if secure { "; Secure" } else { "" };
    let mut headers = HeaderMap::new();
    append(
        &mut headers,
        format!("{SESSION}={session}; Path=/; Max-Age={max_age_s}; SameSite=Lax; HttpOnly{secure}"),
    );
    append(&mut headers, format!("{CSRF}={csrf}; Path=/; Max-Age={max_age_s}; SameSite=Lax{secure}"));
    headers
}

/// Cookies that end it.
pub fn end(secure: bool) -> HeaderMap {
    start("", "", 0, secure)
}

/// The cookie of a widget's visitor.
pub fn visitor(public_id: &str, token: &str, max_age_s: i64, reach: Reach) -> HeaderMap {
    let attributes = match reach {
        Reach::AnySite => "SameSite=None; Secure; Partitioned",
        Reach::OwnSite => "SameSite=Lax",
    };
    let path = format!("/api/v1/embed/{public_id}");
    let mut headers = HeaderMap::new();
    append(
        &mut headers,
        format!("{VISITOR}={token}; Path={path}; Max-Age={max_age_s}; HttpOnly; {attributes}"),
    );
    headers
}

/// Whether a visitor's request repeats the value that only the widget's own page could read. Its page
/// reads no cookie, so there is one place only.
pub fn visitor_csrf_matches(headers: &HeaderMap, expected: &str) -> bool {
    headers.get(CSRF_HEADER).and_then(|value| value.to_str().ok()) == Some(expected)
}

/// Whether the request repeats the session's CSRF value in both places.
pub fn csrf_matches(headers: &HeaderMap, expected: &str) -> bool {
    let sent = headers.get(CSRF_HEADER).and_then(|value| value.to_str().ok());
    sent == Some(expected) && read(headers, CSRF).as_deref() == Some(expected)
}

fn append(headers: &mut HeaderMap, cookie: String) {
    // Tokens are base64url and dots; anything else would be a defect of ours and sets no cookie.
    match HeaderValue::from_str(&cookie) {
        Ok(value) => {
            headers.append(header::SET_COOKIE, value);
        }
        Err(error) => tracing::error!(%error, "a cookie could not be written"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("a=1; flowright_session=x.y.z; b=2"));
        assert_eq!(read(&headers, SESSION).as_deref(), Some("x.y.z"));
        assert_eq!(read(&headers, CSRF), None);
    }

    #[test]
    fn the_csrf_value_must_come_in_cookie_and_header() {
        let mut headers = HeaderMap::new();
        headers.insert(CSRF_HEADER, HeaderValue::from_static("v"));
        assert!(!csrf_matches(&headers, "v"));
        headers.insert(header::COOKIE, HeaderValue::from_static("flowright_csrf=v"));
        assert!(csrf_matches(&headers, "v"));
        assert!(!csrf_matches(&headers, "other"));
    }
}
