use crate::support::{at, id, name, on_both, tenant};
use control_plane_store::StoreError;
use control_plane_store::testing::TestDb;
use control_plane_store::tool_servers::{self, SeenTool, ServerTool, ToolServerChange};
use serde_json::json;

on_both!(a_tool_that_changes_waits_for_approval, a_server_at_another_address_is_another_server);

fn seen(name: &str, digest: &str) -> SeenTool {
    SeenTool { name: name.into(), description: json!({ "name": name }), digest: digest.into() }
}

fn approved(tools: &[ServerTool]) -> Vec<(&str, bool)> {
    tools.iter().map(|tool| (tool.tool.name.as_str(), tool.approved)).collect()
}

async fn a_tool_that_changes_waits_for_approval(test: &TestDb) {
    let a = tenant(&test.db, "a").await;
    let tx = test.db.write(a).await.unwrap();
    let server = tool_servers::create(&tx, id(), name("jira"), "http://x", None, at(0)).await.unwrap();
    let first = vec![seen("find", "d1"), seen("make", "d1"), seen("old", "d1")];
    let tools = tool_servers::keep_tools(&tx, server.id, first, at(1)).await.unwrap();
    assert_eq!(approved(&tools), [("find", true), ("make", true), ("old", true)]);
    let later = vec![seen("find", "d1"), seen("make", "d2"), seen("new", "d1")];
    let tools = tool_servers::keep_tools(&tx, server.id, later, at(2)).await.unwrap();
    assert_eq!(approved(&tools), [("find", true), ("make", false), ("new", false)]);
    assert!(!tool_servers::approve(&tx, server.id, "make", "d1").await.unwrap(), "not as it was");
    assert!(tool_servers::approve(&tx, server.id, "make", "d2").await.unwrap());
    let usable = tool_servers::usable_tools(&tx).await.unwrap();
    assert_eq!(approved(&usable), [("find", true), ("make", true)]);
    tool_servers::keep_error(&tx, server.id, "no answer", at(3)).await.unwrap();
    let found = tool_servers::find(&tx, server.id).await.unwrap().unwrap();
    assert_eq!((found.error.as_deref(), found.checked_at), (Some("no answer"), Some(at(3))));
}

async fn a_server_at_another_address_is_another_server(test: &TestDb) {
    let a = tenant(&test.db, "a").await;
    let tx = test.db.write(a).await.unwrap();
    let server = tool_servers::create(&tx, id(), name("jira"), "http://x", Some("key"), at(0)).await.unwrap();
    tool_servers::keep_tools(&tx, server.id, vec![seen("find", "d1")], at(1)).await.unwrap();
    let off = ToolServerChange { enabled: Some(false), ..Default::default() };
    let off = tool_servers::update(&tx, server.id, off, Some(&server.etag), at(2)).await.unwrap().unwrap();
    assert_eq!((off.enabled, off.secret.as_deref()), (false, Some("key")));
    assert_eq!(tool_servers::usable_tools(&tx).await.unwrap(), vec![]);
    let moved = ToolServerChange { url: Some("http://y".into()), secret: Some(None), ..Default::default() };
    let stale = tool_servers::update(&tx, server.id, moved.clone(), Some(&server.etag), at(3)).await;
    assert!(matches!(stale, Err(StoreError::Stale("tool server"))));
    let moved = tool_servers::update(&tx, server.id, moved, Some(&off.etag), at(3)).await.unwrap().unwrap();
    assert_eq!((moved.url.as_str(), moved.secret), ("http://y", None));
    assert_eq!(tool_servers::tools_of(&tx, server.id).await.unwrap(), vec![]);
    assert!(tool_servers::delete(&tx, server.id).await.unwrap());
}
