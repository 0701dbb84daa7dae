//! What is asked of nodes once they are made: what they turn on, and what they can come to.

use super::{Diagrams, Node, Variable, hash};

impl Diagrams {
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
}
