use crate::support::{at, id, name, on_both, tenant};
use control_plane_domain::ticket::{Priority, TicketStatus};
use control_plane_domain::{RowScope, TenantId};
use control_plane_store::testing::TestDb;
use control_plane_store::tickets::{
    self, Applied, Author, Created, Deed, NewComment, NewTicket, Requester, Ticket, TicketChange,
    TicketFilter, TicketSort,
};
use control_plane_store::{Db, Page, Sort, StoreError, forms};
use serde_json::json;
use std::collections::BTreeSet;

on_both!(
    numbers_of_a_day_have_no_gaps_and_no_doubles,
    one_key_makes_one_ticket_under_concurrency,
    a_ticket_that_fails_gives_its_number_back,
    a_change_is_legal_once_per_key_and_written_down,
    comments_reach_whom_they_are_for,
    lists_show_what_the_scope_admits,
    a_form_keeps_its_versions,
);

fn new_ticket(key: Option<&str>) -> NewTicket {
    NewTicket {
        id: id(),
        idempotency_key: key.map(str::to_owned),
        title: "Printer on fire".into(),
        description: "100% smoke".into(),
        priority: Priority::P2,
        category: "hardware".into(),
        requester: Requester { id: None, name: "Ada".into(), email: "Ada@Example.com".into() },
        assignee: None,
        tags: vec!["printer".into()],
        fields: json!({ "floor": 3 }).as_object().unwrap().clone(),
        source: "chat".into(),
        conversation: None,
        run: None,
        by: Author { id: None, name: "Ada".into() },
    }
}

async fn make(db: &Db, tenant: TenantId, new: NewTicket, seconds: i64) -> Created {
    let tx = db.write(tenant).await.unwrap();
    let created = tickets::create(&tx, new, at(seconds)).await.unwrap();
    tx.commit().await.unwrap();
    created
}

async fn numbers_of_a_day_have_no_gaps_and_no_doubles(test: &TestDb) {
    let (a, b) = (tenant(&test.db, "a").await, tenant(&test.db, "b").await);
    let tickets = (0..32).map(|_| {
        let db = test.db.clone();
        tokio::spawn(async move { make(&db, a, new_ticket(None), 1).await.into_ticket().number.sequence() })
    });
    let sequences: BTreeSet<u32> =
        futures::future::join_all(tickets).await.into_iter().map(|sequence| sequence.unwrap()).collect();
    assert_eq!(sequences, (1..=32).collect());
    let other = make(&test.db, b, new_ticket(None), 1).await.into_ticket();
    assert_eq!(other.number.to_string(), "TKT-20261121-00001", "each tenant counts for itself");
    let tomorrow = make(&test.db, a, new_ticket(None), 24 * 3600).await.into_ticket();
    assert_eq!(tomorrow.number.to_string(), "TKT-20261122-00001");
}

async fn one_key_makes_one_ticket_under_concurrency(test: &TestDb) {
    let a = tenant(&test.db, "a").await;
    let calls = (0..32).map(|n| {
        let db = test.db.clone();
        // Half of them after midnight: a key does not depend on the day.
        tokio::spawn(async move { make(&db, a, new_ticket(Some("run/7")), (n % 2) * 24 * 3600).await })
    });
    let made: Vec<Created> =
        futures::future::join_all(calls).await.into_iter().map(|created| created.unwrap()).collect();
    assert_eq!(made.iter().filter(|created| matches!(created, Created::New(_))).count(), 1);
    let ids: BTreeSet<_> = made.into_iter().map(|created| created.into_ticket().id).collect();
    assert_eq!(ids.len(), 1);
}

async fn a_ticket_that_fails_gives_its_number_back(test: &TestDb) {
    let a = tenant(&test.db, "a").await;
    let tx = test.db.write(a).await.unwrap();
    tickets::create(&tx, new_ticket(None), at(1)).await.unwrap();
    drop(tx);
    let ticket = make(&test.db, a, new_ticket(None), 1).await.into_ticket();
    assert_eq!(ticket.number.sequence(), 1);
    let tx = test.db.read(a).await.unwrap();
    assert_eq!(tickets::find_by_number(&tx, ticket.number).await.unwrap(), Some(ticket));
}

