//! Starting, using and killing the product.

mod cable;
mod client;
mod disk;
mod inside;
mod model;
mod own_postgres;
mod postgres;
mod process;
mod published;
mod target;

pub use cable::Cable;
pub use client::{Client, Reply};
pub use disk::SmallDisk;
pub use inside::{Inside, new_run};
pub use model::{Mood, StubModel, asking};
pub use own_postgres::OwnPostgres;
pub use postgres::fresh_database;
pub use process::{PASSWORD, Product, binary};
pub use published::{Published, fsck};
pub use target::{Kill, Target};
