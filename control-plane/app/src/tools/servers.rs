use super::forget;
use super::known::address;
use super::view::{NewServer, Probed, ServerChange, ServerDetail, ServerToolView};
use crate::app::App;
use crate::audit;
use crate::caller::Caller;
use crate::error::{AppError, AppResult, FieldError};
use crate::secrets::TenantSecrets;
use control_plane_domain::{ResourceName, ServerId};
use control_plane_store::tool_servers::{self, SeenTool, ToolServer, ToolServerChange};
use control_plane_store::{Etag, StoreError, Tx, WriteTx, secrets};
use mcp_servers_kit::egress::Url;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

const PROBE_LIMIT: Duration = Duration::from_secs(30);
const MAX_SECRET: usize = 8_192;

/// The tenant's servers, with their tools.
///
/// # Errors
/// What the store answers.
pub async fn list_servers(app: &App, caller: &Caller) -> AppResult<Vec<ServerDetail>> {
    let tx = app.db.read(caller.tenant).await?;
    let mut all = Vec::new();
    for server in tool_servers::all(&tx).await? {
        all.push(detail(&tx, server).await?);
    }
    Ok(all)
}

/// One server with its tools.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn get(app: &App, caller: &Caller, id: Uuid) -> AppResult<ServerDetail> {
    let tx = app.db.read(caller.tenant).await?;
    let server = find(&tx, id).await?;
    detail(&tx, server).await
}

/// Adds a server. It is not asked yet: a test does that, and says step by step what is wrong.
///
/// # Errors
/// [`AppError::Invalid`] naming the fields, [`AppError::Conflict`] when the name is taken.
pub async fn create(app: &App, caller: &Caller, new: NewServer) -> AppResult<ServerDetail> {
    let mut errors = Vec::new();
    let name = new.name.parse::<ResourceName>();
    if let Err(reason) = &name {
        errors.push(FieldError::new("name", "invalid", reason.to_string()));
    }
    errors.extend(check(Some(&new.url), new.secret.as_deref()));
    AppError::fields(errors)?;
    let Ok(name) = name else { return Err(AppError::malformed("not a name")) };
    let tx = app.db.write(caller.tenant).await?;
    let secret = match new.secret.as_deref().filter(|secret| !secret.is_empty()) {
        Some(value) => Some(keep_secret(app, &tx, &name, value).await?),
        None => None,
    };
    let id = ServerId::new(app.new_id());
    let made = tool_servers::create(&tx, id, name, new.url.trim(), secret.as_deref(), app.now()).await?;
    let what = json!({ "name": made.name, "url": made.url });
    audit::record(app, &tx, caller, "tool_server.created", "tool_server", &id.to_string(), what).await?;
    tx.commit().await?;
    forget(app, caller.tenant).await;
    Ok(ServerDetail { server: made.into(), tools: Vec::new() })
}

/// Changes a server.
///
/// # Errors
/// [`AppError::Stale`], [`AppError::Invalid`], [`AppError::NotFound`].
pub async fn update(
    app: &App,
    caller: &Caller,
    id: Uuid,
    expected: Option<String>,
    change: ServerChange,
) -> AppResult<ServerDetail> {
    let value = change.secret.as_ref().and_then(Option::as_deref);
    AppError::fields(check(change.url.as_deref(), value))?;
    let tx = app.db.write(caller.tenant).await?;
    let old = find(&tx, id).await?;
    let secret = match &change.secret {
        None => None,
        Some(Some(value)) if !value.is_empty() => Some(Some(keep_secret(app, &tx, &old.name, value).await?)),
        Some(_) => {
            if let Some(name) = &old.secret {
                secrets::delete(&tx, name).await?;
            }
            Some(None)
        }
    };
    let what =
        json!({ "url": change.url, "enabled": change.enabled, "secret_changed": change.secret.is_some() });
    let row = ToolServerChange {
        url: change.url.map(|url| url.trim().to_owned()),
        secret,
        enabled: change.enabled,
    };
    let expected = expected.map(Etag::from);
    let new = match tool_servers::update(&tx, old.id, row, expected.as_ref(), app.now()).await {
        Err(StoreError::Stale(_)) => return Err(AppError::Stale { current: old.etag.as_str().to_owned() }),
        other => other?.ok_or_else(missing)?,
    };
    audit::record(app, &tx, caller, "tool_server.changed", "tool_server", &id.to_string(), what).await?;
    let view = detail(&tx, new).await?;
    tx.commit().await?;
    forget(app, caller.tenant).await;
    Ok(view)
}

