//! Why a use-case refuses or fails: one variant per thing a caller would treat differently.

use flow_schema::Finding;
use flow_schema::merge::Conflict;
use std::time::Duration;

/// One wrong field of an input.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct FieldError {
    /// Dotted path in the body (`values.email`) or the name of the query parameter.
    pub field: String,
    /// Stable word: `required`, `invalid`, `too_long`, `unknown`, `taken` …
    pub code: String,
    /// A sentence for a person.
    pub message: String,
}

impl FieldError {
    pub fn new(field: impl Into<String>, code: &str, message: impl Into<String>) -> Self {
        Self { field: field.into(), code: code.to_owned(), message: message.into() }
    }
}

/// Result of a use-case.
pub type AppResult<T> = Result<T, AppError>;

#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// Nobody is signed in, or not any more. `code` says which (`token_expired`, `session_ended` …).
    #[error("{message}")]
    Unauthenticated { code: &'static str, message: String },
    /// Signed in, but the role lacks this permission.
    #[error("this needs the permission {permission}")]
    Forbidden { permission: &'static str },
    /// Refused although signed in, for a reason that is not a permission (the CSRF header).
    #[error("{message}")]
    Refused { code: &'static str, message: String },
    /// Does not exist, or belongs to another tenant.
    #[error("{what} does not exist")]
    NotFound { what: String },
    /// The thing is in a state, or the name is taken, so that this cannot be done.
    #[error("{message}")]
    Conflict { code: &'static str, message: String },
    /// `If-Match` names an older state.
    #[error("it was changed by someone else in the meantime")]
    Stale { current: String },
    /// The request cannot be understood.
    #[error("{message}")]
    Malformed { message: String, errors: Vec<FieldError> },
    /// Understood, but the values are not acceptable.
    #[error("{message}")]
    Invalid { message: String, errors: Vec<FieldError> },
    /// A flow whose check found errors; all findings, warnings included.
    #[error("the flow has {} problems that stop publishing", .0.iter().filter(|f| f.severity == flow_schema::Severity::Error).count())]
    Findings(Vec<Finding>),
    /// Both sides of a merge changed the same; the places, and what each made of them.
    #[error("both sides changed the same in {} places; choose what is to stand there", .0.len())]
    Unsettled(Vec<Conflict>),
    /// Tests that must pass before this can be done did not: one entry for each sentence.
    #[error("{} of the flow's tests say no", .0.iter().map(|error| error.field.as_str()).collect::<std::collections::BTreeSet<_>>().len())]
    TestsFailed(Vec<FieldError>),
    /// Slow down.
    #[error("too many attempts; try again in {} s", .retry_after.as_secs().max(1))]
    TooMany { retry_after: Duration },
    #[error("the body is larger than {limit_bytes} bytes")]
    TooLarge { limit_bytes: usize },
    #[error("{message}")]
    Unsupported { message: String },
    /// Something outside our control (a model, a mail server, a tool) failed; its words for a person.
    #[error("{message}")]
    Upstream { message: String },
    /// A dependency of ours (database, disk) does not work at the moment; trying later helps.
    #[error("{what} is not available at the moment")]
    Unavailable { what: &'static str, retry_after: Duration, cause: String },
    /// The disk is full; nothing of the request was kept. Somebody has to make room first.
    #[error("there is no room left to keep this; nothing was changed")]
    StorageFull { cause: String },
    /// A defect of ours.
    #[error("internal error")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl AppError {
    pub fn not_found(what: impl Into<String>) -> Self {
        Self::NotFound { what: what.into() }
    }

    pub fn conflict(code: &'static str, message: impl Into<String>) -> Self {
        Self::Conflict { code, message: message.into() }
    }

    pub fn malformed(message: impl Into<String>) -> Self {
        Self::Malformed { message: message.into(), errors: Vec::new() }
    }

    /// One wrong field.
    pub fn field(field: impl Into<String>, code: &str, message: impl Into<String>) -> Self {
        let error = FieldError::new(field, code, message);
        Self::Invalid { message: error.message.clone(), errors: vec![error] }
    }

    /// Several wrong fields, reported together. `Ok` when there are none.
    pub fn fields(errors: Vec<FieldError>) -> AppResult<()> {
        match errors.len() {
            0 => Ok(()),
            1 => Err(Self::Invalid { message: errors[0].message.clone(), errors }),
            n => Err(Self::Invalid { message: format!("{n} fields are not acceptable"), errors }),
        }
    }

    pub fn internal(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(error.into())
    }
}
