//! One node by itself: what it makes of what a run had given it, without the rest of the flow.

use super::start::{Started, rests_within};
use super::{find, see};
use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, AppResult};
use crate::{chat, flows, library, tools};
use control_plane_domain::{Permission, ResourceName};
use control_plane_store::flow_documents;
use executor_runtime::api::{Begins, NewRun, Origin};
use flow_schema::expr::{Scope, Template};
use flow_schema::kind::{KindRegistry, NodeKind, Role};
use flow_schema::model::{Edge, Flow, Join, Node};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::time::Duration;
use utoipa::ToSchema;
use uuid::Uuid;

/// What a node is to work with.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RunNode {
    /// A run of the flow, whose input, state and node outputs the node sees.
    pub run_id: Option<Uuid>,
    /// As they were after this event; after the last one when not given.
    pub at_seq: Option<u64>,
    /// Instead of the node's config in the draft.
    #[schema(value_type = Option<Object>)]
    pub config: Option<Map<String, Value>>,
    /// The branch whose node it is; without it the draft's.
    #[serde(default)]
    pub branch: Option<String>,
    /// Names and values that the node sees, beside those of the run: `{"input": …, "kb": …}`.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub scope: Map<String, Value>,
}

/// Runs one node of the draft alone, as a test run. Its config is resolved from a run's values, from
/// the given ones, or both; then it is called like in any run.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Invalid`] for a node that means nothing alone or whose config
/// cannot be resolved, [`AppError::Findings`] for one that does not check.
pub async fn run_node(
    app: &App,
    caller: &Caller,
    flow: &str,
    node: &str,
    new: RunNode,
    wait: Option<Duration>,
) -> AppResult<Started> {
    caller.require(Permission::FlowsWrite)?;
    let name: ResourceName = flow.parse().map_err(|_| AppError::not_found("the flow"))?;
    let tx = app.db.read(caller.tenant).await?;
    let (draft, _) = flows::document(&tx, flow, new.branch.as_deref()).await?;
    let kinds = tools::known_kinds(app, &tx).await?;
    drop(tx);
    let draft: Flow = serde_json::from_str(&draft).map_err(AppError::internal)?;
    let found = draft.nodes.iter().find(|known| known.id.as_str() == node);
    let mut wanted = found.cloned().ok_or_else(|| AppError::not_found("the node"))?;
    wanted.config = new.config.unwrap_or(wanted.config);
    let kind = kind_of(&kinds, &wanted)?;
    let scope = scope(app, caller, &name, new.run_id, new.at_seq, new.scope).await?;
    let values = resolve(&mut wanted, kind, &scope)?;

    let document = serde_json::to_string(&alone(draft, wanted, kind)).map_err(AppError::internal)?;
    let tx = app.db.write(caller.tenant).await?;
    let hash = flow_documents::put(&tx, &document, app.now()).await?;
    tx.commit().await?;
    library::plan(app, caller.tenant, &hash).await?;
    let run = NewRun {
        id: app.new_id(),
        tenant: caller.tenant.as_uuid(),
        flow: name.to_string(),
        version: hash,
        conversation: None,
        input: json!({ "values": values }),
        context: chat::context(caller, None, name.as_str(), None, None),
        principal: caller.principal(),
        correlation_id: caller.correlation_id.clone(),
        test: true,
        parent_run: new.run_id,
        lineage: None,
        key_root: None,
        origin: Some(Origin { begins: Begins::Alone, node: Some(node.to_owned()), at_seq: new.at_seq }),
    };
    let row = app.executor()?.start(run).await?;
    let rests = rests_within(app, caller, row.id, wait).await?;
    let row = if rests { find(app, caller, row.id).await? } else { row };
    Ok(Started { run: see::view(app, caller, row).await?, rests })
}

fn kind_of<'a>(kinds: &'a KindRegistry, node: &Node) -> AppResult<&'a NodeKind> {
    let refuse = |why: String| Err(AppError::field("node", "unsupported", why));
    let Some(kind) = kinds.get(&node.kind) else {
        return refuse(format!("there is no node kind {}", node.kind));
    };
    match (kind.role, node.kind.as_str()) {
        (Role::Tool, _) | (Role::Control, "template" | "script" | "condition" | "switch") => Ok(kind),
        (Role::Control, _) => {
            let title = &kind.title;
            refuse(format!(
                "‘{title}’ means nothing alone: it acts on the run around it. Fork the run instead"
            ))
        }
    }
}

