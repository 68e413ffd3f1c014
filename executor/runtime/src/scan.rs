//! Finding runs in the journal that have work and that this process does not know of.

use crate::board::Woken;
use crate::journal::JournalError;
use crate::runtime::Runtime;
use uuid::Uuid;

const PAGE: u32 = 500;

/// All of them, tenant by tenant: of each what there is room for, so that one with many keeps none
/// of the others waiting.
pub(crate) async fn all(rt: &Runtime) -> Result<(), JournalError> {
    let mut after = None;
    loop {
        let page = rt.journal.busy_tenants(after, PAGE).await?;
        for tenant in &page {
            of_tenant(rt, *tenant).await?;
        }
        match page.last() {
            Some(last) if page.len() >= PAGE as usize => after = Some(*last),
            Some(_) | None => return Ok(()),
        }
    }
}

async fn of_tenant(rt: &Runtime, tenant: Uuid) -> Result<(), JournalError> {
    let mut after = None;
    loop {
        let page = rt.journal.unfinished(tenant, after, PAGE).await?;
        for run in &page {
            match rt.offer(*run) {
                Woken::Spawn(poke) => rt.spawn(*run, poke, None),
                Woken::Known => {}
                Woken::Full => return Ok(()),
            }
        }
        match page.last() {
            Some(last) if page.len() >= PAGE as usize => after = Some(last.run),
            Some(_) | None => return Ok(()),
        }
    }
}

/// The tenant's runs that had no room in memory; tried until the journal answers.
pub(crate) async fn again(rt: &Runtime, tenant: Uuid) {
    let (mut wait, longest) = rt.limits.journal_backoff;
    while let Err(error) = of_tenant(rt, tenant).await {
        tracing::warn!(%error, "looking for unfinished runs again");
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = rt.soft_stop.cancelled() => return,
        }
        wait = (wait * 2).min(longest);
    }
}
