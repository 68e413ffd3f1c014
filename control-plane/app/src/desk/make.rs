use super::view::TicketDetail;
use super::{author, is_agent, see};
use crate::app::App;
use crate::audit;
use crate::caller::Caller;
use crate::error::{AppError, AppResult, FieldError};
use crate::notifications::tell_agents;
use control_plane_domain::ticket::Priority;
use control_plane_domain::{Email, TicketId, UserId};
use control_plane_store::tickets::{self, Created, Requester, Ticket};
use control_plane_store::{Tx, users};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

pub(super) const MAX_TITLE: usize = 300;
pub(super) const MAX_TEXT: usize = 64 * 1024;

/// A ticket to make.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTicket {
    pub title: String,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub priority: Priority,
    #[serde(default)]
    pub category: String,
    /// Agents may ask for somebody else; others ask for themselves.
    pub requester_id: Option<Uuid>,
    /// For somebody without an account. Agents only.
    pub requester_email: Option<String>,
    pub assignee_id: Option<Uuid>,
    #[serde(default)]
    pub tags: Vec<String>,
    #[serde(default)]
    #[schema(value_type = Object)]
    pub fields: Map<String, Value>,
}

/// Makes a ticket and tells the desk.
///
/// # Errors
/// [`AppError::Invalid`] naming the fields.
pub async fn create(
    app: &App,
    caller: &Caller,
    new: NewTicket,
    key: Option<&str>,
) -> AppResult<TicketDetail> {
    let mut errors =
        check_texts(Some(&new.title), Some(&new.description), Some(&new.category), Some(&new.tags));
    let for_others =
        new.requester_id.is_some_and(|id| id != caller.user.as_uuid()) || new.requester_email.is_some();
    if !is_agent(caller) && (for_others || new.assignee_id.is_some()) {
        errors.push(FieldError::new(
            "requester_id",
            "invalid",
            "only agents make tickets for others or assign them",
        ));
    }
    AppError::fields(errors)?;
    let tx = app.db.write(caller.tenant).await?;
    let requester = requester(&tx, caller, &new).await?;
    let assignee = match new.assignee_id {
        Some(id) => Some(assignee(&tx, id).await?),
        None => None,
    };
    let row = tickets::NewTicket {
        id: TicketId::new(app.new_id()),
        idempotency_key: key.map(|key| format!("api/{}/{key}", caller.user)),
        title: new.title.trim().to_owned(),
        description: new.description,
        priority: new.priority,
        category: new.category.trim().to_owned(),
        requester,
        assignee,
        tags: new.tags,
        fields: new.fields,
        source: if is_agent(caller) { "api" } else { "portal" }.to_owned(),
        conversation: None,
        run: None,
        by: author(caller),
    };
    let made = match tickets::create(&tx, row, app.now()).await? {
        Created::New(ticket) => {
            tell_agents(&tx, &ticket, app.now()).await?;
            let what = json!({ "number": ticket.number.to_string(), "priority": ticket.priority });
            audit::record(app, &tx, caller, "ticket.created", "ticket", &ticket.id.to_string(), what).await?;
            count(&ticket);
            ticket
        }
        Created::Known(ticket) => ticket,
    };
    tx.commit().await?;
    see::get(app, caller, &made.id.to_string()).await
}

/// `tickets_created_total`. The category is the tenant's word, so it is cut to a sane label.
pub(super) fn count(ticket: &Ticket) {
    let category: String = ticket.category.chars().take(40).collect();
    metrics::counter!(
        "tickets_created_total",
        "category" => if category.is_empty() { "none".to_owned() } else { category },
        "urgency" => ticket.priority.as_str(),
        "source" => ticket.source.clone(),
    )
    .increment(1);
}

async fn requester(tx: &Tx, caller: &Caller, new: &NewTicket) -> AppResult<Requester> {
    let of =
        |user: users::User| Requester { id: Some(user.id), name: user.name, email: user.email.to_string() };
    if let Some(email) = &new.requester_email {
        let email: Email = email
            .parse()
            .map_err(|_| AppError::field("requester_email", "invalid", "this is no e-mail address"))?;
        return Ok(match users::find_by_email(tx, &email).await? {
            Some(user) => of(user),
            None => Requester { id: None, name: String::new(), email: email.to_string() },
        });
    }
    match new.requester_id {
        Some(id) if id != caller.user.as_uuid() => {
            let user = users::find(tx, UserId::new(id)).await?;
            user.map(of).ok_or_else(|| AppError::field("requester_id", "unknown", "there is no such person"))
        }
        Some(_) | None => Ok(Requester {
            id: Some(caller.user),
            name: caller.name.clone(),
            email: caller.email.to_string(),
        }),
    }
}

/// Somebody who can work on tickets.
pub(super) async fn assignee(tx: &Tx, id: Uuid) -> AppResult<UserId> {
    let user = users::find(tx, UserId::new(id)).await?;
    let user = user.ok_or_else(|| AppError::field("assignee_id", "unknown", "there is no such person"))?;
    if !user.role.permissions().contains(&control_plane_domain::Permission::TicketsWrite) {
        return Err(AppError::field("assignee_id", "invalid", "this person does not work on tickets"));
    }
    Ok(user.id)
}

/// What is wrong with the texts that are given.
pub(super) fn check_texts(
    title: Option<&str>,
    description: Option<&str>,
    category: Option<&str>,
    tags: Option<&[String]>,
) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if title.is_some_and(|title| title.trim().is_empty()) {
        errors.push(FieldError::new("title", "required", "a ticket needs a title"));
    }
    let mut at_most = |field: &str, text: Option<&str>, most: usize| {
        if text.is_some_and(|text| text.chars().count() > most) {
            errors.push(FieldError::new(field, "too_long", format!("at most {most} characters")));
        }
    };
    at_most("title", title, MAX_TITLE);
    at_most("description", description, MAX_TEXT);
    at_most("category", category, 100);
    for tag in tags.unwrap_or_default() {
        at_most("tags", Some(tag), 64);
    }
    if tags.is_some_and(|tags| tags.len() > 50) {
        errors.push(FieldError::new("tags", "too_long", "at most 50 tags"));
    }
    errors
}
