//! PostgreSQL goes away in the middle of work, in each of the ways in which it does: restarted after a
//! crash, cut off, frozen, out of connections. What was accepted ends, once; `/health` says what is
//! wrong meanwhile; and nobody has to restart us.

use crate::support::{Cable, Client, OwnPostgres, Product, Target};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// Longer than any wait of ours for a connection or an answer, so that each of them runs out.
const OUTAGE: Duration = Duration::from_secs(15);
const STARTERS: usize = 8;

/// An order at the target, then a word about it.
fn order_flow(target: &Target) -> Value {
    json!({
        "format": "flowright/1", "name": "order",
        "input": { "type": "object", "properties": { "message": { "type": "string" } } },
        "nodes": [
            { "id": "order", "kind": "http_request", "config": {
                "method": "POST", "url": target.url(), "body": { "what": "{{ input.message }}" } } },
            { "id": "done", "kind": "reply", "config": { "text": "Ordered as number {{ order.body.order }}." } }
        ],
        "edges": [{ "from": "start", "to": "order" }, { "from": "order", "to": "done" }]
    })
}

/// People who order, each in a conversation of their own, for as long as it lasts.
struct Load {
    stop: Arc<AtomicBool>,
    accepted: Arc<AtomicUsize>,
    refused: Arc<AtomicUsize>,
    starters: JoinSet<Vec<(String, String)>>,
}

