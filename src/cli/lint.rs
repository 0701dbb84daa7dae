//! `lexcheck lint`: what is unwise in scenarios that can be read.

use super::input::Found;
use super::load::Rules;
use super::terminal::Terminal;
use super::{Exit, each};
use lexcheck::diagnostic::Diagnostic;
use lexcheck::lint::{self, Linted, Linter, Severity, Tally};
use lexcheck::report::lint::{drawn, explained, line, list, summary};
use std::path::PathBuf;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Scenarios, or folders of them; `-` reads standard input.
    #[arg(required_unless_present_any = ["explain", "list"], value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Say what a lint finds, why, and what to do instead; by its code or its name.
    #[arg(long, value_name = "CODE")]
    explain: Option<String>,
    /// Name all lints.
    #[arg(long)]
    list: bool,
    /// Tell hints too: matters of taste.
    #[arg(long)]
    hints: bool,
    /// Exit with 1 on any finding that is told, not only on errors.
    #[arg(long)]
    strict: bool,
    /// How findings are written.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Leave out files and folders that match, as `drafts/` or `*.old.yaml` (repeatable).
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<String>,
    /// How many files to look at at once; as many as there are processors, when absent.
    #[arg(long, short, value_name = "N")]
    jobs: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// With the lines of the file, as problems are drawn.
    Text,
    /// One line each: `file:line:column: CODE severity: finding (name)`.
    Lines,
}

pub(super) fn run(arguments: &Arguments, rules: &Rules, terminal: &mut Terminal) -> Result<Exit, String> {
    if arguments.list {
        terminal.write(&list());
    }
    if let Some(word) = &arguments.explain {
        let page = lint::page(word).map_err(|nearest| {
            let help =
                nearest.map_or("`lexcheck lint --list` names all".into(), |one| format!("did you mean `{one}`?"));
            format!("there is no lint `{word}`\nhelp: {help}")
        })?;
        terminal.write(&explained(page, terminal.layout));
    }
    if arguments.paths.is_empty() {
        return Ok(Exit::Done);
    }
    let found = each::scenarios(&arguments.paths, &arguments.exclude)?;
    let linter = Linter::new(&rules.rulebook, &rules.settings);
    let mut tally = Tally::default();
    let mut take = |linted: Linted, terminal: &mut Terminal| {
        tally.add(&linted);
        write(&linted, arguments, terminal);
        !terminal.is_closed()
    };
    let interrupted = each::file(&found, arguments.jobs, terminal, &|one| look(one, &linter), &mut take)?;
    terminal.write(&summary(&tally, found.len() - tally.files, arguments.hints));
    Ok(match tally {
        _ if interrupted => Exit::Interrupted,
        Tally { unreadable: 1.., .. } => Exit::Failed,
        Tally { errors: 1.., .. } => Exit::Found,
        Tally { advice: 1.., .. } if arguments.strict => Exit::Found,
        Tally { hints: 1.., .. } if arguments.strict && arguments.hints => Exit::Found,
        _ => Exit::Done,
    })
}

fn look(found: &Found, linter: &Linter<'_>) -> Linted {
    match found.read() {
        Ok(source) => linter.lint(source),
        Err((source, problem)) => Linted { source, lints: Err::<_, Vec<Diagnostic>>(vec![problem]) },
    }
}

fn write(linted: &Linted, arguments: &Arguments, terminal: &mut Terminal) {
    let source = &linted.source;
    match &linted.lints {
        Err(problems) => problems.iter().for_each(|problem| terminal.draw(problem, &[source])),
        Ok(lints) => {
            let least = if arguments.hints { Severity::Hint } else { Severity::Advice };
            for lint in lints.iter().filter(|lint| lint.page.severity >= least) {
                let text = match arguments.format {
                    Format::Text => drawn(lint, source, terminal.layout.colour) + "\n\n",
                    Format::Lines => line(lint, source),
                };
                terminal.write(&text);
            }
        }
    }
}
