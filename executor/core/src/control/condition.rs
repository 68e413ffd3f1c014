use super::{Verdict, invalid};
use crate::frame::At;
use crate::machine::Machine;
use crate::reduce::name_of;
use flow_schema::expr::Template;
use serde_json::{Value, json};

/// The port of the first case that holds. Later cases are not evaluated, so a case may rely on what
/// the ones before it have ruled out.
pub(super) fn decide(machine: &Machine, at: At) -> Verdict {
    let config = &machine.plan_node(at).config;
    let no_cases = Template::Array(Vec::new());
    let cases = config.get("cases").unwrap_or(&no_cases);
    let resolved;
    let items: &[Template] = match cases {
        Template::Array(items) => items,
        // A literal list: the cases hold no expression that needs parsing (`true`, a lone value).
        other => {
            let value = other.resolve(&machine.view(at.frame)).map_err(|error| invalid(error.message))?;
            let list = value.as_array().cloned().ok_or_else(|| invalid("/cases: must be a list"))?;
            resolved = list.into_iter().map(Template::Literal).collect::<Vec<_>>();
            &resolved
        }
    };
    for (n, case) in items.iter().enumerate() {
        let field = |name: &str| -> Result<Value, _> {
            match case {
                Template::Literal(value) => Ok(value.get(name).cloned().unwrap_or(Value::Null)),
                other => {
                    other.get(name).map_or(Ok(Value::Null), |field| field.resolve(&machine.view(at.frame)))
                }
            }
        };
        let place = |message: String| invalid(format!("/cases/{n}/when: {message}"));
        match field("when").map_err(|error| place(error.message))? {
            Value::Bool(true) => {
                let port = field("port").map_err(|error| place(error.message))?;
                return go(port.as_str().unwrap_or_default());
            }
            Value::Bool(false) | Value::Null => {}
            other => return Err(place(format!("must be true or false, not {}", name_of(&other)))),
        }
    }
    let otherwise = config.get("otherwise").map(|field| field.resolve(&machine.view(at.frame)));
    let otherwise = otherwise.transpose().map_err(|error| invalid(error.message))?;
    go(otherwise.as_ref().and_then(Value::as_str).unwrap_or("no"))
}

fn go(port: &str) -> Verdict {
    Ok((port.into(), json!({ "port": port })))
}
