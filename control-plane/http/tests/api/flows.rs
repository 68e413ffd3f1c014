//! Drawing and publishing.

use crate::harness::{Api, Person};
use control_plane_app::Role;
use control_plane_store::git::GitHistory;
use http::Method;
use serde_json::{Value, json};
use std::sync::Arc;

crate::on_both_engines!(
    a_flow_is_made_changed_published_and_read_back,
    two_people_cannot_overwrite_each_other,
    a_flow_with_mistakes_is_not_published_and_every_mistake_is_named,
    the_layout_is_no_part_of_the_version,
    the_helpdesk_template_brings_what_it_needs,
    node_kinds_are_described,
    the_most_a_run_can_cost_follows_the_prices_and_the_flows_it_runs,
);

async fn draft(api: &Api, person: &Person, flow: &str) -> (Value, String) {
    let answer = api.get(Some(person), &format!("/api/v1/flows/{flow}/draft")).await.expect(200);
    (answer.json(), answer.header("etag"))
}

async fn a_flow_is_made_changed_published_and_read_back(api: Arc<Api>) {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    let made = api
        .post(Some(&lead), "/api/v1/flows", &json!({ "name": "greeter", "title": "Greeter" }))
        .await
        .expect(201);
    assert_eq!(made.header("location"), "/api/v1/flows/greeter");
    assert_eq!(made.json()["dirty"], true);
    assert_eq!(made.json()["problems"], json!({ "errors": 0, "warnings": 0 }), "{}", made.text);

    let (_, etag) = draft(&api, &lead, "greeter").await;
    let known = [("if-none-match", etag.as_str())];
    let path = "/api/v1/flows/greeter/draft";
    api.call(Some(&lead), Method::GET, path, &known, None).await.expect(304);
    let patch = json!({ "description": "Says what it was told.", "title": null });
    let matching = [("if-match", etag.as_str())];
    let saved = api.call(Some(&lead), Method::PATCH, path, &matching, Some(&patch)).await.expect(200);
    assert_eq!(saved.json()["flow"]["description"], "Says what it was told.");
    assert_ne!(saved.header("etag"), etag);

    let publish = "/api/v1/flows/greeter/publish";
    let version = api.post(Some(&lead), publish, &json!({ "message": "First" })).await.expect(201).json();
    assert_eq!((&version["version"], &version["message"]), (&json!(1), &json!("First")));
    let commit = version["commit"].as_str().unwrap_or_else(|| panic!("no commit: {version}"));
    api.post(Some(&lead), publish, &json!({})).await.problem(409, "conflict");
    let read = api.get(Some(&lead), "/api/v1/flows/greeter/versions/1").await.expect(200).json();
    assert_eq!(read["document"], saved.json()["flow"]);
    assert_eq!(read["hash"], version["hash"]);
    let listed = api.get(Some(&lead), "/api/v1/flows/greeter/versions").await.expect(200).json();
    assert_eq!(listed["meta"]["total"], 1);
    let item = api.get(Some(&lead), "/api/v1/flows/greeter").await.expect(200).json();
    assert_eq!((&item["dirty"], &item["published"]["version"]), (&json!(false), &json!(1)));

    let git: &GitHistory = &api.app.git;
    let file = git.file_at(api.tenant, commit, &"greeter".parse().unwrap(), "flow.json").await.unwrap();
    assert!(file.is_some_and(|bytes| String::from_utf8_lossy(&bytes).contains("Says what it was told.")));

    api.call(Some(&lead), Method::DELETE, "/api/v1/flows/greeter", &[], None).await.expect(204);
    api.get(Some(&lead), "/api/v1/flows/greeter").await.problem(404, "not_found");
}

