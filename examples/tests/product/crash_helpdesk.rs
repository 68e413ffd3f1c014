//! The helpdesk example, killed by its model at each of its calls: before it answers, in the middle of the
//! words, and just after the last. Whatever was killed, the conversation reads as the undisturbed one and
//! there is one ticket, of which the desk was told once.

use crate::support::{Client, Product, fresh_database};
use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use futures::stream::{self, StreamExt};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::Notify;

const FLOW: &str = "it-helpdesk";
const GLANCE: Duration = Duration::from_millis(20);
const LIMIT: Duration = Duration::from_secs(90);
const WORDS: [&str; 4] = ["Restart ", "the ", "client ", "[1]."];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    Before,
    Amid,
    After,
}

#[derive(Clone, Default)]
struct Model {
    armed: Arc<Mutex<Armed>>,
    struck: Arc<Notify>,
}

#[derive(Default)]
struct Armed {
    asked: u32,
    kill: Option<(u32, Moment, u32)>,
    kills: u32,
}

impl Model {
    async fn start() -> (Self, SocketAddr) {
        let model = Self::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a bound port");
        let router = Router::new().route("/v1/chat/completions", post(complete)).with_state(model.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (model, address)
    }

    /// Kills the process at this question from now, counted from 1; none with `None`. Says how many there
    /// were before.
    fn arm(&self, kill: Option<(u32, Moment, u32)>) -> u32 {
        let mut armed = self.armed.lock().expect("no poison");
        armed.kill = kill;
        std::mem::take(&mut armed.asked)
    }

    fn kills(&self) -> u32 {
        self.armed.lock().expect("no poison").kills
    }

    fn ask(&self) -> Option<(Moment, u32)> {
        let mut armed = self.armed.lock().expect("no poison");
        armed.asked += 1;
        let (at, moment, pid) = armed.kill?;
        (at == armed.asked).then(|| {
            armed.kill = None;
            (moment, pid)
        })
    }

    fn strike(&self, pid: u32) {
        let killed = Command::new("kill").arg("-KILL").arg(pid.to_string()).status().expect("kill runs");
        assert!(killed.success(), "the process was alive");
        self.armed.lock().expect("no poison").kills += 1;
        self.struck.notify_one();
    }
}

async fn complete(State(model): State<Model>, Json(question): Json<Value>) -> Response {
    let due = model.ask();
    if let Some((Moment::Before, pid)) = due {
        model.strike(pid);
    }
    let usage = json!({ "prompt_tokens": 20, "completion_tokens": 4, "total_tokens": 24 });
    if question["stream"] != true {
        let message = json!({ "role": "assistant", "content": WORDS.concat() });
        let answer = json!({ "id": "c", "object": "chat.completion", "created": 1, "model": "stub", "usage": usage,
                             "choices": [{ "index": 0, "finish_reason": "stop", "message": message }] });
        if let Some((Moment::Amid | Moment::After, pid)) = due {
            later(&model, pid);
        }
        return Json(answer).into_response();
    }
    let chunk = |delta: Value, finish: Value| {
        let choice = json!({ "index": 0, "delta": delta, "finish_reason": finish });
        let chunk = json!({ "id": "c", "object": "chat.completion.chunk", "created": 1, "model": "stub", "choices": [choice] });
        format!("data: {chunk}\n\n")
    };
    let mut frames: Vec<String> =
        WORDS.iter().map(|word| chunk(json!({ "content": word }), Value::Null)).collect();
    frames.push(chunk(json!({}), json!("stop")));
    let end = json!({ "id": "c", "object": "chat.completion.chunk", "created": 1, "model": "stub", "choices": [], "usage": usage });
    frames.push(format!("data: {end}\n\n"));
    frames.push("data: [DONE]\n\n".to_owned());
    let at = match due {
        Some((Moment::Amid, _)) => Some(2),
        Some((Moment::After, _)) => Some(frames.len()),
        _ => None,
    };
    let said = stream::iter(frames.into_iter().enumerate()).map(move |(number, frame)| {
        if let Some((_, pid)) = due.filter(|_| at == Some(number + 1)) {
            later(&model, pid);
        }
        Ok::<_, std::io::Error>(frame)
    });
    ([(header::CONTENT_TYPE, "text/event-stream")], Body::from_stream(said)).into_response()
}

/// A turn of the loop later the words are on the wire.
fn later(model: &Model, pid: u32) {
    let model = model.clone();
    tokio::spawn(async move {
        tokio::task::yield_now().await;
        model.strike(pid);
    });
}

struct Scene<'a> {
    model: &'a Model,
    product: &'a mut Product,
    client: &'a Client,
}

