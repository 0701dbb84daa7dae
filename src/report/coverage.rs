//! What of the rules a library exercises, in the forms people and programs read.
//!
//! [`Document`] is the machine-readable form; [`text`] and [`lcov`] are folds over it.

pub mod lcov;
pub mod text;

use super::json::{line, schema_of};
use crate::library::coverage::{Count, Coverage, Part, Plan, Share, Way};
use crate::rulebook::{PositionId, Rulebook, TestId};
use crate::words::Words;
use schemars::JsonSchema;
use serde::Serialize;

/// Raised when a field changes its meaning or goes away; new fields leave it.
pub const VERSION: u32 = 1;

/// What of the rules a library exercises.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Document {
    /// The version of this format.
    pub version: u32,
    /// The version of the program and its rulebook.
    pub lexcheck: Words,
    /// What was looked at.
    pub checked: Checked,
    /// Of all points.
    pub total: Share,
    /// Of the outcomes of tests.
    pub outcomes: Share,
    /// Of their named elements.
    pub elements: Share,
    /// Of their exceptions.
    pub exceptions: Share,
    /// Of the readings of the positions that they ask about.
    pub readings: Share,
    /// Every test, element and exception in the order of the rules, then every reading.
    pub items: Vec<Item>,
}

/// What was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Checked {
    /// Scenarios assessed.
    pub scenarios: usize,
    /// Expectations that hold.
    pub held: usize,
    /// Files that could not be read.
    pub unreadable: usize,
    /// Files left out because the check was stopped.
    pub left_out: usize,
}

/// A part of the rules with how often it was exercised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Item {
    /// What it is.
    pub sort: Sort,
    /// The test or, of a reading, the position.
    pub of: Words,
    /// The phrase of an element, the name of an exception or reading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub says: Option<Words>,
    /// The rule file.
    pub file: String,
    /// The line it stands on.
    pub line: u32,
    /// How much of it is exercised.
    pub share: Share,
    /// Each way in which it can be exercised.
    pub ways: Vec<Counted>,
}

/// The sorts of parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// A test.
    Test,
    /// A named element.
    Element,
    /// An exception.
    Exception,
    /// A reading of an unsettled point.
    Reading,
}

/// A way in which a part can be exercised, with how often it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Counted {
    /// An outcome; `true` or `false`; `applied` or `not_applied`; `taken` or `dividing`.
    pub way: &'static str,
    /// Whether it is asked for; of a reading, one of its ways will do.
    pub asked: bool,
    /// How often.
    #[serde(flatten)]
    pub count: Count,
}

impl Counted {
    /// Nothing expects it, though that is asked for.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.asked && self.count.expected == 0
    }
}

impl Document {
    /// What was counted, with the rule files as they lie in a folder.
    #[must_use]
    pub fn of(rulebook: &Rulebook, folder: &str, plan: &Plan, coverage: &Coverage, checked: Checked) -> Self {
        let mut document = Self {
            version: VERSION,
            lexcheck: env!("CARGO_PKG_VERSION").to_owned().into(),
            checked,
            total: Share::default(),
            outcomes: Share::default(),
            elements: Share::default(),
            exceptions: Share::default(),
            readings: Share::default(),
            items: Vec::with_capacity(plan.entries.len()),
        };
        for entry in &plan.entries {
            let share = coverage.share(entry);
            let (sort, of, says, line) = place(rulebook, entry.part);
            document.total.add(share);
            document.share_of(sort).add(share);
            let doctrine = of.rsplit_once('.').map_or("", |(doctrine, _)| doctrine);
            document.items.push(Item {
                sort,
                file: format!("{folder}/{}", Rulebook::file_of(doctrine)),
                of,
                says,
                line,
                share,
                ways: (coverage.ways(entry))
                    .map(|(way, asked, count)| Counted { way: name(way), asked, count })
                    .collect(),
            });
        }
        document
    }

    fn share_of(&mut self, sort: Sort) -> &mut Share {
        match sort {
            Sort::Test => &mut self.outcomes,
            Sort::Element => &mut self.elements,
            Sort::Exception => &mut self.exceptions,
            Sort::Reading => &mut self.readings,
        }
    }

    /// The document on one line.
    #[must_use]
    pub fn write(&self) -> String {
        line(self)
    }
}

/// The JSON Schema of [`Document`].
#[must_use]
pub fn schema() -> String {
    schema_of::<Document>()
}

/// The percentage with one decimal, cut off and not rounded, so that what falls short of a threshold is never shown
/// as reaching it.
#[must_use]
pub fn percent(part: u32, of: u32) -> String {
    let tenths = if of == 0 { 1000 } else { u64::from(part) * 1000 / u64::from(of) };
    format!("{}.{} %", tenths / 10, tenths % 10)
}

/// What a part is, what it belongs to, what it says and on which line.
fn place(rulebook: &Rulebook, part: Part) -> (Sort, Words, Option<Words>, u32) {
    let id = |test: TestId| rulebook.test(test).id.clone();
    let position = |id: PositionId| rulebook.position(id);
    match part {
        Part::Test(test) => (Sort::Test, id(test), None, rulebook.test(test).place.span.line),
        Part::Element(test, condition) => {
            let condition = rulebook.condition(condition);
            (Sort::Element, id(test), condition.element.clone(), condition.line)
        }
        Part::Exception(test, index) => {
            let exception = rulebook.test(test).unless.get(index);
            let says = exception.map(|one| one.name.clone());
            (Sort::Exception, id(test), says, exception.map_or(0, |one| one.line))
        }
        Part::Reading(of, index) => {
            let reading = position(of).readings.get(index);
            let says = reading.map(|one| one.name.clone());
            (Sort::Reading, position(of).id.clone(), says, reading.map_or(0, |one| one.line))
        }
    }
}

fn name(way: Way) -> &'static str {
    match way {
        Way::Outcome(outcome) => outcome.name(),
        Way::Was(true) => "true",
        Way::Was(false) => "false",
        Way::Applied(true) => "applied",
        Way::Applied(false) => "not_applied",
        Way::Taken => "taken",
        Way::Dividing => "dividing",
    }
}
