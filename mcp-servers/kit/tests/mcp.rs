//! MCP both ways, over real HTTP on loopback.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use async_trait::async_trait;
use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use flow_schema::ErrorCode;
use flow_schema::kind::{Effect, NodeKind, OutputSchema};
use mcp_servers_kit::egress::{AllowList, Egress};
use mcp_servers_kit::mcp::{Connection, ExternalTool, McpCaller, McpTool, ServeConfig, Server, probe, serve};
use mcp_servers_kit::testing::{self, FixedSecrets};
use mcp_servers_kit::{ExternalTools, Outcome, Principal, Tool, ToolContext, ToolError, ToolRegistry};
use rmcp::model::{CallToolRequestParams, ClientConfig, ProtocolVersion};
use rmcp::service::{ClientLifecycleMode, serve_client_with_lifecycle};
use rmcp::transport::StreamableHttpClientTransport;
use rmcp::transport::streamable_http_client::StreamableHttpClientTransportConfig;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::Instant;
use uuid::Uuid;

/// Notes who called with what, and answers; fails or stalls when asked to.
struct Echo {
    kind: NodeKind,
    calls: Mutex<Vec<(String, String)>>,
}

impl Echo {
    fn new(name: &str, effect: Effect) -> Arc<Self> {
        let mut kind = NodeKind::clone(&testing::kind(name));
        kind.title = "Echo".into();
        kind.summary = "Says it again".into();
        kind.effect = effect;
        kind.config_schema = json!({
            "type": "object", "required": ["text"], "additionalProperties": false,
            "properties": { "text": { "type": "string", "x-ui": { "widget": "text" } } }
        });
        kind.output =
            OutputSchema::Fixed(json!({"type": "object", "properties": {"said": {"type": "string"}}}));
        Arc::new(Self { kind, calls: Mutex::default() })
    }
}

#[async_trait]
impl Tool for Echo {
    fn kind(&self) -> &NodeKind {
        &self.kind
    }

    async fn call(&self, ctx: &ToolContext, args: Value) -> Result<Outcome, ToolError> {
        self.calls.lock().unwrap().push((ctx.principal.email.clone(), ctx.idempotency_key.clone()));
        match args["text"].as_str().unwrap() {
            "fail" => Err(ToolError::new(ErrorCode::Conflict, "somebody was faster")),
            "stall" => {
                ctx.cancel.cancelled().await;
                Err(ToolError::new(ErrorCode::Cancelled, "stopped"))
            }
            "flood" => Ok(json!({ "said": "x".repeat(2 << 20) }).into()),
            text => Ok(json!({ "said": text }).into()),
        }
    }
}

