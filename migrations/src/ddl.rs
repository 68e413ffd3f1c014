//! One spelling of a table for both engines.
//!
//! Tables are written in PostgreSQL's words; SQLite has other names for four types. A UUID is 16
//! bytes there and a time is RFC 3339 text, which is how the driver binds them, and both sort as
//! they do on PostgreSQL.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

const ON_SQLITE: &[(&str, &str)] =
    &[(" UUID", " BLOB"), (" TIMESTAMPTZ", " TEXT"), (" BYTEA", " BLOB"), (" BIGINT", " INTEGER")];

/// Carries out `;`-separated statements.
///
/// # Errors
/// Whatever the database answers.
pub async fn execute(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    let mut sql = sql.to_owned();
    if manager.get_database_backend() == DbBackend::Sqlite {
        for (postgres, sqlite) in ON_SQLITE {
            sql = sql.replace(postgres, sqlite);
        }
    }
    manager.get_connection().execute_unprepared(&sql).await?;
    Ok(())
}

/// Carries out statements that only SQLite needs.
///
/// # Errors
/// Whatever the database answers.
pub async fn execute_on_sqlite(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    if manager.get_database_backend() == DbBackend::Sqlite {
        manager.get_connection().execute_unprepared(sql).await?;
    }
    Ok(())
}
