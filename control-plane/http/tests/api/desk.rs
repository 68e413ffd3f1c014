//! Tickets, forms and notifications.

use crate::harness::{Api, Person};
use axum::body::Body;
use chrono::{DateTime, TimeDelta, Utc};
use control_plane_app::Role;
use http::{Method, Request, header};
use serde_json::{Value, json};
use std::sync::Arc;

crate::on_both_engines!(
    a_ticket_lives_from_its_making_to_its_reopening,
    a_requester_sees_their_own_tickets_and_nothing_internal,
    forms_are_versioned_and_checked,
    files_go_with_a_comment_and_are_seen_with_it,
    a_promised_word_is_due_from_the_last_one_and_by_priority,
    what_is_due_is_counted_in_opening_hours,
);

async fn make(api: &Api, who: &Person, title: &str) -> Value {
    let body = json!({ "title": title, "description": "It prints blank pages.", "category": "printing", "priority": "P2" });
    api.post(Some(who), "/api/v1/tickets", &body).await.expect(201).json()
}

fn path(ticket: &Value) -> String {
    format!("/api/v1/tickets/{}", ticket["id"].as_str().unwrap())
}

async fn a_ticket_lives_from_its_making_to_its_reopening(api: Arc<Api>) {
    let user = api.person(api.tenant, Role::EndUser).await;
    let agent = api.person(api.tenant, Role::Agent).await;
    let key = [("idempotency-key", "t-1")];
    let body = json!({ "title": "Printer", "priority": "P2" });
    let made = api.call(Some(&user), Method::POST, "/api/v1/tickets", &key, Some(&body)).await.expect(201);
    let again = api.call(Some(&user), Method::POST, "/api/v1/tickets", &key, Some(&body)).await.expect(201);
    assert_eq!(made.text, again.text);
    let ticket = made.json();
    assert_eq!((&ticket["status"], &ticket["requester"]["email"]), (&json!("new"), &json!(user.email)));
    assert_eq!(ticket["allowed_statuses"], json!(["open", "pending", "resolved", "closed"]));
    assert_eq!(made.header("location"), path(&ticket));
    let notes = api.get(Some(&agent), "/api/v1/notifications?unread=true").await.expect(200).json();
    assert_eq!(notes["meta"]["total"], 1, "{notes}");
    let note = notes["data"][0]["id"].as_str().unwrap();
    let read = format!("/api/v1/notifications/{note}/read");
    api.call(Some(&user), Method::POST, &read, &[], None).await.problem(404, "not_found");
    api.call(Some(&agent), Method::POST, &read, &[], None).await.expect(200);
    let notes = api.get(Some(&agent), "/api/v1/notifications?unread=true").await.expect(200).json();
    assert_eq!(notes["meta"]["total"], 0);

    let path = path(&ticket);
    let etag = api.get(Some(&agent), &path).await.expect(200).header("etag");
    let known = [("if-none-match", etag.as_str())];
    api.call(Some(&agent), Method::GET, &path, &known, None).await.expect(304);
    let matching = [("if-match", etag.as_str())];
    let patch = json!({ "status": "open", "fields": { "device": "HP-42" } });
    api.call(Some(&user), Method::PATCH, &path, &matching, Some(&patch)).await.problem(403, "forbidden");
    let open = api.call(Some(&agent), Method::PATCH, &path, &matching, Some(&patch)).await.expect(200).json();
    assert_eq!((&open["status"], &open["fields"]["device"]), (&json!("open"), &json!("HP-42")));
    let stale =
        api.call(Some(&agent), Method::PATCH, &path, &matching, Some(&json!({ "priority": "P1" }))).await;
    assert!(!stale.header("etag").is_empty() && stale.header("etag") != etag);
    stale.problem(412, "stale");
    api.call(Some(&agent), Method::PATCH, &path, &[], Some(&patch)).await.problem(428, "if_match_required");
    let any = [("if-match", "*")];
    api.call(Some(&agent), Method::PATCH, &path, &any, Some(&json!({ "status": "new" })))
        .await
        .problem(409, "conflict");
    let bad = json!({ "status": "asleep" });
    api.call(Some(&agent), Method::PATCH, &path, &any, Some(&bad)).await.problem(422, "invalid");
    let bad = json!({ "title": " " });
    let problem =
        api.call(Some(&agent), Method::PATCH, &path, &any, Some(&bad)).await.problem(422, "invalid");
    assert_eq!(problem["errors"][0]["field"], "title");

    let assign = format!("{path}/assign");
    let to = |person: &Person| json!({ "user_id": person.id.as_uuid() });
    api.post(Some(&agent), &assign, &to(&user)).await.problem(422, "invalid");
    let mine = api.post(Some(&agent), &assign, &to(&agent)).await.expect(200).json();
    assert_eq!(mine["assignee"]["email"], agent.email);
    let listed = api.get(Some(&agent), "/api/v1/tickets?assignee=me&status=open&priority=P2&q=print").await;
    assert_eq!(listed.expect(200).json()["meta"]["total"], 1);
    let none = api.get(Some(&agent), "/api/v1/tickets?assignee=me&status=closed").await.expect(200).json();
    assert_eq!(none["meta"]["total"], 0);
    api.get(Some(&agent), "/api/v1/tickets?sort=-password").await.problem(400, "unknown_parameter");
    api.get(Some(&agent), "/api/v1/tickets?assignee=nobody").await.problem(400, "unknown_parameter");

    api.call(Some(&agent), Method::POST, &format!("{path}/reopen"), &[], None).await.problem(409, "conflict");
    // By number, and by the one who asked for it.
    let number = format!("/api/v1/tickets/{}", ticket["number"].as_str().unwrap());
    let closed =
        api.call(Some(&user), Method::POST, &format!("{number}/close"), &[], None).await.expect(200).json();
    assert_eq!(closed["status"], "closed");
    assert!(!closed["resolved_at"].is_null());
    api.call(Some(&user), Method::POST, &format!("{number}/close"), &[], None).await.expect(200);
    let reopened =
        api.call(Some(&user), Method::POST, &format!("{number}/reopen"), &[], None).await.expect(200).json();
    assert_eq!((&reopened["status"], &reopened["resolved_at"]), (&json!("open"), &Value::Null));

    let history = api.get(Some(&agent), &format!("{path}/history")).await.expect(200).json();
    let told: Vec<_> =
        history["data"].as_array().unwrap().iter().map(|line| line["action"].as_str().unwrap()).collect();
    for action in ["created", "updated", "assigned", "closed", "reopened"] {
        assert!(told.contains(&action), "{action} in {told:?}");
    }
}

