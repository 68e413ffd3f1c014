//! Files in a conversation: what is taken, from whom, and who sees it.

use crate::harness::{Answer, Api, Person};
use crate::widget::{Visit, echo, publish, switch_on};
use axum::body::Body;
use chrono::TimeDelta;
use control_plane_app::Role;
use control_plane_app::chat::sweep_files;
use futures::StreamExt;
use http::{Method, Request, header};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

crate::on_both_engines!(
    a_file_goes_with_its_message_and_is_seen_by_whoever_sees_the_conversation,
    what_a_file_is_its_bytes_say,
    a_file_that_grows_too_large_is_given_up_on_its_way,
    the_same_key_is_the_same_file,
    a_file_is_sent_once_by_whoever_brought_it_and_there_is_room_for_so_many,
    what_nobody_sent_within_a_day_is_gone_and_equal_bytes_stay,
    files_answer_a_question_too,
    a_visitors_files_are_theirs_alone,
);

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n a picture";

async fn begin(api: &Api, who: &Person, flow: &str) -> String {
    let made = api.post(Some(who), "/api/v1/conversations", &json!({ "flow": flow })).await.expect(201);
    format!("/api/v1/conversations/{}", made.json()["id"].as_str().unwrap())
}

async fn send(api: &Api, at: &str, headers: &[(&str, &str)], name: &str, body: Body) -> Answer {
    let mut request = Request::post(format!("{at}/attachments?name={name}"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    api.send(request.body(body).unwrap()).await
}

async fn upload(api: &Api, who: &Person, at: &str, name: &str, bytes: &[u8]) -> Answer {
    let bearer = format!("Bearer {}", who.access);
    send(api, at, &[("authorization", &bearer)], name, Body::from(bytes.to_vec())).await
}

async fn kept(api: &Api, who: &Person, at: &str, name: &str, bytes: &[u8]) -> String {
    upload(api, who, at, name, bytes).await.expect(201).json()["id"].as_str().unwrap().to_owned()
}

async fn say(api: &Api, who: &Person, at: &str, text: &str, files: &[&str]) -> Answer {
    let body = json!({ "content": text, "attachments": files });
    api.post(Some(who), &format!("{at}/messages"), &body).await
}

/// Looks until somebody has said this.
async fn heard(api: &Api, who: &Person, at: &str, text: &str) -> Vec<Value> {
    let mut said = Vec::new();
    for _ in 0..5_000 {
        let page = api.get(Some(who), &format!("{at}/messages?limit=100")).await.expect(200).json();
        said = page["data"].as_array().unwrap().clone();
        if said.iter().any(|message| message["content"] == text) {
            return said;
        }
        tokio::task::yield_now().await;
    }
    panic!("nobody has said {text:?}: {said:#?}");
}

async fn a_file_goes_with_its_message_and_is_seen_by_whoever_sees_the_conversation(api: Arc<Api>) {
    let text = "{{ input.files[0].name }} {{ input.files[0].type }} {{ input.files[0].size }}";
    let nodes = json!([{ "id": "say", "kind": "reply", "config": { "text": text } }]);
    publish(&api, "files", nodes, json!([{ "from": "start", "to": "say" }])).await;
    let user = api.person(api.tenant, Role::EndUser).await;
    let agent = api.person(api.tenant, Role::Agent).await;
    let at = begin(&api, &user, "files").await;

    let rules = api.get(Some(&user), "/api/v1/conversations/file-rules").await.expect(200).json();
    assert_eq!((&rules["max_bytes"], &rules["max_files"]), (&json!(64 << 10), &json!(5)));
    assert_eq!(
        rules["types"][1],
        json!({ "kind": "jpeg", "type": "image/jpeg", "endings": ["jpg", "jpeg"] })
    );

    let made = upload(&api, &user, &at, "Gro%C3%9Fes%20Bild.png", PNG).await.expect(201);
    let file = made.json();
    assert_eq!(
        (&file["name"], &file["type"], &file["size"]),
        (&json!("Großes Bild.png"), &json!("image/png"), &json!(PNG.len()))
    );
    let place = made.header("location");
    // Whoever is writing sees it already; nobody else does.
    api.get(Some(&user), &place).await.expect(200);
    api.get(Some(&agent), &place).await.problem(404, "not_found");

    let sent = say(&api, &user, &at, "look", &[file["id"].as_str().unwrap()]).await.expect(202).json();
    assert_eq!(sent["message"]["attachments"], json!([file]));
    let words = format!("Großes Bild.png image/png {}", PNG.len());
    let said = heard(&api, &user, &at, &words).await;
    assert_eq!(said[0]["attachments"], json!([file]));
    assert_eq!(said[1]["attachments"], json!([]));

    let shown = api.get(Some(&agent), &place).await.expect(200);
    assert_eq!(shown.header("content-type"), "image/png");
    assert_eq!(shown.header("x-content-type-options"), "nosniff");
    assert!(shown.header("content-security-policy").contains("sandbox"));
    let disposition = "inline; filename=\"Gro_es Bild.png\"; filename*=UTF-8''Gro%C3%9Fes%20Bild.png";
    assert_eq!(shown.header("content-disposition"), disposition);
    let etag = shown.header("etag");
    let known = [("if-none-match", etag.as_str())];
    api.call(Some(&agent), Method::GET, &place, &known, None).await.expect(304);
    let list = api.get(Some(&agent), &format!("{at}/attachments")).await.expect(200).json();
    assert_eq!(list["data"], json!([file]));

    api.call(Some(&user), Method::DELETE, &place, &[], None).await.problem(409, "conflict");
    let other = api.person(api.tenant, Role::EndUser).await;
    let stranger = api.person(api.other_tenant, Role::OrgOwner).await;
    for nobody in [&other, &stranger] {
        api.get(Some(nobody), &place).await.problem(404, "not_found");
        api.get(Some(nobody), &format!("{at}/attachments")).await.problem(404, "not_found");
        upload(&api, nobody, &at, "a.png", PNG).await.problem(404, "not_found");
        api.call(Some(nobody), Method::DELETE, &place, &[], None).await.problem(404, "not_found");
    }
    // In another conversation of the same person it is nothing.
    let elsewhere = begin(&api, &user, "files").await;
    api.get(Some(&user), &place.replace(&at, &elsewhere)).await.problem(404, "not_found");
}

async fn what_a_file_is_its_bytes_say(api: Arc<Api>) {
    echo(&api, "shop").await;
    let user = api.person(api.tenant, Role::EndUser).await;
    let at = begin(&api, &user, "shop").await;
    for (name, bytes) in [
        ("a.png", &b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"[..]),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a.txt", b"<!doctype html><script>alert(1)</script>"),
        ("a.pdf", b"MZ\x90\0 a program"),
        ("a.zip", b"PK\x03\x04 anything"),
    ] {
        upload(&api, &user, &at, name, bytes).await.problem(415, "unsupported_media_type");
    }
    upload(&api, &user, &at, "a.txt", b"").await.problem(422, "invalid");
    let notes = upload(&api, &user, &at, "vpn.log", b"no carrier").await.expect(201);
    let shown = api.get(Some(&user), &notes.header("location")).await.expect(200);
    assert_eq!(shown.text, "no carrier");
    assert!(shown.header("content-disposition").starts_with("attachment;"), "{shown:?}");
    let program = upload(&api, &user, &at, "setup.exe", PNG).await.expect(201).json();
    assert_eq!(program["name"], "setup.exe.png");
}

async fn a_file_that_grows_too_large_is_given_up_on_its_way(api: Arc<Api>) {
    echo(&api, "shop").await;
    let user = api.person(api.tenant, Role::EndUser).await;
    let at = begin(&api, &user, "shop").await;
    let bearer = format!("Bearer {}", user.access);
    let announced = [("authorization", bearer.as_str()), ("content-length", "70000")];
    send(&api, &at, &announced, "a.log", Body::empty()).await.problem(413, "too_large");

    // Nobody said how long it is, and it would be ten times too long.
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = asked.clone();
    let pieces = futures::stream::iter(0..160).map(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
        Ok::<_, std::io::Error>(vec![b'x'; 4096])
    });
    let endless = Body::from_stream(pieces);
    send(&api, &at, &announced[..1], "a.log", endless).await.problem(413, "too_large");
    assert!(asked.load(Ordering::Relaxed) < 40, "read on: {asked:?}");

    // What breaks off is nothing, and its place is free.
    let broken = futures::stream::iter([Ok(vec![b'x'; 10]), Err(std::io::Error::other("gone"))]);
    send(&api, &at, &announced[..1], "a.log", Body::from_stream(broken)).await.problem(400, "malformed");
    let exact = vec![b'x'; 64 << 10];
    upload(&api, &user, &at, "a.log", &exact).await.expect(201);
}

async fn the_same_key_is_the_same_file(api: Arc<Api>) {
    echo(&api, "shop").await;
    let user = api.person(api.tenant, Role::EndUser).await;
    let at = begin(&api, &user, "shop").await;
    let bearer = format!("Bearer {}", user.access);
    let headers = [("authorization", bearer.as_str()), ("idempotency-key", "k1")];
    let once = send(&api, &at, &headers, "a.png", Body::from(PNG)).await.expect(201).json();
    let twice = send(&api, &at, &headers, "a.png", Body::from(PNG)).await.expect(201).json();
    assert_eq!(once, twice);
    send(&api, &at, &headers, "a.txt", Body::from("else")).await.problem(422, "idempotency_mismatch");
    let place = format!("{at}/attachments/{}", once["id"].as_str().unwrap());
    api.call(Some(&user), Method::DELETE, &place, &[], None).await.expect(204);
    api.call(Some(&user), Method::DELETE, &place, &[], None).await.problem(404, "not_found");
    api.get(Some(&user), &place).await.problem(404, "not_found");
}

async fn a_file_is_sent_once_by_whoever_brought_it_and_there_is_room_for_so_many(api: Arc<Api>) {
    let nodes = json!([
        { "id": "human", "kind": "handoff", "config": { "message": "One moment." } },
        { "id": "say", "kind": "reply", "config": { "text": "{{ human.text }}" } }
    ]);
    let edges = json!([{ "from": "start", "to": "human" }, { "from": "human.returned", "to": "say" }]);
    publish(&api, "helping", nodes, edges).await;
    let user = api.person(api.tenant, Role::EndUser).await;
    let agent = api.person(api.tenant, Role::Agent).await;
    let at = begin(&api, &user, "helping").await;
    let first = kept(&api, &user, &at, "1.txt", b"one").await;
    let theirs = kept(&api, &agent, &at, "2.txt", b"two").await;
    let nothing = uuid::Uuid::nil().to_string();
    for (files, field) in [
        (vec![first.as_str(), first.as_str()], "attachments[1]"),
        (vec![theirs.as_str()], "attachments[0]"),
        (vec![nothing.as_str()], "attachments[0]"),
        (vec![first.as_str(); 6], "attachments"),
    ] {
        let problem = say(&api, &user, &at, "", &files).await.problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], field, "{problem}");
    }
    say(&api, &user, &at, "", &[]).await.problem(422, "invalid");
    let answer = json!({ "answer": { "option": "yes" }, "attachments": [first] });
    api.post(Some(&user), &format!("{at}/messages"), &answer).await.problem(422, "invalid");

    // Files alone are a message; what it is called is what it says.
    say(&api, &user, &at, "", &[&first]).await.expect(202);
    say(&api, &user, &at, "again", &[&first]).await.problem(422, "invalid");
    let about = api.get(Some(&user), &at).await.expect(200).json();
    assert_eq!(about["title"], "1.txt");
    heard(&api, &user, &at, "One moment.").await;
    // While a person has the conversation, they send files, too.
    let said = say(&api, &agent, &at, "Fill this in.", &[&theirs]).await.expect(202).json();
    assert_eq!(said["message"]["attachments"][0]["name"], "2.txt");

    let mut waiting = Vec::new();
    for n in 0..10 {
        waiting.push(kept(&api, &user, &at, "n.txt", format!("{n}").as_bytes()).await);
    }
    upload(&api, &user, &at, "n.txt", b"11").await.problem(409, "conflict");
    let ids: Vec<_> = waiting.iter().map(String::as_str).collect();
    say(&api, &user, &at, "five", &ids[..5]).await.expect(202);
    // Twelve are there: the conversation is full.
    let full = upload(&api, &user, &at, "n.txt", b"12").await.problem(409, "conflict");
    assert!(full["detail"].as_str().unwrap().contains("all the files"), "{full}");
}

