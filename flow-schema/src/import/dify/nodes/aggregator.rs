//! `variable-aggregator`, which takes the first value there is.

use crate::import::dify::graph::Source;
use crate::import::dify::work::Work;
use crate::import::rhai_text::literal;
use serde_json::{Value, json};

pub(super) fn convert(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let settings = &at.data["advanced_settings"];
    let groups = settings["groups"].as_array().filter(|_| settings["group_enabled"] == true);
    let code = match groups {
        None => format!("#{{ output: {} }}", first(work, at, &at.data["variables"])),
        Some(groups) => {
            let groups: Vec<String> = groups
                .iter()
                .map(|group| {
                    let name = group["group_name"].as_str().unwrap_or_default();
                    format!("  {}: #{{ output: {} }}", literal(name), first(work, at, &group["variables"]))
                })
                .collect();
            format!("#{{\n{}\n}}", groups.join(",\n"))
        }
    };
    work.put(at, "script", json!({ "code": code }), "It is a script that takes the first value there is.");
}

fn first(work: &mut Work<'_, '_>, at: &Source<'_>, variables: &Value) -> String {
    let selectors = variables.as_array().map_or(&[][..], Vec::as_slice);
    let mut values: Vec<String> = selectors.iter().map(|selector| work.selector(at, selector)).collect();
    if values.len() < 2 {
        // So that the checks see that absence is provided for.
        values.push("()".to_owned());
    }
    values.join(" ?? ")
}