async fn a_requester_sees_their_own_tickets_and_nothing_internal(api: Arc<Api>) {
    let user = api.person(api.tenant, Role::EndUser).await;
    let neighbour = api.person(api.tenant, Role::EndUser).await;
    let agent = api.person(api.tenant, Role::Agent).await;
    let stranger = api.person(api.other_tenant, Role::OrgOwner).await;
    let ticket = make(&api, &user, "Printer").await;
    let path = path(&ticket);
    let comments = format!("{path}/comments");
    let say = |body: &str, internal: bool| json!({ "body": body, "internal": internal });

    api.post(Some(&agent), &comments, &say("The user is wrong, as usual.", true)).await.expect(201);
    api.post(Some(&agent), &comments, &say("We look into it.", false)).await.expect(201);
    api.post(Some(&user), &comments, &say("Thank you!", false)).await.expect(201);
    api.post(Some(&user), &comments, &say("sneaky", true)).await.problem(403, "forbidden");
    api.post(Some(&user), &comments, &say(" ", false)).await.problem(422, "invalid");

    let seen = api.get(Some(&user), &path).await.expect(200);
    assert!(!seen.text.contains("as usual"), "{}", seen.text);
    let bodies: Vec<_> =
        seen.json()["comments"].as_array().unwrap().iter().map(|c| c["body"].clone()).collect();
    assert_eq!(bodies, ["We look into it.", "Thank you!"]);
    assert_eq!(api.get(Some(&agent), &path).await.json()["comments"].as_array().unwrap().len(), 3);
    let history = api.get(Some(&user), &format!("{path}/history")).await.expect(200);
    assert!(!history.text.contains("commented"), "{}", history.text);
    let notes = api.get(Some(&user), "/api/v1/notifications").await.expect(200);
    assert!(notes.text.contains("We look into it.") && !notes.text.contains("as usual"), "{}", notes.text);

    for who in [&neighbour, &stranger] {
        for path in [
            path.clone(),
            format!("{path}/history"),
            format!("/api/v1/tickets/{}", ticket["number"].as_str().unwrap()),
        ] {
            api.get(Some(who), &path).await.problem(404, "not_found");
        }
        api.post(Some(who), &comments, &say("hello", false)).await.problem(404, "not_found");
        api.call(Some(who), Method::POST, &format!("{path}/close"), &[], None)
            .await
            .problem(404, "not_found");
        let listed = api.get(Some(who), "/api/v1/tickets?q=printer").await.expect(200).json();
        assert_eq!(listed["meta"]["total"], 0);
    }
    let for_other = json!({ "title": "x", "requester_id": neighbour.id.as_uuid() });
    api.post(Some(&user), "/api/v1/tickets", &for_other).await.problem(422, "invalid");
    let made = api.post(Some(&agent), "/api/v1/tickets", &for_other).await.expect(201).json();
    assert_eq!(made["requester"]["email"], neighbour.email);
}

