//! A scenario exactly as written: parties, shared facts, operations.
//!
//! Names are only text here; [`crate::facts`] holds them against the rulebook.

mod expectation;
mod variation;

pub use expectation::Expectation;
pub use variation::{Change, Variation};

use crate::diagnostic::{Diagnostic, Place};
use crate::fields::{self, Fields, Text, entries, text, texts};
use crate::problem::{Noun, Problem, nearest};
use crate::rule::{Choice, read};
use crate::source::Source;
use crate::stated::{self, Stated};
use crate::version::Version;
use crate::yaml::{self, Node, Value};

/// What is assessed together is held in memory together.
pub const MAX_OPERATIONS: usize = 100;

/// One YAML document that tells a story to be assessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    /// What it is called.
    pub title: Text,
    /// What a reader is told; paragraphs may be numbered `[F1]`, `[F2]` ….
    pub story: Option<Text>,
    /// The decided case it encodes, or a word such as "invented".
    pub source: Origin,
    /// The rulebook it was written for.
    pub rulebook: Option<Pin>,
    /// Who takes part.
    pub parties: Vec<Party>,
    /// Readings its forum takes; all others are left open.
    pub readings: Vec<Choice>,
    /// Readings that a variation takes beyond those or instead.
    pub instead: Vec<Choice>,
    /// Facts of every operation that does not say otherwise.
    pub facts: Vec<Stated>,
    /// The acts assessed.
    pub operations: Vec<Operation>,
    /// The same story with something changed.
    pub cases: Vec<Variation>,
    /// What the law would say and the rulebook cannot be asked yet.
    pub gaps: Vec<Text>,
}

/// The rulebook that a scenario was written for: any version that begins so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    /// Its version, as exactly as the author cares.
    pub version: Version,
    /// Where it stands.
    pub place: Place,
}

/// Where a scenario comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// The case, or a word such as "invented".
    pub name: Option<String>,
    /// The court or body.
    pub forum: Option<String>,
    /// When it decided.
    pub date: Option<String>,
    /// Where it is reported.
    pub cite: Option<String>,
}

/// A party with the facts about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// The word the scenario uses.
    pub key: Text,
    /// What reports call it, where that is not the key in words.
    pub title: Option<Text>,
    /// Facts about it, as `kind`.
    pub facts: Vec<Stated>,
}

/// One act or omission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// The word the scenario uses.
    pub key: Text,
    /// What reports call it.
    pub title: Option<Text>,
    /// When it happened.
    pub date: Option<Text>,
    /// The operation it answers.
    pub responds_to: Option<Text>,
    /// The operation it helps.
    pub assists: Option<Text>,
    /// Every other key with its value, which is no party where it is no text.
    pub roles: Vec<(Text, Result<Text, Diagnostic>)>,
    /// Its own facts.
    pub facts: Vec<Stated>,
    /// What its author says the law gives.
    pub expect: Vec<Expectation>,
    /// What the law would say and the rulebook cannot be asked yet.
    pub gaps: Vec<Text>,
}

/// Reads a scenario.
///
/// # Errors
///
/// Everything that is wrong with its shape.
pub fn parse(source: &Source, id: u32) -> Result<Scenario, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let scenario = read(source, id, &mut problems);
    scenario.filter(|_| problems.is_empty()).ok_or(problems)
}

/// Reads as much of a scenario as can be read; nothing, where it is not even YAML.
pub fn read(source: &Source, id: u32, problems: &mut Vec<Diagnostic>) -> Option<Scenario> {
    match yaml::load(source, id) {
        Ok(root) => Some(of_tree(&root, problems)),
        Err(found) => {
            problems.extend(found);
            None
        }
    }
}

