//! Decision diagrams: what is still open, exactly.
//!
//! A [`Node`] is a function of open questions. Each question is a variable with
//! as many values as it has answers: two for a missing boolean, one per level
//! for a missing level, one per reading for an unsettled point. Nodes are
//! shared and reduced, so two conditions that come out the same however the
//! open questions are answered are the same node, a condition that cannot be
//! open any more is a constant, and a question that cannot matter is simply
//! not there. That is what makes "either way" exact.
//!
//! Many-valued variables are why this is not one of the crates for boolean
//! diagrams: there, a level is a bundle of bits, most combinations of which
//! mean nothing and have to be excluded by constraints in every question asked.
//! See Bryant, "Graph-Based Algorithms for Boolean Function Manipulation"
//! (1986), and Kam et al., "Multi-Valued Decision Diagrams" (1998).

use crate::rulebook::Rank;
use hashbrown::HashTable;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::{BuildHasher, Hash, Hasher};

/// A function of the open questions; constants come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node(u32);

/// A variable: an open question. Diagrams test variables in this order, and the order decides
/// their size: the same question about two operations is two neighbours.
///
/// Rank, whose and reading are packed into one number, because comparing variables is what
/// diagrams do all day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Variable(u64);

impl Variable {
    const WHOSE_BITS: u32 = 23;
    const PLACE_BITS: u32 = 20;
    const TEST_BITS: u32 = 20;

    /// A question by its rank, of whom it is asked, and whether it is the choice of a reading.
    #[must_use]
    pub fn new(rank: Rank, whose: u32, reading: bool) -> Self {
        let clip = |number: u32, bits: u32| u64::from(number.min((1 << bits) - 1));
        let test = clip(u32::MAX, Self::TEST_BITS) - clip(rank.test.0, Self::TEST_BITS);
        let place = test << Self::PLACE_BITS | clip(rank.place, Self::PLACE_BITS);
        Self((place << Self::WHOSE_BITS | clip(whose, Self::WHOSE_BITS)) << 1 | u64::from(reading))
    }

    /// Whether it is the choice of a reading, and not a fact.
    fn is_reading(self) -> bool {
        self.0 & 1 == 1
    }

    /// A key that puts questions in the order in which the tests ask them.
    #[must_use]
    pub fn asked(self) -> u64 {
        let bits = Self::PLACE_BITS + Self::WHOSE_BITS + 1;
        self.0 ^ (((1 << Self::TEST_BITS) - 1) << bits)
    }
}

impl Node {
    /// Always false.
    pub const FALSE: Self = Self(0);
    /// Always true.
    pub const TRUE: Self = Self(1);

    /// The outcome is that the test does not apply, as a set of outcomes.
    pub const IDLE: Self = Self(NOT_APPLICABLE as u32);

    /// Any outcome is possible.
    pub const ANYTHING: Self = Self((NOT_APPLICABLE | NOT_MET | MET) as u32);

    /// How many constants there are: truth values, and sets of three outcomes as bits.
    const CONSTANTS: u32 = 8;

    /// A truth value as a node.
    #[must_use]
    pub fn constant(value: bool) -> Self {
        if value { Self::TRUE } else { Self::FALSE }
    }

    /// The truth value, unless it is open.
    #[must_use]
    pub fn truth(self) -> Option<bool> {
        match self {
            Self::FALSE => Some(false),
            Self::TRUE => Some(true),
            _ => None,
        }
    }

    /// A set of outcomes as a node.
    #[must_use]
    pub fn set(bits: u8) -> Self {
        Self(u32::from(bits))
    }

    /// The set of outcomes, of a node that is a constant one.
    fn bits(self) -> Option<u8> {
        u8::try_from(self.0).ok().filter(|bits| u32::from(*bits) < Self::CONSTANTS)
    }

    fn is_constant(self) -> bool {
        self.0 < Self::CONSTANTS
    }

    /// Where a node that is no constant is kept.
    fn index(self) -> usize {
        (self.0 - Self::CONSTANTS) as usize
    }
}

/// Outcomes as bits of a constant.
pub const NOT_APPLICABLE: u8 = 1;
/// See [`NOT_APPLICABLE`].
pub const NOT_MET: u8 = 2;
/// See [`NOT_APPLICABLE`].
pub const MET: u8 = 4;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Operation {
    And,
    Or,
    /// The left and not the right.
    Without,
    /// Union of sets of outcomes.
    Union,
    /// The outcome of a test, from its applicability and whether its conditions hold.
    Outcome,
    /// The outcomes it can have, by readings.
    Possible,
}

