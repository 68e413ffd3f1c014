//! The OpenAPI 3.1 document, made from the handlers, and the page to try it.
//!
//! A handler documents what is its own: parameters, body, success, and its permission as
//! `security(("bearer" = ["flows:read"]))` (an empty list: signed in is enough; of several one will
//! do). What all routes share is added here: the cookie as the other way to sign in, and the error answers.

use crate::error::ProblemDetails;
use crate::routes;
use crate::state::AppState;
use axum::Router;
use serde_json::Value;
use utoipa::OpenApi;
use utoipa::openapi::path::{HttpMethod, Operation, ParameterIn};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{ContentBuilder, Ref, RefOr, ResponseBuilder};
use utoipa_axum::router::OpenApiRouter;
use utoipa_swagger_ui::SwaggerUi;

/// Where the document and the page are.
pub const DOCUMENT: &str = "/api/openapi.json";
pub const PAGE: &str = "/api/docs";

/// Operations that answer without anybody being signed in.
pub const PUBLIC: &[(&str, &str)] = &[
    ("GET", "/health"),
    ("GET", "/health/live"),
    ("GET", "/health/ready"),
    ("GET", "/metrics"),
    ("GET", "/api/v1/auth/setup"),
    ("POST", "/api/v1/auth/setup"),
    ("POST", "/api/v1/auth/login"),
    ("POST", "/api/v1/auth/refresh"),
    // Signed instead.
    ("POST", "/api/v1/hooks/git/{tenant}"),
    // Where a widget's visitors come in.
    ("POST", "/api/v1/embed/{public_id}/session"),
];

/// Operations below this are for the visitors of a widget, and for nobody else.
pub const VISITORS: &str = "/api/v1/embed/";

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Flowright",
        description = "Author and run agent flows. Errors are problem details (RFC 9457) with a stable `code`.",
    ),
    components(schemas(ProblemDetails))
)]
struct Document;

/// All routes with their documentation, the shared parts filled in.
pub fn build() -> OpenApiRouter<AppState> {
    let mut router = OpenApiRouter::with_openapi(Document::openapi()).merge(routes::router());
    complete(router.get_openapi_mut());
    router
}

/// The document alone.
pub fn document() -> utoipa::openapi::OpenApi {
    build().split_for_parts().1
}

/// The document and the page to try it, both without a network.
pub fn pages(document: utoipa::openapi::OpenApi) -> Router<AppState> {
    SwaggerUi::new(PAGE).url(DOCUMENT, document).into()
}

/// Every operation of the document, with its method.
pub fn operations(document: &mut utoipa::openapi::OpenApi) -> Vec<(HttpMethod, String, &mut Operation)> {
    let mut found = Vec::new();
    for (path, item) in &mut document.paths.paths {
        for (method, slot) in [
            (HttpMethod::Get, &mut item.get),
            (HttpMethod::Post, &mut item.post),
            (HttpMethod::Put, &mut item.put),
            (HttpMethod::Patch, &mut item.patch),
            (HttpMethod::Delete, &mut item.delete),
        ] {
            if let Some(operation) = slot {
                found.push((method, path.clone(), operation));
            }
        }
    }
    found
}

/// As it is written in requests.
pub fn method_name(method: &HttpMethod) -> &'static str {
    match method {
        HttpMethod::Get => "GET",
        HttpMethod::Post => "POST",
        HttpMethod::Put => "PUT",
        HttpMethod::Patch => "PATCH",
        HttpMethod::Delete => "DELETE",
        HttpMethod::Head => "HEAD",
        HttpMethod::Options => "OPTIONS",
        HttpMethod::Trace => "TRACE",
    }
}

fn complete(document: &mut utoipa::openapi::OpenApi) {
    let components = document.components.get_or_insert_default();
    components.add_security_scheme(
        "bearer",
        SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build()),
    );
    components.add_security_scheme(
        "cookie",
        SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
            crate::cookies::SESSION,
            "The Studio's session. Requests that change something repeat the cookie flowright_csrf in X-CSRF-Token.",
        ))),
    );
    components.add_security_scheme(
        "visitor",
        SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
            crate::cookies::VISITOR,
            "The session of a widget's visitor. Requests that change something repeat its csrf value in X-CSRF-Token.",
        ))),
    );
    for (method, path, operation) in operations(document) {
        let public = PUBLIC.contains(&(method_name(&method), path.as_str()));
        let permissions = permissions(operation);
        if public {
            // An empty list says: no scheme is needed.
            operation.security = Some(Vec::new());
        } else if path.starts_with(VISITORS) {
            operation.security = Some(vec![SecurityRequirement::new("visitor", Vec::<String>::new())]);
        } else {
            let both = |names: Vec<String>| {
                ["bearer", "cookie"].map(|way| SecurityRequirement::new(way, names.clone()))
            };
            operation.security = Some(permissions.into_iter().flat_map(both).collect());
        }
        let parameters = operation.parameters.iter().flatten();
        let (mut in_path, mut in_query, mut if_match) = (false, false, false);
        for parameter in parameters {
            let RefOr::T(parameter) = parameter else { continue };
            in_path |= parameter.parameter_in == ParameterIn::Path;
            in_query |= parameter.parameter_in == ParameterIn::Query;
            if_match |= parameter.name.eq_ignore_ascii_case("if-match");
        }
        let body = operation.request_body.is_some();
        let rules: &[(bool, &str, &str)] = &[
            (in_query || body, "400", "The request cannot be understood"),
            (!public, "401", "Nobody is signed in, or not any more"),
            (!public, "403", "The role does not have the permission, or the CSRF header is missing"),
            (in_path, "404", "Does not exist, or belongs to another tenant"),
            (if_match, "412", "It was changed in the meantime"),
            (body, "413", "The body is too large"),
            (body, "415", "The content type is not supported"),
            (body, "422", "The values are not acceptable; `errors` names them"),
            (if_match, "428", "If-Match is missing"),
            (true, "429", "Too many requests; Retry-After says how long to wait"),
            (true, "500", "Something went wrong on our side"),
            (true, "503", "A dependency is not available; Retry-After says how long to wait"),
        ];
        for (applies, status, description) in rules {
            if *applies && !operation.responses.responses.contains_key(*status) {
                operation.responses.responses.insert((*status).to_owned(), problem(description));
            }
        }
    }
}

/// What the handler asked for: of several, one will do.
fn permissions(operation: &Operation) -> Vec<Vec<String>> {
    let requirements = serde_json::to_value(&operation.security).unwrap_or_default();
    let of = |way: &Value| serde_json::from_value(way["bearer"].clone()).unwrap_or_default();
    let ways: Vec<Vec<String>> = requirements.as_array().into_iter().flatten().map(of).collect();
    if ways.is_empty() { vec![Vec::new()] } else { ways }
}

fn problem(description: &str) -> RefOr<utoipa::openapi::Response> {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("ProblemDetails"))).build();
    RefOr::T(
        ResponseBuilder::new().description(description).content("application/problem+json", content).build(),
    )
}
