//! Node kinds, described as data: Studio draws palette, inspector and help from these, the checker
//! and the compiler read the same.
//!
//! Built-in kinds are one file each in this folder; the tools of external MCP servers become kinds
//! by the same route (`mcp-servers/kit`).

mod describe;
mod registry;

pub use describe::{Category, Effect, NodeKind, OutputSchema, Port, PortKind, PortSource, Role};
pub use registry::KindRegistry;
