//! The ticket tools over a back end in memory, which passes the conformance suite itself.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use async_trait::async_trait;
use flow_schema::ErrorCode;
use mcp_servers_kit::testing;
use mcp_servers_kit::{Tool, ToolContext, ToolError};
use mcp_servers_ticketing::{
    BackendFor, Change, CreateTicket, FindTickets, NewTicket, Query, Status, Ticket, TicketBackend,
    UpdateTicket, conformance,
};
use serde_json::json;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use uuid::Uuid;

#[derive(Default)]
struct Desk(Mutex<State>);

#[derive(Default)]
struct State {
    tickets: Vec<Ticket>,
    by_key: HashMap<String, String>,
    comments: Vec<String>,
}

#[async_trait]
impl TicketBackend for Desk {
    fn name(&self) -> &str {
        "memory"
    }

    async fn create(&self, ctx: &ToolContext, new: NewTicket) -> Result<Ticket, ToolError> {
        let mut state = self.0.lock().unwrap();
        if let Some(id) = state.by_key.get(&ctx.idempotency_key) {
            return Ok(state.tickets.iter().find(|t| t.id == *id).unwrap().clone());
        }
        let n = state.tickets.len() + 1;
        let ticket = Ticket {
            id: n.to_string(),
            number: format!("TKT-20261121-{n:05}"),
            title: new.title,
            description: new.description,
            status: Status::New,
            priority: new.priority,
            category: new.category,
            requester: new.requester,
            tags: new.tags,
            fields: new.fields,
            url: String::new(),
        };
        state.by_key.insert(ctx.idempotency_key.clone(), ticket.id.clone());
        state.tickets.push(ticket.clone());
        Ok(ticket)
    }

    async fn update(&self, ctx: &ToolContext, id: &str, change: Change) -> Result<Ticket, ToolError> {
        let mut state = self.0.lock().unwrap();
        let seen = state.by_key.insert(ctx.idempotency_key.clone(), id.to_owned()).is_some();
        let at = state
            .tickets
            .iter()
            .position(|t| t.id == id || t.number == id)
            .ok_or_else(|| ToolError::new(ErrorCode::NotFound, "no such ticket"))?;
        if !seen {
            state.comments.extend(change.comment.map(|c| c.body));
            let ticket = &mut state.tickets[at];
            ticket.status = change.status.unwrap_or(ticket.status);
            ticket.priority = change.priority.unwrap_or(ticket.priority);
        }
        Ok(state.tickets[at].clone())
    }

    async fn find(&self, _ctx: &ToolContext, query: Query) -> Result<Vec<Ticket>, ToolError> {
        let state = self.0.lock().unwrap();
        let words = query.text.to_lowercase();
        let hits = state.tickets.iter().rev().filter(|t| {
            t.title.to_lowercase().contains(&words) && query.status.is_none_or(|status| status == t.status)
        });
        Ok(hits.take(query.limit as usize).cloned().collect())
    }

    async fn get(&self, _ctx: &ToolContext, id: &str) -> Result<Option<Ticket>, ToolError> {
        let state = self.0.lock().unwrap();
        Ok(state.tickets.iter().find(|t| t.id == id || t.number == id).cloned())
    }

    async fn test(&self, _ctx: &ToolContext) -> Result<String, ToolError> {
        Ok("it is in memory".into())
    }
}

struct One(Arc<Desk>);

#[async_trait]
impl BackendFor for One {
    async fn backend(&self, _tenant: Uuid) -> Result<Arc<dyn TicketBackend>, ToolError> {
        Ok(self.0.clone())
    }
}

#[tokio::test]
async fn the_back_end_of_these_tests_keeps_the_promises() {
    conformance::check(&Desk::default(), &testing::context()).await;
}

#[tokio::test]
async fn a_ticket_is_made_once_updated_and_found() {
    let desk = Arc::new(Desk::default());
    let backends: Arc<dyn BackendFor> = Arc::new(One(desk.clone()));
    let create = CreateTicket::new(testing::kind("create_ticket"), backends.clone());
    let update = UpdateTicket::new(testing::kind("update_ticket"), backends.clone());
    let find = FindTickets::new(testing::kind("find_tickets"), backends);
    let ctx = testing::context();

    let args = json!({"title": "  VPN\nis down ", "priority": "high", "requester": null, "fields": {"site": "North"}});
    let made = create.call(&ctx, args.clone()).await.unwrap().output;
    assert_eq!(made["title"], "VPN is down");
    assert_eq!(made["priority"], "P2");
    assert_eq!(made["status"], "new");
    let again = create.call(&ctx, args).await.unwrap().output;
    assert_eq!(made, again);
    assert_eq!(desk.0.lock().unwrap().tickets.len(), 1);
    assert_eq!(desk.0.lock().unwrap().tickets[0].requester.email, ctx.principal.email);

    let change = ToolContext { idempotency_key: "second".into(), ..ctx.clone() };
    let changed = update
        .call(&change, json!({"ticket": made["number"], "status": "open", "comment": "On it."}))
        .await
        .unwrap()
        .output;
    assert_eq!(changed["status"], "open");
    update
        .call(&change, json!({"ticket": made["number"], "status": "open", "comment": "On it."}))
        .await
        .unwrap();
    assert_eq!(desk.0.lock().unwrap().comments, ["On it."]);

    let found = find.call(&ctx, json!({"query": "vpn", "status": "open"})).await.unwrap().output;
    assert_eq!(found["count"], 1);
    assert_eq!(found["tickets"][0]["number"], made["number"]);
}

#[tokio::test]
async fn what_is_wrong_with_a_call_is_named() {
    let backends: Arc<dyn BackendFor> = Arc::new(One(Arc::default()));
    let ctx = testing::context();
    let create = CreateTicket::new(testing::kind("create_ticket"), backends.clone());
    for (args, word) in [
        (json!({}), "title"),
        (json!({"title": "  "}), "empty"),
        (json!({"title": "x", "priority": "soonish"}), "soonish"),
    ] {
        let error = create.call(&ctx, args).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::Validation);
        assert!(error.message.contains(word), "{}", error.message);
    }
    let update = UpdateTicket::new(testing::kind("update_ticket"), backends);
    assert!(
        update.call(&ctx, json!({"ticket": "1"})).await.unwrap_err().message.contains("nothing to change")
    );
    let error = update.call(&ctx, json!({"ticket": "1", "status": "open"})).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::NotFound);
}
