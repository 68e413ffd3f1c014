//! No tenant sees, changes or names another tenant's rows: through the repositories on both
//! engines, and past them on PostgreSQL.

use crate::support::{at, id, name, on_both, tenant, user};
use control_plane_domain::attachment::FileKind;
use control_plane_domain::message::{MessageKind, MessageRole, Rating};
use control_plane_domain::ticket::Priority;
use control_plane_domain::widget::WidgetPosition;
use control_plane_domain::{
    AttachmentId, BaseId, BranchId, ConversationId, DocumentId, Environment, FlowId, MessageId,
    NotificationId, Role, RowScope, ServerId, SessionId, TenantId, TicketId, UserId,
};
use control_plane_store::approval_questions::{Asked, NewQuestion};
use control_plane_store::approvals::{Approval, ApprovalStatus, Seat};
use control_plane_store::attachments::{Kept, NewAttachment};
use control_plane_store::audit::{NewEntry, Verified};
use control_plane_store::conversations::{ConversationFilter, ConversationSort, NewConversation};
use control_plane_store::draft_places::DraftPlace;
use control_plane_store::flow_comments::FlowComment;
use control_plane_store::flow_environments::Pointer;
use control_plane_store::flow_presence::Presence;
use control_plane_store::flow_restore_points::{Documents, LineOf, RestorePoint};
use control_plane_store::flow_versions::{NewVersion, VersionFiles};
use control_plane_store::flow_widgets::Look;
use control_plane_store::flows::{Draft, FlowSort, NewFlow, Problems};
use control_plane_store::happenings::Happening;
use control_plane_store::idempotency::{Claim, RequestKey};
use control_plane_store::kb_documents::{DocumentSort, NewDocument};
use control_plane_store::messages::{Feedback, NewMessage, Origin};
use control_plane_store::notifications::NewNotification;
use control_plane_store::push::{NewSubscription, Target};
use control_plane_store::seal::Seal;
use control_plane_store::sessions::{NewSession, Rotation};
use control_plane_store::testing::TestDb;
use control_plane_store::ticket_files::TicketFile;
use control_plane_store::tickets::{
    Author, Deed, NewComment, NewTicket, Requester, TicketChange, TicketFilter, TicketSort,
};
use control_plane_store::tool_servers::{SeenTool, ToolServerChange};
use control_plane_store::users::{UserChange, UserFilter, UserSort};
use control_plane_store::version_results::{Found, TestsRun};
use control_plane_store::*;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Statement, TransactionTrait};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

on_both!(another_tenants_rows_do_not_exist);

/// One row in every table, and what they are called.
struct Filled {
    tenant: TenantId,
    approval: Uuid,
    question: Uuid,
    file: AttachmentId,
    push: Uuid,
    user: UserId,
    session: SessionId,
    conversation: ConversationId,
    message: MessageId,
    attachment: AttachmentId,
    run: Uuid,
    base: BaseId,
    document: DocumentId,
    ticket: TicketId,
    number: control_plane_domain::ticket::TicketNumber,
    server: ServerId,
    notification: NotificationId,
    hash: String,
    flow: FlowId,
    branch: BranchId,
}

const REQUEST: RequestKey<'static> = RequestKey { owner: "ada", route: "POST /x", key: "k" };

fn seal() -> Seal {
    Seal::new(&[9; 32])
}

fn approval() -> Approval {
    Approval {
        id: id(),
        run: id(),
        flow: "help".into(),
        node: "sign".into(),
        iteration: 0,
        conversation: None,
        asker_name: String::new(),
        asker_email: String::new(),
        asker: None,
        title: "x".into(),
        details: json!({}),
        hash: "x".into(),
        approvers: vec![Seat { email: "ada@example.com".into(), role: String::new() }],
        mode: "any".into(),
        decisions: Vec::new(),
        status: ApprovalStatus::Pending,
        until: None,
        as_of: 1,
        created_at: at(0),
        updated_at: at(0),
    }
}

fn comment(flow: FlowId, author: UserId) -> FlowComment {
    FlowComment {
        id: id(),
        flow,
        parent: None,
        node: Some("a".into()),
        point: None,
        text: "x".into(),
        mentions: vec![author],
        author,
        author_name: "Ada".into(),
        resolved: None,
        created_at: at(0),
        edited_at: None,
    }
}

