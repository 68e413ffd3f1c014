use super::failure;
use async_openai::middleware::HttpRequestFactory;
use futures::{StreamExt, future::BoxFuture};
use mcp_servers_kit::egress::Url;
use std::task::{Context, Poll};
use tower::{BoxError, Service};

/// An answer, streamed or not, is never longer than this.
const MAX_BYTES: usize = 16 << 20;
const MAX_ERROR_BYTES: usize = 64 << 10;

/// Sends the library's requests once, with the egress client, and reads error answers itself: the
/// library knows only one shape of them and would lose the status of the others.
#[derive(Clone)]
pub(super) struct Wire {
    client: reqwest::Client,
    base: Url,
}

impl Wire {
    pub fn new(client: reqwest::Client, base: Url) -> Self {
        Self { client, base }
    }
}

impl Service<HttpRequestFactory> for Wire {
    type Response = reqwest::Response;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<reqwest::Response, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: HttpRequestFactory) -> Self::Future {
        let Self { client, base } = self.clone();
        Box::pin(async move {
            let request = request.build().await?;
            // The egress client was chosen for this origin and may be used for no other.
            if request.url().origin() != base.origin() {
                return Err("the request leads elsewhere than the configured address".into());
            }
            let response = client.execute(request).await?;
            if response.status().is_success() {
                return Ok(limited(response));
            }
            let (status, headers) = (response.status(), response.headers().clone());
            let body = start_of(response).await;
            Err(failure::of_status(status.as_u16(), &headers, &body).into())
        })
    }
}

/// The first bytes of an error answer; a body that breaks off is read as far as it came.
async fn start_of(mut response: reqwest::Response) -> Vec<u8> {
    let mut body = Vec::new();
    while let Ok(Some(chunk)) = response.chunk().await {
        body.extend_from_slice(&chunk);
        if body.len() > MAX_ERROR_BYTES {
            body.truncate(MAX_ERROR_BYTES);
            break;
        }
    }
    body
}

fn limited(response: reqwest::Response) -> reqwest::Response {
    let mut head = mcp_servers_kit::http::Response::builder().status(response.status());
    if let Some(headers) = head.headers_mut() {
        headers.clone_from(response.headers());
    }
    let mut left = MAX_BYTES;
    let body = response.bytes_stream().map(move |chunk| {
        let chunk = chunk.map_err(std::io::Error::other)?;
        left = left
            .checked_sub(chunk.len())
            .ok_or_else(|| std::io::Error::other("the answer is larger than 16 MiB"))?;
        Ok::<_, std::io::Error>(chunk)
    });
    head.body(reqwest::Body::wrap_stream(body)).expect("status and headers come from a response").into()
}
