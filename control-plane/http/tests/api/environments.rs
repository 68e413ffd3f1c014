//! Environments: which version runs where, promoted, rolled back, and tried on a share.

use crate::harness::{Api, Person};
use control_plane_app::Role;
use http::Method;
use serde_json::{Value, json};
use std::sync::Arc;

crate::on_both_engines!(
    environments_follow_the_newest_version_until_they_are_moved,
    a_roll_back_is_a_move_to_an_older_version_and_is_recorded,
    a_version_that_lacks_something_is_not_promoted_and_says_what,
    a_candidate_gets_its_share_and_a_conversation_stays_with_what_it_got,
    two_people_do_not_move_an_environment_at_once,
);

const FLOW: &str = "/api/v1/flows/greeter";

/// Publishes a version of a flow that says which one it is.
async fn publish(api: &Api, lead: &Person, says: &str) {
    let document = json!({
        "format": "flowright/1", "name": "greeter",
        "nodes": [{ "id": "fin", "kind": "end", "config": { "output": {
            "says": says, "version": "{{ env.version }}", "environment": "{{ env.environment }}" } } }],
        "edges": [{ "from": "start", "to": "fin" }]
    });
    let any = [("if-match", "*")];
    api.call(Some(lead), Method::PUT, &format!("{FLOW}/draft"), &any, Some(&document)).await.expect(200);
    api.post(Some(lead), &format!("{FLOW}/publish"), &json!({ "message": says })).await.expect(201);
}

async fn two_versions(api: &Api) -> Person {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    api.post(Some(&lead), "/api/v1/flows", &json!({ "name": "greeter" })).await.expect(201);
    publish(api, &lead, "one").await;
    publish(api, &lead, "two").await;
    lead
}

async fn put(api: &Api, lead: &Person, environment: &str, to: Value) -> crate::harness::Answer {
    let path = format!("{FLOW}/environments/{environment}");
    api.call(Some(lead), Method::PUT, &path, &[("if-match", "*")], Some(&to)).await
}

/// What a run in an environment says.
async fn said(api: &Api, lead: &Person, environment: &str) -> Value {
    let body = json!({ "environment": environment });
    let run = api.post(Some(lead), &format!("{FLOW}/runs?wait=20"), &body).await.expect(200).json();
    run["output"].clone()
}

