//! Rounds in the background: soon after publishing or a webhook, else now and then. Each tenant's by itself:
//! a server that stalls holds up nobody else.

use super::settings;
use super::sync::{SyncStatus, sync};
use crate::app::App;
use crate::caller::{Caller, PRODUCT};
use crate::error::AppResult;
use control_plane_domain::TenantId;
use control_plane_store::tenants::{self, Tenant};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::{Id, JoinSet};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// How often a remote is looked at when nobody says that it has changed.
const EVERY: Duration = Duration::from_secs(300);
/// The first wait after a failed round; each one more doubles it.
const RETRY: Duration = Duration::from_secs(5);
const LONGEST: Duration = Duration::from_secs(900);
/// Rounds at the same time, each with a `git` of its own.
const AT_ONCE: usize = 8;

/// What is known of a tenant's rounds.
struct Rounds {
    due: Instant,
    failures: u32,
    running: Option<Id>,
}

/// Keeps every tenant's remote up to date until cancelled; rounds under way end with it.
pub async fn run(app: Arc<App>, cancel: CancellationToken) {
    let mut known: HashMap<TenantId, Rounds> = HashMap::new();
    let mut running: JoinSet<bool> = JoinSet::new();
    loop {
        let looked = begin(&app, &mut known, &mut running).await;
        let idle = known.values().filter(|rounds| rounds.running.is_none()).map(|rounds| rounds.due).min();
        let next = match looked {
            // With every place taken, the next thing to happen is that one is free.
            Ok(()) if running.len() >= AT_ONCE => Instant::now() + EVERY,
            Ok(()) => idle.unwrap_or_else(|| Instant::now() + EVERY),
            Err(error) => {
                tracing::warn!(%error, "the tenants cannot be read; their Git servers are looked at later");
                Instant::now() + RETRY
            }
        };
        tokio::select! {
            () = cancel.cancelled() => return,
            asked = app.git_calls.answer() => {
                for tenant in asked {
                    let now = Instant::now();
                    let rounds = known.entry(tenant).or_insert(Rounds { due: now, failures: 0, running: None });
                    // One that is under way may have fetched already: another follows it.
                    rounds.due = now;
                }
            }
            Some(ended) = running.join_next_with_id() => {
                let (id, worked) = match ended {
                    Ok((id, worked)) => (id, worked),
                    // A panic is that round's failure.
                    Err(error) => (error.id(), false),
                };
                if let Some(rounds) = known.values_mut().find(|rounds| rounds.running == Some(id)) {
                    rounds.end(worked);
                }
            }
            () = tokio::time::sleep_until(next) => {}
        }
    }
}

impl Rounds {
    fn end(&mut self, worked: bool) {
        self.running = None;
        self.failures = if worked { 0 } else { self.failures.saturating_add(1) };
        let wait = match self.failures {
            0 => EVERY,
            failures => RETRY.saturating_mul(2_u32.saturating_pow((failures - 1).min(10))).min(LONGEST),
        };
        // Asked for while it was under way.
        if self.due > Instant::now() || !worked {
            self.due = Instant::now() + wait;
        }
    }
}

/// Begins the rounds that are due, as far as there is room.
async fn begin(
    app: &Arc<App>,
    known: &mut HashMap<TenantId, Rounds>,
    running: &mut JoinSet<bool>,
) -> AppResult<()> {
    let tenants = tenants::all(&app.db.read_shared().await?).await?;
    known.retain(|id, _| tenants.iter().any(|tenant| tenant.id == *id));
    for tenant in tenants {
        let now = Instant::now();
        let rounds = known.entry(tenant.id).or_insert(Rounds { due: now, failures: 0, running: None });
        if running.len() >= AT_ONCE || rounds.running.is_some() || rounds.due > now {
            continue;
        }
        let app = app.clone();
        let begun = running.spawn(async move { round(&app, &tenant).await });
        rounds.running = Some(begun.id());
        rounds.due = now + EVERY;
    }
    Ok(())
}

/// One round; whether the next may wait. A conflict or a refusal waits for people: trying again at once
/// changes nothing.
async fn round(app: &App, tenant: &Tenant) -> bool {
    if let Ok(None) = settings::remote(app, tenant.id).await {
        return true;
    }
    let caller = Caller::product(tenant.id, &tenant.name, tenant.slug.as_str(), PRODUCT.to_lowercase());
    match sync(app, &caller, std::collections::BTreeMap::new()).await {
        Ok(state) => state.status != SyncStatus::Failed,
        Err(error) => {
            tracing::warn!(tenant = %tenant.slug, %error, "the Git server could not be dealt with");
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_round_that_was_asked_for_meanwhile_is_followed_by_another_and_failures_wait_longer() {
        let start = Instant::now();
        let mut rounds = Rounds { due: start + EVERY, failures: 0, running: None };
        rounds.end(true);
        assert!(rounds.due >= start + EVERY, "nobody asked");
        rounds.due = start;
        rounds.end(true);
        assert_eq!(rounds.due, start, "somebody asked");
        let mut waits = Vec::new();
        for _ in 0..12 {
            let now = Instant::now();
            rounds.end(false);
            waits.push((rounds.due - now).as_secs());
        }
        assert!(waits.is_sorted(), "{waits:?}");
        assert_eq!((waits[0], waits[11]), (RETRY.as_secs(), LONGEST.as_secs()), "{waits:?}");
        rounds.end(true);
        assert_eq!(rounds.failures, 0);
    }

    #[tokio::test]
    async fn whoever_asks_is_told_once_and_nobody_is_forgotten() {
        let calls = super::super::Calls::default();
        let (one, two) = (TenantId::new(uuid::Uuid::from_u128(1)), TenantId::new(uuid::Uuid::from_u128(2)));
        calls.ring(one);
        calls.ring(two);
        calls.ring(one);
        assert_eq!(calls.answer().await.into_iter().collect::<Vec<_>>(), [one, two]);
        calls.ring(two);
        assert_eq!(calls.answer().await.into_iter().collect::<Vec<_>>(), [two]);
    }
}
