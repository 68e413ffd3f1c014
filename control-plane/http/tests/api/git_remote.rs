//! A tenant's Git server: a builder in Studio and a developer with an editor, on the same flow.

use crate::git_server::{GitServer, TOKEN};
use crate::harness::{Api, Person};
use control_plane_app::Role;
use hmac::{Hmac, Mac};
use http::Method;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

crate::on_both_engines!(
    what_is_published_is_pushed_with_its_author_and_waits_for_a_server_that_refuses,
    what_is_published_goes_to_the_server_by_itself,
    what_somebody_pushes_becomes_a_version_with_their_name,
    a_push_that_does_not_check_is_refused_with_its_reasons_and_changes_nothing,
    edits_on_both_sides_that_do_not_touch_are_merged,
    a_conflict_is_a_node_and_a_field_and_waits_for_a_choice,
    a_webhook_is_believed_only_with_its_signature,
    an_address_that_cannot_be_a_git_server_is_refused_at_once,
);

const FLOW: &str = "/api/v1/flows/greeter";
const GIT: &str = "/api/v1/admin/git";

struct Place {
    lead: Person,
    admin: Person,
    server: GitServer,
}

async fn place(api: &Api) -> Place {
    let listener = api.outside.lock().unwrap().take().unwrap();
    let server = GitServer::start(listener);
    let lead = api.person(api.tenant, Role::TeamLead).await;
    let admin = api.person(api.tenant, Role::Admin).await;
    api.post(Some(&lead), "/api/v1/flows", &json!({ "name": "greeter" })).await.expect(201);
    Place { lead, admin, server }
}

fn document(hello: &str, bye: &str) -> Value {
    json!({
        "format": "flowright/1", "name": "greeter",
        "nodes": [
            { "id": "hello", "kind": "reply", "config": { "text": hello } },
            { "id": "bye", "kind": "reply", "config": { "text": bye } }
        ],
        "edges": [{ "from": "start", "to": "hello" }, { "from": "hello", "to": "bye" }]
    })
}

impl Place {
    async fn connect(&self, api: &Api, token: &str) {
        let body = json!({ "url": self.server.url, "username": "bot", "token": token });
        let saved = api.call(Some(&self.admin), Method::PUT, GIT, &[], Some(&body)).await.expect(200);
        assert!(!saved.text.contains(token), "a token is never shown");
    }

    async fn publish(&self, api: &Api, document: &Value, message: &str) {
        let any = [("if-match", "*")];
        let path = format!("{FLOW}/draft");
        api.call(Some(&self.lead), Method::PUT, &path, &any, Some(document)).await.expect(200);
        let body = json!({ "message": message });
        api.post(Some(&self.lead), &format!("{FLOW}/publish"), &body).await.expect(201);
    }

    async fn sync(&self, api: &Api, body: Value) -> Value {
        api.post(Some(&self.lead), &format!("{GIT}/sync"), &body).await.expect(200).json()
    }

    async fn draft(&self, api: &Api) -> Value {
        api.get(Some(&self.lead), &format!("{FLOW}/draft")).await.expect(200).json()
    }
}

