use crate::support::{at, id, on_both, tenant};
use control_plane_store::notifications::{self, NewNotification};
use control_plane_store::seal::Seal;
use control_plane_store::testing::TestDb;
use control_plane_store::{Page, StoreError, secrets, settings};
use serde_json::{Value, json};

on_both!(
    a_setting_is_replaced_only_by_whoever_has_seen_it,
    a_secret_is_sealed_for_its_tenant,
    the_same_key_tells_the_same_person_once,
);

async fn a_setting_is_replaced_only_by_whoever_has_seen_it(test: &TestDb) {
    let a = tenant(&test.db, "a").await;
    let tx = test.db.write(a).await.unwrap();
    assert_eq!(settings::find::<Value>(&tx, "models").await.unwrap(), None);
    let first = settings::unset("models");
    let etag =
        settings::put(&tx, "models", &json!({ "provider": "offline" }), Some(&first), at(1)).await.unwrap();
    let stale = settings::put(&tx, "models", &json!({}), Some(&first), at(2)).await;
    assert!(matches!(stale, Err(StoreError::Stale("setting"))));
    let found = settings::find::<Value>(&tx, "models").await.unwrap();
    assert_eq!(found, Some((json!({ "provider": "offline" }), etag)));
}

async fn a_secret_is_sealed_for_its_tenant(test: &TestDb) {
    let a = tenant(&test.db, "a").await;
    let seal = Seal::new(&[3; 32]);
    let tx = test.db.write(a).await.unwrap();
    secrets::put(&tx, &seal, "smtp", "hunter2", at(1)).await.unwrap();
    secrets::put(&tx, &seal, "smtp", "hunter3", at(2)).await.unwrap();
    assert_eq!(secrets::find(&tx, &seal, "smtp").await.unwrap().as_deref(), Some("hunter3"));
    assert!(secrets::exists(&tx, "smtp").await.unwrap());
    assert_eq!(secrets::names(&tx).await.unwrap()[0].updated_at, at(2));
    let other_key = secrets::find(&tx, &Seal::new(&[4; 32]), "smtp").await;
    assert!(matches!(other_key, Err(StoreError::Sealed)));
    assert!(secrets::delete(&tx, "smtp").await.unwrap());
    assert_eq!(secrets::find(&tx, &seal, "smtp").await.unwrap(), None);
}

async fn the_same_key_tells_the_same_person_once(test: &TestDb) {
    let a = tenant(&test.db, "a").await;
    let (ada, bob) = (id(), id());
    let tx = test.db.write(a).await.unwrap();
    let tell = async |user| {
        let new =
            NewNotification { id: id(), user, key: "run/1", subject: "Ticket", body: "made", link: None };
        notifications::create(&tx, new, at(1)).await.unwrap()
    };
    let first = tell(ada).await;
    assert_eq!(tell(ada).await, first);
    tell(bob).await;
    assert_eq!(notifications::unread(&tx, ada).await.unwrap(), 1);
    assert_eq!(notifications::mark_read(&tx, bob, first.id, at(2)).await.unwrap(), None, "not theirs");
    let read = notifications::mark_read(&tx, ada, first.id, at(2)).await.unwrap().unwrap();
    assert_eq!(read.read_at, Some(at(2)));
    assert_eq!(notifications::list(&tx, ada, true, Page::default()).await.unwrap().total, 0);
    assert_eq!(notifications::list(&tx, ada, false, Page::default()).await.unwrap().rows, vec![read]);
}
