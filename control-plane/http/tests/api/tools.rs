//! Tools: one tenant's Flowright used by another's over MCP, and servers that do not work.

use crate::chat::indexed;
use crate::harness::Api;
use control_plane_app::Role;
use http::Method;
use serde_json::{Value, json};
use std::sync::Arc;

crate::on_both_engines!(
    tools_of_a_server_are_tested_listed_called_and_held_back,
    a_server_that_cannot_be_reached_is_explained,
    mcp_is_for_bearers_and_shows_what_their_role_may_use,
);

async fn tools_of_a_server_are_tested_listed_called_and_held_back(api: Arc<Api>) {
    // Zebra's agent lends Yak's administrator a token.
    let agent = api.person(api.tenant, Role::Agent).await;
    api.post(Some(&agent), "/api/v1/kb/bases", &json!({ "name": "it" })).await.expect(201);
    let document = json!({ "title": "Printers", "text": "# Printers\n\nThe quokka has a left flap." });
    api.post(Some(&agent), "/api/v1/kb/bases/it/documents", &document).await.expect(202);
    indexed(&api, &agent, "it").await;

    let admin = api.person(api.other_tenant, Role::Admin).await;
    let url = format!("http://{}/mcp", api.address);
    let body = json!({ "name": "zebra", "url": url, "secret": agent.access });
    let made = api.post(Some(&admin), "/api/v1/tools/servers", &body).await.expect(201);
    assert!(!made.text.contains(&agent.access), "a secret is never shown");
    let server = made.json();
    assert_eq!((&server["secret_set"], &server["tools"]), (&json!(true), &json!([])));
    let path = format!("/api/v1/tools/servers/{}", server["id"].as_str().unwrap());
    let tested =
        api.call(Some(&admin), Method::POST, &format!("{path}/test"), &[], None).await.expect(200).json();
    assert_eq!(tested["ok"], true, "{tested:#}");
    let steps: Vec<_> =
        tested["steps"].as_array().unwrap().iter().map(|s| s["step"].as_str().unwrap()).collect();
    assert_eq!(steps, ["dns", "tcp", "http", "initialise", "list_tools"]);
    let names: Vec<_> =
        tested["tools"].as_array().unwrap().iter().map(|t| t["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"kb_search") && names.contains(&"update_ticket"), "{names:?}");
    assert!(!names.contains(&"http_request"), "an agent may not reach outside: {names:?}");

    let all = api.get(Some(&admin), "/api/v1/tools").await.expect(200).json();
    let of_server = |tool: &&Value| tool["server"] == "zebra";
    assert_eq!(all["data"].as_array().unwrap().iter().filter(of_server).count(), names.len());
    let kinds = api.get(Some(&admin), "/api/v1/node-kinds").await.expect(200);
    assert!(kinds.text.contains("mcp:zebra/kb_search"), "tools become node kinds");
    // Zebra itself has no such tool.
    let lead = api.person(api.tenant, Role::TeamLead).await;
    let theirs = api.get(Some(&lead), "/api/v1/tools").await.expect(200);
    assert!(!theirs.text.contains("mcp:zebra"), "{}", theirs.text);

    let call = "/api/v1/tools/mcp:zebra%2Fkb_search/call";
    let arguments = json!({ "arguments": { "base": "it", "query": "quokka" } });
    let called = api.post(Some(&admin), call, &arguments).await.expect(200).json();
    assert_eq!(called["output"]["count"], 1, "{called:#}");
    api.post(Some(&admin), call, &json!({ "arguments": { "query": 5 } })).await.problem(422, "invalid");
    let missing = json!({ "arguments": { "base": "none", "query": "x" } });
    api.post(Some(&admin), call, &missing).await.problem(404, "not_found");
    api.post(Some(&admin), "/api/v1/tools/nothing/call", &arguments).await.problem(404, "not_found");

    // Switched off, it is gone from the palette at once.
    let etag = api.get(Some(&admin), &path).await.expect(200).header("etag");
    let matching = [("if-match", etag.as_str())];
    let off = json!({ "enabled": false });
    api.call(Some(&admin), Method::PATCH, &path, &matching, Some(&off)).await.expect(200);
    api.post(Some(&admin), call, &arguments).await.problem(404, "not_found");
    api.call(Some(&admin), Method::DELETE, &path, &[], None).await.expect(204);
    let kinds = api.get(Some(&admin), "/api/v1/node-kinds").await.expect(200);
    assert!(!kinds.text.contains("mcp:zebra"));
}

async fn a_server_that_cannot_be_reached_is_explained(api: Arc<Api>) {
    let admin = api.person(api.tenant, Role::Admin).await;
    for (name, url) in [("inside", "http://127.0.0.1:9/mcp"), ("metadata", "http://169.254.169.254/latest")] {
        let body = json!({ "name": name, "url": url });
        let server = api.post(Some(&admin), "/api/v1/tools/servers", &body).await.expect(201).json();
        let path = format!("/api/v1/tools/servers/{}", server["id"].as_str().unwrap());
        let tested =
            api.call(Some(&admin), Method::POST, &format!("{path}/test"), &[], None).await.expect(200).json();
        let last = tested["steps"].as_array().unwrap().last().unwrap();
        assert_eq!((&tested["ok"], &last["ok"]), (&json!(false), &json!(false)), "{tested:#}");
        assert!(!last["detail"].as_str().unwrap().is_empty());
        let shown = api.get(Some(&admin), &path).await.expect(200).json();
        assert!(!shown["error"].is_null());
        let stranger = api.person(api.other_tenant, Role::OrgOwner).await;
        api.get(Some(&stranger), &path).await.problem(404, "not_found");
        api.call(Some(&stranger), Method::POST, &format!("{path}/test"), &[], None)
            .await
            .problem(404, "not_found");
    }
    for (body, field) in [
        (json!({ "name": "Not A Name", "url": "https://x.example" }), "name"),
        (json!({ "name": "x", "url": "file:///etc/passwd" }), "url"),
        (json!({ "name": "x", "url": "https://x.example", "secret": "a\nb" }), "secret"),
    ] {
        let problem = api.post(Some(&admin), "/api/v1/tools/servers", &body).await.problem(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], field, "{problem}");
    }
    let lead = api.person(api.tenant, Role::TeamLead).await;
    let body = json!({ "name": "y", "url": "https://x.example" });
    api.post(Some(&lead), "/api/v1/tools/servers", &body).await.problem(403, "forbidden");
}

async fn mcp_is_for_bearers_and_shows_what_their_role_may_use(api: Arc<Api>) {
    let user = api.person(api.tenant, Role::EndUser).await;
    let headers = [
        ("host", "localhost"),
        ("accept", "application/json, text/event-stream"),
        ("mcp-protocol-version", "2025-11-25"),
    ];
    let list = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {} });
    let nobody = api.call(None, Method::POST, "/mcp", &headers, Some(&list)).await;
    assert_eq!(nobody.header("www-authenticate"), "Bearer");
    nobody.problem(401, "unauthenticated");
    let mut with_cookie = headers.to_vec();
    with_cookie.push(("cookie", user.cookies.as_str()));
    with_cookie.push(("x-csrf-token", user.csrf.as_str()));
    api.call(None, Method::POST, "/mcp", &with_cookie, Some(&list)).await.problem(401, "unauthenticated");

    let answer = api.call(Some(&user), Method::POST, "/mcp", &headers, Some(&list)).await.expect(200);
    let tools = answer.json()["result"]["tools"].clone();
    let names: Vec<_> = tools.as_array().unwrap().iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["create_ticket", "kb_search"], "{}", answer.text);
    let call = |name: &str, arguments: Value| json!({ "jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": { "name": name, "arguments": arguments } });
    // Whoever calls is the requester, whatever the arguments say.
    let forged = call("create_ticket", json!({ "title": "Mine", "requester": "someone.else@example.com" }));
    api.call(Some(&user), Method::POST, "/mcp", &headers, Some(&forged)).await.expect(200);
    let own = api.get(Some(&user), "/api/v1/tickets").await.expect(200).json();
    assert_eq!(
        (&own["meta"]["total"], &own["data"][0]["requester"]["email"]),
        (&json!(1), &json!(user.email))
    );
    let refused = call("http_request", json!({ "method": "GET", "url": "https://example.com" }));
    let refused = api.call(Some(&user), Method::POST, "/mcp", &headers, Some(&refused)).await;
    assert!(
        refused.json()["error"]["message"].as_str().is_some_and(|m| m.contains("no tool")),
        "{}",
        refused.text
    );
}
