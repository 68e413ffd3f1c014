//! Pages of a list, and the closed list of ways to sort it.

/// Which part of a list. Built only within its bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    page: u64,
    limit: u64,
}

impl Page {
    /// The most rows a page may have.
    pub const MAX_LIMIT: u64 = 200;

    /// Pages count from 1. Out of bounds is brought within: the first page, at most
    /// [`MAX_LIMIT`](Self::MAX_LIMIT) rows.
    pub fn new(page: u64, limit: u64) -> Self {
        // The offset must stay a sensible 64-bit number whatever was asked for.
        Self { page: page.clamp(1, 1_000_000_000), limit: limit.clamp(1, Self::MAX_LIMIT) }
    }

    pub fn page(self) -> u64 {
        self.page
    }

    pub fn limit(self) -> u64 {
        self.limit
    }

    /// ` LIMIT … OFFSET …`: numbers of ours, not text of the caller's.
    pub(crate) fn sql(self) -> String {
        format!(" LIMIT {} OFFSET {}", self.limit, (self.page - 1) * self.limit)
    }
}

impl Default for Page {
    fn default() -> Self {
        Self::new(1, 50)
    }
}

/// One page and how many rows there are in all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed<T> {
    pub rows: Vec<T>,
    pub total: u64,
}

impl<T> Listed<T> {
    /// The same page of other things.
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Listed<U> {
        Listed { rows: self.rows.into_iter().map(f).collect(), total: self.total }
    }
}

/// A closed enum of what a list may be sorted by.
pub trait SortKey: Copy + Sized + 'static {
    /// The words callers use.
    const KEYS: &'static [(&'static str, Self)];

    /// The column, or columns, behind it. A constant of ours: it goes into the statement's text.
    fn column(self) -> &'static str;
}

/// By what, and which way round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort<K> {
    pub key: K,
    pub descending: bool,
}

/// A sort key that is not on the list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cannot sort by {asked:?}; possible: {}", possible.join(", "))]
pub struct BadSort {
    pub asked: String,
    pub possible: Vec<&'static str>,
}

impl<K: SortKey> Sort<K> {
    /// Smallest, oldest first.
    pub fn ascending(key: K) -> Self {
        Self { key, descending: false }
    }

    /// Largest, newest first.
    pub fn descending(key: K) -> Self {
        Self { key, descending: true }
    }

    /// Reads `created_at` or `-created_at`.
    ///
    /// # Errors
    /// [`BadSort`], naming what would be possible.
    pub fn parse(text: &str) -> Result<Self, BadSort> {
        let (descending, word) = match text.strip_prefix('-') {
            Some(word) => (true, word),
            None => (false, text),
        };
        let found = K::KEYS.iter().find(|(key, _)| *key == word);
        let Some((_, key)) = found else {
            let possible = K::KEYS.iter().map(|(key, _)| *key).collect();
            return Err(BadSort { asked: word.to_owned(), possible });
        };
        Ok(Self { key: *key, descending })
    }

    /// ` ORDER BY …`, with the id as the last word so that pages never overlap.
    pub(crate) fn sql(self) -> String {
        let way = if self.descending { "DESC" } else { "ASC" };
        format!(" ORDER BY {} {way}, id {way}", self.key.column())
    }
}

/// Declares the sort keys of one list.
macro_rules! sort_keys {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal => $column:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($variant,)+
        }

        impl $crate::page::SortKey for $name {
            const KEYS: &'static [(&'static str, Self)] = &[$(($word, Self::$variant)),+];

            fn column(self) -> &'static str {
                match self {
                    $(Self::$variant => $column,)+
                }
            }
        }
    };
}
pub(crate) use sort_keys;
