//! Signed webhooks after the Standard Webhooks scheme.

mod sender;
mod sign;

pub use sender::{SIGNING_SECRET, WebhookSender};
pub use sign::{BadSecret, SigningKey};
