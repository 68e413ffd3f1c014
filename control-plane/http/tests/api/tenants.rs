//! No tenant sees, changes or even notices what is another's.
//!
//! The first tenant gets one of everything, with a word in it that nobody else has. Then the owner of
//! the second tenant walks every operation of the OpenAPI document with the first one's ids: nothing
//! may succeed, nothing may contain the word, and afterwards everything is as it was. A new operation
//! with a new kind of id fails here until it has a fixture. What a path does not show is asked for
//! apart: ids in bodies, and the tools behind `/mcp`.

use crate::chat::indexed;
use crate::harness::{Api, Person};
use crate::openapi::{is_public, is_visitors, operations};
use axum::body::Body;
use control_plane_app::Role;
use control_plane_domain::message::{MessageKind, MessageRole};
use control_plane_domain::{ConversationId, MessageId, NotificationId, UserId};
use control_plane_store::approval_questions::{self, NewQuestion};
use control_plane_store::approvals::{self, Approval, ApprovalStatus, Seat};
use control_plane_store::messages::{self, NewMessage};
use control_plane_store::notifications::{self, NewNotification};
use control_plane_store::users;
use http::{Method, Request, header};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

crate::on_both_engines!(
    another_tenants_things_do_not_exist,
    another_tenants_ids_in_a_body_are_unknown,
    tools_over_mcp_reach_their_own_tenant_only,
);

/// In every fixture of the first tenant.
const WORD: &str = "zebrasecret";
/// Finds the first tenant's document by another word of it.
const SEARCH: &str = "/api/v1/kb/search?q=striped";
const MCP: [(&str, &str); 3] = [
    ("host", "localhost"),
    ("accept", "application/json, text/event-stream"),
    ("mcp-protocol-version", "2025-11-25"),
];

async fn another_tenants_things_do_not_exist(api: Arc<Api>) {
    let owner = api.person(api.tenant, Role::OrgOwner).await;
    let things = Things::make(&api, &owner).await;
    let stranger = api.person(api.other_tenant, Role::OrgOwner).await;
    // What nobody could find, its owner among them, would prove nothing.
    let found = api.get(Some(&owner), SEARCH).await.expect(200);
    assert!(found.text.contains(WORD), "{}", found.text);
    let before = things.look(&api, &owner).await;

    let mut leaks = Vec::new();
    for (method, path, _) in operations() {
        if is_public(&method, &path) || is_visitors(&path) || path.ends_with("/auth/logout") {
            continue;
        }
        let address = things.address(&path);
        let headers = [("if-match", "*")];
        let body = (method != "GET" && method != "DELETE").then(|| body(&method, &path));
        let asked: Method = method.parse().unwrap();
        let answer = api.call(Some(&stranger), asked, &address, &headers, body.as_ref()).await;
        let status = answer.status.as_u16();
        let is_theirs = path.contains('{') && !path.starts_with("/api/v1/tools/{tool}");
        if is_theirs && (answer.status.is_success() || status == 403 || status == 409) {
            leaks.push(format!("{method} {address} answers {status} to a stranger: {}", answer.text));
        }
        if is_theirs && method == "GET" && status != 404 {
            leaks.push(format!("{method} {address} should not exist for a stranger: {status}"));
        }
        // What the stranger said themselves may be repeated to them.
        let said =
            address.contains(WORD) || body.as_ref().is_some_and(|body| body.to_string().contains(WORD));
        if answer.text.contains(WORD) && !said {
            leaks.push(format!("{method} {address} shows the word: {}", answer.text));
        }
        for id in things.ids.values() {
            // A problem's `instance` repeats the address, which is the stranger's own knowledge.
            let elsewhere = answer.text.replace(&address, "");
            if id.len() > 30 && elsewhere.contains(id.as_str()) {
                leaks.push(format!("{method} {address} shows the id {id}: {}", answer.text));
            }
        }
    }
    assert!(leaks.is_empty(), "{}", leaks.join("\n"));
    assert_eq!(things.look(&api, &owner).await, before, "a stranger changed something");
}

