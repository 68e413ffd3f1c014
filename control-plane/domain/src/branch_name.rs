//! What the branches of a flow may be called: a path segment in URLs and one part of a Git reference.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use utoipa::ToSchema;

/// `[a-z0-9][a-z0-9._-]*`, at most 64 characters, within what git-check-ref-format(1) allows; not `draft`,
/// which is what the flow's own is called.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String, pattern = "^[a-z0-9][a-z0-9._-]{0,63}$")]
pub struct BranchName(String);

/// Text that cannot be the name of a branch.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a branch's name is 1 to 64 lower-case letters, digits, hyphens, dots and underscores, begins with a letter \
     or digit, does not end in a dot or in .lock, has no two dots together, and is not draft"
)]
pub struct BadBranchName;

impl BranchName {
    /// The longest a name may be.
    pub const MAX_LEN: usize = 64;

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for BranchName {
    type Err = BadBranchName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let word = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit();
        let legal = |c: u8| word(c) || matches!(c, b'-' | b'.' | b'_');
        let is_name = (1..=Self::MAX_LEN).contains(&text.len())
            && text.bytes().next().is_some_and(word)
            && text.bytes().all(legal)
            && !text.contains("..")
            && !text.ends_with('.')
            && text.strip_suffix(".lock").is_none()
            && text != "draft";
        if is_name { Ok(Self(text.to_owned())) } else { Err(BadBranchName) }
    }
}

impl TryFrom<String> for BranchName {
    type Error = BadBranchName;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<BranchName> for String {
    fn from(name: BranchName) -> Self {
        name.0
    }
}

impl fmt::Display for BranchName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_branch_is_named_so_that_git_and_a_path_take_it() {
        for good in ["idea", "v1.2", "vpn_answers-2", "0"] {
            assert!(good.parse::<BranchName>().is_ok(), "{good}");
        }
        let long = "a".repeat(65);
        for bad in [
            "",
            "-f",
            ".a",
            "a b",
            "a..b",
            "a.",
            "a.lock",
            "A",
            "a/b",
            "a~1",
            "@",
            "draft",
            "ä",
            long.as_str(),
        ] {
            assert_eq!(bad.parse::<BranchName>(), Err(BadBranchName), "{bad:?}");
        }
    }
}
