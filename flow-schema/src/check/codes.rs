//! Every code a check can give, in one table. A code is never reused for another meaning; a check
//! that goes leaves a gap.

use crate::finding::Severity;
use serde::Serialize;
use ts_rs::TS;
use utoipa::ToSchema;

/// One kind of problem, as the help pages explain it.
#[derive(Debug, PartialEq, Eq, Serialize, TS, ToSchema)]
#[ts(export_to = "flow.ts")]
pub struct Code {
    pub code: &'static str,
    pub severity: Severity,
    pub title: &'static str,
    pub explanation: &'static str,
}

/// The code of that name.
pub fn find(code: &str) -> Option<&'static Code> {
    ALL.iter().copied().find(|known| known.code == code)
}

macro_rules! codes {
    ($($name:ident $code:literal $severity:ident $title:literal $explanation:literal;)*) => {
        $(
            #[doc = $title]
            pub static $name: Code =
                Code { code: $code, severity: Severity::$severity, title: $title, explanation: $explanation };
        )*

        /// In the order of their numbers.
        pub static ALL: &[&Code] = &[$(&$name),*];
    };
}

codes! {
    NOT_JSON "FR001" Error "Not JSON"
        "The text is not a JSON document. The finding names the line and the character at which reading stopped.";
    WRONG_TYPE "FR002" Error "Wrong type in the document"
        "A part of the document has another type than it must have: a list where an object belongs, a number where a text belongs.";
    UNKNOWN_FIELD "FR003" Error "Unknown field in the document"
        "The document has a field that flows do not have. It is refused rather than ignored, because a misspelt field would silently do nothing.";
    MISSING_FIELD "FR004" Error "Missing field in the document"
        "A field that every flow, node or edge needs is not there.";
    UNKNOWN_FORMAT "FR005" Error "Unknown format"
        "The document is of a format this version cannot read. The format it reads is flowright/1.";
    BAD_NAME "FR006" Error "Bad name"
        "A flow's name is part of URLs and file names: small letters, digits and hyphens. A node's id and a channel's name are part of expressions: small letters, digits and underscores, a letter first.";
    DUPLICATE_ID "FR007" Error "Two nodes with one id"
        "A node's id says which output an expression reads, so it must be unique in the flow.";
    RESERVED_ID "FR008" Error "Reserved id"
        "The id is a word of the expression language, or a name that is always in scope (start, input, state, user …), so no expression could ever read the node.";
    TOO_MANY_NODES "FR009" Error "Too many nodes"
        "A flow has at most 2,000 nodes. Split it.";
    UNKNOWN_KIND "FR010" Error "Unknown kind of node"
        "No such kind is known here: it is misspelt, not part of this version, or the tool of an MCP server that is not connected.";
    MISSING_CONFIG "FR011" Error "Missing setting"
        "The node cannot do its work without this setting.";
    BAD_CONFIG "FR012" Error "Setting does not fit"
        "The setting has the wrong type, or a value that is not allowed.";
    UNKNOWN_CONFIG "FR013" Error "Unknown setting"
        "Nodes of this kind have no such setting, so it would do nothing.";
    BAD_DURATION "FR014" Error "Not a duration"
        "Durations are a whole number and a unit: 250ms, 30s, 5m, 2h, 7d. At most 90 days.";
    BAD_RETRY "FR015" Error "Retry out of bounds"
        "A node is tried 1 to 20 times, waits at most one hour before the second attempt, and multiplies the wait by 1 to 10.";
    DUPLICATE_PORT "FR016" Error "Two cases with one port"
        "Each case, class or option needs a port of its own, or the edges of one would also be those of the other.";
    BAD_PORT "FR017" Error "Bad port name"
        "A port's name must not be empty, longer than 60 characters, or out or error, which mean something else.";
    UNKNOWN_NODE "FR018" Error "Edge to or from a node that does not exist"
        "An edge names a node that is not in the flow.";
    UNKNOWN_PORT "FR019" Error "Edge from a port that does not exist"
        "The node the edge leaves has no such port with its present settings.";
    DUPLICATE_EDGE "FR020" Error "The same edge twice"
        "Two edges lead from one port to one node. One is enough.";
    NOTHING_STARTS "FR021" Error "Nothing starts"
        "No edge leaves start, so a run would end at once.";
    UNREACHABLE "FR022" Error "Unreachable node"
        "No way leads from start to this node. It can never run, and an edge from it would leave its target waiting.";
    OPEN_BRANCH "FR023" Warning "Branch without an edge"
        "When the node decides for this port, nothing follows and the path ends there without a word.";
    DEAD_DECISION "FR024" Error "A decision that leads nowhere"
        "The node chooses between ports, and no port has an edge.";
    EDGE_INTO_START "FR025" Error "Edge into start"
        "Start is where runs begin; nothing can lead back to it. Lead the edge to the first node instead.";
    TANGLED_CYCLE "FR026" Error "Cycle with two entries"
        "A cycle must be entered at one node only, which is then the entry of a loop; otherwise nobody can say when an iteration begins.";
    ENDLESS_CYCLE "FR027" Error "Cycle without a way out"
        "Every way through the loop leads back to its entry, so it can only end by using up its iterations.";
    BAD_ITERATIONS "FR028" Error "Iterations out of bounds"
        "A loop may be allowed 1 to 10,000 iterations, not none and not more.";
    USELESS_ITERATIONS "FR029" Warning "Not the entry of a loop"
        "max_iterations only means something on the node that a loop leads back to.";
    BAD_EXPRESSION "FR030" Error "Expression does not parse"
        "The expression, template or script cannot be read. The finding says where reading stopped.";
    UNKNOWN_NAME "FR031" Error "Unknown name in an expression"
        "Expressions see input, state, conversation, user, tenant, env, loop (inside a loop), and nodes by their id.";
    NOT_UPSTREAM "FR032" Error "Reads a node that cannot have run"
        "The node that is read does not lead to the node that reads it, so its output never exists there.";
    UNKNOWN_PROPERTY "FR033" Error "Unknown property"
        "The value that is read has a fixed shape, and this property is not part of it.";
    UNDECLARED_PROPERTY "FR034" Warning "Property that is not declared"
        "The schema of the value names properties, and this is not among them. It may be there all the same, because the schema does not forbid others.";
    MAY_BE_ABSENT "FR035" Warning "Reads a node that may not have run"
        "Some way to this node does not lead through the node that is read. On that way its output is null.";
    UNKNOWN_CHANNEL "FR036" Error "Unknown channel"
        "The flow declares no such channel under state.";
    BAD_REDUCER "FR037" Error "Bad reducer"
        "A reducer is replace, append, merge, sum, max, min, union, or an expression of old and new.";
    BAD_SCHEMA "FR038" Error "Bad JSON Schema"
        "A schema must be an object (or true or false) whose types are JSON types.";
    UNKNOWN_SCHEMA "FR039" Error "Unknown schema"
        "A $ref names a schema that is not under schemas. References look like #/schemas/Name.";
    UNKNOWN_BASE "FR040" Error "Unknown knowledge base"
        "There is no knowledge base of that name.";
    UNKNOWN_FORM "FR041" Error "Unknown form"
        "There is no form of that name.";
    UNKNOWN_TOOL "FR042" Error "Unknown tool"
        "No connected MCP server offers that tool.";
    UNKNOWN_MODEL "FR043" Error "Unknown model"
        "No connected provider offers that model.";
    UNKNOWN_SECRET "FR044" Error "Unknown secret"
        "There is no secret of that name.";
    STREAMED_OBJECT "FR045" Error "Streams an object"
        "A reply can only be streamed when the answer is free text. With an output schema the answer is an object, which is checked before anybody sees it.";
    UNUSED_FALLBACK "FR046" Warning "Fallback that is never used"
        "A failure takes the edge from the error port, so the value of on_error is never used.";
    CANNOT_FAIL "FR047" Warning "Retry where nothing can fail"
        "Nodes of this kind are rules that cannot fail, so retry, timeout and on_error do nothing.";
    RACE "FR048" Warning "Two branches write one channel"
        "Two nodes that may run at the same time write a channel whose reducer is replace. Which value stays depends on who is last.";
    OPTIONS_AND_FORM "FR049" Error "Question with options and a form"
        "A question offers options or shows a form. With both, an answer would have two meanings.";
    BAD_PARENT "FR050" Error "Not in a body"
        "A node's parent must be a For each or a Loop of the same flow, and not lie in the node itself.";
    CROSSES_BODY "FR051" Error "Edge across the border of a body"
        "The steps of a For each or Loop are entered by its port body, and left when they are done: the node itself then goes on. No other edge crosses the border.";
    EMPTY_BODY "FR052" Error "Nothing to repeat"
        "A For each or Loop has no steps, or nothing leads from its port body to the first of them.";
    BAD_QUORUM "FR053" Error "Quorum that cannot be reached"
        "More edges, or more approvals, are asked for than there can be.";
    NOTHING_AWAITED "FR054" Error "Waits for nothing"
        "A Wait needs a time, a moment or an event to wait for.";
    NO_APPROVERS "FR055" Error "Nobody to decide"
        "An approval needs at least one approver, by e-mail address or by role.";
    UNKNOWN_FLOW "FR056" Error "Unknown flow"
        "There is no published flow of that name, or it does not have that version.";
    BAD_TOOL "FR057" Error "Not a tool for an agent"
        "An agent uses kinds of nodes that do something (a search, a ticket, a request) and published flows. Rules such as a condition are not tools, and each tool needs a name of its own.";
    VALUE_TYPE "FR058" Error "Value of the wrong type"
        "The value that an expression gives is of a type that the setting, or the channel, cannot take. Text settings take numbers, too; they are written out.";
    NOT_BOOLEAN "FR059" Error "Not true or false"
        "A condition, or an operand of &&, || and !, must be true or false. There is no rule by which a number or a text counts as true, so the run would fail here.";
    UNLIKE "FR060" Warning "Compares unlike things"
        "Values of two types are never equal and neither is smaller: the comparison always gives the same answer.";
    UNKNOWN_FUNCTION "FR061" Error "Unknown function"
        "The expression calls a function that neither the language nor the script has, so the run would fail here.";
    WRONG_OPERAND "FR062" Error "Does not work with this type"
        "An operator or a function gets a value of a type that it does not take, or a part is read of a value that has no parts. The run would fail here.";
    NEVER_EQUAL "FR063" Warning "Compares with a value that never comes"
        "The value is one of a fixed list, and what it is compared with is not in the list, so the case is never taken.";
    TAINTED_PROMPT "FR064" Warning "Unchecked text in a model's instructions"
        "Text that a user, a document or a tool wrote reaches the part of a prompt that a model obeys. Whoever wrote it can tell the model what to do. Put it into the prompt proper, or choose between fixed texts.";
    TAINTED_ACTION "FR065" Warning "Unchecked text decides what an action does"
        "Text that a user, a document or a tool wrote decides, by itself or through an agent that acts unasked, where a message or a request goes, whose ticket is changed, or who approves. Let a person approve it, or choose between fixed values with a Switch, a Classify or a form's list.";
    ENDLESS_BODY "FR066" Warning "Loop that only its bound ends"
        "A Loop has no While, no Until that can come true, and no End in its body, so it always runs as often as it may and leaves by bound.";
    SAME_EVERY_ROUND "FR067" Warning "Condition that no round changes"
        "What decides whether a loop goes on reads nothing that the loop itself changes: no node in it, no channel written in it, no count. After the first round it decides the same for ever.";
    WAITS_FOR_EVER "FR068" Warning "May wait for ever"
        "A Wait for an event has no deadline. When the event never happens, the run never ends.";
    STATE_RACE "FR069" Warning "Reads a channel while a branch writes it"
        "One branch reads a channel that another branch, running at the same time, writes. What it reads depends on which is first.";
    REPEATED_WRITE "FR070" Warning "Action repeated without a bound"
        "A node that changes something outside is in a For each over a list of any length: one run may send a thousand messages or open a thousand tickets.";
    UNBOUNDED_COST "FR071" Warning "Cost without a bound"
        "Model calls are repeated for a list of any length, so nobody can say what a run may cost.";
    OVER_BUDGET "FR072" Warning "Over the budget"
        "At the most, one run costs more than its budget allows; such a run would be stopped on the way.";
    BAD_INPUT "FR073" Error "Input that the flow does not take"
        "A sub-flow is given an input that its published version refuses: something it needs is missing, is unknown to it, or has the wrong type.";
    OUTPUT_MISFIT "FR074" Warning "Output that does not fit"
        "The flow declares what it gives, and this End gives something else. Flows and programs that call it read what is declared.";
    NO_OUTPUT "FR075" Warning "Path that ends without the output"
        "The flow declares an output, and an End gives it on other paths, but on this one nothing follows, so the run ends without an output.";
    RUNS_ITSELF "FR076" Warning "Flow that always runs itself"
        "A Sub-flow names the flow it is in, and every run comes to it, so each begins another in itself, until the deepest level that is allowed is reached and all of them fail.";
    CANNOT_BE_OFF "FR077" Error "Switched off where the way divides"
        "A node that is switched off is passed by, as if the edge to it led to what follows. From this one several ways lead on, and nobody decides between them.";
    READS_OFF "FR078" Warning "Reads a node that is switched off"
        "A node that is switched off does not run, so what is read of it is null.";
    TOO_DEEP "FR079" Error "Nested too deeply"
        "At most 32 bodies of For each and Loop may lie in one another. Nobody can follow more; a sub-flow can stand in their place.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_numbered_without_repeats_and_explained() {
        for (at, code) in ALL.iter().enumerate() {
            assert_eq!(code.code, format!("FR{:03}", at + 1));
            assert!(code.explanation.len() > 20 && code.explanation.ends_with('.'), "{}", code.code);
        }
    }
}
