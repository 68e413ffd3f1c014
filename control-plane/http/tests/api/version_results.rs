//! What is kept beside a version: the findings of its publishing, and how its tests went last.

use crate::harness::{Api, Person};
use control_plane_app::Role;
use http::Method;
use serde_json::{Value, json};
use std::sync::Arc;

crate::on_both_engines!(
    a_version_keeps_the_findings_and_the_tests_of_its_publishing,
    running_a_versions_tests_again_is_its_newest_result,
    a_version_without_tests_says_so,
);

const FLOW: &str = "/api/v1/flows/greeter";

/// Greets; with `warned` there is a step whose other way out leads nowhere.
async fn greeter(api: &Api, warned: bool) -> Person {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    api.post(Some(&lead), "/api/v1/flows", &json!({ "name": "greeter" })).await.expect(201);
    let mut document = json!({
        "format": "flowright/1", "name": "greeter",
        "nodes": [{ "id": "answer", "kind": "reply", "config": { "text": "You said: {{ input.message }}" } }],
        "edges": [{ "from": "start", "to": "answer" }]
    });
    if warned {
        let cases = json!([{ "port": "short", "when": "input.message.len() < 9" }]);
        let choose =
            json!({ "id": "choose", "kind": "condition", "config": { "cases": cases, "otherwise": "long" } });
        document["nodes"].as_array_mut().unwrap().push(choose);
        document["edges"] =
            json!([{ "from": "start", "to": "choose" }, { "from": "choose.short", "to": "answer" }]);
    }
    let any = [("if-match", "*")];
    let saved = api.call(Some(&lead), Method::PUT, &format!("{FLOW}/draft"), &any, Some(&document)).await;
    saved.expect(200);
    lead
}

async fn test(api: &Api, lead: &Person, name: &str, says: &str) {
    let test = json!({
        "format": "flowright-test/1", "name": name,
        "turns": [{ "user": { "message": "hello" }, "expect": { "reply": { "contains": [says] } } }]
    });
    api.post(Some(lead), &format!("{FLOW}/tests"), &test).await;
}

async fn version(api: &Api, who: &Person, number: u64) -> Value {
    let one = api.get(Some(who), &format!("{FLOW}/versions/{number}")).await.expect(200).json();
    let list = api.get(Some(who), &format!("{FLOW}/versions")).await.expect(200).json();
    let listed = list["data"].as_array().unwrap().iter().find(|one| one["version"] == number).unwrap();
    assert_eq!((&one["checks"], &one["tests"]), (&listed["checks"], &listed["tests"]));
    one
}

/// Passed, failed, and the names of those that failed.
fn went(tests: &Value) -> (u64, u64, Vec<&str>) {
    let failing = tests["failing"].as_array().unwrap().iter().map(|name| name.as_str().unwrap());
    (tests["passed"].as_u64().unwrap(), tests["failed"].as_u64().unwrap(), failing.collect())
}

async fn a_version_keeps_the_findings_and_the_tests_of_its_publishing(api: Arc<Api>) {
    let lead = greeter(&api, true).await;
    test(&api, &lead, "echoes", "You said").await;
    test(&api, &lead, "polite", "Good morning").await;
    let published = api.post(Some(&lead), &format!("{FLOW}/publish"), &json!({})).await.expect(201).json();
    assert_eq!(went(&published["tests"]), (1, 1, vec!["polite"]));
    let one = version(&api, &lead, 1).await;
    assert_eq!(one["tests"], published["tests"]);
    assert_eq!(one["checks"]["errors"], 0);
    let findings = one["findings"].as_array().unwrap();
    assert_eq!(one["checks"]["warnings"], findings.len());
    assert!(findings.iter().any(|finding| finding["node"] == "choose"), "{findings:?}");

    let listed = api.get(Some(&lead), "/api/v1/flows").await.expect(200).json();
    assert_eq!(listed["data"][0]["published"]["tests"], published["tests"]);

    // What the draft's tests do is not the version's business.
    test(&api, &lead, "polite", "You said").await;
    api.post(Some(&lead), &format!("{FLOW}/tests/run"), &json!({})).await.expect(200);
    assert_eq!(went(&version(&api, &lead, 1).await["tests"]), (1, 1, vec!["polite"]));
    api.post(Some(&lead), &format!("{FLOW}/publish"), &json!({})).await.expect(201);
    assert_eq!(went(&version(&api, &lead, 2).await["tests"]), (2, 0, vec![]));
    assert_eq!(went(&version(&api, &lead, 1).await["tests"]), (1, 1, vec!["polite"]));
}

async fn running_a_versions_tests_again_is_its_newest_result(api: Arc<Api>) {
    let lead = greeter(&api, false).await;
    // A flow that is run by another one, whose tests notice when it changes.
    let inner = json!({
        "format": "flowright/1", "name": "inner", "output": { "type": "object", "properties": { "says": { "type": "string" } } },
        "nodes": [{ "id": "fin", "kind": "end", "config": { "output": { "says": "good" } } }],
        "edges": [{ "from": "start", "to": "fin" }]
    });
    api.post(Some(&lead), "/api/v1/flows", &json!({ "name": "inner" })).await.expect(201);
    let publish_inner = async |says: &str| {
        let mut document = inner.clone();
        document["nodes"][0]["config"]["output"]["says"] = json!(says);
        let (any, draft) = ([("if-match", "*")], "/api/v1/flows/inner/draft");
        api.call(Some(&lead), Method::PUT, draft, &any, Some(&document)).await.expect(200);
        api.post(Some(&lead), "/api/v1/flows/inner/publish", &json!({})).await.expect(201);
    };
    publish_inner("good").await;
    let outer = json!({
        "format": "flowright/1", "name": "greeter",
        "nodes": [
            { "id": "ask", "kind": "subflow", "config": { "flow": "inner" } },
            { "id": "answer", "kind": "reply", "config": { "text": "It is {{ ask.says }}" } }
        ],
        "edges": [{ "from": "start", "to": "ask" }, { "from": "ask", "to": "answer" }]
    });
    let any = [("if-match", "*")];
    api.call(Some(&lead), Method::PUT, &format!("{FLOW}/draft"), &any, Some(&outer)).await.expect(200);
    test(&api, &lead, "good", "It is good").await;
    test(&api, &lead, "anything", "It is").await;
    api.post(Some(&lead), &format!("{FLOW}/publish"), &json!({})).await.expect(201);
    assert_eq!(went(&version(&api, &lead, 1).await["tests"]), (2, 0, vec![]));

    publish_inner("bad").await;
    let run = format!("{FLOW}/tests/run");
    api.wait(chrono::TimeDelta::minutes(5));
    api.post(Some(&lead), &run, &json!({ "version": 1, "names": ["good"] })).await.expect(200);
    let newest = version(&api, &lead, 1).await;
    assert_eq!(went(&newest["tests"]), (1, 1, vec!["good"]), "the other one passed before");
    assert!(newest["tests"]["at"].as_str() > newest["at"].as_str());
    publish_inner("good").await;
    let reader = api.person(api.tenant, Role::Readonly).await;
    api.post(Some(&reader), &run, &json!({ "version": 1 })).await.expect(200);
    assert_eq!(went(&version(&api, &lead, 1).await["tests"]), (2, 0, vec![]));
}

async fn a_version_without_tests_says_so(api: Arc<Api>) {
    let lead = greeter(&api, false).await;
    api.post(Some(&lead), &format!("{FLOW}/publish"), &json!({})).await.expect(201);
    assert_eq!(went(&version(&api, &lead, 1).await["tests"]), (0, 0, vec![]), "it has none");
}
