//! All rules, resolved and checked: what every name means, in tables.
//!
//! [`resolve`](resolve::resolve) turns rule files into a [`Rulebook`] and
//! reports every problem of every file together. Afterwards nothing can fail:
//! ids index tables, conditions stand after the conditions they are made of,
//! and tests are ordered so that each comes after every test it asks about.
//! The whole is plain data, so that the program can carry it ready-made.

mod access;
pub mod ask;
mod authority;
pub mod conditions;
mod id;
pub mod look_up;
pub mod names;
mod register;
pub mod resolve;
pub mod soundness;

pub use authority::{Authority, Citation, Pinpoint};
pub use id::{AuthorityId, ConditionId, FactId, PositionId, TestId};

use crate::condition::{Comparison, Verb, Whose};
use crate::diagnostic::Place;
use crate::rule::{Example, FactKind, Kind};
use crate::stated::Stated;
use crate::term::Term;
use crate::value::Value;
use crate::version::Version;
use crate::words::Words;
use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::HashMap;

/// The rules, resolved.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Rulebook {
    /// What it is called as a book.
    pub title: Option<Words>,
    /// Its version.
    pub version: Option<Version>,
    /// Bodies of law in the order they are argued.
    pub regimes: Vec<Regime>,
    /// Doctrines, regime by regime, in the order they are argued.
    pub doctrines: Vec<Doctrine>,
    /// Tests, doctrine by doctrine, in the order they are argued.
    pub tests: Vec<Test>,
    /// The vocabulary.
    pub facts: Vec<Fact>,
    /// Unsettled points.
    pub positions: Vec<Position>,
    /// Named choices of readings.
    pub sets: Vec<ReadingSet>,
    /// Sources of law.
    pub authorities: Vec<Authority>,
    /// The roles a party of an operation can have.
    pub roles: Vec<Role>,
    /// Kinds of operation that people ask about.
    pub operations: Vec<OperationKind>,
    /// All conditions, each after those it is made of.
    pub conditions: Vec<Condition>,
    /// The tests so ordered that each comes after every test it asks about.
    pub order: Vec<TestId>,
    /// The order in which open questions are taken up.
    pub ranks: Ranks,
    /// Names to ids; rebuilt after loading.
    #[serde(skip)]
    pub names: names::Names,
}

/// Where a question stands among all questions: with the test that first asks it. Those of a
/// later test come before those of the tests it asks about, which keeps diagrams small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Rank {
    /// The test, by its place in [`Rulebook::order`].
    pub test: Reverse<u32>,
    /// The question's place among those that this test is the first to ask.
    pub place: u32,
}

/// The rank of everything that can be open.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Ranks {
    /// The value of each fact.
    pub values: Vec<Rank>,
    /// How far each fact is proved.
    pub proofs: Vec<Rank>,
    /// Each item of each set fact.
    pub items: Vec<Vec<Rank>>,
    /// Each position.
    pub positions: Vec<Rank>,
}

/// A body of law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Regime {
    /// Its folder: the first part of its tests' ids.
    pub name: Words,
    /// What reports call it.
    pub title: Words,
    /// Its conclusion, `<regime>.conclusion.lawful`.
    pub conclusion: Option<TestId>,
}

/// A doctrine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Doctrine {
    /// Index of its regime.
    pub regime: usize,
    /// `regime.doctrine`
    pub id: Words,
    /// The doctrine in a phrase.
    pub title: Words,
    /// The doctrine in a sentence or two.
    pub summary: Option<Words>,
    /// The day a person last compared it with the law.
    pub checked: Words,
    /// Facts that its examples start from.
    pub setting: Vec<Stated>,
    /// What it promises of its tests.
    pub properties: Vec<Property>,
}

/// A promise with its names resolved to be sure they exist; proving it is another stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub enum Property {
    /// Always true.
    Always(ConditionId),
    /// Never true.
    Never(ConditionId),
    /// Moving a fact one way never moves a test the other way.
    Monotone {
        /// Never better, or never worse.
        better: bool,
        /// Raising the fact, or lowering it.
        raising: bool,
        /// The fact.
        fact: FactId,
        /// The test.
        of: TestId,
    },
}

/// One legal test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Test {
    /// `regime.doctrine.test`
    pub id: Words,
    /// Index of its doctrine.
    pub doctrine: usize,
    /// What reports call it.
    pub title: Words,
    /// What its outcome is worth.
    pub kind: Kind,
    /// What it asks.
    pub question: Words,
    /// Since and until when it is law.
    pub term: Term,
    /// When the question arises; always, when absent.
    pub applies_when: Option<ConditionId>,
    /// When it is met.
    pub met_when: ConditionId,
    /// What defeats it.
    pub unless: Vec<Exception>,
    /// What it rests on.
    pub authority: Vec<Citation>,
    /// On whom the burden lies.
    pub burden: Option<Words>,
    /// Which of its numbers and scales are teaching devices.
    pub heuristic: Option<Words>,
    /// The mistake people make with it.
    pub pitfall: Option<Words>,
    /// What a reviewer must know.
    pub note: Option<Words>,
    /// Cases that show it at work.
    pub examples: Vec<Example>,
    /// Where it is defined.
    pub place: Place,
    /// The conditions of this test alone: a stretch of [`Rulebook::conditions`].
    pub conditions: (u32, u32),
}

