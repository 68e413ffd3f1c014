use super::sign::SigningKey;
use chrono::{SecondsFormat, Utc};
use flow_schema::ErrorCode;
use mcp_servers_kit::egress::{Answer, Egress, Outgoing, Redirects};
use mcp_servers_kit::http::{HeaderValue, Method};
use mcp_servers_kit::{ToolContext, ToolError};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::time::Duration;

/// Name of the tenant's secret that signs webhooks (`whsec_…`); asked of the context's resolver.
pub const SIGNING_SECRET: &str = "webhook_signing";
const TIMEOUT: Duration = Duration::from_secs(20);
const MAX_ANSWER_BYTES: usize = 64 * 1024;

/// Posts signed events. Cheap to clone.
#[derive(Clone)]
pub struct WebhookSender {
    egress: Egress,
}

impl WebhookSender {
    pub fn new(egress: Egress) -> Self {
        Self { egress }
    }

    /// Posts one event and returns its `webhook-id`. An unsigned webhook is never sent.
    pub async fn send(
        &self,
        ctx: &ToolContext,
        url: &str,
        subject: &str,
        body: &str,
    ) -> Result<String, ToolError> {
        let key = SigningKey::parse(&ctx.secrets.resolve(SIGNING_SECRET).await?).map_err(|e| {
            ToolError::new(ErrorCode::Validation, format!("the secret {SIGNING_SECRET} is wrong: {e}"))
        })?;
        let now = Utc::now();
        let id = message_id(&ctx.idempotency_key);
        let payload = json!({
            "type": "notification.sent",
            "timestamp": now.to_rfc3339_opts(SecondsFormat::Micros, true),
            "data": { "subject": subject, "body": body, "run": ctx.run, "node": ctx.node },
        })
        .to_string();
        let signature = key.sign(&id, now.timestamp(), payload.as_bytes());

        let mut out = Outgoing::new(Method::POST, url);
        out.redirects = Redirects::Never;
        out.timeout = ctx.remaining().min(TIMEOUT);
        out.max_answer_bytes = MAX_ANSWER_BYTES;
        let headers = [
            ("content-type", "application/json"),
            ("webhook-id", &id),
            ("webhook-timestamp", &now.timestamp().to_string()),
            ("webhook-signature", &signature),
        ];
        for (name, value) in headers {
            let value = HeaderValue::from_str(value)
                .map_err(|_| ToolError::new(ErrorCode::Internal, format!("{name} cannot be sent")))?;
            out.headers.insert(name, value);
        }
        out.body = Some(payload.into());
        let answer = tokio::select! {
            answer = self.egress.request(out) => answer?,
            () = ctx.cancel.cancelled() => return Err(ToolError::new(ErrorCode::Cancelled, "the webhook was cancelled")),
        };
        refused(&answer).map_or(Ok(id), Err)
    }
}

/// The step's key as it is, where the scheme can carry it, else its hash.
fn message_id(key: &str) -> String {
    let fits = !key.is_empty() && key.len() <= 128 && key.bytes().all(|b| b.is_ascii_graphic() && b != b'.');
    if fits {
        return key.to_owned();
    }
    let digest = Sha256::digest(key.as_bytes());
    format!("msg_{}", digest.iter().take(16).map(|b| format!("{b:02x}")).collect::<String>())
}

fn refused(answer: &Answer) -> Option<ToolError> {
    let status = answer.status.as_u16();
    let said: String = String::from_utf8_lossy(&answer.body).chars().take(200).collect();
    let error = |code, why: &str| {
        ToolError::new(code, format!("the webhook's receiver {why}: {} {said}", answer.status))
    };
    let error = match status {
        200..300 => return None,
        300..400 => error(ErrorCode::Validation, "redirects, which is not followed").fatal(),
        401 | 403 => error(ErrorCode::Auth, "does not accept it").fatal(),
        404 | 410 => error(ErrorCode::NotFound, "is gone").fatal(),
        408 | 425 => error(ErrorCode::Timeout, "was too slow"),
        429 => error(ErrorCode::RateLimited, "asks to slow down"),
        400..500 => error(ErrorCode::Validation, "refuses it").fatal(),
        _ => error(ErrorCode::Upstream, "failed"),
    };
    Some(match answer.retry_after() {
        Some(wait) => error.retry_after(wait),
        None => error,
    })
}
