//! `agent`: a model with tools, in a bounded loop. Every question to the model and every tool call is a
//! step of its own in a frame of one turn, with a key of its own, so that nothing is asked or done twice.

use super::{Inside, enter};
use crate::event::Failure;
use crate::frame::{At, Frame, FrameId, Spec};
use crate::machine::Machine;
use flow_schema::expr::Template;
use flow_schema::json_schema::first_violation;
use flow_schema::kind::{Effect, Role};
use flow_schema::model::Join;
use flow_schema::plan::{
    FlowRef, Plan, PlanEdge, PlanNode, PlanTool, RetryPolicy, ToolApproval, ToolTarget, leaves,
};
use flow_schema::{ErrorCode, PortId};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::sync::Arc;
use std::time::Duration;

/// The tool behind a question to the model.
const MODEL_KIND: &str = "agent_model";
const MODEL_TIMEOUT: Duration = Duration::from_secs(120);
const MODEL_ATTEMPTS: u32 = 3;
const LIMIT: &str = "limit";
/// Most of a tool's result that the model is shown, in characters.
const SHOWN: usize = 20_000;

/// An agent at work.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Agent {
    pub frame: FrameId,
    /// Resolved settings: instructions, model, limits.
    config: Value,
    /// What was said so far, as the APIs of models have it.
    messages: Vec<Value>,
    /// Frames opened, and so the number of the next.
    turns: u32,
    /// Questions to the model.
    steps: u64,
    /// Tool calls asked for, refused ones included.
    calls: Vec<Value>,
    tokens: u64,
    cost_micros: u64,
}

/// A tool call of one turn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Call {
    /// As the model named the call.
    id: String,
    /// Index into the agent's tools.
    tool: usize,
    /// Fixed settings and the model's own.
    args: Value,
    /// Who approves it; nobody needs to when there is none.
    approvers: Vec<Value>,
}

pub(super) fn start(machine: &mut Machine, at: At) {
    machine.emit_started(at);
    let begun = super::config(machine, at).and_then(|config| {
        let due = super::after(machine, &config, "time_limit")?;
        let task = config.get("prompt").cloned().unwrap_or(Value::Null);
        let agent = Agent {
            frame: 0,
            messages: vec![json!({ "role": "user", "content": task })],
            config: config.clone(),
            turns: 0,
            steps: 0,
            calls: Vec::new(),
            tokens: 0,
            cost_micros: 0,
        };
        enter(machine, at, Inside::Agent(agent))?;
        machine.state_mut(at).args = Some(config);
        machine.set_timer(at, due);
        Ok(())
    });
    match begun {
        Ok(()) => ask_model(machine, at),
        Err(failure) => machine.fail(at, failure),
    }
}

fn agent(machine: &mut Machine, at: At) -> Option<&mut Agent> {
    match machine.state_mut(at).inside.as_deref_mut() {
        Some(Inside::Agent(agent)) => Some(agent),
        Some(Inside::Map(_) | Inside::Loop(_) | Inside::Flow(_)) | None => None,
    }
}

fn number(config: &Value, name: &str) -> Option<u64> {
    config.get(name).and_then(Value::as_u64)
}

fn ask_model(machine: &mut Machine, at: At) {
    let tools = Arc::clone(&machine.plan_node(at).tools);
    let offered: Vec<Value> = tools.iter().map(|tool| offer(machine, tool)).collect();
    let Some(agent) = agent(machine, at) else { return };
    if let Some(limit) = agent.reached(0) {
        return stop(machine, at, limit);
    }
    agent.steps += 1;
    let config = &agent.config;
    let args = json!({
        "instructions": config.get("instructions"),
        "messages": agent.messages,
        "tools": offered,
        "model": config.get("model"),
        "stream_reply": config.get("stream_reply") == Some(&Value::Bool(true)),
    });
    turn(machine, at, Spec::Model(args));
}

/// A tool as the model is told of it.
fn offer(machine: &Machine, tool: &PlanTool) -> Value {
    let parameters = match &tool.target {
        ToolTarget::Kind { parameters, .. } => parameters.clone(),
        ToolTarget::Flow(flow) => {
            let plan = machine.flows.get(&flow.key()).and_then(|hash| machine.library.get(hash));
            let input = plan.map(|plan| plan.input.clone()).filter(Value::is_object);
            input.unwrap_or_else(|| json!({ "type": "object", "properties": {} }))
        }
    };
    json!({ "name": tool.name, "description": tool.description, "parameters": parameters })
}

