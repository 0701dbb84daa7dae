//! The program as people and scripts run it: exit codes, files, options, terminals.
//!
//! Most runs take the small rulebook of `tests/bad/rules/base`, so that they
//! neither wait for the whole law nor change with it.

mod asked;
mod coverage;
mod faults;
mod files;
mod filter;
mod formats;
mod library;
mod lint;
mod shell;
mod terminals;
mod versions;

use assert_cmd::Command;
use assert_cmd::cargo::{cargo_bin, cargo_bin_cmd};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;
use tempfile::TempDir;

const RULES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bad/rules/base");
/// No run takes nearly so long, on any machine; a hostile file that is read in earnest takes longer.
const FAR_TOO_LONG: Duration = Duration::from_secs(30);

/// An unlawful strike in answer to a raid of which little is known.
const STRIKE: &str = "\
title: Strike on the Kesh camp
parties:
  ardenia: {kind: state, treaties: [un_charter]}
  borland: {kind: state}
operations:
  raid: {by: borland, against: ardenia}
  strike:
    by: ardenia
    against: borland
    responds_to: raid
    facts:
      attack: {gravity: minor, author: state_organs, deaths: 3}
      defence: {invoked: true, alternatives_left: true, force: minor}
    expect:
      force.defence.necessity: not_met
      force: not_met
";

/// What a run left behind.
struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

/// A folder with scenarios, and the program run in it.
struct Folder(TempDir);

impl Folder {
    fn of(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn command(&self, line: &str) -> Command {
        let mut command = cargo_bin_cmd!("lexcheck");
        command.current_dir(self.path()).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        command.timeout(FAR_TOO_LONG).args(line.split_whitespace());
        command
    }

    /// Runs the program with the rules it carries.
    fn run_with_all_rules(&self, line: &str) -> Run {
        run(&mut self.command(line))
    }

    /// Runs the program with the small rulebook.
    fn run(&self, line: &str) -> Run {
        run(self.command(line).args(["--rules", RULES]))
    }
}

fn run(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// Runs the program on [`STRIKE`].
fn strike(line: &str) -> Run {
    Folder::of(&[("strike.yaml", STRIKE)]).run(line)
}

#[track_caller]
fn has(text: &str, wanted: &str) {
    assert!(text.contains(wanted), "no {wanted:?} in:\n{text}");
}

#[track_caller]
fn lacks(text: &str, unwanted: &str) {
    assert!(!text.contains(unwanted), "{unwanted:?} in:\n{text}");
}

#[test]
fn the_exit_status_tells_done_from_found_and_failed() {
    let folder = Folder::of(&[
        ("strike.yaml", STRIKE),
        ("different.yaml", &STRIKE.replace("force: not_met", "force: met")),
        ("misspelt.yaml", &STRIKE.replace("force.defence.necessity", "force.defence.neccessity")),
        ("broken.yaml", "title: \"Raid\n"),
    ]);
    let status = [
        ("assess strike.yaml", 0),
        ("assess strike.yaml --fail-on breach", 1),
        ("assess strike.yaml --fail-on breach --operation raid", 0),
        ("assess strike.yaml --fail-on contested", 0),
        ("assess strike.yaml --fail-on undetermined", 1),
        ("assess strike.yaml --fail-on undetermined --operation strike", 0),
        ("assess strike.yaml --fail-on contested --fail-on breach", 1),
        ("assess strike.yaml broken.yaml --fail-on breach", 2),
        ("assess strike.yaml --fail-on everything", 2),
        ("assess strike.yaml missing.yaml", 2),
        ("explain strike.yaml necessity", 0),
        ("explain broken.yaml necessity", 2),
        ("check strike.yaml", 0),
        ("check strike.yaml different.yaml", 1),
        ("check strike.yaml misspelt.yaml", 2),
        ("check different.yaml broken.yaml", 2),
        ("check .", 2),
        ("check strike.yaml --verbose", 2),
        ("judge strike.yaml", 2),
        ("", 2),
        ("--help", 0),
        ("--version", 0),
    ];
    for (line, code) in status {
        assert_eq!(folder.run(line).code, Some(code), "lexcheck {line}");
    }
}

#[test]
fn a_contested_conclusion_fails_where_that_is_asked() {
    let contested = STRIKE.replace("alternatives_left: true", "alternatives_left: false");
    let folder = Folder::of(&[("strike.yaml", &contested)]);
    assert_eq!(folder.run("assess strike.yaml --operation strike --fail-on breach").code, Some(0));
    assert_eq!(folder.run("assess strike.yaml --operation strike --fail-on contested").code, Some(1));
}

#[test]
fn the_rules_are_inside_the_program() {
    let scenario = "title: Raid\nparties: {ardenia: {kind: state}}\noperations: {raid: {by: ardenia}}\n";
    let run = Folder::of(&[("raid.yaml", scenario)]).run_with_all_rules("assess raid.yaml --depth 0");
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    has(&run.out, "In sum: not engaged: Jus ad bellum, Collective-security charters");
}

#[test]
fn the_json_holds_what_could_be_read_and_what_could_not() {
    let broken = STRIKE.replace("by: ardenia", "by: ardeni");
    let folder = Folder::of(&[("strike.yaml", STRIKE), ("broken.yaml", &broken), ("empty.yaml", "")]);
    let run = folder.run("assess broken.yaml strike.yaml empty.yaml --format json");
    assert_eq!((run.code, run.err.as_str()), (Some(2), ""));
    let document: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(document["reports"].as_array().unwrap().len(), 1);
    assert_eq!(document["reports"][0]["file"], "strike.yaml");
    let problems = document["problems"].as_array().unwrap();
    assert_eq!(problems.len(), 2);
    assert_eq!(
        problems[0],
        serde_json::json!({
            "file": "broken.yaml",
            "line": 8,
            "column": 9,
            "message": "unknown party `ardeni`",
            "help": "did you mean `ardenia`?",
        })
    );
    assert_eq!(problems[1]["file"], "empty.yaml");
    assert_eq!(problems[1]["line"], serde_json::Value::Null);
}
