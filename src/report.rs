//! Findings → something to read: strings, and nothing printed.
//!
//! [`Report`] gathers what was found about one scenario; the writers below are
//! folds over it. [`text`] is for people, [`tree`] for one finding in full,
//! [`json`] for programs. [`rules`] shows the rules themselves.

pub mod check;
pub mod coverage;
mod detail;
pub mod json;
pub mod lint;
pub mod page;
mod phrase;
mod plan;
pub mod rules;
pub mod text;
pub mod tree;
mod turn;

use crate::evaluate::Assessment;
use crate::explain::Extent;
use crate::facts::Case;
use crate::finding::Finding;
use crate::outcome::Outcome;
use crate::rule::Kind;
use crate::rulebook::{Rulebook, TestId};
use crate::scenario::Scenario;
use crate::words::Words;
use schemars::JsonSchema;
use serde::Serialize;

/// The verdict on a body of law that is raised, and whose conclusion does not arise.
const NO_CONCLUSION: &str = "no conclusion arises";
/// The verdict on one that is not raised.
const NOT_ENGAGED: &str = "not engaged";

/// What was found about one scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Report {
    /// The file it was read from.
    pub file: Words,
    /// Its title.
    pub title: Words,
    /// The decided case it encodes, or where else it comes from.
    pub source: Option<Words>,
    /// The version of the rules it was held against; none, where they carry none.
    pub rulebook: Option<Words>,
    /// The version it was written for.
    pub written_for: Option<Words>,
    /// That these rules are older than those it was written for.
    pub warning: Option<Words>,
    /// The version it was written for is not that of these rules.
    #[serde(skip)]
    #[schemars(skip)]
    pub other_rulebook: bool,
    /// Readings taken, as `position = reading`; all others were left open.
    pub readings: Vec<String>,
    /// What was found about each operation.
    pub operations: Vec<OperationReport>,
}

/// What was found about one operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OperationReport {
    /// The word the scenario uses.
    pub key: Words,
    /// What it is called.
    pub title: Words,
    /// Role and party, as `by` and "Ardenia".
    pub roles: Vec<(Words, String)>,
    /// When it happened.
    pub date: Option<Words>,
    /// The operation it answers.
    pub responds_to: Option<Words>,
    /// The operation it assists.
    pub assists: Option<Words>,
    /// Bodies of law in the order they are argued.
    pub regimes: Vec<RegimeReport>,
    /// Holdings its author could not ask of the rulebook.
    pub gaps: Vec<String>,
}

/// What was found under one body of law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RegimeReport {
    /// Its name: the first part of its tests' ids.
    pub regime: Words,
    /// What reports call it.
    pub title: Words,
    /// Its conclusion.
    #[schemars(with = "Option<Words>")]
    pub conclusion: Option<Outcome>,
    /// Doctrines in the order they are argued, with their applicable tests.
    pub doctrines: Vec<DoctrineReport>,
    /// How many tests do not apply.
    pub not_applicable: usize,
    /// Only some of its tests were asked for.
    #[serde(skip)]
    #[schemars(skip)]
    pub selected: bool,
}

/// What was found under one doctrine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DoctrineReport {
    /// `regime.doctrine`
    pub doctrine: Words,
    /// The doctrine in a phrase.
    pub title: Words,
    /// Its findings in the order they are argued.
    pub findings: Vec<Finding>,
}

/// What to report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// Only these tests; all, when empty.
    pub tests: Vec<TestId>,
    /// Only these operations; all, when empty.
    pub operations: Vec<String>,
    /// Tests that do not apply, too.
    pub not_applicable: bool,
    /// How much of each finding.
    pub extent: Extent,
}

impl Report {
    /// Gathers the findings of an assessed scenario.
    #[must_use]
    pub fn of(file: &str, scenario: &Scenario, assessment: &mut Assessment<'_>, selection: &Selection) -> Self {
        let wanted = |key: &str| selection.operations.is_empty() || selection.operations.iter().any(|one| one == key);
        Self {
            file: file.to_owned().into(),
            title: scenario.title.text.clone().into(),
            source: scenario.source.name.clone().map(Into::into),
            rulebook: assessment.rulebook.version.as_ref().map(|version| version.words().clone()),
            written_for: scenario.rulebook.as_ref().map(|pin| pin.version.words().clone()),
            warning: assessment.case.newer_rulebook().map(|newer| newer.problem.to_string().into()),
            other_rulebook: assessment.case.other_rulebook.is_some(),
            readings: readings(assessment.rulebook, assessment.case),
            operations: (0..scenario.operations.len())
                .filter(|index| wanted(&scenario.operations[*index].key.text))
                .map(|index| operation(index, scenario, assessment, selection))
                .collect(),
        }
    }

    /// Every finding with the operation it is about.
    pub fn findings(&self) -> impl Iterator<Item = (&OperationReport, &Finding)> {
        self.operations.iter().flat_map(|operation| operation.findings().map(move |finding| (operation, finding)))
    }
}

impl OperationReport {
    /// Every finding, in the order argued.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.regimes.iter().flat_map(RegimeReport::findings)
    }
}

