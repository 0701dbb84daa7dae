//! `lexcheck new`: a scenario to start from.

use super::Exit;
use super::load::Rules;
use super::terminal::Terminal;
use lexcheck::problem::Problem;
use lexcheck::rulebook::{Rulebook, TestId};
use lexcheck::skeleton;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Ask what this doctrine, test or kind of operation needs (repeatable); `--about list` names
    /// the kinds of operation.
    #[arg(long, value_name = "DOCTRINE|TEST|KIND")]
    about: Vec<String>,
}

pub(super) fn run(arguments: &Arguments, rules: &Rules, terminal: &mut Terminal) -> Result<Exit, String> {
    let rulebook = &rules.rulebook;
    if arguments.about.iter().any(|name| name == "list") {
        for kind in &rulebook.operations {
            terminal.write(&format!("{:<24}{}\n", kind.name, kind.title));
        }
        return Ok(Exit::Done);
    }
    let mut tests = Vec::new();
    for name in &arguments.about {
        for test in about(rulebook, name).map_err(|problem| problem.in_words())? {
            if !tests.contains(&test) {
                tests.push(test);
            }
        }
    }
    terminal.write(&skeleton::scenario(rulebook, &tests));
    Ok(Exit::Done)
}

/// The tests that a word stands for.
fn about(rulebook: &Rulebook, name: &str) -> Result<Vec<TestId>, Problem> {
    let Some(kind) = rulebook.operations.iter().find(|kind| kind.name == name) else {
        return rulebook.tests_named(name);
    };
    Ok(rulebook.test_ids().filter(|test| kind.about.contains(&rulebook.test(*test).doctrine)).collect())
}