/// Opens the frame of the next turn.
fn turn(machine: &mut Machine, at: At, spec: Spec) {
    let plan = Arc::new(plan_of(&spec, &machine.plan_node(at).tools));
    let Some(agent) = agent(machine, at) else { return };
    let index = agent.turns;
    agent.turns += 1;
    let frame = machine.open(at, index, spec, plan);
    if let Some(agent) = self::agent(machine, at) {
        agent.frame = frame;
    }
}

impl Agent {
    /// The limit that is reached, were so many more tools called.
    fn reached(&self, more_calls: usize) -> Option<&'static str> {
        let config = &self.config;
        let max_cost = config.get("max_cost").and_then(Value::as_f64).map(super::subflow::micros);
        if more_calls > 0 {
            let calls = (self.calls.len() + more_calls) as u64;
            return (calls > number(config, "max_calls").unwrap_or(30)).then_some("calls");
        }
        if self.steps >= number(config, "max_steps").unwrap_or(10) {
            Some("steps")
        } else if number(config, "max_tokens").is_some_and(|max| self.tokens >= max) {
            Some("tokens")
        } else if max_cost.is_some_and(|max| self.cost_micros >= max) {
            Some("cost")
        } else {
            None
        }
    }

    fn output(&self, text: &str, ended_by: &str) -> Value {
        json!({ "text": text, "steps": self.steps, "calls": self.calls, "ended_by": ended_by })
    }

    /// What the model said last.
    fn last_words(&self) -> String {
        let said = self.messages.iter().rev().filter(|message| message["role"] == "assistant");
        let words = said.filter_map(|message| message["content"].as_str());
        words.filter(|words| !words.is_empty()).map(str::to_owned).next().unwrap_or_default()
    }
}

/// A limit is reached: out through `limit` with what there is, or a failure when nothing is connected.
fn stop(machine: &mut Machine, at: At, limit: &'static str) {
    let Some(agent) = agent(machine, at) else { return };
    let output = agent.output(&agent.last_words(), limit);
    machine.close_inside(at);
    let plan = &machine.frame(at.frame).plan;
    if plan.edges_from(at.node, LIMIT).next().is_some() {
        return machine.finish(at, LIMIT.into(), output, None);
    }
    let words = match limit {
        "steps" => "model calls",
        "calls" => "tool calls",
        "tokens" => "tokens",
        "cost" => "money",
        _ => "time",
    };
    let message = format!("the agent has used up its limit of {words}");
    machine.fail(at, Failure::fatal(ErrorCode::BudgetExceeded, message));
}

pub(crate) fn out_of_time(machine: &mut Machine, at: At) {
    stop(machine, at, "time");
}

/// A turn is over: the model has answered, or its tools have.
pub(super) fn turn_done(machine: &mut Machine, at: At, frame: &Frame) {
    match &frame.spec {
        Spec::Model(_) => {
            let answer = frame.scope.get("model").cloned().unwrap_or(Value::Null);
            answered(machine, at, &answer);
        }
        Spec::Calls(calls) => {
            let results: Vec<Value> = (0..calls.len()).map(|n| result_of(frame, calls, n)).collect();
            let tools = Arc::clone(&machine.plan_node(at).tools);
            let Some(agent) = agent(machine, at) else { return };
            for (call, result) in calls.iter().zip(results) {
                agent
                    .calls
                    .push(json!({ "tool": tools[call.tool].name, "args": call.args, "result": result }));
                agent.messages.push(told(&call.id, &result));
            }
            ask_model(machine, at);
        }
        Spec::Root | Spec::Body | Spec::Flow(_) => {}
    }
}

