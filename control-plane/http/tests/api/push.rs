//! Notices on people's own devices, against a push service written from RFC 8030 that reads what it gets as a browser would.

use crate::harness::{Answer, Api, Person};
use axum::Router;
use axum::extract::{Request, State};
use axum::response::IntoResponse;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use control_plane_app::Role;
use control_plane_app::push::open_for_tests;
use http::{HeaderMap, Method, StatusCode};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::mpsc;

crate::on_both_engines!(
    a_notice_reaches_the_device_and_says_little,
    what_a_push_service_answers_decides_what_becomes_of_a_notice,
    a_device_is_one_persons_until_they_sign_out_there,
    only_a_push_service_outside_and_keys_of_a_browser_are_taken,
);

/// A browser, from RFC 8291, Appendix A.
const PRIVATE: &str = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94";
const PUBLIC: &str =
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
const AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";

/// What the push service was asked.
struct Heard {
    path: String,
    headers: HeaderMap,
    /// What the browser reads.
    said: Value,
}

/// A push service.
struct Service {
    at: String,
    heard: mpsc::Receiver<Heard>,
    /// What it answers next; 201 when there is nothing.
    answers: Answers,
}

/// Status, and after how many seconds it wants to be asked again.
type Answers = Arc<Mutex<VecDeque<(u16, Option<u64>)>>>;
type Told = (mpsc::Sender<Heard>, Answers);

impl Service {
    fn start(api: &Api) -> Self {
        let listener = api.outside.lock().unwrap().take().unwrap();
        let at = format!("http://{}", listener.local_addr().unwrap());
        let answers = Arc::new(Mutex::new(VecDeque::new()));
        let (sender, heard) = mpsc::channel(100);
        let router = Router::new().fallback(take).with_state((sender, answers.clone()));
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { at, heard, answers }
    }

    async fn next(&mut self) -> Heard {
        tokio::time::timeout(Duration::from_secs(30), self.heard.recv()).await.expect("a push").unwrap()
    }

    fn will_answer(&self, status: u16, retry_after: Option<u64>) {
        self.answers.lock().unwrap().push_back((status, retry_after));
    }
}

async fn take(State((sender, answers)): State<Told>, request: Request) -> impl IntoResponse {
    let (path, headers) = (request.uri().path().to_owned(), request.headers().clone());
    assert_eq!(request.method(), Method::POST);
    let body = axum::body::to_bytes(request.into_body(), 4_096).await.expect("at most one record");
    let private: [u8; 32] = URL_SAFE_NO_PAD.decode(PRIVATE).unwrap().try_into().unwrap();
    let read = open_for_tests(&body, &private, &URL_SAFE_NO_PAD.decode(AUTH).unwrap());
    let said = serde_json::from_slice(&read.expect("for this browser")).unwrap();
    sender.send(Heard { path, headers, said }).await.unwrap();
    let (status, retry_after) = answers.lock().unwrap().pop_front().unwrap_or((201, None));
    let mut answer = StatusCode::from_u16(status).unwrap().into_response();
    if let Some(seconds) = retry_after {
        answer.headers_mut().insert("retry-after", seconds.into());
    }
    answer
}

async fn subscribe(api: &Api, who: &Person, endpoint: &str) -> Answer {
    let body = json!({ "endpoint": endpoint, "keys": { "p256dh": PUBLIC, "auth": AUTH } });
    api.post(Some(who), "/api/v1/push/devices", &body).await
}

async fn devices(api: &Api, who: &Person) -> Vec<Value> {
    let push = api.get(Some(who), "/api/v1/push").await.expect(200).json();
    push["devices"].as_array().unwrap().clone()
}

/// A ticket of theirs, and somebody of the desk who can say something about it.
async fn helped(api: &Api, user: &Person) -> (Person, String, String) {
    let agent = api.person(api.tenant, Role::Agent).await;
    let ticket = api.post(Some(user), "/api/v1/tickets", &json!({ "title": "The secret printer" })).await;
    let ticket = ticket.expect(201).json();
    let path = format!("/api/v1/tickets/{}", ticket["id"].as_str().unwrap());
    (agent, path, ticket["number"].as_str().unwrap().to_owned())
}

async fn comment(api: &Api, who: &Person, ticket: &str, words: &str) {
    // The clock may have been moved beyond what a token lives.
    let who = &api.sign_in(&who.email).await;
    api.post(Some(who), &format!("{ticket}/comments"), &json!({ "body": words })).await.expect(201);
}

