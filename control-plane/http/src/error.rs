//! Errors on the wire: problem details (RFC 9457), one table of codes.

use crate::layers::correlation;
use axum::Json;
use axum::response::{IntoResponse, Response};
use control_plane_app::{AppError, FieldError};
use flow_schema::Finding;
use flow_schema::merge::Conflict;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde::Serialize;
use std::time::Duration;
use utoipa::ToSchema;

/// Code, status, title. The code is stable and documented; the title is for people.
const TABLE: &[(&str, u16, &str)] = &[
    ("malformed", 400, "The request cannot be understood"),
    ("unknown_parameter", 400, "A query parameter is not known or not acceptable"),
    ("unauthenticated", 401, "Sign in first"),
    ("invalid_credentials", 401, "E-mail or password is wrong"),
    ("token_invalid", 401, "The token is not valid"),
    ("token_expired", 401, "The token has expired"),
    ("token_reused", 401, "The refresh token was used before"),
    ("session_ended", 401, "The session has ended"),
    ("identity_invalid", 401, "The visitor's identity cannot be believed"),
    ("bad_signature", 401, "The delivery is not signed as agreed"),
    ("forbidden", 403, "Not allowed"),
    ("csrf", 403, "The CSRF header is missing or wrong"),
    ("not_found", 404, "Not found"),
    ("method_not_allowed", 405, "This method is not supported here"),
    ("conflict", 409, "Conflict"),
    ("name_taken", 409, "The name is taken"),
    ("taken_over", 409, "Somebody else has the conversation"),
    ("merge_conflict", 409, "Both sides changed the same"),
    ("no_model", 409, "No language model is connected"),
    ("in_progress", 409, "The same request is still being worked on"),
    ("setup_done", 409, "The setup has been done"),
    ("stale", 412, "It was changed in the meantime"),
    ("too_large", 413, "The body is too large"),
    ("unsupported_media_type", 415, "The content type is not supported"),
    ("invalid", 422, "The input is not acceptable"),
    ("flow_has_errors", 422, "The flow has problems that stop publishing"),
    ("tests_failed", 422, "The flow's tests do not pass"),
    ("idempotency_mismatch", 422, "The idempotency key was used for another request"),
    ("if_match_required", 428, "Say which state you edit (If-Match)"),
    ("rate_limited", 429, "Too many requests"),
    ("internal", 500, "Something went wrong on our side"),
    ("upstream", 502, "Another system failed"),
    ("unavailable", 503, "Not available at the moment"),
    ("storage_full", 503, "There is no room left"),
    ("timeout", 503, "It took too long"),
];

/// Making room takes a person.
const ROOM: Duration = Duration::from_secs(60);

/// The body of every error answer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProblemDetails {
    /// `urn:flowright:error:<code>`
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
    pub status: u16,
    /// What happened, for a person.
    pub detail: String,
    /// The path asked for.
    pub instance: String,
    /// Stable; see the table in the documentation.
    pub code: String,
    pub correlation_id: String,
    pub timestamp: chrono::DateTime<chrono::Utc>,
    /// What is wrong with which input.
    pub errors: Vec<FieldError>,
    /// With `flow_has_errors`: everything the check has to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub findings: Option<Vec<Finding>>,
    /// With `merge_conflict`: the places, and what each side made of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conflicts: Option<Vec<Conflict>>,
}

/// An error on its way to the client.
#[derive(Clone, Debug)]
pub struct Problem {
    status: StatusCode,
    title: &'static str,
    code: &'static str,
    detail: String,
    errors: Vec<FieldError>,
    findings: Option<Vec<Finding>>,
    conflicts: Option<Vec<Conflict>>,
    headers: HeaderMap,
}

impl Problem {
    /// `code` is one of the table; another one is our defect and answers 500.
    pub fn new(code: &'static str, detail: impl Into<String>) -> Self {
        let row = TABLE.iter().find(|row| row.0 == code);
        let (status, title) = row.map_or((500, "Something went wrong on our side"), |row| (row.1, row.2));
        Self {
            status: StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            title,
            code,
            detail: detail.into(),
            errors: Vec::new(),
            findings: None,
            conflicts: None,
            headers: HeaderMap::new(),
        }
    }

    #[must_use]
    pub fn with_errors(mut self, errors: Vec<FieldError>) -> Self {
        self.errors = errors;
        self
    }

    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Whole seconds, at least one.
    #[must_use]
    pub fn retry_after(self, wait: Duration) -> Self {
        let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
        self.with_header(header::RETRY_AFTER, HeaderValue::from(seconds.max(1)))
    }

