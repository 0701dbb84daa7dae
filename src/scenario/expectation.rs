//! What an author says that the law gives, as written.

use crate::diagnostic::Diagnostic;
use crate::fields::{Fields, Text, entries, text, texts};
use crate::yaml::{Entry, Node, Value};

/// An outcome asserted by a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expectation {
    /// The test, or a regime for its conclusion.
    pub test: Text,
    /// The outcome, or several of which each is right.
    pub outcomes: Vec<Text>,
    /// Where the court said so.
    pub holding: Option<Text>,
    /// Elements that decided it: a right outcome for another reason is wrong.
    pub elements: Vec<Text>,
    /// The exception that applied.
    pub exception: Option<Text>,
    /// The position it turned on, and with `= name` the reading taken of it.
    pub reading: Option<Text>,
}

/// Reads a mapping of expectations.
pub(super) fn read(node: &Node<'_>, problems: &mut Vec<Diagnostic>) -> Vec<Expectation> {
    entries(node, problems).iter().filter_map(|entry| expectation(entry, problems)).collect()
}

fn expectation(entry: &Entry<'_>, problems: &mut Vec<Diagnostic>) -> Option<Expectation> {
    let test = Text { text: entry.key.to_string(), place: entry.place };
    let plain = |outcomes| Expectation {
        test: test.clone(),
        outcomes,
        holding: None,
        elements: Vec::new(),
        exception: None,
        reading: None,
    };
    let node = &entry.node;
    let expectation = match &node.value {
        Value::Map(_) => {
            let mut fields = Fields::open(node, "an expectation", problems);
            let outcomes = fields.require("outcome", problems).map_or_else(Vec::new, |node| texts(node, problems));
            let holding = fields.text("holding", problems);
            let elements = fields.take("element").map_or_else(Vec::new, |node| texts(node, problems));
            let exception = fields.text("exception", problems);
            let reading = fields.text("reading", problems);
            fields.finish(problems);
            Expectation { holding, elements, exception, reading, ..plain(outcomes) }
        }
        Value::List(_) => plain(texts(node, problems)),
        Value::Scalar(..) => plain(text(node, problems).into_iter().collect()),
    };
    // What has no outcome was reported.
    (!expectation.outcomes.is_empty()).then_some(expectation)
}
