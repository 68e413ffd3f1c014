//! E-mail by SMTP submission; the only place that knows `lettre`.
//!
//! A connection that breaks after the last dot leaves it unknown whether the mail went out: the
//! step is tried again under the same Message-ID, which mail systems use to drop the copy.

mod failure;
mod mailer;
mod message;
mod settings;

pub use mailer::Mailer;
pub use settings::{BadSmtpSettings, SmtpSettings};
