//! Branches of a flow: drafts that several people share, brought together with the flow's own by meaning.

use crate::chat::turn;
use crate::harness::{Answer, Api, Person};
use control_plane_app::Role;
use http::Method;
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

crate::on_both_engines!(
    a_branch_is_a_draft_of_its_own,
    two_people_on_two_branches_meet_in_the_draft_and_keep_their_names,
    what_both_changed_is_a_node_and_a_field_and_waits_for_a_choice,
    a_branch_is_brought_up_to_the_draft,
    of_two_merges_at_once_neither_is_lost,
    a_branch_is_named_like_a_part_of_a_git_reference_and_there_are_not_too_many,
    a_branch_is_tried_without_the_draft,
);

const FLOW: &str = "/api/v1/flows/greeter";

fn document(hello: &str, bye: &str) -> Value {
    json!({
        "format": "flowright/1", "name": "greeter",
        "nodes": [
            { "id": "hello", "kind": "template", "config": { "text": hello } },
            { "id": "bye", "kind": "reply", "config": { "text": format!("{{{{ hello.text }}}} {bye}") } }
        ],
        "edges": [{ "from": "start", "to": "hello" }, { "from": "hello", "to": "bye" }]
    })
}

fn text(document: &Value, node: &str) -> String {
    let nodes = document["nodes"].as_array().unwrap();
    let node = nodes.iter().find(|one| one["id"] == node).unwrap_or_else(|| panic!("{document:#}"));
    node["config"]["text"].as_str().unwrap().to_owned()
}

async fn greeter(api: &Api) -> (Person, Person) {
    let ada = api.person(api.tenant, Role::TeamLead).await;
    let ben = api.person(api.tenant, Role::TeamLead).await;
    api.post(Some(&ada), "/api/v1/flows", &json!({ "name": "greeter" })).await.expect(201);
    save(api, &ada, "", &document("Hello", "Bye")).await;
    api.post(Some(&ada), &format!("{FLOW}/publish"), &json!({})).await.expect(201);
    (ada, ben)
}

fn of(branch: &str) -> String {
    if branch.is_empty() { String::new() } else { format!("?branch={branch}") }
}

/// Saves what was just read, and gives the new ETag.
async fn save(api: &Api, who: &Person, branch: &str, document: &Value) -> String {
    let path = format!("{FLOW}/draft{}", of(branch));
    let etag = api.get(Some(who), &path).await.expect(200).header("etag");
    let expected = [("if-match", etag.as_str())];
    let saved = api.call(Some(who), Method::PUT, &path, &expected, Some(document)).await.expect(200);
    saved.header("etag").trim_matches('"').to_owned()
}

async fn draft(api: &Api, who: &Person, branch: &str) -> (Value, String) {
    let read = api.get(Some(who), &format!("{FLOW}/draft{}", of(branch))).await.expect(200);
    (read.json(), read.header("etag").trim_matches('"').to_owned())
}

async fn begin(api: &Api, who: &Person, name: &str, from: Value) -> Value {
    let new = json!({ "name": name, "from": from });
    api.post(Some(who), &format!("{FLOW}/branches"), &new).await.expect(201).json()
}

/// Asks for a merge (or an update) of both as they are now.
async fn join(api: &Api, who: &Person, branch: &str, how: &str, more: Value) -> Answer {
    let mut body = more;
    body["draft_etag"] = json!(draft(api, who, "").await.1);
    body["branch_etag"] = json!(draft(api, who, branch).await.1);
    api.post(Some(who), &format!("{FLOW}/branches/{branch}/{how}"), &body).await
}

async fn branches(api: &Api, who: &Person) -> Value {
    api.get(Some(who), &format!("{FLOW}/branches")).await.expect(200).json()["data"].clone()
}