#[derive(Clone, Copy)]
struct Inner {
    variable: Variable,
    /// Where its children begin.
    first: u32,
    /// How many there are: one for each value of the variable.
    values: u8,
    /// It turns on a reading, here or further down.
    readings: bool,
}

impl Inner {
    fn children(&self) -> std::ops::Range<usize> {
        let first = self.first as usize;
        first..first + usize::from(self.values)
    }
}

/// Limited work that contains other limited work.
#[must_use]
#[derive(Clone, Copy)]
pub struct Begun {
    limit: Option<usize>,
    given_up: bool,
}

/// All nodes of one operation.
#[derive(Default)]
pub struct Diagrams {
    /// The number of nodes at which work is given up.
    limit: Option<usize>,
    /// Work was given up: what comes out of it means nothing.
    given_up: bool,
    nodes: Vec<Inner>,
    children: Vec<Node>,
    /// Every node once, by the hash of its variable and children.
    unique: HashTable<(u64, Node)>,
    binary: Cache,
    /// Children of nodes that are being made.
    parts: Vec<Node>,
    negated: FxHashMap<Node, Node>,
}

impl Diagrams {
    /// The function that is true when the variable, of so many values, has one of those for which `holds` is.
    pub fn test(&mut self, variable: Variable, values: usize, mut holds: impl FnMut(usize) -> bool) -> Node {
        let start = self.children.len();
        self.children.extend((0..values).map(|value| Node::constant(holds(value))));
        self.make(variable, start)
    }

    /// The outcome that nothing is known about: any of the three.
    pub fn any_outcome(&mut self, variable: Variable) -> Node {
        self.join(variable, &[NOT_APPLICABLE, NOT_MET, MET].map(Node::set))
    }

    /// The node of a variable whose children are the last ones pushed, from `start` on.
    fn make(&mut self, variable: Variable, start: usize) -> Node {
        let children = &self.children[start..];
        let first = children.first().copied().unwrap_or(Node::FALSE);
        if children.iter().all(|child| *child == first) {
            self.children.truncate(start);
            return first;
        }
        let hash = hash(variable, children);
        let (nodes, all) = (&self.nodes, &self.children);
        let same = |node: Node| {
            let inner = &nodes[node.index()];
            inner.variable == variable && all[inner.children()] == *children
        };
        if let Some((_, found)) = self.unique.find(hash, |(other, node)| *other == hash && same(*node)) {
            let found = *found;
            self.children.truncate(start);
            return found;
        }
        let node = Node(crate::source::clamp(self.nodes.len()) + Node::CONSTANTS);
        let values = u8::try_from(self.children.len() - start).unwrap_or(u8::MAX);
        let readings = variable.is_reading() || self.children[start..].iter().any(|child| self.has_readings(*child));
        self.nodes.push(Inner { variable, first: crate::source::clamp(start), values, readings });
        self.unique.insert_unique(hash, (hash, node), |(hash, _)| *hash);
        node
    }

    /// Whether a node turns on any reading.
    #[must_use]
    pub fn has_readings(&self, node: Node) -> bool {
        !node.is_constant() && self.nodes[node.index()].readings
    }

    fn variable_of(&self, node: Node) -> Option<Variable> {
        (!node.is_constant()).then(|| self.nodes[node.index()].variable)
    }

    fn child(&self, node: Node, value: usize) -> Node {
        let inner = &self.nodes[node.index()];
        self.children[inner.first as usize + value]
    }

    fn inner(&self, node: Node) -> Option<Inner> {
        (!node.is_constant()).then(|| self.nodes[node.index()])
    }

    /// How many children a node has.
    fn values(&self, node: Node) -> usize {
        if node.is_constant() { 0 } else { usize::from(self.nodes[node.index()].values) }
    }

    /// Begins work that is given up if it makes more nodes than this, and says where it began.
    /// Such work can be part of other such work.
    pub fn begin(&mut self, room: usize) -> Begun {
        let begun = Begun { limit: self.limit, given_up: self.given_up };
        self.limit = Some(self.nodes.len() + room);
        self.given_up = false;
        begun
    }

    /// Ends it, and says whether it was given up.
    pub fn end(&mut self, begun: Begun) -> bool {
        self.limit = begun.limit;
        std::mem::replace(&mut self.given_up, begun.given_up)
    }

    /// Lets go of what was remembered only to make more nodes quickly.
    pub fn rest(&mut self) {
        self.binary = Cache::default();
        self.negated = FxHashMap::default();
    }

