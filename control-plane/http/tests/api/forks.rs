//! Runs that go on from others, test runs that stop and pin, nodes alone, runs side by side.

use crate::harness::{Api, Person};
use crate::stream::Reader;
use control_plane_app::Role;
use http::Method;
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

crate::on_both_engines!(
    a_fork_takes_over_what_was_done_and_goes_another_way,
    a_fork_leaves_its_source_in_the_middle_of_what_follows_from_one_outcome,
    a_run_that_failed_is_tried_again_once_its_cause_is_gone,
    only_the_items_of_a_map_that_failed_are_tried_again,
    a_draft_stops_at_its_breakpoints_and_takes_pinned_outcomes,
    a_node_runs_alone_with_what_a_run_had_for_it,
    a_draft_s_run_that_goes_on_from_another_one_is_linked_to_it,
    a_run_passes_by_a_node_that_is_switched_off_and_it_runs_alone_all_the_same,
    a_node_that_chooses_says_alone_which_way_it_goes,
    other_tenants_runs_cannot_be_forked_compared_or_looked_into,
);

async fn draft(api: &Api, lead: &Person, name: &str, nodes: Value, edges: Value) {
    api.post(Some(lead), "/api/v1/flows", &json!({ "name": name })).await.expect(201);
    let document = json!({
        "format": "flowright/1", "name": name, "nodes": nodes, "edges": edges,
        "state": { "tone": { "schema": { "type": "string" }, "initial": "kind" } },
    });
    let (any, path) = ([("if-match", "*")], format!("/api/v1/flows/{name}/draft"));
    api.call(Some(lead), Method::PUT, &path, &any, Some(&document)).await.expect(200);
}

/// Says the message in its tone, in two steps.
async fn saying(api: &Api) -> Person {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    let nodes = json!([
        { "id": "first", "kind": "template", "config": { "text": "{{ input.message }}" } },
        { "id": "second", "kind": "template", "config": { "text": "{{ first.text }}, {{ state.tone }}" } },
        { "id": "done", "kind": "end", "config": { "output": { "said": "{{ second.text }}" } } }
    ]);
    let edges = json!([
        { "from": "start", "to": "first" }, { "from": "first", "to": "second" }, { "from": "second", "to": "done" }
    ]);
    draft(api, &lead, "saying", nodes, edges).await;
    lead
}

async fn run(api: &Api, lead: &Person, flow: &str, body: Value) -> Value {
    api.post(Some(lead), &format!("/api/v1/flows/{flow}/runs?wait=30"), &body).await.expect(200).json()
}

fn path(run: &Value) -> String {
    format!("/api/v1/runs/{}", run["id"].as_str().unwrap())
}

/// The run, once it has ended.
async fn ended(api: &Api, who: &Person, run: &Value) -> Value {
    Reader::open(api, who, Method::GET, &format!("{}/events", path(run)), &[], None).await.all().await;
    api.get(Some(who), &path(run)).await.expect(200).json()
}

async fn events(api: &Api, who: &Person, run: &Value) -> Vec<Value> {
    let page = api.get(Some(who), &format!("{}/events?limit=1000", path(run))).await.expect(200).json();
    page["data"].as_array().unwrap().clone()
}

