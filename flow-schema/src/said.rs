//! Sentences that can be said in other languages. A sentence is made with `said!` from a template
//! and named values; it keeps its English text, and what it was made of, so that whoever shows it can take the
//! template of another language and put the same values in.
//!
//! Templates are found in the sources (`tests/sentences.rs` writes them down for Studio's catalogues), so the
//! macro takes nothing but a literal, and a template that names other places than its values does not compile.
//! A place is `{name}`; other braces mean themselves.

use crate::id::{NodeId, PortId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeMap;
use ts_rs::TS;
use utoipa::ToSchema;

/// What a sentence is made of: a template and the values for its places.
///
/// As JSON: `{"template": "‘{id}’ waits for {wanted} of {ways} ways", "values": {"id": "meet", "wanted": "3",
/// "ways": "2"}}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, ToSchema)]
#[ts(export_to = "flow.ts")]
pub struct Phrase {
    /// In English.
    #[ts(type = "string")]
    #[schema(value_type = String)]
    pub template: Cow<'static, str>,
    /// By the names of the places.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<BTreeMap<String, PhraseValue>>")]
    pub values: BTreeMap<String, PhraseValue>,
}

/// What stands in a place of a phrase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, ToSchema)]
#[serde(untagged)]
#[ts(export_to = "flow.ts")]
pub enum PhraseValue {
    /// The same in every language: a name, a number, somebody else's words.
    Text(String),
    #[schema(no_recursion)]
    Phrase(Phrase),
}

/// A sentence, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    text: String,
    phrase: Option<Phrase>,
}

/// A sentence in English that can be said in other languages, too: `said!("‘{id}’ waits for {wanted} ways", id,
/// wanted = ways.len())`. A value is a name, a number or another [`Said`].
macro_rules! said {
    ($template:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {{
        const {
            let fits = $crate::said::fits($template, &[$(stringify!($name)),*]);
            assert!(fits, "the places of the template are not those of the values");
        }
        $crate::said::Said::new($template, vec![$((stringify!($name), $crate::said::said_value!($name $(= $value)?))),*])
    }};
}

/// One value of `said!`: the variable of that name, or an expression.
macro_rules! said_value {
    ($name:ident) => {
        $crate::said::Sayable::say(&$name)
    };
    ($name:ident = $value:expr) => {
        $crate::said::Sayable::say(&$value)
    };
}

pub(crate) use {said, said_value};

impl Said {
    /// What `said!` calls.
    pub(crate) fn new(template: &'static str, values: Vec<(&'static str, PhraseValue)>) -> Self {
        let values = values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Self::of(Phrase { template: Cow::Borrowed(template), values })
    }

    /// Words that are not ours: they are the same in every language.
    pub fn foreign(text: impl Into<String>) -> Self {
        Self { text: text.into(), phrase: None }
    }

    pub fn nothing() -> Self {
        Self::foreign(String::new())
    }

    /// A text of a kind of node, such as its title: Studio's catalogues have those of the built-in kinds.
    pub fn of_kind(text: &str) -> Self {
        Self::of(Phrase { template: Cow::Owned(text.to_owned()), values: BTreeMap::new() })
    }

    fn of(phrase: Phrase) -> Self {
        Self { text: phrase.to_string(), phrase: Some(phrase) }
    }

    /// In English.
    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The English text, and what it is made of when that can be said in other languages.
    pub fn into_parts(self) -> (String, Option<Phrase>) {
        (self.text, self.phrase)
    }

    /// `a, b or c`.
    pub fn one_of(items: impl IntoIterator<Item = Self>) -> Self {
        let mut items: Vec<Self> = items.into_iter().collect();
        let last = items.pop();
        let some = items.into_iter().reduce(|some, other| said!("{some}, {other}", some, other));
        match (some, last) {
            (Some(some), Some(other)) => said!("{some} or {other}", some, other),
            (_, last) => last.unwrap_or_else(Self::nothing),
        }
    }

    /// `a and b and c`.
    pub fn all_of(items: impl IntoIterator<Item = Self>) -> Self {
        let all = items.into_iter().reduce(|some, other| said!("{some} and {other}", some, other));
        all.unwrap_or_else(Self::nothing)
    }
}

impl std::fmt::Display for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

/// In English.
impl std::fmt::Display for Phrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut rest = &*self.template;
        while let Some(open) = rest.find('{') {
            f.write_str(&rest[..open])?;
            rest = &rest[open..];
            let value =
                place(rest.as_bytes(), 0).and_then(|end| Some((end, self.values.get(&rest[1..end])?)));
            let Some((end, value)) = value else {
                f.write_str("{")?;
                rest = &rest[1..];
                continue;
            };
            match value {
                PhraseValue::Text(text) => f.write_str(text)?,
                PhraseValue::Phrase(phrase) => write!(f, "{phrase}")?,
            }
            rest = &rest[end + 1..];
        }
        f.write_str(rest)
    }
}

