//! Every operation lets in exactly the roles that have a permission it documents.

use crate::harness::Api;
use crate::openapi::{is_public, is_visitors, operations, with_nothing};
use control_plane_app::{Permission, Role};
use serde_json::json;
use std::sync::Arc;

crate::on_both_engines!(each_role_gets_as_far_as_its_permissions);

async fn each_role_gets_as_far_as_its_permissions(api: Arc<Api>) {
    let mut wrong = Vec::new();
    for role in Role::ALL {
        let person = api.person(api.tenant, *role).await;
        for (method, path, permissions) in operations() {
            // Signing out would end the walk.
            if is_public(&method, &path) || is_visitors(&path) || path.ends_with("/auth/logout") {
                continue;
            }
            let has = |name: &String| {
                let permission = Permission::ALL.iter().find(|p| p.as_str() == name);
                let permission = permission.unwrap_or_else(|| panic!("{path}: {name} is no permission"));
                role.permissions().contains(permission)
            };
            let may = permissions.is_empty() || permissions.iter().any(has);
            let headers = [("if-match", "*")];
            let body = (method != "GET" && method != "DELETE").then(|| json!({}));
            let answer = api
                .call(Some(&person), method.parse().unwrap(), &with_nothing(&path), &headers, body.as_ref())
                .await;
            let status = answer.status.as_u16();
            if status >= 500 && status != 502 {
                wrong.push(format!("{role}: {method} {path} answers {status}: {}", answer.text));
            }
            if (status == 403) == may || status == 401 {
                let should = if may { "let in" } else { "refused" };
                wrong.push(format!("{role} should be {should} by {method} {path}: {status}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