async fn another_tenants_ids_in_a_body_are_unknown(api: Arc<Api>) {
    let owner = api.person(api.tenant, Role::OrgOwner).await;
    let things = Things::make(&api, &owner).await;
    let stranger = api.person(api.other_tenant, Role::OrgOwner).await;
    api.post(Some(&stranger), "/api/v1/flows", &json!({ "name": "own" })).await.expect(201);
    api.post(Some(&stranger), "/api/v1/flows/own/publish", &json!({ "message": "own" })).await.expect(201);
    let ticket = json!({ "title": "own", "description": "own" });
    let ticket = api.post(Some(&stranger), "/api/v1/tickets", &ticket).await.expect(201).json();
    let assign = format!("/api/v1/tickets/{}/assign", ticket["id"].as_str().unwrap());
    let (conversation, user) = (&things.ids["conversations/{id}"], &things.ids["users/{id}"]);
    for (path, body) in [
        ("/api/v1/flows/own/runs", json!({ "input": {}, "conversation_id": conversation })),
        ("/api/v1/conversations", json!({ "flow": things.ids["flows/{flow}"] })),
        ("/api/v1/tickets", json!({ "title": "own", "description": "own", "requester_id": user })),
        ("/api/v1/tickets", json!({ "title": "own", "description": "own", "assignee_id": user })),
        (assign.as_str(), json!({ "user_id": user })),
    ] {
        let answer = api.post(Some(&stranger), path, &body).await;
        assert!([404, 422].contains(&answer.status.as_u16()), "{path} {body}: {}", answer.text);
        assert!(!answer.text.contains(&owner.email), "{path}: {}", answer.text);
    }
}

async fn tools_over_mcp_reach_their_own_tenant_only(api: Arc<Api>) {
    let owner = api.person(api.tenant, Role::OrgOwner).await;
    let things = Things::make(&api, &owner).await;
    let stranger = api.person(api.other_tenant, Role::OrgOwner).await;
    let (base, ticket) = (&things.ids["bases/{base}"], &things.ids["tickets/{id}"]);
    let number = api.get(Some(&owner), &format!("/api/v1/tickets/{ticket}")).await.expect(200).json();
    for (tool, arguments) in [
        ("kb_search", json!({ "base": base, "query": "striped" })),
        ("find_tickets", json!({})),
        ("update_ticket", json!({ "ticket": number["number"], "comment": "taken over" })),
    ] {
        let call = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": { "name": tool, "arguments": arguments } });
        let own = api.call(Some(&owner), Method::POST, "/mcp", &MCP, Some(&call)).await.expect(200);
        assert!(own.text.contains(WORD), "{tool} works for its owner: {}", own.text);
        let theirs = api.call(Some(&stranger), Method::POST, "/mcp", &MCP, Some(&call)).await;
        assert!(!theirs.text.replace(base.as_str(), "").contains(WORD), "{tool}: {}", theirs.text);
    }
    let seen = api.get(Some(&owner), &format!("/api/v1/tickets/{ticket}")).await.expect(200);
    assert_eq!(seen.text.matches("taken over").count(), 1, "only its owner wrote: {}", seen.text);
}

/// One of everything.
struct Things {
    /// By the place in the path they belong to: `conversations/{id}`.
    ids: BTreeMap<&'static str, String>,
}