    pub fn status(&self) -> StatusCode {
        self.status
    }

    pub fn code(&self) -> &'static str {
        self.code
    }

    /// What happened, for a person.
    pub fn detail(&self) -> &str {
        &self.detail
    }
}

impl From<AppError> for Problem {
    fn from(error: AppError) -> Self {
        let detail = error.to_string();
        match error {
            AppError::Unauthenticated { code, .. } => {
                // Browsers show their own dialogue on `Basic`; `Bearer` leaves it to the Studio.
                Self::new(code, detail)
                    .with_header(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))
            }
            AppError::Forbidden { .. } => Self::new("forbidden", detail),
            AppError::Refused { code, .. } | AppError::Conflict { code, .. } => Self::new(code, detail),
            AppError::NotFound { .. } => Self::new("not_found", detail),
            AppError::Stale { current } => {
                let problem = Self::new("stale", detail);
                match HeaderValue::from_str(&format!("\"{current}\"")) {
                    Ok(etag) => problem.with_header(header::ETAG, etag),
                    Err(_) => problem,
                }
            }
            AppError::Malformed { errors, .. } => Self::new("malformed", detail).with_errors(errors),
            AppError::Invalid { errors, .. } => Self::new("invalid", detail).with_errors(errors),
            AppError::Findings(findings) => {
                let errors = findings
                    .iter()
                    .filter(|finding| finding.severity == flow_schema::Severity::Error)
                    .map(|finding| {
                        let field = finding.field.as_deref().unwrap_or_default();
                        let place = match &finding.node {
                            Some(node) => format!("{node}{field}"),
                            None => field.to_owned(),
                        };
                        FieldError::new(place, &finding.code, format!("{} {}", finding.cause, finding.mend))
                    })
                    .collect();
                let mut problem = Self::new("flow_has_errors", detail).with_errors(errors);
                problem.findings = Some(findings);
                problem
            }
            AppError::Unsettled(conflicts) => {
                let mut problem = Self::new("merge_conflict", detail);
                problem.conflicts = Some(conflicts);
                problem
            }
            AppError::TestsFailed(errors) => Self::new("tests_failed", detail).with_errors(errors),
            AppError::TooMany { retry_after } => Self::new("rate_limited", detail).retry_after(retry_after),
            AppError::TooLarge { .. } => Self::new("too_large", detail),
            AppError::Unsupported { .. } => Self::new("unsupported_media_type", detail),
            AppError::Upstream { .. } => Self::new("upstream", detail),
            AppError::Unavailable { retry_after, cause, what } => {
                tracing::warn!(what, cause, "a dependency is not available");
                Self::new("unavailable", detail).retry_after(retry_after)
            }
            AppError::StorageFull { cause } => {
                tracing::warn!(cause, "the disk is full");
                Self::new("storage_full", detail).retry_after(ROOM)
            }
            AppError::Internal(source) => {
                tracing::error!(error = %chain(source.as_ref()), "a request failed inside");
                Self::new(
                    "internal",
                    "Something went wrong on our side; the correlation id helps to find it.",
                )
            }
        }
    }
}

/// An error with its sources, for the log.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        source = inner.source();
    }
    text
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let request = correlation::current();
        let body = ProblemDetails {
            kind: format!("urn:flowright:error:{}", self.code),
            title: self.title.to_owned(),
            status: self.status.as_u16(),
            detail: self.detail,
            instance: request.path,
            code: self.code.to_owned(),
            correlation_id: request.correlation_id,
            timestamp: chrono::Utc::now(),
            errors: self.errors,
            findings: self.findings,
            conflicts: self.conflicts,
        };
        let mut response = (self.status, self.headers, Json(body)).into_response();
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_stands_once_in_the_table_and_has_an_error_status() {
        for (at, (code, status, _)) in TABLE.iter().enumerate() {
            assert!(TABLE[at + 1..].iter().all(|row| row.0 != *code), "{code} stands twice");
            assert!((400..=503).contains(status), "{code}");
        }
    }

    #[test]
    fn an_internal_error_never_shows_its_source() {
        let problem = Problem::from(AppError::internal("password=hunter2"));
        assert!(!problem.detail.contains("hunter2"));
        assert_eq!(problem.status(), StatusCode::INTERNAL_SERVER_ERROR);
    }
}
