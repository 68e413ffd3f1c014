//! `/mcp`: the built-in tools for other programs, over the Model Context Protocol. Bearer tokens only;
//! what a caller sees and may call follows from their role.

use crate::error::Problem;
use crate::layers::authenticate::Identity;
use crate::state::AppState;
use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use control_plane_app::secrets::TenantSecrets;
use control_plane_app::{AppError, Caller, tools};
use http::header;
use mcp_servers_kit::mcp::{McpCaller, ServeConfig, serve};
use std::sync::Arc;

/// The mounted server.
pub fn router(state: &AppState) -> Router<AppState> {
    let config = ServeConfig {
        allowed_hosts: state.options.hosts.clone(),
        allowed_origins: state.options.origins.clone(),
        cancel: state.draining.clone(),
        ..ServeConfig::default()
    };
    let server = serve(state.app.tools.clone(), config).layer(from_fn_with_state(state.clone(), admit));
    Router::new().nest_service("/mcp", server)
}

async fn admit(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let caller = match caller(&request) {
        Ok(caller) => caller,
        Err(problem) => return problem.into_response(),
    };
    let role = caller.clone();
    request.extensions_mut().insert(McpCaller {
        tenant: caller.tenant.as_uuid(),
        principal: caller.principal(),
        correlation_id: caller.correlation_id.clone(),
        secrets: TenantSecrets::of(&state.app, caller.tenant),
        may_use: Arc::new(move |kind| tools::may_call(&role, kind)),
    });
    next.run(request).await
}

/// A session cookie does not count here: a browser sends it from any page.
fn caller(request: &Request) -> Result<Arc<Caller>, Problem> {
    if !request.headers().contains_key(header::AUTHORIZATION) {
        let message = "send a bearer token".to_owned();
        return Err(AppError::Unauthenticated { code: "unauthenticated", message }.into());
    }
    match request.extensions().get::<Identity>() {
        Some(Identity::Known(caller)) => Ok(caller.clone()),
        Some(Identity::Refused(error)) => Err(crate::extract::refusal(error)),
        Some(Identity::Nobody | Identity::Visitor(_)) | None => {
            let message = "send a bearer token".to_owned();
            Err(AppError::Unauthenticated { code: "unauthenticated", message }.into())
        }
    }
}
