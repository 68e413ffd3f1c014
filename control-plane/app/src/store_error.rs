//! What failures of the store mean to a caller.

use crate::error::AppError;
use control_plane_store::StoreError;
use std::time::Duration;

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Stale(_) => Self::Stale { current: String::new() },
            StoreError::Taken(what) => Self::conflict("name_taken", format!("the {what} is taken")),
            StoreError::Full(source) => Self::StorageFull { cause: source.to_string() },
            StoreError::Unavailable(source) => Self::Unavailable {
                what: "the database",
                retry_after: Duration::from_secs(2),
                cause: source.to_string(),
            },
            StoreError::TooLarge { limit } => {
                Self::TooLarge { limit_bytes: usize::try_from(limit).unwrap_or(usize::MAX) }
            }
            StoreError::Dangling(_)
            | StoreError::Corrupt { .. }
            | StoreError::Sealed
            | StoreError::Io { .. }
            | StoreError::Git(_)
            | StoreError::Database(_) => Self::internal(error),
        }
    }
}
