//! The program as people and scripts run it: exit codes, files, options, terminals.
//!
//! Most runs take the small rulebook of `tests/bad/rules/base`, so that they
//! neither wait for the whole law nor change with it.

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

// --- exit status ---

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

// --- files ---

#[test]
fn one_broken_file_does_not_stop_the_others() {
    let folder = Folder::of(&[
        ("first.yaml", &STRIKE.replace("title: Strike", "title: First strike")),
        ("broken.yaml", &STRIKE.replace("by: ardenia", "by: ardeni")),
        ("last.yaml", &STRIKE.replace("title: Strike", "title: Last strike")),
    ]);
    let run = folder.run("assess first.yaml broken.yaml last.yaml");
    assert_eq!(run.code, Some(2));
    has(&run.out, "First strike on the Kesh camp");
    has(&run.out, "Last strike on the Kesh camp");
    has(&run.err, "unknown party `ardeni`");
    assert_eq!(run.err.matches("error").count(), 1);

    let run = folder.run("check .");
    assert_eq!(run.code, Some(2));
    has(&run.out, "2 scenarios: 4 expectations hold, 0 differ; 1 file could not be read.");
}

#[test]
fn a_path_that_cannot_be_read_gets_one_message() {
    let folder = Folder::of(&[("folder/strike.yaml", STRIKE)]);
    folder.write("latin.yaml", b"title: S\xe3o Kesh\n");
    folder.write("utf16.yaml", b"\xff\xfet\0i\0t\0l\0e\0");
    folder.write("binary.yaml", [0; 64]);
    let messages = [
        ("missing.yaml", "there is no such file"),
        ("folder", "it is a folder"),
        ("latin.yaml", "not UTF-8"),
        ("utf16.yaml", "not UTF-8"),
        ("binary.yaml", "binary.yaml"),
    ];
    for (path, message) in messages {
        for command in ["assess", "explain"] {
            let test = if command == "explain" { "necessity" } else { "" };
            let run = folder.run(&format!("{command} {path} {test}"));
            assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{command} {path}");
            assert_eq!(run.err.matches("error").count(), 1, "{command} {path}:\n{}", run.err);
            has(&run.err, message);
            has(&run.err, path);
        }
    }
}

#[test]
fn a_hostile_file_is_refused_at_once_with_one_message() {
    let folder = Folder::of(&[]);
    File::create(folder.path().join("huge.yaml")).unwrap().set_len(200 << 20).unwrap();
    folder.write("brackets.yaml", "[".repeat(100_000));
    folder.write("braces.yaml", "{a: ".repeat(100_000));
    folder.write("dashes.yaml", "- ".repeat(100_000));
    folder.write("alias_bomb.yaml", alias_bomb());
    folder.write("many_values.yaml", "- 1\n".repeat(300_000));
    let messages = [
        ("huge.yaml", "this file has 209715200 bytes"),
        ("brackets.yaml", "nested more than"),
        ("braces.yaml", "nested more than"),
        ("dashes.yaml", "nested more than"),
        ("alias_bomb.yaml", "anchors and aliases are not read"),
        ("many_values.yaml", "values"),
    ];
    for (file, message) in messages {
        let run = folder.run(&format!("assess {file}"));
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{file}");
        has(&run.err, message);
        assert_eq!(run.err.matches("error").count(), 1, "{file}: {} messages", run.err.matches("error").count());
    }
}

#[test]
fn a_file_with_a_mistake_on_every_line_is_not_told_of_each() {
    let lines = |line: &dyn Fn(usize) -> String| (0..60_000).map(line).collect::<String>();
    let folder = Folder::of(&[
        ("keys.yaml", &lines(&|number| format!("key{number}: 1\n"))),
        ("facts.yaml", &format!("{STRIKE}facts:\n{}", lines(&|number| format!("  fact{number}: 1\n")))),
        ("twice.yaml", &lines(&|_| "key: 1\n".to_owned())),
        ("anchors.yaml", &lines(&|number| format!("key{number}: &a{number} 1\n"))),
        ("tags.yaml", &lines(&|number| format!("key{number}: !tag 1\n"))),
    ]);
    for file in ["keys.yaml", "facts.yaml", "twice.yaml", "anchors.yaml", "tags.yaml"] {
        let run = folder.run(&format!("assess {file}"));
        assert_eq!(run.code, Some(2), "{file}");
        assert!(run.err.len() < 100_000, "{file}: {} bytes of messages", run.err.len());
    }
}

