//! The rulebook of this call, and the readings asked for on the command line.

use super::{Common, input};
use lexcheck::diagnostic::{Diagnostic, told};
use lexcheck::embedded;
use lexcheck::facts::{self, Case, Settings};
use lexcheck::fields::Text;
use lexcheck::problem::{Noun, Problem, nearest};
use lexcheck::rulebook::resolve::{self, choose};
use lexcheck::rulebook::{PositionId, Rulebook};
use lexcheck::scenario::{self, Scenario};
use lexcheck::source::Source;
use std::path::{Path, PathBuf};

/// The rules with the settings of this call.
pub(super) struct Rules {
    pub(super) rulebook: Rulebook,
    pub(super) settings: Settings,
    /// The folder they were read from, if it is not the program that carries them.
    pub(super) folder: Option<PathBuf>,
}

/// Loads the rules: those the program carries, with or without their examples, or a folder of them.
pub(super) fn load(common: &Common, examples: bool) -> Result<Rules, String> {
    let rulebook = match &common.rules {
        None if examples => embedded::rulebook_with_examples().map_err(|mixed| mixed.to_string())?,
        None => embedded::rulebook().map_err(|mixed| mixed.to_string())?,
        Some(folder) => read(folder)?,
    };
    let readings = readings(&rulebook, common)?;
    let settings = Settings {
        assume: !common.assume_nothing,
        readings,
        scenario_readings: !common.open_readings,
        as_of: common.as_of.clone(),
    };
    Ok(Rules { rulebook, settings, folder: common.rules.clone() })
}

fn read(folder: &Path) -> Result<Rulebook, String> {
    let files = input::expand(&[folder.to_owned()]);
    if files.is_empty() {
        return Err(format!("no rules in {}", folder.display()));
    }
    let mut sources = Vec::with_capacity(files.len());
    for file in files {
        sources.push(input::read(&file).map_err(|(source, problem)| drawn(vec![problem], &[source]))?);
    }
    let rulebook = resolve::load(&sources).map_err(|problems| drawn(problems, &sources))?;
    let problems = facts::check_examples(&rulebook);
    if problems.is_empty() { Ok(rulebook) } else { Err(drawn(problems, &sources)) }
}

fn drawn(problems: Vec<Diagnostic>, sources: &[Source]) -> String {
    let sources: Vec<&Source> = sources.iter().collect();
    let drawn: Vec<String> = told(problems).iter().map(|problem| problem.draw(&sources, false)).collect();
    format!("the rules cannot be used\n\n{}", drawn.join("\n\n"))
}

fn readings(rulebook: &Rulebook, common: &Common) -> Result<Vec<(PositionId, u32)>, String> {
    let mut chosen = Vec::new();
    for name in &common.readings {
        chosen.extend_from_slice(facts::set(rulebook, name).map_err(|problem| in_words(&problem))?);
    }
    for choice in &common.reading {
        let Some((position, reading)) = choice.split_once('=') else {
            return Err(format!("`--reading {choice}` lacks a `=`: write `--reading POSITION=NAME`"));
        };
        let text = |text: &str| Text { text: text.trim().to_owned(), ..Text::default() };
        let one = choose(rulebook, &text(position), &text(reading), None);
        chosen.push(one.map_err(|problem| in_words(&problem.problem))?);
    }
    Ok(chosen)
}

/// A problem with something typed on the command line.
pub(super) fn in_words(problem: &lexcheck::problem::Problem) -> String {
    match problem.help() {
        Some(help) => format!("{problem}\nhelp: {help}"),
        None => problem.to_string(),
    }
}

/// A scenario that was read, with its text.
pub(super) struct Loaded {
    pub(super) source: Source,
    pub(super) scenario: Scenario,
    pub(super) case: Case,
}

impl Loaded {
    /// What to say of an operation's name that the scenario does not have.
    pub(super) fn no_operation(&self, name: &str) -> Option<String> {
        let keys = || self.scenario.operations.iter().map(|operation| operation.key.text.as_str());
        if keys().any(|key| key == name) {
            return None;
        }
        let problem = Problem::Unknown { noun: Noun::Operation, name: name.to_owned(), nearest: nearest(name, keys()) };
        Some(format!("{}: {}", self.source.name, in_words(&problem)))
    }
}

/// Reads a scenario and holds it against the rules, or says what is wrong with it.
pub(super) fn scenario(path: &Path, rules: &Rules) -> Result<Loaded, (Source, Vec<Diagnostic>)> {
    let source = input::read(path).map_err(|(source, problem)| (source, vec![problem]))?;
    let mut problems = Vec::new();
    let scenario = scenario::read(&source, 0, &mut problems);
    let misshapen = !problems.is_empty();
    match scenario.map(|scenario| (Case::of(&scenario, &rules.rulebook, &rules.settings), scenario)) {
        Some((Ok(case), scenario)) if !misshapen => return Ok(Loaded { source, scenario, case }),
        Some((Err(found), _)) => {
            // A part that could not be read would seem to name nobody.
            let consequence =
                |one: &Diagnostic| matches!(one.problem, Problem::Unknown { noun: Noun::Party | Noun::Operation, .. });
            problems.extend(found.into_iter().filter(|one| !(misshapen && consequence(one))));
        }
        _ => {}
    }
    Err((source, told(problems)))
}
