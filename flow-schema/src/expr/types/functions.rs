//! What the functions of the language take and give: the ones of Rhai's standard package and our
//! own. Only what holds for every call is said here; what is not listed takes and gives anything.

use super::Kinds;
use std::collections::HashSet;
use std::sync::LazyLock;

const TEXT: Kinds = Kinds::TEXT;
const NUMBER: Kinds = Kinds::NUMBER;
const LIST: Kinds = Kinds::LIST;
const OBJECT: Kinds = Kinds::OBJECT;
const BOOL: Kinds = Kinds::BOOL;
const ANY: Kinds = Kinds::ANY;
const PARTS: Kinds = TEXT.or(LIST).or(OBJECT).or(Kinds::OTHER);

/// What a function gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gives {
    Kinds(Kinds),
    /// What it is called on.
    Same,
    /// An item of the list it is called on, or null.
    Item,
    /// A list of the members of the object it is called on.
    Texts,
    /// A list of what the closure gives.
    Mapped,
}

/// Name, what it may be called on (the first argument), what it gives, whether a closure decides.
type Row = (&'static str, Kinds, Gives);

const ROWS: &[Row] = &[
    ("len", PARTS, Gives::Kinds(NUMBER)),
    ("is_empty", PARTS, Gives::Kinds(BOOL)),
    ("contains", PARTS, Gives::Kinds(BOOL)),
    ("starts_with", TEXT, Gives::Kinds(BOOL)),
    ("ends_with", TEXT, Gives::Kinds(BOOL)),
    ("to_upper", TEXT, Gives::Kinds(TEXT)),
    ("to_lower", TEXT, Gives::Kinds(TEXT)),
    ("trimmed", TEXT, Gives::Kinds(TEXT)),
    ("sub_string", TEXT, Gives::Kinds(TEXT)),
    ("split", TEXT.or(LIST), Gives::Texts),
    ("split_rev", TEXT, Gives::Texts),
    ("index_of", TEXT.or(LIST), Gives::Kinds(NUMBER)),
    ("keys", OBJECT, Gives::Texts),
    ("values", OBJECT, Gives::Kinds(LIST)),
    ("has", OBJECT, Gives::Kinds(BOOL)),
    ("join", LIST, Gives::Kinds(TEXT)),
    ("first", LIST, Gives::Item),
    ("last", LIST, Gives::Item),
    ("find", LIST, Gives::Item),
    ("filter", LIST.or(OBJECT), Gives::Same),
    ("map", LIST.or(OBJECT), Gives::Mapped),
    ("find_map", LIST, Gives::Kinds(ANY)),
    ("some", LIST, Gives::Kinds(BOOL)),
    ("all", LIST, Gives::Kinds(BOOL)),
    ("reduce", LIST, Gives::Kinds(ANY)),
    ("reduce_rev", LIST, Gives::Kinds(ANY)),
    ("text", ANY, Gives::Kinds(TEXT)),
    ("json", ANY, Gives::Kinds(TEXT)),
    ("to_string", ANY, Gives::Kinds(TEXT)),
    ("type_of", ANY, Gives::Kinds(TEXT)),
    ("parse_json", TEXT, Gives::Kinds(ANY)),
    ("parse_int", TEXT, Gives::Kinds(NUMBER)),
    ("parse_float", TEXT, Gives::Kinds(NUMBER)),
    ("to_int", NUMBER, Gives::Kinds(NUMBER)),
    ("to_float", NUMBER, Gives::Kinds(NUMBER)),
    ("floor", NUMBER, Gives::Kinds(NUMBER)),
    ("ceiling", NUMBER, Gives::Kinds(NUMBER)),
    ("round", NUMBER, Gives::Kinds(NUMBER)),
    ("abs", NUMBER, Gives::Kinds(NUMBER)),
    ("sqrt", NUMBER, Gives::Kinds(NUMBER)),
];

/// What is known of a function.
pub(super) fn row(name: &str) -> Option<(Kinds, Gives)> {
    ROWS.iter().find(|row| row.0 == name).map(|(_, on, gives)| (*on, *gives))
}

/// Whether its closure has to say true or false.
pub(super) fn closure_decides(name: &str) -> bool {
    matches!(name, "filter" | "find" | "some" | "all")
}

/// Whether its closure is given the items one by one.
pub(super) fn closure_takes_items(name: &str) -> bool {
    closure_decides(name) || matches!(name, "map" | "find_map" | "for_each" | "index_of")
}

/// Whether a function changes what it is called on.
pub(super) fn changes(name: &str) -> bool {
    CHANGING.split(' ').any(|known| known == name)
}

const CHANGING: &str = "push append insert pop shift remove clear truncate chop crop drain retain splice reverse sort \
     sort_desc order order_by order_desc sort_by dedup pad mixin fill_with replace make_upper make_lower \
     trim set merge set_bit set_bits";

/// Every name that can be called beside the functions of the script. A test calls each. `sleep` is
/// refused at run time, in words of its own.
pub(super) static KNOWN: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    "default json parse_json text join trimmed first last has type_of print debug is_def_var is_def_fn \
     is_shared call curry Fn tag set_tag exit to_string to_debug name is_anonymous to_json range blob \
     to_array to_blob len is_empty contains starts_with ends_with to_upper to_lower make_upper make_lower \
     sub_string split split_rev index_of keys values trim chars bytes to_chars crop replace remove clear \
     truncate pad append get set pop parse_int parse_float push insert shift reverse chop extract splice \
     drain retain filter map find find_map some all reduce reduce_rev for_each sort sort_desc sort_by \
     order order_by order_desc dedup mixin fill_with abs sign is_zero floor ceiling round int fraction \
     sqrt exp ln log sin cos tan sinh cosh tanh asin acos atan asinh acosh atanh hypot to_degrees \
     to_radians to_int to_float to_hex to_octal to_binary min max is_nan is_finite is_infinite PI E bits \
     get_bit get_bits set_bit set_bits start end is_inclusive is_exclusive sleep"
        .split_whitespace()
        .collect()
});

