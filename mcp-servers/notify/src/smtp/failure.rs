use flow_schema::ErrorCode;
use lettre::transport::smtp::Error;
use mcp_servers_kit::ToolError;

/// 4yz answers may be tried again, 5yz may not.
pub(super) fn explain(error: &Error, host: &str) -> ToolError {
    let said = root(error);
    if let Some(code) = error.status() {
        let number = u16::from(code);
        let kind = match number {
            530 | 534 | 535 | 538 => ErrorCode::Auth,
            550 | 551 | 553 => ErrorCode::NotFound,
            552 | 554 | 500..=504 | 555 => ErrorCode::Validation,
            421 | 450..=452 | 454 => ErrorCode::RateLimited,
            _ => ErrorCode::Upstream,
        };
        let answer = ToolError::new(kind, format!("the mail server {host} answered {number}: {said}"));
        return if error.is_permanent() { answer.fatal() } else { answer };
    }
    if error.is_timeout() {
        return ToolError::new(ErrorCode::Timeout, format!("the mail server {host} did not answer in time"));
    }
    if error.is_tls() {
        return ToolError::new(
            ErrorCode::Upstream,
            format!("no secure connection to the mail server {host}: {said}"),
        )
        .fatal();
    }
    if error.is_client() {
        return ToolError::new(
            ErrorCode::Upstream,
            format!("the mail server {host} does not offer what is needed (STARTTLS, sign-in): {said}"),
        )
        .fatal();
    }
    ToolError::new(ErrorCode::Upstream, format!("the mail server {host} could not be reached: {said}"))
}

fn root(error: &Error) -> String {
    let mut text = error.to_string();
    let mut at = std::error::Error::source(error);
    while let Some(cause) = at {
        text = cause.to_string();
        at = cause.source();
    }
    text
}
