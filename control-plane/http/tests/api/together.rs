//! Several people at one flow: who is there, whose changes the draft has, what they say about it, and how
//! it is laid out for all of them.

use crate::harness::{Api, Person};
use control_plane_app::Role;
use http::Method;
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

crate::on_both_engines!(
    people_see_who_else_has_a_flow_open_and_where,
    a_draft_says_whose_changes_it_has_until_it_is_published,
    a_comment_reaches_those_it_mentions_and_stands_until_its_author_takes_it_back,
    a_thread_is_settled_and_opened_again,
    frames_and_notes_are_kept_with_the_layout,
);

const FLOW: &str = "/api/v1/flows/shared";

async fn flow(api: &Api) -> (Person, Person) {
    let ada = api.person(api.tenant, Role::TeamLead).await;
    let ben = api.person(api.tenant, Role::TeamLead).await;
    api.post(Some(&ada), "/api/v1/flows", &json!({ "name": "shared" })).await.expect(201);
    (ada, ben)
}

async fn announce(api: &Api, who: &Person, here: Value) -> Value {
    api.call(Some(who), Method::PUT, &format!("{FLOW}/presence"), &[], Some(&here)).await.expect(200).json()
}

fn nodes(seen: &Value) -> Vec<(&str, bool)> {
    let of = |one: &Value| one["node"].as_str().map(str::len).is_some();
    let present = seen["present"].as_array().unwrap().iter().filter(|one| of(one));
    present.map(|one| (one["node"].as_str().unwrap(), one["me"].as_bool().unwrap())).collect()
}

async fn people_see_who_else_has_a_flow_open_and_where(api: Arc<Api>) {
    let (ada, ben) = flow(&api).await;
    let (hers, his) = (Uuid::now_v7(), Uuid::now_v7());
    announce(&api, &ada, json!({ "tab": hers, "node": "answer", "field": "/config/prompt" })).await;
    let seen = announce(&api, &ben, json!({ "tab": his, "node": "kb" })).await;
    let mut there = nodes(&seen);
    there.sort_unstable();
    assert_eq!(there, [("answer", false), ("kb", true)]);
    let draft = api.get(Some(&ada), &format!("{FLOW}/draft")).await.expect(200);
    assert_eq!(format!("\"{}\"", seen["draft_etag"].as_str().unwrap()), draft.header("etag"));

    assert_eq!(seen["draft_by"]["id"], json!(ada.id), "who made the flow wrote its draft");
    let layout = api.get(Some(&ada), &format!("{FLOW}/layout")).await.expect(200);
    assert_eq!(format!("\"{}\"", seen["layout_etag"].as_str().unwrap()), layout.header("etag"));

    // A tab is its owner's: nobody moves another's, and nobody closes it.
    announce(&api, &ben, json!({ "tab": hers, "node": "stolen" })).await;
    let path = format!("{FLOW}/presence/{hers}");
    api.call(Some(&ben), Method::DELETE, &path, &[], None).await.expect(204);
    assert!(
        nodes(&announce(&api, &ben, json!({ "tab": his, "node": "kb" })).await).contains(&("answer", false))
    );

    api.call(Some(&ada), Method::DELETE, &path, &[], None).await.expect(204);
    assert_eq!(nodes(&announce(&api, &ben, json!({ "tab": his, "node": "kb" })).await), [("kb", true)]);
    announce(&api, &ada, json!({ "tab": hers, "node": "answer" })).await;
    api.wait(chrono::TimeDelta::seconds(31));
    let later = announce(&api, &ben, json!({ "tab": his, "node": "kb" })).await;
    assert_eq!(nodes(&later), [("kb", true)], "who is not heard of for half a minute is gone");
}

