//! `lexcheck assess`: which tests each operation meets or fails, and why.

use super::Exit;
use super::load::{Rules, in_words, scenario};
use super::terminal::Terminal;
use lexcheck::evaluate::evaluate;
use lexcheck::explain::Extent;
use lexcheck::finding::Finding;
use lexcheck::outcome::Outcome;
use lexcheck::report::json::{self, Document};
use lexcheck::report::text::{self, Depth};
use lexcheck::report::{Report, Selection};
use lexcheck::rule::Kind;
use std::path::PathBuf;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Scenarios to assess; `-` reads standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Report only this regime, doctrine or test (repeatable).
    #[arg(long, value_name = "REGIME|DOCTRINE|TEST")]
    only: Vec<String>,
    /// Report only this operation (repeatable).
    #[arg(long, value_name = "OPERATION")]
    operation: Vec<String>,
    /// Assess this variation of the story instead: a name under `cases:`.
    #[arg(long, value_name = "NAME")]
    case: Option<String>,
    /// How much to show: 0 conclusions, 1 what failed or is open, 2 every applicable test, 3 all tests.
    ///
    /// JSON has every applicable test at any depth; from 2 on also what each reading of an
    /// unsettled point would need where facts are missing, and at 3 the tests that do not apply.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(0..=3))]
    depth: u8,
    /// The same as `--depth 2`.
    #[arg(long, conflicts_with = "depth")]
    all: bool,
    /// The form of the report.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Exit with 1 if a requirement or a regime's conclusion comes out so (repeatable).
    #[arg(long, value_enum, value_name = "OUTCOME")]
    fail_on: Vec<FailOn>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For programs; `schemas/report.json` describes it.
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum FailOn {
    /// Not met.
    Breach,
    /// Two readings differ.
    Contested,
    /// Facts are missing.
    Undetermined,
}

impl FailOn {
    fn fits(self, finding: &Finding) -> bool {
        let weighty = finding.kind == Kind::Requirement || finding.test.ends_with(".conclusion.lawful");
        weighty
            && match self {
                Self::Breach => finding.outcome == Outcome::NotMet,
                Self::Contested => finding.outcome == Outcome::Contested && !finding.no_breach_either_way,
                Self::Undetermined => finding.outcome == Outcome::Undetermined,
            }
    }
}

pub(super) fn run(arguments: &Arguments, rules: &Rules, terminal: &mut Terminal) -> Result<Exit, String> {
    let mut tests = Vec::new();
    for name in &arguments.only {
        tests.extend(rules.rulebook.tests_named(name).map_err(|problem| in_words(&problem))?);
    }
    let depth = match arguments.depth {
        _ if arguments.all => Depth::Full,
        0 => Depth::Conclusions,
        1 => Depth::Short,
        2 => Depth::Full,
        _ => Depth::All,
    };
    let depth = if tests.is_empty() { depth } else { depth.max(Depth::Full) };
    let selection = Selection {
        // Asked for by name, tests are shown even when they do not apply.
        not_applicable: depth == Depth::All || !tests.is_empty(),
        extent: match (depth, arguments.format) {
            (Depth::Full | Depth::All, _) => Extent::Whole,
            (_, Format::Json) => Extent::Most,
            (_, Format::Text) => Extent::Short,
        },
        tests,
        operations: arguments.operation.clone(),
    };
    let mut exit = Exit::Done;
    let mut reports = Vec::new();
    let mut problems = Vec::new();
    for (index, path) in arguments.files.iter().enumerate() {
        if terminal.is_closed() {
            break;
        }
        let loaded = match scenario(path, arguments.case.as_deref(), rules) {
            Ok(loaded) => loaded,
            Err((source, found)) => {
                exit = Exit::Failed;
                for problem in &found {
                    match arguments.format {
                        Format::Text => terminal.draw(problem, &[&source]),
                        Format::Json => problems.push(json::Problem::of(problem, &source)),
                    }
                }
                continue;
            }
        };
        for wrong in arguments.operation.iter().filter_map(|name| loaded.no_operation(name)) {
            terminal.complain(&wrong);
            exit = Exit::Failed;
        }
        let mut assessment = evaluate(&rules.rulebook, &loaded.case);
        let report = Report::of(&loaded.source.name, &loaded.scenario, &mut assessment, &selection);
        if report.operations.is_empty() {
            continue; // none of those named is there, which was said
        }
        let fails = |finding: &Finding| arguments.fail_on.iter().any(|on| on.fits(finding));
        if report.findings().any(|(_, finding)| fails(finding)) {
            exit = exit.max(Exit::Found);
        }
        match arguments.format {
            Format::Text => {
                let gap = if index > 0 { "\n" } else { "" };
                terminal.write(&format!("{gap}{}", text::write(&report, depth, terminal.layout)));
                terminal.write(&text::variations(&loaded.cases, terminal.layout));
            }
            Format::Json => reports.push(report),
        }
    }
    if arguments.format == Format::Json {
        terminal.write(&Document::new(reports, problems).write());
    }
    Ok(exit)
}