async fn what_is_published_is_pushed_with_its_author_and_waits_for_a_server_that_refuses(api: Arc<Api>) {
    let place = place(&api).await;
    api.post(Some(&place.lead), &format!("{GIT}/sync"), &json!({})).await.problem(409, "conflict");
    place.publish(&api, &document("Hello", "Bye"), "A greeting").await;
    place.connect(&api, "wrong").await;
    let state = place.sync(&api, json!({})).await;
    assert_eq!(state["status"], "failed", "{state:#}");
    assert_eq!(state["message"], "the server does not accept the user name and token");

    place.connect(&api, TOKEN).await;
    place.server.protect();
    let state = place.sync(&api, json!({})).await;
    assert_eq!(state["status"], "failed", "{state:#}");
    assert!(state["message"].as_str().unwrap().contains("pre-receive hook declined"), "{state:#}");
    place.server.unprotect();
    let state = place.sync(&api, json!({})).await;
    assert_eq!((&state["status"], &state["local"]), (&json!("up_to_date"), &state["remote"]), "{state:#}");
    let author = place.server.clone_as("dana");
    let pushed: Value = serde_json::from_str(&author.read("flows/greeter/flow.json")).unwrap();
    assert_eq!(pushed["nodes"], document("Hello", "Bye")["nodes"]);
    assert!(
        place.server.log().contains(&format!("<{}>: A greeting", place.lead.email)),
        "{}",
        place.server.log()
    );
    let seen = api.get(Some(&place.admin), GIT).await.expect(200).json();
    assert_eq!(
        (&seen["token_set"], &seen["state"]["status"]),
        (&json!(true), &json!("up_to_date")),
        "{seen:#}"
    );
    // Another round has nothing to do.
    assert_eq!(place.sync(&api, json!({})).await["message"], "both are the same");
}

/// Whether the last round ended with the newest commit on both sides.
async fn pushed(api: &Api, place: &Place) -> bool {
    let seen = api.get(Some(&place.admin), GIT).await.expect(200).json();
    let state = &seen["state"];
    state["local"].is_string() && state["local"] == state["remote"]
}

async fn what_is_published_goes_to_the_server_by_itself(api: Arc<Api>) {
    let place = place(&api).await;
    place.connect(&api, TOKEN).await;
    let stop = CancellationToken::new();
    let rounds = tokio::spawn(control_plane_app::git_remote::run_git_sync(api.app.clone(), stop.clone()));
    place.publish(&api, &document("Hello", "Bye"), "A greeting").await;
    let arrived = async {
        // Up to date is also what nothing to push is called.
        while !pushed(&api, &place).await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), arrived).await.expect("it is pushed by itself");
    assert!(place.server.log().contains("A greeting"), "{}", place.server.log());
    stop.cancel();
    rounds.await.unwrap();
}

async fn what_somebody_pushes_becomes_a_version_with_their_name(api: Arc<Api>) {
    let place = place(&api).await;
    place.publish(&api, &document("Hello", "Bye"), "A greeting").await;
    place.connect(&api, TOKEN).await;
    place.sync(&api, json!({})).await;
    let dana = place.server.clone_as("dana");
    let test = |_| {
        json!({ "format": "flowright-test/1", "name": "polite", "turns": [{
            "user": { "message": "x" }, "expect": { "reply": { "contains": ["Good evening"] } } }] })
        .to_string()
    };
    dana.push("flows/greeter/tests/polite.json", test, "greeter: a test");
    dana.push("flows/greeter/flow.json", |text| text.replace("Hello", "Good day"), "greeter: more polite");
    dana.push("flows/greeter/NOTES.md", |_| "Ours.\n".to_owned(), "notes");
    let state = place.sync(&api, json!({})).await;
    assert_eq!((&state["status"], &state["taken"]), (&json!("up_to_date"), &json!(["greeter"])), "{state:#}");
    let version = api.get(Some(&place.lead), &format!("{FLOW}/versions/2")).await.expect(200).json();
    assert_eq!((&version["author"], &version["message"]), (&json!("dana"), &json!("greeter: more polite")));
    assert_eq!(version["document"]["nodes"][0]["config"]["text"], "Good day");
    assert_eq!((&version["checks"]["errors"], &version["findings"]), (&json!(0), &json!([])));
    assert_eq!((&version["tests"]["passed"], &version["tests"]["failing"]), (&json!(0), &json!(["polite"])));
    assert_eq!(
        place.draft(&api).await["nodes"][0]["config"]["text"],
        "Good day",
        "nobody had changed the draft"
    );
    assert_eq!(place.sync(&api, json!({})).await["taken"], json!([]), "once");

    // A flow that is new there, and a file of theirs that we leave alone.
    let other = |_| {
        json!({ "format": "flowright/1", "name": "other",
                "nodes": [{ "id": "a", "kind": "reply", "config": { "text": "x" } }],
                "edges": [{ "from": "start", "to": "a" }] })
        .to_string()
    };
    dana.push("flows/other/flow.json", other, "other: new");
    place.publish(&api, &document("Good day", "So long"), "So long").await;
    let state = place.sync(&api, json!({})).await;
    assert_eq!((&state["status"], &state["taken"]), (&json!("up_to_date"), &json!(["other"])), "{state:#}");
    api.get(Some(&place.lead), "/api/v1/flows/other/versions/1").await.expect(200);
    dana.pull();
    assert_eq!(dana.read("flows/greeter/NOTES.md"), "Ours.\n");
    assert!(dana.read("flows/greeter/flow.json").contains("So long"));
}