async fn two_people_cannot_overwrite_each_other(api: Arc<Api>) {
    let one = api.person(api.tenant, Role::TeamLead).await;
    let two = api.person(api.tenant, Role::TeamLead).await;
    api.post(Some(&one), "/api/v1/flows", &json!({ "name": "shared" })).await.expect(201);
    let (mut document, etag) = draft(&api, &one, "shared").await;
    let path = "/api/v1/flows/shared/draft";

    document["title"] = json!("Mine");
    let matching = [("if-match", etag.as_str())];
    let saved = api.call(Some(&one), Method::PUT, path, &matching, Some(&document)).await.expect(200);
    document["title"] = json!("No, mine");
    let stale = api.call(Some(&two), Method::PUT, path, &matching, Some(&document)).await;
    assert_eq!(stale.header("etag"), saved.header("etag"));
    stale.problem(412, "stale");
    api.call(Some(&two), Method::PUT, path, &[], Some(&document)).await.problem(428, "if_match_required");
    api.call(Some(&two), Method::PUT, path, &[("if-match", "*")], Some(&document)).await.expect(200);
    document["name"] = json!("another");
    let problem = api
        .call(Some(&two), Method::PUT, path, &[("if-match", "*")], Some(&document))
        .await
        .problem(422, "invalid");
    assert_eq!(problem["errors"][0]["field"], "name");
}

async fn a_flow_with_mistakes_is_not_published_and_every_mistake_is_named(api: Arc<Api>) {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    api.post(Some(&lead), "/api/v1/flows", &json!({ "name": "broken" })).await.expect(201);
    let document = json!({
        "format": "flowright/1",
        "name": "broken",
        "nodes": [
            { "id": "a", "kind": "no_such_kind" },
            { "id": "b", "kind": "reply", "config": { "text": "{{ nobody.text }}" } },
            { "id": "c", "kind": "kb_search", "config": { "base": "no-such-base", "query": "x" } },
            { "id": "d", "kind": "condition", "config": { "cases": [{ "port": "yes", "when": "1 +" }] } }
        ],
        "edges": [
            { "from": "start", "to": "a" },
            { "from": "a", "to": "nowhere" },
            { "from": "start", "to": "b" },
            { "from": "start", "to": "c" },
            { "from": "start", "to": "d" }
        ]
    });
    let path = "/api/v1/flows/broken/draft";
    let saved = api
        .call(Some(&lead), Method::PUT, path, &[("if-match", "*")], Some(&document))
        .await
        .expect(200)
        .json();
    let findings = saved["findings"].as_array().unwrap();
    for node in ["a", "b", "c", "d"] {
        assert!(findings.iter().any(|finding| finding["node"] == node), "{node}: {findings:#?}");
    }
    let problem = api
        .post(Some(&lead), "/api/v1/flows/broken/publish", &json!({ "message": "try" }))
        .await
        .problem(422, "flow_has_errors");
    assert_eq!(problem["findings"], saved["findings"]);
    assert!(problem["errors"].as_array().unwrap().len() >= 4, "{problem}");
    let versions = api.get(Some(&lead), "/api/v1/flows/broken/versions").await.expect(200).json();
    assert_eq!(versions["meta"]["total"], 0);
    let checked =
        api.call(Some(&lead), Method::POST, "/api/v1/flows/broken/check", &[], None).await.expect(200);
    assert_eq!(checked.json()["findings"], saved["findings"]);
}

async fn the_layout_is_no_part_of_the_version(api: Arc<Api>) {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    api.post(Some(&lead), "/api/v1/flows", &json!({ "name": "moved" })).await.expect(201);
    api.post(Some(&lead), "/api/v1/flows/moved/publish", &json!({})).await.expect(201);
    let path = "/api/v1/flows/moved/layout";
    let before = api.get(Some(&lead), path).await.expect(200);
    let mut layout = before.json();
    layout["nodes"]["answer"] = json!({ "x": 12.5, "y": -3 });
    let matching = [("if-match", before.header("etag"))];
    let matching = [(matching[0].0, matching[0].1.as_str())];
    api.call(Some(&lead), Method::PUT, path, &matching, Some(&layout)).await.expect(200);
    api.call(Some(&lead), Method::PUT, path, &matching, Some(&layout)).await.problem(412, "stale");
    let item = api.get(Some(&lead), "/api/v1/flows/moved").await.expect(200).json();
    assert_eq!(item["dirty"], false);
}

