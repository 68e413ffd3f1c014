//! What handlers read from a request, refused with problem details when it is not right.

mod body;
mod etag;
mod key;
mod page;
mod peer;
mod query;
mod require;

pub use body::{Body, MergePatch, OptionalBody, parse as parse_json};
pub use etag::{IfMatch, IfNoneMatch, etag_header};
pub use key::IdempotencyKey;
pub use page::{Address, Data, Links, List, Meta, Page, Sort};
pub use peer::Peer;
pub use query::{Path, Query};
pub(crate) use require::refusal;
pub use require::{Needs, Require, SignedIn, Visiting, needs};
