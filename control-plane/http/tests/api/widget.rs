//! A flow on somebody else's page: what a builder sets, who may frame it, and what a visitor can reach.

use crate::harness::{Answer, Api, Engine, Person};
use crate::openapi::{is_visitors, operations, with_nothing};
use crate::stream::Reader;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use control_plane_app::Role;
use hmac::{Hmac, Mac};
use http::Method;
use serde_json::{Value, json};
use sha2::Sha256;
use std::sync::Arc;

crate::on_both_engines!(
    a_widget_is_saved_with_an_etag_and_its_origins_are_checked,
    a_page_may_be_framed_by_its_origins_only_and_an_unknown_one_by_nobody,
    a_visitor_talks_to_the_published_flow_and_sees_their_own_only,
    a_visitors_session_opens_no_other_route,
    a_session_lasts_an_hour_and_a_day_at_most_and_ends_with_its_widget,
    an_identity_is_believed_only_when_the_page_has_signed_it,
    a_visitor_without_an_address_gets_a_ticket_and_finds_nobodys,
    a_visitor_has_the_ticket_of_their_own_conversation_and_no_other,
);

const ANY: [(&str, &str); 1] = [("if-match", "*")];

pub async fn publish(api: &Api, name: &str, nodes: Value, edges: Value) -> Person {
    let lead = api.person(api.tenant, Role::TeamLead).await;
    api.post(Some(&lead), "/api/v1/flows", &json!({ "name": name })).await.expect(201);
    let document = json!({ "format": "flowright/1", "name": name, "nodes": nodes, "edges": edges });
    let path = format!("/api/v1/flows/{name}/draft");
    api.call(Some(&lead), Method::PUT, &path, &ANY, Some(&document)).await.expect(200);
    api.post(Some(&lead), &format!("/api/v1/flows/{name}/publish"), &json!({})).await.expect(201);
    lead
}

pub async fn echo(api: &Api, name: &str) -> Person {
    let nodes = json!([{ "id": "say", "kind": "reply", "config": { "text": "{{ user.name }}: {{ input.message }}" } }]);
    publish(api, name, nodes, json!([{ "from": "start", "to": "say" }])).await
}

async fn save(api: &Api, lead: &Person, flow: &str, widget: Value) -> Answer {
    let path = format!("/api/v1/flows/{flow}/channels/widget");
    api.call(Some(lead), Method::PUT, &path, &ANY, Some(&widget)).await
}

/// Switches a flow's widget on; its public id.
pub async fn switch_on(api: &Api, lead: &Person, flow: &str) -> String {
    let widget = json!({ "enabled": true, "origins": ["https://shop.example.com"], "title": "Help", "greeting": "Hello" });
    let channels = save(api, lead, flow, widget).await.expect(200).json();
    channels["widget"]["public_id"].as_str().unwrap().to_owned()
}

/// A browser with one widget open.
#[derive(Clone, Debug)]
pub struct Visit {
    pub at: String,
    pub cookie: String,
    pub csrf: String,
    session: Value,
}

async fn visit(api: &Api, public_id: &str, cookie: Option<&str>, body: Value) -> Answer {
    let path = format!("/api/v1/embed/{public_id}/session");
    let headers: Vec<_> = cookie.map(|cookie| ("cookie", cookie)).into_iter().collect();
    api.call(None, Method::POST, &path, &headers, Some(&body)).await
}

impl Visit {
    fn of(public_id: &str, answer: Answer) -> Self {
        let answer = answer.expect(200);
        let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        let session = answer.json();
        let csrf = session["csrf"].as_str().unwrap().to_owned();
        Self { at: format!("/api/v1/embed/{public_id}"), cookie, csrf, session }
    }

    pub async fn new(api: &Api, public_id: &str) -> Self {
        Self::of(public_id, visit(api, public_id, None, json!({})).await)
    }

    pub async fn call(&self, api: &Api, method: Method, path: &str, body: Option<Value>) -> Answer {
        let headers = [("cookie", self.cookie.as_str()), ("x-csrf-token", self.csrf.as_str())];
        api.call(None, method, &format!("{}{path}", self.at), &headers, body.as_ref()).await
    }