/// Takes a server and its tools away. Flows that use them say so when they are checked.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn delete(app: &App, caller: &Caller, id: Uuid) -> AppResult<()> {
    let tx = app.db.write(caller.tenant).await?;
    let old = find(&tx, id).await?;
    tool_servers::delete(&tx, old.id).await?;
    if let Some(name) = &old.secret {
        secrets::delete(&tx, name).await?;
    }
    let what = json!({ "name": old.name, "url": old.url });
    audit::record(app, &tx, caller, "tool_server.deleted", "tool_server", &id.to_string(), what).await?;
    tx.commit().await?;
    forget(app, caller.tenant).await;
    Ok(())
}

/// Tries a server from name look-up to tool list, and keeps what it shows.
///
/// # Errors
/// [`AppError::NotFound`]. A server that does not work is a result, not an error.
pub async fn probe(app: &Arc<App>, caller: &Caller, id: Uuid) -> AppResult<Probed> {
    let tx = app.db.read(caller.tenant).await?;
    let server = find(&tx, id).await?;
    drop(tx);
    let resolver = TenantSecrets::of(app, caller.tenant);
    let found =
        mcp_servers_kit::mcp::probe(&address(&server), &app.egress, resolver.as_ref(), PROBE_LIMIT).await;
    let tx = app.db.write(caller.tenant).await?;
    let tools = if found.ok {
        let seen = found.tools.iter().map(|tool| {
            Ok(SeenTool {
                name: tool.name.clone(),
                description: serde_json::to_value(tool).map_err(AppError::internal)?,
                digest: tool.digest.clone(),
            })
        });
        tool_servers::keep_tools(&tx, server.id, seen.collect::<AppResult<_>>()?, app.now()).await?
    } else {
        let words =
            found.steps.last().map(|step| format!("{}: {}", step.step, step.detail)).unwrap_or_default();
        tool_servers::keep_error(&tx, server.id, &words, app.now()).await?;
        tool_servers::tools_of(&tx, server.id).await?
    };
    tx.commit().await?;
    forget(app, caller.tenant).await;
    Ok(Probed::new(found, &tools))
}

/// Lets flows use a tool as it is described by this digest.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Conflict`] when it is described differently by now.
pub async fn approve(
    app: &App,
    caller: &Caller,
    id: Uuid,
    tool: &str,
    digest: &str,
) -> AppResult<ServerDetail> {
    let tx = app.db.write(caller.tenant).await?;
    let server = find(&tx, id).await?;
    if !tool_servers::approve(&tx, server.id, tool, digest).await? {
        let is_there =
            tool_servers::tools_of(&tx, server.id).await?.iter().any(|known| known.tool.name == tool);
        return Err(if is_there {
            AppError::conflict("conflict", "the tool has changed since; look at it again")
        } else {
            AppError::not_found("the tool")
        });
    }
    let what = json!({ "server": server.name, "tool": tool, "digest": digest });
    audit::record(app, &tx, caller, "tool.approved", "tool_server", &id.to_string(), what).await?;
    let view = detail(&tx, server).await?;
    tx.commit().await?;
    forget(app, caller.tenant).await;
    Ok(view)
}

async fn find(tx: &Tx, id: Uuid) -> AppResult<ToolServer> {
    tool_servers::find(tx, ServerId::new(id)).await?.ok_or_else(missing)
}

fn missing() -> AppError {
    AppError::not_found("the tool server")
}

async fn detail(tx: &Tx, server: ToolServer) -> AppResult<ServerDetail> {
    let tools = tool_servers::tools_of(tx, server.id).await?;
    Ok(ServerDetail { server: server.into(), tools: tools.iter().map(ServerToolView::new).collect() })
}

/// The name it is sealed under.
async fn keep_secret(app: &App, tx: &WriteTx, server: &ResourceName, value: &str) -> AppResult<String> {
    let name = format!("tool-server/{server}");
    secrets::put(tx, &app.seal, &name, value, app.now()).await?;
    Ok(name)
}

fn check(url: Option<&str>, secret: Option<&str>) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if let Some(url) = url {
        let parsed = Url::parse(url.trim());
        if !parsed.is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.host().is_some()) {
            errors.push(FieldError::new(
                "url",
                "invalid",
                "give a web address such as https://tools.example.com/mcp",
            ));
        }
    }
    if secret.is_some_and(|secret| secret.len() > MAX_SECRET || secret.chars().any(char::is_control)) {
        errors.push(FieldError::new("secret", "invalid", "a token is one line of at most 8,192 characters"));
    }
    errors
}
