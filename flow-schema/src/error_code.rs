//! The closed list of ways in which a step can fail.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use utoipa::ToSchema;

/// Why a step, a tool call or a run failed. Stored in journals and sent over the wire: codes are
/// added, never renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS, ToSchema)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "flow.ts")]
pub enum ErrorCode {
    /// The arguments are wrong; trying again cannot help.
    Validation,
    /// No answer in time.
    Timeout,
    /// The target asks us to slow down.
    RateLimited,
    /// The target does not accept our credentials.
    Auth,
    /// The principal may not do this.
    Permission,
    /// The thing addressed does not exist.
    NotFound,
    /// The thing changed under us.
    Conflict,
    /// The target failed or could not be reached.
    Upstream,
    /// A policy (egress, guardrail, approval) forbids it.
    PolicyDenied,
    /// Tokens, money, calls or steps are used up.
    BudgetExceeded,
    /// Somebody cancelled.
    Cancelled,
    /// Our own defect.
    Internal,
}

impl ErrorCode {
    /// Whether another attempt may succeed when nobody says otherwise.
    pub fn is_retryable(self) -> bool {
        match self {
            Self::Timeout | Self::RateLimited | Self::Upstream => true,
            Self::Validation
            | Self::Auth
            | Self::Permission
            | Self::NotFound
            | Self::Conflict
            | Self::PolicyDenied
            | Self::BudgetExceeded
            | Self::Cancelled
            | Self::Internal => false,
        }
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Validation => "validation",
            Self::Timeout => "timeout",
            Self::RateLimited => "rate_limited",
            Self::Auth => "auth",
            Self::Permission => "permission",
            Self::NotFound => "not_found",
            Self::Conflict => "conflict",
            Self::Upstream => "upstream",
            Self::PolicyDenied => "policy_denied",
            Self::BudgetExceeded => "budget_exceeded",
            Self::Cancelled => "cancelled",
            Self::Internal => "internal",
        }
    }
}

impl std::fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
