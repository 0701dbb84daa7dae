//! What other programs run lexcheck with, read as data and, where they are installed, run.

use assert_cmd::cargo::cargo_bin;
use serde_yaml::Value;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};

fn project(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}

/// Says past the test runner, which shows only what failed, that a test had nothing to run.
fn skipped(why: &str) {
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}

#[test]
fn every_hook_names_a_command() {
    let hooks: Vec<Value> = serde_yaml::from_str(&project(".pre-commit-hooks.yaml")).unwrap();
    assert!(!hooks.is_empty());
    for hook in hooks {
        let words: Vec<&str> = hook["entry"].as_str().unwrap().split(' ').collect();
        assert_eq!(words[0], "lexcheck");
        assert!(["rust", "system"].contains(&hook["language"].as_str().unwrap()));
        assert!(["id", "name", "description", "files"].iter().all(|key| hook[*key].is_string()), "{hook:?}");
        let help = Command::new(cargo_bin("lexcheck")).args(&words[1..]).arg("--help").output().unwrap();
        assert!(help.status.success(), "{}", words.join(" "));
    }
}

fn action() -> Value {
    serde_yaml::from_str(&project("action.yml")).unwrap()
}

/// What stands in `${{ … }}`.
fn expressions(text: &str) -> Vec<&str> {
    text.split("${{").skip(1).map(|rest| rest.split("}}").next().unwrap().trim()).collect()
}

#[test]
fn the_action_uses_what_it_declares_and_declares_what_it_uses() {
    let action = action();
    let steps = action["runs"]["steps"].as_sequence().unwrap();
    let inputs: Vec<&str> = action["inputs"].as_mapping().unwrap().keys().map(|key| key.as_str().unwrap()).collect();
    let mut used = Vec::new();
    for step in steps {
        assert_eq!(step["shell"], "bash", "a step of a composite action names its shell");
        assert_eq!(expressions(step["run"].as_str().unwrap()), [""; 0], "a script takes values from `env`");
        let script = step["run"].as_str().unwrap();
        for (name, value) in step["env"].as_mapping().into_iter().flatten() {
            let name = name.as_str().unwrap();
            assert!(script.contains(&format!("${name}")), "{name} is not used");
            used.extend(expressions(value.as_str().unwrap()).into_iter().map(str::to_owned));
        }
        used.extend(step["if"].as_str().map(|condition| condition.split(' ').next().unwrap().to_owned()));
    }
    for used in &used {
        assert!(inputs.contains(&used.strip_prefix("inputs.").unwrap()), "no input {used}");
    }
    for input in inputs {
        assert!(used.contains(&format!("inputs.{input}")), "{input} is not used");
        assert!(action["inputs"][input]["description"].is_string() && action["inputs"][input]["default"].is_string());
    }
    for (_, output) in action["outputs"].as_mapping().unwrap() {
        let [step] = expressions(output["value"].as_str().unwrap())[..] else { panic!("{output:?}") };
        let (id, name) = step.strip_prefix("steps.").unwrap().split_once(".outputs.").unwrap();
        let step = steps.iter().find(|step| step["id"] == id).unwrap();
        assert!(step["run"].as_str().unwrap().contains(&format!("{name}=")));
    }
}

/// The script of the action that checks, run with a program that prints its arguments and ends so.
#[cfg(unix)]
fn checked(exit: u8, set: &[(&str, &str)]) -> (Output, String) {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("lexcheck");
    fs::write(&program, format!("#!/bin/sh\nprintf '<%s>\\n' \"$@\"\nexit {exit}\n")).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let action = action();
    let step = action["runs"]["steps"].as_sequence().unwrap().iter().find(|step| step["id"] == "check").unwrap();
    let path = format!("{}:{}", folder.path().display(), std::env::var("PATH").unwrap());
    let mut bash = Command::new("bash");
    bash.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"].as_str().unwrap()]).env("PATH", path);
    for name in ["PATHS", "ARGS", "SARIF", "JUNIT"] {
        bash.env(name, "");
    }
    bash.env("GITHUB_STEP_SUMMARY", "summary.md").env("GITHUB_OUTPUT", folder.path().join("output"));
    let output = bash.envs(set.iter().copied()).output().unwrap();
    (output, fs::read_to_string(folder.path().join("output")).unwrap())
}

#[cfg(unix)]
#[test]
fn the_action_hands_over_every_word_as_it_is() {
    let hostile = "a b/$(touch x)`id`; echo *\n\n-rf\n";
    let set = [("PATHS", hostile), ("ARGS", "--exclude=*.old.yaml\n"), ("SARIF", "out.sarif"), ("JUNIT", "out.xml")];
    let (output, told) = checked(0, &set);
    insta::assert_snapshot!(String::from_utf8(output.stdout).unwrap(), @r"
    <check>
    <--format>
    <github>
    <--format>
    <markdown=summary.md>
    <--format>
    <sarif=out.sarif>
    <--format>
    <junit=out.xml>
    <--exclude=*.old.yaml>
    <-->
    <a b/$(touch x)`id`; echo *>
    <-rf>
    ");
    assert_eq!((output.status.code(), told.as_str()), (Some(0), "exit-code=0\n"));
}

#[cfg(unix)]
#[test]
fn the_action_ends_as_the_check_does() {
    for exit in [0, 1, 2] {
        let (output, told) = checked(exit, &[("PATHS", "scenarios")]);
        assert_eq!((output.status.code(), told), (Some(i32::from(exit)), format!("exit-code={exit}\n")));
    }
}

/// Python with pyspark, and a Java to run it: `LEXCHECK_PYTHON`, or the one on the path.
fn python_with_spark() -> Option<String> {
    let python = std::env::var("LEXCHECK_PYTHON").unwrap_or_else(|_| "python3".into());
    let works = |command: &mut Command| command.output().is_ok_and(|output| output.status.success());
    let both =
        works(Command::new(&python).args(["-c", "import pyspark"])) && works(Command::new("java").arg("-version"));
    both.then_some(python)
}

#[test]
fn spark_gets_a_report_for_every_line_in_order() {
    let Some(python) = python_with_spark() else {
        skipped("no pyspark with Java here; LEXCHECK_PYTHON names a Python that has it");
        return;
    };
    let strike: Value = serde_yaml::from_str(&project("scenarios/essays/strike_on_the_kesh_camp.yaml")).unwrap();
    let mut lines: Vec<String> = Vec::new();
    for number in 0..40 {
        let mut strike = strike.clone();
        strike["title"] = format!("Strike {number} 😀").into();
        lines.push(serde_json::to_string(&strike).unwrap());
    }
    lines.insert(7, "{\"title\": \"torn".into());
    lines.insert(20, String::new());
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("library.jsonl");
    fs::write(&library, lines.join("\n")).unwrap();
    let mut spark = Command::new(python);
    spark.env("PYTHONUTF8", "1").arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spark/pipe.py"));
    let output = spark.arg(cargo_bin("lexcheck")).arg(&library).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let told = String::from_utf8(output.stdout).unwrap();
    let told: Vec<serde_json::Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(told.len(), 41);
    assert_eq!(told[7]["problem"], "this quotation is never closed");
    let titles: Vec<&str> = told.iter().filter_map(|line| line["title"].as_str()).collect();
    assert!((0..40).all(|number| titles[number] == format!("Strike {number} 😀")));
    assert_eq!(told[0]["verdicts"]["strike.jus_ad_bellum"], "not_met");
}