/// Where the place that begins at this byte ends, with its closing brace; `None` when none begins there.
const fn place(text: &[u8], at: usize) -> Option<usize> {
    if text[at] != b'{' {
        return None;
    }
    let mut end = at + 1;
    while end < text.len() && (text[end] == b'_' || text[end].is_ascii_lowercase()) {
        end += 1;
    }
    if end < text.len() && end > at + 1 && text[end] == b'}' { Some(end) } else { None }
}

/// Whether a template has just these places.
pub(crate) const fn fits(template: &str, names: &[&str]) -> bool {
    let text = template.as_bytes();
    let mut used = 0_u64;
    let mut at = 0;
    while at < text.len() {
        let Some(end) = place(text, at) else {
            at += 1;
            continue;
        };
        let mut name = 0;
        while name < names.len() && !is_at(text, at + 1, end, names[name].as_bytes()) {
            name += 1;
        }
        if name == names.len() {
            return false;
        }
        used |= 1 << name;
        at = end + 1;
    }
    used == (1 << names.len()) - 1
}

const fn is_at(text: &[u8], start: usize, end: usize, name: &[u8]) -> bool {
    let mut at = 0;
    while at < name.len() && start + at < end && text[start + at] == name[at] {
        at += 1;
    }
    at == name.len() && start + at == end
}

/// What can stand in a place of a template.
pub(crate) trait Sayable {
    fn say(&self) -> PhraseValue;
}

impl Sayable for Said {
    fn say(&self) -> PhraseValue {
        match &self.phrase {
            Some(phrase) => PhraseValue::Phrase(phrase.clone()),
            None => PhraseValue::Text(self.text.clone()),
        }
    }
}

impl<T: Sayable + ?Sized> Sayable for &T {
    fn say(&self) -> PhraseValue {
        (**self).say()
    }
}

macro_rules! as_text {
    ($($sayable:ty),*) => {
        $(impl Sayable for $sayable {
            fn say(&self) -> PhraseValue {
                PhraseValue::Text(self.to_string())
            }
        })*
    };
}

as_text!(str, String, NodeId, PortId, Value, u32, u64, usize, f64);

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_sentence_keeps_its_english_and_what_it_is_made_of() {
        let kinds = Said::one_of(["a", "b", "c"].map(Said::foreign));
        let (text, phrase) =
            said!("‘{id}’ takes {kinds}, or {{ }}", id = NodeId::from("kb"), kinds).into_parts();
        assert_eq!(text, "‘kb’ takes a, b or c, or {{ }}");
        assert_eq!(
            serde_json::to_value(phrase).unwrap(),
            json!({
                "template": "‘{id}’ takes {kinds}, or {{ }}",
                "values": { "id": "kb", "kinds": { "template": "{some} or {other}", "values": {
                    "some": { "template": "{some}, {other}", "values": { "some": "a", "other": "b" } }, "other": "c",
                } } },
            })
        );
    }

    #[test]
    fn a_value_that_looks_like_a_place_stays_as_it_is() {
        let (text, phrase) = said!("‘{a}’ and ‘{b}’", a = "{b}", b = "{c}").into_parts();
        assert_eq!(text, "‘{b}’ and ‘{c}’");
        let read: Phrase = serde_json::from_value(serde_json::to_value(&phrase).unwrap()).unwrap();
        assert_eq!(Some(read), phrase);
        assert_eq!(Said::of_kind("{a} of {{ x }}").text(), "{a} of {{ x }}");
    }

    #[test]
    fn lists_read_well_however_short() {
        let list = |items: &[&str]| items.iter().map(|item| Said::foreign(*item)).collect::<Vec<_>>();
        assert_eq!(Said::one_of(list(&[])), Said::nothing());
        assert_eq!(Said::one_of(list(&["a"])).text(), "a");
        assert_eq!(Said::all_of(list(&["a", "b", "c"])).text(), "a and b and c");
    }

    #[test]
    fn a_template_and_its_values_name_the_same_places() {
        assert!(fits("{a} {{ b }} {…} {a} {b_c}", &["b_c", "a"]));
        assert!(
            !fits("{a}", &[]) && !fits("{a}", &["a", "b"]) && !fits("{ab}", &["a"]) && !fits("{a}", &["ab"])
        );
    }
}
