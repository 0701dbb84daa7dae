//! `lexcheck check`: scenarios against what their authors expect of the law.

use super::coverage::{self, Counting};
use super::input::Found;
use super::load::Rules;
use super::output::{self, Output, Outputs};
use super::terminal::Terminal;
use super::{Exit, each};
use lexcheck::diagnostic::Diagnostic;
use lexcheck::evaluate::Assessment;
use lexcheck::library::coverage::{Exercised, Plan};
use lexcheck::library::{self, Checked, Compared, Filter, Tally};
use lexcheck::report::check::End;
use lexcheck::source::Source;
use std::path::PathBuf;

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
    let found = each::scenarios(&arguments.paths, &arguments.exclude)?;
    let filter = Filter { names: arguments.filter.clone() };
    let mut outputs = Outputs::open(&arguments.format, arguments.handbook.as_deref(), &found, rules, terminal)?;
    let mut tally = Tally::default();
    let mut newer = Newer::default();
    let plan = coverage::plan(&arguments.coverage, rules)?;
    let mut counting = plan.as_ref().map(|plan| Counting::of(&arguments.coverage, rules, plan));
    let work = |one: &Found| check(one, rules, &filter, plan.as_ref());
    let mut take = |(checked, exercised): (Checked, Exercised), terminal: &mut Terminal| {
        tally.add(&checked);
        newer.add(&checked);
        if let Some(counting) = &mut counting {
            counting.add(&exercised);
        }
        outputs.file(&checked, terminal);
        let stop = arguments.fail_fast && !tally.passed();
        !stop && !outputs.is_closed(terminal)
    };
    let interrupted = each::file(&found, arguments.jobs, terminal, &work, &mut take)?;
    newer.tell(terminal);
    let end = End { tally, left_out: found.len() - tally.files };
    let written = outputs.end(&end, terminal);
    let coverage = counting.map_or(Ok(Exit::Done), |counting| counting.end(&end, terminal))?;
    Ok(match tally {
        _ if interrupted => Exit::Interrupted,
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
        let newer =
            story.and_then(|story| story.other_rulebook.as_ref()).filter(|other| other.problem.is_of_newer_rules());
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
