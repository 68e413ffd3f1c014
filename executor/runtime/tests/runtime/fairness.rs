//! What one tenant does to another.

use crate::harness::{Desk, desk_on, limits, one_call};
use executor_runtime::Limits;
use executor_runtime::api::{NewRun, RunFilter, RunStatus};
use executor_runtime::journal::Journal;
use executor_runtime::memory::MemoryJournal;
use executor_runtime::testing::{TestLibrary, new_run};
use flow_schema::kind::Effect;
use serde_json::json;
use std::sync::Arc;
use tokio::sync::Semaphore;
use uuid::Uuid;

/// A tenant with very many runs.
const GREEDY: Uuid = Uuid::from_u128(77);
const MANY: u64 = 10_000;

fn tight() -> Limits {
    Limits { active_runs: 8, tenant_active_runs: 6, ready_queue: 100, tenant_ready_queue: 60, ..limits() }
}

/// The greedy tenant's calls need a permit.
fn library(permits: &Arc<Semaphore>) -> Arc<TestLibrary> {
    let permits = Arc::clone(permits);
    let library = TestLibrary::new().plan(one_call(Effect::Read)).tool("tool", move |ctx, _| {
        let permits = Arc::clone(&permits);
        async move {
            if ctx.tenant == GREEDY {
                permits.acquire().await.expect("open").forget();
            }
            Ok(json!("done").into())
        }
    });
    Arc::new(library)
}

fn greedy() -> NewRun {
    NewRun { tenant: GREEDY, ..new_run("one", None, json!({})) }
}

async fn all_end(desk: &Desk, permits: &Semaphore) {
    permits.add_permits(MANY as usize);
    let ended = RunFilter { status: Some(RunStatus::Completed), limit: 1, ..RunFilter::default() };
    loop {
        while desk.runtime.active_runs() > 0 {
            tokio::task::yield_now().await;
        }
        // Nothing to do for the moment; the rest may just be on its way from the journal.
        if desk.journal.rows(GREEDY, ended.clone()).await.unwrap().1 == MANY {
            return;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_tenant_that_queues_ten_thousand_runs_holds_no_other_up() {
    let permits = Arc::new(Semaphore::new(0));
    let desk = desk_on(Arc::new(MemoryJournal::new()), library(&permits), tight());
    for _ in 0..MANY {
        desk.start(&greedy()).await;
    }
    assert_eq!((desk.runtime.active_runs(), desk.runtime.ready_runs()), (6, 60));
    // None of them will ever end by itself.
    for _ in 0..20 {
        let run = new_run("one", None, json!({}));
        desk.start(&run).await;
        assert_eq!(desk.finished(&run).await.status, RunStatus::Completed);
    }
    all_end(&desk, &permits).await;
}

#[tokio::test]
async fn nor_does_it_at_the_next_start() {
    let journal: Arc<dyn Journal> = Arc::new(MemoryJournal::new());
    for _ in 0..MANY {
        journal.accept(greedy(), chrono::Utc::now(), None).await.unwrap();
    }
    // Found after the greedy one's, in whichever order tenants are looked at.
    let run = NewRun { tenant: Uuid::from_u128(99), ..new_run("one", None, json!({})) };
    journal.accept(run.clone(), chrono::Utc::now(), None).await.unwrap();
    let permits = Arc::new(Semaphore::new(0));
    let desk = desk_on(journal, library(&permits), tight());
    desk.runtime.resume().await.unwrap();
    assert_eq!(desk.ended(&run).await.status, RunStatus::Completed);
    assert!(desk.runtime.ready_runs() <= 60);
    all_end(&desk, &permits).await;
}
