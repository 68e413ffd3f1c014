//! One flow with everything in flight (a map, a sub-flow, branches, an agent with a tool, an approval, a
//! timer), killed at each of its effects in turn, by the effect's own target, just before and just after it
//! answers. Whatever was killed, what is left is what the undisturbed run left, and each effect happened
//! once per key.

use crate::support::{Client, Product, fresh_database};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::Notify;

/// Between two looks at a run.
const GLANCE: Duration = Duration::from_millis(20);

/// What the effects touch, the agent's model included: one server, so that one count names every effect.
#[derive(Clone)]
struct World {
    address: SocketAddr,
    inner: Arc<Mutex<Inner>>,
    struck: Arc<Notify>,
}

#[derive(Default)]
struct Inner {
    /// By idempotency key, what was done and how often it was asked for.
    done: BTreeMap<String, (Value, u32)>,
    /// Requests since the last `arm`.
    requests: u32,
    kill: Option<(u32, Moment, u32)>,
    kills: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    Before,
    After,
}

impl World {
    async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let world = Self {
            address: listener.local_addr().expect("a bound port"),
            inner: Arc::default(),
            struck: Arc::default(),
        };
        let router = Router::new()
            .route("/orders", post(order))
            .route("/v1/chat/completions", post(complete))
            .with_state(world.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        world
    }

    fn orders(&self) -> String {
        format!("http://{}/orders", self.address)
    }

    /// Kills the process at this request from now, counted from 1.
    fn arm(&self, request: u32, moment: Moment, pid: u32) {
        let mut inner = self.inner.lock().expect("no poison");
        (inner.requests, inner.kill) = (0, Some((request, moment, pid)));
    }

    /// Forgets what was done; how many requests there were.
    fn take(&self) -> (u32, BTreeMap<String, (Value, u32)>) {
        let mut inner = self.inner.lock().expect("no poison");
        inner.kill = None;
        (std::mem::take(&mut inner.requests), std::mem::take(&mut inner.done))
    }

    fn kills(&self) -> u32 {
        self.inner.lock().expect("no poison").kills
    }

    /// Counts a request; gives back the kill that is due now.
    fn count(&self) -> Option<(Moment, u32)> {
        let mut inner = self.inner.lock().expect("no poison");
        inner.requests += 1;
        let (at, moment, pid) = inner.kill?;
        (at == inner.requests).then(|| {
            inner.kill = None;
            (moment, pid)
        })
    }

    fn strike(&self, pid: u32) {
        let killed = Command::new("kill").arg("-KILL").arg(pid.to_string()).status().expect("kill runs");
        assert!(killed.success(), "the process was alive");
        self.inner.lock().expect("no poison").kills += 1;
        self.struck.notify_one();
    }

    fn answer(&self, due: Option<(Moment, u32)>, answer: Value) -> Json<Value> {
        match due {
            None => {}
            Some((Moment::Before, pid)) => self.strike(pid),
            Some((Moment::After, pid)) => {
                let world = self.clone();
                tokio::spawn(async move {
                    // A turn of the loop later the answer is on the wire.
                    tokio::task::yield_now().await;
                    world.strike(pid);
                });
            }
        }
        Json(answer)
    }
}

async fn order(State(world): State<World>, headers: HeaderMap, Json(body): Json<Value>) -> Json<Value> {
    let key = headers.get("idempotency-key").and_then(|key| key.to_str().ok()).unwrap_or("none").to_owned();
    {
        let mut inner = world.inner.lock().expect("no poison");
        let entry = inner.done.entry(key).or_insert_with(|| (body.clone(), 0));
        entry.1 += 1;
    }
    let due = world.count();
    world.answer(due, json!({ "ordered": body["what"] }))
}