impl Load {
    async fn begin(client: &Client) -> Self {
        let mut load = Self {
            stop: Arc::default(),
            accepted: Arc::default(),
            refused: Arc::default(),
            starters: JoinSet::new(),
        };
        for _ in 0..STARTERS {
            let (client, stop) = (client.clone(), Arc::clone(&load.stop));
            let (accepted, refused) = (Arc::clone(&load.accepted), Arc::clone(&load.refused));
            load.starters.spawn(async move {
                let mut taken = Vec::new();
                while !stop.load(Ordering::Relaxed) {
                    match order(&client).await {
                        Some(order) => {
                            taken.push(order);
                            accepted.fetch_add(1, Ordering::Relaxed);
                        }
                        None => {
                            refused.fetch_add(1, Ordering::Relaxed);
                        }
                    }
                    // People pause; and a refusal asks for it.
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                taken
            });
        }
        load.more(50).await;
        load
    }

    /// Waits until this many more were accepted.
    async fn more(&self, count: usize) {
        let wanted = self.accepted.load(Ordering::Relaxed) + count;
        let deadline = Instant::now() + Duration::from_secs(90);
        while self.accepted.load(Ordering::Relaxed) < wanted {
            assert!(Instant::now() < deadline, "nothing is accepted any more");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Conversation and run of everything that was accepted.
    async fn end(mut self) -> Vec<(String, String)> {
        self.stop.store(true, Ordering::Relaxed);
        let mut taken = Vec::new();
        while let Some(one) = self.starters.join_next().await {
            taken.extend(one.expect("every refusal is an orderly one"));
        }
        taken
    }
}

/// `None` when it was refused, as may be at the moment.
async fn order(client: &Client) -> Option<(String, String)> {
    let conversation = client.post("/conversations", json!({ "flow": "order" })).await;
    if conversation.status != 201 {
        check_refusal(&conversation);
        return None;
    }
    let id = conversation.body["id"].as_str().expect("an id").to_owned();
    let said = client.post(&format!("/conversations/{id}/messages"), json!({ "content": "a laptop" })).await;
    if said.status != 202 {
        check_refusal(&said);
        return None;
    }
    Some((id, said.body["run_id"].as_str().expect("a run").to_owned()))
}

fn check_refusal(reply: &crate::support::Reply) {
    assert_eq!(reply.status, 503, "{}: {:#}", reply.route, reply.body);
    assert!(
        ["unavailable", "timeout"].contains(&reply.body["code"].as_str().unwrap_or_default()),
        "{}: {:#}",
        reply.route,
        reply.body
    );
}

/// While it lasts, `/health` says that the database is down, and the process says that it lives.
async fn check_health_during(client: &Client) {
    let deadline = Instant::now() + OUTAGE;
    loop {
        let live = client.get("/health/live").await;
        assert_eq!(live.status, 200, "{:#}", live.body);
        let health = client.get("/health").await;
        if health.status == 503 {
            assert_eq!(health.body["status"], "down", "{:#}", health.body);
            let named = |d: &Value| d["name"] == "database" && d["status"] == "down";
            let dependencies = health.body["dependencies"].as_array().expect("a list");
            assert!(dependencies.iter().any(named), "{:#}", health.body);
            assert_eq!(client.get("/health/ready").await.status, 503);
            return;
        }
        assert!(Instant::now() < deadline, "it was never told: {:#}", health.body);
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Everything that was accepted ends, each order under one key, each answer told once.
async fn check_nothing_is_lost(client: &Client, target: &Target, accepted: &[(String, String)]) {
    for (conversation, run) in accepted {
        client.run_until(run, &["completed"]).await;
        let ordered = |m: &Value| m["content"].as_str().is_some_and(|c| c.starts_with("Ordered as number"));
        let messages = client.messages_until(conversation, |all| all.iter().any(ordered)).await;
        assert_eq!(messages.iter().filter(|m| ordered(m)).count(), 1, "{messages:#?}");
    }
    let runs = client.get("/runs?flow=order&limit=1").await.expect_status(&[200]);
    let (orders, asked) = target.counts();
    assert_eq!(runs["meta"]["total"], orders, "one key for each run, accepted or not told so");
    assert!(orders >= accepted.len(), "{orders} orders for {} accepted runs", accepted.len());
    println!("{} runs were accepted, {orders} orders, one asked for {asked} times at most", accepted.len());
}

struct Scene {
    target: Target,
    product: Product,
    client: Client,
    load: Load,
}

async fn scene(postgres: &OwnPostgres, port: u16) -> Scene {
    let target = Target::start().await;
    let (app, owner) = postgres.urls(port);
    let product = Product::start_with(&[
        ("FLOWRIGHT_EGRESS_ALLOW", &target.address()),
        ("FLOWRIGHT_DATABASE_URL", &app),
        ("FLOWRIGHT_MIGRATE_URL", &owner),
    ]);
    let client = product.administrator().await;
    client.publish(&order_flow(&target)).await;
    let load = Load::begin(&client).await;
    Scene { target, product, client, load }
}

impl Scene {
    /// The fault is over: it goes on by itself, soon.
    async fn check_recovery(self, fault: &str) {
        let Self { target, product, client, load } = self;
        let over = Instant::now();
        load.more(50).await;
        println!("{fault}: 50 more were accepted within {:.1} s of its end", over.elapsed().as_secs_f64());
        let refused = load.refused.load(Ordering::Relaxed);
        let accepted = load.end().await;
        check_nothing_is_lost(&client, &target, &accepted).await;
        println!(
            "{fault}: {refused} were refused meanwhile; all is done {:.1} s after its end",
            over.elapsed().as_secs_f64()
        );
        client.get("/health").await.expect_status(&[200]);
        drop(product);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_and_restart_of_postgres_loses_nothing() {
    let postgres = OwnPostgres::start(60);
    let scene = scene(&postgres, postgres.port).await;
    postgres.crash();
    check_health_during(&scene.client).await;
    postgres.come_back();
    scene.load.more(20).await;
    // Once more, and back at once: the connections break off and new ones are had immediately.
    postgres.crash();
    postgres.come_back();
    scene.check_recovery("two restarts").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_is_cut_off_for_a_while_is_waited_for() {
    let postgres = OwnPostgres::start(60);
    let cable = Cable::to(postgres.port).await;
    let scene = scene(&postgres, cable.port()).await;
    cable.cut();
    check_health_during(&scene.client).await;
    tokio::time::sleep(OUTAGE).await;
    cable.mend();
    scene.check_recovery("cut off").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_answers_nobody_for_a_while_is_waited_for() {
    let postgres = OwnPostgres::start(60);
    let scene = scene(&postgres, postgres.port).await;
    postgres.freeze();
    check_health_during(&scene.client).await;
    tokio::time::sleep(OUTAGE).await;
    postgres.thaw();
    scene.check_recovery("frozen").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_without_connections_left_is_waited_for() {
    let postgres = OwnPostgres::start(20);
    let scene = scene(&postgres, postgres.port).await;
    // Ours are taken from us, and somebody else has them before we can come back.
    let crowd = postgres.crowd();
    check_health_during(&scene.client).await;
    tokio::time::sleep(OUTAGE).await;
    drop(crowd);
    scene.check_recovery("out of connections").await;
}
