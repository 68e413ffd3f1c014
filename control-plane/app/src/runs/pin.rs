//! Which document a run is pinned to. It stays pinned, whatever is published later.

use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use crate::{library, tools};
use control_plane_domain::{Environment, Permission, ResourceName};
use control_plane_store::{flow_documents, flow_environments, flow_versions, flows};
use flow_schema::kind::KindRegistry;
use flow_schema::model::Flow;
use flow_schema::{canonical, cut};
use uuid::Uuid;

/// A document to run.
#[derive(Clone, Debug)]
pub struct Pinned {
    /// Name of the document, which the executor asks for.
    pub hash: String,
    /// `None` for a draft.
    pub number: Option<u64>,
    /// `None` for a draft and for a version that was named.
    pub environment: Option<Environment>,
}

/// Who among a hundred this is, for the share of a candidate: the same for ever for one id.
pub fn lot(id: Uuid) -> u8 {
    // The last bytes of an id are random in each of its versions.
    u8::try_from(id.as_u128() % 100).unwrap_or(0)
}

/// The version that new runs get in an environment. `who` (a conversation, or the run itself) decides whether
/// a candidate's share includes it.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Conflict`] when nothing is published, [`AppError::Findings`]
/// when it cannot run any more (a tool that it uses is gone).
pub async fn pin_published(
    app: &App,
    caller: &Caller,
    flow: &ResourceName,
    environment: Environment,
    who: Uuid,
) -> AppResult<Pinned> {
    let tx = app.db.read(caller.tenant).await?;
    let Some(version) = flow_environments::serving(&tx, flow, environment, Some(lot(who))).await? else {
        return Err(match flows::find(&tx, flow).await? {
            Some(_) => AppError::conflict("conflict", format!("the flow {flow} has not been published yet")),
            None => AppError::not_found("the flow"),
        });
    };
    drop(tx);
    let (number, environment) = (Some(version.number), Some(environment));
    checked(app, caller, Pinned { hash: version.hash, number, environment }).await
}

/// A version by its number.
///
/// # Errors
/// As [`pin_published`].
pub async fn pin_number(app: &App, caller: &Caller, flow: &ResourceName, number: u64) -> AppResult<Pinned> {
    let tx = app.db.read(caller.tenant).await?;
    let version = flow_versions::find(&tx, flow, number).await?;
    let version = version.ok_or_else(|| AppError::not_found("the flow version"))?;
    drop(tx);
    checked(app, caller, Pinned { hash: version.hash, number: Some(number), environment: None }).await
}

/// The draft, or the branch's, as it is now, up to the first step with a problem, at which its run fails; later
/// edits do not touch the run.
///
/// # Errors
/// [`AppError::Forbidden`] without `flows:write`, [`AppError::Findings`] for a draft of which nothing can run.
pub async fn pin_draft(
    app: &App,
    caller: &Caller,
    flow: &ResourceName,
    branch: Option<&str>,
) -> AppResult<Pinned> {
    caller.require(Permission::FlowsWrite)?;
    let tx = app.db.read(caller.tenant).await?;
    let (document, _etag) = crate::flows::document(&tx, flow.as_str(), branch).await?;
    let kinds = tools::known_kinds(app, &tx).await?;
    drop(tx);
    let document = runnable(document, kinds).await?;
    let tx = app.db.write(caller.tenant).await?;
    let hash = flow_documents::put(&tx, &document, app.now()).await?;
    tx.commit().await?;
    checked(app, caller, Pinned { hash, number: None, environment: None }).await
}

/// The document as it can be tried out.
async fn runnable(document: String, kinds: KindRegistry) -> AppResult<String> {
    let cut = tokio::task::spawn_blocking(move || {
        let flow: Flow = serde_json::from_str(&document).map_err(AppError::internal)?;
        match cut::runnable_part(&flow, &kinds).map_err(AppError::Findings)? {
            part if part == flow => Ok(document),
            part => Ok(canonical::to_string(&part)),
        }
    });
    cut.await.map_err(AppError::internal)?
}

/// Compiled now, so that the one who starts the run learns what is wrong with the flow.
async fn checked(app: &App, caller: &Caller, pinned: Pinned) -> AppResult<Pinned> {
    library::plan(app, caller.tenant, &pinned.hash).await?;
    Ok(pinned)
}