async fn a_branch_is_a_draft_of_its_own(api: Arc<Api>) {
    let (ada, ben) = greeter(&api).await;
    save(&api, &ada, "", &document("Hello there", "Bye")).await;
    let made = begin(&api, &ada, "idea", json!(1)).await;
    assert_eq!(
        (&made["base_version"], &made["changed"], &made["behind"]),
        (&json!(1), &json!(false), &json!(true))
    );
    assert_eq!(text(&draft(&api, &ben, "idea").await.0, "hello"), "Hello", "it begins from the version");
    assert_eq!(begin(&api, &ada, "other", json!("draft")).await["behind"], json!(false));

    let (_, before) = draft(&api, &ben, "idea").await;
    let etag = save(&api, &ben, "idea", &document("Hello", "So long")).await;
    assert_ne!(etag, before);
    assert_eq!(text(&draft(&api, &ada, "").await.0, "bye"), "{{ hello.text }} Bye", "the draft is as it was");
    // Somebody who has not seen it does not overwrite it.
    let (path, old) = (format!("{FLOW}/draft?branch=idea"), format!("\"{before}\""));
    let expected = [("if-match", old.as_str())];
    let late = api.call(Some(&ada), Method::PUT, &path, &expected, Some(&document("x", "y"))).await;
    assert_eq!(late.header("etag"), format!("\"{etag}\""));
    late.problem(412, "stale");

    let layout = json!({ "nodes": { "hello": { "x": 1.0, "y": 2.0 } } });
    let any = [("if-match", "*")];
    let path = format!("{FLOW}/layout?branch=idea");
    api.call(Some(&ben), Method::PUT, &path, &any, Some(&layout)).await.expect(200);
    let own = api.get(Some(&ben), &format!("{FLOW}/layout")).await.expect(200).json();
    assert_ne!(own["nodes"]["hello"], layout["nodes"]["hello"]);

    let authors = api.get(Some(&ada), &format!("{FLOW}/draft/authors?branch=idea")).await.expect(200).json();
    assert_eq!(authors["data"][0]["user"]["id"], json!(ben.id), "{authors:#}");
    assert_eq!(authors["data"][0]["places"][0]["node"], "bye", "{authors:#}");
    let changes = api.get(Some(&ada), &format!("{FLOW}/branches/idea/diff")).await.expect(200).json();
    assert_eq!(changes["diff"]["nodes"].as_array().unwrap().len(), 1, "{changes:#}");
    let changes = api.get(Some(&ada), &format!("{FLOW}/branches/idea/diff?against=draft")).await.expect(200);
    assert_eq!(changes.json()["diff"]["nodes"].as_array().unwrap().len(), 2);

    let tab = Uuid::now_v7();
    let here = json!({ "tab": tab, "branch": "idea", "node": "bye" });
    let seen = api.call(Some(&ben), Method::PUT, &format!("{FLOW}/presence"), &[], Some(&here)).await;
    let seen = seen.expect(200).json();
    assert_eq!(
        (&seen["draft_etag"], &seen["present"][0]["branch"]),
        (&json!(etag), &json!("idea")),
        "{seen:#}"
    );
    assert_eq!(seen["draft_by"]["id"], json!(ben.id), "{seen:#}");

    let path = format!("{FLOW}/branches/idea");
    api.call(Some(&ada), Method::DELETE, &path, &[], None).await.expect(204);
    api.get(Some(&ada), &format!("{FLOW}/draft?branch=idea")).await.problem(404, "not_found");
    api.call(Some(&ada), Method::DELETE, &path, &[], None).await.problem(404, "not_found");
}

async fn two_people_on_two_branches_meet_in_the_draft_and_keep_their_names(api: Arc<Api>) {
    let (ada, ben) = greeter(&api).await;
    begin(&api, &ada, "hello", json!("draft")).await;
    begin(&api, &ben, "bye", json!("draft")).await;
    save(&api, &ada, "hello", &document("Good day", "Bye")).await;
    save(&api, &ben, "bye", &document("Hello", "So long")).await;
    let merged = join(&api, &ben, "hello", "merge", json!({})).await.expect(200).json();
    assert_eq!(text(&merged["flow"], "hello"), "Good day");
    let merged = join(&api, &ben, "bye", "merge", json!({ "delete": true })).await.expect(200).json();
    assert_eq!(merged["branch_etag"], Value::Null);

    let (now, etag) = draft(&api, &ada, "").await;
    assert_eq!(merged["draft_etag"], json!(etag));
    assert_eq!(
        (text(&now, "hello").as_str(), text(&now, "bye").as_str()),
        ("Good day", "{{ hello.text }} So long")
    );
    let authors = api.get(Some(&ada), &format!("{FLOW}/draft/authors")).await.expect(200).json();
    let by = |node: &str| {
        let has = |one: &&Value| one["places"].as_array().unwrap().iter().any(|place| place["node"] == node);
        authors["data"].as_array().unwrap().iter().find(has).map(|one| one["user"]["id"].clone())
    };
    assert_eq!(by("hello"), Some(json!(ada.id)), "who merged did not write it: {authors:#}");
    assert_eq!(by("bye"), Some(json!(ben.id)), "{authors:#}");

    let left = branches(&api, &ada).await;
    assert_eq!(left.as_array().unwrap().len(), 1, "{left:#}");
    assert_eq!(
        (&left[0]["name"], &left[0]["changed"], &left[0]["behind"]),
        (&json!("hello"), &json!(false), &json!(true))
    );
    let versions = api.get(Some(&ada), &format!("{FLOW}/versions")).await.expect(200).json();
    assert_eq!(versions["meta"]["total"], json!(1), "nothing is published by it");
}