fn document(says: &str, more: bool) -> Value {
    let mut nodes = vec![json!({ "id": "fin", "kind": "end", "config": { "output": { "says": says } } })];
    let mut edges = vec![json!({ "from": "start", "to": "fin" })];
    if more {
        nodes.push(json!({ "id": "note", "kind": "template", "config": { "text": "hello" } }));
        edges = vec![json!({ "from": "note", "to": "fin" }), json!({ "from": "start", "to": "note" })];
    }
    json!({ "format": "flowright/1", "name": "shared", "nodes": nodes, "edges": edges })
}

async fn save(api: &Api, who: &Person, document: &Value) {
    let any = [("if-match", "*")];
    api.call(Some(who), Method::PUT, &format!("{FLOW}/draft"), &any, Some(document)).await.expect(200);
}

async fn authors(api: &Api, who: &Person) -> Vec<(String, Vec<(String, String)>)> {
    let all = api.get(Some(who), &format!("{FLOW}/draft/authors")).await.expect(200).json();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let one = |one: &Value| {
        let places = one["places"].as_array().unwrap().iter();
        let mut places: Vec<_> = places.map(|at| (text(&at["node"]), text(&at["field"]))).collect();
        places.sort_unstable();
        (text(&one["user"]["id"]), places)
    };
    all["data"].as_array().unwrap().iter().map(one).collect()
}

async fn a_draft_says_whose_changes_it_has_until_it_is_published(api: Arc<Api>) {
    let (ada, ben) = flow(&api).await;
    save(&api, &ada, &document("one", false)).await;
    api.post(Some(&ben), &format!("{FLOW}/publish"), &json!({ "message": "first" })).await.expect(201);
    assert_eq!(authors(&api, &ada).await, []);

    let place = |node: &str, field: &str| (node.to_owned(), field.to_owned());
    save(&api, &ada, &document("two", false)).await;
    assert_eq!(authors(&api, &ben).await, [(ada.id.to_string(), vec![place("fin", "/config/output/says")])]);
    api.wait(chrono::TimeDelta::seconds(1));
    save(&api, &ben, &document("two", true)).await;
    let both = authors(&api, &ada).await;
    assert_eq!(both.len(), 2);
    assert_eq!((both[0].0.as_str(), both[1].0.as_str()), (&*ben.id.to_string(), &*ada.id.to_string()));
    assert!(both[0].1.contains(&place("note", "")), "{both:?}");

    // What was taken back is nobody's change any more.
    save(&api, &ben, &document("one", true)).await;
    let left = authors(&api, &ada).await;
    assert!(
        left.iter().all(|(_, places)| !places.contains(&place("fin", "/config/output/says"))),
        "{left:?}"
    );
    api.post(Some(&ben), &format!("{FLOW}/publish"), &json!({ "message": "second" })).await.expect(201);
    assert_eq!(authors(&api, &ada).await, []);
}

