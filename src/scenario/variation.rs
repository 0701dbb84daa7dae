//! The same story with something changed: the `cases:` of a scenario.

use super::{Expectation, Scenario, expectation};
use crate::diagnostic::Diagnostic;
use crate::fields::{Fields, Text, entries};
use crate::rule::{Choice, read};
use crate::stated::{self, Stated};
use crate::yaml::{Entry, Node};

/// So many operations are assessed of a story and its variations, …
const MAX_OPERATIONS: usize = 1_000;
/// … which have so many characters at most if each is written out: what a file says once it may not say a million times.
const MAX_WRITTEN_OUT: usize = 8 << 20;

/// How many variations a story of so many operations has room for, in a file of so many characters.
pub(super) fn room(operations: usize, characters: usize) -> usize {
    let stories = (MAX_OPERATIONS / operations.max(1)).min(MAX_WRITTEN_OUT / characters.max(1));
    stories.saturating_sub(1)
}

/// A scenario with some facts or readings changed, which has expectations of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variation {
    /// The word the scenario uses.
    pub key: Text,
    /// What reports call it.
    pub title: Option<Text>,
    /// Readings taken beyond those of the scenario, which they override.
    pub readings: Vec<Choice>,
    /// Facts of every operation, instead of what is stated of it.
    pub facts: Vec<Stated>,
    /// What is changed of some operations.
    pub operations: Vec<Change>,
}

/// What a variation changes of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The operation.
    pub operation: Text,
    /// When it happened instead.
    pub date: Option<Text>,
    /// Facts instead of what is stated of it.
    pub facts: Vec<Stated>,
    /// What its author says that the law gives now.
    pub expect: Vec<Expectation>,
}

/// Reads a mapping of variations.
pub(super) fn read_all(node: &Node<'_>, problems: &mut Vec<Diagnostic>) -> Vec<Variation> {
    entries(node, problems).iter().map(|entry| variation(entry, problems)).collect()
}

fn variation(entry: &Entry<'_>, problems: &mut Vec<Diagnostic>) -> Variation {
    let mut fields = Fields::open(&entry.node, "a case", problems);
    let title = fields.text("title", problems);
    let readings = fields.take("readings").map_or_else(Vec::new, |node| read::choices(node, problems));
    let facts = fields.take("facts").map_or_else(Vec::new, |node| stated::read(node, problems));
    let operations = fields
        .require("operations", problems)
        .map_or_else(Vec::new, |node| entries(node, problems).iter().map(|entry| change(entry, problems)).collect());
    fields.finish(problems);
    Variation { key: key(entry), title, readings, facts, operations }
}

fn change(entry: &Entry<'_>, problems: &mut Vec<Diagnostic>) -> Change {
    let mut fields = Fields::open(&entry.node, "an operation of a case", problems);
    let date = fields.date("date", problems);
    let facts = fields.take("facts").map_or_else(Vec::new, |node| stated::read(node, problems));
    let expect = fields.take("expect").map_or_else(Vec::new, |node| expectation::read(node, problems));
    fields.finish(problems);
    Change { operation: key(entry), date, facts, expect }
}

fn key(entry: &Entry<'_>) -> Text {
    Text { text: entry.key.to_string(), place: entry.place }
}

impl Variation {
    /// What reports call it.
    #[must_use]
    pub fn name(&self) -> String {
        self.title.as_ref().map_or_else(|| self.key.text.replace('_', " "), |title| title.text.clone())
    }
}

impl Scenario {
    /// The scenario as a variation has it.
    #[must_use]
    pub fn varied(&self, variation: &Variation) -> Self {
        let mut varied = Self {
            title: Text { text: format!("{} · {}", self.title.text, variation.name()), place: self.title.place },
            story: self.story.clone(),
            source: self.source.clone(),
            rulebook: self.rulebook.clone(),
            parties: self.parties.clone(),
            readings: self.readings.clone(),
            instead: variation.readings.clone(),
            facts: self.facts.clone(),
            operations: self.operations.clone(),
            cases: Vec::new(),
            gaps: self.gaps.clone(),
        };
        for operation in &mut varied.operations {
            instead(&mut operation.facts, &variation.facts);
            let change = variation.operations.iter().find(|change| change.operation.text == operation.key.text);
            if let Some(change) = change {
                instead(&mut operation.facts, &change.facts);
                operation.date = change.date.clone().or(operation.date.take());
            }
            operation.expect = change.map_or_else(Vec::new, |change| change.expect.clone());
        }
        varied
    }
}

/// States facts instead of what was stated of the same ones.
fn instead(facts: &mut Vec<Stated>, others: &[Stated]) {
    facts.retain(|fact| others.iter().all(|other| other.name.text != fact.name.text));
    facts.extend_from_slice(others);
}