async fn a_push_that_does_not_check_is_refused_with_its_reasons_and_changes_nothing(api: Arc<Api>) {
    let place = place(&api).await;
    place.publish(&api, &document("Hello", "Bye"), "A greeting").await;
    place.connect(&api, TOKEN).await;
    place.sync(&api, json!({})).await;
    let dana = place.server.clone_as("dana");
    dana.push("flows/greeter/flow.json", |text| text.replace("\"Hello\"", "\"{{ nobody.text }}\""), "broken");
    dana.push("flows/Bad Name/flow.json", |_| "{}".to_owned(), "no flow");
    let state = place.sync(&api, json!({})).await;
    assert_eq!(state["status"], "refused", "{state:#}");
    let refused = state["refused"].as_array().unwrap();
    assert_eq!(refused.len(), 2, "all of it is told at once: {state:#}");
    let of = |flow: &str| refused.iter().find(|one| one["flow"] == flow).unwrap();
    assert_eq!(of("greeter")["findings"][0]["node"], "hello", "{state:#}");
    assert!(of("Bad Name")["reason"].as_str().unwrap().contains("Bad Name"));
    let versions = api.get(Some(&place.lead), &format!("{FLOW}/versions")).await.expect(200).json();
    assert_eq!(versions["meta"]["total"], 1);

    dana.push("flows/greeter/flow.json", |text| text.replace("{{ nobody.text }}", "Hi"), "mended");
    let path = "flows/Bad Name/flow.json";
    dana.push(path, |_| String::new(), "emptied");
    assert_eq!(place.sync(&api, json!({})).await["status"], "refused", "the other one is still there");
}

async fn edits_on_both_sides_that_do_not_touch_are_merged(api: Arc<Api>) {
    let place = place(&api).await;
    place.publish(&api, &document("Hello", "Bye"), "A greeting").await;
    place.connect(&api, TOKEN).await;
    place.sync(&api, json!({})).await;
    let dana = place.server.clone_as("dana");
    dana.push("flows/greeter/flow.json", |text| text.replace("Hello", "Good day"), "greeter: more polite");
    place.publish(&api, &document("Hello", "So long"), "So long").await;
    let state = place.sync(&api, json!({})).await;
    assert_eq!((&state["status"], &state["local"]), (&json!("up_to_date"), &state["remote"]), "{state:#}");
    assert_eq!(place.draft(&api).await["nodes"], document("Good day", "So long")["nodes"]);
    dana.pull();
    let merged: Value = serde_json::from_str(&dana.read("flows/greeter/flow.json")).unwrap();
    assert_eq!(merged["nodes"], document("Good day", "So long")["nodes"]);
    let log = place.server.log();
    assert!(
        log.contains("dana <dana@example.org>: greeter: more polite") && log.contains("So long"),
        "{log}"
    );
}

