//! What diagrams remember of their own work.

use super::{Node, Operation};
use rustc_hash::FxBuildHasher;
use std::hash::BuildHasher;

/// What was worked out lately. It forgets: an entry makes way for a newer one of its slot.
#[derive(Default)]
pub(super) struct Cache {
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

    pub(super) fn get(&self, operation: Operation, left: Node, right: Node) -> Option<Node> {
        if self.slots.is_empty() {
            return None;
        }
        let found = self.slots[self.slot(operation, left, right)];
        (found.operation == operation && found.left == left && found.right == right).then_some(found.result)
    }

    /// Keeps a result; there are about as many slots as nodes.
    pub(super) fn insert(&mut self, operation: Operation, left: Node, right: Node, result: Node, nodes: usize) {
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