/// What expressions see: the run's values, and over them the given ones.
async fn scope(
    app: &App,
    caller: &Caller,
    flow: &ResourceName,
    run: Option<Uuid>,
    at_seq: Option<u64>,
    given: Map<String, Value>,
) -> AppResult<Scope> {
    let mut scope = chat::context(caller, None, flow.as_str(), None, None);
    scope.insert("input".to_owned(), json!({}));
    scope.insert("state".to_owned(), json!({}));
    if let Some(id) = run {
        let row = find(app, caller, id).await?;
        if row.flow != flow.as_str() {
            return Err(AppError::field("run_id", "invalid", "it is a run of another flow"));
        }
        let state = see::state(app, caller, id, at_seq).await?;
        for name in ["input", "state"] {
            if let Some(value) = state.get(name).filter(|value| !value.is_null()) {
                scope.insert(name.to_owned(), value.clone());
            }
        }
        let nodes = state.get("nodes").and_then(Value::as_object);
        let outputs = nodes.into_iter().flatten().filter(|(address, _)| !address.contains('/'));
        for (address, node) in outputs {
            if let Some(output) = node.get("output") {
                scope.insert(address.clone(), output.clone());
            }
        }
    }
    scope.extend(given);
    Ok(scope)
}

/// Takes every value out of the node's config that has to be computed, and has the node read it
/// from the run's input. A value is thus never read as a template again, whatever is in it.
fn resolve(node: &mut Node, kind: &NodeKind, scope: &Scope) -> AppResult<Map<String, Value>> {
    let mut values = Map::new();
    for (name, value) in &mut node.config {
        let pointer = format!("/properties/{}", name.replace('~', "~0").replace('/', "~1"));
        let schema = kind.config_schema.pointer(&pointer).unwrap_or(&Value::Null);
        let wrong = |message: String| AppError::field(format!("config.{name}"), "invalid", message);
        let template = Template::parse(value, schema).map_err(|problems| {
            let words: Vec<_> = problems.into_iter().map(|problem| problem.message.to_string()).collect();
            wrong(words.join("; "))
        })?;
        take_out(value, &template, name, scope, &mut values).map_err(wrong)?;
    }
    Ok(values)
}

/// Part by part: the ways out of a node are read from its config, and stay as they are there.
fn take_out(
    value: &mut Value,
    template: &Template,
    place: &str,
    scope: &Scope,
    values: &mut Map<String, Value>,
) -> Result<(), String> {
    let whole = |value: &mut Value, values: &mut Map<String, Value>| {
        values.insert(place.to_owned(), template.resolve(scope).map_err(|error| error.message)?);
        let read = format!("input.values[{}]", Value::from(place));
        // An expression is a template without braces.
        let bare = matches!(template, Template::Value(_) | Template::Script(_))
            && !value.as_str().is_some_and(|text| text.contains("{{"));
        *value = Value::from(if bare { read } else { format!("{{{{ {read} }}}}") });
        Ok(())
    };
    match template {
        Template::Literal(_) => Ok(()),
        Template::Text(_) | Template::Value(_) | Template::Script(_) => whole(value, values),
        Template::Array(parts) => {
            for (at, (part, value)) in
                parts.iter().zip(value.as_array_mut().into_iter().flatten()).enumerate()
            {
                take_out(value, part, &format!("{place}/{at}"), scope, values)?;
            }
            Ok(())
        }
        Template::Object(parts) => {
            for (name, part) in parts {
                let Some(value) = value.get_mut(name) else { continue };
                take_out(value, part, &format!("{place}/{name}"), scope, values)?;
            }
            Ok(())
        }
    }
}

/// The flow with this node as its only one. One that chooses a way out leads to an end that says which.
fn alone(flow: Flow, mut node: Node, kind: &NodeKind) -> Flow {
    node.join = Join::default();
    node.cancel_others = false;
    node.disabled = false;
    node.max_iterations = None;
    node.parent = None;
    let mut edges = vec![Edge { from: "start".to_owned(), to: node.id.clone() }];
    let mut nodes = vec![];
    if matches!(node.kind.as_str(), "condition" | "switch") {
        let config = Value::Object(node.config.clone().into_iter().collect());
        for (at, port) in kind.ports(&config).into_iter().enumerate() {
            let id = format!("{}_{at}", node.id);
            let end = json!({ "id": id, "kind": "end", "config": { "output": { "port": port.name } } });
            let Ok(end) = serde_json::from_value::<Node>(end) else { continue };
            edges.push(Edge { from: format!("{}.{}", node.id, port.name), to: end.id.clone() });
            nodes.push(end);
        }
    }
    nodes.insert(0, node);
    Flow {
        input: Value::Null,
        output: Value::Null,
        state: std::collections::BTreeMap::new(),
        nodes,
        edges,
        tests: Vec::new(),
        ..flow
    }
}