    /// Both.
    pub fn and(&mut self, left: Node, right: Node) -> Node {
        self.apply(Operation::And, left, right)
    }

    /// Either.
    pub fn or(&mut self, left: Node, right: Node) -> Node {
        self.apply(Operation::Or, left, right)
    }

    /// The left and not the right.
    pub fn without(&mut self, left: Node, right: Node) -> Node {
        self.apply(Operation::Without, left, right)
    }

    /// Not.
    pub fn not(&mut self, node: Node) -> Node {
        if let Some(truth) = node.truth() {
            return Node::constant(!truth);
        }
        if let Some(found) = self.negated.get(&node) {
            return *found;
        }
        let result = self.map(node, Diagrams::not);
        self.negated.insert(node, result);
        result
    }

    /// At least `count` of the nodes.
    pub fn at_least(&mut self, count: usize, nodes: &[Node]) -> Node {
        // `enough[k]`: at least k of the nodes seen so far, from the last to the first.
        let mut enough = vec![Node::FALSE; count + 1];
        enough[0] = Node::TRUE;
        for node in nodes.iter().rev() {
            for k in (1..=count).rev() {
                let with = self.and(*node, enough[k - 1]);
                enough[k] = self.or(enough[k], with);
            }
        }
        enough[count]
    }

    /// The outcome of a test as a function of what is open.
    pub fn outcome(&mut self, applies: Node, holds: Node) -> Node {
        self.apply(Operation::Outcome, applies, holds)
    }

    fn apply(&mut self, operation: Operation, left: Node, right: Node) -> Node {
        if let Some(result) = constant(operation, left, right) {
            return result;
        }
        if self.limit.is_some_and(|limit| self.nodes.len() > limit) {
            self.given_up = true;
        }
        if self.given_up {
            return Node::FALSE;
        }
        let (left, right) = match operation {
            Operation::Outcome | Operation::Possible | Operation::Without => (left, right),
            _ => (left.min(right), left.max(right)),
        };
        if let Some(found) = self.binary.get(operation, left, right) {
            return found;
        }
        let (variable, sides) = match (self.inner(left), self.inner(right)) {
            (Some(one), Some(other)) if one.variable == other.variable => (one, [Some(one), Some(other)]),
            (Some(one), other) if other.is_none_or(|other| one.variable < other.variable) => (one, [Some(one), None]),
            (_, Some(other)) => (other, [None, Some(other)]),
            _ => return Node::FALSE, // two constants are settled above
        };
        let (variable, values) = (variable.variable, usize::from(variable.values));
        let start = self.parts.len();
        for value in 0..values {
            let [left, right] = [(sides[0], left), (sides[1], right)].map(|(inner, node)| match inner {
                Some(inner) => self.children[inner.first as usize + value],
                None => node,
            });
            let part = self.apply(operation, left, right);
            self.parts.push(part);
        }
        let result = self.join_parts(variable, start);
        if !self.given_up {
            self.binary.insert(operation, left, right, result, self.nodes.len());
        }
        result
    }

    /// The node whose children are the parts pushed from `start` on, which are taken away.
    fn join_parts(&mut self, variable: Variable, start: usize) -> Node {
        let first = self.children.len();
        self.children.extend_from_slice(&self.parts[start..]);
        self.parts.truncate(start);
        self.make(variable, first)
    }

    fn join(&mut self, variable: Variable, children: &[Node]) -> Node {
        let start = self.children.len();
        self.children.extend_from_slice(children);
        self.make(variable, start)
    }

    /// The same node with something done to each of its children.
    fn map(&mut self, node: Node, mut change: impl FnMut(&mut Self, Node) -> Node) -> Node {
        let Some(variable) = self.variable_of(node) else { return node };
        let start = self.parts.len();
        for value in 0..self.values(node) {
            let child = self.child(node, value);
            let part = change(self, child);
            self.parts.push(part);
        }
        self.join_parts(variable, start)
    }