/// The message that tells the model what a call gave.
fn told(id: &str, result: &Value) -> Value {
    let text = match result {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let shown = match text.char_indices().nth(SHOWN) {
        Some((cut, _)) => format!("{}… (cut: {} characters in all)", &text[..cut], text.chars().count()),
        None => text,
    };
    json!({ "role": "tool", "tool_call_id": id, "content": shown })
}

fn result_of(frame: &Frame, calls: &[Call], n: usize) -> Value {
    let asks = !calls[n].approvers.is_empty();
    let decision = frame.scope.get(&format!("approve_{n}"));
    if asks && decision.and_then(|decision| decision["decision"].as_str()) != Some("approved") {
        let comment = decision.and_then(|decision| decision["comment"].as_str()).unwrap_or_default();
        return json!({ "error": { "code": ErrorCode::PolicyDenied, "message": format!("not approved. {comment}") } });
    }
    frame.scope.get(&format!("call_{n}")).cloned().unwrap_or(Value::Null)
}

/// The model's answer: `{"text", "tool_calls": [{"id", "name", "arguments"}]}`.
fn answered(machine: &mut Machine, at: At, answer: &Value) {
    let usage = answer.get("usage").cloned().unwrap_or(Value::Null);
    let text = answer.get("text").and_then(Value::as_str).unwrap_or_default().to_owned();
    let wanted = answer.get("tool_calls").and_then(Value::as_array).cloned().unwrap_or_default();
    let Some(agent) = agent(machine, at) else { return };
    agent.tokens +=
        number(&usage, "input_tokens").unwrap_or(0) + number(&usage, "output_tokens").unwrap_or(0);
    agent.cost_micros += number(&usage, "cost_micros").unwrap_or(0);
    let mut said = json!({ "role": "assistant", "content": text });
    if !wanted.is_empty() {
        said["tool_calls"] = Value::Array(wanted.clone());
    }
    agent.messages.push(said);
    if wanted.is_empty() {
        let output = agent.output(&text, "answer");
        return machine.finish(at, PortId::OUT.into(), output, None);
    }
    if let Some(limit) = agent.reached(wanted.len()) {
        return stop(machine, at, limit);
    }
    let mut calls = Vec::new();
    for call in &wanted {
        match read_call(machine, at, call) {
            Ok(call) => calls.push(call),
            // The model is told what was wrong with it and may do better.
            Err(message) => {
                let Some(agent) = self::agent(machine, at) else { return };
                let result = json!({ "error": { "code": ErrorCode::Validation, "message": message } });
                agent
                    .calls
                    .push(json!({ "tool": call["name"], "args": call["arguments"], "result": result }));
                agent.messages.push(told(call["id"].as_str().unwrap_or_default(), &result));
            }
        }
    }
    if calls.is_empty() {
        return ask_model(machine, at);
    }
    turn(machine, at, Spec::Calls(calls));
}

/// A call the model asks for, judged: what it may not do is no call.
fn read_call(machine: &Machine, at: At, call: &Value) -> Result<Call, String> {
    let name = call["name"].as_str().unwrap_or_default();
    let tools = &machine.plan_node(at).tools;
    let index = tools.iter().position(|tool| tool.name == name).ok_or_else(|| {
        let names: Vec<&str> = tools.iter().map(|tool| tool.name.as_str()).collect();
        format!("there is no tool ‘{name}’; there are: {}", names.join(", "))
    })?;
    let tool = &tools[index];
    let own = match &call["arguments"] {
        Value::Object(own) => Value::Object(own.clone()),
        Value::Null => json!({}),
        other => {
            return Err(format!(
                "the arguments must be an object, and are {}",
                crate::reduce::name_of(other)
            ));
        }
    };
    let offered = offer(machine, tool);
    if let Some(violation) = first_violation(&own, &offered["parameters"]) {
        return Err(format!("the arguments do not fit: {violation}"));
    }
    let fixed = tool.fixed.resolve(&machine.view(at.frame)).map_err(|error| error.message)?;
    let mut args = match own {
        Value::Object(own) => own,
        _ => Map::new(),
    };
    // What the builder fixed stands above what the model wants.
    args.extend(fixed.as_object().cloned().unwrap_or_default());
    let id = call["id"].as_str().unwrap_or_default().to_owned();
    let approvers = if needs_approval(machine, at, tool) { approvers(machine, at) } else { Vec::new() };
    Ok(Call { id, tool: index, args: Value::Object(args), approvers })
}

fn needs_approval(machine: &Machine, at: At, tool: &PlanTool) -> bool {
    let ask_before = match machine.state_of(at).inside.as_deref() {
        Some(Inside::Agent(agent)) => agent.config.get("ask_before").and_then(Value::as_str),
        Some(Inside::Map(_) | Inside::Loop(_) | Inside::Flow(_)) | None => None,
    };
    let reads = match &tool.target {
        ToolTarget::Kind { effect, .. } => matches!(effect, Effect::Read | Effect::Pure),
        // What a flow does was judged by whoever published it.
        ToolTarget::Flow(_) => true,
    };
    match (tool.approval, ask_before) {
        (ToolApproval::Never, _) | (ToolApproval::Policy, Some("nothing")) => false,
        (ToolApproval::Always, _) | (ToolApproval::Policy, Some("everything")) => true,
        (ToolApproval::Policy, _) => !reads,
    }
}

/// Those who are named; without any, whoever the run acts for.
fn approvers(machine: &Machine, at: At) -> Vec<Value> {
    let named = match machine.state_of(at).inside.as_deref() {
        Some(Inside::Agent(agent)) => agent.config.get("approvers").and_then(Value::as_array).cloned(),
        Some(Inside::Map(_) | Inside::Loop(_) | Inside::Flow(_)) | None => None,
    };
    let named = named.unwrap_or_default();
    if !named.is_empty() {
        return named;
    }
    let user = machine.frame(crate::frame::ROOT).scope.get("user");
    let email = user.and_then(|user| user["email"].as_str()).unwrap_or_default();
    vec![if email.is_empty() { json!({ "role": "admin" }) } else { json!({ "email": email }) }]
}

/// The plan of a turn's frame: the model alone, or the calls side by side, each behind its approval.
pub(crate) fn plan_of(spec: &Spec, tools: &[PlanTool]) -> Plan {
    let mut plan = Plan { flow: "agent".to_owned(), ..Plan::default() };
    add(&mut plan, "start", "start", Role::Control, json!({}));
    match spec {
        Spec::Model(args) => {
            let model = add(&mut plan, "model", MODEL_KIND, Role::Tool, args.clone());
            model.effect = Effect::Read;
            model.timeout = MODEL_TIMEOUT;
            model.retry.attempts = MODEL_ATTEMPTS;
            connect(&mut plan, 0, PortId::OUT, 1);
        }
        Spec::Calls(calls) => {
            for (n, call) in calls.iter().enumerate() {
                let mut from = (0, PortId::OUT);
                if !call.approvers.is_empty() {
                    let tool = &tools[call.tool];
                    let asked = json!({
                        "title": format!("Allow {}?", tool.name),
                        "details": { "tool": tool.name, "what": tool.description, "arguments": call.args },
                        "approvers": call.approvers,
                    });
                    add(&mut plan, &format!("approve_{n}"), "approval", Role::Control, asked);
                    let node = plan.nodes.len() - 1;
                    connect(&mut plan, from.0, from.1, node);
                    from = (node, "approved");
                }
                add_call(&mut plan, n, call, &tools[call.tool]);
                let node = plan.nodes.len() - 1;
                connect(&mut plan, from.0, from.1, node);
            }
        }
        Spec::Root | Spec::Body | Spec::Flow(_) => {}
    }
    plan.leaves = leaves(&plan.nodes, &plan.edges, &plan.loops);
    plan
}

fn add_call(plan: &mut Plan, n: usize, call: &Call, tool: &PlanTool) {
    let id = format!("call_{n}");
    match &tool.target {
        ToolTarget::Kind { kind, effect, retry, timeout, .. } => {
            let node = add(plan, &id, kind, Role::Tool, call.args.clone());
            (node.effect, node.retry, node.timeout) = (*effect, retry.clone(), *timeout);
        }
        ToolTarget::Flow(FlowRef { name, version }) => {
            let config = json!({ "flow": name, "input": call.args });
            let node = add(plan, &id, "subflow", Role::Control, config);
            node.flow = Some(FlowRef { name: name.clone(), version: *version });
        }
    }
    let title = tool.name.clone();
    plan.nodes.last_mut().expect("just added").title = title;
}

fn add<'a>(plan: &'a mut Plan, id: &str, kind: &str, role: Role, config: Value) -> &'a mut PlanNode {
    plan.nodes.push(PlanNode {
        id: id.into(),
        kind: kind.to_owned(),
        title: id.to_owned(),
        role,
        effect: Effect::Pure,
        // What a model wrote is data: it is never looked into for expressions.
        config: Template::Literal(config),
        ports: vec![PortId::OUT.into(), PortId::ERROR.into()],
        retry: RetryPolicy { attempts: 1, backoff: Duration::from_secs(1), factor: 2.0 },
        timeout: Duration::from_secs(30),
        on_error: None,
        join: Join::All,
        cancel_others: false,
        incoming: Vec::new(),
        outgoing: Vec::new(),
        in_loop: None,
        enters: None,
        body: None,
        flow: None,
        tools: Arc::new([]),
        streams: false,
    });
    plan.nodes.last_mut().expect("just pushed")
}

fn connect(plan: &mut Plan, from: usize, port: &str, to: usize) {
    let edge = plan.edges.len();
    plan.edges.push(PlanEdge { from, port: port.into(), to, back: None });
    plan.nodes[from].outgoing.push(edge);
    plan.nodes[to].incoming.push(edge);
}
