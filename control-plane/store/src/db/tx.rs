//! Transactions that belong to one tenant, and the few that belong to none.

use super::row::Row;
use crate::StoreError;
use control_plane_domain::TenantId;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Statement, Value};
use std::fmt;
use std::ops::Deref;
use tokio::sync::OwnedMutexGuard;

/// A consistent view of one tenant's rows. Dropping it ends it.
pub struct Tx {
    pub(super) inner: DatabaseTransaction,
    pub(super) backend: DbBackend,
    pub(super) tenant: TenantId,
}

/// A change to one tenant's rows: everything until [`commit`](Self::commit) or, when dropped,
/// nothing. Reads through it too.
///
/// On SQLite it holds the write gate, so keep it short and never await anything but the database
/// while holding one.
pub struct WriteTx {
    pub(super) tx: Tx,
    // Dropped after the transaction, so that the next writer never meets a half-open one.
    pub(super) _turn: Option<OwnedMutexGuard<()>>,
}

/// A view of the tables that belong to no tenant.
pub struct SharedTx {
    pub(super) inner: DatabaseTransaction,
    pub(super) backend: DbBackend,
}

/// A change to the tables that belong to no tenant.
pub struct SharedWriteTx {
    pub(super) tx: SharedTx,
    pub(super) _turn: Option<OwnedMutexGuard<()>>,
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Tx {}
    impl Sealed for super::WriteTx {}
    impl Sealed for super::SharedTx {}
    impl Sealed for super::SharedWriteTx {}
}

/// Any transaction: what functions on shared tables can read through.
pub trait Reads: sealed::Sealed + Sync {
    #[doc(hidden)]
    fn connection(&self) -> (&DatabaseTransaction, DbBackend);
}

/// Any transaction that may change things.
pub trait Writes: Reads {}

impl Reads for Tx {
    fn connection(&self) -> (&DatabaseTransaction, DbBackend) {
        (&self.inner, self.backend)
    }
}

impl Reads for WriteTx {
    fn connection(&self) -> (&DatabaseTransaction, DbBackend) {
        self.tx.connection()
    }
}

impl Reads for SharedTx {
    fn connection(&self) -> (&DatabaseTransaction, DbBackend) {
        (&self.inner, self.backend)
    }
}

impl Reads for SharedWriteTx {
    fn connection(&self) -> (&DatabaseTransaction, DbBackend) {
        self.tx.connection()
    }
}

impl Writes for WriteTx {}
impl Writes for SharedWriteTx {}

impl Tx {
    /// Whose rows these are.
    pub fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// The first row. `$1` is the tenant, parameters count from `$2`.
    pub(crate) async fn one(&self, sql: &str, values: Vec<Value>) -> Result<Option<Row>, StoreError> {
        Ok(self.inner.query_one_raw(self.statement(sql, values)).await?.map(Row))
    }

    /// Every row. `$1` is the tenant, parameters count from `$2`.
    pub(crate) async fn all(&self, sql: &str, values: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        Ok(self.inner.query_all_raw(self.statement(sql, values)).await?.into_iter().map(Row).collect())
    }

    /// The single number of `SELECT COUNT(*) AS count …`.
    pub(crate) async fn count(&self, sql: &str, values: Vec<Value>) -> Result<u64, StoreError> {
        match self.one(sql, values).await? {
            Some(row) => row.count("count"),
            None => Ok(0),
        }
    }

    fn statement(&self, sql: &str, values: Vec<Value>) -> Statement {
        debug_assert!(sql.contains("tenant_id") && sql.contains("$1"), "not bound to a tenant: {sql}");
        let mut all = Vec::with_capacity(values.len() + 1);
        all.push(self.tenant.as_uuid().into());
        all.extend(values);
        Statement::from_sql_and_values(self.backend, sql, all)
    }
}

impl WriteTx {
    /// Changes rows and says how many. `$1` is the tenant, parameters count from `$2`.
    pub(crate) async fn execute(&self, sql: &str, values: Vec<Value>) -> Result<u64, StoreError> {
        Ok(self.tx.inner.execute_raw(self.tx.statement(sql, values)).await?.rows_affected())
    }

    /// Makes writers of the same thing in the same tenant take turns until the end of the
    /// transaction. SQLite has one writer at a time anyway.
    pub(crate) async fn take_turn(&self, what: &str) -> Result<(), StoreError> {
        if self.tx.backend == DbBackend::Postgres {
            let name = format!("{}/{what}", self.tx.tenant);
            let sql = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
            let statement = Statement::from_sql_and_values(self.tx.backend, sql, [name.into()]);
            self.tx.inner.execute_raw(statement).await?;
        }
        Ok(())
    }

    /// Makes it all durable.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing of it is stored.
    pub async fn commit(self) -> Result<(), StoreError> {
        Ok(self.tx.inner.commit().await?)
    }
}

impl SharedWriteTx {
    /// Makes it all durable.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing of it is stored.
    pub async fn commit(self) -> Result<(), StoreError> {
        Ok(self.tx.inner.commit().await?)
    }
}

impl Deref for WriteTx {
    type Target = Tx;

    fn deref(&self) -> &Tx {
        &self.tx
    }
}

/// Statements on shared tables. Parameters count from `$1`.
pub(crate) mod shared {
    use super::*;

    pub(crate) async fn one(
        tx: &impl Reads,
        sql: &str,
        values: Vec<Value>,
    ) -> Result<Option<Row>, StoreError> {
        let (connection, backend) = tx.connection();
        let statement = Statement::from_sql_and_values(backend, sql, values);
        Ok(connection.query_one_raw(statement).await?.map(Row))
    }

    pub(crate) async fn all(tx: &impl Reads, sql: &str, values: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        let (connection, backend) = tx.connection();
        let statement = Statement::from_sql_and_values(backend, sql, values);
        Ok(connection.query_all_raw(statement).await?.into_iter().map(Row).collect())
    }

    pub(crate) async fn execute(tx: &impl Writes, sql: &str, values: Vec<Value>) -> Result<u64, StoreError> {
        let (connection, backend) = tx.connection();
        let statement = Statement::from_sql_and_values(backend, sql, values);
        Ok(connection.execute_raw(statement).await?.rows_affected())
    }
}

impl fmt::Debug for Tx {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tx").field("tenant", &self.tenant).finish_non_exhaustive()
    }
}

impl fmt::Debug for WriteTx {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WriteTx").field("tenant", &self.tx.tenant).finish_non_exhaustive()
    }
}

impl fmt::Debug for SharedTx {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SharedTx").finish_non_exhaustive()
    }
}

impl fmt::Debug for SharedWriteTx {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SharedWriteTx").finish_non_exhaustive()
    }
}
