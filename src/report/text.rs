//! The report for people: the regime's answer first, then only what failed, is
//! open or divides, each with what decided it; the rest is counted.

use super::detail::Detail;
use super::page::{Layout, Page};
use super::{OperationReport, RegimeReport, Report};
use crate::finding::{Finding, Reason};
use crate::outcome::Outcome;
use crate::rule::Kind;
use std::collections::HashSet;

/// How much to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// Conclusions only.
    Conclusions,
    /// What failed, is open or divides.
    Short,
    /// Every applicable test, with all its authority.
    Full,
    /// Tests that do not apply, too.
    All,
}

/// How many undetermined tests of a regime are told of before the rest is counted.
const UNDETERMINED_SHOWN: usize = 6;

/// Writes a report.
#[must_use]
pub fn write(report: &Report, depth: Depth, layout: Layout) -> String {
    let mut page = Page::new(layout);
    page.heading(0, &report.title, &report.file);
    let readings = match report.readings.len() {
        0 => "all readings left open".to_owned(),
        1 => "1 reading taken".to_owned(),
        several => format!("{several} readings taken"),
    };
    let count = match report.operations.len() {
        1 => "1 operation".to_owned(),
        several => format!("{several} operations"),
    };
    page.paragraph(0, &format!("{count} · {readings} · rulebook {}", env!("CARGO_PKG_VERSION")));
    let file = short_name(&report.file);
    for operation in &report.operations {
        write_operation(&mut page, operation, file, depth);
    }
    page.finish()
}

/// The last part of a path: lines are cited by it.
fn short_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn write_operation(page: &mut Page, operation: &OperationReport, file: &str, depth: Depth) {
    page.gap();
    let mark = if page.is_plain() { "Operation " } else { "■ " };
    page.heading(0, &format!("{mark}{} · {}", operation.key, operation.title), "");
    page.paragraph(2, &circumstances(operation));
    let mut detail = Detail { page, file, depth, clean: false, told: Vec::new(), supported: Vec::new() };
    for regime in &operation.regimes {
        // That a whole body of law does not arise is said in the sum.
        let idle = !regime.is_engaged() && depth < Depth::All;
        let speaks = |finding: &Finding| match finding.outcome {
            Outcome::NotMet => matches!(finding.kind, Kind::Requirement | Kind::Practice),
            Outcome::Contested => finding.spoken_of && !finding.met_on_no_reading,
            Outcome::Met => finding.raised && finding.kind != Kind::Conclusion,
            _ => false,
        };
        let silent = depth < Depth::Full && !regime.findings().any(speaks)
            || regime.findings().all(|finding| finding.outcome == Outcome::NotApplicable);
        if depth > Depth::Conclusions && !(idle && silent) {
            write_regime(&mut detail, regime);
        }
    }
    let assumed = assumed(operation, &detail);
    page.gap();
    let answers: Vec<String> = operation
        .regimes
        .iter()
        .filter(|regime| regime.is_engaged())
        .filter_map(|regime| Some(format!("{}: {}", regime.title, regime.verdict()?)))
        .chain(not_engaged(operation))
        .collect();
    if !answers.is_empty() {
        page.labelled(2, "in sum", &answers.join(" · "));
    }
    if let Some(assumed) = assumed {
        page.labelled(2, "assumed", &assumed);
    }
    for gap in &operation.gaps {
        page.labelled(2, "gap", gap);
    }
}

/// The bodies of law that do not arise, together.
fn not_engaged(operation: &OperationReport) -> Option<String> {
    let idle = operation.regimes.iter().filter(|regime| regime.conclusion.is_some() && !regime.is_engaged());
    let titles: Vec<&str> = idle.map(|regime| regime.title.as_str()).collect();
    (!titles.is_empty()).then(|| format!("not engaged: {}", titles.join(", ")))
}

/// "by Ardenia, against the Column, 2026-03-02, in answer to raid"
fn circumstances(operation: &OperationReport) -> String {
    let mut parts: Vec<String> = operation.roles.iter().map(|(role, party)| format!("{role} {party}")).collect();
    parts.extend(operation.date.as_ref().map(ToString::to_string));
    parts.extend(operation.responds_to.as_ref().map(|other| format!("in answer to {other}")));
    parts.extend(operation.assists.as_ref().map(|other| format!("in aid of {other}")));
    if parts.is_empty() { "no party named".into() } else { parts.join(" · ") }
}

