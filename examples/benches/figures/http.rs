//! The whole product as a process: start-up, memory, and chat turns over HTTP with a stub model.

use crate::report::{heading, line, per_second, percentiles};
use crate::support::{Client, Product, StubModel};
use serde_json::json;
use std::time::{Duration, Instant};

pub async fn print(quick: bool) {
    heading("the process");
    let model = StubModel::start().await;
    let begun = Instant::now();
    let mut product = Product::start_with(&[
        ("FLOWRIGHT_EGRESS_ALLOW", &model.address()),
        ("FLOWRIGHT_MODEL_URL", &model.url()),
        ("FLOWRIGHT_MODEL", "stub"),
        ("FLOWRIGHT_MODEL_KEY", "key"),
        // The limits are for people; this is not one.
        ("FLOWRIGHT_RATE_PER_USER", "1000000"),
        ("FLOWRIGHT_RATE_PER_TENANT", "1000000"),
    ]);
    line(
        "first start on an empty folder, until the port answers",
        format!("{:.2} s", begun.elapsed().as_secs_f64()),
    );
    let client = product.administrator().await;
    turn(&client).await;
    line("… until the first question is answered", format!("{:.2} s", begun.elapsed().as_secs_f64()));

    assert!(product.stop(), "it stops cleanly");
    let begun = Instant::now();
    product.resume();
    line("second start, until the port answers", format!("{:.2} s", begun.elapsed().as_secs_f64()));
    turn(&client).await;
    line("… until the first question is answered", format!("{:.2} s", begun.elapsed().as_secs_f64()));
    line("resident memory, idle", memory(&product));

    heading("chat turns over HTTP (search, stub model, reply, question back)");
    for width in [1_usize, 16, 64] {
        let window = Duration::from_secs(if quick { 1 } else { 5 });
        let begun = Instant::now();
        let tasks: Vec<_> = (0..width)
            .map(|_| {
                let client = client.clone();
                tokio::spawn(async move {
                    let mut times = Vec::new();
                    while begun.elapsed() < window {
                        let start = Instant::now();
                        turn(&client).await;
                        times.push(start.elapsed());
                    }
                    times
                })
            })
            .collect();
        let mut times = Vec::new();
        for task in tasks {
            times.extend(task.await.expect("a client ends"));
        }
        let rate = per_second(times.len(), begun.elapsed());
        percentiles(&format!("{width} people at once: {rate:.0} turns/s"), &mut times);
    }
    line("resident memory, after the load", memory(&product));
}

/// A new conversation, a question, and its answer up to *did this help?*
async fn turn(client: &Client) {
    let conversation = client.converse("it-helpdesk").await;
    let run = client.say(&conversation, json!({ "content": "My VPN does not connect" })).await;
    client.run_until(&run, &["waiting"]).await;
}

fn memory(product: &Product) -> String {
    let status = std::fs::read_to_string(format!("/proc/{}/status", product.pid())).unwrap_or_default();
    let field = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name))?;
        line.split_whitespace().nth(1)?.parse::<u64>().ok()
    };
    let megabytes = |kb: Option<u64>| kb.map_or_else(|| "?".to_owned(), |kb| (kb / 1024).to_string());
    format!("{} MB (peak {} MB)", megabytes(field("VmRSS:")), megabytes(field("VmHWM:")))
}