async fn a_change_is_legal_once_per_key_and_written_down(test: &TestDb) {
    let a = tenant(&test.db, "a").await;
    let ticket = make(&test.db, a, new_ticket(None), 1).await.into_ticket();
    let by = Author { id: Some(id()), name: "Bob".into() };
    let deed = Deed { by: &by, action: "resolved", expected: Some(&ticket.etag), key: Some("k") };
    let resolve = TicketChange {
        status: Some(TicketStatus::Resolved),
        fields: json!({ "floor": null, "room": "3a" }).as_object().cloned(),
        ..Default::default()
    };
    let tx = test.db.write(a).await.unwrap();
    let changed = tickets::update(&tx, ticket.id, resolve.clone(), deed, at(2)).await.unwrap().unwrap();
    let Applied::Changed(resolved) = changed else { panic!("{changed:?}") };
    assert_eq!((resolved.status, resolved.resolved_at), (TicketStatus::Resolved, Some(at(2))));
    assert_eq!(json!(resolved.fields), json!({ "room": "3a" }));
    let again = tickets::update(&tx, ticket.id, resolve.clone(), deed, at(3)).await.unwrap().unwrap();
    assert_eq!(again, Applied::Unchanged(resolved.clone()), "the same key");
    let stale = Deed { key: None, ..deed };
    let refused = tickets::update(&tx, ticket.id, resolve, stale, at(3)).await;
    assert!(matches!(refused, Err(StoreError::Stale("ticket"))));
    let anyhow = Deed { expected: None, ..stale };
    let to_new = TicketChange { status: Some(TicketStatus::New), ..Default::default() };
    let refused = tickets::update(&tx, ticket.id, to_new, anyhow, at(3)).await.unwrap().unwrap();
    assert!(matches!(refused, Applied::Refused(_)));
    let history = tickets::history(&tx, ticket.id).await.unwrap();
    assert_eq!(
        history.iter().map(|entry| entry.action.as_str()).collect::<Vec<_>>(),
        ["created", "resolved"]
    );
    assert_eq!(history[1].changes["status"], json!({ "from": "new", "to": "resolved" }));
    assert_eq!(history[1].by, by);
}

async fn comments_reach_whom_they_are_for(test: &TestDb) {
    let a = tenant(&test.db, "a").await;
    let ticket = make(&test.db, a, new_ticket(None), 1).await.into_ticket();
    let tx = test.db.write(a).await.unwrap();
    let new =
        |internal, key| NewComment { id: id(), author: Author::default(), body: "Looking", internal, key };
    let first = tickets::add_comment(&tx, ticket.id, new(false, Some("k")), at(2)).await.unwrap().unwrap();
    let again = tickets::add_comment(&tx, ticket.id, new(false, Some("k")), at(3)).await.unwrap().unwrap();
    assert_eq!(again, first);
    tickets::add_comment(&tx, ticket.id, new(true, None), at(4)).await.unwrap();
    assert_eq!(tickets::comments(&tx, ticket.id, true).await.unwrap().len(), 2);
    assert_eq!(tickets::comments(&tx, ticket.id, false).await.unwrap(), vec![first]);
    assert_eq!(tickets::add_comment(&tx, id(), new(false, None), at(4)).await.unwrap(), None);
}

async fn lists_show_what_the_scope_admits(test: &TestDb) {
    let a = tenant(&test.db, "a").await;
    let ada = id();
    let mut own = new_ticket(None);
    own.requester.id = Some(ada);
    own.title = "VPN".into();
    let own = make(&test.db, a, own, 1).await.into_ticket();
    let other = make(&test.db, a, new_ticket(None), 2).await.into_ticket();
    let tx = test.db.read(a).await.unwrap();
    let list = async |filter: TicketFilter| {
        let sort = Sort::<TicketSort>::parse("-created_at").unwrap();
        let listed = tickets::list(&tx, &filter, sort, Page::default()).await.unwrap();
        listed.rows.into_iter().map(|ticket: Ticket| ticket.id).collect::<Vec<_>>()
    };
    let all = || TicketFilter::all(RowScope::All);
    assert_eq!(list(all()).await, [other.id, own.id]);
    assert_eq!(list(TicketFilter::all(RowScope::Own(ada))).await, [own.id]);
    assert_eq!(list(TicketFilter { text: Some("100%".into()), ..all() }).await.len(), 2);
    assert_eq!(list(TicketFilter { text: Some("0_0".into()), ..all() }).await, []);
    assert_eq!(list(TicketFilter { text: Some("vpn".into()), ..all() }).await, [own.id]);
    let email = TicketFilter { requester_email: Some("ada@example.com".parse().unwrap()), ..all() };
    assert_eq!(list(email).await.len(), 2);
    assert_eq!(list(TicketFilter { status: Some(TicketStatus::Closed), ..all() }).await, []);
}

async fn a_form_keeps_its_versions(test: &TestDb) {
    let a = tenant(&test.db, "a").await;
    let tx = test.db.write(a).await.unwrap();
    let first = forms::create(&tx, id(), &name("ticket"), "Ticket", "{\"v\":1}", None, at(0)).await.unwrap();
    let put = async |document: &str, expected| {
        forms::put(&tx, &name("ticket"), "Ticket", document, Some(expected), None, at(1)).await
    };
    let second = put("{\"v\":2}", &first.etag).await.unwrap().unwrap();
    assert_eq!((second.version, second.document.as_str()), (2, "{\"v\":2}"));
    assert!(matches!(put("{\"v\":3}", &first.etag).await, Err(StoreError::Stale("form"))));
    assert_eq!(forms::version(&tx, first.id, 1).await.unwrap().as_deref(), Some("{\"v\":1}"));
    assert_eq!(forms::all(&tx).await.unwrap(), vec![second]);
}
