//! The ports of one node: its kind's port sources, read with its config.

use super::{NodeKind, OutputSchema, Port, PortKind, PortSource, Role};
use crate::id::PortId;
use serde_json::Value;

impl NodeKind {
    /// The ways out of a node with this config, each name once, `error` last.
    pub fn ports(&self, config: &Value) -> Vec<Port> {
        let mut ports: Vec<Port> = Vec::new();
        let mut add = |port: Port| {
            if !port.name.as_str().is_empty() && !ports.iter().any(|known| known.name == port.name) {
                ports.push(port);
            }
        };
        for source in &self.ports {
            match source {
                PortSource::Fixed(port) => add(port.clone()),
                PortSource::Each { list, name } => {
                    let items = config.pointer(list).and_then(Value::as_array);
                    for item in items.into_iter().flatten() {
                        if let Some(name) = item.pointer(name).and_then(Value::as_str) {
                            add(Port::branch(name));
                        }
                    }
                }
                PortSource::Named { pointer, default } => {
                    let name =
                        config.pointer(pointer).and_then(Value::as_str).filter(|name| !name.is_empty());
                    add(Port::branch(name.unwrap_or(default.as_str())));
                }
                PortSource::Optional { pointer } => {
                    if let Some(name) = config.pointer(pointer).and_then(Value::as_str) {
                        add(Port::branch(name));
                    }
                }
                PortSource::When { port, any_of, none_of } => {
                    let set = |pointer: &String| config.pointer(pointer).is_some_and(is_set);
                    if (any_of.is_empty() || any_of.iter().any(set)) && !none_of.iter().any(set) {
                        add(port.clone());
                    }
                }
            }
        }
        if self.role == Role::Tool {
            add(Port::error());
        }
        ports
    }

    /// Whether a node of this kind can fail, and so has an `error` port.
    pub fn can_fail(&self) -> bool {
        self.role == Role::Tool || self.ports.contains(&PortSource::Fixed(Port::error()))
    }

    /// JSON Schema of the output of a node with this config.
    pub fn output_schema(&self, config: &Value) -> Value {
        match &self.output {
            OutputSchema::Fixed(schema) => schema.clone(),
            OutputSchema::FromConfig { pointer, fallback } => {
                config.pointer(pointer).filter(|schema| schema.is_object()).unwrap_or(fallback).clone()
            }
        }
    }
}

impl Port {
    /// The ordinary way on.
    pub fn out() -> Self {
        Self { name: PortId::OUT.into(), kind: PortKind::Flow }
    }

    /// One of several ways on.
    pub fn branch(name: &str) -> Self {
        Self { name: name.into(), kind: PortKind::Branch }
    }

    /// Where the body of a container begins.
    pub fn body() -> Self {
        Self { name: PortId::BODY.into(), kind: PortKind::Body }
    }

    /// Taken when the node has failed for good.
    pub fn error() -> Self {
        Self { name: PortId::ERROR.into(), kind: PortKind::Error }
    }
}

fn is_set(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(yes) => *yes,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(entries) => !entries.is_empty(),
        Value::Number(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use crate::kind::KindRegistry;
    use serde_json::{Value, json};

    fn check(kind: &str, config: Value, expect: &[&str]) {
        let registry = KindRegistry::builtin();
        let ports = registry.get(kind).unwrap().ports(&config);
        let names: Vec<_> = ports.iter().map(|port| port.name.as_str()).collect();
        assert_eq!(names, expect, "{kind} {config}");
    }

    #[test]
    fn ports_follow_the_config() {
        check(
            "condition",
            json!({ "cases": [{ "port": "yes" }, { "port": "maybe" }] }),
            &["yes", "maybe", "no"],
        );
        check("condition", json!({ "cases": [{ "port": "no" }] }), &["no"]);
        check(
            "classify",
            json!({ "classes": [{ "name": "vpn" }], "otherwise": "rest" }),
            &["vpn", "rest", "error"],
        );
        check("ask_user", json!({}), &["answered"]);
        check("ask_user", json!({ "form": "ticket" }), &["answered", "declined"]);
        check(
            "ask_user",
            json!({ "options": [{ "port": "yes" }, { "port": "no" }], "otherwise": "other", "timeout": "7d" }),
            &["yes", "no", "other", "timeout"],
        );
        check("end", json!({}), &[]);
        check("script", json!({}), &["out", "error"]);
        check("create_ticket", json!({}), &["out", "error"]);
        check("reply", json!({}), &["out"]);
    }
}
