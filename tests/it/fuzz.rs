//! What fuzzing kept: inputs that between them reach what it reached, and whatever once broke something.

mod targets;

use std::path::Path;

#[expect(clippy::print_stdout, reason = "it is shown where the test fails")]
fn replay(target: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz").join(target);
    let mut inputs = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        println!("{}", path.display());
        run(&std::fs::read(path).unwrap());
        inputs += 1;
    }
    assert!(inputs > 0, "nothing is kept for {target}");
}

#[test]
fn any_text_is_a_tree_or_refused() {
    replay("yaml", targets::yaml);
}

#[test]
fn any_text_is_a_condition_or_refused() {
    replay("condition", targets::condition);
}

#[test]
fn any_text_is_assessed_or_refused() {
    replay("assess", targets::assess);
}

#[test]
fn what_is_settled_stays_settled() {
    replay("story", targets::story);
}
