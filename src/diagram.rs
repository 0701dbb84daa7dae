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

mod cache;
mod node;
mod operation;
mod query;
mod variable;

pub use node::{MET, NOT_APPLICABLE, NOT_MET, Node};
pub use variable::Variable;

use cache::Cache;
use hashbrown::HashTable;
use operation::{Operation, constant};
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::{BuildHasher, Hash, Hasher};

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
        let node = Node::at(self.nodes.len());
        let values = u8::try_from(self.children.len() - start).unwrap_or(u8::MAX);
        let readings = variable.is_reading() || self.children[start..].iter().any(|child| self.has_readings(*child));
        self.nodes.push(Inner { variable, first: crate::source::clamp(start), values, readings });
        self.unique.insert_unique(hash, (hash, node), |(hash, _)| *hash);
        node
    }

    /// Whether a node turns on any reading.
    #[must_use]
    pub fn has_readings(&self, node: Node) -> bool {
        self.inner(node).is_some_and(|inner| inner.readings)
    }

    fn variable_of(&self, node: Node) -> Option<Variable> {
        self.inner(node).map(|inner| inner.variable)
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
        self.inner(node).map_or(0, |inner| usize::from(inner.values))
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
        let (top, sides) = match (self.inner(left), self.inner(right)) {
            (Some(one), Some(other)) if one.variable == other.variable => (one, [Some(one), Some(other)]),
            (Some(one), other) if other.is_none_or(|other| one.variable < other.variable) => (one, [Some(one), None]),
            (_, Some(other)) => (other, [None, Some(other)]),
            _ => return Node::FALSE, // two constants are settled above
        };
        let start = self.parts.len();
        for value in 0..usize::from(top.values) {
            let [left, right] = [(sides[0], left), (sides[1], right)].map(|(inner, node)| match inner {
                Some(inner) => self.children[inner.first as usize + value],
                None => node,
            });
            let part = self.apply(operation, left, right);
            self.parts.push(part);
        }
        let result = self.join_parts(top.variable, start);
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
        if let Some(result) = constant(Operation::Possible, applies, holds) {
            return result;
        }
        if self.given_up {
            return Node::IDLE;
        }
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

fn hash(variable: Variable, children: &[Node]) -> u64 {
    let mut hasher = FxBuildHasher.build_hasher();
    variable.hash(&mut hasher);
    children.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::Rank;

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
