use crate::error::Problem;
use crate::extract::{Address, List, Page, Query, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::notifications::{self, NotificationView};
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Params {
    page: Option<u64>,
    limit: Option<u64>,
    /// Only those that were not read.
    unread: Option<bool>,
}

/// One's own notifications, newest first.
#[utoipa::path(
    get,
    path = "/notifications",
    tag = "notifications",
    security(("bearer" = ["notifications:read"])),
    params(Params),
    responses((status = 200, description = "One page of notifications", body = List<NotificationView>)),
)]
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Require<needs::NotificationsRead>,
    address: Address,
    query: Query<Params>,
) -> Result<Json<List<NotificationView>>, Problem> {
    let page = Page::new(query.0.page, query.0.limit)?;
    let unread = query.0.unread.unwrap_or(false);
    let (items, total) = notifications::list(&state.app, &caller, unread, page.page, page.limit).await?;
    Ok(Json(List::new(items, page, total, &address)))
}
