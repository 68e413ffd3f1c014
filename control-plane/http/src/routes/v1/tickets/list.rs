use crate::error::Problem;
use crate::extract::{Address, List, Page, Query, SignedIn, Sort};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use control_plane_app::desk::{self, TicketView, Wanted};
use control_plane_app::{Caller, FieldError};
use control_plane_domain::ticket::{Priority, TicketStatus};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Params {
    page: Option<u64>,
    limit: Option<u64>,
    /// `created_at`, `updated_at`, `number`, `priority`, `status`, `title`; a leading `-` turns it round.
    sort: Option<String>,
    /// `new`, `open`, `pending`, `resolved`, `closed`.
    #[param(value_type = Option<String>)]
    status: Option<TicketStatus>,
    /// `P1` to `P5`.
    #[param(value_type = Option<String>)]
    priority: Option<Priority>,
    category: Option<String>,
    /// Id of a person, or `me`.
    assignee: Option<String>,
    /// Id of a person, or `me`.
    requester: Option<String>,
    /// Part of the number, the title or the description.
    q: Option<String>,
}

/// Tickets: all of them with `tickets:read`, else one's own.
#[utoipa::path(
    get,
    path = "/tickets",
    tag = "tickets",
    security(("bearer" = [])),
    params(Params),
    responses((status = 200, description = "One page of tickets", body = List<TicketView>)),
)]
pub(super) async fn list(
    State(state): State<AppState>,
    caller: SignedIn,
    address: Address,
    query: Query<Params>,
) -> Result<Json<List<TicketView>>, Problem> {
    let page = Page::new(query.0.page, query.0.limit)?;
    let keys = ["created_at", "updated_at", "number", "priority", "status", "title"];
    let sort = Sort::parse(query.0.sort.as_deref(), &keys)?;
    let wanted = Wanted {
        status: query.0.status,
        priority: query.0.priority,
        category: query.0.category,
        assignee: person(&caller, "assignee", query.0.assignee)?,
        requester: person(&caller, "requester", query.0.requester)?,
        text: query.0.q,
        sort: sort.key,
        descending: sort.descending,
        page: page.page,
        limit: page.limit,
    };
    let (items, total) = desk::list(&state.app, &caller, wanted).await?;
    Ok(Json(List::new(items, page, total, &address)))
}

fn person(caller: &Caller, field: &str, given: Option<String>) -> Result<Option<Uuid>, Problem> {
    match given.as_deref() {
        None => Ok(None),
        Some("me") => Ok(Some(caller.user.as_uuid())),
        Some(id) => id.parse().map(Some).map_err(|_| {
            let words = format!("{field} is a person's id, or me");
            Problem::new("unknown_parameter", words.clone())
                .with_errors(vec![FieldError::new(field, "invalid", words)])
        }),
    }
}
