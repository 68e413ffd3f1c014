//! The YAML lines that Markdown files of wikis and site generators begin with. Only what helps
//! finding is read: no YAML library, no surprises.

use super::blocks::Builder;

/// Reads front matter, if there is any, and gives back the rest.
pub fn strip<'a>(text: &'a str, out: &mut Builder) -> &'a str {
    let trimmed = text.trim_start_matches('\u{FEFF}');
    let Some(rest) = trimmed.strip_prefix("---").filter(|rest| rest.starts_with(['\n', '\r'])) else {
        return text;
    };
    let mut offset = 0;
    let mut key = String::new();
    // A value may go on, indented, over the lines that follow its key.
    let mut value = String::new();
    for line in rest.split_inclusive('\n') {
        offset += line.len();
        let line = line.trim_end();
        if line == "---" || line == "..." {
            read(&key, &value, out);
            return &rest[offset..];
        }
        let indented = line.starts_with([' ', '\t']);
        if let Some(item) = line.trim_start().strip_prefix("- ") {
            if is_keyword_list(&key) {
                out.keyword(unquote(item));
            }
        } else if indented && !line.contains(": ") {
            value.push(' ');
            value.push_str(line.trim());
        } else if let Some((name, rest)) =
            line.split_once(':').filter(|_| !indented && !line.starts_with('#'))
        {
            read(&key, &value, out);
            name.trim().to_ascii_lowercase().clone_into(&mut key);
            rest.trim().trim_start_matches(['>', '|']).trim_start_matches('-').clone_into(&mut value);
        }
    }
    // Never closed: it was a rule, not front matter.
    text
}

fn read(key: &str, value: &str, out: &mut Builder) {
    let value = unquote(value);
    match key {
        "title" => out.title(value),
        "subtitle" | "description" | "summary" => out.keyword(value),
        _ if is_keyword_list(key) => {
            for word in value.trim_start_matches('[').trim_end_matches(']').split(',') {
                out.keyword(unquote(word));
            }
        }
        _ => {}
    }
}

/// Other names of the page count: people search by the name that it used to have.
fn is_keyword_list(key: &str) -> bool {
    matches!(key, "keywords" | "tags" | "aliases" | "alias" | "synonyms" | "categories" | "redirect_from")
}

fn unquote(value: &str) -> &str {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) {
            return inner;
        }
    }
    value
}
