//! Arguments, files, terminal, exit codes. Each command is a thin shell over
//! the library: read, assess, write.

mod assess;
mod check;
mod coverage;
mod each;
mod explain;
mod filter;
mod input;
mod interrupt;
mod lines;
mod lint;
mod load;
mod new;
mod output;
mod rules;
mod schema;
mod shell;
mod terminal;

use clap::{Args, CommandFactory, Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;
use terminal::{Terminal, When};

/// Of the program, and of the rules that it carries.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " (rulebook ", env!("LEXCHECK_RULEBOOK"), ")");

/// Checks operations against the international law on the use of force and its neighbours.
#[derive(Parser)]
#[command(name = "lexcheck", version = VERSION, max_term_width = 100)]
#[command(after_help = "Exit status: 0 done; 1 a finding you asked to fail on; 2 something could not be read.\n\
    An unlawful operation is a finding about the scenario, not a failure of the program.")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    common: Common,
}

#[derive(Subcommand)]
enum Command {
    /// Report which legal tests each operation of a scenario meets or fails, and why.
    Assess(assess::Arguments),
    /// Print the whole argument for one finding, down to facts and authorities.
    Explain(explain::Arguments),
    /// Compare scenarios with what their authors expect of the law.
    Check(check::Arguments),
    /// Say what is unwise in scenarios that can be read.
    Lint(lint::Arguments),
    /// Look something up in the rules, check them, or print them as a book.
    Rules(rules::Arguments),
    /// Print a scenario to start from, which asks what some doctrines ask.
    New(new::Arguments),
    /// Print a JSON Schema, with which editors complete and explain what is written.
    Schema(schema::Arguments),
    /// Print what a shell needs to complete the words of a command.
    Completions(shell::Completions),
    /// Write the manual's pages.
    Man(shell::Man),
}

/// What every command takes.
#[derive(Args)]
struct Common {
    /// Read the rules from this folder instead of those the program carries.
    #[arg(long, global = true, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// Take this reading of an unsettled point (repeatable).
    #[arg(long = "reading", global = true, value_name = "POSITION=NAME")]
    reading: Vec<String>,
    /// Take a set of readings: icj, restrictive, expansive … (repeatable; later ones win).
    #[arg(long = "readings", global = true, value_name = "SET")]
    readings: Vec<String>,
    /// Leave open even the readings that the scenario itself takes.
    #[arg(long, global = true)]
    open_readings: bool,
    /// Apply the law of this day, as `2026-03-02`, whatever the date of the operations.
    #[arg(long, global = true, value_name = "DATE", value_parser = date)]
    as_of: Option<String>,
    /// Let silence mean nothing: no fact is assumed.
    #[arg(long, global = true)]
    assume_nothing: bool,
    /// When to use colour. `NO_COLOR` and `CLICOLOR_FORCE` are honoured.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: When,
    /// When to write sentences without columns and symbols, for screen readers and
    /// diffs; `auto` does so in a pipe.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", num_args = 0..=1, default_missing_value = "always", require_equals = true)]
    plain: When,
}

/// Today, as `2026-11-22`, by the clock of this machine (UTC).
fn today() -> String {
    time::OffsetDateTime::now_utc().date().to_string()
}

fn date(text: &str) -> Result<String, String> {
    if lexcheck::term::is_date(text) {
        Ok(text.to_owned())
    } else {
        Err("write it as year-month-day, `2026-03-02`, or less: `2026-03`, `2026`".into())
    }
}

/// How a command ended.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Exit {
    /// Everything asked was done.
    Done = 0,
    /// A finding the caller asked to fail on.
    Found = 1,
    /// Something could not be read or written.
    Failed = 2,
    /// Ctrl-C.
    Interrupted = 130,
}

/// Runs the program.
pub(crate) fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let common = &arguments.common;
    let mut terminal = Terminal::of(common.color, common.plain);
    let result = match &arguments.command {
        Command::Completions(arguments) => Ok(shell::completions(arguments, Arguments::command(), &mut terminal)),
        Command::Man(arguments) => shell::man(arguments, Arguments::command(), &mut terminal),
        _ => with_rules(&arguments, &mut terminal),
    };
    let exit = result.unwrap_or_else(|failure| {
        terminal.complain(&failure);
        Exit::Failed
    });
    ExitCode::from(terminal.flush().unwrap_or(exit) as u8)
}

fn with_rules(arguments: &Arguments, terminal: &mut Terminal) -> Result<Exit, String> {
    let examples = matches!(arguments.command, Command::Rules(_));
    let rules = load::load(&arguments.common, examples)?;
    // They last as long as the program: taking them apart at its end would take as long as a report.
    let rules: &'static load::Rules = Box::leak(Box::new(rules));
    match &arguments.command {
        Command::Assess(arguments) => assess::run(arguments, rules, terminal),
        Command::Explain(arguments) => explain::run(arguments, rules, terminal),
        Command::Check(arguments) => check::run(arguments, rules, terminal),
        Command::Lint(arguments) => lint::run(arguments, rules, terminal),
        Command::Rules(arguments) => rules::run(arguments, rules, terminal),
        Command::New(arguments) => new::run(arguments, rules, terminal),
        Command::Schema(arguments) => Ok(schema::run(arguments, rules, terminal)),
        // They need no rules.
        Command::Completions(_) | Command::Man(_) => Ok(Exit::Done),
    }
}
