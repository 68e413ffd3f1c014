use super::carrier::Carrier;
use super::remote::{self, Listing};
use super::{ERROR_META, IDEMPOTENCY_META, failure};
use crate::egress::Egress;
use crate::tool::{Outcome, SecretResolver, ToolContext, ToolError};
use flow_schema::ErrorCode;
use reqwest::Url;
use rmcp::model::{
    CallToolRequest, CallToolRequestParams, CallToolResult, ClientCapabilities, ClientConfig, ClientRequest,
    Implementation, ListToolsRequest, PaginatedRequestParams, ProtocolVersion, RequestMetaObject,
    ServerResult,
};
use rmcp::service::{
    ClientLifecycleMode, Peer, PeerRequestOptions, RoleClient, RunningService, serve_client_with_lifecycle,
};
use rmcp::transport::StreamableHttpClientTransport;
use rmcp::transport::streamable_http_client::StreamableHttpClientTransportConfig;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::Instant;

const MAX_RESULT_BYTES: usize = 1 << 20;
const MAX_PAGES: usize = 50;
const MAX_TOOLS: usize = 1000;
const CANCEL_NOTICE: Duration = Duration::from_millis(500);

/// An external MCP server as a tenant registered it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Server {
    /// Names it in kinds: `mcp:<name>/<tool>`.
    pub name: String,
    pub url: String,
    /// Name of the secret that is its bearer token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

/// The connection to one server: made when it is first needed, kept, and made anew when lost.
pub struct Connection {
    server: Server,
    egress: Egress,
    live: Mutex<Option<RunningService<RoleClient, ClientConfig>>>,
}

impl Connection {
    /// Does not contact the server yet.
    pub fn new(server: Server, egress: Egress) -> Arc<Self> {
        Arc::new(Self { server, egress, live: Mutex::new(None) })
    }

    pub fn server(&self) -> &Server {
        &self.server
    }

    /// Closes the connection; the next call opens another.
    pub async fn close(&self) {
        self.live.lock().await.take();
    }

    /// Asks for the server's tools.
    pub async fn list(&self, secrets: &dyn SecretResolver, deadline: Instant) -> Result<Listing, ToolError> {
        let late = |_| ToolError::new(ErrorCode::Timeout, "the MCP server did not list its tools in time");
        tokio::time::timeout_at(deadline, async {
            let peer = self.peer(secrets).await?;
            let declared = self.declared(&peer).await?;
            let (tools, unusable) = remote::sort_out(&self.server.name, declared);
            let info = peer.peer_info();
            Ok(Listing {
                server: info
                    .as_ref()
                    .and_then(|i| i.server_info.as_ref())
                    .map(|s| format!("{} {}", s.name, s.version))
                    .unwrap_or_default(),
                protocol: info.map(|i| i.protocol_version.as_str().to_owned()).unwrap_or_default(),
                tools,
                unusable,
            })
        })
        .await
        .map_err(late)?
    }

    /// Opens the connection if it is not open. Returns the negotiated protocol revision.
    pub async fn open(&self, secrets: &dyn SecretResolver) -> Result<String, ToolError> {
        let peer = self.peer(secrets).await?;
        Ok(peer.peer_info().map(|i| i.protocol_version.as_str().to_owned()).unwrap_or_default())
    }

    async fn peer(&self, secrets: &dyn SecretResolver) -> Result<Peer<RoleClient>, ToolError> {
        let mut live = self.live.lock().await;
        if let Some(service) = live.as_ref()
            && !service.is_closed()
            && !service.peer().is_transport_closed()
        {
            return Ok(service.peer().clone());
        }
        let service = self.connect(secrets).await?;
        let peer = service.peer().clone();
        *live = Some(service);
        Ok(peer)
    }

    async fn connect(
        &self,
        secrets: &dyn SecretResolver,
    ) -> Result<RunningService<RoleClient, ClientConfig>, ToolError> {
        let url = self.url()?;
        let client = self.egress.client_for(url.as_str())?;
        let mut config = StreamableHttpClientTransportConfig::with_uri(url.as_str())
            .max_sse_event_size(MAX_RESULT_BYTES + (64 << 10));
        if let Some(name) = &self.server.secret {
            config = config.auth_header(secrets.resolve(name).await?);
        }
        let transport = StreamableHttpClientTransport::with_client(Carrier(client), config);
        let me = ClientConfig::new(
            ClientCapabilities::default(),
            Implementation::new("flowright", env!("CARGO_PKG_VERSION")),
        );
        let lifecycle = ClientLifecycleMode::Auto {
            preferred_versions: vec![ProtocolVersion::V_2026_07_28],
            legacy_version: Some(ProtocolVersion::V_2025_11_25),
        };
        serve_client_with_lifecycle(me, transport, lifecycle).await.map_err(|e| failure::of_start(&e, &url))
    }

    fn url(&self) -> Result<Url, ToolError> {
        Url::parse(self.server.url.trim()).map_err(|e| {
            ToolError::new(ErrorCode::Validation, format!("{:?} is not a web address: {e}", self.server.url))
        })
    }

