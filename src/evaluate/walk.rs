//! The way through tests and their conditions.

use super::ask::Asker;
use super::follow::Following;
use crate::condition::Verb;
use crate::diagram::Node;
use crate::rulebook::{Ask, ConditionId, TestId};
use rustc_hash::FxHashMap;

/// Whether a test applies, and whether its conditions hold: meaningless where it does not apply.
#[derive(Clone, Copy)]
pub(super) struct Tested {
    pub(super) applies: Node,
    pub(super) holds: Node,
}

/// A test of an operation that has to be evaluated first.
struct Lacking(usize, TestId);

/// The tests of one operation, each evaluated when it is first asked about.
pub(super) struct Walk<'a> {
    pub(super) following: Following,
    /// The operation that is assessed.
    pub(super) own: usize,
    /// The values of its conditions so far.
    pub(super) values: Vec<Option<Node>>,
    asker: Asker<'a>,
    /// Its tests so far.
    tests: Vec<Option<Tested>>,
    /// Tests of other operations that its tests ask about.
    elsewhere: FxHashMap<(usize, TestId), Tested>,
    /// The conditions of the tests that are being evaluated, innermost last.
    stack: Vec<Node>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(asker: Asker<'a>, operation: usize, following: Following) -> Self {
        Self {
            following,
            own: operation,
            values: Vec::new(),
            asker,
            tests: Vec::new(),
            elsewhere: FxHashMap::default(),
            stack: Vec::new(),
        }
    }

    /// A test of an operation. Those it asks about come first; they are kept on a list and not on
    /// the stack, so that no chain of tests and operations is too long.
    pub(super) fn test(&mut self, operation: usize, id: TestId) -> Tested {
        if let Some(known) = self.known(operation, id) {
            return known;
        }
        let mut todo = vec![(operation, id)];
        let mut last = Tested { applies: Node::FALSE, holds: Node::FALSE };
        while let Some((operation, id)) = todo.last().copied() {
            let base = self.stack.len();
            let tested = self.evaluate(operation, id);
            self.stack.truncate(base);
            match tested {
                Err(Lacking(operation, id)) => todo.push((operation, id)),
                Ok(tested) => {
                    self.keep(operation, id, tested);
                    last = tested;
                    todo.pop();
                }
            }
        }
        last
    }

    fn known(&self, operation: usize, id: TestId) -> Option<Tested> {
        if operation == self.own {
            self.tests.get(id.index()).copied().flatten()
        } else {
            self.elsewhere.get(&(operation, id)).copied()
        }
    }

    fn keep(&mut self, operation: usize, id: TestId, tested: Tested) {
        if operation == self.own {
            self.tests.resize(self.asker.rulebook.tests.len(), None);
            self.tests[id.index()] = Some(tested);
        } else {
            self.elsewhere.insert((operation, id), tested);
        }
    }

    fn evaluate(&mut self, operation: usize, id: TestId) -> Result<Tested, Lacking> {
        let test = self.asker.rulebook.test(id);
        let (first, end) = test.conditions;
        let base = self.stack.len();
        let at = |id: ConditionId| base + (id.0 - first) as usize;
        let mut tested = Tested { applies: Node::TRUE, holds: Node::FALSE };
        if !test.term.holds(self.asker.case.operations[operation].day.as_deref()) {
            return Ok(Tested { applies: Node::FALSE, ..tested });
        }
        if let Some(condition) = test.applies_when {
            self.conditions(operation, base, first, condition.0 + 1)?;
            tested.applies = self.stack[at(condition)];
        }
        if tested.applies != Node::FALSE {
            self.conditions(operation, base, first, end)?;
            tested.holds = self.stack[at(test.met_when)];
            for exception in &test.unless {
                let defeated = self.stack[at(exception.when)];
                tested.holds = self.following.step(|diagrams| diagrams.without(tested.holds, defeated));
            }
        }
        if operation == self.own {
            self.values.resize(self.asker.rulebook.conditions.len(), None);
            for (index, value) in self.stack[base..].iter().enumerate() {
                self.values[first as usize + index] = Some(*value);
            }
        }
        Ok(tested)
    }

    /// Evaluates the conditions of a test up to `end`, each after its parts.
    fn conditions(&mut self, operation: usize, base: usize, first: u32, end: u32) -> Result<(), Lacking> {
        for id in first + crate::source::clamp(self.stack.len() - base)..end {
            let value = self.condition(operation, base, first, ConditionId(id))?;
            self.stack.push(value);
        }
        Ok(())
    }

    fn condition(&mut self, operation: usize, base: usize, first: u32, id: ConditionId) -> Result<Node, Lacking> {
        let asker = self.asker;
        let parts = |parts: &'a [ConditionId]| parts.iter().rev().map(move |part| base + (part.0 - first) as usize);
        Ok(match &asker.rulebook.condition(id).ask {
            Ask::All(all) => {
                let stack = &self.stack;
                self.following.step(|diagrams| parts(all).fold(Node::TRUE, |all, part| diagrams.and(all, stack[part])))
            }
            Ask::Any(any) => {
                let stack = &self.stack;
                self.following.step(|diagrams| parts(any).fold(Node::FALSE, |any, part| diagrams.or(any, stack[part])))
            }
            Ask::Not(part) => {
                let part = self.stack[base + (part.0 - first) as usize];
                self.following.step(|diagrams| diagrams.not(part))
            }
            Ask::AtLeast(count, of) => {
                let stack = &self.stack;
                let values: Vec<Node> = of.iter().map(|part| stack[base + (part.0 - first) as usize]).collect();
                self.following.step(|diagrams| diagrams.at_least(*count as usize, &values))
            }
            Ask::Test(whose, verb, test) => match asker.case.other(operation, *whose) {
                Some(other) => self.asked(other, *verb, *test)?,
                None => Node::FALSE,
            },
            Ask::Breach(whose, breached, tests) => {
                let Some(other) = asker.case.other(operation, *whose) else { return Ok(Node::FALSE) };
                let mut any = Node::FALSE;
                for test in tests {
                    let unmet = self.asked(other, Verb::Unmet, *test)?;
                    any = self.following.step(|diagrams| diagrams.or(any, unmet));
                }
                if *breached { any } else { self.following.step(|diagrams| diagrams.not(any)) }
            }
            ask => {
                let leaf = asker.leaf(operation, ask);
                self.following.leaf(&leaf)
            }
        })
    }

    fn asked(&mut self, operation: usize, verb: Verb, test: TestId) -> Result<Node, Lacking> {
        let Tested { applies, holds } = self.known(operation, test).ok_or(Lacking(operation, test))?;
        Ok(self.following.step(|diagrams| match verb {
            Verb::Applies => applies,
            Verb::Met => diagrams.and(applies, holds),
            Verb::Unmet | Verb::Breached => diagrams.without(applies, holds),
            Verb::Ok => {
                let unmet = diagrams.without(applies, holds);
                diagrams.not(unmet)
            }
        }))
    }
}