impl Things {
    async fn make(api: &Api, owner: &Person) -> Self {
        let v1 = |path: &str| format!("/api/v1{path}");
        let make = async |path: &str, body: Value| {
            let answer = api.post(Some(owner), &v1(path), &body).await;
            assert!(answer.status.is_success(), "{path}: {}", answer.text);
            answer.json()
        };
        let id = |thing: &Value| thing["id"].as_str().unwrap_or_else(|| panic!("no id: {thing}")).to_owned();
        let mut ids = BTreeMap::new();

        let flow = format!("{WORD}-flow");
        make("/flows", json!({ "name": flow, "title": WORD })).await;
        make(&format!("/flows/{flow}/publish"), json!({ "message": WORD })).await;
        ids.insert("flows/{flow}", flow.clone());
        ids.insert("versions/{version}", "1".to_owned());
        make(&format!("/flows/{flow}/branches"), json!({ "name": format!("{WORD}-branch") })).await;
        ids.insert("branches/{branch}", format!("{WORD}-branch"));

        let test = json!({
            "format": "flowright-test/1", "name": format!("{WORD}-test"),
            "turns": [{ "user": { "message": WORD }, "expect": { "path": { "ends": "completed" } } }]
        });
        make(&format!("/flows/{flow}/tests"), test).await;
        ids.insert("tests/{name}", format!("{WORD}-test"));
        let conversation = id(&make("/conversations", json!({ "flow": flow })).await);
        make(&format!("/conversations/{conversation}/messages"), json!({ "content": WORD })).await;
        let run = make(&format!("/flows/{flow}/runs?wait=5"), json!({ "input": { "message": WORD } })).await;
        ids.insert("runs/{id}", id(&run));
        ids.insert("nodes/{node}", "start".to_owned());
        let (approval, question) = approval(api, owner.id).await;
        ids.insert("approvals/{id}", approval);
        ids.insert("questions/{question}", question);
        ids.insert("attachments/{attachment}", attachment(api, owner, &conversation).await);
        make(&format!("/conversations/{conversation}/person"), json!({})).await;
        ids.insert("signals/{name}", "answer".to_owned());
        ids.insert("sources/{n}", "1".to_owned());

        let tab = Uuid::now_v7();
        let here = json!({ "tab": tab, "node": WORD });
        let path = v1(&format!("/flows/{flow}/presence"));
        api.call(Some(owner), Method::PUT, &path, &[], Some(&here)).await.expect(200);
        ids.insert("presence/{tab}", tab.to_string());
        let comment = make(&format!("/flows/{flow}/comments"), json!({ "text": WORD })).await;
        ids.insert("comments/{comment}", id(&comment));

        let point = Uuid::now_v7();
        let was = json!({
            "label": WORD, "at": "2026-01-05T10:00:00Z", "layout": { "nodes": {} },
            "flow": { "format": "flowright/1", "name": flow, "title": WORD }
        });
        let path = v1(&format!("/flows/{flow}/restore-points/{point}"));
        api.call(Some(owner), Method::PUT, &path, &[], Some(&was)).await.expect(201);
        ids.insert("restore-points/{point}", point.to_string());

        let base = format!("{WORD}-base");
        make("/kb/bases", json!({ "name": base, "title": WORD })).await;
        let text = json!({ "title": WORD, "text": format!("# {WORD}\n\nThe {WORD} is striped.") });
        let document = make(&format!("/kb/bases/{base}/documents"), text).await;
        indexed(api, owner, &base).await;
        ids.insert("bases/{base}", base);
        ids.insert("messages/{id}", answer(api, &conversation, &id(&document)).await);
        ids.insert("documents/{id}", id(&document));
        ids.insert("conversations/{id}", conversation);

        let ticket = make("/tickets", json!({ "title": WORD, "description": WORD })).await;
        ids.insert("tickets/{id}", id(&ticket));
        make(&format!("/tickets/{}/comments", id(&ticket)), json!({ "body": WORD })).await;
        ids.insert("attachments/{file}", ticket_file(api, owner, &id(&ticket)).await);

        let form = format!("{WORD}-form");
        let field = json!({ "name": "what", "label": WORD, "type": "text" });
        make("/forms", json!({ "name": form, "title": WORD, "version": 1, "fields": [field] })).await;
        ids.insert("forms/{name}", form);

        let url = "https://tools.example.com/mcp";
        let server = make("/tools/servers", json!({ "name": format!("{WORD}-tools"), "url": url })).await;
        ids.insert("servers/{id}", id(&server));
        ids.insert("tools/{tool}", "kb_search".to_owned());
        ids.insert("environments/{environment}", "production".to_owned());

        ids.insert("users/{id}", owner.id.to_string());
        let devices = api.get(Some(owner), &v1("/auth/devices")).await.expect(200).json();
        ids.insert("devices/{id}", id(&devices["data"][0]));

        let keys = json!({ "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4", "auth": "BTBZMqHH6r4Tts7J_aSIgg" });
        let endpoint = format!("https://push.example.com/{WORD}");
        let push = make("/push/devices", json!({ "endpoint": endpoint, "keys": keys })).await;
        ids.insert("devices/{device}", id(&push));

        let note = NotificationId::new(Uuid::now_v7());
        let tx = api.app.db.write(api.tenant).await.unwrap();
        let new =
            NewNotification { id: note, user: owner.id, key: WORD, subject: WORD, body: WORD, link: None };
        notifications::create(&tx, new, api.now()).await.unwrap();
        tx.commit().await.unwrap();
        ids.insert("notifications/{id}", note.to_string());
        Self { ids }
    }

