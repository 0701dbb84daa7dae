//! `lexcheck check`: scenarios against what their authors expect of the law.

use super::coverage::{self, Counting};
use super::input::{self, Found};
use super::load::Rules;
use super::output::{self, Output, Outputs};
use super::terminal::Terminal;
use super::{Exit, interrupt};
use lexcheck::diagnostic::Diagnostic;
use lexcheck::evaluate::Assessment;
use lexcheck::library::coverage::{Exercised, Plan};
use lexcheck::library::{self, Checked, Compared, Filter, Tally};
use lexcheck::problem::Problem;
use lexcheck::report::check::End;
use lexcheck::source::Source;
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
    /// The form of the results, and the file it goes to (repeatable): text, json, jsonl, junit, sarif, github or
    /// markdown. One of them can go to standard output; text does where none is said to.
    #[arg(long, value_name = "FORMAT[=FILE]")]
    format: Vec<Output>,
    /// Where `rules handbook --format html` is published: sarif links each test to its place there.
    #[arg(long, value_name = "URL", value_parser = output::address)]
    handbook: Option<String>,
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
    let mut outputs = Outputs::open(&arguments.format, arguments.handbook.as_deref(), &found, rules, terminal)?;
    let mut tally = Tally::default();
    let mut newer = Newer::default();
    let mut counting = Counting::begin(&arguments.coverage, rules)?;
    'all: for batch in found.chunks(BATCH) {
        let plan = counting.as_ref().map(|counting| &counting.plan);
        // Ctrl-C waits for the files that are being checked, not for the batch.
        let check = |one| (!interrupted()).then(|| check(one, rules, &filter, plan));
        let batch: Vec<Option<(Checked, Exercised)>> = pool.install(|| batch.par_iter().map(check).collect());
        for one in batch {
            let Some((checked, exercised)) = one else { break 'all };
            tally.add(&checked);
            newer.add(&checked);
            if let Some(counting) = &mut counting {
                counting.add(&exercised);
            }
            progress.inc(1);
            progress.suspend(|| outputs.file(&checked, terminal));
            let stop = arguments.fail_fast && !tally.passed();
            if stop || outputs.is_closed(terminal) {
                break 'all;
            }
        }
        terminal.hand_over();
    }
    progress.finish_and_clear();
    newer.tell(terminal);
    let end = End { tally, left_out: found.len() - tally.files };
    let written = outputs.end(&end, terminal);
    let coverage = counting.map_or(Ok(Exit::Done), |counting| counting.end(&end, terminal))?;
    Ok(match tally {
        _ if interrupted() => Exit::Interrupted,
        _ if !written => Exit::Failed,
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

/// Files written for rules that are newer than these: one warning for all of them.
#[derive(Default)]
struct Newer {
    first: Option<(Diagnostic, Source)>,
    files: usize,
}

impl Newer {
    fn add(&mut self, checked: &Checked) {
        let story = checked.scenarios.as_ref().ok().and_then(|scenarios| scenarios.first());
        let newer = story.and_then(|story| story.other_rulebook.as_ref()).filter(|other| is_newer(&other.problem));
        if let Some(newer) = newer {
            self.files += 1;
            self.first.get_or_insert_with(|| (newer.clone(), checked.source.clone()));
        }
    }

    fn tell(&self, terminal: &mut Terminal) {
        if let Some((first, source)) = &self.first {
            terminal.warn(first, &[source]);
            if self.files > 1 {
                terminal.remark(&format!("{} files were written for newer rules; this is the first", self.files));
            }
        }
    }
}

fn is_newer(problem: &Problem) -> bool {
    matches!(problem, Problem::OtherRulebook { newer: true, .. })
}
