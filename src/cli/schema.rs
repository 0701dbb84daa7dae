//! `lexcheck schema`: what editors and programs need to know.

use super::Exit;
use super::load::Rules;
use super::terminal::Terminal;
use lexcheck::report::{coverage, json};
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
    /// What `check --coverage` writes as JSON.
    Coverage,
}

pub(super) fn run(arguments: &Arguments, rules: &Rules, terminal: &mut Terminal) -> Exit {
    terminal.write(&match arguments.of {
        Of::Scenario => schema::scenario(&rules.rulebook),
        Of::Rules => schema::doctrine(),
        Of::Report => json::schema(),
        Of::Coverage => coverage::schema(),
    });
    Exit::Done
}
