//! Query parameters and path segments, refused with problem details.
//!
//! Parameter structs say `#[serde(deny_unknown_fields)]`, which makes the list of filters a closed
//! one: an unknown parameter is 400, not ignored.

use crate::error::Problem;
use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequestParts, Path as AxumPath, Query as AxumQuery};
use control_plane_app::FieldError;
use http::request::Parts;
use serde::de::DeserializeOwned;

#[derive(Clone, Debug)]
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match AxumQuery::<T>::from_request_parts(parts, state).await {
            Ok(AxumQuery(value)) => Ok(Self(value)),
            Err(rejection) => {
                let text = rejection.body_text();
                let words = text.rsplit("query string: ").next().unwrap_or(&text).to_owned();
                let field =
                    words.split('`').nth(1).or(words.split(':').next()).unwrap_or_default().to_owned();
                Err(Problem::new("unknown_parameter", words.clone())
                    .with_errors(vec![FieldError::new(field, "invalid", words)]))
            }
        }
    }
}

/// Path segments. One that cannot be (an id that is no UUID) addresses nothing: 404.
#[derive(Clone, Debug)]
pub struct Path<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match AxumPath::<T>::from_request_parts(parts, state).await {
            Ok(AxumPath(value)) => Ok(Self(value)),
            Err(PathRejection::FailedToDeserializePathParams(_)) => {
                Err(Problem::new("not_found", "Nothing has this address."))
            }
            Err(other) => Err(Problem::new("internal", other.body_text())),
        }
    }
}
