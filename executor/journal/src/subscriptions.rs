//! Which runs wait for which event.

use crate::dialect::{Tx, unavailable};
use crate::directory::run_ref;
use executor_runtime::journal::{Batch, JournalError, Rest, RunRef};
use sea_orm::{DatabaseConnection, DbErr};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use uuid::Uuid;

/// Longest name or key that is kept as it is. PostgreSQL's indexes take 2,704 bytes in all.
const LONGEST: usize = 500;

pub(crate) async fn change(tx: &Tx, batch: &Batch) -> Result<(), DbErr> {
    let values = |(event, key): &(String, String)| {
        vec![batch.tenant.into(), indexed(event).into(), indexed(key).into(), batch.run.into()]
    };
    for gone in &batch.unsubscribes {
        let sql = "DELETE FROM run_subscriptions
                   WHERE tenant_id = $1 AND event = $2 AND event_key = $3 AND run_id = $4";
        tx.execute(sql, values(gone)).await?;
    }
    // A run that ends waits for nothing, whatever its last batch says.
    for new in batch.subscribes.iter().filter(|_| batch.rest != Rest::Ended) {
        let sql =
            "INSERT INTO run_subscriptions (tenant_id, event, event_key, run_id) VALUES ($1, $2, $3, $4)
                   ON CONFLICT DO NOTHING";
        tx.execute(sql, values(new)).await?;
    }
    Ok(())
}

pub(crate) async fn drop_all(tx: &Tx, tenant: Uuid, run: Uuid) -> Result<(), DbErr> {
    let sql = "DELETE FROM run_subscriptions WHERE tenant_id = $1 AND run_id = $2";
    tx.execute(sql, vec![tenant.into(), run.into()]).await?;
    Ok(())
}

pub(crate) async fn find(
    db: &DatabaseConnection,
    tenant: Uuid,
    event: &str,
    key: &str,
    after: Option<Uuid>,
    limit: u32,
) -> Result<Vec<RunRef>, JournalError> {
    let tx = Tx::read(db, tenant).await.map_err(unavailable)?;
    let sql = "SELECT tenant_id, run_id FROM run_subscriptions
               WHERE tenant_id = $1 AND event = $2 AND event_key = $3 AND run_id > $4 ORDER BY run_id LIMIT $5";
    let values = vec![
        tenant.into(),
        indexed(event).into(),
        indexed(key).into(),
        after.unwrap_or_default().into(),
        i64::from(limit).into(),
    ];
    tx.all(sql, values).await.map_err(unavailable)?.iter().map(run_ref).collect()
}

/// What stands in the index for a name or a key: itself, or its hash when an index could not take
/// it. Keys come out of expressions, so they may be anything.
fn indexed(text: &str) -> String {
    let fits = text.len() <= LONGEST && !text.contains('\0');
    let kept = if fits { Cow::Borrowed(text) } else { Cow::Owned(hex::encode(Sha256::digest(text))) };
    // A short text that looks like a hash must not meet a long one that has it.
    format!("{}{kept}", if fits { '=' } else { '#' })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_key_is_the_index_takes_it_and_no_two_meet() {
        let long = "é".repeat(300);
        let hash = indexed(&long);
        assert!(hash.len() < 70, "{hash}");
        assert_ne!(indexed(&hash[1..]), hash);
        assert_ne!(indexed("a\0b"), indexed("ab"));
        assert_eq!(indexed("ticket-1"), "=ticket-1");
    }
}
