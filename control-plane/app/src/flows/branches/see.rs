//! The branches of a flow.

use super::super::view::Problems;
use super::super::{Colleague, missing, name};
use crate::app::App;
use crate::caller::Caller;
use crate::error::AppResult;
use chrono::{DateTime, Utc};
use control_plane_store::flow_branches::{self, Branch};
use control_plane_store::{Tx, flows, users};
use serde::Serialize;
use utoipa::ToSchema;

/// A branch of a flow.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BranchView {
    pub name: String,
    /// The version it began from; missing when that was the draft, or when it was brought together with the
    /// draft since.
    pub base_version: Option<u64>,
    /// It has changes that the flow's draft has not.
    pub changed: bool,
    /// The flow's draft has changes that it has not.
    pub behind: bool,
    pub problems: Problems,
    pub draft_etag: String,
    pub layout_etag: String,
    /// As the person was called then.
    pub created_by: String,
    pub created_at: DateTime<Utc>,
    /// Nobody: it came with Git, or from the product itself.
    pub updated_by: Option<Colleague>,
    pub updated_at: DateTime<Utc>,
}

/// All branches of a flow, by name.
///
/// # Errors
/// [`AppError::NotFound`](crate::AppError::NotFound).
pub async fn list(app: &App, caller: &Caller, flow: &str) -> AppResult<Vec<BranchView>> {
    let tx = app.db.read(caller.tenant).await?;
    let row = flows::find(&tx, &name(flow)?).await?.ok_or_else(|| missing(flow))?;
    let (draft, _) = flows::draft(&tx, &row.name).await?.ok_or_else(|| missing(flow))?;
    let mut views = Vec::new();
    for branch in flow_branches::all(&tx, row.id).await? {
        views.push(view(&tx, branch, &draft).await?);
    }
    Ok(views)
}

pub(super) async fn view(tx: &Tx, branch: Branch, draft: &str) -> AppResult<BranchView> {
    let updated_by = match branch.updated_by {
        Some(id) => users::find(tx, id).await?,
        None => None,
    };
    Ok(BranchView {
        changed: branch.draft != branch.base,
        behind: branch.base != draft,
        draft_etag: branch.draft_etag().to_string(),
        layout_etag: branch.layout_etag.to_string(),
        name: branch.name.to_string(),
        base_version: branch.base_version,
        problems: Problems { errors: branch.problems.errors, warnings: branch.problems.warnings },
        created_by: branch.created_by,
        created_at: branch.created_at,
        updated_by: updated_by.map(|user| Colleague { id: user.id.as_uuid(), name: user.name }),
        updated_at: branch.updated_at,
    })
}
