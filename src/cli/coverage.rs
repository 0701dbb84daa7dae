//! `lexcheck check --coverage`: what of the rules the scenarios exercise.

use super::Exit;
use super::load::Rules;
use super::terminal::Terminal;
use lexcheck::library::coverage::{Coverage, Exercised, Plan};
use lexcheck::report::check::End;
use lexcheck::report::coverage::{Checked, Document, lcov, percent, text};
use std::path::PathBuf;

#[derive(clap::Args)]
// Its group would be called as that of `check` is.
#[group(skip)]
pub(super) struct Arguments {
    /// Say what of the rules the scenarios exercise: `--coverage` after the summary, or `--coverage=FORM:FILE` into a
    /// file, FORM being text, json or lcov (repeatable).
    #[arg(long, value_name = "FORM:FILE", num_args = 0..=1, default_missing_value = "text", require_equals = true)]
    #[arg(value_parser = wanted)]
    coverage: Vec<Wanted>,
    /// Exit with 1 if expectations exercise less than this percentage.
    #[arg(long, value_name = "PERCENT", value_parser = threshold)]
    coverage_threshold: Option<f64>,
    /// Ask coverage only of these rules (repeatable).
    #[arg(long, value_name = "REGIME|DOCTRINE|TEST")]
    coverage_of: Vec<String>,
}

#[derive(Clone)]
struct Wanted {
    form: Form,
    /// Standard output, when absent.
    file: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Json,
    Lcov,
}

fn wanted(written: &str) -> Result<Wanted, String> {
    let (form, file) = written.split_once(':').map_or((written, None), |(form, file)| (form, Some(file)));
    let form = match form {
        "text" => Form::Text,
        "json" => Form::Json,
        "lcov" => Form::Lcov,
        _ => return Err("the forms are text, json and lcov, as `--coverage=lcov:coverage.info`".into()),
    };
    let file = file.filter(|file| !file.is_empty()).map(PathBuf::from);
    if file.is_none() && (form != Form::Text || written.contains(':')) {
        return Err("name a file for it, as `--coverage=json:coverage.json`".into());
    }
    Ok(Wanted { form, file })
}

fn threshold(written: &str) -> Result<f64, String> {
    let number: Option<f64> = written.trim_end_matches(['%', ' ']).parse().ok();
    number.filter(|number| (0.0..=100.0).contains(number)).ok_or_else(|| "write a percentage from 0 to 100".into())
}

/// What there is to exercise, if that is asked for.
pub(super) fn plan(arguments: &Arguments, rules: &Rules) -> Result<Option<Plan>, String> {
    if arguments.coverage.is_empty() && arguments.coverage_threshold.is_none() {
        if let Some(name) = arguments.coverage_of.first() {
            return Err(format!("`--coverage-of {name}` needs `--coverage` or `--coverage-threshold`"));
        }
        return Ok(None);
    }
    let rulebook = &rules.rulebook;
    let mut tests = Vec::new();
    for name in &arguments.coverage_of {
        tests.extend(rulebook.tests_named(name).map_err(|problem| problem.in_words())?);
    }
    if arguments.coverage_of.is_empty() {
        tests.extend(rulebook.test_ids());
    }
    Ok(Some(Plan::of(rulebook, &tests)))
}

/// What is counted while scenarios are checked.
pub(super) struct Counting<'a> {
    arguments: &'a Arguments,
    rules: &'a Rules,
    plan: &'a Plan,
    coverage: Coverage,
}

impl<'a> Counting<'a> {
    /// Nothing yet.
    pub(super) fn of(arguments: &'a Arguments, rules: &'a Rules, plan: &'a Plan) -> Self {
        Self { arguments, rules, plan, coverage: Coverage::of(plan) }
    }

    /// Counts what a file exercised.
    pub(super) fn add(&mut self, exercised: &Exercised) {
        self.coverage.add(exercised);
    }

    /// Writes what was counted, and says whether it is enough.
    pub(super) fn end(&self, end: &End, terminal: &mut Terminal) -> Result<Exit, String> {
        let checked = Checked {
            scenarios: end.tally.scenarios,
            held: end.tally.held,
            unreadable: end.tally.unreadable,
            left_out: end.left_out,
        };
        let folder = self.rules.folder.as_ref().map_or("rules".into(), |folder| folder.to_string_lossy());
        let folder = folder.trim_end_matches('/');
        let document = Document::of(&self.rules.rulebook, folder, self.plan, &self.coverage, checked);
        let enough = self.arguments.coverage_threshold.is_none_or(|threshold| document.total.is_at_least(threshold));
        // A threshold that is missed and a list that is not shown would leave its reader guessing.
        if self.arguments.coverage.is_empty() && !enough {
            terminal.write(&format!("\n{}", text::write(&document, terminal.layout)));
        }
        for Wanted { form, file } in &self.arguments.coverage {
            let text = match form {
                Form::Text if file.is_none() => format!("\n{}", text::write(&document, terminal.layout)),
                Form::Text => text::write(&document, lexcheck::report::page::Layout::default()),
                Form::Json => document.write(),
                Form::Lcov => lcov::write(&document),
            };
            match file {
                None => terminal.write(&text),
                Some(file) => std::fs::write(file, text)
                    .map_err(|error| format!("cannot write the coverage to {}: {error}", file.display()))?,
            }
        }
        let Some(threshold) = self.arguments.coverage_threshold.filter(|_| !enough) else { return Ok(Exit::Done) };
        let share = percent(document.total.exercised, document.total.points);
        terminal.complain(&format!("coverage is {share}, and {threshold} % is asked for"));
        Ok(Exit::Found)
    }
}
