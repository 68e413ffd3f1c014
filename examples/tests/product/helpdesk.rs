//! The helpdesk example, as a newcomer meets it: from an empty folder to a ticket, without any key.

use crate::support::{Client, Mood, Product, StubModel};
use futures::StreamExt;
use serde_json::{Value, json};

const FLOW: &str = "it-helpdesk";
const QUESTION: &str = "My VPN does not connect";

fn of_kind<'a>(messages: &'a [Value], kind: &str) -> Vec<&'a Value> {
    messages.iter().filter(|message| message["kind"] == kind).collect()
}

/// Asks, says that the answer did not help, and fills in the form; gives back the ticket's card.
async fn question_to_ticket(client: &Client, conversation: &str) -> Value {
    let run = client.say(conversation, json!({ "content": QUESTION })).await;
    client.run_until(&run, &["waiting"]).await;
    client.messages_until(conversation, |all| !of_kind(all, "options").is_empty()).await;
    client.say(conversation, json!({ "answer": { "option": "no" } })).await;

    let messages = client.messages_until(conversation, |all| !of_kind(all, "form").is_empty()).await;
    let form = of_kind(&messages, "form").pop().expect("the form is shown").clone();
    let mut values = form["data"]["values"].as_object().cloned().unwrap_or_default();
    for field in form["data"]["form"]["fields"].as_array().expect("a form has fields") {
        let name = field["name"].as_str().expect("a field has a name");
        if field["required"] == true && values.get(name).is_none_or(|v| v.is_null() || v == "") {
            values.insert(name.to_owned(), example_value(field));
        }
    }
    client.say(conversation, json!({ "answer": { "values": values } })).await;
    client.run_until(&run, &["completed"]).await;
    let messages = client.messages_until(conversation, |all| !of_kind(all, "ticket").is_empty()).await;
    of_kind(&messages, "ticket")[0].clone()
}

