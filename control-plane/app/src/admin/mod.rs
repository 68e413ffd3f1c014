//! Running a tenant: people, the audit, the model, the first steps.

pub mod audit;
pub mod checklist;
pub mod models;
pub mod users;
