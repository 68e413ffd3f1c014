//! What a branch changes, by meaning.

use super::super::revisions::{self, Changes};
use super::super::which::find_branch;
use super::super::{missing, name, parse};
use crate::app::App;
use crate::caller::Caller;
use crate::error::AppResult;
use control_plane_store::flows;
use serde::Deserialize;
use utoipa::ToSchema;

/// What a branch is compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Against {
    /// What it and the draft have in common: what was changed in the branch.
    #[default]
    Base,
    /// The flow's draft as it is now.
    Draft,
}

/// What changed on the way to the branch.
///
/// # Errors
/// [`AppError::NotFound`](crate::AppError::NotFound).
pub async fn changes(
    app: &App,
    caller: &Caller,
    flow: &str,
    branch: &str,
    against: Against,
) -> AppResult<Changes> {
    let flow_name = name(flow)?;
    let tx = app.db.read(caller.tenant).await?;
    let row = flows::find(&tx, &flow_name).await?.ok_or_else(|| missing(flow))?;
    let branch = find_branch(&tx, flow, row.id, branch).await?;
    let before = match against {
        Against::Base => branch.base,
        Against::Draft => flows::draft(&tx, &flow_name).await?.ok_or_else(|| missing(flow))?.0,
    };
    revisions::changes(app, tx, parse(&before)?.into(), parse(&branch.draft)?.into()).await
}
