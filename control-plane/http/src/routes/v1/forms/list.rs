use crate::error::Problem;
use crate::extract::{Address, List, Page, Query, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::forms::{self, FormView};
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Params {
    page: Option<u64>,
    limit: Option<u64>,
}

/// The tenant's forms, by name.
#[utoipa::path(
    get,
    path = "/forms",
    tag = "forms",
    security(("bearer" = ["forms:read"])),
    params(Params),
    responses((status = 200, description = "One page of forms", body = List<FormView>)),
)]
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Require<needs::FormsRead>,
    address: Address,
    query: Query<Params>,
) -> Result<Json<List<FormView>>, Problem> {
    let page = Page::new(query.0.page, query.0.limit)?;
    // A tenant has a handful.
    let all = forms::list(&state.app, &caller).await?;
    let total = all.len() as u64;
    let skip = usize::try_from(page.offset()).unwrap_or(usize::MAX);
    let take = usize::try_from(page.limit).unwrap_or(usize::MAX);
    Ok(Json(List::new(all.into_iter().skip(skip).take(take).collect(), page, total, &address)))
}