async fn a_conflict_is_a_node_and_a_field_and_waits_for_a_choice(api: Arc<Api>) {
    let place = place(&api).await;
    place.publish(&api, &document("Hello", "Bye"), "A greeting").await;
    place.connect(&api, TOKEN).await;
    place.sync(&api, json!({})).await;
    let dana = place.server.clone_as("dana");
    dana.push("flows/greeter/flow.json", |text| text.replace("Hello", "Salut"), "greeter: French");
    place.publish(&api, &document("Hallo", "Bye"), "German").await;
    let state = place.sync(&api, json!({})).await;
    assert_eq!(state["status"], "conflict", "{state:#}");
    let conflicts = state["conflicts"].as_array().unwrap();
    assert_eq!(conflicts.len(), 1, "{state:#}");
    let told = conflicts[0].to_string();
    assert!(told.contains("hello") && told.contains("text"), "a node and a field: {told}");
    assert!(told.contains("Salut") && told.contains("Hallo"), "{told}");
    let versions = api.get(Some(&place.lead), &format!("{FLOW}/versions")).await.expect(200).json();
    assert_eq!(versions["meta"]["total"], 2, "nothing was taken");

    let choices =
        json!({ "choices": { "greeter": [{ "place": conflicts[0]["place"], "choice": "theirs" }] } });
    let state = place.sync(&api, choices).await;
    assert_eq!((&state["status"], &state["local"]), (&json!("up_to_date"), &state["remote"]), "{state:#}");
    assert_eq!(place.draft(&api).await["nodes"][0]["config"]["text"], "Salut");
}

async fn a_webhook_is_believed_only_with_its_signature(api: Arc<Api>) {
    let place = place(&api).await;
    let body = json!({ "url": place.server.url, "token": TOKEN, "webhook_secret": "s3cr3t" });
    let saved = api.call(Some(&place.admin), Method::PUT, GIT, &[], Some(&body)).await.expect(200).json();
    let hook = saved["webhook_path"].as_str().unwrap();
    let delivery = json!({ "ref": "refs/heads/main" });
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(b"s3cr3t").unwrap();
    mac.update(delivery.to_string().as_bytes());
    let signature = hex::encode(mac.finalize().into_bytes());
    let send = |signature: String, path: String| {
        let (api, delivery) = (api.clone(), delivery.clone());
        async move {
            let headers = [("x-gitea-signature", signature.as_str())];
            api.call(None, Method::POST, &path, &headers, Some(&delivery)).await
        }
    };
    send(signature.clone(), hook.to_owned()).await.expect(202);
    send("00".repeat(32), hook.to_owned()).await.problem(401, "bad_signature");
    send(String::new(), hook.to_owned()).await.problem(401, "bad_signature");
    for other in ["yak", "nobody"] {
        send(signature.clone(), format!("/api/v1/hooks/git/{other}")).await.problem(401, "bad_signature");
    }
}

async fn an_address_that_cannot_be_a_git_server_is_refused_at_once(api: Arc<Api>) {
    let place = place(&api).await;
    for (body, field) in [
        (json!({ "url": "ssh://git@example.org/flows.git" }), "url"),
        (json!({ "url": "file:///etc" }), "url"),
        (json!({ "url": "https://bot:token@example.org/flows.git" }), "url"),
        (json!({ "url": "http://127.0.0.1:9/flows.git" }), "url"),
        (json!({ "url": place.server.url, "branch": "--upload-pack=x" }), "branch"),
    ] {
        let problem =
            api.call(Some(&place.admin), Method::PUT, GIT, &[], Some(&body)).await.problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], field, "{body}");
    }
    place.connect(&api, TOKEN).await;
    let elsewhere = json!({ "url": format!("{}x", place.server.url) });
    let problem =
        api.call(Some(&place.admin), Method::PUT, GIT, &[], Some(&elsewhere)).await.problem(422, "invalid");
    assert_eq!(problem["errors"][0]["field"], "token", "the token is not sent elsewhere");
    api.call(Some(&place.admin), Method::DELETE, GIT, &[], None).await.expect(204);
    let seen = api.get(Some(&place.admin), GIT).await.expect(200).json();
    assert_eq!((&seen["url"], &seen["token_set"]), (&json!(""), &json!(false)));
}