fn example_value(field: &Value) -> Value {
    match field["type"].as_str() {
        Some("select") => field["options"][0]["value"].clone(),
        Some("number") => json!(1),
        Some("boolean") => json!(true),
        Some("email") => json!("someone@example.test"),
        Some("date") => json!("2026-11-20"),
        _ => json!("It stopped this morning, an error 809 is shown"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_answered_from_the_knowledge_base_with_a_citation() {
    let product = Product::start();
    let admin = product.administrator().await;
    let conversation = admin.converse(FLOW).await;
    let run = admin.say(&conversation, json!({ "content": QUESTION })).await;
    admin.run_until(&run, &["waiting"]).await;

    let messages = admin.messages_until(&conversation, |all| !of_kind(all, "options").is_empty()).await;
    let answer = messages
        .iter()
        .find(|m| m["role"] == "assistant" && m["kind"] == "text")
        .unwrap_or_else(|| panic!("no answer in {messages:#?}"));
    let citation = &answer["citations"][0];
    assert!(citation["title"].as_str().is_some_and(|t| t.contains("VPN")), "{answer:#}");
    assert!(citation["excerpt"].as_str().is_some_and(|e| !e.is_empty()), "{answer:#}");
}

#[tokio::test(flavor = "multi_thread")]
async fn when_the_answer_does_not_help_a_form_becomes_a_ticket_and_somebody_is_notified() {
    let product = Product::start();
    let admin = product.administrator().await;
    let conversation = admin.converse(FLOW).await;
    let card = question_to_ticket(&admin, &conversation).await;

    let number = card["data"]["number"].as_str().expect("a ticket has a number");
    let parts: Vec<&str> = number.split('-').collect();
    assert!(
        parts.len() == 3 && parts[0] == "TKT" && parts[1].len() == 8 && parts[2].len() == 5,
        "{number} is not TKT-YYYYMMDD-NNNNN"
    );
    let tickets = admin.get("/tickets").await.expect_status(&[200]);
    assert_eq!(tickets["meta"]["total"], 1, "{tickets:#}");
    let ticket = admin.get(&format!("/tickets/{number}")).await.expect_status(&[200]);
    assert_eq!(ticket["conversation_id"], conversation.as_str());
    let notifications = admin.get("/notifications").await.expect_status(&[200]);
    assert!(notifications["data"].as_array().is_some_and(|n| !n.is_empty()), "{notifications:#}");
}

#[tokio::test(flavor = "multi_thread")]
async fn yes_it_helped_ends_without_a_ticket() {
    let product = Product::start();
    let admin = product.administrator().await;
    let conversation = admin.converse(FLOW).await;
    let run = admin.say(&conversation, json!({ "content": QUESTION })).await;
    admin.run_until(&run, &["waiting"]).await;
    admin.say(&conversation, json!({ "content": "yes, thank you" })).await;
    admin.run_until(&run, &["completed"]).await;
    assert_eq!(admin.get("/tickets").await.expect_status(&[200])["meta"]["total"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_keeps_everything() {
    let mut product = Product::start();
    let admin = product.administrator().await;
    let conversation = admin.converse(FLOW).await;
    question_to_ticket(&admin, &conversation).await;
    // The reply that names the number is the last that is said.
    let before = admin
        .messages_until(&conversation, |all| {
            all.last().is_some_and(|m| m["role"] == "assistant" && m["kind"] == "text")
        })
        .await;
    assert!(product.stop(), "SIGTERM ends the process with success:\n{}", product.log());
    product.resume();
    assert_eq!(admin.messages(&conversation).await, before);
    assert_eq!(admin.get("/tickets").await.expect_status(&[200])["meta"]["total"], 1);
    assert_eq!(admin.get("/flows").await.expect_status(&[200])["meta"]["total"], 1, "seeded once only");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_setup_link_works_once() {
    let product = Product::start();
    product.administrator().await;
    let again = Client::anonymous(&product.url())
        .post(
            "/auth/setup",
            json!({ "token": product.setup_token(), "email": "second@example.test", "name": "Second", "password": crate::support::PASSWORD }),
        )
        .await;
    assert!([401, 403, 404, 409, 410].contains(&again.status), "{}: {:#}", again.status, again.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_flow_answers_differently_once_it_is_published() {
    let product = Product::start();
    let admin = product.administrator().await;
    let mut document = admin.get(&format!("/flows/{FLOW}/draft")).await.expect_status(&[200]);
    let text = "That is the best news of the day.";
    let helped = document["edges"]
        .as_array()
        .expect("edges")
        .iter()
        .find(|edge| edge["from"].as_str().is_some_and(|from| from.ends_with(".yes")))
        .expect("a branch for yes")["to"]
        .clone();
    let node = document["nodes"]
        .as_array_mut()
        .expect("nodes")
        .iter_mut()
        .find(|node| node["id"] == helped)
        .expect("the node that yes leads to");
    node["config"]["text"] = json!(text);
    admin.put_draft(FLOW, &document).await.expect_status(&[200]);
    let version = admin
        .post(&format!("/flows/{FLOW}/publish"), json!({ "message": "Say it with joy" }))
        .await
        .expect_status(&[201]);
    assert_eq!(version["version"], 2, "{version:#}");
    assert!(version["commit"].as_str().is_some_and(|c| c.len() >= 40), "{version:#}");

    let conversation = admin.converse(FLOW).await;
    let run = admin.say(&conversation, json!({ "content": QUESTION })).await;
    admin.run_until(&run, &["waiting"]).await;
    admin.say(&conversation, json!({ "answer": { "option": "yes" } })).await;
    admin.run_until(&run, &["completed"]).await;
    admin.messages_until(&conversation, |all| all.iter().any(|m| m["content"] == text)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connected_model_streams_its_answer() {
    let model = StubModel::start().await;
    let product = Product::start_with_model(&model, &[]);
    let admin = product.administrator().await;
    let conversation = admin.converse(FLOW).await;
    let run = admin.say(&conversation, json!({ "content": QUESTION })).await;
    let events = admin
        .events(&format!("/conversations/{conversation}/events"), None, |event, _| event == "run.waiting")
        .await;
    admin.run_until(&run, &["waiting"]).await;
    let messages = admin.messages_until(&conversation, |all| !of_kind(all, "options").is_empty()).await;
    let answer = messages.iter().find(|m| m["role"] == "assistant").expect("an answer");
    let log = admin.get(&format!("/runs/{run}/events?limit=200")).await.expect_status(&[200]);
    assert_eq!(answer["content"], "Restart the VPN client first [1].", "{log:#}");
    assert_eq!(answer["citations"].as_array().map(Vec::len), Some(1), "only what is cited: {answer:#}");
    assert!(!model.asked().is_empty());
    assert!(events.iter().any(|(_, event, _)| event == "run.waiting"), "{events:#?}");
}

/// Asks a model that says each word when the one before was heard: all that was heard, and how many words came by themselves.
async fn ask_word_by_word(client: &Client, model: &StubModel, conversation: &str) -> (String, usize) {
    model.set(Mood::Hesitates);
    model.say_a_word();
    let body = json!({ "content": QUESTION });
    let answer = client.stream("POST", &format!("/conversations/{conversation}/messages"), Some(&body)).await;
    let (mut heard, mut words) = (String::new(), 0);
    let mut stream = answer.bytes_stream();
    while let Some(piece) = stream.next().await {
        heard.push_str(&String::from_utf8_lossy(&piece.expect("the stream goes on")));
        // The model says its next word only now.
        while heard.matches("event: message.delta").count() > words {
            words += 1;
            model.say_a_word();
        }
    }
    (heard, words)
}

#[tokio::test(flavor = "multi_thread")]
async fn each_word_of_a_model_is_heard_before_the_next_one_is_said() {
    let model = StubModel::start().await;
    let product = Product::start_with_model(&model, &[]);
    let admin = product.administrator().await;
    let conversation = admin.converse(FLOW).await;
    let (heard, words) = ask_word_by_word(&admin, &model, &conversation).await;
    assert_eq!(words, 6, "{heard}");
    assert!(heard.contains("event: run.waiting"), "the stream ends with the turn: {heard}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_that_passes_a_model_s_answer_on_is_heard_word_by_word_and_said_once() {
    let model = StubModel::start().await;
    let product = Product::start_with_model(&model, &[]);
    let admin = product.administrator().await;
    admin
        .publish(&json!({
            "format": "flowright/1", "name": "talk",
            "input": { "type": "object", "properties": { "message": { "type": "string" } } },
            "nodes": [
                { "id": "ask", "kind": "llm", "config": { "prompt": "{{ input.message }}" } },
                { "id": "say", "kind": "reply", "config": { "text": "{{ ask.text }}" } },
            ],
            "edges": [{ "from": "start", "to": "ask" }, { "from": "ask", "to": "say" }],
        }))
        .await;
    let conversation = admin.converse("talk").await;
    let (heard, words) = ask_word_by_word(&admin, &model, &conversation).await;
    assert_eq!(words, 6, "{heard}");
    let said = admin.messages(&conversation).await;
    let said: Vec<_> = said.iter().filter(|m| m["role"] == "assistant").collect();
    assert_eq!(said.len(), 1, "{said:#?}");
    assert_eq!(said[0]["content"], "Restart the VPN client first [1].");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_stream_resumes_where_it_was_cut() {
    let product = Product::start();
    let admin = product.administrator().await;
    let conversation = admin.converse(FLOW).await;
    let run = admin.say(&conversation, json!({ "content": QUESTION })).await;
    admin.run_until(&run, &["waiting"]).await;
    let path = format!("/runs/{run}/events");
    let durable = |events: Vec<(String, String, Value)>| -> Vec<(String, String)> {
        events.into_iter().filter(|(id, ..)| !id.contains('.')).map(|(id, event, _)| (id, event)).collect()
    };
    let whole = durable(admin.events(&path, None, |event, _| event == "run.waiting").await);
    assert!(whole.len() > 4, "{whole:?}");
    let (cut, _) = &whole[1];
    let rest = durable(admin.events(&path, Some(cut), |event, _| event == "run.waiting").await);
    assert_eq!(rest, whole[2..], "nothing is lost or repeated after {cut}");
}