async fn start(tools: Vec<Arc<dyn Tool>>, signed_in: bool) -> SocketAddr {
    let registry = Arc::new(ToolRegistry::new(tools, Arc::default()));
    let mcp = serve(registry, ServeConfig::default());
    let caller = McpCaller {
        tenant: Uuid::from_u128(1),
        principal: Principal {
            user: Some(Uuid::from_u128(9)),
            name: "Jo".into(),
            email: "jo@example.test".into(),
            ..Principal::default()
        },
        correlation_id: "c".into(),
        secrets: Arc::new(FixedSecrets::default()),
        may_use: Arc::new(|kind: &NodeKind| kind.name != "forbidden"),
    };
    let router =
        Router::new().nest_service("/mcp", mcp).layer(from_fn(move |mut request: Request, next: Next| {
            if signed_in {
                request.extensions_mut().insert(caller.clone());
            }
            next.run(request)
        }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    address
}

fn opened(address: SocketAddr) -> Egress {
    Egress::new(AllowList::parse([address.to_string().as_str()]).unwrap())
}

fn server(address: SocketAddr) -> Server {
    Server { name: "desk".into(), url: format!("http://{address}/mcp"), secret: None }
}

fn soon() -> Instant {
    Instant::now() + Duration::from_secs(20)
}

#[tokio::test]
async fn our_tools_are_listed_and_called_through_our_own_client() {
    let echo = Echo::new("echo", Effect::Read);
    let address = start(vec![echo.clone(), Echo::new("forbidden", Effect::Write)], true).await;
    let connection = Connection::new(server(address), opened(address));
    let secrets = FixedSecrets::default();
    let listing = connection.list(&secrets, soon()).await.unwrap();
    assert_eq!(listing.protocol, "2026-07-28");
    let names: Vec<_> = listing.tools.iter().map(|t| t.kind.name.as_str()).collect();
    assert_eq!(names, ["mcp:desk/echo"], "what the caller may not use is not shown");
    let tool = listing.tools[0].clone();
    assert_eq!(tool.kind.effect, Effect::Read);
    assert_eq!(tool.kind.config_schema["required"], json!(["text"]));

    let external = Arc::new(ExternalTools::default());
    let tenant = testing::context().tenant;
    external.set(tenant, "desk", [Arc::new(ExternalTool::new(tool, connection).unwrap()) as Arc<dyn Tool>]);
    let registry = ToolRegistry::new([], external.clone());
    let tool = registry.tool(tenant, "mcp:desk/echo").unwrap();
    assert!(registry.tool(Uuid::from_u128(77), "mcp:desk/echo").is_none(), "another tenant has no such tool");

    let ctx = testing::context();
    let outcome = tool.call(&ctx, json!({"text": "hello", "unused": null})).await.unwrap();
    assert_eq!(outcome.output, json!({"said": "hello"}));
    let calls = echo.calls.lock().unwrap().clone();
    assert_eq!(calls.len(), 1);
    assert_eq!(calls[0].0, "jo@example.test");
    assert!(calls[0].1.ends_with(":echo:test-key"), "the key came along: {}", calls[0].1);

    // Wrong arguments never leave; the other side's failures keep their code.
    let error = tool.call(&ctx, json!({"text": 5})).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Validation);
    assert!(error.message.contains("/text"), "{}", error.message);
    assert_eq!(echo.calls.lock().unwrap().len(), 1);
    let error = tool.call(&ctx, json!({"text": "fail"})).await.unwrap_err();
    assert_eq!((error.code, error.message.as_str()), (ErrorCode::Conflict, "somebody was faster"));
    let error = tool.call(&ctx, json!({"text": "flood"})).await.unwrap_err();
    assert!(error.message.contains("larger than"), "{}", error.message);

    let generic = McpTool::new(testing::kind("mcp_tool"), external);
    let args = json!({"server": "desk", "tool": "echo", "arguments": {"text": "again"}});
    assert_eq!(generic.call(&ctx, args).await.unwrap().output, json!({"said": "again"}));
    let error = generic.call(&ctx, json!({"server": "desk", "tool": "none"})).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::NotFound);
}

#[tokio::test]
async fn a_call_ends_with_its_deadline_and_with_its_run() {
    let address = start(vec![Echo::new("echo", Effect::Write)], true).await;
    let connection = Connection::new(server(address), opened(address));
    let listing = connection.list(&FixedSecrets::default(), soon()).await.unwrap();
    let tool = ExternalTool::new(listing.tools[0].clone(), connection).unwrap();
    let ctx = ToolContext { deadline: Instant::now() + Duration::from_millis(100), ..testing::context() };
    assert_eq!(tool.call(&ctx, json!({"text": "stall"})).await.unwrap_err().code, ErrorCode::Timeout);

    let ctx = testing::context();
    let (result, ()) = tokio::join!(tool.call(&ctx, json!({"text": "stall"})), async {
        tokio::task::yield_now().await;
        ctx.cancel.cancel();
    });
    assert_eq!(result.unwrap_err().code, ErrorCode::Cancelled);
    // The connection is still good.
    let ctx = testing::context();
    assert_eq!(tool.call(&ctx, json!({"text": "x"})).await.unwrap().output, json!({"said": "x"}));
}