fn look() -> Look {
    Look {
        enabled: true,
        origins: vec!["https://shop.example.com".parse().unwrap()],
        title: "x".into(),
        greeting: "x".into(),
        accent: "#000000".into(),
        position: WidgetPosition::BottomRight,
    }
}

async fn fill(test: &TestDb) -> Filled {
    let db = &test.db;
    let tenant = tenant(db, "a").await;
    let user = user(db, tenant, "ada@example.com", Role::OrgOwner).await.id;
    let tx = db.write(tenant).await.unwrap();
    let session = id();
    let new =
        NewSession { id: session, user, device: "x", address: "x", expires_at: at(99), token_hash: "t" };
    sessions::create(&tx, new, at(0)).await.unwrap();
    let entry = NewEntry {
        actor: None,
        actor_name: "Ada",
        action: "x",
        subject_kind: "x",
        subject_id: "x",
        data: json!({}),
        correlation_id: "x",
    };
    audit::append(&tx, entry, at(0)).await.unwrap();
    idempotency::claim(&tx, REQUEST, "b", Uuid::nil(), at(0)).await.unwrap();
    settings::put(&tx, "models", &json!({}), None, at(0)).await.unwrap();
    secrets::put(&tx, &seal(), "smtp", "hunter2", at(0)).await.unwrap();
    let note = NewNotification { id: id(), user, key: "k", subject: "x", body: "x", link: None };
    let notification = notifications::create(&tx, note, at(0)).await.unwrap().id;
    let target = Target { endpoint: "https://x".into(), p256dh: vec![1], auth: vec![1] };
    let push = id::<Uuid>();
    let new = NewSubscription { id: push, user, session, endpoint_hash: "x", target: &target };
    assert!(push::put(&tx, &seal(), new, 9, at(0)).await.unwrap().is_some());
    push::queue(&tx, user, notification, at(0)).await.unwrap();
    assert_eq!(push::due(&tx, at(0), 9).await.unwrap().len(), 1);

    let problems = Problems::default();
    let draft = Draft { document: "{}", title: "x", description: "x", problems };
    let new = NewFlow { id: id(), name: name("help"), draft, layout: "{}", by: None };
    let flow = flows::create(&tx, new, at(0)).await.unwrap().id;
    flow_tests::put(&tx, flow, "one", "{}", at(0)).await.unwrap();
    let asked = Approval { asker: Some(user), ..approval() };
    approvals::put(&tx, &asked).await.unwrap();
    let question = id::<Uuid>();
    let new = NewQuestion {
        id: question,
        approval: asked.id,
        by: user,
        by_name: "Ada",
        by_email: "ada@example.com",
        text: "x",
    };
    assert!(matches!(approval_questions::ask(&tx, new, 9, at(0)).await.unwrap(), Some(Asked::Now(_))));
    let happening =
        Happening { id: id(), event: "x".into(), key: "x".into(), payload: json!({}), principal: json!({}) };
    happenings::put(&tx, &happening, at(0)).await.unwrap();
    let files = VersionFiles { document: "{}".into(), layout: "{}".into(), tests: BTreeMap::new() };
    let tests = TestsRun { passed: 1, at: at(0), ..TestsRun::default() };
    let found = Found { problems, findings: "[]", tests: Some(tests) };
    let new =
        NewVersion { files: &files, author: None, author_name: "x", author_email: "x", message: "x", found };
    let hash = flow_versions::publish(&tx, &name("help"), new, at(0)).await.unwrap().unwrap().hash;
    let pointer =
        Pointer { environment: Environment::Production, version: Some(1), candidate: None, moved: None };
    flow_environments::put(&tx, flow, &pointer, "x", at(0)).await.unwrap();
    let place = DraftPlace {
        author: Some(user),
        author_name: "Ada".into(),
        node: "a".into(),
        field: "/config".into(),
        changed_at: at(0),
    };
    draft_places::put(&tx, flow, &place).await.unwrap();
    let branch = id();
    let trunk = "idea".parse().unwrap();
    let new = flow_branches::NewBranch {
        id: branch,
        flow,
        name: &trunk,
        base: "{}",
        base_layout: "{}",
        base_version: None,
        problems,
        by: Some(user),
        by_name: "Ada",
    };
    flow_branches::create(&tx, new, at(0)).await.unwrap();
    branch_places::put(&tx, branch, &place).await.unwrap();
    let point = branch_points::NewPoint {
        branch,
        document: "{}",
        layout: "{}",
        author_name: "Ada",
        author_email: "ada@example.com",
        message: "x",
    };
    branch_points::create(&tx, point, at(0)).await.unwrap();
    let line = LineOf { flow, branch: Some(branch) };
    let restore_point = RestorePoint {
        id: id(),
        line,
        label: "x".into(),
        bytes: 4,
        nodes: 0,
        author: Some(user),
        author_name: "Ada".into(),
        at: at(0),
    };
    let documents = Documents { document: "{}".into(), layout: "{}".into() };
    assert!(flow_restore_points::put(&tx, &restore_point, &documents).await.unwrap());
    let presence = Presence {
        tab: id(),
        user,
        user_name: "Ada".into(),
        branch: None,
        node: None,
        field: None,
        seen_at: at(0),
    };
    flow_presence::put(&tx, flow, &presence, at(0)).await.unwrap();
    flow_comments::create(&tx, &comment(flow, user)).await.unwrap();
    flow_widgets::put(&tx, flow, "public", &look(), at(0)).await.unwrap();
    flow_widgets::set_secret(&tx, &seal(), flow, Some("hunter2"), at(0)).await.unwrap();

    let new =
        NewConversation { id: id(), user, flow: name("help"), title: "x".into(), draft: false, branch: None };
    let conversation = conversations::create(&tx, new, at(0)).await.unwrap().id;
    assert!(persons::want(&tx, conversation, "x", true, at(0)).await.unwrap());
    let (message, run) = (id(), Uuid::now_v7());
    let new = NewMessage {
        id: message,
        conversation,
        origin: Some(Origin { run, seq: Some(1) }),
        author: None,
        role: MessageRole::User,
        kind: MessageKind::Text,
        content: "x".into(),
        citations: vec![],
        data: json!({}),
    };
    messages::append(&tx, new, at(0)).await.unwrap();
    let new = NewAttachment {
        id: id(),
        conversation,
        uploader: user,
        name: "x".into(),
        kind: FileKind::Text,
        bytes: 1,
        blob: "x".into(),
    };
    let attachment = new.id;
    attachments::create(&tx, new, at(0)).await.unwrap();
    let opinion =
        Feedback { message, user, rating: Rating::Up, reason: None, comment: None, created_at: at(0) };
    messages::put_feedback(&tx, &opinion).await.unwrap();

    let base = kb_bases::create(&tx, id(), name("it"), "IT", at(0)).await.unwrap().id;
    let new = NewDocument {
        id: id(),
        base,
        path: "x".into(),
        title: "x".into(),
        url: None,
        format: "text".into(),
        bytes: 1,
        blob: "x".into(),
    };
    let document = kb_documents::create(&tx, new, at(0)).await.unwrap().id;

    let ticket = tickets::create(&tx, ticket(), at(0)).await.unwrap().into_ticket();
    let new = NewComment { id: id(), author: Author::default(), body: "x", internal: false, key: None };
    tickets::add_comment(&tx, ticket.id, new, at(0)).await.unwrap();
    let file = TicketFile {
        id: id(),
        ticket: ticket.id,
        comment: None,
        uploader: user,
        name: "x".into(),
        kind: FileKind::Text,
        bytes: 1,
        blob: "x".into(),
    };
    ticket_files::create(&tx, &file, at(0)).await.unwrap();
    forms::create(&tx, id(), &name("ticket"), "x", "{}", None, at(0)).await.unwrap();
    let server = tool_servers::create(&tx, id(), name("jira"), "http://x", None, at(0)).await.unwrap().id;
    let seen = SeenTool { name: "find".into(), description: json!({}), digest: "d".into() };
    tool_servers::keep_tools(&tx, server, vec![seen], at(0)).await.unwrap();
    tx.commit().await.unwrap();
    let (ticket, number) = (ticket.id, ticket.number);
    Filled {
        tenant,
        approval: asked.id,
        question,
        file: file.id,
        push,
        user,
        session,
        conversation,
        message,
        attachment,
        run,
        base,
        document,
        ticket,
        number,
        server,
        notification,
        hash,
        flow,
        branch,
    }
}

