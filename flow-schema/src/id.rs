//! Names inside a flow document.

use serde::{Deserialize, Serialize};
use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;
use ts_rs::TS;
use utoipa::ToSchema;

macro_rules! name {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS, ToSchema)]
        #[serde(transparent)]
        #[ts(as = "String", export_to = "flow.ts")]
        #[schema(value_type = String)]
        pub struct $name(Arc<str>);

        impl $name {
            pub fn new(name: impl Into<Arc<str>>) -> Self {
                Self(name.into())
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(name: &str) -> Self {
                Self::new(name)
            }
        }

        impl From<String> for $name {
            fn from(name: String) -> Self {
                Self::new(name)
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                self.as_str()
            }
        }
    };
}

name! {
    /// A node's id: how expressions refer to its output. `[a-z][a-z0-9_]*`, unique in the flow.
    NodeId
}

name! {
    /// A named way out of a node: `out`, `error`, `yes`, `approved` …
    PortId
}

impl NodeId {
    /// The implicit first node of every flow; the id is reserved.
    pub const START: &'static str = "start";
}

impl PortId {
    /// The port of an edge written without one (`"from": "kb"`).
    pub const OUT: &'static str = "out";
    /// Taken when the node has failed for good.
    pub const ERROR: &'static str = "error";
    /// Leads into the body of a `map` or `loop`.
    pub const BODY: &'static str = "body";
}
