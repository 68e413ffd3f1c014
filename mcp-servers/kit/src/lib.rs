//! What a flow can do: the [`Tool`](tool::Tool) trait, the registry, MCP serving and calling, and
//! the one egress client through which all HTTP leaves.
//!
//! Knows nothing of the executor or the control plane. Start reading at [`tool::Tool`], then
//! [`egress::Egress`], then [`mcp`].

pub mod args;
pub mod breaker;
pub mod egress;
pub mod http_request;
pub mod mcp;
pub mod registry;
pub mod schema;
pub mod testing;
pub mod tool;

pub use ::http;
pub use breaker::{Breaker, BreakerPolicy};
pub use egress::Egress;
pub use http_request::HttpRequest;
pub use registry::{ExternalTools, ToolRegistry};
pub use tool::{Outcome, Principal, Progress, SecretResolver, Tool, ToolContext, ToolError, Usage};