async fn environments_follow_the_newest_version_until_they_are_moved(api: Arc<Api>) {
    let lead = two_versions(&api).await;
    let all = api.get(Some(&lead), &format!("{FLOW}/environments")).await.expect(200).json();
    let names: Vec<&str> =
        all["data"].as_array().unwrap().iter().map(|e| e["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["dev", "staging", "production"]);
    assert!(all["data"].as_array().unwrap().iter().all(|e| e["version"] == 2 && e["follows_newest"] == true));

    put(&api, &lead, "production", json!({ "version": 1 })).await.expect(200);
    assert_eq!(
        said(&api, &lead, "production").await,
        json!({ "says": "one", "version": 1, "environment": "production" })
    );
    assert_eq!(said(&api, &lead, "dev").await, json!({ "says": "two", "version": 2, "environment": "dev" }));
    publish(&api, &lead, "three").await;
    assert_eq!(said(&api, &lead, "production").await["says"], "one");
    assert_eq!(said(&api, &lead, "dev").await["says"], "three");
    // Who names nothing is in production.
    let run = api.post(Some(&lead), &format!("{FLOW}/runs?wait=20"), &json!({})).await.expect(200).json();
    assert_eq!(run["output"]["says"], "one");
    let both = json!({ "environment": "dev", "version": 1 });
    api.post(Some(&lead), &format!("{FLOW}/runs"), &both).await.problem(422, "invalid");
    api.get(Some(&lead), &format!("{FLOW}/environments/moon")).await.problem(404, "not_found");
}

async fn a_roll_back_is_a_move_to_an_older_version_and_is_recorded(api: Arc<Api>) {
    let lead = two_versions(&api).await;
    let rolled = put(&api, &lead, "production", json!({ "version": 1 })).await.expect(200).json();
    assert_eq!((&rolled["version"], &rolled["follows_newest"]), (&json!(1), &json!(false)));
    assert!(rolled["updated_by"].is_string() && rolled["updated_at"].is_string(), "{rolled}");
    let admin = api.person(api.tenant, Role::Admin).await;
    let audit = api.get(Some(&admin), "/api/v1/admin/audit-logs?limit=200").await.expect(200).json();
    let entry = audit["data"].as_array().unwrap().iter().find(|e| e["action"] == "flow.promoted");
    let what = &entry.unwrap_or_else(|| panic!("{audit:#}"))["data"];
    assert_eq!((&what["before"]["version"], &what["after"]["version"]), (&json!(2), &json!(1)), "{what}");
    let back = put(&api, &lead, "production", json!({})).await.expect(200).json();
    assert_eq!((&back["version"], &back["follows_newest"]), (&json!(2), &json!(true)));
}

async fn a_version_that_lacks_something_is_not_promoted_and_says_what(api: Arc<Api>) {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    api.post(Some(&lead), "/api/v1/flows", &json!({ "name": "helper" })).await.expect(201);
    api.post(Some(&lead), "/api/v1/flows/helper/publish", &json!({})).await.expect(201);
    api.post(Some(&lead), "/api/v1/flows", &json!({ "name": "greeter" })).await.expect(201);
    let document = json!({
        "format": "flowright/1", "name": "greeter",
        "nodes": [{ "id": "help", "kind": "subflow", "config": { "flow": "helper", "input": { "message": "x" } } }],
        "edges": [{ "from": "start", "to": "help" }]
    });
    let any = [("if-match", "*")];
    api.call(Some(&lead), Method::PUT, &format!("{FLOW}/draft"), &any, Some(&document)).await.expect(200);
    api.post(Some(&lead), &format!("{FLOW}/publish"), &json!({})).await.expect(201);
    let preview = format!("{FLOW}/environments/production/preview?version=1");
    assert_eq!(api.get(Some(&lead), &preview).await.expect(200).json()["allowed"], true);

    api.call(Some(&lead), Method::DELETE, "/api/v1/flows/helper", &[], None).await.expect(204);
    let seen = api.get(Some(&lead), &preview).await.expect(200).json();
    assert_eq!((&seen["allowed"], &seen["findings"][0]["node"]), (&json!(false), &json!("help")), "{seen:#}");
    let refused = put(&api, &lead, "production", json!({ "version": 1 })).await;
    assert!(refused.text.contains("\"help\""), "{}", refused.text);
    refused.expect(422);
    put(&api, &lead, "production", json!({ "version": 9 })).await.problem(404, "not_found");
    let agent = api.person(api.tenant, Role::Agent).await;
    put(&api, &agent, "production", json!({ "version": 1 })).await.problem(403, "forbidden");
}

async fn a_candidate_gets_its_share_and_a_conversation_stays_with_what_it_got(api: Arc<Api>) {
    let lead = two_versions(&api).await;
    let to = json!({ "version": 1, "candidate": { "version": 2, "share": 50 } });
    put(&api, &lead, "production", to).await.expect(200);
    let mut counts = [0, 0];
    for _ in 0..30 {
        let made = api.post(Some(&lead), "/api/v1/conversations", &json!({ "flow": "greeter" })).await;
        let conversation = made.expect(201).json()["id"].clone();
        let mut versions = Vec::new();
        for _ in 0..2 {
            let body = json!({ "conversation_id": conversation });
            let run = api.post(Some(&lead), &format!("{FLOW}/runs?wait=20"), &body).await.expect(200).json();
            versions.push(run["version"].as_u64().unwrap());
        }
        assert_eq!(versions[0], versions[1], "a conversation does not jump between versions");
        counts[usize::try_from(versions[0]).unwrap() - 1] += 1;
    }
    // Thirty lots that all fall on one side come once in half a billion.
    assert!(counts[0] > 0 && counts[1] > 0, "{counts:?}");
    // Elsewhere there is no candidate.
    assert_eq!(said(&api, &lead, "staging").await["version"], 2);
    let all = json!({ "version": 1, "candidate": { "version": 2, "share": 100 } });
    put(&api, &lead, "production", all).await.expect(200);
    assert_eq!(said(&api, &lead, "production").await["version"], 2);
    for share in [0, 101] {
        let bad = json!({ "version": 1, "candidate": { "version": 2, "share": share } });
        let problem = put(&api, &lead, "production", bad).await.problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], "candidate.share");
    }
}

async fn two_people_do_not_move_an_environment_at_once(api: Arc<Api>) {
    let lead = two_versions(&api).await;
    let path = format!("{FLOW}/environments/production");
    let seen = api.get(Some(&lead), &path).await.expect(200).header("etag");
    let matching = [("if-match", seen.as_str())];
    let to = json!({ "version": 1 });
    let moved = api.call(Some(&lead), Method::PUT, &path, &matching, Some(&to)).await.expect(200);
    assert_ne!(moved.header("etag"), seen);
    api.call(Some(&lead), Method::PUT, &path, &matching, Some(&to)).await.problem(412, "stale");
    api.call(Some(&lead), Method::PUT, &path, &[], Some(&to)).await.problem(428, "if_match_required");
}
