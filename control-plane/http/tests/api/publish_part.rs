//! A draft of several people: one publishes what they mean to, the rest stays.

use crate::harness::{Api, Person};
use control_plane_app::Role;
use http::Method;
use serde_json::{Value, json};
use std::sync::Arc;

crate::on_both_engines!(
    only_the_chosen_authors_changes_are_published_and_the_rest_stays,
    what_cannot_be_taken_apart_is_said_and_nothing_is_published,
    a_part_with_errors_is_refused_with_its_findings,
    publishing_one_part_and_then_the_other_gives_what_publishing_all_gives,
);

const FLOW: &str = "/api/v1/flows/shared";

fn document(hello: &str, bye: &str) -> Value {
    json!({
        "format": "flowright/1", "name": "shared",
        "nodes": [
            { "id": "hello", "kind": "reply", "config": { "text": hello } },
            { "id": "bye", "kind": "reply", "config": { "text": bye } }
        ],
        "edges": [{ "from": "start", "to": "hello" }, { "from": "hello", "to": "bye" }]
    })
}

async fn save(api: &Api, who: &Person, document: &Value) {
    let any = [("if-match", "*")];
    api.call(Some(who), Method::PUT, &format!("{FLOW}/draft"), &any, Some(document)).await.expect(200);
}

/// Published by one, with a test; two people to change it.
async fn flow(api: &Api) -> (Person, Person) {
    let ada = api.person(api.tenant, Role::TeamLead).await;
    let ben = api.person(api.tenant, Role::TeamLead).await;
    api.post(Some(&ada), "/api/v1/flows", &json!({ "name": "shared" })).await.expect(201);
    let only = json!({ "only_authors": [ada.id] });
    let first = api.post(Some(&ada), &format!("{FLOW}/publish"), &only).await.problem(422, "invalid");
    assert_eq!(first["errors"][0]["field"], "only_authors", "there is no version to take a part after");
    save(api, &ada, &document("Hello", "Bye")).await;
    let test = json!({
        "format": "flowright-test/1", "name": "greets",
        "turns": [{ "user": { "message": "x" }, "expect": { "reply": { "contains": ["Hello"] } } }]
    });
    api.post(Some(&ada), &format!("{FLOW}/tests"), &test).await.expect(201);
    api.post(Some(&ada), &format!("{FLOW}/publish"), &json!({})).await.expect(201);
    (ada, ben)
}

async fn preview(api: &Api, who: &Person, only: &Value) -> Value {
    let body = json!({ "only_authors": only });
    api.post(Some(who), &format!("{FLOW}/publish/preview"), &body).await.expect(200).json()
}

async fn version(api: &Api, who: &Person, number: u64) -> Value {
    api.get(Some(who), &format!("{FLOW}/versions/{number}")).await.expect(200).json()["document"].clone()
}

fn texts(document: &Value) -> Vec<&str> {
    let nodes = document["nodes"].as_array().unwrap().iter();
    nodes.map(|node| node["config"]["text"].as_str().unwrap()).collect()
}

async fn authors(api: &Api, who: &Person) -> Vec<String> {
    let all = api.get(Some(who), &format!("{FLOW}/draft/authors")).await.expect(200).json();
    let ids = all["data"].as_array().unwrap().iter().map(|one| one["user"]["id"].as_str().unwrap());
    ids.map(str::to_owned).collect()
}

async fn only_the_chosen_authors_changes_are_published_and_the_rest_stays(api: Arc<Api>) {
    let (ada, ben) = flow(&api).await;
    save(&api, &ada, &document("Good day", "Bye")).await;
    save(&api, &ben, &document("Good day", "So long")).await;
    let seen = preview(&api, &ben, &json!([ben.id])).await;
    assert_eq!(seen["diff"]["nodes"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&seen["diff"]["nodes"][0]["name"], &seen["left"]["nodes"][0]["name"]),
        (&json!("bye"), &json!("hello"))
    );
    assert_eq!((&seen["shared"], &seen["findings"]), (&json!([]), &json!([])));
    assert_eq!(seen["tests"]["failed"], 0, "its test is played on what would be published");
    assert_eq!(preview(&api, &ada, &json!([ada.id])).await["tests"]["failed"], 1);

    let only = json!({ "message": "Ben's", "only_authors": [ben.id] });
    let made = api.post(Some(&ben), &format!("{FLOW}/publish"), &only).await.expect(201).json();
    assert_eq!(made["tests"]["passed"], 1);
    assert_eq!(texts(&version(&api, &ada, 2).await), ["Hello", "So long"]);
    let draft = api.get(Some(&ada), &format!("{FLOW}/draft")).await.expect(200).json();
    assert_eq!(texts(&draft), ["Good day", "So long"], "the draft is as it was");
    assert_eq!(authors(&api, &ada).await, [ada.id.to_string()]);
    let listed = api.get(Some(&ada), FLOW).await.expect(200).json();
    assert_eq!(listed["dirty"], true);

    api.post(Some(&ben), &format!("{FLOW}/publish"), &only).await.problem(409, "conflict");
    api.post(Some(&ada), &format!("{FLOW}/publish"), &json!({})).await.expect(201);
    assert_eq!(texts(&version(&api, &ada, 3).await), ["Good day", "So long"]);
    assert_eq!(authors(&api, &ada).await, Vec::<String>::new());
}

