//! Tests beside a flow: kept, run, made of runs, insisted on.

use crate::harness::{Api, Person};
use control_plane_app::Role;
use http::Method;
use serde_json::{Value, json};
use std::sync::Arc;

crate::on_both_engines!(
    tests_are_kept_beside_the_draft_run_and_published_with_it,
    a_flow_that_insists_on_its_tests_is_not_published_without_them,
    a_run_becomes_a_test_that_notices_a_change,
    the_helpdesk_comes_with_tests_that_pass,
);

const FLOW: &str = "/api/v1/flows/greeter";

async fn greeter(api: &Api) -> Person {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    api.post(Some(&lead), "/api/v1/flows", &json!({ "name": "greeter" })).await.expect(201);
    lead
}

fn says(text: &str) -> Value {
    json!({
        "format": "flowright-test/1", "name": "says", "title": "It says so",
        "turns": [{
            "user": { "message": "hello" },
            "expect": { "reply": { "contains": [text] }, "path": { "ends": "completed" } }
        }]
    })
}

async fn tests_are_kept_beside_the_draft_run_and_published_with_it(api: Arc<Api>) {
    let lead = greeter(&api).await;
    let tests = format!("{FLOW}/tests");
    api.post(Some(&lead), &tests, &says("hello")).await.expect(201);
    api.post(Some(&lead), &tests, &says("You said: hello")).await.expect(200);
    let list = api.get(Some(&lead), &tests).await.expect(200).json();
    assert_eq!((&list["data"][0]["title"], &list["data"][1]), (&json!("It says so"), &Value::Null));
    assert_eq!(list["gate_on_tests"], false);
    let wrong =
        api.post(Some(&lead), &tests, &json!({ "format": "x", "name": "a" })).await.problem(422, "invalid");
    assert!(wrong["errors"].to_string().contains("format must be “flowright-test/1”"), "{wrong}");
    let mut run = says("x");
    run["name"] = json!("run");
    api.post(Some(&lead), &tests, &run).await.problem(422, "invalid");

    let mut other = says("Good morning");
    other["name"] = json!("polite");
    api.post(Some(&lead), &tests, &other).await.expect(201);
    let results = api.post(Some(&lead), &format!("{tests}/run"), &json!({})).await.expect(200).json();
    assert_eq!((&results["passed"], &results["failed"]), (&json!(1), &json!(1)), "{results}");
    let sentence = "turn 1: the reply does not contain ‘Good morning’; it was ‘You said: hello’";
    assert_eq!(results["results"][0]["failures"], json!([sentence]));
    assert_eq!(results["coverage"]["nodes_visited"], 1);
    let some = json!({ "names": ["says"] });
    let results = api.post(Some(&lead), &format!("{tests}/run"), &some).await.expect(200).json();
    assert_eq!((&results["passed"], &results["failed"]), (&json!(1), &json!(0)));
    let none = json!({ "names": ["nobody"] });
    api.post(Some(&lead), &format!("{tests}/run"), &none).await.problem(404, "not_found");

    let publish = format!("{FLOW}/publish");
    let version = api.post(Some(&lead), &publish, &json!({})).await.expect(201).json();
    let commit = version["commit"].as_str().unwrap_or_else(|| panic!("no commit: {version}"));
    let name = "greeter".parse().unwrap();
    let file = api.app.git.file_at(api.tenant, commit, &name, "tests/says.json").await.unwrap();
    let file: Value = serde_json::from_slice(&file.expect("the test is in Git")).unwrap();
    assert_eq!(file["title"], "It says so");
    api.post(Some(&lead), &publish, &json!({})).await.problem(409, "conflict");
    api.call(Some(&lead), Method::DELETE, &format!("{tests}/polite"), &[], None).await.expect(204);
    api.call(Some(&lead), Method::DELETE, &format!("{tests}/polite"), &[], None)
        .await
        .problem(404, "not_found");
    // Other tests are another version; the old one keeps its own.
    api.post(Some(&lead), &publish, &json!({})).await.expect(201);
    for (version, failed) in [(1, 1), (2, 0)] {
        let body = json!({ "version": version });
        let results = api.post(Some(&lead), &format!("{tests}/run"), &body).await.expect(200).json();
        assert_eq!(results["failed"], failed, "{results}");
    }
    let stranger = api.person(api.other_tenant, Role::OrgOwner).await;
    api.get(Some(&stranger), &tests).await.problem(404, "not_found");
    api.post(Some(&stranger), &format!("{tests}/run"), &json!({})).await.problem(404, "not_found");
}

