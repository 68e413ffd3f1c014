//! Flows taken elsewhere and brought in: as one document, node by node, and after their kinds have changed.

use crate::harness::{Api, Person};
use control_plane_app::Role;
use http::Method;
use serde_json::{Value, json};
use std::sync::Arc;

crate::on_both_engines!(
    an_exported_flow_comes_in_elsewhere_as_it_was,
    the_report_names_what_is_missing_here_and_what_stays_as_it_is,
    who_may_not_edit_exports_what_is_published,
    nodes_are_pasted_across_flows_and_what_is_missing_is_named,
    an_edge_on_a_port_that_is_gone_is_kept_told_and_repaired,
);

const IMPORT: &str = "/api/v1/flows/import";

async fn make(api: &Api, who: &Person, document: &Value) {
    let name = document["name"].as_str().unwrap();
    api.post(Some(who), "/api/v1/flows", &json!({ "name": name })).await.expect(201);
    let path = format!("/api/v1/flows/{name}/draft");
    api.call(Some(who), Method::PUT, &path, &[("if-match", "*")], Some(document)).await.expect(200);
}

async fn publish(api: &Api, who: &Person, name: &str) {
    api.post(Some(who), &format!("/api/v1/flows/{name}/publish"), &json!({})).await.expect(201);
}

fn greeting() -> Value {
    json!({
        "format": "flowright/1", "name": "greeting",
        "nodes": [{ "id": "say", "kind": "end", "config": { "output": { "says": "Hello" } } }],
        "edges": [{ "from": "start", "to": "say" }]
    })
}

fn reception() -> Value {
    json!({
        "format": "flowright/1", "name": "reception", "title": "Reception",
        "nodes": [
            { "id": "greet", "kind": "subflow", "config": { "flow": "greeting" } },
            { "id": "look", "kind": "kb_search", "config": { "base": "front-desk", "query": "{{ input.message }}" } },
            { "id": "bye", "kind": "reply", "config": { "text": "Bye" } }
        ],
        "edges": [{ "from": "start", "to": "greet" }, { "from": "greet", "to": "look" }, { "from": "look", "to": "bye" }]
    })
}

/// A flow that runs another one, with a layout and a test.
async fn furnished(api: &Api) -> Person {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    make(api, &lead, &greeting()).await;
    publish(api, &lead, "greeting").await;
    make(api, &lead, &reception()).await;
    let layout = json!({
        "nodes": { "greet": { "x": 1.5, "y": -20 }, "look": { "x": 300, "y": 0, "pinned": true } },
        "notes": [{ "id": "n1", "text": "Mind the step", "colour": "yellow", "x": 0, "y": 0, "width": 200, "height": 100 }]
    });
    let any = [("if-match", "*")];
    let path = "/api/v1/flows/reception/layout";
    api.call(Some(&lead), Method::PUT, path, &any, Some(&layout)).await.expect(200);
    let test = json!({ "format": "flowright-test/1", "name": "says-bye", "input": { "message": "hi" } });
    api.post(Some(&lead), "/api/v1/flows/reception/tests", &test).await.expect(201);
    lead
}

async fn an_exported_flow_comes_in_elsewhere_as_it_was(api: Arc<Api>) {
    let lead = furnished(&api).await;
    let path = "/api/v1/flows/reception/export";
    let answer = api.get(Some(&lead), path).await.expect(200);
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"reception.flowright.json\"");
    let bundle = answer.json();
    assert_eq!(bundle["format"], "flowright-bundle/1");
    assert_eq!(bundle["subflows"][0]["flow"], greeting(), "{bundle:#}");
    assert_eq!((&bundle["subflows"][0]["version"], &bundle["version"]), (&json!(1), &Value::Null));
    assert_eq!(bundle["needs"], json!({ "bases": ["front-desk"] }), "{bundle:#}");
    assert_eq!(bundle["tests"]["says-bye"]["input"], json!({ "message": "hi" }));
    let alone = api.get(Some(&lead), &format!("{path}?with_subflows=false")).await.expect(200).json();
    assert_eq!((&alone["subflows"], &alone["needs"]["flows"]), (&Value::Null, &json!(["greeting"])));

    let other = api.person(api.other_tenant, Role::TeamLead).await;
    let made = api.post(Some(&other), IMPORT, &json!({ "document": answer.text })).await.expect(201).json();
    assert_eq!(made["format"], "flowright");
    let names: Vec<_> = made["flows"].as_array().unwrap().iter().map(|flow| &flow["name"]).collect();
    assert_eq!(names, ["reception", "greeting"]);
    let back = api.get(Some(&other), path).await.expect(200).json();
    for part in ["flow", "layout", "tests"] {
        assert_eq!(back[part], bundle[part], "{part}");
    }
    // With the sub-flow published there too, it is the same document to the letter but for what is a draft.
    publish(&api, &other, "greeting").await;
    let again = api.get(Some(&other), path).await.expect(200);
    assert_eq!(again.text, answer.text);
}

