//! The flow document as people and Git see it.

mod channel;
mod flow;
mod node;

pub use channel::{Channel, Reducer, ChannelScope};
pub use flow::{Edge, Flow};
pub use node::{Join, Node, OnError, Retry};
