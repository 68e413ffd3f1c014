//! The disk under the data directory runs full while runs are under way. What cannot be kept is refused
//! in words, what was accepted is kept, and with room again everything goes on by itself.

use crate::support::{Client, Product, Reply, SmallDisk};
use axum::Router;
use axum::extract::State;
use axum::routing::post;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::sync::Semaphore;

const FULL: u16 = 503;

/// As many bytes as no log of the database has left once it refused a run: that takes some ten pages,
/// and what is smaller may still find room behind the last commit.
const LARGE: usize = 30_000;

/// Answers its callers only when it is told to: their effects are under way until then.
#[derive(Clone)]
struct Till {
    asked: Arc<Semaphore>,
    may_answer: Arc<Semaphore>,
    address: String,
}

impl Till {
    async fn open() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a bound port").to_string();
        let till =
            Self { asked: Arc::new(Semaphore::new(0)), may_answer: Arc::new(Semaphore::new(0)), address };
        let answer = async |State(till): State<Till>| {
            till.asked.add_permits(1);
            till.may_answer.acquire().await.expect("the till stays open").forget();
            axum::Json(json!({ "paid": true, "receipt": "x".repeat(LARGE) }))
        };
        let router = Router::new().route("/pay", post(answer)).with_state(till.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        till
    }
}

fn paying(till: &Till) -> Value {
    json!({
        "format": "flowright/1", "name": "pay",
        "nodes": [{ "id": "pay", "kind": "http_request", "config": {
                        "method": "POST", "url": format!("http://{}/pay", till.address), "body": {} } },
                  { "id": "done", "kind": "reply", "config": { "text": "Paid: {{ pay.body.paid }}" } }],
        "edges": [{ "from": "start", "to": "pay" }, { "from": "pay", "to": "done" }]
    })
}

fn noting(text: &str) -> Value {
    json!({
        "format": "flowright/1", "name": "note",
        "input": { "type": "object", "properties": { "message": { "type": "string" } } },
        "nodes": [{ "id": "say", "kind": "reply", "config": { "text": text } }],
        "edges": [{ "from": "start", "to": "say" }]
    })
}

/// Says that storage is full, and when to come back.
fn check_full(reply: &Reply) {
    assert_eq!(reply.status, FULL, "{}: {:#}", reply.route, reply.body);
    assert_eq!(reply.body["code"], "storage_full", "{}: {:#}", reply.route, reply.body);
    assert!(reply.headers.contains_key("retry-after"), "{}: {:?}", reply.route, reply.headers);
}

/// Starts runs until one is refused; gives back those that were accepted. A log of the database that
/// was written before has room in it for a while after the disk is full.
async fn start_until_refused(client: Client, bytes: usize, started: Arc<Semaphore>) -> Vec<String> {
    let input = json!({ "input": { "message": "x".repeat(bytes) } });
    let mut accepted = Vec::new();
    while accepted.len() < 5_000 {
        let reply = client.post("/flows/note/runs", input.clone()).await;
        if reply.status >= 300 {
            check_full(&reply);
            return accepted;
        }
        accepted.push(reply.body["id"].as_str().expect("a run has an id").to_owned());
        started.add_permits(1);
    }
    panic!("5,000 runs were accepted on a full disk");
}

