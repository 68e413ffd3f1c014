use crate::error::Problem;
use crate::extract::{Address, List, Page, Query, Require, Sort, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::flows::{self, FlowItem};
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Params {
    page: Option<u64>,
    limit: Option<u64>,
    /// `updated_at`, `name`, `title`; a leading `-` turns it round.
    sort: Option<String>,
    /// Only names and titles that contain this.
    q: Option<String>,
}

/// The tenant's flows.
#[utoipa::path(
    get,
    path = "/flows",
    tag = "flows",
    security(("bearer" = ["flows:read"])),
    params(Params),
    responses((status = 200, description = "One page of flows", body = List<FlowItem>)),
)]
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Require<needs::FlowsRead>,
    address: Address,
    query: Query<Params>,
) -> Result<Json<List<FlowItem>>, Problem> {
    let page = Page::new(query.0.page, query.0.limit)?;
    let sort = Sort::parse(query.0.sort.as_deref(), &["updated_at", "name", "title"])?;
    let wanted = flows::Wanted {
        text: query.0.q,
        sort: sort.key,
        descending: sort.descending,
        page: page.page,
        limit: page.limit,
    };
    let (items, total) = flows::list(&state.app, &caller, wanted).await?;
    Ok(Json(List::new(items, page, total, &address)))
}
