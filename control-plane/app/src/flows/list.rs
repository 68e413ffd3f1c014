//! Flows as lists show them.

use super::view::{FlowItem, LastRun, Problems, Published, Wanted};
use super::{missing, name, versions};
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use control_plane_store::{Page, Sort, flows};
use executor_runtime::api::RunFilter;

/// One page of flows, and how many there are.
///
/// # Errors
/// [`AppError::Unavailable`] when they cannot be read.
pub async fn list(app: &App, caller: &Caller, wanted: Wanted) -> AppResult<(Vec<FlowItem>, u64)> {
    let sign = if wanted.descending { "-" } else { "" };
    let sort = Sort::parse(&format!("{sign}{}", wanted.sort)).map_err(AppError::internal)?;
    let tx = app.db.read(caller.tenant).await?;
    let found = flows::list(&tx, wanted.text.as_deref(), sort, Page::new(wanted.page, wanted.limit)).await?;
    drop(tx);
    let mut items = Vec::with_capacity(found.rows.len());
    for row in found.rows {
        items.push(item(app, caller, row).await?);
    }
    Ok((items, found.total))
}

/// One flow.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn get(app: &App, caller: &Caller, flow: &str) -> AppResult<FlowItem> {
    let tx = app.db.read(caller.tenant).await?;
    let row = flows::find(&tx, &name(flow)?).await?.ok_or_else(|| missing(flow))?;
    drop(tx);
    item(app, caller, row).await
}

pub(super) async fn item(app: &App, caller: &Caller, row: flows::Flow) -> AppResult<FlowItem> {
    let dirty = row.is_dirty();
    Ok(FlowItem {
        last_run: last_run(app, caller, row.name.as_str()).await,
        id: row.id.as_uuid(),
        name: row.name.to_string(),
        title: row.title,
        description: row.description,
        draft_etag: row.draft_etag.to_string(),
        published: row.published.map(|published| Published {
            version: published.version,
            at: published.at,
            author: published.author,
            tests: published.tests.map(versions::tests),
        }),
        updated_at: row.updated_at,
        problems: Problems { errors: row.problems.errors, warnings: row.problems.warnings },
        dirty,
    })
}

/// The newest run that was not a test. A list of flows is worth showing also while the journal does
/// not answer, so a failure is logged and left out.
async fn last_run(app: &App, caller: &Caller, flow: &str) -> Option<LastRun> {
    let executor = app.executor().ok()?;
    let filter =
        RunFilter { flow: Some(flow.to_owned()), test: Some(false), limit: 1, ..RunFilter::default() };
    match executor.runs(caller.tenant.as_uuid(), filter).await {
        Ok((runs, _)) => runs.into_iter().next().map(|run| LastRun {
            id: run.id,
            status: serde_json::to_value(run.status)
                .ok()
                .and_then(|status| status.as_str().map(str::to_owned))
                .unwrap_or_default(),
            at: run.updated_at,
        }),
        Err(error) => {
            tracing::warn!(%error, flow, "the last run of a flow could not be read");
            None
        }
    }
}