async fn what_cannot_be_taken_apart_is_said_and_nothing_is_published(api: Arc<Api>) {
    let (ada, ben) = flow(&api).await;
    save(&api, &ada, &document("Good day", "Bye")).await;
    save(&api, &ben, &document("Good evening", "Bye")).await;
    let seen = preview(&api, &ben, &json!([ben.id])).await;
    let shared = &seen["shared"][0];
    assert_eq!((&shared["node"], &shared["field"]), (&json!("hello"), &json!("/config/text")));
    assert_eq!(shared["by"].as_array().unwrap().len(), 2);
    let only = json!({ "only_authors": [ben.id] });
    let refused = api.post(Some(&ben), &format!("{FLOW}/publish"), &only).await.problem(422, "invalid");
    assert_eq!(
        (&refused["errors"][0]["field"], &refused["errors"][0]["code"]),
        (&json!("only_authors"), &json!("shared"))
    );
    let sentence = refused["errors"][0]["message"].as_str().unwrap();
    assert!(sentence.starts_with("config text of ‘hello’ was changed by The team_lead"), "{sentence}");
    let none = json!({ "only_authors": [] });
    api.post(Some(&ben), &format!("{FLOW}/publish"), &none).await.problem(422, "invalid");
    let versions = api.get(Some(&ada), &format!("{FLOW}/versions")).await.expect(200).json();
    assert_eq!(versions["meta"]["total"], 1);
    assert_eq!(authors(&api, &ada).await.len(), 2);
    let both = json!({ "only_authors": [ada.id, ben.id] });
    api.post(Some(&ben), &format!("{FLOW}/publish"), &both).await.expect(201);
    assert_eq!(authors(&api, &ada).await, Vec::<String>::new());
}

async fn a_part_with_errors_is_refused_with_its_findings(api: Arc<Api>) {
    let (ada, ben) = flow(&api).await;
    let mut hers = document("Hello", "Bye");
    let words = json!({ "id": "words", "kind": "template", "config": { "text": "Good day" } });
    hers["nodes"].as_array_mut().unwrap().push(words);
    hers["edges"] = json!([
        { "from": "hello", "to": "bye" }, { "from": "start", "to": "words" }, { "from": "words", "to": "hello" }
    ]);
    save(&api, &ada, &hers).await;
    let mut both = hers.clone();
    both["nodes"][1]["config"]["text"] = json!("{{ words.text }}, and bye");
    save(&api, &ben, &both).await;
    let seen = preview(&api, &ben, &json!([ben.id])).await;
    assert!(seen["findings"].as_array().unwrap().iter().any(|one| one["node"] == "bye"), "{seen:#}");
    assert_eq!(seen["tests"], Value::Null);
    let only = json!({ "only_authors": [ben.id] });
    let refused = api.post(Some(&ben), &format!("{FLOW}/publish"), &only).await.expect(422).json();
    assert!(!refused["findings"].as_array().unwrap().is_empty(), "{refused}");
    let hers_alone = json!({ "only_authors": [ada.id] });
    api.post(Some(&ben), &format!("{FLOW}/publish"), &hers_alone).await.expect(201);
    assert_eq!(texts(&version(&api, &ada, 2).await), ["Hello", "Bye", "Good day"]);
}

async fn publishing_one_part_and_then_the_other_gives_what_publishing_all_gives(api: Arc<Api>) {
    let (ada, ben) = flow(&api).await;
    save(&api, &ada, &document("Good day", "Bye")).await;
    let mut both = document("Good day", "So long");
    both["title"] = json!("Shared by two");
    let more = json!({ "id": "more", "kind": "reply", "config": { "text": "And thanks" } });
    both["nodes"].as_array_mut().unwrap().insert(0, more);
    both["edges"].as_array_mut().unwrap().push(json!({ "from": "bye", "to": "more" }));
    save(&api, &ben, &both).await;
    let draft = api.get(Some(&ada), &format!("{FLOW}/draft")).await.expect(200).text;
    for (who, whose) in [(&ada, ada.id), (&ada, ben.id)] {
        let only = json!({ "only_authors": [whose] });
        api.post(Some(who), &format!("{FLOW}/publish"), &only).await.expect(201);
    }
    let hash = api.get(Some(&ada), &format!("{FLOW}/versions/3")).await.expect(200).json()["hash"].clone();
    let listed = api.get(Some(&ada), FLOW).await.expect(200).json();
    assert_eq!(listed["dirty"], false);
    assert_eq!(hash, control_plane_store::flow_documents::hash(&draft), "to the letter what all at once is");
}
