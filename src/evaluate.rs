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

use crate::condition::{Comparison, Verb, Whose};
use crate::diagram::{Diagrams, MET, NOT_APPLICABLE, NOT_MET, Node, Variable};
use crate::facts::{Case, Given};
use crate::outcome::Outcome;
use crate::rule::FactKind;
use crate::rulebook::{Ask, ConditionId, FactId, PositionId, Rank, Rulebook, TestId};
use crate::value::{GRADES, Value};
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
    /// For each choice of readings, the outcomes that missing facts leave possible; none, if that
    /// could not be worked out or is the same for all.
    of_readings: Option<Node>,
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
            let place = crate::source::clamp(self.tests.len() + test.index());
            let beyond = Variable::new(Rank { test: BEYOND, place }, 0, false);
            self.questions.insert(beyond, Question::Beyond);
            self.diagrams.any_outcome(beyond)
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

/// The rank of things beyond reach: before all others.
const BEYOND: Reverse<u32> = Reverse(u32::MAX);

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
        beyond: 0,
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
        of_all: None,
    };
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
    /// How many things were given up.
    beyond: u32,
    diagrams: Diagrams,
}

/// A fact as a condition meets it.
enum Known<'v> {
    /// One value.
    Value(&'v Value),
    /// An open one, with what it can still be.
    Open(Asked, Option<&'v Value>),
}

impl<'a> Evaluator<'a> {
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
            return Settled { outcome, applies, holds, of_readings: None, of_all: None };
        }
        let begun = self.diagrams.begin(self.step());
        let possible = self.diagrams.possible(applies, holds);
        let of_readings = (!self.diagrams.end(begun)).then_some(possible);
        let outcome = of_readings.map_or(Outcome::Undetermined, |node| settle(&self.diagrams.results(node)));
        Settled { outcome, applies, holds, of_readings, of_all: None }
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
            let beyond = self.beyond();
            return self.diagrams.test(beyond, 2, |value| value == 1);
        }
        node
    }

    /// A variable for something that cannot be followed; such variables come before all others.
    fn beyond(&mut self) -> Variable {
        self.beyond += 1;
        let variable = Variable::new(Rank { test: BEYOND, place: self.beyond }, 0, false);
        self.questions.insert(variable, Question::Beyond);
        variable
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

    /// The variable of an open question.
    fn variable(&mut self, question: Question) -> Variable {
        let question = self.once(question);
        let ranks = &self.rulebook.ranks;
        let (rank, asked) = match question {
            Question::Fact(asked, fact) => (ranks.values[fact.index()], Some(asked)),
            Question::Proof(asked, fact) => (ranks.proofs[fact.index()], Some(asked)),
            Question::Item(asked, fact, item) => (ranks.items[fact.index()][usize::from(item)], Some(asked)),
            Question::Reading(position) => (ranks.positions[position.index()], None),
            Question::Beyond => return self.beyond(),
        };
        let whose = match asked {
            None => 0,
            Some(Asked::Operation(operation)) => crate::source::clamp(operation),
            Some(Asked::Statement(statement)) => crate::source::clamp(self.case.operations.len()) + statement,
        };
        let variable = Variable::new(rank, whose, asked.is_none());
        self.questions.insert(variable, question);
        variable
    }

    /// What is stated of a party is one question in whatever role the party appears.
    fn once(&self, question: Question) -> Question {
        let first = |fact| self.rulebook.namesakes(fact).next().unwrap_or(fact);
        match question {
            Question::Fact(asked @ Asked::Statement(_), fact) => Question::Fact(asked, first(fact)),
            Question::Item(asked @ Asked::Statement(_), fact, item) => Question::Item(asked, first(fact), item),
            Question::Proof(asked @ Asked::Statement(_), fact) => Question::Proof(asked, first(fact)),
            other => other,
        }
    }

    fn known(&self, operation: usize, fact: FactId) -> Known<'a> {
        match self.case.given(self.rulebook, operation, fact) {
            Given::Missing => Known::Open(Asked::Operation(operation), None),
            Given::Assumed(value) => Known::Value(value),
            Given::Stated(statement, index) => match &statement.value {
                Value::Unknown => Known::Open(Asked::Statement(index), None),
                range if range.is_range() => Known::Open(Asked::Statement(index), Some(range)),
                value => Known::Value(value),
            },
        }
    }

    fn is(&mut self, operation: usize, fact: FactId, mask: u64) -> Node {
        match self.known(operation, fact) {
            Known::Value(Value::Listed(value, _)) => Node::constant(mask & (1 << value) != 0),
            Known::Value(_) => Node::FALSE,
            Known::Open(asked, range) => {
                let (first, last) = self.listed(fact, range);
                let variable = self.variable(Question::Fact(asked, fact));
                self.diagrams.test(variable, last - first + 1, |value| mask & (1 << (value + first)) != 0)
            }
        }
    }

    /// The first and the last value that an open fact can have, as the vocabulary lists them.
    fn listed(&self, fact: FactId, range: Option<&Value>) -> (usize, usize) {
        match range {
            Some(Value::Listed(low, high)) => (usize::from(*low), usize::from(*high)),
            _ => (0, self.rulebook.fact(fact).kind.len().saturating_sub(1)),
        }
    }

    fn number(&mut self, operation: usize, fact: FactId, how: Comparison, number: f64) -> Node {
        match self.known(operation, fact) {
            Known::Value(Value::Number(value, _)) => Node::constant(compare(how, *value, number)),
            Known::Value(_) => Node::FALSE,
            Known::Open(asked, range) => {
                let points = self.points(fact, range);
                let variable = self.variable(Question::Fact(asked, fact));
                self.diagrams.test(variable, points.len(), |value| compare(how, points[value], number))
            }
        }
    }

    /// Numbers that stand for all an open number can be: every number it can be
    /// held against, and one below each. Numbers compared with each other need
    /// as many below each as there are of them, and the same ones wherever they
    /// are asked, so that they can stand in any order that they can have.
    fn points(&self, fact: FactId, range: Option<&Value>) -> Vec<f64> {
        let group = self.rulebook.compared_with(fact);
        let mut marks = vec![0.0];
        let mut steps: Vec<f64> = Vec::new();
        let mut open: Vec<(Asked, FactId)> = Vec::new();
        for fact in &group {
            marks.extend(&self.rulebook.fact(*fact).thresholds);
            #[expect(clippy::cast_precision_loss, reason = "steps are small")]
            steps.extend(self.rulebook.fact(*fact).related.iter().map(|(_, plus)| *plus as f64));
            for operation in 0..self.case.operations.len() {
                match self.known(operation, *fact) {
                    Known::Value(Value::Number(low, high)) => marks.extend([*low, *high]),
                    Known::Value(_) => {}
                    Known::Open(asked, range) => {
                        if let Some(Value::Number(low, high)) = range {
                            marks.extend([*low, *high]);
                        }
                        if !open.contains(&(asked, *fact)) {
                            open.push((asked, *fact));
                        }
                    }
                }
            }
        }
        let open = if group.len() == 1 { 1 } else { open.len() };
        let widest = steps.iter().copied().fold(1.0, f64::max);
        #[expect(clippy::cast_precision_loss, reason = "operations are few")]
        marks.push(marks.iter().copied().fold(0.0, f64::max) + widest * (open + 1) as f64);
        for _ in 0..open {
            let moved: Vec<f64> = marks.iter().flat_map(|mark| steps.iter().map(move |step| mark + step)).collect();
            marks.extend(moved);
            marks.sort_unstable_by(f64::total_cmp);
            marks.dedup();
        }
        marks.sort_unstable_by(f64::total_cmp);
        marks.dedup();
        let gap = marks.windows(2).map(|pair| pair[1] - pair[0]).fold(1.0, f64::min);
        // A power of two, so that steps are exact.
        #[expect(clippy::cast_precision_loss, reason = "operations are few")]
        let less = (gap / (open + 2) as f64).log2().floor().exp2();
        let (low, high) = match range {
            Some(Value::Number(low, high)) => (*low, *high),
            _ => (f64::NEG_INFINITY, f64::INFINITY),
        };
        #[expect(clippy::cast_precision_loss, reason = "operations are few")]
        let mut points: Vec<f64> = marks
            .iter()
            .flat_map(|mark| (0..=open).rev().map(move |below| mark - less * below as f64))
            .filter(|point| (low..=high).contains(point))
            .collect();
        points.truncate(usize::from(u8::MAX));
        points
    }

    fn relate(&mut self, operation: usize, (left, right): (FactId, FactId), how: Comparison, plus: i64) -> Node {
        let sides = [left, right].map(|fact| self.side(operation, fact));
        #[expect(clippy::cast_precision_loss, reason = "steps are small")]
        let holds = |left: f64, right: f64| compare(how, left, right + plus as f64);
        match sides {
            [Side::Fixed(left), Side::Fixed(right)] => Node::constant(holds(left, right)),
            [Side::Open(variable, values), Side::Fixed(right)] => {
                self.diagrams.test(variable, values.len(), |value| holds(values[value], right))
            }
            [Side::Fixed(left), Side::Open(variable, values)] => {
                self.diagrams.test(variable, values.len(), |value| holds(left, values[value]))
            }
            [Side::Open(first, lefts), Side::Open(second, rights)] => {
                let mut any = Node::FALSE;
                for (index, left) in lefts.iter().enumerate() {
                    let this = self.diagrams.test(first, lefts.len(), |value| value == index);
                    let fits = self.diagrams.test(second, rights.len(), |value| holds(*left, rights[value]));
                    let both = self.diagrams.and(this, fits);
                    any = self.diagrams.or(any, both);
                }
                any
            }
        }
    }

    fn side(&mut self, operation: usize, fact: FactId) -> Side {
        let numeric = matches!(self.rulebook.fact(fact).kind, FactKind::Number { .. });
        match self.known(operation, fact) {
            Known::Value(Value::Listed(value, _)) => Side::Fixed(f64::from(*value)),
            Known::Value(Value::Number(value, _)) => Side::Fixed(*value),
            Known::Value(_) => Side::Fixed(f64::NAN),
            Known::Open(asked, range) if numeric => {
                let points = self.points(fact, range);
                Side::Open(self.variable(Question::Fact(asked, fact)), points)
            }
            Known::Open(asked, range) => {
                let (first, last) = self.listed(fact, range);
                let variable = self.variable(Question::Fact(asked, fact));
                let rank = |value: usize| f64::from(u8::try_from(value).unwrap_or(u8::MAX));
                Side::Open(variable, (first..=last).map(rank).collect())
            }
        }
    }

    fn has(&mut self, operation: usize, fact: FactId, item: u16) -> Node {
        match self.known(operation, fact) {
            Known::Value(Value::Items(items)) => Node::constant(items.contains(&item)),
            Known::Value(_) => Node::FALSE,
            Known::Open(asked, _) => {
                let variable = self.variable(Question::Item(asked, fact, item));
                self.diagrams.test(variable, 2, |value| value == 1)
            }
        }
    }

    fn proved(&mut self, operation: usize, fact: FactId, grade: u8) -> Node {
        let is_bool = self.rulebook.fact(fact).kind == FactKind::Bool;
        let (asked, stated) = match self.case.given(self.rulebook, operation, fact) {
            Given::Missing => (Asked::Operation(operation), None),
            Given::Assumed(_) => (Asked::Operation(operation), Some(None)),
            Given::Stated(statement, index) => match statement.value {
                Value::Unknown => (Asked::Statement(index), None),
                _ => (Asked::Statement(index), Some(statement.grade)),
            },
        };
        let enough = if let Some(stated) = stated {
            Node::constant(stated.is_none_or(|stated| stated >= grade))
        } else {
            let variable = self.variable(Question::Proof(asked, fact));
            self.diagrams.test(variable, GRADES.len(), |value| value >= usize::from(grade))
        };
        if !is_bool {
            return enough;
        }
        let holds = self.is(operation, fact, 0b10);
        self.diagrams.and(holds, enough)
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

/// One side of a comparison of two facts.
enum Side {
    Fixed(f64),
    Open(Variable, Vec<f64>),
}

fn compare(how: Comparison, left: f64, right: f64) -> bool {
    left.partial_cmp(&right).is_some_and(|ordering| how.holds(ordering))
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
