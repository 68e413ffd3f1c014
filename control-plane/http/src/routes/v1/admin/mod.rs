//! `/admin`: people, roles, the audit, the model, the desk's hours, the first-run checklist.

mod audit_logs;
mod checklist;
mod desk_hours;
mod desk_promises;
mod git;
mod models;
mod roles;
mod users;

use crate::state::AppState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(users::list, users::create))
        .routes(routes!(users::patch, users::delete))
        .routes(routes!(roles::list))
        .routes(routes!(audit_logs::list))
        .routes(routes!(models::read, models::put))
        .routes(routes!(models::test))
        .routes(routes!(checklist::read))
        .routes(routes!(desk_hours::read, desk_hours::put))
        .routes(routes!(desk_promises::read, desk_promises::put))
        .routes(routes!(git::read, git::put, git::delete))
        .routes(routes!(git::sync))
}
