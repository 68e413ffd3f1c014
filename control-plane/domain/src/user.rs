//! People of a tenant.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Whether a person may sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum UserStatus {
    Active,
    /// Kept for the records they appear in; every session is over.
    Disabled,
}

crate::written!(UserStatus { Active = "active", Disabled = "disabled" });

/// A display name that is empty or too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a name is 1 to 120 characters")]
pub struct BadDisplayName;

/// Trims a display name and refuses what cannot be shown on one line.
///
/// # Errors
/// [`BadDisplayName`] when nothing is left, or too much.
pub fn display_name(text: &str) -> Result<String, BadDisplayName> {
    let text = text.trim();
    let legal = (1..=120).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    if legal { Ok(text.to_owned()) } else { Err(BadDisplayName) }
}
