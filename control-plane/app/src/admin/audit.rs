//! Reading the audit.

use crate::app::App;
use crate::caller::Caller;
use crate::error::AppResult;
use chrono::{DateTime, Utc};
use control_plane_store::audit;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// One line of the audit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AuditEntry {
    pub seq: u64,
    pub at: DateTime<Utc>,
    /// Missing for what the product does by itself.
    pub actor_id: Option<Uuid>,
    pub actor_name: String,
    /// `flow.published`, `user.changed` …
    pub action: String,
    pub object_kind: String,
    pub object_id: String,
    #[schema(value_type = Object)]
    pub data: Value,
    pub correlation_id: String,
    /// Covers this line and the hash of the line before.
    pub hash: String,
}

/// A page of the audit, the newest first, from before `cursor`; and the cursor of the next page.
///
/// # Errors
/// [`AppError::Unavailable`](crate::AppError::Unavailable) when it cannot be read.
pub async fn list(
    app: &App,
    caller: &Caller,
    cursor: Option<u64>,
    limit: u64,
) -> AppResult<(Vec<AuditEntry>, Option<u64>)> {
    let tx = app.db.read(caller.tenant).await?;
    let rows = audit::before(&tx, cursor, limit).await?;
    let full = rows.len() as u64 == limit;
    let next = rows.last().map(|last| last.seq).filter(|seq| full && *seq > 1);
    let view = |row: audit::Entry| AuditEntry {
        seq: row.seq,
        at: row.at,
        actor_id: row.actor.map(|id| id.as_uuid()),
        actor_name: row.actor_name,
        action: row.action,
        object_kind: row.subject_kind,
        object_id: row.subject_id,
        data: row.data,
        correlation_id: row.correlation_id,
        hash: row.hash,
    };
    Ok((rows.into_iter().map(view).collect(), next))
}
