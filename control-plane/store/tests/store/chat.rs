use crate::support::{at, id, name, on_both, tenant};
use control_plane_domain::attachment::FileKind;
use control_plane_domain::message::{MessageKind, MessageRole, Rating};
use control_plane_domain::{ConversationId, RowScope, TenantId, UserId};
use control_plane_store::attachments::{self, Kept, NewAttachment};
use control_plane_store::conversations::{self, ConversationFilter, ConversationSort, NewConversation};
use control_plane_store::messages::{self, Appended, Feedback, NewMessage, Origin};
use control_plane_store::testing::TestDb;
use control_plane_store::{Db, Page, Sort, StoreError};
use serde_json::json;
use uuid::Uuid;

on_both!(
    an_event_that_is_seen_twice_speaks_once,
    messages_are_numbered_without_gaps_under_concurrency,
    a_user_lists_their_own_conversations,
    a_second_opinion_replaces_the_first,
    a_file_is_one_messages_and_what_nobody_has_any_more_is_swept,
);

async fn conversation(db: &Db, user: UserId) -> (TenantId, ConversationId) {
    let a = tenant(db, "a").await;
    let tx = db.write(a).await.unwrap();
    let new = NewConversation {
        id: id(),
        user,
        flow: name("help"),
        title: String::new(),
        draft: false,
        branch: None,
    };
    let conversation = conversations::create(&tx, new, at(0)).await.unwrap();
    tx.commit().await.unwrap();
    (a, conversation.id)
}

fn message(conversation: ConversationId, origin: Option<Origin>) -> NewMessage {
    NewMessage {
        id: id(),
        conversation,
        origin,
        author: None,
        role: MessageRole::Assistant,
        kind: MessageKind::Text,
        content: "Hold the button. ü".into(),
        citations: vec![json!({ "n": 1 })],
        data: json!({}),
    }
}

async fn an_event_that_is_seen_twice_speaks_once(test: &TestDb) {
    let (a, conversation) = conversation(&test.db, id()).await;
    let origin = Some(Origin { run: Uuid::now_v7(), seq: Some(7) });
    let appends = (0..8).map(|_| {
        let db = test.db.clone();
        tokio::spawn(async move {
            let tx = db.write(a).await.unwrap();
            let appended =
                messages::append(&tx, message(conversation, origin), at(1)).await.unwrap().unwrap();
            tx.commit().await.unwrap();
            matches!(appended, Appended::New(_))
        })
    });
    let new =
        futures::future::join_all(appends).await.into_iter().filter(|new| matches!(new, Ok(true))).count();
    assert_eq!(new, 1);
    let tx = test.db.write(a).await.unwrap();
    let all = messages::after(&tx, conversation, 0, 100).await.unwrap();
    assert_eq!((all.len(), all[0].seq, all[0].origin), (1, 1, origin));
    assert_eq!(
        messages::append(&tx, message(id(), None), at(2)).await.unwrap(),
        None,
        "no such conversation"
    );
    assert!(messages::set_data(&tx, all[0].id, &json!({ "answered": true })).await.unwrap());
    assert_eq!(messages::find(&tx, all[0].id).await.unwrap().unwrap().data, json!({ "answered": true }));
}

async fn messages_are_numbered_without_gaps_under_concurrency(test: &TestDb) {
    let (a, conversation) = conversation(&test.db, id()).await;
    let appends = (0..16).map(|_| async {
        let tx = test.db.write(a).await.unwrap();
        messages::append(&tx, message(conversation, None), at(1)).await.unwrap();
        tx.commit().await.unwrap();
    });
    futures::future::join_all(appends).await;
    let tx = test.db.read(a).await.unwrap();
    let seqs = |all: Vec<messages::Message>| all.into_iter().map(|message| message.seq).collect::<Vec<_>>();
    let all = messages::after(&tx, conversation, 0, 100).await.unwrap();
    assert_eq!(seqs(all), (1..=16).collect::<Vec<_>>());
    assert_eq!(seqs(messages::last(&tx, conversation, 2).await.unwrap()), [15, 16]);
}

