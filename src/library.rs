//! Many scenarios: what their authors expect, held against what was found.

use crate::evaluate::{Assessment, evaluate};
use crate::explain::Extent;
use crate::facts::{Case, Expected};
use crate::finding::{FactUse, Finding, Reason};
use crate::rulebook::{Rulebook, TestId};
use std::collections::VecDeque;

/// How many expectations held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Scenarios assessed.
    pub scenarios: usize,
    /// Of those, how many expect nothing.
    pub silent: usize,
    /// Expectations that hold.
    pub held: usize,
    /// Expectations that do not.
    pub different: usize,
    /// Files that could not be read.
    pub unreadable: usize,
}

/// An expectation that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The operation.
    pub operation: String,
    /// What was expected, and where.
    pub expected: Expected,
    /// What was found.
    pub finding: Finding,
    /// The facts behind it that the scenario states, the nearest first.
    pub facts: Vec<FactUse>,
}

/// Assesses a case and gives every expectation that does not hold.
pub fn compare(rulebook: &Rulebook, case: &Case, tally: &mut Tally) -> Vec<Difference> {
    let mut assessment = evaluate(rulebook, case);
    let mut differences = Vec::new();
    let mut expectations = 0;
    for (index, operation) in case.operations.iter().enumerate() {
        for expected in &operation.expect {
            expectations += 1;
            if assessment.outcome(index, expected.test) != expected.outcome {
                let finding = assessment.explain_as_far_as(Extent::Most, index, expected.test);
                differences.push(Difference {
                    operation: operation.key.clone(),
                    expected: expected.clone(),
                    facts: behind(&mut assessment, index, &finding),
                    finding,
                });
            }
        }
    }
    tally.scenarios += 1;
    tally.silent += usize::from(expectations == 0);
    tally.held += expectations - differences.len();
    tally.different += differences.len();
    differences
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
