//! The database: connecting, migrating, and transactions that belong to one tenant.

mod connect;
mod row;
mod tx;
mod values;

pub use connect::{Db, Engine};
pub use tx::{Reads, SharedTx, SharedWriteTx, Tx, WriteTx, Writes};

pub(crate) use row::Row;
pub(crate) use tx::shared;
pub(crate) use values::{IntoParameter, json, like, micros, values};
