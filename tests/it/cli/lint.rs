//! `lexcheck lint`: exit codes, options, and what is left when a file cannot be read.

use super::{Folder, STRIKE, has, lacks};

#[test]
fn advice_fails_only_where_that_is_asked_and_errors_always() {
    let error = STRIKE.replace("invoked: true", "invoked: false");
    let folder = Folder::of(&[("strike.yaml", STRIKE), ("error.yaml", &error), ("broken.yaml", "title: \"Raid\n")]);
    let status = [
        ("lint strike.yaml", 0),
        ("lint strike.yaml --strict", 1),
        ("lint error.yaml", 1),
        ("lint error.yaml broken.yaml", 2),
        ("lint missing.yaml", 2),
        ("lint", 2),
        ("lint --list", 0),
        ("lint --explain l201", 0),
        ("lint --explain idle-fact", 0),
        ("lint --explain L210", 2),
    ];
    for (line, code) in status {
        assert_eq!(folder.run(line).code, Some(code), "lexcheck {line}");
    }
    let run = folder.run("lint . --format lines");
    has(&run.out, "error.yaml:15:7: L201 error: `force.defence.necessity` does not apply here");
    has(&run.out, "strike.yaml:1:8: L301 advice: the scenario has no story (no-story)\n");
    has(&run.out, "3 files: 1 error and ");
    has(&run.out, "; 1 file could not be read.\n");
    has(&run.err, "this quotation is never closed");
    has(&folder.run("lint --explain L210").err, "did you mean `L201`?");
}

#[test]
fn findings_come_in_the_order_of_names_however_many_work() {
    let names: Vec<String> = (0..30).map(|number| format!("{number:02}.yaml")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), STRIKE)).collect();
    let folder = Folder::of(&files);
    let alone = folder.run("lint . --jobs 1").out;
    assert_eq!(folder.run("lint . --jobs 4").out, alone);
    assert!(names.iter().is_sorted_by_key(|name| alone.find(&format!("{name}:"))));
}

#[test]
fn nothing_a_scenario_says_steers_a_terminal() {
    let hostile =
        STRIKE.replace("  raid:", "  \"ra\\e[31mid\":").replace("responds_to: raid", "responds_to: \"ra\\e[31mid\"");
    let folder = Folder::of(&[("strike.yaml", &hostile)]);
    for line in ["lint strike.yaml", "lint strike.yaml --format lines"] {
        let run = folder.run(line);
        lacks(&run.out, "\u{1b}");
        has(&run.out, "L303");
    }
}
