//! A client of the REST API that remembers who it is and says what went wrong.

use futures::StreamExt;
use serde_json::{Value, json};
use std::time::Duration;

/// No answer of the product may take longer.
const ANSWER_LIMIT: Duration = Duration::from_secs(60);

/// Between two looks at what cannot be followed: asking without a pause would take from the product the
/// time it needs to get there.
const GLANCE: Duration = Duration::from_millis(20);

#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    url: String,
    token: Option<String>,
}

/// An answer: status, headers, body.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub body: Value,
    pub route: String,
}

impl Reply {
    /// The body, when the status is one of these.
    #[track_caller]
    pub fn expect_status(self, wanted: &[u16]) -> Value {
        assert!(wanted.contains(&self.status), "{} answered {}: {:#}", self.route, self.status, self.body);
        self.body
    }

    pub fn etag(&self) -> String {
        self.headers["etag"].to_str().expect("an ETag is ASCII").to_owned()
    }
}

impl Client {
    pub fn anonymous(url: &str) -> Self {
        rustls::crypto::ring::default_provider().install_default().ok();
        #[expect(clippy::disallowed_methods, reason = "this is the client of the product, not a part of it")]
        let http = reqwest::Client::builder()
            .timeout(ANSWER_LIMIT)
            .no_proxy()
            .build()
            .expect("a client without special wishes builds");
        Self { http, url: url.to_owned(), token: None }
    }

    pub fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    /// What it signs in with.
    pub fn token(&self) -> &str {
        self.token.as_deref().expect("somebody is signed in")
    }

