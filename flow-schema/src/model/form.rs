//! Forms: what a person is asked for, and the rules that turn their answers into values.
//!
//! Knows nothing of screens or of where forms are kept. The executor, the control plane and the
//! tests all validate with [`Form::validate`], so an answer is judged the same way everywhere.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;
use utoipa::ToSchema;

/// A form of a tenant, such as the fields of a ticket.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, ToSchema)]
#[serde(deny_unknown_fields)]
#[ts(export_to = "flow.ts")]
pub struct Form {
    /// How nodes refer to it.
    pub name: String,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub description: String,
    #[serde(default = "first_version")]
    pub version: u32,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(optional, as = "Option<String>")]
    pub submit_label: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(optional, as = "Option<String>")]
    pub skip_label: String,
    pub fields: Vec<Field>,
}

fn first_version() -> u32 {
    1
}

/// One question of a form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, ToSchema)]
#[serde(deny_unknown_fields)]
#[ts(export_to = "flow.ts")]
pub struct Field {
    /// Key of the answer in the form's values.
    pub name: String,
    #[serde(default)]
    pub label: String,
    #[serde(rename = "type", default)]
    pub kind: FieldType,
    #[serde(default)]
    pub required: bool,
    /// Of a `select`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<FieldOption>>")]
    pub options: Vec<FieldOption>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(optional, as = "Option<String>")]
    pub help: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(optional, as = "Option<String>")]
    pub placeholder: String,
    /// Taken when the field is left empty.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    #[ts(optional, type = "unknown")]
    #[schema(value_type = Object)]
    pub default: Value,
    /// In characters; texts only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub max_length: Option<u32>,
}

/// What an answer to a field has to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS, ToSchema)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "flow.ts")]
pub enum FieldType {
    #[default]
    Text,
    Textarea,
    Select,
    Number,
    /// `YYYY-MM-DD`.
    Date,
    Boolean,
    Email,
}

/// One choice of a `select`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, ToSchema)]
#[serde(deny_unknown_fields)]
#[ts(export_to = "flow.ts")]
pub struct FieldOption {
    pub value: String,
    #[serde(default)]
    pub label: String,
}

/// Why an answer to one field was not taken; `message` is for the person who answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, ToSchema)]
#[schema(as = FormFieldError)]
#[ts(export_to = "flow.ts")]
pub struct FieldError {
    pub field: String,
    pub message: String,
}

/// Answers after the form's rules.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    /// The valid ones, brought to the field's type. Names the form does not know are dropped.
    pub values: Map<String, Value>,
    /// Required fields without an answer, in form order. A field with an error is not in here.
    pub missing: Vec<String>,
    /// Answers that are not what the field asks for.
    pub errors: Vec<FieldError>,
}

impl Answers {
    /// Whether the form can be submitted with these.
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty() && self.errors.is_empty()
    }

    /// Errors and missing fields together, as a form shows them.
    pub fn problems(&self, form: &Form) -> Vec<FieldError> {
        let missing = self.missing.iter().map(|name| FieldError {
            field: name.clone(),
            message: format!("{} is needed", form.field(name).map_or(name.as_str(), Field::title)),
        });
        self.errors.iter().cloned().chain(missing).collect()
    }
}

impl Form {
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Judges answers: what holds, what is missing, what is wrong.
    pub fn validate(&self, values: &Map<String, Value>) -> Answers {
        let mut answers = Answers::default();
        for field in &self.fields {
            let given = values.get(&field.name).filter(|value| !is_blank(value));
            let Some(value) = given.or_else(|| Some(&field.default).filter(|value| !is_blank(value))) else {
                if field.required {
                    answers.missing.push(field.name.clone());
                }
                continue;
            };
            match field.accept(value) {
                Ok(value) => {
                    answers.values.insert(field.name.clone(), value);
                }
                Err(message) => answers.errors.push(FieldError { field: field.name.clone(), message }),
            }
        }
        answers
    }

