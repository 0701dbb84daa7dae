//! What of the rules a library exercises: a fold over assessments, once their expectations were compared.
//!
//! [`Plan`] lists what there is to exercise. [`Plan::exercise`] says what one scenario exercises of
//! it, [`Coverage`] adds that up; sums may be formed in any order. What counts, and why, stands in
//! README.md under "Coverage".

use super::{Compared, Verdict};
use crate::evaluate::Assessment;
use crate::explain::decided::Decided;
use crate::outcome::Outcome;
use crate::rulebook::{ConditionId, PositionId, Rulebook, TestId};

/// A part of the rules that can be exercised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A test.
    Test(TestId),
    /// A named element of a test.
    Element(TestId, ConditionId),
    /// An exception to a test, by its number.
    Exception(TestId, usize),
    /// A reading of a position, by its number.
    Reading(PositionId, usize),
}

/// A way in which a part can be exercised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The test came out so.
    Outcome(Outcome),
    /// The element was true, or false, and decided.
    Was(bool),
    /// The exception defeated the test, or the test was met because it did not apply.
    Applied(bool),
    /// The reading was taken, and what it says was on the path that decided.
    Taken,
    /// The position was left open, and divided the test that asks about it.
    Dividing,
}

/// How often something was exercised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, schemars::JsonSchema)]
pub struct Count {
    /// By an expectation that holds and could not hold otherwise.
    pub expected: u32,
    /// By an assessment, whether or not anything was expected of it.
    pub reached: u32,
}

/// How much of something is exercised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, schemars::JsonSchema)]
pub struct Share {
    /// How many points there are to exercise.
    pub points: u32,
    /// How many an expectation exercises.
    pub exercised: u32,
    /// How many an assessment reaches at least.
    pub reached: u32,
}

impl Share {
    /// Adds another.
    pub fn add(&mut self, other: Self) {
        self.points += other.points;
        self.exercised += other.exercised;
        self.reached += other.reached;
    }

    /// Whether at least so many of a hundred points are exercised.
    #[must_use]
    pub fn is_at_least(&self, percent: f64) -> bool {
        f64::from(self.exercised) * 100.0 >= percent * f64::from(self.points)
    }
}

/// What there is to exercise.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Every part, test by test, then readings.
    pub entries: Vec<Entry>,
    /// How many ways all parts have together.
    ways: usize,
    /// The first way of each test, of the first of its exceptions, of each condition and of the first reading of each
    /// position; none for those that are not looked at.
    tests: Vec<Option<usize>>,
    exceptions: Vec<usize>,
    elements: Vec<Option<usize>>,
    readings: Vec<Option<usize>>,
}

/// A part with the ways in which it can be exercised.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The part.
    pub part: Part,
    /// The ways, each with whether it is asked for. Of a reading, one way will do; else each that is asked for is a
    /// point of its own.
    pub ways: Vec<(Way, bool)>,
    /// The number of the first of them.
    first: usize,
}

/// What one scenario exercised: numbers of ways, each with whether it was expected.
#[derive(Debug, Clone, Default)]
pub struct Exercised(Vec<(u32, bool)>);

/// How often each way was exercised.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coverage {
    counts: Vec<Count>,
}

impl Plan {
    /// What there is to exercise of these tests: their outcomes, elements and exceptions, and the readings of the
    /// positions that they ask about.
    #[must_use]
    pub fn of(rulebook: &Rulebook, tests: &[TestId]) -> Self {
        let mut plan = Self {
            entries: Vec::new(),
            ways: 0,
            tests: vec![None; rulebook.tests.len()],
            exceptions: vec![0; rulebook.tests.len()],
            elements: vec![None; rulebook.conditions.len()],
            readings: vec![None; rulebook.positions.len()],
        };
        let mut positions: Vec<PositionId> = Vec::new();
        for test in rulebook.test_ids().filter(|test| tests.contains(test)) {
            plan.add_test(rulebook, test);
            positions.extend(rulebook.positions_asked_by(test));
        }
        positions.sort_unstable();
        positions.dedup();
        for position in positions {
            plan.readings[position.index()] = Some(plan.ways);
            for reading in 0..rulebook.position(position).readings.len() {
                plan.add(Part::Reading(position, reading), [(Way::Taken, true), (Way::Dividing, true)]);
            }
        }
        plan
    }

    fn add_test(&mut self, rulebook: &Rulebook, test: TestId) {
        let rule = rulebook.test(test);
        let own_positions = rulebook.positions_asked_by(test);
        self.tests[test.index()] = Some(self.ways);
        let asked = |outcome: Outcome| match outcome {
            Outcome::Met | Outcome::NotMet => true,
            Outcome::NotApplicable => rule.applies_when.is_some(),
            Outcome::Contested => !own_positions.is_empty(),
            Outcome::Undetermined => false,
        };
        self.add(Part::Test(test), Outcome::ALL.map(|outcome| (Way::Outcome(outcome), asked(outcome))));
        let (first, end) = rule.conditions;
        let named = |id: &ConditionId| rulebook.condition(*id).element.is_some();
        let mut elements: Vec<ConditionId> = (first..end).map(ConditionId).filter(named).collect();
        elements.sort_by_key(|id| rulebook.condition(*id).line);
        for id in elements {
            self.elements[id.index()] = Some(self.ways);
            self.add(Part::Element(test, id), [(Way::Was(true), true), (Way::Was(false), true)]);
        }
        self.exceptions[test.index()] = self.ways;
        for index in 0..rule.unless.len() {
            self.add(Part::Exception(test, index), [(Way::Applied(true), true), (Way::Applied(false), true)]);
        }
    }