async fn the_helpdesk_template_brings_what_it_needs(api: Arc<Api>) {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    let body = json!({ "name": "helpdesk", "title": "Our desk", "template": "it-helpdesk" });
    let made = api.post(Some(&lead), "/api/v1/flows", &body).await.expect(201).json();
    assert_eq!(made["problems"]["errors"], 0, "{made}");
    api.post(Some(&lead), "/api/v1/flows/helpdesk/publish", &json!({ "message": "go" })).await.expect(201);
    // A second one stands on the same base and form.
    let body = json!({ "name": "helpdesk-2", "template": "it-helpdesk" });
    api.post(Some(&lead), "/api/v1/flows", &body).await.expect(201);
}

async fn node_kinds_are_described(api: Arc<Api>) {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    let kinds = api.get(Some(&lead), "/api/v1/node-kinds").await.expect(200).json();
    let names: Vec<_> =
        kinds["data"].as_array().unwrap().iter().map(|kind| kind["name"].as_str().unwrap()).collect();
    for name in ["start", "reply", "llm", "kb_search", "ask_user", "create_ticket", "condition"] {
        assert!(names.contains(&name), "{name} is not among {names:?}");
    }
}

async fn the_most_a_run_can_cost_follows_the_prices_and_the_flows_it_runs(api: Arc<Api>) {
    let admin = api.person(api.tenant, Role::Admin).await;
    let asks = json!({ "format": "flowright/1", "name": "asks",
        "nodes": [{ "id": "answer", "kind": "llm", "config": { "prompt": "Say hello." } }],
        "edges": [{ "from": "start", "to": "answer" }] });
    let twice = json!({ "format": "flowright/1", "name": "twice",
        "nodes": [{ "id": "one", "kind": "subflow", "config": { "flow": "asks" } },
                  { "id": "two", "kind": "subflow", "config": { "flow": "asks" } }],
        "edges": [{ "from": "start", "to": "one" }, { "from": "one", "to": "two" }] });
    for (name, document) in [("asks", &asks), ("twice", &twice)] {
        api.post(Some(&admin), "/api/v1/flows", &json!({ "name": name })).await.expect(201);
        let path = format!("/api/v1/flows/{name}");
        let any = [("if-match", "*")];
        api.call(Some(&admin), Method::PUT, &format!("{path}/draft"), &any, Some(document)).await.expect(200);
        api.post(Some(&admin), &format!("{path}/publish"), &json!({ "message": "x" })).await.expect(201);
    }
    let cost = async |name: &str| {
        let path = format!("/api/v1/flows/{name}/check");
        api.post(Some(&admin), &path, &json!(null)).await.expect(200).json()["cost"].clone()
    };
    assert_eq!(
        cost("asks").await["money_micros"],
        json!({ "at_most": 0 }),
        "the offline model costs nothing"
    );

    let model =
        json!({ "provider": "openai_compatible", "base_url": "https://models.example.com/v1", "model": "m" });
    let choose = async |prices: Value| {
        let mut model = model.clone();
        model["prices"] = prices;
        api.call(Some(&admin), Method::PUT, "/api/v1/admin/models", &[], Some(&model)).await.expect(200);
    };
    choose(json!({ "input": 0, "output": 0 })).await;
    assert_eq!(cost("asks").await.get("money_micros"), None, "nobody said what it costs");
    choose(json!({ "input": 1, "output": 2 })).await;
    let one = cost("asks").await;
    let (calls, money) =
        (one["model_calls"]["at_most"].as_u64().unwrap(), one["money_micros"]["at_most"].as_u64().unwrap());
    // 128,000 tokens read at 1 and 16,384 written at 2 for a million.
    assert_eq!(money, calls * (128_000 + 2 * 16_384));
    let two = cost("twice").await;
    assert!(two["model_calls"]["at_most"].as_u64().unwrap() >= 2 * calls, "{two}");
    assert!(two["money_micros"]["at_most"].as_u64().unwrap() >= 2 * money, "{two}");
    assert_eq!(two.get("not_counted"), None, "{two}");
}
