use super::names::suggestion;
use super::report::{Mend, Report, words};
use super::{Analysis, codes};
use crate::expr::types::{Kinds, Type};
use crate::expr::{Expr, Mode};
use crate::json_schema::{escape, misfit};
use crate::model::{Channel, Reducer};
use crate::nearest::nearest;
use crate::said::{Said, said};

const REDUCERS: &[&str] = &["replace", "append", "merge", "sum", "max", "min", "union"];

pub(super) fn check(analysis: &Analysis<'_>, report: &mut Report) {
    for (name, channel) in &analysis.flow.state {
        suits(analysis, name, channel, report);
        let Reducer::Expression(source) = &channel.reducer else { continue };
        let field = format!("/state/{}/reducer", escape(name));
        let problem = match Expr::parse_located(source, Mode::Expression) {
            Err((error, _)) => Some(error),
            Ok(expr) => {
                let stranger = expr.references().into_iter().find(|path| !matches!(path[0], "old" | "new"));
                stranger.map(|path| {
                    said!("‘{name}’ is neither a reducer nor an expression of old and new", name = path[0])
                })
            }
        };
        if let Some(cause) = problem {
            let mend = match nearest(source, REDUCERS.iter().copied()) {
                Some(near) => said!("use ‘{near}’", near),
                None => said!(
                    "use {reducers}, or an expression such as old + new",
                    reducers = REDUCERS.join(", ")
                ),
            };
            let near = nearest(source, REDUCERS.iter().copied());
            report.flow(&codes::BAD_REDUCER, &field, words(cause, mend).set_to(near));
        }
    }
    for facts in analysis.nodes.iter().filter(|facts| facts.node.kind == "set_state") {
        for channel in facts.written["set"].as_object().into_iter().flat_map(|set| set.keys()) {
            if !analysis.flow.state.contains_key(channel) {
                let cause = said!("there is no channel ‘{channel}’", channel);
                let mend = mend_channel(analysis, channel);
                let field = format!("/config/set/{}", escape(channel));
                let near = nearest(channel, analysis.flow.state.keys().map(String::as_str));
                let words = words(cause, mend).fixed(near.map(|near| Mend::Rename(near.to_owned())));
                report.node(&codes::UNKNOWN_CHANNEL, &facts.node.id, &field, words);
            }
        }
    }
}

/// Whether values of the channel can be put together as the reducer does, and begin as they should.
fn suits(analysis: &Analysis<'_>, name: &str, channel: &Channel, report: &mut Report) {
    let schema = &analysis.channels[name];
    let present = Type::of_schema(schema).present();
    let wants = match channel.reducer {
        Reducer::Sum => Kinds::NUMBER,
        Reducer::Max | Reducer::Min => Kinds::NUMBER.or(Kinds::TEXT),
        Reducer::Append | Reducer::Union => Kinds::LIST,
        Reducer::Merge => Kinds::OBJECT,
        Reducer::Replace | Reducer::Expression(_) => Kinds::ANY,
    };
    if present.and(wants).is_empty() {
        let cause = said!(
            "‘{name}’ is {found}, and its reducer makes {wants}",
            name,
            found = present.words(),
            wants = wants.words()
        );
        let mend = said!("use the reducer replace, or make the channel {wants}", wants = wants.words());
        let field = format!("/state/{}/reducer", escape(name));
        report.flow(&codes::BAD_REDUCER, &field, words(cause, mend).set_to(Some("replace")));
    }
    if !channel.initial.is_null()
        && let Some(violation) = misfit(&channel.initial, schema)
    {
        let cause =
            said!("‘{name}’ begins with a value that does not fit its schema: {violation}", name, violation);
        let field = format!("/state/{}/initial", escape(name));
        report.flow(
            &codes::VALUE_TYPE,
            &field,
            words(cause, said!("give it another initial value, or none")),
        );
    }
}

/// What to do about a channel that does not exist.
pub(super) fn mend_channel(analysis: &Analysis<'_>, channel: &str) -> Said {
    let names = analysis.flow.state.keys().map(String::as_str);
    said!(
        "{suggestion}, or declare ‘{channel}’ under state",
        suggestion = suggestion(channel, names),
        channel
    )
}
