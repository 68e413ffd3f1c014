//! Messages to people and systems outside the conversation: the `notify` tool, one folder per
//! channel.
//!
//! Every channel sends at most one message per idempotency key as far as its receiver can tell:
//! in-app by the sink's own key, e-mail by its Message-ID, webhooks by `webhook-id`.

pub mod in_app;
mod notify;
pub mod smtp;
pub mod webhook;

pub use in_app::{InAppNote, InAppSink};
pub use notify::{Channels, Notify};
pub use smtp::{Mailer, SmtpSettings};
pub use webhook::WebhookSender;

use flow_schema::kind::KindRegistry;
use mcp_servers_kit::Tool;
use std::sync::Arc;

/// The tools of this crate whose kinds are known.
pub fn tools(kinds: &KindRegistry, channels: Channels) -> Vec<Arc<dyn Tool>> {
    match kinds.get(notify::KIND) {
        Some(kind) => vec![Arc::new(Notify::new(kind.clone(), channels))],
        None => Vec::new(),
    }
}
