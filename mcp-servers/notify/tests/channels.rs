//! Every channel of `notify` against what it really talks to.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use async_trait::async_trait;
use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use flow_schema::ErrorCode;
use flow_schema::kind::KindRegistry;
use mcp_servers_kit::egress::{AllowList, Egress};
use mcp_servers_kit::testing::{self, FixedSecrets};
use mcp_servers_kit::{Tool, ToolContext, ToolError};
use mcp_servers_notify::webhook::{SIGNING_SECRET, SigningKey};
use mcp_servers_notify::{Channels, InAppNote, InAppSink, Mailer, SmtpSettings, WebhookSender, tools};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};

const SECRET: &str = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

#[derive(Default)]
struct Sink(Mutex<Vec<(String, InAppNote)>>);

#[async_trait]
impl InAppSink for Sink {
    async fn deliver(&self, ctx: &ToolContext, note: InAppNote) -> Result<String, ToolError> {
        self.0.lock().unwrap().push((ctx.idempotency_key.clone(), note));
        Ok("n1".into())
    }
}

fn notify(sink: Arc<Sink>, smtp: Option<&str>, egress: Egress) -> Arc<dyn Tool> {
    let mailer =
        |url| Arc::new(Mailer::new(SmtpSettings::parse(url, "Desk <desk@example.test>").unwrap()).unwrap());
    let channels = Channels { in_app: sink, email: smtp.map(mailer), webhook: WebhookSender::new(egress) };
    tools(&KindRegistry::builtin(), channels).remove(0)
}

fn context() -> ToolContext {
    let secrets = FixedSecrets([(SIGNING_SECRET.to_owned(), SECRET.to_owned())].into());
    ToolContext { secrets: Arc::new(secrets), ..testing::context() }
}

fn closed() -> Egress {
    Egress::new(AllowList::default())
}

#[tokio::test]
async fn the_app_is_the_default_channel() {
    let sink = Arc::new(Sink::default());
    let tool = notify(sink.clone(), None, closed());
    let args = json!({"to": "role:agent", "subject": "New", "body": 7});
    let output = tool.call(&context(), args).await.unwrap().output;
    assert_eq!(output, json!({"delivered": true, "channel": "in_app", "id": "n1"}));
    let note = InAppNote { to: "role:agent".into(), subject: "New".into(), body: "7".into() };
    assert_eq!(*sink.0.lock().unwrap(), [("test-key".to_owned(), note)]);
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused_by_name() {
    let tool = notify(Arc::default(), None, closed());
    for (args, code, word) in [
        (json!({"to": "", "body": "x"}), ErrorCode::Validation, "to whom"),
        (json!({"to": "a@b.c", "body": " "}), ErrorCode::Validation, "empty"),
        (json!({"to": "a@b.c", "body": "x", "channel": "pigeon"}), ErrorCode::Validation, "pigeon"),
        (
            json!({"to": "a@b.c", "body": "x", "channel": "email"}),
            ErrorCode::Validation,
            "FLOWRIGHT_SMTP_URL",
        ),
        (
            json!({"to": "http://127.0.0.1:9/", "body": "x", "channel": "webhook"}),
            ErrorCode::PolicyDenied,
            "inside",
        ),
    ] {
        let error = tool.call(&context(), args).await.unwrap_err();
        assert_eq!(error.code, code, "{error}");
        assert!(error.message.contains(word), "{error}");
    }
    let unsigned = json!({"to": "https://example.com/", "body": "x", "channel": "webhook"});
    let error = tool.call(&testing::context(), unsigned).await.unwrap_err();
    assert!(error.message.contains(SIGNING_SECRET), "never unsigned: {error}");
}

#[tokio::test]
async fn a_webhook_is_signed_keyed_and_never_redirected() {
    let got: Arc<Mutex<Vec<(HeaderMap, Bytes)>>> = Arc::default();
    let kept = got.clone();
    let take = move |headers: HeaderMap, body: Bytes| {
        kept.lock().unwrap().push((headers, body));
        std::future::ready(())
    };
    let router = Router::new()
        .route("/hook", post(take))
        .route("/moved", post(async || (StatusCode::TEMPORARY_REDIRECT, [("location", "/hook")])))
        .route("/gone", post(async || StatusCode::GONE))
        .route("/busy", post(async || (StatusCode::TOO_MANY_REQUESTS, [("retry-after", "9")])));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let egress = Egress::new(AllowList::parse([address.to_string().as_str()]).unwrap());
    let tool = notify(Arc::default(), None, egress);
    let to = |path: &str| {
        let url = format!("http://{address}/{path}");
        json!({"channel": "webhook", "to": url, "subject": "S", "body": "B"})
    };

    let output = tool.call(&context(), to("hook")).await.unwrap().output;
    assert_eq!(output["id"], "test-key");
    let (headers, body) = got.lock().unwrap().pop().unwrap();
    let header = |name: &str| headers[name].to_str().unwrap().to_owned();
    assert_eq!(header("webhook-id"), "test-key");
    let timestamp: i64 = header("webhook-timestamp").parse().unwrap();
    let expected = SigningKey::parse(SECRET).unwrap().sign("test-key", timestamp, &body);
    assert_eq!(header("webhook-signature"), expected);
    let payload: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!((&payload["type"], &payload["data"]["body"]), (&json!("notification.sent"), &json!("B")));

    // A key that the scheme cannot carry is hashed, the same way every time.
    let dotted = ToolContext { idempotency_key: "run.step 1".into(), ..context() };
    let first = tool.call(&dotted, to("hook")).await.unwrap().output["id"].clone();
    assert_eq!(first, tool.call(&dotted, to("hook")).await.unwrap().output["id"]);
    assert!(first.as_str().unwrap().starts_with("msg_"), "{first}");

    got.lock().unwrap().clear();
    for (path, code, retryable) in [
        ("moved", ErrorCode::Validation, false),
        ("gone", ErrorCode::NotFound, false),
        ("busy", ErrorCode::RateLimited, true),
    ] {
        let error = tool.call(&context(), to(path)).await.unwrap_err();
        assert_eq!((error.code, error.retryable), (code, retryable), "{path}: {error}");
    }
    assert!(got.lock().unwrap().is_empty(), "the redirect was not followed");
}

#[expect(clippy::disallowed_methods, reason = "tests are told where their services are")]
fn told(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| {
        panic!("{name} is not set: this test needs the SMTP sink that `make test` starts; run it through `make test`")
    })
}