async fn a_fork_takes_over_what_was_done_and_goes_another_way(api: Arc<Api>) {
    let lead = saying(&api).await;
    let source =
        run(&api, &lead, "saying", json!({ "version": "draft", "input": { "message": "hello" } })).await;
    assert_eq!(source["output"]["said"], "hello, kind");
    assert_eq!((&source["parent_run"], &source["lineage"]), (&Value::Null, &Value::Null));

    // From the very beginning with a pinned outcome, under a key.
    let key = [("idempotency-key", "f-1")];
    let body = json!({ "at_seq": 0 });
    let fork = format!("{}/fork", path(&source));
    api.call(Some(&lead), Method::POST, &fork, &[], Some(&body)).await.problem(422, "invalid");
    let body = json!({ "at_seq": source["last_seq"] });
    let forked = api.call(Some(&lead), Method::POST, &fork, &key, Some(&body)).await.expect(202);
    let again = api.call(Some(&lead), Method::POST, &fork, &key, Some(&body)).await.expect(202);
    assert_eq!(forked.json()["id"], again.json()["id"]);
    assert_eq!(forked.header("location"), path(&forked.json()));
    let forked = ended(&api, &lead, &forked.json()).await;
    assert_eq!((&forked["parent_run"], &forked["lineage"]), (&source["id"], &json!("fork")));
    assert_eq!(forked["draft"], true);
    assert_eq!(forked["output"], source["output"]);

    let side_by_side = |a: &Value, b: &Value| {
        format!("/api/v1/runs/compare?a={}&b={}", a["id"].as_str().unwrap(), b["id"].as_str().unwrap())
    };
    let same = api.get(Some(&lead), &side_by_side(&source, &forked)).await.expect(200).json();
    assert_eq!(same["first_difference"], Value::Null, "{same}");
    assert!(same["nodes"].as_array().unwrap().iter().all(|node| node["differs"] == false), "{same}");
    let other =
        run(&api, &lead, "saying", json!({ "version": "draft", "input": { "message": "bye" } })).await;
    let differs = api.get(Some(&lead), &side_by_side(&source, &other)).await.expect(200).json();
    assert_eq!(differs["same_until"], 0);
    let second = differs["nodes"].as_array().unwrap().iter().find(|node| node["node"] == "second").unwrap();
    assert_eq!(
        (&second["differs"], &second["a"]["output"]["text"], &second["b"]["output"]["text"]),
        (&json!(true), &json!("hello, kind"), &json!("bye, kind"))
    );
    api.get(Some(&lead), "/api/v1/runs/compare").await.problem(400, "unknown_parameter");
}

async fn a_fork_leaves_its_source_in_the_middle_of_what_follows_from_one_outcome(api: Arc<Api>) {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    let nodes = json!([
        { "id": "mood", "kind": "set_state", "config": { "set": { "tone": "calm" } } },
        { "id": "say", "kind": "template", "config": { "text": "{{ input.message }}, {{ state.tone }}" } },
        { "id": "done", "kind": "end", "config": { "output": { "said": "{{ say.text }}", "tone": "{{ state.tone }}" } } }
    ]);
    let edges = json!([
        { "from": "start", "to": "mood" }, { "from": "mood", "to": "say" }, { "from": "say", "to": "done" }
    ]);
    draft(&api, &lead, "moody", nodes, edges).await;
    let source =
        run(&api, &lead, "moody", json!({ "version": "draft", "input": { "message": "hello" } })).await;
    assert_eq!(source["output"], json!({ "said": "hello, calm", "tone": "calm" }));
    let log = events(&api, &lead, &source).await;
    let after = |node: &str| {
        let found = log.iter().rev().find(|event| event["node"] == node && event["kind"] == "node.completed");
        found.unwrap_or_else(|| panic!("{node}: {log:?}"))["seq"].clone()
    };
    let went = async |body: Value| {
        let forked =
            api.post(Some(&lead), &format!("{}/fork", path(&source)), &body).await.expect(202).json();
        ended(&api, &lead, &forked).await["output"].clone()
    };
    let rude = json!({ "tone": "rude" });
    assert_eq!(
        went(json!({ "at_seq": after("start"), "state": rude })).await,
        json!({ "said": "hello, calm", "tone": "calm" }),
        "what comes later sets it again"
    );
    assert_eq!(
        went(json!({ "at_seq": after("mood"), "state": rude })).await,
        json!({ "said": "hello, rude", "tone": "rude" })
    );
    assert_eq!(
        went(json!({ "at_seq": after("say"), "state": rude, "outputs": { "say": { "text": "bye" } } })).await,
        json!({ "said": "bye", "tone": "rude" })
    );
}

