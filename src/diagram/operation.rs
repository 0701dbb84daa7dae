//! What is done with two nodes, and what that comes to without looking inside them.

use super::node::{MET, NOT_MET, Node};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Operation {
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

/// What an operation comes to where one side settles it.
pub(super) fn constant(operation: Operation, left: Node, right: Node) -> Option<Node> {
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
            _ if left == Node::ANYTHING || right == Node::ANYTHING => Some(Node::ANYTHING),
            (Some(0), None) => Some(right),
            (None, Some(0)) => Some(left),
            _ => (left == right).then_some(left),
        },
        Operation::Outcome | Operation::Possible => match (left, right.is_constant()) {
            (Node::FALSE, _) => Some(Node::IDLE),
            (Node::TRUE, true) => Some(Node::set(if right == Node::TRUE { MET } else { NOT_MET })),
            _ => None,
        },
    }
}
