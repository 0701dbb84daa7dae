//! What is written: to a terminal, a pipe, or to nobody.

use super::*;

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
