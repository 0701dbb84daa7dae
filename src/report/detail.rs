//! One finding in a report for people: what decided it, what divides, what is
//! missing, the authority. What a report has told once it does not tell again.

use super::page::{Page, symbol};
use super::text::Depth;
use crate::finding::{Assumed, FactUse, Finding, Reason, Source, TestUse, Truth, Turn};
use crate::outcome::Outcome;
use crate::rule::{Kind, Verification};
use crate::words::Words;
use std::borrow::Borrow;

/// What a finding says that could not follow all that is open.
pub(super) const NOT_EXACT: &str =
    "More is open here than could be followed: state some of what is missing, or take a reading.";

/// How many names a short list holds before the rest is counted.
const NAMES_SHOWN: usize = 4;
/// Where the details of a finding begin.
const INDENT: usize = 8;

/// Writes findings of one operation to a page.
pub(super) struct Detail<'p> {
    pub(super) page: &'p mut Page,
    /// What lines are cited by.
    pub(super) file: &'p str,
    pub(super) depth: Depth,
    /// The body of law at hand is not breached, so that what fails in it needs no defence.
    pub(super) clean: bool,
    /// The positions explained so far.
    pub(super) told: Vec<Words>,
    /// The facts that the finding at hand has already been told to rest on, with all that supports them.
    pub(super) supported: Vec<Words>,
}