fn ticket() -> NewTicket {
    NewTicket {
        id: id(),
        idempotency_key: Some("k".into()),
        title: "x".into(),
        description: "x".into(),
        priority: Priority::P3,
        category: "x".into(),
        requester: Requester::default(),
        assignee: None,
        tags: vec![],
        fields: Default::default(),
        source: "x".into(),
        conversation: None,
        run: None,
        by: Author::default(),
    }
}

async fn another_tenants_rows_do_not_exist(test: &TestDb) {
    let of = fill(test).await;
    let other = tenant(&test.db, "b").await;
    let page = Page::default();
    let tx = test.db.write(other).await.unwrap();
    let (help, it) = (name("help"), name("it"));

    // Nothing is found.
    assert_eq!(users::find(&tx, of.user).await.unwrap(), None);
    assert_eq!(users::find_by_email(&tx, &"ada@example.com".parse().unwrap()).await.unwrap(), None);
    assert_eq!(users::password_hash(&tx, of.user).await.unwrap(), None);
    assert_eq!(sessions::find(&tx, of.session).await.unwrap(), None);
    assert_eq!(sessions::list_live(&tx, of.user, at(1)).await.unwrap(), vec![]);
    assert_eq!(audit::after(&tx, 0, 9).await.unwrap(), vec![]);
    assert!(matches!(audit::verify(&tx).await.unwrap(), Verified::Intact { entries: 0, .. }));
    assert_eq!(settings::find::<serde_json::Value>(&tx, "models").await.unwrap(), None);
    assert_eq!(secrets::find(&tx, &seal(), "smtp").await.unwrap(), None);
    assert_eq!(secrets::names(&tx).await.unwrap(), vec![]);
    assert_eq!(flows::find(&tx, &help).await.unwrap(), None);
    assert_eq!(flows::draft(&tx, &help).await.unwrap(), None);
    assert_eq!(flows::layout(&tx, &help).await.unwrap(), None);
    assert_eq!(flow_documents::find(&tx, &of.hash).await.unwrap(), None);
    assert_eq!(flow_versions::find(&tx, &help, 1).await.unwrap(), None);
    assert_eq!(version_results::findings(&tx, of.flow, 1).await.unwrap(), None);
    assert_eq!(version_results::last_tests(&tx, of.flow, 1).await.unwrap(), None);
    assert_eq!(draft_places::all(&tx, of.flow).await.unwrap(), vec![]);
    assert_eq!(flow_presence::all(&tx, of.flow, at(0)).await.unwrap(), vec![]);
    assert_eq!(flow_branches::all(&tx, of.flow).await.unwrap(), vec![]);
    assert_eq!(flow_branches::of_tenant(&tx).await.unwrap(), vec![]);
    assert_eq!(branch_places::all(&tx, of.branch).await.unwrap(), vec![]);
    assert_eq!(branch_points::commit(&tx, of.branch, 1).await.unwrap(), None);
    let line = LineOf { flow: of.flow, branch: Some(of.branch) };
    assert_eq!(flow_restore_points::all(&tx, line).await.unwrap(), vec![]);
    assert_eq!(branch_points::without_commit(&tx, 9).await.unwrap(), vec![]);
    assert_eq!(flow_comments::all(&tx, of.flow, 9).await.unwrap(), vec![]);
    assert_eq!(flow_widgets::find(&tx, of.flow).await.unwrap(), None);
    assert_eq!(flow_widgets::secret(&tx, &seal(), of.flow).await.unwrap(), None);
    assert_eq!(flow_versions::published(&tx, &help).await.unwrap(), None);
    assert_eq!(flow_versions::without_commit(&tx, 9).await.unwrap(), vec![]);
    assert_eq!(conversations::find(&tx, of.conversation).await.unwrap(), None);
    assert_eq!(messages::find(&tx, of.message).await.unwrap(), None);
    assert_eq!(messages::find_by_origin(&tx, of.run, 1).await.unwrap(), None);
    assert_eq!(messages::after(&tx, of.conversation, 0, 9).await.unwrap(), vec![]);
    assert_eq!(messages::of_run(&tx, of.run, 0).await.unwrap(), vec![]);
    assert_eq!(messages::feedback(&tx, of.conversation, of.user).await.unwrap(), vec![]);
    assert_eq!(attachments::find(&tx, of.attachment).await.unwrap(), None);
    assert_eq!(attachments::sent(&tx, of.conversation).await.unwrap(), vec![]);
    assert_eq!(attachments::kept(&tx, of.conversation).await.unwrap(), Kept::default());
    assert_eq!(attachments::total(&tx).await.unwrap(), 0);
    assert!(!attachments::uses_blob(&tx, "x").await.unwrap());
    assert_eq!(kb_bases::find(&tx, &it).await.unwrap(), None);
    assert_eq!(kb_bases::find_by_id(&tx, of.base).await.unwrap(), None);
    assert_eq!(kb_bases::progress(&tx, of.base).await.unwrap().documents(), 0);
    assert_eq!(kb_documents::find(&tx, of.document).await.unwrap(), None);
    assert_eq!(kb_documents::text(&tx, of.document).await.unwrap(), None);
    assert_eq!(kb_documents::begin_next(&tx, at(1)).await.unwrap(), None);
    assert_eq!(tickets::find(&tx, of.ticket).await.unwrap(), None);
    assert_eq!(tickets::find_by_number(&tx, of.number).await.unwrap(), None);
    assert_eq!(tickets::find_by_key(&tx, "k").await.unwrap(), None);
    assert_eq!(tickets::comments(&tx, of.ticket, true).await.unwrap(), vec![]);
    assert_eq!(tickets::history(&tx, of.ticket).await.unwrap(), vec![]);
    assert_eq!(ticket_files::find(&tx, of.file).await.unwrap(), None);
    assert_eq!(ticket_files::sent(&tx, of.ticket).await.unwrap(), vec![]);
    assert_eq!(ticket_files::kept(&tx, of.ticket).await.unwrap(), Kept::default());
    assert_eq!(ticket_files::total(&tx).await.unwrap(), 0);
    assert_eq!(ticket_files::sweep(&tx, at(99), 9).await.unwrap(), vec![]);
    assert!(!ticket_files::delete_unsent(&tx, of.file).await.unwrap());
    assert!(!ticket_files::uses_blob(&tx, "x").await.unwrap());
    assert_eq!(forms::find(&tx, &name("ticket")).await.unwrap(), None);
    assert_eq!(tool_servers::find(&tx, of.server).await.unwrap(), None);
    assert_eq!(tool_servers::usable_tools(&tx).await.unwrap(), vec![]);
    assert_eq!(notifications::unread(&tx, of.user).await.unwrap(), 0);
    assert_eq!(push::list(&tx, of.user).await.unwrap(), vec![]);
    assert_eq!(push::target(&tx, &seal(), of.push).await.unwrap(), None);
    assert_eq!(push::due(&tx, at(99), 9).await.unwrap(), vec![]);
    assert_eq!(push::purge(&tx, at(99)).await.unwrap(), 0);
    assert!(!push::delete(&tx, of.user, of.push).await.unwrap());
    assert_eq!(approval_questions::find(&tx, of.question).await.unwrap(), None);
    assert_eq!(approval_questions::of(&tx, of.approval).await.unwrap(), vec![]);
    assert_eq!(approval_questions::open_to(&tx, of.user, 9).await.unwrap(), vec![]);
    assert_eq!(approval_questions::answer(&tx, of.question, "x", "x", at(1)).await.unwrap(), None);

    // Nothing is listed.
    let totals = [
        users::list(&tx, &UserFilter::default(), Sort::ascending(UserSort::Name), page).await.unwrap().total,
        flows::list(&tx, None, Sort::ascending(FlowSort::Name), page).await.unwrap().total,
        flow_versions::list(&tx, &help, page).await.unwrap().total,
        kb_documents::list(&tx, of.base, None, Sort::ascending(DocumentSort::Path), page)
            .await
            .unwrap()
            .total,
        tickets::list(&tx, &TicketFilter::all(RowScope::All), Sort::ascending(TicketSort::Number), page)
            .await
            .unwrap()
            .total,
        conversations::list(
            &tx,
            &ConversationFilter { scope: RowScope::All, flow: None, status: None, draft: None },
            Sort::ascending(ConversationSort::CreatedAt),
            page,
        )
        .await
        .unwrap()
        .total,
        notifications::list(&tx, of.user, false, page).await.unwrap().total,
    ];
    assert_eq!(totals, [0; 7]);

    // Nothing is changed.
    assert_eq!(users::update(&tx, of.user, UserChange::default(), None, at(1)).await.unwrap(), None);
    assert!(!users::set_password(&tx, of.user, "x", at(1)).await.unwrap());
    assert!(!users::delete(&tx, of.user).await.unwrap());
    let rotation = sessions::rotate(&tx, "t", "t2", at(9), chrono::Duration::zero(), at(1)).await.unwrap();
    assert_eq!(rotation, Rotation::Unknown);
    assert!(!sessions::revoke(&tx, of.session, "x", at(1)).await.unwrap());
    assert_eq!(sessions::purge(&tx, at(1000)).await.unwrap(), 0);
    assert_eq!(idempotency::purge(&tx, at(1_000_000)).await.unwrap(), 0);
    assert_eq!(
        idempotency::claim(&tx, REQUEST, "b", Uuid::nil(), at(1)).await.unwrap(),
        Claim::Mine,
        "a key of its own"
    );
    assert!(!secrets::delete(&tx, "smtp").await.unwrap());
    assert_eq!(flows::put_layout(&tx, &help, "{}", None).await.unwrap(), None);
    assert!(!flow_widgets::set_secret(&tx, &seal(), of.flow, None, at(1)).await.unwrap());
    assert!(!flows::delete(&tx, &help).await.unwrap());
    assert!(!conversations::set_title(&tx, of.conversation, "x").await.unwrap());
    assert!(!persons::want(&tx, of.conversation, "x", true, at(1)).await.unwrap());
    let place = (Uuid::nil(), "x", 1);
    assert!(!persons::want_for_run(&tx, of.conversation, place, ("x", "x"), at(1)).await.unwrap());
    let taken = persons::take(&tx, of.conversation, (of.user, "x"), None).await.unwrap();
    assert_eq!(taken, persons::Taken::Unwanted);
    assert!(!persons::leave(&tx, of.conversation, 1).await.unwrap());
    assert_eq!(persons::queue(&tx, 9).await.unwrap(), vec![]);
    assert_eq!(persons::before(&tx, at(1_000), of.conversation).await.unwrap(), 0);
    assert!(!messages::set_data(&tx, of.message, &json!(1)).await.unwrap());
    assert!(!messages::ask_anew(&tx, of.message, MessageKind::Text, "x", &json!(1)).await.unwrap());
    assert!(!attachments::send(&tx, of.attachment, of.message, None).await.unwrap());
    assert!(!attachments::delete_unsent(&tx, of.attachment).await.unwrap());
    assert_eq!(attachments::sweep(&tx, at(1_000_000), 9).await.unwrap(), vec![]);
    assert_eq!(kb_documents::requeue_all(&tx, None, at(1)).await.unwrap(), 0);
    assert!(!kb_documents::delete(&tx, of.document).await.unwrap());
    assert!(!kb_bases::delete(&tx, of.base).await.unwrap());
    let by = Author::default();
    let deed = Deed { by: &by, action: "x", expected: None, key: None };
    assert_eq!(tickets::update(&tx, of.ticket, TicketChange::default(), deed, at(1)).await.unwrap(), None);
    let change = ToolServerChange::default();
    assert_eq!(tool_servers::update(&tx, of.server, change, None, at(1)).await.unwrap(), None);
    assert!(!tool_servers::approve(&tx, of.server, "find", "d").await.unwrap());
    assert!(!tool_servers::delete(&tx, of.server).await.unwrap());
    assert_eq!(notifications::mark_read(&tx, of.user, of.notification, at(1)).await.unwrap(), None);
    let theirs = tickets::create(&tx, ticket(), at(1)).await.unwrap();
    assert!(matches!(theirs, tickets::Created::New(_)), "a key belongs to its tenant");
    tx.commit().await.unwrap();

    let tx = test.db.read(of.tenant).await.unwrap();
    assert!(users::find(&tx, of.user).await.unwrap().is_some());
    assert!(identities::find(&tx, &"ada@example.com".parse().unwrap()).await.unwrap().is_some());
    assert!(sessions::find(&tx, of.session).await.unwrap().unwrap().revoked_at.is_none());
    assert!(tickets::find(&tx, of.ticket).await.unwrap().is_some());
    assert!(attachments::find(&tx, of.attachment).await.unwrap().is_some());
    assert_eq!(flow_widgets::secret(&tx, &seal(), of.flow).await.unwrap().as_deref(), Some("hunter2"));
    // The directory of widgets belongs to nobody, and knows those that are on.
    assert_eq!(embeds::find(&tx, "public").await.unwrap(), Some((of.tenant, of.flow)));
    drop(tx);
    let tx = test.db.write(of.tenant).await.unwrap();
    flow_widgets::put(&tx, of.flow, "public", &Look { enabled: false, ..look() }, at(1)).await.unwrap();
    assert_eq!(embeds::find(&tx, "public").await.unwrap(), None);
    assert!(flow_widgets::find(&tx, of.flow).await.unwrap().is_some());
    flow_widgets::put(&tx, of.flow, "public", &look(), at(2)).await.unwrap();
    assert!(flows::delete(&tx, &name("help")).await.unwrap());
    assert_eq!(embeds::find(&tx, "public").await.unwrap(), None, "gone with its flow");
}

