//! What nodes give, more exactly than their kind says: from their settings, from the scripts in
//! them, and from what is known of forms, tools and other flows.

use super::scope::Scope;
use super::{Analysis, Environment, NodeFacts};
use crate::expr::Template;
use crate::kind::{KindRegistry, external, is_container};
use crate::model::{FieldType, Form};
use serde_json::{Map, Value, json};

/// Gives every node its output schema.
pub(super) fn refine(analysis: &mut Analysis<'_>, environment: &Environment) {
    for facts in &mut analysis.nodes {
        if let Some(output) = from_config(facts, analysis.kinds, environment) {
            facts.output = output;
        }
    }
    if !analysis.nodes.iter().any(|facts| computes(facts)) {
        return;
    }
    // A script may read what a For each gives, and its body what a script gives: the second time
    // round both are known.
    let order = analysis.graph.in_order();
    let rounds = if analysis.nodes.iter().any(|facts| is_container(&facts.node.kind)) { 2 } else { 1 };
    for _ in 0..rounds {
        for &vertex in &order {
            let output = match analysis.node(vertex) {
                Some(facts) if facts.node.kind == "script" => script(analysis, vertex, facts),
                _ => None,
            };
            if let Some(output) = output {
                analysis.nodes[vertex - 1].output = output;
            }
        }
        for vertex in 1..=analysis.nodes.len() {
            if let Some(output) = container(analysis, vertex) {
                analysis.nodes[vertex - 1].output = output;
            }
        }
    }
}

fn computes(facts: &NodeFacts<'_>) -> bool {
    facts.node.kind == "script" || is_container(&facts.node.kind)
}

fn from_config(facts: &NodeFacts<'_>, kinds: &KindRegistry, environment: &Environment) -> Option<Value> {
    let config = &facts.config;
    let mut output = facts.output.clone();
    let names = |list: &str, name: &str| -> Vec<Value> {
        let items = config[list].as_array().into_iter().flatten();
        items.map(|item| item[name].clone()).filter(Value::is_string).collect()
    };
    match facts.node.kind.as_str() {
        "classify" => {
            let mut classes = names("classes", "name");
            classes.push(config["otherwise"].clone());
            output["properties"]["class"] = json!({ "type": "string", "enum": classes });
        }
        "condition" | "switch" => {
            let mut ports = names("cases", "port");
            ports.push(config["otherwise"].clone());
            output["properties"]["port"] = json!({ "type": "string", "enum": ports });
        }
        "ask_user" => {
            let mut ports: Vec<Value> = facts.ports.iter().map(|port| json!(port.name.as_str())).collect();
            ports.push(json!("timeout"));
            output["properties"]["option"] = json!({ "type": "string", "enum": ports });
            if let Some(form) = config["form"].as_str().and_then(|name| environment.form_fields.get(name)) {
                output["properties"]["values"] = answers(form);
            }
        }
        "extract" => {
            let form = config["form"].as_str().filter(|name| !name.trim().is_empty());
            output["properties"]["values"] = match form {
                Some(name) => answers(environment.form_fields.get(name)?),
                None => extracted(config["fields"].as_array()?),
            };
        }
        "kb_search" => bound(&mut output, "passages", &config["top_k"]),
        "find_tickets" => bound(&mut output, "tickets", &config["limit"]),
        "subflow" => {
            let published = environment.published.get(config["flow"].as_str()?)?;
            // Another version may give something else.
            (config["version"].is_null() && published.output.is_object()).then_some(())?;
            output = published.output.clone();
        }
        "mcp_tool" => {
            let name = external::kind_name(config["server"].as_str()?, config["tool"].as_str()?);
            output = kinds.get(&name)?.output_schema(&Value::Null);
        }
        _ => return None,
    }
    Some(output)
}

fn bound(output: &mut Value, list: &str, most: &Value) {
    if most.is_u64() {
        output["properties"][list]["maxItems"] = most.clone();
    }
}

fn answers(form: &Form) -> Value {
    let fields = form.fields.iter().map(|field| {
        let schema = match field.kind {
            FieldType::Number => json!({ "type": "number" }),
            FieldType::Boolean => json!({ "type": "boolean" }),
            FieldType::Select if !field.options.is_empty() => {
                let values: Vec<_> = field.options.iter().map(|option| &option.value).collect();
                json!({ "type": "string", "enum": values })
            }
            FieldType::Text
            | FieldType::Textarea
            | FieldType::Select
            | FieldType::Date
            | FieldType::Email => {
                json!({ "type": "string" })
            }
        };
        (field.name.clone(), schema)
    });
    closed(fields.collect())
}

fn extracted(fields: &[Value]) -> Value {
    let fields = fields.iter().filter_map(|field| {
        let options = field["options"].as_array().filter(|options| {
            let fixed = |option: &Value| option.as_str().is_some_and(|text| !Template::has_holes(text));
            !options.is_empty() && options.iter().all(fixed)
        });
        let schema = match (field["type"].as_str().unwrap_or("text"), options) {
            ("number", _) => json!({ "type": "number" }),
            ("boolean", _) => json!({ "type": "boolean" }),
            ("select", Some(options)) => json!({ "type": "string", "enum": options }),
            ("text" | "date" | "email" | "select", _) => json!({ "type": "string" }),
            _ => json!({}),
        };
        Some((field["name"].as_str()?.to_owned(), schema))
    });
    closed(fields.collect())
}

fn closed(properties: Map<String, Value>) -> Value {
    json!({ "type": "object", "additionalProperties": false, "properties": properties })
}

fn script(analysis: &Analysis<'_>, vertex: usize, facts: &NodeFacts<'_>) -> Option<Value> {
    let Some(Template::Script(expr)) = facts.template.get("code") else { return None };
    let scope = Scope::new(analysis, vertex);
    let (given, _) = expr.infer(&|name| scope.of(name));
    Some(given.to_schema())
}

/// A For each gives a list of what its steps give, a Loop the last of it.
fn container(analysis: &Analysis<'_>, vertex: usize) -> Option<Value> {
    let facts = analysis.node(vertex)?;
    let place = match facts.node.kind.as_str() {
        "map" => "results",
        "loop" => "output",
        _ => return None,
    };
    let given = body_output(analysis, facts)?;
    let mut output = facts.output.clone();
    output["properties"][place] = match place {
        "results" => json!({ "type": "array", "items": given }),
        _ => given,
    };
    Some(output)
}

/// The output of the only End in a body, or of the only step after which nothing follows.
fn body_output(analysis: &Analysis<'_>, container: &NodeFacts<'_>) -> Option<Value> {
    let id = &container.node.id;
    let inside: Vec<usize> = analysis.children(id.as_str()).map(|(at, _)| at).collect();
    let last: Vec<usize> =
        inside.iter().copied().filter(|&at| analysis.graph.outgoing[at].is_empty()).collect();
    let [last] = last.as_slice() else { return None };
    let facts = analysis.node(*last).filter(|facts| facts.node.on_error.is_none())?;
    if facts.node.kind != "end" {
        // It may be skipped, or its error be caught; then the result is another.
        let decides = inside.iter().any(|&at| analysis.node(at).is_some_and(|facts| facts.ports.len() > 2));
        return (!decides).then(|| facts.output.clone());
    }
    let (scope, output) = (Scope::new(analysis, *last), facts.setting("output")?);
    let given = super::scope::type_of(&output, &scope);
    Some(given.to_schema())
}
