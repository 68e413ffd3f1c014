use super::report::{Mend, Report, words};
use super::{Analysis, codes};
use crate::duration;
use crate::id::PortId;
use crate::said::{Said, said};
use serde_json::{Value, json};
use std::time::Duration;

pub(crate) const MAX_ATTEMPTS: u32 = 20;
const MAX_BACKOFF: Duration = Duration::from_secs(3_600);
const MAX_FACTOR: f64 = 10.0;
const MAX_ITERATIONS: u32 = 10_000;

pub(super) fn check(analysis: &Analysis<'_>, report: &mut Report) {
    for (vertex, facts) in analysis.vertices() {
        let node = facts.node;
        let mut bad_duration = |text: &str, field: &str| {
            if let Err(error) = duration::parse(text) {
                let mend = said!("write for example 250ms, 30s, 5m, 2h or 7d");
                report.node(&codes::BAD_DURATION, &node.id, field, words(error.said(), mend));
            }
        };
        if let Some(timeout) = &node.timeout {
            bad_duration(timeout, "/timeout");
        }
        if let Some(backoff) = node.retry.as_ref().and_then(|retry| retry.backoff.as_ref()) {
            bad_duration(backoff, "/retry/backoff");
        }
        if let Some(retry) = &node.retry {
            let mut bad_retry = |field: &str, cause: Said, mend: Said, to: Value| {
                let words = words(cause, mend).fixed(Some(Mend::Set(to)));
                report.node(&codes::BAD_RETRY, &node.id, field, words);
            };
            if !(1..=MAX_ATTEMPTS).contains(&retry.attempts) {
                let cause = said!(
                    "{attempts} attempts are not 1 to {most}",
                    attempts = retry.attempts,
                    most = MAX_ATTEMPTS
                );
                let to = json!(retry.attempts.clamp(1, MAX_ATTEMPTS));
                bad_retry("/retry/attempts", cause, said!("1 means: try once"), to);
            }
            if let Some(factor) = retry.factor.filter(|factor| !(1.0..=MAX_FACTOR).contains(factor)) {
                bad_retry(
                    "/retry/factor",
                    said!("{factor} is not 1 to {most}", factor, most = MAX_FACTOR),
                    said!("2 doubles the wait each time"),
                    json!(2),
                );
            }
            let backoff = retry.backoff.as_deref().and_then(|text| duration::parse(text).ok());
            if backoff.is_some_and(|backoff| backoff > MAX_BACKOFF) {
                bad_retry(
                    "/retry/backoff",
                    said!("the first wait is longer than an hour"),
                    said!("wait at most 1h"),
                    json!("1h"),
                );
            }
        }
        if let Some(bound) = node.max_iterations {
            if !(1..=MAX_ITERATIONS).contains(&bound) {
                let cause = said!("{bound} iterations are not 1 to {most}", bound, most = MAX_ITERATIONS);
                report.node(
                    &codes::BAD_ITERATIONS,
                    &node.id,
                    "/max_iterations",
                    words(cause, said!("25 is the default")).fixed(Some(Mend::Set(json!(25)))),
                );
            }
            if !analysis.graph.loops.iter().any(|found| found.entry == vertex) {
                let cause = said!("no loop leads back to ‘{id}’", id = node.id);
                let mend = said!("set it on the node the loop leads back to, or remove it");
                let words = words(cause, mend).fixed(Some(Mend::Remove));
                report.node(&codes::USELESS_ITERATIONS, &node.id, "/max_iterations", words);
            }
        }
        let Some(kind) = &facts.kind else { continue };
        if node.on_error.is_some() && analysis.has_edge(vertex, PortId::ERROR) {
            let cause = said!("a failure takes the edge from the error port");
            let mend = said!("remove the edge or the fallback value");
            let words = words(cause, mend).fixed(Some(Mend::Remove));
            report.node(&codes::UNUSED_FALLBACK, &node.id, "/on_error", words);
        }
        if !kind.can_fail() {
            let set = [
                (node.retry.is_some(), "/retry"),
                (node.timeout.is_some(), "/timeout"),
                (node.on_error.is_some(), "/on_error"),
            ];
            for (_, field) in set.iter().filter(|(set, _)| *set) {
                let cause =
                    said!("‘{kind}’ cannot fail, so this does nothing", kind = Said::of_kind(&kind.title));
                report.node(
                    &codes::CANNOT_FAIL,
                    &node.id,
                    field,
                    words(cause, said!("remove it")).fixed(Some(Mend::Remove)),
                );
            }
        }
    }
}
