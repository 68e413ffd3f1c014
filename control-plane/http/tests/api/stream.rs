//! Reading event streams as a browser does.

use crate::harness::{Api, Person};
use axum::body::{Body, BodyDataStream};
use futures::StreamExt;
use http::{Method, Request, header};
use serde_json::Value;
use std::time::Duration;

/// One event.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    pub id: String,
    pub name: String,
    pub data: Value,
}

/// An open stream.
pub struct Reader {
    body: BodyDataStream,
    text: String,
}

impl Reader {
    /// Opens a stream; panics when the answer is none.
    pub async fn open(
        api: &Api,
        who: &Person,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Self {
        Self::open_as(api, Some(who), method, path, headers, body).await
    }

    /// The same for whoever the headers say.
    pub async fn open_as(
        api: &Api,
        who: Option<&Person>,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Self {
        let mut request =
            Request::builder().method(method).uri(path).header(header::ACCEPT, "text/event-stream");
        if let Some(who) = who {
            request = request.header(header::AUTHORIZATION, format!("Bearer {}", who.access));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = match body {
            Some(json) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Body::from(json.to_string())
            }
            None => Body::empty(),
        };
        let response = api.open(request.body(body).unwrap()).await;
        let kind =
            response.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        assert_eq!((response.status().as_u16(), kind), (200, "text/event-stream"), "{path}");
        Self { body: response.into_body().into_data_stream(), text: String::new() }
    }

    /// The next event; `None` when the stream has ended.
    pub async fn next(&mut self) -> Option<Frame> {
        loop {
            if let Some((block, rest)) = self.text.split_once("\n\n") {
                let frame = parse(block);
                self.text = rest.to_owned();
                match frame {
                    Some(frame) => return Some(frame),
                    None => continue,
                }
            }
            let chunk = tokio::time::timeout(Duration::from_secs(30), self.body.next())
                .await
                .expect("an event in time");
            self.text.push_str(std::str::from_utf8(&chunk?.unwrap()).unwrap());
        }
    }

    /// All events to the end of the stream.
    pub async fn all(mut self) -> Vec<Frame> {
        let mut all = Vec::new();
        while let Some(frame) = self.next().await {
            all.push(frame);
        }
        all
    }

    /// Events up to and including the first of this name.
    pub async fn until(&mut self, name: &str) -> Vec<Frame> {
        let mut all = Vec::new();
        while let Some(frame) = self.next().await {
            let is_it = frame.name == name;
            all.push(frame);
            if is_it {
                return all;
            }
        }
        panic!("the stream ended before {name}: {all:#?}");
    }
}

/// `None` for a comment.
fn parse(block: &str) -> Option<Frame> {
    let field = |name: &str| block.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    let data = field("data:")?;
    Some(Frame {
        id: field("id:").unwrap_or_default().to_owned(),
        name: field("event:").unwrap_or("message").to_owned(),
        data: serde_json::from_str(data).unwrap(),
    })
}
