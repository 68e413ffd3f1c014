//! What a model may decide on its own: settings of an agent's tools that nobody has fixed.

use super::flows::Flows;
use crate::check::report::{Mend, Report, words};
use crate::check::{Analysis, codes};
use crate::compile::effect_of;
use crate::kind::Effect;
use crate::said::{Said, said};
use serde_json::Value;

/// An agent that reads untrusted text, and may act without anybody's approval in a way that the text
/// could choose.
pub(super) fn check(analysis: &Analysis<'_>, flows: &Flows, report: &mut Report) {
    for (vertex, facts) in analysis.vertices().filter(|(_, facts)| facts.node.kind == "agent") {
        let Some(way) = flows.of_node(vertex) else { continue };
        let asks = facts.config["ask_before"] != "nothing";
        for (at, tool) in facts.config["tools"].as_array().into_iter().flatten().enumerate() {
            let approved = match tool["approval"].as_str() {
                Some("always") => true,
                Some("never") => false,
                _ => asks,
            };
            let Some(kind) = tool["kind"].as_str().and_then(|kind| analysis.kinds.get(kind)) else {
                continue;
            };
            if approved || effect_of(kind, &tool["config"]) != Effect::Write {
                continue;
            }
            let properties = kind.config_schema["properties"].as_object().into_iter().flatten();
            let open = properties.filter(|(name, schema)| {
                // Advanced settings are not offered to the model.
                schema["x-sensitive"].is_string()
                    && tool["config"][name.as_str()].is_null()
                    && schema["x-ui"]["advanced"] != true
            });
            let (names, decides): (Vec<_>, Vec<_>) = open
                .map(|(name, schema)| (name.as_str(), schema["x-sensitive"].as_str().unwrap_or_default()))
                .unzip();
            if names.is_empty() {
                continue;
            }
            let id = &facts.node.id;
            let cause = said!(
                "a model that reads {origin} decides {what}, and nobody is asked: {steps} → {id} → {kind}",
                origin = way.origin.said(),
                what = Said::all_of(decides.iter().map(|what| Said::of_kind(what))),
                steps = way.steps.join(" → "),
                id,
                kind = Said::of_kind(&kind.title)
            );
            let mend = said!(
                "have a person approve it, or fix {names} in the tool's settings",
                names = Said::all_of(names.iter().map(|name| Said::foreign(*name)))
            );
            let field = format!("/config/tools/{at}");
            let approve = Mend::set_at(id, &format!("{field}/approval"), Value::from("always"));
            report.node(&codes::TAINTED_ACTION, id, &field, words(cause, mend).fixed(Some(approve)));
        }
    }
}
