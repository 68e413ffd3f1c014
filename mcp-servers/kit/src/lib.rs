//! What a flow can do: the [`Tool`](tool::Tool) trait, the registry, MCP serving and calling, and
//! the one egress client through which all HTTP leaves.
//!
//! Knows nothing of the executor or the control plane.

pub mod testing;
pub mod tool;

pub use tool::{Outcome, Principal, Progress, SecretResolver, Tool, ToolContext, ToolError, Usage};
