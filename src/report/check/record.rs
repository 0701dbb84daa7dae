//! What programs read of a check: the fields of its JSON, which [`super::json`] versions.

use super::difference::{message, reasons};
use super::{Different, End};
use crate::diagnostic::Diagnostic;
use crate::finding::{FactUse, TestUse, Truth, Turn};
use crate::library::{Checked, Compared, Tally, Verdict, Wrong, name};
use crate::report::json::Problem;
use crate::source::Source;
use schemars::JsonSchema;
use serde::Serialize;

/// A file of the library.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct File<'c> {
    /// Its name.
    pub file: &'c str,
    /// The story as it stands, then its variations; none when it could not be read.
    pub scenarios: Vec<Scenario<'c>>,
    /// Every expectation that was asked for.
    pub expectations: Vec<Expectation<'c>>,
    /// Why it could not be read.
    pub problems: Vec<Problem>,
}

/// A story as it stands, or a variation of it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Scenario<'c> {
    /// The variation; none for the story as it stands.
    pub case: Option<&'c str>,
    /// Its title.
    pub title: &'c str,
    /// Its author expects nothing.
    pub silent: bool,
}

/// An expectation and what came out.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Expectation<'c> {
    /// `file::case::operation::test`, which `--filter` takes; without `case::` for the story as it stands.
    pub name: String,
    /// The file.
    pub file: &'c str,
    /// Line of the expectation, counted from 1.
    pub line: u32,
    /// Column, counted from 1.
    pub column: usize,
    /// The variation; none for the story as it stands.
    pub case: Option<&'c str>,
    /// The operation.
    pub operation: &'c str,
    /// The test.
    pub test: &'c str,
    /// The outcomes of which each is right.
    pub expected: Vec<&'static str>,
    /// Where the court said so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holding: Option<&'c str>,
    /// What came out.
    pub got: &'static str,
    /// It came out as expected, for the reasons expected.
    pub held: bool,
    /// What differs, and why it came out so; absent where it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<Difference<'c>>,
}

/// What differs, and why it came out so.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Difference<'c> {
    /// All of it on one line.
    pub message: String,
    /// The outcome is right, and this is what did not decide it; empty where the outcome is wrong.
    pub not_because_of: &'c [String],
    /// What settled the outcome or keeps it open.
    pub reasons: Vec<Told<'c>>,
    /// The facts behind it that the scenario states, the nearest first.
    pub facts: &'c [FactUse],
    /// The unsettled points that can still change it.
    pub divides: &'c [Turn],
    /// The facts nobody stated that can still change it.
    pub missing: Vec<&'c str>,
}

/// What settled an outcome or keeps it open.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Told<'c> {
    /// The element's phrase, the exception, or the condition in the words of the rules.
    pub says: String,
    /// Whether it holds.
    pub truth: Truth,
    /// The tests that it rests on.
    pub tests: Vec<&'c TestUse>,
}

/// A file that could not be read.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Unreadable<'c> {
    /// Its name.
    pub file: &'c str,
    /// Why.
    pub problems: Vec<Problem>,
}

/// How the check ended.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Summary {
    /// What was counted.
    #[serde(flatten)]
    pub tally: Tally,
    /// Files not looked at because the check was stopped.
    pub left_out: usize,
    /// Everything was looked at, could be read, and holds.
    pub passed: bool,
}

impl<'c> File<'c> {
    /// What a file came to.
    #[must_use]
    pub fn of(checked: &'c Checked) -> Self {
        let scenarios = checked.scenarios.as_deref().unwrap_or_default();
        Self {
            file: &checked.source.name,
            scenarios: scenarios
                .iter()
                .map(|one| Scenario { case: one.case.as_deref(), title: &one.title, silent: one.silent })
                .collect(),
            expectations: Expectation::all(checked).collect(),
            problems: checked.scenarios.as_ref().err().map_or_else(Vec::new, |found| problems(&checked.source, found)),
        }
    }
}

impl<'c> Unreadable<'c> {
    /// A file that could not be read; none where it could.
    #[must_use]
    pub fn of(checked: &'c Checked) -> Option<Self> {
        let found = checked.scenarios.as_ref().err()?;
        Some(Self { file: &checked.source.name, problems: problems(&checked.source, found) })
    }
}

fn problems(source: &Source, found: &[Diagnostic]) -> Vec<Problem> {
    found.iter().map(|problem| Problem::of(problem, source)).collect()
}

impl<'c> Expectation<'c> {
    /// Every expectation of a file.
    pub fn all(checked: &'c Checked) -> impl Iterator<Item = Self> {
        checked
            .scenarios
            .iter()
            .flatten()
            .flat_map(|scenario| scenario.verdicts.iter().map(|verdict| Self::of(&checked.source, scenario, verdict)))
    }

    fn of(source: &'c Source, scenario: &'c Compared, verdict: &'c Verdict) -> Self {
        let case = scenario.case.as_deref();
        let span = verdict.expected.place.span;
        let different = Different::of(source, scenario, verdict);
        Self {
            name: name(&source.name, case, &verdict.operation, &verdict.test),
            file: &source.name,
            line: span.line,
            column: source.column(span),
            case,
            operation: &verdict.operation,
            test: &verdict.test,
            expected: verdict.expected.accepted.iter().map(|outcome| outcome.name()).collect(),
            holding: verdict.expected.holding.as_deref(),
            got: verdict.outcome.name(),
            held: verdict.held(),
            difference: different.map(|one| Difference::of(one.verdict, one.wrong)),
        }
    }
}

impl<'c> Difference<'c> {
    fn of(verdict: &Verdict, wrong: &'c Wrong) -> Self {
        let Wrong { grounds, finding, facts, .. } = wrong;
        let (told, _) = reasons(finding);
        Self {
            message: message(verdict, wrong),
            not_because_of: grounds,
            reasons: told
                .into_iter()
                .map(|(says, reason)| Told { says, truth: reason.truth, tests: reason.deciding_tests() })
                .collect(),
            facts,
            divides: &finding.positions,
            missing: finding.missing.iter().map(|missing| missing.fact.as_str()).collect(),
        }
    }
}

impl Summary {
    /// How a check ended.
    #[must_use]
    pub fn of(end: &End) -> Self {
        Self { tally: end.tally, left_out: end.left_out, passed: end.tally.passed() && end.left_out == 0 }
    }
}
