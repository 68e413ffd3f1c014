//! `ask_user`: a question, with options or a form, until there is a usable answer.

use super::invalid;
use crate::event::Failure;
use crate::machine::Machine;
use crate::reduce::name_of;
use crate::state::Stage;
use crate::time::rfc3339;
use flow_schema::duration;
use flow_schema::model::form::{FieldError, Form};
use flow_schema::plan::NodeIx;
use serde_json::{Map, Value, json};

/// Name of the signal that carries an answer.
pub(crate) const ANSWER: &str = "answer";
const ANSWERED: &str = "answered";
const DECLINED: &str = "declined";
const TIMEOUT: &str = "timeout";
/// Answers that lead nowhere before the node gives up.
const MAX_TURNS: u32 = 10;

/// A question under way.
#[derive(Clone, Debug)]
pub(crate) struct Wait {
    question: Value,
    options: Vec<Choice>,
    /// Where a text that matches no option goes; without it the question is asked again.
    otherwise: Option<String>,
    pub form_name: String,
    form: Option<Form>,
    skippable: bool,
    until: Option<i64>,
    pub values: Map<String, Value>,
    pub turns: u32,
    /// Order among the questions of the run.
    since: i64,
    /// Payload of the last `run.waiting`.
    pub shown: Value,
}

#[derive(Clone, Debug)]
struct Choice {
    port: String,
    label: String,
    synonyms: Vec<String>,
}

pub(crate) fn start(machine: &mut Machine, ix: NodeIx) {
    machine.emit_started(ix);
    let config = match machine.plan.nodes[ix].config.resolve(&machine.scope) {
        Ok(config) => config,
        Err(error) => return machine.fail(ix, invalid(error.message)),
    };
    let wait = match read(&config, machine.now) {
        Ok(wait) => wait,
        Err(failure) => return machine.fail(ix, failure),
    };
    let needs_form = !wait.form_name.is_empty();
    let state = &mut machine.nodes[ix];
    state.wait = Some(Box::new(wait));
    state.args = Some(config);
    if needs_form {
        machine.set_stage(ix, Stage::Running);
        let command = machine.pending_command(ix);
        machine.out.commands.push(command);
    } else {
        ask(machine, ix, &[]);
    }
}

fn read(config: &Value, now: i64) -> Result<Wait, Failure> {
    let text = |name: &str| config.get(name).and_then(Value::as_str).unwrap_or_default().trim().to_owned();
    let until = match text("timeout") {
        none if none.is_empty() => None,
        some => {
            let wait = duration::parse(&some).map_err(|error| invalid(format!("/timeout: {error}")))?;
            Some(now.saturating_add(i64::try_from(wait.as_millis()).unwrap_or(i64::MAX)))
        }
    };
    let options = config.get("options").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let word = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
    let choice = |option: &Value| Choice {
        port: word(option.get("port")),
        label: word(option.get("label")),
        synonyms: match option.get("synonyms") {
            Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            Some(_) | None => Vec::new(),
        },
    };
    let otherwise = text("otherwise");
    Ok(Wait {
        question: config.get("question").cloned().unwrap_or(Value::Null),
        options: options.iter().map(choice).collect(),
        otherwise: (!otherwise.is_empty()).then_some(otherwise),
        form_name: text("form"),
        form: None,
        skippable: config.get("skippable").and_then(Value::as_bool).unwrap_or(false),
        until,
        values: config.get("prefill").and_then(Value::as_object).cloned().unwrap_or_default(),
        turns: 0,
        since: now,
        shown: Value::Null,
    })
}

/// The form has come; what was filled in beforehand is kept where it holds.
pub(crate) fn form_loaded(machine: &mut Machine, ix: NodeIx, form: &Value) {
    let Some(wait) = &mut machine.nodes[ix].wait else { return };
    machine.out.changed = true;
    match serde_json::from_value::<Form>(form.clone()) {
        Ok(form) => {
            wait.values = form.validate(&wait.values).values;
            wait.form = Some(form);
            ask(machine, ix, &[]);
        }
        Err(error) => {
            let message = format!("the form ‘{}’ cannot be read: {error}", wait.form_name);
            machine.fail(ix, invalid(message));
        }
    }
}