fn alias_bomb() -> String {
    let mut text = "a0: &a0 [boom, boom, boom, boom, boom, boom, boom, boom, boom]\n".to_owned();
    for level in 1..10 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        writeln!(text, "a{level}: &a{level} [{aliases}]").unwrap();
    }
    text
}

// Every editor on Windows writes these, and both are legal YAML.
#[test]
fn carriage_returns_and_a_byte_order_mark_change_nothing() {
    let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let broken = STRIKE.replace("against: borland", "agianst: borland");
    for text in [STRIKE, &broken] {
        let unix = Folder::of(&[("strike.yaml", text)]).run("assess strike.yaml --depth 3");
        let windows = Folder::of(&[("strike.yaml", &windows(text))]).run("assess strike.yaml --depth 3");
        assert_eq!(unix.code, windows.code);
        assert_eq!(unix.out, windows.out);
        assert_eq!(unix.err, windows.err);
    }
}

#[test]
fn a_dash_reads_standard_input() {
    let folder = Folder::of(&[("strike.yaml", STRIKE)]);
    let named = |line: &str, text: &str| run(folder.command(line).args(["--rules", RULES]).write_stdin(text));
    let piped = named("assess -", STRIKE);
    assert_eq!(piped.code, Some(0));
    assert_eq!(piped.out, folder.run("assess strike.yaml").out.replace("strike.yaml", "<stdin>"));
    assert_eq!(named("check -", STRIKE).code, Some(0));
    assert_eq!(named("explain - necessity", STRIKE).code, Some(0));
    let broken = named("assess -", "");
    assert_eq!(broken.code, Some(2));
    has(&broken.err, "<stdin>");
}

// --- what is asked ---

#[test]
fn only_what_is_asked_for_is_reported() {
    let all = "Armed attack|State author|Necessity|Proportionality|Warning|Lawful use of force";
    let asked = [
        ("--only force", all),
        ("--only force.*", all),
        ("--only force.defence", "Necessity|Proportionality|Warning"),
        ("--only defence", "Necessity|Proportionality|Warning"),
        ("--only force.defence.necessity", "Necessity"),
        ("--only necessity --only occurred", "Armed attack|Necessity"),
    ];
    for (options, titles) in asked {
        let run = strike(&format!("assess strike.yaml --operation strike {options}"));
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{options}");
        for title in all.split('|') {
            let line = format!("    {title} · ");
            assert_eq!(run.out.contains(&line), titles.split('|').any(|one| one == title), "{options}: {title}");
        }
    }
}

#[test]
fn only_the_operations_asked_for_are_reported() {
    let operations =
        [("", "raid strike"), ("--operation raid", "raid"), ("--operation raid --operation strike", "raid strike")];
    for (options, shown) in operations {
        let run = strike(&format!("assess strike.yaml {options}"));
        for operation in ["raid", "strike"] {
            let heading = format!("Operation {operation} ·");
            assert_eq!(run.out.contains(&heading), shown.contains(operation), "{options}: {operation}");
        }
    }
}

