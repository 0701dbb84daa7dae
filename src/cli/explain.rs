//! `lexcheck explain`: one finding as a whole argument.

use super::Exit;
use super::load::{Rules, in_words, scenario};
use super::terminal::Terminal;
use lexcheck::evaluate::evaluate;
use lexcheck::report::{Report, Selection, tree};
use std::path::PathBuf;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The scenario; `-` reads standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The test: its id, or the end of it; a regime's name means its conclusion.
    #[arg(value_name = "TEST")]
    test: String,
    /// Explain it for this operation only (repeatable).
    #[arg(long, value_name = "OPERATION")]
    operation: Vec<String>,
}

pub(super) fn run(arguments: &Arguments, rules: &Rules, terminal: &mut Terminal) -> Result<Exit, String> {
    let test = rules.rulebook.test_named(&arguments.test).map_err(|problem| in_words(&problem))?;
    let loaded = match scenario(&arguments.file, rules) {
        Ok(loaded) => loaded,
        Err((source, problems)) => {
            for problem in &problems {
                terminal.draw(problem, &[&source]);
            }
            return Ok(Exit::Failed);
        }
    };
    if let Some(wrong) = arguments.operation.iter().find_map(|name| loaded.no_operation(name)) {
        return Err(wrong);
    }
    let selection = Selection { operations: arguments.operation.clone(), not_applicable: true, ..Selection::default() };
    let mut assessment = evaluate(&rules.rulebook, &loaded.case);
    let report = Report::of(&loaded.source.name, &loaded.scenario, &mut assessment, &selection);
    terminal.write(&tree::write(&report, &rules.rulebook.test(test).id, terminal.layout));
    Ok(Exit::Done)
}