    /// The path with the first tenant's ids in their places.
    fn address(&self, path: &str) -> String {
        let parts: Vec<_> = path.split('/').collect();
        let mut address: Vec<String> = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            if !part.starts_with('{') {
                address.push((*part).to_owned());
                continue;
            }
            let place = format!("{}/{part}", parts[at - 1]);
            let id = self.ids.get(place.as_str());
            address.push(id.unwrap_or_else(|| panic!("{path}: make a fixture for {place}")).clone());
        }
        // The one search: it must find nothing, rather than refuse an empty question.
        let address = address.join("/");
        if SEARCH.starts_with(&format!("{address}?")) { SEARCH.to_owned() } else { address }
    }

    /// What the first tenant sees of its own.
    async fn look(&self, api: &Api, owner: &Person) -> Vec<(String, Value)> {
        let mut seen = Vec::new();
        for (method, path, _) in operations() {
            if method != "GET" || !path.contains('{') || is_visitors(&path) {
                continue;
            }
            // Its run has ended, and goes nowhere any more.
            if path.ends_with("/migration") {
                continue;
            }
            let address = self.address(&path);
            if path.ends_with("/events") {
                // Endless, so only its beginning: to its owner it is there.
                let request = Request::get(&address)
                    .header(header::AUTHORIZATION, format!("Bearer {}", owner.access))
                    .header(header::ACCEPT, "text/event-stream");
                let opened = api.open(request.body(Body::empty()).unwrap()).await;
                assert_eq!(opened.status(), 200, "{address}");
                continue;
            }
            let answer = api.get(Some(owner), &address).await.expect(200);
            // A file is no JSON.
            let mut json = serde_json::from_str(&answer.text).unwrap_or(Value::String(answer.text));
            // The indexer works on beside the test, and looking is using.
            for moving in ["status", "chunks", "updated_at", "last_used_at", "error", "last_run"] {
                remove(&mut json, moving);
            }
            if !path.contains("/kb/") {
                seen.push((address, json));
            }
        }
        seen
    }
}

/// A file that was sent.
async fn attachment(api: &Api, owner: &Person, conversation: &str) -> String {
    let at = format!("/api/v1/conversations/{conversation}");
    let bearer = format!("Bearer {}", owner.access);
    let request = Request::post(format!("{at}/attachments?name={WORD}.txt"));
    let request = request.header(header::AUTHORIZATION, bearer).body(Body::from(WORD)).unwrap();
    let id = api.send(request).await.expect(201).json()["id"].as_str().unwrap().to_owned();
    let body = json!({ "content": WORD, "attachments": [id] });
    api.post(Some(owner), &format!("{at}/messages"), &body).await.expect(202);
    id
}

/// A file that was sent with a comment.
async fn ticket_file(api: &Api, owner: &Person, ticket: &str) -> String {
    let at = format!("/api/v1/tickets/{ticket}");
    let bearer = format!("Bearer {}", owner.access);
    let request = Request::post(format!("{at}/attachments?name={WORD}.txt"));
    let request = request.header(header::AUTHORIZATION, bearer).body(Body::from(WORD)).unwrap();
    let id = api.send(request).await.expect(201).json()["id"].as_str().unwrap().to_owned();
    let body = json!({ "body": WORD, "attachments": [id] });
    api.post(Some(owner), &format!("{at}/comments"), &body).await.expect(201);
    id
}

/// As a run would say it, with this document as its source.
async fn answer(api: &Api, conversation: &str, document: &str) -> String {
    let tx = api.app.db.write(api.tenant).await.unwrap();
    let answer = NewMessage {
        id: MessageId::new(Uuid::now_v7()),
        conversation: ConversationId::new(conversation.parse().unwrap()),
        origin: None,
        author: None,
        role: MessageRole::Assistant,
        kind: MessageKind::Text,
        content: WORD.to_owned(),
        citations: vec![json!({ "n": 1, "title": WORD, "excerpt": WORD, "document_id": document })],
        data: json!({}),
    };
    let said = messages::append(&tx, answer, api.now()).await.unwrap().unwrap().into_message();
    tx.commit().await.unwrap();
    said.id.to_string()
}