async fn forms_are_versioned_and_checked(api: Arc<Api>) {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    let agent = api.person(api.tenant, Role::Agent).await;
    let field = json!({ "name": "summary", "label": "Summary", "type": "text", "required": true });
    let form = json!({ "name": "order", "title": "Order", "fields": [field] });
    api.post(Some(&agent), "/api/v1/forms", &form).await.problem(403, "forbidden");
    let made = api.post(Some(&lead), "/api/v1/forms", &form).await.expect(201);
    assert_eq!(made.json()["version"], 1);
    api.post(Some(&lead), "/api/v1/forms", &form).await.problem(409, "name_taken");
    let empty = json!({ "name": "empty", "fields": [{ "name": "a", "type": "select" }] });
    let problem = api.post(Some(&lead), "/api/v1/forms", &empty).await.problem(422, "invalid");
    assert_eq!(problem["errors"][0]["field"], "fields.a");

    let read = api.get(Some(&agent), "/api/v1/forms/order").await.expect(200);
    let (etag, mut next) = (read.header("etag"), form.clone());
    next["title"] = json!("Order something");
    let matching = [("if-match", etag.as_str())];
    let path = "/api/v1/forms/order";
    let saved = api.call(Some(&lead), Method::PUT, path, &matching, Some(&next)).await.expect(200).json();
    assert_eq!((&saved["version"], &saved["title"]), (&json!(2), &json!("Order something")));
    api.call(Some(&lead), Method::PUT, path, &matching, Some(&next)).await.problem(412, "stale");
    let listed = api.get(Some(&agent), "/api/v1/forms").await.expect(200).json();
    assert_eq!(listed["meta"]["total"], 1);
    let stranger = api.person(api.other_tenant, Role::OrgOwner).await;
    api.get(Some(&stranger), path).await.problem(404, "not_found");
}

async fn upload(api: &Api, who: &Person, at: &str, name: &str, bytes: &[u8]) -> crate::harness::Answer {
    let request = Request::post(format!("{at}/attachments?name={name}"));
    let request = request.header(header::AUTHORIZATION, format!("Bearer {}", who.access));
    api.send(request.body(Body::from(bytes.to_vec())).unwrap()).await
}