impl Scene<'_> {
    /// Starts the product again if it has been killed.
    async fn heal(&mut self) {
        if tokio::time::timeout(GLANCE, self.model.struck.notified()).await.is_ok() {
            self.product.reap();
            self.product.resume();
        }
    }

    /// Says something under a key until the product has taken it.
    async fn say(&mut self, conversation: &str, key: &str, body: &Value) {
        let path = format!("/conversations/{conversation}/messages");
        let limit = tokio::time::Instant::now() + LIMIT;
        while self.client.try_post(&path, &format!("{conversation}/{key}"), body).await.is_none() {
            assert!(tokio::time::Instant::now() < limit, "it is never taken:\n{}", self.product.log());
            self.heal().await;
        }
    }

    async fn messages_until(&mut self, conversation: &str, wanted: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        let path = format!("/conversations/{conversation}/messages?limit=200");
        let limit = tokio::time::Instant::now() + LIMIT;
        loop {
            if let Some(list) = self.client.try_get(&path).await {
                let messages = list["data"].as_array().expect("a list").clone();
                if wanted(&messages) {
                    return messages;
                }
                assert!(tokio::time::Instant::now() < limit, "{messages:#?}\n{}", self.product.log());
            }
            self.heal().await;
        }
    }

    /// The whole journey; gives back what was said, without what differs between any two.
    async fn journey(&mut self) -> Vec<(String, String, String)> {
        let conversation = self.client.converse(FLOW).await;
        self.say(&conversation, "ask", &json!({ "content": "My VPN does not connect" })).await;
        self.messages_until(&conversation, |all| has(all, "options")).await;
        self.say(&conversation, "no", &json!({ "answer": { "option": "no" } })).await;
        self.messages_until(&conversation, |all| has(all, "form")).await;
        let values = json!({ "summary": "VPN", "category": "network", "details": "error 809", "device": "laptop", "priority": "P3" });
        self.say(&conversation, "form", &json!({ "answer": { "values": values } })).await;
        let told =
            |m: &Value| m["content"].as_str().is_some_and(|text| text.starts_with("Done: your ticket is"));
        let messages = self.messages_until(&conversation, |all| all.iter().any(told)).await;
        let text = |m: &Value, field: &str| m[field].as_str().unwrap_or_default().to_owned();
        messages
            .iter()
            .map(|m| (text(m, "role"), text(m, "kind"), without_number(&text(m, "content"))))
            .collect()
    }
}

fn has(messages: &[Value], kind: &str) -> bool {
    messages.iter().any(|message| message["kind"] == kind)
}

fn without_number(text: &str) -> String {
    match text.find("TKT-") {
        Some(at) => {
            format!("{}TKT-N{}", &text[..at], without_number(text.get(at + 18..).unwrap_or_default()))
        }
        None => text.to_owned(),
    }
}

async fn killed_by_its_model(engine: &str) {
    let (model, address) = Model::start().await;
    let (allow, url) = (address.to_string(), format!("http://{address}/v1"));
    let mut settings = vec![
        ("FLOWRIGHT_EGRESS_ALLOW", allow.as_str()),
        ("FLOWRIGHT_MODEL_URL", url.as_str()),
        ("FLOWRIGHT_MODEL", "stub"),
    ];
    let databases = if engine == "postgres" { Some(fresh_database().await) } else { None };
    if let Some((app, owner)) = &databases {
        settings.push(("FLOWRIGHT_DATABASE_URL", app));
        settings.push(("FLOWRIGHT_MIGRATE_URL", owner));
    }
    let mut product = Product::start_with(&settings);
    let client = product.administrator().await;
    let count = |list: Value| list["meta"]["total"].as_u64().unwrap_or_default();
    let told = |list: Value| list["data"].as_array().map_or(0, Vec::len);

    model.arm(None);
    let undisturbed = Scene { model: &model, product: &mut product, client: &client }.journey().await;
    let questions = model.arm(None);
    let each = told(client.get("/notifications?limit=100").await.expect_status(&[200])) as u64;
    assert!(questions >= 2, "the answer and the form are asked of the model: {questions}");

    let mut landed = 0;
    for question in 1..=questions {
        for moment in [Moment::Before, Moment::Amid, Moment::After] {
            model.arm(Some((question, moment, product.pid())));
            let said = Scene { model: &model, product: &mut product, client: &client }.journey().await;
            assert_eq!(said, undisturbed, "{engine}: killed at question {question}, {moment:?}");
            landed += 1;
            let tickets = count(client.get("/tickets").await.expect_status(&[200]));
            assert_eq!(tickets, landed + 1, "one ticket each: question {question}, {moment:?}");
            let notices = told(client.get("/notifications?limit=100").await.expect_status(&[200]));
            assert_eq!(
                notices as u64,
                (landed + 1) * each,
                "the desk is told once: question {question}, {moment:?}"
            );
        }
    }
    assert_eq!(u64::from(model.kills()), landed, "every kill landed");
    println!(
        "{engine}: {landed} kills landed at {questions} questions to the model; every conversation reads the same"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_helpdesk_killed_by_its_model_leaves_what_an_undisturbed_one_leaves_on_sqlite() {
    killed_by_its_model("sqlite").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_helpdesk_killed_by_its_model_leaves_what_an_undisturbed_one_leaves_on_postgres() {
    killed_by_its_model("postgres").await;
}
