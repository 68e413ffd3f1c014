use crate::error::Problem;
use crate::extract::{Address, Body, List, MergePatch, Page, Path, Query, Require, Sort, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use control_plane_app::admin::users::{self, NewUser, UserChange, UserView};
use http::{StatusCode, header};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Params {
    page: Option<u64>,
    limit: Option<u64>,
    /// `created_at`, `name`, `email`; a leading `-` turns it round.
    sort: Option<String>,
    /// Only names and addresses that contain this.
    q: Option<String>,
}

/// The tenant's people.
#[utoipa::path(
    get,
    path = "/admin/users",
    tag = "administration",
    security(("bearer" = ["users:read"])),
    params(Params),
    responses((status = 200, description = "One page of people", body = List<UserView>)),
)]
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Require<needs::UsersRead>,
    address: Address,
    query: Query<Params>,
) -> Result<Json<List<UserView>>, Problem> {
    let page = Page::new(query.0.page, query.0.limit)?;
    let sort = Sort::parse(query.0.sort.as_deref(), &["created_at", "name", "email"])?;
    let wanted = users::Wanted {
        text: query.0.q,
        sort: sort.key,
        descending: sort.descending,
        page: page.page,
        limit: page.limit,
    };
    let (people, total) = users::list(&state.app, &caller, wanted).await?;
    Ok(Json(List::new(people, page, total, &address)))
}

/// Add a person. Nobody can give a role that may do more than their own.
#[utoipa::path(
    post,
    path = "/admin/users",
    tag = "administration",
    security(("bearer" = ["users:write"])),
    request_body = NewUser,
    responses(
        (status = 201, description = "Added", body = UserView),
        (status = 409, description = "The address has an account"),
    ),
)]
pub(super) async fn create(
    State(state): State<AppState>,
    caller: Require<needs::UsersWrite>,
    body: Body<NewUser>,
) -> Result<Response, Problem> {
    let user = users::create(&state.app, &caller, body.0).await?;
    let location = format!("/api/v1/admin/users/{}", user.id);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(user)).into_response())
}

/// Change name, role, status or password. Sessions of a person who loses something end at once.
#[utoipa::path(
    patch,
    path = "/admin/users/{id}",
    tag = "administration",
    security(("bearer" = ["users:write"])),
    params(("id" = Uuid, Path, description = "The person")),
    request_body(content = UserChange, content_type = "application/merge-patch+json"),
    responses(
        (status = 200, description = "Changed", body = UserView),
        (status = 409, description = "The tenant would lose its last administrator"),
    ),
)]
pub(super) async fn patch(
    State(state): State<AppState>,
    caller: Require<needs::UsersWrite>,
    path: Path<Uuid>,
    patch: MergePatch,
) -> Result<Json<UserView>, Problem> {
    let change: UserChange = patch.into_typed()?;
    Ok(Json(users::change(&state.app, &caller, path.0, change).await?))
}

/// Disable a person's account: they stay in the records, their sessions end.
#[utoipa::path(
    delete,
    path = "/admin/users/{id}",
    tag = "administration",
    security(("bearer" = ["users:write"])),
    params(("id" = Uuid, Path, description = "The person")),
    responses(
        (status = 204, description = "Disabled"),
        (status = 409, description = "The tenant would lose its last administrator"),
    ),
)]
pub(super) async fn delete(
    State(state): State<AppState>,
    caller: Require<needs::UsersWrite>,
    path: Path<Uuid>,
) -> Result<StatusCode, Problem> {
    users::disable(&state.app, &caller, path.0).await?;
    Ok(StatusCode::NO_CONTENT)
}