impl RegimeReport {
    /// Every finding, in the order argued.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.doctrines.iter().flat_map(|doctrine| &doctrine.findings)
    }

    /// Whether anything of it arises that the scenario speaks of, besides its conclusion.
    #[must_use]
    pub fn is_engaged(&self) -> bool {
        let arises = |finding: &Finding| {
            finding.outcome != Outcome::NotApplicable && finding.kind != Kind::Conclusion && finding.spoken_of
        };
        match self.conclusion {
            Some(Outcome::NotApplicable) => false,
            Some(Outcome::Met) => self.selected || self.findings().any(arises),
            _ => true,
        }
    }

    /// Whether any of its findings is worth telling although its conclusion does not arise.
    #[must_use]
    pub fn speaks(&self) -> bool {
        self.findings().any(|finding| match finding.outcome {
            Outcome::NotMet => !matches!(finding.kind, Kind::Threshold | Kind::Conclusion),
            Outcome::Contested => finding.spoken_of && !finding.met_on_no_reading,
            Outcome::Met => finding.raised && finding.kind != Kind::Conclusion,
            Outcome::Undetermined | Outcome::NotApplicable => false,
        })
    }

    /// The words for its conclusion, which asks whether the operation is lawful.
    #[must_use]
    pub fn verdict(&self) -> Option<String> {
        let conclusion = self.conclusion_id();
        let spared = |finding: &Finding| finding.test == conclusion && finding.no_breach_either_way;
        let verdict = match self.conclusion? {
            _ if !self.is_engaged() && !self.speaks() => NOT_ENGAGED,
            Outcome::Met => "no breach found",
            Outcome::NotMet => "breach",
            Outcome::Contested if self.findings().any(spared) => "no breach on any reading",
            Outcome::Contested => "contested",
            Outcome::Undetermined => "undetermined",
            Outcome::NotApplicable => return Some(self.without_conclusion()),
        };
        Some(verdict.to_owned())
    }

    /// What there is where something of it arises, and its conclusion does not.
    fn without_conclusion(&self) -> String {
        let failed =
            self.findings().filter(|one| one.outcome == Outcome::NotMet && one.kind == Kind::Requirement).count();
        match failed {
            0 => NO_CONCLUSION.to_owned(),
            1 => "no conclusion, 1 requirement not met".to_owned(),
            several => format!("no conclusion, {several} requirements not met"),
        }
    }

    /// The id of its conclusion.
    #[must_use]
    pub fn conclusion_id(&self) -> String {
        format!("{}.conclusion.lawful", self.regime)
    }
}

fn readings(rulebook: &Rulebook, case: &Case) -> Vec<String> {
    let taken = case.readings.iter().zip(&rulebook.positions);
    taken
        .filter_map(|(reading, position)| {
            let reading = position.readings.get((*reading)? as usize)?;
            Some(format!("{} = {}", position.id, reading.name))
        })
        .collect()
}

fn operation(
    index: usize,
    scenario: &Scenario,
    assessment: &mut Assessment<'_>,
    selection: &Selection,
) -> OperationReport {
    let rulebook = assessment.rulebook;
    let written = &scenario.operations[index];
    let party = |key: &str| {
        let party = scenario.parties.iter().find(|party| party.key.text == key);
        party.and_then(|party| party.title.as_ref()).map_or_else(|| in_words(key), |title| title.text.clone())
    };
    let roles = assessment.case.operations[index]
        .roles
        .iter()
        .map(|(role, key)| (rulebook.roles[*role].name.clone(), party(key)))
        .collect();
    let mut regimes = Vec::with_capacity(rulebook.regimes.len());
    for (number, regime) in rulebook.regimes.iter().enumerate() {
        let mut doctrines: Vec<DoctrineReport> = Vec::new();
        let mut not_applicable = 0;
        for id in rulebook.test_ids() {
            let doctrine = rulebook.doctrine_of(id);
            if doctrine.regime != number || !(selection.tests.is_empty() || selection.tests.contains(&id)) {
                continue;
            }
            if assessment.outcome(index, id) == Outcome::NotApplicable {
                not_applicable += 1;
                if !selection.not_applicable {
                    continue;
                }
            }
            let finding = assessment.explain_as_far_as(selection.extent, index, id);
            match doctrines.last_mut() {
                Some(last) if last.doctrine == doctrine.id => last.findings.push(finding),
                _ => doctrines.push(DoctrineReport {
                    doctrine: doctrine.id.clone(),
                    title: doctrine.title.clone(),
                    findings: vec![finding],
                }),
            }
        }
        if doctrines.is_empty() && not_applicable == 0 {
            continue;
        }
        regimes.push(RegimeReport {
            regime: regime.name.clone(),
            title: regime.title.clone(),
            conclusion: regime.conclusion.map(|id| assessment.outcome(index, id)),
            doctrines,
            not_applicable,
            selected: !selection.tests.is_empty(),
        });
    }
    OperationReport {
        key: written.key.text.clone().into(),
        title: written.title.as_ref().map_or_else(|| in_words(&written.key.text), |title| title.text.clone()).into(),
        roles,
        date: written.date.as_ref().map(|date| date.text.clone().into()),
        responds_to: written.responds_to.as_ref().map(|other| other.text.clone().into()),
        assists: written.assists.as_ref().map(|other| other.text.clone().into()),
        regimes,
        gaps: written.gaps.iter().map(|gap| gap.text.clone()).collect(),
    }
}

/// `the_united_kingdom` as "the United Kingdom".
fn in_words(key: &str) -> String {
    const SMALL: [&str; 5] = ["the", "of", "and", "in", "on"];
    let capital = |word: &str| match word.get(0..1) {
        Some(first) if !SMALL.contains(&word) => format!("{}{}", first.to_ascii_uppercase(), &word[1..]),
        _ => word.to_owned(),
    };
    key.split('_').map(capital).collect::<Vec<_>>().join(" ")
}
