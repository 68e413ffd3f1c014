//! Conversations in the hands of a person, and tickets that runs wait for.

use crate::harness::{Api, Person};
use crate::stream::Reader;
use control_plane_app::Role;
use control_plane_app::desk::run_telling;
use http::Method;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

crate::on_both_engines!(
    what_is_said_while_a_person_has_the_conversation_is_theirs_until_they_give_it_back,
    a_run_that_waits_for_a_ticket_hears_the_requester_and_nobody_else,
    what_happened_to_a_ticket_is_told_whatever_dies_in_between,
);

async fn publish(api: &Api, name: &str, nodes: Value, edges: Value) -> Person {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    api.post(Some(&lead), "/api/v1/flows", &json!({ "name": name })).await.expect(201);
    let document = json!({ "format": "flowright/1", "name": name, "nodes": nodes, "edges": edges });
    let (any, path) = ([("if-match", "*")], format!("/api/v1/flows/{name}/draft"));
    api.call(Some(&lead), Method::PUT, &path, &any, Some(&document)).await.expect(200);
    api.post(Some(&lead), &format!("/api/v1/flows/{name}/publish"), &json!({})).await.expect(201);
    lead
}

/// The run, once it has ended.
async fn ended(api: &Api, who: &Person, run: &str) -> Value {
    let events = format!("/api/v1/runs/{run}/events");
    Reader::open(api, who, Method::GET, &events, &[], None).await.all().await;
    api.get(Some(who), &format!("/api/v1/runs/{run}")).await.expect(200).json()
}