async fn what_both_changed_is_a_node_and_a_field_and_waits_for_a_choice(api: Arc<Api>) {
    let (ada, ben) = greeter(&api).await;
    begin(&api, &ben, "idea", json!("draft")).await;
    save(&api, &ben, "idea", &document("Salut", "So long")).await;
    save(&api, &ada, "", &document("Good day", "Bye")).await;
    let problem = join(&api, &ben, "idea", "merge", json!({})).await.problem(409, "merge_conflict");
    let conflicts = problem["conflicts"].as_array().unwrap();
    assert_eq!(conflicts.len(), 1, "{problem:#}");
    assert_eq!(conflicts[0]["place"]["node"]["id"], "hello", "{problem:#}");
    assert_eq!(
        (&conflicts[0]["base"], &conflicts[0]["ours"], &conflicts[0]["theirs"]),
        (&json!("Hello"), &json!("Good day"), &json!("Salut"))
    );
    assert_eq!(text(&draft(&api, &ada, "").await.0, "bye"), "{{ hello.text }} Bye", "all of it or nothing");

    let settled = json!({ "resolutions": [{ "place": conflicts[0]["place"], "choice": "ours" }] });
    let merged = join(&api, &ben, "idea", "merge", settled).await.expect(200).json();
    assert_eq!(text(&merged["flow"], "hello"), "Good day");
    assert_eq!(text(&merged["flow"], "bye"), "{{ hello.text }} So long");
    // What was decided once is not asked again.
    save(&api, &ben, "idea", &document("Good day", "Farewell")).await;
    let again = join(&api, &ben, "idea", "merge", json!({})).await.expect(200).json();
    assert_eq!(text(&again["flow"], "bye"), "{{ hello.text }} Farewell");

    save(&api, &ben, "idea", &document("Ciao", "Farewell")).await;
    save(&api, &ada, "", &document("Hi", "Farewell")).await;
    let wrong = json!({ "resolutions": [{ "place": conflicts[0]["place"], "choice": { "value": { "no": "text" } } }] });
    let answer = join(&api, &ben, "idea", "merge", wrong).await;
    assert!([200, 422].contains(&answer.status.as_u16()), "{}", answer.text);
}

async fn a_branch_is_brought_up_to_the_draft(api: Arc<Api>) {
    let (ada, ben) = greeter(&api).await;
    begin(&api, &ben, "idea", json!("draft")).await;
    save(&api, &ben, "idea", &document("Hello", "So long")).await;
    save(&api, &ada, "", &document("Good day", "Bye")).await;
    let (_, draft_before) = draft(&api, &ada, "").await;
    let updated = join(&api, &ben, "idea", "update", json!({})).await.expect(200).json();
    assert_eq!(text(&updated["flow"], "hello"), "Good day");
    assert_eq!(text(&updated["flow"], "bye"), "{{ hello.text }} So long");
    assert_eq!(draft(&api, &ada, "").await.1, draft_before, "the draft stays");
    let seen = branches(&api, &ada).await;
    assert_eq!((&seen[0]["changed"], &seen[0]["behind"]), (&json!(true), &json!(false)), "{seen:#}");
    let changes = api.get(Some(&ada), &format!("{FLOW}/branches/idea/diff")).await.expect(200).json();
    assert_eq!(changes["diff"]["nodes"].as_array().unwrap().len(), 1, "only its own change: {changes:#}");

    save(&api, &ada, "", &document("Hi", "Ciao")).await;
    let problem = join(&api, &ben, "idea", "update", json!({})).await.problem(409, "merge_conflict");
    assert_eq!(
        problem["conflicts"][0]["ours"], "{{ hello.text }} So long",
        "mine is the branch: {problem:#}"
    );
}

