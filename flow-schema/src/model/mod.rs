//! The flow document as people and Git see it, and the forms its nodes ask with.

mod channel;
mod flow;
pub mod form;
mod node;

pub use channel::{Channel, ChannelScope, Reducer};
pub use flow::{Edge, Flow};
pub use form::{Answers, Field, FieldError, FieldOption, FieldType, Form};
pub use node::{Join, Node, OnError, Retry};
