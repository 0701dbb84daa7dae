//! `lexcheck check`: scenarios against what their authors expect of the law.

use super::input::{self, Found};
use super::load::Rules;
use super::terminal::Terminal;
use super::{Exit, interrupt};
use lexcheck::diagnostic::Diagnostic;
use lexcheck::library::{self, Checked, Filter, Tally};
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
    'all: for batch in found.chunks(BATCH) {
        // Ctrl-C waits for the files that are being checked, not for the batch.
        let check = |one| (!interrupted()).then(|| check(one, rules, &filter));
        let batch: Vec<Option<Checked>> = pool.install(|| batch.par_iter().map(check).collect());
        for checked in batch {
            let Some(checked) = checked else { break 'all };
            tally.add(&checked);
            progress.inc(1);
            progress.suspend(|| {
                terminal.write(&form.file(&checked));
                for problem in checked.scenarios.as_ref().err().into_iter().flatten() {
                    terminal.draw(problem, &[&checked.source]);
                }
            });
            let stop = arguments.fail_fast && !tally.passed();
            if stop || terminal.is_closed() {
                break 'all;
            }
        }
        terminal.hand_over();
    }
    progress.finish_and_clear();
    terminal.write(&form.end(&End { tally, left_out: found.len() - tally.files }));
    Ok(match tally {
        _ if interrupted() => Exit::Interrupted,
        Tally { unreadable: 1.., .. } => Exit::Failed,
        Tally { different: 1.., .. } => Exit::Found,
        _ => Exit::Done,
    })
}

fn check(found: &Found, rules: &Rules, filter: &Filter) -> Checked {
    match found.read() {
        Ok(source) => library::check(source, &rules.rulebook, &rules.settings, filter),
        Err((source, problem)) => Checked { source, scenarios: Err::<_, Vec<Diagnostic>>(vec![problem]) },
    }
}