/// Tables that belong to nobody, with why.
const SHARED: &[&str] = &[
    "embeds",        // the directory of widgets: a public name and two ids
    "identities",    // the sign-in directory: an address and two ids
    "run_directory", // which runs have work at start: ids and times
    "run_retention", // which runs ended when: ids and times
    "setup_tokens",  // hashes of one-time links
];

/// The rows of a query past the repositories, as the application's role.
async fn ask(tx: &DatabaseTransaction, sql: &str) -> Vec<sea_orm::QueryResult> {
    tx.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await.unwrap()
}

async fn become_tenant(tx: &DatabaseTransaction, tenant: TenantId) {
    ask(tx, &format!("SELECT set_config('app.tenant_id', '{tenant}', true)")).await;
}

/// Every table with a `tenant_id`, found in the database itself, so that a new one is covered the
/// day it appears.
async fn tenant_tables(test: &TestDb) -> Vec<String> {
    let tx = test.db.connection().begin().await.unwrap();
    let sql = "SELECT c.relname FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
               WHERE a.attname = 'tenant_id' AND c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
               ORDER BY 1";
    let tables =
        ask(&tx, sql).await.iter().map(|row| row.try_get::<String>("", "relname").unwrap()).collect();
    let tables: Vec<String> = tables;
    tables.into_iter().filter(|table| !SHARED.contains(&table.as_str())).collect()
}

