use super::draft::Draft;
use super::{ImportError, Options};
use serde_json::Value;

pub(super) fn read(_document: &Value, _options: &Options) -> Result<Draft, ImportError> {
    Err(ImportError::UnknownFormat)
}
