//! What handlers read from a request, refused with problem details when it is not right.

mod body;
mod etag;
mod page;
mod query;
mod require;

pub use body::{Body, MergePatch};
pub use etag::{IfMatch, IfNoneMatch, etag_header};
pub use page::{Address, Links, List, Meta, Page, Sort};
pub use query::{Path, Query};
pub use require::{Needs, Require, SignedIn, needs};
