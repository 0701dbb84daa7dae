//! `lexcheck check`: scenarios against what their authors expect of the law.

use super::load::{Rules, scenario};
use super::terminal::Terminal;
use super::{Exit, input};
use lexcheck::library::{self, Tally};
use lexcheck::report::check;
use std::path::PathBuf;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Scenarios, or folders of them; `-` reads standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, rules: &Rules, terminal: &mut Terminal) -> Result<Exit, String> {
    let files = input::expand(&arguments.paths);
    if files.is_empty() {
        return Err("there is no scenario there".into());
    }
    let mut tally = Tally::default();
    for path in &files {
        if terminal.is_closed() {
            break;
        }
        match scenario(path, rules) {
            Ok(loaded) => {
                let differences = library::compare(&rules.rulebook, &loaded.case, &mut tally);
                for difference in &differences {
                    terminal.write(&check::difference(&loaded.source.name, difference, terminal.layout));
                }
            }
            Err((source, problems)) => {
                tally.unreadable += 1;
                for problem in &problems {
                    terminal.draw(problem, &[&source]);
                }
            }
        }
    }
    terminal.write(&check::summary(&tally));
    Ok(if tally.unreadable > 0 {
        Exit::Failed
    } else if tally.different > 0 {
        Exit::Found
    } else {
        Exit::Done
    })
}