async fn a_run_that_failed_is_tried_again_once_its_cause_is_gone(api: Arc<Api>) {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    let nodes = json!([
        { "id": "before", "kind": "template", "config": { "text": "done once" } },
        { "id": "find", "kind": "kb_search", "config": { "query": "printer", "base": "handbook" } },
        { "id": "done", "kind": "end", "config": { "output": { "said": "{{ before.text }}" } } }
    ]);
    let edges = json!([
        { "from": "start", "to": "before" }, { "from": "before", "to": "find" }, { "from": "find", "to": "done" }
    ]);
    draft(&api, &lead, "searching", nodes, edges).await;
    let failed = run(&api, &lead, "searching", json!({ "version": "draft" })).await;
    assert_eq!((&failed["status"], &failed["error"]["node"]), (&json!("failed"), &json!("find")), "{failed}");

    let retry = format!("{}/retry", path(&failed));
    let base = json!({ "name": "handbook", "title": "Handbook" });
    api.post(Some(&lead), "/api/v1/kb/bases", &base).await.expect(201);
    let tried = api.post(Some(&lead), &retry, &json!({})).await.expect(202).json();
    assert_eq!((&tried["parent_run"], &tried["lineage"]), (&failed["id"], &json!("retry")));
    let tried = ended(&api, &lead, &tried).await;
    assert_eq!(
        (&tried["status"], &tried["output"]["said"]),
        (&json!("completed"), &json!("done once")),
        "{tried}"
    );
    // One that worked has nothing to try again.
    api.post(Some(&lead), &format!("{}/retry", path(&tried)), &json!({})).await.problem(422, "invalid");
    let admin = api.person(api.tenant, Role::Admin).await;
    let log = api.get(Some(&admin), "/api/v1/admin/audit-logs?limit=200").await.expect(200);
    assert!(log.text.contains("run.retried"), "{}", log.text);
}

/// Answers each path, but refuses `/b` the first time; counts how often each was asked for.
async fn fussy(api: &Api) -> (String, Arc<std::sync::Mutex<std::collections::BTreeMap<String, u32>>>) {
    use axum::extract::{Path, State};
    type Asked = Arc<std::sync::Mutex<std::collections::BTreeMap<String, u32>>>;
    async fn answer(State(asked): State<Asked>, Path(item): Path<String>) -> (http::StatusCode, String) {
        let mut asked = asked.lock().unwrap();
        let times = asked.entry(item.clone()).or_default();
        *times += 1;
        let status = if item == "b" && *times == 1 { 404 } else { 200 };
        (http::StatusCode::from_u16(status).unwrap(), format!("\"{item}\""))
    }
    let listener = api.outside.lock().unwrap().take().unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let asked = Asked::default();
    let router = axum::Router::new().route("/{item}", axum::routing::post(answer)).with_state(asked.clone());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (url, asked)
}

async fn only_the_items_of_a_map_that_failed_are_tried_again(api: Arc<Api>) {
    let (url, asked) = fussy(&api).await;
    let lead = api.person(api.tenant, Role::TeamLead).await;
    for (name, policy, first, which) in [
        ("stopping", "stop", "failed", json!({})),
        ("going-on", "null", "completed", json!({ "node": "each" })),
    ] {
        asked.lock().unwrap().clear();
        let nodes = json!([
            { "id": "each", "kind": "map", "config": {
                "items": "[\"a\", \"b\", \"c\"]", "concurrency": 1, "on_item_error": policy } },
            { "id": "order", "kind": "http_request", "parent": "each",
              "config": { "method": "POST", "url": format!("{url}/{{{{ item }}}}") } },
            { "id": "done", "kind": "end", "config": { "output": { "count": "{{ each.results.len() }}" } } }
        ]);
        let edges = json!([
            { "from": "start", "to": "each" }, { "from": "each.body", "to": "order" }, { "from": "each", "to": "done" }
        ]);
        draft(&api, &lead, name, nodes, edges).await;
        let source = run(&api, &lead, name, json!({ "version": "draft", "input": {} })).await;
        assert_eq!(source["status"], first, "{source:#}");
        let retry = format!("{}/retry", path(&source));
        let again = api.post(Some(&lead), &retry, &which).await.expect(202).json();
        let again = ended(&api, &lead, &again).await;
        assert_eq!(
            (&again["status"], &again["output"]["count"]),
            (&json!("completed"), &json!(3)),
            "{again:#}"
        );
        let asked = asked.lock().unwrap().clone();
        assert_eq!(
            (asked["a"], asked["b"], asked["c"]),
            (1, 2, 1),
            "{name}: what was done is not done again"
        );
    }
}