fn ask(machine: &mut Machine, ix: NodeIx, errors: &[FieldError]) {
    let node = machine.plan.nodes[ix].id.clone();
    machine.set_stage(ix, Stage::Waiting);
    let state = &mut machine.nodes[ix];
    let Some(wait) = &mut state.wait else { return };
    let mut shown = Map::new();
    shown.insert("for".into(), "user".into());
    shown.insert("node".into(), node.as_str().into());
    shown.insert("question".into(), wait.question.clone());
    if !wait.options.is_empty() {
        let options = wait.options.iter().map(|o| json!({ "port": o.port, "label": o.label }));
        shown.insert("options".into(), options.collect());
    }
    if let Some(form) = &wait.form {
        shown.insert("form".into(), json!(form));
        shown.insert("values".into(), Value::Object(wait.values.clone()));
    }
    if wait.skippable || wait.form.is_some() {
        shown.insert("skippable".into(), Value::Bool(true));
    }
    if !errors.is_empty() {
        shown.insert("errors".into(), json!(errors));
    }
    if let Some(until) = wait.until {
        shown.insert("until".into(), Value::String(rfc3339(until)));
    }
    state.timer = wait.until;
    wait.shown = Value::Object(shown);
    let shown = wait.shown.clone();
    machine.emit("run.waiting", Some(ix), shown);
}

/// The question that an answer goes to: the node's, or the one asked first.
pub(crate) fn oldest(machine: &Machine, node: Option<&str>) -> Option<NodeIx> {
    let waiting = (0..machine.nodes.len()).filter(|ix| machine.nodes[*ix].stage == Stage::Waiting);
    let addressed = waiting.filter(|ix| node.is_none_or(|node| machine.plan.nodes[*ix].id.as_str() == node));
    addressed.min_by_key(|ix| (machine.nodes[*ix].wait.as_ref().map(|wait| wait.since), *ix))
}

/// What an answer means.
enum Reading {
    /// Out through this port, with this option and these values.
    Goes { port: String, option: Option<String>, text: Option<String>, values: Map<String, Value> },
    /// Something is missing or wrong; ask again.
    Again { values: Map<String, Value>, errors: Vec<FieldError> },
}

pub(crate) fn answered(machine: &mut Machine, node: Option<&str>, payload: &Value, by: &Value) {
    let Some(ix) = oldest(machine, node) else { return };
    let Some(wait) = &machine.nodes[ix].wait else { return };
    let reading = wait.read(payload);
    machine.out.changed = true;
    let id = machine.plan.nodes[ix].id.clone();
    machine.emit("run.resumed", Some(ix), json!({ "node": id, "answer": payload, "by": by }));
    match reading {
        Reading::Goes { port, option, text, values } => {
            let output = json!({ "text": text, "option": option, "values": values });
            machine.finish(ix, port.into(), output, None);
        }
        Reading::Again { values, errors } => {
            let Some(wait) = &mut machine.nodes[ix].wait else { return };
            wait.values = values;
            wait.turns += 1;
            if wait.turns >= MAX_TURNS {
                machine.fail(ix, invalid(format!("no usable answer in {MAX_TURNS} turns")));
            } else {
                ask(machine, ix, &errors);
            }
        }
    }
}

pub(crate) fn timed_out(machine: &mut Machine, ix: NodeIx) {
    let values = machine.nodes[ix].wait.as_ref().map(|wait| wait.values.clone()).unwrap_or_default();
    let id = machine.plan.nodes[ix].id.clone();
    machine.emit("run.resumed", Some(ix), json!({ "node": id, "answer": null, "by": { "timer": true } }));
    machine.finish(ix, TIMEOUT.into(), json!({ "text": null, "option": TIMEOUT, "values": values }), None);
}

