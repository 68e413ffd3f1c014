//! Where the control plane's facts are kept: rows, the Git history of flows, files.
//!
//! The only crate with SQL beside the journal and the migrations. Tenancy is by construction: a
//! repository function takes a [`Tx`] or [`WriteTx`], which belongs to one tenant; the tenant is
//! bound as `$1` of every statement by the transaction itself, and on PostgreSQL forced row-level
//! security holds the same line a second time. It knows nothing of use-cases or HTTP.
//!
//! Start reading at [`db::Db`], then any subject, for instance [`tickets`]: one file (or folder) per
//! subject, one function per purpose. "Not found" is `None`.

pub mod db;
mod error;
mod etag;
mod page;

pub mod approval_questions;
pub mod approvals;
pub mod attachments;
pub mod audit;
pub mod blobs;
pub mod branch_places;
pub mod branch_points;
pub mod conversations;
pub mod draft_places;
pub mod embeds;
pub mod flow_branches;
pub mod flow_comments;
pub mod flow_documents;
pub mod flow_environments;
pub mod flow_presence;
pub mod flow_restore_points;
pub mod flow_tests;
pub mod flow_versions;
pub mod flow_widgets;
pub mod flows;
pub mod forms;
pub mod git;
pub mod happenings;
pub mod idempotency;
pub mod identities;
pub mod kb_bases;
pub mod kb_documents;
pub mod messages;
pub mod notifications;
pub mod persons;
pub mod push;
pub mod push_keys;
pub mod seal;
pub mod secrets;
pub mod sessions;
pub mod settings;
pub mod setup_tokens;
pub mod signing_keys;
pub mod tenants;
pub mod ticket_files;
pub mod tickets;
pub mod tool_servers;
pub mod users;
pub mod version_results;

#[doc(hidden)]
pub mod testing;

pub use db::{Db, Engine, Reads, SharedTx, SharedWriteTx, Tx, WriteTx, Writes};
pub use error::StoreError;
pub use etag::Etag;
pub use page::{BadSort, Listed, Page, Sort, SortKey};
