//! Who may do what, and which moves are legal: tenants, people, permissions, flows, tickets,
//! conversations and knowledge documents as types.
//!
//! Pure: no I/O, no async, no clock, no randomness; `now`, ids and random bytes come as arguments.
//! It knows nothing of tables (see `control-plane/store`) and nothing of use-cases (`app`).
//!
//! Start reading at [`actor::Actor`], then [`ticket::TicketStatus`].

pub mod actor;
pub mod attachment;
pub mod branch_name;
pub mod document;
pub mod email;
pub mod environment;
pub mod id;
pub mod message;
pub mod name;
pub mod password;
pub mod permission;
pub mod role;
pub mod session;
pub mod ticket;
pub mod user;
pub mod web_origin;
pub mod widget;
pub mod written;

pub use actor::{Actor, RowScope};
pub use branch_name::{BadBranchName, BranchName};
pub use email::Email;
pub use environment::Environment;
pub use id::{
    AttachmentId, BaseId, BranchId, CommentId, ConversationId, DocumentId, FlowId, FormId, MessageId,
    NotificationId, RestorePointId, ServerId, SessionId, TenantId, TicketId, UserId,
};
pub use name::{BadName, ResourceName};
pub use permission::Permission;
pub use role::Role;
pub use web_origin::WebOrigin;
