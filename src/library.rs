//! Many scenarios: what their authors expect, held against what was found.

use crate::evaluate::evaluate;
use crate::facts::{Case, Expected};
use crate::finding::Finding;
use crate::rulebook::Rulebook;

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
                differences.push(Difference {
                    operation: operation.key.clone(),
                    expected: expected.clone(),
                    finding: assessment.explain(index, expected.test),
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