async fn a_user_lists_their_own_conversations(test: &TestDb) {
    let ada = id();
    let (a, own) = conversation(&test.db, ada).await;
    let tx = test.db.write(a).await.unwrap();
    let other = NewConversation {
        id: id(),
        user: id(),
        flow: name("help"),
        title: String::new(),
        draft: true,
        branch: None,
    };
    conversations::create(&tx, other, at(1)).await.unwrap();
    let list = async |scope| {
        let filter = ConversationFilter { scope, flow: None, status: None, draft: None };
        let sort = Sort::descending(ConversationSort::UpdatedAt);
        conversations::list(&tx, &filter, sort, Page::default()).await.unwrap()
    };
    let mine = list(RowScope::Own(ada)).await;
    assert_eq!((mine.rows[0].id, mine.total), (own, 1));
    assert_eq!(list(RowScope::All).await.total, 2);
}

async fn a_second_opinion_replaces_the_first(test: &TestDb) {
    let (a, conversation) = conversation(&test.db, id()).await;
    let tx = test.db.write(a).await.unwrap();
    let said =
        messages::append(&tx, message(conversation, None), at(1)).await.unwrap().unwrap().into_message();
    let user = id();
    let mut opinion = Feedback {
        message: said.id,
        user,
        rating: Rating::Up,
        reason: None,
        comment: None,
        created_at: at(2),
    };
    messages::put_feedback(&tx, &opinion).await.unwrap();
    opinion.rating = Rating::Down;
    messages::put_feedback(&tx, &opinion).await.unwrap();
    assert_eq!(messages::feedback(&tx, conversation, user).await.unwrap(), vec![opinion.clone()]);
    let nowhere = Feedback { message: id(), ..opinion };
    assert!(matches!(messages::put_feedback(&tx, &nowhere).await, Err(StoreError::Dangling(_))));
}

async fn a_file_is_one_messages_and_what_nobody_has_any_more_is_swept(test: &TestDb) {
    let (a, conversation) = conversation(&test.db, id()).await;
    let tx = test.db.write(a).await.unwrap();
    let file = |conversation| NewAttachment {
        id: id(),
        conversation,
        uploader: id(),
        name: "log.txt".into(),
        kind: FileKind::Text,
        bytes: 20,
        blob: "b".into(),
    };
    let (sent, late, waiting, lost) =
        (file(conversation), file(conversation), file(conversation), file(id()));
    for (file, at_seconds) in [(&sent, 0), (&late, 0), (&waiting, 50), (&lost, 60)] {
        attachments::create(&tx, file.clone(), at(at_seconds)).await.unwrap();
    }
    let (one, other) = (id(), id());
    assert!(attachments::send(&tx, sent.id, one, None).await.unwrap());
    assert!(attachments::send(&tx, lost.id, one, None).await.unwrap());
    assert!(!attachments::send(&tx, sent.id, other, None).await.unwrap(), "it is the first one's");
    assert!(attachments::send(&tx, sent.id, other, Some(one)).await.unwrap(), "unless that came to nothing");
    assert!(!attachments::delete_unsent(&tx, sent.id).await.unwrap());
    assert_eq!(attachments::kept(&tx, conversation).await.unwrap(), Kept { files: 3, unsent: 2 });
    assert_eq!(attachments::total(&tx).await.unwrap(), 80);
    let swept = attachments::sweep(&tx, at(40), 1).await.unwrap().len();
    let rest = attachments::sweep(&tx, at(40), 9).await.unwrap().len();
    assert_eq!((swept, rest), (1, 1), "the late one, and the one without a conversation");
    for (file, stays) in [(&sent, true), (&late, false), (&waiting, true), (&lost, false)] {
        assert_eq!(attachments::find(&tx, file.id).await.unwrap().is_some(), stays);
    }
    assert_eq!(attachments::sent(&tx, conversation).await.unwrap().len(), 1);
    tx.commit().await.unwrap();
}
