use super::known::existing;
use crate::app::App;
use crate::audit;
use crate::caller::Caller;
use crate::error::AppResult;
use crate::secrets::TenantSecrets;
use mcp_servers_kit::ToolContext;
use mcp_servers_kit::tool::Silent;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use utoipa::ToSchema;
use uuid::Uuid;

const LIMIT: Duration = Duration::from_secs(60);

/// Arguments to try a tool with.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Call {
    #[serde(default)]
    #[schema(value_type = Object)]
    pub arguments: Map<String, Value>,
}

/// What came of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Called {
    #[schema(value_type = Object)]
    pub output: Value,
    pub duration_ms: u64,
}

/// Calls a tool outside of any run, for real: what it writes is written.
///
/// # Errors
/// [`AppError::NotFound`](crate::AppError::NotFound) for an unknown tool; otherwise what the tool says.
pub async fn call(
    app: &Arc<App>,
    caller: &Caller,
    name: &str,
    call: Call,
    key: Option<&str>,
) -> AppResult<Called> {
    let tool = existing(app, caller, name).await?;
    let cancel = CancellationToken::new();
    // Whoever goes away takes the call with them.
    let _dropped = cancel.clone().drop_guard();
    let key = key.map_or_else(|| app.new_id().to_string(), str::to_owned);
    let ctx = ToolContext {
        tenant: caller.tenant.as_uuid(),
        run: Uuid::nil(),
        node: String::new(),
        conversation: None,
        idempotency_key: format!("try/{}/{name}/{key}", caller.user),
        deadline: Instant::now() + LIMIT,
        cancel,
        principal: caller.principal(),
        correlation_id: caller.correlation_id.clone(),
        secrets: TenantSecrets::of(app, caller.tenant),
        progress: Arc::new(Silent),
    };
    let tx = app.db.write(caller.tenant).await?;
    audit::record(app, &tx, caller, "tool.tried", "tool", name, json!({})).await?;
    tx.commit().await?;
    let begun = Instant::now();
    let outcome = tool.call(&ctx, Value::Object(call.arguments)).await?;
    let duration_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    Ok(Called { output: outcome.output, duration_ms })
}