    /// Of a test, by its applicability and whether its conditions hold: for each choice of readings,
    /// the set of outcomes that the facts can still give.
    pub fn possible(&mut self, applies: Node, holds: Node) -> Node {
        if self.given_up || applies == Node::FALSE {
            return Node::IDLE;
        }
        let holds = match (applies, holds) {
            (Node::TRUE, Node::TRUE) => return Node::set(MET),
            (Node::TRUE, Node::FALSE) => return Node::set(NOT_MET),
            _ => holds,
        };
        if let Some(found) = self.binary.get(Operation::Possible, applies, holds) {
            return found;
        }
        let (one, other) = (self.inner(applies), self.inner(holds));
        let Some(variable) = one.iter().chain(&other).map(|inner| inner.variable).min() else { return Node::IDLE };
        let here = |inner: &Inner| inner.variable == variable;
        let (one, other) = (one.filter(here), other.filter(here));
        let start = self.parts.len();
        let mut union = Node::set(0);
        let most = if applies == Node::TRUE { Node::set(NOT_MET | MET) } else { Node::ANYTHING };
        for value in 0..one.or(other).map_or(0, |inner| usize::from(inner.values)) {
            let at =
                |inner: Option<Inner>, node| inner.map_or(node, |inner| self.children[inner.first as usize + value]);
            let (applies, holds) = (at(one, applies), at(other, holds));
            let part = self.possible(applies, holds);
            if variable.is_reading() {
                self.parts.push(part);
            } else {
                union = self.apply(Operation::Union, union, part);
                if union == most {
                    break;
                }
            }
        }
        let result = if variable.is_reading() { self.join_parts(variable, start) } else { union };
        if !self.given_up {
            self.binary.insert(Operation::Possible, applies, holds, result, self.nodes.len());
        }
        result
    }

    /// The node with one variable fixed.
    pub fn fix(&mut self, node: Node, variable: Variable, value: usize) -> Node {
        let mut done = vec![None; self.nodes.len()];
        self.fix_in(node, variable, value, &mut done)
    }

    fn fix_in(&mut self, node: Node, variable: Variable, value: usize, done: &mut [Option<Node>]) -> Node {
        match self.variable_of(node) {
            None => node,
            Some(top) if top > variable => node,
            Some(top) if top == variable => self.child(node, value),
            Some(_) => done[node.index()].unwrap_or_else(|| {
                let result = self.map(node, |diagrams, child| diagrams.fix_in(child, variable, value, done));
                done[node.index()] = Some(result);
                result
            }),
        }
    }

    /// The questions a node turns on once a variable is fixed. What was made to find out is
    /// thrown away, so that asking this of every reading does not fill the memory.
    pub fn support_where(&mut self, node: Node, variable: Variable, value: usize) -> Vec<Variable> {
        let (nodes, children) = (self.nodes.len(), self.children.len());
        let fixed = self.fix(node, variable, value);
        let support = self.support(fixed);
        for index in nodes..self.nodes.len() {
            let inner = &self.nodes[index];
            let hash = hash(inner.variable, &self.children[inner.children()]);
            if let Ok(entry) = self.unique.find_entry(hash, |(_, node)| node.index() == index) {
                entry.remove();
            }
        }
        self.nodes.truncate(nodes);
        self.children.truncate(children);
        support
    }

    /// The questions a node turns on, in order: exactly those whose answer can still change it.
    #[must_use]
    pub fn support(&self, node: Node) -> Vec<Variable> {
        let mut found = Vec::new();
        self.walk(node, |node| found.extend(self.variable_of(node)));
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The constants a node can come to, as sets of outcomes.
    #[must_use]
    pub fn results(&self, node: Node) -> Vec<u8> {
        let mut found = [false; Node::CONSTANTS as usize];
        self.walk(node, |node| {
            if let Some(bits) = node.bits() {
                found[usize::from(bits)] = true;
            }
        });
        (0..8).filter(|bits| found[usize::from(*bits)]).collect()
    }

    fn walk(&self, node: Node, mut visit: impl FnMut(Node)) {
        let mut seen = vec![false; Node::CONSTANTS as usize + self.nodes.len()];
        let mut todo = vec![node];
        while let Some(node) = todo.pop() {
            if !std::mem::replace(&mut seen[node.0 as usize], true) {
                visit(node);
                todo.extend((0..self.values(node)).map(|value| self.child(node, value)));
            }
        }
    }

    /// How many nodes there are, for benchmarks and curiosity.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether nothing was ever open.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }
}

/// What an operation comes to where one side settles it.
fn constant(operation: Operation, left: Node, right: Node) -> Option<Node> {
    match operation {
        Operation::And => match (left, right) {
            (Node::FALSE, _) | (_, Node::FALSE) => Some(Node::FALSE),
            (Node::TRUE, other) | (other, Node::TRUE) => Some(other),
            _ => (left == right).then_some(left),
        },
        Operation::Or => match (left, right) {
            (Node::TRUE, _) | (_, Node::TRUE) => Some(Node::TRUE),
            (Node::FALSE, other) | (other, Node::FALSE) => Some(other),
            _ => (left == right).then_some(left),
        },
        Operation::Without => match (left, right) {
            (Node::FALSE, _) | (_, Node::TRUE) => Some(Node::FALSE),
            (_, Node::FALSE) => Some(left),
            _ => (left == right).then_some(Node::FALSE),
        },
        Operation::Union => match (left.bits(), right.bits()) {
            (Some(left), Some(right)) => Some(Node::set(left | right)),
            (Some(7), _) | (_, Some(7)) => Some(Node::set(7)),
            (Some(0), None) => Some(right),
            (None, Some(0)) => Some(left),
            _ => (left == right).then_some(left),
        },
        Operation::Outcome | Operation::Possible => match (left, right.is_constant()) {
            (Node::FALSE, _) => Some(Node::set(NOT_APPLICABLE)),
            (Node::TRUE, true) => Some(Node::set(if right == Node::TRUE { MET } else { NOT_MET })),
            _ => None,
        },
    }
}

/// What was worked out lately. It forgets: an entry makes way for a newer one of its slot.
#[derive(Default)]
struct Cache {
    slots: Vec<Cached>,
}

#[derive(Clone, Copy)]
struct Cached {
    operation: Operation,
    left: Node,
    right: Node,
    result: Node,
}

impl Cache {
    /// A slot that holds nothing: no operation on two constants is ever kept.
    const EMPTY: Cached =
        Cached { operation: Operation::And, left: Node::FALSE, right: Node::FALSE, result: Node::FALSE };
    const SMALLEST: usize = 1 << 10;

