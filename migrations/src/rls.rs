//! Tenancy by construction: one call makes a table invisible to every tenant but the current one.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// The role the application connects as. It owns nothing, so forced policies bind it.
pub const APP_ROLE: &str = "flowright_app";

/// Puts a table that has a `tenant_id` column under forced row-level security (PostgreSQL) and lets
/// the application role use it. SQLite has no row-level security; there the repository layer's
/// filter is the only one, and the tenancy tests run on both.
///
/// # Errors
/// Whatever the database answers.
pub async fn tenant_table(manager: &SchemaManager<'_>, table: &str) -> Result<(), DbErr> {
    tenant_table_with(manager, table, "SELECT, INSERT, UPDATE, DELETE").await
}

/// [`tenant_table`] with fewer privileges, for tables that only grow.
///
/// # Errors
/// Whatever the database answers.
pub async fn tenant_table_with(
    manager: &SchemaManager<'_>,
    table: &str,
    privileges: &str,
) -> Result<(), DbErr> {
    if manager.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    // After the first `set_config(..., true)` of a session the setting reads back as '' rather than
    // NULL, hence the NULLIF.
    let current = "NULLIF(current_setting('app.tenant_id', true), '')::uuid";
    manager
        .get_connection()
        .execute_unprepared(&format!(
            "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
             ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
             CREATE POLICY tenant_only ON {table} USING (tenant_id = {current}) WITH CHECK (tenant_id = {current});
             GRANT {privileges} ON {table} TO {APP_ROLE};"
        ))
        .await?;
    Ok(())
}

/// Lets the application role use a table that belongs to no tenant (the tenants themselves, keys).
///
/// # Errors
/// Whatever the database answers.
pub async fn shared_table(manager: &SchemaManager<'_>, table: &str, privileges: &str) -> Result<(), DbErr> {
    if manager.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    manager
        .get_connection()
        .execute_unprepared(&format!("GRANT {privileges} ON {table} TO {APP_ROLE};"))
        .await?;
    Ok(())
}

/// Carries out a statement that moves data of all tenants. The owner of a table is bound by its forced
/// policies as well; they are not forced on it for this one statement, in a transaction that nobody
/// else sees into.
///
/// # Errors
/// Whatever the database answers.
pub async fn as_everybody(manager: &SchemaManager<'_>, table: &str, sql: &str) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    if manager.get_database_backend() != DbBackend::Postgres {
        connection.execute_unprepared(sql).await?;
        return Ok(());
    }
    connection
        .execute_unprepared(&format!(
            "ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
             {sql}
             ALTER TABLE {table} FORCE ROW LEVEL SECURITY;"
        ))
        .await?;
    Ok(())
}
