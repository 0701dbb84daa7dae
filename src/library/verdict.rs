//! One expectation held against what was found.

use crate::evaluate::Assessment;
use crate::explain::Extent;
use crate::facts::{Expected, Ground};
use crate::finding::{FactUse, Finding, Reason};
use crate::outcome::Outcome;
use crate::problem::Problem;
use crate::rulebook::{Rulebook, TestId};
use crate::words::Words;
use std::collections::VecDeque;

/// One expectation with what was found.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// The operation.
    pub operation: String,
    /// The test.
    pub test: Words,
    /// What was expected, and where.
    pub expected: Expected,
    /// What was found.
    pub outcome: Outcome,
    /// What does not hold of it, if anything.
    pub wrong: Option<Wrong>,
}

/// How an expectation does not hold.
#[derive(Debug, Clone)]
pub struct Wrong {
    /// The outcome is right, and this is what did not decide it; empty where the outcome is wrong.
    pub grounds: Vec<String>,
    /// What was found, and why.
    pub finding: Finding,
    /// The facts behind it that the scenario states, the nearest first.
    pub facts: Vec<FactUse>,
    /// The scenario was written for another rulebook, which may be why.
    pub other_rulebook: Option<Problem>,
}

impl Verdict {
    pub(super) fn of(assessment: &mut Assessment<'_>, operation: usize, expected: &Expected) -> Self {
        let outcome = assessment.outcome(operation, expected.test);
        let mut wrong = None;
        let right = expected.accepted.contains(&outcome);
        if !right || !expected.grounds.is_empty() {
            let finding = assessment.explain_as_far_as(Extent::Most, operation, expected.test);
            let rulebook = assessment.rulebook;
            let absent = expected.grounds.iter().filter(|ground| !decided(ground, &finding, rulebook));
            let grounds: Vec<String> = absent.map(|ground| ground.words(rulebook)).collect();
            if !right || !grounds.is_empty() {
                let grounds = if right { grounds } else { Vec::new() };
                let facts = behind(assessment, operation, &finding);
                let other_rulebook = assessment.case.other_rulebook.as_ref().map(|other| other.problem.clone());
                wrong = Some(Wrong { grounds, finding, facts, other_rulebook });
            }
        }
        Self {
            operation: assessment.case.operations[operation].key.clone(),
            test: assessment.rulebook.test(expected.test).id.clone(),
            expected: expected.clone(),
            outcome,
            wrong,
        }
    }

    /// Whether it holds.
    #[must_use]
    pub fn held(&self) -> bool {
        self.wrong.is_none()
    }
}

/// Whether something was among what decided a finding.
fn decided(ground: &Ground, finding: &Finding, rulebook: &Rulebook) -> bool {
    match ground {
        Ground::Element(phrase) => finding
            .reasons()
            .any(|reason| any(reason, &|reason| reason.decides && reason.named && reason.says == *phrase)),
        Ground::Exception(name) => finding.exceptions.iter().any(|reason| reason.decides && reason.says == *name),
        Ground::Reading(position, reading) => {
            let position = rulebook.position(*position);
            let named = reading.and_then(|reading| position.readings.get(reading as usize));
            let taken = |words: &Words| match named {
                None => words.split(" = ").next() == Some(&position.id),
                Some(reading) => *words == format!("{} = {}", position.id, reading.name),
            };
            let open = named.is_none() && finding.positions.iter().any(|turn| turn.position == position.id);
            open || finding
                .reasons()
                .any(|reason| any(reason, &|reason| reason.decides && reason.taken.as_ref().is_some_and(taken)))
        }
    }
}

fn any(reason: &Reason, holds: &impl Fn(&Reason) -> bool) -> bool {
    holds(reason) || reason.parts.iter().any(|part| any(part, holds))
}

/// The facts stated on the path that decided, in a finding and in the tests that it rests on.
fn behind(assessment: &mut Assessment<'_>, operation: usize, finding: &Finding) -> Vec<FactUse> {
    let mut facts: Vec<FactUse> = Vec::new();
    let mut seen: Vec<TestId> = Vec::new();
    let mut todo = VecDeque::from([finding.clone()]);
    while let Some(finding) = todo.pop_front() {
        for reason in finding.reasons().filter(|reason| reason.decides) {
            let stated = |fact: &&&FactUse| fact.line.is_some() && !facts.iter().any(|one| one.fact == fact.fact);
            let new: Vec<FactUse> = reason.deciding_facts().iter().filter(stated).map(|fact| (*fact).clone()).collect();
            facts.extend(new);
        }
        for test in finding.reasons().filter(|reason| reason.decides).flat_map(Reason::deciding_tests) {
            let own = assessment.rulebook.names.tests.get(test.test.as_str()).filter(|_| test.operation.is_none());
            if let Some(id) = own.copied().filter(|id| !seen.contains(id)) {
                seen.push(id);
                todo.push_back(assessment.explain_as_far_as(Extent::Short, operation, id));
            }
        }
    }
    facts
}
