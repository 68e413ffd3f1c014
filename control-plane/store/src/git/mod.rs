//! The history of flows in Git: one bare repository per tenant.
//!
//! `flows/<name>/flow.json`, `layout.json`, `tests/*.json` on the branch `main`. Start reading at
//! [`publish`](publish::commit_pending), which ties versions in the database to commits, then
//! [`branches`](branches::commit_branches), which does the same for `flows/<flow>/<branch>`;
//! [`GitHistory`] knows nothing of the database.

mod branches;
mod graph;
mod lock;
mod network;
mod publish;
mod repository;
mod tree;

pub use branches::{BranchPath, BranchRefs, commit_branches};
pub use graph::{Author, Folders, Relation};
pub use network::{Remote, RemoteError};
pub use publish::{commit_pending, in_folder, mend};
pub use repository::{CommitInfo, GitHistory, NewCommit};
