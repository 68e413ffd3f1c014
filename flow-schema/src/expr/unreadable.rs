//! Why a text is no expression: what the parser says most, so that it can be said in other languages. The English is
//! the parser's own.

use crate::said::{Said, said};
use rhai::{LexError, ParseErrorType};

/// What the parser says, in the words of JSON.
pub(super) fn reason(error: &ParseErrorType) -> Said {
    match error {
        ParseErrorType::UnexpectedEOF => said!("Script is incomplete"),
        ParseErrorType::MissingToken(token, place) => {
            said!("Expecting '{token}' {place}", token, place = at(place))
        }
        ParseErrorType::UnknownOperator(operator) => said!("Unknown operator: '{operator}'", operator),
        ParseErrorType::VariableExpected => said!("Expecting name of a variable"),
        ParseErrorType::PropertyExpected => said!("Expecting name of a property"),
        ParseErrorType::BadInput(LexError::UnexpectedInput(input)) => said!("Unexpected '{input}'", input),
        ParseErrorType::BadInput(LexError::UnterminatedString) => said!("Open string is not terminated"),
        ParseErrorType::BadInput(LexError::MalformedNumber(number)) => {
            said!("Invalid number: '{number}'", number)
        }
        other => Said::foreign(super::expression::plain(&other.to_string())),
    }
}

fn at(place: &str) -> Said {
    match place {
        "for a matching ( in this expression" => said!("for a matching ( in this expression"),
        "for a matching [ in this index expression" => said!("for a matching [ in this index expression"),
        "to separate the items of this array literal" => said!("to separate the items of this array literal"),
        "to terminate this statement" => said!("to terminate this statement"),
        other => Said::foreign(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::engine::engine;

    #[test]
    fn the_words_are_the_parsers_own() {
        for (source, own) in [
            ("1 +", true),
            ("(1 + 2", true),
            ("a[1", true),
            ("[1 2]", true),
            ("a b", true),
            ("let x = 1 let y", true),
            ("1 ~ 2", false),
            ("\"open", true),
            ("a.", true),
            ("a.1b", false),
            ("0x", false),
            ("let 1", true),
            ("while", false),
        ] {
            let Err(error) = engine().compile(source) else { continue };
            let said = reason(error.err_type());
            assert_eq!(
                said.text(),
                super::super::expression::plain(&error.err_type().to_string()),
                "{source}"
            );
            assert!(!own || said != Said::foreign(said.text()), "{source}: {}", said.text());
        }
    }
}