async fn what_nobody_sent_within_a_day_is_gone_and_equal_bytes_stay(api: Arc<Api>) {
    echo(&api, "shop").await;
    let user = api.person(api.tenant, Role::EndUser).await;
    let at = begin(&api, &user, "shop").await;
    let sent = kept(&api, &user, &at, "a.png", PNG).await;
    kept(&api, &user, &at, "same.png", PNG).await;
    kept(&api, &user, &at, "other.txt", b"other").await;
    say(&api, &user, &at, "hi", &[&sent]).await.expect(202);
    assert_eq!(sweep_files(&api.app, api.tenant).await.unwrap(), 0, "not yet");
    api.wait(TimeDelta::hours(20));
    let user = api.sign_in(&user.email).await;
    let fresh = kept(&api, &user, &at, "fresh.png", PNG).await;
    api.wait(TimeDelta::hours(5));
    assert_eq!(sweep_files(&api.app, api.other_tenant).await.unwrap(), 0);
    assert_eq!(sweep_files(&api.app, api.tenant).await.unwrap(), 2);
    let user = api.sign_in(&user.email).await;
    for id in [&sent, &fresh] {
        api.get(Some(&user), &format!("{at}/attachments/{id}")).await.expect(200);
    }
    let name = control_plane_store::blobs::BlobName::of(b"other");
    assert!(api.app.blobs.open(api.tenant, &name).await.unwrap().is_none(), "its bytes went with it");
}

