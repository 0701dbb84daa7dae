//! `lexcheck assess`: which tests each operation meets or fails, and why.

use super::lines::Line;
use super::load::{Loaded, Rules, scenario, scenario_of};
use super::terminal::Terminal;
use super::{Exit, filter};
use lexcheck::diagnostic::Diagnostic;
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
    /// With `--format jsonl`: how many scenarios to assess at once; as many as there are processors, when absent.
    #[arg(long, short, value_name = "N")]
    jobs: Option<usize>,
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
    /// For pipelines: one JSON scenario a line in (a YAML file is one scenario), what `json` writes of it on one line out.
    Jsonl,
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
        tests.extend(rules.rulebook.tests_named(name).map_err(|problem| problem.in_words())?);
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
            (_, Format::Json | Format::Jsonl) => Extent::Most,
            (_, Format::Text) => Extent::Short,
        },
        tests,
        operations: arguments.operation.clone(),
    };
    if arguments.format == Format::Jsonl {
        let assess = |line| assess(line, arguments, rules, &selection);
        return filter::run(&arguments.files, arguments.jobs, &assess, terminal);
    }
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
                if arguments.format == Format::Text {
                    for problem in &found {
                        terminal.draw(problem, &[&source]);
                    }
                } else {
                    problems.extend(found.iter().map(|problem| json::Problem::of(problem, &source)));
                }
                continue;
            }
        };
        for wrong in arguments.operation.iter().filter_map(|name| loaded.no_operation(name)) {
            terminal.complain(&format!("{}: {}", loaded.source.name, wrong.in_words()));
            exit = Exit::Failed;
        }
        let Some((report, found)) = report(&loaded, arguments, rules, &selection) else { continue };
        exit = exit.max(found);
        if arguments.format == Format::Text {
            let gap = if index > 0 { "\n" } else { "" };
            if let Some(newer) = loaded.case.newer_rulebook() {
                terminal.warn(newer, &[&loaded.source]);
            }
            terminal.write(&format!("{gap}{}", text::write(&report, depth, terminal.layout)));
            terminal.write(&text::variations(&loaded.cases, terminal.layout));
        } else {
            reports.push(report);
        }
    }
    if arguments.format == Format::Json {
        terminal.write(&Document::new(reports, problems).write());
    }
    Ok(exit)
}

/// What is found about a scenario and whether that is what the caller fails on; none, where it has none of the
/// operations that are asked for.
fn report(loaded: &Loaded, arguments: &Arguments, rules: &Rules, selection: &Selection) -> Option<(Report, Exit)> {
    let mut assessment = evaluate(&rules.rulebook, &loaded.case);
    let report = Report::of(&loaded.source.name, &loaded.scenario, &mut assessment, selection);
    let fails = |finding: &Finding| arguments.fail_on.iter().any(|on| on.fits(finding));
    let found = report.findings().any(|(_, finding)| fails(finding));
    (!report.operations.is_empty()).then_some((report, if found { Exit::Found } else { Exit::Done }))
}

/// What assessing one scenario of many came to.
pub(super) struct Assessed {
    /// What was found.
    pub(super) report: Option<Report>,
    /// What is wrong with the scenario, or with what is asked of it.
    pub(super) problems: Vec<json::Problem>,
    /// How that ends the program.
    pub(super) exit: Exit,
}

fn assess(line: Line, arguments: &Arguments, rules: &Rules, selection: &Selection) -> Assessed {
    let loaded = line
        .map_err(|(source, problem)| (source, vec![problem]))
        .and_then(|source| scenario_of(source, arguments.case.as_deref(), rules));
    let loaded = match loaded {
        Ok(loaded) => loaded,
        Err((source, found)) => {
            let problems = found.iter().map(|problem| json::Problem::of(problem, &source)).collect();
            return Assessed { report: None, problems, exit: Exit::Failed };
        }
    };
    let absent = arguments.operation.iter().filter_map(|name| loaded.no_operation(name));
    let problems: Vec<json::Problem> =
        absent.map(|problem| json::Problem::of(&Diagnostic::whole(problem), &loaded.source)).collect();
    let (report, found) = report(&loaded, arguments, rules, selection).unzip();
    let exit = if problems.is_empty() { found.unwrap_or(Exit::Done) } else { Exit::Failed };
    Assessed { report, problems, exit }
}
