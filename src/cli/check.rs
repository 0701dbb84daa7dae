//! `lexcheck check`: scenarios against what their authors expect of the law.

use super::coverage::{self, Counting};
use super::input::{self, Found};
use super::load::Rules;
use super::terminal::Terminal;
use super::{Exit, interrupt};
use lexcheck::diagnostic::Diagnostic;
use lexcheck::evaluate::Assessment;
use lexcheck::library::coverage::{Exercised, Plan};
use lexcheck::library::{self, Checked, Compared, Filter, Tally};
use lexcheck::report::check::text::Text;
use lexcheck::report::check::{End, Form};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::path::PathBuf;

/// So many files are checked at a time and held in memory together.
const BATCH: usize = 256;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Scenarios, or folders of them; `-` reads standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Leave out files and folders that match, as `drafts/` or `*.old.yaml` (repeatable). What `.gitignore` names is
    /// left out anyway.
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<String>,
    /// Compare only expectations in whose name this occurs (repeatable). The name is `file::operation::test`, and
    /// `file::case::operation::test` for a variation.
    #[arg(long, value_name = "TEXT")]
    filter: Vec<String>,
    /// Stop at the first file with a difference or a mistake.
    #[arg(long)]
    fail_fast: bool,
    /// How many files to check at once; as many as there are processors, when absent.
    #[arg(long, short, value_name = "N")]
    jobs: Option<usize>,
    #[command(flatten)]
    coverage: coverage::Arguments,
}

pub(super) fn run(arguments: &Arguments, rules: &Rules, terminal: &mut Terminal) -> Result<Exit, String> {
    let found = input::expand(&arguments.paths, &arguments.exclude)?;
    if found.is_empty() {
        return Err("there is no scenario there".into());
    }
    let filter = Filter { names: arguments.filter.clone() };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(arguments.jobs.unwrap_or(0)).build();
    let pool = pool.map_err(|error| format!("cannot start threads: {error}"))?;
    let interrupted = interrupt::listen();
    let progress = terminal.progress(found.len());
    let mut form = Text::new(terminal.layout);
    terminal.write(&form.begin());
    let mut tally = Tally::default();
    let mut counting = Counting::begin(&arguments.coverage, rules)?;
    'all: for batch in found.chunks(BATCH) {
        let plan = counting.as_ref().map(|counting| &counting.plan);
        let check = |one| check(one, rules, &filter, plan);
        let checked: Vec<(Checked, Exercised)> = pool.install(|| batch.par_iter().map(check).collect());
        for (checked, exercised) in checked {
            tally.add(&checked);
            if let Some(counting) = &mut counting {
                counting.add(&exercised);
            }
            progress.inc(1);
            progress.suspend(|| {
                terminal.write(&form.file(&checked));
                for problem in checked.scenarios.as_ref().err().into_iter().flatten() {
                    terminal.draw(problem, &[&checked.source]);
                }
            });
            let stop = arguments.fail_fast && !tally.passed();
            if stop || terminal.is_closed() || interrupted() {
                break 'all;
            }
        }
    }
    progress.finish_and_clear();
    let end = End { tally, left_out: found.len() - tally.files };
    terminal.write(&form.end(&end));
    let coverage = counting.map_or(Ok(Exit::Done), |counting| counting.end(&end, terminal))?;
    Ok(match tally {
        _ if interrupted() => Exit::Interrupted,
        Tally { unreadable: 1.., .. } => Exit::Failed,
        Tally { different: 1.., .. } => Exit::Found,
        _ => coverage,
    })
}

/// Checks a file and, if there is a plan, says what it exercises of it.
fn check(found: &Found, rules: &Rules, filter: &Filter, plan: Option<&Plan>) -> (Checked, Exercised) {
    let mut exercised = Exercised::default();
    let mut look = |assessment: &mut Assessment<'_>, compared: &Compared| {
        if let Some(plan) = plan {
            plan.exercise(assessment, compared, &mut exercised);
        }
    };
    let checked = match found.read() {
        Ok(source) => library::check_and_look(source, &rules.rulebook, &rules.settings, filter, &mut look),
        Err((source, problem)) => Checked { source, scenarios: Err::<_, Vec<Diagnostic>>(vec![problem]) },
    };
    (checked, exercised)
}
