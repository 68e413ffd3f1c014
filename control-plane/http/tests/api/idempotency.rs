//! `Idempotency-Key`: the same request twice has one effect and one answer.

use crate::harness::Api;
use control_plane_app::Role;
use http::Method;
use serde_json::json;
use std::sync::Arc;

crate::on_both_engines!(the_same_key_gets_the_same_answer);

async fn the_same_key_gets_the_same_answer(api: Arc<Api>) {
    let person = api.person(api.tenant, Role::TeamLead).await;
    let (path, key) = ("/api/v1/flows", [("idempotency-key", "order-1")]);
    let body = json!({ "name": "once" });
    let first = api.call(Some(&person), Method::POST, path, &key, Some(&body)).await.expect(201);
    let second = api.call(Some(&person), Method::POST, path, &key, Some(&body)).await.expect(201);
    assert_eq!(second.header("idempotency-replayed"), "true");
    assert_eq!(first.text, second.text);
    assert_eq!(first.header("location"), second.header("location"));

    let other = json!({ "name": "twice" });
    api.call(Some(&person), Method::POST, path, &key, Some(&other))
        .await
        .problem(422, "idempotency_mismatch");
    // Without the key it is another request, and the name is taken.
    api.post(Some(&person), path, &body).await.problem(409, "name_taken");
    // Keys of different people never meet.
    let colleague = api.person(api.tenant, Role::TeamLead).await;
    api.call(Some(&colleague), Method::POST, path, &key, Some(&other)).await.expect(201);
}
