use crate::error::Problem;
use crate::extract::{Query, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::admin::audit::{self, AuditEntry};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Params {
    /// `next` of the page before; missing: from the newest.
    after: Option<u64>,
    limit: Option<u64>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct AuditPage {
    data: Vec<AuditEntry>,
    /// Cursor of the next page; missing on the last.
    next: Option<u64>,
}

/// Who changed what, the newest first.
#[utoipa::path(
    get,
    path = "/admin/audit-logs",
    tag = "administration",
    security(("bearer" = ["audit:read"])),
    params(Params),
    responses((status = 200, description = "One page of entries", body = AuditPage)),
)]
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Require<needs::AuditRead>,
    query: Query<Params>,
) -> Result<Json<AuditPage>, Problem> {
    let limit = crate::extract::Page::new(None, query.0.limit)?.limit;
    let (data, next) = audit::list(&state.app, &caller, query.0.after, limit).await?;
    Ok(Json(AuditPage { data, next }))
}
