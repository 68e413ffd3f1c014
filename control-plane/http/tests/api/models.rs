//! The model's settings: tried before they are saved, and a key that never leaves its address.

use crate::harness::Api;
use control_plane_app::Role;
use http::Method;
use serde_json::{Value, json};
use std::sync::Arc;

crate::on_both_engines!(
    settings_are_tried_without_being_saved,
    a_stored_key_is_not_sent_to_another_address,
    settings_that_cannot_work_name_their_field,
);

const MODELS: &str = "/api/v1/admin/models";
const TEST: &str = "/api/v1/admin/models/test";

/// This product itself: it listens, but is no model server.
fn remote(api: &Api, path: &str) -> Value {
    let base_url = format!("http://{}/{path}", api.address);
    json!({ "provider": "openai_compatible", "base_url": base_url, "model": "m" })
}

async fn settings_are_tried_without_being_saved(api: Arc<Api>) {
    let admin = api.person(api.tenant, Role::Admin).await;
    let saved = api.call(Some(&admin), Method::POST, TEST, &[], None).await.expect(200).json();
    assert_eq!(saved["ok"], true, "the offline model: {saved:#}");

    let tried = api.post(Some(&admin), TEST, &remote(&api, "nothing")).await.expect(200).json();
    assert_eq!(tried["ok"], false, "{tried:#}");
    assert!(!tried["message"].as_str().unwrap().is_empty(), "{tried:#}");
    let settings = api.get(Some(&admin), MODELS).await.expect(200).json();
    assert_eq!(settings["provider"], "offline", "nothing was saved");
}

async fn a_stored_key_is_not_sent_to_another_address(api: Arc<Api>) {
    let admin = api.person(api.tenant, Role::Admin).await;
    let mut first = remote(&api, "one");
    first["api_key"] = json!("sk-zebra");
    api.call(Some(&admin), Method::PUT, MODELS, &[], Some(&first)).await.expect(200);

    let other = remote(&api, "two");
    for (method, path) in [(Method::POST, TEST), (Method::PUT, MODELS)] {
        let refused = api.call(Some(&admin), method, path, &[], Some(&other)).await;
        assert!(refused.text.contains("api_key"), "{}", refused.text);
        refused.problem(422, "invalid");
    }
    // At its own address it is used, and changed or removed it may be anywhere.
    let again = remote(&api, "one");
    api.post(Some(&admin), TEST, &again).await.expect(200);
    let mut without = other.clone();
    without["api_key"] = json!("");
    let settings = api.call(Some(&admin), Method::PUT, MODELS, &[], Some(&without)).await.expect(200).json();
    assert_eq!((&settings["api_key_set"], &settings["base_url"]), (&json!(false), &other["base_url"]));
}

async fn settings_that_cannot_work_name_their_field(api: Arc<Api>) {
    let admin = api.person(api.tenant, Role::Admin).await;
    let bad = json!({ "provider": "openai_compatible", "base_url": "localhost", "model": "" });
    let refused = api.post(Some(&admin), TEST, &bad).await;
    for field in ["base_url", "model"] {
        assert!(refused.text.contains(field), "{}", refused.text);
    }
    refused.problem(422, "invalid");
    let agent = api.person(api.tenant, Role::Agent).await;
    api.post(Some(&agent), TEST, &bad).await.problem(403, "forbidden");
}
