//! Documents that are broken or meant to do harm: a clear error that names what and where.

#![cfg(feature = "import")]
#![expect(clippy::unwrap_used, reason = "a test may stop at a broken premise")]

use flow_schema::import::{ImportError, Options, import};
use serde_json::{Value, json};

fn error(text: &str) -> ImportError {
    import(text, &Options::default()).map(|imported| imported.flows[0].flow.name.clone()).unwrap_err()
}

fn check(text: &str, expect: &str) {
    assert_eq!(error(text).to_string(), expect);
}

fn dify(nodes: &str, edges: &str) -> String {
    format!(
        "kind: app\nversion: 0.3.0\napp: {{name: x, mode: workflow}}\nworkflow:\n  graph:\n    nodes: {nodes}\n    edges: {edges}\n"
    )
}

/// A component of Langflow, an edge between two, and a document of them.
fn component(id: &str, kind: &str, fields: Value) -> Value {
    json!({ "id": id, "type": "genericNode", "data": { "type": kind, "node": { "template": fields } } })
}

fn link(from: &str, output: &str, to: &str, field: &str) -> Value {
    let source = format!("{{œidœ:œ{from}œ,œnameœ:œ{output}œ}}");
    let target = format!("{{œfieldNameœ:œ{field}œ,œidœ:œ{to}œ}}");
    json!({ "source": from, "sourceHandle": source, "target": to, "targetHandle": target })
}

fn langflow(nodes: Value, edges: Value) -> String {
    json!({ "name": "x", "data": { "nodes": nodes, "edges": edges } }).to_string()
}

#[test]
fn a_bomb_of_aliases_is_stopped_while_it_is_small() {
    let mut bomb = "kind: app\na0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let before = format!("*a{}", level - 1);
        bomb.push_str(&format!("a{level}: &a{level} [{}]\n", vec![before; 9].join(", ")));
    }
    check(&bomb, "line 7: with its repetitions (aliases) the document has more than 500000 values");
    // One long text, many times.
    let long =
        format!("kind: app\na: &a {}\nb: [{}]\n", "x".repeat(1_000_000), vec!["*a"; 20_000].join(", "));
    check(&long, "line 3: with its repetitions (aliases) the document has more than 500000 values");
    check(
        "kind: app\na: &a [*a]\n",
        "the document is not YAML: line 2, character 8: an alias stands inside what it stands for",
    );
}

#[test]
fn long_and_deep_documents_are_refused_before_they_are_read() {
    let long = format!("kind: app\ndescription: {}\n", "x".repeat(10 * 1024 * 1024));
    check(&long, "the document has 10485784 bytes, and at most 5242880 are read");
    let deep: String = (0..200).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
    check(&format!("kind: app\n{deep}"), "line 102: values are nested deeper than 100 levels");
    let json = format!(
        "{{\"nodes\": [{{\"data\": {{\"name\": \"startAgentflow\"}}}}], \"x\": {}1{}}}",
        "[".repeat(500),
        "]".repeat(500)
    );
    check(&json, "line 1: values are nested deeper than 128 levels");
}

#[test]
fn parents_in_a_circle_are_named() {
    let nodes = "[{id: a, parentId: b, data: {type: loop, title: A}}, {id: b, parentId: a, data: {type: loop, title: B}}]";
    check(&dify(nodes, "[]"), "nodes lie in each other: a in b in a");
    let flowise = json!({ "nodes": [
        { "id": "x", "parentNode": "x", "data": { "name": "iterationAgentflow", "label": "X" } },
    ], "edges": [] });
    check(&flowise.to_string(), "nodes lie in each other: x in x");
    let inside_a_step =
        "[{id: a, data: {type: code, title: A}}, {id: b, parentId: a, data: {type: code, title: B}}]";
    check(
        &dify(inside_a_step, "[]"),
        "the node ‘b’: it lies in ‘a’, which is neither an iteration nor a loop",
    );
}

#[test]
fn unknown_versions_are_named_with_those_that_are_known() {
    for (version, shown) in
        [("'0.9.0'", "0.9.0"), ("1.0.0", "1.0.0"), ("7", "7"), ("[]", "[]"), ("later", "later")]
    {
        let text = dify("[]", "[]").replace("0.3.0", version);
        let expect =
            format!("the document is of Dify DSL version {shown}, and versions 0.1 to 0.5 can be read");
        check(&text, &expect);
    }
    for version in ["0.1.0", "0.1", "0.2.0", "'0.5.0'", "0.4.3"] {
        let text = dify("[{id: a, data: {type: start, title: A}}]", "[]").replace("0.3.0", version);
        assert!(import(&text, &Options::default()).is_ok(), "{version}");
    }
}

