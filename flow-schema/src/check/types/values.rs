//! Values against what takes them: settings, channels, the input of another flow, the output of this.

use crate::check::names::suggestion;
use crate::check::report::{Mend, Report, Words, words};
use crate::check::scope::{Scope, type_of};
use crate::check::{Analysis, Code, Environment, NodeFacts, codes};
use crate::expr::Template;
use crate::expr::types::{Kinds, Type};
use crate::json_schema::{escape, inline_refs};
use crate::model::Reducer;
use crate::nearest::nearest;
use crate::said::said;
use serde_json::Value;

/// One node's values against what takes them.
pub(super) struct Judge<'j, 's, 'a> {
    pub facts: &'j NodeFacts<'j>,
    pub scope: Scope<'s, 'a>,
    pub report: &'j mut Report,
}

impl<'s> Judge<'_, 's, '_> {
    /// Every computed setting against the kind's schema. Literals are judged by another check.
    pub fn settings(&mut self, template: &Template, schema: &Value, field: &str, strict: bool) {
        match template {
            Template::Literal(_) => {}
            Template::Text(_) | Template::Value(_) | Template::Script(_) => {
                if crate::expr::Mode::of(schema) == crate::expr::Mode::Template {
                    let given = type_of(template, &self.scope);
                    self.fits(&given, schema, field, strict, &codes::VALUE_TYPE);
                } else if schema["x-ui"]["widget"] == "expression" && field == "/config/items" {
                    let given = type_of(template, &self.scope);
                    self.kinds(&given, Kinds::LIST, field, &codes::VALUE_TYPE);
                }
            }
            Template::Array(items) => {
                for (at, item) in items.iter().enumerate() {
                    self.settings(item, &schema["items"], &format!("{field}/{at}"), strict);
                }
            }
            Template::Object(entries) => {
                for (name, entry) in entries {
                    let named = &schema["properties"][name];
                    let schema = if named.is_null() { &schema["additionalProperties"] } else { named };
                    self.settings(entry, schema, &format!("{field}/{}", escape(name)), strict);
                }
            }
        }
    }

    /// A value against a schema. Where it is not strict, a text field takes whatever can be written
    /// out, as tools do; a field of one line has no use for a list.
    fn fits(&mut self, given: &Type<'_>, schema: &Value, field: &str, strict: bool, code: &Code) {
        let wanted = Type::of_schema(schema);
        let mut wants = wanted.present();
        if !strict && !wants.and(Kinds::TEXT).is_empty() {
            wants = wants.or(Kinds::NUMBER).or(Kinds::BOOL);
            if schema["x-ui"]["widget"] != "text" && schema.get("enum").is_none() {
                wants = wants.or(Kinds::LIST).or(Kinds::OBJECT);
            }
        }
        if self.unfit(given, wants, wanted.present(), field, code) {
            return;
        }
        let (Some(allowed), Some(values)) = (wanted.values(), given.values()) else { return };
        if !values.is_empty() && values.iter().all(|value| !value.is_null() && !allowed.contains(value)) {
            let list = |values: &[Value]| values.iter().map(plain).collect::<Vec<_>>().join(", ");
            let near = match values.as_slice() {
                [Value::String(one)] => nearest(one, allowed.iter().filter_map(Value::as_str)),
                _ => None,
            };
            let (value, allowed) = (list(&values), list(&allowed));
            let cause = match values.as_slice() {
                [Value::String(_)] => {
                    said!("the value is {value}, and must be one of {allowed}", value, allowed)
                }
                _ => said!("the value is one of {value}, and must be one of {allowed}", value, allowed),
            };
            let mend = match near {
                Some(near) => said!("use ‘{near}’", near),
                None => said!("read another value, or choose between them with a Switch"),
            };
            self.say(code, field, words(cause, mend).set_to(near));
        }
    }

    /// Says so when the value cannot be of these kinds.
    fn kinds(&mut self, given: &Type<'_>, wants: Kinds, field: &str, code: &Code) -> bool {
        self.unfit(given, wants, wants, field, code)
    }

    /// The same, where more is taken than is asked for.
    fn unfit(&mut self, given: &Type<'_>, takes: Kinds, wants: Kinds, field: &str, code: &Code) -> bool {
        let present = given.present();
        let wrong = !present.is_empty() && present.and(takes.or(Kinds::OTHER)).is_empty();
        if wrong {
            let cause = said!(
                "the value is {found}, and must be {wants}",
                found = present.words(),
                wants = wants.words()
            );
            let mend = match (present, wants) {
                (present, wants) if present == Kinds::TEXT && wants == Kinds::NUMBER => {
                    said!("turn it into a number: parse_int(…), or read another value")
                }
                _ => said!("read a value that is {wants}", wants = wants.words()),
            };
            self.say(code, field, words(cause, mend));
        }
        wrong
    }

    fn say(&mut self, code: &Code, field: &str, words: Words) {
        self.report.node(code, &self.facts.node.id, field, words);
    }

    fn entries(&self, name: &str) -> Vec<(String, Type<'s>)> {
        match self.facts.setting(name).as_deref() {
            Some(Template::Object(entries)) => {
                entries.iter().map(|(name, entry)| (name.clone(), type_of(entry, &self.scope))).collect()
            }
            Some(Template::Literal(Value::Object(entries))) => {
                entries.iter().map(|(name, entry)| (name.clone(), Type::of_value(entry.clone()))).collect()
            }
            _ => Vec::new(),
        }
    }

