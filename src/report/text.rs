//! The report for people: the regime's answer first, then only what failed, is
//! open or divides, each with what decided it; the rest is counted.

use super::detail::Detail;
use super::page::{Layout, Page};
use super::plan::{self, Plan};
use super::{NO_CONCLUSION, NOT_ENGAGED, OperationReport, RegimeReport, Report};
use crate::finding::Finding;
use crate::outcome::Outcome;

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
    let rulebook = report
        .rulebook
        .as_ref()
        .map_or_else(|| "a rulebook without a version".to_owned(), |version| format!("rulebook {version}"));
    let written_for = report.written_for.as_ref().filter(|_| report.other_rulebook);
    let written_for = written_for.map_or_else(String::new, |pin| format!(", written for {pin}"));
    page.paragraph(0, &format!("{count} · {readings} · {rulebook}{written_for}"));
    let file = short_name(&report.file);
    for operation in &report.operations {
        write_operation(&mut page, operation, file, depth);
    }
    page.finish()
}

/// Which variations of the story there are.
#[must_use]
pub fn variations(names: &[String], layout: Layout) -> String {
    let mut page = Page::new(layout);
    match names {
        [] => {}
        [name] => page.paragraph(0, &format!("1 variation: {name} (--case NAME)")),
        several => page.paragraph(0, &format!("{} variations: {} (--case NAME)", several.len(), several.join(", "))),
    }
    page.finish()
}

/// The last part of a path: lines are cited by it.
pub(super) fn short_name(path: &str) -> &str {
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
        let silent = depth < Depth::Full && !regime.speaks()
            || regime.findings().all(|finding| finding.outcome == Outcome::NotApplicable);
        let idle = !regime.is_engaged() && depth < Depth::All;
        if depth > Depth::Conclusions && !(idle && silent) {
            write_regime(&mut detail, operation, regime);
        }
    }
    let assumed = assumed(operation, &detail);
    page.gap();
    let answers = answers(operation);
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

/// The verdict on each body of law; those that come to nothing together.
fn answers(operation: &OperationReport) -> Vec<String> {
    let idle = [NO_CONCLUSION, NOT_ENGAGED];
    let with_verdict = |regime: &RegimeReport| Some((regime.title.to_string(), regime.verdict()?));
    let all: Vec<(String, String)> = operation.regimes.iter().filter_map(with_verdict).collect();
    let engaged = all.iter().filter(|(_, verdict)| !idle.contains(&verdict.as_str()));
    let mut answers: Vec<String> = engaged.map(|(title, verdict)| format!("{title}: {verdict}")).collect();
    for idle in idle {
        let of_it = all.iter().filter(|(_, verdict)| verdict == idle);
        let titles: Vec<&str> = of_it.map(|(title, _)| title.as_str()).collect();
        if !titles.is_empty() {
            answers.push(format!("{idle}: {}", titles.join(", ")));
        }
    }
    answers
}

/// "by Ardenia, against the Column, 2026-03-02, in answer to raid"
fn circumstances(operation: &OperationReport) -> String {
    let mut parts: Vec<String> = operation.roles.iter().map(|(role, party)| format!("{role} {party}")).collect();
    parts.extend(operation.date.as_ref().map(ToString::to_string));
    parts.extend(operation.responds_to.as_ref().map(|other| format!("in answer to {other}")));
    parts.extend(operation.assists.as_ref().map(|other| format!("in aid of {other}")));
    if parts.is_empty() { "no party named".into() } else { parts.join(" · ") }
}

fn write_regime(detail: &mut Detail<'_>, operation: &OperationReport, regime: &RegimeReport) {
    let depth = detail.depth;
    detail.page.gap();
    let answer = regime.verdict().unwrap_or_default();
    detail.page.heading(2, &regime.title.to_uppercase(), &answer);
    detail.clean = regime.conclusion == Some(Outcome::Met);
    let plan = (depth < Depth::Full).then(|| plan::plan(operation, regime));
    for doctrine in &regime.doctrines {
        let told = |finding: &&Finding| plan.as_ref().is_none_or(|plan| plan.told.contains(finding.test.as_str()));
        let mut findings = doctrine.findings.iter().filter(told).peekable();
        if findings.peek().is_some() {
            detail.page.heading(4, &doctrine.title, "");
        }
        for finding in findings {
            let waiting = plan.as_ref().and_then(|plan| plan.waiting.get(finding.test.as_str()));
            detail.finding(finding, waiting.map_or(&[], Vec::as_slice));
        }
    }
    let Plan { hanging, left, .. } = plan.unwrap_or_default();
    if !hanging.is_empty() {
        detail.page.heading(4, "Contested only because others are", "");
    }
    for hanging in &hanging {
        detail.hanging(hanging);
    }
    let not_applicable = if depth < Depth::All { regime.not_applicable } else { 0 };
    let rest = plan::counts(&left, not_applicable);
    if !rest.is_empty() {
        detail.page.paragraph(4, &rest);
    }
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
