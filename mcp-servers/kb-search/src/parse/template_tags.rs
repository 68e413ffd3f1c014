//! Marks of site generators (`{% alert %}`, `{{ page.title }}`, `{: .class }`) in pages that were
//! copied from a wiki's or site's repository. A reader of the site never saw them.

use regex::{Captures, Regex};
use std::sync::LazyLock;

static TAG: LazyLock<Regex> = LazyLock::new(|| {
    // Inline code and fences first: what stands in them is an example and stays.
    Regex::new(r#"(?s)```.*?```|~~~.*?~~~|`[^`\n]*`|\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}|\{%-?\s*(\w+)([^%\n]*)-?%\}|\{\{[^{}\n]*\}\}|\{:[^}\n]*\}"#)
        .expect("a constant pattern")
});
static QUOTED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"["']([^"']+)["']"#).expect("a constant pattern"));

/// The text as the site would show it, as far as that can be told without the site.
pub fn strip(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains("{%") && !text.contains("{{") && !text.contains("{:") {
        return text.into();
    }
    TAG.replace_all(text, |found: &Captures<'_>| {
        let whole = &found[0];
        if whole.starts_with(['`', '~']) {
            return whole.to_owned();
        }
        // `{% slack_channel "help" %}` is shown as the channel's name; other tags (links, pictures,
        // includes, boxes) name things that are not text.
        match (found.get(1).map(|name| name.as_str()), found.get(2)) {
            (Some(name), Some(arguments)) if name.ends_with("channel") => QUOTED
                .captures(arguments.as_str())
                .map_or_else(String::new, |quoted| format!("#{}", quoted[1].trim_start_matches('#'))),
            _ => String::new(),
        }
    })
}