fn write_regime(detail: &mut Detail<'_>, regime: &RegimeReport) {
    let depth = detail.depth;
    detail.page.gap();
    let answer = regime.verdict().unwrap_or_default();
    detail.page.heading(2, &regime.title.to_uppercase(), answer);
    let engaged = regime.conclusion != Some(Outcome::NotApplicable);
    detail.clean = regime.conclusion == Some(Outcome::Met);
    // What is to be found out first; tests that wait for the same are counted.
    let mut first_missing: HashSet<&str> = HashSet::new();
    let argued = argued(regime);
    let mut undetermined = 0;
    let mut left: Vec<&Finding> = Vec::new();
    for doctrine in &regime.doctrines {
        let mut titled = false;
        for finding in &doctrine.findings {
            let conclusion = finding.test == regime.conclusion_id();
            let shown = if depth >= Depth::Full {
                true
            } else if conclusion {
                false
            } else {
                let worth = worth_showing(finding, &argued, engaged);
                let first = finding.missing.first().map_or("", |missing| missing.fact.as_str());
                let open = finding.outcome == Outcome::Undetermined;
                let crowded = open && (undetermined == UNDETERMINED_SHOWN || worth && !first_missing.insert(first));
                undetermined += usize::from(worth && finding.outcome == Outcome::Undetermined && !crowded);
                worth && !crowded
            };
            if !shown {
                if !conclusion {
                    left.push(finding);
                }
                continue;
            }
            if !titled {
                detail.page.heading(4, &doctrine.title, "");
                titled = true;
            }
            detail.finding(finding);
        }
    }
    let rest = counts(&left, regime.not_applicable, depth);
    if !rest.is_empty() {
        detail.page.paragraph(4, &rest);
    }
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

fn worth_showing(finding: &Finding, argued: &HashSet<&str>, engaged: bool) -> bool {
    let argued = argued.contains(finding.test.as_str());
    match (finding.outcome, finding.kind) {
        (Outcome::NotApplicable, _) => false,
        (Outcome::NotMet, Kind::Requirement | Kind::Justification | Kind::Practice) => true,
        (Outcome::NotMet, Kind::Threshold | Kind::Conclusion) => argued,
        (Outcome::Contested, _) if finding.met_on_no_reading => argued,
        (Outcome::Contested, _) => engaged || argued || finding.spoken_of,
        (Outcome::Undetermined, _) => engaged && finding.matters == Some(true) && finding.spoken_of,
        // What the scenario itself brings up is told, though nothing rests on it: a war crime, say.
        (Outcome::Met, Kind::Threshold) => argued || finding.raised,
        (Outcome::Met, Kind::Justification) => argued,
        (Outcome::Met, _) => false,
    }
}

/// "6 more met · 2 undetermined · 41 do not apply"
fn counts(left: &[&Finding], not_applicable: usize, depth: Depth) -> String {
    let mut parts = Vec::new();
    for outcome in [Outcome::Met, Outcome::NotMet, Outcome::Contested, Outcome::Undetermined] {
        let of_it: Vec<&&Finding> = left.iter().filter(|finding| finding.outcome == outcome).collect();
        if !of_it.is_empty() {
            let idle = outcome != Outcome::Met && of_it.iter().all(|finding| finding.matters != Some(true));
            let idle = if idle && outcome != Outcome::NotMet { ", deciding nothing here" } else { "" };
            parts.push(format!("{} more {}{idle}", of_it.len(), outcome.words()));
        }
    }
    if not_applicable > 0 && depth < Depth::All {
        parts.push(match not_applicable {
            1 => "1 does not apply".into(),
            several => format!("{several} do not apply"),
        });
    }
    if parts.is_empty() { String::new() } else { format!("{} (--all shows them)", parts.join(" · ")) }
}

/// What silence was taken to mean on the way to the conclusions.
fn assumed(operation: &OperationReport, detail: &Detail<'_>) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    for regime in operation.regimes.iter().filter(|regime| regime.is_engaged()) {
        let conclusion = regime.conclusion_id();
        for assumed in regime.findings().filter(|finding| finding.test == conclusion).flat_map(|one| &one.assumed) {
            let presumed = if assumed.why.is_some() { " (presumed in law)" } else { "" };
            let named = format!("{} = {}{presumed}", assumed.fact, assumed.value);
            if !names.contains(&named) {
                names.push(named);
            }
        }
    }
    (!names.is_empty()).then(|| format!("not stated, so taken as: {}", detail.shortened(&names, ", ")))
}

/// Why a finding came out as it did, and what is open about it.
pub(super) fn write_why(page: &mut Page, indent: usize, finding: &Finding, file: &str) {
    let mut detail = Detail {
        page,
        file: short_name(file),
        depth: Depth::Short,
        clean: false,
        told: Vec::new(),
        supported: Vec::new(),
    };
    detail.reasons(indent, finding);
    detail.open(indent, finding);
}
