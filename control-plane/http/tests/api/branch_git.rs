//! Branches in Git: one person in the product, another with plain `git`, on one branch.

use crate::git_server::{GitServer, TOKEN};
use crate::harness::{Api, Person};
use control_plane_app::Role;
use http::Method;
use serde_json::{Value, json};
use std::sync::Arc;

crate::on_both_engines!(
    a_branch_is_pushed_as_readable_commits_of_its_people,
    what_somebody_does_with_git_comes_back_into_the_branch,
    edits_of_both_meet_in_the_branch_and_a_conflict_waits_for_a_choice,
    what_is_no_flow_is_refused_and_findings_are_not,
    a_branch_begun_with_git_is_one_here_and_one_deleted_here_is_deleted_there,
);

const FLOW: &str = "/api/v1/flows/greeter";
const GIT: &str = "/api/v1/admin/git";
const IDEA: &str = "flows/greeter/idea";
const FILE: &str = "flows/greeter/flow.json";

struct Place {
    ada: Person,
    ben: Person,
    server: GitServer,
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

/// With a version, a remote and the branch `idea`.
async fn place(api: &Api) -> Place {
    let server = GitServer::start(api.outside.lock().unwrap().take().unwrap());
    let ada = api.person(api.tenant, Role::TeamLead).await;
    let ben = api.person(api.tenant, Role::TeamLead).await;
    let admin = api.person(api.tenant, Role::Admin).await;
    api.post(Some(&ada), "/api/v1/flows", &json!({ "name": "greeter" })).await.expect(201);
    let place = Place { ada, ben, server };
    place.save(api, &place.ada, "", &document("Hello", "Bye")).await;
    api.post(Some(&place.ada), &format!("{FLOW}/publish"), &json!({ "message": "A greeting" }))
        .await
        .expect(201);
    let body = json!({ "url": place.server.url, "username": "bot", "token": TOKEN });
    api.call(Some(&admin), Method::PUT, GIT, &[], Some(&body)).await.expect(200);
    place.sync(api, json!({})).await;
    place.begin(api, "idea").await;
    place
}

impl Place {
    async fn begin(&self, api: &Api, name: &str) {
        api.post(Some(&self.ada), &format!("{FLOW}/branches"), &json!({ "name": name })).await.expect(201);
    }

    async fn save(&self, api: &Api, who: &Person, branch: &str, document: &Value) {
        let any = [("if-match", "*")];
        let of = if branch.is_empty() { String::new() } else { format!("?branch={branch}") };
        let path = format!("{FLOW}/draft{of}");
        api.call(Some(who), Method::PUT, &path, &any, Some(document)).await.expect(200);
    }

    async fn commit(&self, api: &Api, who: &Person, message: &str) -> Value {
        let path = format!("{FLOW}/branches/idea/commit");
        api.post(Some(who), &path, &json!({ "message": message })).await.expect(200).json()
    }

    async fn sync(&self, api: &Api, body: Value) -> Value {
        api.post(Some(&self.ada), &format!("{GIT}/sync"), &body).await.expect(200).json()
    }

    async fn synced(&self, api: &Api) -> Value {
        let state = self.sync(api, json!({})).await;
        assert_eq!(state["status"], "up_to_date", "{state:#}");
        state
    }

