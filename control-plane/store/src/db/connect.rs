//! Connecting to SQLite or PostgreSQL by URL.

use super::tx::{SharedTx, SharedWriteTx, Tx, WriteTx};
use crate::StoreError;
use control_plane_domain::TenantId;
use migrations::Migrator;
use sea_orm::sqlx::Connection;
use sea_orm::sqlx::sqlite::{SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, SqliteTransactionMode,
    Statement, TransactionOptions, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, OwnedMutexGuard};

/// How long a caller waits for a free connection before being told to come back.
const ACQUIRE: Duration = Duration::from_secs(10);
/// The longest a statement may take on PostgreSQL.
const STATEMENT: Duration = Duration::from_secs(30);
/// How long SQLite waits for another process that holds the file (a backup, `flowright admin`).
const BUSY: Duration = Duration::from_secs(5);
/// The longest a health check waits.
const PING: Duration = Duration::from_secs(2);

/// Which database is behind a [`Db`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// The database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Db {
    connection: DatabaseConnection,
    backend: DbBackend,
    gate: Arc<Mutex<()>>,
}

impl Db {
    /// Connects to `sqlite://<path>` (made when missing) or `postgres://…` as the application.
    ///
    /// `gate` makes SQLite's writers queue fairly; hand the same one to the journal, which writes to
    /// the same file. PostgreSQL does not use it.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when nobody answers, and a refusal when the PostgreSQL role could
    /// pass row-level security by.
    pub async fn connect(url: &str, max_connections: u32, gate: Arc<Mutex<()>>) -> Result<Self, StoreError> {
        let connection = open(url, max_connections, Some(STATEMENT)).await?;
        let backend = connection.get_database_backend();
        let db = Self { connection, backend, gate };
        db.refuse_a_role_above_the_policies().await?;
        Ok(db)
    }

    /// Brings the schema up to date. On PostgreSQL as the owner of the tables, which is not the role
    /// the application connects as; on SQLite the URL is the application's.
    ///
    /// # Errors
    /// [`StoreError`] when nobody answers or a step fails; a failed step leaves nothing behind.
    pub async fn migrate(owner_url: &str) -> Result<(), StoreError> {
        // One connection, which keeps the turn it takes until it is closed; and no limit on how long
        // a step may take, since moving a large table is work, not a fault.
        let connection = open(owner_url, 1, None).await?;
        take_turn_migrating(&connection).await?;
        let migrated = match role_is_missing(&connection).await {
            Ok(true) => Err(DbErr::Migration(format!(
                "the role {role} does not exist; as a superuser: CREATE ROLE {role} LOGIN PASSWORD '…' NOSUPERUSER NOBYPASSRLS",
                role = migrations::rls::APP_ROLE
            ))),
            Ok(false) => Migrator::up(&connection, None).await,
            Err(error) => Err(error),
        };
        connection.close().await?;
        Ok(migrated?)
    }

