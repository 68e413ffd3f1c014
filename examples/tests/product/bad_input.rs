//! What a hostile or unlucky client sends: a clear error each time, nothing lost, the process alive.

use crate::support::{Client, Mood, PASSWORD, Product, StubModel};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// Every refusal is a problem document that a person and a program can use.
fn check_problem(reply: &crate::support::Reply, status: u16, code: &str) {
    assert_eq!(reply.status, status, "{}: {:#}", reply.route, reply.body);
    let kind = reply.headers["content-type"].to_str().expect("ASCII");
    assert!(kind.starts_with("application/problem+json"), "{}: {kind}", reply.route);
    for field in ["type", "title", "status", "detail", "instance", "code", "correlation_id", "timestamp"] {
        assert!(!reply.body[field].is_null(), "{} lacks {field}: {:#}", reply.route, reply.body);
    }
    if !code.is_empty() {
        assert_eq!(reply.body["code"], code, "{:#}", reply.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn broken_json_is_refused_with_its_position() {
    let product = Product::start();
    let admin = product.administrator().await;
    let reply = admin
        .send_raw("POST", "/flows", |r| {
            r.header("content-type", "application/json").body("{\"name\": \"x\",,}")
        })
        .await;
    check_problem(&reply, 400, "");
    assert!(reply.body["detail"].as_str().is_some_and(|d| d.contains("line 1")), "{:#}", reply.body);
    let reply =
        admin.send_raw("POST", "/flows", |r| r.header("content-type", "text/plain").body("hello")).await;
    check_problem(&reply, 415, "");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_of_200_megabytes_is_refused_without_being_read_into_memory() {
    let product = Product::start();
    let admin = product.administrator().await;
    product.forget_peak_memory();
    let before = product.memory().resident;
    let address = product.url().trim_start_matches("http://").to_owned();
    // By hand: a client that finds the connection closed while it still sends does not look for the answer.
    let length = format!("content-length: {}", PART.len() + 200 * MEGABYTE);
    let (said, _) = send(&address, admin.token(), &length, PART.into(), vec![b'a'; MEGABYTE]).await;
    let reply = parsed(&said);
    check_problem(&reply, 413, "");
    let grown = product.memory().peak - before;
    assert!(grown < 100, "memory grew by {grown} MB");
    admin.get("/flows").await.expect_status(&[200]);
}

const MEGABYTE: usize = 1 << 20;
const PART: &str = "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"huge.txt\"\r\n\
                    content-type: text/plain\r\n\r\n";

/// Sends the beginning of a file and then 200 of these pieces, as fast as they are taken; gives back what the
/// server answers, and how many pieces were sent.
async fn send(address: &str, token: &str, length: &str, first: Vec<u8>, piece: Vec<u8>) -> (String, usize) {
    let socket = tokio::net::TcpStream::connect(address).await.expect("the product listens");
    let (mut answer, mut body) = socket.into_split();
    let head = format!(
        "POST /api/v1/kb/bases/it/documents HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {token}\r\n\
         content-type: multipart/form-data; boundary=b\r\n{length}\r\n\r\n"
    );
    let sender = tokio::spawn(async move {
        body.write_all(&[head.into_bytes(), first].concat()).await.expect("the head is taken");
        for sent in 0..200 {
            if body.write_all(&piece).await.is_err() {
                return sent;
            }
        }
        200
    });
    let mut said = Vec::new();
    let mut read = [0; 4096];
    // Until the problem document has come whole; the server then closes, perhaps with a reset.
    while !is_whole(&String::from_utf8_lossy(&said)) {
        match answer.read(&mut read).await {
            Ok(n) if n > 0 => said.extend_from_slice(&read[..n]),
            Ok(_) | Err(_) => break,
        }
    }
    drop(answer);
    let sent = sender.await.expect("the sender ends");
    (String::from_utf8_lossy(&said).into_owned(), sent)
}

fn is_whole(said: &str) -> bool {
    said.split_once("\r\n\r\n").is_some_and(|(_, body)| serde_json::from_str::<Value>(body).is_ok())
}

fn parsed(said: &str) -> crate::support::Reply {
    let (head, body) = said.split_once("\r\n\r\n").expect("an answer");
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok());
    let headers = lines.filter_map(|line| line.split_once(": ")).map(|(name, value)| {
        let name: reqwest::header::HeaderName = name.parse().expect("a header's name");
        (name, value.parse().expect("a header's value"))
    });
    crate::support::Reply {
        status: status.expect("a status"),
        headers: headers.collect(),
        body: serde_json::from_str(body).expect("a problem document"),
        route: "POST /kb/bases/it/documents".to_owned(),
    }
}

/// Sends a file without end, saying nothing of its length; gives back what the server answers.
async fn send_without_end(address: String, token: String) -> String {
    let first = format!("{:x}\r\n{PART}\r\n", PART.len());
    let megabyte = [b"100000\r\n".to_vec(), vec![b'a'; MEGABYTE], b"\r\n".to_vec()].concat();
    let (said, sent) = send(&address, &token, "transfer-encoding: chunked", first.into(), megabyte).await;
    assert!(sent < 200, "all 200 MB were taken");
    said
}

#[tokio::test(flavor = "multi_thread")]
async fn uploads_that_do_not_say_how_long_they_are_are_cut_off_at_the_limit() {
    let product = Product::start();
    let admin = product.administrator().await;
    let address = product.url().trim_start_matches("http://").to_owned();
    product.forget_peak_memory();
    let before = product.memory().resident;
    let senders: Vec<_> =
        (0..8).map(|_| tokio::spawn(send_without_end(address.clone(), admin.token().to_owned()))).collect();
    for sender in senders {
        let answer = sender.await.expect("the sender ends");
        assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
        assert!(answer.contains("too_large"), "{answer}");
    }
    let grown = product.memory().peak - before;
    println!("eight endless uploads at once: {grown} MB at the peak");
    // Four at a time, of at most 25 MiB, in a buffer that doubles as it grows.
    assert!(grown < 300, "memory grew by {grown} MB");
    admin.get("/flows").await.expect_status(&[200]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_none_of_ours_opens_nothing() {
    let product = Product::start();
    let client = Client::anonymous(&product.url());
    check_problem(&client.get("/flows").await, 401, "");
    check_problem(&client.with_token("nonsense").get("/flows").await, 401, "");
    // alg: none
    let none = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiIxIn0.";
    check_problem(&client.with_token(none).get("/flows").await, 401, "");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_says_nothing_about_the_account() {
    let product = Product::start();
    product.administrator().await;
    let client = Client::anonymous(&product.url());
    let wrong = client
        .post("/auth/login", json!({ "email": "admin@example.test", "password": "wrong-password-1" }))
        .await;
    let unknown = client
        .post("/auth/login", json!({ "email": "nobody@example.test", "password": "wrong-password-1" }))
        .await;
    check_problem(&wrong, 401, "");
    check_problem(&unknown, 401, "");
    assert_eq!(wrong.body["detail"], unknown.body["detail"]);
    client
        .post("/auth/login", json!({ "email": "admin@example.test", "password": PASSWORD }))
        .await
        .expect_status(&[200]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flow_with_every_kind_of_mistake_is_not_published_and_each_is_named() {
    let product = Product::start();
    let admin = product.administrator().await;
    let document = json!({
        "format": "flowright/1",
        "name": "broken",
        "input": { "type": "object", "properties": { "message": { "type": "string" } } },
        "nodes": [
            { "id": "kb", "kind": "kb_serch", "config": {} },
            { "id": "ask", "kind": "llm", "config": {} },
            { "id": "say", "kind": "reply", "config": { "text": "{{ nobody.text }}" } },
            { "id": "say2", "kind": "reply", "config": { "text": "{{ input.message + }}" } },
            { "id": "lost", "kind": "reply", "config": { "text": "never" } },
            { "id": "a", "kind": "template", "config": { "text": "a" } },
            { "id": "b", "kind": "template", "config": { "text": "b" } },
            { "id": "late", "kind": "template", "timeout": "soon", "config": { "text": "{{ say2.text }}" } }
        ],
        "edges": [
            { "from": "start", "to": "kb" },
            { "from": "kb", "to": "ask" },
            { "from": "ask.maybe", "to": "say" },
            { "from": "ask", "to": "say2" },
            { "from": "ask", "to": "nowhere" },
            { "from": "start", "to": "a" },
            { "from": "start", "to": "b" },
            { "from": "a", "to": "b" },
            { "from": "b", "to": "a" },
            { "from": "say2", "to": "late" }
        ]
    });
    admin
        .post("/flows", json!({ "name": "broken", "title": "Broken", "template": "blank" }))
        .await
        .expect_status(&[201]);
    let draft = admin.put_draft("broken", &document).await.expect_status(&[200]);
    assert!(draft["findings"].as_array().is_some_and(|f| f.len() >= 7), "{draft:#}");
    let reply = admin.post("/flows/broken/publish", json!({ "message": "try" })).await;
    check_problem(&reply, 422, "");
    let findings = reply.body["findings"].as_array().expect("findings").clone();
    let named = |node: &str, word: &str| {
        findings.iter().any(|f| f["node"] == node && f["cause"].as_str().is_some_and(|c| c.contains(word)))
    };
    assert!(named("kb", "kb_serch"), "unknown kind: {findings:#?}");
    assert!(named("ask", "Prompt"), "missing config: {findings:#?}");
    assert!(named("say", "nobody"), "unknown reference: {findings:#?}");
    assert!(findings.iter().any(|f| f["node"] == "lost"), "unreachable: {findings:#?}");
    assert!(
        findings.iter().any(|f| f["cause"].as_str().is_some_and(|c| c.contains("nowhere"))),
        "{findings:#?}"
    );
    assert!(
        findings.iter().any(|f| f["cause"].as_str().is_some_and(|c| c.contains("maybe"))),
        "{findings:#?}"
    );
    assert!(findings.iter().any(|f| f["node"] == "say2"), "parse error: {findings:#?}");
    assert!(findings.iter().any(|f| f["node"] == "late"), "bad duration: {findings:#?}");
    assert!(findings.iter().all(|f| f["mend"].as_str().is_some_and(|m| !m.is_empty())), "{findings:#?}");
    let versions = admin.get("/flows/broken/versions").await.expect_status(&[200]);
    assert_eq!(versions["data"].as_array().map(Vec::len), Some(0), "nothing was saved as a version");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_that_never_ends_fails_its_step_and_nothing_else() {
    let product = Product::start();
    let admin = product.administrator().await;
    admin
        .publish(&json!({
            "format": "flowright/1", "name": "spin",
            "nodes": [{ "id": "spin", "kind": "script", "config": { "code": "let n = 0; while true { n += 1; }" } },
                      { "id": "done", "kind": "reply", "config": { "text": "done" } }],
            "edges": [{ "from": "start", "to": "spin" }, { "from": "spin", "to": "done" }]
        }))
        .await;
    let run = admin.post("/flows/spin/runs?wait=30", json!({ "input": {} })).await.expect_status(&[200, 202]);
    let run = admin.run_until(run["id"].as_str().expect("an id"), &["failed"]).await;
    assert_eq!(run["error"]["node"], "spin", "{run:#}");
    assert!(run["error"]["message"].as_str().is_some_and(|m| m.contains("operations")), "{run:#}");
    admin.get("/flows").await.expect_status(&[200]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_that_misbehaves_never_takes_the_conversation_with_it() {
    let model = StubModel::start().await;
    let product = Product::start_with_model(&model, &[]);
    let admin = product.administrator().await;
    for mood in [Mood::Garbage, Mood::Drops, Mood::Breaks, Mood::Unauthorised] {
        model.set(mood.clone());
        let conversation = admin.converse("it-helpdesk").await;
        let run = admin.say(&conversation, json!({ "content": "My VPN does not connect" })).await;
        admin.run_until(&run, &["waiting", "completed"]).await;
        println!("{mood:?}: the user hears something");
        let said =
            |m: &Value| m["role"] == "assistant" && m["content"].as_str().is_some_and(|c| !c.is_empty());
        admin.messages_until(&conversation, |all| all.iter().any(said)).await;
    }
    admin.get("/health").await.expect_status(&[200]);
}

/// One question to the model, which may take two seconds, and its answer.
fn asking() -> Value {
    json!({
        "format": "flowright/1", "name": "ask",
        "input": { "type": "object", "properties": { "message": { "type": "string" } } },
        "nodes": [{ "id": "ask", "kind": "llm", "timeout": "2s", "retry": { "attempts": 2, "backoff": "100ms" },
                    "config": { "prompt": "{{ input.message }}", "stream_reply": true } }],
        "edges": [{ "from": "start", "to": "ask" }]
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_that_stays_silent_costs_its_time_and_not_the_conversation() {
    let model = StubModel::start().await;
    let product = Product::start_with_model(&model, &[]);
    let admin = product.administrator().await;
    admin.publish(&asking()).await;
    let conversation = admin.converse("ask").await;
    let question = json!({ "content": "My VPN does not connect" });

    // Before its first word the offline model can take over.
    model.set(Mood::Stalls);
    let run = admin.say(&conversation, question.clone()).await;
    admin.run_until(&run, &["completed"]).await;
    let log = admin.get(&format!("/runs/{run}/events?limit=200")).await.expect_status(&[200]);
    assert!(log.to_string().contains("did not begin to answer"), "the reason is in the log: {log:#}");

    // After it, nobody may put words in its mouth: the run fails and says why.
    model.set(Mood::Falters);
    let run = admin.say(&conversation, question.clone()).await;
    let row = admin.run_until(&run, &["failed"]).await;
    assert_eq!(row["error"]["code"], "timeout", "{row:#}");
    let heard = |m: &Value| m["kind"] == "error" && m["run_id"] == run.as_str();
    let messages = admin.messages_until(&conversation, |all| all.iter().any(heard)).await;
    assert!(
        !messages.iter().any(|m| m["content"] == "Restart the "),
        "half an answer is none: {messages:#?}"
    );

    model.set(Mood::Answers);
    let run = admin.say(&conversation, question).await;
    admin.run_until(&run, &["completed"]).await;
    let answered = |m: &Value| m["content"].as_str().is_some_and(|c| c.starts_with("Restart the VPN client"));
    admin.messages_until(&conversation, |all| all.iter().any(answered)).await;
}
