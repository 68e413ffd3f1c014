//! Whose changes a branch has that the flow's draft has not.

use crate::db::values;
use crate::draft_places::{DraftPlace, author_id, read};
use crate::{StoreError, Tx, WriteTx};
use control_plane_domain::BranchId;

/// Notes that somebody changed the branch there.
pub async fn put(tx: &WriteTx, branch: BranchId, place: &DraftPlace) -> Result<(), StoreError> {
    let sql = "INSERT INTO flow_branch_places (tenant_id, branch_id, author_id, author_name, node, field, changed_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7)
               ON CONFLICT (tenant_id, branch_id, node, field, author_id) DO UPDATE SET
                   author_name = excluded.author_name, changed_at = excluded.changed_at";
    let author = author_id(place);
    let values = values![branch, author, &place.author_name, &place.node, &place.field, place.changed_at];
    tx.execute(sql, values).await?;
    Ok(())
}

/// All of them, the newest first.
pub async fn all(tx: &Tx, branch: BranchId) -> Result<Vec<DraftPlace>, StoreError> {
    let sql = "SELECT * FROM flow_branch_places WHERE tenant_id = $1 AND branch_id = $2
               ORDER BY changed_at DESC, node, field";
    tx.all(sql, values![branch]).await?.iter().map(read).collect()
}

/// Forgets them: the flow's draft has them now.
pub async fn clear(tx: &WriteTx, branch: BranchId) -> Result<(), StoreError> {
    tx.execute("DELETE FROM flow_branch_places WHERE tenant_id = $1 AND branch_id = $2", values![branch])
        .await?;
    Ok(())
}
