//! The Model Context Protocol, both ways, over streamable HTTP; the only place that knows `rmcp`.
//!
//! [`serve()`] offers the built-in tools to others. [`Connection`] calls an external server, whose
//! tools become node kinds ([`remote`]); [`probe()`] says step by step what is wrong with one.
//! Both speak 2026-07-28 and, with those who do not know it yet, 2025-11-25.

mod carrier;
mod connection;
mod external_tool;
mod failure;
mod mcp_tool;
mod probe;
pub mod remote;
mod serve;

pub use connection::{Connection, Server};
pub use external_tool::ExternalTool;
pub use mcp_tool::{MCP_TOOL, McpTool};
pub use probe::{Probe, Step, probe};
pub use remote::{Listing, RemoteTool, Unusable};
pub use serve::{McpCaller, ServeConfig, serve};

/// Where the idempotency key of a call travels in `_meta`. It is sent as the header
/// `Idempotency-Key` as well, for servers whose gateway looks at headers only.
pub const IDEMPOTENCY_META: &str = "flowright/idempotency-key";
/// Where a failed call's code, message and retryability travel in a result's `_meta`.
pub const ERROR_META: &str = "flowright/error";