#[test]
fn missing_nodes_are_named_with_the_place_that_names_them() {
    let one = "[{id: a, data: {type: start, title: A}}]";
    check(&dify(one, "[{source: a, target: b}]"), "workflow.graph.edges[0].target: there is no node ‘b’");
    let parent = "[{id: a, parentId: z, data: {type: code, title: A}}]";
    check(&dify(parent, "[]"), "workflow.graph.nodes[0].parentId: there is no node ‘z’");
    let n8n = json!({ "nodes": [{ "name": "A", "type": "x.set", "parameters": {} }], "connections": { "A": { "main": [[{ "node": "B" }]] } } });
    check(&n8n.to_string(), "connections[‘A’].main[0]: there is no node ‘B’");
    let coze = json!({ "nodes": [{ "id": "1", "type": "1", "data": { "nodeMeta": {} } }], "edges": [{ "sourceNodeID": "1", "targetNodeID": "2" }] });
    check(&coze.to_string(), "edges[0].targetNodeID: there is no node ‘2’");
    let langflow =
        langflow(json!([component("A", "ChatInput", json!({}))]), json!([link("A", "message", "B", "x")]));
    check(&langflow, "data.edges[0].target: there is no node ‘B’");
}

#[test]
fn ids_that_are_there_twice_are_named_with_both_places() {
    let twice = "[{id: a, data: {type: start}}, {id: b, data: {type: end}}, {id: a, data: {type: end}}]";
    check(
        &dify(twice, "[]"),
        "workflow.graph.nodes[2]: the id ‘a’ is that of workflow.graph.nodes[0] already",
    );
    let n8n = json!({ "nodes": [{ "name": "A", "type": "x.set" }, { "name": "A", "type": "x.set" }], "connections": {} });
    check(&n8n.to_string(), "nodes[1]: the id ‘A’ is that of nodes[0] already");
    let twice = json!([component("A", "Prompt", json!({})), component("A", "Prompt", json!({}))]);
    check(&langflow(twice, json!([])), "data.nodes[1]: the id ‘A’ is that of data.nodes[0] already");
}

#[test]
fn broken_texts_are_named_with_line_and_character() {
    check(
        "kind: app\nworkflow: [1, 2\n",
        "the document is not YAML: line 3, character 1: while parsing a flow sequence, expected ',' or ']'",
    );
    let cut = "{ \"nodes\": [ { \"data\": { \"name\": \"startAgentflow\"";
    assert!(
        error(cut).to_string().starts_with("the document is not JSON: line 1, character "),
        "{}",
        error(cut)
    );
    check("hello", &ImportError::UnknownFormat.to_string());
    check(&dify("{}", "[]"), "workflow.graph.nodes: a list belongs here, and there is none");
    check(&dify("[{id: a}]", "[]"), "workflow.graph.nodes[0] (id ‘a’): a node without a type (data.type)");
    check(
        "kind: app\nversion: 0.3.0",
        "the document: there is neither a workflow nor a model_config, so there is nothing to import",
    );
    let many: Vec<Value> = (0..2001).map(|at| json!({ "name": at.to_string(), "type": "x.set" })).collect();
    check(
        &json!({ "nodes": many, "connections": {} }).to_string(),
        "the document has 2001 nodes, and a flow has at most 2000",
    );
}

#[test]
fn handles_that_cannot_be_read_are_told_and_their_order_stays() {
    let nodes = json!([
        component("A", "ChatInput", json!({})),
        component("B", "Prompt", json!({ "template": { "value": "t" } })),
        component("C", "ChatOutput", json!({ "input_value": { "value": "done" } })),
    ]);
    let mut broken = link("B", "prompt", "C", "input_value");
    broken["sourceHandle"] = json!("{œnameœ:œ");
    broken["targetHandle"] = json!(["not", "a", "text"]);
    let text = langflow(nodes, json!([link("A", "message", "B", "nowhere"), broken]));
    let imported = import(&text, &Options::default()).unwrap();
    let told: Vec<_> = imported.report.not_carried.iter().map(|entry| entry.what.as_str()).collect();
    let expect = [
        "What comes to nowhere from ‘Chat Input’ was left out.",
        "What comes to a handle that cannot be read from ‘Prompt’ was left out.",
    ];
    assert_eq!(told, expect.map(|what| what.replace("Chat Input", "ChatInput")));
    let edges: Vec<_> =
        imported.flows[0].flow.edges.iter().map(|edge| format!("{} {}", edge.from, edge.to)).collect();
    assert_eq!(edges, ["start prompt", "prompt chat_output"]);
}

