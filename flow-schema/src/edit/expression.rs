//! Rewriting the names that one expression reads, at the places its syntax tree gives.
//!
//! Never by searching the text: a string, a property or a local variable of the same name stays. The
//! result is parsed again and must read exactly what was meant, else nothing is changed.

use crate::expr::{Expr, Mode, Reference, Step, holes};
use std::ops::Range;

/// What becomes of one reference. A new name may be a path: `input.kb`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Rewrite {
    /// `kb` of `kb.passages`.
    Root(String),
    /// `passages` of `kb.passages`.
    Member(String),
    /// `kb.passages` as a whole.
    Both(String),
}

/// Why an expression cannot be rewritten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cannot {
    /// It does not parse.
    Read,
    /// It uses the new name itself, as a variable of its own, or builds the name while it runs.
    Rewrite,
}

pub(crate) type Decide<'a> = dyn FnMut(&Reference) -> Option<Rewrite> + 'a;

/// The new text of a config string; `None` when nothing in it changes.
pub(crate) fn rewrite(text: &str, mode: Mode, decide: &mut Decide<'_>) -> Result<Option<String>, Cannot> {
    match mode {
        Mode::Literal => Ok(None),
        Mode::Expression => one(text, Expr::parse, decide),
        Mode::Script => one(text, Expr::parse_script, decide),
        Mode::Template => {
            let mut out = String::new();
            let mut done = 0;
            for hole in holes(text).ok_or(Cannot::Read)? {
                if let Some(new) = one(&text[hole.clone()], Expr::parse, decide)? {
                    out.push_str(&text[done..hole.start]);
                    out.push_str(&new);
                    done = hole.end;
                }
            }
            out.push_str(&text[done..]);
            Ok((done > 0).then_some(out))
        }
    }
}

fn one<E>(
    source: &str,
    parse: impl Fn(&str) -> Result<Expr, E>,
    decide: &mut Decide<'_>,
) -> Result<Option<String>, Cannot> {
    let before = parse(source).map_err(|_| Cannot::Read)?;
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut wanted = Vec::new();
    for reference in before.reference_list() {
        let decision = decide(reference);
        if let Some(decision) = &decision {
            let edit = place(source, reference, decision).ok_or(Cannot::Rewrite)?;
            if !edits.contains(&edit) {
                edits.push(edit);
            }
        }
        wanted.push((changed_path(&reference.path, decision), reference.guarded));
    }
    if edits.is_empty() {
        return Ok(None);
    }
    edits.sort_by_key(|(range, _)| range.start);
    let mut out = source.to_owned();
    for (range, new) in edits.into_iter().rev() {
        out.replace_range(range, &new);
    }
    // A closure's parameter of the new name, say, would now be read instead.
    let after = parse(&out).map_err(|_| Cannot::Rewrite)?;
    let got = after.reference_list().iter().map(|reference| (reference.path.clone(), reference.guarded));
    if got.eq(wanted) { Ok(Some(out)) } else { Err(Cannot::Rewrite) }
}

fn changed_path(path: &[Step], decision: Option<Rewrite>) -> Vec<Step> {
    let members =
        |names: &str| names.split('.').map(|name| Step::Member(name.to_owned())).collect::<Vec<_>>();
    match decision {
        None => path.to_vec(),
        Some(Rewrite::Root(new)) => [members(&new), path[1..].to_vec()].concat(),
        Some(Rewrite::Member(new)) => [path[..1].to_vec(), members(&new), path[2..].to_vec()].concat(),
        Some(Rewrite::Both(new)) => [members(&new), path[2..].to_vec()].concat(),
    }
}

/// The bytes to replace, and with what.
fn place(source: &str, reference: &Reference, decision: &Rewrite) -> Option<(Range<usize>, String)> {
    let root = offset(source, reference.position?)?;
    let root = root..root + reference.root().len();
    if source.get(root.clone())? != reference.root() {
        return None;
    }
    match decision {
        Rewrite::Root(new) => Some((root, new.clone())),
        Rewrite::Member(new) => {
            let member = member(source, root.end, reference)?;
            let new = if member.quoted { format!("\"{new}\"") } else { new.clone() };
            Some((member.name, new))
        }
        Rewrite::Both(new) => Some((root.start..member(source, root.end, reference)?.end, new.clone())),
    }
}

/// Byte of a line and character, both from 1.
fn offset(source: &str, (line, character): (usize, usize)) -> Option<usize> {
    let start = match line {
        1 => 0,
        _ => source.match_indices('\n').nth(line - 2)?.0 + 1,
    };
    let (within, _) = source[start..].char_indices().nth(character.checked_sub(1)?)?;
    Some(start + within)
}

