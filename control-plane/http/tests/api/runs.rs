//! Runs over the API: started, watched, answered, stopped.

use crate::chat;
use crate::harness::{Api, Person};
use crate::stream::Reader;
use control_plane_app::Role;
use http::{Method, header};
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

crate::on_both_engines!(
    a_run_is_started_watched_and_looked_into,
    a_run_that_waits_is_answered_once_and_another_is_cancelled,
    people_stop_the_runs_of_their_own_conversations_and_nobody_elses,
);

/// Asks for a colour and says it.
async fn asking(api: &Api) -> Person {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    api.post(Some(&lead), "/api/v1/flows", &json!({ "name": "asking" })).await.expect(201);
    let document = json!({
        "format": "flowright/1",
        "name": "asking",
        "nodes": [
            { "id": "colour", "kind": "ask_user", "config": { "question": "Which colour?" } },
            { "id": "say", "kind": "reply", "config": { "text": "{{ colour.text }} it is" } },
            { "id": "done", "kind": "end", "config": { "output": { "colour": "{{ colour.text }}" } } }
        ],
        "edges": [
            { "from": "start", "to": "colour" },
            { "from": "colour.answered", "to": "say" },
            { "from": "say", "to": "done" }
        ]
    });
    let any = [("if-match", "*")];
    let path = "/api/v1/flows/asking/draft";
    api.call(Some(&lead), Method::PUT, path, &any, Some(&document)).await.expect(200);
    api.post(Some(&lead), "/api/v1/flows/asking/publish", &json!({ "message": "go" })).await.expect(201);
    lead
}

fn id(run: &Value) -> String {
    run["id"].as_str().unwrap().to_owned()
}

async fn a_run_is_started_watched_and_looked_into(api: Arc<Api>) {
    let lead = asking(&api).await;
    let start = "/api/v1/flows/asking/runs";
    let key = [("idempotency-key", "r-1")];
    let accepted = api.call(Some(&lead), Method::POST, start, &key, Some(&json!({}))).await.expect(202);
    let run = accepted.json();
    assert_eq!(accepted.header("location"), format!("/api/v1/runs/{}", id(&run)));
    assert_eq!((&run["version"], &run["draft"]), (&json!(1), &json!(false)));
    let again = api.call(Some(&lead), Method::POST, start, &key, Some(&json!({}))).await.expect(202).json();
    assert_eq!(id(&again), id(&run));

    let waits = api.post(Some(&lead), &format!("{start}?wait=20"), &json!({})).await.expect(200).json();
    assert_eq!(
        (&waits["status"], &waits["waiting"]["question"]),
        (&json!("waiting"), &json!("Which colour?"))
    );

    let path = format!("/api/v1/runs/{}", id(&waits));
    let signal = format!("{path}/signals/answer");
    api.post(Some(&lead), &signal, &json!({ "payload": { "text": "blue" } })).await.expect(202);
    let events =
        Reader::open(&api, &lead, Method::GET, &format!("{path}/events"), &[], None).await.all().await;
    assert_eq!(events.last().map(|frame| frame.name.as_str()), Some("run.completed"), "{events:#?}");
    let seqs: Vec<u64> =
        events.iter().filter(|f| !f.id.contains('.')).map(|f| f.id.parse().unwrap()).collect();
    assert!(seqs.is_sorted_by(|a, b| a < b), "{seqs:?}");

    let done = api.get(Some(&lead), &path).await.expect(200).json();
    assert_eq!((&done["status"], &done["output"]), (&json!("completed"), &json!({ "colour": "blue" })));
    assert_eq!(done["last_seq"].as_u64(), seqs.last().copied());
    let page = api.get(Some(&lead), &format!("{path}/events?limit=2")).await.expect(200).json();
    assert_eq!((page["data"].as_array().unwrap().len(), &page["next"]), (2, &page["data"][1]["seq"]));
    let rest = format!("{path}/events?after={}", page["next"]);
    let rest = Reader::open(&api, &lead, Method::GET, &rest, &[], None).await.all().await;
    assert_eq!(rest.len(), events.len() - 2);
    // Who has everything is told to stop, or the browser would come back for ever.
    let last =
        [("accept", "text/event-stream"), ("last-event-id", seqs.last().unwrap().to_string().leak() as &str)];
    api.call(Some(&lead), Method::GET, &format!("{path}/events"), &last, None).await.expect(204);

    let state = api.get(Some(&lead), &format!("{path}/state")).await.expect(200).json();
    assert!(state.to_string().contains("blue"), "{state}");
    let earlier = api.get(Some(&lead), &format!("{path}/state?at_seq={}", seqs[1])).await.expect(200).json();
    assert!(!earlier.to_string().contains("blue"), "{earlier}");

    let listed = api.get(Some(&lead), "/api/v1/runs?flow=asking&status=completed").await.expect(200).json();
    assert_eq!((&listed["meta"]["total"], &listed["data"][0]["id"]), (&json!(1), &waits["id"]));
    api.get(Some(&lead), "/api/v1/runs?status=strange").await.problem(400, "unknown_parameter");
    api.get(Some(&lead), "/api/v1/runs?colour=blue").await.problem(400, "unknown_parameter");
    api.post(Some(&lead), start, &json!({ "version": 9 })).await.problem(404, "not_found");
    api.post(Some(&lead), start, &json!({ "version": "latest" })).await.expect(422);

    let stranger = api.person(api.other_tenant, Role::OrgOwner).await;
    for path in [path.clone(), format!("{path}/events"), format!("{path}/state")] {
        api.get(Some(&stranger), &path).await.problem(404, "not_found");
    }
    api.post(Some(&stranger), &signal, &json!({ "payload": {} })).await.problem(404, "not_found");
    api.post(Some(&stranger), &format!("{path}/cancel"), &json!({})).await.problem(404, "not_found");
    let none = api.get(Some(&stranger), "/api/v1/runs").await.expect(200).json();
    assert_eq!(none["meta"]["total"], 0);
    let user = api.person(api.tenant, Role::EndUser).await;
    api.get(Some(&user), &path).await.problem(403, "forbidden");
    let content = api.get(Some(&lead), &path).await;
    assert_eq!(content.headers[header::CONTENT_TYPE], "application/json");
}

