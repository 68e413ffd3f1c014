//! What can go wrong between us and the disk, as far as a caller would act differently.

use sea_orm::{DbErr, RuntimeErr, SqlErr};

/// A failed operation of the store. Not finding something is not among them.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The row was changed since the caller read it (the expected ETag does not match).
    #[error("the {0} was changed in the meantime")]
    Stale(&'static str),
    /// A unique name or address is in use.
    #[error("the {0} is taken")]
    Taken(&'static str),
    /// A row refers to something that does not exist, or is still referred to.
    #[error("a row that is referred to does not exist, or is still in use")]
    Dangling(#[source] DbErr),
    /// The disk or the quota is full; nothing was stored.
    #[error("the disk is full")]
    Full(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The database cannot be reached, or had no connection free in time; later it may.
    #[error("the database is unavailable")]
    Unavailable(#[source] DbErr),
    /// A stored value cannot be read back: damage, or a newer version's data.
    #[error("stored {what} cannot be read: {detail}")]
    Corrupt { what: &'static str, detail: String },
    /// More bytes than this store takes.
    #[error("larger than the limit of {limit} bytes")]
    TooLarge { limit: u64 },
    /// Opening or closing a sealed value failed: another key, or damage.
    #[error("a sealed value cannot be opened with this key")]
    Sealed,
    #[error("{what}")]
    Io {
        what: String,
        #[source]
        source: std::io::Error,
    },
    #[error("git: {0}")]
    Git(#[from] git2::Error),
    /// What no caller can do anything about.
    #[error("database")]
    Database(#[source] DbErr),
}

impl StoreError {
    /// A stored value that does not read back.
    pub(crate) fn corrupt(what: &'static str, detail: impl ToString) -> Self {
        Self::Corrupt { what, detail: detail.to_string() }
    }

    /// A file operation, with what was attempted.
    pub(crate) fn io(what: impl Into<String>, source: std::io::Error) -> Self {
        if source.kind() == std::io::ErrorKind::StorageFull
            || source.kind() == std::io::ErrorKind::QuotaExceeded
        {
            Self::Full(Box::new(source))
        } else {
            Self::Io { what: what.into(), source }
        }
    }

    /// Names what a violated unique constraint means here.
    pub(crate) fn or_taken(self, what: &'static str) -> Self {
        match &self {
            Self::Database(error)
                if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) =>
            {
                Self::Taken(what)
            }
            _ => self,
        }
    }

    /// Whether the same call may work a little later.
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Unavailable(_) | Self::Full(_))
    }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        if matches!(error.sql_err(), Some(SqlErr::ForeignKeyConstraintViolation(_))) {
            return Self::Dangling(error);
        }
        match code(&error).as_deref() {
            // SQLITE_FULL, SQLITE_IOERR_SHMSIZE (no room for the index of the log); PostgreSQL's disk_full.
            Some("13" | "4874" | "53100") => return Self::Full(Box::new(error)),
            // SQLITE_BUSY and its kin; PostgreSQL: too many connections, shutting down, starting up,
            // statement cancelled by its time limit.
            Some("5" | "261" | "517" | "53300" | "57P01" | "57P02" | "57P03" | "57014") => {
                return Self::Unavailable(error);
            }
            _ => {}
        }
        match error {
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => Self::Unavailable(error),
            DbErr::Exec(RuntimeErr::SqlxError(ref inner))
            | DbErr::Query(RuntimeErr::SqlxError(ref inner))
                if is_connection_loss(inner) =>
            {
                Self::Unavailable(error)
            }
            _ => Self::Database(error),
        }
    }
}

fn code(error: &DbErr) -> Option<String> {
    let (DbErr::Exec(RuntimeErr::SqlxError(inner))
    | DbErr::Query(RuntimeErr::SqlxError(inner))
    | DbErr::Conn(RuntimeErr::SqlxError(inner))) = error
    else {
        return None;
    };
    inner.as_database_error()?.code().map(|code| code.into_owned())
}

fn is_connection_loss(error: &sea_orm::sqlx::Error) -> bool {
    use sea_orm::sqlx::Error;
    matches!(
        error,
        Error::Io(_)
            | Error::PoolTimedOut
            | Error::PoolClosed
            | Error::WorkerCrashed
            | Error::Tls(_)
            | Error::Protocol(_)
    )
}
