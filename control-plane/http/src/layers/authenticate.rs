//! Who asks: read once per request from the `Authorization` header or the session cookie, before
//! the rate limits need to know it. Refusing is left to the routes: some are public.

use crate::cookies;
use crate::state::AppState;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use control_plane_app::auth::Audience;
use control_plane_app::{AppError, Caller, auth, widget};
use http::{HeaderMap, Method, header};
use std::sync::Arc;

/// The result, in the request's extensions.
#[derive(Clone, Debug)]
pub enum Identity {
    /// No credentials were sent.
    Nobody,
    Known(Arc<Caller>),
    /// A widget's visitor: only on addresses of that widget, and only there.
    Visitor(Arc<Caller>),
    /// Credentials were sent and are not good; the error says why.
    Refused(Arc<AppError>),
}

pub async fn layer(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let identity = match embedded(request.uri().path()) {
        Some(place) => visitor(&state, place, request.method(), request.headers()).await,
        None => identify(&state, request.method(), request.headers()).await,
    };
    request.extensions_mut().insert(identity);
    next.run(request).await
}

/// An address of a widget: `/api/v1/embed/<public id>/<rest>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Embedded<'a> {
    pub public_id: &'a str,
    pub rest: &'a str,
}

impl Embedded<'_> {
    /// Where sessions begin.
    pub fn is_session(self) -> bool {
        self.rest == "session"
    }
}

pub(crate) fn embedded(path: &str) -> Option<Embedded<'_>> {
    let (public_id, rest) = path.strip_prefix("/api/v1/embed/")?.split_once('/')?;
    Some(Embedded { public_id, rest })
}

/// Neither the Studio's session nor a bearer token means anything here.
async fn visitor(state: &AppState, place: Embedded<'_>, method: &Method, headers: &HeaderMap) -> Identity {
    // Who begins a session shows the old one to the use-case itself.
    if place.is_session() && *method == Method::POST {
        return Identity::Nobody;
    }
    let Some(token) = cookies::read(headers, cookies::VISITOR) else { return Identity::Nobody };
    let correlation_id = super::correlation::current().correlation_id;
    let caller = match widget::authenticate(&state.app, place.public_id, &token, correlation_id).await {
        Ok(caller) => caller,
        Err(error) => return Identity::Refused(Arc::new(error)),
    };
    if changes(method) && !cookies::visitor_csrf_matches(headers, &caller.csrf) {
        return Identity::Refused(Arc::new(AppError::Refused {
            code: "csrf",
            message: "Send the session's csrf value in the header X-CSRF-Token.".to_owned(),
        }));
    }
    Identity::Visitor(Arc::new(caller))
}

async fn identify(state: &AppState, method: &Method, headers: &HeaderMap) -> Identity {
    let (token, means) = match credentials(headers) {
        Ok(Some(found)) => found,
        Ok(None) => return Identity::Nobody,
        Err(error) => return Identity::Refused(Arc::new(error)),
    };
    let correlation_id = super::correlation::current().correlation_id;
    let caller = match auth::authenticate(&state.app, means, &token, correlation_id).await {
        Ok(caller) => caller,
        Err(error) => return Identity::Refused(Arc::new(error)),
    };
    // A browser sends the cookie by itself, from any page; the header it sends only for ours.
    if means == Audience::Browser && changes(method) && !cookies::csrf_matches(headers, &caller.csrf) {
        return Identity::Refused(Arc::new(AppError::Refused {
            code: "csrf",
            message: "Send the value of the cookie flowright_csrf in the header X-CSRF-Token.".to_owned(),
        }));
    }
    Identity::Known(Arc::new(caller))
}

/// The header wins over the cookie: who sends both means the header.
fn credentials(headers: &HeaderMap) -> Result<Option<(String, Audience)>, AppError> {
    if let Some(value) = headers.get(header::AUTHORIZATION) {
        let token = value
            .to_str()
            .ok()
            .and_then(|text| text.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim().to_owned());
        return match token {
            Some(token) if !token.is_empty() => Ok(Some((token, Audience::Api))),
            _ => Err(AppError::Unauthenticated {
                code: "token_invalid",
                message: "the Authorization header must be of the form: Bearer <token>".to_owned(),
            }),
        };
    }
    Ok(cookies::read(headers, cookies::SESSION).map(|token| (token, Audience::Browser)))
}

fn changes(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}