async fn files_go_with_a_comment_and_are_seen_with_it(api: Arc<Api>) {
    let user = api.person(api.tenant, Role::EndUser).await;
    let neighbour = api.person(api.tenant, Role::EndUser).await;
    let agent = api.person(api.tenant, Role::Agent).await;
    let ticket = make(&api, &user, "Printer").await;
    let path = path(&ticket);
    let number = format!("/api/v1/tickets/{}", ticket["number"].as_str().unwrap());
    let made = upload(&api, &user, &number, "blank.txt", b"blank pages").await.expect(201);
    let (file, place) = (made.json(), made.header("location"));
    assert_eq!(
        (&file["name"], &file["type"], &file["size"]),
        (&json!("blank.txt"), &json!("text/plain"), &json!(11))
    );
    // Whoever brought it sees it already; nobody else does.
    api.get(Some(&user), &place).await.expect(200);
    api.get(Some(&agent), &place).await.problem(404, "not_found");
    upload(&api, &neighbour, &path, "a.txt", b"a").await.problem(404, "not_found");
    upload(&api, &user, &path, "a.exe", b"MZ\x90\x00 program").await.expect(415);

    let comments = format!("{path}/comments");
    let with = |ids: Value| json!({ "body": "", "attachments": ids });
    api.post(Some(&user), &comments, &with(json!([]))).await.problem(422, "invalid");
    api.post(Some(&agent), &comments, &with(json!([file["id"]]))).await.problem(422, "invalid");
    let key = [("idempotency-key", "c-1")];
    let body = with(json!([file["id"]]));
    let said = api.call(Some(&user), Method::POST, &comments, &key, Some(&body)).await.expect(201);
    assert_eq!(said.json()["attachments"], json!([file]));
    api.post(Some(&user), &comments, &with(json!([file["id"]]))).await.problem(409, "conflict");
    api.call(Some(&user), Method::DELETE, &place, &[], None).await.problem(409, "conflict");
    let seen = api.get(Some(&agent), &path).await.expect(200).json();
    assert_eq!(seen["comments"][0]["attachments"], json!([file]));
    let shown = api.get(Some(&agent), &place).await.expect(200);
    assert_eq!((shown.text.as_str(), shown.header("content-type").as_str()), ("blank pages", "text/plain"));
    api.get(Some(&neighbour), &place).await.problem(404, "not_found");

    // What goes with an internal comment is internal.
    let note = upload(&api, &agent, &path, "note.txt", b"for us").await.expect(201);
    let internal = json!({ "body": "see", "internal": true, "attachments": [note.json()["id"]] });
    api.post(Some(&agent), &comments, &internal).await.expect(201);
    api.get(Some(&user), &note.header("location")).await.problem(404, "not_found");
    api.get(Some(&agent), &note.header("location")).await.expect(200);

    // What was never sent can be taken back, and goes by itself after a day.
    let back = upload(&api, &user, &path, "back.txt", b"back").await.expect(201).header("location");
    api.call(Some(&user), Method::DELETE, &back, &[], None).await.expect(204);
    let left = upload(&api, &user, &path, "left.txt", b"left").await.expect(201).header("location");
    api.wait(TimeDelta::hours(25));
    assert_eq!(control_plane_app::chat::sweep_files(&api.app, api.tenant).await.unwrap(), 1);
    let user = api.sign_in(&user.email).await;
    api.get(Some(&user), &left).await.problem(404, "not_found");
    api.get(Some(&user), &place).await.expect(200);
}

/// Until when a word is due.
async fn due(api: &Api, who: &Person, path: &str) -> Option<DateTime<Utc>> {
    let ticket = api.get(Some(who), path).await.expect(200).json();
    ticket["next_update_due"].as_str().map(|at| at.parse().unwrap())
}

