//! Version 1 of the API, one module per resource.

pub mod admin;
pub mod approvals;
pub mod auth;
pub mod conversations;
pub mod desk;
pub mod embed;
pub mod flows;
pub mod forms;
pub mod hooks;
pub mod kb;
pub mod messages;
pub mod node_kinds;
pub mod notifications;
pub mod push;
pub mod runs;
pub mod tickets;
pub mod tools;

use crate::state::AppState;
use utoipa_axum::router::OpenApiRouter;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .merge(admin::router())
        .merge(approvals::router())
        .merge(auth::router())
        .merge(conversations::router())
        .merge(desk::router())
        .merge(embed::router())
        .merge(flows::router())
        .merge(forms::router())
        .merge(hooks::router())
        .merge(kb::router())
        .merge(messages::router())
        .merge(node_kinds::router())
        .merge(notifications::router())
        .merge(push::router())
        .merge(runs::router())
        .merge(tickets::router())
        .merge(tools::router())
}
