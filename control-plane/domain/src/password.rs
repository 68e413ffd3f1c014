//! Which passwords are good enough.
//!
//! Length counts, composition rules do not; what an attacker tries first is refused.

use crate::email::Email;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The shortest password that is taken.
pub const MIN_CHARS: usize = 12;
/// The longest: hashing a megabyte for a stranger would be a gift to them.
pub const MAX_CHARS: usize = 256;

/// Why a password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassword {
    #[error("use at least {MIN_CHARS} characters")]
    TooShort,
    #[error("use at most {MAX_CHARS} characters")]
    TooLong,
    #[error("do not use your e-mail address as the password")]
    ContainsEmail,
    #[error("this password is among the first that are tried; choose a less common one")]
    Common,
    #[error("use more different characters")]
    Repetitive,
}

/// How hard a password is to guess, for a meter beside the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    Weak,
    Fair,
    Good,
    Strong,
}

/// Beginnings that remain when digits and punctuation are taken off both ends of common passwords.
const COMMON: &[&str] = &[
    "abcdefghijkl",
    "abcdefghijklm",
    "administrator",
    "admin",
    "adminadmin",
    "changeme",
    "changemenow",
    "computer",
    "correcthorsebatterystaple",
    "default",
    "dragon",
    "flowright",
    "football",
    "iloveyou",
    "letmein",
    "letmeinplease",
    "master",
    "monkey",
    "p@ssw0rd",
    "p@ssword",
    "passw0rd",
    "password",
    "passwordpassword",
    "princess",
    "q1w2e3r4t5y6",
    "qwerty",
    "qwertyuiop",
    "qwertzuiop",
    "secret",
    "secretsecret",
    "starwars",
    "sunshine",
    "superman",
    "test",
    "testtest",
    "trustno1",
    "welcome",
    "welcomewelcome",
];

/// Judges a new password of the person with this address.
///
/// # Errors
/// The first reason against it.
pub fn check(password: &str, email: &Email) -> Result<Strength, WeakPassword> {
    let chars = password.chars().count();
    if chars < MIN_CHARS {
        return Err(WeakPassword::TooShort);
    }
    if chars > MAX_CHARS {
        return Err(WeakPassword::TooLong);
    }
    let lower = password.to_lowercase();
    let local = email.local_part();
    let rest = lower.replace(local, "");
    if lower.contains(email.as_str())
        || (local.len() >= 4 && rest.chars().count() < MIN_CHARS - 4 && rest != lower)
    {
        return Err(WeakPassword::ContainsEmail);
    }
    if distinct(&lower) < 5 {
        return Err(WeakPassword::Repetitive);
    }
    let core =
        lower.trim_matches(|c: char| c.is_ascii_digit() || c.is_ascii_punctuation() || c.is_whitespace());
    if core.is_empty() || COMMON.contains(&core) || COMMON.contains(&lower.as_str()) || is_sequence(&lower) {
        return Err(WeakPassword::Common);
    }
    Ok(strength(password))
}

/// A rough estimate from length and variety.
pub fn strength(password: &str) -> Strength {
    let classes = [
        password.chars().any(|c| c.is_lowercase()),
        password.chars().any(|c| c.is_uppercase()),
        password.chars().any(|c| c.is_numeric()),
        password.chars().any(|c| !c.is_alphanumeric()),
    ];
    let variety = classes.into_iter().filter(|seen| *seen).count();
    match distinct(password) + 2 * variety {
        0..=11 => Strength::Weak,
        12..=16 => Strength::Fair,
        17..=20 => Strength::Good,
        _ => Strength::Strong,
    }
}

fn distinct(text: &str) -> usize {
    text.chars().collect::<std::collections::BTreeSet<_>>().len()
}

/// `abcdef…`, `987654…`: each character one step from the one before.
fn is_sequence(text: &str) -> bool {
    let codes: Vec<i64> = text.chars().map(|c| i64::from(u32::from(c))).collect();
    let steps = codes.windows(2).map(|pair| pair[1] - pair[0]);
    let even = steps.filter(|step| matches!(step, 1 | -1 | -9 | 9)).count();
    even + 1 == codes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(password: &str) -> Result<Strength, WeakPassword> {
        check(password, &"margaret@example.com".parse().unwrap())
    }

    #[test]
    fn each_reason_is_named() {
        let long = "a1".repeat(200);
        let cases = [
            ("short", WeakPassword::TooShort),
            (long.as_str(), WeakPassword::TooLong),
            ("margaret@example.com", WeakPassword::ContainsEmail),
            ("Margaret1234", WeakPassword::ContainsEmail),
            ("Password1234", WeakPassword::Common),
            ("!!Welcome2026!!", WeakPassword::Common),
            ("123456789012", WeakPassword::Common),
            ("abababababab", WeakPassword::Repetitive),
        ];
        for (password, reason) in cases {
            assert_eq!(judge(password), Err(reason), "{password:?}");
        }
    }

    #[test]
    fn a_passphrase_is_taken_and_counts_as_good() {
        assert!(judge("seven lamps over the quiet harbour").unwrap() >= Strength::Good);
    }
}
