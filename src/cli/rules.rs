//! `lexcheck rules`: the rules themselves.

use super::load::Rules;
use super::terminal::Terminal;
use super::{Exit, input};
use lexcheck::casebook::Casebook;
use lexcheck::report::rules;
use lexcheck::rulebook::{Rulebook, TestId};
use lexcheck::{advice, embedded, handbook, scenario};
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// Take the scenarios of this folder as those that put the rules to use; without it, those of
    /// the folder `scenarios` beside `--rules DIR`, or those the program carries.
    #[arg(long, global = true, value_name = "DIR")]
    scenarios: Option<PathBuf>,
}

#[derive(clap::Subcommand)]
enum Command {
    /// List tests: all, or those of a regime or doctrine.
    List {
        /// Regimes, doctrines or tests; all, when none is named.
        #[arg(value_name = "REGIME|DOCTRINE")]
        names: Vec<String>,
        /// Only tests that rest on this source: its key, as `rules search` finds it.
        #[arg(long, value_name = "AUTHORITY")]
        authority: Option<String>,
    },
    /// Show a test, fact, position, authority, doctrine or reading set whole.
    Show {
        /// Its name, or the end of it.
        #[arg(required = true, value_name = "NAME")]
        names: Vec<String>,
    },
    /// Run every example, and say what is wrong or unwise; exits with 1 if anything is wrong.
    Check,
    /// Print the rules as one book.
    Handbook {
        /// The form of the book.
        #[arg(long, value_enum, default_value = "markdown")]
        format: Form,
    },
    /// Find tests, facts, unsettled points and sources that speak of all these words.
    Search {
        /// The words.
        #[arg(required = true, value_name = "WORD")]
        words: Vec<String>,
        /// List everything found, and not the best only.
        #[arg(long)]
        all: bool,
    },
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Form {
    /// One page of Markdown.
    Markdown,
    /// One page of HTML that needs nothing else.
    Html,
}

pub(super) fn run(arguments: &Arguments, rules: &Rules, terminal: &mut Terminal) -> Result<Exit, String> {
    let rulebook = &rules.rulebook;
    match &arguments.command {
        Command::List { names, authority } => {
            let mut tests: Vec<TestId> = rulebook.test_ids().collect();
            if !names.is_empty() {
                let mut named = Vec::new();
                for name in names {
                    named.extend(rulebook.tests_named(name).map_err(|problem| problem.in_words())?);
                }
                tests.retain(|test| named.contains(test));
            }
            if let Some(key) = authority {
                let source = rulebook.names.authority(key).map_err(|problem| problem.in_words())?;
                let resting = rulebook.resting_on(source);
                tests.retain(|test| resting.contains(test));
            }
            terminal.write(&rules::list(rulebook, &tests, terminal.layout));
        }
        Command::Show { names } => {
            let casebook = casebook(arguments, rules, terminal)?;
            for (index, name) in names.iter().enumerate() {
                let entry = rulebook.entry(name).map_err(|problem| problem.in_words())?;
                let gap = if index > 0 { "\n" } else { "" };
                terminal.write(&format!("{gap}{}", rules::show(rulebook, &casebook, entry, terminal.layout)));
            }
        }
        Command::Check => return Ok(check(rulebook, &casebook(arguments, rules, terminal)?, terminal)),
        Command::Handbook { format } => {
            let casebook = casebook(arguments, rules, terminal)?;
            terminal.write(&match format {
                Form::Markdown => handbook::markdown(rulebook, &casebook),
                Form::Html => handbook::html(rulebook, &casebook),
            });
        }
        Command::Search { words, all } => {
            const BEST: usize = 8;
            let found = rulebook.search(words);
            if found.is_empty() {
                return Err(format!(
                    "nothing in the rules speaks of `{}`\nhelp: try fewer words, or another form of them",
                    words.join(" ")
                ));
            }
            let most = if *all { usize::MAX } else { BEST };
            terminal.write(&rules::found(rulebook, &found, most, terminal.layout));
        }
    }
    Ok(Exit::Done)
}

/// What the loader refuses was said before this: what is left are examples and advice.
fn check(rulebook: &Rulebook, casebook: &Casebook, terminal: &mut Terminal) -> Exit {
    let exercise = advice::exercise(rulebook);
    let advice = advice::advice(rulebook, casebook, &super::today());
    terminal.write(&rules::checked(rulebook, &exercise, &advice, terminal.layout));
    terminal.write(&rules::put_to_use(casebook, terminal.layout));
    if exercise.failed.is_empty() { Exit::Done } else { Exit::Found }
}

/// The scenarios that put the rules to use.
fn casebook(arguments: &Arguments, rules: &Rules, terminal: &mut Terminal) -> Result<Casebook, String> {
    let beside = || rules.folder.as_deref().map(beside).filter(|folder| folder.is_dir());
    let Some(folder) = arguments.scenarios.clone().or_else(beside) else {
        return embedded::casebook().map_err(|mixed| mixed.to_string());
    };
    let mut casebook = Casebook::default();
    for found in input::expand(std::slice::from_ref(&folder), &[])? {
        let source = found.read().unwrap_or_else(|(source, _)| source);
        match scenario::parse(&source, 0) {
            Ok(scenario) => casebook.add(&source.name, &scenario),
            Err(_) => terminal.complain(&format!("{} cannot be read: `lexcheck check` says why", source.name)),
        }
    }
    if casebook.uses.is_empty() {
        return Err(format!("no scenario in {} expects anything", folder.display()));
    }
    Ok(casebook)
}

/// The folder `scenarios` in the same place as a folder of rules.
fn beside(rules: &Path) -> PathBuf {
    match rules.file_name() {
        Some(_) => rules.with_file_name("scenarios"),
        None => rules.join("../scenarios"),
    }
}