    /// The tools as the server wrote them, so that one that the library cannot read is still seen.
    async fn declared(&self, peer: &Peer<RoleClient>) -> Result<Vec<Value>, ToolError> {
        let url = self.url()?;
        let mut all = Vec::new();
        let mut cursor: Option<String> = None;
        for _ in 0..MAX_PAGES {
            let mut params = PaginatedRequestParams::default();
            params.cursor = cursor.take();
            let request = ClientRequest::ListToolsRequest(ListToolsRequest::with_param(params));
            let result = peer.send_request(request).await.map_err(|e| failure::of_service(&e, &url))?;
            let page = match result {
                ServerResult::ListToolsResult(page) => serde_json::to_value(page).unwrap_or_default(),
                ServerResult::CustomResult(page) => page.0,
                _ => {
                    return Err(ToolError::new(
                        ErrorCode::Upstream,
                        "the MCP server's list of tools is not one: a tool in it lacks its name or its input schema",
                    )
                    .fatal());
                }
            };
            let Value::Object(mut page) = page else { break };
            let Some(Value::Array(tools)) = page.remove("tools") else {
                return Err(ToolError::new(
                    ErrorCode::Upstream,
                    "the MCP server's list of tools has no tools",
                )
                .fatal());
            };
            all.extend(tools);
            cursor = page.get("nextCursor").and_then(Value::as_str).map(str::to_owned);
            if cursor.is_none() || all.len() > MAX_TOOLS {
                break;
            }
        }
        all.truncate(MAX_TOOLS);
        Ok(all)
    }

    /// Calls a tool of the server under the context's key, within its deadline.
    pub(super) async fn call(
        &self,
        ctx: &ToolContext,
        tool: &str,
        arguments: Map<String, Value>,
    ) -> Result<Outcome, ToolError> {
        let late = || ToolError::new(ErrorCode::Timeout, format!("{tool} did not answer in time"));
        let cancelled = || ToolError::new(ErrorCode::Cancelled, format!("the call of {tool} was cancelled"));
        let url = self.url()?;
        let peer = tokio::select! {
            peer = self.peer(ctx.secrets.as_ref()) => peer?,
            () = ctx.cancel.cancelled() => return Err(cancelled()),
            () = tokio::time::sleep_until(ctx.deadline) => return Err(late()),
        };
        let mut meta = RequestMetaObject::default();
        meta.insert(IDEMPOTENCY_META.into(), json!(ctx.idempotency_key));
        let request =
            CallToolRequest::new(CallToolRequestParams::new(tool.to_owned()).with_arguments(arguments));
        let mut handle = peer
            .send_request_with_option(
                ClientRequest::CallToolRequest(request),
                PeerRequestOptions::no_options().with_meta(meta),
            )
            .await
            .map_err(|e| failure::of_service(&e, &url))?;
        let stopped = tokio::select! {
            answer = &mut handle.rx => {
                let answer = answer.unwrap_or(Err(rmcp::ServiceError::TransportClosed));
                return match answer {
                    Ok(result) => outcome(tool, result),
                    Err(error) => {
                        let error = failure::of_service(&error, &url);
                        if matches!(error.code, ErrorCode::Auth) {
                            // The secret may have been changed: read it again next time.
                            self.close().await;
                        }
                        Err(error)
                    }
                };
            }
            () = ctx.cancel.cancelled() => cancelled(),
            () = tokio::time::sleep_until(ctx.deadline) => late(),
        };
        // Best effort, and not for long: nobody waits for the result any more.
        let notice = handle.cancel(Some(stopped.message.clone()));
        if tokio::time::timeout(CANCEL_NOTICE, notice).await.is_err() {
            tracing::debug!(tool, "the MCP server did not take the cancellation in time");
        }
        Err(stopped)
    }
}

fn outcome(tool: &str, result: ServerResult) -> Result<Outcome, ToolError> {
    let fatal = |why: String| ToolError::new(ErrorCode::Upstream, why).fatal();
    let result = match result {
        ServerResult::CallToolResult(result) => result,
        ServerResult::InputRequiredResult(_) => {
            return Err(fatal(format!("{tool} asks for input from a person, which is not supported here")));
        }
        _ => return Err(fatal(format!("{tool} answered with something else than a tool's result"))),
    };
    let size = serde_json::to_vec(&result).map_or(0, |bytes| bytes.len());
    if size > MAX_RESULT_BYTES {
        return Err(fatal(format!("the result of {tool} is larger than {MAX_RESULT_BYTES} bytes")));
    }
    if result.is_error == Some(true) {
        return Err(reported(tool, &result));
    }
    let output = match result.structured_content {
        Some(structured) => structured,
        None => json!({ "content": result.content, "text": text(&result) }),
    };
    Ok(output.into())
}

fn reported(tool: &str, result: &CallToolResult) -> ToolError {
    // Another Flowright says what kind of failure it was.
    let theirs = result.meta.as_ref().and_then(|meta| meta.get(ERROR_META).cloned());
    if let Some(error) = theirs.and_then(|value| serde_json::from_value::<ToolError>(value).ok()) {
        return error;
    }
    let said: String = text(result).chars().take(500).collect();
    ToolError::new(ErrorCode::Upstream, format!("{tool} failed: {said}")).fatal()
}

fn text(result: &CallToolResult) -> String {
    let parts: Vec<&str> =
        result.content.iter().filter_map(|c| c.as_text()).map(|t| t.text.as_str()).collect();
    parts.join("\n")
}