async fn files_answer_a_question_too(api: Arc<Api>) {
    let nodes = json!([
        { "id": "ask", "kind": "ask_user", "config": { "question": "A screenshot, please." } },
        { "id": "say", "kind": "reply", "config": { "text": "got {{ ask.text }}" } }
    ]);
    let edges = json!([{ "from": "start", "to": "ask" }, { "from": "ask.answered", "to": "say" }]);
    publish(&api, "asking", nodes, edges).await;
    let user = api.person(api.tenant, Role::EndUser).await;
    let at = begin(&api, &user, "asking").await;
    say(&api, &user, &at, "help", &[]).await.expect(202);
    heard(&api, &user, &at, "A screenshot, please.").await;
    let file = kept(&api, &user, &at, "screen.png", PNG).await;
    let body = json!({ "attachments": [file] });
    let messages = format!("{at}/messages");
    let key = [("idempotency-key", "once")];
    let first = api.call(Some(&user), Method::POST, &messages, &key, Some(&body)).await.expect(202).json();
    assert_eq!(first["message"]["content"], "");
    assert_eq!(first["message"]["attachments"][0]["id"], json!(file));
    let again = api.call(Some(&user), Method::POST, &messages, &key, Some(&body)).await.expect(202).json();
    assert_eq!(first["message"]["id"], again["message"]["id"]);
    heard(&api, &user, &at, "got screen.png").await;
}

