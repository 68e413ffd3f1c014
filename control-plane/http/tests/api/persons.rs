//! A user asks for a person, at any time, and nothing that anybody says is lost.

use crate::harness::{Answer, Api, Person};
use crate::stream::Reader;
use crate::widget::{Visit, echo, publish, switch_on};
use chrono::{DateTime, TimeDelta, Timelike, Utc};
use control_plane_app::Role;
use http::Method;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::sync::Notify;

crate::on_both_engines!(
    before_anything_was_said_the_desk_can_be_asked_for_and_what_is_said_reaches_it,
    a_question_stays_open_while_a_person_has_the_conversation,
    a_run_that_works_goes_on_and_a_flow_that_hands_over_too_is_one_call,
    one_keeps_ones_place_and_may_go_back,
    as_long_as_nobody_has_come_ones_flow_can_be_told_to_go_on,
    a_flow_that_does_not_wait_any_more_takes_its_call_back,
    a_visitor_asks_for_a_person_and_strangers_do_not,
    of_two_who_take_over_at_once_one_has_it_and_the_other_is_told,
    only_the_desk_sees_takes_writes_and_gives_back,
    whatever_a_run_waits_for_or_does_it_goes_on_and_what_is_said_reaches_the_desk,
    a_question_can_be_answered_with_its_buttons_before_and_after_the_return,
    the_run_after_the_return_knows_what_was_said_meanwhile,
    what_a_client_missed_it_is_told_when_it_comes_back,
    a_test_chat_calls_nobody,
    who_waits_is_told_when_the_desk_is_there,
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

    async fn back(&self, who: &Person) -> Answer {
        self.api.call(Some(who), Method::DELETE, &format!("{}/person", self.at), &[], None).await
    }

    async fn take(&self, who: &Person) -> Value {
        self.try_take(who, json!({})).await.expect(200).json()
    }

    async fn try_take(&self, who: &Person, word: Value) -> Answer {
        self.api.post(Some(who), &format!("{}/handoff", self.at), &word).await
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

    async fn said_in_any_order(&self, who: &Person, expected: &[&str]) {
        let path = format!("{}/messages?limit=100", self.at);
        let (mut said, mut expected) = (Vec::new(), expected.to_vec());
        for _ in 0..5_000 {
            let page = self.api.get(Some(who), &path).await.expect(200).json();
            let all = page["data"].as_array().unwrap();
            said = all.iter().map(|message| message["content"].as_str().unwrap().to_owned()).collect();
            if said.len() >= expected.len() {
                break;
            }
            tokio::task::yield_now().await;
        }
        said.sort();
        expected.sort_unstable();
        assert_eq!(said, expected);
    }

    /// Looks until a run of the conversation works.
    async fn runs(&self, who: &Person) {
        for _ in 0..5_000 {
            let about = self.api.get(Some(who), &self.at).await.expect(200).json();
            if about["active_run"]["status"] == "running" {
                return;
            }
            tokio::task::yield_now().await;
        }
        panic!("no run works");
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
    chat.take(&agent).await;
    // Who has come is not sent away from what the flow called them for.
    chat.back(&user).await.problem(409, "conflict");
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

async fn as_long_as_nobody_has_come_ones_flow_can_be_told_to_go_on(api: Arc<Api>) {
    let nodes = json!([
        { "id": "human", "kind": "handoff", "config": { "message": "One moment." } },
        { "id": "say", "kind": "reply", "config": { "text": "back: {{ human.text }}" } }
    ]);
    let edges = json!([{ "from": "start", "to": "human" }, { "from": "human.returned", "to": "say" }]);
    publish(&api, "hasty", nodes, edges).await;
    let user = api.person(api.tenant, Role::EndUser).await;
    let agent = api.person(api.tenant, Role::Agent).await;
    let chat = Chat::new(&api, &user, "hasty").await;
    chat.say(&user, "help").await;
    chat.waits(&user, Some("handoff")).await;
    chat.said(&user, &["help", "One moment."]).await;
    assert_eq!(chat.ask(&user).await["wished"], false, "the flow has called");
    assert_eq!(live(&api, &agent).await.len(), 1);
    let left = chat.back(&user).await.expect(200).json();
    assert_eq!(left["person"], Value::Null);
    chat.said(&user, &["help", "One moment.", "back: "]).await;
    assert_eq!(live(&api, &agent).await, Vec::<Value>::new());
    chat.try_take(&agent, json!({})).await.problem(409, "conflict");
}

async fn a_flow_that_does_not_wait_any_more_takes_its_call_back(api: Arc<Api>) {
    let nodes = json!([
        { "id": "human", "kind": "handoff", "config": { "reason": "wants {{ input.message }}", "message": "One moment." } },
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
    let waiting = live(&api, &agent).await;
    assert_eq!((waiting.len(), &waiting[0]["reason"]), (1, &json!("wants help")));
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
    // What they wrote is theirs alone.
    eve.get(&api, &format!("{mine}/messages")).await.problem(404, "not_found");
    assert_eq!(eve.get(&api, "/conversations").await.expect(200).json()["meta"]["total"], 0);
}

async fn of_two_who_take_over_at_once_one_has_it_and_the_other_is_told(api: Arc<Api>) {
    echo(&api, "shop").await;
    let user = api.person(api.tenant, Role::EndUser).await;
    let (one, two) =
        (api.person(api.tenant, Role::Agent).await, api.person(api.tenant, Role::TeamLead).await);
    let chat = Chat::new(&api, &user, "shop").await;
    chat.ask(&user).await;
    let (first, second) = tokio::join!(chat.try_take(&one, json!({})), chat.try_take(&two, json!({})));
    let (winner, loser, refused) = match first.status.as_u16() {
        200 => (&one, &two, second),
        _ => (&two, &one, first),
    };
    let problem = refused.problem(409, "taken_over");
    let name = chat.person(&user).await["name"].as_str().unwrap().to_owned();
    assert_eq!(problem["detail"], format!("{name} has this conversation"));
    assert_eq!(live(&api, loser).await[0]["person_id"], json!(winner.id.as_uuid()));
    // Who went home must not keep it: a colleague says from whom they take it.
    let wrong = json!({ "from": user.id.as_uuid() });
    chat.try_take(loser, wrong).await.problem(409, "taken_over");
    chat.try_take(loser, json!({ "from": winner.id.as_uuid(), "text": "I go on" })).await.expect(200);
    assert_eq!(live(&api, loser).await[0]["person_id"], json!(loser.id.as_uuid()));
    // And back again: each coming is told.
    chat.try_take(winner, json!({ "from": loser.id.as_uuid() })).await.expect(200);
    let path = format!("{}/messages?limit=100", chat.at);
    let said = api.get(Some(&user), &path).await.expect(200);
    assert_eq!(said.text.matches("has joined the conversation").count(), 3, "{}", said.text);
}

async fn only_the_desk_sees_takes_writes_and_gives_back(api: Arc<Api>) {
    echo(&api, "shop").await;
    let user = api.person(api.tenant, Role::EndUser).await;
    let agent = api.person(api.tenant, Role::Agent).await;
    let chat = Chat::new(&api, &user, "shop").await;
    chat.ask(&user).await;
    let word = json!({ "content": "psst" });
    for (role, unseen) in [(Role::EndUser, 404), (Role::Readonly, 403)] {
        let other = api.person(api.tenant, role).await;
        api.get(Some(&other), "/api/v1/desk/live").await.problem(403, "forbidden");
        chat.try_take(&other, json!({})).await.problem(403, "forbidden");
        api.post(Some(&other), &format!("{}/return", chat.at), &json!({})).await.problem(403, "forbidden");
        let wrote = api.post(Some(&other), &format!("{}/messages", chat.at), &word).await;
        assert_eq!(wrote.status.as_u16(), unseen, "{}", wrote.text);
    }
    // Their own conversation does not make them the desk.
    chat.try_take(&user, json!({})).await.problem(403, "forbidden");
    api.get(None, "/api/v1/desk/live").await.problem(401, "unauthenticated");
    let stranger = api.person(api.other_tenant, Role::OrgOwner).await;
    chat.try_take(&stranger, json!({})).await.problem(404, "not_found");
    api.post(Some(&stranger), &format!("{}/return", chat.at), &json!({})).await.problem(404, "not_found");
    chat.back(&stranger).await.problem(404, "not_found");
    chat.take(&agent).await;
    chat.say(&agent, "hello").await;
    chat.give_back(&agent).await;
    api.post(Some(&agent), &format!("{}/return", chat.at), &json!({})).await.problem(409, "conflict");
    chat.try_take(&agent, json!({})).await.problem(409, "conflict");
}

/// A server that answers when it is told to.
async fn slow(api: &Api) -> (String, Arc<Notify>) {
    let (listener, go) = (api.outside.lock().unwrap().take().unwrap(), Arc::new(Notify::new()));
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let told = go.clone();
    let answer = async move || {
        told.notified().await;
        "\"slow\""
    };
    let router = axum::Router::new().route("/", axum::routing::post(answer));
    tokio::spawn(async move { axum::serve(listener, router).await });
    (url, go)
}

async fn whatever_a_run_waits_for_or_does_it_goes_on_and_what_is_said_reaches_the_desk(api: Arc<Api>) {
    let (url, go) = slow(&api).await;
    let user = api.person(api.tenant, Role::EndUser).await;
    let agent = api.person(api.tenant, Role::Agent).await;
    let lead = api.person(api.tenant, Role::TeamLead).await;
    let approval = json!({ "title": "May they?", "approvers": [{ "role": "team_lead" }] });
    let kinds = [
        ("working", json!({ "kind": "http_request", "config": { "method": "POST", "url": url } }), "rest"),
        ("approving", json!({ "kind": "approval", "config": approval }), "rest.approved"),
        ("resting", json!({ "kind": "wait", "config": { "for": "2s" } }), "rest"),
        ("listening", json!({ "kind": "wait", "config": { "event": "go", "key": "on" } }), "rest"),
    ];
    for (name, mut node, port) in kinds {
        node["id"] = json!("rest");
        let say = json!({ "id": "say", "kind": "reply", "config": { "text": "done" } });
        let edges = json!([{ "from": "start", "to": "rest" }, { "from": port, "to": "say" }]);
        publish(&api, name, json!([node, say]), edges).await;
        let chat = Chat::new(&api, &user, name).await;
        let run = chat.say(&user, "begin").await["run_id"].as_str().unwrap().to_owned();
        match name {
            "working" => chat.runs(&user).await,
            "approving" => chat.waits(&user, Some("approval")).await,
            "resting" => chat.waits(&user, Some("time")).await,
            _ => chat.waits(&user, Some("event")).await,
        }
        assert_eq!(chat.ask(&user).await["state"], "waiting", "{name}");
        assert_eq!(chat.say(&user, "somebody?").await["run_id"], Value::Null, "{name}: no run is queued");
        chat.take(&agent).await;
        match name {
            "working" => go.notify_one(),
            "approving" => {
                let list = api.get(Some(&lead), "/api/v1/approvals?status=pending").await.expect(200).json();
                let asked = &list["data"][0];
                let path = format!("/api/v1/approvals/{}/decision", asked["id"].as_str().unwrap());
                let decision = json!({ "decision": "approve", "hash": asked["hash"] });
                api.post(Some(&lead), &path, &decision).await.expect(200);
            }
            "listening" => {
                let signal = json!({ "payload": { "key": "on" } });
                api.post(Some(&lead), &format!("/api/v1/runs/{run}/signals/go"), &signal).await.expect(202);
            }
            _ => {}
        }
        chat.waits(&user, None).await;
        let joined = "The agent has joined the conversation";
        let expected = ["begin", "The end_user asked for a person", "somebody?", joined, "done"];
        chat.said_in_any_order(&user, &expected).await;
        assert_eq!(chat.person(&user).await["state"], "with", "{name}: its end is not the person's");
        chat.give_back(&agent).await;
    }
}

async fn a_question_can_be_answered_with_its_buttons_before_and_after_the_return(api: Arc<Api>) {
    let options = json!([{ "port": "yes", "label": "Yes" }, { "port": "no", "label": "No" }]);
    let nodes = json!([
        { "id": "ask", "kind": "ask_user", "config": { "question": "Did it help?", "options": options } },
        { "id": "say", "kind": "reply", "config": { "text": "Good" } }
    ]);
    let edges = json!([{ "from": "start", "to": "ask" }, { "from": "ask.yes", "to": "say" }]);
    publish(&api, "choosing", nodes, edges).await;
    let user = api.person(api.tenant, Role::EndUser).await;
    let agent = api.person(api.tenant, Role::Agent).await;
    for is_back in [false, true] {
        let chat = Chat::new(&api, &user, "choosing").await;
        let run = chat.say(&user, "help").await["run_id"].clone();
        chat.waits(&user, Some("user")).await;
        chat.ask(&user).await;
        chat.say(&user, "a person, please").await;
        chat.take(&agent).await;
        // What the desk has is not the desk's to answer.
        let yes = json!({ "answer": { "option": "yes" } });
        let path = format!("{}/messages", chat.at);
        api.post(Some(&agent), &path, &yes).await.problem(403, "forbidden");
        if is_back {
            chat.give_back(&agent).await;
        }
        let answered = api.post(Some(&user), &path, &yes).await.expect(202).json();
        assert_eq!(answered["run_id"], run);
        chat.waits(&user, None).await;
        let mut expected =
            vec!["help", "Did it help?", "The end_user asked for a person", "a person, please"];
        expected.push("The agent has joined the conversation");
        if is_back {
            expected.push("The assistant has the conversation again");
        }
        expected.extend(["Yes", "Good"]);
        chat.said(&user, &expected).await;
    }
}

async fn the_run_after_the_return_knows_what_was_said_meanwhile(api: Arc<Api>) {
    let text = "{{ conversation.history.map(|line| `${line.role}: ${line.content}`) }}";
    let nodes = json!([{ "id": "say", "kind": "reply", "config": { "text": text } }]);
    publish(&api, "remembering", nodes, json!([{ "from": "start", "to": "say" }])).await;
    let user = api.person(api.tenant, Role::EndUser).await;
    let agent = api.person(api.tenant, Role::Agent).await;
    let chat = Chat::new(&api, &user, "remembering").await;
    chat.ask(&user).await;
    chat.say(&user, "the blue door").await;
    chat.take(&agent).await;
    chat.say(&agent, "is on the left").await;
    chat.give_back(&agent).await;
    assert!(chat.say(&user, "which door?").await["run_id"].is_string());
    chat.waits(&user, None).await;
    let path = format!("{}/messages?limit=100", chat.at);
    for _ in 0..5_000 {
        let page = api.get(Some(&user), &path).await.expect(200).json();
        let last = page["data"].as_array().unwrap().last().unwrap()["content"].as_str().unwrap().to_owned();
        if last != "which door?" {
            assert!(last.contains("user: the blue door"), "{last}");
            assert!(last.contains("assistant: is on the left"), "{last}");
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("no run answers");
}

async fn what_a_client_missed_it_is_told_when_it_comes_back(api: Arc<Api>) {
    echo(&api, "shop").await;
    let user = api.person(api.tenant, Role::EndUser).await;
    let agent = api.person(api.tenant, Role::Agent).await;
    let chat = Chat::new(&api, &user, "shop").await;
    let body = json!({ "content": "hi" });
    let path = format!("{}/messages", chat.at);
    let turn = Reader::open(&api, &user, Method::POST, &path, &[], Some(&body)).await.all().await;
    let cursor = turn.iter().rev().find(|frame| !frame.id.is_empty()).unwrap().id.clone();
    chat.ask(&user).await;
    chat.take(&agent).await;
    chat.say(&agent, "I am here").await;
    let events = format!("{}/events", chat.at);
    let headers = [("last-event-id", cursor.as_str())];
    let mut stream = Reader::open(&api, &user, Method::GET, &events, &headers, None).await;
    for expected in ["The end_user asked for a person", "The agent has joined the conversation", "I am here"]
    {
        let told = stream.next().await.expect("what was missed");
        assert_eq!((told.name.as_str(), &told.data["content"]), ("message.created", &json!(expected)));
    }
    // And it goes on from there.
    chat.say(&user, "at last").await;
    assert_eq!(stream.next().await.expect("what comes").data["content"], "at last");
}

async fn a_test_chat_calls_nobody(api: Arc<Api>) {
    let lead = echo(&api, "shop").await;
    let made = json!({ "flow": "shop", "draft": true });
    let made = api.post(Some(&lead), "/api/v1/conversations", &made).await.expect(201).json();
    let path = format!("/api/v1/conversations/{}/person", made["id"].as_str().unwrap());
    api.post(Some(&lead), &path, &json!({})).await.problem(409, "conflict");
    assert_eq!(live(&api, &lead).await, Vec::<Value>::new());
}

async fn who_waits_is_told_when_the_desk_is_there(api: Arc<Api>) {
    echo(&api, "shop").await;
    api.stop_the_clock();
    let (ada, admin) =
        (api.person(api.tenant, Role::EndUser).await, api.person(api.tenant, Role::Admin).await);
    let chat = Chat::new(&api, &ada, "shop").await;
    let none = chat.ask(&ada).await;
    assert!(none["place"] == 1 && none["hours"].is_null(), "{none}");
    // A zone in which it is some time after noon. (Its names count the other way round.)
    let hour = i64::from(api.now().hour());
    let zone = format!("Etc/GMT{:+}", hour - 12);
    let noon = api.now().date_naive().and_hms_opt(0, 0, 0).unwrap().and_utc() + TimeDelta::hours(hour);
    let put = |body: Value| {
        let (api, admin) = (&api, &admin);
        async move { api.call(Some(admin), Method::PUT, "/api/v1/admin/desk-hours", &[], Some(&body)).await }
    };
    let hours = json!({ "timezone": zone, "days": [7, 6, 5, 4, 3, 2, 1, 1], "from": "18:00", "to": "19:30" });
    let saved = put(json!({ "hours": hours })).await.expect(200).json();
    assert_eq!(saved["hours"]["days"], json!([1, 2, 3, 4, 5, 6, 7]), "{saved}");
    let six = noon + TimeDelta::hours(6);
    let told = chat.person(&ada).await["hours"].clone();
    assert_eq!(told["opens_at"].as_str().unwrap().parse::<DateTime<Utc>>().unwrap(), six, "{told}");
    assert_eq!(
        (&told["from"], &told["to"], &told["timezone"]),
        (&json!("18:00"), &json!("19:30"), &json!(zone))
    );
    assert!(told.get("holidays").is_none());
    // While it is open there is nothing to wait for; and who has somebody does not ask.
    let mut open = hours.clone();
    open["from"] = json!("11:00");
    put(json!({ "hours": open })).await.expect(200);
    let told = chat.person(&ada).await;
    assert!(told["hours"]["opens_at"].is_null() && told["hours"]["from"] == "11:00", "{told}");
    let agent = api.person(api.tenant, Role::Agent).await;
    assert!(chat.take(&agent).await["person"]["hours"].is_null());
    // What cannot be is refused by name, and nothing of it is kept.
    for (field, value) in [
        ("timezone", json!("Mars/Base")),
        ("timezone", json!(" ")),
        ("days", json!([])),
        ("days", json!([8])),
        ("from", json!("9 o'clock")),
        ("to", json!("11:00")),
        ("holidays", json!(["tomorrow"])),
    ] {
        let mut wrong = open.clone();
        wrong[field] = value.clone();
        let problem = put(json!({ "hours": wrong })).await.problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], format!("hours.{field}"), "{value}: {problem}");
    }
    put(json!({})).await.problem(422, "invalid");
    let read = api.get(Some(&admin), "/api/v1/admin/desk-hours").await.expect(200).json();
    assert_eq!(read["hours"]["from"], "11:00");
    api.get(Some(&agent), "/api/v1/admin/desk-hours").await.expect(403);
    let gone = put(json!({ "hours": null })).await.expect(200).json();
    assert!(gone["hours"].is_null() && gone["opens_at"].is_null(), "{gone}");
}