    /// Takes free text as the answer to the first required field that has none, then judges all.
    /// When nothing is missing the text changes nothing.
    pub fn fill_text(&self, values: &Map<String, Value>, text: &str) -> Answers {
        let now = self.validate(values);
        let open =
            now.errors.first().map(|error| error.field.clone()).or_else(|| now.missing.first().cloned());
        match open {
            None => now,
            Some(name) => {
                let mut values = values.clone();
                values.insert(name, Value::String(text.trim().to_owned()));
                self.validate(&values)
            }
        }
    }

    /// What is wrong with the form itself, before anybody fills it.
    pub fn problems(&self) -> Vec<FieldError> {
        let mut problems = Vec::new();
        let mut say = |field: &str, message: &str| {
            problems.push(FieldError { field: field.to_owned(), message: message.to_owned() });
        };
        if self.fields.is_empty() {
            say("", "a form needs at least one field");
        }
        for (at, field) in self.fields.iter().enumerate() {
            if field.name.trim().is_empty() {
                say(&field.name, "a field needs a name");
            } else if self.fields[..at].iter().any(|other| other.name == field.name) {
                say(&field.name, "another field has the same name");
            }
            if field.kind == FieldType::Select && field.options.is_empty() {
                say(&field.name, "a select needs at least one option");
            }
            if !is_blank(&field.default)
                && let Err(message) = field.accept(&field.default)
            {
                say(&field.name, &format!("the default does not fit: {message}"));
            }
        }
        problems
    }
}

impl Field {
    /// The label, or the name when there is none.
    pub fn title(&self) -> &str {
        if self.label.is_empty() { &self.name } else { &self.label }
    }

    /// The value brought to the field's type, or why it cannot be.
    fn accept(&self, value: &Value) -> Result<Value, String> {
        match self.kind {
            FieldType::Text | FieldType::Textarea => self.accept_text(value).map(Value::String),
            FieldType::Select => self.accept_option(value),
            FieldType::Number => accept_number(value),
            FieldType::Boolean => accept_boolean(value),
            FieldType::Date => {
                let text = self.accept_text(value)?;
                if is_date(&text) {
                    Ok(Value::String(text))
                } else {
                    Err("write a date as YYYY-MM-DD".to_owned())
                }
            }
            FieldType::Email => {
                let text = self.accept_text(value)?;
                if is_email(&text) {
                    Ok(Value::String(text))
                } else {
                    Err("this is not an e-mail address".to_owned())
                }
            }
        }
    }

    fn accept_text(&self, value: &Value) -> Result<String, String> {
        let text = match value {
            Value::String(text) => text.trim().to_owned(),
            Value::Number(number) => number.to_string(),
            Value::Bool(yes) => yes.to_string(),
            Value::Null | Value::Array(_) | Value::Object(_) => return Err("this must be a text".to_owned()),
        };
        match self.max_length {
            Some(max) if text.chars().count() > max as usize => {
                Err(format!("at most {max} characters, this has {}", text.chars().count()))
            }
            _ => Ok(text),
        }
    }

    fn accept_option(&self, value: &Value) -> Result<Value, String> {
        let text = self.accept_text(value)?;
        let same = |a: &str| a.eq_ignore_ascii_case(&text) || a.to_lowercase() == text.to_lowercase();
        let found = self.options.iter().find(|option| option.value == text);
        let found = found.or_else(|| self.options.iter().find(|o| same(&o.value) || same(&o.label)));
        found.map(|option| Value::String(option.value.clone())).ok_or_else(|| {
            let names: Vec<_> = self.options.iter().map(FieldOption::title).collect();
            format!("choose one of: {}", names.join(", "))
        })
    }
}

impl FieldOption {
    /// The label, or the value when there is none.
    pub fn title(&self) -> &str {
        if self.label.is_empty() { &self.value } else { &self.label }
    }
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => false,
    }
}

