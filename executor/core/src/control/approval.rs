//! `approval`: the right people decide about exactly what they were shown.

use super::{Parked, invalid};
use crate::event::Failure;
use crate::frame::At;
use crate::machine::Machine;
use crate::state::Stage;
use crate::time::rfc3339;
use flow_schema::canonical;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Name of the signal that carries a decision.
pub(crate) const DECISION: &str = "decision";
const APPROVED: &str = "approved";
const REJECTED: &str = "rejected";
const TIMEOUT: &str = "timeout";

/// A decision that is asked for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Approval {
    title: String,
    details: Value,
    seats: Vec<Seat>,
    mode: Mode,
    quorum: usize,
    /// Everything that was said, in order.
    decisions: Vec<Value>,
    /// Of what is shown; a decision names it.
    hash: String,
    escalate_at: Option<i64>,
    escalate_to: Vec<Person>,
    until: Option<i64>,
    pub shown: Value,
}

/// Somebody by e-mail address, or anybody of a role.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Person {
    #[serde(skip_serializing_if = "String::is_empty")]
    email: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    role: String,
}

/// A place among those who decide.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Seat {
    person: Person,
    approved: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Mode {
    Any,
    All,
    Quorum,
    Sequence,
}

pub(super) fn start(machine: &mut Machine, at: At) {
    machine.emit_started(at);
    let read = super::config(machine, at).and_then(|config| Ok((read(machine, at, &config)?, config)));
    let (approval, config) = match read {
        Ok(read) => read,
        Err(failure) => return machine.fail(at, failure),
    };
    machine.state_mut(at).args = Some(config);
    ask(machine, at, approval);
}

fn read(machine: &Machine, at: At, config: &Value) -> Result<Approval, Failure> {
    let approvers = people(config, "approvers")?;
    if approvers.is_empty() {
        return Err(invalid("/approvers: there is nobody who could decide"));
    }
    let title = super::text(config, "title");
    let details = config.get("details").cloned().unwrap_or_else(|| json!({}));
    let node = machine.address(at);
    let hash = canonical::hash_of(&json!({ "title": title, "details": details, "node": node }));
    let mode = match config.get("mode").and_then(Value::as_str) {
        Some("all") => Mode::All,
        Some("quorum") => Mode::Quorum,
        Some("sequence") => Mode::Sequence,
        Some(_) | None => Mode::Any,
    };
    let quorum = config.get("quorum").and_then(Value::as_u64).unwrap_or(1);
    Ok(Approval {
        title,
        details,
        seats: approvers.into_iter().map(|person| Seat { person, approved: false }).collect(),
        mode,
        quorum: usize::try_from(quorum.max(1)).unwrap_or(1),
        decisions: Vec::new(),
        hash,
        escalate_at: super::after(machine, config, "escalate_after")?,
        escalate_to: people(config, "escalate_to")?,
        until: super::after(machine, config, "timeout")?,
        shown: Value::Null,
    })
}

fn people(config: &Value, name: &str) -> Result<Vec<Person>, Failure> {
    let list = config.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let person = |(at, one): (usize, &Value)| {
        let person =
            Person { email: super::text(one, "email").to_lowercase(), role: super::text(one, "role") };
        if person == Person::default() {
            return Err(invalid(format!("/{name}/{at}: neither an e-mail address nor a role")));
        }
        Ok(person)
    };
    list.iter().enumerate().map(person).collect()
}

/// Shows the approval as it stands and waits.
fn ask(machine: &mut Machine, at: At, mut approval: Approval) {
    let node = machine.address(at);
    let asked = approval.open().map(|seat| json!(approval.seats[seat].person));
    let mut shown = json!({
        "for": "approval", "node": node, "title": approval.title, "details": approval.details,
        "hash": approval.hash, "mode": approval.mode, "approvers": asked.collect::<Vec<_>>(),
        "decisions": approval.decisions,
    });
    if approval.mode == Mode::Quorum {
        shown["quorum"] = approval.quorum.into();
    }
    if let Some(until) = approval.until {
        shown["until"] = rfc3339(until).into();
    }
    approval.shown = shown.clone();
    machine.emit("run.waiting", Some(at), shown);
    let due = [approval.until, approval.escalate_at].into_iter().flatten().min();
    machine.park(at, Stage::Waiting, Parked::Approval(approval), due);
}

impl Approval {
    /// Seats that may decide now.
    fn open(&self) -> impl Iterator<Item = usize> {
        let open = (0..self.seats.len()).filter(|seat| !self.seats[*seat].approved);
        open.take(if self.mode == Mode::Sequence { 1 } else { usize::MAX })
    }

    /// The seat that this person may decide for: their own before one of a role.
    fn seat_of(&self, email: &str, role: &str) -> Option<usize> {
        let own = |seat: &usize| !email.is_empty() && self.seats[*seat].person.email == email;
        let of_role = |seat: &usize| {
            let person = &self.seats[*seat].person;
            person.email.is_empty() && !person.role.is_empty() && person.role == role
        };
        self.open().find(own).or_else(|| self.open().find(of_role))
    }

    fn has_decided(&self, email: &str) -> bool {
        let decided = |said: &&Value| said["decision"] != "delegate" && said["email"] == email;
        !email.is_empty() && self.decisions.iter().any(|said| decided(&said))
    }

