//! Whether values can be what they are used as: inside expressions, as settings, as input of another
//! flow, as output of this one.

use super::names::suggestion;
use super::report::{Mend, Report, Words, words};
use super::scope::{Scope, type_of};
use super::{Analysis, Code, Environment, NodeFacts, codes};
use crate::expr::types::{Kinds, Problem, ProblemKind, Type};
use crate::expr::{Expr, Template};
use crate::json_schema::{escape, inline_refs};
use crate::model::Reducer;
use crate::nearest::nearest;
use serde_json::Value;

pub(super) fn check(analysis: &Analysis<'_>, environment: &Environment, report: &mut Report) {
    for (vertex, facts) in analysis.vertices() {
        let scope = Scope::new(analysis, vertex);
        expressions(facts, &scope, report);
        let Some(kind) = &facts.kind else { continue };
        let mut judge = Judge { facts, scope, report };
        let strict = kind.name.starts_with("mcp:");
        judge.settings(&facts.template, &kind.config_schema, "/config", strict);
        match facts.node.kind.as_str() {
            "set_state" => judge.channels(analysis),
            "subflow" => judge.input(environment),
            "end" if facts.node.parent.is_none() => judge.output(analysis),
            "switch" => judge.cases(),
            "ask_user" => judge.prefill(environment),
            _ => {}
        }
    }
}

fn expressions(facts: &NodeFacts<'_>, scope: &Scope<'_, '_>, report: &mut Report) {
    facts.expressions(&mut |field, expr| {
        let (given, problems) = expr.infer(&|name| scope.of(name));
        for problem in problems {
            let (code, words) = explain(&problem);
            let words = words.at(problem.position).replaced(problem.instead.as_deref());
            report.node(code, &facts.node.id, field, words);
        }
        if decides(&facts.node.kind, field) {
            let present = given.present();
            if !present.is_empty() && present.and(Kinds::BOOL).is_empty() {
                let cause = format!("the condition is {}, and must be true or false", present.words());
                let whole = crate::Span::new(0, expr.source.chars().count());
                let words = words(cause, comparison_of(expr, present)).at(Some(whole));
                report.node(&codes::NOT_BOOLEAN, &facts.node.id, field, words);
            }
        }
    });
}

/// Whether the executor reads this setting as a condition.
fn decides(kind: &str, field: &str) -> bool {
    match kind {
        "condition" => field.ends_with("/when"),
        "loop" => matches!(field, "/config/while" | "/config/until"),
        _ => false,
    }
}

fn comparison_of(expr: &Expr, kinds: Kinds) -> String {
    let source = expr.source.trim();
    match kinds {
        kinds if kinds == Kinds::NUMBER => format!("compare it: {source} > 0"),
        kinds if kinds == Kinds::TEXT || kinds == Kinds::LIST => {
            format!("ask whether there is any: !is_empty({source})")
        }
        _ => "compare it with something".to_owned(),
    }
}

fn explain(problem: &Problem) -> (&'static Code, Words) {
    match &problem.kind {
        ProblemKind::UnknownFunction { name } => {
            let mend = match &problem.instead {
                Some(near) => format!("use ‘{near}’"),
                None => "use a function of the language, such as len, contains, join or default".to_owned(),
            };
            (&codes::UNKNOWN_FUNCTION, words(format!("there is no function ‘{name}’"), mend))
        }
        ProblemKind::NotBoolean { what, found } => (
            &codes::NOT_BOOLEAN,
            words(
                format!("{what} is {}, and must be true or false", found.words()),
                "compare it with something",
            ),
        ),
        ProblemKind::Unlike { left, right, operator } => {
            let (left, right) = (left.words(), right.words());
            let cause = match operator.as_str() {
                "==" => format!("{left} is compared with {right}, which are never equal"),
                "!=" => format!("{left} is compared with {right}, which are always different"),
                _ => format!("{left} is compared with {right}, which is never true"),
            };
            let mend = match &problem.instead {
                Some(instead) => format!("write {instead}"),
                None => format!("compare it with {left}, or turn one into the other: text(…), parse_int(…)"),
            };
            (&codes::UNLIKE, words(cause, mend))
        }
        ProblemKind::NeverEqual { value, among } => {
            let cause = format!("the value is never {value:?}");
            (&codes::NEVER_EQUAL, words(cause, suggestion(value, among.iter().map(String::as_str))))
        }
        ProblemKind::Unsuitable { what, found, wants } => {
            let cause = format!("{what} takes {}, and gets {}", wants.words(), found.words());
            let mend = match (*found, *wants) {
                (found, wants) if found == Kinds::TEXT && wants == Kinds::NUMBER => {
                    "turn the text into a number: parse_int(…) or parse_float(…)".to_owned()
                }
                (found, wants) if wants == Kinds::TEXT && found == Kinds::NUMBER => {
                    "turn the number into a text: text(…)".to_owned()
                }
                _ => format!("give it {}", wants.words()),
            };
            (&codes::WRONG_OPERAND, words(cause, mend))
        }
        ProblemKind::UnknownMember { name, forbidden, known } => {
            let member = name.rsplit('.').next().unwrap_or(name);
            let mend = suggestion(member, known.iter().map(String::as_str));
            match forbidden {
                true => (&codes::UNKNOWN_PROPERTY, words(format!("there is no ‘{name}’"), mend)),
                false => (&codes::UNDECLARED_PROPERTY, words(format!("‘{name}’ is not declared"), mend)),
            }
        }
        ProblemKind::NoMembers { what, found } => {
            let cause = format!("‘{what}’ is {}, and has no parts to read", found.words());
            (&codes::WRONG_OPERAND, words(cause, format!("read ‘{what}’ itself")))
        }
    }
}

