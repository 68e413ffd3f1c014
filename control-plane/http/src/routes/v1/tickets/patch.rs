use super::answer;
use crate::error::Problem;
use crate::extract::{IfMatch, MergePatch, Path, Require, needs};
use crate::state::AppState;
use axum::extract::State;
use axum::response::Response;
use control_plane_app::desk::{self, TicketDetail, TicketPatch};
use control_plane_app::{AppError, FieldError};
use serde_json::Value;

/// Change a ticket by JSON merge patch.
#[utoipa::path(
    patch,
    path = "/tickets/{id}",
    tag = "tickets",
    security(("bearer" = ["tickets:write"])),
    params(
        ("id" = String, Path, description = "Id or number of the ticket"),
        ("If-Match" = String, Header, description = "ETag of the state that is edited"),
    ),
    request_body(content = TicketPatch, content_type = "application/merge-patch+json"),
    responses(
        (status = 200, description = "Changed; `ETag` names the new state", body = TicketDetail),
        (status = 409, description = "The status cannot go there from where it is"),
    ),
)]
pub(super) async fn patch(
    State(state): State<AppState>,
    caller: Require<needs::TicketsWrite>,
    expected: IfMatch,
    path: Path<String>,
    patch: MergePatch,
) -> Result<Response, Problem> {
    let patch = read(patch.0)?;
    Ok(answer(desk::update(&state.app, &caller, &path.0, expected.0, patch).await?))
}

/// No field of a ticket can be taken away, so `null` is refused rather than ignored.
fn read(patch: Value) -> Result<TicketPatch, Problem> {
    if let Value::Object(members) = &patch
        && let Some((name, _)) = members.iter().find(|(_, value)| value.is_null())
    {
        return Err(AppError::field(name.as_str(), "required", "this cannot be taken away").into());
    }
    serde_json::from_value(patch).map_err(|error| {
        let words = error.to_string();
        let field = words.split('`').nth(1).unwrap_or_default().to_owned();
        AppError::Invalid { message: words.clone(), errors: vec![FieldError::new(field, "invalid", words)] }
            .into()
    })
}
