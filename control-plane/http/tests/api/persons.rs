//! A user asks for a person, at any time, and nothing that anybody says is lost.

use crate::harness::{Api, Person};
use crate::stream::Reader;
use crate::widget::{Visit, echo, publish, switch_on};
use chrono::TimeDelta;
use control_plane_app::Role;
use http::Method;
use serde_json::{Value, json};
use std::sync::Arc;

crate::on_both_engines!(
    before_anything_was_said_the_desk_can_be_asked_for_and_what_is_said_reaches_it,
    a_question_stays_open_while_a_person_has_the_conversation,
    a_run_that_works_goes_on_and_a_flow_that_hands_over_too_is_one_call,
    one_keeps_ones_place_and_may_go_back,
    a_flow_that_does_not_wait_any_more_takes_its_call_back,
    a_visitor_asks_for_a_person_and_strangers_do_not,
);

/// A conversation, and what can be done in it.
struct Chat<'a> {
    api: &'a Api,
    at: String,
}

impl<'a> Chat<'a> {
    async fn new(api: &'a Api, who: &Person, flow: &str) -> Self {
        let made = api.post(Some(who), "/api/v1/conversations", &json!({ "flow": flow })).await.expect(201);
        Self { api, at: format!("/api/v1/conversations/{}", made.json()["id"].as_str().unwrap()) }
    }

    async fn ask(&self, who: &Person) -> Value {
        let asked = self.api.post(Some(who), &format!("{}/person", self.at), &json!({})).await;
        asked.expect(200).json()["person"].clone()
    }

    async fn back(&self, who: &Person) -> crate::harness::Answer {
        self.api.call(Some(who), Method::DELETE, &format!("{}/person", self.at), &[], None).await
    }

    async fn take(&self, who: &Person) -> Value {
        self.api.post(Some(who), &format!("{}/handoff", self.at), &json!({})).await.expect(200).json()
    }

    async fn give_back(&self, who: &Person) -> Value {
        self.api.post(Some(who), &format!("{}/return", self.at), &json!({})).await.expect(202).json()
    }

    async fn say(&self, who: &Person, text: &str) -> Value {
        let body = json!({ "content": text });
        self.api.post(Some(who), &format!("{}/messages", self.at), &body).await.expect(202).json()
    }

    async fn person(&self, who: &Person) -> Value {
        self.api.get(Some(who), &self.at).await.expect(200).json()["person"].clone()
    }

    /// What was said, once it is this.
    #[track_caller]
    async fn said(&self, who: &Person, expected: &[&str]) {
        let path = format!("{}/messages?limit=100", self.at);
        let mut said = Vec::new();
        for _ in 0..5_000 {
            let page = self.api.get(Some(who), &path).await.expect(200).json();
            let all = page["data"].as_array().unwrap();
            said = all.iter().map(|message| message["content"].as_str().unwrap().to_owned()).collect();
            if said.len() >= expected.len() {
                break;
            }
            tokio::task::yield_now().await;
        }
        assert_eq!(said, expected);
    }

    /// Looks until the run of the conversation waits for this; `None`: until none goes on.
    async fn waits(&self, who: &Person, what: Option<&str>) {
        for _ in 0..5_000 {
            let about = self.api.get(Some(who), &self.at).await.expect(200).json();
            let run = &about["active_run"];
            match what {
                Some(what) if run["waiting"]["for"] == what && run["status"] == "waiting" => return,
                None if run.is_null() => return,
                _ => tokio::task::yield_now().await,
            }
        }
        panic!("the run does not wait for {what:?}");
    }
}

async fn live(api: &Api, who: &Person) -> Vec<Value> {
    let all = api.get(Some(who), "/api/v1/desk/live").await.expect(200).json();
    all["data"].as_array().unwrap().clone()
}

