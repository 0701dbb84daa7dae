//! The rulebook of this call, and the readings asked for on the command line.

use super::{Common, input};
use lexcheck::diagnostic::{Diagnostic, told};
use lexcheck::embedded;
use lexcheck::facts::{self, Case, Settings};
use lexcheck::fields::Text;
use lexcheck::library;
use lexcheck::problem::{Noun, Problem, nearest};
use lexcheck::rulebook::resolve::{self, choose};
use lexcheck::rulebook::{PositionId, Rulebook};
use lexcheck::scenario::Scenario;
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
    let files = input::expand(&[folder.to_owned()], &[])?;
    if files.is_empty() {
        return Err(format!("no rules in {}", folder.display()));
    }
    let mut sources = Vec::with_capacity(files.len());
    for file in files {
        sources.push(file.read().map_err(|(source, problem)| drawn(vec![problem], &[source]))?);
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
        chosen.extend_from_slice(facts::set(rulebook, name).map_err(|problem| problem.in_words())?);
    }
    for choice in &common.reading {
        let Some((position, reading)) = choice.split_once('=') else {
            return Err(format!("`--reading {choice}` lacks a `=`: write `--reading POSITION=NAME`"));
        };
        let text = |text: &str| Text { text: text.trim().to_owned(), ..Text::default() };
        let one = choose(rulebook, &text(position), &text(reading), None);
        chosen.push(one.map_err(|problem| problem.problem.in_words())?);
    }
    Ok(chosen)
}

/// A scenario that was read, with its text.
pub(super) struct Loaded {
    pub(super) source: Source,
    pub(super) scenario: Scenario,
    pub(super) case: Case,
    /// The variations that the scenario has, none where one of them is what was read.
    pub(super) cases: Vec<String>,
}

impl Loaded {
    /// What to say of an operation's name that the scenario does not have.
    pub(super) fn no_operation(&self, name: &str) -> Option<Problem> {
        let keys = || self.scenario.operations.iter().map(|operation| operation.key.text.as_str());
        if keys().any(|key| key == name) {
            return None;
        }
        Some(Problem::Unknown { noun: Noun::Operation, name: name.to_owned(), nearest: nearest(name, keys()) })
    }
}

/// Reads a scenario, or a variation of it, and holds it against the rules; or says what is wrong with it.
pub(super) fn scenario(path: &Path, case: Option<&str>, rules: &Rules) -> Result<Loaded, (Source, Vec<Diagnostic>)> {
    let source = input::read(path).map_err(|(source, problem)| (source, vec![problem]))?;
    scenario_of(source, case, rules)
}

/// The same of a text that was read.
pub(super) fn scenario_of(
    source: Source,
    case: Option<&str>,
    rules: &Rules,
) -> Result<Loaded, (Source, Vec<Diagnostic>)> {
    let loaded = match library::load(&source, &rules.rulebook, &rules.settings) {
        Ok(loaded) => loaded,
        Err(problems) => return Err((source, problems)),
    };
    let cases: Vec<String> = loaded.cases.iter().map(|(name, ..)| name.clone()).collect();
    let Some(wanted) = case else {
        return Ok(Loaded { source, scenario: loaded.scenario, case: loaded.case, cases });
    };
    let nearest = nearest(wanted, cases.iter().map(String::as_str));
    let found = loaded.cases.into_iter().find(|(name, ..)| name == wanted);
    found.map(|(_, scenario, case)| Loaded { source: source.clone(), scenario, case, cases: Vec::new() }).ok_or_else(
        || {
            let problem = Problem::Unknown { noun: Noun::Case, name: wanted.to_owned(), nearest };
            (source, vec![Diagnostic::whole(problem)])
        },
    )
}