    /// What the approvals so far come to.
    fn is_approved(&self) -> bool {
        let approved = self.seats.iter().filter(|seat| seat.approved).count();
        match self.mode {
            Mode::Any => approved >= 1,
            Mode::All | Mode::Sequence => approved == self.seats.len(),
            Mode::Quorum => approved >= self.quorum,
        }
    }
}

/// `{"decision": "approve" | "reject" | "delegate", "hash", "comment"?, "to"?}`. What cannot count is
/// recorded and changes nothing.
pub(crate) fn decided(machine: &mut Machine, node: Option<&str>, payload: &Value, by: &Value) {
    machine.out.changed = true;
    let asked = machine.waits.iter().map(|(_, at)| *at).find(|at| {
        let is_approval = matches!(machine.state_of(*at).wait.as_deref(), Some(Parked::Approval(_)));
        is_approval && node.is_none_or(|node| machine.address(*at) == node)
    });
    let Some(at) = asked else {
        let late =
            json!({ "ignored": payload, "by": by, "reason": "nobody asks for this decision (any more)" });
        let place = node.and_then(|node| machine.find(node));
        return machine.emit("node.progress", place, late);
    };
    let Some(Parked::Approval(approval)) = machine.state_of(at).wait.as_deref().cloned() else { return };
    match weigh(approval, payload, by, machine.now) {
        Err(reason) => {
            machine.emit(
                "node.progress",
                Some(at),
                json!({ "ignored": payload, "by": by, "reason": reason }),
            );
        }
        Ok((approval, None)) => ask(machine, at, approval),
        Ok((approval, Some(port))) => {
            let address = machine.address(at);
            machine.emit("run.resumed", Some(at), json!({ "node": address, "answer": payload, "by": by }));
            end(machine, at, &approval, port);
        }
    }
}

/// What a decision does: an approval that goes on, or the port by which it ends.
fn weigh(
    mut approval: Approval,
    payload: &Value,
    by: &Value,
    now: i64,
) -> Result<(Approval, Option<&'static str>), &'static str> {
    let email = super::text(by, "email").to_lowercase();
    if payload.get("hash").and_then(Value::as_str) != Some(&approval.hash) {
        return Err("it is about something else than what is asked");
    }
    if approval.has_decided(&email) {
        return Err("this person has decided already");
    }
    let seat = approval.seat_of(&email, &super::text(by, "role")).ok_or("this person is not asked")?;
    let word = super::text(payload, "decision");
    let to = super::text(payload, "to").to_lowercase();
    approval.decisions.push(json!({
        "decision": word, "by": by.get("name"), "email": email, "comment": super::text(payload, "comment"),
        "at": rfc3339(now), "to": to,
    }));
    let port = match word.as_str() {
        "approve" => {
            approval.seats[seat].approved = true;
            approval.is_approved().then_some(APPROVED)
        }
        "reject" => {
            let left = approval.seats.len() - 1;
            approval.seats.remove(seat);
            let may_still = approval.mode == Mode::Quorum && left >= approval.quorum;
            (!may_still).then_some(REJECTED)
        }
        "delegate" if to.contains('@') => {
            approval.seats[seat].person = Person { email: to, role: String::new() };
            None
        }
        "delegate" => return Err("it is delegated to nobody"),
        _ => return Err("a decision is approve, reject or delegate"),
    };
    Ok((approval, port))
}

fn end(machine: &mut Machine, at: At, approval: &Approval, port: &'static str) {
    let last = approval.decisions.last();
    let word = |name: &str| last.and_then(|said| said[name].as_str()).unwrap_or_default().to_owned();
    let (by, comment) = if port == TIMEOUT { Default::default() } else { (word("by"), word("comment")) };
    let output = json!({
        "decision": port, "by": by, "comment": comment, "hash": approval.hash, "decisions": approval.decisions,
    });
    machine.finish(at, port.into(), output, None);
}

/// The time to escalate, or the end of the time there was.
pub(crate) fn timed_out(machine: &mut Machine, at: At) {
    let Some(Parked::Approval(mut approval)) = machine.state_of(at).wait.as_deref().cloned() else { return };
    let now = machine.now;
    if approval.until.is_some_and(|until| until <= now) {
        let address = machine.address(at);
        machine.emit("run.resumed", Some(at), json!({ "node": address, "by": { "timer": true } }));
        return end(machine, at, &approval, TIMEOUT);
    }
    approval.escalate_at = None;
    let more = std::mem::take(&mut approval.escalate_to);
    approval.decisions.push(json!({ "decision": "escalated", "at": rfc3339(now), "to": more }));
    // They may decide instead of those who did not: one approval of theirs is enough for any of them.
    match approval.mode {
        Mode::Sequence => {
            let waiting = approval.seats.iter().position(|seat| !seat.approved).unwrap_or(0);
            if let Some(person) = more.into_iter().next() {
                approval.seats[waiting].person = person;
            }
        }
        Mode::Any | Mode::Quorum => {
            approval.seats.extend(more.into_iter().map(|person| Seat { person, approved: false }));
        }
        Mode::All => {
            let mut more = more.into_iter();
            for seat in approval.seats.iter_mut().filter(|seat| !seat.approved) {
                let Some(person) = more.next() else { break };
                seat.person = person;
            }
        }
    }
    ask(machine, at, approval);
}