    fn request(&self, method: reqwest::Method, path: &str) -> reqwest::RequestBuilder {
        let url = if path.starts_with("/health") || path.starts_with("/metrics") || path.starts_with("/api/")
        {
            format!("{}{path}", self.url)
        } else {
            format!("{}/api/v1{path}", self.url)
        };
        let request = self.http.request(method, url);
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    pub async fn send(
        &self,
        method: &str,
        path: &str,
        body: Option<Value>,
        headers: &[(&str, &str)],
    ) -> Reply {
        let mut request = self.request(method.parse().expect("an HTTP method"), path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        Self::read(format!("{method} {path}"), request).await
    }

    /// A request whose answer is a stream of events.
    pub async fn stream(&self, method: &str, path: &str, body: Option<&Value>) -> reqwest::Response {
        let mut request = self.request(method.parse().expect("an HTTP method"), path);
        if let Some(body) = body {
            request = request.json(body);
        }
        let answer = request.header("accept", "text/event-stream").send().await;
        let answer = answer.unwrap_or_else(|error| panic!("{method} {path}: {error:?}"));
        assert_eq!(answer.status().as_u16(), 200, "{method} {path}");
        answer
    }

    /// Sends a request made by hand: a raw body, a form.
    pub async fn send_raw(
        &self,
        method: &str,
        path: &str,
        shape: impl FnOnce(reqwest::RequestBuilder) -> reqwest::RequestBuilder,
    ) -> Reply {
        let request = shape(self.request(method.parse().expect("an HTTP method"), path));
        Self::read(format!("{method} {path}"), request).await
    }

    async fn read(route: String, request: reqwest::RequestBuilder) -> Reply {
        let answer = request.send().await.unwrap_or_else(|error| panic!("{route}: {error:?}"));
        let status = answer.status().as_u16();
        let headers = answer.headers().clone();
        let text = answer.text().await.unwrap_or_default();
        let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
        Reply { status, headers, body, route }
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send("GET", path, None, &[]).await
    }

    /// The same of a product that may be dying: nothing when it does not answer.
    pub async fn try_get(&self, path: &str) -> Option<Value> {
        let answer = self.request(reqwest::Method::GET, path).send().await.ok()?;
        if answer.status() == reqwest::StatusCode::OK { answer.json().await.ok() } else { None }
    }

    /// A post, under a key of its own, to a product that may be dying: nothing when it does not answer, or
    /// refuses.
    pub async fn try_post(&self, path: &str, key: &str, body: &Value) -> Option<Value> {
        let request = self.request(reqwest::Method::POST, path).header("idempotency-key", key).json(body);
        let answer = request.send().await.ok()?;
        if answer.status().is_success() { answer.json().await.ok() } else { None }
    }

    /// Any request to a product that may be dying: nothing when it does not answer.
    pub async fn try_send(&self, method: &str, path: &str, body: Option<&Value>) -> Option<Reply> {
        let mut request = self.request(method.parse().expect("an HTTP method"), path).header("if-match", "*");
        if let Some(body) = body {
            request = request.json(body);
        }
        let answer = request.send().await.ok()?;
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let body = answer.json().await.ok().or((status == 204).then_some(Value::Null))?;
        Some(Reply { status, headers, body, route: format!("{method} {path}") })
    }

    pub async fn post(&self, path: &str, body: Value) -> Reply {
        self.send("POST", path, Some(body), &[]).await
    }

    /// Replaces a flow's draft, whatever its ETag is.
    pub async fn put_draft(&self, flow: &str, document: &Value) -> Reply {
        let path = format!("/flows/{flow}/draft");
        let etag = self.get(&path).await.etag();
        self.send("PUT", &path, Some(document.clone()), &[("if-match", &etag)]).await
    }

    /// Creates a flow, gives it this document and publishes it.
    pub async fn publish(&self, document: &Value) -> Value {
        let name = document["name"].as_str().expect("a flow has a name");
        self.post("/flows", json!({ "name": name, "title": name, "template": "blank" }))
            .await
            .expect_status(&[201]);
        self.put_draft(name, document).await.expect_status(&[200]);
        self.post(&format!("/flows/{name}/publish"), json!({ "message": "First version" }))
            .await
            .expect_status(&[201])
    }

    /// Opens a conversation with a flow; gives back its id.
    pub async fn converse(&self, flow: &str) -> String {
        let conversation = self.post("/conversations", json!({ "flow": flow })).await.expect_status(&[201]);
        conversation["id"].as_str().expect("a conversation has an id").to_owned()
    }

    /// Posts a message or answer; gives back the id of the run that deals with it.
    pub async fn say(&self, conversation: &str, body: Value) -> String {
        let answer =
            self.post(&format!("/conversations/{conversation}/messages"), body).await.expect_status(&[202]);
        answer["run_id"].as_str().expect("a message has a run").to_owned()
    }

    pub async fn messages(&self, conversation: &str) -> Vec<Value> {
        let list = self
            .get(&format!("/conversations/{conversation}/messages?limit=200"))
            .await
            .expect_status(&[200]);
        list["data"].as_array().expect("a list").clone()
    }

    /// Waits until a knowledge base has read all its documents.
    pub async fn knowledge_ready(&self, base: &str) {
        let deadline = tokio::time::Instant::now() + ANSWER_LIMIT;
        loop {
            let state = self.get(&format!("/kb/bases/{base}")).await.expect_status(&[200]);
            if state["documents"].as_u64().unwrap_or(0) > 0 && state["ready"] == state["documents"] {
                return;
            }
            assert!(tokio::time::Instant::now() < deadline, "the base is not ready: {state:#}");
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Waits until a conversation's messages are as wanted: they follow the run's events, a moment later.
    pub async fn messages_until(&self, conversation: &str, wanted: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        let deadline = tokio::time::Instant::now() + ANSWER_LIMIT;
        loop {
            let messages = self.messages(conversation).await;
            if wanted(&messages) {
                return messages;
            }
            assert!(tokio::time::Instant::now() < deadline, "it was never said: {messages:#?}");
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Follows a run until it is in one of these states; the wait is on the run's own events.
    pub async fn run_until(&self, run: &str, wanted: &[&str]) -> Value {
        let deadline = tokio::time::Instant::now() + ANSWER_LIMIT;
        loop {
            let row = self.get(&format!("/runs/{run}")).await.expect_status(&[200]);
            let status = row["status"].as_str().expect("a run has a status");
            if wanted.contains(&status) {
                return row;
            }
            assert!(
                !["completed", "failed", "cancelled"].contains(&status),
                "the run ended as {status} instead of {wanted:?}: {row:#}"
            );
            assert!(tokio::time::Instant::now() < deadline, "the run is still {status}: {row:#}");
            let after = row["last_seq"].as_u64().unwrap_or(0);
            self.next_event(run, after).await;
        }
    }

    /// Waits for the next event after `after`, or a second: a status may change without one.
    async fn next_event(&self, run: &str, after: u64) {
        let request = self
            .request(reqwest::Method::GET, &format!("/runs/{run}/events?after={after}"))
            .header("accept", "text/event-stream");
        let Ok(answer) = request.send().await else { return };
        let mut body = answer.bytes_stream();
        tokio::time::timeout(Duration::from_secs(1), body.next()).await.ok();
    }

    /// Reads an event stream until `enough` says so; gives back `(id, event, data)`.
    pub async fn events(
        &self,
        path: &str,
        last_event_id: Option<&str>,
        mut enough: impl FnMut(&str, &Value) -> bool,
    ) -> Vec<(String, String, Value)> {
        let mut request = self.request(reqwest::Method::GET, path).header("accept", "text/event-stream");
        if let Some(id) = last_event_id {
            request = request.header("last-event-id", id);
        }
        let answer = request.send().await.expect("the stream opens");
        assert_eq!(answer.status().as_u16(), 200, "GET {path}: {:?}", answer.text().await);
        let mut body = answer.bytes_stream();
        let mut text = String::new();
        let mut seen = Vec::new();
        let deadline = tokio::time::Instant::now() + ANSWER_LIMIT;
        while let Ok(Some(chunk)) = tokio::time::timeout_at(deadline, body.next()).await {
            text.push_str(&String::from_utf8_lossy(&chunk.expect("the stream goes on")));
            while let Some(end) = text.find("\n\n") {
                let frame: String = text.drain(..end + 2).collect();
                let field = |name: &str| {
                    frame.lines().find_map(|line| line.strip_prefix(name)).map(|v| v.trim_start().to_owned())
                };
                let Some(event) = field("event:") else { continue };
                let data = field("data:").and_then(|d| serde_json::from_str(&d).ok()).unwrap_or(Value::Null);
                let done = enough(&event, &data);
                seen.push((field("id:").unwrap_or_default(), event, data));
                if done {
                    return seen;
                }
            }
        }
        seen
    }
}
