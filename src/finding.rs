//! Findings: the outcome of one test for one operation, with everything it
//! rests on, in words.
//!
//! Every report is a fold over these. They are also the machine-readable
//! report: their fields are its format, and [`crate::report::json`] versions it.
//! What is the same in every finding that names a fact or a position is not
//! written there again and again, but once at its end.

use crate::outcome::Outcome;
use crate::rule::{Kind, Verification};
use crate::words::Words;
use schemars::JsonSchema;
use serde::Serialize;

/// The outcome of one test for one operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Finding {
    /// `regime.doctrine.test`
    pub test: Words,
    /// What reports call it.
    pub title: Words,
    /// What its outcome is worth.
    #[schemars(with = "String")]
    pub kind: Kind,
    /// What it asks.
    pub question: Words,
    /// Since or until when it is law, where it was not on the operation's day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_law: Option<Words>,
    /// How it came out.
    #[schemars(with = "String")]
    pub outcome: Outcome,
    /// Where it is contested, what the readings and the missing facts leave possible.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<String>")]
    pub possible: Vec<Outcome>,
    /// It is a requirement or a conclusion and no reading breaches it, though readings differ on whether it applies.
    pub no_breach_either_way: bool,
    /// It is neither, and no reading meets it, though readings differ on whether it applies.
    pub met_on_no_reading: bool,
    /// Points left open that it would seem to turn on, and does not.
    pub either_way: Vec<Words>,
    /// Whether the question arises, where that is conditional.
    pub applies: Option<Reason>,
    /// Its conditions.
    pub conditions: Option<Reason>,
    /// Its exceptions.
    pub exceptions: Vec<Reason>,
    /// The facts nobody stated that can still change it, and no others.
    pub missing: Vec<Missing>,
    /// All that is open was followed. Where it was too much for that, more may be missing or
    /// divide than is listed, and what is open might not be if it were followed to the end.
    pub exact: bool,
    /// The unsettled points that can still change it, and no others.
    pub positions: Vec<Turn>,
    /// What silence was taken to mean.
    pub assumed: Vec<Assumed>,
    /// What the test rests on.
    pub authority: Vec<Source>,
    /// On whom the burden lies.
    pub burden: Option<Words>,
    /// Which of its numbers and scales are teaching devices.
    pub heuristic: Option<Words>,
    /// The mistake people make with it.
    pub pitfall: Option<Words>,
    /// Whether what it leaves open can change the conclusion of its regime; absent where nothing is open.
    pub matters: Option<bool>,
    /// The scenario states some fact that it asks for, so that it is part of the story.
    pub spoken_of: bool,
    /// The scenario states what makes its question arise.
    pub raised: bool,
}

/// A condition with its value, down to facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Reason {
    /// The element's phrase, or the condition in the words of the rules.
    pub says: Words,
    /// It is a named element, an exception, or the applicability of the test.
    pub named: bool,
    /// Whether it holds.
    pub truth: Truth,
    /// It belongs to what settled the outcome, or to what keeps it open; or it fails the test, if that arises at all.
    pub decides: bool,
    /// The facts it asks for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<FactUse>,
    /// The tests it asks about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tests: Vec<TestUse>,
    /// The position it turns on, and the reading of it that the scenario takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken: Option<Words>,
    /// The position it turns on, where that is left open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_open: Option<Words>,
    /// How its parts are joined: `all`, `any`, `not`, `at least 3`, or nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub joined: Option<Words>,
    /// What it is made of.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Reason>,
}

/// Whether a condition holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Truth {
    /// It does.
    True,
    /// It does not.
    False,
    /// It depends on what is open.
    Open,
    /// It was not asked, because the test does not apply.
    NotAsked,
}

/// A fact as a condition met it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FactUse {
    /// Its name.
    pub fact: Words,
    /// Its value; none when it is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Words>,
    /// The line of the scenario it is stated on; none when assumed or missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Silence stands for this value.
    pub assumed: bool,
    /// The grade of proof it is stated with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proof: Option<Words>,
    /// The standard asked, where the fact is stated and falls short of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short_of: Option<Words>,
    /// Where it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Words>,
    /// The story's paragraphs it rests on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cites: Vec<Words>,
    /// What its author adds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Words>,
}

/// Another test as a condition met it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub struct TestUse {
    /// Its id.
    pub test: Words,
    /// What reports call it.
    pub title: Words,
    /// How it came out.
    #[schemars(with = "String")]
    pub outcome: Outcome,
    /// The operation it was asked of, where that is another one.
    pub operation: Option<Words>,
}

/// A fact nobody stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Missing {
    /// Its name, as it must be typed.
    pub fact: Words,
    /// The question it answers.
    #[serde(skip)]
    pub ask: Words,
    /// What its value may be.
    #[serde(skip)]
    pub takes: Words,
    /// The operation it is asked of, where that is another one.
    pub operation: Option<Words>,
}

/// An unsettled point that can change the outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Turn {
    /// Its id.
    pub position: Words,
    /// The question that divides.
    #[serde(skip)]
    pub question: Words,
    /// What each reading makes of it.
    pub readings: Vec<Answer>,
    /// How the weight of authority lies.
    #[serde(skip)]
    pub note: Option<Words>,
}

/// What one reading makes of a test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Answer {
    /// The reading.
    pub reading: Words,
    /// What it says.
    #[serde(skip)]
    pub says: Words,
    /// Who holds it.
    #[serde(skip)]
    pub held_by: Vec<Words>,
    /// The outcome on it; still contested where another point divides too.
    #[schemars(with = "String")]
    pub outcome: Outcome,
    /// What it leaves possible, where that is more than one outcome.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<String>")]
    pub possible: Vec<Outcome>,
    /// What it would still need to know.
    pub missing: Vec<Words>,
}

