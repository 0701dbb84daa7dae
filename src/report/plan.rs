//! What a short report tells of a body of law, and what it only counts.

use super::{OperationReport, RegimeReport};
use crate::finding::{Finding, Reason, TestUse};
use crate::outcome::Outcome;
use crate::rule::Kind;
use crate::words::Words;
use std::collections::{HashMap, HashSet};

/// How many undetermined tests of a regime are told of before the rest is counted.
const UNDETERMINED_SHOWN: usize = 6;

/// What is told of a regime.
#[derive(Default)]
pub(super) struct Plan<'r> {
    /// The tests that are told of one by one.
    pub(super) told: HashSet<&'r str>,
    /// By a test that is told of, the tests that wait for the same fact.
    pub(super) waiting: HashMap<&'r str, Vec<&'r Finding>>,
    /// Contested tests that are told of together.
    pub(super) hanging: Vec<Hanging<'r>>,
    /// What is counted.
    pub(super) left: Vec<&'r Finding>,
}

/// Contested tests whose dispute is that of other tests.
pub(super) struct Hanging<'r> {
    /// The tests that divide.
    pub(super) on: Vec<&'r TestUse>,
    /// Those that follow them, by what is possible.
    pub(super) findings: Vec<&'r Finding>,
}

/// What a short report tells of a regime.
pub(super) fn plan<'r>(operation: &'r OperationReport, regime: &'r RegimeReport) -> Plan<'r> {
    let mut plan = Plan::default();
    let by_id: HashMap<&str, &Finding> = operation.findings().map(|finding| (finding.test.as_str(), finding)).collect();
    let argued = argued(regime);
    let engaged = regime.conclusion != Some(Outcome::NotApplicable);
    // Where no conclusion arises and nothing divides, what fails may be all there is to tell.
    let quiet = !engaged && !regime.findings().any(|one| one.outcome == Outcome::Contested && one.spoken_of);
    let conclusion = regime.conclusion_id();
    let findings = || regime.findings().filter(|finding| finding.test != conclusion);
    // What is to be found out first; tests that wait for the same are told of with it.
    let mut first_missing: HashMap<&Words, &str> = HashMap::new();
    for finding in findings() {
        if !worth_telling(finding, &argued, engaged, quiet) {
            plan.left.push(finding);
        } else if follows(finding) {
            let on = disputed(finding, &by_id);
            match plan.hanging.iter_mut().find(|hanging| hanging.on == on) {
                Some(hanging) => hanging.findings.push(finding),
                None => plan.hanging.push(Hanging { on, findings: vec![finding] }),
            }
        } else if finding.outcome != Outcome::Undetermined || rests_on_a_plea(finding, &by_id) {
            plan.told.insert(&finding.test);
        } else if let Some(first) = finding.missing.first() {
            match first_missing.get(&first.fact) {
                Some(told) => plan.waiting.entry(told).or_default().push(finding),
                None if first_missing.len() == UNDETERMINED_SHOWN => plan.left.push(finding),
                None => {
                    first_missing.insert(&first.fact, &finding.test);
                    plan.told.insert(&finding.test);
                }
            }
        } else {
            plan.told.insert(&finding.test);
        }
    }
    // One alone is told of like any other.
    let (several, alone) = plan.hanging.into_iter().partition(|hanging| hanging.findings.len() > 1);
    plan.hanging = several;
    plan.told.extend(alone.iter().flat_map(|hanging: &Hanging<'r>| &hanging.findings).map(|finding| &*finding.test));
    plan
}

/// The tests that the regime's conclusion rests on, down the path that decided it.
fn argued(regime: &RegimeReport) -> HashSet<&str> {
    let by_id = |id: &str| regime.findings().find(|finding| finding.test == id);
    let conclusion = regime.conclusion_id();
    let mut found: HashSet<&str> = HashSet::new();
    let mut todo: Vec<&Finding> = by_id(&conclusion).into_iter().collect();
    while let Some(finding) = todo.pop() {
        for test in finding.reasons().filter(|reason| reason.decides).flat_map(Reason::deciding_tests) {
            if test.operation.is_none() && found.insert(&test.test) {
                todo.extend(by_id(&test.test));
            }
        }
    }
    found
}

fn worth_telling(finding: &Finding, argued: &HashSet<&str>, engaged: bool, quiet: bool) -> bool {
    let argued = argued.contains(finding.test.as_str());
    match (finding.outcome, finding.kind) {
        (Outcome::NotApplicable, _) => false,
        (Outcome::NotMet, Kind::Requirement | Kind::Justification | Kind::Practice) => true,
        (Outcome::NotMet, Kind::Conclusion) => argued,
        (Outcome::Contested, _) if finding.met_on_no_reading => argued,
        (Outcome::Contested, _) => engaged || argued || finding.spoken_of,
        (Outcome::Undetermined, _) => engaged && finding.matters == Some(true) && finding.spoken_of,
        // What the scenario itself brings up is told, though nothing rests on it: a war crime, say.
        (Outcome::Met, Kind::Threshold) => argued || finding.raised,
        (Outcome::NotMet, Kind::Threshold) => argued || finding.raised && quiet,
        (Outcome::Met, Kind::Justification) => argued,
        (Outcome::Met, _) => false,
    }
}

/// Whether a test is contested only because others are, and no breach or plea is at stake in it.
fn follows(finding: &Finding) -> bool {
    finding.outcome == Outcome::Contested
        && (finding.kind == Kind::Threshold || !finding.possible.contains(&Outcome::NotMet))
        && !finding.is_pleaded()
        && !finding.hangs_on().is_empty()
}

/// The tests at the root of a dispute: those that are open on facts or points of their own.
fn disputed<'r>(finding: &'r Finding, by_id: &HashMap<&str, &'r Finding>) -> Vec<&'r TestUse> {
    let mut roots: Vec<&TestUse> = Vec::new();
    let mut seen: HashSet<&TestUse> = HashSet::new();
    let mut todo = finding.hangs_on();
    while let Some(test) = todo.pop() {
        let open = matches!(test.outcome, Outcome::Contested | Outcome::Undetermined);
        if !open || !seen.insert(test) {
            continue;
        }
        let own = by_id.get(test.test.as_str()).filter(|_| test.operation.is_none());
        let further = own.map_or_else(Vec::new, |finding| finding.hangs_on());
        if further.is_empty() {
            roots.push(test);
        }
        todo.extend(further);
    }
    roots.sort_by_key(|test| test.test.as_str());
    roots
}

/// Whether a test is a ground that the scenario brings up, or sums up over one that is open.
fn rests_on_a_plea(finding: &Finding, by_id: &HashMap<&str, &Finding>) -> bool {
    let open = |test: &TestUse| by_id.get(test.test.as_str()).is_some_and(|finding| finding.is_pleaded());
    finding.is_pleaded()
        || finding.kind == Kind::Conclusion
            && finding.reasons().filter(|reason| reason.decides).flat_map(Reason::deciding_tests).any(open)
}

/// "6 more met · 2 undetermined · 41 do not apply"
pub(super) fn counts(left: &[&Finding], not_applicable: usize) -> String {
    let mut parts = Vec::new();
    for outcome in [Outcome::Met, Outcome::NotMet, Outcome::Contested, Outcome::Undetermined] {
        let of_it: Vec<&&Finding> = left.iter().filter(|finding| finding.outcome == outcome).collect();
        if !of_it.is_empty() {
            let idle = outcome != Outcome::Met && of_it.iter().all(|finding| finding.matters != Some(true));
            let idle = if idle && outcome != Outcome::NotMet { ", deciding nothing here" } else { "" };
            parts.push(format!("{} more {}{idle}", of_it.len(), outcome.words()));
        }
    }
    match not_applicable {
        0 => {}
        1 => parts.push("1 does not apply".into()),
        several => parts.push(format!("{several} do not apply")),
    }
    if parts.is_empty() { String::new() } else { format!("{} (--all shows them)", parts.join(" · ")) }
}