async fn the_report_names_what_is_missing_here_and_what_stays_as_it_is(api: Arc<Api>) {
    let lead = furnished(&api).await;
    let text = api.get(Some(&lead), "/api/v1/flows/reception/export").await.expect(200).text;
    api.post(Some(&lead), IMPORT, &json!({ "document": text })).await.problem(409, "name_taken");
    let body = json!({ "document": text, "name": "reception-2", "dry_run": true });
    let seen = api.post(Some(&lead), IMPORT, &body).await.expect(200).json();
    let report = &seen["report"];
    assert_eq!(report["bases_needed"][0]["name"], "front-desk", "{report:#}");
    assert_eq!(report["others_needed"], json!([]), "greeting is published here: {report:#}");
    assert_eq!(report["carried"].as_array().unwrap().len(), 4, "{report:#}");
    let stays = report["approximated"][0]["what"].as_str().unwrap();
    assert!(stays.contains("‘greeting’ is here already"), "{stays}");
    let body = json!({ "document": text, "name": "reception-2" });
    let made = api.post(Some(&lead), IMPORT, &body).await.expect(201).json();
    assert_eq!(made["flows"].as_array().unwrap().len(), 1, "{made:#}");

    let good: Value = serde_json::from_str(&text).unwrap();
    let with = |part: &str, wrong: Value| {
        let mut document = good.clone();
        document[part] = wrong;
        json!({ "document": document.to_string(), "name": "reception-3" })
    };
    for (wrong, words) in [
        (with("layout", json!({ "nodes": { "greet": { "x": "far" } } })), "its layout"),
        (with("tests", json!({ "a": { "name": "a", "format": "flowright-test/1" } })), "its test ‘a’"),
        (with("format", json!("flowright-bundle/9")), "version 9"),
    ] {
        let problem = api.post(Some(&lead), IMPORT, &wrong).await.problem(422, "invalid");
        let message = problem["errors"][0]["message"].as_str().unwrap();
        assert!(message.contains(words), "{message}");
    }
    api.get(Some(&lead), "/api/v1/flows/reception-3").await.problem(404, "not_found");
}

async fn who_may_not_edit_exports_what_is_published(api: Arc<Api>) {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    make(&api, &lead, &greeting()).await;
    let reader = api.person(api.tenant, Role::Readonly).await;
    let path = "/api/v1/flows/greeting/export";
    api.get(Some(&reader), path).await.problem(404, "not_found");
    publish(&api, &lead, "greeting").await;
    let mut changed = greeting();
    changed["title"] = json!("Changed since");
    let any = [("if-match", "*")];
    api.call(Some(&lead), Method::PUT, "/api/v1/flows/greeting/draft", &any, Some(&changed))
        .await
        .expect(200);
    let read = api.get(Some(&reader), path).await.expect(200).json();
    assert_eq!((&read["version"], &read["flow"]["title"]), (&json!(1), &Value::Null), "{read:#}");
    let edited = api.get(Some(&lead), path).await.expect(200).json();
    assert_eq!((&edited["version"], &edited["flow"]["title"]), (&Value::Null, &json!("Changed since")));
    let first = api.get(Some(&lead), &format!("{path}?version=1")).await.expect(200).json();
    assert_eq!(first["flow"], greeting());
    for wrong in ["?version=9", "?version=0"] {
        api.get(Some(&lead), &format!("{path}{wrong}")).await.problem(404, "not_found");
    }
}

