//! The command line: flows on disk as Git's tools see them, and the same flow on a server.

use crate::support::{Product, binary};
use control_plane_store::{Db, flow_versions, tenants};
use serde_json::{Value, json};
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;
use tempfile::TempDir;

fn document(hello: &str, bye: &str) -> Value {
    json!({
        "format": "flowright/1", "name": "greeter",
        "nodes": [
            { "id": "hello", "kind": "template", "config": { "text": hello } },
            { "id": "bye", "kind": "end", "config": { "output": { "says": format!("{{{{ hello.text }}}} {bye}") } } }
        ],
        "edges": [{ "from": "start", "to": "hello" }, { "from": "hello", "to": "bye" }]
    })
}

fn flowright(args: &[&str]) -> Output {
    Command::new(binary()).args(args).env("NO_COLOR", "1").output().expect("the binary runs")
}

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[track_caller]
fn succeeds(args: &[&str]) -> String {
    let output = flowright(args);
    assert!(output.status.success(), "{args:?}: {}", text(&output));
    text(&output)
}

#[track_caller]
fn git(place: &Path, args: &[&str]) -> Output {
    Command::new("git")
        .args(args)
        .current_dir(place)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("NO_COLOR", "1")
        .output()
        .expect("git runs")
}

#[track_caller]
fn git_succeeds(place: &Path, args: &[&str]) -> String {
    let output = git(place, args);
    assert!(output.status.success(), "git {args:?}: {}", text(&output));
    text(&output)
}

fn write(place: &Path, document: &Value) {
    std::fs::write(place.join("flow.json"), document.to_string()).expect("it can be written");
    succeeds(&["flow", "fmt", place.join("flow.json").to_str().expect("a plain path")]);
}

/// A repository in which Git compares and merges flows by meaning.
fn repository() -> TempDir {
    let dir = TempDir::new().expect("a folder");
    let place = dir.path();
    let tool = binary();
    let tool = tool.to_str().expect("a plain path");
    git_succeeds(place, &["init", "-q", "--initial-branch=main"]);
    for (key, value) in [
        ("user.name", "Dana".to_owned()),
        ("user.email", "dana@example.org".to_owned()),
        ("diff.flowright.command", format!("{tool} flow diff")),
        ("merge.flowright.driver", format!("{tool} flow merge %O %A %B")),
    ] {
        git_succeeds(place, &["config", key, &value]);
    }
    let attributes = "flow.json diff=flowright merge=flowright\n";
    std::fs::write(place.join(".gitattributes"), attributes).expect("it can be written");
    write(place, &document("Hello", "Bye"));
    git_succeeds(place, &["add", "-A"]);
    git_succeeds(place, &["commit", "-q", "-m", "A greeting"]);
    dir
}

/// Commits a change on a branch of its own, from the first commit.
fn branch(place: &Path, name: &str, document: &Value) {
    git_succeeds(place, &["checkout", "-q", "-b", name, "main"]);
    write(place, document);
    git_succeeds(place, &["commit", "-q", "-am", name]);
}

#[test]
fn git_shows_and_merges_flows_by_meaning() {
    let repository = repository();
    let place = repository.path();
    branch(place, "polite", &document("Good day", "Bye"));
    let shown = git_succeeds(place, &["diff", "main", "--", "flow.json"]);
    assert!(shown.contains("‘hello’") && shown.contains("“Hello” → “Good day”"), "{shown}");

    // Another end of the same document: lines that Git's own merge would also take, and an id that it would not.
    let mut renamed = document("Hello", "So long");
    renamed["nodes"][0]["id"] = json!("greet");
    renamed["nodes"][1]["config"]["output"]["says"] = json!("{{ greet.text }} So long");
    renamed["edges"] = json!([{ "from": "start", "to": "greet" }, { "from": "greet", "to": "bye" }]);
    branch(place, "renamed", &renamed);
    git_succeeds(place, &["merge", "-q", "--no-edit", "polite"]);
    let merged: Value =
        serde_json::from_str(&std::fs::read_to_string(place.join("flow.json")).expect("a file"))
            .expect("JSON");
    assert_eq!(
        merged["nodes"][0],
        json!({ "id": "greet", "kind": "template", "config": { "text": "Good day" } })
    );
    assert_eq!(merged["nodes"][1]["config"]["output"]["says"], "{{ greet.text }} So long");
}