async fn a_comment_reaches_those_it_mentions_and_stands_until_its_author_takes_it_back(api: Arc<Api>) {
    let (ada, ben) = flow(&api).await;
    let people = api.get(Some(&ada), "/api/v1/people?q=").await.expect(200).json();
    let ids: Vec<&str> =
        people["data"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert!(ids.contains(&ben.id.to_string().as_str()), "{people}");

    let new = json!({ "text": " Is this prompt *right*? ", "node": "fin", "mentions": [ben.id] });
    let said = api.post(Some(&ada), &format!("{FLOW}/comments"), &new).await.expect(201).json();
    assert_eq!((&said["text"], &said["node"]), (&json!("Is this prompt *right*?"), &json!("fin")));
    let notes = api.get(Some(&ben), "/api/v1/notifications").await.expect(200).json();
    let link = format!("/flows/shared?comment={}", said["id"].as_str().unwrap());
    assert_eq!(notes["data"][0]["link"], json!(link));

    let reply = json!({ "text": "Yes.", "parent_id": said["id"] });
    let replied = api.post(Some(&ben), &format!("{FLOW}/comments"), &reply).await.expect(201).json();
    assert_eq!((&replied["node"], &replied["parent_id"]), (&json!("fin"), &said["id"]));
    let heard = api.get(Some(&ada), "/api/v1/notifications").await.expect(200).json();
    assert_eq!(heard["data"].as_array().unwrap().len(), 1, "who began a thread hears of replies");

    let path = format!("{FLOW}/comments/{}", said["id"].as_str().unwrap());
    let other = json!({ "text": "No." });
    api.call(Some(&ben), Method::PATCH, &path, &[], Some(&other)).await.problem(403, "forbidden");
    api.call(Some(&ben), Method::DELETE, &path, &[], None).await.problem(403, "forbidden");
    for (wrong, field) in [
        (json!({ "text": "  " }), "text"),
        (json!({ "text": "x", "mentions": [Uuid::now_v7()] }), "mentions.0"),
        (json!({ "text": "x", "parent_id": Uuid::now_v7() }), "parent_id"),
        (json!({ "text": "x", "node": "a", "point": { "x": 1, "y": 2 } }), "point"),
    ] {
        let refused = api.post(Some(&ada), &format!("{FLOW}/comments"), &wrong).await.problem(422, "invalid");
        assert_eq!(refused["errors"][0]["field"], field, "{wrong}");
    }
    api.call(Some(&ada), Method::DELETE, &path, &[], None).await.expect(204);
    let left = api.get(Some(&ben), &format!("{FLOW}/comments")).await.expect(200).json();
    assert_eq!(left["data"], json!([]), "a thread goes with what began it");
}

async fn a_thread_is_settled_and_opened_again(api: Arc<Api>) {
    let (ada, ben) = flow(&api).await;
    let new = json!({ "text": "Shorter?", "point": { "x": 8.5, "y": -16 } });
    let said = api.post(Some(&ada), &format!("{FLOW}/comments"), &new).await.expect(201).json();
    assert_eq!(said["point"], json!({ "x": 8.5, "y": -16.0 }));
    let path = format!("{FLOW}/comments/{}", said["id"].as_str().unwrap());
    let settle = async |resolved: bool| {
        api.call(Some(&ben), Method::PATCH, &path, &[], Some(&json!({ "resolved": resolved })))
            .await
            .expect(200)
            .json()
    };
    let settled = settle(true).await;
    assert!(settled["resolved_at"].is_string() && settled["resolved_by"].is_string(), "{settled}");
    assert_eq!(settled["edited_at"], Value::Null, "its text is as it was");
    assert_eq!(settle(false).await["resolved_at"], Value::Null);
}

async fn frames_and_notes_are_kept_with_the_layout(api: Arc<Api>) {
    let (ada, _) = flow(&api).await;
    let path = format!("{FLOW}/layout");
    let any = [("if-match", "*")];
    let put = async |layout: &Value| api.call(Some(&ada), Method::PUT, &path, &any, Some(layout)).await;
    let note = json!({ "id": "n1", "text": "**Why**", "colour": "yellow", "x": 0.0, "y": 1.0, "width": 200.0, "height": 80.0 });
    let layout = json!({
        "nodes": { "fin": { "x": 1.0, "y": 2.0, "pinned": true } }, "viewport": { "x": 0.0, "y": 0.0, "zoom": 1.0 },
        "groups": [{ "id": "g1", "title": "End", "colour": "blue", "nodes": ["fin"], "collapsed": true }], "notes": [note],
    });
    put(&layout).await.expect(200);
    assert_eq!(api.get(Some(&ada), &path).await.expect(200).json(), layout);
    let twice = json!({ "nodes": {}, "notes": [note, note] });
    assert_eq!(put(&twice).await.problem(422, "invalid")["errors"][0]["field"], "notes");
    let pink = json!({ "nodes": {}, "groups": [{ "id": "g", "title": "", "colour": "pink", "nodes": [] }] });
    put(&pink).await.problem(422, "invalid");
}