async fn a_run_that_waits_is_answered_once_and_another_is_cancelled(api: Arc<Api>) {
    let lead = asking(&api).await;
    let start = "/api/v1/flows/asking/runs?wait=20";
    let run = api.post(Some(&lead), start, &json!({})).await.expect(200).json();
    let path = format!("/api/v1/runs/{}", id(&run));
    let signal = format!("{path}/signals/answer");
    let body = json!({ "id": Uuid::now_v7(), "payload": { "text": "green" } });
    api.post(Some(&lead), &signal, &body).await.expect(202);
    let first =
        Reader::open(&api, &lead, Method::GET, &format!("{path}/events"), &[], None).await.all().await;
    assert_eq!(first.iter().filter(|frame| frame.name == "run.resumed").count(), 1);
    // Sent again it changes nothing; another one comes too late.
    let repeated = api.post(Some(&lead), &signal, &body).await;
    assert!([202, 409].contains(&repeated.status.as_u16()), "{}", repeated.text);
    api.post(Some(&lead), &signal, &json!({ "payload": { "text": "red" } })).await.problem(409, "conflict");
    assert_eq!(api.get(Some(&lead), &path).await.json()["output"]["colour"], "green");

    let other = api.post(Some(&lead), start, &json!({})).await.expect(200).json();
    let path = format!("/api/v1/runs/{}", id(&other));
    api.post(Some(&lead), &format!("{path}/cancel"), &json!({ "reason": "changed my mind" }))
        .await
        .expect(202);
    let events =
        Reader::open(&api, &lead, Method::GET, &format!("{path}/events"), &[], None).await.all().await;
    let last = events.last().unwrap();
    assert_eq!(
        (last.name.as_str(), &last.data["payload"]["reason"]),
        ("run.cancelled", &json!("changed my mind"))
    );
    api.post(Some(&lead), &format!("{path}/cancel"), &json!({})).await.expect(202);
    let audit = api.person(api.tenant, Role::Admin).await;
    let log = api.get(Some(&audit), "/api/v1/admin/audit-logs?limit=200").await.expect(200);
    assert!(log.text.contains("run.cancelled"), "{}", log.text);
}

