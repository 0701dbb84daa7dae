//! One file of a library, with the variations of its story.

use crate::diagnostic::{Diagnostic, told};
use crate::facts::{self, Case, Settings};
use crate::problem::{Noun, Problem};
use crate::rulebook::Rulebook;
use crate::scenario::{self, Scenario};
use crate::source::Source;
use crate::yaml::{self, Node};

/// A scenario that was read and held against the rules.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The story as it stands.
    pub scenario: Scenario,
    /// The same, held against the rules.
    pub case: Case,
    /// Its variations, each by the word the scenario uses.
    pub cases: Vec<(String, Scenario, Case)>,
}

/// The story as it stands, or a variation of it.
pub struct Variant<'l> {
    /// The variation; none for the story as it stands.
    pub name: Option<&'l str>,
    /// What is told.
    pub scenario: &'l Scenario,
    /// The same, held against the rules.
    pub case: &'l Case,
}

impl Loaded {
    /// The story as it stands, then its variations.
    pub fn variants(&self) -> impl Iterator<Item = Variant<'_>> {
        let cases = self.cases.iter().map(|(name, scenario, case)| Variant { name: Some(name), scenario, case });
        std::iter::once(Variant { name: None, scenario: &self.scenario, case: &self.case }).chain(cases)
    }
}

/// Reads a scenario and holds it and its variations against the rules.
///
/// # Errors
///
/// Everything that is wrong with it, as far as it is worth telling.
pub fn load(source: &Source, rulebook: &Rulebook, settings: &Settings) -> Result<Loaded, Vec<Diagnostic>> {
    of_tree(&yaml::load(source, 0).map_err(told)?, rulebook, settings)
}

/// The same of a text that was read as YAML.
///
/// # Errors
///
/// As [`load`].
pub fn of_tree(root: &Node<'_>, rulebook: &Rulebook, settings: &Settings) -> Result<Loaded, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let scenario = scenario::of_tree(root, &mut problems);
    let misshapen = !problems.is_empty();
    let mut case = |scenario: &Scenario| {
        let case = Case::of(scenario, rulebook, settings);
        case.map_err(|found| {
            // A part that could not be read would seem to name nobody; and what is wrong with the
            // story is wrong with each of its variations.
            let consequence =
                |one: &Diagnostic| matches!(one.problem, Problem::Unknown { noun: Noun::Party | Noun::Operation, .. });
            for one in found.into_iter().filter(|one| !(misshapen && consequence(one))) {
                if !problems.contains(&one) {
                    problems.push(one);
                }
            }
        })
        .ok()
    };
    let own = case(&scenario);
    let cases = scenario.cases.iter().filter_map(|variation| {
        let varied = scenario.varied(variation);
        let case = case(&varied)?;
        Some((variation.key.text.clone(), varied, case))
    });
    let cases = cases.collect();
    match own {
        Some(case) if problems.is_empty() => Ok(Loaded { scenario, case, cases }),
        _ => {
            let other = facts::other_rulebook(&scenario, rulebook).filter(|other| !problems.contains(other));
            problems.extend(other);
            Err(told(problems))
        }
    }
}
