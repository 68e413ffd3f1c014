use crate::error::Problem;
use crate::extract::{Body, Path, SignedIn};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::approvals::{self, ApprovalView, NewDecision};
use http::StatusCode;
use uuid::Uuid;

/// Approve, reject, or pass on to a colleague. It counts for exactly what was shown: `hash` says what
/// that was. Being one of those who are asked is the only permission it takes.
#[utoipa::path(
    post,
    path = "/approvals/{id}/decision",
    tag = "approvals",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "Id of the approval")),
    request_body = NewDecision,
    responses(
        (status = 200, description = "The run has taken it; the approval as it is now", body = ApprovalView),
        (status = 202, description = "Stored; the run will take it", body = ApprovalView),
        (status = 403, description = "The caller is not one of those who are asked"),
        (status = 409, description = "It is decided already, or about something else than what is asked now"),
    ),
)]
pub(super) async fn decide(
    State(state): State<AppState>,
    caller: SignedIn,
    path: Path<Uuid>,
    body: Body<NewDecision>,
) -> Result<(StatusCode, Json<ApprovalView>), Problem> {
    let decided = approvals::decide(&state.app, &caller, path.0, body.0).await?;
    let status = if decided.taken { StatusCode::OK } else { StatusCode::ACCEPTED };
    Ok((status, Json(decided.approval)))
}