#[test]
fn loops_that_lie_in_each_other_repeat_nothing() {
    let nodes = json!([
        component("A", "LoopComponent", json!({})),
        component("B", "LoopComponent", json!({})),
        component("C", "Prompt", json!({ "template": { "value": "{x}" }, "x": { "value": "" } })),
    ]);
    let edges = json!([
        link("A", "item", "B", "data"),
        link("B", "done", "A", "item"),
        link("B", "item", "A", "data"),
        link("A", "done", "B", "item"),
        link("A", "item", "C", "x"),
    ]);
    let imported = import(&langflow(nodes, edges), &Options::default()).unwrap();
    assert!(imported.flows[0].flow.nodes.iter().all(|node| node.parent.is_none() && node.kind != "map"));
    let told = |id: &str| {
        let entries = imported.report.not_carried.iter();
        entries.filter(|entry| entry.original.as_ref().is_some_and(|original| original.id == id)).count()
    };
    assert!(told("A") > 0 && told("B") > 0, "{:#?}", imported.report);
}

#[test]
fn loops_that_lie_in_each_other_without_end_are_refused() {
    let name = |at: usize| format!("c{at}");
    let nodes: Vec<Value> = (0..2_000).map(|at| component(&name(at), "LoopComponent", json!({}))).collect();
    let step = |at: usize| {
        [link(&name(at - 1), "item", &name(at), "data"), link(&name(at), "done", &name(at - 1), "item")]
    };
    let text = langflow(json!(nodes), (1..2_000).flat_map(step).collect());
    let told = error(&text).to_string();
    assert!(told.starts_with("data.nodes: loops lie in each other more than 20 deep, at ‘c"), "{told}");
}

#[test]
fn a_download_of_several_flows_says_so() {
    let one =
        json!({ "name": "x", "data": { "nodes": [component("A", "ChatInput", json!({}))], "edges": [] } });
    assert!(import(&json!({ "flows": [one] }).to_string(), &Options::default()).is_ok());
    let several = json!({ "flows": [one, one] }).to_string();
    check(&several, "flows: there are 2 flows; export the one that is wanted by itself");
}

/// Each of these took minutes or all memory in a first version of some part.
#[test]
fn texts_that_are_made_to_be_slow_are_not() {
    let one = |data: &str| dify(&format!("[{{id: a, data: {data}}}]"), "[]");
    let long = 150_000;
    let texts = [
        one(&format!("{{type: answer, title: A, answer: \"{}\"}}", "{{#".repeat(long))),
        one(&format!("{{type: answer, title: A, answer: \"{}#}}}}\"}}", "{{#".repeat(long))),
        one(&format!(
            "{{type: template-transform, title: A, template: \"{}\", variables: []}}",
            "{{ 1 }}".repeat(long / 2)
        )),
        one(&format!(
            "{{type: template-transform, title: A, template: \"{}\", variables: []}}",
            "{".repeat(long)
        )),
        one(&format!(
            "{{type: http-request, title: A, method: get, url: u, body: {{type: json, data: \"{}\"}}}}",
            "{{#".repeat(long)
        )),
        one(&format!(
            "{{type: code, title: A, code_language: python3, code: \"def main():\\n  return {}\"}}",
            "[".repeat(long)
        )),
        one(&format!(
            "{{type: answer, title: A, answer: \"{}\"}}",
            (0..20_000).map(|at| format!("{{{{#x.y{at}#}}}}")).collect::<String>()
        )),
        json!({ "nodes": [{ "id": "a", "data": { "name": "directReplyAgentflow", "label": "A",
            "inputs": { "directReplyMessage": format!("<p>{}", "<".repeat(long)) } } }], "edges": [] })
        .to_string(),
    ];
    for text in &texts {
        let begun = std::time::Instant::now();
        let imported = import(text, &Options::default()).unwrap();
        assert_eq!(imported.flows[0].flow.nodes.len(), 1, "{}", &text[..200]);
        // Far more than it takes on a slow machine, far less than it took.
        assert!(begun.elapsed().as_secs() < 30, "{:?} for {}", begun.elapsed(), &text[..200]);
    }
    let pass_on = |at: usize| json!({ "name": at.to_string(), "type": "x.noOp" });
    let nodes: Vec<_> = (0..2_000).map(pass_on).collect();
    let connections: serde_json::Map<_, _> = (1..2_000)
        .map(|at| ((at - 1).to_string(), json!({ "main": [[{ "node": at.to_string() }]] })))
        .collect();
    import(&json!({ "nodes": nodes, "connections": connections }).to_string(), &Options::default()).unwrap();
    for text in slow_langflow() {
        let begun = std::time::Instant::now();
        import(&text, &Options::default()).unwrap();
        assert!(begun.elapsed().as_secs() < 30, "{:?} for {}", begun.elapsed(), &text[..200]);
    }
    let again: Vec<_> =
        (0..60).map(|_| "{operation: remove-last, variable_selector: [conversation, l]}").collect();
    let text = one(&format!("{{type: assigner, title: A, version: '2', items: [{}]}}", again.join(", ")));
    let text = text.replace(
        "workflow:\n",
        "workflow:\n  conversation_variables: [{name: l, value_type: 'array[string]', value: []}]\n",
    );
    let imported = import(&text, &Options::default()).unwrap();
    assert!(
        imported.report.not_carried.iter().any(|entry| entry.what.contains("more often")),
        "{:?}",
        imported.report
    );
}