/// Waits until nothing is on its way to anybody, or what is waits for its time. What is being sent is taken for 90 seconds.
async fn quiet(api: &Api) {
    for _ in 0..5_000 {
        let tx = api.app.db.read(api.tenant).await.unwrap();
        let now = api.now();
        let all = control_plane_store::push::due(&tx, now + TimeDelta::seconds(91), 9).await.unwrap();
        let is_taken = |due_at| due_at > now + TimeDelta::seconds(80);
        if !all.iter().any(|one| one.due_at <= now || is_taken(one.due_at)) {
            return;
        }
        drop(tx);
        tokio::task::yield_now().await;
    }
    panic!("something is still to be sent");
}

async fn a_notice_reaches_the_device_and_says_little(api: Arc<Api>) {
    let mut service = Service::start(&api);
    let user = api.person(api.tenant, Role::EndUser).await;
    let (agent, ticket, number) = helped(&api, &user).await;
    let key = api.get(Some(&user), "/api/v1/push").await.expect(200).json()["public_key"].clone();
    assert_eq!(URL_SAFE_NO_PAD.decode(key.as_str().unwrap()).unwrap().len(), 65);
    subscribe(&api, &user, &format!("{}/push/one", service.at)).await.expect(201);
    comment(&api, &agent, &ticket, "We have replaced the toner.").await;
    let heard = service.next().await;
    assert_eq!(heard.path, "/push/one");
    let header = |name: &str| heard.headers[name].to_str().unwrap().to_owned();
    assert_eq!((header("content-encoding").as_str(), header("ttl").as_str()), ("aes128gcm", "86400"));
    assert!(header("authorization").starts_with("vapid t=ey"), "{}", header("authorization"));
    assert!(header("authorization").ends_with(&format!(", k={}", key.as_str().unwrap())));
    // What was said is read where one has signed in.
    assert_eq!(heard.said["title"], format!("The agent commented on {number}"));
    assert_eq!(heard.said["link"], format!("/portal?ticket={number}"));
    assert_eq!(heard.said.as_object().unwrap().len(), 3, "{}", heard.said);

    // How a ticket stands is an update too, and what one has done oneself is none.
    let any = [("if-match", "*")];
    let done = json!({ "status": "resolved" });
    api.call(Some(&agent), Method::PATCH, &ticket, &any, Some(&done)).await.expect(200);
    assert_eq!(service.next().await.said["title"], format!("{number} is resolved now"));
    api.post(Some(&user), &format!("{ticket}/reopen"), &json!({})).await.expect(200);
    comment(&api, &user, &ticket, "Not quite.").await;
    quiet(&api).await;
    assert!(service.heard.try_recv().is_err());

    // Somebody of the desk is led to the desk.
    subscribe(&api, &agent, &format!("{}/push/two", service.at)).await.expect(201);
    let made =
        api.post(Some(&user), "/api/v1/tickets", &json!({ "title": "Mouse" })).await.expect(201).json();
    api.app.pushes.notify_one();
    let heard = service.next().await;
    let link = format!("/desk/{}", made["number"].as_str().unwrap());
    assert_eq!((heard.path.as_str(), &heard.said["link"]), ("/push/two", &json!(link)));
}

async fn what_a_push_service_answers_decides_what_becomes_of_a_notice(api: Arc<Api>) {
    api.stop_the_clock();
    let mut service = Service::start(&api);
    let user = api.person(api.tenant, Role::EndUser).await;
    let (agent, ticket, _) = helped(&api, &user).await;
    subscribe(&api, &user, &format!("{}/push", service.at)).await.expect(201);
    let later = |seconds: i64| {
        api.wait(TimeDelta::seconds(seconds));
        api.app.pushes.notify_one();
    };

    // It asks to slow down, and then it is ill: the same notice comes again, each time later.
    service.will_answer(429, Some(120));
    service.will_answer(500, None);
    comment(&api, &agent, &ticket, "one").await;
    let first = service.next().await.said;
    quiet(&api).await;
    later(100);
    quiet(&api).await;
    assert!(service.heard.try_recv().is_err(), "not yet");
    later(25);
    assert_eq!(service.next().await.said, first);
    quiet(&api).await;
    later(65);
    assert_eq!(service.next().await.said, first);
    quiet(&api).await;
    later(3_600);
    quiet(&api).await;
    assert!(service.heard.try_recv().is_err(), "it has arrived");

    // What it will never take is not sent again; the device stays.
    service.will_answer(413, None);
    comment(&api, &agent, &ticket, "two").await;
    service.next().await;
    quiet(&api).await;
    later(3_600);
    quiet(&api).await;
    assert!(service.heard.try_recv().is_err());
    let user = api.sign_in(&user.email).await;
    assert_eq!(devices(&api, &user).await.len(), 1);

    // It is given up in the end.
    (0..6).for_each(|_| service.will_answer(503, None));
    comment(&api, &agent, &ticket, "three").await;
    for _ in 0..6 {
        service.next().await;
        quiet(&api).await;
        later(1_000);
    }
    quiet(&api).await;
    assert!(service.heard.try_recv().is_err());

    // What was read elsewhere calls nobody any more.
    service.will_answer(503, None);
    comment(&api, &agent, &ticket, "four").await;
    service.next().await;
    let user = api.sign_in(&user.email).await;
    let notes = api.get(Some(&user), "/api/v1/notifications?unread=true").await.expect(200).json();
    for note in notes["data"].as_array().unwrap() {
        let read = format!("/api/v1/notifications/{}/read", note["id"].as_str().unwrap());
        api.post(Some(&user), &read, &json!({})).await.expect(200);
    }
    quiet(&api).await;
    later(60);
    quiet(&api).await;
    assert!(service.heard.try_recv().is_err());

    // A browser that is gone is forgotten.
    for gone in [404, 410] {
        service.will_answer(gone, None);
        comment(&api, &agent, &ticket, &format!("gone {gone}")).await;
        service.next().await;
        for _ in 0..5_000 {
            if devices(&api, &user).await.is_empty() {
                break;
            }
            tokio::task::yield_now().await;
        }
        assert_eq!(devices(&api, &user).await, Vec::<Value>::new());
        subscribe(&api, &user, &format!("{}/push/again", service.at)).await.expect(201);
    }
}

