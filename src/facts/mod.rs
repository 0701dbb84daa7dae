//! Scenario × rulebook → typed facts with their places.
//!
//! A [`Case`] is a scenario held against a rulebook: every name means
//! something, every value has its type, and each fact of each operation is
//! stated, assumed or missing. What is wrong is reported together.

mod expected;
mod read;

pub use expected::{Expected, Ground};

use crate::condition::Whose;
use crate::diagnostic::{Diagnostic, Place};
use crate::outcome::Outcome;
use crate::problem::{Noun, Problem, nearest};
use crate::rule::Example;
use crate::rulebook::{Doctrine, FactId, PositionId, Rulebook};
use crate::scenario::Scenario;
use crate::stated::Stated;
use crate::term::Term;

use crate::value::Value;
use crate::words::Words;
use read::Reader;
use std::cmp::Ordering;

/// A scenario held against a rulebook.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The operations in the order written.
    pub operations: Vec<CaseOperation>,
    /// Everything stated anywhere in the scenario.
    pub statements: Vec<Statement>,
    /// The reading taken of each position, where it is not left open.
    pub readings: Vec<Option<u32>>,
    /// The operations so ordered that each comes after the one it answers or assists.
    pub order: Vec<usize>,
    /// It was written for another rulebook, which explains what does not come out as its author expects.
    pub other_rulebook: Option<Diagnostic>,
}

/// One operation with its facts.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseOperation {
    /// The word the scenario uses.
    pub key: String,
    /// The day whose law decides; the law of today, when nobody knows it.
    pub day: Option<String>,
    /// Index of the operation it answers.
    pub responds_to: Option<usize>,
    /// Index of the operation it assists.
    pub assists: Option<usize>,
    /// Role and the key of the party that has it.
    pub roles: Vec<(usize, String)>,
    /// What its author expects.
    pub expect: Vec<Expected>,
    /// Where each fact is stated.
    slots: Vec<Slot>,
}

/// A fact stated, once for each place it is stated in.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// Its value.
    pub value: Value,
    /// How far it is proved: an index into [`crate::value::GRADES`]; stipulated, when absent.
    pub grade: Option<u8>,
    /// Where the fact stands.
    pub place: Place,
    /// Where it comes from.
    pub source: Option<Words>,
    /// The story's paragraphs it rests on.
    pub cites: Vec<Words>,
    /// Anything else its author says.
    pub note: Option<Words>,
    /// Of a set, the items that hold for a time only: when that is.
    terms: Vec<(u16, Term)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    Missing,
    Assumed,
    Stated(u32),
}

/// What is known of one fact of one operation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Given<'c> {
    /// Nothing: it is not stated, and silence means nothing.
    Missing,
    /// Silence stands for this value.
    Assumed(&'c Value),
    /// The scenario says so; the number identifies the statement.
    Stated(&'c Statement, u32),
}

/// How silence and open readings are treated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Assumptions stand in for silence.
    pub assume: bool,
    /// Readings taken beyond those of the scenario, which they override.
    pub readings: Vec<(PositionId, u32)>,
    /// The scenario's own readings count.
    pub scenario_readings: bool,
    /// The day whose law decides, instead of each operation's own.
    pub as_of: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { assume: true, readings: Vec::new(), scenario_readings: true, as_of: None }
    }
}

