//! Bad input gets a clear answer, and the product goes on.

use crate::harness::Api;
use axum::body::Body;
use control_plane_app::Role;
use http::{Method, Request};
use serde_json::json;
use std::sync::Arc;

crate::on_both_engines!(
    broken_json_names_the_line,
    a_wrong_field_is_named,
    unknown_parameters_and_sort_keys_are_refused,
    wrong_types_sizes_and_methods_are_problems_too,
    addresses_that_lead_nowhere_are_problems_in_the_api_and_pages_elsewhere,
);

async fn broken_json_names_the_line(api: Arc<Api>) {
    let person = api.person(api.tenant, Role::TeamLead).await;
    let request = Request::post("/api/v1/flows")
        .header("authorization", format!("Bearer {}", person.access))
        .header("content-type", "application/json")
        .body(Body::from("{\n  \"name\": \"a\",\n  \"title\": }"))
        .unwrap();
    let problem = api.send(request).await.problem(400, "malformed");
    assert!(problem["errors"][0]["message"].as_str().unwrap().contains("line 3"), "{problem}");
    assert_eq!(problem["instance"], "/api/v1/flows");
    assert_eq!(problem["type"], "urn:flowright:error:malformed");
}

async fn a_wrong_field_is_named(api: Arc<Api>) {
    let person = api.person(api.tenant, Role::TeamLead).await;
    for (body, field, code) in [
        (json!({ "title": "no name" }), "name", "required"),
        (json!({ "name": 7 }), "name", "invalid"),
        (json!({ "name": "Not A Name" }), "name", "invalid"),
        (json!({ "name": "fine", "colour": "red" }), "colour", "unknown"),
        (json!({ "name": "fine", "template": "other" }), "template", "invalid"),
    ] {
        let problem = api.post(Some(&person), "/api/v1/flows", &body).await.problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], field, "{problem}");
        assert_eq!(problem["errors"][0]["code"], code, "{problem}");
    }
}

async fn unknown_parameters_and_sort_keys_are_refused(api: Arc<Api>) {
    let person = api.person(api.tenant, Role::Admin).await;
    for query in ["colour=red", "sort=password", "page=0", "limit=100000", "page=x"] {
        let path = format!("/api/v1/flows?{query}");
        let problem = api.get(Some(&person), &path).await.problem(400, "unknown_parameter");
        let field = problem["errors"][0]["field"].as_str().unwrap();
        assert!(query.starts_with(field), "{problem}");
    }
}

async fn wrong_types_sizes_and_methods_are_problems_too(api: Arc<Api>) {
    let person = api.person(api.tenant, Role::TeamLead).await;
    let send = |content_type: &'static str, body: Vec<u8>| {
        let request = Request::post("/api/v1/flows")
            .header("authorization", format!("Bearer {}", person.access))
            .header("content-type", content_type)
            .body(Body::from(body))
            .unwrap();
        api.send(request)
    };
    send("text/plain", b"{}".to_vec()).await.problem(415, "unsupported_media_type");
    let huge = format!("{{\"name\": \"{}\"}}", "a".repeat(5 * 1024 * 1024)).into_bytes();
    send("application/json", huge).await.problem(413, "too_large");
    api.call(Some(&person), Method::DELETE, "/api/v1/flows", &[], None)
        .await
        .problem(405, "method_not_allowed");
    let headers = [("authorization", "Basic YTpi")];
    api.call(None, Method::GET, "/api/v1/auth/me", &headers, None).await.problem(401, "token_invalid");
    // It is all still there.
    api.get(Some(&person), "/api/v1/flows").await.expect(200);
}

async fn addresses_that_lead_nowhere_are_problems_in_the_api_and_pages_elsewhere(api: Arc<Api>) {
    api.get(None, "/api/v1/nothing").await.problem(404, "not_found");
    api.get(None, "/assets/missing.js").await.problem(404, "not_found");
    let page = api.get(None, "/flows/it-helpdesk").await;
    assert!(page.header("content-type").starts_with("text/html"), "{page:?}");
    let document = api.get(None, "/api/openapi.json").await.expect(200).json();
    assert_eq!(document["openapi"], "3.1.0");
    assert!(api.get(None, "/metrics").await.expect(200).header("content-type").starts_with("text/plain"));
    let health = api.get(None, "/health").await.expect(200).json();
    for dependency in health["dependencies"].as_array().unwrap() {
        assert_eq!(dependency["status"], "ok", "{dependency}");
    }
}
