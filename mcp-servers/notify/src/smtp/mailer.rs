use super::settings::SmtpSettings;
use super::{failure, message};
use flow_schema::ErrorCode;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use mcp_servers_kit::{ToolContext, ToolError};

/// Sends mail through the operator's server, over a small pool of connections.
pub struct Mailer {
    settings: SmtpSettings,
    transport: AsyncSmtpTransport<Tokio1Executor>,
}

impl Mailer {
    /// Does not contact the server yet. Fails when this machine cannot do TLS at all.
    pub fn new(settings: SmtpSettings) -> Result<Self, ToolError> {
        let transport = settings.transport().map_err(|e| failure::explain(&e, &settings.host))?;
        Ok(Self { settings, transport })
    }

    /// Sends one mail and returns its Message-ID.
    pub async fn send(
        &self,
        ctx: &ToolContext,
        to: &[String],
        subject: &str,
        body: &str,
    ) -> Result<String, ToolError> {
        let from = &self.settings.from;
        let id = message::message_id(from, &ctx.idempotency_key);
        let mail = message::build(from, to, subject, body, &id)?;
        let host = &self.settings.host;
        tokio::select! {
            sent = self.transport.send(mail) => sent.map(|_| id).map_err(|e| failure::explain(&e, host)),
            () = ctx.cancel.cancelled() => Err(ToolError::new(ErrorCode::Cancelled, "sending the mail was cancelled")),
            () = tokio::time::sleep_until(ctx.deadline) => {
                Err(ToolError::new(ErrorCode::Timeout, format!("the mail server {host} did not answer in time")))
            }
        }
    }

    /// Whether the server answers, accepts TLS and our credentials; sends nothing.
    pub async fn test(&self) -> Result<(), ToolError> {
        let host = &self.settings.host;
        match self.transport.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err(ToolError::new(
                ErrorCode::Upstream,
                format!("the mail server {host} does not answer as one"),
            )),
            Err(error) => Err(failure::explain(&error, host)),
        }
    }
}