/// What a text, a number or a list answers without being called.
pub(super) const GETTERS: &[&str] = &[
    "len",
    "is_empty",
    "chars",
    "bytes",
    "bits",
    "ceiling",
    "floor",
    "round",
    "int",
    "fraction",
    "is_zero",
    "is_nan",
    "is_finite",
    "is_infinite",
    "start",
    "end",
    "is_inclusive",
    "is_exclusive",
    "tag",
    "name",
    "is_anonymous",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::Expr;

    /// Calls each function with many kinds of arguments: for one of them it must be there.
    #[test]
    fn every_known_function_can_be_called() {
        let values = [
            "\"a\"",
            "1",
            "1.5",
            "[1]",
            "#{a: 1}",
            "()",
            "true",
            "'c'",
            "(0..3)",
            "|x| x == 1",
            "blob(2, 0)",
        ];
        let mut unknown = Vec::new();
        for name in KNOWN.iter() {
            let arguments = std::iter::once(String::new())
                .chain(values.iter().map(|a| (*a).to_owned()))
                .chain(values.iter().flat_map(|a| values.iter().map(move |b| format!("{a}, {b}"))))
                .chain(values.iter().flat_map(|a| values.iter().map(move |b| format!("{a}, {b}, \"z\""))))
                .chain(values.iter().flat_map(|a| values.iter().map(move |b| format!("{a}, {b}, 1"))))
                .chain(["[1], 0, 1, [2]".to_owned(), "1, 0, true".to_owned()]);
            let there = arguments.into_iter().any(|arguments| {
                let source = format!("{name}({arguments})");
                let Ok(expr) = Expr::parse_script(&source) else { return false };
                match expr.eval(&crate::expr::Scope::new()) {
                    Ok(_) => true,
                    Err(error) => !error.message.contains("Function not found"),
                }
            });
            if !there {
                unknown.push(*name);
            }
        }
        assert!(unknown.is_empty(), "{unknown:?}");
    }

    /// What is said of a function holds when it is called: it takes these kinds and no others.
    #[test]
    fn functions_take_what_is_said_of_them() {
        let samples = [
            ("\"a\"", TEXT),
            ("1", NUMBER),
            ("1.5", NUMBER),
            ("[1]", LIST),
            ("#{a: 1}", OBJECT),
            ("true", BOOL),
        ];
        let mut wrong = Vec::new();
        for (name, takes, _) in ROWS {
            for (sample, kind) in samples {
                let called = ["", ", |x| x == 1", ", \"a\"", ", 0", ", |x, y| x"].iter().any(|rest| {
                    let source = format!("{name}({sample}{rest})");
                    let result =
                        Expr::parse_script(&source).and_then(|expr| expr.eval(&crate::expr::Scope::new()));
                    !result.is_err_and(|error| error.message.contains("Function not found"))
                });
                // Some take only whole numbers, or only others.
                if called != kind.within(*takes) && (called || kind != NUMBER) {
                    wrong.push(format!("{name}({sample}): {called}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
