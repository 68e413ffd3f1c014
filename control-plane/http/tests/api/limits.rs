//! Rate limits, with their headers on every answer.

use crate::harness::{Api, Engine};
use control_plane_app::Role;
use serde_json::json;
use std::sync::Arc;

crate::on_both_engines!(every_answer_says_what_is_left);

async fn every_answer_says_what_is_left(api: Arc<Api>) {
    let person = api.person(api.tenant, Role::EndUser).await;
    let broken = json!({ "nothing": "like it" });
    for answer in [
        api.get(Some(&person), "/api/v1/auth/me").await.expect(200),
        api.get(None, "/api/v1/auth/me").await.expect(401),
        api.get(Some(&person), "/api/v1/admin/users").await.expect(403),
        api.get(None, "/api/v1/no/such/thing").await.expect(404),
        api.post(None, "/api/v1/auth/login", &broken).await.expect(422),
        api.get(None, "/health/live").await.expect(200),
    ] {
        let limit: u32 = answer.header("x-ratelimit-limit").parse().unwrap();
        let remaining: u32 = answer.header("x-ratelimit-remaining").parse().unwrap();
        let _reset: u32 = answer.header("x-ratelimit-reset").parse().unwrap();
        assert!(remaining < limit, "{answer:?}");
        assert!(!answer.header("x-correlation-id").is_empty());
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        let csp = answer.header("content-security-policy");
        assert!(csp.contains("script-src 'self'") && !csp.contains("unsafe"), "{csp}");
        assert!(csp.contains("require-trusted-types-for 'script'; trusted-types default;"), "{csp}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_asks_too_often_is_told_when_to_come_back() {
    let api = Api::start_with_rate(Engine::Sqlite, 20).await;
    let person = api.person(api.tenant, Role::EndUser).await;
    let other = api.person(api.other_tenant, Role::EndUser).await;
    let mut refused = None;
    for _ in 0..40 {
        let answer = api.get(Some(&person), "/api/v1/auth/me").await;
        if answer.status == 429 {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("a refusal");
    assert!(refused.header("retry-after").parse::<u64>().unwrap() >= 1);
    assert_eq!(refused.header("x-ratelimit-remaining"), "0");
    refused.problem(429, "rate_limited");
    // Another tenant does not notice.
    api.get(Some(&other), "/api/v1/auth/me").await.expect(200);
    api.stop().await;
}