async fn a_promised_word_is_due_from_the_last_one_and_by_priority(api: Arc<Api>) {
    api.stop_the_clock();
    let user = api.person(api.tenant, Role::EndUser).await;
    let agent = api.person(api.tenant, Role::Agent).await;
    let admin = api.person(api.tenant, Role::Admin).await;
    let path = path(&make(&api, &user, "Printer").await);
    assert_eq!(due(&api, &user, &path).await, None, "nothing is promised");
    let promises = "/api/v1/admin/desk-promises";
    let put = async |body: Value| api.call(Some(&admin), Method::PUT, promises, &[], Some(&body)).await;
    let refused = put(json!({ "P2": 0 })).await.problem(422, "invalid");
    assert_eq!(refused["errors"][0]["field"], "P2");
    put(json!({ "P1": 2, "P2": 8 })).await.expect(200);
    let read = api.get(Some(&admin), promises).await.expect(200).json();
    assert_eq!(read, json!({ "P1": 2, "P2": 8, "P3": null, "P4": null, "P5": null }));
    api.call(Some(&agent), Method::PUT, promises, &[], Some(&json!({}))).await.problem(403, "forbidden");
    let micros = |at: DateTime<Utc>| at.timestamp_micros();
    let is_in = |at: Option<DateTime<Utc>>, minutes: i64| {
        at.map(micros) == Some(micros(api.now() + TimeDelta::minutes(minutes)))
    };
    assert!(is_in(due(&api, &user, &path).await, 8));

    // What the requester or the desk's own note says is no word to them; what the desk says is.
    api.wait(TimeDelta::minutes(1));
    let comments = format!("{path}/comments");
    api.post(Some(&user), &comments, &json!({ "body": "Well?" })).await.expect(201);
    api.post(Some(&agent), &comments, &json!({ "body": "hm", "internal": true })).await.expect(201);
    assert!(is_in(due(&api, &user, &path).await, 7));
    api.post(Some(&agent), &comments, &json!({ "body": "We look into it." })).await.expect(201);
    assert!(is_in(due(&api, &user, &path).await, 8));
    let any = [("if-match", "*")];
    let patch =
        async |body: Value| api.call(Some(&agent), Method::PATCH, &path, &any, Some(&body)).await.expect(200);
    patch(json!({ "priority": "P1" })).await;
    assert!(is_in(due(&api, &user, &path).await, 2));
    // It is past, and still said.
    api.wait(TimeDelta::minutes(5));
    assert!(is_in(due(&api, &user, &path).await, -3));

    // While it waits for the requester nothing is due; when it is the desk's again, it begins anew.
    patch(json!({ "status": "pending" })).await;
    assert_eq!(due(&api, &user, &path).await, None);
    api.wait(TimeDelta::minutes(1));
    patch(json!({ "status": "open" })).await;
    assert!(is_in(due(&api, &user, &path).await, 2));
    patch(json!({ "status": "resolved" })).await;
    assert_eq!(due(&api, &user, &path).await, None);
    patch(json!({ "status": "open", "priority": "P4" })).await;
    assert_eq!(due(&api, &user, &path).await, None);
}

async fn what_is_due_is_counted_in_opening_hours(api: Arc<Api>) {
    let user = api.person(api.tenant, Role::EndUser).await;
    let admin = api.person(api.tenant, Role::Admin).await;
    let path = path(&make(&api, &user, "Printer").await);
    let put = async |what: &str, body: Value| {
        let path = format!("/api/v1/admin/desk-{what}");
        api.call(Some(&admin), Method::PUT, &path, &[], Some(&body)).await.expect(200)
    };
    put("promises", json!({ "P2": 60 })).await;
    let hours = json!({ "timezone": "UTC", "days": [1, 2, 3, 4, 5, 6, 7], "from": "09:00", "to": "10:00" });
    put("hours", json!({ "hours": hours })).await;
    // An hour of a desk that is there for one a day: what is left of today, and the rest tomorrow.
    let due = due(&api, &user, &path).await.unwrap();
    assert!((9 * 60..=10 * 60).contains(&(due.timestamp() / 60 % (24 * 60))), "{due}");
}
