//! A run that waits is moved to another version of its flow, after somebody has looked what that comes to.

use crate::harness::{Api, Person};
use crate::stream::Reader;
use control_plane_app::Role;
use http::Method;
use serde_json::{Value, json};
use std::sync::Arc;

crate::on_both_engines!(
    a_waiting_chat_is_moved_to_a_new_version_and_answered_there,
    a_run_is_moved_only_from_where_it_was_looked_at,
);

/// Publishes the flow: it asks, and in later versions says something first.
async fn publish(api: &Api, lead: &Person, version: u64) {
    let path = "/api/v1/flows/asking";
    if version == 1 {
        api.post(Some(lead), "/api/v1/flows", &json!({ "name": "asking" })).await.expect(201);
    }
    let ask = json!({ "id": "ask", "kind": "ask_user", "config": {
        "question": format!("Question of version {version}?"), "options": [{ "port": "yes", "label": "Yes" }] } });
    let done = json!({ "id": "done", "kind": "end", "config": { "output": { "version": version } } });
    let mut nodes = vec![ask, done];
    let mut edges = vec![json!({ "from": "ask.yes", "to": "done" })];
    if version == 1 {
        edges.push(json!({ "from": "start", "to": "ask" }));
    } else {
        nodes.push(json!({ "id": "hello", "kind": "template", "config": { "text": "Hello" } }));
        edges.push(json!({ "from": "start", "to": "hello" }));
        edges.push(json!({ "from": "hello", "to": "ask" }));
    }
    let document = json!({
        "format": "flowright/1", "name": "asking", "nodes": nodes, "edges": edges,
        "input": { "type": "object", "properties": { "message": { "type": "string" } } },
    });
    let any = [("if-match", "*")];
    api.call(Some(lead), Method::PUT, &format!("{path}/draft"), &any, Some(&document)).await.expect(200);
    let message = json!({ "message": format!("version {version}") });
    api.post(Some(lead), &format!("{path}/publish"), &message).await.expect(201);
}

/// A conversation whose run waits for its answer, and that run.
async fn asked(api: &Api, lead: &Person) -> (String, Value) {
    let new = json!({ "flow": "asking" });
    let conversation = api.post(Some(lead), "/api/v1/conversations", &new).await.expect(201).json();
    let messages = format!("/api/v1/conversations/{}/messages", conversation["id"].as_str().unwrap());
    let body = json!({ "content": "hi" });
    Reader::open(api, lead, Method::POST, &messages, &[], Some(&body)).await.all().await;
    let id = conversation["id"].as_str().unwrap();
    let runs = api.get(Some(lead), &format!("/api/v1/runs?conversation={id}")).await.expect(200).json();
    assert_eq!(runs["data"][0]["status"], "waiting", "{runs}");
    (messages, runs["data"][0].clone())
}

async fn a_waiting_chat_is_moved_to_a_new_version_and_answered_there(api: Arc<Api>) {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    publish(&api, &lead, 1).await;
    let (messages, run) = asked(&api, &lead).await;
    publish(&api, &lead, 2).await;
    let path = format!("/api/v1/runs/{}", run["id"].as_str().unwrap());
    assert_eq!(
        api.get(Some(&lead), &path).await.expect(200).json()["version"],
        1,
        "publishing moves nothing"
    );

    let seen = api.get(Some(&lead), &format!("{path}/migration?version=2")).await.expect(200).json();
    assert_eq!(
        (&seen["from"], &seen["to"], &seen["would_end"]),
        (&json!(1), &json!(2), &Value::Null),
        "{seen}"
    );
    assert_eq!(seen["waits"][0]["question"], "Question of version 1?");
    assert_eq!(seen["would_wait"][0]["question"], "Question of version 2?");

    let body = json!({ "version": 2, "at_seq": seen["at_seq"] });
    let moved = api.post(Some(&lead), &format!("{path}/migration"), &body).await.expect(202).json();
    assert_eq!((&moved["version"], &moved["status"]), (&json!(2), &json!("waiting")), "{moved}");

    let answer = json!({ "answer": { "option": "yes" } });
    let said = Reader::open(&api, &lead, Method::POST, &messages, &[], Some(&answer)).await.all().await;
    assert!(said.iter().any(|event| event.name == "run.completed"), "{said:?}");
    let ended = api.get(Some(&lead), &path).await.expect(200).json();
    assert_eq!((&ended["version"], &ended["output"]), (&json!(2), &json!({ "version": 2 })), "{ended}");
    let listed = api.get(Some(&lead), &messages).await.expect(200).json();
    let questions = listed["data"].as_array().unwrap().iter();
    let questions: Vec<_> = questions.filter_map(|message| message["content"].as_str()).collect();
    assert!(
        questions.contains(&"Question of version 2?"),
        "the person sees what they are asked now: {listed}"
    );
    let admin = api.person(api.tenant, Role::Admin).await;
    let log = api.get(Some(&admin), "/api/v1/admin/audit-logs?limit=200").await.expect(200);
    assert!(log.text.contains("run.migrated"), "{}", log.text);
}

async fn a_run_is_moved_only_from_where_it_was_looked_at(api: Arc<Api>) {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    publish(&api, &lead, 1).await;
    let (messages, run) = asked(&api, &lead).await;
    publish(&api, &lead, 2).await;
    let path = format!("/api/v1/runs/{}/migration", run["id"].as_str().unwrap());
    let seen = api.get(Some(&lead), &format!("{path}?version=2")).await.expect(200).json();
    api.get(Some(&lead), &format!("{path}?version=9")).await.problem(404, "not_found");
    api.get(Some(&lead), &format!("{path}?version=1")).await.problem(422, "invalid");
    let stranger = api.person(api.other_tenant, Role::OrgOwner).await;
    api.get(Some(&stranger), &format!("{path}?version=2")).await.problem(404, "not_found");
    let user = api.person(api.tenant, Role::EndUser).await;
    api.get(Some(&user), &format!("{path}?version=2")).await.problem(403, "forbidden");

    let answer = json!({ "answer": { "option": "yes" } });
    Reader::open(&api, &lead, Method::POST, &messages, &[], Some(&answer)).await.all().await;
    let body = json!({ "version": 2, "at_seq": seen["at_seq"] });
    api.post(Some(&lead), &path, &body).await.problem(409, "conflict");
}
