use crate::support::{as_owner, at, id, on_both, tenant};
use control_plane_domain::TenantId;
use control_plane_store::audit::{self, NewEntry, Verified};
use control_plane_store::testing::TestDb;
use sea_orm::ConnectionTrait;
use serde_json::json;

on_both!(
    the_chain_holds_under_concurrent_changes,
    a_changed_entry_is_noticed,
    a_missing_entry_is_noticed,
    the_application_cannot_change_the_log,
);

async fn append(test: &TestDb, tenant: TenantId, action: &str) {
    let tx = test.db.write(tenant).await.unwrap();
    let entry = NewEntry {
        actor: Some(id()),
        actor_name: "Ada",
        action,
        subject_kind: "flow",
        subject_id: "it-helpdesk",
        data: json!({ "b": 1, "a": [null, "ü"] }),
        correlation_id: "c-1",
    };
    audit::append(&tx, entry, at(1)).await.unwrap();
    tx.commit().await.unwrap();
}

async fn verify(test: &TestDb, tenant: TenantId) -> Verified {
    audit::verify(&test.db.read(tenant).await.unwrap()).await.unwrap()
}

async fn the_chain_holds_under_concurrent_changes(test: &TestDb) {
    let (a, b) = (tenant(&test.db, "a").await, tenant(&test.db, "b").await);
    let appends = (0..20).map(|n| append(test, if n % 4 == 0 { b } else { a }, "flow.published"));
    futures::future::join_all(appends).await;
    assert!(matches!(verify(test, a).await, Verified::Intact { entries: 15, .. }));
    assert!(matches!(verify(test, b).await, Verified::Intact { entries: 5, .. }));
    let tx = test.db.read(a).await.unwrap();
    let last = audit::before(&tx, None, 2).await.unwrap();
    assert_eq!(last.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [15, 14]);
    assert_eq!(audit::after(&tx, 13, 10).await.unwrap().len(), 2);
}

async fn a_changed_entry_is_noticed(test: &TestDb) {
    let a = tenant(&test.db, "a").await;
    for action in ["flow.published", "user.deleted", "flow.published"] {
        append(test, a, action).await;
    }
    let drop = "DROP TRIGGER audit_log_is_never_changed";
    let change = "UPDATE audit_log SET actor_name = 'Eve' WHERE seq = 2";
    let statements: &[&str] = if test.url.starts_with("sqlite") { &[drop, change] } else { &[change] };
    as_owner(test, a, statements).await;
    assert_eq!(verify(test, a).await, Verified::Broken { seq: 2 });
}

async fn a_missing_entry_is_noticed(test: &TestDb) {
    let a = tenant(&test.db, "a").await;
    for action in ["flow.published", "user.deleted", "flow.published"] {
        append(test, a, action).await;
    }
    let drop = "DROP TRIGGER audit_log_is_never_shortened";
    let delete = "DELETE FROM audit_log WHERE seq = 2";
    let statements: &[&str] = if test.url.starts_with("sqlite") { &[drop, delete] } else { &[delete] };
    as_owner(test, a, statements).await;
    assert_eq!(verify(test, a).await, Verified::Broken { seq: 2 });
}

async fn the_application_cannot_change_the_log(test: &TestDb) {
    let a = tenant(&test.db, "a").await;
    append(test, a, "flow.published").await;
    for statement in ["UPDATE audit_log SET actor_name = 'Eve'", "DELETE FROM audit_log"] {
        let refused = test.db.connection().execute_unprepared(statement).await;
        assert!(refused.is_err(), "{statement}");
    }
    assert!(matches!(verify(test, a).await, Verified::Intact { entries: 1, .. }));
}
