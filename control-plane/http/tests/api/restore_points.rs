//! Restore points: kept by whoever changed much, found by everybody who edits the flow.

use crate::harness::{Api, Person};
use control_plane_app::Role;
use http::Method;
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

crate::on_both_engines!(
    a_point_kept_in_one_browser_is_found_in_another,
    handing_the_same_over_twice_keeps_it_once,
    a_branch_has_points_of_its_own,
    the_oldest_go_and_a_moment_to_come_is_now,
    who_may_only_look_keeps_none_and_wrong_ones_are_told,
);

const FLOW: &str = "/api/v1/flows/greeter";

async fn greeter(api: &Api) -> Person {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    api.post(Some(&lead), "/api/v1/flows", &json!({ "name": "greeter" })).await.expect(201);
    lead
}

fn point(label: &str, at: &str) -> Value {
    json!({
        "label": label, "at": at, "layout": { "nodes": { "say": { "x": 8.0, "y": 16.0 } } },
        "flow": {
            "format": "flowright/1", "name": "greeter",
            "nodes": [{ "id": "say", "kind": "reply", "config": { "text": label } }],
            "edges": [{ "from": "start", "to": "say" }]
        }
    })
}

fn place(id: Uuid) -> String {
    format!("{FLOW}/restore-points/{id}")
}

async fn put(api: &Api, who: &Person, path: &str, body: &Value) -> crate::harness::Answer {
    api.call(Some(who), Method::PUT, path, &[], Some(body)).await
}

async fn list(api: &Api, who: &Person, query: &str) -> Vec<Value> {
    let list = api.get(Some(who), &format!("{FLOW}/restore-points{query}")).await.expect(200).json();
    list["data"].as_array().unwrap().clone()
}

async fn a_point_kept_in_one_browser_is_found_in_another(api: Arc<Api>) {
    let lead = greeter(&api).await;
    let id = Uuid::now_v7();
    let kept = put(&api, &lead, &place(id), &point("tidy up", "2026-01-05T10:42:00Z")).await.expect(201);
    let etag = kept.header("etag").to_owned();
    let colleague = api.person(api.tenant, Role::Admin).await;
    let seen = list(&api, &colleague, "").await;
    assert_eq!(seen.len(), 1);
    assert_eq!((&seen[0]["label"], &seen[0]["nodes"]), (&json!("tidy up"), &json!(1)));
    assert_eq!((&seen[0]["author"]["id"], &seen[0]["mine"]), (&json!(lead.id), &json!(false)));
    assert_eq!(seen[0]["at"], "2026-01-05T10:42:00Z");
    assert!(seen[0].get("flow").is_none(), "a list has no documents");

    let whole = api.get(Some(&colleague), &place(id)).await.expect(200);
    assert_eq!(whole.header("etag"), etag);
    let whole = whole.json();
    assert_eq!(whole["flow"]["nodes"][0]["config"]["text"], "tidy up");
    assert_eq!(whole["layout"]["nodes"]["say"]["x"], 8.0);
    let known = [("if-none-match", etag.as_str())];
    api.call(Some(&colleague), Method::GET, &place(id), &known, None).await.expect(304);
    let draft = api.get(Some(&lead), &format!("{FLOW}/draft")).await.expect(200);
    assert!(!draft.text.contains("tidy up"), "keeping one changes no draft");

    let stranger = api.person(api.other_tenant, Role::OrgOwner).await;
    api.get(Some(&stranger), &place(id)).await.problem(404, "not_found");
    api.call(Some(&lead), Method::DELETE, FLOW, &[], None).await.expect(204);
    api.get(Some(&lead), &place(id)).await.problem(404, "not_found");
}

