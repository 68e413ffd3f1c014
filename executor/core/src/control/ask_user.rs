//! `ask_user`: a question, with options or a form, until there is a usable answer.

use super::{Parked, invalid};
use crate::event::Failure;
use crate::frame::At;
use crate::machine::Machine;
use crate::reduce::name_of;
use crate::state::Stage;
use crate::time::rfc3339;
use flow_schema::model::form::{FieldError, Form};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// Name of the signal that carries an answer.
pub(crate) const ANSWER: &str = "answer";
const ANSWERED: &str = "answered";
const DECLINED: &str = "declined";
const TIMEOUT: &str = "timeout";
/// Answers that lead nowhere before the node gives up.
const MAX_TURNS: u32 = 10;

/// A question under way.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Ask {
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
    /// Payload of the last `run.waiting`.
    pub shown: Value,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Choice {
    port: String,
    label: String,
    synonyms: Vec<String>,
}

pub(crate) fn start(machine: &mut Machine, at: At) {
    machine.emit_started(at);
    let read = super::config(machine, at).and_then(|config| Ok((read(machine, &config)?, config)));
    let (asked, config) = match read {
        Ok(read) => read,
        Err(failure) => return machine.fail(at, failure),
    };
    machine.state_mut(at).args = Some(config);
    if asked.form_name.is_empty() {
        return ask(machine, at, asked, &[]);
    }
    machine.state_mut(at).wait = Some(Box::new(Parked::Ask(asked)));
    machine.set_stage(at, Stage::Running);
    let command = machine.pending_command(at);
    machine.out.commands.push(command);
}

fn read(machine: &Machine, config: &Value) -> Result<Ask, Failure> {
    let text = |name: &str| super::text(config, name);
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
    Ok(Ask {
        question: config.get("question").cloned().unwrap_or(Value::Null),
        options: options.iter().map(choice).collect(),
        otherwise: (!otherwise.is_empty()).then_some(otherwise),
        form_name: text("form"),
        form: None,
        skippable: config.get("skippable").and_then(Value::as_bool).unwrap_or(false),
        until: super::after(machine, config, "timeout")?,
        values: config.get("prefill").and_then(Value::as_object).cloned().unwrap_or_default(),
        turns: 0,
        shown: Value::Null,
    })
}

/// The question a node asks, or is about to.
fn asked(machine: &Machine, at: At) -> Option<&Ask> {
    match machine.state_of(at).wait.as_deref() {
        Some(Parked::Ask(ask)) => Some(ask),
        Some(Parked::Approval(_) | Parked::Handoff(_) | Parked::Event(_) | Parked::Breakpoint(_)) | None => {
            None
        }
    }
}

/// The form has come; what was filled in beforehand is kept where it holds.
pub(crate) fn form_loaded(machine: &mut Machine, at: At, form: &Value) {
    let Some(mut asked) = asked(machine, at).cloned() else { return };
    machine.out.changed = true;
    match serde_json::from_value::<Form>(form.clone()) {
        Ok(form) => {
            asked.values = form.validate(&asked.values).values;
            asked.form = Some(form);
            ask(machine, at, asked, &[]);
        }
        Err(error) => {
            let message = format!("the form ‘{}’ cannot be read: {error}", asked.form_name);
            machine.fail(at, invalid(message));
        }
    }
}

fn ask(machine: &mut Machine, at: At, mut asked: Ask, errors: &[FieldError]) {
    let mut shown = Map::new();
    shown.insert("for".into(), "user".into());
    shown.insert("node".into(), machine.address(at).into());
    shown.insert("question".into(), asked.question.clone());
    if !asked.options.is_empty() {
        let options = asked.options.iter().map(|o| json!({ "port": o.port, "label": o.label }));
        shown.insert("options".into(), options.collect());
    }
    if let Some(form) = &asked.form {
        shown.insert("form".into(), json!(form));
        shown.insert("values".into(), Value::Object(asked.values.clone()));
    }
    if asked.skippable || asked.form.is_some() {
        shown.insert("skippable".into(), Value::Bool(true));
    }
    if !errors.is_empty() {
        shown.insert("errors".into(), json!(errors));
    }
    if let Some(until) = asked.until {
        shown.insert("until".into(), Value::String(rfc3339(until)));
    }
    asked.shown = Value::Object(shown);
    machine.emit("run.waiting", Some(at), asked.shown.clone());
    let until = asked.until;
    machine.park(at, Stage::Waiting, Parked::Ask(asked), until);
}

/// The question that an answer goes to: the node's, or the one asked first.
pub(crate) fn oldest(machine: &Machine, node: Option<&str>) -> Option<At> {
    let waiting = machine.waits.iter().map(|(_, at)| *at).filter(|at| asked(machine, *at).is_some());
    waiting.into_iter().find(|at| node.is_none_or(|node| machine.address(*at) == node))
}

/// What an answer means.
enum Reading {
    /// Out through this port, with this option and these values.
    Goes { port: String, option: Option<String>, text: Option<String>, values: Map<String, Value> },
    /// Something is missing or wrong; ask again.
    Again { values: Map<String, Value>, errors: Vec<FieldError> },
}

pub(crate) fn answered(machine: &mut Machine, node: Option<&str>, payload: &Value, by: &Value) {
    let Some(at) = oldest(machine, node) else { return };
    let Some(mut asked) = asked(machine, at).cloned() else { return };
    let reading = asked.read(payload);
    machine.out.changed = true;
    let address = machine.address(at);
    machine.emit("run.resumed", Some(at), json!({ "node": address, "answer": payload, "by": by }));
    match reading {
        Reading::Goes { port, option, text, values } => {
            let output = json!({ "text": text, "option": option, "values": values });
            machine.finish(at, port.into(), output, None);
        }
        Reading::Again { values, errors } => {
            asked.values = values;
            asked.turns += 1;
            if asked.turns >= MAX_TURNS {
                machine.fail(at, invalid(format!("no usable answer in {MAX_TURNS} turns")));
            } else {
                ask(machine, at, asked, &errors);
            }
        }
    }
}

pub(crate) fn timed_out(machine: &mut Machine, at: At) {
    let values = asked(machine, at).map(|asked| asked.values.clone()).unwrap_or_default();
    let address = machine.address(at);
    machine.emit(
        "run.resumed",
        Some(at),
        json!({ "node": address, "answer": null, "by": { "timer": true } }),
    );
    machine.finish(at, TIMEOUT.into(), json!({ "text": null, "option": TIMEOUT, "values": values }), None);
}

impl Ask {
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