#[test]
fn readings_are_taken_from_the_scenario_unless_the_command_line_says_otherwise() {
    let text = STRIKE.replace("parties:", "readings: icj\nparties:");
    let folder = Folder::of(&[("open.yaml", STRIKE), ("icj.yaml", &text)]);
    let outcomes = [
        ("open.yaml", "contested"),
        ("open.yaml --reading gravity_threshold=any_force", "met"),
        ("open.yaml --reading force.attack.gravity_threshold=gravest_forms", "not met"),
        ("open.yaml --readings icj", "not met"),
        ("open.yaml --readings icj --readings wide", "met"),
        ("open.yaml --readings icj --reading gravity_threshold=any_force", "met"),
        ("icj.yaml", "not met"),
        ("icj.yaml --readings wide", "met"),
        ("icj.yaml --open-readings", "contested"),
        ("icj.yaml --open-readings --readings wide", "met"),
    ];
    for (options, outcome) in outcomes {
        let run = folder.run(&format!("assess {options} --only occurred --operation strike"));
        has(&run.out, &format!("Armed attack · threshold: {outcome}."));
    }
}

#[test]
fn silence_means_what_the_rules_assume_or_nothing() {
    let silent = STRIKE.replace("invoked: true, ", "");
    let folder = Folder::of(&[("strike.yaml", &silent)]);
    let necessity = |options: &str| folder.run(&format!("assess strike.yaml --only necessity {options}")).out;
    has(&necessity("--operation strike"), "Necessity · requirement: not applicable.");
    has(&necessity("--operation strike --assume-nothing"), "Necessity · requirement: undetermined.");
}

#[test]
fn depth_adds_and_never_takes_away() {
    let titles = ["In sum", "Necessity", "Proportionality", "Warning"];
    let scenario =
        STRIKE.replace("responds_to: raid", "date: 2026-03-02").replace("raid: {by: borland, against: ardenia}", "");
    let folder = Folder::of(&[("strike.yaml", &scenario)]);
    let shown = |options: &str| {
        let out = folder.run(&format!("assess strike.yaml {options}")).out;
        titles.map(|title| out.contains(title))
    };
    assert_eq!(shown("--depth 0"), [true, false, false, false]);
    assert_eq!(shown(""), [true, true, false, false]);
    assert_eq!(shown("--depth 1"), shown(""));
    assert_eq!(shown("--depth 2"), [true, true, true, true]);
    assert_eq!(shown("--all"), shown("--depth 2"));
    assert_eq!(shown("--depth 3"), shown("--depth 2"));
    assert_eq!(folder.run("assess strike.yaml --depth 4").code, Some(2));
    assert_eq!(folder.run("assess strike.yaml --depth 2 --all").code, Some(2));
    let lines = |depth: u8| strike(&format!("assess strike.yaml --depth {depth}")).out.lines().count();
    assert!((1..=3).all(|depth| lines(depth - 1) < lines(depth)));
}

#[test]
fn a_test_that_is_not_met_names_the_fact_that_decided_it_and_its_line() {
    let run = strike("assess strike.yaml --only necessity --operation strike");
    has(&run.out, "Necessity · requirement: not met.");
    has(&run.out, "defence.alternatives_left = true (strike.yaml:13)");
    has(&run.out, "Nicaragua (ICJ 1986) para 191: Force must be necessary.");
    has(&run.out, "Necessity is judged before proportionality.");
    let run = strike("explain strike.yaml necessity --operation strike");
    has(&run.out, "defence.alternatives_left = true (strike.yaml:13)");
}

#[test]
fn a_wrong_expectation_is_shown_beside_what_was_found() {
    let text = STRIKE.replace("necessity: not_met", "necessity: {outcome: met, holding: para 76}");
    let run = Folder::of(&[("strike.yaml", &text)]).run("check strike.yaml");
    assert_eq!((run.code, run.err.as_str()), (Some(1), ""));
    has(&run.out, "strike.yaml:15: strike · force.defence.necessity");
    has(&run.out, "Expected: met (para 76)");
    has(&run.out, "Got: not_met");
    has(&run.out, "defence.alternatives_left = true (strike.yaml:13)");
    has(&run.out, "1 scenario: 1 expectation holds, 1 differs.");
}

#[test]
fn a_misspelt_expectation_is_an_error_and_no_difference() {
    let text = STRIKE.replace("force.defence.necessity", "force.defence.neccessity");
    let run = Folder::of(&[("strike.yaml", &text)]).run("check strike.yaml");
    assert_eq!(run.code, Some(2));
    has(&run.err, "unknown test `force.defence.neccessity`");
    has(&run.err, "did you mean `force.defence.necessity`?");
}

