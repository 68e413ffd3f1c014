//! Files in a conversation: taken in before they are sent, sent with a message, shown to whoever may see the
//! conversation.
//!
//! Start at [`rules`], then [`upload`]; [`send`] ties files to a message, [`sweep`] takes away what nobody sent.

mod rules;
mod see;
mod send;
mod sweep;
mod upload;
mod view;

pub use rules::{FileRules, FileRulesView, FileTypeView, file_rules};
pub(crate) use see::opened;
pub use see::{OpenedFile, open_file, sent_files};
pub(super) use send::{Files, claim, to_send, told, words};
pub use sweep::sweep_files;
pub(crate) use upload::{Home, begin_in};
pub use upload::{Upload, begin_upload, remove_file};
pub use view::AttachmentView;

/// In a message's `data`: the files that go with it.
pub(crate) const FILES: &str = "files";
