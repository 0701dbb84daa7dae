//! Rules carry a version, and scenarios may name the one they were written for.

use super::{Folder, RULES, STRIKE, has, lacks};
use crate::files::files;
use lexcheck::embedded;

/// [`STRIKE`] written for a version, beside the small rulebook with this version.
fn pinned(pin: &str, version: &str) -> Folder {
    let strike = STRIKE.replace("parties:", &format!("rulebook: {pin}\nparties:"));
    let folder = Folder::of(&[
        ("strike.yaml", &strike),
        ("wrong.yaml", &strike.replace("force: not_met", "force: met")),
        ("unknown.yaml", &strike.replace("gravity: minor", "gravitas: minor")),
        ("rules/rulebook.yaml", &format!("title: Force\nversion: {version}\n")),
    ]);
    for file in files("tests/bad/rules/base", "yaml") {
        folder.write(&file.name.replace("tests/bad/rules/base", "rules"), file.text);
    }
    folder
}

#[test]
fn the_program_tells_its_version_and_that_of_its_rules() {
    let run = Folder::of(&[]).run_with_all_rules("--version");
    let rulebook = embedded::rulebook().unwrap().version.unwrap();
    assert_eq!(rulebook.words().as_str(), embedded::VERSION);
    assert_eq!(
        run.out,
        format!("lexcheck {} (rulebook {rulebook})\n", env!("CARGO_PKG_VERSION"), rulebook = rulebook.words())
    );
}

#[test]
fn reports_name_the_rules_they_come_from() {
    let folder = pinned("1.2", "1.2.3");
    has(
        &folder.run_with_all_rules("assess strike.yaml --rules rules").out,
        "all readings left open · rulebook 1.2.3\n",
    );
    has(&folder.run("assess strike.yaml").out, "a rulebook without a version, written for 1.2\n");
    let json = folder.run_with_all_rules("assess strike.yaml --rules rules --format json").out;
    has(&json, r#""rulebook":"1.2.3","written_for":"1.2","warning":null"#);
    has(&folder.run_with_all_rules("rules handbook --rules rules").out, "# Force\n\nRulebook 1.2.3 of lexcheck");
}

#[test]
fn a_scenario_for_these_rules_is_held_against_them_without_a_word() {
    for (pin, version) in [("1", "1.2.3"), ("1.2", "1.2.3"), ("1.2.3", "1.2.3"), ("'1.0'", "1")] {
        let run = pinned(pin, version).run_with_all_rules("check strike.yaml wrong.yaml unknown.yaml --rules rules");
        lacks(&run.out, "written for");
        lacks(&run.err, "written for");
    }
}

#[test]
fn what_differs_under_other_rules_says_so_in_one_line() {
    let older = pinned("1.1", "1.2.3").run_with_all_rules("check wrong.yaml --rules rules");
    assert_eq!((older.code, older.err.as_str()), (Some(1), ""));
    has(&older.out, "  Note: this scenario was written for rulebook 1.1, and these rules are 1.2.3\n");
    let without = Folder::of(&[(
        "strike.yaml",
        &STRIKE.replace("force: not_met", "force: met").replace("parties:", "rulebook: 2\nparties:"),
    )]);
    has(&without.run("check strike.yaml").out, "written for rulebook 2, and these rules carry no version");
}

#[test]
fn a_mistake_in_a_scenario_for_other_rules_may_be_none() {
    for pin in ["1.1", "2"] {
        let run = pinned(pin, "1.2.3").run_with_all_rules("check unknown.yaml --rules rules");
        assert_eq!(run.code, Some(2));
        has(&run.err, "unknown fact `attack.gravitas`");
        assert_eq!(run.err.matches("written for rulebook").count(), 1, "{}", run.err);
    }
}

#[test]
fn a_scenario_for_newer_rules_is_a_warning() {
    let folder = pinned("2.0", "1.2.3");
    let run = folder.run_with_all_rules("check strike.yaml --rules rules");
    assert_eq!(run.code, Some(0));
    has(
        &run.err,
        "warning: this scenario was written for rulebook 2.0, and these rules are 1.2.3\n --> strike.yaml:2:11",
    );
    has(&run.err, "update lexcheck");
    let two = folder.run_with_all_rules("check strike.yaml wrong.yaml --rules rules").err;
    assert_eq!(two.matches("warning:").count(), 1, "{two}");
    has(&two, "note: 2 files were written for newer rules; this is the first");
    has(&folder.run_with_all_rules("assess strike.yaml --rules rules").err, "warning: this scenario was written for");
    let json = folder.run_with_all_rules("assess strike.yaml --rules rules --format json");
    assert_eq!(json.err, "");
    has(&json.out, r#""warning":"this scenario was written for rulebook 2.0, and these rules are 1.2.3""#);
}

#[test]
fn the_small_rulebook_carries_no_version() {
    assert!(!std::path::Path::new(RULES).join("rulebook.yaml").exists());
}
