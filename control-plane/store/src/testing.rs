//! A fresh database for one test, on either engine. For tests only.

use crate::Db;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::Mutex;
use uuid::Uuid;

/// A migrated database that goes away with it.
#[derive(Debug)]
pub struct TestDb {
    pub db: Db,
    /// What the application connects with.
    pub url: String,
    /// What migrations connect with.
    pub owner_url: String,
    /// A directory for this test's files, removed with it.
    pub dir: PathBuf,
    server: Option<(String, String)>,
}

impl TestDb {
    /// A file of its own.
    pub async fn sqlite() -> Self {
        let dir = fresh_dir();
        let url = format!("sqlite://{}", dir.join("test.db").display());
        Self::open(url.clone(), url, dir, None).await
    }

    /// A database of its own on the server of `FLOWRIGHT_TEST_PG`, migrated by its owner and
    /// connected to as `flowright_app`.
    ///
    /// # Panics
    /// When the variable is missing: a test that skips itself is no test.
    pub async fn postgres() -> Self {
        #[expect(clippy::disallowed_methods, reason = "tests learn here, and only here, where the server is")]
        let server = std::env::var("FLOWRIGHT_TEST_PG")
            .expect("FLOWRIGHT_TEST_PG names no PostgreSQL server; run `make test`, which starts one");
        let name = format!("flowright_test_{}", Uuid::new_v4().simple());
        let admin = admin(&server).await;
        admin
            .execute_unprepared(&format!("CREATE DATABASE {name}"))
            .await
            .expect("the owner may create databases");
        admin.close().await.expect("the connection closes");
        let (head, _) = server.rsplit_once('/').expect("the URL names a database");
        let owner_url = format!("{head}/{name}");
        let (_, place) = head.rsplit_once('@').expect("the URL names a role");
        let url = format!("postgres://{}@{place}/{name}", migrations::rls::APP_ROLE);
        Self::open(url, owner_url, fresh_dir(), Some((server, name))).await
    }

    /// Another connection pool to the same database, as another process would have.
    pub async fn again(&self) -> Db {
        Db::connect(&self.url, 4, Arc::new(Mutex::new(()))).await.expect("the database answers")
    }

    async fn open(url: String, owner_url: String, dir: PathBuf, server: Option<(String, String)>) -> Self {
        Db::migrate(&owner_url).await.expect("an empty database can be migrated");
        let db = Db::connect(&url, 8, Arc::new(Mutex::new(()))).await.expect("the database answers");
        Self { db, url, owner_url, dir, server }
    }

    /// Closes it and takes it away. A database that somebody still holds is left behind: the test
    /// server and everything on it goes away after the tests, and tidying must not fail one.
    pub async fn close(self) {
        self.db.clone().close().await.expect("the pool closes");
        if let Some((server, name)) = &self.server {
            let admin = admin(server).await;
            // Waits a few seconds for connections that are just closing.
            if let Err(error) = admin.execute_unprepared(&format!("DROP DATABASE {name}")).await {
                eprintln!("{name} is left behind: {error}");
            }
            admin.close().await.expect("the connection closes");
        }
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        // Leaving a file behind in the temporary directory must not fail a test.
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}

async fn admin(server: &str) -> DatabaseConnection {
    Database::connect(server).await.expect("the PostgreSQL server of FLOWRIGHT_TEST_PG answers")
}

fn fresh_dir() -> PathBuf {
    let dir = std::env::temp_dir().join(format!("flowright-test-{}", Uuid::new_v4().simple()));
    std::fs::create_dir_all(&dir).expect("the temporary directory can be written");
    dir
}
