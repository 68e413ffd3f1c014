use chrono::{DateTime, Utc};
use control_plane_domain::UserId;
use control_plane_store::notifications::Notification;
use control_plane_store::{StoreError, WriteTx, push};

/// Puts a notice on its way to the browsers of whom it is for, in the transaction that leaves it.
pub(crate) async fn queue(
    tx: &WriteTx,
    user: UserId,
    note: &Notification,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    push::queue(tx, user, note.id, now).await
}