async fn handing_the_same_over_twice_keeps_it_once(api: Arc<Api>) {
    let lead = greeter(&api).await;
    let id = Uuid::now_v7();
    let body = point("import", "2026-01-05T10:42:00Z");
    put(&api, &lead, &place(id), &body).await.expect(201);
    put(&api, &lead, &place(id), &body).await.expect(200);
    assert_eq!(list(&api, &lead, "").await.len(), 1);
    put(&api, &lead, &place(id), &point("merge", "2026-01-05T10:42:00Z")).await.problem(409, "conflict");
    let kept = api.get(Some(&lead), &place(id)).await.expect(200).json();
    assert_eq!(kept["flow"]["nodes"][0]["config"]["text"], "import");
    // Nor in the place of one of another flow.
    api.post(Some(&lead), "/api/v1/flows", &json!({ "name": "other" })).await.expect(201);
    let mut elsewhere = body.clone();
    elsewhere["flow"]["name"] = json!("other");
    let path = format!("/api/v1/flows/other/restore-points/{id}");
    put(&api, &lead, &path, &elsewhere).await.problem(409, "conflict");
    api.get(Some(&lead), &path).await.problem(404, "not_found");
}

async fn a_branch_has_points_of_its_own(api: Arc<Api>) {
    let lead = greeter(&api).await;
    api.post(Some(&lead), &format!("{FLOW}/branches"), &json!({ "name": "idea" })).await.expect(201);
    let (own, branched) = (Uuid::now_v7(), Uuid::now_v7());
    put(&api, &lead, &place(own), &point("own", "2026-01-05T10:42:00Z")).await.expect(201);
    let of_branch = format!("{}?branch=idea", place(branched));
    put(&api, &lead, &of_branch, &point("branched", "2026-01-05T10:43:00Z")).await.expect(201);
    let labels = async |query: &str| {
        let seen = list(&api, &lead, query).await;
        seen.iter().map(|one| one["label"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        (labels("").await, labels("?branch=idea").await),
        (vec!["own".into()], vec!["branched".into()])
    );
    api.get(Some(&lead), &place(branched)).await.problem(404, "not_found");
    api.get(Some(&lead), &of_branch).await.expect(200);
    api.call(Some(&lead), Method::DELETE, &format!("{FLOW}/branches/idea"), &[], None).await.expect(204);
    api.get(Some(&lead), &of_branch).await.problem(404, "not_found");
    assert_eq!(labels("").await, ["own"]);
}

async fn the_oldest_go_and_a_moment_to_come_is_now(api: Arc<Api>) {
    let lead = greeter(&api).await;
    for minute in 10..33 {
        let body = point(&format!("step {minute}"), &format!("2026-01-05T10:{minute}:00Z"));
        put(&api, &lead, &place(Uuid::now_v7()), &body).await.expect(201);
    }
    let seen = list(&api, &lead, "").await;
    let ends = (seen.first().unwrap()["label"].clone(), seen.last().unwrap()["label"].clone());
    assert_eq!((seen.len(), ends), (20, (json!("step 32"), json!("step 13"))));
    // One that waited offline while newer ones came is older than all that are kept.
    put(&api, &lead, &place(Uuid::now_v7()), &point("late", "2025-12-24T10:00:00Z")).await.expect(201);
    assert!(list(&api, &lead, "").await.iter().all(|one| one["label"] != "late"));
    let ahead = put(&api, &lead, &place(Uuid::now_v7()), &point("ahead", "2999-01-01T00:00:00Z")).await;
    let at = ahead.expect(201).json()["at"].as_str().unwrap().to_owned();
    assert!(at.as_str() < "2999", "{at}");
}

async fn who_may_only_look_keeps_none_and_wrong_ones_are_told(api: Arc<Api>) {
    let lead = greeter(&api).await;
    let looks = api.person(api.tenant, Role::Readonly).await;
    let body = point("tidy up", "2026-01-05T10:42:00Z");
    put(&api, &looks, &place(Uuid::now_v7()), &body).await.problem(403, "forbidden");
    assert_eq!(list(&api, &looks, "").await, Vec::<Value>::new());
    let with = |pointer: &str, value: Value| {
        let mut wrong = body.clone();
        *wrong.pointer_mut(pointer).unwrap() = value;
        wrong
    };
    for (wrong, field) in [
        (with("/label", json!("  ")), "label"),
        (with("/label", json!("x".repeat(201))), "label"),
        (with("/flow/name", json!("other")), "flow.name"),
    ] {
        let problem = put(&api, &lead, &place(Uuid::now_v7()), &wrong).await.problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], field, "{problem}");
    }
    let branch = format!("{}?branch=nothing", place(Uuid::now_v7()));
    put(&api, &lead, &branch, &body).await.problem(404, "not_found");
}
