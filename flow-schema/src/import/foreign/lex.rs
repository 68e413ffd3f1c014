use super::Dialect;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Name(String),
    Number(String),
    Text(String),
    /// The inside of an f-string or a template literal, in pieces: text, or the source of a value.
    Pieces(Vec<Piece>),
    Sign(&'static str),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    Text(String),
    Source(String),
}

/// Longer ones first.
const SIGNS: &[&str] = &[
    "===", "!==", "...", "?.", "??", "=>", "==", "!=", "<=", ">=", "&&", "||", "**", "//", "(", ")", "[",
    "]", "{", "}", ",", ":", ".", "?", "+", "-", "*", "/", "%", "<", ">", "!", "|", "~", "=", ";",
];

pub(super) fn tokens(source: &str, dialect: Dialect) -> Result<Vec<Token>, String> {
    let mut found = Vec::new();
    let mut rest = source.trim_start();
    while let Some(first) = rest.chars().next() {
        let next = if first.is_ascii_digit() {
            number(rest)
        } else if first.is_alphabetic() || first == '_' || first == '$' {
            name(rest, dialect)?
        } else if matches!(first, '"' | '\'' | '`') {
            quoted(rest, first, dialect == Dialect::JavaScript && first == '`')?
        } else {
            let sign = SIGNS.iter().find(|sign| rest.starts_with(**sign));
            let sign = sign.ok_or_else(|| format!("the sign ‘{first}’"))?;
            (Token::Sign(sign), sign.len())
        };
        found.push(next.0);
        rest = rest[next.1..].trim_start();
    }
    Ok(found)
}

fn number(rest: &str) -> (Token, usize) {
    let digits = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mut end = digits(rest);
    let fraction = rest[end..].strip_prefix('.').map_or(0, digits);
    if fraction > 0 {
        end += 1 + fraction;
    }
    (Token::Number(rest[..end].to_owned()), end)
}

fn name(rest: &str, dialect: Dialect) -> Result<(Token, usize), String> {
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '$').unwrap_or(rest.len());
    let word = &rest[..end];
    let quote = rest[end..].chars().next().filter(|c| matches!(c, '"' | '\''));
    match (word, quote) {
        ("f" | "F", Some(quote)) if dialect == Dialect::Python => {
            let (token, length) = quoted(&rest[end..], quote, true)?;
            Ok((token, end + length))
        }
        (word, Some(_)) if dialect == Dialect::Python => Err(format!("a text with the prefix ‘{word}’")),
        _ => Ok((Token::Name(word.to_owned()), end)),
    }
}

/// A quoted text and how long it is, quotes included.
fn quoted(rest: &str, quote: char, with_values: bool) -> Result<(Token, usize), String> {
    let open = if quote == '`' { "${" } else { "{" };
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut at = 1;
    // An empty text would be the beginning of a long one otherwise.
    if quote != '`' && rest.starts_with(&quote.to_string().repeat(3)) {
        return Err("a text over several lines".to_owned());
    }
    while let Some(letter) = rest[at..].chars().next() {
        if letter == quote {
            let token = if with_values {
                pieces.push(Piece::Text(text));
                Token::Pieces(pieces)
            } else {
                Token::Text(text)
            };
            return Ok((token, at + 1));
        }
        if with_values && rest[at..].starts_with(open) {
            if quote != '`' && rest[at..].starts_with("{{") {
                text.push('{');
                at += 2;
                continue;
            }
            let inside = &rest[at + open.len()..];
            let end = inside.find('}').ok_or("a ‘{’ that is never closed")?;
            let source = &inside[..end];
            if source.contains(['{', quote]) || (quote != '`' && source.contains([':', '!'])) {
                return Err("a value with a format inside a text".to_owned());
            }
            pieces.push(Piece::Text(std::mem::take(&mut text)));
            pieces.push(Piece::Source(source.to_owned()));
            at += open.len() + end + 1;
            continue;
        }
        if with_values && quote != '`' && rest[at..].starts_with("}}") {
            text.push('}');
            at += 2;
            continue;
        }
        if letter == '\n' && quote != '`' {
            break;
        }
        at += letter.len_utf8();
        if letter != '\\' {
            text.push(letter);
            continue;
        }
        let escaped = rest[at..].chars().next().unwrap_or(quote);
        text.push(match escaped {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            '\\' | '"' | '\'' | '`' | '/' | '$' => escaped,
            other => return Err(format!("the escape ‘\\{other}’")),
        });
        at += escaped.len_utf8();
    }
    Err("a text that is never closed".to_owned())
}
