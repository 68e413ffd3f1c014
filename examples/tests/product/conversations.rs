//! The test conversations that lie beside each example flow, held with the real product. Their format
//! is described in `examples/it-helpdesk/README.md`.

use crate::support::{Client, Product};
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
        let case: Value = serde_json::from_str(&text).expect("a test is JSON");
        hold(&client, &case, &mut wrong).await;
        held += 1;
    }
    assert!(held >= 4, "only {held} conversations were found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Holds one conversation; notes what did not go as written.
async fn hold(client: &Client, case: &Value, wrong: &mut Vec<String>) {
    let name = case["name"].as_str().expect("a test has a name");
    let tickets_before = total(client, "/tickets").await;
    let notified_before = total(client, "/notifications").await;
    let conversation = client.converse("it-helpdesk").await;
    let mut told = 0;
    // The run's last event when it had dealt with the turn before.
    let mut before = Value::Null;
    for (turn, step) in case["turns"].as_array().expect("a test has turns").iter().enumerate() {
        let body = match &step["user"] {
            user if !user["message"].is_null() => json!({ "content": user["message"] }),
            user => json!({ "answer": user["answer"] }),
        };
        let run = client.say(&conversation, body).await;
        let row = settled(client, &run, &conversation, told, &before).await;
        before = row["last_seq"].clone();
        let messages = client.messages(&conversation).await;
        let new: Vec<Value> = messages[told.min(messages.len())..]
            .iter()
            .filter(|m| m["role"] == "assistant")
            .cloned()
            .collect();
        told = messages.len();
        let mut miss = |what: String| wrong.push(format!("{name}, turn {}: {what}", turn + 1));

        for (key, wanted) in step["expect"].as_object().expect("a turn expects something") {
            let waiting = &row["waiting"];
            match key.as_str() {
                "reply_contains" => {
                    for text in texts(wanted) {
                        let said = new.iter().any(|m| lower(&m["content"]).contains(&text.to_lowercase()));
                        if !said {
                            miss(format!("no reply contains “{text}”: {:#?}", contents(&new)));
                        }
                    }
                }
                "cites" => {
                    let documents =
                        client.get("/kb/bases/it/documents?limit=200").await.expect_status(&[200]);
                    let path_of = |id: &Value| {
                        let all = documents["data"].as_array()?;
                        all.iter().find(|d| d["id"] == *id)?["path"].as_str().map(str::to_owned)
                    };
                    let cited: Vec<String> = new
                        .iter()
                        .flat_map(|m| m["citations"].as_array().cloned().unwrap_or_default())
                        .filter_map(|c| path_of(&c["document_id"]))
                        .collect();
                    for path in texts(wanted) {
                        if !cited.iter().any(|c| c.ends_with(&path)) {
                            miss(format!("{path} is not cited, but {cited:?}"));
                        }
                    }
                    if wanted.as_array().is_some_and(Vec::is_empty) && !cited.is_empty() {
                        miss(format!("nothing was to be cited, but {cited:?}"));
                    }
                }
                "waits_at" if waiting["node"] != *wanted => {
                    miss(format!("it does not wait at {wanted}: {row}"))
                }
                "form" if waiting["form"]["name"] != *wanted => {
                    miss(format!("it waits without form {wanted}: {row}"))
                }
                "errors" => {
                    let errors = waiting["errors"].as_array().cloned().unwrap_or_default();
                    for field in texts(wanted) {
                        if !errors.iter().any(|e| e["field"] == field.as_str()) {
                            miss(format!("no error for {field}: {errors:?}"));
                        }
                    }
                }
                "status" if row["status"] != *wanted => {
                    miss(format!("it is {} instead of {wanted}", row["status"]))
                }
                "output" => differing(&row["output"], wanted).into_iter().for_each(&mut miss),
                "tickets" => {
                    let made = total(client, "/tickets").await - tickets_before;
                    if json!(made) != *wanted {
                        miss(format!("{made} tickets instead of {wanted}"));
                    }
                }
                "ticket" => {
                    let list = client.get("/tickets?sort=-created_at&limit=1").await.expect_status(&[200]);
                    differing(&list["data"][0], wanted).into_iter().for_each(&mut miss);
                }
                "notified" => {
                    let made = total(client, "/notifications").await - notified_before;
                    if made < i64::try_from(texts(wanted).len()).expect("few") {
                        miss(format!("{made} notifications instead of {wanted}"));
                    }
                }
                "waits_at" | "form" | "status" => {}
                other => miss(format!("the test expects “{other}”, which nobody checks")),
            }
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

fn texts(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(|t| t.as_str().map(str::to_owned)).collect()
}

fn lower(text: &Value) -> String {
    text.as_str().unwrap_or_default().to_lowercase()
}

fn contents(messages: &[Value]) -> Vec<&Value> {
    messages.iter().map(|m| &m["content"]).collect()
}

fn differing(got: &Value, wanted: &Value) -> Vec<String> {
    wanted
        .as_object()
        .expect("expected values are an object")
        .iter()
        .filter(|(key, value)| got[key.as_str()] != **value)
        .map(|(key, value)| format!("{key} is {} instead of {value}", got[key.as_str()]))
        .collect()
}
