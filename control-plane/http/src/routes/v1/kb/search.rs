use crate::error::Problem;
use crate::extract::{Query, Require, needs};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::kb::{self, Ask, Passage, SearchMeta};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Params {
    /// The question.
    q: String,
    /// Name of a base; all of them when not given.
    base: Option<String>,
    /// How many passages, at most 50; 5 when not given.
    top_k: Option<usize>,
}

/// What was found, best first:
/// `[{id, document_id, base, path, title, section, text, excerpt, highlights: [{start, end}], score, url?, updated_at?}]`.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SearchAnswer)]
pub struct Answer {
    #[schema(value_type = Vec<Object>)]
    data: Vec<Passage>,
    meta: SearchMeta,
}

/// Ask the knowledge bases.
#[utoipa::path(
    get,
    path = "/kb/search",
    tag = "knowledge",
    security(("bearer" = ["kb:read"])),
    params(Params),
    responses(
        (status = 200, description = "Passages", body = Answer),
        (status = 404, description = "There is no such base"),
        (status = 422, description = "There is no question"),
    ),
)]
pub(super) async fn search(
    State(state): State<AppState>,
    caller: Require<needs::KbRead>,
    query: Query<Params>,
) -> Result<Json<Answer>, Problem> {
    let ask = Ask { text: query.0.q, base: query.0.base, top_k: query.0.top_k.unwrap_or(5).clamp(1, 50) };
    let found = kb::search(&state.app, &caller, ask).await?;
    Ok(Json(Answer { data: found.passages, meta: found.meta }))
}
