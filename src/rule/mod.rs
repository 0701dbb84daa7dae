//! Rule files exactly as written: doctrines, the register of authorities, the
//! reading sets, roles and party facts.
//!
//! These are their shapes; [`read`] reads them. Nothing is resolved here:
//! [`crate::rulebook`] takes these files together and finds out what every name means.

mod authority;
pub mod read;

pub use authority::{Authority, Citation, Pinpoint, Verification};

use crate::condition::Condition;
use crate::diagnostic::Place;
use crate::fields::Text;
use crate::stated::{self, Stated, stated_in_words};
use crate::version::Version;
use crate::words::Words;

/// One file of `rules/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleFile {
    /// `<regime>/<doctrine>.yaml`
    Doctrine(Box<Doctrine>),
    /// `authorities.yaml`
    Authorities(Vec<Authority>),
    /// `readings.yaml`
    ReadingSets(Vec<ReadingSet>),
    /// `parties.yaml`
    Parties(Parties),
    /// `regimes.yaml`
    Regimes(Vec<Regime>),
    /// `operations.yaml`
    Operations(Vec<OperationKind>),
    /// `rulebook.yaml`
    Imprint(Imprint),
}

/// Which rulebook it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imprint {
    /// What it is called as a book.
    pub title: Option<Text>,
    /// Its version.
    pub version: Option<Version>,
}

/// A kind of operation that people ask about, and the doctrines that it raises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationKind {
    /// The word for it.
    pub name: Text,
    /// What it is.
    pub title: Text,
    /// Doctrines, as `regime.doctrine`.
    pub about: Vec<Text>,
}

/// A body of law, and the order in which its doctrines are argued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regime {
    /// The folder of its doctrines.
    pub name: Text,
    /// What reports call it.
    pub title: Text,
    /// Its doctrines in the order they are argued.
    pub order: Vec<Text>,
}

/// A doctrine: what is argued, reviewed and amended together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doctrine {
    /// The folder it lies in.
    pub regime: String,
    /// Its file name without the ending.
    pub name: String,
    /// Its place as a whole.
    pub place: Place,
    /// The doctrine in a phrase.
    pub title: Text,
    /// The doctrine in a sentence or two.
    pub summary: Option<Text>,
    /// The day a person last compared it with the law.
    pub checked: Text,
    /// Facts that every example starts from.
    pub setting: Vec<Stated>,
    /// The facts it introduces.
    pub facts: Vec<Fact>,
    /// The points it leaves open.
    pub positions: Vec<Position>,
    /// Its tests in the order they are argued.
    pub tests: Vec<Test>,
    /// What it promises.
    pub properties: Vec<Property>,
}

/// A fact of the vocabulary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Its name, everywhere.
    pub name: Text,
    /// The question a fact-finder answers.
    pub ask: Text,
    /// What its values are.
    pub kind: FactKind,
    /// What silence means, if it means anything.
    pub assume: Option<Assumption>,
    /// Who can bring it about: `actor`, `other` or `nobody`.
    pub controlled_by: Option<Text>,
}

/// The values a fact can have.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub enum FactKind {
    /// True or false.
    Bool,
    /// One of several unordered values.
    Choice(Vec<Word>),
    /// One of several values, lowest first.
    Level(Vec<Word>),
    /// A number of some unit.
    Number {
        /// What is counted or measured.
        unit: Words,
    },
    /// Any of several items together.
    Set(Vec<Word>),
}

/// A value of a choice, level or set, with a word of explanation where it needs one.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Word {
    /// The value.
    pub name: Words,
    /// What it means.
    pub says: Option<Words>,
}

/// What stands in for silence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assumption {
    /// The value silence stands for.
    pub value: stated::Written,
    /// Why, for a legal presumption.
    pub why: Option<Text>,
    /// The presumption's authority.
    pub authority: Vec<Text>,
}

/// An unsettled point of law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// Its name within the doctrine.
    pub name: Text,
    /// The question that divides.
    pub question: Text,
    /// The answers given to it.
    pub readings: Vec<Reading>,
    /// How the weight of authority lies.
    pub note: Option<Text>,
}

/// One answer to an unsettled point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Its name within the position.
    pub name: Text,
    /// What it says.
    pub says: Text,
    /// Who holds it: citations, or holders in words.
    pub held_by: Vec<Text>,
    /// What follows from it.
    pub consequence: Option<Text>,
}

