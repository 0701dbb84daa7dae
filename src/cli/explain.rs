//! `lexcheck explain`: one finding as a whole argument.

use super::Exit;
use super::load::{Rules, scenario};
use super::terminal::Terminal;
use lexcheck::evaluate::{Assessment, evaluate};
use lexcheck::outcome::Outcome;
use lexcheck::problem::{Problem, one_of};
use lexcheck::report::{Report, Selection, tree};
use lexcheck::rulebook::{Rulebook, TestId};
use std::path::PathBuf;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The scenario; `-` reads standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The test: its id, or the end of it, if only one of that name arises here; a regime's name
    /// means its conclusion.
    #[arg(value_name = "TEST")]
    test: String,
    /// Explain it for this operation only (repeatable).
    #[arg(long, value_name = "OPERATION")]
    operation: Vec<String>,
    /// Explain it for this variation of the story: a name under `cases:`.
    #[arg(long, value_name = "NAME")]
    case: Option<String>,
}

pub(super) fn run(arguments: &Arguments, rules: &Rules, terminal: &mut Terminal) -> Result<Exit, String> {
    let named = named(&rules.rulebook, &arguments.test).map_err(|problem| problem.in_words())?;
    let loaded = match scenario(&arguments.file, arguments.case.as_deref(), rules) {
        Ok(loaded) => loaded,
        Err((source, problems)) => {
            for problem in &problems {
                terminal.draw(problem, &[&source]);
            }
            return Ok(Exit::Failed);
        }
    };
    if let Some(wrong) = arguments.operation.iter().find_map(|name| loaded.no_operation(name)) {
        return Err(format!("{}: {}", loaded.source.name, wrong.in_words()));
    }
    let selection = Selection { operations: arguments.operation.clone(), not_applicable: true, ..Selection::default() };
    let mut assessment = evaluate(&rules.rulebook, &loaded.case);
    let test = meant(&mut assessment, named, &arguments.test).map_err(|problem| problem.in_words())?;
    let report = Report::of(&loaded.source.name, &loaded.scenario, &mut assessment, &selection);
    terminal.write(&tree::write(&report, &rules.rulebook.test(test).id, terminal.layout));
    Ok(Exit::Done)
}

/// The tests that a name may mean.
fn named(rulebook: &Rulebook, name: &str) -> Result<Vec<TestId>, Problem> {
    match rulebook.names.tests.get(name) {
        Some(exact) => Ok(vec![*exact]),
        None => rulebook.tests_named(name),
    }
}

/// The one of them that arises in the scenario.
fn meant(assessment: &mut Assessment<'_>, named: Vec<TestId>, name: &str) -> Result<TestId, Problem> {
    if let [only] = named.as_slice() {
        return Ok(*only);
    }
    let operations = 0..assessment.case.operations.len();
    let mut arises =
        |test: &TestId| operations.clone().any(|one| assessment.outcome(one, *test) != Outcome::NotApplicable);
    let arising: Vec<TestId> = named.iter().copied().filter(|test| arises(test)).collect();
    if let [only] = arising.as_slice() {
        return Ok(*only);
    }
    let fits = if arising.is_empty() { named } else { arising };
    let rulebook = assessment.rulebook;
    let fits = one_of(fits.iter().map(|id| rulebook.test(*id).id.as_str()));
    Err(Problem::Ambiguous { name: name.to_owned(), fits })
}
