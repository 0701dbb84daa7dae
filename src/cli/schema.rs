//! `lexcheck schema`: what editors and programs need to know.

use super::Exit;
use super::load::Rules;
use super::terminal::Terminal;
use lexcheck::report::{check, coverage, json};
use lexcheck::schema;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Of what.
    #[arg(value_enum)]
    of: Of,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Of {
    /// Scenarios, under the rules of this call.
    Scenario,
    /// Doctrine files.
    Rules,
    /// Machine-readable reports.
    Report,
    /// The results of `check --format json`.
    Check,
    /// A line of `check --format jsonl`.
    CheckLine,
    /// What `check --coverage` writes as JSON.
    Coverage,
}

pub(super) fn run(arguments: &Arguments, rules: &Rules, terminal: &mut Terminal) -> Exit {
    terminal.write(&match arguments.of {
        Of::Scenario => schema::scenario(&rules.rulebook),
        Of::Rules => schema::doctrine(),
        Of::Report => json::schema(),
        Of::Check => check::json::schema(),
        Of::CheckLine => check::json::line_schema(),
        Of::Coverage => coverage::schema(),
    });
    Exit::Done
}
