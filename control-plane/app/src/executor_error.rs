//! What failures of the executor and of tools mean to a caller.

use crate::error::AppError;
use executor_runtime::api::ExecutorError;
use flow_schema::ErrorCode;
use mcp_servers_kit::ToolError;
use std::time::Duration;

impl From<ExecutorError> for AppError {
    fn from(error: ExecutorError) -> Self {
        match error {
            ExecutorError::NoSuchRun(_) => Self::not_found("the run"),
            ExecutorError::NoSuchVersion(_) => Self::not_found("the flow version"),
            ExecutorError::Ended => Self::conflict("conflict", "the run has ended"),
            ExecutorError::MovedOn => {
                Self::conflict("conflict", "the run has moved on meanwhile; look again")
            }
            ExecutorError::NotWaiting => Self::conflict("conflict", "the run is not waiting for this answer"),
            ExecutorError::Invalid(message) => Self::Invalid { message, errors: Vec::new() },
            ExecutorError::Busy => Self::Unavailable {
                what: "the executor",
                retry_after: Duration::from_secs(2),
                cause: error.to_string(),
            },
            ExecutorError::Full(cause) => Self::StorageFull { cause },
            ExecutorError::Journal(cause) => {
                Self::Unavailable { what: "the run journal", retry_after: Duration::from_secs(2), cause }
            }
            ExecutorError::NoSuchTool(_) | ExecutorError::NoSuchForm(_) => Self::internal(error),
        }
    }
}

impl From<ToolError> for AppError {
    fn from(error: ToolError) -> Self {
        match error.code {
            ErrorCode::Validation => Self::Invalid { message: error.message, errors: Vec::new() },
            ErrorCode::NotFound => Self::NotFound { what: error.message },
            ErrorCode::Conflict => Self::conflict("conflict", error.message),
            ErrorCode::RateLimited => {
                Self::TooMany { retry_after: Duration::from_millis(error.retry_after_ms.unwrap_or(1_000)) }
            }
            ErrorCode::Internal => Self::internal(error),
            ErrorCode::Permission | ErrorCode::PolicyDenied => {
                Self::Refused { code: "forbidden", message: error.message }
            }
            ErrorCode::Timeout
            | ErrorCode::Auth
            | ErrorCode::Upstream
            | ErrorCode::BudgetExceeded
            | ErrorCode::Cancelled => Self::Upstream { message: error.message },
        }
    }
}