#[test]
fn a_conflict_stops_the_merge_and_is_a_node_and_a_field() {
    let repository = repository();
    let place = repository.path();
    branch(place, "french", &document("Salut", "Bye"));
    branch(place, "german", &document("Hallo", "Bye"));
    let merge = git(place, &["merge", "--no-edit", "french"]);
    assert!(!merge.status.success(), "{}", text(&merge));
    let told = text(&merge);
    assert!(told.contains("hello") && told.contains("text"), "{told}");
    assert!(told.contains("Salut") && told.contains("Hallo"), "{told}");
    let status = git_succeeds(place, &["status", "--porcelain"]);
    assert!(status.contains("UU flow.json"), "{status}");
    // Whole, and as it was here, until somebody decides.
    let file = place.join("flow.json");
    let left: Value = serde_json::from_str(&std::fs::read_to_string(&file).expect("a file")).expect("JSON");
    assert_eq!(left["nodes"][0]["config"]["text"], "Hallo");
}

#[test]
fn what_cannot_be_read_is_named_and_nothing_is_changed() {
    let dir = TempDir::new().expect("a folder");
    let file = dir.path().join("flow.json");
    std::fs::write(&file, "{ \"format\": \"flowright/1\", ").expect("it can be written");
    let path = file.to_str().expect("a plain path");
    for args in
        [vec!["flow", "fmt", path], vec!["flow", "diff", path, path], vec!["flow", "merge", path, path, path]]
    {
        let output = flowright(&args);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", text(&output));
        assert!(text(&output).contains("flow.json"), "{}", text(&output));
    }
    assert_eq!(std::fs::read_to_string(&file).expect("a file"), "{ \"format\": \"flowright/1\", ");
}

#[test]
fn a_flow_of_another_product_becomes_a_folder_with_a_report() {
    let dir = TempDir::new().expect("a folder");
    let place = dir.path().to_str().expect("a plain path");
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../flow-schema/tests/import/dify-chat-runs.yml");
    let said = succeeds(&["flow", "import", file, "--into", place, "--name", "brought"]);
    assert!(said.contains("carried over"), "{said}");
    let flow = dir.path().join("brought/flow.json");
    let seen = succeeds(&["flow", "check", flow.to_str().expect("a plain path")]);
    assert!(seen.contains("0 errors"), "{seen}");
    succeeds(&["flow", "fmt", "--check", dir.path().join("brought").to_str().expect("a plain path")]);
    let again = flowright(&["flow", "import", file, "--into", place, "--name", "brought"]);
    assert_eq!(again.status.code(), Some(2), "{}", text(&again));
    let broken = dir.path().join("broken.yml");
    std::fs::write(&broken, "app: [").expect("it can be written");
    let refused = flowright(&["flow", "import", broken.to_str().expect("a plain path")]);
    assert!(text(&refused).contains("broken.yml"), "{}", text(&refused));
}

