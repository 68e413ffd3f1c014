//! The checks that make a flow safe to run; one file each. They never stop at the first problem.
//!
//! [`parse`] judges the shape of a document, [`check`] its meaning, [`check_with`] also the things
//! outside that it names. [`codes`] explains every code. [`Analysis`] is what the checks share: the
//! graph, the kinds, and every expression parsed once.

mod analysis;
mod availability;
mod channels;
pub mod codes;
mod config;
mod containers;
mod cost;
mod cycles;
mod depth;
mod document;
mod edges;
mod endless;
mod environment;
mod expressions;
mod kinds;
mod names;
mod off;
mod open_ports;
mod outputs;
mod people;
mod policies;
mod port_names;
mod questions;
mod races;
mod references;
mod repeats;
mod report;
mod schemas;
mod scope;
mod streaming;
mod surroundings;
mod taint;
mod types;

pub(crate) use analysis::{Analysis, NodeFacts, split_source};
pub use codes::Code;
pub use cost::{Bound, Cost};
pub use document::{parse, parse_value};
pub use environment::{Budget, Environment, ModelPrice, PublishedFlow};
pub use surroundings::Surroundings;

use crate::finding::{Finding, Severity};
use crate::kind::KindRegistry;
use crate::model::Flow;
use crate::off::SwitchedOn;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use utoipa::ToSchema;

/// Everything a check says about a flow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, ToSchema)]
#[ts(export_to = "flow.ts")]
pub struct CheckReport {
    /// Errors first, then in document order.
    pub findings: Vec<Finding>,
    /// The most that one run can use up.
    pub cost: Cost,
}

/// All findings of a flow, errors first, in document order.
pub fn check(flow: &Flow, kinds: &KindRegistry) -> Vec<Finding> {
    check_with(flow, kinds, &Environment::default())
}

/// The same, and whether what the flow names outside itself exists.
pub fn check_with(flow: &Flow, kinds: &KindRegistry, environment: &Environment) -> Vec<Finding> {
    report(flow, kinds, environment).findings
}

/// The same, and what a run can cost.
pub fn report(flow: &Flow, kinds: &KindRegistry, environment: &Environment) -> CheckReport {
    let on = SwitchedOn::new(flow);
    let mut report = run(&Analysis::of(&on, kinds, environment), environment);
    on.place(&mut report.findings);
    report
}

/// Whether a flow with these findings must not be published.
pub fn has_errors(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

pub(crate) fn run(analysis: &Analysis<'_>, environment: &Environment) -> CheckReport {
    if let Some(found) = &analysis.too_deep {
        return CheckReport { findings: vec![found.clone()], cost: Cost::nothing() };
    }
    let mut report = report::Report::new(analysis);
    names::check(analysis, &mut report);
    schemas::check(analysis, &mut report);
    channels::check(analysis, &mut report);
    kinds::check(analysis, &mut report);
    config::check(analysis, &mut report);
    port_names::check(analysis, &mut report);
    policies::check(analysis, &mut report);
    off::check(analysis, &mut report);
    questions::check(analysis, &mut report);
    streaming::check(analysis, &mut report);
    edges::check(analysis, &mut report);
    open_ports::check(analysis, &mut report);
    containers::check(analysis, &mut report);
    people::check(analysis, &mut report);
    cycles::check(analysis, &mut report);
    endless::check(analysis, &mut report);
    expressions::check(analysis, &mut report);
    references::check(analysis, &mut report);
    availability::check(analysis, &mut report);
    types::check(analysis, environment, &mut report);
    races::check(analysis, &mut report);
    repeats::check(analysis, &mut report);
    taint::check(analysis, &mut report);
    environment::check(analysis, environment, &mut report);
    let cost = cost::of(analysis, environment);
    cost::check(analysis, &cost, environment, &mut report);
    CheckReport { findings: report.finish(), cost }
}