/// A model that uses the tool once and then answers.
async fn complete(State(world): State<World>, Json(body): Json<Value>) -> Json<Value> {
    let has_result =
        body["messages"].as_array().is_some_and(|all| all.iter().any(|message| message["role"] == "tool"));
    let message = if has_result {
        json!({ "role": "assistant", "content": "The agent has ordered." })
    } else {
        let arguments = json!({ "body": { "what": "by the agent" } }).to_string();
        json!({ "role": "assistant", "content": null, "tool_calls": [
            { "id": "c1", "type": "function", "function": { "name": "order", "arguments": arguments } } ] })
    };
    let finish = if has_result { "stop" } else { "tool_calls" };
    let due = world.count();
    world.answer(
        due,
        json!({
            "id": "x", "object": "chat.completion", "model": "stub",
            "choices": [{ "index": 0, "message": message, "finish_reason": finish }],
            "usage": { "prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10 }
        }),
    )
}

fn request(world: &World, what: &str) -> Value {
    json!({ "method": "POST", "url": world.orders(), "body": { "what": what } })
}

fn inner_flow(world: &World) -> Value {
    json!({
        "format": "flowright/1", "name": "inner",
        "input": { "type": "object", "properties": { "what": { "type": "string" } }, "required": ["what"] },
        "nodes": [
            { "id": "sign", "kind": "approval", "config": {
                "title": "Order {{ input.what }}?", "approvers": [{ "role": "admin" }, { "role": "org_owner" }] } },
            { "id": "buy", "kind": "http_request", "config": request(world, "{{ input.what }}") },
            { "id": "fin", "kind": "end", "config": { "output": { "got": "{{ buy.body.ordered }}" } } },
            { "id": "no", "kind": "end", "config": { "output": { "got": "nothing" } } }
        ],
        "edges": [
            { "from": "start", "to": "sign" }, { "from": "sign.approved", "to": "buy" },
            { "from": "sign.rejected", "to": "no" }, { "from": "buy", "to": "fin" }
        ]
    })
}

fn everything(world: &World) -> Value {
    json!({
        "format": "flowright/1", "name": "everything",
        "nodes": [
            { "id": "each", "kind": "map", "config": { "items": "[\"one\", \"two\"]", "concurrency": 2 } },
            { "id": "one", "kind": "http_request", "parent": "each", "config": request(world, "{{ item }}") },
            { "id": "side", "kind": "http_request", "config": request(world, "aside") },
            { "id": "sub", "kind": "subflow", "config": { "flow": "inner", "input": { "what": "inside" } } },
            { "id": "rest", "kind": "wait", "config": { "for": "300ms" } },
            { "id": "assist", "kind": "agent", "config": {
                "prompt": "Order something.", "ask_before": "nothing",
                "tools": [{ "kind": "http_request", "name": "order", "config": { "method": "POST", "url": world.orders() } }] } },
            { "id": "ticket", "kind": "create_ticket", "config": { "title": "All of it", "description": "{{ assist.text }}" } },
            { "id": "fin", "kind": "end", "config": { "output": {
                "each": "{{ each.results.map(|r| r.body.ordered) }}", "sub": "{{ sub.got }}", "said": "{{ assist.text }}" } } }
        ],
        "edges": [
            { "from": "start", "to": "each" }, { "from": "start", "to": "side" }, { "from": "each.body", "to": "one" },
            { "from": "each", "to": "sub" }, { "from": "sub", "to": "rest" }, { "from": "rest", "to": "assist" },
            { "from": "side", "to": "ticket" }, { "from": "assist", "to": "ticket" }, { "from": "ticket", "to": "fin" }
        ]
    })
}

/// What a run leaves, without what differs between any two runs: times, ids, numbers of tickets.
fn left(mut state: Value) -> Value {
    fn strip(value: &mut Value) {
        match value {
            Value::Object(entries) => {
                for key in ["at", "now", "due", "number", "id", "url", "headers", "usage", "input"] {
                    entries.remove(key);
                }
                entries.values_mut().for_each(strip);
            }
            Value::Array(items) => items.iter_mut().for_each(strip),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    strip(&mut state);
    state
}

/// Approves whatever the run asks for. A product that is being killed may not answer: then it is asked again.
async fn approve(client: &Client, run: &str) {
    let Some(list) = client.try_get("/approvals?status=pending").await else { return };
    let asked = list["data"].as_array().expect("a list").iter().find(|one| one["run_id"] == run);
    let Some(asked) = asked else { return };
    let id = asked["id"].as_str().expect("an approval has an id");
    let decision = json!({ "decision": "approve", "hash": asked["hash"] });
    // Each time a request of its own: one that died half-way keeps its key for a minute on PostgreSQL.
    let key = uuid::Uuid::new_v4().to_string();
    client.try_post(&format!("/approvals/{id}/decision"), &key, &decision).await;
}

/// Takes the run to its end through the approval, with one kill on the way if `kill` is still to come.
async fn through(world: &World, product: &mut Product, client: &Client, run: &str, mut kill: bool) -> Value {
    let limit = tokio::time::Instant::now() + Duration::from_secs(60);
    let mut last = Value::Null;
    while tokio::time::Instant::now() < limit {
        if kill && tokio::time::timeout(GLANCE, world.struck.notified()).await.is_ok() {
            product.reap();
            product.resume();
            kill = false;
        }
        let Some(row) = client.try_get(&format!("/runs/{run}")).await else { continue };
        match row["status"].as_str() {
            // A kill after the last answer may come when the run has ended already: it is still to come.
            Some("completed") if !kill => {
                if let Some(state) = client.try_get(&format!("/runs/{run}/state")).await {
                    return state;
                }
            }
            Some("failed" | "cancelled") => panic!("{row:#}"),
            Some("waiting") if row["waiting"]["for"] == "approval" => approve(client, run).await,
            _ => tokio::time::sleep(GLANCE).await,
        }
        last = row;
    }
    panic!("the run does not end (a kill is still to come: {kill}): {last:#}\n{}", product.log());
}

/// Starts a run; whether the product was killed before it could say so. Asked again under the same key,
/// it is the same run.
async fn start(world: &World, product: &mut Product, client: &Client, key: &str) -> (String, bool) {
    let mut struck = false;
    for _ in 0..100 {
        let started = client.try_post("/flows/everything/runs", key, &json!({ "input": {} })).await;
        if let Some(run) = started {
            return (run["id"].as_str().expect("a run has an id").to_owned(), struck);
        }
        if tokio::time::timeout(Duration::from_secs(1), world.struck.notified()).await.is_ok() {
            product.reap();
            product.resume();
            struck = true;
        }
    }
    panic!("the run cannot be started:\n{}", product.log());
}

async fn killed_everywhere(engine: &str) {
    let world = World::start().await;
    let allow = world.address.to_string();
    let model = format!("http://{allow}/v1");
    let mut settings = vec![
        ("FLOWRIGHT_EGRESS_ALLOW", allow.as_str()),
        ("FLOWRIGHT_MODEL_URL", model.as_str()),
        ("FLOWRIGHT_MODEL", "stub"),
    ];
    let databases = if engine == "postgres" { Some(fresh_database().await) } else { None };
    if let Some((app, owner)) = &databases {
        settings.push(("FLOWRIGHT_DATABASE_URL", app));
        settings.push(("FLOWRIGHT_MIGRATE_URL", owner));
    }
    let mut product = Product::start_with(&settings);
    let client = product.administrator().await;
    client.publish(&inner_flow(&world)).await;
    client.publish(&everything(&world)).await;
    world.take();

    let (run, _) = start(&world, &mut product, &client, "undisturbed").await;
    let undisturbed = left(through(&world, &mut product, &client, &run, false).await);
    let (requests, done) = world.take();
    let what = |done: &BTreeMap<String, (Value, u32)>| {
        let mut what: Vec<String> = done.values().map(|(body, _)| body["what"].to_string()).collect();
        what.sort();
        what
    };
    let ordered = what(&done);
    assert!(requests >= 7 && ordered.len() == 5, "{requests} requests, {ordered:?}");

    let mut landed = 0;
    for request in 1..=requests {
        for moment in [Moment::Before, Moment::After] {
            world.take();
            world.arm(request, moment, product.pid());
            let key = format!("{request}/{moment:?}");
            let (run, struck) = start(&world, &mut product, &client, &key).await;
            let state = left(through(&world, &mut product, &client, &run, !struck).await);
            assert_eq!(state, undisturbed, "{engine}: killed at request {request}, {moment:?}");
            let (_, done) = world.take();
            assert_eq!(what(&done), ordered, "each effect once per key: request {request}, {moment:?}");
            landed += 1;
        }
    }
    assert_eq!(world.kills(), landed, "every kill landed");
    println!(
        "{engine}: {landed} kills landed at {requests} effects; every run ended as if nothing had happened"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_at_any_effect_leaves_what_an_undisturbed_run_leaves_on_sqlite() {
    killed_everywhere("sqlite").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_at_any_effect_leaves_what_an_undisturbed_run_leaves_on_postgres() {
    killed_everywhere("postgres").await;
}
