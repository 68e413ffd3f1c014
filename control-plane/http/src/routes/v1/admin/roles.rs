use crate::extract::{Data, Require, needs};
use axum::Json;
use control_plane_app::{Permission, Role};
use serde::Serialize;
use utoipa::ToSchema;

#[derive(Debug, Serialize, ToSchema)]
pub struct RoleView {
    name: Role,
    title: &'static str,
    permissions: Vec<Permission>,
}

/// The built-in roles and what each may do.
#[utoipa::path(
    get,
    path = "/admin/roles",
    tag = "administration",
    security(("bearer" = ["users:read"])),
    responses((status = 200, description = "The permission matrix", body = Data<RoleView>)),
)]
pub(super) async fn list(_caller: Require<needs::UsersRead>) -> Json<Data<RoleView>> {
    let view = |role: &Role| RoleView {
        name: *role,
        title: role.title(),
        permissions: role.permissions().into_iter().collect(),
    };
    Json(Data { data: Role::ALL.iter().map(view).collect() })
}
