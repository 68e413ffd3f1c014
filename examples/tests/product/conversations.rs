//! The tests that lie beside the helpdesk, held as conversations with the real product: what holds for
//! the outcomes that a test brings must hold for those of the tools. Tests of failures are left out, since
//! nothing fails here.

use crate::support::{Client, Product};
use executor_core::flow_test::{FlowTest, Mark, Seen, unmet};
use serde_json::{Value, json};
use std::path::Path;

#[tokio::test(flavor = "multi_thread")]
async fn every_test_conversation_of_the_helpdesk_goes_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("it-helpdesk/tests");
    let product = Product::start();
    let client = product.administrator().await;
    let mut wrong = Vec::new();
    let mut held = 0;
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("the example has tests").flatten().collect();
    files.sort_by_key(std::fs::DirEntry::path);
    for file in files {
        let text = std::fs::read_to_string(file.path()).expect("a test can be read");
        let test = FlowTest::parse(&text).expect("a test can be understood");
        if test.mocks.values().flatten().any(|mock| mock.error.is_some()) {
            continue;
        }
        hold(&client, &test, &mut wrong).await;
        held += 1;
    }
    assert!(held >= 4, "only {held} conversations were found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Holds one conversation; notes what did not go as written.
async fn hold(client: &Client, test: &FlowTest, wrong: &mut Vec<String>) {
    let name = &test.name;
    let tickets_before = total(client, "/tickets").await;
    let notified_before = total(client, "/notifications").await;
    let conversation = client.converse("it-helpdesk").await;
    let mut told = 0;
    // The run's last event when it had dealt with the turn before.
    let mut before = Value::Null;
    let (mut seen, mut since, mut upto) = (Seen::default(), Mark::default(), 0);
    for (turn, step) in test.turns.iter().enumerate() {
        let user = step.user.as_ref().expect("in a conversation the user says something");
        let body = match &user.message {
            Some(text) => json!({ "content": text }),
            None => json!({ "answer": user.answer }),
        };
        let run = client.say(&conversation, body).await;
        let row = settled(client, &run, &conversation, told, &before).await;
        before = row["last_seq"].clone();
        told = client.messages(&conversation).await.len();
        upto = watch(client, &run, upto, &mut seen).await;
        if let Some(expect) = &step.expect {
            let missed = unmet(expect, &seen, since);
            wrong.extend(missed.into_iter().map(|what| format!("{name}, turn {}: {what}", turn + 1)));
        }
        since = seen.mark();
    }
    if let Some(expect) = &test.expect {
        let missed = unmet(expect, &seen, Mark::default());
        wrong.extend(missed.into_iter().map(|what| format!("{name}, at the end: {what}")));
    }
    // What the run says it did has happened.
    let called = |node: &str| seen.calls.iter().filter(|call| call.address == node).count();
    let tickets = total(client, "/tickets").await - tickets_before;
    if usize::try_from(tickets) != Ok(called("ticket")) {
        wrong.push(format!("{name}: {tickets} tickets were opened in {} calls", called("ticket")));
    }
    let notified = total(client, "/notifications").await - notified_before;
    if usize::try_from(notified).unwrap_or(0) < called("tell_desk") {
        wrong.push(format!("{name}: {notified} notifications after {} calls", called("tell_desk")));
    }
}

/// Takes in what the run's log has after this event; gives the last one.
async fn watch(client: &Client, run: &str, upto: u64, seen: &mut Seen) -> u64 {
    let mut upto = upto;
    loop {
        let page =
            client.get(&format!("/runs/{run}/events?after={upto}&limit=200")).await.expect_status(&[200]);
        for event in page["data"].as_array().expect("a page of events") {
            let kind = event["kind"].as_str().expect("an event has a kind");
            seen.take(kind, event["node"].as_str(), &event["payload"]);
            upto = event["seq"].as_u64().expect("an event has a number");
        }
        if page["next"].is_null() {
            return upto;
        }
    }
}

/// Waits until the run has dealt with what was said: it ended, or it waits again and has said so.
///
/// Messages follow the run's events a moment later, hence the look at both.
async fn settled(client: &Client, run: &str, conversation: &str, told: usize, before: &Value) -> Value {
    loop {
        let row = client.run_until(run, &["waiting", "completed", "failed"]).await;
        // Between an answer and its effect the run still waits, at the old place.
        let messages = client.messages(conversation).await;
        let answered = messages[told.min(messages.len())..].iter().any(|m| m["role"] == "assistant");
        let again =
            row["waiting"]["errors"].as_array().is_some_and(|e| !e.is_empty()) && row["last_seq"] != *before;
        // A question is a message too, and the last one of its turn; so is what an ended run says.
        let asked = messages.last().is_some_and(|m| m["kind"] == "options" || m["kind"] == "form");
        if (row["status"] == "waiting" && ((answered && asked) || again))
            || (row["status"] != "waiting" && answered)
        {
            return row;
        }
    }
}

async fn total(client: &Client, path: &str) -> i64 {
    let list = client.get(path).await.expect_status(&[200]);
    list["meta"]["total"].as_i64().unwrap_or_else(|| panic!("{path} has no total: {list:#}"))
}
