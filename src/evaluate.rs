//! Rulebook × facts → outcomes. Pure, total, and knows no doctrine.
//!
//! Conditions are evaluated once, in order. What the facts settle becomes true
//! or false; what they do not becomes a decision diagram over the open
//! questions (see [`crate::diagram`]), so an outcome is exact from the start:
//! there is no second engine that settles what a first one left open. A missing
//! fact is not an error, and nothing here can fail.
//!
//! The answer to "why" is not worked out here; [`crate::explain`] reads it off
//! the same values.

mod ask;

use crate::condition::{Verb, Whose};
use crate::diagram::{Diagrams, MET, NOT_APPLICABLE, NOT_MET, Node, Variable};
use crate::facts::Case;
use crate::outcome::Outcome;
use crate::rulebook::{Ask, ConditionId, FactId, PositionId, Rank, Rulebook, TestId};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::rc::Rc;

/// All outcomes of a case, with what they were computed from.
pub struct Assessment<'a> {
    /// The rules.
    pub rulebook: &'a Rulebook,
    /// The facts.
    pub case: &'a Case,
    /// One per operation of the case.
    pub operations: Vec<Assessed>,
}

/// The outcomes of one operation.
pub struct Assessed {
    /// By test.
    pub tests: Vec<Settled>,
    /// The value of each condition; none where the test does not apply and it was not asked.
    pub values: Vec<Option<Node>>,
    /// The open questions, by variable.
    pub questions: FxHashMap<Variable, Question>,
    /// The nodes that outcomes and conditions refer to.
    pub diagrams: Diagrams,
    /// What nodes turn on, once it was asked.
    supports: FxHashMap<Node, Rc<[Variable]>>,
}

/// The outcome of a test, and on what it depends.
#[derive(Debug, Clone, Copy)]
pub struct Settled {
    /// How it comes out.
    pub outcome: Outcome,
    /// Whether it applies.
    pub applies: Node,
    /// Whether its conditions hold; meaningless where it does not apply.
    holds: Node,
    /// For each choice of readings, the outcomes that missing facts leave possible; none, where it
    /// turns on no reading.
    of_readings: Option<Node>,
    /// That could be worked out.
    pub exact: bool,
    /// The outcome as a function of all that is open, once it is asked for.
    of_all: Option<Node>,
}

/// What an outcome depends on.
#[derive(Debug, Clone, Copy)]
pub struct Open {
    /// The outcome as a function of all that is open.
    pub of_all: Node,
    /// For each choice of readings, the outcomes that missing facts leave possible.
    pub of_readings: Node,
}

impl Assessed {
    /// The open questions a node turns on, in the order of diagrams.
    pub fn support(&mut self, node: Node) -> Rc<[Variable]> {
        let found = self.supports.entry(node).or_insert_with(|| self.diagrams.support(node).into());
        Rc::clone(found)
    }

    /// What the outcome of a test depends on.
    pub fn open(&mut self, test: TestId) -> Open {
        let Settled { applies, holds, of_readings, of_all, .. } = self.tests[test.index()];
        let of_all = of_all.unwrap_or_else(|| {
            let begun = self.diagrams.begin(MIN_NODES);
            let of_all = self.diagrams.outcome(applies, holds);
            if !self.diagrams.end(begun) {
                return of_all;
            }
            self.diagrams.any_outcome(beyond(&mut self.questions))
        });
        self.tests[test.index()].of_all = Some(of_all);
        let of_readings = of_readings.unwrap_or_else(|| {
            let results = self.diagrams.results(of_all);
            Node::set(results.into_iter().fold(0, |all, one| all | one))
        });
        Open { of_all, of_readings }
    }
}

/// What is open in a scenario is followed through no more than so many nodes: some 60 MB and a
/// few tenths of a second. Decided cases need a twentieth of it. See [`Question::Beyond`].
const MAX_NODES: usize = 500_000;
/// What each operation may take of them, however many there are.
const MIN_NODES: usize = 10_000;
/// Of an operation's share, what a single step may take.
const STEPS: usize = 4;

/// What is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Question {
    /// The value of a fact.
    Fact(Asked, FactId),
    /// Whether a set fact has an item.
    Item(Asked, FactId, u16),
    /// How far a fact is proved.
    Proof(Asked, FactId),
    /// Which reading is right.
    Reading(PositionId),
    /// Something that depends on more open questions at once than can be followed. It stands for
    /// itself, as if it depended on nothing else: what comes out as settled is settled, but what
    /// comes out as open need not be.
    Beyond,
}

/// Whom a missing fact is asked of: an operation whose author is silent, or a
/// statement that says "unknown" or gives a range, for all operations it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Asked {
    /// The operation.
    Operation(usize),
    /// The statement.
    Statement(u32),
}

/// Assesses every operation of a case against every test.
#[must_use]
pub fn evaluate<'a>(rulebook: &'a Rulebook, case: &'a Case) -> Assessment<'a> {
    let share = MAX_NODES / case.operations.len().max(1);
    evaluate_within(rulebook, case, share.max(MIN_NODES))
}