    /// Which database this is.
    pub fn engine(&self) -> Engine {
        match self.backend {
            DbBackend::Postgres => Engine::Postgres,
            _ => Engine::Sqlite,
        }
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when it does not, within two seconds.
    pub async fn ping(&self) -> Result<(), StoreError> {
        match tokio::time::timeout(PING, self.connection.ping()).await {
            Ok(answer) => Ok(answer?),
            Err(_) => Err(StoreError::Unavailable(DbErr::Custom("no answer within two seconds".to_owned()))),
        }
    }

    /// The pool itself, for the journal: it keeps its own tables in the same database.
    pub fn connection(&self) -> &DatabaseConnection {
        &self.connection
    }

    /// The gate given to [`connect`](Self::connect).
    pub fn gate(&self) -> Arc<Mutex<()>> {
        Arc::clone(&self.gate)
    }

    /// Waits for open connections and closes them all. On SQLite this folds the write-ahead log.
    ///
    /// # Errors
    /// [`StoreError`] when closing fails.
    pub async fn close(self) -> Result<(), StoreError> {
        Ok(self.connection.close().await?)
    }

    /// A view of one tenant's rows.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when no connection is free in time.
    pub async fn read(&self, tenant: TenantId) -> Result<Tx, StoreError> {
        let inner = self.connection.begin().await?;
        let tx = Tx { inner, backend: self.backend, tenant };
        become_tenant(&tx).await?;
        Ok(tx)
    }

    /// A change to one tenant's rows.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when no connection is free in time.
    pub async fn write(&self, tenant: TenantId) -> Result<WriteTx, StoreError> {
        let turn = self.turn().await?;
        let inner = self.connection.begin_with_options(immediate()).await?;
        let tx = Tx { inner, backend: self.backend, tenant };
        become_tenant(&tx).await?;
        Ok(WriteTx { tx, _turn: turn })
    }

    /// A view of the tables that belong to no tenant.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when no connection is free in time.
    pub async fn read_shared(&self) -> Result<SharedTx, StoreError> {
        Ok(SharedTx { inner: self.connection.begin().await?, backend: self.backend })
    }

    /// A change to the tables that belong to no tenant.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when no connection is free in time.
    pub async fn write_shared(&self) -> Result<SharedWriteTx, StoreError> {
        let turn = self.turn().await?;
        let inner = self.connection.begin_with_options(immediate()).await?;
        Ok(SharedWriteTx { tx: SharedTx { inner, backend: self.backend }, _turn: turn })
    }

    async fn turn(&self) -> Result<Option<OwnedMutexGuard<()>>, StoreError> {
        if self.backend != DbBackend::Sqlite {
            return Ok(None);
        }
        match tokio::time::timeout(ACQUIRE, Arc::clone(&self.gate).lock_owned()).await {
            Ok(turn) => Ok(Some(turn)),
            Err(_) => Err(StoreError::Unavailable(DbErr::Custom(
                "other writers have been at it too long".to_owned(),
            ))),
        }
    }

    /// Forced policies do not bind superusers and roles with BYPASSRLS. Running as one would make
    /// every promise about tenants depend on our own filters alone.
    async fn refuse_a_role_above_the_policies(&self) -> Result<(), StoreError> {
        if self.backend != DbBackend::Postgres {
            return Ok(());
        }
        let sql = "SELECT rolsuper OR rolbypassrls AS above FROM pg_roles WHERE rolname = current_user";
        let row = self.connection.query_one_raw(Statement::from_string(self.backend, sql)).await?;
        let above = match row {
            Some(row) => row.try_get::<bool>("", "above")?,
            None => true,
        };
        if above {
            let text = "the database role can pass row-level security by; connect as a role without SUPERUSER and BYPASSRLS";
            return Err(StoreError::Database(DbErr::Custom(text.to_owned())));
        }
        Ok(())
    }
}

async fn open(
    url: &str,
    max_connections: u32,
    statement: Option<Duration>,
) -> Result<DatabaseConnection, StoreError> {
    let mut options = ConnectOptions::new(url);
    if let Some(limit) = statement {
        options.statement_timeout(limit);
    }
    options
        .max_connections(max_connections)
        .connect_timeout(ACQUIRE)
        .acquire_timeout(ACQUIRE)
        .set_application_name("flowright")
        .sqlx_logging(false)
        .map_sqlx_sqlite_pool_opts(|pool| {
            pool.after_release(|connection, _| {
                Box::pin(async move { is_between_transactions(connection).await })
            })
        })
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(BUSY)
                .foreign_keys(true)
        });
    Ok(Database::connect(options).await?)
}

/// Whether a connection may be lent again. On a full disk SQLite ends a transaction by itself, and the
/// rollback that follows fails for want of one; the driver counts the transaction as open ever after,
/// would refuse every write on the connection, and would read from the past.
async fn is_between_transactions(connection: &mut SqliteConnection) -> Result<bool, sea_orm::sqlx::Error> {
    if connection.is_in_transaction() {
        // A rollback that a dropped transaction asked for comes first.
        connection.ping().await?;
    }
    Ok(!connection.is_in_transaction())
}

/// What writes takes the write lock at once: a reader that becomes a writer later is refused when
/// somebody else has written in between, and no waiting would help it.
fn immediate() -> TransactionOptions {
    TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..Default::default()
    }
}

/// Tells PostgreSQL's policies whose transaction this is, until it ends.
async fn become_tenant(tx: &Tx) -> Result<(), StoreError> {
    if tx.backend == DbBackend::Postgres {
        let sql = "SELECT set_config('app.tenant_id', $1, true)";
        let tenant = tx.tenant.as_uuid().to_string();
        tx.inner.execute_raw(Statement::from_sql_and_values(tx.backend, sql, [tenant.into()])).await?;
    }
    Ok(())
}

/// Two processes that start together must not both make the tables. SQLite's file lock sees to that.
async fn take_turn_migrating(connection: &DatabaseConnection) -> Result<(), DbErr> {
    if connection.get_database_backend() == DbBackend::Postgres {
        connection.execute_unprepared("SET lock_timeout = '60s'").await?;
        connection
            .execute_unprepared("SELECT pg_advisory_lock(hashtextextended('flowright/migrate', 0))")
            .await?;
    }
    Ok(())
}

async fn role_is_missing(connection: &DatabaseConnection) -> Result<bool, DbErr> {
    if connection.get_database_backend() != DbBackend::Postgres {
        return Ok(false);
    }
    let sql = "SELECT 1 AS found FROM pg_roles WHERE rolname = $1";
    let role = [migrations::rls::APP_ROLE.into()];
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, role);
    Ok(connection.query_one_raw(statement).await?.is_none())
}
