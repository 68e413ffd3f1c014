//! Lists: which page was asked for, in which order, and the shape of the answer.

use crate::error::Problem;
use axum::extract::{FromRequestParts, OriginalUri};
use control_plane_app::FieldError;
use http::Uri;
use http::request::Parts;
use serde::Serialize;
use utoipa::ToSchema;

/// Page number (from 1) and size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    pub page: u64,
    pub limit: u64,
}

impl Page {
    pub const MAX: u64 = 200;

    /// # Errors
    /// 400 when the number or the size is out of range.
    pub fn new(page: Option<u64>, limit: Option<u64>) -> Result<Self, Problem> {
        let (page, limit) = (page.unwrap_or(1), limit.unwrap_or(25));
        if page == 0 || page > 1_000_000 {
            return Err(bad("page", "page counts from 1"));
        }
        if limit == 0 || limit > Self::MAX {
            return Err(bad("limit", "limit is between 1 and 200"));
        }
        Ok(Self { page, limit })
    }

    pub fn offset(self) -> u64 {
        (self.page - 1) * self.limit
    }
}

/// A sort key from a closed list, and its direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    pub key: &'static str,
    pub descending: bool,
}

impl Sort {
    /// Parses `created_at` or `-created_at`; the first of `keys` is the default, descending.
    ///
    /// # Errors
    /// 400 when the key is not in the list.
    pub fn parse(asked: Option<&str>, keys: &[&'static str]) -> Result<Self, Problem> {
        let Some(asked) = asked else { return Ok(Self { key: keys[0], descending: true }) };
        let (name, descending) = match asked.strip_prefix('-') {
            Some(name) => (name, true),
            None => (asked, false),
        };
        match keys.iter().find(|key| **key == name) {
            Some(key) => Ok(Self { key, descending }),
            None => Err(bad(
                "sort",
                &format!("sort is one of {}, with a leading - for descending", keys.join(", ")),
            )),
        }
    }
}

fn bad(field: &str, message: &str) -> Problem {
    Problem::new("unknown_parameter", message).with_errors(vec![FieldError::new(field, "invalid", message)])
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Meta {
    pub page: u64,
    pub limit: u64,
    pub total: u64,
    pub total_pages: u64,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Links {
    pub first: String,
    pub prev: Option<String>,
    pub next: Option<String>,
    pub last: String,
}

/// A short list that comes whole.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Data<T> {
    pub data: Vec<T>,
}

/// One page of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct List<T> {
    pub data: Vec<T>,
    pub meta: Meta,
    pub links: Links,
}

/// The address asked for, for links.
#[derive(Clone, Debug)]
pub struct Address(Uri);

impl<S: Sync> FromRequestParts<S> for Address {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        // Nested routers see their own part of the path only.
        let original = parts.extensions.get::<OriginalUri>().map(|uri| uri.0.clone());
        Ok(Self(original.unwrap_or_else(|| parts.uri.clone())))
    }
}

impl<T> List<T> {
    pub fn new(data: Vec<T>, page: Page, total: u64, address: &Address) -> Self {
        let total_pages = total.div_ceil(page.limit).max(1);
        let link = |number: u64| address.with_page(number);
        Self {
            data,
            links: Links {
                first: link(1),
                prev: (page.page > 1).then(|| link((page.page - 1).min(total_pages))),
                next: (page.page < total_pages).then(|| link(page.page + 1)),
                last: link(total_pages),
            },
            meta: Meta { page: page.page, limit: page.limit, total, total_pages },
        }
    }
}

impl Address {
    /// The same address with another page number.
    fn with_page(&self, page: u64) -> String {
        let others = self
            .0
            .query()
            .unwrap_or_default()
            .split('&')
            .filter(|pair| !pair.is_empty() && *pair != "page" && !pair.starts_with("page="));
        let query: Vec<_> = others.map(str::to_owned).chain([format!("page={page}")]).collect();
        format!("{}?{}", self.0.path(), query.join("&"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_keep_the_filters_and_stop_at_the_ends() {
        let address = Address(Uri::from_static("/api/v1/tickets?status=open&page=2&limit=10"));
        let page = Page::new(Some(2), Some(10)).unwrap();
        let list = List::new(vec![1], page, 11, &address);
        assert_eq!(list.meta.total_pages, 2);
        assert_eq!(list.links.next, None);
        assert_eq!(list.links.prev.unwrap(), "/api/v1/tickets?status=open&limit=10&page=1");
    }

    #[test]
    fn unknown_sort_keys_are_refused() {
        assert!(Sort::parse(Some("-created_at"), &["created_at"]).unwrap().descending);
        assert_eq!(Sort::parse(Some("password"), &["created_at"]).unwrap_err().status().as_u16(), 400);
    }
}
