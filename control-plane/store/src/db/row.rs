//! A row on its way out: typed columns, and damage named by column.

use crate::StoreError;
use chrono::{DateTime, Utc};
use sea_orm::{QueryResult, TryGetable};
use serde::de::DeserializeOwned;
use std::fmt::Display;
use std::str::FromStr;
use uuid::Uuid;

/// One result row.
#[derive(Debug)]
pub(crate) struct Row(pub(super) QueryResult);

impl Row {
    /// A column as the database has it.
    pub(crate) fn get<T: TryGetable>(&self, column: &'static str) -> Result<T, StoreError> {
        self.0.try_get("", column).map_err(|error| StoreError::corrupt(column, error))
    }

    /// A column that holds an id.
    pub(crate) fn id<T: From<Uuid>>(&self, column: &'static str) -> Result<T, StoreError> {
        Ok(self.get::<Uuid>(column)?.into())
    }

    /// A column that holds an id or nothing.
    pub(crate) fn id_or_null<T: From<Uuid>>(&self, column: &'static str) -> Result<Option<T>, StoreError> {
        Ok(self.get::<Option<Uuid>>(column)?.map(Into::into))
    }

    /// A column that holds a time.
    pub(crate) fn at(&self, column: &'static str) -> Result<DateTime<Utc>, StoreError> {
        self.get(column)
    }

    /// A column that holds a time or nothing.
    pub(crate) fn at_or_null(&self, column: &'static str) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.get(column)
    }

    /// A column that holds a word of one of our enums, a name, a number.
    pub(crate) fn parse<T>(&self, column: &'static str) -> Result<T, StoreError>
    where
        T: FromStr,
        T::Err: Display,
    {
        self.get::<String>(column)?.parse().map_err(|error| StoreError::corrupt(column, error))
    }

    /// A column that holds JSON text.
    pub(crate) fn json<T: DeserializeOwned>(&self, column: &'static str) -> Result<T, StoreError> {
        serde_json::from_str(&self.get::<String>(column)?).map_err(|error| StoreError::corrupt(column, error))
    }

    /// A column that counts.
    pub(crate) fn count(&self, column: &'static str) -> Result<u64, StoreError> {
        u64::try_from(self.get::<i64>(column)?).map_err(|error| StoreError::corrupt(column, error))
    }
}
