use crate::error::Problem;
use crate::extract::{Body, Data, Path, SignedIn};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::approvals::{self, ApprovalView, AskedOfMe, NewAnswer, NewQuestion};
use http::StatusCode;
use uuid::Uuid;

/// Ask back: a question to the person it is asked for, before one decides. It stays open, and its time runs on.
#[utoipa::path(
    post,
    path = "/approvals/{id}/questions",
    tag = "approvals",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "Id of the approval")),
    request_body = NewQuestion,
    responses(
        (status = 201, description = "Asked; the approval as it is now", body = ApprovalView),
        (status = 403, description = "The caller is not one of those who are asked"),
        (status = 409, description = "It is decided already, or there is nobody to ask, or there are 10 questions"),
    ),
)]
pub(super) async fn ask(
    State(state): State<AppState>,
    caller: SignedIn,
    path: Path<Uuid>,
    body: Body<NewQuestion>,
) -> Result<(StatusCode, Json<ApprovalView>), Problem> {
    Ok((StatusCode::CREATED, Json(approvals::ask(&state.app, &caller, path.0, body.0).await?)))
}

/// Answer what an approver asks. Only whom it is asked for may, once, and while it is open.
#[utoipa::path(
    post,
    path = "/approvals/{id}/questions/{question}/answer",
    tag = "approvals",
    security(("bearer" = [])),
    params(
        ("id" = Uuid, Path, description = "Id of the approval"),
        ("question" = Uuid, Path, description = "Id of the question"),
    ),
    request_body = NewAnswer,
    responses(
        (status = 204, description = "Answered"),
        (status = 409, description = "It was answered already, or decided"),
    ),
)]
pub(super) async fn answer(
    State(state): State<AppState>,
    caller: SignedIn,
    path: Path<(Uuid, Uuid)>,
    body: Body<NewAnswer>,
) -> Result<StatusCode, Problem> {
    approvals::answer(&state.app, &caller, path.0.0, path.0.1, body.0).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What approvers ask the caller, who has not answered yet, the oldest first.
#[utoipa::path(
    get,
    path = "/approvals/questions",
    tag = "approvals",
    security(("bearer" = [])),
    responses((status = 200, description = "At most 100 questions", body = Data<AskedOfMe>)),
)]
pub(super) async fn mine(
    State(state): State<AppState>,
    caller: SignedIn,
) -> Result<Json<Data<AskedOfMe>>, Problem> {
    Ok(Json(Data { data: approvals::asked_of_me(&state.app, &caller).await? }))
}
