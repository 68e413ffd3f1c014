use crate::error::{Problem, ProblemDetails};
use crate::extract::{Body, Data, Path, Query, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use control_plane_app::flows::{
    self, Against, BranchView, Changes, MergeBranch, Merged, NewBranch, SaveBranch, SavedBranch, UpdateBranch,
};
use http::{StatusCode, header};
use serde::Deserialize;
use utoipa::IntoParams;

/// The branches of a flow, by name.
#[utoipa::path(
    get,
    path = "/flows/{flow}/branches",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(("flow" = String, Path, description = "Name of the flow")),
    responses((status = 200, description = "All of them: there are few", body = Data<BranchView>)),
)]
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
    path: Path<String>,
) -> Result<Json<Data<BranchView>>, Problem> {
    Ok(Json(Data { data: flows::branches(&state.app, &caller, &path.0).await? }))
}

/// Begin a branch: a draft beside the flow's own. It is read and saved like that, with `?branch=`.
#[utoipa::path(
    post,
    path = "/flows/{flow}/branches",
    tag = "flows",
    security(("bearer" = ["flows:write"])),
    params(("flow" = String, Path, description = "Name of the flow")),
    request_body = NewBranch,
    responses(
        (status = 201, description = "Begun; `Location` is where its document is", body = BranchView),
        (status = 409, description = "The name is taken, or the flow has enough branches", body = ProblemDetails),
    ),
)]
pub(super) async fn create(
    State(state): State<AppState>,
    caller: Require<needs::FlowsWrite>,
    path: Path<String>,
    body: Body<NewBranch>,
) -> Result<Response, Problem> {
    let branch = flows::create_branch(&state.app, &caller, &path.0, body.0).await?;
    let location = format!("/api/v1/flows/{}/draft?branch={}", path.0, branch.name);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(branch)).into_response())
}

/// Delete a branch with what only it has.
#[utoipa::path(
    delete,
    path = "/flows/{flow}/branches/{branch}",
    tag = "flows",
    security(("bearer" = ["flows:write"])),
    params(
        ("flow" = String, Path, description = "Name of the flow"),
        ("branch" = String, Path, description = "Name of the branch"),
    ),
    responses((status = 204, description = "Gone")),
)]
pub(super) async fn delete(
    State(state): State<AppState>,
    caller: Require<needs::FlowsWrite>,
    path: Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    let (flow, branch) = path.0;
    flows::delete_branch(&state.app, &caller, &flow, &branch).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DiffParams {
    /// `base`: what the branch and the draft have in common; `draft`: the flow's draft as it is now.
    #[serde(default)]
    #[param(inline)]
    against: Against,
}

/// What changed on the way to the branch, by meaning.
#[utoipa::path(
    get,
    path = "/flows/{flow}/branches/{branch}/diff",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(
        ("flow" = String, Path, description = "Name of the flow"),
        ("branch" = String, Path, description = "Name of the branch"),
        DiffParams,
    ),
    responses((status = 200, description = "The changes, to draw and as text", body = Changes)),
)]
pub(super) async fn diff(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
    path: Path<(String, String)>,
    query: Query<DiffParams>,
) -> Result<Json<Changes>, Problem> {
    let (flow, branch) = path.0;
    Ok(Json(flows::branch_changes(&state.app, &caller, &flow, &branch, query.0.against).await?))
}

/// Save a branch to Git as it is now, as a commit of one's own. It is pushed when a remote is set; what cannot
/// be committed or pushed now is tried again.
#[utoipa::path(
    post,
    path = "/flows/{flow}/branches/{branch}/commit",
    tag = "flows",
    security(("bearer" = ["flows:write"])),
    params(
        ("flow" = String, Path, description = "Name of the flow"),
        ("branch" = String, Path, description = "Name of the branch"),
    ),
    request_body = SaveBranch,
    responses((status = 200, description = "Saved; a branch that is as it was keeps its commit", body = SavedBranch)),
)]
pub(super) async fn commit(
    State(state): State<AppState>,
    caller: Require<needs::FlowsWrite>,
    path: Path<(String, String)>,
    body: Body<SaveBranch>,
) -> Result<Json<SavedBranch>, Problem> {
    let (flow, branch) = path.0;
    Ok(Json(flows::save_branch(&state.app, &caller, &flow, &branch, body.0).await?))
}

/// Bring a branch into the flow's draft, all of it or nothing. Nothing is published. What both changed is
/// answered with `merge_conflict`; the same request with `resolutions` settles it.
#[utoipa::path(
    post,
    path = "/flows/{flow}/branches/{branch}/merge",
    tag = "flows",
    security(("bearer" = ["flows:write"])),
    params(
        ("flow" = String, Path, description = "Name of the flow"),
        ("branch" = String, Path, description = "Name of the branch"),
    ),
    request_body = MergeBranch,
    responses(
        (status = 200, description = "The draft as it is now", body = Merged),
        (status = 409, description = "Both changed the same: `conflicts` says where", body = ProblemDetails),
        (status = 412, description = "One of them has changed since", body = ProblemDetails),
    ),
)]
pub(super) async fn merge(
    State(state): State<AppState>,
    caller: Require<needs::FlowsWrite>,
    path: Path<(String, String)>,
    body: Body<MergeBranch>,
) -> Result<Json<Merged>, Problem> {
    let (flow, branch) = path.0;
    Ok(Json(flows::merge_branch(&state.app, &caller, &flow, &branch, body.0).await?))
}

/// Bring the changes of the flow's draft into a branch, all of them or nothing; the draft stays as it is.
/// What both changed is answered with `merge_conflict`; the same request with `resolutions` settles it.
#[utoipa::path(
    post,
    path = "/flows/{flow}/branches/{branch}/update",
    tag = "flows",
    security(("bearer" = ["flows:write"])),
    params(
        ("flow" = String, Path, description = "Name of the flow"),
        ("branch" = String, Path, description = "Name of the branch"),
    ),
    request_body = UpdateBranch,
    responses(
        (status = 200, description = "The branch as it is now", body = Merged),
        (status = 409, description = "Both changed the same: `conflicts` says where", body = ProblemDetails),
        (status = 412, description = "One of them has changed since", body = ProblemDetails),
    ),
)]
pub(super) async fn update(
    State(state): State<AppState>,
    caller: Require<needs::FlowsWrite>,
    path: Path<(String, String)>,
    body: Body<UpdateBranch>,
) -> Result<Json<Merged>, Problem> {
    let (flow, branch) = path.0;
    Ok(Json(flows::update_branch(&state.app, &caller, &flow, &branch, body.0).await?))
}