impl Case {
    /// Holds a scenario against a rulebook.
    ///
    /// # Errors
    ///
    /// Every name that means nothing and every value of the wrong type.
    pub fn of(scenario: &Scenario, rulebook: &Rulebook, settings: &Settings) -> Result<Self, Vec<Diagnostic>> {
        let mut reader = Reader::new(rulebook);
        reader.story = scenario.story.as_ref().map(|story| story.text.as_str());
        let silence = silence(rulebook, settings);
        let mut shared = silence.clone();
        reader.state(&scenario.facts, &mut shared);
        let parties: Vec<Vec<(String, u32)>> =
            scenario.parties.iter().map(|party| reader.party(&party.facts)).collect();
        let mut operations = Vec::with_capacity(scenario.operations.len());
        for operation in &scenario.operations {
            let mut slots = shared.clone();
            let day = settings.as_of.clone().or_else(|| operation.date.as_ref().map(|date| date.text.clone()));
            let roles = reader.roles(operation, scenario, &parties, day.as_deref(), &mut slots);
            reader.state(&operation.facts, &mut slots);
            operations.push(CaseOperation {
                key: operation.key.text.clone(),
                day,
                responds_to: reader.other(operation, operation.responds_to.as_ref(), "responds to", scenario),
                assists: reader.other(operation, operation.assists.as_ref(), "assists", scenario),
                roles,
                expect: reader.expectations(operation),
                slots,
            });
        }
        let order = reader.order(scenario, &operations);
        let mut readings = vec![None; rulebook.positions.len()];
        if settings.scenario_readings {
            reader.readings(&scenario.readings, &mut readings);
            reader.readings(&scenario.instead, &mut readings);
        }
        for (position, reading) in &settings.readings {
            readings[position.index()] = Some(*reading);
        }
        let other_rulebook = other_rulebook(scenario, rulebook);
        if !reader.problems.is_empty() {
            reader.problems.extend(other_rulebook);
            return Err(reader.problems);
        }
        Ok(Self { operations, statements: reader.statements, readings, order, other_rulebook })
    }

    /// An example beside a rule as a case of one operation, or of two where it
    /// answers one. The operation the example is about comes last.
    ///
    /// # Errors
    ///
    /// As for a scenario.
    pub fn of_example(doctrine: &Doctrine, example: &Example, rulebook: &Rulebook) -> Result<Self, Vec<Diagnostic>> {
        let mut reader = Reader::new(rulebook);
        reader.doctrine = Some(&doctrine.id);
        reader.parties_by_role = true;
        let silence = silence(rulebook, &Settings::default());
        let mut operation = |key: &str, facts: &[&[Stated]], responds_to| {
            let mut slots = silence.clone();
            for facts in facts {
                reader.state(facts, &mut slots);
            }
            CaseOperation {
                key: key.to_owned(),
                day: None,
                responds_to,
                assists: None,
                roles: Vec::new(),
                expect: Vec::new(),
                slots,
            }
        };
        let mut operations = Vec::new();
        if !example.answers.is_empty() {
            operations.push(operation("answered", &[&example.answers], None));
        }
        let answered = operations.len().checked_sub(1);
        operations.push(operation("example", &[&doctrine.setting, &example.facts], answered));
        let mut readings = vec![None; rulebook.positions.len()];
        reader.readings(&example.readings, &mut readings);
        if !reader.problems.is_empty() {
            return Err(reader.problems);
        }
        Ok(Self {
            order: (0..operations.len()).collect(),
            operations,
            statements: reader.statements,
            readings,
            other_rulebook: None,
        })
    }

    /// Two operations of which nothing is known; the second answers and assists the first.
    #[must_use]
    pub fn unknown(rulebook: &Rulebook, settings: &Settings) -> Self {
        let operation = |key: &str, other| CaseOperation {
            key: key.to_owned(),
            day: None,
            responds_to: other,
            assists: other,
            roles: Vec::new(),
            expect: Vec::new(),
            slots: silence(rulebook, settings),
        };
        Self {
            operations: vec![operation("first", None), operation("second", Some(0))],
            statements: Vec::new(),
            readings: vec![None; rulebook.positions.len()],
            order: vec![0, 1],
            other_rulebook: None,
        }
    }

    /// That it was written for rules newer than these, which may know what these do not.
    #[must_use]
    pub fn newer_rulebook(&self) -> Option<&Diagnostic> {
        self.other_rulebook.as_ref().filter(|other| other.problem.is_of_newer_rules())
    }

