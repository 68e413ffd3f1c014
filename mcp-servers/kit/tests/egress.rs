//! The egress client against real servers on loopback, some opened by the operator, some not.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{any, get};
use flow_schema::ErrorCode;
use mcp_servers_kit::egress::{AllowList, Egress, Outgoing, Redirects};
use mcp_servers_kit::http::Method;
use mcp_servers_kit::testing::{self, FixedSecrets};
use mcp_servers_kit::{HttpRequest, Tool, ToolContext};
use serde_json::json;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

async fn serve(router: Router) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    address
}

fn opened(addresses: &[SocketAddr]) -> Egress {
    let entries: Vec<String> = addresses.iter().map(ToString::to_string).collect();
    Egress::new(AllowList::parse(entries.iter().map(String::as_str)).unwrap())
}

async fn code_of(egress: &Egress, url: &str) -> ErrorCode {
    egress.request(Outgoing::new(Method::GET, url)).await.unwrap_err().code
}

#[tokio::test]
async fn addresses_inside_are_refused_however_they_are_written() {
    let egress = Egress::new(AllowList::default());
    for url in [
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://localhost/",
        "https://user:secret@example.com/",
    ] {
        assert_eq!(code_of(&egress, url).await, ErrorCode::PolicyDenied, "{url}");
    }
    for url in ["file:///etc/passwd", "gopher://example.com/", "nonsense"] {
        assert_eq!(code_of(&egress, url).await, ErrorCode::Validation, "{url}");
    }
    let error = egress.request(Outgoing::new(Method::GET, "http://localhost:81/")).await.unwrap_err();
    assert!(error.message.contains("FLOWRIGHT_EGRESS_ALLOW=localhost:81"), "{}", error.message);
    assert!(egress.client_for("http://127.0.0.1:11434/v1").is_err());
}

#[tokio::test]
async fn an_opened_port_opens_no_other() {
    let open = serve(Router::new().route("/", get(async || "hello"))).await;
    let closed = serve(Router::new().route("/", get(async || "secret"))).await;
    let egress = opened(&[open]);
    let answer = egress.request(Outgoing::new(Method::GET, format!("http://{open}/"))).await.unwrap();
    assert_eq!((answer.status, &answer.body[..]), (StatusCode::OK, &b"hello"[..]));
    assert_eq!(code_of(&egress, &format!("http://{closed}/")).await, ErrorCode::PolicyDenied);
}

#[tokio::test]
async fn every_redirect_is_checked_and_carries_no_credentials_elsewhere() {
    let seen = serve(Router::new().fallback(any(async |headers: HeaderMap| {
        format!("{:?} {:?}", headers.get("authorization"), headers.get("x-api-key"))
    })))
    .await;
    let inside = serve(Router::new().route("/", get(async || "secret"))).await;
    let router = Router::new()
        .route("/away", get(async move || Redirect::temporary(&format!("http://{seen}/"))))
        .route("/inside", get(async move || Redirect::temporary(&format!("http://{inside}/"))))
        .route("/round", get(async || Redirect::temporary("/round")));
    let first = serve(router).await;
    let egress = opened(&[first, seen]);

    let mut out = Outgoing::new(Method::GET, format!("http://{first}/away"));
    out.headers.insert(header::AUTHORIZATION, "Bearer s3cr3t".parse().unwrap());
    out.headers.insert("x-api-key", "s3cr3t".parse().unwrap());
    let answer = egress.request(out.clone()).await.unwrap();
    assert_eq!(answer.body, "None None");
    assert_eq!(answer.url, format!("http://{seen}/"));

    assert_eq!(code_of(&egress, &format!("http://{first}/inside")).await, ErrorCode::PolicyDenied);
    assert_eq!(code_of(&egress, &format!("http://{first}/round")).await, ErrorCode::Upstream);
    out.redirects = Redirects::Never;
    assert_eq!(egress.request(out).await.unwrap().status, StatusCode::TEMPORARY_REDIRECT);
}