/// Looks until the run waits for this.
async fn waits(api: &Api, who: &Person, run: &str, what: &str) {
    for _ in 0..5_000 {
        let row = api.get(Some(who), &format!("/api/v1/runs/{run}")).await.expect(200).json();
        if row["waiting"]["for"] == what && row["status"] == "waiting" {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("the run does not wait for {what}");
}

async fn what_is_said_while_a_person_has_the_conversation_is_theirs_until_they_give_it_back(api: Arc<Api>) {
    let nodes = json!([
        { "id": "human", "kind": "handoff", "config": { "reason": "{{ input.message }}", "message": "One moment." } },
        { "id": "say", "kind": "reply", "config": { "text": "{{ human.by }}: {{ human.text }}" } }
    ]);
    let edges = json!([{ "from": "start", "to": "human" }, { "from": "human.returned", "to": "say" }]);
    let lead = publish(&api, "helping", nodes, edges).await;
    let user = api.person(api.tenant, Role::EndUser).await;
    let agent = api.person(api.tenant, Role::Agent).await;
    let chat = api
        .post(Some(&user), "/api/v1/conversations", &json!({ "flow": "helping" }))
        .await
        .expect(201)
        .json();
    let chat = format!("/api/v1/conversations/{}", chat["id"].as_str().unwrap());
    let messages = format!("{chat}/messages");
    let say =
        async |who: &Person, text: &str| api.post(Some(who), &messages, &json!({ "content": text })).await;
    // Nobody has handed it over yet.
    say(&agent, "hello?").await.problem(403, "forbidden");
    api.post(Some(&agent), &format!("{chat}/handoff"), &json!({})).await.problem(409, "conflict");
    api.post(Some(&agent), &format!("{chat}/return"), &json!({})).await.problem(409, "conflict");

    let run = say(&user, "my laptop burns").await.expect(202).json()["run_id"].as_str().unwrap().to_owned();
    waits(&api, &lead, &run, "handoff").await;
    let held = say(&user, "and the desk too").await.expect(202).json();
    assert_eq!(held["run_id"], run);
    api.post(Some(&user), &format!("{chat}/handoff"), &json!({})).await.problem(403, "forbidden");
    let joined = api.post(Some(&agent), &format!("{chat}/handoff"), &json!({})).await.expect(200).json();
    assert_eq!(
        (&joined["role"], &joined["content"]),
        (&json!("system"), &json!("The agent has joined the conversation"))
    );
    let again = api.post(Some(&agent), &format!("{chat}/handoff"), &json!({})).await.expect(200).json();
    assert_eq!(joined["id"], again["id"]);
    let answered = say(&agent, "Leave the room.").await.expect(202).json();
    assert_eq!(
        (&answered["message"]["role"], &answered["message"]["data"]["by"]["name"]),
        (&json!("assistant"), &json!("The agent"))
    );
    // Streaming, what was said is all that comes: the person answers in their own time.
    let body = json!({ "content": "I did" });
    let told = Reader::open(&api, &user, Method::POST, &messages, &[], Some(&body)).await.all().await;
    assert_eq!(told.iter().map(|frame| frame.name.as_str()).collect::<Vec<_>>(), ["message.created"]);
    let runs = api.get(Some(&lead), "/api/v1/runs?flow=helping").await.expect(200).json();
    assert_eq!(runs["meta"]["total"], 1, "what was said started a run");
    let stranger = api.person(api.other_tenant, Role::OrgOwner).await;
    api.post(Some(&stranger), &messages, &json!({ "content": "hm" })).await.problem(404, "not_found");

    api.post(Some(&agent), &format!("{chat}/return"), &json!({})).await.expect(202);
    assert_eq!(ended(&api, &lead, &run).await["status"], "completed");
    let expected = [
        "my laptop burns",
        "One moment.",
        "and the desk too",
        "The agent has joined the conversation",
        "Leave the room.",
        "I did",
        "The agent: Leave the room.",
    ];
    // What the run says after its end was decided is stored a moment later.
    let mut said = Vec::new();
    for _ in 0..5_000 {
        let page = api.get(Some(&user), &format!("{messages}?limit=100")).await.expect(200).json();
        let page = page["data"].as_array().unwrap();
        said = page.iter().map(|message| message["content"].as_str().unwrap().to_owned()).collect();
        if said.len() >= expected.len() {
            break;
        }
        tokio::task::yield_now().await;
    }
    assert_eq!(said, expected);
    api.post(Some(&agent), &format!("{chat}/return"), &json!({})).await.problem(409, "conflict");
}

/// A flow that waits until the event happens to the ticket it is given, and a ticket of the user's.
async fn waiting_for(api: &Api, event: &str, user: &Person) -> (Person, String, Value) {
    let nodes = json!([
        { "id": "listen", "kind": "wait", "config": { "event": event, "key": "{{ input.ticket }}" } },
        { "id": "done", "kind": "end", "config": { "output": { "heard": "{{ listen.payload }}" } } }
    ]);
    let edges = json!([{ "from": "start", "to": "listen" }, { "from": "listen", "to": "done" }]);
    let lead = publish(api, "listening", nodes, edges).await;
    let ticket =
        api.post(Some(user), "/api/v1/tickets", &json!({ "title": "Printer" })).await.expect(201).json();
    let input = json!({ "input": { "ticket": ticket["number"] } });
    let run = api.post(Some(&lead), "/api/v1/flows/listening/runs", &input).await.expect(202).json();
    let run = run["id"].as_str().unwrap().to_owned();
    waits(api, &lead, &run, "event").await;
    (lead, run, ticket)
}

async fn a_run_that_waits_for_a_ticket_hears_the_requester_and_nobody_else(api: Arc<Api>) {
    let user = api.person(api.tenant, Role::EndUser).await;
    let agent = api.person(api.tenant, Role::Agent).await;
    let (lead, run, ticket) = waiting_for(&api, "ticket.replied", &user).await;
    let path = format!("/api/v1/tickets/{}", ticket["id"].as_str().unwrap());
    let comments = format!("{path}/comments");
    api.post(Some(&agent), &comments, &json!({ "body": "any news?" })).await.expect(201);
    let matching = [("if-match", "*")];
    let open = json!({ "status": "open" });
    api.call(Some(&agent), Method::PATCH, &path, &matching, Some(&open)).await.expect(200);
    api.post(Some(&user), &comments, &json!({ "body": "it prints again" })).await.expect(201);
    let heard = ended(&api, &lead, &run).await["output"]["heard"].clone();
    assert_eq!(
        (&heard["text"], &heard["by"]),
        (&json!("it prints again"), &json!("The end_user")),
        "{heard}"
    );
}

async fn what_happened_to_a_ticket_is_told_whatever_dies_in_between(api: Arc<Api>) {
    let user = api.person(api.tenant, Role::EndUser).await;
    let (lead, run, ticket) = waiting_for(&api, "ticket.closed", &user).await;
    // As if the process had died after the commit: the note is there and nobody was rung.
    let tx = api.app.db.write(api.tenant).await.unwrap();
    let note = control_plane_store::happenings::Happening {
        id: uuid::Uuid::now_v7(),
        event: "ticket.closed".to_owned(),
        key: ticket["number"].as_str().unwrap().to_owned(),
        payload: json!({ "status": "closed", "by": "nobody" }),
        principal: json!({ "user": null, "name": "nobody", "email": "" }),
    };
    control_plane_store::happenings::put(&tx, &note, api.now()).await.unwrap();
    tx.commit().await.unwrap();
    // The next process tells it at its start.
    let stop = CancellationToken::new();
    let next = tokio::spawn(run_telling(api.app.clone(), stop.clone()));
    assert_eq!(ended(&api, &lead, &run).await["output"]["heard"]["status"], "closed");
    // What was told is to be told no more.
    for _ in 0..5_000 {
        let tx = api.app.db.read(api.tenant).await.unwrap();
        if control_plane_store::happenings::pending(&tx, 10).await.unwrap().is_empty() {
            stop.cancel();
            return next.await.unwrap();
        }
        tokio::task::yield_now().await;
    }
    panic!("the note is still there");
}