async fn before_anything_was_said_the_desk_can_be_asked_for_and_what_is_said_reaches_it(api: Arc<Api>) {
    echo(&api, "shop").await;
    let user = api.person(api.tenant, Role::EndUser).await;
    let agent = api.person(api.tenant, Role::Agent).await;
    let chat = Chat::new(&api, &user, "shop").await;
    api.post(Some(&agent), &format!("{}/handoff", chat.at), &json!({})).await.problem(409, "conflict");
    assert_eq!(live(&api, &agent).await, Vec::<Value>::new());
    api.get(Some(&user), "/api/v1/desk/live").await.problem(403, "forbidden");

    let events = format!("{}/events", chat.at);
    let mut stream = Reader::open(&api, &user, Method::GET, &events, &[], None).await;
    let asked = chat.ask(&user).await;
    assert_eq!(
        (&asked["state"], &asked["place"], &asked["name"]),
        (&json!("waiting"), &json!(1), &Value::Null)
    );
    assert_eq!(chat.ask(&user).await, asked, "asked twice is asked once");
    let told = stream.next().await.expect("a notice");
    assert_eq!(
        (told.name.as_str(), &told.data["data"]["event"]),
        ("message.created", &json!("person_asked"))
    );

    let first = chat.say(&user, "my laptop burns").await;
    assert_eq!(first["run_id"], Value::Null);
    assert_eq!(stream.next().await.expect("the message").data["content"], "my laptop burns");
    let waiting = live(&api, &agent).await;
    assert_eq!(
        (&waiting[0]["state"], &waiting[0]["name"], &waiting[0]["last"]),
        (&json!("waiting"), &json!("The end_user"), &json!("my laptop burns"))
    );
    let notes = api.get(Some(&agent), "/api/v1/notifications").await.expect(200).json();
    assert_eq!(notes["data"][0]["subject"], "The end_user waits for a person");
    assert_eq!(notes["meta"]["total"], 1, "{notes}");

    let joined = chat.take(&agent).await;
    assert_eq!(chat.take(&agent).await["id"], joined["id"]);
    assert_eq!(stream.next().await.expect("a notice").data["data"]["event"], "person_joined");
    let answered = chat.say(&agent, "Leave the room.").await;
    assert_eq!(answered["message"]["data"]["by"]["name"], "The agent");
    assert_eq!(stream.next().await.expect("the answer").data["content"], "Leave the room.");
    let with = chat.person(&user).await;
    assert_eq!((&with["state"], &with["name"]), (&json!("with"), &json!("The agent")));

    // The same request once more is the same message.
    let path = format!("{}/messages", chat.at);
    let key = [("idempotency-key", "k")];
    let body = json!({ "content": "I did" });
    let once = api.call(Some(&user), Method::POST, &path, &key, Some(&body)).await.expect(202).json();
    let twice = api.call(Some(&user), Method::POST, &path, &key, Some(&body)).await.expect(202).json();
    assert_eq!(once["message"]["id"], twice["message"]["id"]);
    // Streaming, what was said is all that comes.
    let body = json!({ "content": "thanks" });
    let told = Reader::open(&api, &user, Method::POST, &path, &[], Some(&body)).await.all().await;
    assert_eq!(told.len(), 1);

    assert_eq!(chat.give_back(&agent).await["run_id"], Value::Null);
    assert_eq!(chat.person(&user).await, Value::Null);
    assert_eq!(live(&api, &agent).await, Vec::<Value>::new());
    let refused = api.post(Some(&agent), &path, &json!({ "content": "still there?" })).await;
    refused.problem(403, "forbidden");
    // What is said now starts a run again.
    assert!(chat.say(&user, "bye").await["run_id"].is_string());
    let expected = [
        "The end_user asked for a person",
        "my laptop burns",
        "The agent has joined the conversation",
        "Leave the room.",
        "I did",
        "thanks",
        "The assistant has the conversation again",
        "bye",
        "The end_user: bye",
    ];
    chat.said(&user, &expected).await;
}

async fn asking(api: &Api) {
    let nodes = json!([
        { "id": "ask", "kind": "ask_user", "config": { "question": "Which room?" } },
        { "id": "say", "kind": "reply", "config": { "text": "Room {{ ask.text }}" } }
    ]);
    let edges = json!([{ "from": "start", "to": "ask" }, { "from": "ask.answered", "to": "say" }]);
    publish(api, "asking", nodes, edges).await;
}

