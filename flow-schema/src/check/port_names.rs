use super::report::{Report, words};
use super::{Analysis, codes};
use crate::id::PortId;
use crate::kind::PortSource;
use crate::said::said;
use serde_json::Value;
use std::collections::HashSet;

const MAX_PORT: usize = 60;

pub(super) fn check(analysis: &Analysis<'_>, report: &mut Report) {
    for facts in &analysis.nodes {
        let Some(kind) = &facts.kind else { continue };
        let mut judge = |name: &str, pointer: &str| {
            let problem = match name {
                "" => Some(said!("a port needs a name")),
                PortId::OUT | PortId::ERROR => Some(said!("‘{name}’ is a port of its own meaning", name)),
                name if name.chars().count() > MAX_PORT => {
                    Some(said!("the name is longer than {most} characters", most = MAX_PORT))
                }
                name if name.trim() != name => Some(said!("‘{name}’ begins or ends with a space", name)),
                _ => None,
            };
            if let Some(cause) = problem {
                let field = format!("/config{pointer}");
                report.node(
                    &codes::BAD_PORT,
                    &facts.node.id,
                    &field,
                    words(cause, said!("give the port another name")),
                );
                return false;
            }
            true
        };
        let mut twice = Vec::new();
        for source in &kind.ports {
            match source {
                PortSource::Each { list, name } => {
                    let mut seen = HashSet::new();
                    let items = facts.config.pointer(list).and_then(Value::as_array);
                    for (at, item) in items.into_iter().flatten().enumerate() {
                        let Some(port) = item.pointer(name).and_then(Value::as_str) else { continue };
                        let pointer = format!("{list}/{at}{name}");
                        if judge(port, &pointer) && !seen.insert(port) {
                            twice.push((port, pointer));
                        }
                    }
                }
                PortSource::Named { pointer, .. } | PortSource::Optional { pointer } => {
                    if let Some(port) =
                        facts.config.pointer(pointer).and_then(Value::as_str).filter(|p| !p.is_empty())
                    {
                        judge(port, pointer);
                    }
                }
                PortSource::Fixed(_) | PortSource::When { .. } => {}
            }
        }
        for (port, pointer) in twice {
            let cause = said!("the port ‘{port}’ is there twice", port);
            let field = format!("/config{pointer}");
            report.node(
                &codes::DUPLICATE_PORT,
                &facts.node.id,
                &field,
                words(cause, said!("give one of them another name")),
            );
        }
    }
}
