use super::Signed;
use axum::Json;
use control_plane_app::auth::Me;

/// Who is signed in, and what they may do.
#[utoipa::path(
    get,
    path = "/auth/me",
    tag = "session",
    security(("bearer" = [])),
    responses((status = 200, description = "The person behind the token", body = Me)),
)]
pub(super) async fn me(caller: Signed) -> Json<Me> {
    Json(Me::of(&caller))
}