    async fn texts(&self, api: &Api, branch: &str) -> (String, String) {
        let draft =
            api.get(Some(&self.ada), &format!("{FLOW}/draft?branch={branch}")).await.expect(200).json();
        let text = |at: usize| draft["nodes"][at]["config"]["text"].as_str().unwrap().to_owned();
        (text(0), text(1))
    }
}

fn both(hello: &str, bye: &str) -> (String, String) {
    (hello.to_owned(), bye.to_owned())
}

async fn a_branch_is_pushed_as_readable_commits_of_its_people(api: Arc<Api>) {
    let place = place(&api).await;
    place.save(&api, &place.ada, "idea", &document("Good day", "Bye")).await;
    let saved = place.commit(&api, &place.ada, "greeter: more polite").await;
    assert_eq!(saved["reference"], IDEA);
    place.save(&api, &place.ben, "idea", &document("Good day", "So long")).await;
    let second = place.commit(&api, &place.ben, "greeter: so long").await;
    assert_ne!(saved["commit"], second["commit"]);
    assert_eq!(
        place.commit(&api, &place.ben, "again").await["commit"],
        second["commit"],
        "nothing new to say"
    );
    place.synced(&api).await;
    let log = place.server.history(IDEA);
    assert!(log.contains(&format!("<{}>: greeter: more polite", place.ada.email)), "{log}");
    assert!(log.contains(&format!("<{}>: greeter: so long", place.ben.email)), "{log}");
    let changed: Vec<&str> = log.lines().filter(|line| line.starts_with(['+', '-'])).collect();
    let changed: Vec<&str> =
        changed.into_iter().filter(|line| !line.starts_with("+++") && !line.starts_with("---")).collect();
    assert_eq!(changed.len(), 4, "a changed text is a line less and a line more: {log}");
    assert!(!place.server.log().contains("more polite"), "main is as it was");

    // Merging is told there too, and nothing is published by it.
    let draft = api.get(Some(&place.ada), &format!("{FLOW}/draft")).await.header("etag");
    let branch = api.get(Some(&place.ada), &format!("{FLOW}/draft?branch=idea")).await.header("etag");
    let body = json!({ "draft_etag": draft.trim_matches('"'), "branch_etag": branch.trim_matches('"') });
    api.post(Some(&place.ada), &format!("{FLOW}/branches/idea/merge"), &body).await.expect(200);
    place.synced(&api).await;
    assert_eq!(place.server.branches(), [IDEA, "main"]);
}

async fn what_somebody_does_with_git_comes_back_into_the_branch(api: Arc<Api>) {
    let place = place(&api).await;
    place.save(&api, &place.ada, "idea", &document("Good day", "Bye")).await;
    place.commit(&api, &place.ada, "greeter: more polite").await;
    place.synced(&api).await;
    let dana = place.server.clone_as("dana");
    dana.switch(IDEA);
    assert!(dana.read(FILE).contains("Good day"));
    dana.push_to(IDEA, FILE, |text| text.replace("\"Bye\"", "\"Farewell\""), "greeter: farewell");
    // Not saved to Git: it is the branch's draft all the same.
    place.save(&api, &place.ada, "idea", &document("Good morning", "Bye")).await;
    let state = place.synced(&api).await;
    assert_eq!(state["taken"], json!(["greeter/idea"]), "{state:#}");
    assert_eq!(place.texts(&api, "idea").await, both("Good morning", "Farewell"));
    let authors =
        api.get(Some(&place.ada), &format!("{FLOW}/draft/authors?branch=idea")).await.expect(200).json();
    let of_git = authors["data"].as_array().unwrap().iter().find(|one| one["user"].is_null()).unwrap();
    assert_eq!(of_git["places"][0]["node"], "bye", "{authors:#}");
    assert_eq!(place.synced(&api).await["taken"], json!([]), "once");

    place.commit(&api, &place.ada, "greeter: in the morning").await;
    place.synced(&api).await;
    dana.switch(IDEA);
    assert!(dana.read(FILE).contains("Good morning") && dana.read(FILE).contains("Farewell"));
    let versions = api.get(Some(&place.ada), &format!("{FLOW}/versions")).await.expect(200).json();
    assert_eq!(versions["meta"]["total"], json!(1), "a branch publishes nothing");
}

async fn edits_of_both_meet_in_the_branch_and_a_conflict_waits_for_a_choice(api: Arc<Api>) {
    let place = place(&api).await;
    place.commit(&api, &place.ada, "greeter: an idea").await;
    place.synced(&api).await;
    let dana = place.server.clone_as("dana");
    dana.switch(IDEA);
    dana.push_to(IDEA, FILE, |text| text.replace("\"Bye\"", "\"Farewell\""), "greeter: farewell");
    place.save(&api, &place.ada, "idea", &document("Good day", "Bye")).await;
    place.commit(&api, &place.ada, "greeter: more polite").await;
    place.synced(&api).await;
    assert_eq!(place.texts(&api, "idea").await, both("Good day", "Farewell"));
    let log = place.server.history(IDEA);
    assert!(log.contains("greeter: farewell") && log.contains("greeter: more polite"), "{log}");

    dana.switch(IDEA);
    dana.push_to(IDEA, FILE, |text| text.replace("\"Farewell\"", "\"Adieu\""), "greeter: French");
    place.save(&api, &place.ben, "idea", &document("Good day", "Servus")).await;
    let state = place.sync(&api, json!({})).await;
    assert_eq!(state["status"], "conflict", "{state:#}");
    let conflict = &state["conflicts"][0];
    assert_eq!(
        (&conflict["flow"], &conflict["ours"]),
        (&json!("greeter/idea"), &json!("Servus")),
        "{state:#}"
    );
    assert_eq!(place.texts(&api, "idea").await, both("Good day", "Servus"), "nothing is lost meanwhile");
    let choices =
        json!({ "choices": { "greeter/idea": [{ "place": conflict["place"], "choice": "theirs" }] } });
    let state = place.sync(&api, choices).await;
    assert_eq!(state["status"], "up_to_date", "{state:#}");
    assert_eq!(place.texts(&api, "idea").await, both("Good day", "Adieu"));
}

async fn what_is_no_flow_is_refused_and_findings_are_not(api: Arc<Api>) {
    let place = place(&api).await;
    place.commit(&api, &place.ada, "greeter: an idea").await;
    place.synced(&api).await;
    let dana = place.server.clone_as("dana");
    dana.switch(IDEA);
    dana.push_to(IDEA, FILE, |text| text.replace("\"Bye\"", "\"{{ nobody.text }}\""), "half done");
    place.synced(&api).await;
    assert_eq!(place.texts(&api, "idea").await.1, "{{ nobody.text }}");
    let seen = api.get(Some(&place.ada), &format!("{FLOW}/branches")).await.expect(200).json();
    assert_ne!(seen["data"][0]["problems"]["errors"], json!(0), "{seen:#}");

    let before = place.texts(&api, "idea").await;
    dana.push_to(IDEA, FILE, |text| text.replacen('{', "[", 1), "broken");
    let state = place.sync(&api, json!({})).await;
    assert_eq!(state["status"], "refused", "{state:#}");
    assert_eq!(state["refused"][0]["flow"], "greeter/idea", "{state:#}");
    assert!(state["refused"][0]["reason"].as_str().unwrap().contains("no flow"), "{state:#}");
    assert_eq!(place.texts(&api, "idea").await, before);
    dana.push_to(IDEA, FILE, |text| text.replacen('[', "{", 1).replace("{{ nobody.text }}", "Bye"), "mended");
    place.synced(&api).await;
    assert_eq!(place.texts(&api, "idea").await.1, "Bye");
}

async fn a_branch_begun_with_git_is_one_here_and_one_deleted_here_is_deleted_there(api: Arc<Api>) {
    let place = place(&api).await;
    let dana = place.server.clone_as("dana");
    let other = "flows/greeter/other";
    dana.push_to(other, FILE, |text| text.replace("\"Bye\"", "\"Ciao\""), "greeter: Italian");
    place.save(&api, &place.ada, "", &document("Hey", "Bye")).await;
    let state = place.synced(&api).await;
    assert_eq!(state["taken"], json!(["greeter/other"]), "{state:#}");
    let changes = api.get(Some(&place.ada), &format!("{FLOW}/branches/other/diff")).await.expect(200).json();
    assert_eq!(
        changes["diff"]["nodes"].as_array().unwrap().len(),
        1,
        "since the version it comes from: {changes:#}"
    );

    place.commit(&api, &place.ada, "greeter: an idea").await;
    place.synced(&api).await;
    assert_eq!(place.server.branches(), [IDEA, other, "main"]);
    let path = format!("{FLOW}/branches/other");
    api.call(Some(&place.ada), Method::DELETE, &path, &[], None).await.expect(204);
    place.synced(&api).await;
    assert_eq!(place.server.branches(), [IDEA, "main"]);

    // Somebody has gone on with it: nothing of theirs is lost.
    dana.switch(IDEA);
    dana.push_to(IDEA, FILE, |text| text.replace("\"Bye\"", "\"Farewell\""), "greeter: farewell");
    let path = format!("{FLOW}/branches/idea");
    api.call(Some(&place.ada), Method::DELETE, &path, &[], None).await.expect(204);
    place.synced(&api).await;
    assert_eq!(place.texts(&api, "idea").await, both("Hello", "Farewell"));
}
