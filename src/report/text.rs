//! The report for people: the regime's answer first, then only what failed, is
//! open or divides, each with what decided it; the rest is counted.

use super::page::{Layout, Page, symbol};
use super::{OperationReport, RegimeReport, Report, verdict};
use crate::finding::{FactUse, Finding, Reason, Truth, Turn};
use crate::outcome::Outcome;
use crate::rule::{Kind, Verification};
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
/// How many names a short list holds before the rest is counted.
const NAMES_SHOWN: usize = 4;

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
    for regime in &operation.regimes {
        if depth > Depth::Conclusions {
            write_regime(page, regime, file, depth);
        }
    }
    page.gap();
    let answers: Vec<String> = operation
        .regimes
        .iter()
        .filter_map(|regime| Some(format!("{}: {}", regime.title, verdict(regime.conclusion?))))
        .collect();
    if !answers.is_empty() {
        page.labelled(2, "in sum", &answers.join(" · "));
    }
    write_assumed(page, operation, depth);
    for gap in &operation.gaps {
        page.labelled(2, "gap", gap);
    }
}

/// "by Ardenia, against the Column, 2026-03-02, in answer to raid"
fn circumstances(operation: &OperationReport) -> String {
    let mut parts: Vec<String> = operation.roles.iter().map(|(role, party)| format!("{role} {party}")).collect();
    parts.extend(operation.date.clone());
    parts.extend(operation.responds_to.as_ref().map(|other| format!("in answer to {other}")));
    parts.extend(operation.assists.as_ref().map(|other| format!("in aid of {other}")));
    if parts.is_empty() { "no party named".into() } else { parts.join(" · ") }
}