#[tokio::test]
async fn bodies_and_waits_are_limited() {
    let endless = async || {
        let chunks = futures::stream::repeat_with(|| Ok::<_, std::io::Error>(vec![b'x'; 65536]));
        Response::new(Body::from_stream(chunks))
    };
    let silent = async || std::future::pending::<Response>().await;
    let server = serve(Router::new().route("/endless", get(endless)).route("/silent", get(silent))).await;
    let egress = opened(&[server]);
    let error =
        egress.request(Outgoing::new(Method::GET, format!("http://{server}/endless"))).await.unwrap_err();
    assert!(error.message.contains("larger than 1048576 bytes"), "{}", error.message);
    let mut out = Outgoing::new(Method::GET, format!("http://{server}/silent"));
    out.timeout = Duration::from_millis(50);
    assert_eq!(egress.request(out).await.unwrap_err().code, ErrorCode::Timeout);
    let nobody = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    assert_eq!(code_of(&opened(&[nobody]), &format!("http://{nobody}/")).await, ErrorCode::Upstream);
}

#[tokio::test]
async fn the_http_request_tool_sends_key_secret_and_json_and_maps_statuses() {
    let echo = async |request: Request| {
        let (parts, body) = request.into_parts();
        let body = axum::body::to_bytes(body, 1 << 20).await.unwrap();
        let method = parts.method.to_string();
        let query = parts.uri.query().unwrap_or_default().to_owned();
        let header = |name: &str| parts.headers.get(name).map(|v| v.to_str().unwrap().to_owned());
        let (key, auth) = (header("idempotency-key"), header("authorization"));
        let body: serde_json::Value = serde_json::from_slice(&body).unwrap_or_default();
        axum::Json(json!({"method": method, "query": query, "key": key, "auth": auth, "body": body}))
    };
    let busy =
        async || (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "7")], "slow down").into_response();
    let server = serve(Router::new().route("/echo", any(echo)).route("/busy", get(busy))).await;
    let kinds = flow_schema::kind::KindRegistry::builtin();
    let tool = HttpRequest::new(kinds.get("http_request").unwrap().clone(), opened(&[server]));
    let secrets = FixedSecrets([("crm".to_owned(), "t0ken".to_owned())].into());
    let ctx = ToolContext { secrets: Arc::new(secrets), ..testing::context() };

    let args = json!({"method": "post", "url": format!("http://{server}/echo"), "query": {"a": 1, "b": null},
        "body": {"x": [1]}, "secret": "crm", "secret_header": "Authorization"});
    let output = tool.call(&ctx, args).await.unwrap().output;
    assert_eq!(output["status"], 200);
    assert_eq!(
        output["body"],
        json!({"method": "POST", "query": "a=1", "key": "test-key", "auth": "Bearer t0ken", "body": {"x": [1]}})
    );
    let error = tool.call(&ctx, json!({"url": format!("http://{server}/busy")})).await.unwrap_err();
    assert_eq!(
        (error.code, error.retry_after_ms, error.retryable),
        (ErrorCode::RateLimited, Some(7000), true)
    );
    let error = tool.call(&ctx, json!({"url": format!("http://{server}/none")})).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::NotFound);
    for (args, code) in [
        (json!({"url": "http://127.0.0.1:1/"}), ErrorCode::PolicyDenied),
        (
            json!({"url": format!("http://{server}/echo"), "headers": {"x": "a\r\nHost: evil"}}),
            ErrorCode::Validation,
        ),
        (json!({"url": format!("http://{server}/echo"), "headers": {"Host": "evil"}}), ErrorCode::Validation),
        (json!({"url": format!("http://{server}/echo"), "method": "TRACE"}), ErrorCode::Validation),
        (json!({"url": format!("http://{server}/echo"), "secret": "unknown"}), ErrorCode::NotFound),
    ] {
        assert_eq!(tool.call(&ctx, args.clone()).await.unwrap_err().code, code, "{args}");
    }
}
