use super::view::ApprovalView;
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use control_plane_domain::Permission;
use control_plane_store::approvals::{self, Approval, ApprovalStatus, Asked};
use control_plane_store::{Page, Tx};
use uuid::Uuid;

/// Those who work with runs or tickets see all; others what they are asked.
fn scope(caller: &Caller) -> Asked<'_> {
    if caller.can(Permission::RunsRead) || caller.can(Permission::TicketsRead) {
        Asked::Anybody
    } else {
        Asked::Person { email: &caller.email, role: caller.role.as_str() }
    }
}

/// One page of what the caller may see, newest first, and how many there are.
///
/// # Errors
/// What the store answers.
pub async fn list(
    app: &App,
    caller: &Caller,
    status: Option<ApprovalStatus>,
    page: u64,
    limit: u64,
) -> AppResult<(Vec<ApprovalView>, u64)> {
    let tx = app.db.read(caller.tenant).await?;
    let found = approvals::list(&tx, scope(caller), status, Page::new(page, limit)).await?;
    Ok((ApprovalView::of(&tx, found.rows, caller).await?, found.total))
}

/// One approval.
///
/// # Errors
/// [`AppError::NotFound`], also for those whom it does not concern.
pub async fn get(app: &App, caller: &Caller, id: Uuid) -> AppResult<ApprovalView> {
    let tx = app.db.read(caller.tenant).await?;
    ApprovalView::of_one(&tx, find(&tx, caller, id).await?, caller).await
}

pub(super) async fn find(tx: &Tx, caller: &Caller, id: Uuid) -> AppResult<Approval> {
    let unknown = || AppError::not_found("the approval");
    let found = approvals::find(tx, id).await?.ok_or_else(unknown)?;
    match scope(caller) {
        Asked::Anybody => Ok(found),
        Asked::Person { email, role } if approvals::is_asked(tx, id, email, role).await? => Ok(found),
        Asked::Person { .. } => Err(unknown()),
    }
}
