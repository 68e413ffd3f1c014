//! The stages a version of a flow passes on its way to everybody.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use utoipa::ToSchema;

/// Where a version runs. Conversations and runs are in `production` unless they say otherwise.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Environment {
    Dev,
    Staging,
    #[default]
    Production,
}

/// Text that names no environment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an environment is dev, staging or production")]
pub struct BadEnvironment;

impl Environment {
    /// All of them, in the order in which a version passes them.
    pub const ALL: [Self; 3] = [Self::Dev, Self::Staging, Self::Production];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Staging => "staging",
            Self::Production => "production",
        }
    }
}

impl fmt::Display for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Environment {
    type Err = BadEnvironment;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|one| one.as_str() == text).ok_or(BadEnvironment)
    }
}