/// A question of a new conversation of theirs that waits for its answer: the path that stops it.
async fn waiting(api: &Api, who: &Person) -> String {
    let made = api.post(Some(who), "/api/v1/conversations", &json!({ "flow": "asking" })).await.expect(201);
    let asked = chat::turn(api, who, &id(&made.json()), json!({ "content": "hello" })).await;
    let last = asked.last().expect("events");
    assert_eq!(last.name, "run.waiting", "{asked:#?}");
    format!("/api/v1/runs/{}", last.data["run_id"].as_str().unwrap())
}

async fn people_stop_the_runs_of_their_own_conversations_and_nobody_elses(api: Arc<Api>) {
    let lead = asking(&api).await;
    let user = api.person(api.tenant, Role::EndUser).await;
    let run = waiting(&api, &user).await;
    let cancel = format!("{run}/cancel");
    let reason = json!({ "reason": "stopped by the user" });

    let neighbour = api.person(api.tenant, Role::EndUser).await;
    let (far_user, far_owner) = (
        api.person(api.other_tenant, Role::EndUser).await,
        api.person(api.other_tenant, Role::OrgOwner).await,
    );
    let nothing = format!("/api/v1/runs/{}/cancel", Uuid::now_v7());
    for stranger in [&neighbour, &far_user, &far_owner] {
        let theirs = api.post(Some(stranger), &cancel, &reason).await.problem(404, "not_found");
        let none = api.post(Some(stranger), &nothing, &reason).await.problem(404, "not_found");
        assert_eq!(theirs["detail"], none["detail"], "as if there were none");
    }
    // Who sees the run and does not steer runs; who only reads; a run that is of no conversation.
    for role in [Role::Agent, Role::Readonly] {
        let reader = api.person(api.tenant, role).await;
        api.post(Some(&reader), &cancel, &reason).await.problem(403, "forbidden");
    }
    let other =
        api.post(Some(&lead), "/api/v1/flows/asking/runs?wait=20", &json!({})).await.expect(200).json();
    let path = format!("/api/v1/runs/{}/cancel", id(&other));
    api.post(Some(&user), &path, &reason).await.problem(404, "not_found");
    assert_eq!(
        api.get(Some(&lead), &run).await.expect(200).json()["status"],
        "waiting",
        "nothing stopped it"
    );

    let stopped = api.post(Some(&user), &cancel, &reason).await.expect(202).json();
    assert_eq!(stopped["id"], run.rsplit('/').next().unwrap());
    let shown: Vec<&String> = stopped.as_object().unwrap().keys().collect();
    assert_eq!(shown, ["id", "last_seq", "status", "waiting"], "no more than the conversation shows");
    let events =
        Reader::open(&api, &lead, Method::GET, &format!("{run}/events"), &[], None).await.all().await;
    let last = events.last().unwrap();
    assert_eq!(
        (last.name.as_str(), &last.data["payload"]["reason"]),
        ("run.cancelled", &json!("stopped by the user"))
    );
    let admin = api.person(api.tenant, Role::Admin).await;
    let log = api.get(Some(&admin), "/api/v1/admin/audit-logs?limit=200").await.expect(200).json();
    let rows: Vec<&Value> =
        log["data"].as_array().unwrap().iter().filter(|row| row["action"] == "run.cancelled").collect();
    assert_eq!(rows.len(), 1, "who was refused has done nothing: {log:#}");
    assert!(rows[0].to_string().contains(&user.id.as_uuid().to_string()), "{}", rows[0]);

    // An agent's own conversation is theirs as well; who steers runs stops anybody's.
    let agent = api.person(api.tenant, Role::Agent).await;
    let run = waiting(&api, &agent).await;
    api.post(Some(&agent), &format!("{run}/cancel"), &json!({})).await.expect(202);
    let run = waiting(&api, &neighbour).await;
    let seen = api.post(Some(&lead), &format!("{run}/cancel"), &json!({})).await.expect(202).json();
    assert_eq!(seen["flow"], "asking", "who reads runs gets the run");
}
