//! What is unwise in a rulebook, though nothing in it is wrong.

use crate::casebook::Casebook;
use crate::evaluate::evaluate;
use crate::facts::{Case, Settings};
use crate::finding::{Finding, Truth};
use crate::outcome::Outcome;
use crate::rule::{Choice, Example};
use crate::rulebook::resolve::choose;
use crate::rulebook::{Rulebook, TestId};
use crate::words::Words;
use std::collections::BTreeSet;

/// An example that does not come out as it says.
pub struct Failed<'r> {
    /// The test.
    pub test: TestId,
    /// The example.
    pub example: &'r Example,
    /// What it expects; none, where that is no outcome.
    pub expected: Outcome,
    /// What was found.
    pub finding: Finding,
}

/// What the examples of a rulebook show.
pub struct Exercise<'r> {
    /// How many examples there are.
    pub examples: usize,
    /// Those that do not come out as they say.
    pub failed: Vec<Failed<'r>>,
    /// Exceptions that no example shows defeating their test alone, and readings that make no
    /// difference in any.
    pub idle: Vec<String>,
}

/// Runs every example of a rulebook.
#[must_use]
pub fn exercise(rulebook: &Rulebook) -> Exercise<'_> {
    let mut exercise = Exercise { examples: 0, failed: Vec::new(), idle: Vec::new() };
    let mut exercised: BTreeSet<String> = BTreeSet::new();
    for test in rulebook.test_ids() {
        for example in &rulebook.test(test).examples {
            exercise.examples += 1;
            let doctrine = rulebook.doctrine_of(test);
            let Ok(case) = Case::of_example(doctrine, example, rulebook) else { continue };
            let finding = evaluate(rulebook, &case).explain(case.operations.len() - 1, test);
            let held = finding.conditions.as_ref().is_some_and(|conditions| conditions.truth == Truth::True);
            let exceptions = finding.exceptions.iter().filter(|exception| held && exception.truth == Truth::True);
            exercised.extend(exceptions.map(|exception| unless(&finding.test, &exception.says)));
            for choice in &example.readings {
                if let Choice::One(position, name) = choice
                    && let Ok(chosen) = choose(rulebook, position, name, Some(&doctrine.id))
                {
                    let position = rulebook.position(chosen.0);
                    exercised.insert(reading(&position.id, &position.readings[chosen.1 as usize].name));
                }
            }
            for turn in &finding.positions {
                exercised.extend(turn.readings.iter().map(|answer| reading(&turn.position, &answer.reading)));
            }
            match Outcome::read(&example.expect.text) {
                Ok(expected) if expected != finding.outcome => {
                    exercise.failed.push(Failed { test, example, expected, finding });
                }
                _ => {}
            }
        }
    }
    let tests = rulebook.tests.iter();
    let exceptions = tests.flat_map(|test| test.unless.iter().map(|exception| unless(&test.id, &exception.name)));
    let positions = rulebook.positions.iter();
    let readings = positions.flat_map(|position| position.readings.iter().map(|one| reading(&position.id, &one.name)));
    exercise.idle = exceptions.chain(readings).filter(|one| !exercised.contains(one)).collect();
    exercise
}

fn unless(test: &str, exception: &str) -> String {
    format!("{test}: unless {exception}")
}

fn reading(position: &str, name: &str) -> String {
    format!("{position} = {name}")
}

/// Advice of one sort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// What is unwise, in a sentence.
    pub says: &'static str,
    /// Where: names of tests, facts, sources.
    pub at: Vec<Words>,
}

