//! Every permission there is. A route names one; a role is a set of them.

use serde::{Deserialize, Serialize};
use std::fmt;
use utoipa::ToSchema;

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident = $text:literal),+ $(,)?) => {
        /// The right to do one kind of thing.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
        pub enum Permission {
            $($(#[$doc])* #[serde(rename = $text)] $name,)+
        }

        impl Permission {
            /// All of them, in the order in which the permission matrix shows them.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// As it is written in tokens, documents and the API.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)+
                }
            }
        }
    };
}

permissions! {
    /// Hold conversations of one's own.
    ChatUse = "chat:use",
    /// See the tickets one has requested.
    TicketsReadOwn = "tickets:read_own",
    TicketsCreate = "tickets:create",
    /// See every ticket of the tenant.
    TicketsRead = "tickets:read",
    TicketsWrite = "tickets:write",
    /// Search and list knowledge.
    KbRead = "kb:read",
    KbWrite = "kb:write",
    NotificationsRead = "notifications:read",
    /// See runs and everybody's conversations.
    RunsRead = "runs:read",
    RunsWrite = "runs:write",
    FlowsRead = "flows:read",
    FlowsWrite = "flows:write",
    FlowsPublish = "flows:publish",
    FormsRead = "forms:read",
    FormsWrite = "forms:write",
    ToolsRead = "tools:read",
    ToolsWrite = "tools:write",
    SettingsRead = "settings:read",
    SettingsWrite = "settings:write",
    UsersRead = "users:read",
    UsersWrite = "users:write",
    AuditRead = "audit:read",
    /// Rename or close the tenant, make and unmake owners.
    TenantWrite = "tenant:write",
}

impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