#[test]
fn a_name_on_the_command_line_that_fits_nothing_is_answered_with_the_nearest() {
    let lines = [
        ("assess strike.yaml --only neccessity", "unknown test `neccessity`", "`force.defence.necessity`"),
        ("assess strike.yaml --only force.defense", "unknown", "`force.defence`"),
        ("assess strike.yaml --operation strke", "unknown operation `strke`", "`strike`"),
        (
            "assess strike.yaml --reading gravity_treshold=any_force",
            "unknown position",
            "`force.attack.gravity_threshold`",
        ),
        ("assess strike.yaml --reading gravity_threshold=any", "`any` is not a reading", "`any_force`"),
        ("assess strike.yaml --reading gravity_threshold", "`--reading gravity_threshold`", "POSITION=NAME"),
        ("assess strike.yaml --readings icjj", "unknown reading set `icjj`", "`icj`"),
        ("assess strike.yaml --format xml", "xml", "json"),
        ("assess strike.yaml --color sometimes", "sometimes", "always"),
        ("explain strike.yaml neccessity", "unknown test `neccessity`", "`force.defence.necessity`"),
        ("explain strike.yaml force.defence", "`force.defence` could be any of", "`force.defence.necessity`"),
        ("explain strike.yaml necessity --operation strke", "unknown operation `strke`", "`strike`"),
        ("explain strike.yaml necessity --operation raid --operation strke", "unknown operation `strke`", "`strike`"),
    ];
    for (line, message, nearest) in lines {
        let run = strike(line);
        assert_eq!(run.code, Some(2), "lexcheck {line}\n{}{}", run.out, run.err);
        has(&run.err, message);
        has(&run.err, nearest);
    }
}

#[test]
fn rules_that_cannot_be_used_stop_everything() {
    let folder = Folder::of(&[
        ("strike.yaml", STRIKE),
        ("broken/regimes.yaml", "force: {titel: Use of force}\n"),
        ("empty/readme.txt", "no rules here\n"),
    ]);
    let lines =
        [("broken", "unknown key `titel`"), ("empty", "no rules in empty"), ("missing", "there is no such file")];
    for (rules, message) in lines {
        let run = folder.run_with_all_rules(&format!("assess strike.yaml --rules {rules}"));
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{rules}");
        has(&run.err, message);
        lacks(&run.err, "error: error");
    }
}

// --- for programs ---

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

// --- terminals ---

#[test]
fn a_pipe_gets_sentences_and_a_terminal_columns() {
    let plain = strike("assess strike.yaml").out;
    has(&plain, "Necessity · requirement: not met.");
    assert_eq!(strike("assess strike.yaml --plain").out, plain);
    assert_eq!(strike("assess strike.yaml --plain=always").out, plain);
    let columns = strike("assess strike.yaml --plain=never").out;
    has(&columns, "✗ Necessity · requirement");
    assert!(columns.lines().all(|line| line.chars().count() <= 80), "{columns}");
}

#[test]
fn colour_follows_the_option_then_the_environment_then_the_terminal() {
    let folder = Folder::of(&[("strike.yaml", STRIKE), ("broken.yaml", "title: \"Raid\n")]);
    let cases = [
        ("", "", false),
        ("--color auto", "", false),
        ("--color always", "", true),
        ("--color never", "", false),
        ("", "CLICOLOR_FORCE=1", true),
        ("", "CLICOLOR_FORCE=0", false),
        ("", "NO_COLOR=1", false),
        ("", "CLICOLOR_FORCE=1 NO_COLOR=", true),
        ("", "CLICOLOR_FORCE=1 NO_COLOR=1", false),
        ("--color always", "NO_COLOR=1", true),
        ("--color never", "CLICOLOR_FORCE=1", false),
    ];
    for (options, environment, coloured) in cases {
        for file in ["strike.yaml --plain=never", "strike.yaml", "broken.yaml"] {
            let mut command = folder.command(&format!("assess {file} {options} --rules {RULES}"));
            command.envs(environment.split_whitespace().filter_map(|setting| setting.split_once('=')));
            let run = run(&mut command);
            let found = (run.out + &run.err).contains('\u{1b}');
            assert_eq!(found, coloured, "assess {file} {options}, {environment}");
        }
    }
    let run = folder.run("assess strike.yaml --color always --plain");
    lacks(&run.out, "\u{1b}");
}

