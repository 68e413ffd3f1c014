use crate::cookies::{self, Reach};
use crate::error::Problem;
use crate::extract::{OptionalBody, Path, Visiting};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use control_plane_app::widget::{self, VisitorSession};
use control_plane_domain::web_origin::is_loopback;
use http::{HeaderMap, StatusCode, header};
use serde::Deserialize;
use utoipa::ToSchema;

/// Who comes.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Visit {
    /// A JWT over `{"sub", "name"?, "email"?, "exp"}`, signed (HS256) with the widget's secret by the
    /// server of the embedding page. Without it the visitor is nobody in particular.
    identity: Option<String>,
}

/// Begin a visitor's session, or prolong the one of the cookie: an hour at a time, a day at most.
#[utoipa::path(
    post,
    path = "/embed/{public_id}/session",
    tag = "widget",
    params(("public_id" = String, Path, description = "Public id of the widget")),
    request_body = Option<Visit>,
    responses(
        (status = 200, description = "Open; the cookie is set too", body = VisitorSession),
        (status = 401, description = "The identity cannot be believed"),
        (status = 404, description = "There is no such widget, or it is switched off"),
    ),
)]
pub(super) async fn open(
    State(state): State<AppState>,
    path: Path<String>,
    headers: HeaderMap,
    body: OptionalBody<Visit>,
) -> Result<Response, Problem> {
    let token = cookies::read(&headers, cookies::VISITOR);
    let identity = body.0.unwrap_or_default().identity;
    let opened = widget::open(&state.app, &path.0, token.as_deref(), identity.as_deref()).await?;
    let cookie = cookies::visitor(&path.0, &opened.token, opened.life, reach(&state, &headers));
    Ok((cookie, Json(opened.session)).into_response())
}

/// End the session in this browser, as when the person signs out of the embedding page.
#[utoipa::path(
    delete,
    path = "/embed/{public_id}/session",
    tag = "widget",
    security(("visitor" = [])),
    params(("public_id" = String, Path, description = "Public id of the widget")),
    responses((status = 204, description = "The cookie is removed")),
)]
pub(super) async fn end(
    State(state): State<AppState>,
    _caller: Visiting,
    path: Path<String>,
    headers: HeaderMap,
) -> Response {
    (StatusCode::NO_CONTENT, cookies::visitor(&path.0, "", 0, reach(&state, &headers))).into_response()
}

/// Browsers take a `Secure` cookie over HTTPS, and from this machine.
fn reach(state: &AppState, headers: &HeaderMap) -> Reach {
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, port)| {
        if port.bytes().all(|byte| byte.is_ascii_digit()) { name } else { host }
    });
    if state.options.secure_cookies || is_loopback(&name.to_ascii_lowercase()) {
        Reach::AnySite
    } else {
        Reach::OwnSite
    }
}
