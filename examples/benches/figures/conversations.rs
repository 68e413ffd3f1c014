//! Whether a conversation's thousandth turn costs what its tenth did.

use crate::report::{each, heading, line, processor_time};
use crate::support::{Client, Product, StubModel};
use serde_json::json;

pub async fn print(quick: bool) {
    heading("one long conversation, on SQLite: each turn one question to a stub model");
    let model = StubModel::start().await;
    let product = super::chats::product(&model);
    let client = product.administrator().await;
    client.publish(&crate::support::asking()).await;
    let conversation = client.converse("ask").await;
    let marks: &[u32] = if quick { &[10, 50] } else { &[10, 100, 1_000] };
    let mut turns = 0;
    let mut first = None;
    for mark in marks {
        // The last ten turns before the mark are looked at. A turn has two messages.
        while turns < mark / 2 - 5 {
            turn(&client, &conversation).await;
            turns += 1;
        }
        let (written, busy) = (written(&product), processor_time(product.pid()));
        let last = mark / 2 - turns;
        for _ in 0..last {
            turn(&client, &conversation).await;
            turns += 1;
        }
        #[expect(clippy::cast_precision_loss, reason = "bytes on a disk")]
        let kilobytes = (self::written(&product) - written) as f64 / 1024.0 / f64::from(last);
        let first = *first.get_or_insert(kilobytes);
        line(
            &format!("up to message {mark}"),
            format!(
                "{kilobytes:6.1} KB written a turn ({:.2} of it at first)   {:.1} ms of processor a turn",
                kilobytes / first,
                each(processor_time(product.pid()) - busy, last as usize)
            ),
        );
    }
}

async fn turn(client: &Client, conversation: &str) {
    let run = client.say(conversation, json!({ "content": "My VPN does not connect" })).await;
    client.run_until(&run, &["completed"]).await;
}

/// What the process has sent to the disk so far.
fn written(product: &Product) -> u64 {
    let io = std::fs::read_to_string(format!("/proc/{}/io", product.pid())).expect("the process lives");
    let line = io.lines().find_map(|line| line.strip_prefix("write_bytes: ")).expect("it has written");
    line.parse().expect("a number")
}