#[tokio::test]
async fn a_mail_arrives_in_a_real_mailbox() {
    let (server, directory) = (told("FLOWRIGHT_TEST_SMTP"), told("FLOWRIGHT_TEST_SMTP_DIR"));
    let tool = notify(Arc::default(), Some(&format!("smtp://{server}")), closed());
    let ctx = ToolContext { idempotency_key: format!("run-{}", std::process::id()), ..context() };
    let args = json!({"channel": "email", "to": "Jo <jo@example.test>, kim@example.test", "subject": "Störung",
        "body": "Line one.\n.\nAfter the dot."});
    let output = tool.call(&ctx, args.clone()).await.unwrap().output;
    let id = output["id"].as_str().unwrap();
    let mail = std::fs::read_dir(std::path::Path::new(&directory).join("new"))
        .expect("the sink keeps a maildir")
        .filter_map(|entry| std::fs::read_to_string(entry.unwrap().path()).ok())
        .find(|mail| mail.contains(id))
        .expect("the mail is in the mailbox");
    for wanted in ["Auto-Submitted: auto-generated", "jo@example.test", "kim@example.test", "After the dot."]
    {
        assert!(mail.contains(wanted), "{wanted}: {mail}");
    }
    // The same step again is the same mail, for whoever drops copies.
    assert_eq!(tool.call(&ctx, args).await.unwrap().output["id"], output["id"]);
}

/// A mail server that answers RCPT with a given line; no real one can be told to.
async fn scripted(rcpt: &'static str) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let (read, mut write) = socket.into_split();
            let mut lines = BufReader::new(read).lines();
            write.write_all(b"220 test\r\n").await.unwrap();
            while let Ok(Some(line)) = lines.next_line().await {
                let answer = match line.get(..4).unwrap_or_default() {
                    "RCPT" => rcpt,
                    "QUIT" => break,
                    _ => "250 ok",
                };
                write.write_all(format!("{answer}\r\n").as_bytes()).await.unwrap();
            }
        }
    });
    format!("smtp://{address}")
}

#[tokio::test]
async fn the_mail_servers_codes_say_whether_to_try_again() {
    for (answer, code, retryable) in [
        ("451 4.7.1 try later", ErrorCode::RateLimited, true),
        ("550 5.1.1 no such user", ErrorCode::NotFound, false),
        ("554 5.7.1 spam", ErrorCode::Validation, false),
        ("535 5.7.8 sign in first", ErrorCode::Auth, false),
    ] {
        let tool = notify(Arc::default(), Some(&scripted(answer).await), closed());
        let args = json!({"channel": "email", "to": "jo@example.test", "subject": "S", "body": "B"});
        let error = tool.call(&context(), args).await.unwrap_err();
        assert_eq!((error.code, error.retryable), (code, retryable), "{answer}: {error}");
    }
    let tool = notify(Arc::default(), Some("smtp://127.0.0.1:1"), closed());
    let args = json!({"channel": "email", "to": "jo@example.test", "body": "B"});
    assert_eq!(tool.call(&context(), args).await.unwrap_err().code, ErrorCode::Upstream);
}
