//! A product that dies while people talk with the desk loses nothing of it.

use crate::support::{Client, Product, fresh_database};
use serde_json::{Value, json};

fn asking() -> Value {
    json!({
        "format": "flowright/1",
        "name": "asking",
        "nodes": [
            { "id": "ask", "kind": "ask_user", "config": { "question": "Which room?" } },
            { "id": "say", "kind": "reply", "config": { "text": "Room {{ ask.text }}" } }
        ],
        "edges": [{ "from": "start", "to": "ask" }, { "from": "ask.answered", "to": "say" }]
    })
}

/// Somebody of the desk.
async fn agent(product: &Product, administrator: &Client) -> Client {
    let tom = json!({ "name": "Tom", "email": "tom@example.org", "password": "a tall fence by the road", "role": "agent" });
    administrator.post("/admin/users", tom.clone()).await.expect_status(&[201]);
    let login = json!({ "email": tom["email"], "password": tom["password"], "device": "test" });
    let anonymous = Client::anonymous(&product.url());
    let session = anonymous.post("/auth/login", login).await.expect_status(&[200]);
    anonymous.with_token(session["access_token"].as_str().expect("a token"))
}

/// A conversation whose run asks something while its user waits for a person; with that run.
async fn waiting(client: &Client) -> (String, String) {
    client.publish(&asking()).await;
    let conversation = client.converse("asking").await;
    let run = client.say(&conversation, json!({ "content": "help" })).await;
    client.run_until(&run, &["waiting"]).await;
    client.post(&format!("/conversations/{conversation}/person"), json!({})).await.expect_status(&[200]);
    (conversation, run)
}

async fn live(desk: &Client) -> Value {
    desk.get("/desk/live").await.expect_status(&[200])["data"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_while_a_person_is_waited_for_and_while_they_talk_loses_nothing() {
    for engine in ["sqlite", "postgres"] {
        let mut product = match engine {
            "sqlite" => Product::start(),
            _ => {
                let (app, owner) = fresh_database().await;
                Product::start_with(&[("FLOWRIGHT_DATABASE_URL", &app), ("FLOWRIGHT_MIGRATE_URL", &owner)])
            }
        };
        let client = product.administrator().await;
        let desk = agent(&product, &client).await;
        let (conversation, run) = waiting(&client).await;
        let at = format!("/conversations/{conversation}");
        let said = json!({ "content": "somebody?" });
        let held = client.post(&format!("{at}/messages"), said).await.expect_status(&[202]);
        assert_eq!(held["run_id"], Value::Null);
        let queue = live(&desk).await;
        product.kill();
        product.resume();
        assert_eq!(live(&desk).await, queue, "{engine}: the place in the queue and what was said are kept");

        desk.post(&format!("{at}/handoff"), json!({ "text": "here I am" })).await.expect_status(&[200]);
        product.kill();
        product.resume();
        let seen = client.get(&at).await.expect_status(&[200]);
        assert_eq!((&seen["person"]["state"], &seen["person"]["name"]), (&json!("with"), &json!("Tom")));
        desk.post(&format!("{at}/return"), json!({})).await.expect_status(&[202]);
        // The run waited through all of it.
        assert_eq!(client.say(&conversation, json!({ "content": "12" })).await, run);
        let last = |said: &[Value]| said.last().is_some_and(|message| message["content"] == "Room 12");
        let said = client.messages_until(&conversation, last).await;
        let said: Vec<_> = said.iter().filter_map(|message| message["content"].as_str()).collect();
        let asked = said.iter().position(|text| *text == "somebody?").expect("what was said while waiting");
        let came = said.iter().position(|text| *text == "here I am").expect("what the desk said");
        assert!(asked < came, "{said:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_processes_on_one_database_each_shows_what_the_other_was_told() {
    let (app, owner) = fresh_database().await;
    let database = [("FLOWRIGHT_DATABASE_URL", app.as_str()), ("FLOWRIGHT_MIGRATE_URL", owner.as_str())];
    let here = Product::start_with(&database);
    let client = here.administrator().await;
    let there = here.start_beside();
    let desk = agent(&here, &client).await;
    let (conversation, _) = waiting(&client).await;
    let at = format!("/conversations/{conversation}");
    // The user looks at one process, and the desk writes through the other.
    let elsewhere = Client::anonymous(&there.url()).with_token(client.token());
    let open = tokio::sync::Notify::new();
    let events = format!("{at}/events");
    let seen = elsewhere.events(&events, None, |event, data| {
        if event == "run.waiting" {
            open.notify_one();
        }
        data["content"] == "here I am"
    });
    let written = async {
        open.notified().await;
        desk.post(&format!("{at}/handoff"), json!({ "text": "here I am" })).await.expect_status(&[200]);
    };
    let (seen, ()) = tokio::join!(seen, written);
    let last = seen.last().map(|(_, _, data)| &data["content"]);
    assert_eq!(last, Some(&json!("here I am")), "{seen:#?}");
}