async fn a_draft_stops_at_its_breakpoints_and_takes_pinned_outcomes(api: Arc<Api>) {
    let lead = saying(&api).await;
    let body = json!({
        "version": "draft", "input": { "message": "hello" }, "breakpoints": [{ "node": "second" }],
    });
    let stopped = run(&api, &lead, "saying", body).await;
    assert_eq!(
        (&stopped["status"], &stopped["waiting"]["for"], &stopped["waiting"]["node"]),
        (&json!("waiting"), &json!("breakpoint"), &json!("second"))
    );
    // From here a fork goes on in another tone.
    let fork = json!({ "state": { "tone": "rude" } });
    let fork = api.post(Some(&lead), &format!("{}/fork", path(&stopped)), &fork).await.expect(202).json();
    for run in [&stopped, &fork] {
        let go_on = format!("{}/signals/continue", path(run));
        api.post(Some(&lead), &go_on, &json!({ "payload": {} })).await.expect(202);
    }
    assert_eq!(ended(&api, &lead, &stopped).await["output"]["said"], "hello, kind");
    assert_eq!(ended(&api, &lead, &fork).await["output"]["said"], "hello, rude");

    let nodes = json!([
        { "id": "find", "kind": "kb_search", "config": { "query": "printer", "base": "nowhere" } },
        { "id": "done", "kind": "end", "config": { "output": { "found": "{{ find.passages.len() }}" } } }
    ]);
    let edges = json!([{ "from": "start", "to": "find" }, { "from": "find", "to": "done" }]);
    draft(&api, &lead, "pinned", nodes, edges).await;
    let pins = json!({ "find": [{ "output": { "passages": [{}, {}] } }] });
    let pinned = run(&api, &lead, "pinned", json!({ "version": "draft", "pins": pins })).await;
    assert_eq!((&pinned["status"], &pinned["output"]["found"]), (&json!("completed"), &json!(2)), "{pinned}");
    let late = json!({ "find": [{ "output": {}, "after_ms": 3_600_001 }] });
    let body = json!({ "version": "draft", "pins": late });
    let refused = api.post(Some(&lead), "/api/v1/flows/pinned/runs", &body).await.problem(422, "invalid");
    assert_eq!(refused["errors"][0]["field"], "pins.find[0].after_ms");
    let soon = json!({ "find": [{ "output": { "passages": [] }, "after_ms": 50 }] });
    let pinned = run(&api, &lead, "pinned", json!({ "version": "draft", "pins": soon })).await;
    assert_eq!((&pinned["status"], &pinned["output"]["found"]), (&json!("completed"), &json!(0)), "{pinned}");
    let told = events(&api, &lead, &pinned).await;
    let find =
        told.iter().find(|event| event["kind"] == "node.completed" && event["node"] == "find").unwrap();
    assert!(find["payload"]["duration_ms"].as_u64().unwrap() >= 50, "{find}");

    // What a node is given at a breakpoint takes the place of its config; nothing else can be an input.
    let stop = json!([{ "node": "done" }]);
    let body = json!({ "version": "draft", "pins": pins, "breakpoints": stop });
    let stopped = run(&api, &lead, "pinned", body).await;
    assert_eq!(stopped["waiting"]["input"], json!({ "output": { "found": 2 } }), "{stopped}");
    let go_on = format!("{}/signals/continue", path(&stopped));
    let refused = api.post(Some(&lead), &go_on, &json!({ "payload": { "input": 7 } })).await;
    assert_eq!(refused.problem(422, "invalid")["errors"][0]["field"], "payload.input");
    let given = json!({ "payload": { "input": { "output": { "found": 9 } } } });
    api.post(Some(&lead), &go_on, &given).await.expect(202);
    assert_eq!(ended(&api, &lead, &stopped).await["output"]["found"], 9);
    // What people really use is neither pinned nor stopped.
    api.post(Some(&lead), "/api/v1/flows/saying/publish", &json!({})).await.expect(201);
    let real = api.post(Some(&lead), "/api/v1/flows/saying/runs", &json!({ "pins": pins })).await;
    assert_eq!(real.problem(422, "invalid")["errors"][0]["field"], "version");
}

