//! One customer's thousands do not hold up another's one.

use crate::support::{Inside, Product, Target, new_run};
use executor_runtime::journal::Journal;
use futures::stream::{self, StreamExt};
use serde_json::{Value, json};
use uuid::Uuid;

/// More than are worked on at a time, by far.
const QUEUED: usize = 3_000;

fn order_flow(target: &Target) -> Value {
    json!({
        "format": "flowright/1", "name": "order",
        "nodes": [{ "id": "order", "kind": "http_request", "config": {
                        "method": "POST", "url": target.url(), "body": {} } }],
        "edges": [{ "from": "start", "to": "order" }]
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tenant_that_queues_thousands_of_runs_does_not_hold_up_another() {
    let (crowd, single) = (Target::start().await, Target::start().await);
    let allowed = format!("{},{}", crowd.address(), single.address());
    let mut product = Product::start_with(&[("FLOWRIGHT_EGRESS_ALLOW", &allowed)]);
    let crowded = product.administrator().await;
    let version = crowded.publish(&order_flow(&crowd)).await;
    let me = crowded.get("/auth/me").await.expect_status(&[200]);
    let tenant: Uuid = me["tenant"]["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
    product.stop();

    let inside = Inside::open(&product).await;
    inside.tenant("other").await;
    let hash = version["hash"].as_str().expect("a version has a hash");
    let accept = |_| inside.journal.accept(new_run(tenant, "order", hash), chrono::Utc::now(), None);
    let accepted = stream::iter(0..QUEUED).map(accept).buffer_unordered(256);
    accepted.for_each(async |stored| assert!(stored.expect("it is stored").fresh)).await;
    inside.close().await;
    let link = product.setup_link("other");

    product.resume();
    let other = product.set_up(&link, "other@example.test").await;
    other.publish(&order_flow(&single)).await;
    let before = crowd.counts().0;
    let run = other.post("/flows/order/runs", json!({})).await.expect_status(&[202]);
    other.run_until(run["id"].as_str().expect("an id"), &["completed"]).await;
    let (meanwhile, _) = crowd.counts();
    println!(
        "{} of the crowd's runs before the other's was started, {} while it ran",
        before,
        meanwhile - before
    );
    assert!(before < QUEUED / 2, "the crowd was still there: {before}");
    // First come, first served would have run all that were left, more than half of them. How many a second the
    // machine can do in the meantime is its own business.
    assert!(meanwhile - before < QUEUED / 3, "{} of the crowd's came first", meanwhile - before);
}