    pub fn channels(&mut self, analysis: &Analysis<'_>) {
        for (name, given) in self.entries("set") {
            let Some(channel) = analysis.flow.state.get(&name) else { continue };
            let schema = &analysis.channels[&name];
            let field = format!("/config/set/{}", escape(&name));
            match &channel.reducer {
                Reducer::Replace => self.fits(&given, schema, &field, true, &codes::VALUE_TYPE),
                Reducer::Sum | Reducer::Max | Reducer::Min => {
                    let text = if channel.reducer == Reducer::Sum {
                        Kinds::NUMBER
                    } else {
                        Kinds::NUMBER.or(Kinds::TEXT)
                    };
                    self.kinds(&given, text, &field, &codes::VALUE_TYPE);
                }
                Reducer::Merge => drop(self.kinds(&given, Kinds::OBJECT, &field, &codes::VALUE_TYPE)),
                // One item or several.
                Reducer::Append | Reducer::Union | Reducer::Expression(_) => {}
            }
        }
    }

    /// What a sub-flow is given, against what it takes.
    pub fn input(&mut self, environment: &Environment) {
        let config = &self.facts.config;
        let published = config["flow"].as_str().and_then(|name| environment.published.get(name));
        let Some(published) = published.filter(|_| config["version"].is_null()) else { return };
        let whole = matches!(self.facts.template.get("input"), Some(Template::Value(_)));
        if !whole {
            self.members("input", &published.input, &codes::BAD_INPUT);
        }
    }

    /// Answers that are known already, against the fields of the form.
    pub fn prefill(&mut self, environment: &Environment) {
        let form = self.facts.config["form"].as_str().and_then(|name| environment.form_fields.get(name));
        let Some(form) = form else { return };
        for (name, _) in self.entries("prefill") {
            if form.field(&name).is_none() {
                let names = || form.fields.iter().map(|field| field.name.as_str());
                let cause = said!(
                    "the form ‘{form}’ has no field ‘{name}’, so the value is dropped",
                    form = form.name,
                    name
                );
                let near = nearest(&name, names()).map(|near| Mend::Rename(near.to_owned()));
                let words = words(cause, suggestion(&name, names())).fixed(near);
                self.say(&codes::UNDECLARED_PROPERTY, &format!("/config/prefill/{}", escape(&name)), words);
            }
        }
    }

    /// What the run gives, against what the flow says it gives.
    pub fn output(&mut self, analysis: &Analysis<'_>) {
        let schema = inline_refs(&analysis.flow.output, &analysis.flow.schemas);
        if !matches!(self.facts.template.get("output"), Some(Template::Value(_))) {
            self.members("output", &schema, &codes::OUTPUT_MISFIT);
        }
    }

    fn members(&mut self, setting: &str, schema: &Value, code: &Code) {
        let takes = setting == "input";
        let entries = self.entries(setting);
        let properties = schema["properties"].as_object();
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !entries.iter().any(|(known, _)| known == name) {
                let cause = match takes {
                    true => said!("the flow takes ‘{name}’, and it is not given", name),
                    false => said!("the flow's output has ‘{name}’, and it is not given", name),
                };
                let words = words(cause, said!("add ‘{name}’ to {setting}", name, setting));
                self.say(code, &format!("/config/{setting}"), words);
            }
        }
        for (name, given) in &entries {
            let field = format!("/config/{setting}/{}", escape(name));
            let property = properties.and_then(|properties| properties.get(name));
            match (property, properties, &schema["additionalProperties"]) {
                (Some(property), _, _) => self.fits(given, property, &field, true, code),
                // An open object may hold more; a name close to a declared one is a mistake.
                (None, Some(properties), additional) => {
                    let known = || properties.keys().map(String::as_str);
                    let near =
                        nearest(name, known().filter(|known| !entries.iter().any(|(name, _)| name == known)));
                    if near.is_some() || additional == &Value::Bool(false) {
                        let cause = match takes {
                            true => said!("the flow takes no ‘{name}’", name),
                            false => said!("the flow's output has no ‘{name}’", name),
                        };
                        let words = words(cause, suggestion(name, known()));
                        self.say(code, &field, words.fixed(near.map(|near| Mend::Rename(near.to_owned()))));
                    }
                }
                _ => {}
            }
        }
    }

    /// Cases that the value of a Switch can never equal.
    pub fn cases(&mut self) {
        let Some(value) = self.facts.template.get("value") else { return };
        let given = type_of(value, &self.scope);
        let scalar = |value: &Value| match value {
            Value::Null | Value::Array(_) | Value::Object(_) => None,
            other => Some(plain(other)),
        };
        let Some(values) = given.values() else { return };
        let values: Vec<String> = values.iter().filter_map(scalar).collect();
        if values.is_empty() || !given.kinds.within(Kinds::TEXT.or(Kinds::NULL)) {
            return;
        }
        for (at, case) in self.facts.config["cases"].as_array().into_iter().flatten().enumerate() {
            let Some(equals) = scalar(&case["equals"]).filter(|text| !Template::has_holes(text)) else {
                continue;
            };
            if !values.contains(&equals) {
                let names = || values.iter().map(String::as_str);
                let words = words(
                    said!("the value is never {value}", value = format!("{equals:?}")),
                    suggestion(&equals, names()),
                );
                let words = words.set_to(nearest(&equals, names()));
                self.say(&codes::NEVER_EQUAL, &format!("/config/cases/{at}/equals"), words);
            }
        }
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
