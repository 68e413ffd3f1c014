use crate::support::{at, id, on_both, tenant, user};
use chrono::Duration;
use control_plane_domain::{Role, SessionId, TenantId, UserId};
use control_plane_store::sessions::{self, NewSession, Rotation};
use control_plane_store::testing::TestDb;
use control_plane_store::{Db, StoreError};

on_both!(
    a_refresh_token_is_good_once_and_its_return_ends_the_session,
    of_two_refreshes_at_once_one_wins,
    a_second_tab_is_forgiven_within_the_grace,
    signing_out_everywhere_spares_the_device_that_asks,
);

async fn signed_in(db: &Db) -> (TenantId, UserId, SessionId) {
    let a = tenant(db, "a").await;
    let ada = user(db, a, "ada@example.com", Role::Agent).await;
    let session = sign_in(db, a, ada.id, "t1").await;
    (a, ada.id, session)
}

async fn sign_in(db: &Db, tenant: TenantId, user: UserId, token: &str) -> SessionId {
    let tx = db.write(tenant).await.unwrap();
    let session = id();
    let new = NewSession {
        id: session,
        user,
        device: "Firefox",
        address: "::1",
        expires_at: at(100),
        token_hash: token,
    };
    sessions::create(&tx, new, at(0)).await.unwrap();
    tx.commit().await.unwrap();
    session
}

async fn refresh(
    db: &Db,
    tenant: TenantId,
    old: &str,
    new: &str,
    grace: i64,
    now: i64,
) -> Result<Rotation, StoreError> {
    let tx = db.write(tenant).await?;
    let done = sessions::rotate(&tx, old, new, at(now + 100), Duration::seconds(grace), at(now)).await?;
    tx.commit().await?;
    Ok(done)
}

async fn a_refresh_token_is_good_once_and_its_return_ends_the_session(test: &TestDb) {
    let (tenant, user, session) = signed_in(&test.db).await;
    let first = refresh(&test.db, tenant, "t1", "t2", 0, 1).await.unwrap();
    assert!(matches!(first, Rotation::Rotated(ref live) if live.id == session && live.expires_at == at(101)));
    assert_eq!(refresh(&test.db, tenant, "t9", "t3", 0, 2).await.unwrap(), Rotation::Unknown);
    assert!(matches!(refresh(&test.db, tenant, "t1", "t3", 0, 2).await.unwrap(), Rotation::Reused(_)));
    assert_eq!(
        refresh(&test.db, tenant, "t2", "t4", 0, 3).await.unwrap(),
        Rotation::Over,
        "the good one too"
    );
    let tx = test.db.read(tenant).await.unwrap();
    assert_eq!(sessions::list_live(&tx, user, at(3)).await.unwrap(), vec![]);
    assert_eq!(sessions::find(&tx, session).await.unwrap().unwrap().revoked_at, Some(at(2)));
}

async fn of_two_refreshes_at_once_one_wins(test: &TestDb) {
    let (tenant, ..) = signed_in(&test.db).await;
    let tries = (0..8).map(|n| {
        let db = test.db.clone();
        async move { refresh(&db, tenant, "t1", &format!("next{n}"), 0, 1).await.unwrap() }
    });
    let done = futures::future::join_all(tries.map(tokio::spawn)).await;
    let won = done.into_iter().filter(|done| matches!(done, Ok(Rotation::Rotated(_)))).count();
    assert_eq!(won, 1);
}

async fn a_second_tab_is_forgiven_within_the_grace(test: &TestDb) {
    let (tenant, ..) = signed_in(&test.db).await;
    for (new, now) in [("t2", 1), ("t3", 5)] {
        let done = refresh(&test.db, tenant, "t1", new, 10, now).await.unwrap();
        assert!(matches!(done, Rotation::Rotated(_)), "at {now}");
    }
    assert!(matches!(refresh(&test.db, tenant, "t1", "t4", 10, 11).await.unwrap(), Rotation::Reused(_)));
}

async fn signing_out_everywhere_spares_the_device_that_asks(test: &TestDb) {
    let (tenant, user, first) = signed_in(&test.db).await;
    let second = sign_in(&test.db, tenant, user, "u1").await;
    let tx = test.db.write(tenant).await.unwrap();
    let ended = sessions::revoke_all(&tx, user, Some(second), "password", at(2)).await.unwrap();
    assert_eq!(ended, vec![first]);
    let live = sessions::list_live(&tx, user, at(2)).await.unwrap();
    assert_eq!(live.iter().map(|session| session.id).collect::<Vec<_>>(), vec![second]);
    assert_eq!(sessions::purge(&tx, at(3)).await.unwrap(), 1);
    assert_eq!(sessions::find(&tx, first).await.unwrap(), None);
    tx.commit().await.unwrap();
}
