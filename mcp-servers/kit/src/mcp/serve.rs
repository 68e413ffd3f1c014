use super::{ERROR_META, IDEMPOTENCY_META};
use crate::registry::ToolRegistry;
use crate::schema::Schema;
use crate::tool::{Principal, SecretResolver, Silent, Tool, ToolContext, ToolError};
use axum::Router;
use flow_schema::ErrorCode;
use flow_schema::kind::{Effect, NodeKind, OutputSchema};
use rmcp::model::{
    CacheScope, CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, Implementation,
    ListToolsResult, MetaObject, PaginatedRequestParams, ServerCapabilities, ServerConfig,
    Tool as McpToolInfo, ToolAnnotations,
};
use rmcp::service::{RequestContext, RoleServer};
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use rmcp::{ErrorData, ServerHandler};
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Who calls. The layer that mounts [`serve()`] authenticates, and puts this into the request's
/// extensions; a request without it is refused.
#[derive(Clone)]
pub struct McpCaller {
    pub tenant: Uuid,
    pub principal: Principal,
    pub correlation_id: String,
    pub secrets: Arc<dyn SecretResolver>,
    /// Which tools this caller may see and call.
    pub may_use: Arc<dyn Fn(&NodeKind) -> bool + Send + Sync>,
}

/// How the server is exposed.
#[derive(Clone, Debug)]
pub struct ServeConfig {
    /// Accepted `Host` values, with or without port; empty means loopback names only.
    pub allowed_hosts: Vec<String>,
    /// Accepted `Origin` values with scheme. A request with another origin is refused; one
    /// without an origin (not a browser) is not.
    pub allowed_origins: Vec<String>,
    /// Limit of one call.
    pub timeout: Duration,
    /// Ends everything when the process drains.
    pub cancel: CancellationToken,
}

impl Default for ServeConfig {
    fn default() -> Self {
        Self {
            allowed_hosts: Vec::new(),
            allowed_origins: Vec::new(),
            timeout: Duration::from_secs(120),
            cancel: CancellationToken::new(),
        }
    }
}

/// The built-in tools as an MCP server: mount it with `nest_service("/mcp", …)`. Stateless; old
/// and new clients are served alike.
pub fn serve(registry: Arc<ToolRegistry>, config: ServeConfig) -> Router {
    let mut http = StreamableHttpServerConfig::default()
        .with_legacy_session_mode(false)
        .with_json_response(true)
        .with_cancellation_token(config.cancel.clone())
        .with_allowed_origins(config.allowed_origins.clone())
        .enforce_origin_validation();
    if !config.allowed_hosts.is_empty() {
        http = http.with_allowed_hosts(config.allowed_hosts.clone());
    }
    let handler = Handler { registry, timeout: config.timeout, schemas: Arc::default() };
    let sessions =
        Arc::new(rmcp::transport::streamable_http_server::session::never::NeverSessionManager::default());
    let service = StreamableHttpService::new(move || Ok(handler.clone()), sessions, http);
    Router::new().fallback_service(service)
}

#[derive(Clone)]
struct Handler {
    registry: Arc<ToolRegistry>,
    timeout: Duration,
    /// Compiled config schemas of the built-in kinds, by name.
    schemas: Arc<RwLock<HashMap<String, Arc<Schema>>>>,
}

impl ServerHandler for Handler {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(
                Implementation::new("flowright", env!("CARGO_PKG_VERSION")).with_title("Flowright"),
            )
            .with_instructions("Tools of a Flowright tenant: knowledge, tickets, notifications and models.")
    }

    async fn list_tools(
        &self,
        _page: Option<PaginatedRequestParams>,
        ctx: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        let caller = caller(&ctx)?;
        let tools =
            self.registry.builtin().filter(|t| (caller.may_use)(t.kind())).map(|t| describe(t.kind()));
        let mut result = ListToolsResult::with_all_items(tools.collect());
        // What is listed depends on who asks.
        result.cache_scope = Some(CacheScope::Private);
        result.ttl_ms = Some(0);
        Ok(result)
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        ctx: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let caller = caller(&ctx)?;
        let tool = self
            .registry
            .builtin()
            .find(|t| t.kind().name == request.name && (caller.may_use)(t.kind()))
            .ok_or_else(|| {
                ErrorData::invalid_params(format!("there is no tool named {}", request.name), None)
            })?;
        let args = Value::Object(request.arguments.unwrap_or_default());
        let context = self.context(&caller, &ctx, &request.name);
        let result = match self.check(tool, &args) {
            Ok(()) => tool.call(&context, args).await,
            Err(error) => Err(error),
        };
        Ok(match result {
            Ok(outcome) => success(outcome.output),
            Err(error) => failure(&error),
        }
        .into())
    }
}