/// As a run would ask for it, and what somebody has asked back.
async fn approval(api: &Api, asked: UserId) -> (String, String) {
    let tx = api.app.db.write(api.tenant).await.unwrap();
    let email = users::find(&tx, asked).await.unwrap().unwrap().email.to_string();
    let approval = Approval {
        id: Uuid::now_v7(),
        run: Uuid::now_v7(),
        flow: WORD.to_owned(),
        node: "buy".to_owned(),
        iteration: 0,
        conversation: None,
        asker_name: String::new(),
        asker_email: String::new(),
        asker: None,
        title: WORD.to_owned(),
        details: json!({ "what": WORD }),
        hash: WORD.to_owned(),
        approvers: vec![Seat { email, role: String::new() }],
        mode: "any".to_owned(),
        decisions: Vec::new(),
        status: ApprovalStatus::Pending,
        until: None,
        as_of: 1,
        created_at: api.now(),
        updated_at: api.now(),
    };
    approvals::put(&tx, &approval).await.unwrap();
    let id = Uuid::now_v7();
    let question =
        NewQuestion { id, approval: approval.id, by: asked, by_name: WORD, by_email: WORD, text: WORD };
    approval_questions::ask(&tx, question, 9, api.now()).await.unwrap();
    tx.commit().await.unwrap();
    (approval.id.to_string(), id.to_string())
}

fn remove(json: &mut Value, name: &str) {
    match json {
        Value::Object(members) => {
            members.remove(name);
            members.values_mut().for_each(|member| remove(member, name));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| remove(item, name)),
        _ => {}
    }
}

/// A body that would be fine for one's own thing, so that the refusal is about whose it is.
fn body(method: &str, path: &str) -> Value {
    let path = path.trim_start_matches("/api/v1");
    match (method, path) {
        ("PUT", "/flows/{flow}/draft") => json!({ "format": "flowright/1", "name": format!("{WORD}-flow") }),
        ("PATCH", "/flows/{flow}/draft") => json!({ "title": "taken over" }),
        ("POST", "/flows/{flow}/branches") => json!({ "name": "mine" }),
        ("POST", "/flows/{flow}/branches/{branch}/merge" | "/flows/{flow}/branches/{branch}/update") => {
            json!({ "draft_etag": "x", "branch_etag": "x" })
        }
        ("PUT", "/flows/{flow}/channels/widget") => json!({ "enabled": true }),
        ("PUT", "/flows/{flow}/layout") => json!({ "nodes": {} }),
        ("PUT", "/flows/{flow}/restore-points/{point}") => {
            let flow = json!({ "format": "flowright/1", "name": format!("{WORD}-flow") });
            json!({ "label": "mine", "at": "2026-01-05T10:00:00Z", "layout": { "nodes": {} }, "flow": flow })
        }
        ("POST", "/flows/{flow}/check") => json!({ "format": "flowright/1", "name": format!("{WORD}-flow") }),
        ("POST", "/flows/{flow}/copy") => json!({ "nodes": [] }),
        ("POST", "/flows/{flow}/paste") => json!({ "fragment": { "from": "own", "nodes": [], "edges": [] } }),
        ("POST", "/flows/{flow}/upgrade") => json!({ "before": [] }),
        ("POST", "/flows/{flow}/runs") => json!({ "input": { "message": "hello" } }),
        ("POST", "/conversations") => json!({ "flow": format!("{WORD}-flow") }),
        ("POST", "/conversations/{id}/messages") => json!({ "content": "hello" }),
        ("POST", "/messages/{id}/feedback") => json!({ "rating": "up" }),
        ("POST", "/approvals/{id}/questions") => json!({ "question": "what for?" }),
        ("POST", "/approvals/{id}/questions/{question}/answer") => json!({ "answer": "mine" }),
        ("POST", "/approvals/{id}/decision") => json!({ "decision": "approve", "hash": WORD }),
        ("POST", "/runs/{id}/signals/{name}") => json!({ "payload": { "text": "yes" } }),
        ("POST", "/runs/{id}/migration") => json!({ "version": 1, "at_seq": 1 }),
        ("POST", "/kb/bases/{base}/documents") => json!({ "title": "mine", "text": "mine" }),
        ("PATCH", "/tickets/{id}") => json!({ "title": "taken over" }),
        ("POST", "/tickets/{id}/comments") => json!({ "body": "hello" }),
        ("POST", "/tickets/{id}/assign") => json!({ "user_id": null }),
        ("PUT", "/forms/{name}") => {
            json!({ "name": format!("{WORD}-form"), "title": "mine", "version": 1, "fields": [] })
        }
        ("PATCH", "/tools/servers/{id}") => json!({ "url": "https://elsewhere.example.com/mcp" }),
        ("PATCH", "/admin/users/{id}") => json!({ "name": "taken over" }),
        _ => json!({}),
    }
}
