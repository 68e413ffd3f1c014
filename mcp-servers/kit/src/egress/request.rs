use super::client::{Egress, explain, parse, place};
use crate::tool::ToolError;
use bytes::{Bytes, BytesMut};
use flow_schema::ErrorCode;
use http::{HeaderMap, Method, StatusCode, header};
use reqwest::Url;
use std::time::Duration;
use tokio::time::Instant;

const MAX_REDIRECTS: usize = 5;

/// One request to send.
#[derive(Clone, Debug)]
pub struct Outgoing {
    pub method: Method,
    pub url: String,
    pub headers: HeaderMap,
    pub body: Option<Bytes>,
    /// From the first name look-up to the last byte of the answer.
    pub timeout: Duration,
    /// A longer body is an error, not a truncated body.
    pub max_answer_bytes: usize,
    pub redirects: Redirects,
}

impl Outgoing {
    /// Thirty seconds, one mebibyte, redirects followed.
    pub fn new(method: Method, url: impl Into<String>) -> Self {
        Self {
            method,
            url: url.into(),
            headers: HeaderMap::new(),
            body: None,
            timeout: Duration::from_secs(30),
            max_answer_bytes: 1 << 20,
            redirects: Redirects::Follow,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Redirects {
    /// At most five; each target is checked like a first address. Only harmless headers go along
    /// to another origin.
    Follow,
    /// A redirect is the answer. For webhooks, where it means misconfiguration.
    Never,
}

#[derive(Clone, Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
    /// Where the answer came from, after redirects.
    pub url: String,
}

impl Answer {
    /// `Retry-After` in seconds, when the target gave one.
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after(&self.headers)
    }
}

/// `Retry-After` (seconds only; dates are rare and untrustworthy), at most an hour.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds: u64 = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds.min(3600)))
}

pub(super) async fn send(egress: &Egress, outgoing: Outgoing) -> Result<Answer, ToolError> {
    let deadline = Instant::now() + outgoing.timeout;
    let url = parse(&outgoing.url)?;
    let late = || ToolError::new(ErrorCode::Timeout, format!("{} did not answer in time", place(&url)));
    tokio::time::timeout_at(deadline, follow(egress, outgoing, url.clone())).await.map_err(|_| late())?
}

async fn follow(egress: &Egress, mut outgoing: Outgoing, mut url: Url) -> Result<Answer, ToolError> {
    let mut hops = 0;
    loop {
        let mut request = egress.gate(&url)?.request(outgoing.method.clone(), url.clone());
        request = request.headers(outgoing.headers.clone());
        if let Some(body) = &outgoing.body {
            request = request.body(body.clone());
        }
        let response = request.send().await.map_err(|e| explain(&e, &url))?;
        let target = match outgoing.redirects {
            Redirects::Follow => redirect_target(&response, &url)?,
            Redirects::Never => None,
        };
        let Some(next) = target else {
            return read(response, outgoing.max_answer_bytes, &url).await;
        };
        hops += 1;
        if hops > MAX_REDIRECTS {
            return Err(ToolError::new(
                ErrorCode::Upstream,
                format!("{} redirects more than {MAX_REDIRECTS} times", place(&url)),
            )
            .fatal());
        }
        adapt(&mut outgoing, response.status(), &url, &next)?;
        url = next;
    }
}

fn redirect_target(response: &reqwest::Response, from: &Url) -> Result<Option<Url>, ToolError> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let Some(location) = response.headers().get(header::LOCATION) else { return Ok(None) };
    let wrong =
        || ToolError::new(ErrorCode::Upstream, format!("{} redirects to nowhere", place(from))).fatal();
    let location = location.to_str().map_err(|_| wrong())?;
    from.join(location).map(Some).map_err(|_| wrong())
}

/// What a redirect changes about a request: the method as browsers do it, and, towards another
/// origin, everything that could carry a credential.
fn adapt(outgoing: &mut Outgoing, status: StatusCode, from: &Url, to: &Url) -> Result<(), ToolError> {
    if from.scheme() == "https" && to.scheme() != "https" {
        return Err(ToolError::new(
            ErrorCode::PolicyDenied,
            format!("{} redirects from https to {}, which is refused", place(from), place(to)),
        ));
    }
    let becomes_get = match status.as_u16() {
        301 | 302 => outgoing.method == Method::POST,
        303 => outgoing.method != Method::GET && outgoing.method != Method::HEAD,
        _ => false,
    };
    if becomes_get {
        outgoing.method = Method::GET;
        outgoing.body = None;
        outgoing.headers.remove(header::CONTENT_TYPE);
    }
    if from.origin() != to.origin() {
        let keep = [header::ACCEPT, header::ACCEPT_LANGUAGE, header::CONTENT_TYPE, header::USER_AGENT];
        let kept: HeaderMap = outgoing
            .headers
            .iter()
            .filter(|(name, _)| keep.contains(name))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        outgoing.headers = kept;
    }
    Ok(())
}

async fn read(mut response: reqwest::Response, limit: usize, url: &Url) -> Result<Answer, ToolError> {
    let status = response.status();
    let headers = std::mem::take(response.headers_mut());
    let body = read_limited(&mut response, limit, url).await?;
    Ok(Answer { status, headers, body, url: url.to_string() })
}

pub(crate) async fn read_limited(
    response: &mut reqwest::Response,
    limit: usize,
    url: &Url,
) -> Result<Bytes, ToolError> {
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(|e| explain(&e, url))? {
        if body.len() + chunk.len() > limit {
            return Err(ToolError::new(
                ErrorCode::Upstream,
                format!("the answer of {} is larger than {limit} bytes", place(url)),
            )
            .fatal());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

/// Host and port that a web address leads to, as `host:port`.
pub fn host_of(address: &str) -> Option<String> {
    let url = Url::parse(address.trim()).ok()?;
    Some(format!("{}:{}", url.host_str()?, url.port_or_known_default()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_host() {
        assert_eq!(host_of(" https://Example.test/a?b=c ").as_deref(), Some("example.test:443"));
        assert_eq!(host_of("http://[::1]:8080").as_deref(), Some("[::1]:8080"));
        assert_eq!(host_of("mailto:a@b.test"), None);
        assert_eq!(host_of("nonsense"), None);
    }
}
