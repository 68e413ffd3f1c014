use crate::error::Problem;
use crate::extract::{Address, List, Page, Query, SignedIn, Sort};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::AppError;
use control_plane_app::chat::{self, ConversationView};
use control_plane_domain::message::ConversationStatus;
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Params {
    page: Option<u64>,
    limit: Option<u64>,
    /// `updated_at`, `created_at`; a leading `-` turns it round.
    sort: Option<String>,
    /// Name of a flow.
    flow: Option<String>,
    /// `open`, `closed`.
    #[param(value_type = Option<String>)]
    status: Option<ConversationStatus>,
    /// Test chats from the Studio in place of the others.
    draft: Option<bool>,
    /// Only one's own, also for those who see more.
    mine: Option<bool>,
}

/// The conversations one may see: one's own, or everybody's with `runs:read`.
#[utoipa::path(
    get,
    path = "/conversations",
    tag = "conversations",
    security(("bearer" = [])),
    params(Params),
    responses((status = 200, description = "One page of conversations", body = List<ConversationView>)),
)]
pub(super) async fn list(
    State(state): State<AppState>,
    caller: SignedIn,
    address: Address,
    query: Query<Params>,
) -> Result<Json<List<ConversationView>>, Problem> {
    let page = Page::new(query.0.page, query.0.limit)?;
    let sort = Sort::parse(query.0.sort.as_deref(), &["updated_at", "created_at"])?;
    let flow = query.0.flow.map(|flow| flow.parse()).transpose();
    let wanted = chat::Wanted {
        flow: flow.map_err(|_| AppError::malformed("flow is the name of a flow"))?,
        status: query.0.status,
        draft: query.0.draft.unwrap_or(false),
        mine: query.0.mine.unwrap_or(false),
        sort: sort.key,
        descending: sort.descending,
        page: page.page,
        limit: page.limit,
    };
    let (items, total) = chat::list(&state.app, &caller, wanted).await?;
    Ok(Json(List::new(items, page, total, &address)))
}
