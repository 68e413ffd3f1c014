//! The one way out: every HTTP request of the product goes through [`Egress`].
//!
//! It refuses addresses inside our own network (loopback, private, link-local, metadata and the
//! like) after DNS resolution and again on every redirect, and connects to the very address that
//! was checked. An operator opens exceptions as exact `host:port` in an [`AllowList`]. There is no
//! proxy from the environment, no cookie jar and no unlimited body.
//!
//! Start reading at [`Egress::request`].

mod address;
mod allow;
mod client;
mod guard;
mod request;

pub use address::is_public;
pub use allow::AllowList;
pub(crate) use client::explain;
pub use client::{Egress, explain as explain_http};

pub use guard::Refused;
pub use request::{Answer, Outgoing, Redirects, host_of};
pub use reqwest::Url;
