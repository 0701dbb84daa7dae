//! Rulebook × facts → outcomes. Pure, total, and knows no doctrine.
//!
//! A test is evaluated when it is first asked about (`walk`). What the facts
//! settle becomes true or false; what they do not becomes a decision diagram
//! over the open questions (`follow`), so an outcome is exact from the start:
//! there is no second engine that settles what a first one left open. A missing
//! fact is not an error, and nothing here can fail.
//!
//! The answer to "why" is not worked out here; [`crate::explain`] reads it off
//! the same values.

mod ask;
mod follow;
mod walk;

use crate::diagram::{Diagrams, MET, NOT_APPLICABLE, NOT_MET, Node, Variable};
use crate::facts::Case;
use crate::outcome::Outcome;
use crate::rulebook::{ConditionId, FactId, PositionId, Rulebook, TestId};
use ask::Asker;
use follow::Following;
use rustc_hash::FxHashMap;
use std::rc::Rc;
use walk::Walk;

/// All outcomes of a case, with what they were computed from.
pub struct Assessment<'a> {
    /// The rules.
    pub rulebook: &'a Rulebook,
    /// The facts.
    pub case: &'a Case,
    /// One per operation of the case.
    pub operations: Vec<Assessed<'a>>,
}

/// The outcomes of one operation.
pub struct Assessed<'a> {
    /// By test, once it was asked.
    tests: Vec<Option<Settled>>,
    /// What was evaluated so far.
    walk: Walk<'a>,
    /// What nodes turn on, once it was asked.
    supports: FxHashMap<Node, Rc<[Variable]>>,
    /// What tests depend on, once it was asked.
    open: FxHashMap<TestId, Open>,
}

/// The outcome of a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    /// How it comes out.
    pub outcome: Outcome,
    /// That could be worked out.
    pub exact: bool,
}

/// What an outcome depends on.
#[derive(Debug, Clone, Copy)]
pub struct Open {
    /// The outcome as a function of all that is open.
    pub of_all: Node,
    /// For each choice of readings, the outcomes that missing facts leave possible.
    pub of_readings: Node,
}

impl<'a> Assessed<'a> {
    fn new(asker: Asker<'a>, operation: usize, room: usize) -> Self {
        Self {
            tests: vec![None; asker.rulebook.tests.len()],
            walk: Walk::new(asker, operation, Following::within(room)),
            supports: FxHashMap::default(),
            open: FxHashMap::default(),
        }
    }

    /// How a test comes out.
    pub fn settled(&mut self, test: TestId) -> Settled {
        if let Some(known) = self.tests[test.index()] {
            return known;
        }
        let tested = self.walk.test(self.walk.own, test);
        let settled = self.walk.following.settled(tested);
        self.tests[test.index()] = Some(settled);
        settled
    }

    /// The value of a condition of a test that was asked about; none where the test does not apply
    /// and it was not asked.
    #[must_use]
    pub fn value(&self, condition: ConditionId) -> Option<Node> {
        self.walk.values.get(condition.index()).copied().flatten()
    }

    /// What an open question of a test that was asked about is.
    #[must_use]
    pub fn question(&self, variable: Variable) -> Question {
        self.walk.following.questions.get(&variable).copied().unwrap_or(Question::Beyond)
    }

    /// The nodes of the tests that were asked about.
    pub fn diagrams(&mut self) -> &mut Diagrams {
        &mut self.walk.following.diagrams
    }

    /// The open questions a node turns on, in the order of diagrams.
    pub fn support(&mut self, node: Node) -> Rc<[Variable]> {
        let diagrams = &self.walk.following.diagrams;
        let found = self.supports.entry(node).or_insert_with(|| diagrams.support(node).into());
        Rc::clone(found)
    }

    /// Whether a test applies.
    pub fn applies(&mut self, test: TestId) -> Node {
        self.walk.test(self.walk.own, test).applies
    }

    /// What the outcome of a test depends on, which is followed to the end.
    pub fn open(&mut self, test: TestId) -> Open {
        if let Some(known) = self.open.get(&test) {
            return *known;
        }
        let tested = self.walk.test(self.walk.own, test);
        let open = self.walk.following.open(tested);
        self.open.insert(test, open);
        open
    }
}

/// What is open in a scenario is followed through no more than so many nodes: some 60 MB and a
/// few tenths of a second. Decided cases need a twentieth of it. See [`Question::Beyond`].
const MAX_NODES: usize = 500_000;
/// What each operation may take of them, however many there are.
const MIN_NODES: usize = 10_000;

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

/// Assesses every operation of a case against every test that is asked about, when it is.
#[must_use]
pub fn evaluate<'a>(rulebook: &'a Rulebook, case: &'a Case) -> Assessment<'a> {
    let share = MAX_NODES / case.operations.len().max(1);
    evaluate_within(rulebook, case, share.max(MIN_NODES))
}

/// The same with so many nodes for each operation.
#[must_use]
pub fn evaluate_within<'a>(rulebook: &'a Rulebook, case: &'a Case, nodes: usize) -> Assessment<'a> {
    let asker = Asker { rulebook, case };
    let operations = (0..case.operations.len()).map(|operation| Assessed::new(asker, operation, nodes)).collect();
    Assessment { rulebook, case, operations }
}

impl Assessment<'_> {
    /// The outcome of a test for an operation.
    pub fn outcome(&mut self, operation: usize, test: TestId) -> Outcome {
        self.operations[operation].settled(test).outcome
    }

    /// Asks every test about every operation.
    pub fn ask_everything(&mut self) {
        for operation in &mut self.operations {
            for test in &self.rulebook.order {
                operation.settled(*test);
            }
        }
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