async fn a_device_is_one_persons_until_they_sign_out_there(api: Arc<Api>) {
    let mut service = Service::start(&api);
    let user = api.person(api.tenant, Role::EndUser).await;
    let (agent, ticket, _) = helped(&api, &user).await;
    let endpoint = format!("{}/push/shared", service.at);
    let made = subscribe(&api, &user, &endpoint).await.expect(201).json();
    assert_eq!((&made["device"], &made["current"]), (&json!("test"), &json!(true)));
    subscribe(&api, &user, &endpoint).await.expect(201);
    assert_eq!(devices(&api, &user).await.len(), 1, "the same browser is one");
    // Whoever signs in at the same browser takes it over.
    let other = api.person(api.tenant, Role::EndUser).await;
    let theirs = subscribe(&api, &other, &endpoint).await.expect(201).json();
    assert_eq!(devices(&api, &user).await, Vec::<Value>::new());
    let place = format!("/api/v1/push/devices/{}", theirs["id"].as_str().unwrap());
    api.call(Some(&user), Method::DELETE, &place, &[], None).await.problem(404, "not_found");
    api.call(Some(&other), Method::DELETE, &place, &[], None).await.expect(204);
    api.call(Some(&other), Method::DELETE, &place, &[], None).await.problem(404, "not_found");

    for n in 0..12 {
        subscribe(&api, &user, &format!("{}/push/{n}", service.at)).await.expect(201);
    }
    assert_eq!(devices(&api, &user).await.len(), 10);
    // Signing out takes what was switched on there along, and nothing else.
    let again = api.sign_in(&user.email).await;
    let last = subscribe(&api, &again, &format!("{}/push/again", service.at)).await.expect(201).json();
    api.post(Some(&user), "/api/v1/auth/logout", &json!({})).await;
    let left = devices(&api, &again).await;
    assert_eq!((left.len(), &left[0]["id"]), (1, &last["id"]));
    comment(&api, &agent, &ticket, "hello").await;
    assert_eq!(service.next().await.path, "/push/again");
    quiet(&api).await;
    assert!(service.heard.try_recv().is_err());
}

async fn only_a_push_service_outside_and_keys_of_a_browser_are_taken(api: Arc<Api>) {
    let user = api.person(api.tenant, Role::EndUser).await;
    for endpoint in [
        "nowhere".to_owned(),
        "ftp://push.example.com/x".to_owned(),
        "http://push.example.com/x".to_owned(),
        "https://127.0.0.1/x".to_owned(),
        "https://10.1.2.3/x".to_owned(),
        "https://169.254.169.254/latest".to_owned(),
        "https://[::1]/x".to_owned(),
        "https://user:word@push.example.com/x".to_owned(),
        format!("https://push.example.com/{}", "x".repeat(2_048)),
    ] {
        let refused = subscribe(&api, &user, &endpoint).await.problem(422, "invalid");
        assert_eq!(refused["errors"][0]["field"], "endpoint", "{endpoint}");
    }
    for (p256dh, auth) in [("AAAA", AUTH), (PUBLIC, "AAAA"), ("", ""), (&PUBLIC.replace('B', "A"), AUTH)] {
        let body =
            json!({ "endpoint": "https://push.example.com/x", "keys": { "p256dh": p256dh, "auth": auth } });
        let refused = api.post(Some(&user), "/api/v1/push/devices", &body).await.problem(422, "invalid");
        assert_eq!(refused["errors"][0]["field"], "keys");
    }
    assert_eq!(devices(&api, &user).await, Vec::<Value>::new());
}
