//! A document of a knowledge base on its way into the index.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where a document stands.
///
/// ```text
/// queued ──▶ indexing ──▶ ready
///    ▲           │ └────▶ failed
///    └───────────┴── again ──┘
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DocumentStatus {
    Queued,
    Indexing,
    Ready,
    Failed,
}

crate::written!(DocumentStatus { Queued = "queued", Indexing = "indexing", Ready = "ready", Failed = "failed" });

/// A move that the drawing above does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a document that is {from} cannot become {to}")]
pub struct IllegalStep {
    pub from: DocumentStatus,
    pub to: DocumentStatus,
}

impl DocumentStatus {
    /// An indexer takes it. Also from `indexing`: the one before may have died.
    ///
    /// # Errors
    /// [`IllegalStep`] when nothing is left to do.
    pub fn begin(self) -> Result<Self, IllegalStep> {
        match self {
            Self::Queued | Self::Indexing => Ok(Self::Indexing),
            Self::Ready | Self::Failed => Err(IllegalStep { from: self, to: Self::Indexing }),
        }
    }

    /// It can be found.
    ///
    /// # Errors
    /// [`IllegalStep`] when nobody was indexing it.
    pub fn finish(self) -> Result<Self, IllegalStep> {
        match self {
            Self::Indexing => Ok(Self::Ready),
            Self::Queued | Self::Ready | Self::Failed => Err(IllegalStep { from: self, to: Self::Ready }),
        }
    }

    /// It cannot be read; the reason stands beside it.
    ///
    /// # Errors
    /// [`IllegalStep`] when nobody was indexing it.
    pub fn fail(self) -> Result<Self, IllegalStep> {
        match self {
            Self::Indexing | Self::Queued => Ok(Self::Failed),
            Self::Ready | Self::Failed => Err(IllegalStep { from: self, to: Self::Failed }),
        }
    }

    /// Once more from the beginning, from wherever it stands.
    #[must_use]
    pub fn again(self) -> Self {
        Self::Queued
    }
}
