//! The words of a finding: short phrases that every report of it shares.

use super::page::{Page, symbol};
use crate::finding::{FactUse, Finding, Reason, Source, TestUse, Truth};
use crate::outcome::Outcome;

/// "met", "met on every reading", "contested, no breach on any reading" …
pub(super) fn words(finding: &Finding) -> String {
    if finding.no_breach_either_way {
        return "contested, no breach on any reading".into();
    }
    if let Some(term) = &finding.not_law {
        return format!("not law then ({term})");
    }
    if finding.met_on_no_reading {
        return "not met on any reading".into();
    }
    let either_way = if finding.either_way.is_empty() { "" } else { " on every reading" };
    format!("{}{either_way}", finding.outcome.words())
}

/// Whether a reason is only that another test does not apply.
pub(super) fn does_not_arise(reason: &Reason) -> bool {
    reason.truth == Truth::False && reason.deciding_facts().is_empty() && tests_do_not_apply(reason)
}

/// Whether nothing that the scenario says is behind a failing reason: other tests do not apply, and facts were assumed.
pub(super) fn is_silent(reason: &Reason) -> bool {
    reason.truth == Truth::False
        && reason.deciding_facts().iter().all(|fact| fact.assumed)
        && reason.deciding_tests().iter().all(|test| test.outcome == Outcome::NotApplicable)
        && reason.deciding_readings().is_empty()
}

fn tests_do_not_apply(reason: &Reason) -> bool {
    let tests = reason.deciding_tests();
    !tests.is_empty() && tests.iter().all(|test| test.outcome == Outcome::NotApplicable)
}

/// "Armed attack (of raid)"
pub(super) fn name(test: &TestUse) -> String {
    let of = test.operation.as_ref().map_or_else(String::new, |operation| format!(" (of {operation})"));
    format!("{}{of}", test.title)
}

/// "Armed attack (of raid): not met"
pub(super) fn name_and_outcome(test: &TestUse) -> String {
    format!("{}: {}", name(test), test.outcome.words())
}

/// How a source stands to the operation, where that must be said.
pub(super) fn standing(source: &Source) -> String {
    match &source.later {
        Some(since) => format!(" (later law, of {since})"),
        None if source.as_custom => " (as custom: not listed among the party's treaties)".into(),
        None => String::new(),
    }
}

/// What stands after the mark of a test's applicability.
pub(super) fn arises_in_words(truth: Truth) -> &'static str {
    if truth == Truth::Open { "whether it applies" } else { "it applies" }
}

/// A mark that reads well before any phrase, a negative one too.
pub(super) fn mark(plain: bool, truth: Truth) -> &'static str {
    match (plain, truth) {
        (true, Truth::True) => "Holds:",
        (true, Truth::False) => "Fails:",
        (true, Truth::Open) => "Open:",
        (true, Truth::NotAsked) => "Not asked:",
        (false, Truth::True) => symbol(Outcome::Met),
        (false, Truth::False) => symbol(Outcome::NotMet),
        (false, Truth::Open) => symbol(Outcome::Undetermined),
        (false, Truth::NotAsked) => symbol(Outcome::NotApplicable),
    }
}

/// The last part of an id.
pub(super) fn short(id: &str) -> &str {
    id.rsplit('.').next().unwrap_or(id)
}

/// A fact with its value and its line.
pub(super) fn write_fact(page: &mut Page, indent: usize, fact: &FactUse, file: &str) {
    let value = fact.value.as_deref().unwrap_or("missing");
    let place = match (fact.line, fact.assumed) {
        (Some(line), _) => format!("{file}:{line}"),
        (None, true) => "assumed".into(),
        (None, false) => String::new(),
    };
    page.fact(indent, &format!("{} = {value}", fact.fact), &place);
}

/// How a fact is proved, and where it comes from.
pub(super) fn write_support(page: &mut Page, indent: usize, fact: &FactUse) {
    if let Some(standard) = &fact.short_of {
        let proof = fact.proof.as_deref().unwrap_or_default();
        page.paragraph(indent + 2, &format!("not proved: stated as {proof}, where {standard} is asked"));
    }
    let mut support: Vec<String> = Vec::new();
    support.extend(fact.source.as_ref().map(ToString::to_string));
    support.extend(fact.proof.as_ref().filter(|_| fact.short_of.is_none()).map(|proof| format!("proof: {proof}")));
    support.extend(fact.cites.iter().map(|cite| format!("[{cite}]")));
    support.extend(fact.note.as_ref().map(ToString::to_string));
    if !support.is_empty() {
        page.paragraph(indent + 2, &support.join(" · "));
    }
}
