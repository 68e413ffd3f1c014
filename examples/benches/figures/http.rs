//! The whole product as a process: start-up, memory, and chat turns over HTTP with a stub model.

use crate::report::{each, heading, line, per_second, percentiles, processor_time};
use crate::support::{Client, Product, StubModel};
use serde_json::json;
use std::time::{Duration, Instant};

pub async fn print(quick: bool) {
    heading("the process, on SQLite, with a stub model");
    let model = StubModel::start().await;
    let begun = Instant::now();
    let mut product = Product::start_with_model(
        &model,
        &[
            // The limits are for people; this is not one.
            ("FLOWRIGHT_RATE_PER_USER", "1000000"),
            ("FLOWRIGHT_RATE_PER_TENANT", "1000000"),
        ],
    );
    let seconds = |begun: Instant| format!("{:.2} s", begun.elapsed().as_secs_f64());
    line("first start on an empty folder, until ready", seconds(begun));
    let client = product.administrator().await;
    turn(&client).await;
    line("… until the first question is answered", seconds(begun));

    assert!(product.stop(), "it stops cleanly");
    let begun = Instant::now();
    product.resume();
    line("second start, until ready", seconds(begun));
    turn(&client).await;
    line("… until the first question is answered", seconds(begun));
    line("resident memory, idle", format!("{} MB", product.memory().resident));

    heading("chat turns over HTTP: search, model, answer, question back; each in a new conversation");
    for width in [1_usize, 16, 64] {
        product.forget_peak_memory();
        let window = Duration::from_secs(if quick { 1 } else { 5 });
        let busy = processor_time(product.pid());
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
        let cost = each(processor_time(product.pid()) - busy, times.len());
        let peak = product.memory().peak;
        percentiles(
            &format!("{width} at once: {rate:.0} turns/s, {cost:.1} ms of processor, {peak} MB"),
            &mut times,
        );
    }
}

/// A new conversation, a question, and its answer up to *did this help?*
async fn turn(client: &Client) {
    let conversation = client.converse("it-helpdesk").await;
    let run = client.say(&conversation, json!({ "content": "My VPN does not connect" })).await;
    client.run_until(&run, &["waiting"]).await;
}