/// One node's values against what takes them.
struct Judge<'j, 's, 'a> {
    facts: &'j NodeFacts<'j>,
    scope: Scope<'s, 'a>,
    report: &'j mut Report,
}

impl<'s> Judge<'_, 's, '_> {
    /// Every computed setting against the kind's schema. Literals are judged by another check.
    fn settings(&mut self, template: &Template, schema: &Value, field: &str, strict: bool) {
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
        if self.kinds(given, wants, field, code) {
            return;
        }
        let (Some(allowed), Some(values)) = (wanted.values(), given.values()) else { return };
        if !values.is_empty() && values.iter().all(|value| !value.is_null() && !allowed.contains(value)) {
            let list = |values: &[Value]| values.iter().map(plain).collect::<Vec<_>>().join(", ");
            let cause =
                format!("the value is one of {}, and must be one of {}", list(&values), list(&allowed));
            self.say(code, field, words(cause, "read another value, or choose between them with a Switch"));
        }
    }

    /// Says so when the value cannot be of these kinds.
    fn kinds(&mut self, given: &Type<'_>, wants: Kinds, field: &str, code: &Code) -> bool {
        let present = given.present();
        let wrong = !present.is_empty() && present.and(wants.or(Kinds::OTHER)).is_empty();
        if wrong {
            let cause = format!("the value is {}, and must be {}", present.words(), wants.words());
            let mend = match (present, wants) {
                (present, wants) if present == Kinds::TEXT && wants == Kinds::NUMBER => {
                    "turn it into a number: parse_int(…), or read another value".to_owned()
                }
                _ => format!("read a value that is {}", wants.words()),
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

    fn channels(&mut self, analysis: &Analysis<'_>) {
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
    fn input(&mut self, environment: &Environment) {
        let config = &self.facts.config;
        let published = config["flow"].as_str().and_then(|name| environment.published.get(name));
        let Some(published) = published.filter(|_| config["version"].is_null()) else { return };
        let whole = matches!(self.facts.template.get("input"), Some(Template::Value(_)));
        if !whole {
            self.members("input", &published.input, &codes::BAD_INPUT, "the flow takes");
        }
    }

    /// Answers that are known already, against the fields of the form.
    fn prefill(&mut self, environment: &Environment) {
        let form = self.facts.config["form"].as_str().and_then(|name| environment.form_fields.get(name));
        let Some(form) = form else { return };
        for (name, _) in self.entries("prefill") {
            if form.field(&name).is_none() {
                let names = || form.fields.iter().map(|field| field.name.as_str());
                let cause =
                    format!("the form ‘{}’ has no field ‘{name}’, so the value is dropped", form.name);
                let near = nearest(&name, names()).map(|near| Mend::Rename(near.to_owned()));
                let words = words(cause, suggestion(&name, names())).fixed(near);
                self.say(&codes::UNDECLARED_PROPERTY, &format!("/config/prefill/{}", escape(&name)), words);
            }
        }
    }

    /// What the run gives, against what the flow says it gives.
    fn output(&mut self, analysis: &Analysis<'_>) {
        let schema = inline_refs(&analysis.flow.output, &analysis.flow.schemas);
        if !matches!(self.facts.template.get("output"), Some(Template::Value(_))) {
            self.members("output", &schema, &codes::OUTPUT_MISFIT, "the flow's output has");
        }
    }

    fn members(&mut self, setting: &str, schema: &Value, code: &Code, subject: &str) {
        let entries = self.entries(setting);
        let properties = schema["properties"].as_object();
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !entries.iter().any(|(known, _)| known == name) {
                let cause = format!("{subject} ‘{name}’, and it is not given");
                let words = words(cause, format!("add ‘{name}’ to {setting}"));
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
                        let words = words(format!("{subject} no ‘{name}’"), suggestion(name, known()));
                        self.say(code, &field, words.fixed(near.map(|near| Mend::Rename(near.to_owned()))));
                    }
                }
                _ => {}
            }
        }
    }

    /// Cases that the value of a Switch can never equal.
    fn cases(&mut self) {
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
                let words = words(format!("the value is never {equals:?}"), suggestion(&equals, names()));
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
