use crate::error::Problem;
use crate::extract::{Address, List, Page, Query, SignedIn};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::approvals::{self, ApprovalStatus, ApprovalView};
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Params {
    page: Option<u64>,
    limit: Option<u64>,
    /// `pending`, `approved`, `rejected`, `timeout`, `cancelled`.
    #[param(value_type = Option<String>)]
    status: Option<ApprovalStatus>,
}

/// Decisions that runs ask for, newest first: those the caller is or was asked; for people who may see
/// runs or tickets, all of them.
#[utoipa::path(
    get,
    path = "/approvals",
    tag = "approvals",
    security(("bearer" = [])),
    params(Params),
    responses((status = 200, description = "One page of approvals", body = List<ApprovalView>)),
)]
pub(super) async fn list(
    State(state): State<AppState>,
    caller: SignedIn,
    address: Address,
    query: Query<Params>,
) -> Result<Json<List<ApprovalView>>, Problem> {
    let page = Page::new(query.0.page, query.0.limit)?;
    let (items, total) = approvals::list(&state.app, &caller, query.0.status, page.page, page.limit).await?;
    Ok(Json(List::new(items, page, total, &address)))
}
