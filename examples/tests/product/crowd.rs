//! Many people at once: more than there are connections to the database.

use crate::support::{Product, StubModel, asking};
use serde_json::json;

const PEOPLE: usize = 120;

#[tokio::test(flavor = "multi_thread")]
async fn everybody_who_asks_in_the_same_instant_is_answered_and_no_stream_breaks() {
    let model = StubModel::start().await;
    let product = Product::start_with_model(
        &model,
        &[("FLOWRIGHT_RATE_PER_USER", "1000000"), ("FLOWRIGHT_RATE_PER_TENANT", "1000000")],
    );
    let client = product.administrator().await;
    client.publish(&asking()).await;
    let mut conversations = Vec::new();
    for _ in 0..PEOPLE {
        conversations.push(client.converse("ask").await);
    }
    let body = json!({ "content": "My VPN does not connect" });
    // Twice: what was cold at first is warm then, and meets elsewhere.
    for _ in 0..2 {
        let asked = conversations.iter().map(async |conversation| {
            let path = format!("/conversations/{conversation}/messages");
            let answer = client.stream("POST", &path, Some(&body)).await;
            answer.text().await.expect("the stream ends in order")
        });
        for told in futures::future::join_all(asked).await {
            assert!(!told.contains("stream.error"), "{told}");
            assert!(told.contains("event: run.completed"), "{told}");
        }
    }
}
