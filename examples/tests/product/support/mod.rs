//! Starting, using and killing the product.

mod client;
mod disk;
mod model;
mod postgres;
mod process;
mod target;

pub use client::{Client, Reply};
pub use disk::SmallDisk;
pub use model::{Mood, StubModel};
pub use postgres::fresh_database;
pub use process::{PASSWORD, Product};
pub use target::{Kill, Target};
