//! Statements, and what the two engines do differently.

use executor_runtime::journal::JournalError;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, QueryResult, RuntimeErr,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait, Value,
};
use uuid::Uuid;

/// A transaction and which engine it is on.
pub(crate) struct Tx {
    inner: DatabaseTransaction,
    backend: DbBackend,
    /// The process that writes, when there are several.
    pub owner: Option<Uuid>,
}

impl Tx {
    /// A transaction that will write. SQLite takes the write lock at once: upgrading a reader fails
    /// when somebody else has written in between, and no waiting would help it.
    pub async fn write(connection: &DatabaseConnection, owner: Option<Uuid>) -> Result<Self, DbErr> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        let inner = connection.begin_with_options(options).await?;
        Ok(Self { inner, backend: connection.get_database_backend(), owner })
    }

    /// A consistent view of one tenant's rows.
    pub async fn read(connection: &DatabaseConnection, tenant: Uuid) -> Result<Self, DbErr> {
        let (inner, backend) = (connection.begin().await?, connection.get_database_backend());
        let tx = Self { inner, backend, owner: None };
        tx.become_tenant(tenant).await?;
        Ok(tx)
    }

    /// Tells PostgreSQL's policies whose rows the next statements touch, until the end of the
    /// transaction or the next call. On SQLite every statement filters by itself.
    pub async fn become_tenant(&self, tenant: Uuid) -> Result<(), DbErr> {
        if self.backend == DbBackend::Postgres {
            let sql = "SELECT set_config('app.tenant_id', $1, true)";
            self.execute(sql, vec![tenant.to_string().into()]).await?;
        }
        Ok(())
    }

    pub fn backend(&self) -> DbBackend {
        self.backend
    }

    pub async fn execute(&self, sql: &str, values: Vec<Value>) -> Result<u64, DbErr> {
        let statement = Statement::from_sql_and_values(self.backend, sql, values);
        Ok(self.inner.execute_raw(statement).await?.rows_affected())
    }

    pub async fn one(&self, sql: &str, values: Vec<Value>) -> Result<Option<QueryResult>, DbErr> {
        self.inner.query_one_raw(Statement::from_sql_and_values(self.backend, sql, values)).await
    }

    pub async fn all(&self, sql: &str, values: Vec<Value>) -> Result<Vec<QueryResult>, DbErr> {
        self.inner.query_all_raw(Statement::from_sql_and_values(self.backend, sql, values)).await
    }

    pub async fn commit(self) -> Result<(), DbErr> {
        self.inner.commit().await
    }

    pub async fn rollback(self) -> Result<(), DbErr> {
        self.inner.rollback().await
    }
}

/// A number of ours as the databases count; it never reaches half of what fits.
pub(crate) fn int(number: u64) -> Value {
    i64::try_from(number).unwrap_or(i64::MAX).into()
}

/// JSON text of a value of ours.
pub(crate) fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("our types have string keys and no failing serialisers")
}

/// Whatever the database says is taken for passing: the caller tries again, and gets the truth from
/// its next read.
pub(crate) fn unavailable(error: DbErr) -> JournalError {
    match code(&error).as_deref() {
        // SQLITE_FULL, SQLITE_IOERR_SHMSIZE (no room for the index of the log); PostgreSQL's disk_full.
        Some("13" | "4874" | "53100") => JournalError::Full(error.to_string()),
        _ => JournalError::Unavailable(error.to_string()),
    }
}

fn code(error: &DbErr) -> Option<String> {
    let (DbErr::Exec(RuntimeErr::SqlxError(inner))
    | DbErr::Query(RuntimeErr::SqlxError(inner))
    | DbErr::Conn(RuntimeErr::SqlxError(inner))) = error
    else {
        return None;
    };
    Some(inner.as_database_error()?.code()?.into_owned())
}

/// Whether a row with this key was there already.
pub(crate) fn is_duplicate(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(sea_orm::SqlErr::UniqueConstraintViolation(_)))
}