#[tokio::test]
async fn every_tenant_table_is_under_forced_policies_and_not_the_applications() {
    let test = TestDb::postgres().await;
    let tables = tenant_tables(&test).await;
    assert!(tables.len() >= 20, "{tables:?}");
    let tx = test.db.connection().begin().await.unwrap();
    for table in &tables {
        let sql = format!(
            "SELECT c.relrowsecurity, c.relforcerowsecurity, pg_get_userbyid(c.relowner)::text AS owner,
                 a.attnotnull AND a.atttypid = 'uuid'::regtype AS sound,
                 (SELECT count(*) FROM pg_policies AS p WHERE p.tablename = c.relname
                  AND p.cmd = 'ALL' AND p.qual LIKE '%app.tenant_id%' AND p.with_check LIKE '%app.tenant_id%') AS ours,
                 (SELECT count(*) FROM pg_policies AS p WHERE p.tablename = c.relname) AS policies
             FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
             WHERE c.oid = '{table}'::regclass"
        );
        let row = &ask(&tx, &sql).await[0];
        let is = |column: &str| row.try_get::<bool>("", column).unwrap();
        let count = |column: &str| row.try_get::<i64>("", column).unwrap();
        assert!(is("relrowsecurity") && is("relforcerowsecurity"), "{table} is not under forced policies");
        assert!(is("sound"), "{table}.tenant_id may be missing");
        assert_eq!((count("ours"), count("policies")), (1, 1), "policies of {table}");
        assert_ne!(row.try_get::<String>("", "owner").unwrap(), migrations::rls::APP_ROLE, "{table}");
    }
    let sql = "SELECT rolsuper OR rolbypassrls OR rolcreaterole AS mighty FROM pg_roles WHERE rolname = current_user";
    assert!(!ask(&tx, sql).await[0].try_get::<bool>("", "mighty").unwrap());
    drop(tx);
    test.close().await;
}