    /// The operation that a question of this one is put to; none, when it answers or assists nothing.
    #[must_use]
    pub fn other(&self, operation: usize, whose: Whose) -> Option<usize> {
        match whose {
            Whose::Own => Some(operation),
            Whose::Answered => self.operations[operation].responds_to,
            Whose::Assisted => self.operations[operation].assists,
        }
    }

    /// What is known of a fact of an operation.
    #[must_use]
    pub fn given<'c>(&'c self, rulebook: &'c Rulebook, operation: usize, fact: FactId) -> Given<'c> {
        match self.operations[operation].slots[fact.index()] {
            Slot::Missing => Given::Missing,
            Slot::Stated(index) => Given::Stated(&self.statements[index as usize], index),
            Slot::Assumed => match &rulebook.fact(fact).assume {
                Some(assume) => Given::Assumed(&assume.value),
                None => Given::Missing,
            },
        }
    }

    /// Every fact an operation's author stated for it or for all, with its place.
    pub fn stated(&self, operation: usize) -> impl Iterator<Item = (FactId, &Statement)> {
        self.operations[operation].slots.iter().enumerate().filter_map(|(fact, slot)| match slot {
            Slot::Stated(index) => Some((FactId::of(fact), &self.statements[*index as usize])),
            _ => None,
        })
    }
}

/// That a scenario was written for other rules than these, at the place where it says so.
#[must_use]
pub fn other_rulebook(scenario: &Scenario, rulebook: &Rulebook) -> Option<Diagnostic> {
    let pin = scenario.rulebook.as_ref()?;
    let order = rulebook.version.as_ref().map(|carried| pin.version.against(carried));
    let problem = Problem::OtherRulebook {
        pin: pin.version.words().to_string(),
        carried: rulebook.version.as_ref().map(|carried| carried.words().to_string()),
        newer: order == Some(Ordering::Greater),
    };
    (order != Some(Ordering::Equal)).then(|| Diagnostic::at(pin.place, problem))
}

/// What every fact is before anybody says anything.
fn silence(rulebook: &Rulebook, settings: &Settings) -> Vec<Slot> {
    let assumed = |assumes: bool| if assumes && settings.assume { Slot::Assumed } else { Slot::Missing };
    rulebook.facts.iter().map(|fact| assumed(fact.assume.is_some())).collect()
}

/// The readings a set takes.
///
/// # Errors
///
/// The problem, with the nearest set.
pub fn set<'r>(rulebook: &'r Rulebook, name: &str) -> Result<&'r [(PositionId, u32)], Problem> {
    let names = || rulebook.sets.iter().map(|set| set.name.as_str());
    rulebook.sets.iter().find(|set| set.name == name).map(|set| set.takes.as_slice()).ok_or_else(|| Problem::Unknown {
        noun: Noun::ReadingSet,
        name: name.to_owned(),
        nearest: nearest(name, names()),
    })
}

/// Everything wrong with the examples of a rulebook: names, values, outcomes.
#[must_use]
pub fn check_examples(rulebook: &Rulebook) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for doctrine in &rulebook.doctrines {
        let mut reader = Reader::new(rulebook);
        reader.parties_by_role = true;
        reader.state(&doctrine.setting, &mut silence(rulebook, &Settings::default()));
        problems.append(&mut reader.problems);
    }
    for (test, example) in rulebook.tests.iter().flat_map(|test| test.examples.iter().map(move |one| (test, one))) {
        // What is wrong with the setting was said above.
        let doctrine = Doctrine { setting: Vec::new(), ..rulebook.doctrines[test.doctrine].clone() };
        if let Err(found) = Case::of_example(&doctrine, example, rulebook) {
            problems.extend(found);
        }
        if let Err(problem) = Outcome::read(&example.expect.text) {
            problems.push(Diagnostic::at(example.expect.place, problem));
        }
    }
    problems
}
