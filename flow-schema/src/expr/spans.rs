//! Where the parts of an expression stand in its source, in characters. The parser says where a
//! thing begins; where it ends is read from the text.

use super::references::Step;
use crate::finding::Span;

/// The character at a line and a column, both from 1.
pub(super) fn offset(source: &str, (line, column): (usize, usize)) -> usize {
    let before: usize =
        source.split_inclusive('\n').take(line.saturating_sub(1)).map(|line| line.chars().count()).sum();
    before + column.saturating_sub(1)
}

/// The word, number, text or operator that begins there.
pub(super) fn token(source: &str, start: usize) -> Span {
    let mut rest = source.chars().skip(start);
    let length = match rest.next() {
        None => 0,
        Some(quote @ ('"' | '`' | '\'')) => {
            let mut escaped = false;
            let inside = rest.take_while(|&c| {
                let goes_on = escaped || c != quote;
                escaped = !escaped && c == '\\';
                goes_on
            });
            inside.count() + 2
        }
        Some(c) if is_word(c) => 1 + rest.take_while(|&c| is_word(c)).count(),
        Some(c) if "=!<>&|+-*/%".contains(c) => 1 + rest.take_while(|c| "=&|*".contains(*c)).count(),
        Some(_) => 1,
    };
    Span::new(start, (start + length).min(source.chars().count()))
}

/// Each step of a path that begins there; fewer when the text is written in another way than this
/// reads.
pub(super) fn steps(source: &str, start: usize, path: &[Step]) -> Vec<Span> {
    let mut found = vec![token(source, start)];
    let rest: Vec<char> = source.chars().skip(found[0].end as usize).collect();
    let base = found[0].end as usize;
    let mut at = 0;
    let blank = |at: &mut usize| {
        while rest.get(*at).is_some_and(|c| c.is_whitespace()) {
            *at += 1;
        }
    };
    for step in path.iter().skip(1) {
        blank(&mut at);
        if rest.get(at) == Some(&'?') {
            at += 1;
        }
        let (from, to) = match (rest.get(at), step) {
            (Some('.'), Step::Member(name)) => {
                at += 1;
                blank(&mut at);
                let end = at + name.chars().count();
                if rest.get(at..end).is_none_or(|written| !written.iter().copied().eq(name.chars())) {
                    break;
                }
                (at, end)
            }
            (Some('['), _) => {
                let mut depth = 0_usize;
                let Some(length) = rest[at..].iter().position(|c| {
                    match c {
                        '[' => depth += 1,
                        ']' => depth -= 1,
                        _ => {}
                    }
                    depth == 0
                }) else {
                    break;
                };
                (at + 1, at + length)
            }
            _ => break,
        };
        found.push(Span::new(base + from, base + to));
        at = if rest.get(to) == Some(&']') { to + 1 } else { to };
    }
    found
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_of_a_path_has_its_place() {
        let source = "1 +\n kb . passages[a[0]]?.text";
        let member = |name: &str| Step::Member(name.to_owned());
        let path = [member("kb"), member("passages"), Step::Item, member("text")];
        let spans = steps(source, offset(source, (2, 2)), &path);
        let texts: Vec<_> = spans.iter().map(|span| span.of(source)).collect();
        assert_eq!(texts, ["kb", "passages", "a[0]", "text"]);
    }

    #[test]
    fn a_token_ends_where_it_ends() {
        assert_eq!(token("a == \"x\\\"y\" + 1", 5).of("a == \"x\\\"y\" + 1"), "\"x\\\"y\"");
        assert_eq!(token("a >= 1", 2).of("a >= 1"), ">=");
        assert_eq!(token("łódź.x", 0).of("łódź.x"), "łódź");
    }
}