/// An exception.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Exception {
    /// What it is.
    pub name: Words,
    /// The line it is named on.
    pub line: u32,
    /// When it applies.
    pub when: ConditionId,
    /// What it rests on.
    pub authority: Vec<Citation>,
}

/// A fact of the vocabulary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Fact {
    /// Its name.
    pub name: Words,
    /// The question a fact-finder answers.
    pub ask: Words,
    /// Its values.
    pub kind: FactKind,
    /// What silence means.
    pub assume: Option<Assumption>,
    /// Who can bring it about: `actor`, `other` or `nobody`.
    pub controlled_by: Option<Words>,
    /// The role whose party it is about, and the fact's name among party facts.
    pub role: Option<(usize, Words)>,
    /// Numbers it is compared with anywhere: where its outcome can turn.
    pub thresholds: Vec<f64>,
    /// Facts it is compared with, and the steps between.
    pub related: Vec<(FactId, i64)>,
    /// Some condition asks how far it is proved.
    pub policed: bool,
}

/// What stands in for silence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Assumption {
    /// The value.
    pub value: Value,
    /// Why, for a legal presumption.
    pub why: Option<Words>,
    /// The presumption's authority.
    pub authority: Vec<Citation>,
}

/// An unsettled point of law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Position {
    /// `regime.doctrine.position`
    pub id: Words,
    /// The question that divides.
    pub question: Words,
    /// The answers.
    pub readings: Vec<Reading>,
    /// How the weight of authority lies.
    pub note: Option<Words>,
}

/// One answer to an unsettled point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Reading {
    /// Its name.
    pub name: Words,
    /// The line it is named on.
    pub line: u32,
    /// What it says.
    pub says: Words,
    /// Who holds it.
    pub held_by: Vec<Holder>,
    /// What follows from it.
    pub consequence: Option<Words>,
}

/// Somebody who holds a reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Holder {
    /// Who it is.
    pub who: Who,
    /// Since and until when.
    pub term: Term,
}

/// Who holds a reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub enum Who {
    /// A source that states it.
    Cited(Citation),
    /// Somebody, in words.
    Named(Words),
}

/// A named choice of readings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct ReadingSet {
    /// Its name.
    pub name: Words,
    /// Whose readings they are.
    pub title: Words,
    /// What the choice rests on.
    pub basis: Option<Words>,
    /// Position and index of the reading.
    pub takes: Vec<(PositionId, u32)>,
}

/// A role a party of an operation can have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Role {
    /// Its name: the key of an operation.
    pub name: Words,
    /// The question it answers.
    pub ask: Words,
}

/// A kind of operation that people ask about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct OperationKind {
    /// The word for it.
    pub name: Words,
    /// What it is.
    pub title: Words,
    /// The doctrines that it raises.
    pub about: Vec<usize>,
}

/// A condition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Condition {
    /// What it asks.
    pub ask: Ask,
    /// The phrase a report prints for it.
    pub element: Option<Words>,
    /// The line of that phrase; of the condition, where it has none.
    pub line: u32,
}

/// What a condition asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub enum Ask {
    /// Every one is true.
    All(Vec<ConditionId>),
    /// At least one is true.
    Any(Vec<ConditionId>),
    /// It is false.
    Not(ConditionId),
    /// So many of them are true.
    AtLeast(u32, Vec<ConditionId>),
    /// A boolean, choice or level has one of the values whose bits are set.
    Is(FactId, u64),
    /// A number compares so with another.
    Number(FactId, Comparison, f64),
    /// A fact compares so with another fact of its scale, some steps away.
    Relate(FactId, Comparison, FactId, i64),
    /// A set fact has the item.
    Has(FactId, u16),
    /// A fact is proved at least so far (an index into [`crate::value::GRADES`]).
    Proved(FactId, u8),
    /// A test has come out so.
    Test(Whose, Verb, TestId),
    /// Whether any of these tests is unmet (`true`), or none is (`false`).
    Breach(Whose, bool, Vec<TestId>),
    /// This reading is taken.
    Reading(PositionId, u32),
}

/// The examples of a rulebook: half of all its words, and nothing an assessment needs.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Examples {
    /// By test.
    tests: Vec<Vec<Example>>,
    /// The facts that the examples of each doctrine start from.
    settings: Vec<Vec<Stated>>,
}

/// Index of names, for tables whose names are unique.
pub type Index<T> = HashMap<Words, T, FxBuildHasher>;
