//! What the MCP library reports, as errors with a code and a sentence that a person can act on.

use crate::egress::explain;
use crate::tool::ToolError;
use flow_schema::ErrorCode;
use reqwest::Url;
use rmcp::ServiceError;
use rmcp::model::ErrorData;
use rmcp::service::ClientInitializeError;
use rmcp::transport::streamable_http_client::StreamableHttpError;
use std::error::Error;
use std::time::Duration;

type Transport = StreamableHttpError<reqwest::Error>;

pub(super) fn of_start(error: &ClientInitializeError, url: &Url) -> ToolError {
    match error {
        ClientInitializeError::TransportError { error, .. } => of_transport(error.error.as_ref(), url),
        ClientInitializeError::JsonRpcError(data) => of_data(data),
        ClientInitializeError::LegacyFallbackFailed { fallback, .. } => of_start(fallback, url),
        ClientInitializeError::NoCompatibleProtocolVersion { server_supported, .. } => {
            let theirs: Vec<_> = server_supported.iter().map(|v| v.as_str().to_owned()).collect();
            upstream(format!("the server speaks only MCP {}, which this product does not", theirs.join(", ")))
                .fatal()
        }
        ClientInitializeError::ConnectionClosed(why) => {
            upstream(format!("the server closed the connection while it was being set up: {why}"))
        }
        other => upstream(format!("the server did not answer as an MCP server does: {other}")).fatal(),
    }
}

pub(super) fn of_service(error: &ServiceError, url: &Url) -> ToolError {
    match error {
        ServiceError::McpError(data) => of_data(data),
        ServiceError::TransportSend(error) => of_transport(error.error.as_ref(), url),
        ServiceError::TransportClosed => upstream("the connection to the MCP server was lost".into()),
        ServiceError::Timeout { .. } => {
            ToolError::new(ErrorCode::Timeout, "the MCP server did not answer in time")
        }
        ServiceError::UnexpectedResponse => {
            upstream("the MCP server answered with something else than was asked".into()).fatal()
        }
        other => upstream(format!("the call to the MCP server failed: {other}")),
    }
}

fn of_data(data: &ErrorData) -> ToolError {
    // JSON-RPC: invalid request, unknown method, invalid parameters are ours to mend.
    let code = match data.code.0 {
        -32602 | -32600 => ErrorCode::Validation,
        -32601 => ErrorCode::NotFound,
        _ => ErrorCode::Upstream,
    };
    ToolError::new(code, format!("the MCP server refused: {} ({})", data.message, data.code.0)).fatal()
}

fn of_transport(error: &(dyn Error + 'static), url: &Url) -> ToolError {
    let mut at = Some(error);
    while let Some(cause) = at {
        if let Some(transport) = cause.downcast_ref::<Transport>() {
            return of_http(transport, url);
        }
        if let Some(http) = cause.downcast_ref::<reqwest::Error>() {
            return explain(http, url);
        }
        at = cause.source();
    }
    upstream(format!("the MCP server could not be reached: {error}"))
}

fn of_http(error: &Transport, url: &Url) -> ToolError {
    let auth = |what: &str| {
        ToolError::new(ErrorCode::Auth, format!("the MCP server asks for {what}; set its secret"))
    };
    match error {
        StreamableHttpError::Client(http) => explain(http, url),
        StreamableHttpError::AuthRequired(_) => auth("a token, or does not accept the one it got"),
        StreamableHttpError::InsufficientScope(_) => {
            ToolError::new(ErrorCode::Permission, "the token may not do this at the MCP server")
        }
        StreamableHttpError::HttpStatus(status) => {
            let code = if status.status == 429 { ErrorCode::RateLimited } else { ErrorCode::Upstream };
            let error = ToolError::new(code, format!("the MCP server answered HTTP {}", status.status));
            match status.retry_after.as_deref().and_then(|s| s.trim().parse().ok()) {
                Some(seconds) => error.retry_after(Duration::from_secs(u64::min(seconds, 3600))),
                None => error,
            }
        }
        StreamableHttpError::UnexpectedServerResponse(text) => {
            // The library keeps the status of other failures in the text only.
            let said: String = text.chars().take(300).collect();
            match text.strip_prefix("HTTP ").and_then(|rest| rest.get(..3)) {
                Some("401") => auth("a token, or does not accept the one it got"),
                Some("403") => ToolError::new(ErrorCode::Permission, "the MCP server refuses access"),
                Some("404" | "405") => ToolError::new(
                    ErrorCode::NotFound,
                    format!("there is no MCP endpoint at {url} ({said}); does the path need /mcp?"),
                ),
                _ => upstream(format!("the MCP server answered unexpectedly: {said}")).fatal(),
            }
        }
        StreamableHttpError::UnexpectedContentType(kind) => upstream(format!(
            "{url} does not answer as an MCP server does (it sends {}); is the address right?",
            kind.as_deref().unwrap_or("no content type")
        ))
        .fatal(),
        StreamableHttpError::ResponseBodyTooLarge { max_size } => {
            upstream(format!("the MCP server's answer is larger than {max_size} bytes")).fatal()
        }
        other => upstream(format!("the connection to the MCP server failed: {other}")),
    }
}

fn upstream(message: String) -> ToolError {
    ToolError::new(ErrorCode::Upstream, message)
}