    fn slot(&self, operation: Operation, left: Node, right: Node) -> usize {
        let hash = FxBuildHasher.hash_one((operation, left, right));
        // The length is a power of two; the upper bits are the better ones.
        usize::try_from(hash >> 32).unwrap_or_default() & (self.slots.len() - 1)
    }

    fn get(&self, operation: Operation, left: Node, right: Node) -> Option<Node> {
        if self.slots.is_empty() {
            return None;
        }
        let found = self.slots[self.slot(operation, left, right)];
        (found.operation == operation && found.left == left && found.right == right).then_some(found.result)
    }

    /// Keeps a result; there are about as many slots as nodes.
    fn insert(&mut self, operation: Operation, left: Node, right: Node, result: Node, nodes: usize) {
        if self.slots.len() < nodes.max(1) {
            let size = nodes.next_power_of_two().max(Self::SMALLEST) * 2;
            let old = std::mem::replace(&mut self.slots, vec![Self::EMPTY; size]);
            for one in old.into_iter().filter(|one| !one.left.is_constant() || !one.right.is_constant()) {
                let slot = self.slot(one.operation, one.left, one.right);
                self.slots[slot] = one;
            }
        }
        let slot = self.slot(operation, left, right);
        self.slots[slot] = Cached { operation, left, right, result };
    }
}

fn hash(variable: Variable, children: &[Node]) -> u64 {
    let mut hasher = FxBuildHasher.build_hasher();
    variable.hash(&mut hasher);
    children.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variable(place: u32) -> Variable {
        Variable::new(Rank { test: std::cmp::Reverse(0), place }, 0, false)
    }

    #[test]
    fn either_way_is_found() {
        let mut diagrams = Diagrams::default();
        let low = diagrams.test(variable(0), 3, |value| value == 0);
        let high = diagrams.test(variable(0), 3, |value| value > 0);
        assert_eq!(diagrams.or(low, high), Node::TRUE);
        assert_eq!(diagrams.and(low, high), Node::FALSE);
        assert_eq!(diagrams.not(low), high);
    }

    #[test]
    fn a_question_that_cannot_matter_is_not_in_the_support() {
        let mut diagrams = Diagrams::default();
        let [x, y] = [0, 1].map(|rank| diagrams.test(variable(rank), 2, |value| value == 1));
        let both = diagrams.and(x, y);
        let absorbed = diagrams.or(x, both);
        assert_eq!(absorbed, x);
        assert_eq!(diagrams.support(absorbed), [variable(0)]);
    }

    #[test]
    fn counting_is_exact() {
        let mut diagrams = Diagrams::default();
        let nodes = [0, 1, 2, 3].map(|rank| diagrams.test(variable(rank), 2, |value| value == 1));
        let two = diagrams.at_least(2, &nodes);
        let with_two = [0, 1].into_iter().fold(two, |node, at| diagrams.fix(node, variable(at), 1));
        assert_eq!(with_two, Node::TRUE);
        let without = [0, 1, 2].into_iter().fold(two, |node, at| diagrams.fix(node, variable(at), 0));
        assert_eq!(without, Node::FALSE);
    }
}
