//! E-mail addresses as sign-in names.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use utoipa::ToSchema;

/// A plausible address in its normal form: trimmed and lower case, so that the same address typed
/// in another way is the same person. Whether it exists is for the mail to find out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String, format = "email")]
pub struct Email(String);

/// Text that cannot be an address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address")]
pub struct BadEmail;

impl Email {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands before the `@`.
    pub fn local_part(&self) -> &str {
        self.0.split('@').next().unwrap_or_default()
    }
}

impl FromStr for Email {
    type Err = BadEmail;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim().to_lowercase();
        let (local, domain) = text.rsplit_once('@').ok_or(BadEmail)?;
        let printable = |c: char| !c.is_whitespace() && !c.is_control() && !"<>(),;:\\\"[]@".contains(c);
        let label = |label: &str| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        };
        let plausible = text.len() <= 254
            && !local.is_empty()
            && local.len() <= 64
            && local.chars().all(printable)
            && domain.split('.').all(label);
        if plausible { Ok(Self(text)) } else { Err(BadEmail) }
    }
}

impl TryFrom<String> for Email {
    type Error = BadEmail;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_address_typed_in_another_way_is_the_same_person() {
        assert_eq!(" Ada.L@Example.COM ".parse::<Email>(), "ada.l@example.com".parse());
    }

    #[test]
    fn what_cannot_be_an_address_is_refused() {
        for text in ["", "a", "@b.c", "a@", "a@b..c", "a b@c.d", "a@b@c.d", "a@-b.c", "a@b.c\r\nBcc: x@y.z"] {
            assert_eq!(text.parse::<Email>(), Err(BadEmail), "{text:?}");
        }
    }
}
