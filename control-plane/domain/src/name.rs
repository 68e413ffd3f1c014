//! Names that stand in URLs, in Git paths and in expressions: flows, knowledge bases, forms.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use utoipa::ToSchema;

/// `[a-z0-9][a-z0-9-]*`, at most 64 characters: safe as a path segment by construction.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String, pattern = "^[a-z0-9][a-z0-9-]{0,63}$")]
pub struct ResourceName(String);

/// Text that cannot be a name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a name is 1 to 64 lower-case letters, digits and hyphens, and does not begin with a hyphen")]
pub struct BadName;

impl ResourceName {
    /// The longest a name may be.
    pub const MAX_LEN: usize = 64;

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ResourceName {
    type Err = BadName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let legal = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-';
        if (1..=Self::MAX_LEN).contains(&text.len()) && !text.starts_with('-') && text.bytes().all(legal) {
            Ok(Self(text.to_owned()))
        } else {
            Err(BadName)
        }
    }
}

impl TryFrom<String> for ResourceName {
    type Error = BadName;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<ResourceName> for String {
    fn from(name: ResourceName) -> Self {
        name.0
    }
}

impl fmt::Display for ResourceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_safe_in_a_path() {
        assert!("it-helpdesk".parse::<ResourceName>().is_ok());
        let long = "a".repeat(65);
        for text in ["", "-a", "A", "a_b", "..", "a/b", "a\0", "ä", long.as_str()] {
            assert_eq!(text.parse::<ResourceName>(), Err(BadName), "{text:?}");
        }
    }
}