async fn a_visitors_files_are_theirs_alone(api: Arc<Api>) {
    let lead = echo(&api, "shop").await;
    let public_id = switch_on(&api, &lead, "shop").await;
    let other = echo(&api, "other").await;
    let elsewhere = switch_on(&api, &other, "other").await;
    let ann = Visit::new(&api, &public_id).await;
    let mine = ann.begin(&api).await;
    let rules = ann.get(&api, "/file-rules").await.expect(200).json();
    assert_eq!(rules["max_files"], 5);
    let at = format!("{}{mine}", ann.at);
    let cookies = [("cookie", ann.cookie.as_str()), ("x-csrf-token", ann.csrf.as_str())];
    // Without the value that only the frame's own script has, nothing comes in.
    send(&api, &at, &cookies[..1], "a.png", Body::from(PNG)).await.problem(403, "csrf");
    let made = send(&api, &at, &cookies, "a.png", Body::from(PNG)).await.expect(201);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(made.header("location"), format!("{at}/attachments/{id}"));
    let file = format!("{mine}/attachments/{id}");
    let body = json!({ "content": "look", "attachments": [id] });
    let sent = ann.post(&api, &format!("{mine}/messages"), body).await.expect(202).json();
    assert_eq!(sent["message"]["attachments"][0]["name"], "a.png");
    ann.get(&api, &file).await.expect(200);
    for stranger in [Visit::new(&api, &public_id).await, Visit::new(&api, &elsewhere).await] {
        stranger.get(&api, &file).await.problem(404, "not_found");
        let at = format!("{}{mine}", stranger.at);
        let cookies = [("cookie", stranger.cookie.as_str()), ("x-csrf-token", stranger.csrf.as_str())];
        send(&api, &at, &cookies, "a.png", Body::from(PNG)).await.problem(404, "not_found");
        stranger.call(&api, Method::DELETE, &file, None).await.problem(404, "not_found");
    }
    // The desk sees what came; the visitor's cookie opens nothing outside of the widget.
    let agent = api.person(api.tenant, Role::Agent).await;
    api.get(Some(&agent), &format!("/api/v1{file}")).await.expect(200);
    let outside = Request::get(format!("/api/v1{file}")).header(header::COOKIE, &ann.cookie);
    api.send(outside.body(Body::empty()).unwrap()).await.problem(401, "unauthenticated");
}
