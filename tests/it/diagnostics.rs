//! Every file of `tests/bad` draws exactly its snapshot.
//!
//! A broken scenario goes through the program and the rules it carries; a broken
//! rulebook is a folder laid over `tests/bad/rules/base`, so that it holds
//! nothing but what is broken.

use crate::files::files;
use assert_cmd::cargo::cargo_bin_cmd;
use lexcheck::diagnostic::Diagnostic;
use lexcheck::facts::{self, Case, Settings};
use lexcheck::rulebook::resolve;
use lexcheck::source::Source;
use lexcheck::{embedded, scenario};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What no file here can cause, and why.
const CAUSED_ELSEWHERE: [(&str, &str); 7] = [
    ("LineTooLong", "the line would have millions of bytes; see `cli/filter.rs`"),
    ("More", "there would be dozens of problems; see `cli.rs`"),
    ("NotUtf8", "the program turns bytes into text; `scenarios/not_utf8.yaml` shows how it says so"),
    ("OtherRulebook", "it names the version of the day; see `cli/versions.rs`"),
    ("TooLarge", "the file would have millions of bytes; see `cli.rs`"),
    ("TooMany", "the file would have thousands of values; see `cli.rs`"),
    ("Unreadable", "there is no such file, or it is a folder; see `cli.rs`"),
];

#[test]
fn a_broken_scenario_draws_its_problems() {
    snapshots().bind(|| {
        insta::glob!("..", "bad/scenarios/*.yaml", |path| {
            let mut lexcheck = cargo_bin_cmd!("lexcheck");
            lexcheck.env("NO_COLOR", "1").current_dir(parent(path)).arg("assess").arg(name(path));
            let output = lexcheck.output().unwrap();
            insta::assert_snapshot!("scenario", String::from_utf8(output.stderr).unwrap());
            assert_eq!(output.status.code(), Some(2), "{}", path.display());
            assert!(output.stdout.is_empty(), "{}", path.display());
        });
    });
}

#[test]
fn a_broken_rulebook_draws_its_problems() {
    snapshots().bind(|| {
        insta::glob!("..", "bad/rules/*", |path| {
            if name(path) == "base" {
                return;
            }
            let (sources, problems) = rulebook(name(path));
            let sources: Vec<&Source> = sources.iter().collect();
            let drawn: Vec<String> = problems.iter().map(|problem| problem.draw(&sources, false)).collect();
            insta::assert_snapshot!("rules", drawn.join("\n\n"));
            assert!(!drawn.is_empty(), "{}", path.display());
        });
    });
}

#[test]
fn the_rulebook_that_the_broken_ones_lie_over_is_sound() {
    let (_, problems) = rulebook("base");
    assert_eq!(problems, []);
}

#[test]
fn every_kind_of_problem_is_drawn_by_some_file() {
    let mut drawn = BTreeSet::new();
    for path in entries(&bad().join("scenarios")) {
        drawn.extend(of_scenario(&path).iter().map(kind));
    }
    for path in entries(&bad().join("rules")) {
        drawn.extend(rulebook(name(&path)).1.iter().map(kind));
    }
    drawn.extend(CAUSED_ELSEWHERE.map(|(kind, _)| kind.to_owned()));
    let undrawn: Vec<String> = every_kind().difference(&drawn).cloned().collect();
    assert!(undrawn.is_empty(), "no file in tests/bad draws {}", undrawn.join(", "));
}

fn snapshots() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

fn of_scenario(path: &Path) -> Vec<Diagnostic> {
    let Ok(text) = std::fs::read_to_string(path) else { return Vec::new() };
    let source = Source::new(name(path), text);
    let case = scenario::parse(&source, 0)
        .and_then(|scenario| Case::of(&scenario, &embedded::rulebook().unwrap(), &Settings::default()));
    case.err().unwrap_or_default()
}

/// The files of the base with those of a case laid over them, and what is wrong with the whole.
fn rulebook(case: &str) -> (Vec<Source>, Vec<Diagnostic>) {
    let mut laid = BTreeMap::new();
    for folder in ["base", case] {
        let folder = format!("tests/bad/rules/{folder}");
        for file in files(&folder, "yaml") {
            laid.insert(file.name.replacen(&folder, "rules", 1), file.text);
        }
    }
    let sources: Vec<Source> = laid.into_iter().map(|(name, text)| Source::new(name, text)).collect();
    let problems = match resolve::load(&sources) {
        Ok(rulebook) => facts::check_examples(&rulebook),
        Err(problems) => problems,
    };
    (sources, problems)
}

/// The name of a problem's variant: the first word of `UnknownKey { key: … }`.
fn kind(diagnostic: &Diagnostic) -> String {
    word(&format!("{:?}", diagnostic.problem))
}

/// The names of all variants, read off the definition.
fn every_kind() -> BTreeSet<String> {
    let source = include_str!("../../src/problem/mod.rs");
    let (_, body) = source.split_once("pub enum Problem {\n").unwrap();
    let (body, _) = body.split_once("\n}\n").unwrap();
    let variants = body.lines().filter_map(|line| line.strip_prefix("    "));
    variants.filter(|line| line.starts_with(|c: char| c.is_ascii_uppercase())).map(word).collect()
}

fn word(text: &str) -> String {
    text.chars().take_while(char::is_ascii_alphanumeric).collect()
}

fn bad() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad")
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn parent(path: &Path) -> &Path {
    path.parent().unwrap()
}

fn name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap()
}
