//! A story as it stands, or a variation of it, assessed, and what would be if something in it were left open.

use crate::diagram::Node;
use crate::evaluate::{Asked, Assessed, Assessment, Question, evaluate};
use crate::facts::Case;
use crate::library::Variant;
use crate::rulebook::{Condition, FactId, PositionId, Rulebook, TestId};
use crate::scenario::Scenario;
use crate::value::Value;
use rustc_hash::FxHashSet;

/// A story as it stands, or a variation of it.
pub(super) struct Look<'l> {
    pub(super) scenario: &'l Scenario,
    pub(super) case: &'l Case,
    pub(super) assessment: Assessment<'l>,
    /// By operation, the facts that the elements of its tests ask for, of those that apply or may, and those that are
    /// why a test applies or does not: alone they need not decide it, but together with others they do.
    asked: Vec<FxHashSet<FactId>>,
}

impl<'l> Look<'l> {
    pub(super) fn at(variant: &Variant<'l>, rulebook: &'l Rulebook) -> Self {
        let Variant { scenario, case, .. } = *variant;
        let mut assessment = evaluate(rulebook, case);
        let mut asked = Vec::with_capacity(assessment.operations.len());
        for operation in 0..assessment.operations.len() {
            let mut facts = FxHashSet::default();
            for id in rulebook.test_ids() {
                let test = rulebook.test(id);
                let applies = assessment.operations[operation].applies(id);
                let gate = rulebook.gate_of(test);
                if applies != Node::FALSE {
                    let elements = rulebook.conditions_of(test).iter().skip(gate.len());
                    facts.extend(elements.flat_map(Condition::facts));
                }
                if applies.truth().is_none() {
                    facts.extend(gate.iter().flat_map(Condition::facts));
                } else {
                    let decided = assessment.on_path(operation, test.applies_when.into_iter().collect());
                    facts.extend(decided.into_iter().flat_map(|one| rulebook.condition(one).facts()));
                }
            }
            asked.push(facts);
        }
        Self { scenario, case, assessment, asked }
    }

    /// Whether a fact is asked for by an element of a test that applies, or may, or is why one applies or does not.
    pub(super) fn asks(&self, operation: usize, fact: FactId) -> bool {
        self.asked[operation].contains(&fact)
    }

    /// Of some operations, those of which any of some tests would turn on a statement if it were left open.
    pub(super) fn turning_on(&self, statement: u32, operations: &[usize], tests: &[TestId]) -> Vec<usize> {
        let mut case = self.case.clone();
        if let Some(stated) = case.statements.get_mut(statement as usize) {
            (stated.value, stated.grade) = (Value::Unknown, None);
        }
        let mut assessment = evaluate(self.assessment.rulebook, &case);
        let about = |question| match question {
            Question::Fact(asked, _) | Question::Item(asked, ..) | Question::Proof(asked, _) => {
                asked == Asked::Statement(statement)
            }
            Question::Beyond => true,
            Question::Reading(_) => false,
        };
        let operations = operations.iter().copied();
        operations.filter(|one| turns_on(&mut assessment.operations[*one], tests, &about)).collect()
    }

    /// Whether any of some tests turns on a fact of which an operation says nothing.
    pub(super) fn lacks(&mut self, operation: usize, fact: FactId, tests: &[TestId]) -> bool {
        let about = |question| match question {
            Question::Fact(asked, of) | Question::Item(asked, of, _) | Question::Proof(asked, of) => {
                asked == Asked::Operation(operation) && of == fact
            }
            Question::Beyond | Question::Reading(_) => false,
        };
        turns_on(&mut self.assessment.operations[operation], tests, &about)
    }

    /// Whether any of some tests of any operation would turn on a position if it were left open.
    pub(super) fn turns_on_position(&self, position: PositionId, tests: &[TestId]) -> bool {
        let mut case = self.case.clone();
        case.readings[position.index()] = None;
        let mut assessment = evaluate(self.assessment.rulebook, &case);
        let about = |question| match question {
            Question::Reading(of) => of == position,
            Question::Beyond => true,
            _ => false,
        };
        assessment.operations.iter_mut().any(|operation| turns_on(operation, tests, &about))
    }
}

/// Whether the outcome of any of some tests turns on an open question of a sort.
fn turns_on(operation: &mut Assessed<'_>, tests: &[TestId], about: &dyn Fn(Question) -> bool) -> bool {
    tests.iter().any(|test| {
        let open = operation.open(*test);
        let support = operation.support(open.of_all);
        support.iter().any(|variable| about(operation.question(*variable)))
    })
}
