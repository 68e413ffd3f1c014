use crate::index::Fields;
use crate::query::Filters;
use tantivy::Term;
use tantivy::query::{BooleanQuery, Query, TermSetQuery};
use tantivy::schema::Field;

/// The filters as a query, or nothing when everything is allowed.
pub fn filter(filters: &Filters, fields: &Fields) -> Option<Box<dyn Query>> {
    let mut all: Vec<Box<dyn Query>> = Vec::new();
    if let Some(path) =
        filters.path.as_deref().map(|path| path.trim_matches('/')).filter(|path| !path.is_empty())
    {
        all.push(one_of(fields.path, &[path.to_owned(), format!("/{path}")]));
    }
    if !filters.documents.is_empty() {
        let ids: Vec<String> = filters.documents.iter().map(ToString::to_string).collect();
        all.push(one_of(fields.document, &ids));
    }
    for (key, value) in &filters.meta {
        all.push(one_of(fields.meta, &[format!("{key}={value}")]));
    }
    match all.len() {
        0 => None,
        1 => all.pop(),
        _ => Some(Box::new(BooleanQuery::intersection(all))),
    }
}

fn one_of(field: Field, texts: &[String]) -> Box<dyn Query> {
    Box::new(TermSetQuery::new(texts.iter().map(|text| Term::from_field_text(field, text))))
}
