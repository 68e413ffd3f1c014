//! Nodes that are switched off and cannot be passed by.

use super::report::{Mend, Report, words};
use super::{Analysis, codes};
use crate::off;

pub(super) fn check(analysis: &Analysis<'_>, report: &mut Report) {
    for (id, ports) in off::undecided(analysis.flow) {
        let ports: Vec<&str> = ports.iter().map(|port| port.as_str()).collect();
        let cause = format!("‘{id}’ is switched off, and {} lead on from it", ports.join(" and "));
        let mend = "switch it on, or leave one of these connections only";
        report.node(&codes::CANNOT_BE_OFF, &id, "/disabled", words(cause, mend).fixed(Some(Mend::Remove)));
    }
}
