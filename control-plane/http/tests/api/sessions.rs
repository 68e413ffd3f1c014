//! Signing in and out.

use crate::harness::{Api, PASSWORD, setup_token};
use chrono::TimeDelta;
use control_plane_app::Role;
use http::Method;
use serde_json::json;
use std::sync::Arc;

crate::on_both_engines!(
    an_access_token_ends_after_fifteen_minutes_and_is_refreshed,
    a_refresh_token_that_comes_twice_ends_the_session,
    a_session_nobody_uses_ends_after_seven_days,
    signing_out_ends_the_session_and_only_that_one,
    a_browser_session_needs_the_csrf_header_to_change_things,
    a_new_password_ends_the_other_sessions,
    the_setup_link_works_once,
    guessing_passwords_gets_slow,
    a_disabled_person_is_out_at_once,
);

const ME: &str = "/api/v1/auth/me";
const REFRESH: &str = "/api/v1/auth/refresh";

async fn an_access_token_ends_after_fifteen_minutes_and_is_refreshed(api: Arc<Api>) {
    let person = api.person(api.tenant, Role::Agent).await;
    let me = api.get(Some(&person), ME).await.expect(200).json();
    assert_eq!(me["role"], "agent");
    assert_eq!(me["tenant"]["slug"], "zebra");

    api.wait(TimeDelta::minutes(15));
    api.get(Some(&person), ME).await.problem(401, "token_expired");
    let renewed =
        api.post(None, REFRESH, &json!({ "refresh_token": person.refresh })).await.expect(200).json();
    let mut person = person;
    person.access = renewed["access_token"].as_str().unwrap().to_owned();
    api.get(Some(&person), ME).await.expect(200);
}

async fn a_refresh_token_that_comes_twice_ends_the_session(api: Arc<Api>) {
    let person = api.person(api.tenant, Role::Agent).await;
    let body = json!({ "refresh_token": person.refresh });
    let renewed = api.post(None, REFRESH, &body).await.expect(200).json();
    api.post(None, REFRESH, &body).await.problem(401, "token_reused");
    // Neither the thief nor the owner gets any further.
    let latest = json!({ "refresh_token": renewed["refresh_token"] });
    api.post(None, REFRESH, &latest).await.problem(401, "session_ended");
    api.get(Some(&person), ME).await.problem(401, "session_ended");
    api.post(None, REFRESH, &json!({ "refresh_token": "frt.nonsense" })).await.problem(401, "token_invalid");
}

async fn a_session_nobody_uses_ends_after_seven_days(api: Arc<Api>) {
    let person = api.person(api.tenant, Role::Agent).await;
    api.wait(TimeDelta::days(7));
    let body = json!({ "refresh_token": person.refresh });
    api.post(None, REFRESH, &body).await.problem(401, "session_ended");
}

async fn signing_out_ends_the_session_and_only_that_one(api: Arc<Api>) {
    let first = api.person(api.tenant, Role::EndUser).await;
    let second = api.sign_in(&first.email).await;
    let devices = api.get(Some(&first), "/api/v1/auth/devices").await.expect(200).json();
    assert_eq!(devices["data"].as_array().unwrap().len(), 2);

    let gone = api.call(Some(&first), Method::POST, "/api/v1/auth/logout", &[], None).await.expect(204);
    assert!(gone.header("set-cookie").contains("Max-Age=0"));
    api.get(Some(&first), ME).await.problem(401, "session_ended");
    api.get(Some(&second), ME).await.expect(200);

    let devices = api.get(Some(&second), "/api/v1/auth/devices").await.expect(200).json();
    let id = devices["data"][0]["id"].as_str().unwrap();
    let path = format!("/api/v1/auth/devices/{id}");
    api.call(Some(&second), Method::DELETE, &path, &[], None).await.expect(204);
    api.get(Some(&second), ME).await.problem(401, "session_ended");
}

async fn a_browser_session_needs_the_csrf_header_to_change_things(api: Arc<Api>) {
    let person = api.person(api.tenant, Role::TeamLead).await;
    let cookie = [("cookie", person.cookies.as_str())];
    api.call(None, Method::GET, ME, &cookie, None).await.expect(200);
    let body = json!({ "name": "from-the-browser" });
    let path = "/api/v1/flows";
    api.call(None, Method::POST, path, &cookie, Some(&body)).await.problem(403, "csrf");
    let wrong = [cookie[0], ("x-csrf-token", "guessed")];
    api.call(None, Method::POST, path, &wrong, Some(&body)).await.problem(403, "csrf");
    let right = [cookie[0], ("x-csrf-token", person.csrf.as_str())];
    api.call(None, Method::POST, path, &right, Some(&body)).await.expect(201);
    // The cookie's token is none for the header, and the other way round.
    let token = person.cookies.split("flowright_session=").nth(1).unwrap().split(';').next().unwrap();
    let bearer = format!("Bearer {token}");
    api.call(None, Method::GET, ME, &[("authorization", &bearer)], None).await.problem(401, "token_invalid");
    let cookie = format!("flowright_session={}", person.access);
    api.call(None, Method::GET, ME, &[("cookie", &cookie)], None).await.problem(401, "token_invalid");
}

