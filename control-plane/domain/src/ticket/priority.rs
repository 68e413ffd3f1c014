use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How soon a ticket wants somebody: `P1` now, `P5` some day.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
pub enum Priority {
    P1,
    P2,
    #[default]
    P3,
    P4,
    P5,
}

crate::written!(Priority { P1 = "P1", P2 = "P2", P3 = "P3", P4 = "P4", P5 = "P5" });
