//! What Studio takes to the browser, to check there.

use crate::harness::{Api, Person};
use control_plane_app::Role;
use flow_schema::check::{self, Surroundings};
use http::Method;
use serde_json::{Value, json};
use std::sync::Arc;

crate::on_both_engines!(
    a_check_elsewhere_says_what_the_one_here_says,
    surroundings_are_sent_again_when_they_have_changed,
    surroundings_are_for_those_who_may_check,
);

async fn publish(api: &Api, person: &Person, document: &Value) {
    let path = format!("/api/v1/flows/{}", document["name"].as_str().unwrap());
    api.post(Some(person), "/api/v1/flows", &json!({ "name": document["name"] })).await.expect(201);
    let any = [("if-match", "*")];
    api.call(Some(person), Method::PUT, &format!("{path}/draft"), &any, Some(document)).await.expect(200);
    api.post(Some(person), &format!("{path}/publish"), &json!({ "message": "x" })).await.expect(201);
}

async fn a_check_elsewhere_says_what_the_one_here_says(api: Arc<Api>) {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    publish(
        &api,
        &lead,
        &json!({ "format": "flowright/1", "name": "asks",
            "input": { "type": "object", "properties": { "question": { "type": "string" } }, "required": ["question"] },
            "nodes": [{ "id": "answer", "kind": "llm", "config": { "prompt": "{{ input.question }}" } }],
            "edges": [{ "from": "start", "to": "answer" }] }),
    )
    .await;
    let document = json!({ "format": "flowright/1", "name": "main",
        "nodes": [{ "id": "sub", "kind": "subflow", "config": { "flow": "asks", "input": { "qestion": 1 } } },
                  { "id": "kb", "kind": "kb_search", "config": { "base": "nowhere", "query": "x" } }],
        "edges": [{ "from": "start", "to": "sub" }, { "from": "sub", "to": "kb" }] });
    let here = api.post(Some(&lead), "/api/v1/flows/asks/check", &document).await.expect(200).json();
    assert!(here["findings"].as_array().unwrap().len() >= 2, "{here:#}");

    let path = "/api/v1/flows/asks/check/surroundings?runs=asks";
    let surroundings = api.get(Some(&lead), path).await.expect(200).json();
    let surroundings: Surroundings = serde_json::from_value(surroundings).unwrap();
    let document = serde_json::from_value(document).unwrap();
    let there = check::report(&document, &surroundings.registry(), &surroundings.environment);
    assert_eq!(serde_json::to_value(there).unwrap(), here);
}

async fn surroundings_are_sent_again_when_they_have_changed(api: Arc<Api>) {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    api.post(Some(&lead), "/api/v1/flows", &json!({ "name": "plain" })).await.expect(201);
    let path = "/api/v1/flows/plain/check/surroundings";
    let etag = api.get(Some(&lead), path).await.expect(200).header("etag");
    let known = [("if-none-match", etag.as_str())];
    api.call(Some(&lead), Method::GET, path, &known, None).await.expect(304);
    api.post(Some(&lead), "/api/v1/kb/bases", &json!({ "name": "another", "title": "Another" }))
        .await
        .expect(201);
    let now = api.call(Some(&lead), Method::GET, path, &known, None).await.expect(200).json();
    assert!(now["environment"]["bases"].as_array().unwrap().contains(&json!("another")), "{now:#}");
}

async fn surroundings_are_for_those_who_may_check(api: Arc<Api>) {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    let agent = api.person(api.tenant, Role::Agent).await;
    let path = "/api/v1/flows/nowhere/check/surroundings";
    api.get(Some(&agent), path).await.problem(403, "forbidden");
    api.get(Some(&lead), path).await.problem(404, "not_found");
    api.get(Some(&lead), &format!("{path}?for=x")).await.problem(400, "unknown_parameter");
}
