//! Operations on flow documents, as people ask for them in an editor: rename, extract to a sub-flow,
//! copy and paste, upgrade; and what a flow needs of the place it comes to.
//!
//! References are rewritten through syntax trees, never by searching text. Every operation takes a
//! document and gives a new one, or a reason in plain words; none of them loses anything silently.

mod border;
mod copy;
mod expression;
mod extract;
mod names;
mod needs;
mod paste;
mod rename;
mod strings;
mod test_files;
mod traffic;
mod upgrade;

pub use copy::{Fragment, copy};
pub use extract::{ExtractError, Extracted, extract_subflow};
pub use names::NodeField;
pub use needs::missing;
pub use paste::{Missing, Pasted, What, paste};
pub use rename::{RenameError, Renamed, rename_channel, rename_node};
pub use upgrade::{BrokenEdge, LostSetting, Upgrade, repair, upgrade};

pub(crate) use expression::Rewrite;
pub(crate) use names::{Names, rename_nodes, roots_read};
pub(crate) use rename::{free_id, is_name};
pub(crate) use strings::rewrite_node;