async fn a_flow_that_insists_on_its_tests_is_not_published_without_them(api: Arc<Api>) {
    let lead = greeter(&api).await;
    let (tests, publish) = (format!("{FLOW}/tests"), format!("{FLOW}/publish"));
    let required = json!({ "require_tests": true });
    api.post(Some(&lead), &publish, &required).await.problem(422, "tests_failed");
    api.post(Some(&lead), &tests, &says("Good morning")).await.expect(201);
    let problem = api.post(Some(&lead), &publish, &required).await.problem(422, "tests_failed");
    assert_eq!(problem["errors"][0]["field"], "tests/says.json");
    let sentence = "turn 1: the reply does not contain ‘Good morning’; it was ‘You said: hello’";
    assert_eq!(problem["errors"][0]["message"], sentence);

    let on = json!({ "gate_on_tests": true });
    api.call(Some(&lead), Method::PUT, &format!("{FLOW}/test-gate"), &[], Some(&on)).await.expect(200);
    assert_eq!(api.get(Some(&lead), &tests).await.expect(200).json()["gate_on_tests"], true);
    api.post(Some(&lead), &publish, &json!({})).await.problem(422, "tests_failed");
    let versions = api.get(Some(&lead), &format!("{FLOW}/versions")).await.expect(200).json();
    assert_eq!(versions["meta"]["total"], 0);
    api.post(Some(&lead), &tests, &says("you said")).await.expect(200);
    api.post(Some(&lead), &publish, &json!({})).await.expect(201);
}

async fn a_run_becomes_a_test_that_notices_a_change(api: Arc<Api>) {
    let lead = greeter(&api).await;
    api.post(Some(&lead), &format!("{FLOW}/publish"), &json!({})).await.expect(201);
    let start = format!("{FLOW}/runs?wait=20");
    let run =
        api.post(Some(&lead), &start, &json!({ "input": { "message": "hello" } })).await.expect(200).json();
    let path = format!("/api/v1/runs/{}/test", run["id"].as_str().unwrap());
    let made = api.post(Some(&lead), &path, &json!({ "name": "as-it-was" })).await.expect(201).json();
    let test = &made["test"];
    assert_eq!(test["turns"][0]["user"], json!({ "message": "hello" }), "{made:#}");
    assert_eq!(
        (&test["title"], &test["about"]),
        (&json!("hello"), &json!("Says “You said: hello” and ends."))
    );
    assert_eq!(test["turns"][0]["expect"]["reply"]["equals"], json!(["You said: hello"]));
    assert_eq!(test["expect"]["path"], json!({ "visits": ["answer"], "ends": "completed" }));

    let all = format!("{FLOW}/tests/run");
    let results = api.post(Some(&lead), &all, &json!({})).await.expect(200).json();
    assert_eq!((&results["passed"], &results["failed"]), (&json!(1), &json!(0)), "{results}");
    let draft = format!("{FLOW}/draft");
    let mut document = api.get(Some(&lead), &draft).await.expect(200).json();
    document["nodes"][0]["config"]["text"] = json!("Hello yourself");
    api.call(Some(&lead), Method::PUT, &draft, &[("if-match", "*")], Some(&document)).await.expect(200);
    let results = api.post(Some(&lead), &all, &json!({})).await.expect(200).json();
    let sentence = "turn 1: the reply must be ‘You said: hello’; it was ‘Hello yourself’";
    assert_eq!(results["results"][0]["failures"], json!([sentence]));

    let stranger = api.person(api.other_tenant, Role::OrgOwner).await;
    api.post(Some(&stranger), &path, &json!({})).await.problem(404, "not_found");
}

async fn the_helpdesk_comes_with_tests_that_pass(api: Arc<Api>) {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    let body = json!({ "name": "helpdesk", "template": "it-helpdesk" });
    api.post(Some(&lead), "/api/v1/flows", &body).await.expect(201);
    let run = "/api/v1/flows/helpdesk/tests/run";
    let results = api.post(Some(&lead), run, &json!({})).await.expect(200).json();
    assert_eq!(results["failed"], 0, "{results:#}");
    assert!(results["passed"].as_u64().unwrap() >= 5, "{results}");
    let publish = "/api/v1/flows/helpdesk/publish";
    api.post(Some(&lead), publish, &json!({ "require_tests": true })).await.expect(201);
}