async fn nodes_are_pasted_across_flows_and_what_is_missing_is_named(api: Arc<Api>) {
    let lead = furnished(&api).await;
    let copy = json!({ "nodes": ["greet", "look"] });
    let fragment = api.post(Some(&lead), "/api/v1/flows/reception/copy", &copy).await.expect(200).json();
    assert_eq!(fragment["edges"], json!([{ "from": "greet", "to": "look" }]), "{fragment:#}");
    let unknown = json!({ "nodes": ["nobody"] });
    api.post(Some(&lead), "/api/v1/flows/reception/copy", &unknown).await.problem(422, "invalid");

    let other = api.person(api.other_tenant, Role::TeamLead).await;
    let mut own = reception();
    own["name"] = json!("desk");
    own["nodes"] = json!([{ "id": "look", "kind": "reply", "config": { "text": "x" } }]);
    own["edges"] = json!([{ "from": "start", "to": "look" }]);
    make(&api, &other, &own).await;
    let path = "/api/v1/flows/desk/paste";
    let pasted = api.post(Some(&other), path, &json!({ "fragment": fragment })).await.expect(200).json();
    assert_eq!(pasted["ids"], json!({ "greet": "greet", "look": "look_2" }), "{pasted:#}");
    assert_eq!(pasted["flow"]["nodes"].as_array().unwrap().len(), 3);
    let missing: Vec<String> = pasted["missing"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| format!("{} {} at {}", one["what"], one["name"], one["at"]["node"]))
        .collect();
    let expected = [
        r#""knowledge_base" "front-desk" at "look_2""#,
        r#""flow" "greeting" at "greet""#,
        r#""input" "message" at "look_2""#,
    ];
    assert_eq!(missing, expected, "{pasted:#}");
    let draft = api.get(Some(&other), "/api/v1/flows/desk/draft").await.expect(200).json();
    assert_eq!(draft["nodes"].as_array().unwrap().len(), 1, "nothing is saved");
    let into_nothing = json!({ "fragment": fragment, "body": "nobody" });
    let problem = api.post(Some(&other), path, &into_nothing).await.problem(422, "invalid");
    assert_eq!(problem["errors"][0]["field"], "body");
}

async fn an_edge_on_a_port_that_is_gone_is_kept_told_and_repaired(api: Arc<Api>) {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    make(&api, &lead, &greeting()).await;
    let kinds = api.get(Some(&lead), "/api/v1/node-kinds").await.expect(200).json();
    let mut before =
        kinds["data"].as_array().unwrap().iter().find(|kind| kind["name"] == "template").unwrap().clone();
    // As if the kind had had another port and another setting.
    before["ports"] = json!(
        serde_json::from_str::<Value>(&before["ports"].to_string().replace("\"out\"", "\"done\"")).unwrap()
    );
    before["config_schema"]["properties"]["words"] = before["config_schema"]["properties"]["text"].take();
    before["config_schema"]["properties"].as_object_mut().unwrap().remove("text");
    let flow = json!({
        "format": "flowright/1", "name": "greeting",
        "nodes": [{ "id": "say", "kind": "template", "config": { "words": "Hello" } }, { "id": "bye", "kind": "end" }],
        "edges": [{ "from": "start", "to": "say" }, { "from": "say.done", "to": "bye" }]
    });
    let path = "/api/v1/flows/greeting/upgrade";
    let body = json!({ "flow": flow, "before": [before] });
    let told = api.post(Some(&lead), path, &body).await.expect(200).json();
    assert_eq!(told["flow"]["edges"], flow["edges"], "no edge is dropped: {told:#}");
    let broken = json!([{ "edge": { "from": "say.done", "to": "bye" }, "repair": "out" }]);
    assert_eq!(told["changed"]["broken"], broken, "{told:#}");
    let lost = json!([{ "node": "say", "setting": "words", "repair": "text" }]);
    assert_eq!(told["changed"]["lost"], lost, "{told:#}");
    let check = "/api/v1/flows/greeting/check";
    let findings = |answer: Value| answer["findings"].to_string();
    let flagged = findings(api.post(Some(&lead), check, &told["flow"]).await.expect(200).json());
    assert!(flagged.contains("FR019"), "{flagged}");
    let body = json!({ "flow": flow, "before": [before], "repair": true });
    let repaired = api.post(Some(&lead), path, &body).await.expect(200).json();
    assert_eq!(repaired["flow"]["edges"][1], json!({ "from": "say", "to": "bye" }), "{repaired:#}");
    let left = findings(api.post(Some(&lead), check, &repaired["flow"]).await.expect(200).json());
    assert!(!left.contains("FR019"), "{left}");
}
