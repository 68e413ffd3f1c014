//! `code` and `template-transform`.

use crate::import::dify::graph::Source;
use crate::import::dify::work::Work;
use crate::import::foreign::jinja::Rendered;
use crate::import::foreign::{Dialect, function};
use serde_json::json;

pub(super) fn code(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let code = at.text("code");
    let (dialect, language) = match at.text("code_language") {
        "javascript" => (Dialect::JavaScript, "JavaScript"),
        _ => (Dialect::Python, "Python"),
    };
    let names = work.names(at, &at.data["variables"]);
    let lookup = |name: &str| {
        let found = names.iter().find(|(known, _)| known == name);
        found.map(|(_, expression)| expression.clone()).ok_or_else(|| format!("the name ‘{name}’"))
    };
    match function(code, dialect, &lookup) {
        Ok(script) => {
            let what = format!("Its {language} is a script here; it was simple enough to translate.");
            work.put(at, "script", json!({ "code": script }), &what);
        }
        Err(why) => work.put_code(
            at,
            code,
            &format!("its {language} has {why}, which is not translated; write it as a script here"),
        ),
    }
}

pub(super) fn template(work: &mut Work<'_, '_>, at: &Source<'_>) {
    let template = at.text("template");
    match work.jinja(at, template, &at.data["variables"]) {
        Ok(Rendered::Text(text)) => work.put(at, "template", json!({ "text": text }), "It is a Template."),
        Ok(Rendered::Script(script)) => {
            // The text is read as `text`, as of a Template.
            let code = match script.strip_suffix("\nout_") {
                Some(script) => format!("{script}\n#{{ text: out_ }}"),
                None => script,
            };
            work.put(
                at,
                "script",
                json!({ "code": code }),
                "It has blocks, so it is a script that makes the text.",
            );
        }
        Err(why) => {
            work.put_code(at, template, &format!("its Jinja template has {why}, which is not translated"))
        }
    }
}