#[tokio::test]
async fn past_the_repositories_the_policies_still_hold() {
    let test = TestDb::postgres().await;
    let of = fill(&test).await;
    let other = tenant(&test.db, "b").await;
    let tables = tenant_tables(&test).await;
    let count = async |tx: &DatabaseTransaction, table: &str| {
        ask(tx, &format!("SELECT count(*) AS count FROM {table}")).await[0]
            .try_get::<i64>("", "count")
            .unwrap()
    };
    for table in &tables {
        let tx = test.db.connection().begin().await.unwrap();
        assert_eq!(count(&tx, table).await, 0, "{table} without a tenant");
        become_tenant(&tx, of.tenant).await;
        // The journal's tables are filled by its own tests.
        let journal = table.starts_with("run");
        assert!(
            journal || count(&tx, table).await > 0,
            "{table} is empty: this test would prove nothing about it"
        );
        become_tenant(&tx, other).await;
        assert_eq!(count(&tx, table).await, 0, "{table} as another tenant");
        drop(tx);

        // Neither may another tenant's row be made, nor one's own be given away.
        for sql in [
            format!(
                "INSERT INTO {table} SELECT * FROM jsonb_populate_record(null::{table}, '{{\"tenant_id\": \"{}\"}}')",
                of.tenant
            ),
            format!("UPDATE {table} SET tenant_id = '{other}'"),
        ] {
            let tx = test.db.connection().begin().await.unwrap();
            become_tenant(&tx, if sql.starts_with("INSERT") { other } else { of.tenant }).await;
            let done = tx.execute_unprepared(&sql).await;
            let harmless = journal && done.as_ref().is_ok_and(|done| done.rows_affected() == 0);
            assert!(done.is_err() || harmless, "{sql}");
        }
    }
    test.close().await;
}

