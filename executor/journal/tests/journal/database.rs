//! A migrated database of one's own, on either engine.

use migrations::Migrator;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, ConnectionTrait, Database as Connect, DatabaseConnection};
use sea_orm_migration::MigratorTrait;
use std::time::Duration;
use uuid::Uuid;

pub struct Database {
    /// What the application connects with.
    pub url: String,
    /// What migrations connect with.
    pub owner: String,
    _dir: Option<tempfile::TempDir>,
    server: Option<(String, String)>,
}

impl Database {
    pub async fn sqlite() -> Self {
        let dir = tempfile::tempdir().expect("a temporary directory can be made");
        let url = format!("sqlite://{}", dir.path().join("journal.db").display());
        Self::migrated(Self { url: url.clone(), owner: url, _dir: Some(dir), server: None }).await
    }

    pub async fn postgres() -> Self {
        #[expect(clippy::disallowed_methods, reason = "tests learn here where the server is")]
        let server = std::env::var("FLOWRIGHT_TEST_PG")
            .expect("FLOWRIGHT_TEST_PG names no PostgreSQL server; run `make test`, which starts one");
        let name = format!("flowright_journal_{}", Uuid::new_v4().simple());
        let admin = Connect::connect(&server).await.expect("the server answers");
        admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("the owner may");
        admin.close().await.expect("it closes");
        let (head, _) = server.rsplit_once('/').expect("the URL names a database");
        let (_, place) = head.rsplit_once('@').expect("the URL names a role");
        let url = format!("postgres://{}@{place}/{name}", migrations::rls::APP_ROLE);
        let owner = format!("{head}/{name}");
        Self::migrated(Self { url, owner, _dir: None, server: Some((server, name)) }).await
    }

    async fn migrated(self) -> Self {
        let owner = open(&self.owner, 1).await;
        Migrator::up(&owner, None).await.expect("an empty database can be migrated");
        owner.close().await.expect("it closes");
        self
    }

    pub async fn connect(&self) -> DatabaseConnection {
        open(&self.url, 6).await
    }

    pub async fn close(self) {
        if let Some((server, name)) = &self.server {
            let admin = Connect::connect(server).await.expect("the server answers");
            let drop = format!("DROP DATABASE {name} WITH (FORCE)");
            let mut tries = 0;
            // The server's own vacuum may be in there, which only a superuser could end; it leaves soon.
            while let Err(error) = admin.execute_unprepared(&drop).await {
                tries += 1;
                assert!(tries < 50, "the owner may: {error}");
                tokio::time::sleep(std::time::Duration::from_millis(200)).await;
            }
            admin.close().await.expect("it closes");
        }
    }
}

pub async fn open(url: &str, connections: u32) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(30))
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(Duration::from_secs(10))
        });
    Connect::connect(options).await.expect("the database answers")
}
