//! Runs that wait: what a hundred thousand of them cost while they do, and what happens when ten
//! thousand of them come due at the same moment.

use crate::report::{heading, line, percentiles};
use crate::runs::Shelf;
use crate::support::{Client, Inside, Product, new_run};
use executor_runtime::api::Executor;
use executor_runtime::{Limits, Runtime};
use futures::stream::{self, StreamExt};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Asks, and goes on by itself when nobody answers in time.
fn asking(name: &str, patience: &str) -> Value {
    json!({
        "format": "flowright/1", "name": name,
        "input": { "type": "object", "properties": { "message": { "type": "string" } } },
        "nodes": [{ "id": "ask", "kind": "ask_user", "config": { "question": "Well?", "timeout": patience } },
                  { "id": "done", "kind": "reply", "config": { "text": "Done." } },
                  { "id": "late", "kind": "reply", "config": { "text": "Nobody answered." } }],
        "edges": [{ "from": "start", "to": "ask" }, { "from": "ask.answered", "to": "done" },
                  { "from": "ask.timeout", "to": "late" }]
    })
}

pub async fn print(quick: bool) {
    let (parked, storm) = if quick { (5_000, 1_000) } else { (100_000, 10_000) };
    let mut product = Product::start_with(&[
        ("FLOWRIGHT_RATE_PER_USER", "1000000"),
        ("FLOWRIGHT_RATE_PER_TENANT", "1000000"),
    ]);
    let client = product.administrator().await;
    let me = client.get("/auth/me").await.expect_status(&[200]);
    let tenant: Uuid = me["tenant"]["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
    let patient = client.publish(&asking("patient", "30d")).await;
    let hasty = client.publish(&asking("hasty", "60s")).await;

    heading(&format!("{parked} parked runs, on SQLite"));
    assert!(product.stop(), "it stops cleanly");
    let (before, idle) = start(&mut product);
    line("start, and memory at rest, before", format!("{before:.2} s   {idle} MB"));
    assert!(product.stop(), "it stops cleanly");
    let begun = Instant::now();
    let some = park(&product, tenant, "patient", &patient, parked).await;
    line(
        "parking them, in process",
        format!("{:.0} a second", f64::from(parked) / begun.elapsed().as_secs_f64()),
    );
    let (after, full) = start(&mut product);
    line("start, and memory at rest, with them", format!("{after:.2} s   {full} MB"));
    let answer = json!({ "payload": { "text": "yes" } });
    let begun = Instant::now();
    client.post(&format!("/runs/{some}/signals/answer"), answer).await.expect_status(&[200, 202]);
    client.run_until(&some.to_string(), &["completed"]).await;
    line(
        "answering one of them, until it has ended",
        format!("{:.0} ms", begun.elapsed().as_secs_f64() * 1e3),
    );

    heading(&format!("{storm} timers due at once, on SQLite"));
    assert!(product.stop(), "it stops cleanly");
    park(&product, tenant, "hasty", &hasty, storm).await;
    // All of them come due while nobody is there.
    tokio::time::sleep(Duration::from_secs(62)).await;
    let begun = Instant::now();
    let (ready, _) = start(&mut product);
    line("start, until ready", format!("{ready:.2} s"));
    let mut reads = Vec::new();
    while completed(&client, "hasty").await < u64::from(storm) {
        let look = Instant::now();
        client.get("/flows").await.expect_status(&[200]);
        reads.push(look.elapsed());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let took = begun.elapsed().as_secs_f64();
    line("until all have ended", format!("{took:.1} s   {:.0} a second", f64::from(storm) / took));
    percentiles("reading the list of flows meanwhile", &mut reads);
    line("memory at the peak", format!("{} MB", product.memory().peak));
}

/// Seconds until ready, and memory once it has nothing left to do.
fn start(product: &mut Product) -> (f64, i64) {
    let begun = Instant::now();
    product.resume();
    (begun.elapsed().as_secs_f64(), product.memory().resident)
}

/// Starts runs that come to their question; gives back one of them.
async fn park(product: &Product, tenant: Uuid, flow: &str, version: &Value, count: u32) -> Uuid {
    let inside = Inside::open(product).await;
    let patience = if flow == "hasty" { "60s" } else { "30d" };
    let shelf = Arc::new(Shelf::of(asking(flow, patience)));
    let runtime = Runtime::new(inside.journal.clone(), shelf, Limits::default());
    let hash = version["hash"].as_str().expect("a version has a hash");
    let begin = async |_| {
        let run = new_run(tenant, flow, hash);
        let id = run.id;
        runtime.start(run).await.expect("it is accepted");
        id
    };
    let some =
        stream::iter(0..count).map(begin).buffer_unordered(256).fold(Uuid::nil(), async |_, run| run).await;
    // Whoever is in the queue still is to come to rest, rather than to be found unfinished later.
    while runtime.active_runs() > 0 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    runtime.drain(Duration::from_secs(60)).await;
    drop(runtime);
    inside.close().await;
    some
}

async fn completed(client: &Client, flow: &str) -> u64 {
    let list = client.get(&format!("/runs?flow={flow}&status=completed&limit=1")).await.expect_status(&[200]);
    list["meta"]["total"].as_u64().expect("a list has a total")
}