    fn add<const WAYS: usize>(&mut self, part: Part, ways: [(Way, bool); WAYS]) {
        self.entries.push(Entry { part, ways: ways.to_vec(), first: self.ways });
        self.ways += WAYS;
    }

    /// Adds what a scenario exercises, once its expectations were compared.
    pub fn exercise(&self, assessment: &mut Assessment<'_>, compared: &Compared, exercised: &mut Exercised) {
        for operation in 0..assessment.operations.len() {
            for test in assessment.rulebook.test_ids() {
                self.mark(assessment, operation, test, false, exercised);
            }
        }
        for verdict in compared.verdicts.iter().filter(|verdict| vouches(verdict)) {
            let operations = &assessment.case.operations;
            if let Some(operation) = operations.iter().position(|one| one.key == verdict.operation) {
                self.mark(assessment, operation, verdict.expected.test, true, exercised);
            }
        }
    }

    /// Marks how a test came out, and what made it come out so.
    fn mark(
        &self,
        assessment: &mut Assessment<'_>,
        operation: usize,
        test: TestId,
        expected: bool,
        exercised: &mut Exercised,
    ) {
        let Some(start) = self.tests[test.index()] else { return };
        let rulebook = assessment.rulebook;
        let outcome = assessment.outcome(operation, test);
        let from = exercised.0.len();
        // A condition that a test asks twice is exercised once by it.
        let mut mark = |way: usize| {
            let one = (crate::source::clamp(way), expected);
            if !exercised.0[from..].contains(&one) {
                exercised.0.push(one);
            }
        };
        mark(start + Outcome::ALL.iter().position(|one| *one == outcome).unwrap_or_default());
        assessment.decided(operation, test, &mut |decided| match decided {
            Decided::Condition(id, truth) => {
                if let Some(first) = self.elements[id.index()] {
                    mark(first + usize::from(!truth));
                }
            }
            Decided::Exception(index, applied) => {
                mark(self.exceptions[test.index()] + 2 * index + usize::from(!applied));
            }
            Decided::Taken(position, reading) => {
                if let Some(first) = self.readings[position.index()] {
                    mark(first + 2 * reading as usize);
                }
            }
            Decided::Divides(position) => {
                if let Some(first) = self.readings[position.index()] {
                    let readings = rulebook.position(position).readings.len();
                    (0..readings).for_each(|reading| mark(first + 2 * reading + 1));
                }
            }
        });
    }
}

/// Whether an expectation holds, and would not if the test came out otherwise.
fn vouches(verdict: &Verdict) -> bool {
    verdict.held() && verdict.expected.accepted.iter().all(|outcome| *outcome == verdict.outcome)
}

impl Coverage {
    /// Nothing exercised yet of a plan.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        Self { counts: vec![Count::default(); plan.ways] }
    }

    /// Adds what scenarios exercised.
    pub fn add(&mut self, exercised: &Exercised) {
        for (way, expected) in &exercised.0 {
            if let Some(count) = self.counts.get_mut(*way as usize) {
                let which = if *expected { &mut count.expected } else { &mut count.reached };
                *which = which.saturating_add(1);
            }
        }
    }

    /// Adds what was added up elsewhere under the same plan.
    pub fn merge(&mut self, other: &Self) {
        for (count, other) in self.counts.iter_mut().zip(&other.counts) {
            count.expected = count.expected.saturating_add(other.expected);
            count.reached = count.reached.saturating_add(other.reached);
        }
    }

    /// How often each way of a part was exercised, and whether it is asked for.
    pub fn ways<'c>(&'c self, entry: &'c Entry) -> impl Iterator<Item = (Way, bool, Count)> + 'c {
        let counts = self.counts.iter().skip(entry.first);
        entry.ways.iter().zip(counts).map(|((way, asked), count)| (*way, *asked, *count))
    }

    /// How much of a part is exercised.
    #[must_use]
    pub fn share(&self, entry: &Entry) -> Share {
        let asked: Vec<Count> = self.ways(entry).filter(|(_, asked, _)| *asked).map(|(.., count)| count).collect();
        let exercised = asked.iter().filter(|count| count.expected > 0).count();
        let reached = asked.iter().filter(|count| count.reached > 0).count();
        let most = if matches!(entry.part, Part::Reading(..)) { 1 } else { asked.len() };
        let of = |number: usize| crate::source::clamp(number.min(most));
        Share { points: of(asked.len()), exercised: of(exercised), reached: of(reached) }
    }
}