/// Texts full of braces, values passed on by routers that read each other twice over, loops in loops,
/// and every component joined to every other.
fn slow_langflow() -> Vec<String> {
    let prompt = |text: String| {
        langflow(json!([component("A", "Prompt", json!({ "template": { "value": text } }))]), json!([]))
    };
    let name = |at: usize| format!("c{at}");
    let router =
        |at: usize| component(&name(at), "ConditionalRouter", json!({ "input_text": { "value": "" } }));
    let doubled = |at: usize| {
        ["true_result", "false_result"].map(|output| link(&name(at - 1), output, &name(at), "input_text"))
    };
    let routers: Vec<Value> = (0..300).map(router).collect();
    let twice: Vec<Value> = (1..300).flat_map(doubled).collect();
    let repeat = |at: usize| component(&name(at), "LoopComponent", json!({ "data": { "value": "" } }));
    let loops: Vec<Value> = (0..20).map(repeat).collect();
    let back = |at: usize| {
        [link(&name(at - 1), "item", &name(at), "data"), link(&name(at), "done", &name(at - 1), "item")]
    };
    let nested: Vec<Value> = (1..20).flat_map(back).collect();
    let plain = |at: usize| component(&name(at), "CombineText", json!({ "text1": { "list": true } }));
    let many: Vec<Value> = (0..100).map(plain).collect();
    let all = (0..10_000).map(|at| link(&name(at / 100), "combined_text", &name(at % 100), "text1"));
    vec![
        prompt("{".repeat(150_001)),
        prompt("{a}".repeat(50_000)),
        prompt((0..20_000).map(|at| format!("{{x{at}}}")).collect()),
        langflow(json!(routers), json!(twice)),
        langflow(json!(loops), json!(nested)),
        langflow(json!(many), all.collect()),
        langflow(json!([component("A", "GroupNode", json!({ "x": "[".repeat(100_000) }))]), json!([])),
    ]
}

/// Values of the wrong kind anywhere are never a panic: each value of a good document is replaced in
/// turn by others, and the import gives a flow or an error.
#[test]
fn no_document_makes_the_importer_panic() {
    fn spots(value: &Value, at: String, found: &mut Vec<String>) {
        found.push(at.clone());
        match value {
            Value::Object(entries) => entries.iter().for_each(|(name, entry)| {
                spots(entry, format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")), found);
            }),
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(i, item)| spots(item, format!("{at}/{i}"), found))
            }
            _ => {}
        }
    }
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    let mut tried = 0;
    for name in [
        "flowise-review-runs.json",
        "n8n-everything.json",
        "coze-everything.json",
        "coze-summary-runs.json",
        "langflow-everything.json",
        "langflow-loop-runs.json",
    ] {
        let document: Value =
            serde_json::from_str(&std::fs::read_to_string(folder.join(name)).unwrap()).unwrap();
        let mut found = Vec::new();
        spots(&document, String::new(), &mut found);
        // Every third spot keeps the test short; the pattern of the others differs by document.
        for (count, spot) in found.iter().enumerate().filter(|(count, _)| count % 3 == 0) {
            let mut broken = document.clone();
            let others = [json!(null), json!([]), json!({ "a": 1 }), json!("={{ $('x' }}{{"), json!(-1.5)];
            *broken.pointer_mut(spot).unwrap() = others[count / 3 % others.len()].clone();
            let _ = import(&broken.to_string(), &Options::default());
            tried += 1;
        }
    }
    assert!(tried > 300, "{tried}");
}