async fn a_new_password_ends_the_other_sessions(api: Arc<Api>) {
    let here = api.person(api.tenant, Role::Agent).await;
    let there = api.sign_in(&here.email).await;
    let path = "/api/v1/auth/me/password";
    let wrong = json!({ "current_password": "not it at all", "new_password": "eleven quiet grey harbours" });
    let problem = api.call(Some(&here), Method::PUT, path, &[], Some(&wrong)).await.problem(422, "invalid");
    assert_eq!(problem["errors"][0]["field"], "current_password");
    let weak = json!({ "current_password": PASSWORD, "new_password": "password1234" });
    let problem = api.call(Some(&here), Method::PUT, path, &[], Some(&weak)).await.problem(422, "invalid");
    assert_eq!(problem["errors"][0]["field"], "new_password");
    let right = json!({ "current_password": PASSWORD, "new_password": "eleven quiet grey harbours" });
    api.call(Some(&here), Method::PUT, path, &[], Some(&right)).await.expect(204);
    api.get(Some(&here), ME).await.expect(200);
    api.get(Some(&there), ME).await.problem(401, "session_ended");
}

async fn the_setup_link_works_once(api: Arc<Api>) {
    let token = setup_token(&api).await;
    let path = format!("/api/v1/auth/setup?token={token}");
    let status = api.get(None, &path).await.expect(200).json();
    assert_eq!((&status["valid"], &status["tenant_name"]), (&json!(true), &json!("Zebra")));

    let mut body = json!({ "token": token, "email": "first", "name": " ", "password": "short" });
    let problem = api.post(None, "/api/v1/auth/setup", &body).await.problem(422, "invalid");
    assert_eq!(problem["errors"].as_array().unwrap().len(), 2, "{problem}");
    body["email"] = json!("first@example.com");
    body["name"] = json!("First");
    body["password"] = json!(PASSWORD);
    let session = api.post(None, "/api/v1/auth/setup", &body).await.expect(201).json();
    assert_eq!(session["user"]["role"], "org_owner");
    api.post(None, "/api/v1/auth/setup", &body).await.problem(401, "token_invalid");
    assert_eq!(api.get(None, &path).await.expect(200).json()["valid"], false);
}

async fn guessing_passwords_gets_slow(api: Arc<Api>) {
    api.stop_the_clock();
    let person = api.person(api.tenant, Role::EndUser).await;
    let guess = json!({ "email": person.email, "password": "a guess that is wrong" });
    for _ in 0..6 {
        api.post(None, "/api/v1/auth/login", &guess).await.problem(401, "invalid_credentials");
    }
    let refused = api.post(None, "/api/v1/auth/login", &guess).await;
    assert!(!refused.header("retry-after").is_empty());
    refused.problem(429, "rate_limited");
    // Also the right password has to wait: else the answer would tell.
    let right = json!({ "email": person.email, "password": PASSWORD });
    api.post(None, "/api/v1/auth/login", &right).await.problem(429, "rate_limited");
    api.wait(TimeDelta::seconds(2));
    api.post(None, "/api/v1/auth/login", &right).await.expect(200);
}

async fn a_disabled_person_is_out_at_once(api: Arc<Api>) {
    let admin = api.person(api.tenant, Role::Admin).await;
    let person = api.person(api.tenant, Role::Agent).await;
    let path = format!("/api/v1/admin/users/{}", person.id);
    api.call(Some(&admin), Method::PATCH, &path, &[], Some(&json!({ "role": "org_owner" })))
        .await
        .problem(403, "forbidden");
    api.call(Some(&admin), Method::DELETE, &path, &[], None).await.expect(204);
    api.get(Some(&person), ME).await.problem(401, "session_ended");
    let login = json!({ "email": person.email, "password": PASSWORD });
    api.post(None, "/api/v1/auth/login", &login).await.problem(401, "invalid_credentials");
    // The last one who could let somebody in again cannot lock the door behind them.
    let own = format!("/api/v1/admin/users/{}", admin.id);
    api.call(Some(&admin), Method::DELETE, &own, &[], None).await.problem(409, "conflict");
    let log = api.get(Some(&admin), "/api/v1/admin/audit-logs").await.expect(200).json();
    let actions: Vec<_> = log["data"].as_array().unwrap().iter().map(|e| e["action"].clone()).collect();
    assert!(actions.contains(&json!("user.changed")), "{actions:?}");
}