impl Wait {
    fn read(&self, payload: &Value) -> Reading {
        let text = payload.get("text").and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
        let option = payload.get("option").and_then(Value::as_str).filter(|option| !option.is_empty());
        let declined = payload.get("declined").and_then(Value::as_bool).unwrap_or(false);
        let may_decline = self.skippable || self.form.is_some();
        if may_decline && (declined || self.says_skip(text)) {
            return Reading::Goes {
                port: DECLINED.into(),
                option: Some(DECLINED.into()),
                text: text.map(str::to_owned),
                values: Map::new(),
            };
        }
        if let Some(choice) = option.or(text).and_then(|words| self.choice(words)) {
            return Reading::Goes {
                port: choice.port.clone(),
                option: Some(choice.port.clone()),
                text: Some(text.unwrap_or(&choice.label).to_owned()),
                values: Map::new(),
            };
        }
        if let Some(form) = &self.form {
            return self.read_form(form, payload, text);
        }
        if !self.options.is_empty() {
            return match (&self.otherwise, text) {
                (Some(port), Some(text)) => Reading::Goes {
                    port: port.clone(),
                    option: None,
                    text: Some(text.to_owned()),
                    values: Map::new(),
                },
                (None, _) | (_, None) => {
                    let labels: Vec<&str> = self.options.iter().map(Choice::title).collect();
                    self.again("", format!("choose one of: {}", labels.join(", ")))
                }
            };
        }
        match (text, payload.get("values")) {
            (None, Some(Value::Object(values))) if !values.is_empty() => {
                Reading::Goes { port: ANSWERED.into(), option: None, text: None, values: values.clone() }
            }
            (None, _) => self.again("", "an answer is needed".into()),
            (Some(text), _) => Reading::Goes {
                port: ANSWERED.into(),
                option: None,
                text: Some(text.to_owned()),
                values: Map::new(),
            },
        }
    }

    fn read_form(&self, form: &Form, payload: &Value, text: Option<&str>) -> Reading {
        let mut values = self.values.clone();
        let answers = match (payload.get("values"), text) {
            (Some(Value::Object(given)), _) => {
                values.extend(given.clone());
                form.validate(&values)
            }
            (Some(other), None) if !other.is_null() => {
                return self.again("", format!("values must be an object, not {}", name_of(other)));
            }
            (_, Some(text)) => form.fill_text(&values, text),
            (_, None) => form.validate(&values),
        };
        if answers.is_complete() {
            return Reading::Goes {
                port: ANSWERED.into(),
                option: None,
                text: text.map(str::to_owned),
                values: answers.values,
            };
        }
        let errors = answers.problems(form);
        Reading::Again { values: answers.values, errors }
    }

    fn again(&self, field: &str, message: String) -> Reading {
        let error = FieldError { field: field.to_owned(), message };
        Reading::Again { values: self.values.clone(), errors: vec![error] }
    }

    fn says_skip(&self, text: Option<&str>) -> bool {
        let label = self.form.as_ref().map(|form| form.skip_label.as_str()).unwrap_or_default();
        match text {
            Some(text) => !words(label).is_empty() && words(text) == words(label),
            None => false,
        }
    }

    /// The option whose port, label or synonym is the text, or its leading words; the longest wins.
    fn choice(&self, text: &str) -> Option<&Choice> {
        let said = words(text);
        let fit = |choice: &&Choice| {
            choice.names().map(words).filter(|name| leads(name, &said)).map(|n| n.len()).max()
        };
        let mut best: Option<(usize, &Choice)> = None;
        for choice in &self.options {
            if let Some(len) = fit(&choice)
                && best.is_none_or(|(longest, _)| len > longest)
            {
                best = Some((len, choice));
            }
        }
        best.map(|(_, choice)| choice)
    }
}

impl Choice {
    fn title(&self) -> &str {
        if self.label.is_empty() { &self.port } else { &self.label }
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        [self.port.as_str(), self.label.as_str()].into_iter().chain(self.synonyms.iter().map(String::as_str))
    }
}

fn leads(name: &[String], said: &[String]) -> bool {
    !name.is_empty() && said.len() >= name.len() && said[..name.len()] == *name
}

fn words(text: &str) -> Vec<String> {
    let split = text.split(|c: char| !c.is_alphanumeric() && c != '\'');
    split.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}