async fn upload(client: &Client, kilobytes: usize) -> Reply {
    client
        .send_raw("POST", "/kb/bases/it/documents", |request| {
            let part = reqwest::multipart::Part::bytes(b"printer ".repeat(kilobytes * 128))
                .file_name("printers.txt")
                .mime_str("text/plain")
                .expect("a media type");
            request.multipart(reqwest::multipart::Form::new().part("file", part))
        })
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_refuses_in_words_keeps_what_was_accepted_and_goes_on_with_room() {
    let disk = SmallDisk::of_megabytes(64);
    let till = Till::open().await;
    let mut product = Product::start_on(&disk, &[("FLOWRIGHT_EGRESS_ALLOW", &till.address)]);
    let admin = product.administrator().await;
    admin.publish(&paying(&till)).await;
    admin.publish(&noting("first")).await;
    admin.put_draft("note", &noting("second")).await.expect_status(&[200]);
    let conversation = admin.converse("it-helpdesk").await;
    let paid = admin.post("/flows/pay/runs", json!({})).await.expect_status(&[202]);
    let paid = paid["id"].as_str().expect("an id").to_owned();
    till.asked.acquire().await.expect("the call arrives").forget();

    // It runs full in the middle of work.
    let started = Arc::new(Semaphore::new(0));
    let starters = [100_000, 2_000, 2_000, 1, 1, 1]
        .map(|bytes| tokio::spawn(start_until_refused(admin.clone(), bytes, Arc::clone(&started))));
    started.acquire_many(30).await.expect("runs are accepted").forget();
    disk.fill();
    let mut accepted = Vec::new();
    for starter in starters {
        accepted.extend(starter.await.expect("a full disk is told"));
    }
    accepted.extend(start_until_refused(admin.clone(), 1, started).await);
    // The effect is done and its outcome cannot be written down.
    till.may_answer.add_permits(1);

    check_full(&upload(&admin, 64).await);
    check_full(&admin.post("/flows/note/publish", json!({ "message": "no room" })).await);
    check_full(&admin.put_draft("note", &noting(&"third ".repeat(LARGE / 6))).await);
    check_full(
        &admin
            .post(
                &format!("/conversations/{conversation}/messages"),
                json!({ "content": "🖨".repeat(LARGE / "🖨".len()) }),
            )
            .await,
    );
    check_full(
        &admin.post("/tickets", json!({ "title": "Full", "description": "Full ".repeat(LARGE / 5) })).await,
    );
    // What is there can be read.
    admin.get("/flows").await.expect_status(&[200]);
    admin.get("/kb/search?q=vpn&base=it").await.expect_status(&[200]);
    assert!(admin.messages(&conversation).await.is_empty(), "a refused message was not kept");
    let row = admin.get(&format!("/runs/{paid}")).await.expect_status(&[200]);
    assert_eq!(row["status"], "running", "{row:#}");
    let health = admin.get("/health").await.expect_status(&[200]);
    assert_eq!(health["status"], "degraded", "{health:#}");
    assert!(health.to_string().contains("the disk is full"), "{health:#}");
    admin.get("/health/live").await.expect_status(&[200]);

    disk.make_room();
    let again = admin.post("/flows/note/runs", json!({ "input": { "message": "there is room" } })).await;
    accepted.push(again.expect_status(&[202])["id"].as_str().expect("an id").to_owned());
    accepted.push(paid);
    for run in &accepted {
        admin.run_until(run, &["completed"]).await;
    }
    assert_eq!(till.asked.available_permits(), 0, "what was paid is not paid again");
    let version = admin.post("/flows/note/publish", json!({ "message": "room" })).await.expect_status(&[201]);
    assert_eq!(version["version"], 2, "{version:#}");
    assert!(version["commit"].is_string(), "it is in Git: {version:#}");
    upload(&admin, 64).await.expect_status(&[202]);
    admin.knowledge_ready("it").await;
    let run = admin.say(&conversation, json!({ "content": "My VPN does not connect" })).await;
    admin.run_until(&run, &["waiting"]).await;
    let health = admin.get("/health").await.expect_status(&[200]);
    assert_eq!(health["status"], "ok", "{health:#}");

    assert!(product.stop(), "it stops cleanly:\n{}", product.log());
    product.resume();
    for run in &accepted {
        let row = admin.get(&format!("/runs/{run}")).await.expect_status(&[200]);
        assert_eq!(row["status"], "completed", "{row:#}");
    }
    println!("{} runs were accepted around the full disk, all of them completed", accepted.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_whose_index_finds_no_room_is_indexed_when_there_is_some() {
    let disk = SmallDisk::of_megabytes(64);
    let product = Product::start_on(&disk, &[]);
    let admin = product.administrator().await;
    disk.fill();
    disk.leave(600_000);
    let document = upload(&admin, 400).await.expect_status(&[202]);
    let id = document["id"].as_str().expect("an id");
    product.log_until("documents could not be taken from the queue").await;
    let list = admin.get("/kb/bases/it/documents?limit=200").await.expect_status(&[200]);
    let all = list["data"].as_array().expect("a list");
    let row = all.iter().find(|row| row["id"] == id).expect("an accepted document is listed");
    assert!(row["status"] != "ready" && row["status"] != "failed", "{row:#}");

    disk.make_room();
    admin.knowledge_ready("it").await;
    let found = admin.get("/kb/search?q=printer&base=it").await.expect_status(&[200]);
    assert!(found.to_string().contains(id), "{found:#}");
}