/// The same with so many nodes for each operation.
#[must_use]
pub fn evaluate_within<'a>(rulebook: &'a Rulebook, case: &'a Case, nodes: usize) -> Assessment<'a> {
    let operations = (0..case.operations.len()).map(|operation| assess(rulebook, case, operation, nodes)).collect();
    Assessment { rulebook, case, operations }
}

/// Assesses one operation against every test.
fn assess(rulebook: &Rulebook, case: &Case, operation: usize, room: usize) -> Assessed {
    let mut evaluator = Evaluator {
        rulebook,
        case,
        own: operation,
        room,
        values: vec![None; rulebook.conditions.len()],
        settled: vec![None; rulebook.tests.len()],
        elsewhere: FxHashMap::default(),
        questions: FxHashMap::default(),
        diagrams: Diagrams::default(),
    };
    let mut tests = vec![Settled::IDLE; rulebook.tests.len()];
    for id in &rulebook.order {
        tests[id.index()] = evaluator.settled(*id);
    }
    evaluator.diagrams.rest();
    Assessed {
        tests,
        values: evaluator.values,
        questions: evaluator.questions,
        diagrams: evaluator.diagrams,
        supports: FxHashMap::default(),
    }
}

impl Settled {
    /// Of a test that does not apply.
    const IDLE: Self = Self {
        outcome: Outcome::NotApplicable,
        applies: Node::FALSE,
        holds: Node::FALSE,
        of_readings: None,
        exact: true,
        of_all: None,
    };
}

/// A new variable for something that cannot be followed; such variables come before all others.
fn beyond(questions: &mut FxHashMap<Variable, Question>) -> Variable {
    let rank = Rank { test: Reverse(u32::MAX), place: crate::source::clamp(questions.len()) };
    let variable = Variable::new(rank, 0, false);
    questions.insert(variable, Question::Beyond);
    variable
}

/// Whether a test applies, and whether its conditions hold.
#[derive(Clone, Copy)]
struct Tested {
    applies: Node,
    holds: Node,
}

struct Evaluator<'a> {
    rulebook: &'a Rulebook,
    case: &'a Case,
    /// The operation being assessed.
    own: usize,
    /// How many nodes it may make.
    room: usize,
    /// Values of its conditions.
    values: Vec<Option<Node>>,
    /// Its tests so far.
    settled: Vec<Option<Tested>>,
    /// Tests of other operations that its tests ask about.
    elsewhere: FxHashMap<(usize, TestId), Tested>,
    questions: FxHashMap<Variable, Question>,
    diagrams: Diagrams,
}