impl Detail<'_> {
    fn full(&self) -> bool {
        self.depth >= Depth::Full
    }

    /// A finding with its line, and why.
    pub(super) fn finding(&mut self, finding: &Finding) {
        let name = format!("{} · {}", finding.title, finding.kind.name());
        self.page.outcome(4, &name, finding.outcome, &words(finding));
        match finding.outcome {
            Outcome::Met | Outcome::NotApplicable if !self.full() => return,
            Outcome::NotMet if !self.full() && self.clean && finding.kind == Kind::Threshold => return,
            Outcome::Undetermined if !self.full() => {
                self.missing(INDENT, finding);
                return self.citations(finding, 1);
            }
            _ => {}
        }
        if self.full() || finding.kind != Kind::Conclusion {
            self.page.paragraph(6, &finding.question);
        }
        if finding.matters == Some(false) && !self.full() {
            // Who holds what matters where something turns on it.
            for turn in &finding.positions {
                self.page.labelled(INDENT, "divides", &format!("{} {}", turn.question, answers(turn)));
            }
            self.page.labelled(INDENT, "effect", "decides nothing here: the conclusion stands either way");
            self.citations(finding, 1);
            return;
        }
        self.reasons(INDENT, finding);
        self.open(INDENT, finding);
        if !finding.either_way.is_empty() {
            let points = finding.either_way.join(", ");
            self.page.labelled(INDENT, "open", &format!("{points}: it comes out the same on every reading"));
        }
        if self.full() && finding.matters == Some(false) {
            self.page.labelled(INDENT, "effect", "decides nothing here: the conclusion stands either way");
        }
        if self.full() {
            self.assumed(finding);
        }
        self.law(finding);
    }

    /// What silence was taken to mean; a presumption of law with its ground.
    fn assumed(&mut self, finding: &Finding) {
        let (presumed, assumed): (Vec<&Assumed>, Vec<&Assumed>) =
            finding.assumed.iter().partition(|assumed| assumed.why.is_some());
        for one in presumed {
            self.page.labelled(INDENT, "presumed", &one.in_words());
        }
        if !assumed.is_empty() {
            let assumed: Vec<String> = assumed.iter().map(|one| format!("{} = {}", one.fact, one.value)).collect();
            self.page.labelled(INDENT, "assumed", &assumed.join(", "));
        }
    }

    fn law(&mut self, finding: &Finding) {
        self.citations(finding, if finding.kind == Kind::Conclusion { 0 } else { 2 });
        let failed = finding.outcome == Outcome::NotMet && finding.kind != Kind::Conclusion;
        if let Some(pitfall) = finding.pitfall.as_ref().filter(|_| self.full() || failed) {
            self.page.labelled(INDENT, "pitfall", pitfall);
        }
        if let Some(heuristic) = &finding.heuristic {
            self.page.labelled(INDENT, "note", &format!("Teaching heuristic: {heuristic}"));
        }
    }

    /// What it rests on: everything, where everything is told, and else no more than so many sources.
    fn citations(&mut self, finding: &Finding, most: usize) {
        let full = self.full();
        let mut authority: Vec<&Source> = finding.authority.iter().collect();
        if !full {
            // What binds the party comes first, where there is room for some only.
            authority.sort_by_key(|source| source.as_custom);
        }
        for source in authority.into_iter().take(if full { usize::MAX } else { most }) {
            let verified = match source.status {
                _ if !full => "",
                Some(Verification::Verified) => " [verified]",
                Some(Verification::VerifiedInPart) => " [verified in part]",
                Some(Verification::FromKnowledge) => " [not verified]",
                None => "",
            };
            let custom = if source.as_custom { " (as custom: not listed among the party's treaties)" } else { "" };
            self.page.labelled(INDENT, "law", &format!("{}{custom}: {}{verified}", source.cite, source.holds));
        }
    }

    /// Why a finding came out as it did.
    pub(super) fn reasons(&mut self, indent: usize, finding: &Finding) {
        self.supported.clear();
        for exception in finding.exceptions.iter().filter(|reason| reason.decides) {
            let label = if exception.truth == Truth::True { "exception applies" } else { "exception open" };
            self.page.paragraph(indent, &format!("{label}: {}", exception.says));
            self.support(indent + 2, exception);
        }
        for applies in finding.applies.iter().filter(|reason| reason.decides) {
            let open = applies.truth == Truth::Open;
            let label = if open { "whether it applies" } else { "it does not apply" };
            self.page.paragraph(indent, &format!("{} {label}", self.mark(applies.truth)));
            self.support(indent + 2, applies);
        }
        let own = |reason: &&Reason| {
            let others = finding.exceptions.iter().chain(&finding.applies);
            !others.into_iter().any(|other| std::ptr::eq(other, *reason))
        };
        let reasons: Vec<&Reason> = finding.deciding().into_iter().filter(own).collect();
        // What fails only because something else does not arise is counted, unless there is nothing else.
        let all_idle = reasons.iter().all(|reason| is_idle(reason));
        let mut idle = 0;
        for reason in reasons {
            if !self.full() && is_idle(reason) && !(all_idle && idle == 0) {
                idle += 1;
                continue;
            }
            idle += usize::from(all_idle && !self.full());
            self.page.paragraph(indent, &format!("{} {}", self.mark(reason.truth), reason.says));
            self.support(indent + 2, reason);
        }
        match idle.saturating_sub(usize::from(all_idle)) {
            0 => {}
            1 => self.page.paragraph(indent, "1 other ground does not arise"),
            several => self.page.paragraph(indent, &format!("{several} other grounds do not arise")),
        }
    }

    fn mark(&self, truth: Truth) -> &'static str {
        match (self.page.is_plain(), truth) {
            (true, Truth::True) => "So:",
            (true, Truth::False) => "Not so:",
            (true, Truth::Open | Truth::NotAsked) => "Open:",
            (false, Truth::True) => symbol(Outcome::Met),
            (false, Truth::False) => symbol(Outcome::NotMet),
            (false, Truth::Open | Truth::NotAsked) => symbol(Outcome::Undetermined),
        }
    }

    /// The facts and tests a reason rests on.
    fn support(&mut self, indent: usize, reason: &Reason) {
        let facts = reason.deciding_facts();
        let told: Vec<&&FactUse> = facts.iter().filter(|fact| fact.value.is_some()).collect();
        let room = if self.full() { told.len() } else { 2 * NAMES_SHOWN };
        for fact in told.iter().take(room) {
            write_fact(self.page, indent, fact, self.file);
            if !self.supported.contains(&fact.fact) {
                self.supported.push(fact.fact.clone());
                write_support(self.page, indent, fact);
            }
        }
        if told.len() > room {
            self.page.paragraph(indent, &format!("and {} more facts", told.len() - room));
        }
        for test in reason.deciding_tests() {
            self.page.paragraph(indent, &format!("→ {}", name_and_outcome(test)));
        }
        for reading in reason.deciding_readings() {
            self.page.paragraph(indent, &format!("the reading taken: {reading}"));
        }
    }

    /// The readings that divide and the facts that are missing.
    pub(super) fn open(&mut self, indent: usize, finding: &Finding) {
        for turn in &finding.positions {
            if self.told.contains(&turn.position) && !self.full() {
                let text = format!("{} (above): {}", short(&turn.position), answers(turn));
                self.page.labelled(indent, "divides", &text);
            } else {
                self.told.push(turn.position.clone());
                self.turn(indent, turn);
            }
        }
        self.missing(indent, finding);
    }

    fn turn(&mut self, indent: usize, turn: &Turn) {
        self.page.labelled(indent, "divides", &format!("{} ({})", turn.question, turn.position));
        for answer in &turn.readings {
            let outcome = match answer.outcome {
                Outcome::Undetermined if !answer.missing.is_empty() => {
                    format!("undetermined, needs {}", self.shortened(&answer.missing, ", "))
                }
                outcome => outcome.words().to_owned(),
            };
            self.page.paragraph(indent + 2, &format!("{} → {outcome}. {}", answer.reading, answer.says));
            let holders = self.shortened(&answer.held_by, "; ");
            self.page.paragraph(indent + 4, &format!("held by {holders}"));
        }
        if let Some(note) = turn.note.as_ref().filter(|_| self.full()) {
            self.page.labelled(indent + 2, "weight", note);
        }
    }

    fn missing(&mut self, indent: usize, finding: &Finding) {
        let names: Vec<String> = finding
            .missing
            .iter()
            .map(|missing| match &missing.operation {
                Some(operation) => format!("{} (of {operation})", missing.fact),
                None => missing.fact.to_string(),
            })
            .collect();
        if !names.is_empty() {
            let names = self.shortened(&names, ", ");
            self.page.labelled(indent, "missing", &names);
        }
        if !finding.exact {
            self.page.labelled(indent, "note", NOT_EXACT);
        }
    }

    /// A list, cut short unless everything is wanted.
    pub(super) fn shortened<T: Borrow<str>>(&self, names: &[T], with: &str) -> String {
        if self.full() || names.len() <= NAMES_SHOWN + 1 {
            return names.join(with);
        }
        format!("{} and {} more", names[..NAMES_SHOWN].join(with), names.len() - NAMES_SHOWN)
    }
}

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

/// A reason that is only that another test does not apply.
fn is_idle(reason: &Reason) -> bool {
    let tests = reason.deciding_tests();
    !tests.is_empty()
        && tests.iter().all(|test| test.outcome == Outcome::NotApplicable)
        && reason.deciding_facts().is_empty()
}

/// "Armed attack (of raid): not met"
pub(super) fn name_and_outcome(test: &TestUse) -> String {
    let of = test.operation.as_ref().map_or_else(String::new, |operation| format!(" (of {operation})"));
    format!("{}{of}: {}", test.title, test.outcome.words())
}

/// "strict → not met, broad → met"
fn answers(turn: &Turn) -> String {
    let answers: Vec<String> =
        turn.readings.iter().map(|answer| format!("{} → {}", answer.reading, answer.outcome.words())).collect();
    answers.join(", ")
}

/// The last part of an id.
fn short(id: &str) -> &str {
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
