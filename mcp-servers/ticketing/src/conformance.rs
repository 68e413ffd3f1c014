//! What every back end promises, as a test that takes the back end: call [`check`] from the
//! back end's own tests, on an empty tenant.

use crate::backend::TicketBackend;
use crate::ticket::{Change, Comment, NewTicket, Priority, Query, Status};
use flow_schema::ErrorCode;
use mcp_servers_kit::ToolContext;
use serde_json::json;

/// Runs the suite and panics with a sentence where a promise is broken. `ctx` says for which
/// tenant and person; its keys are replaced.
pub async fn check(backend: &dyn TicketBackend, ctx: &ToolContext) {
    the_same_key_makes_one_ticket(backend, ctx).await;
    an_update_happens_once_per_key(backend, ctx).await;
    unknown_tickets_are_not_found(backend, ctx).await;
    tickets_are_found_by_what_they_say(backend, ctx).await;
    one_key_at_the_same_time_makes_one_ticket(backend, ctx).await;
    backend.test(ctx).await.expect("a back end that works passes its own connection test");
}

fn keyed(ctx: &ToolContext, key: &str) -> ToolContext {
    ToolContext { idempotency_key: format!("conformance-{key}"), ..ctx.clone() }
}

fn ticket(title: &str) -> NewTicket {
    NewTicket {
        title: title.into(),
        description: "It prints blank pages.".into(),
        category: "printer".into(),
        priority: Priority::P2,
        fields: json!({"device": "HP-42"}).as_object().cloned().unwrap_or_default(),
        tags: vec!["chat".into()],
        ..NewTicket::default()
    }
}

async fn the_same_key_makes_one_ticket(backend: &dyn TicketBackend, ctx: &ToolContext) {
    let first = backend.create(&keyed(ctx, "a"), ticket("Printer")).await.expect("a ticket can be made");
    assert!(!first.id.is_empty() && !first.number.is_empty(), "a ticket has an id and a number");
    assert_eq!(first.status, Status::New, "a ticket begins as new");
    assert_eq!((first.title.as_str(), first.priority), ("Printer", Priority::P2), "what was given is kept");
    let again =
        backend.create(&keyed(ctx, "a"), ticket("Printer")).await.expect("a repeated key is no error");
    assert_eq!((&again.id, &again.number), (&first.id, &first.number), "the same key gives the same ticket");
    let other =
        backend.create(&keyed(ctx, "b"), ticket("Printer")).await.expect("another ticket can be made");
    assert_ne!(other.id, first.id, "another key gives another ticket");
    assert_ne!(other.number, first.number, "two tickets never share a number");
    let read = backend
        .get(ctx, &first.id)
        .await
        .expect("a ticket can be read")
        .expect("a ticket that was made is there");
    assert_eq!(read.fields.get("device"), Some(&json!("HP-42")), "form fields are kept");
    assert_eq!(read.tags, ["chat"], "tags are kept");
    let by_number = backend.get(ctx, &first.number).await.expect("a ticket can be read by number");
    assert_eq!(by_number.map(|t| t.id), Some(first.id), "a number leads to its ticket");
}

async fn an_update_happens_once_per_key(backend: &dyn TicketBackend, ctx: &ToolContext) {
    let made = backend.create(&keyed(ctx, "c"), ticket("Update me")).await.expect("a ticket can be made");
    let change = Change {
        status: Some(Status::Open),
        priority: Some(Priority::P1),
        comment: Some(Comment { body: "Looking into it.".into(), internal: false }),
        ..Change::default()
    };
    let updated =
        backend.update(&keyed(ctx, "d"), &made.id, change.clone()).await.expect("a ticket can be changed");
    assert_eq!((updated.status, updated.priority), (Status::Open, Priority::P1), "the change is made");
    let again =
        backend.update(&keyed(ctx, "d"), &made.id, change).await.expect("a repeated update is no error");
    assert_eq!(again.status, Status::Open, "a repeated update gives the same answer");
    backend
        .comment(&keyed(ctx, "e"), &made.number, Comment { body: "For the desk.".into(), internal: true })
        .await
        .expect("a ticket can be commented on by number");
}

async fn unknown_tickets_are_not_found(backend: &dyn TicketBackend, ctx: &ToolContext) {
    let nowhere = "TKT-19700101-99999";
    assert!(backend.get(ctx, nowhere).await.expect("looking for nothing is no error").is_none());
    let change = Change { status: Some(Status::Open), ..Change::default() };
    let error =
        backend.update(&keyed(ctx, "f"), nowhere, change).await.expect_err("an unknown ticket cannot change");
    assert_eq!(error.code, ErrorCode::NotFound, "an unknown ticket is not_found");
}

async fn tickets_are_found_by_what_they_say(backend: &dyn TicketBackend, ctx: &ToolContext) {
    let made =
        backend.create(&keyed(ctx, "g"), ticket("Teleporter stuck")).await.expect("a ticket can be made");
    let query = |text: &str, status| Query { text: text.into(), status, requester: String::new(), limit: 10 };
    let found = backend.find(ctx, query("teleporter", None)).await.expect("tickets can be found");
    assert!(
        found.iter().any(|t| t.id == made.id),
        "a ticket is found by a word of its title, whatever the case"
    );
    let closed =
        backend.find(ctx, query("teleporter", Some(Status::Closed))).await.expect("tickets can be found");
    assert!(closed.is_empty(), "a ticket in another state is not found");
    let one = backend.find(ctx, Query { limit: 1, ..query("", None) }).await.expect("tickets can be listed");
    assert_eq!(one.len(), 1, "the limit is kept");
}

async fn one_key_at_the_same_time_makes_one_ticket(backend: &dyn TicketBackend, ctx: &ToolContext) {
    let key = keyed(ctx, "h");
    let (a, b) = tokio::join!(backend.create(&key, ticket("Race")), backend.create(&key, ticket("Race")));
    let made: Vec<_> = [a, b].into_iter().filter_map(Result::ok).collect();
    assert!(!made.is_empty(), "one of two calls at once succeeds");
    assert!(
        made.windows(2).all(|pair| pair[0].id == pair[1].id),
        "two calls at once under one key make one ticket"
    );
}