#[tokio::test]
async fn a_client_of_the_older_revision_is_served_too() {
    let address = start(vec![Echo::new("echo", Effect::Read)], true).await;
    let url = format!("http://{address}/mcp");
    let http = opened(address).client_for(&url).unwrap();
    let config = StreamableHttpClientTransportConfig::with_uri(url);
    let transport = StreamableHttpClientTransport::with_client(http, config);
    let mut me = ClientConfig::default();
    me.protocol_version = ProtocolVersion::V_2025_11_25;
    let client = serve_client_with_lifecycle(me, transport, ClientLifecycleMode::Initialize).await.unwrap();
    assert_eq!(client.peer_info().unwrap().protocol_version, ProtocolVersion::V_2025_11_25);
    let tools = client.list_all_tools().await.unwrap();
    assert_eq!(tools[0].name, "echo");
    let schema = serde_json::to_value(&tools[0].input_schema).unwrap();
    assert_eq!(schema["properties"]["text"].get("x-ui"), None, "what Studio draws is nobody else's business");
    let args = json!({"text": "old"}).as_object().unwrap().clone();
    let result = client.call_tool(CallToolRequestParams::new("echo").with_arguments(args)).await.unwrap();
    assert_eq!(result.structured_content, Some(json!({"said": "old"})));
    let wrong = client.call_tool(CallToolRequestParams::new("echo")).await.unwrap();
    assert_eq!(wrong.is_error, Some(true));
    assert!(wrong.content[0].as_text().unwrap().text.contains("text"), "{wrong:?}");
}

#[tokio::test]
async fn strangers_foreign_pages_and_other_hosts_are_refused() {
    let address = start(vec![Echo::new("echo", Effect::Read)], false).await;
    let connection = Connection::new(server(address), opened(address));
    let error = connection.list(&FixedSecrets::default(), soon()).await.unwrap_err();
    assert!(error.message.contains("not signed in"), "{}", error.message);

    let url = format!("http://{address}/mcp");
    let http = opened(address).client_for(&url).unwrap();
    let post = |name: &'static str, value: &'static str| {
        let body = json!({"jsonrpc": "2.0", "id": 1, "method": "tools/list"});
        http.post(&url)
            .header("accept", "application/json, text/event-stream")
            .header(name, value)
            .json(&body)
            .send()
    };
    assert_eq!(post("origin", "https://evil.example").await.unwrap().status().as_u16(), 403);
    assert_eq!(post("host", "evil.example").await.unwrap().status().as_u16(), 403);
}

#[tokio::test]
async fn a_probe_says_at_which_step_and_why() {
    let address = start(vec![Echo::new("echo", Effect::Read)], true).await;
    let secrets = FixedSecrets::default();
    let limit = Duration::from_secs(20);
    let steps = |p: &mcp_servers_kit::mcp::Probe| -> Vec<(String, bool)> {
        p.steps.iter().map(|s| (s.step.clone(), s.ok)).collect()
    };
    let good = probe(&server(address), &opened(address), &secrets, limit).await;
    assert!(good.ok, "{:?}", good.steps);
    let expected = ["dns", "tcp", "http", "initialise", "list_tools"].map(|s| (s.to_owned(), true));
    assert_eq!(steps(&good), expected);
    assert_eq!(good.tools.len(), 1);

    let closed = probe(&server(address), &Egress::new(AllowList::default()), &secrets, limit).await;
    assert_eq!(steps(&closed), [("dns".to_owned(), false)]);
    assert!(closed.steps[0].detail.contains("inside the network"), "{}", closed.steps[0].detail);

    let nobody = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let down = probe(&server(nobody), &opened(nobody), &secrets, limit).await;
    assert_eq!(steps(&down).last(), Some(&("tcp".to_owned(), false)));
    assert!(down.steps[1].detail.contains("is the server running?"), "{}", down.steps[1].detail);

    let wrong = Server { url: format!("http://{address}/elsewhere"), ..server(address) };
    let wrong = probe(&wrong, &opened(address), &secrets, limit).await;
    assert_eq!(steps(&wrong).last(), Some(&("initialise".to_owned(), false)));
    let detail = &wrong.steps.last().unwrap().detail;
    assert!(detail.contains("no MCP endpoint") || detail.contains("is the address right"), "{detail}");

    let locked = Server { secret: Some("missing".into()), ..server(address) };
    let locked = probe(&locked, &opened(address), &secrets, limit).await;
    assert!(locked.steps.last().unwrap().detail.contains("no secret named missing"), "{:?}", locked.steps);
}
