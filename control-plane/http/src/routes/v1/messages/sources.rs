use crate::error::Problem;
use crate::extract::{Path, SignedIn};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::chat;
use control_plane_app::kb::ArticleView;
use uuid::Uuid;

/// The article that an answer stands on, with the passage marked. Who may read the answer may read it.
#[utoipa::path(
    get,
    path = "/messages/{id}/sources/{n}",
    tag = "conversations",
    security(("bearer" = [])),
    params(
        ("id" = Uuid, Path, description = "Id of the message"),
        ("n" = u64, Path, description = "Number of the citation"),
    ),
    responses(
        (status = 200, description = "The article", body = ArticleView),
        (status = 404, description = "No such citation, or the article has been taken away"),
    ),
)]
pub(super) async fn source(
    State(state): State<AppState>,
    caller: SignedIn,
    path: Path<(Uuid, u64)>,
) -> Result<Json<ArticleView>, Problem> {
    Ok(Json(chat::source(&state.app, &caller, path.0.0, path.0.1).await?))
}
