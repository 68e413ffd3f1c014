//! Documents: sent, indexed, found, refused, taken away.

use crate::chat::indexed;
use crate::harness::{Answer, Api, Person};
use axum::body::Body;
use bytes::Bytes;
use control_plane_app::Role;
use futures::StreamExt;
use http::{Method, Request, header};
use serde_json::{Value, json};
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

crate::on_both_engines!(
    a_document_is_sent_found_replaced_and_taken_away,
    what_is_too_large_or_no_text_is_refused,
    bases_are_invisible_to_other_tenants,
);

const BOUNDARY: &str = "----the-boundary";

fn part(file_name: &str, content_type: &str, bytes: &[u8], fields: &[(&str, &str)]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let head =
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(head.as_bytes());
    }
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{file_name}\"\r\nContent-Type: {content_type}\r\n\r\n"
    );
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(bytes);
    body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
    body
}

fn request(who: &Person, base: &str, body: Body) -> Request<Body> {
    Request::builder()
        .method(Method::POST)
        .uri(format!("/api/v1/kb/bases/{base}/documents"))
        .header(header::AUTHORIZATION, format!("Bearer {}", who.access))
        .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"))
        .body(body)
        .unwrap()
}

async fn send(api: &Api, who: &Person, base: &str, name: &str, kind: &str, bytes: &[u8]) -> Answer {
    api.send(request(who, base, Body::from(part(name, kind, bytes, &[])))).await
}

async fn base(api: &Api) -> Person {
    let agent = api.person(api.tenant, Role::Agent).await;
    api.post(Some(&agent), "/api/v1/kb/bases", &json!({ "name": "it", "title": "IT" })).await.expect(201);
    agent
}

async fn ask(api: &Api, who: &Person, question: &str) -> Vec<Value> {
    let q = question.replace(' ', "%20");
    let found = api.get(Some(who), &format!("/api/v1/kb/search?q={q}&base=it")).await.expect(200).json();
    assert_eq!(found["meta"]["mode"], "lexical");
    found["data"].as_array().unwrap().clone()
}

async fn a_document_is_sent_found_replaced_and_taken_away(api: Arc<Api>) {
    let agent = base(&api).await;
    let user = api.person(api.tenant, Role::EndUser).await;
    let text = b"# Quokka printer\n\n## Paper jam\n\nOpen the left flap and pull the sheet out.\n";
    let fields = [("path", "printers/quokka.md"), ("url", "https://wiki.example.com/quokka")];
    let body = part("quokka.md", "text/markdown", text, &fields);
    let sent = api.send(request(&agent, "it", Body::from(body.clone()))).await.expect(202).json();
    assert_eq!(sent["status"], "queued");
    indexed(&api, &agent, "it").await;

    let hit = &ask(&api, &user, "quokka paper jam").await[0];
    assert_eq!((&hit["title"], &hit["document_id"]), (&json!("Quokka printer"), &sent["id"]), "{hit:#}");
    assert_eq!(
        (&hit["path"], &hit["url"]),
        (&json!("printers/quokka.md"), &json!("https://wiki.example.com/quokka"))
    );
    assert!(hit["section"].as_str().unwrap().contains("Paper jam"));
    // A citation says of what day its words are.
    chrono::DateTime::parse_from_rfc3339(hit["updated_at"].as_str().unwrap()).unwrap();
    let one = format!("/api/v1/kb/bases/it/documents/{}", sent["id"].as_str().unwrap());
    let passage = "passage=open%20the%20LEFT%20flap";
    let article = api.get(Some(&user), &format!("{one}?{passage}")).await.expect(200).json();
    let blocks = json!([
        { "kind": "heading", "level": 1, "text": "Paper jam", "is_cited": false },
        { "kind": "prose", "text": "Open the left flap and pull the sheet out.", "is_cited": true }
    ]);
    assert_eq!((&article["title"], &article["blocks"]), (&json!("Quokka printer"), &blocks), "{article:#}");
    let listed = api.get(Some(&user), "/api/v1/kb/bases/it/documents?status=ready").await.expect(200).json();
    assert_eq!((&listed["meta"]["total"], &listed["data"][0]["status"]), (&json!(1), &json!("ready")));
    assert!(listed["data"][0]["chunks"].as_u64().unwrap() >= 1);

    // The same file again is the document that is there.
    let same = api.send(request(&agent, "it", Body::from(body))).await.expect(202).json();
    assert_eq!((&same["id"], &same["status"]), (&sent["id"], &json!("ready")));
    // Another text at the same path takes its place.
    let new = json!({ "title": "Quokka", "text": "# Quokka\n\nTurn the wombat handle.", "path": "printers/quokka.md" });
    let replaced = api.post(Some(&agent), "/api/v1/kb/bases/it/documents", &new).await.expect(202).json();
    assert_ne!(replaced["id"], sent["id"]);
    indexed(&api, &agent, "it").await;
    let hits = ask(&api, &user, "quokka").await;
    assert!(hits.iter().all(|hit| hit["document_id"] == replaced["id"]) && !hits.is_empty(), "{hits:#?}");
    let one = api.get(Some(&user), "/api/v1/kb/bases/it").await.expect(200).json();
    assert_eq!((&one["documents"], &one["ready"], &one["embedding"]), (&json!(1), &json!(1), &Value::Null));

    let path = format!("/api/v1/kb/bases/it/documents/{}", replaced["id"].as_str().unwrap());
    api.call(Some(&user), Method::DELETE, &path, &[], None).await.problem(403, "forbidden");
    api.call(Some(&agent), Method::DELETE, &path, &[], None).await.expect(204);
    api.call(Some(&agent), Method::DELETE, &path, &[], None).await.problem(404, "not_found");
    assert!(ask(&api, &user, "quokka").await.is_empty());
}

