//! The origin of a web page: scheme, host and port, and nothing else.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use utoipa::ToSchema;

/// `https://shop.example.com`, or `http://localhost:3000`: plain HTTP is for this machine only. Lower
/// case, without the port that the scheme implies, so that it reads as browsers write it. Its characters
/// are safe in a header by construction. No wildcards: which names below a domain are one owner's, only
/// that owner knows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String)]
pub struct WebOrigin(String);

/// Why a text is no origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadWebOrigin {
    #[error("an origin begins with https:// (http:// only for localhost and 127.0.0.1)")]
    Scheme,
    #[error("an origin is a scheme, a host and perhaps a port: https://www.example.com")]
    Rest,
    #[error("name each host in full; wildcards are not accepted")]
    Wildcard,
    #[error("this is no host name; write names in other scripts as punycode (xn--…)")]
    Host,
    #[error("a port is a number from 1 to 65535")]
    Port,
}

impl WebOrigin {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for WebOrigin {
    type Err = BadWebOrigin;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim().to_ascii_lowercase();
        let (scheme, rest) = text.split_once("://").ok_or(BadWebOrigin::Scheme)?;
        let default_port = match scheme {
            "https" => 443,
            "http" => 80,
            _ => return Err(BadWebOrigin::Scheme),
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        if rest.contains(['/', '?', '#', '@', '\\']) {
            return Err(BadWebOrigin::Rest);
        }
        let (host, port) = match rest.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (rest, None),
        };
        if host.contains('*') {
            return Err(BadWebOrigin::Wildcard);
        }
        if !is_host(host) {
            return Err(BadWebOrigin::Host);
        }
        if scheme == "http" && !is_loopback(host) {
            return Err(BadWebOrigin::Scheme);
        }
        let port = port.map(read_port).transpose()?.filter(|port| *port != default_port);
        Ok(Self(match port {
            Some(port) => format!("{scheme}://{host}:{port}"),
            None => format!("{scheme}://{host}"),
        }))
    }
}

fn read_port(text: &str) -> Result<u16, BadWebOrigin> {
    let digits = (1..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let port = if digits { text.parse().ok() } else { None };
    port.filter(|port| *port > 0).ok_or(BadWebOrigin::Port)
}

/// A host name or an IPv4 address. IPv6 cannot be written in a content security policy.
fn is_host(host: &str) -> bool {
    let legal = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(legal)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    host.len() <= 253 && host.split('.').all(label)
}

/// Whether a host name (without port) means this machine.
pub fn is_loopback(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "[::1]") || host.ends_with(".localhost")
}

impl TryFrom<String> for WebOrigin {
    type Error = BadWebOrigin;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<WebOrigin> for String {
    fn from(origin: WebOrigin) -> Self {
        origin.0
    }
}

impl fmt::Display for WebOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_written_as_browsers_write_it() {
        for (text, read) in [
            ("https://Shop.Example.com", "https://shop.example.com"),
            (" https://example.com:443/ ", "https://example.com"),
            ("https://example.com:8443", "https://example.com:8443"),
            ("http://localhost:3000", "http://localhost:3000"),
            ("http://app.localhost", "http://app.localhost"),
            ("http://127.0.0.1:80", "http://127.0.0.1"),
            ("https://xn--mller-kva.de", "https://xn--mller-kva.de"),
        ] {
            assert_eq!(text.parse::<WebOrigin>().map(String::from), Ok(read.to_owned()), "{text}");
        }
    }

    #[test]
    fn whatever_could_mean_more_than_one_page_is_refused() {
        for (text, why) in [
            ("example.com", BadWebOrigin::Scheme),
            ("http://example.com", BadWebOrigin::Scheme),
            ("http://localhost.evil.example", BadWebOrigin::Scheme),
            ("javascript://x", BadWebOrigin::Scheme),
            ("https://example.com/path", BadWebOrigin::Rest),
            ("https://user@example.com", BadWebOrigin::Rest),
            ("https://*.example.com", BadWebOrigin::Wildcard),
            ("*", BadWebOrigin::Scheme),
            ("https://", BadWebOrigin::Host),
            ("https://a..b", BadWebOrigin::Host),
            ("https://[::1]", BadWebOrigin::Host),
            ("https://müller.de", BadWebOrigin::Host),
            ("https://a.com; script-src *", BadWebOrigin::Wildcard),
            ("https://a.com; script-src x", BadWebOrigin::Host),
            ("https://a.com 'unsafe-inline'", BadWebOrigin::Host),
            ("https://a.com:0", BadWebOrigin::Port),
            ("https://a.com:99999", BadWebOrigin::Port),
            ("https://a.com:+80", BadWebOrigin::Port),
        ] {
            assert_eq!(text.parse::<WebOrigin>(), Err(why), "{text}");
        }
    }
}
