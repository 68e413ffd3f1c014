//! Comparing, merging and taking apart flows by meaning; flows of other products.

use crate::harness::{Api, Person};
use control_plane_app::Role;
use http::Method;
use serde_json::{Value, json};
use std::sync::Arc;

crate::on_both_engines!(
    what_changed_between_two_states_is_told_by_meaning,
    documents_are_merged_and_conflicts_are_decided_one_by_one,
    nodes_become_a_flow_of_their_own_or_the_reason_is_told,
    a_flow_says_the_same_with_some_of_its_nodes_in_a_flow_of_their_own,
    a_flow_of_another_product_becomes_a_draft_with_a_report,
    the_check_says_what_a_run_can_cost_and_how_to_mend,
);

const FLOW: &str = "/api/v1/flows/greeter";

fn document(hello: &str, bye: &str) -> Value {
    json!({
        "format": "flowright/1", "name": "greeter",
        "nodes": [
            { "id": "hello", "kind": "template", "config": { "text": hello } },
            { "id": "bye", "kind": "reply", "config": { "text": format!("{{{{ hello.text }}}} {bye}") } }
        ],
        "edges": [{ "from": "start", "to": "hello" }, { "from": "hello", "to": "bye" }]
    })
}

async fn save(api: &Api, lead: &Person, document: &Value) -> Value {
    let any = [("if-match", "*")];
    api.call(Some(lead), Method::PUT, &format!("{FLOW}/draft"), &any, Some(document)).await.expect(200).json()
}

async fn greeter(api: &Api) -> Person {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    api.post(Some(&lead), "/api/v1/flows", &json!({ "name": "greeter" })).await.expect(201);
    save(api, &lead, &document("Hello", "Bye")).await;
    api.post(Some(&lead), &format!("{FLOW}/publish"), &json!({})).await.expect(201);
    lead
}

async fn what_changed_between_two_states_is_told_by_meaning(api: Arc<Api>) {
    let lead = greeter(&api).await;
    let none = api.get(Some(&lead), &format!("{FLOW}/diff?base=1")).await.expect(200).json();
    assert_eq!(none["diff"]["nodes"], json!([]), "{none:#}");
    let mut renamed = document("Hello", "Bye");
    renamed["nodes"][0]["id"] = json!("greet");
    renamed["nodes"][1]["config"]["text"] = json!("{{ greet.text }} Bye");
    renamed["title"] = json!("Greets people");
    renamed["edges"] = json!([{ "from": "start", "to": "greet" }, { "from": "greet", "to": "bye" }]);
    save(&api, &lead, &renamed).await;
    let seen =
        api.get(Some(&lead), &format!("{FLOW}/diff?base=production&head=draft")).await.expect(200).json();
    let nodes = seen["diff"]["nodes"].as_array().unwrap();
    assert_eq!(nodes.len(), 1, "what only follows the new id is no change: {seen:#}");
    assert_eq!((&nodes[0]["name"], &nodes[0]["was"]), (&json!("greet"), &json!("hello")), "{seen:#}");
    assert!(seen["text"].as_str().unwrap().contains("Greets people"), "{seen:#}");
    for wrong in ["9", "moon"] {
        api.get(Some(&lead), &format!("{FLOW}/diff?base={wrong}")).await.problem(404, "not_found");
    }
}

async fn documents_are_merged_and_conflicts_are_decided_one_by_one(api: Arc<Api>) {
    let lead = greeter(&api).await;
    let path = format!("{FLOW}/merge");
    let sides = |ours: &Value, theirs: &Value, choices: Value| json!({ "base": document("Hello", "Bye"), "ours": ours, "theirs": theirs, "choices": choices });
    let (polite, brief) = (document("Good day", "Bye"), document("Hello", "So long"));
    let both = api.post(Some(&lead), &path, &sides(&polite, &brief, json!([]))).await.expect(200).json();
    assert_eq!(both["conflicts"], json!([]));
    assert_eq!(both["flow"]["nodes"], document("Good day", "So long")["nodes"]);

    let french = document("Salut", "Bye");
    let left = api.post(Some(&lead), &path, &sides(&polite, &french, json!([]))).await.expect(200).json();
    let place = &left["conflicts"][0]["place"];
    assert_eq!(place["node"]["id"], "hello", "{left:#}");
    let choices = json!([{ "place": place, "choice": "theirs" }]);
    let done =
        api.post(Some(&lead), &path, &sides(&polite, &french, choices.clone())).await.expect(200).json();
    assert_eq!((&done["conflicts"], &done["flow"]["nodes"][0]), (&json!([]), &french["nodes"][0]));
    let wrong = api.post(Some(&lead), &path, &sides(&polite, &brief, choices)).await.problem(422, "invalid");
    assert_eq!(wrong["errors"][0]["field"], "choices.0");
}

async fn nodes_become_a_flow_of_their_own_or_the_reason_is_told(api: Arc<Api>) {
    let lead = greeter(&api).await;
    let path = format!("{FLOW}/extract");
    let body = json!({ "nodes": ["hello"], "name": "greeting" });
    let made = api.post(Some(&lead), &path, &body).await.expect(200).json();
    assert_eq!(made["subflow"]["name"], "greeting", "{made:#}");
    let node = made["node"].as_str().unwrap();
    let bye = made["flow"]["nodes"].as_array().unwrap().iter().find(|node| node["id"] == "bye").unwrap();
    assert!(bye["config"]["text"].as_str().unwrap().contains(node), "{made:#}");
    for nodes in [json!([]), json!(["nobody"])] {
        let body = json!({ "nodes": nodes, "name": "greeting" });
        let problem = api.post(Some(&lead), &path, &body).await.problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], "nodes", "{problem:#}");
    }
}

