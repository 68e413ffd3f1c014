//! No tenant sees, changes or even notices what is another's.
//!
//! The first tenant gets one of everything, with a word in it that nobody else has. Then the owner of
//! the second tenant walks every operation of the OpenAPI document with the first one's ids: nothing
//! may succeed, nothing may contain the word, and afterwards everything is as it was. A new operation
//! with a new kind of id fails here until it has a fixture.

use crate::harness::{Api, Person};
use crate::openapi::{is_public, operations};
use control_plane_app::Role;
use control_plane_domain::{NotificationId, UserId};
use control_plane_store::approvals::{self, Approval, ApprovalStatus, Seat};
use control_plane_store::notifications::{self, NewNotification};
use control_plane_store::users;
use http::Method;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

crate::on_both_engines!(another_tenants_things_do_not_exist);

/// In every fixture of the first tenant.
const WORD: &str = "zebrasecret";

async fn another_tenants_things_do_not_exist(api: Arc<Api>) {
    let owner = api.person(api.tenant, Role::OrgOwner).await;
    let things = Things::make(&api, &owner).await;
    let stranger = api.person(api.other_tenant, Role::OrgOwner).await;
    let before = things.look(&api, &owner).await;

    let mut leaks = Vec::new();
    for (method, path, _) in operations() {
        if is_public(&method, &path) || path.ends_with("/auth/logout") {
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

        let conversation = id(&make("/conversations", json!({ "flow": flow })).await);
        let said = make(&format!("/conversations/{conversation}/messages"), json!({ "content": WORD })).await;
        ids.insert("messages/{id}", id(&said["message"]));
        let run = make(&format!("/flows/{flow}/runs?wait=5"), json!({ "input": { "message": WORD } })).await;
        ids.insert("runs/{id}", id(&run));
        ids.insert("nodes/{node}", "start".to_owned());
        ids.insert("approvals/{id}", approval(api, owner.id).await);
        ids.insert("conversations/{id}", conversation);
        ids.insert("signals/{name}", "answer".to_owned());

        let base = format!("{WORD}-base");
        make("/kb/bases", json!({ "name": base, "title": WORD })).await;
        let text = json!({ "title": WORD, "text": format!("# {WORD}\n\nThe {WORD} is striped.") });
        let document = make(&format!("/kb/bases/{base}/documents"), text).await;
        ids.insert("bases/{base}", base);
        ids.insert("documents/{id}", id(&document));

        let ticket = make("/tickets", json!({ "title": WORD, "description": WORD })).await;
        ids.insert("tickets/{id}", id(&ticket));
        make(&format!("/tickets/{}/comments", id(&ticket)), json!({ "body": WORD })).await;

        let form = format!("{WORD}-form");
        let field = json!({ "name": "what", "label": WORD, "type": "text" });
        make("/forms", json!({ "name": form, "title": WORD, "version": 1, "fields": [field] })).await;
        ids.insert("forms/{name}", form);

        let url = "https://tools.example.com/mcp";
        let server = make("/tools/servers", json!({ "name": format!("{WORD}-tools"), "url": url })).await;
        ids.insert("servers/{id}", id(&server));
        ids.insert("tools/{tool}", "kb_search".to_owned());

        ids.insert("users/{id}", owner.id.to_string());
        let devices = api.get(Some(owner), &v1("/auth/devices")).await.expect(200).json();
        ids.insert("devices/{id}", id(&devices["data"][0]));

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
        if address == "/api/v1/kb/search" { format!("{address}?q=striped%20{WORD}") } else { address }
    }

    /// What the first tenant sees of its own.
    async fn look(&self, api: &Api, owner: &Person) -> Vec<(String, Value)> {
        let mut seen = Vec::new();
        for (method, path, _) in operations() {
            let is_look = method == "GET" && path.contains('{') && !path.ends_with("/events");
            if !is_look {
                continue;
            }
            let address = self.address(&path);
            let answer = api.get(Some(owner), &address).await.expect(200);
            let mut json = answer.json();
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

/// As a run would ask for it.
async fn approval(api: &Api, asked: UserId) -> String {
    let tx = api.app.db.write(api.tenant).await.unwrap();
    let email = users::find(&tx, asked).await.unwrap().unwrap().email.to_string();
    let approval = Approval {
        id: Uuid::now_v7(),
        run: Uuid::now_v7(),
        flow: WORD.to_owned(),
        node: "buy".to_owned(),
        iteration: 0,
        conversation: None,
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
    tx.commit().await.unwrap();
    approval.id.to_string()
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
        ("PUT", "/flows/{flow}/layout") => json!({ "nodes": {} }),
        ("POST", "/flows/{flow}/check") => json!({ "format": "flowright/1", "name": format!("{WORD}-flow") }),
        ("POST", "/flows/{flow}/runs") => json!({ "input": { "message": "hello" } }),
        ("POST", "/conversations") => json!({ "flow": format!("{WORD}-flow") }),
        ("POST", "/conversations/{id}/messages") => json!({ "content": "hello" }),
        ("POST", "/messages/{id}/feedback") => json!({ "rating": "up" }),
        ("POST", "/approvals/{id}/decision") => json!({ "decision": "approve", "hash": WORD }),
        ("POST", "/runs/{id}/signals/{name}") => json!({ "payload": { "text": "yes" } }),
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
