//! Who waits for a person, or has one.

use crate::app::App;
use crate::caller::Caller;
use crate::error::AppResult;
use chrono::{DateTime, Utc};
use control_plane_domain::Permission;
use control_plane_domain::message::PersonState;
use control_plane_store::persons;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// More than a desk can look at.
const MOST: u64 = 200;
const EXCERPT: usize = 200;

/// A conversation that waits for a person, or has one.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LiveConversation {
    pub conversation_id: Uuid,
    pub flow: String,
    pub title: String,
    /// Whose it is.
    pub name: String,
    pub state: PersonState,
    /// The user has asked for it, rather than a flow.
    pub wished: bool,
    /// What the flow that has handed it over says about it.
    pub reason: String,
    /// Since when it waits, or waited until somebody came.
    pub since: DateTime<Utc>,
    /// Who has come.
    pub person_id: Option<Uuid>,
    pub person_name: Option<String>,
    /// What the user said last.
    pub last: String,
}

/// The conversations that wait for a person or have one, those that wait longest first.
///
/// # Errors
/// [`AppError::Forbidden`](crate::AppError::Forbidden) without `tickets:write` and `runs:read`.
pub async fn live(app: &App, caller: &Caller) -> AppResult<Vec<LiveConversation>> {
    caller.require(Permission::TicketsWrite)?;
    // What is shown of conversations is for those who may read them all.
    caller.require(Permission::RunsRead)?;
    let tx = app.db.read(caller.tenant).await?;
    let mut all = Vec::new();
    for (row, said) in persons::queue(&tx, MOST).await? {
        let Some(person) = row.person else { continue };
        all.push(LiveConversation {
            conversation_id: row.id.as_uuid(),
            flow: row.flow.to_string(),
            title: row.title,
            name: person.asker,
            state: person.state,
            wished: person.wished,
            reason: person.reason,
            since: person.since,
            person_id: person.id.map(|id| id.as_uuid()),
            person_name: Some(person.name).filter(|name| !name.is_empty()),
            last: said.chars().take(EXCERPT).collect(),
        });
    }
    Ok(all)
}
