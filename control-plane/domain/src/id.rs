//! One type per id, so that a ticket's id cannot be passed where a user's is meant.
//!
//! All are UUIDv7 given by the caller: this crate draws no randomness and reads no clock.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use utoipa::ToSchema;
use uuid::Uuid;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
        #[serde(transparent)]
        #[schema(value_type = Uuid)]
        pub struct $name(Uuid);

        impl $name {
            /// Gives a UUID its meaning.
            pub const fn new(id: Uuid) -> Self {
                Self(id)
            }

            /// The bare UUID, for what stands outside this crate's words.
            pub const fn as_uuid(self) -> Uuid {
                self.0
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(Self(text.parse()?))
            }
        }
    )+};
}

id! {
    /// A customer.
    TenantId,
    /// A person of a tenant.
    UserId,
    /// A flow, whatever its name becomes.
    FlowId,
    /// A branch of a flow; one that is made again under its name is another.
    BranchId,
    /// A draft as it was before something changed much of it at once.
    RestorePointId,
    /// A thread of runs with one user.
    ConversationId,
    /// What was said once in a conversation.
    MessageId,
    /// A file that goes with a message.
    AttachmentId,
    TicketId,
    /// A comment on a ticket.
    CommentId,
    /// A knowledge base.
    BaseId,
    /// A document of a knowledge base.
    DocumentId,
    FormId,
    /// An external MCP server.
    ServerId,
    NotificationId,
    /// A signed-in device: the family of its refresh tokens.
    SessionId,
}
