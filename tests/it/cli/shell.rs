//! Completions and the manual know every command and option.

use super::{Folder, has};

const COMMANDS: [&str; 8] = ["assess", "explain", "check", "rules", "new", "schema", "completions", "man"];

#[test]
fn every_shell_is_told_of_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = Folder::of(&[]).run(&format!("completions {shell}"));
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{shell}");
        for word in COMMANDS.iter().chain(&["assume-nothing", "fail-fast"]) {
            has(&run.out, word);
        }
    }
}

#[test]
fn the_manual_has_a_page_for_every_command() {
    let folder = Folder::of(&[]);
    let run = folder.run("man share/man/man1");
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (Some(0), "", ""));
    let page = |name: &str| std::fs::read_to_string(folder.path().join("share/man/man1").join(name)).unwrap();
    for command in COMMANDS {
        has(&page(&format!("lexcheck-{command}.1")), ".SH SYNOPSIS");
    }
    has(&page("lexcheck.1"), "Exit status: 0 done");
    assert_eq!(folder.run("man -").out, page("lexcheck.1"));
}