fn write_regime(page: &mut Page, regime: &RegimeReport, file: &str, depth: Depth) {
    page.gap();
    let answer = regime.conclusion.map_or("", verdict);
    page.heading(2, &regime.title.to_uppercase(), answer);
    let engaged = regime.conclusion != Some(Outcome::NotApplicable);
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
                let crowded = finding.outcome == Outcome::Undetermined && undetermined == UNDETERMINED_SHOWN;
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
                page.heading(4, &doctrine.title, "");
                titled = true;
            }
            write_finding(page, finding, file, depth);
        }
    }
    let rest = counts(&left, regime.not_applicable, depth);
    if !rest.is_empty() {
        page.paragraph(4, &rest);
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
        (Outcome::Contested, _) => engaged || argued,
        (Outcome::Undetermined, _) => engaged && finding.matters == Some(true) && finding.rests_on_something(),
        (Outcome::Met, Kind::Threshold | Kind::Justification) => argued,
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

fn write_finding(page: &mut Page, finding: &Finding, file: &str, depth: Depth) {
    page.outcome(4, &format!("{} · {}", finding.title, finding.kind.name()), finding.outcome, &words(finding));
    let telling = depth >= Depth::Full || !matches!(finding.outcome, Outcome::Met | Outcome::NotApplicable);
    if !telling {
        return;
    }
    let indent = 8;
    if depth < Depth::Full && finding.outcome == Outcome::Undetermined {
        write_missing(page, indent, finding, depth);
        return;
    }
    if depth >= Depth::Full || finding.kind != Kind::Conclusion {
        page.paragraph(6, &finding.question);
    }
    write_reasons(page, indent, finding, file);
    write_open(page, indent, finding, depth);
    if !finding.either_way.is_empty() {
        page.labelled(
            indent,
            "open",
            &format!("{}: it comes out the same on every reading", finding.either_way.join(", ")),
        );
    }
    if finding.matters == Some(false) && finding.kind != Kind::Conclusion {
        page.labelled(indent, "effect", "It decides nothing here: the conclusion is the same either way.");
    }
    if depth >= Depth::Full && !finding.assumed.is_empty() {
        let assumed: Vec<String> =
            finding.assumed.iter().map(|assumed| format!("{} = {}", assumed.fact, assumed.value)).collect();
        page.labelled(indent, "assumed", &assumed.join(", "));
    }
    let sources = if depth >= Depth::Full { finding.authority.len() } else { 2 };
    for source in finding.authority.iter().take(sources) {
        let verified = match source.status {
            _ if depth < Depth::Full => "",
            Some(Verification::Verified) => " [verified]",
            Some(Verification::VerifiedInPart) => " [verified in part]",
            Some(Verification::FromKnowledge) | None => " [not verified]",
        };
        page.labelled(indent, "law", &format!("{}: {}{verified}", source.cite, source.holds));
    }
    if let Some(pitfall) = &finding.pitfall
        && (depth >= Depth::Full || finding.outcome == Outcome::NotMet)
    {
        page.labelled(indent, "pitfall", pitfall);
    }
    if let Some(heuristic) = &finding.heuristic {
        page.labelled(indent, "note", &format!("Teaching heuristic: {heuristic}"));
    }
}

/// Why a finding came out as it did, and what is open about it.
pub(super) fn write_why(page: &mut Page, indent: usize, finding: &Finding, file: &str) {
    write_reasons(page, indent, finding, short_name(file));
    write_open(page, indent, finding, Depth::Short);
}

/// The readings that divide and the facts that are missing.
fn write_open(page: &mut Page, indent: usize, finding: &Finding, depth: Depth) {
    for turn in &finding.positions {
        write_turn(page, indent, turn, depth);
    }
    write_missing(page, indent, finding, depth);
}

fn write_missing(page: &mut Page, indent: usize, finding: &Finding, depth: Depth) {
    let names: Vec<String> = finding
        .missing
        .iter()
        .map(|missing| match &missing.operation {
            Some(operation) => format!("{} (of {operation})", missing.fact),
            None => missing.fact.clone(),
        })
        .collect();
    if !names.is_empty() {
        page.labelled(indent, "missing", &shortened(&names, depth));
    }
}

/// "met", "met on every reading", "contested, no breach on either reading" …
fn words(finding: &Finding) -> String {
    if finding.no_breach_either_way {
        return "contested, no breach on any reading".into();
    }
    let either_way = if finding.either_way.is_empty() { "" } else { " on every reading" };
    format!("{}{either_way}", finding.outcome.words())
}

fn write_reasons(page: &mut Page, indent: usize, finding: &Finding, file: &str) {
    let exceptions = finding.exceptions.iter().filter(|reason| reason.decides);
    for exception in exceptions {
        let label = if exception.truth == Truth::True { "exception applies" } else { "exception open" };
        page.paragraph(indent, &format!("{label}: {}", exception.says));
        write_support(page, indent + 2, exception, file);
    }
    if finding.outcome == Outcome::NotApplicable {
        for reason in finding.applies.iter().filter(|reason| reason.decides) {
            page.paragraph(indent, &format!("does not apply, as this does not hold: {}", reason.says));
            write_support(page, indent + 2, reason, file);
        }
        return;
    }
    let mut reasons = Vec::new();
    for reason in finding.applies.iter().filter(|reason| reason.decides) {
        reasons.push((format!("whether it applies: {}", reason.says), reason));
    }
    for reason in finding.deciding() {
        let exception = finding.exceptions.iter().any(|one| std::ptr::eq(one, reason));
        let applies = finding.applies.as_ref().is_some_and(|one| std::ptr::eq(one, reason));
        if !exception && !applies {
            reasons.push((reason.says.clone(), reason));
        }
    }
    for (says, reason) in reasons {
        page.paragraph(indent, &format!("{} {says}", mark(page.is_plain(), reason.truth)));
        write_support(page, indent + 2, reason, file);
    }
}

fn mark(plain: bool, truth: Truth) -> &'static str {
    match (plain, truth) {
        (true, Truth::True) => "So:",
        (true, Truth::False) => "Not so:",
        (true, Truth::Open | Truth::NotAsked) => "Open:",
        (false, Truth::True) => symbol(Outcome::Met),
        (false, Truth::False) => symbol(Outcome::NotMet),
        (false, Truth::Open | Truth::NotAsked) => symbol(Outcome::Undetermined),
    }
}