/// What silence was taken to mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Assumed {
    /// The fact.
    pub fact: Words,
    /// The value.
    pub value: Words,
    /// Why, for a legal presumption.
    pub why: Option<Words>,
    /// The presumption's authority.
    pub authority: Vec<Words>,
}

impl Assumed {
    /// `fact = value`, and for a legal presumption its ground.
    #[must_use]
    pub fn in_words(&self) -> String {
        let why = self.why.as_ref().map_or_else(String::new, |why| format!(": {why}"));
        let authority =
            if self.authority.is_empty() { String::new() } else { format!(" ({})", self.authority.join("; ")) };
        format!("{} = {}{why}{authority}", self.fact, self.value)
    }
}

/// A source of law with its pinpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Source {
    /// The source as a report prints it.
    pub cite: Words,
    /// The proposition.
    pub holds: Words,
    /// How the pinpoint was verified.
    #[schemars(with = "Option<String>")]
    pub status: Option<Verification>,
    /// Where it was seen.
    pub seen: Option<Words>,
    /// What the verification does not cover.
    pub limit: Option<Words>,
    /// It is a treaty, and the party whose act is assessed is said to be bound by others only: it
    /// gets the same rule as custom, where the test applies to it at all.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub as_custom: bool,
    /// It is a treaty that was not yet in force, or not yet made, on the operation's day: since when it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub later: Option<Words>,
}

impl Finding {
    /// The reasons at the top, in the order they are argued.
    pub fn reasons(&self) -> impl Iterator<Item = &Reason> {
        self.applies.iter().chain(&self.conditions).chain(&self.exceptions)
    }

    /// Whether it is a ground that the scenario itself brings up.
    #[must_use]
    pub fn is_pleaded(&self) -> bool {
        self.kind == Kind::Justification && self.raised
    }

    /// The tests that alone keep it open; none where it is open on facts or points of its own, too.
    #[must_use]
    pub fn hangs_on(&self) -> Vec<&TestUse> {
        let mut tests = Vec::new();
        let open = |reason: &&Reason| reason.decides && reason.truth == Truth::Open;
        let mut todo: Vec<&Reason> = self.reasons().filter(open).collect();
        while let Some(reason) = todo.pop() {
            if reason.left_open.is_some() || !reason.facts.is_empty() {
                return Vec::new();
            }
            tests.extend(&reason.tests);
            todo.extend(reason.parts.iter().rev().filter(open));
        }
        tests
    }

    /// The points left open that it asks about itself.
    #[must_use]
    pub fn own_positions(&self) -> Vec<&Words> {
        self.reasons().filter(|reason| reason.decides).flat_map(Reason::deciding_positions).collect()
    }

    /// The innermost named elements that settled the outcome or keep it open; the whole
    /// condition where it names none.
    #[must_use]
    pub fn deciding(&self) -> Vec<Deciding<'_>> {
        let mut found = Vec::new();
        for reason in self.reasons().filter(|reason| reason.decides) {
            let before = found.len();
            reason.collect_deciding(false, &mut found);
            if found.len() == before {
                found.push(Deciding { reason, alternative: false });
            }
        }
        found
    }
}

/// A reason that settled an outcome or keeps it open.
#[derive(Debug, Clone, Copy)]
pub struct Deciding<'r> {
    /// The reason.
    pub reason: &'r Reason,
    /// It is one of several grounds, of which one would do, or part of one.
    pub alternative: bool,
}

impl Reason {
    fn collect_deciding<'r>(&'r self, alternative: bool, found: &mut Vec<Deciding<'r>>) {
        if !self.decides {
            return;
        }
        let before = found.len();
        let of_parts = match self.joined.as_deref() {
            Some("not") | None => alternative,
            Some(joined) => alternative || joined != "all",
        };
        for part in &self.parts {
            part.collect_deciding(of_parts, found);
        }
        if found.len() == before && self.named {
            found.push(Deciding { reason: self, alternative });
        }
    }

    /// The facts asked for here and below, on the path that decides.
    #[must_use]
    pub fn deciding_facts(&self) -> Vec<&FactUse> {
        self.below(|reason| reason.facts.as_slice(), |left, right| left.fact == right.fact)
    }

    /// The tests asked about here and below, on the path that decides.
    #[must_use]
    pub fn deciding_tests(&self) -> Vec<&TestUse> {
        self.below(|reason| reason.tests.as_slice(), |left, right| left == right)
    }

    /// The readings taken, here and below, on the path that decides.
    #[must_use]
    pub fn deciding_readings(&self) -> Vec<&Words> {
        self.below(|reason| reason.taken.as_slice(), |left, right| left == right)
    }

    /// The points left open, here and below, on the path that decides.
    #[must_use]
    pub fn deciding_positions(&self) -> Vec<&Words> {
        self.below(|reason| reason.left_open.as_slice(), |left, right| left == right)
    }

    fn below<'r, T>(&'r self, take: impl Fn(&'r Self) -> &'r [T] + Copy, same: impl Fn(&T, &T) -> bool) -> Vec<&'r T> {
        let mut found: Vec<&T> = Vec::new();
        let mut todo = vec![self];
        while let Some(reason) = todo.pop() {
            for one in take(reason) {
                if !found.iter().any(|other| same(one, other)) {
                    found.push(one);
                }
            }
            todo.extend(reason.parts.iter().rev().filter(|part| part.decides));
        }
        found
    }
}
