//! One-time links, signing keys and kept answers.

use crate::support::{at, on_both, tenant};
use control_plane_store::idempotency::{self, Answer, Claim, RequestKey};
use control_plane_store::seal::Seal;
use control_plane_store::signing_keys::{self, SigningKey};
use control_plane_store::testing::TestDb;
use control_plane_store::{StoreError, setup_tokens};
use uuid::Uuid;

/// A process that is not there any more.
const DEAD: Uuid = Uuid::from_u128(1);

on_both!(
    a_setup_link_works_once_and_not_for_ever,
    a_signing_key_needs_the_key_file_it_was_sealed_under,
    the_same_request_gets_the_same_answer_for_a_day,
    requests_that_died_with_a_process_are_free_when_it_starts_again,
);

async fn a_setup_link_works_once_and_not_for_ever(test: &TestDb) {
    let a = tenant(&test.db, "a").await;
    let tx = test.db.write_shared().await.unwrap();
    setup_tokens::create(&tx, "h1", a, at(0), at(10)).await.unwrap();
    setup_tokens::create(&tx, "h2", a, at(0), at(10)).await.unwrap();
    assert_eq!(setup_tokens::find(&tx, "h1", at(1)).await.unwrap(), Some(a));
    assert_eq!(setup_tokens::take(&tx, "h1", at(1)).await.unwrap(), Some(a));
    assert_eq!(setup_tokens::take(&tx, "h1", at(1)).await.unwrap(), None, "used");
    assert_eq!(setup_tokens::take(&tx, "h2", at(10)).await.unwrap(), None, "too old");
    assert_eq!(setup_tokens::withdraw(&tx, a).await.unwrap(), 1);
    tx.commit().await.unwrap();
}

async fn a_signing_key_needs_the_key_file_it_was_sealed_under(test: &TestDb) {
    let seal = Seal::new(&[1; 32]);
    let key = SigningKey {
        kid: "k1".into(),
        private_pem: "PRIVATE".into(),
        public_pem: "PUBLIC".into(),
        created_at: at(0),
        retired_at: None,
    };
    let tx = test.db.write_shared().await.unwrap();
    assert!(signing_keys::create(&tx, &seal, &key).await.unwrap());
    assert!(!signing_keys::create(&tx, &seal, &key).await.unwrap(), "the first stands");
    assert_eq!(signing_keys::all(&tx, &seal).await.unwrap(), vec![key]);
    let other = signing_keys::all(&tx, &Seal::new(&[2; 32])).await;
    assert!(matches!(other, Err(StoreError::Sealed)));
    assert!(signing_keys::retire(&tx, "k1", at(1)).await.unwrap());
    tx.commit().await.unwrap();
}

async fn the_same_request_gets_the_same_answer_for_a_day(test: &TestDb) {
    let a = tenant(&test.db, "a").await;
    let request = RequestKey { owner: "ada", route: "POST /tickets", key: "k" };
    let answer =
        Answer { status: 201, headers: vec![("location".into(), "/t/1".into())], body: b"{}".to_vec() };
    let tx = test.db.write(a).await.unwrap();
    let claim =
        async |body: &str, now: i64| idempotency::claim(&tx, request, body, DEAD, at(now)).await.unwrap();
    assert_eq!(claim("b1", 0).await, Claim::Mine);
    assert_eq!(claim("b1", 1).await, Claim::InFlight);
    assert_eq!(claim("b1", 61).await, Claim::Mine, "whoever had it is dead");
    idempotency::complete(&tx, request, &answer).await.unwrap();
    idempotency::release(&tx, request).await.unwrap();
    assert_eq!(claim("b1", 100).await, Claim::Answered(answer), "an answer is not given back");
    assert_eq!(claim("b2", 100).await, Claim::OtherBody);
    let other = RequestKey { owner: "bob", ..request };
    assert_eq!(idempotency::claim(&tx, other, "b2", DEAD, at(100)).await.unwrap(), Claim::Mine);
    assert_eq!(claim("b2", 61 + 24 * 3600).await, Claim::Mine, "a day later");
    assert_eq!(idempotency::purge(&tx, at(101 + 24 * 3600)).await.unwrap(), 1);
    tx.commit().await.unwrap();
}

async fn requests_that_died_with_a_process_are_free_when_it_starts_again(test: &TestDb) {
    let a = tenant(&test.db, "a").await;
    let request = RequestKey { owner: "ada", route: "POST /tickets", key: "k" };
    let other = RequestKey { key: "other", ..request };
    let done = RequestKey { key: "done", ..request };
    let tx = test.db.write(a).await.unwrap();
    idempotency::claim(&tx, request, "b", DEAD, at(0)).await.unwrap();
    idempotency::claim(&tx, other, "b", Uuid::from_u128(2), at(0)).await.unwrap();
    idempotency::claim(&tx, done, "b", DEAD, at(0)).await.unwrap();
    let answer = Answer { status: 204, headers: Vec::new(), body: Vec::new() };
    idempotency::complete(&tx, done, &answer).await.unwrap();
    assert_eq!(idempotency::release_all(&tx, DEAD).await.unwrap(), 1);
    let again = async |request| idempotency::claim(&tx, request, "b", DEAD, at(1)).await.unwrap();
    assert_eq!(again(request).await, Claim::Mine);
    assert_eq!(again(other).await, Claim::InFlight, "somebody else is at it");
    assert_eq!(again(done).await, Claim::Answered(answer));
    tx.commit().await.unwrap();
}