/// The facts and tests a reason rests on.
fn write_support(page: &mut Page, indent: usize, reason: &Reason, file: &str) {
    let facts = reason.deciding_facts();
    let told: Vec<&&FactUse> = facts.iter().filter(|fact| fact.value.is_some()).collect();
    for fact in told.iter().take(2 * NAMES_SHOWN) {
        write_fact(page, indent, fact, file);
    }
    if told.len() > 2 * NAMES_SHOWN {
        page.paragraph(indent, &format!("and {} more facts", told.len() - 2 * NAMES_SHOWN));
    }
    for test in reason.deciding_tests() {
        let of = test.operation.as_ref().map_or_else(String::new, |operation| format!(" (of {operation})"));
        page.paragraph(indent, &format!("→ {}{of}: {}", test.title, test.outcome.words()));
    }
}

/// A fact with its line, its proof and where it comes from.
pub(super) fn write_fact(page: &mut Page, indent: usize, fact: &FactUse, file: &str) {
    let value = fact.value.as_deref().unwrap_or("missing");
    let place = match (fact.line, fact.assumed) {
        (Some(line), _) => format!("{file}:{line}"),
        (None, true) => "assumed".into(),
        (None, false) => String::new(),
    };
    page.fact(indent, &format!("{} = {value}", fact.fact), &place);
    if let Some(standard) = &fact.short_of {
        let proof = fact.proof.as_deref().unwrap_or_default();
        page.paragraph(indent + 2, &format!("not proved: stated as {proof}, where {standard} is asked"));
    }
    let mut support: Vec<String> = Vec::new();
    support.extend(fact.source.clone());
    support.extend(fact.proof.as_ref().filter(|_| fact.short_of.is_none()).map(|proof| format!("proof: {proof}")));
    support.extend(fact.cites.iter().map(|cite| format!("[{cite}]")));
    support.extend(fact.note.clone());
    if !support.is_empty() {
        page.paragraph(indent + 2, &support.join(" · "));
    }
}

fn write_turn(page: &mut Page, indent: usize, turn: &Turn, depth: Depth) {
    page.labelled(indent, "divides", &format!("{} ({})", turn.question, turn.position));
    for answer in &turn.readings {
        let outcome = match answer.outcome {
            Outcome::Undetermined if !answer.missing.is_empty() => {
                format!("undetermined, needs {}", shortened(&answer.missing, depth))
            }
            outcome => outcome.words().to_owned(),
        };
        page.paragraph(indent + 2, &format!("{} → {outcome}. {}", answer.reading, answer.says));
        page.paragraph(indent + 4, &format!("held by {}", shortened_with(&answer.held_by, depth, "; ")));
    }
    if let Some(note) = turn.note.as_ref().filter(|_| depth >= Depth::Full) {
        page.labelled(indent + 2, "weight", note);
    }
}

fn shortened(names: &[String], depth: Depth) -> String {
    shortened_with(names, depth, ", ")
}

fn shortened_with(names: &[String], depth: Depth, with: &str) -> String {
    if depth >= Depth::Full || names.len() <= NAMES_SHOWN + 1 {
        return names.join(with);
    }
    format!("{} and {} more", names[..NAMES_SHOWN].join(with), names.len() - NAMES_SHOWN)
}

/// What silence was taken to mean on the way to the conclusions.
fn write_assumed(page: &mut Page, operation: &OperationReport, depth: Depth) {
    let mut names: Vec<String> = Vec::new();
    for regime in &operation.regimes {
        let conclusion = regime.conclusion_id();
        for assumed in regime.findings().filter(|finding| finding.test == conclusion).flat_map(|one| &one.assumed) {
            let named = format!("{} = {}", assumed.fact, assumed.value);
            if !names.contains(&named) {
                names.push(named);
            }
        }
    }
    if !names.is_empty() {
        page.labelled(2, "assumed", &format!("not stated, so taken as: {}", shortened(&names, depth)));
    }
}
