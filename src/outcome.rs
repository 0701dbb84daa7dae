//! How a test can come out.

use crate::problem::{Problem, nearest, one_of};

/// The outcome of one test for one operation, over all completions of the
/// missing facts and all readings left open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The question does not arise.
    NotApplicable,
    /// Its conditions hold.
    Met,
    /// Its conditions do not hold.
    NotMet,
    /// Two readings give different determinate outcomes.
    Contested,
    /// Missing facts can still decide it.
    Undetermined,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 5] = [Self::NotApplicable, Self::Met, Self::NotMet, Self::Contested, Self::Undetermined];

    /// The word rules, scenarios and machine-readable reports use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NotApplicable => "not_applicable",
            Self::Met => "met",
            Self::NotMet => "not_met",
            Self::Contested => "contested",
            Self::Undetermined => "undetermined",
        }
    }

    /// The words a report for people uses.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::NotApplicable => "not applicable",
            Self::Met => "met",
            Self::NotMet => "not met",
            Self::Contested => "contested",
            Self::Undetermined => "undetermined",
        }
    }

    /// The outcome a word names.
    ///
    /// # Errors
    ///
    /// The problem, with the nearest word.
    pub fn read(word: &str) -> Result<Self, Problem> {
        let names = Self::ALL.map(Self::name);
        Self::ALL.into_iter().find(|outcome| outcome.name() == word).ok_or_else(|| Problem::NotOneOf {
            found: word.to_owned(),
            expected: "an outcome",
            nearest: nearest(word, names),
            allowed: one_of(names),
        })
    }
}

/// An outcome's name as people read it: `not_met` as "not met".
#[must_use]
pub fn in_words(name: &str) -> String {
    name.replace('_', " ")
}