async fn of_two_merges_at_once_neither_is_lost(api: Arc<Api>) {
    let (ada, ben) = greeter(&api).await;
    begin(&api, &ada, "hello", json!("draft")).await;
    begin(&api, &ben, "bye", json!("draft")).await;
    save(&api, &ada, "hello", &document("Good day", "Bye")).await;
    save(&api, &ben, "bye", &document("Hello", "So long")).await;
    let ask = async |who: &Person, branch: &str, draft_etag: &str| {
        let branch_etag = draft(&api, who, branch).await.1;
        let body = json!({ "draft_etag": draft_etag, "branch_etag": branch_etag });
        api.post(Some(who), &format!("{FLOW}/branches/{branch}/merge"), &body).await
    };
    let (_, seen) = draft(&api, &ada, "").await;
    let (one, two) = tokio::join!(ask(&ada, "hello", &seen), ask(&ben, "bye", &seen));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412], "{} {}", one.text, two.text);
    let (late, branch) = if one.status == 412 { (&ada, "hello") } else { (&ben, "bye") };
    join(&api, late, branch, "merge", json!({})).await.expect(200);
    let (now, _) = draft(&api, &ada, "").await;
    assert_eq!(
        (text(&now, "hello").as_str(), text(&now, "bye").as_str()),
        ("Good day", "{{ hello.text }} So long")
    );

    // Neither does a save in the branch get lost to a merge that has not seen it.
    let stale = draft(&api, &ada, "hello").await.1;
    let (now, etag) = draft(&api, &ada, "").await;
    save(&api, &ada, "hello", &document("Hey", "So long")).await;
    let body = json!({ "draft_etag": etag, "branch_etag": stale, "delete": true });
    api.post(Some(&ada), &format!("{FLOW}/branches/hello/merge"), &body).await.problem(412, "stale");
    assert_eq!(text(&draft(&api, &ada, "hello").await.0, "hello"), "Hey");
    assert_eq!(draft(&api, &ada, "").await.0, now);
}

async fn a_branch_is_named_like_a_part_of_a_git_reference_and_there_are_not_too_many(api: Arc<Api>) {
    let (ada, _) = greeter(&api).await;
    let path = format!("{FLOW}/branches");
    for name in ["", "a b", "a..b", "../x", "x.lock", "-f", "draft"] {
        let problem = api.post(Some(&ada), &path, &json!({ "name": name })).await.problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], "name", "{problem:#}");
    }
    let problem =
        api.post(Some(&ada), &path, &json!({ "name": "x", "from": 9 })).await.problem(422, "invalid");
    assert_eq!(problem["errors"][0]["field"], "from", "{problem:#}");
    begin(&api, &ada, "b-0", json!("draft")).await;
    api.post(Some(&ada), &path, &json!({ "name": "b-0" })).await.problem(409, "name_taken");
    for n in 1..20 {
        begin(&api, &ada, &format!("b-{n}"), json!("draft")).await;
    }
    api.post(Some(&ada), &path, &json!({ "name": "one-more" })).await.problem(409, "conflict");
}

async fn a_branch_is_tried_without_the_draft(api: Arc<Api>) {
    let (ada, _) = greeter(&api).await;
    begin(&api, &ada, "idea", json!("draft")).await;
    save(&api, &ada, "idea", &document("Salut", "So long")).await;
    let run = json!({ "input": { "message": "x" }, "version": "draft", "branch": "idea" });
    let run = api.post(Some(&ada), &format!("{FLOW}/runs?wait=10"), &run).await.expect(200).json();
    let own = json!({ "input": { "message": "x" }, "version": "draft" });
    let own = api.post(Some(&ada), &format!("{FLOW}/runs?wait=10"), &own).await.expect(200).json();
    assert_eq!((&run["status"], &run["draft"]), (&json!("completed"), &json!(true)), "{run:#}");
    assert_ne!(run["hash"], own["hash"], "the branch's document ran");
    let run = json!({ "input": { "message": "x" }, "branch": "idea" });
    let problem = api.post(Some(&ada), &format!("{FLOW}/runs"), &run).await.problem(422, "invalid");
    assert_eq!(problem["errors"][0]["field"], "branch", "{problem:#}");

    let chat = json!({ "flow": "greeter", "draft": true, "branch": "idea" });
    let chat = api.post(Some(&ada), "/api/v1/conversations", &chat).await.expect(201).json();
    assert_eq!(chat["branch"], "idea");
    let frames = turn(&api, &ada, chat["id"].as_str().unwrap(), json!({ "content": "Hello?" })).await;
    assert!(format!("{frames:?}").contains("Salut So long"), "{frames:#?}");
    let other = json!({ "flow": "greeter", "draft": true, "branch": "nothing" });
    api.post(Some(&ada), "/api/v1/conversations", &other).await.problem(422, "invalid");
}
