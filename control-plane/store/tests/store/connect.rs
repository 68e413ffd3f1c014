use crate::support::{at, id, name, on_both, tenant};
use control_plane_store::tenants::Tenant;
use control_plane_store::testing::TestDb;
use control_plane_store::{Db, Engine, StoreError, tenants};
use sea_orm::ConnectionTrait;
use std::sync::Arc;

on_both!(migrating_again_changes_nothing, what_is_not_committed_never_was, writers_wait_for_each_other);

async fn migrating_again_changes_nothing(test: &TestDb) {
    tenant(&test.db, "a").await;
    let again = (0..3).map(|_| Db::migrate(&test.owner_url));
    for done in futures::future::join_all(again).await {
        done.unwrap();
    }
    assert_eq!(tenants::all(&test.db.read_shared().await.unwrap()).await.unwrap().len(), 1);
    test.db.ping().await.unwrap();
    assert_eq!(test.db.engine() == Engine::Sqlite, test.url.starts_with("sqlite"));
}

async fn what_is_not_committed_never_was(test: &TestDb) {
    let tx = test.db.write_shared().await.unwrap();
    let new = Tenant { id: id(), slug: name("a"), name: "A".into(), created_at: at(0) };
    tenants::create(&tx, &new).await.unwrap();
    drop(tx);
    assert_eq!(tenants::all(&test.db.read_shared().await.unwrap()).await.unwrap(), vec![]);
    tenant(&test.db, "a").await;
    let tx = test.db.write_shared().await.unwrap();
    assert!(matches!(tenants::create(&tx, &new).await, Err(StoreError::Taken("tenant"))));
}

/// Each reads and then writes, which is what SQLite refuses to transactions that begin as readers.
async fn writers_wait_for_each_other(test: &TestDb) {
    let other_process = test.again().await;
    let a = tenant(&test.db, "a").await;
    let changes = (0..40).map(|n| {
        let db = if n % 2 == 0 { test.db.clone() } else { other_process.clone() };
        tokio::spawn(async move {
            let tx = db.write(a).await.unwrap();
            let name = tenants::find(&tx, a).await.unwrap().unwrap().name;
            tenants::rename(&tx, a, &name).await.unwrap();
            tx.commit().await.unwrap();
        })
    });
    for done in futures::future::join_all(changes).await {
        done.unwrap();
    }
    other_process.close().await.unwrap();
}

#[tokio::test]
async fn nobody_at_the_other_end_is_told_apart_from_a_fault() {
    let gate = Arc::default();
    let refused = Db::connect("postgres://flowright_app@127.0.0.1:1/none", 1, gate).await;
    assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");
}

/// SQLite ends the transaction that finds the disk full by itself, which the driver does not notice.
#[tokio::test]
async fn a_connection_that_met_a_full_disk_is_not_lent_again() {
    let test = TestDb::sqlite().await;
    let only = Db::connect(&test.url, 1, Arc::default()).await.unwrap();
    let known = tenant(&only, "a").await;
    // A limit of the connection's own, so that the one in its place has room.
    only.connection().execute_unprepared("PRAGMA max_page_count = 1").await.unwrap();
    let long = "x".repeat(100_000);
    for _ in 0..2 {
        let tx = only.write(known).await.unwrap();
        match tenants::rename(&tx, known, &long).await {
            Ok(_) => tx.commit().await.unwrap(),
            Err(error) => assert!(matches!(error, StoreError::Full(_)), "{error:?}"),
        }
    }
    let name = tenants::find(&only.read(known).await.unwrap(), known).await.unwrap().unwrap().name;
    assert_eq!(name, long, "the second time there was room");
    only.close().await.unwrap();
    test.close().await;
}