/// Bell, escape, delete, the one-character escape of ISO 6429, and the sign that turns a line round.
const STEERING: [char; 5] = ['\u{7}', '\u{1b}', '\u{7f}', '\u{9b}', '\u{202e}'];

#[test]
fn no_text_of_a_scenario_steers_the_terminal() {
    let steering = r"\a\e[31m\x7f\x9b31m\u202e";
    let quoted = |text: &str| format!("\"{text}{steering}\"");
    let text = STRIKE
        .replace("title: Strike", &format!("story: {}\nsource: {}\ntitle: Strike", quoted("[F1] Guns"), quoted("log")))
        .replace("title: Strike on the Kesh camp", &format!("title: {}", quoted("Strike")))
        .replace("{kind: state}", &format!("{{kind: state, title: {}}}", quoted("Borland")))
        .replace(
            "alternatives_left: true",
            &format!("alternatives_left: {{value: true, source: {0}, note: {0}}}", quoted("log")),
        )
        .replace(
            "    responds_to: raid",
            &format!("    responds_to: raid\n    title: {}\n    gaps: [{0}]", quoted("Strike")),
        )
        .replace("necessity: not_met", &format!("necessity: {{outcome: met, holding: {}}}", quoted("para 76")));
    let folder = Folder::of(&[("strike.yaml", &text)]);
    for line in ["assess strike.yaml --depth 3", "explain strike.yaml necessity", "check strike.yaml"] {
        for plain in ["always", "never"] {
            let run = folder.run(&format!("{line} --plain={plain}"));
            assert_eq!(run.err, "", "{line}");
            has(&run.out, "strike.yaml");
            lacks_steering(&run.out);
        }
    }
}

#[test]
fn no_text_of_a_broken_scenario_steers_the_terminal() {
    let steering: String = STEERING.iter().collect();
    let places = [
        STRIKE.replace("by: ardenia", &format!("by: ardenia{steering}")),
        STRIKE.replace("against: borland", &format!("against{steering}: borland")),
        STRIKE.replace("by: ardenia", &format!("by: ardeni  # {steering}")),
        STRIKE.replace("force: minor", &format!("force: minor{steering}")),
        STRIKE.replace("title: Strike", &format!("title: \"Strike{steering}")),
    ];
    for text in places {
        let run = Folder::of(&[("strike.yaml", &text)]).run("assess strike.yaml");
        assert_eq!(run.code, Some(2));
        has(&run.err, "error");
        lacks_steering(&run.err);
    }
}

#[track_caller]
fn lacks_steering(text: &str) {
    let line = text.lines().find(|line| line.contains(STEERING));
    assert_eq!(line, None);
}

#[test]
fn a_reader_that_has_read_enough_is_no_failure() {
    let folder = Folder::of(&[("strike.yaml", STRIKE)]);
    let files = ["strike.yaml"; 50];
    for command in ["assess", "check"] {
        let mut child = std::process::Command::new(cargo_bin!("lexcheck"))
            .current_dir(folder.path())
            .arg(command)
            .args(files)
            .args(["--rules", RULES])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
        assert_eq!(output.status.code(), Some(0), "{command}");
    }
}

#[test]
fn nobody_has_to_read_the_complaints() {
    let folder = Folder::of(&[("broken.yaml", "title: \"Raid\n")]);
    let mut child = std::process::Command::new(cargo_bin!("lexcheck"))
        .current_dir(folder.path())
        .args(["assess", "broken.yaml"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stderr.take());
    assert_eq!(child.wait().unwrap().code(), Some(2));
}
