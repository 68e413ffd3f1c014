use mcp_servers_kb_search::embed::local::LocalEmbedder;
use std::path::PathBuf;

/// The directory of all-MiniLM-L6-v2.
fn model() -> LocalEmbedder {
    #[expect(clippy::disallowed_methods, reason = "tests are told by the environment where things are")]
    let dir = std::env::var("FLOWRIGHT_TEST_EMBEDDING_DIR")
        .expect("FLOWRIGHT_TEST_EMBEDDING_DIR names no embedding model: run the tests with `make test`");
    LocalEmbedder::load(&PathBuf::from(dir)).expect("the directory holds a model")
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The three sentences of the model's own documentation, with the similarities that it gives.
#[test]
fn the_forward_pass_agrees_with_the_reference() {
    let sentences = ["The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium."]
        .map(String::from);
    let vectors = model().embed_blocking(&sentences);
    for (pair, expected) in [((0, 1), 0.6660), ((0, 2), 0.1046), ((1, 2), 0.1411)] {
        let found = dot(&vectors[pair.0], &vectors[pair.1]);
        assert!((found - expected).abs() < 1e-4, "{pair:?}: {found}, expected {expected}");
    }
}

#[test]
fn a_text_has_one_vector_whatever_stands_beside_it() {
    let model = model();
    let long = "Connect the laptop to the network before you reset the password. ".repeat(40);
    let texts: Vec<String> = (0..20).step_by(4).map(|n| format!("{} {n}", &long[..n * 60])).collect();
    let together = model.embed_blocking(&texts);
    for (text, vector) in texts.iter().zip(&together) {
        let alone = model.embed_blocking(std::slice::from_ref(text)).remove(0);
        assert!(dot(&alone, vector) > 0.9999, "{text}");
    }
}
