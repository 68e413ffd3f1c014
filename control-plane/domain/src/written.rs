//! How enums are written in tables, queries and the API: one word each.

/// A word that stands for no member of the enum it was read as.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{word:?} is none of {expected:?}")]
pub struct UnknownWord {
    pub word: String,
    pub expected: &'static [&'static str],
}

/// Gives an enum `ALL`, `as_str`, `Display` and `FromStr` from one list of words.
#[macro_export]
#[doc(hidden)]
macro_rules! written {
    ($name:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        impl $name {
            /// Every member, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word it is written as.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::written::UnknownWord;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    _ => Err($crate::written::UnknownWord { word: word.to_owned(), expected: &[$($word),+] }),
                }
            }
        }
    };
}
