//! The directory of widgets that are switched on: which tenant and flow a public name belongs to.
//!
//! Whoever opens a widget has no tenant yet, so this shared table holds the name and two ids, nothing
//! else. A widget that is switched off is not in it: unknown and switched off are one answer, found in
//! one way.

use crate::db::{shared, values};
use crate::{Reads, StoreError, Writes};
use control_plane_domain::{FlowId, TenantId};

/// Whose widget this is, if it is on.
pub async fn find(tx: &impl Reads, public_id: &str) -> Result<Option<(TenantId, FlowId)>, StoreError> {
    let sql = "SELECT tenant_id, flow_id FROM embeds WHERE public_id = $1";
    match shared::one(tx, sql, values![public_id]).await? {
        Some(row) => Ok(Some((row.id("tenant_id")?, row.id("flow_id")?))),
        None => Ok(None),
    }
}

/// Enters a widget; done by [`flow_widgets::put`](crate::flow_widgets::put).
pub(crate) async fn add(
    tx: &impl Writes,
    public_id: &str,
    tenant: TenantId,
    flow: FlowId,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO embeds (public_id, tenant_id, flow_id) VALUES ($1, $2, $3)";
    shared::execute(tx, sql, values![public_id, tenant, flow]).await?;
    Ok(())
}

/// Takes a flow's widget out; done by [`flow_widgets::put`](crate::flow_widgets::put).
pub(crate) async fn remove(tx: &impl Writes, tenant: TenantId, flow: FlowId) -> Result<(), StoreError> {
    let sql = "DELETE FROM embeds WHERE tenant_id = $1 AND flow_id = $2";
    shared::execute(tx, sql, values![tenant, flow]).await?;
    Ok(())
}