async fn a_flow_says_the_same_with_some_of_its_nodes_in_a_flow_of_their_own(api: Arc<Api>) {
    let lead = greeter(&api).await;
    // The part reads what came before it and what the flow keeps, branches, keeps something, and is read later.
    let whole = json!({
        "format": "flowright/1", "name": "greeter",
        "input": { "type": "object", "properties": { "message": { "type": "string" } } },
        "state": {
            "tone": { "schema": { "type": "string" }, "initial": "kind" },
            "found": { "schema": { "type": "string" }, "initial": "" }
        },
        "nodes": [
            { "id": "first", "kind": "template", "config": { "text": "{{ input.message }}" } },
            { "id": "long", "kind": "condition", "config": { "cases": [{ "port": "yes", "when": "first.text.len > 5" }] } },
            { "id": "is_long", "kind": "set_state", "config": { "set": { "found": "long" } } },
            { "id": "is_short", "kind": "set_state", "config": { "set": { "found": "short" } } },
            { "id": "judge", "kind": "template", "config": { "text": "{{ first.text }} is {{ state.found }}, {{ state.tone }}" } },
            { "id": "done", "kind": "end", "config": { "output": { "said": "{{ judge.text }}" } } }
        ],
        "edges": [
            { "from": "start", "to": "first" }, { "from": "first", "to": "long" },
            { "from": "long.yes", "to": "is_long" }, { "from": "long.no", "to": "is_short" },
            { "from": "is_long", "to": "judge" }, { "from": "is_short", "to": "judge" }, { "from": "judge", "to": "done" }
        ]
    });
    let runs = async |draft: &Value| {
        save(&api, &lead, draft).await;
        let mut outputs = Vec::new();
        for message in ["brief", "at length"] {
            let body = json!({ "input": { "message": message }, "version": "draft" });
            let run = api.post(Some(&lead), &format!("{FLOW}/runs?wait=30"), &body).await.expect(200).json();
            assert_eq!(run["status"], "completed", "{run:#}");
            outputs.push(run["output"].clone());
        }
        outputs
    };
    let before = runs(&whole).await;
    assert_eq!(
        before,
        [json!({ "said": "brief is short, kind" }), json!({ "said": "at length is long, kind" })]
    );

    let body = json!({ "nodes": ["long", "is_long", "is_short", "judge"], "name": "judging" });
    let made = api.post(Some(&lead), &format!("{FLOW}/extract"), &body).await.expect(200).json();
    api.post(Some(&lead), "/api/v1/flows", &json!({ "name": "judging" })).await.expect(201);
    let (any, path) = ([("if-match", "*")], "/api/v1/flows/judging");
    let part = &made["subflow"];
    api.call(Some(&lead), Method::PUT, &format!("{path}/draft"), &any, Some(part)).await.expect(200);
    api.post(Some(&lead), &format!("{path}/publish"), &json!({})).await.expect(201);

    assert_eq!(runs(&made["flow"]).await, before);
}

async fn a_flow_of_another_product_becomes_a_draft_with_a_report(api: Arc<Api>) {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    let document = include_str!("../../../../flow-schema/tests/import/dify-simple-runs.yml");
    let path = "/api/v1/flows/import";
    let body = json!({ "document": document, "name": "brought", "dry_run": true });
    let seen = api.post(Some(&lead), path, &body).await.expect(200).json();
    assert_eq!((&seen["format"], &seen["flows"]), (&json!("dify"), &json!([])), "{seen:#}");
    let body = json!({ "document": document, "name": "brought" });
    let made = api.post(Some(&lead), path, &body).await.expect(201).json();
    assert_eq!(made["flows"][0]["name"], "brought", "{made:#}");
    assert!(!made["report"]["carried"].as_array().unwrap().is_empty(), "{made:#}");
    let draft = api.get(Some(&lead), "/api/v1/flows/brought/draft").await.expect(200).json();
    assert!(draft["nodes"].as_array().unwrap().len() > 1, "{draft:#}");
    api.post(Some(&lead), path, &body).await.problem(409, "name_taken");
    // What was written on the canvas comes along.
    let document = include_str!("../../../../flow-schema/tests/import/langflow-chat-runs.json");
    let body = json!({ "document": document, "name": "noted" });
    let made = api.post(Some(&lead), path, &body).await.expect(201).json();
    assert_eq!(made["format"], "langflow", "{made:#}");
    let layout = api.get(Some(&lead), "/api/v1/flows/noted/layout").await.expect(200).json();
    assert_eq!(layout["notes"][0]["text"], "# Read me\nAsk it anything.", "{layout:#}");
    for wrong in ["", "nodes: [", "{\"hello\": 1}"] {
        let problem =
            api.post(Some(&lead), path, &json!({ "document": wrong })).await.problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], "document", "{problem:#}");
    }
}

async fn the_check_says_what_a_run_can_cost_and_how_to_mend(api: Arc<Api>) {
    let lead = greeter(&api).await;
    let mut wrong = document("Hello", "Bye");
    wrong["nodes"][1]["config"]["text"] = json!("{{ helo.text }}");
    let seen = api.post(Some(&lead), &format!("{FLOW}/check"), &wrong).await.expect(200).json();
    let finding = &seen["findings"][0];
    assert_eq!((&finding["node"], &finding["code"]), (&json!("bye"), &json!("FR031")), "{seen:#}");
    assert_eq!(finding["fix"]["edits"][0]["edit"], "replace_text", "{seen:#}");
    assert!(finding["position"]["end"].is_u64(), "{seen:#}");
    assert_eq!(seen["cost"]["model_calls"], json!({ "at_most": 0 }), "{seen:#}");
}