impl Handler {
    fn check(&self, tool: &Arc<dyn Tool>, args: &Value) -> Result<(), ToolError> {
        let kind = tool.kind();
        let known = self.schemas.read().unwrap_or_else(PoisonError::into_inner).get(&kind.name).cloned();
        let schema = match known {
            Some(schema) => schema,
            None => {
                let compiled = Schema::compile(&kind.config_schema).map_err(|e| {
                    ToolError::new(ErrorCode::Internal, format!("the schema of {} is wrong: {e}", kind.name))
                })?;
                let schema = Arc::new(compiled);
                let mut all = self.schemas.write().unwrap_or_else(PoisonError::into_inner);
                all.insert(kind.name.clone(), schema.clone());
                schema
            }
        };
        schema.check(&format!("the arguments of {}", kind.name), args)
    }

    fn context(&self, caller: &McpCaller, ctx: &RequestContext<RoleServer>, tool: &str) -> ToolContext {
        let header =
            parts(ctx).and_then(|p| p.headers.get("idempotency-key")?.to_str().ok().map(str::to_owned));
        let given = ctx.meta.get(IDEMPOTENCY_META).and_then(|v| v.as_str().map(str::to_owned)).or(header);
        // Names spaces apart: what a client sends can never equal a run's key or another person's.
        let who = caller.principal.user.unwrap_or_default();
        let key = match given {
            Some(key) => format!("mcp:{who}:{tool}:{key}"),
            None => format!("mcp:{who}:{tool}:{}", Uuid::now_v7()),
        };
        ToolContext {
            tenant: caller.tenant,
            run: Uuid::nil(),
            node: String::new(),
            conversation: None,
            idempotency_key: key,
            deadline: Instant::now() + self.timeout,
            cancel: ctx.ct.child_token(),
            principal: caller.principal.clone(),
            correlation_id: caller.correlation_id.clone(),
            secrets: caller.secrets.clone(),
            progress: Arc::new(Silent),
        }
    }
}

fn parts(ctx: &RequestContext<RoleServer>) -> Option<&http::request::Parts> {
    ctx.extensions.get::<http::request::Parts>()
}

fn caller(ctx: &RequestContext<RoleServer>) -> Result<McpCaller, ErrorData> {
    parts(ctx)
        .and_then(|parts| parts.extensions.get::<McpCaller>())
        .cloned()
        .ok_or_else(|| ErrorData::invalid_request("not signed in", None))
}

fn describe(kind: &NodeKind) -> McpToolInfo {
    let description = if kind.help.is_empty() { kind.summary.clone() } else { kind.help.clone() };
    let mut info = McpToolInfo::new(kind.name.clone(), description, object(plain(&kind.config_schema)))
        .with_title(kind.title.clone())
        .with_annotations(
            ToolAnnotations::with_title(kind.title.clone())
                .read_only(kind.effect != Effect::Write)
                .idempotent(kind.effect != Effect::Write),
        );
    if let OutputSchema::Fixed(schema) = &kind.output
        && schema["type"] == "object"
    {
        info = info.with_raw_output_schema(object(plain(schema)));
    }
    info
}

fn object(schema: Value) -> Arc<Map<String, Value>> {
    Arc::new(match schema {
        Value::Object(map) => map,
        _ => Map::from_iter([("type".to_owned(), Value::from("object"))]),
    })
}

/// A schema without what only Studio reads (`x-ui`, `x-mode`).
fn plain(schema: &Value) -> Value {
    match schema {
        Value::Object(map) => map
            .iter()
            .filter(|(key, _)| !key.starts_with("x-"))
            .map(|(key, value)| (key.clone(), plain(value)))
            .collect::<Map<_, _>>()
            .into(),
        Value::Array(items) => items.iter().map(plain).collect(),
        other => other.clone(),
    }
}

fn success(output: Value) -> CallToolResult {
    let mut result = CallToolResult::success(vec![ContentBlock::text(output.to_string())]);
    if output.is_object() {
        result.structured_content = Some(output);
    }
    result
}

fn failure(error: &ToolError) -> CallToolResult {
    let mut result = CallToolResult::error(vec![ContentBlock::text(error.to_string())]);
    let mut meta = MetaObject::default();
    meta.insert(ERROR_META.into(), serde_json::to_value(error).unwrap_or_default());
    result.meta = Some(meta);
    result
}
