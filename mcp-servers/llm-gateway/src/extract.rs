//! The `extract` tool.

use crate::chat::{Chat, Sought, SoughtKind, Task};
use crate::gateway::Gateway;
use crate::{prompt, structured};
use async_trait::async_trait;
use flow_schema::ErrorCode;
use flow_schema::kind::NodeKind;
use flow_schema::model::form::{FieldType, Form};
use mcp_servers_kit::{Outcome, Tool, ToolContext, ToolError, args};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::sync::Arc;
use uuid::Uuid;

pub(crate) const KIND: &str = "extract";
/// A value that stands in the text word for word, and one that was concluded from it.
const VERBATIM: f64 = 1.0;
const CONCLUDED: f64 = 0.6;

/// The tenants' forms; implemented by the control plane.
#[async_trait]
pub trait FormSource: Send + Sync {
    async fn form(&self, tenant: Uuid, name: &str) -> Result<Option<Form>, ToolError>;
}

/// Reads fields out of a text.
pub struct Extract {
    kind: Arc<NodeKind>,
    gateway: Gateway,
    forms: Arc<dyn FormSource>,
}

#[derive(Deserialize)]
struct Args {
    #[serde(deserialize_with = "args::text")]
    text: String,
    #[serde(default)]
    fields: Vec<FieldArgs>,
    #[serde(default, deserialize_with = "args::text")]
    form: String,
    #[serde(default, deserialize_with = "args::text")]
    model: String,
}

#[derive(Deserialize)]
struct FieldArgs {
    name: String,
    #[serde(rename = "type", default)]
    kind: SoughtKind,
    #[serde(default)]
    description: String,
    #[serde(default)]
    options: Vec<String>,
    #[serde(default)]
    pattern: String,
}

impl From<FieldArgs> for Sought {
    fn from(field: FieldArgs) -> Self {
        Self {
            name: field.name,
            label: String::new(),
            kind: if field.options.is_empty() { field.kind } else { SoughtKind::Select },
            description: field.description,
            options: field.options.into_iter().map(|o| (o.clone(), o)).collect(),
            pattern: field.pattern,
        }
    }
}

/// The fields of a form, as fields to look for.
pub(crate) fn of_form(form: Form) -> Vec<Sought> {
    let kind = |kind| match kind {
        FieldType::Text => SoughtKind::Text,
        FieldType::Textarea => SoughtKind::Textarea,
        FieldType::Select => SoughtKind::Select,
        FieldType::Number => SoughtKind::Number,
        FieldType::Date => SoughtKind::Date,
        FieldType::Boolean => SoughtKind::Boolean,
        FieldType::Email => SoughtKind::Email,
    };
    form.fields
        .into_iter()
        .map(|field| Sought {
            kind: kind(field.kind),
            options: field.options.into_iter().map(|o| (o.value, o.label)).collect(),
            description: field.help,
            label: field.label,
            name: field.name,
            pattern: String::new(),
        })
        .collect()
}

impl Extract {
    pub fn new(kind: Arc<NodeKind>, gateway: Gateway, forms: Arc<dyn FormSource>) -> Self {
        Self { kind, gateway, forms }
    }

    async fn fields(&self, tenant: Uuid, args: &mut Args) -> Result<Vec<Sought>, ToolError> {
        if args.form.trim().is_empty() {
            return Ok(std::mem::take(&mut args.fields).into_iter().map(Into::into).collect());
        }
        let form = self.forms.form(tenant, args.form.trim()).await?.ok_or_else(|| {
            ToolError::new(ErrorCode::NotFound, format!("there is no form named {}", args.form.trim()))
        })?;
        Ok(of_form(form))
    }
}

#[async_trait]
impl Tool for Extract {
    fn kind(&self) -> &NodeKind {
        &self.kind
    }

    async fn call(&self, ctx: &ToolContext, args: Value) -> Result<Outcome, ToolError> {
        let mut args: Args = args::read(KIND, args)?;
        let fields = self.fields(ctx.tenant, &mut args).await?;
        if fields.is_empty() {
            return Err(ToolError::new(
                ErrorCode::Validation,
                "there is nothing to look for: give fields or a form",
            ));
        }
        for field in fields.iter().filter(|f| !f.pattern.is_empty()) {
            regex::Regex::new(&field.pattern).map_err(|e| {
                ToolError::new(ErrorCode::Validation, format!("the pattern of {} is wrong: {e}", field.name))
            })?;
        }
        if args.text.trim().is_empty() {
            return Ok(json!({ "values": {}, "confidence": {} }).into());
        }
        let (messages, schema) = prompt::extract(&args.text, &fields);
        let chat = Chat {
            messages,
            tools: Vec::new(),
            task: Task::Extract { text: args.text.clone(), fields: fields.clone() },
            schema: Some(schema),
            model: args.model.trim().to_owned(),
            temperature: Some(0.0),
            max_tokens: None,
            stream: false,
            deadline: ctx.deadline,
            cancel: ctx.cancel.clone(),
        };
        let (found, answered) = structured::ask(&self.gateway, ctx, KIND, chat).await?;
        let mut values = Map::new();
        let mut confidence = Map::new();
        let text = args.text.to_lowercase();
        for field in &fields {
            let value = &found[&field.name];
            if value.is_null()
                || value.as_str().is_some_and(|s| s.trim().is_empty())
                || !matches_pattern(field, value)
            {
                continue;
            }
            let said = value.as_str().map_or_else(|| value.to_string(), str::to_owned).to_lowercase();
            confidence
                .insert(field.name.clone(), json!(if text.contains(&said) { VERBATIM } else { CONCLUDED }));
            values.insert(field.name.clone(), value.clone());
        }
        let output = json!({ "values": values, "confidence": confidence });
        Ok(Outcome::new(output).with_usage(answered.completion.usage))
    }
}

fn matches_pattern(field: &Sought, value: &Value) -> bool {
    if field.pattern.is_empty() {
        return true;
    }
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    regex::Regex::new(&field.pattern).is_ok_and(|pattern| pattern.is_match(&text))
}
