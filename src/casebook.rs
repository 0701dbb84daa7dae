//! Which scenarios put which test to use: what `rules show` and the handbook
//! point to. It is gathered when the program is built.

use crate::scenario::{Expectation, Operation, Scenario, Variation};
use serde::{Deserialize, Serialize};

/// The scenarios of the project, by what they expect.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Casebook {
    /// In the order of their files.
    pub uses: Vec<Use>,
}

/// A scenario's expectation of a test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Use {
    /// The file, from the root of the project.
    pub file: String,
    /// The scenario's title.
    pub scenario: String,
    /// It is a decided case, and not invented.
    pub decided: bool,
    /// The operation, by what reports call it.
    pub operation: String,
    /// The test's id, or its regime's name for the conclusion.
    pub test: String,
    /// The outcome expected.
    pub outcome: String,
}

impl Casebook {
    /// Adds what a scenario expects.
    pub fn add(&mut self, file: &str, scenario: &Scenario) {
        let mut add = |operation: &Operation, case: Option<&Variation>, expect: &[Expectation]| {
            let name = &operation.title.as_ref().unwrap_or(&operation.key).text;
            let outcomes = |expected: &Expectation| {
                expected.outcomes.iter().map(|outcome| outcome.text.as_str()).collect::<Vec<_>>().join(" or ")
            };
            self.uses.extend(expect.iter().map(|expected| Use {
                file: file.to_owned(),
                scenario: scenario.title.text.clone(),
                decided: scenario.source.forum.is_some(),
                operation: case.map_or_else(|| name.clone(), |case| format!("{name}, {}", case.name())),
                test: expected.test.text.clone(),
                outcome: outcomes(expected),
            }));
        };
        for operation in &scenario.operations {
            add(operation, None, &operation.expect);
            for case in &scenario.cases {
                let changes = case.operations.iter().filter(|change| change.operation.text == operation.key.text);
                changes.for_each(|change| add(operation, Some(case), &change.expect));
            }
        }
    }

    /// The scenarios that put a test to use.
    pub fn of<'c>(&'c self, test: &'c str) -> impl Iterator<Item = &'c Use> {
        let regime = test.strip_suffix(".conclusion.lawful");
        self.uses.iter().filter(move |one| one.test == test || Some(one.test.as_str()) == regime)
    }
}