fn accept_number(value: &Value) -> Result<Value, String> {
    let parsed = match value {
        Value::Number(_) => Some(value.clone()),
        Value::String(text) => {
            let text = text.trim();
            let whole = text.parse::<i64>().ok().map(Value::from);
            whole.or_else(|| {
                text.replace(',', ".").parse::<f64>().ok().filter(|n| n.is_finite()).map(Value::from)
            })
        }
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    };
    parsed.ok_or_else(|| "this must be a number".to_owned())
}

fn accept_boolean(value: &Value) -> Result<Value, String> {
    let parsed = match value {
        Value::Bool(_) => Some(value.clone()),
        Value::String(text) => match text.trim().to_lowercase().as_str() {
            "true" | "yes" | "y" | "on" | "1" => Some(Value::Bool(true)),
            "false" | "no" | "n" | "off" | "0" => Some(Value::Bool(false)),
            _ => None,
        },
        Value::Null | Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
    };
    parsed.ok_or_else(|| "answer yes or no".to_owned())
}

fn is_date(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let digits = |part: &str, len: usize| part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
    if !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
        return false;
    }
    let (Ok(year), Ok(month), Ok(day)) = (year.parse::<u32>(), month.parse::<u32>(), day.parse::<u32>())
    else {
        return false;
    };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=last).contains(&day)
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    !local.is_empty()
        && !text.contains(char::is_whitespace)
        && domain.split('.').all(|label| !label.is_empty())
        && !local.contains('@')
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn ticket_form() -> Form {
        serde_json::from_value(json!({
            "name": "ticket", "title": "Ticket",
            "fields": [
                { "name": "summary", "label": "Summary", "type": "text", "required": true, "max_length": 20 },
                { "name": "urgency", "label": "Urgency", "type": "select", "required": true,
                  "options": [{ "value": "P2", "label": "I cannot work" }, { "value": "P4", "label": "It annoys me" }] },
                { "name": "since", "type": "date" },
                { "name": "seats", "type": "number", "default": 1 },
            ]
        }))
        .unwrap()
    }

    fn check(values: Value, expect: Value) {
        let answers = ticket_form().validate(values.as_object().unwrap());
        let got = json!({ "values": answers.values, "missing": answers.missing, "errors": answers.errors });
        assert_eq!(got, expect);
    }

    #[test]
    fn missing_and_wrong_answers_are_told_apart_and_all_named() {
        check(
            json!({ "summary": "x".repeat(21), "since": "2025-02-30", "unknown": 1 }),
            json!({
                "values": { "seats": 1 },
                "missing": ["urgency"],
                "errors": [
                    { "field": "summary", "message": "at most 20 characters, this has 21" },
                    { "field": "since", "message": "write a date as YYYY-MM-DD" },
                ],
            }),
        );
    }

    #[test]
    fn answers_are_brought_to_the_type_of_their_field() {
        check(
            json!({ "summary": "  VPN ", "urgency": "i cannot WORK", "since": "2024-02-29", "seats": "3" }),
            json!({
                "values": { "summary": "VPN", "urgency": "P2", "since": "2024-02-29", "seats": 3 },
                "missing": [], "errors": [],
            }),
        );
    }

    #[test]
    fn free_text_answers_one_missing_field_at_a_time() {
        let form = ticket_form();
        let first = form.fill_text(&Map::new(), "VPN is down");
        assert_eq!(first.missing, ["urgency"]);
        let wrong = form.fill_text(&first.values, "very");
        assert_eq!(wrong.errors[0].message, "choose one of: I cannot work, It annoys me");
        let done = form.fill_text(&first.values, "it annoys me");
        assert!(done.is_complete());
        assert_eq!(done.values["urgency"], "P4");
    }

    #[test]
    fn a_form_that_cannot_be_answered_says_why() {
        let mut form = ticket_form();
        form.fields[1].options.clear();
        form.fields[2].name = "summary".to_owned();
        let fields: Vec<_> = form.problems().into_iter().map(|p| (p.field, p.message)).collect();
        assert_eq!(fields.len(), 2, "{fields:?}");
    }
}