impl Evaluator<'_> {
    /// A test of an operation, evaluated when it is first asked about.
    fn test(&mut self, operation: usize, id: TestId) -> Tested {
        let known = if operation == self.own {
            self.settled[id.index()]
        } else {
            self.elsewhere.get(&(operation, id)).copied()
        };
        if let Some(known) = known {
            return known;
        }
        let test = self.rulebook.test(id);
        let (start, end) = test.conditions;
        let mut values = Values { first: start, of: Vec::with_capacity((end - start) as usize) };
        let mut tested = Tested { applies: Node::TRUE, holds: Node::FALSE };
        if let Some(condition) = test.applies_when {
            self.conditions(operation, &mut values, condition.0 + 1);
            tested.applies = values.get(condition);
        }
        if tested.applies != Node::FALSE {
            self.conditions(operation, &mut values, end);
            tested.holds = values.get(test.met_when);
            for exception in &test.unless {
                let defeated = values.get(exception.when);
                tested.holds = self.within_reach(|evaluator| evaluator.diagrams.without(tested.holds, defeated));
            }
        }
        if operation == self.own {
            for (index, value) in values.of.into_iter().enumerate() {
                self.values[start as usize + index] = Some(value);
            }
            self.settled[id.index()] = Some(tested);
        } else {
            self.elsewhere.insert((operation, id), tested);
        }
        tested
    }

    fn settled(&mut self, test: TestId) -> Settled {
        let Tested { applies, holds } = self.test(self.own, test);
        if applies == Node::FALSE {
            return Settled::IDLE;
        }
        if !self.diagrams.has_readings(applies) && !self.diagrams.has_readings(holds) {
            let outcome = match (applies, holds.truth()) {
                (Node::TRUE, Some(true)) => Outcome::Met,
                (Node::TRUE, Some(false)) => Outcome::NotMet,
                _ => Outcome::Undetermined,
            };
            return Settled { outcome, applies, holds, ..Settled::IDLE };
        }
        let begun = self.diagrams.begin(self.step());
        let possible = self.diagrams.possible(applies, holds);
        let exact = !self.diagrams.end(begun);
        let of_readings = if exact { possible } else { Node::ANYTHING };
        let outcome = settle(&self.diagrams.results(of_readings));
        Settled { outcome, applies, holds, of_readings: Some(of_readings), exact, of_all: None }
    }

    /// How many nodes the next step may make.
    fn step(&self) -> usize {
        self.room.saturating_sub(self.diagrams.len()).min(self.room / STEPS)
    }

    /// The value of a condition; it stands for itself, if it would take more nodes than there is room for.
    fn within_reach(&mut self, step: impl FnOnce(&mut Self) -> Node) -> Node {
        let begun = self.diagrams.begin(self.step());
        let node = step(self);
        if self.diagrams.end(begun) {
            return self.diagrams.test(beyond(&mut self.questions), 2, |value| value == 1);
        }
        node
    }

    /// Evaluates the conditions of a test up to `end`, each after its parts.
    fn conditions(&mut self, operation: usize, values: &mut Values, end: u32) {
        for id in values.next()..end {
            let value = self.within_reach(|evaluator| evaluator.condition(operation, values, ConditionId(id)));
            values.of.push(value);
        }
    }

    fn condition(&mut self, operation: usize, values: &Values, id: ConditionId) -> Node {
        let rulebook = self.rulebook;
        match &rulebook.condition(id).ask {
            Ask::All(parts) => parts.iter().rev().fold(Node::TRUE, |all, part| {
                let part = values.get(*part);
                self.diagrams.and(all, part)
            }),
            Ask::Any(parts) => parts.iter().rev().fold(Node::FALSE, |any, part| {
                let part = values.get(*part);
                self.diagrams.or(any, part)
            }),
            Ask::Not(part) => {
                let part = values.get(*part);
                self.diagrams.not(part)
            }
            Ask::AtLeast(count, parts) => {
                let parts: Vec<Node> = parts.iter().map(|part| values.get(*part)).collect();
                self.diagrams.at_least(*count as usize, &parts)
            }
            Ask::Is(fact, mask) => self.is(operation, *fact, *mask),
            Ask::Number(fact, how, number) => self.number(operation, *fact, *how, *number),
            Ask::Relate(left, how, right, plus) => self.relate(operation, (*left, *right), *how, *plus),
            Ask::Has(fact, item) => self.has(operation, *fact, *item),
            Ask::Proved(fact, grade) => self.proved(operation, *fact, *grade),
            Ask::Test(whose, verb, test) => {
                self.whose(operation, *whose).map_or(Node::FALSE, |other| self.asked(other, *verb, *test))
            }
            Ask::Breach(whose, breached, tests) => {
                let Some(other) = self.whose(operation, *whose) else { return Node::FALSE };
                let any = tests.iter().fold(Node::FALSE, |any, test| {
                    let unmet = self.asked(other, Verb::Unmet, *test);
                    self.diagrams.or(any, unmet)
                });
                if *breached { any } else { self.diagrams.not(any) }
            }
            Ask::Reading(position, reading) => {
                if let Some(taken) = self.case.readings[position.index()] {
                    Node::constant(taken == *reading)
                } else {
                    let variable = self.variable(Question::Reading(*position));
                    let readings = rulebook.position(*position).readings.len();
                    self.diagrams.test(variable, readings, |value| value == *reading as usize)
                }
            }
        }
    }

    /// The operation a question is put to; none when this one answers or assists nothing.
    fn whose(&self, operation: usize, whose: Whose) -> Option<usize> {
        match whose {
            Whose::Own => Some(operation),
            Whose::Answered => self.case.operations[operation].responds_to,
            Whose::Assisted => self.case.operations[operation].assists,
        }
    }

    fn asked(&mut self, operation: usize, verb: Verb, test: TestId) -> Node {
        let Tested { applies, holds } = self.test(operation, test);
        match verb {
            Verb::Applies => applies,
            Verb::Met => self.diagrams.and(applies, holds),
            Verb::Unmet | Verb::Breached => self.diagrams.without(applies, holds),
            Verb::Ok => {
                let unmet = self.diagrams.without(applies, holds);
                self.diagrams.not(unmet)
            }
        }
    }
}

/// The values of a test's conditions so far.
struct Values {
    first: u32,
    of: Vec<Node>,
}

impl Values {
    fn get(&self, id: ConditionId) -> Node {
        self.of.get((id.0 - self.first) as usize).copied().unwrap_or(Node::FALSE)
    }

    fn next(&self) -> u32 {
        self.first + crate::source::clamp(self.of.len())
    }
}

/// The outcome, from the sets of outcomes that each choice of readings leaves possible.
#[must_use]
pub fn settle(by_reading: &[u8]) -> Outcome {
    let determinate: Vec<u8> = by_reading.iter().copied().filter(|set| set.is_power_of_two()).collect();
    match (determinate.as_slice(), by_reading.len()) {
        ([only], 1) if *only == MET => Outcome::Met,
        ([only], 1) if *only == NOT_MET => Outcome::NotMet,
        ([only], 1) if *only == NOT_APPLICABLE => Outcome::NotApplicable,
        ([_, _, ..], _) => Outcome::Contested,
        _ => Outcome::Undetermined,
    }
}
