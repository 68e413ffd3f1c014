//! Nodes that are switched off and cannot be passed by.

use super::report::{Mend, Report, words};
use super::{Analysis, codes};
use crate::off;
use crate::said::{Said, said};

pub(super) fn check(analysis: &Analysis<'_>, report: &mut Report) {
    for (id, ports) in off::undecided(analysis.flow) {
        let ports = Said::all_of(ports.iter().map(|port| Said::foreign(port.as_str())));
        let cause = said!("‘{id}’ is switched off, and {ports} lead on from it", id, ports);
        let mend = said!("switch it on, or leave one of these connections only");
        report.node(&codes::CANNOT_BE_OFF, &id, "/disabled", words(cause, mend).fixed(Some(Mend::Remove)));
    }
}