async fn a_node_runs_alone_with_what_a_run_had_for_it(api: Arc<Api>) {
    let lead = saying(&api).await;
    let message = "{{ not a template }}";
    let source =
        run(&api, &lead, "saying", json!({ "version": "draft", "input": { "message": message } })).await;
    let alone = "/api/v1/flows/saying/nodes/second/run?wait=30";
    let output = async |body: Value| {
        let ran = api.post(Some(&lead), alone, &body).await.expect(200).json();
        assert_eq!((&ran["status"], &ran["draft"]), (&json!("completed"), &json!(true)), "{ran}");
        let events = events(&api, &lead, &ran).await;
        let done = events.iter().find(|event| event["kind"] == "node.completed" && event["node"] == "second");
        done.unwrap_or_else(|| panic!("{events:?}"))["payload"]["output"]["text"].clone()
    };
    assert_eq!(output(json!({ "run_id": source["id"] })).await, format!("{message}, kind"));
    let scope = json!({ "first": { "text": "given" }, "state": { "tone": "loud" } });
    assert_eq!(output(json!({ "scope": scope })).await, "given, loud");
    let config = json!({ "text": "only {{ first.text }}" });
    assert_eq!(output(json!({ "run_id": source["id"], "config": config })).await, format!("only {message}"));

    // Without anything to see it says what it misses; an end means nothing alone.
    let blind = api.post(Some(&lead), alone, &json!({})).await.problem(422, "invalid");
    assert_eq!(blind["errors"][0]["field"], "config.text");
    let end = "/api/v1/flows/saying/nodes/done/run";
    let end = api.post(Some(&lead), end, &json!({})).await.problem(422, "invalid");
    assert_eq!(end["errors"][0]["code"], "unsupported");
    let none = "/api/v1/flows/saying/nodes/nothing/run";
    api.post(Some(&lead), none, &json!({})).await.problem(404, "not_found");
}

async fn a_draft_s_run_that_goes_on_from_another_one_is_linked_to_it(api: Arc<Api>) {
    let lead = saying(&api).await;
    let input = json!({ "message": "hello" });
    let source = run(&api, &lead, "saying", json!({ "version": "draft", "input": input })).await;
    assert_eq!((&source["origin"], &source["alone"]), (&Value::Null, &json!(false)));
    let start = |from: Value| json!({ "version": "draft", "input": input, "from": from });
    let from = json!({ "run_id": source["id"], "node": "second", "at_seq": 3 });
    let made = run(&api, &lead, "saying", start(from)).await;
    assert_eq!((&made["parent_run"], &made["lineage"]), (&source["id"], &Value::Null), "{made:#}");
    assert_eq!(made["origin"], json!({ "node": "second", "at_seq": 3 }));
    assert_eq!((&made["alone"], &made["status"]), (&json!(false), &json!("completed")));
    let alone = "/api/v1/flows/saying/nodes/second/run?wait=30";
    let alone = api.post(Some(&lead), alone, &json!({ "run_id": source["id"] })).await.expect(200).json();
    assert_eq!((&alone["alone"], &alone["origin"]["node"]), (&json!(true), &json!("second")));
    // Both are found from where they come from.
    let parent = source["id"].as_str().unwrap();
    let list = api.get(Some(&lead), &format!("/api/v1/runs?parent={parent}")).await.expect(200).json();
    let ids: Vec<&Value> = list["data"].as_array().unwrap().iter().map(|run| &run["id"]).collect();
    assert_eq!(ids, [&alone["id"], &made["id"]]);

    let refused = async |body: Value| {
        let path = "/api/v1/flows/saying/runs";
        api.post(Some(&lead), path, &body).await.problem(422, "invalid")["errors"][0]["field"].clone()
    };
    let beyond = json!({ "run_id": source["id"], "at_seq": 9_999 });
    assert_eq!(refused(start(beyond)).await, "from.at_seq");
    let other = json!([{ "id": "done", "kind": "end", "config": {} }]);
    draft(&api, &lead, "other", other, json!([{ "from": "start", "to": "done" }])).await;
    let strange = run(&api, &lead, "other", json!({ "version": "draft" })).await;
    assert_eq!(refused(start(json!({ "run_id": strange["id"] }))).await, "from.run_id");
    let nowhere = start(json!({ "run_id": Uuid::now_v7() }));
    api.post(Some(&lead), "/api/v1/flows/saying/runs", &nowhere).await.problem(404, "not_found");
    api.post(Some(&lead), "/api/v1/flows/saying/publish", &json!({})).await.expect(201);
    let published = json!({ "input": input, "from": { "run_id": source["id"] } });
    assert_eq!(refused(published).await, "from");
}