struct Member {
    name: Range<usize>,
    /// Written `["name"]`.
    quoted: bool,
    /// Where the whole step ends.
    end: usize,
}

/// The step that follows a name.
fn member(source: &str, from: usize, reference: &Reference) -> Option<Member> {
    let Some(Step::Member(name)) = reference.path.get(1) else { return None };
    let skip = |at: usize| at + trivia(&source[at..]);
    let dot = skip(from);
    let sign = &source[dot..];
    let sign = sign.strip_prefix('?').unwrap_or(sign);
    let after = source.len() - sign.len() + 1;
    if sign.starts_with('.') {
        let start = skip(after);
        let name = start..start + name.len();
        (source.get(name.clone())? == reference.members().get(1).copied()?).then_some(Member {
            end: name.end,
            name,
            quoted: false,
        })
    } else if sign.starts_with('[') {
        let start = skip(after);
        let name = start..start + name.len() + 2;
        let written = source.get(name.clone())?;
        let close = skip(name.end);
        let quoted = format!("\"{}\"", reference.members().get(1)?);
        (written == quoted && source[close..].starts_with(']')).then_some(Member {
            name,
            quoted: true,
            end: close + 1,
        })
    } else {
        None
    }
}

/// How many bytes of blanks and comments a text begins with.
fn trivia(text: &str) -> usize {
    let mut rest = text;
    loop {
        let trimmed = rest.trim_start();
        rest = if let Some(comment) = trimmed.strip_prefix("//") {
            comment.find('\n').map_or("", |end| &comment[end..])
        } else if let Some(comment) = trimmed.strip_prefix("/*") {
            comment.find("*/").map_or("", |end| &comment[end + 2..])
        } else {
            return text.len() - trimmed.len();
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn renamed(source: &str, mode: Mode) -> Result<Option<String>, Cannot> {
        rewrite(source, mode, &mut |reference| match (reference.root(), reference.members().get(1)) {
            ("kb", _) => Some(Rewrite::Root("search".into())),
            ("state", Some(&"tried")) => Some(Rewrite::Member("attempts".into())),
            ("old", Some(&"text")) => Some(Rewrite::Both("input.old_text".into())),
            _ => None,
        })
    }

    fn check(source: &str, mode: Mode, expect: &str) {
        assert_eq!(renamed(source, mode), Ok(Some(expect.to_owned())), "{source}");
    }

    #[test]
    fn only_what_reads_the_name_is_renamed() {
        check("kb.kb + input.kb + \"kb\"", Mode::Expression, "search.kb + input.kb + \"kb\"");
        check("#{kb: kb}", Mode::Expression, "#{kb: search}");
        check("`kb ${kb.count} kb`", Mode::Expression, "`kb ${search.count} kb`");
        check("input.list.map(|x| x + kb.n)", Mode::Expression, "input.list.map(|x| x + search.n)");
        check("ä {{ kb.a }} kb {{ 1 }} {{kb}}!", Mode::Template, "ä {{ search.a }} kb {{ 1 }} {{search}}!");
        check("// kb\nlet x = 'é';\n  kb.y", Mode::Script, "// kb\nlet x = 'é';\n  search.y");
        assert_eq!(renamed("let kb = 1; kb + 2", Mode::Script), Ok(None));
        assert_eq!(renamed("kb.a", Mode::Literal), Ok(None));
    }

    #[test]
    fn a_channel_is_renamed_however_it_is_read() {
        check("state.tried + 1", Mode::Expression, "state.attempts + 1");
        check("state /* here */ . tried", Mode::Expression, "state /* here */ . attempts");
        check(
            "state[ \"tried\" ] + state?.tried",
            Mode::Expression,
            "state[ \"attempts\" ] + state?.attempts",
        );
        check("old[\"text\"].len() + old.text", Mode::Expression, "input.old_text.len() + input.old_text");
        assert_eq!(renamed("state.tried_not + kx.state.tried", Mode::Expression), Ok(None));
    }

    #[test]
    fn what_cannot_be_rewritten_for_certain_is_left() {
        assert_eq!(renamed("input.list.map(|search| search + kb.n)", Mode::Expression), Err(Cannot::Rewrite));
        assert_eq!(renamed("kb. +", Mode::Expression), Err(Cannot::Read));
        assert_eq!(renamed("{{ kb", Mode::Template), Err(Cannot::Read));
    }
}