/// What the outcome of a test is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Qualifies a situation; neither good nor bad.
    Threshold,
    /// A ground that may make an act lawful.
    Justification,
    /// Binds: not met is a breach.
    Requirement,
    /// A recommended, non-binding standard: reported, never a breach.
    Practice,
    /// Sums up other tests.
    Conclusion,
}

impl Kind {
    pub(crate) const ALL: [Self; 5] =
        [Self::Threshold, Self::Justification, Self::Requirement, Self::Practice, Self::Conclusion];

    /// The word rules and reports use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Threshold => "threshold",
            Self::Justification => "justification",
            Self::Requirement => "requirement",
            Self::Practice => "practice",
            Self::Conclusion => "conclusion",
        }
    }
}

/// One legal test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    /// Its name within the doctrine.
    pub name: Text,
    /// What reports call it.
    pub title: Text,
    /// What its outcome is worth; a threshold when it cannot be read, which is then reported.
    pub kind: Kind,
    /// What it asks.
    pub question: Text,
    /// When the question arises; always, when absent.
    pub applies_when: Option<Condition>,
    /// Since when it is law.
    pub since: Option<Text>,
    /// Until when it was law.
    pub until: Option<Text>,
    /// When it is met.
    pub met_when: Option<Condition>,
    /// What defeats it all the same.
    pub unless: Vec<Exception>,
    /// What it rests on.
    pub authority: Vec<Citation>,
    /// On whom the burden lies.
    pub burden: Option<Text>,
    /// Which of its numbers and scales are teaching devices.
    pub heuristic: Option<Text>,
    /// The mistake people make with it.
    pub pitfall: Option<Text>,
    /// What a reviewer must know.
    pub note: Option<Text>,
    /// Cases that show it at work.
    pub examples: Vec<Example>,
}

/// An exception to a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// What it is.
    pub name: Text,
    /// When it applies.
    pub when: Condition,
    /// What it rests on.
    pub authority: Vec<Text>,
}

/// A line of facts with the outcome the law gives them.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Example {
    /// What it shows.
    pub note: Text,
    /// The facts, besides the doctrine's setting.
    pub facts: Vec<Stated>,
    /// Facts of the operation it answers, where it answers one.
    pub answers: Vec<Stated>,
    /// The readings taken, where not all are left open.
    pub readings: Vec<Choice>,
    /// The outcome, as a word.
    pub expect: Text,
}

impl Example {
    /// What it is given, besides the setting: facts, facts of the operation it answers, readings.
    #[must_use]
    pub fn given(&self) -> Vec<String> {
        let facts = self.facts.iter().map(stated_in_words);
        let answers = self.answers.iter().map(|fact| format!("answered: {}", stated_in_words(fact)));
        let readings = self.readings.iter().map(|choice| match choice {
            Choice::Set(set) => format!("readings {}", set.text),
            Choice::One(position, reading) => format!("reading {} = {}", position.text, reading.text),
        });
        facts.chain(answers).chain(readings).collect()
    }
}

/// A reading set, or one reading of one position.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Choice {
    /// `icj`
    Set(Text),
    /// `necessity_standard: strict`
    One(Text, Text),
}

/// What a doctrine promises of its tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Property {
    /// What is promised.
    pub promise: Promise,
    /// Why it must hold.
    pub why: Option<Text>,
}

/// The forms of promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Promise {
    /// The condition is true whatever the facts and readings.
    Always(Condition),
    /// The condition is false whatever the facts and readings.
    Never(Condition),
    /// Moving a fact one way never moves a test the other way.
    Monotone {
        /// Never better, or never worse.
        better: bool,
        /// Raising the fact, or lowering it.
        raising: bool,
        /// The fact.
        fact: Text,
        /// The test.
        of: Text,
    },
}

/// A named choice of readings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingSet {
    /// Its name.
    pub name: Text,
    /// Whose readings they are.
    pub title: Text,
    /// What the choice rests on.
    pub basis: Option<Text>,
    /// Position and reading.
    pub takes: Vec<(Text, Text)>,
}

/// Roles of parties, and the facts every party has.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parties {
    /// Role and the question it answers.
    pub roles: Vec<(Text, Text)>,
    /// Facts about a party.
    pub facts: Vec<Fact>,
}