async fn a_run_passes_by_a_node_that_is_switched_off_and_it_runs_alone_all_the_same(api: Arc<Api>) {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    let nodes = json!([
        { "id": "pay", "kind": "http_request", "config": { "method": "POST", "url": "http://127.0.0.1:9/pay" },
          "disabled": true },
        { "id": "say", "kind": "template", "config": { "text": "ready" }, "disabled": true },
        { "id": "done", "kind": "end", "config": { "output": { "paid": "{{ default(pay.body, \"no\") }}", "said": "{{ say.text }}" } } }
    ]);
    let edges = json!([{ "from": "start", "to": "pay" }, { "from": "pay", "to": "say" }, { "from": "say", "to": "done" }]);
    draft(&api, &lead, "careful", nodes, edges).await;
    let ran = run(&api, &lead, "careful", json!({ "version": "draft" })).await;
    assert_eq!((&ran["status"], &ran["output"]["paid"]), (&json!("completed"), &json!("no")), "{ran:#}");
    let events = events(&api, &lead, &ran).await;
    assert!(events.iter().all(|event| event["node"] != "pay" && event["node"] != "say"), "{events:#?}");

    let alone = "/api/v1/flows/careful/nodes/say/run?wait=30";
    let ran = api.post(Some(&lead), alone, &json!({})).await.expect(200).json();
    assert_eq!(ran["status"], "completed", "{ran:#}");
}

async fn a_node_that_chooses_says_alone_which_way_it_goes(api: Arc<Api>) {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    let end = |id: &str| json!({ "id": id, "kind": "end", "config": {} });
    let nodes = json!([
        { "id": "short", "kind": "condition", "config": {
            "cases": [{ "port": "yes", "when": "input.message.len() < 5" }] } },
        { "id": "which", "kind": "switch", "config": { "value": "{{ state.tone }}", "cases": [
            { "port": "loud", "equals": "loud" }, { "port": "kind", "equals": "{{ input.message }}" }
        ] } },
        end("a"), end("b"), end("c"), end("d")
    ]);
    let edges = json!([
        { "from": "start", "to": "short" }, { "from": "short.yes", "to": "which" }, { "from": "short.no", "to": "a" },
        { "from": "which.loud", "to": "b" }, { "from": "which.kind", "to": "c" }, { "from": "which.otherwise", "to": "d" }
    ]);
    draft(&api, &lead, "choosy", nodes, edges).await;
    let port = async |node: &str, scope: Value| {
        let path = format!("/api/v1/flows/choosy/nodes/{node}/run?wait=30");
        let ran = api.post(Some(&lead), &path, &json!({ "scope": scope })).await.expect(200).json();
        ran["output"]["port"].as_str().unwrap_or_else(|| panic!("{ran}")).to_owned()
    };
    assert_eq!(port("short", json!({ "input": { "message": "hi" } })).await, "yes");
    assert_eq!(port("short", json!({ "input": { "message": "hello there" } })).await, "no");
    let scope = json!({ "state": { "tone": "kind" }, "input": { "message": "kind" } });
    assert_eq!(port("which", scope).await, "kind");
    let scope = json!({ "state": { "tone": "odd" }, "input": { "message": "kind" } });
    assert_eq!(port("which", scope).await, "otherwise");
}

async fn other_tenants_runs_cannot_be_forked_compared_or_looked_into(api: Arc<Api>) {
    let lead = saying(&api).await;
    let theirs =
        run(&api, &lead, "saying", json!({ "version": "draft", "input": { "message": "hello" } })).await;
    let stranger = api.person(api.other_tenant, Role::OrgOwner).await;
    for what in ["fork", "retry"] {
        let answer = api.post(Some(&stranger), &format!("{}/{what}", path(&theirs)), &json!({})).await;
        answer.problem(404, "not_found");
    }
    let id = theirs["id"].as_str().unwrap();
    for (a, b) in [(id.to_owned(), id.to_owned()), (id.to_owned(), Uuid::now_v7().to_string())] {
        let compare = format!("/api/v1/runs/compare?a={a}&b={b}");
        api.get(Some(&stranger), &compare).await.problem(404, "not_found");
    }
}