#[tokio::test]
async fn the_applications_role_cannot_lift_the_policies() {
    let test = TestDb::postgres().await;
    fill(&test).await;
    for sql in [
        "SET LOCAL row_security = off; SELECT * FROM tickets",
        "ALTER TABLE tickets DISABLE ROW LEVEL SECURITY",
        "DROP POLICY tenant_only ON tickets",
        "CREATE POLICY everybody ON tickets USING (true)",
        "SET ROLE flowright_owner",
        "ALTER ROLE flowright_app BYPASSRLS",
        "TRUNCATE tickets",
        "DELETE FROM audit_log",
        "UPDATE flow_versions SET hash = 'x'",
        "UPDATE ticket_history SET action = 'x'",
        "DROP TABLE tickets",
    ] {
        let tx = test.db.connection().begin().await.unwrap();
        assert!(tx.execute_unprepared(sql).await.is_err(), "{sql}");
    }
    test.close().await;
}

#[tokio::test]
async fn a_forgotten_tenant_does_not_stick_to_its_connection() {
    let test = TestDb::postgres().await;
    let of = fill(&test).await;
    for _ in 0..20 {
        let tx = test.db.read(of.tenant).await.unwrap();
        assert!(tickets::find(&tx, of.ticket).await.unwrap().is_some());
        drop(tx);
        let tx = test.db.connection().begin().await.unwrap();
        assert_eq!(ask(&tx, "SELECT id FROM tickets").await.len(), 0);
    }
    test.close().await;
}
