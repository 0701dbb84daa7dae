//! What made a test come out as it did, by the ids of its conditions: what counting needs of a
//! finding, without its words.

use crate::evaluate::{Assessment, Open, Question};
use crate::finding::Truth;
use crate::outcome::Outcome;
use crate::rulebook::{ConditionId, PositionId, TestId};

/// Something that made a test come out as it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decided {
    /// A condition was true, or false.
    Condition(ConditionId, bool),
    /// The exception of this number defeated the test, or was asked and did not.
    Exception(usize, bool),
    /// A position on which a reading was taken, with that reading.
    Taken(PositionId, u32),
    /// A position left open that divides the outcome, and that the test itself asks about.
    Divides(PositionId),
}

impl Assessment<'_> {
    /// Everything that made a test come out as it did: a test that does not apply, that its question
    /// does not arise; one that is met, that it arises, that its conditions hold and that no exception
    /// applies; one that is not met, that it arises and what failed or defeated it; a contested one, the
    /// positions that divide it. Where facts are missing nothing has decided yet.
    pub fn decided(&mut self, operation: usize, test: TestId, see: &mut dyn FnMut(Decided)) {
        let rule = self.rulebook.test(test);
        let outcome = self.outcome(operation, test);
        match outcome {
            Outcome::Undetermined => return,
            Outcome::Contested => return self.dividing(operation, test, see),
            Outcome::NotApplicable | Outcome::Met | Outcome::NotMet => {}
        }
        if let Some(gate) = rule.applies_when {
            self.path(operation, gate, see);
        }
        if outcome == Outcome::NotApplicable {
            return;
        }
        let conditions = self.truth(operation, rule.met_when);
        if outcome == Outcome::Met || conditions != Truth::True {
            self.path(operation, rule.met_when, see);
        }
        for (index, exception) in rule.unless.iter().enumerate() {
            let applied = match (outcome, conditions, self.truth(operation, exception.when)) {
                (Outcome::Met, _, Truth::False) => false,
                (Outcome::NotMet, Truth::True | Truth::Open, Truth::True) => true,
                _ => continue,
            };
            see(Decided::Exception(index, applied));
            self.path(operation, exception.when, see);
        }
    }

    /// A condition, and those of its parts that made it what it is.
    fn path(&self, operation: usize, id: ConditionId, see: &mut dyn FnMut(Decided)) {
        for id in self.on_path(operation, vec![id]) {
            let truth = match self.truth(operation, id) {
                Truth::True => true,
                Truth::False => false,
                Truth::Open | Truth::NotAsked => continue,
            };
            see(Decided::Condition(id, truth));
            if let Some(position) = self.rulebook.condition(id).position()
                && let Some(reading) = self.case.readings[position.index()]
            {
                see(Decided::Taken(position, reading));
            }
        }
    }

    fn dividing(&mut self, operation: usize, test: TestId, see: &mut dyn FnMut(Decided)) {
        let own = self.rulebook.positions_asked_by(test);
        if own.is_empty() {
            return;
        }
        let Open { of_readings, .. } = self.operations[operation].open(test);
        for variable in self.operations[operation].support(of_readings).iter() {
            if let Question::Reading(position) = self.operations[operation].question(*variable)
                && own.contains(&position)
            {
                see(Decided::Divides(position));
            }
        }
    }
}