/// What is unwise in a rulebook, on a day (`2026-11-22`).
#[must_use]
pub fn advice(rulebook: &Rulebook, casebook: &Casebook, today: &str) -> Vec<Advice> {
    let has = |test: &TestId, outcome: Outcome| {
        rulebook.test(*test).examples.iter().any(|example| example.expect.text == outcome.name())
    };
    let id = |test: TestId| rulebook.test(test).id.clone();
    let lacks = |test: &TestId| !has(test, Outcome::Met) || !has(test, Outcome::NotMet);
    let unused = |test: &TestId| casebook.of(&rulebook.test(*test).id).next().is_none();
    let stale = |checked: &str| year_before(today).is_some_and(|limit| checked < limit.as_str());
    let all = [
        Advice {
            says: "These tests have no example that is met, or none that is not met.",
            at: rulebook.test_ids().filter(lacks).map(id).collect(),
        },
        Advice {
            says: "No scenario expects anything of these tests.",
            at: rulebook.test_ids().filter(unused).map(id).collect(),
        },
        Advice {
            says: "These tests rest on sources without a pinpoint, whose verification is not recorded.",
            at: rulebook.test_ids().filter(|test| unpinned(rulebook, *test)).map(id).collect(),
        },
        Advice { says: "These facts decide nothing, whatever else is so.", at: idle_facts(rulebook) },
        Advice { says: "These questions are nearly the same: are they two?", at: near_duplicates(rulebook) },
        Advice {
            says: "These doctrines were last compared with the law more than a year ago.",
            at: rulebook.doctrines.iter().filter(|one| stale(&one.checked)).map(|one| one.id.clone()).collect(),
        },
    ];
    all.into_iter().filter(|advice| !advice.at.is_empty()).collect()
}

/// The day a year before.
fn year_before(today: &str) -> Option<String> {
    let (year, rest) = today.split_once('-')?;
    Some(format!("{:04}-{rest}", year.parse::<u16>().ok()?.checked_sub(1)?))
}

fn unpinned(rulebook: &Rulebook, test: TestId) -> bool {
    rulebook.test(test).authority.iter().all(|citation| citation.pinpoint.is_none())
}

/// Facts on which no test turns when nothing at all is known.
fn idle_facts(rulebook: &Rulebook) -> Vec<Words> {
    let case = Case::unknown(rulebook, &Settings { assume: false, ..Settings::default() });
    let mut assessment = evaluate(rulebook, &case);
    let mut asked: BTreeSet<Words> = BTreeSet::new();
    for test in rulebook.test_ids() {
        let finding = assessment.explain(1, test);
        if !finding.exact {
            asked.extend(asked_by(rulebook, test));
        }
        asked.extend(finding.missing.into_iter().map(|missing| missing.fact));
    }
    // What is said of a party is not asked in every role.
    let own = rulebook.facts.iter().filter(|fact| fact.role.is_none());
    own.map(|fact| fact.name.clone()).filter(|name| !asked.contains(name)).collect()
}

fn asked_by(rulebook: &Rulebook, test: TestId) -> impl Iterator<Item = Words> {
    let conditions = rulebook.conditions_of(rulebook.test(test));
    conditions.iter().flat_map(|condition| condition.facts().map(|fact| rulebook.fact(fact).name.clone()))
}

/// Pairs of facts whose questions share almost all their words.
fn near_duplicates(rulebook: &Rulebook) -> Vec<Words> {
    /// Of the words of both together, in hundredths.
    const SHARED: usize = 75;
    let words: Vec<BTreeSet<String>> = rulebook
        .facts
        .iter()
        .map(|fact| {
            let plain = |c: char| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' };
            fact.ask.chars().map(plain).collect::<String>().split_whitespace().map(str::to_owned).collect()
        })
        .collect();
    let mut found = Vec::new();
    for (index, these) in words.iter().enumerate() {
        for (other, those) in words.iter().enumerate().skip(index + 1) {
            let (few, many) = (these.len().min(those.len()), these.len().max(those.len()));
            if few * 100 < many * SHARED {
                continue;
            }
            let shared = these.intersection(those).count();
            let all = these.union(those).count();
            let [one, two] = [index, other].map(|index| &rulebook.facts[index]);
            // The same question about two parties is two questions.
            if shared * 100 >= all * SHARED && one.role.is_none() && two.role.is_none() {
                found.push(format!("{}: {}", one.name, one.ask).into());
                found.push(format!("{}: {}", two.name, two.ask).into());
            }
        }
    }
    found
}
