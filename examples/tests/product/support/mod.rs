//! Starting, using and killing the product.

mod client;
mod model;
mod postgres;
mod process;
mod target;

pub use client::{Client, Reply};
pub use model::StubModel;
pub use postgres::fresh_database;
pub use process::Product;
pub use target::Target;