/// The same of a text that was read as YAML.
pub fn of_tree(root: &Node<'_>, problems: &mut Vec<Diagnostic>) -> Scenario {
    let mut fields = Fields::open(root, "a scenario", problems);
    let title = fields.required_text("title", problems);
    let story = fields.text("story", problems);
    let source = fields.take("source").map_or_else(Origin::default, |node| origin(node, problems));
    let pin = fields.take("rulebook");
    let rulebook = pin.and_then(|node| Some(Pin { version: fields::version(node, problems)?, place: node.place }));
    let parties = fields
        .require("parties", problems)
        .map_or_else(Vec::new, |node| entries(node, problems).iter().map(|entry| party(entry, problems)).collect());
    let readings = fields.take("readings").map_or_else(Vec::new, |node| read::choices(node, problems));
    let facts = fields.take("facts").map_or_else(Vec::new, |node| stated::read(node, problems));
    let operations = fields.require("operations", problems).map_or_else(Vec::new, |node| {
        if matches!(&node.value, Value::Map(entries) if entries.is_empty()) {
            problems.push(Diagnostic::at(node.place, Problem::NoValue("operations".into())));
        }
        let written = entries(node, problems);
        if let Some(entry) = written.get(MAX_OPERATIONS) {
            problems.push(Diagnostic::at(entry.place, Problem::TooManyOperations(MAX_OPERATIONS)));
        }
        written.iter().take(MAX_OPERATIONS).map(|entry| operation(entry, problems)).collect()
    });
    let mut cases = fields.take("cases").map_or_else(Vec::new, |node| variation::read_all(node, problems));
    let room = variation::room(operations.len(), root.place.span.end as usize);
    if let Some(case) = cases.get(room) {
        problems.push(Diagnostic::at(case.key.place, Problem::TooManyCases(room)));
        cases.truncate(room);
    }
    for change in cases.iter().flat_map(|case: &Variation| &case.operations) {
        let keys = || operations.iter().map(|operation: &Operation| operation.key.text.as_str());
        let name = &change.operation;
        if !keys().any(|key| key == name.text) {
            let nearest = nearest(&name.text, keys());
            let problem = Problem::Unknown { noun: Noun::Operation, name: name.text.clone(), nearest };
            problems.push(Diagnostic::at(name.place, problem));
        }
    }
    let gaps = fields.take("gaps").map_or_else(Vec::new, |node| texts(node, problems));
    fields.finish(problems);
    Scenario { title, story, source, rulebook, parties, readings, instead: Vec::new(), facts, operations, cases, gaps }
}

fn origin(node: &Node<'_>, problems: &mut Vec<Diagnostic>) -> Origin {
    if let Value::Scalar(..) = node.value {
        return Origin { name: node.text().map(str::to_owned), ..Origin::default() };
    }
    let mut fields = Fields::open(node, "a source", problems);
    let [name, forum, date, cite] =
        ["name", "forum", "date", "cite"].map(|key| fields.text(key, problems).map(|text| text.text));
    fields.finish(problems);
    Origin { name, forum, date, cite }
}

fn key(entry: &yaml::Entry<'_>) -> Text {
    Text { text: entry.key.to_string(), place: entry.place }
}

fn party(entry: &yaml::Entry<'_>, problems: &mut Vec<Diagnostic>) -> Party {
    let mut title = None;
    let mut facts = Vec::new();
    if !entry.node.is_nothing() {
        facts = stated::read(&entry.node, problems);
        facts.retain(|fact| fact.name.text != "title" && !fact.name.text.starts_with("title."));
        if let Value::Map(entries) = &entry.node.value {
            let written = entries.iter().find(|entry| entry.key == "title");
            title = written.and_then(|entry| text(&entry.node, problems));
        }
    }
    Party { key: key(entry), title, facts }
}

fn operation(entry: &yaml::Entry<'_>, problems: &mut Vec<Diagnostic>) -> Operation {
    const KEYS: [&str; 7] = ["title", "date", "responds_to", "assists", "facts", "expect", "gaps"];
    let node = &entry.node;
    let mut fields = Fields::open(node, "an operation", problems);
    let [title, responds_to, assists] = ["title", "responds_to", "assists"].map(|key| fields.text(key, problems));
    let date = fields.date("date", problems);
    let facts = fields.take("facts").map_or_else(Vec::new, |node| stated::read(node, problems));
    let expect = fields.take("expect").map_or_else(Vec::new, |node| expectation::read(node, problems));
    let gaps = fields.take("gaps").map_or_else(Vec::new, |node| texts(node, problems));
    let roles = match &node.value {
        Value::Map(entries) => entries
            .iter()
            .filter(|entry| !KEYS.contains(&entry.key.as_ref()) && !entry.node.is_nothing())
            .map(|entry| {
                let mut wrong = Vec::new();
                (key(entry), text(&entry.node, &mut wrong).ok_or_else(|| wrong.remove(0)))
            })
            .collect(),
        _ => Vec::new(),
    };
    Operation { key: key(entry), title, date, responds_to, assists, roles, facts, expect, gaps }
}

impl Scenario {
    /// The place of an operation's key.
    #[must_use]
    pub fn place_of(&self, operation: usize) -> Option<Place> {
        self.operations.get(operation).map(|operation| operation.key.place)
    }
}
