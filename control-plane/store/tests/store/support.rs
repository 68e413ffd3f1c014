//! What the checks share.

use chrono::{DateTime, Duration, Utc};
use control_plane_domain::{Email, ResourceName, Role, TenantId, UserId};
use control_plane_store::tenants::Tenant;
use control_plane_store::testing::TestDb;
use control_plane_store::users::{NewUser, User};
use control_plane_store::{Db, tenants, users};
use uuid::Uuid;

/// Runs each check on both engines.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let test = control_plane_store::testing::TestDb::sqlite().await;
                super::$name(&test).await;
                test.close().await;
            })+
        }

        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let test = control_plane_store::testing::TestDb::postgres().await;
                super::$name(&test).await;
                test.close().await;
            })+
        }
    };
}
pub(crate) use on_both;

/// A fresh id of any kind.
pub(crate) fn id<T: From<Uuid>>() -> T {
    Uuid::now_v7().into()
}

/// A moment, `seconds` after the beginning of the tests' time.
pub(crate) fn at(seconds: i64) -> DateTime<Utc> {
    let start: DateTime<Utc> = "2026-11-21T08:00:00.123456Z".parse().unwrap();
    start + Duration::seconds(seconds)
}

pub(crate) fn name(text: &str) -> ResourceName {
    text.parse().unwrap()
}

pub(crate) async fn tenant(db: &Db, slug: &str) -> TenantId {
    let tenant = Tenant { id: id(), slug: name(slug), name: slug.to_uppercase(), created_at: at(0) };
    let tx = db.write_shared().await.unwrap();
    tenants::create(&tx, &tenant).await.unwrap();
    tx.commit().await.unwrap();
    tenant.id
}

pub(crate) async fn user(db: &Db, tenant: TenantId, email: &str, role: Role) -> User {
    let tx = db.write(tenant).await.unwrap();
    let email: Email = email.parse().unwrap();
    let name = email.local_part().to_owned();
    let new = NewUser { id: id::<UserId>(), email, name, role, password_hash: Some("$argon2id$…".into()) };
    let user = users::create(&tx, new, at(0)).await.unwrap();
    tx.commit().await.unwrap();
    user
}

/// Does something to the database that the application itself could not: what an operator with
/// the owner's password, or an attacker with the file, would do.
pub(crate) async fn as_owner(test: &TestDb, tenant: TenantId, statements: &[&str]) {
    use sea_orm::{ConnectionTrait, Database, DbBackend, TransactionTrait};
    let connection = Database::connect(&test.owner_url).await.unwrap();
    let tx = connection.begin().await.unwrap();
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_unprepared(&format!("SELECT set_config('app.tenant_id', '{tenant}', true)"))
            .await
            .unwrap();
    }
    for statement in statements {
        tx.execute_unprepared(statement).await.unwrap();
    }
    tx.commit().await.unwrap();
    connection.close().await.unwrap();
}