async fn what_is_too_large_or_no_text_is_refused(api: Arc<Api>) {
    let agent = base(&api).await;
    // Announced as 200 MB: refused before anything of it is read.
    let read = Arc::new(AtomicUsize::new(0));
    let endless = {
        let read = read.clone();
        futures::stream::repeat_with(move || {
            read.fetch_add(1, Ordering::SeqCst);
            Ok::<_, Infallible>(Bytes::from_static(&[b'x'; 65_536]))
        })
    };
    let mut announced = request(&agent, "it", Body::from_stream(endless));
    announced.headers_mut().insert(header::CONTENT_LENGTH, "209715200".parse().unwrap());
    api.send(announced).await.problem(413, "too_large");
    assert_eq!(read.load(Ordering::SeqCst), 0);
    // Not announced: given up at the limit (1 MiB here), long before its end.
    let head =
        format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n");
    let chunks = {
        let read = read.clone();
        futures::stream::iter([Bytes::from(head)]).chain(futures::stream::repeat_with(move || {
            read.fetch_add(1, Ordering::SeqCst);
            Bytes::from_static(&[b'x'; 65_536])
        }))
    };
    let silent = request(&agent, "it", Body::from_stream(chunks.map(Ok::<_, Infallible>)));
    api.send(silent).await.problem(413, "too_large");
    assert!(read.load(Ordering::SeqCst) < 100, "{}", read.load(Ordering::SeqCst));

    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    send(&api, &agent, "it", "photo.png", "image/png", png).await.problem(415, "unsupported_media_type");
    send(&api, &agent, "it", "photo.md", "text/markdown", png).await.problem(415, "unsupported_media_type");
    send(&api, &agent, "it", "empty.md", "text/markdown", b"").await.problem(422, "invalid");
    send(&api, &agent, "nothing", "a.md", "text/markdown", b"# a").await.problem(404, "not_found");
    let text = Request::builder().method(Method::POST).uri("/api/v1/kb/bases/it/documents");
    let text = text.header(header::AUTHORIZATION, format!("Bearer {}", agent.access));
    let text = text.header(header::CONTENT_TYPE, "text/plain").body(Body::from("hello")).unwrap();
    api.send(text).await.problem(415, "unsupported_media_type");
    let user = api.person(api.tenant, Role::EndUser).await;
    send(&api, &user, "it", "a.md", "text/markdown", b"# a").await.problem(403, "forbidden");

    // What looks like a PDF and is none fails with words, and holds nothing up.
    send(&api, &agent, "it", "broken.pdf", "application/pdf", b"%PDF-1.7 and then nothing").await.expect(202);
    send(&api, &agent, "it", "good.md", "text/markdown", b"# Good\n\nThe numbat sleeps.").await.expect(202);
    let mut look = tokio::time::interval(std::time::Duration::from_millis(20));
    let listed = loop {
        look.tick().await;
        let listed =
            api.get(Some(&agent), "/api/v1/kb/bases/it/documents?sort=path").await.expect(200).json();
        let waits = |d: &Value| ["queued", "indexing"].contains(&d["status"].as_str().unwrap());
        if !listed["data"].as_array().unwrap().iter().any(waits) {
            break listed;
        }
    };
    assert_eq!(
        (&listed["data"][0]["status"], &listed["data"][1]["status"]),
        (&json!("failed"), &json!("ready"))
    );
    assert!(listed["data"][0]["error"].as_str().unwrap().contains("PDF"), "{listed:#}");
    let unread = format!("/api/v1/kb/bases/it/documents/{}", listed["data"][0]["id"].as_str().unwrap());
    let refused = api.get(Some(&agent), &unread).await.problem(409, "conflict");
    assert!(refused["detail"].as_str().unwrap().contains("PDF"), "{refused:#}");
    assert_eq!(ask(&api, &agent, "numbat").await.len(), 1);
}

async fn bases_are_invisible_to_other_tenants(api: Arc<Api>) {
    let agent = base(&api).await;
    let document = json!({ "title": "Secret", "text": "# Secret\n\nThe bilby code is 4711." });
    let path = "/api/v1/kb/bases/it/documents";
    let sent = api.post(Some(&agent), path, &document).await.expect(202).json();
    indexed(&api, &agent, "it").await;
    let stranger = api.person(api.other_tenant, Role::OrgOwner).await;
    for path in ["/api/v1/kb/bases/it", path, "/api/v1/kb/search?q=bilby&base=it"] {
        api.get(Some(&stranger), path).await.problem(404, "not_found");
    }
    let found = api.get(Some(&stranger), "/api/v1/kb/search?q=bilby").await.expect(200).json();
    assert_eq!(found["data"], json!([]));
    let one = format!("{path}/{}", sent["id"].as_str().unwrap());
    api.call(Some(&stranger), Method::DELETE, &one, &[], None).await.problem(404, "not_found");
    api.get(Some(&stranger), &one).await.problem(404, "not_found");
    // A base of the same name of their own is another base.
    api.post(Some(&stranger), "/api/v1/kb/bases", &json!({ "name": "it" })).await.expect(201);
    api.call(Some(&stranger), Method::DELETE, &one, &[], None).await.problem(404, "not_found");
    api.get(Some(&stranger), &one).await.problem(404, "not_found");
    let found = api.get(Some(&stranger), "/api/v1/kb/search?q=bilby&base=it").await.expect(200).json();
    assert_eq!(found["data"], json!([]));
    assert_eq!(ask(&api, &agent, "bilby").await.len(), 1);
}
