//! Branches: drafts beside a flow's own that several people share, brought together with it by meaning.
//!
//! A branch knows what it has in common with the flow's draft, its *base*. Merging brings its changes into
//! the draft, updating brings the draft's changes into it; after either they have that much more in common.
//! Nothing is published by it. A flow's tests are the flow's: a branch has none of its own.

mod compare;
mod join;
mod make;
mod points;
mod see;
mod settle;

pub use compare::{Against, changes};
pub use join::{MergeBranch, Merged, UpdateBranch, merge, update};
pub use make::{MOST, NewBranch, create, delete};
pub use points::{SaveBranch, SavedBranch, save};
pub use see::{BranchView, list};