#[test]
fn a_flow_on_disk_is_exported_and_comes_back_as_it_was() {
    let dir = TempDir::new().expect("a folder");
    let out = dir.path().join("it-helpdesk.json");
    let (place, file) = (dir.path().to_str().expect("a plain path"), out.to_str().expect("a plain path"));
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/it-helpdesk");
    let said = succeeds(&["flow", "export", example, "--out", file]);
    assert!(said.contains("it-helpdesk.json"), "{said}");
    let bundle: Value =
        serde_json::from_str(&std::fs::read_to_string(&out).expect("a file")).expect("it is JSON");
    assert_eq!(bundle["format"], "flowright-bundle/1");
    assert_eq!(
        (&bundle["needs"]["bases"], &bundle["needs"]["forms"]),
        (&json!(["it"]), &json!(["it-ticket"]))
    );
    assert_eq!(succeeds(&["flow", "export", example]), std::fs::read_to_string(&out).expect("a file"));
    succeeds(&["flow", "fmt", "--check", file]);

    let said = succeeds(&["flow", "import", file, "--into", place]);
    assert!(said.contains("knowledge bases needed:") && said.contains("  it: a knowledge base"), "{said}");
    let back = dir.path().join("it-helpdesk");
    let back = back.to_str().expect("a plain path");
    assert_eq!(succeeds(&["flow", "export", back]), std::fs::read_to_string(&out).expect("a file"));
    let tests = std::fs::read_dir(dir.path().join("it-helpdesk/tests")).expect("its tests came along");
    assert_eq!(tests.count(), 7);
    let json = succeeds(&["flow", "import", file, "--into", place, "--name", "again", "--json"]);
    let told: Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(told["format"], "flowright", "{told:#}");

    for (args, code, words) in [
        (vec!["flow", "import", file, "--into", place], 2, "is there already"),
        (vec!["flow", "export", "../nowhere"], 2, "there is no file or folder"),
        (vec!["flow", "export", example, "--version", "1"], 2, "no versions"),
        (vec!["flow", "export", "helpdesk"], 2, "--token"),
    ] {
        let output = flowright(&args);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {}", text(&output));
        assert!(text(&output).contains(words), "{args:?}: {}", text(&output));
    }
    std::fs::write(&out, bundle.to_string().replace("\"it-helpdesk\"", "\"../out\""))
        .expect("it can be written");
    let refused = flowright(&["flow", "import", file, "--into", back]);
    assert_eq!(refused.status.code(), Some(2), "a name never leads out of the folder: {}", text(&refused));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flow_of_a_server_is_exported_with_those_it_runs() {
    let product = Product::start();
    let client = product.administrator().await;
    client.publish(&document("Hello", "Bye")).await;
    let caller = json!({
        "format": "flowright/1", "name": "caller",
        "nodes": [{ "id": "greet", "kind": "subflow", "config": { "flow": "greeter" } }],
        "edges": [{ "from": "start", "to": "greet" }]
    });
    client.publish(&caller).await;
    let url = product.url();
    let export = |more: &[&str]| {
        let mut args = vec!["flow", "export"];
        args.extend(more);
        args.extend(["--server", url.as_str(), "--token", client.token()]);
        let output = flowright(&args);
        assert!(output.status.success(), "{}", text(&output));
        serde_json::from_str::<Value>(&text(&output)).expect("the document alone is printed")
    };
    let bundle = export(&["caller", "--version", "1"]);
    assert_eq!((&bundle["version"], &bundle["flow"]["name"]), (&json!(1), &json!("caller")));
    assert_eq!(bundle["subflows"][0]["flow"]["name"], "greeter", "{bundle:#}");
    let alone = export(&["caller", "--without-subflows"]);
    assert_eq!(alone["needs"]["flows"], json!(["greeter"]), "{alone:#}");
    let wrong = flowright(&["flow", "export", "nobody", "--server", url.as_str(), "--token", client.token()]);
    assert_eq!(wrong.status.code(), Some(2), "{}", text(&wrong));
    assert!(text(&wrong).contains("does not exist"), "{}", text(&wrong));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_is_pushed_run_and_pulled_and_nobody_is_overwritten() {
    let product = Product::start();
    let client = product.administrator().await;
    let dir = TempDir::new().expect("a folder");
    let folder = dir.path().join("greeter");
    std::fs::create_dir(&folder).expect("it can be made");
    write(&folder, &document("Hello", "Bye"));
    let test = json!({ "format": "flowright-test/1", "name": "says-hello", "input": {} });
    std::fs::create_dir(folder.join("tests")).expect("it can be made");
    std::fs::write(folder.join("tests/says-hello.json"), test.to_string()).expect("it can be written");
    let path = folder.to_str().expect("a plain path");
    let url = product.url();
    let server = ["--server", url.as_str(), "--token", client.token()];
    let with = |args: &[&str]| [args, &server].concat().into_iter().map(str::to_owned).collect::<Vec<_>>();
    let call = |args: &[&str]| {
        let args = with(args);
        flowright(&args.iter().map(String::as_str).collect::<Vec<_>>())
    };

    let pushed = call(&["flow", "push", path, "--publish", "From a folder"]);
    assert!(pushed.status.success() && text(&pushed).contains("published as version 1"), "{}", text(&pushed));
    let tests = client.get("/flows/greeter/tests").await.expect_status(&[200]);
    assert_eq!(tests["data"][0]["name"], "says-hello", "{tests:#}");
    let ran = call(&["flow", "run", "greeter"]);
    assert!(ran.status.success() && text(&ran).contains("Hello Bye"), "{}", text(&ran));

    // Somebody changes the draft in Studio; the folder does not know.
    client.put_draft("greeter", &document("Good day", "Bye")).await.expect_status(&[200]);
    write(&folder, &document("Hello", "So long"));
    let refused = call(&["flow", "push", path]);
    assert_eq!(refused.status.code(), Some(2), "{}", text(&refused));
    assert!(text(&refused).contains("somebody has changed the draft"), "{}", text(&refused));

    // Pulled beside it and merged, it goes.
    let theirs = dir.path().join("theirs");
    let base = dir.path().join("base");
    let into = theirs.to_str().expect("a plain path");
    assert!(call(&["flow", "pull", "greeter", "--into", into]).status.success());
    let old = base.to_str().expect("a plain path");
    assert!(call(&["flow", "pull", "greeter", "--version", "1", "--into", old]).status.success());
    succeeds(&["flow", "merge", old, into, path]);
    let pushed = call(&["flow", "push", into]);
    assert!(pushed.status.success(), "{}", text(&pushed));
    let draft = client.get("/flows/greeter/draft").await.expect_status(&[200]);
    assert_eq!(draft["nodes"], document("Good day", "So long")["nodes"]);

    let wrong = call(&["flow", "run", "nothing-like-this"]);
    assert_eq!(wrong.status.code(), Some(2), "{}", text(&wrong));
    assert!(text(&wrong).contains("does not exist"), "{}", text(&wrong));
}

#[tokio::test(flavor = "multi_thread")]
async fn fsck_tells_a_commit_that_holds_another_test_and_makes_the_right_one() {
    let mut product = Product::start();
    let client = product.administrator().await;
    client.publish(&document("Hello", "Bye")).await;
    let test = json!({ "format": "flowright-test/1", "name": "greets", "about": "It greets", "input": {} });
    client.post("/flows/greeter/tests", test).await.expect_status(&[201]);
    client.post("/flows/greeter/publish", json!({ "message": "With a test" })).await.expect_status(&[201]);
    assert!(product.stop());
    // As after a restore that mixed two backups: the second version has the first one's commit.
    let url = format!("sqlite://{}", product.data().join("flowright.db").display());
    let db = Db::connect(&url, 1, Arc::default()).await.expect("the database is there");
    let tenant = tenants::all(&db.read_shared().await.expect("it answers")).await.expect("it answers")[0].id;
    let tx = db.write(tenant).await.expect("it answers");
    let name = "greeter".parse().expect("a name");
    let first = flow_versions::find(&tx, &name, 1).await.expect("it answers").expect("a version");
    let commit = first.commit.expect("it has a commit");
    flow_versions::forget_commits(&tx, &name, 2).await.expect("it is written");
    flow_versions::set_commit(&tx, first.flow_id, 2, &commit).await.expect("it is written");
    tx.commit().await.expect("it is written");
    db.close().await.expect("it closes");

    let data = product.data().to_str().expect("a plain path");
    let seen = flowright(&["fsck", "--dry-run", "--data", data]);
    assert!(!seen.status.success(), "{}", text(&seen));
    let words = format!("greeter version 2: its commit {commit} holds another tests/greets.json");
    assert!(text(&seen).contains(&words), "{}", text(&seen));
    assert!(succeeds(&["fsck", "--data", data]).contains("1 difference was mended"));
    assert!(succeeds(&["fsck", "--data", data]).contains("say the same"));
}

#[tokio::test(flavor = "multi_thread")]
async fn fsck_writes_again_what_git_lacks() {
    let mut product = Product::start();
    let client = product.administrator().await;
    client.publish(&document("Hello", "Bye")).await;
    client.put_draft("greeter", &document("Good day", "Bye")).await.expect_status(&[200]);
    client.post("/flows/greeter/publish", json!({ "message": "Second" })).await.expect_status(&[201]);
    let data = product.data().to_owned();
    let data = data.to_str().expect("a plain path");
    let said = succeeds(&["fsck", "--data", data]);
    assert!(said.contains("say the same"), "{said}");
    assert!(product.stop());

    // The repository is gone, as after a restore of the database alone.
    let repositories = product.data().join("git");
    std::fs::remove_dir_all(&repositories).expect("it can be removed");
    let seen = flowright(&["fsck", "--dry-run", "--data", data]);
    assert!(!seen.status.success(), "{}", text(&seen));
    assert!(text(&seen).contains("greeter version 1: its commit"), "{}", text(&seen));
    let mended = succeeds(&["fsck", "--data", data]);
    assert!(mended.contains("were mended"), "{mended}");
    assert!(succeeds(&["fsck", "--data", data]).contains("say the same"));
    let repository =
        std::fs::read_dir(&repositories).expect("it is there").next().expect("one").expect("it reads");
    let log = git(&repository.path(), &["log", "--reverse", "--format=%s", "main", "--", "flows/greeter"]);
    assert_eq!(String::from_utf8_lossy(&log.stdout).lines().collect::<Vec<_>>(), ["First version", "Second"]);
}
