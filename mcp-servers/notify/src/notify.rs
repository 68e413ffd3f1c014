use crate::in_app::{InAppNote, InAppSink};
use crate::smtp::Mailer;
use crate::webhook::WebhookSender;
use async_trait::async_trait;
use flow_schema::ErrorCode;
use flow_schema::kind::NodeKind;
use mcp_servers_kit::egress::host_of;
use mcp_servers_kit::{Outcome, Tool, ToolContext, ToolError, args};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

pub(crate) const KIND: &str = "notify";
const MAX_SUBJECT: usize = 300;
const MAX_BODY: usize = 256 * 1024;

/// What can be sent with.
#[derive(Clone)]
pub struct Channels {
    pub in_app: Arc<dyn InAppSink>,
    /// `None` when the operator configured no mail server.
    pub email: Option<Arc<Mailer>>,
    pub webhook: WebhookSender,
}

/// The `notify` tool.
pub struct Notify {
    kind: Arc<NodeKind>,
    channels: Channels,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Channel {
    InApp,
    Email,
    Webhook,
}

#[derive(Deserialize)]
struct Args {
    #[serde(default = "in_app")]
    channel: Channel,
    to: Value,
    #[serde(default, deserialize_with = "args::text")]
    subject: String,
    #[serde(deserialize_with = "args::text")]
    body: String,
}

fn in_app() -> Channel {
    Channel::InApp
}

impl Notify {
    pub fn new(kind: Arc<NodeKind>, channels: Channels) -> Self {
        Self { kind, channels }
    }
}

#[async_trait]
impl Tool for Notify {
    fn kind(&self) -> &NodeKind {
        &self.kind
    }

    fn target(&self, args: &Value) -> Option<String> {
        let channel = args["channel"].as_str()?;
        let host = args["to"].as_str().and_then(host_of);
        Some(host.map_or_else(|| channel.to_owned(), |host| format!("{channel} {host}")))
    }

    async fn call(&self, ctx: &ToolContext, args: Value) -> Result<Outcome, ToolError> {
        let args: Args = args::read(KIND, args)?;
        let wrong = |why: &str| ToolError::new(ErrorCode::Validation, why);
        if args.subject.chars().count() > MAX_SUBJECT {
            return Err(wrong("the subject is longer than 300 characters"));
        }
        if args.body.trim().is_empty() {
            return Err(wrong("there is nothing to say: the body is empty"));
        }
        if args.body.len() > MAX_BODY {
            return Err(wrong("the body is larger than 256 KiB"));
        }
        let to = receivers(&args.to)?;
        let (name, id) = match args.channel {
            Channel::InApp => {
                let note = InAppNote { to: to.join(", "), subject: args.subject, body: args.body };
                ("in_app", self.channels.in_app.deliver(ctx, note).await?)
            }
            Channel::Email => {
                let mailer = self.channels.email.as_ref().ok_or_else(|| {
                    wrong("no mail server is configured; an operator sets FLOWRIGHT_SMTP_URL and FLOWRIGHT_SMTP_FROM")
                })?;
                ("email", mailer.send(ctx, &to, &args.subject, &args.body).await?)
            }
            Channel::Webhook => {
                let [url] = to.as_slice() else { return Err(wrong("a webhook goes to one address")) };
                ("webhook", self.channels.webhook.send(ctx, url, &args.subject, &args.body).await?)
            }
        };
        Ok(json!({ "delivered": true, "channel": name, "id": id }).into())
    }
}

/// Receivers as a list, from a list or from text separated by commas.
fn receivers(to: &Value) -> Result<Vec<String>, ToolError> {
    let wrong = || ToolError::new(ErrorCode::Validation, "say to whom: `to` is empty or not text");
    let all: Vec<String> = match to {
        // A URL may hold commas, so only addresses are split.
        Value::String(one) if one.contains("://") => vec![one.trim().to_owned()],
        Value::String(text) => {
            text.split(',').map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()).collect()
        }
        Value::Array(items) => {
            let texts: Option<Vec<_>> =
                items.iter().map(|v| v.as_str().map(|s| s.trim().to_owned())).collect();
            texts.ok_or_else(wrong)?
        }
        _ => Vec::new(),
    };
    if all.is_empty() || all.iter().any(String::is_empty) {
        return Err(wrong());
    }
    if all.len() > 50 {
        return Err(ToolError::new(ErrorCode::Validation, "more than 50 receivers in one notification"));
    }
    Ok(all)
}