async fn a_question_stays_open_while_a_person_has_the_conversation(api: Arc<Api>) {
    asking(&api).await;
    let user = api.person(api.tenant, Role::EndUser).await;
    let agent = api.person(api.tenant, Role::Agent).await;
    let chat = Chat::new(&api, &user, "asking").await;
    chat.say(&user, "help").await;
    chat.waits(&user, Some("user")).await;
    chat.ask(&user).await;
    assert_eq!(chat.say(&user, "somebody?").await["run_id"], Value::Null);
    chat.take(&agent).await;
    chat.say(&agent, "here I am").await;
    chat.waits(&user, Some("user")).await;
    chat.give_back(&agent).await;
    // The question was open all the time, and this answers it.
    assert!(chat.say(&user, "12").await["run_id"].is_string());
    let expected = [
        "help",
        "Which room?",
        "The end_user asked for a person",
        "somebody?",
        "The agent has joined the conversation",
        "here I am",
        "The assistant has the conversation again",
        "12",
        "Room 12",
    ];
    chat.said(&user, &expected).await;
}

async fn a_run_that_works_goes_on_and_a_flow_that_hands_over_too_is_one_call(api: Arc<Api>) {
    let nodes = json!([
        { "id": "rest", "kind": "wait", "config": { "event": "go", "key": "on" } },
        { "id": "human", "kind": "handoff", "config": { "message": "One moment." } },
        { "id": "say", "kind": "reply", "config": { "text": "back: {{ human.text }}" } }
    ]);
    let edges = json!([
        { "from": "start", "to": "rest" },
        { "from": "rest", "to": "human" },
        { "from": "human.returned", "to": "say" }
    ]);
    let lead = publish(&api, "working", nodes, edges).await;
    let user = api.person(api.tenant, Role::EndUser).await;
    let agent = api.person(api.tenant, Role::Agent).await;
    let chat = Chat::new(&api, &user, "working").await;
    let run = chat.say(&user, "begin").await["run_id"].as_str().unwrap().to_owned();
    chat.waits(&user, Some("event")).await;
    chat.ask(&user).await;
    assert_eq!(chat.say(&user, "are you there?").await["run_id"], Value::Null, "it does not queue a run");
    let signal = json!({ "payload": { "key": "on" } });
    api.post(Some(&lead), &format!("/api/v1/runs/{run}/signals/go"), &signal).await;
    chat.waits(&user, Some("handoff")).await;
    // The flow has called as well: it is one place in the queue, and the first time counts.
    assert_eq!(live(&api, &agent).await.len(), 1);
    chat.back(&user).await.problem(409, "conflict");
    chat.take(&agent).await;
    chat.say(&agent, "now I am").await;
    assert_eq!(chat.give_back(&agent).await["run_id"], json!(run));
    chat.waits(&user, None).await;
    assert_eq!(chat.person(&user).await, Value::Null);
    let path = format!("{}/messages?limit=100", chat.at);
    for _ in 0..5_000 {
        let said = api.get(Some(&user), &path).await.expect(200);
        if said.text.contains("back: now I am") {
            for text in ["are you there?", "now I am", "has joined", "has the conversation again"] {
                assert!(said.text.contains(text), "{text}: {}", said.text);
            }
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("the run does not go on");
}

async fn one_keeps_ones_place_and_may_go_back(api: Arc<Api>) {
    echo(&api, "shop").await;
    api.stop_the_clock();
    let (ada, bob) =
        (api.person(api.tenant, Role::EndUser).await, api.person(api.tenant, Role::EndUser).await);
    let agent = api.person(api.tenant, Role::Agent).await;
    let (first, second) = (Chat::new(&api, &ada, "shop").await, Chat::new(&api, &bob, "shop").await);
    first.ask(&ada).await;
    api.wait(TimeDelta::seconds(5));
    assert_eq!(second.ask(&bob).await["place"], 2);
    api.wait(TimeDelta::seconds(5));
    assert_eq!(first.ask(&ada).await["place"], 1, "asking again does not cost the place");
    let ids: Vec<_> = live(&api, &agent).await.iter().map(|one| one["conversation_id"].clone()).collect();
    assert!(first.at.ends_with(ids[0].as_str().unwrap()) && ids.len() == 2, "{ids:?}");
    let left = first.back(&ada).await.expect(200).json();
    assert_eq!(left["person"], Value::Null);
    assert_eq!(second.person(&bob).await["place"], 1);
    first.back(&ada).await.expect(200);
    assert!(first.say(&ada, "hi").await["run_id"].is_string());
    // Somebody who has come can be sent back, too; and called again.
    second.take(&agent).await;
    second.back(&bob).await.expect(200);
    assert_eq!(second.ask(&bob).await["place"], 1);
    let notes = api.get(Some(&agent), "/api/v1/notifications").await.expect(200).json();
    assert_eq!(notes["meta"]["total"], 3, "each call is told once");
    // Not for others to say, and not in what is closed.
    let path = format!("{}/person", second.at);
    api.post(Some(&agent), &path, &json!({})).await.problem(403, "forbidden");
    api.post(Some(&ada), &path, &json!({})).await.problem(404, "not_found");
    let stranger = api.person(api.other_tenant, Role::OrgOwner).await;
    assert_eq!(live(&api, &stranger).await, Vec::<Value>::new());
    let id = first.at.rsplit('/').next().unwrap().parse::<uuid::Uuid>().unwrap().into();
    let tx = api.app.db.write(api.tenant).await.unwrap();
    let closed = control_plane_domain::message::ConversationStatus::Closed;
    control_plane_store::conversations::set_status(&tx, id, closed, api.now()).await.unwrap();
    tx.commit().await.unwrap();
    api.post(Some(&ada), &format!("{}/person", first.at), &json!({})).await.problem(409, "conflict");
}

async fn a_flow_that_does_not_wait_any_more_takes_its_call_back(api: Arc<Api>) {
    let nodes = json!([
        { "id": "human", "kind": "handoff", "config": { "message": "One moment." } },
        { "id": "say", "kind": "reply", "config": { "text": "back" } }
    ]);
    let edges = json!([{ "from": "start", "to": "human" }, { "from": "human.returned", "to": "say" }]);
    publish(&api, "helping", nodes, edges).await;
    let user = api.person(api.tenant, Role::EndUser).await;
    let agent = api.person(api.tenant, Role::Agent).await;
    let chat = Chat::new(&api, &user, "helping").await;
    let run = chat.say(&user, "help").await["run_id"].as_str().unwrap().to_owned();
    chat.waits(&user, Some("handoff")).await;
    chat.said(&user, &["help", "One moment."]).await;
    let called = chat.ask(&user).await;
    assert_eq!((&called["wished"], &called["place"]), (&json!(false), &json!(1)), "the flow has called");
    assert_eq!(live(&api, &agent).await.len(), 1);
    let lead = api.person(api.tenant, Role::TeamLead).await;
    api.post(Some(&lead), &format!("/api/v1/runs/{run}/cancel"), &json!({})).await.expect(202);
    for _ in 0..5_000 {
        if live(&api, &agent).await.is_empty() {
            return assert_eq!(chat.person(&user).await, Value::Null);
        }
        tokio::task::yield_now().await;
    }
    panic!("nobody waits, and the desk still sees it");
}

async fn a_visitor_asks_for_a_person_and_strangers_do_not(api: Arc<Api>) {
    let lead = echo(&api, "shop").await;
    let public_id = switch_on(&api, &lead, "shop").await;
    let ann = Visit::new(&api, &public_id).await;
    let mine = ann.begin(&api).await;
    let path = format!("{mine}/person");
    let eve = Visit::new(&api, &public_id).await;
    eve.post(&api, &path, json!({})).await.problem(404, "not_found");
    let asked = ann.post(&api, &path, json!({})).await.expect(200).json();
    assert_eq!(asked["person"]["place"], 1);
    ann.post(&api, &format!("{mine}/messages"), json!({ "content": "hello?" })).await.expect(202);
    let agent = api.person(api.tenant, Role::Agent).await;
    assert_eq!(live(&api, &agent).await[0]["name"], "Visitor");
    let chat = Chat { api: &api, at: format!("/api/v1{mine}") };
    chat.take(&agent).await;
    let about = ann.get(&api, &mine).await.expect(200).json();
    assert_eq!(about["person"]["name"], "The agent");
    eve.call(&api, Method::DELETE, &path, None).await.problem(404, "not_found");
    let back = ann.call(&api, Method::DELETE, &path, None).await.expect(200).json();
    assert_eq!(back["person"], Value::Null);
}
