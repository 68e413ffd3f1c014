//! Writing the audit: in the transaction of the change, so that there is never one without the other.

use crate::app::App;
use crate::caller::Caller;
use crate::error::AppResult;
use control_plane_domain::UserId;
use control_plane_store::WriteTx;
use control_plane_store::audit::{NewEntry, append};
use serde_json::Value;

/// Who does something, when it is not an ordinary [`Caller`].
#[derive(Clone, Copy, Debug)]
pub struct By<'a> {
    pub user: Option<UserId>,
    pub name: &'a str,
    pub correlation_id: &'a str,
}

/// Writes that the caller did `action` (`flow.published`) to the subject. `data` says what changed,
/// without secrets.
///
/// # Errors
/// What the store answers; then the change must not be committed either.
pub async fn record(
    app: &App,
    tx: &WriteTx,
    caller: &Caller,
    action: &str,
    subject_kind: &str,
    subject_id: &str,
    data: Value,
) -> AppResult<()> {
    let by = By { user: caller.person(), name: &caller.name, correlation_id: &caller.correlation_id };
    record_by(app, tx, by, action, subject_kind, subject_id, data).await
}

/// The same for whoever is not signed in (yet), and for the product itself.
///
/// # Errors
/// As [`record`].
pub async fn record_by(
    app: &App,
    tx: &WriteTx,
    by: By<'_>,
    action: &str,
    subject_kind: &str,
    subject_id: &str,
    data: Value,
) -> AppResult<()> {
    let entry = NewEntry {
        actor: by.user,
        actor_name: by.name,
        action,
        subject_kind,
        subject_id,
        data,
        correlation_id: by.correlation_id,
    };
    append(tx, entry, app.now()).await?;
    Ok(())
}
