/// A sum that may have no bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Amount {
    pub calls: u64,
    /// `None`: a price is missing.
    pub micros: Option<u64>,
    /// The vertex that repeats model calls without a bound.
    pub unbounded: Option<usize>,
}

impl Amount {
    pub const NOTHING: Self = Self { calls: 0, micros: Some(0), unbounded: None };

    pub fn and(self, other: Self) -> Self {
        Self {
            calls: self.calls.saturating_add(other.calls),
            micros: self.micros.zip(other.micros).map(|(a, b)| a.saturating_add(b)),
            unbounded: self.unbounded.or(other.unbounded),
        }
    }

    /// The dearer in each respect.
    pub fn or(self, other: Self) -> Self {
        Self {
            calls: self.calls.max(other.calls),
            micros: self.micros.zip(other.micros).map(|(a, b)| a.max(b)),
            unbounded: self.unbounded.or(other.unbounded),
        }
    }

    pub fn times(self, count: u64) -> Self {
        Self {
            calls: self.calls.saturating_mul(count),
            micros: self.micros.map(|micros| micros.saturating_mul(count)),
            unbounded: self.unbounded,
        }
    }
}