    pub async fn get(&self, api: &Api, path: &str) -> Answer {
        self.call(api, Method::GET, path, None).await
    }

    pub async fn post(&self, api: &Api, path: &str, body: Value) -> Answer {
        self.call(api, Method::POST, path, Some(body)).await
    }

    pub async fn begin(&self, api: &Api) -> String {
        let made = self.post(api, "/conversations", json!({})).await.expect(201).json();
        format!("/conversations/{}", made["id"].as_str().unwrap())
    }

    /// Says something and waits for what comes of it; the names of the events.
    async fn say(&self, api: &Api, conversation: &str, text: &str) -> Vec<Value> {
        let path = format!("{}{conversation}/messages", self.at);
        let headers = [("cookie", self.cookie.as_str()), ("x-csrf-token", self.csrf.as_str())];
        let body = json!({ "content": text });
        let reader = Reader::open_as(api, None, Method::POST, &path, &headers, Some(&body)).await;
        reader.all().await.into_iter().map(|frame| frame.data).collect()
    }
}

async fn a_widget_is_saved_with_an_etag_and_its_origins_are_checked(api: Arc<Api>) {
    let lead = echo(&api, "shop").await;
    let path = "/api/v1/flows/shop/channels";
    let fresh = api.get(Some(&lead), path).await.expect(200);
    assert_eq!(fresh.json()["chat"]["path"], "/chat/shop");
    assert_eq!(fresh.json()["widget"]["public_id"], Value::Null);
    for verb in ["rotate", "secret"] {
        let path = format!("{path}/widget/{verb}");
        api.post(Some(&lead), &path, &json!({})).await.problem(409, "conflict");
    }
    let wrong = json!({ "enabled": true, "accent": "red", "title": "x".repeat(81),
        "origins": ["https://ok.example.com", "https://*.example.com", "http://example.com", "https://a.com/b"] });
    let problem = save(&api, &lead, "shop", wrong).await.problem(422, "invalid");
    let fields: Vec<_> =
        problem["errors"].as_array().unwrap().iter().map(|e| e["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["origins[1]", "origins[2]", "origins[3]", "title", "accent"]);
    let many: Vec<_> = (0..21).map(|n| format!("https://s{n}.example.com")).collect();
    save(&api, &lead, "shop", json!({ "enabled": true, "origins": many })).await.problem(422, "invalid");

    let good = json!({ "enabled": true, "origins": ["HTTPS://Shop.Example.com:443/", "http://localhost:3000"],
        "accent": "#AABBCC", "position": "bottom_left" });
    let widget_path = format!("{path}/widget");
    let match_fresh = fresh.header("etag");
    let first = [("if-match", match_fresh.as_str())];
    let saved =
        api.call(Some(&lead), Method::PUT, &widget_path, &first, Some(&good)).await.expect(200).json();
    let widget = &saved["widget"];
    assert_eq!(widget["origins"], json!(["https://shop.example.com", "http://localhost:3000"]));
    assert_eq!((&widget["accent"], &widget["position"]), (&json!("#aabbcc"), &json!("bottom_left")));
    api.call(Some(&lead), Method::PUT, &widget_path, &first, Some(&good)).await.problem(412, "stale");
    api.call(Some(&lead), Method::PUT, &widget_path, &[], Some(&good))
        .await
        .problem(428, "if_match_required");

    let old = widget["public_id"].as_str().unwrap();
    assert_eq!(old.len(), 32, "128 bits");
    let rotate = format!("{path}/widget/rotate");
    let new = api.post(Some(&lead), &rotate, &json!({})).await.expect(200).json();
    assert_ne!(new["widget"]["public_id"], old);
    assert_eq!(api.get(None, &format!("/embed/{old}")).await.status, 404);
    let agent = api.person(api.tenant, Role::Agent).await;
    api.post(Some(&agent), &rotate, &json!({})).await.problem(403, "forbidden");

    let admin = api.person(api.tenant, Role::Admin).await;
    let audit = api.get(Some(&admin), "/api/v1/admin/audit-logs?limit=100").await.expect(200);
    for action in ["flow.widget_saved", "flow.widget_rotated"] {
        assert!(audit.text.contains(action), "{action}: {}", audit.text);
    }
}

async fn a_page_may_be_framed_by_its_origins_only_and_an_unknown_one_by_nobody(api: Arc<Api>) {
    let lead = echo(&api, "shop").await;
    let public_id = switch_on(&api, &lead, "shop").await;
    let page = api.get(None, &format!("/embed/{public_id}")).await;
    // Without a build of the Studio an honest page comes; who may frame it is the same.
    assert!([200, 503].contains(&page.status.as_u16()), "{}", page.text);
    let csp = page.header("content-security-policy");
    assert!(csp.ends_with("frame-ancestors 'self' https://shop.example.com"), "{csp}");
    assert!(csp.contains("script-src 'self'") && !csp.contains("unsafe"), "{csp}");
    assert_eq!(page.header("x-frame-options"), "");
    assert_eq!(page.header("cross-origin-resource-policy"), "cross-origin");

    save(&api, &lead, "shop", json!({ "enabled": false })).await.expect(200);
    let off = api.get(None, &format!("/embed/{public_id}")).await.expect(404);
    let unknown = api.get(None, "/embed/00000000000000000000000000000000").await.expect(404);
    assert_eq!(off.text, unknown.text);
    for (one, other) in [(&off, &unknown), (&unknown, &off)] {
        assert_eq!(one.headers.len(), other.headers.len());
        assert!(one.header("content-security-policy").ends_with("frame-ancestors 'none'"));
        assert_eq!(one.header("x-frame-options"), "DENY");
    }
    let off = visit(&api, &public_id, None, json!({})).await.problem(404, "not_found");
    let unknown = visit(&api, "nothing", None, json!({})).await.problem(404, "not_found");
    assert_eq!(off["detail"], unknown["detail"]);
    // Deleting the flow takes its widget away.
    let public_id = switch_on(&api, &lead, "shop").await;
    api.call(Some(&lead), Method::DELETE, "/api/v1/flows/shop", &[], None).await.expect(204);
    visit(&api, &public_id, None, json!({})).await.problem(404, "not_found");
}

async fn a_visitor_talks_to_the_published_flow_and_sees_their_own_only(api: Arc<Api>) {
    let lead = echo(&api, "shop").await;
    let public_id = switch_on(&api, &lead, "shop").await;
    let other = echo(&api, "other").await;
    let elsewhere = switch_on(&api, &other, "other").await;

    let opened = visit(&api, &public_id, None, json!({})).await.expect(200);
    let cookie = opened.header("set-cookie");
    assert!(cookie.contains(&format!("Path=/api/v1/embed/{public_id};")), "{cookie}");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    let path = format!("/api/v1/embed/{public_id}/session");
    let local = api.call(None, Method::POST, &path, &[("host", "localhost:8700")], None).await.expect(200);
    assert!(local.header("set-cookie").ends_with("SameSite=None; Secure; Partitioned"), "{local:?}");
    let ann = Visit::of(&public_id, opened);
    assert_eq!((&ann.session["title"], &ann.session["greeting"]), (&json!("Help"), &json!("Hello")));
    assert_eq!(ann.session["visitor"], json!({ "name": null, "identified": false }));
    // Without a title of its own it has the flow's, which is its name here.
    let plain = json!({ "enabled": true, "origins": ["https://shop.example.com"] });
    save(&api, &lead, "shop", plain).await.expect(200);
    assert_eq!(Visit::new(&api, &public_id).await.session["title"], "shop");

    let mine = ann.begin(&api).await;
    let events = ann.say(&api, &mine, "hi").await;
    assert!(events.iter().any(|data| data["content"] == "Visitor: hi"), "{events:#?}");
    let said = ann.get(&api, &format!("{mine}/messages")).await.expect(200).json();
    let answer = said["data"].as_array().unwrap().iter().find(|m| m["role"] == "assistant").unwrap().clone();
    let rate = format!("/messages/{}/feedback", answer["id"].as_str().unwrap());
    ann.post(&api, &rate, json!({ "rating": "up" })).await.expect(200);
    let cancel = format!("/runs/{}/cancel", answer["run_id"].as_str().unwrap());
    ann.post(&api, &cancel, json!({})).await.expect(202);
    assert_eq!(ann.get(&api, "/conversations").await.expect(200).json()["meta"]["total"], 1);

    // Neither another visitor, nor one of another widget, nor the same browser under the other widget.
    let bob = Visit::new(&api, &public_id).await;
    let eve = Visit::new(&api, &elsewhere).await;
    for stranger in [&bob, &eve] {
        assert_eq!(stranger.get(&api, "/conversations").await.expect(200).json()["meta"]["total"], 0);
        for path in [mine.clone(), format!("{mine}/messages"), format!("{mine}/events")] {
            stranger.get(&api, &path).await.problem(404, "not_found");
        }
        let word = json!({ "content": "mine now" });
        stranger.post(&api, &format!("{mine}/messages"), word).await.problem(404, "not_found");
        stranger.post(&api, &rate, json!({ "rating": "down" })).await.problem(404, "not_found");
        stranger.post(&api, &cancel, json!({})).await.problem(404, "not_found");
    }
    let crossed = Visit { at: eve.at.clone(), ..ann.clone() };
    crossed.get(&api, "/conversations").await.problem(401, "session_ended");

    // Without the value that only the frame's own script has, nothing changes.
    let forged = Visit { csrf: bob.csrf.clone(), ..ann.clone() };
    forged.post(&api, "/conversations", json!({})).await.problem(403, "csrf");
    // Which flow, which version: not the visitor's to say.
    for body in [json!({ "flow": "other" }), json!({ "draft": true })] {
        ann.post(&api, "/conversations", body).await.problem(422, "invalid");
    }
    // The desk sees the conversation.
    let agent = api.person(api.tenant, Role::Agent).await;
    api.get(Some(&agent), &format!("/api/v1{mine}")).await.expect(200);
}

async fn a_visitors_session_opens_no_other_route(api: Arc<Api>) {
    let lead = echo(&api, "shop").await;
    let public_id = switch_on(&api, &lead, "shop").await;
    let ann = Visit::new(&api, &public_id).await;
    let token = ann.cookie.split_once('=').unwrap().1.to_owned();
    let bearer = format!("Bearer {token}");
    let as_studio = format!("flowright_session={token}; flowright_csrf={}", ann.csrf);
    for (method, path, _) in operations() {
        if is_visitors(&path) || crate::openapi::is_public(&method, &path) {
            continue;
        }
        let address = with_nothing(&path);
        let body = (method != "GET" && method != "DELETE").then(|| json!({}));
        for (name, value) in [("cookie", &ann.cookie), ("cookie", &as_studio), ("authorization", &bearer)] {
            let headers = [(name, value.as_str()), ("x-csrf-token", ann.csrf.as_str()), ("if-match", "*")];
            let answer = api.call(None, method.parse().unwrap(), &address, &headers, body.as_ref()).await;
            assert_eq!(answer.status, 401, "{method} {path} with {name}: {}", answer.text);
        }
    }
    // And nobody's account is a visitor.
    let owner = api.person(api.tenant, Role::OrgOwner).await;
    for (method, path, _) in operations().into_iter().filter(|(_, path, _)| is_visitors(path)) {
        if crate::openapi::is_public(&method, &path) {
            continue;
        }
        let address = with_nothing(&path).replace(&uuid::Uuid::nil().to_string(), &public_id);
        let body = (method != "GET" && method != "DELETE").then(|| json!({}));
        let method: Method = method.parse().unwrap();
        let answer = api.call(Some(&owner), method, &address, &[], body.as_ref()).await;
        answer.problem(401, "unauthenticated");
    }
}

async fn a_session_lasts_an_hour_and_a_day_at_most_and_ends_with_its_widget(api: Arc<Api>) {
    api.stop_the_clock();
    let lead = echo(&api, "shop").await;
    let public_id = switch_on(&api, &lead, "shop").await;
    let mut ann = Visit::new(&api, &public_id).await;
    let mine = ann.begin(&api).await;
    // As long as the page is open and asks in time, it is the same visitor, for a day.
    for _ in 0..24 {
        api.wait(TimeDelta::minutes(59));
        let again = visit(&api, &public_id, Some(&ann.cookie), json!({})).await;
        ann = Visit::of(&public_id, again);
        ann.get(&api, &mine).await.expect(200);
    }
    api.wait(TimeDelta::minutes(30));
    ann.get(&api, &mine).await.problem(401, "session_ended");
    let next = Visit::of(&public_id, visit(&api, &public_id, Some(&ann.cookie), json!({})).await);
    next.get(&api, &mine).await.problem(404, "not_found");
    api.wait(TimeDelta::hours(1));
    next.get(&api, "/conversations").await.problem(401, "session_ended");

    let lead = api.sign_in(&lead.email).await;
    let bob = Visit::new(&api, &public_id).await;
    bob.call(&api, Method::DELETE, "/session", None).await.expect(204);
    bob.get(&api, "/conversations").await.expect(200);
    save(&api, &lead, "shop", json!({ "enabled": false })).await.expect(200);
    bob.get(&api, "/conversations").await.problem(401, "session_ended");
    switch_on(&api, &lead, "shop").await;
    bob.get(&api, "/conversations").await.expect(200);
    api.post(Some(&lead), "/api/v1/flows/shop/channels/widget/rotate", &json!({})).await.expect(200);
    bob.get(&api, "/conversations").await.problem(401, "session_ended");
}

/// As the server of an embedding page would write it.
fn signed(secret: &str, header: &Value, claims: &Value) -> String {
    let part = |json: &Value| URL_SAFE_NO_PAD.encode(json.to_string());
    let text = format!("{}.{}", part(header), part(claims));
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(text.as_bytes());
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

async fn an_identity_is_believed_only_when_the_page_has_signed_it(api: Arc<Api>) {
    let lead = echo(&api, "shop").await;
    let public_id = switch_on(&api, &lead, "shop").await;
    let (hs256, exp) =
        (json!({ "alg": "HS256", "typ": "JWT" }), (api.now() + TimeDelta::hours(1)).timestamp());
    let ada = json!({ "sub": "7", "name": "Ada", "email": "ada@shop.example.com", "exp": exp });
    let refused = async |identity: &str| {
        let body = json!({ "identity": identity });
        visit(&api, &public_id, None, body).await.problem(401, "identity_invalid");
    };
    refused(&signed("no secret yet", &hs256, &ada)).await;
    let path = "/api/v1/flows/shop/channels/widget/secret";
    let made = api.post(Some(&lead), path, &json!({})).await.expect(201).json();
    let secret = made["secret"].as_str().unwrap();
    let channels = api.get(Some(&lead), "/api/v1/flows/shop/channels").await.expect(200);
    assert_eq!(channels.json()["widget"]["identity_secret_set"], true);
    assert!(!channels.text.contains(secret), "told once");

    refused(&signed("another secret", &hs256, &ada)).await;
    let unsigned = signed(secret, &json!({ "alg": "none" }), &ada);
    refused(&unsigned).await;
    refused(&format!("{}.", unsigned.rsplit_once('.').unwrap().0)).await;
    refused(&signed(secret, &hs256, &json!({ "sub": "7", "name": "Ada" }))).await;
    refused(&signed(secret, &hs256, &json!({ "sub": "7", "exp": 1 }))).await;

    let identity = json!({ "identity": signed(secret, &hs256, &ada) });
    let first = Visit::of(&public_id, visit(&api, &public_id, None, identity.clone()).await);
    assert_eq!(first.session["visitor"], json!({ "name": "Ada", "identified": true }));
    let mine = first.begin(&api).await;
    let events = first.say(&api, &mine, "hi").await;
    assert!(events.iter().any(|data| data["content"] == "Ada: hi"), "{events:#?}");
    // In another browser, another time, it is the same person.
    let second = Visit::of(&public_id, visit(&api, &public_id, None, identity).await);
    second.get(&api, &mine).await.expect(200);
    let bob = json!({ "identity": signed(secret, &hs256, &json!({ "sub": "8", "exp": exp })) });
    let bob = Visit::of(&public_id, visit(&api, &public_id, Some(&first.cookie), bob).await);
    bob.get(&api, &mine).await.problem(404, "not_found");

    api.call(Some(&lead), Method::DELETE, path, &[], None).await.expect(204);
    refused(&signed(secret, &hs256, &ada)).await;
}

async fn a_visitor_without_an_address_gets_a_ticket_and_finds_nobodys(api: Arc<Api>) {
    let nodes = json!([
        { "id": "mine", "kind": "find_tickets", "config": { "requester": "{{ user.email }}" } },
        { "id": "make", "kind": "create_ticket", "config": { "title": "{{ input.message }}", "description": "x" } },
        { "id": "say", "kind": "reply", "config": { "text": "found {{ mine.count }}" } }
    ]);
    let edges = json!([{ "from": "start", "to": "mine" }, { "from": "mine", "to": "make" }, { "from": "make", "to": "say" }]);
    let lead = publish(&api, "shop", nodes, edges).await;
    let user = api.person(api.tenant, Role::EndUser).await;
    api.post(Some(&user), "/api/v1/tickets", &json!({ "title": "private" })).await.expect(201);
    let public_id = switch_on(&api, &lead, "shop").await;
    let ann = Visit::new(&api, &public_id).await;
    let mine = ann.begin(&api).await;
    let events = ann.say(&api, &mine, "The door is stuck").await;
    assert!(events.iter().any(|data| data["content"] == "found 0"), "{events:#?}");
    let agent = api.person(api.tenant, Role::Agent).await;
    let tickets = api.get(Some(&agent), "/api/v1/tickets").await.expect(200).json();
    let made = tickets["data"].as_array().unwrap().iter().find(|t| t["title"] == "The door is stuck");
    let made = made.unwrap_or_else(|| panic!("{tickets}"));
    let requester = &made["requester"];
    assert_eq!((&requester["id"], &requester["name"]), (&Value::Null, &json!("Visitor")), "{made}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sessions_and_words_are_rationed() {
    let api = Api::start_with_visits(Engine::Sqlite, 5).await;
    let lead = echo(&api, "shop").await;
    let public_id = switch_on(&api, &lead, "shop").await;
    let ann = Visit::new(&api, &public_id).await;
    let mut refused = None;
    for _ in 0..10 {
        let answer = visit(&api, &public_id, None, json!({})).await;
        if answer.status == 429 {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("a refusal");
    assert!(refused.header("retry-after").parse::<u64>().unwrap() >= 1);
    refused.problem(429, "rate_limited");
    let words = async || ann.post(&api, "/conversations", json!({})).await.status.as_u16();
    let mut answers = Vec::new();
    for _ in 0..10 {
        answers.push(words().await);
    }
    assert!(answers.starts_with(&[201]) && answers.contains(&429), "{answers:?}");
    ann.get(&api, "/conversations").await.expect(200);
    api.stop().await;
}

async fn a_visitor_has_the_ticket_of_their_own_conversation_and_no_other(api: Arc<Api>) {
    let nodes = json!([
        { "id": "make", "kind": "create_ticket", "config": { "title": "{{ input.message }}", "description": "inner words" } },
        { "id": "hear", "kind": "wait", "config": { "event": "ticket.replied", "key": "{{ make.number }}" } },
        { "id": "say", "kind": "reply", "config": { "text": "heard" } }
    ]);
    let edges = json!([{ "from": "start", "to": "make" }, { "from": "make", "to": "hear" }, { "from": "hear", "to": "say" }]);
    let lead = publish(&api, "shop", nodes, edges).await;
    let public_id = switch_on(&api, &lead, "shop").await;
    let ann = Visit::new(&api, &public_id).await;
    let mine = ann.begin(&api).await;
    ann.say(&api, &mine, "The door is stuck").await;
    let said = ann.get(&api, &format!("{mine}/messages")).await.expect(200).json();
    let card = said["data"].as_array().unwrap().iter().find(|m| m["kind"] == "ticket").unwrap().clone();
    let at = format!("/tickets/{}", card["data"]["number"].as_str().unwrap());
    let agent = api.person(api.tenant, Role::Agent).await;
    let desk = format!("/api/v1{at}");
    api.post(Some(&agent), &format!("{desk}/comments"), &json!({ "body": "for us", "internal": true }))
        .await
        .expect(201);
    api.post(Some(&agent), &format!("{desk}/comments"), &json!({ "body": "We come at ten." }))
        .await
        .expect(201);

    let seen = ann.get(&api, &at).await.expect(200);
    let ticket = seen.json();
    assert_eq!((&ticket["title"], &ticket["status"]), (&json!("The door is stuck"), &json!("new")));
    assert_eq!(ticket["comments"][0]["author"], json!({ "id": null, "name": "The agent" }));
    for hidden in ["for us", "inner words", "@example.com", "assignee"] {
        assert!(!seen.text.contains(hidden), "{hidden}: {}", seen.text);
    }
    let path = format!("{}{at}/attachments?name=door.txt", ann.at);
    let request = http::Request::post(path).header("cookie", &ann.cookie).header("x-csrf-token", &ann.csrf);
    let file = api.send(request.body(axum::body::Body::from("the door")).unwrap()).await.expect(201).json();
    let words = json!({ "body": "Thank you!", "attachments": [file["id"]] });
    ann.post(&api, &format!("{at}/comments"), words.clone()).await.expect(201);
    let place = format!("{at}/attachments/{}", file["id"].as_str().unwrap());
    assert_eq!(ann.get(&api, &place).await.expect(200).text, "the door");
    // The desk sees it, and the run that waits for it hears it.
    let told = api.get(Some(&agent), &desk).await.expect(200).json();
    assert_eq!(told["comments"][2]["attachments"], json!([file]));
    assert_eq!(told["comments"][2]["author"], json!({ "id": null, "name": "Visitor" }));
    for _ in 0..5_000 {
        if ann.get(&api, &format!("{mine}/messages")).await.expect(200).text.contains("heard") {
            break;
        }
        tokio::task::yield_now().await;
    }
    assert!(ann.get(&api, &format!("{mine}/messages")).await.text.contains("heard"));
    let internal = json!({ "body": "x", "internal": true });
    ann.post(&api, &format!("{at}/comments"), internal).await.problem(403, "forbidden");

    ann.post(&api, &format!("{at}/reopen"), json!({})).await.problem(409, "conflict");
    api.post(Some(&agent), &format!("{desk}/close"), &json!({})).await.expect(200);
    assert_eq!(ann.post(&api, &format!("{at}/reopen"), json!({})).await.expect(200).json()["status"], "open");

    // Neither somebody else's, nor one that came of no conversation of theirs.
    let user = api.person(api.tenant, Role::EndUser).await;
    let private =
        api.post(Some(&user), "/api/v1/tickets", &json!({ "title": "private" })).await.expect(201).json();
    let private = format!("/tickets/{}", private["number"].as_str().unwrap());
    let bob = Visit::new(&api, &public_id).await;
    for (who, at) in [(&bob, &at), (&ann, &private)] {
        who.get(&api, at).await.problem(404, "not_found");
        who.post(&api, &format!("{at}/comments"), json!({ "body": "mine now" }))
            .await
            .problem(404, "not_found");
        who.post(&api, &format!("{at}/reopen"), json!({})).await.problem(404, "not_found");
    }
    bob.get(&api, &place).await.problem(404, "not_found");
}
