//! Conditions as functions of every open question.

use super::ask::{Leaf, Part};
use super::walk::Tested;
use super::{Open, Question, Settled, settle};
use crate::diagram::{Diagrams, Node, Variable};
use crate::outcome::Outcome;
use rustc_hash::FxHashMap;

/// Of what an operation may make, the part that a single step may make.
const STEPS: usize = 4;
/// What telling on what a test depends may always make.
const TELLING: usize = 10_000;

/// Follows everything that is open.
pub(super) struct Following {
    /// How many nodes may be made.
    room: usize,
    /// The open questions, by variable.
    pub(super) questions: FxHashMap<Variable, Question>,
    pub(super) diagrams: Diagrams,
}

impl Following {
    pub(super) fn within(room: usize) -> Self {
        Self { room, questions: FxHashMap::default(), diagrams: Diagrams::default() }
    }

    /// How a test comes out.
    pub(super) fn settled(&mut self, Tested { applies, holds }: Tested) -> Settled {
        if applies == Node::FALSE {
            return Settled { outcome: Outcome::NotApplicable, exact: true };
        }
        if !self.diagrams.has_readings(applies) && !self.diagrams.has_readings(holds) {
            let outcome = match (applies, holds.truth()) {
                (Node::TRUE, Some(true)) => Outcome::Met,
                (Node::TRUE, Some(false)) => Outcome::NotMet,
                _ => Outcome::Undetermined,
            };
            return Settled { outcome, exact: true };
        }
        let begun = self.diagrams.begin(self.share());
        let possible = self.diagrams.possible(applies, holds);
        let exact = !self.diagrams.end(begun);
        let of_readings = if exact { possible } else { Node::ANYTHING };
        Settled { outcome: settle(&self.diagrams.results(of_readings)), exact }
    }

    /// On what its outcome depends.
    pub(super) fn open(&mut self, Tested { applies, holds }: Tested) -> Open {
        if applies == Node::FALSE {
            return Open { of_all: Node::IDLE, of_readings: Node::IDLE };
        }
        let begun = self.diagrams.begin(TELLING.max(self.share()));
        let mut of_all = self.diagrams.outcome(applies, holds);
        if self.diagrams.end(begun) {
            let variable = self.beyond();
            of_all = self.diagrams.any_outcome(variable);
        }
        let begun = self.diagrams.begin(self.share());
        let mut of_readings = self.diagrams.possible(applies, holds);
        if self.diagrams.end(begun) {
            of_readings = Node::ANYTHING;
        }
        Open { of_all, of_readings }
    }

    /// How many nodes the next step may make.
    fn share(&self) -> usize {
        self.room.saturating_sub(self.diagrams.len()).min(self.room / STEPS)
    }

    /// A new variable for something that cannot be followed.
    fn beyond(&mut self) -> Variable {
        let variable = Variable::beyond(self.questions.len());
        self.questions.insert(variable, Question::Beyond);
        variable
    }

    fn part(&mut self, part: &Part) -> Node {
        self.questions.insert(part.variable, part.question);
        self.diagrams.test(part.variable, part.values, |value| part.holds.has(value))
    }

    /// A question to the facts or the readings.
    pub(super) fn leaf(&mut self, leaf: &Leaf) -> Node {
        match leaf {
            Leaf::Settled(truth) => Node::constant(*truth),
            Leaf::Open(part) => self.part(part),
            Leaf::Both(one, other) => {
                let [one, other] = [one, other].map(|part| self.part(part));
                self.diagrams.and(one, other)
            }
            Leaf::Related(related) => {
                let [first, second] = [related.first, related.second].map(|(question, variable)| {
                    self.questions.insert(variable, question);
                    variable
                });
                let mut any = Node::FALSE;
                for (index, fits) in related.holds.iter().enumerate() {
                    let this = self.diagrams.test(first, related.holds.len(), |value| value == index);
                    let fits = self.diagrams.test(second, related.values, |value| fits.has(value));
                    let both = self.diagrams.and(this, fits);
                    any = self.diagrams.or(any, both);
                }
                any
            }
        }
    }

    /// Work that stands for itself, if it would take more nodes than there is room for.
    pub(super) fn step(&mut self, work: impl FnOnce(&mut Diagrams) -> Node) -> Node {
        let begun = self.diagrams.begin(self.share());
        let node = work(&mut self.diagrams);
        if self.diagrams.end(begun) {
            let variable = self.beyond();
            return self.diagrams.test(variable, 2, |value| value == 1);
        }
        node
    }
}
