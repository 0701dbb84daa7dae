//! One finding in a report for people: what decided it, what divides, what is
//! missing, the authority. What a report has told once it does not tell again.

use super::page::Page;
use super::phrase::{arises_in_words, does_not_arise, is_silent, mark, name, name_and_outcome, short, standing, words};
use super::phrase::{write_fact, write_support};
use super::plan::Hanging;
use super::text::Depth;
use super::turn;
use crate::finding::{Answer, Assumed, Deciding, FactUse, Finding, Reason, Source, Truth};
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

    /// A finding with its line, and why; and the tests that wait for the same fact.
    pub(super) fn finding(&mut self, finding: &Finding, waiting: &[&Finding]) {
        let name = format!("{} · {}", finding.title, finding.kind.name());
        self.page.outcome(4, &name, finding.outcome, &words(finding));
        match finding.outcome {
            Outcome::Met | Outcome::NotApplicable if !self.full() => return,
            Outcome::NotMet if !self.full() && self.clean && finding.kind == Kind::Threshold => return,
            Outcome::Undetermined if !self.full() => {
                if finding.kind == Kind::Conclusion {
                    self.reasons(INDENT, finding);
                }
                self.missing(INDENT, finding);
                if !waiting.is_empty() {
                    let titles: Vec<&str> = waiting.iter().map(|finding| finding.title.as_str()).collect();
                    self.page.labelled(INDENT, "also for", &self.shortened(&titles, ", "));
                }
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
                let answers = turn::answers(turn, turn::outcome);
                self.page.labelled(INDENT, "divides", &format!("{} {answers}", turn.question));
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

    /// Tests that are contested together, by what is possible.
    pub(super) fn hanging(&mut self, hanging: &Hanging<'_>) {
        let on: Vec<String> = hanging.on.iter().map(|test| name(test)).collect();
        let name = format!("{} tests that hang on {}", hanging.findings.len(), on.join(" and "));
        self.page.outcome(4, &name, Outcome::Contested, Outcome::Contested.words());
        let mut told: Vec<(String, Vec<&str>)> = Vec::new();
        for finding in &hanging.findings {
            let words = if finding.no_breach_either_way {
                "no breach on any reading".to_owned()
            } else {
                turn::either(&finding.possible)
            };
            match told.iter_mut().find(|(same, _)| *same == words) {
                Some((_, titles)) => titles.push(&finding.title),
                None => told.push((words, vec![&finding.title])),
            }
        }
        for (words, titles) in told {
            self.page.paragraph(INDENT, &format!("{words}: {}", titles.join("; ")));
        }
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
            authority.sort_by_key(|source| (source.later.is_some(), source.as_custom));
        }
        for source in authority.into_iter().take(if full { usize::MAX } else { most }) {
            let verified = match source.status {
                _ if !full => "",
                Some(Verification::Verified) => " [verified]",
                Some(Verification::VerifiedInPart) => " [verified in part]",
                Some(Verification::FromKnowledge) => " [not verified]",
                None => "",
            };
            let standing = standing(source);
            self.page.labelled(INDENT, "law", &format!("{}{standing}: {}{verified}", source.cite, source.holds));
        }
    }

    /// Why a finding came out as it did.
    fn reasons(&mut self, indent: usize, finding: &Finding) {
        self.supported.clear();
        for exception in finding.exceptions.iter().filter(|reason| reason.decides) {
            let label = if exception.truth == Truth::True { "exception applies" } else { "exception open" };
            self.page.paragraph(indent, &format!("{label}: {}", exception.says));
            self.support(indent + 2, exception);
        }
        // What a conclusion sums up is what makes it arise.
        let summed = !self.full()
            && finding.kind == Kind::Conclusion
            && finding.conditions.as_ref().is_some_and(|one| one.decides);
        for applies in finding.applies.iter().filter(|reason| reason.decides && !summed) {
            let label = arises_in_words(applies.truth);
            self.page.paragraph(indent, &format!("{} {label}", mark(self.page.is_plain(), applies.truth)));
            self.support(indent + 2, applies);
        }
        let (reasons, silent) = if self.full() { (grounds(finding), None) } else { raised(finding) };
        for Deciding { reason, .. } in &reasons {
            self.page.paragraph(indent, &format!("{} {}", mark(self.page.is_plain(), reason.truth), reason.says));
            self.support(indent + 2, reason);
        }
        if let Some(silent) = silent {
            self.page.paragraph(indent, &silent);
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
    fn open(&mut self, indent: usize, finding: &Finding) {
        let own = finding.own_positions();
        let shortened = Shortened(self.full());
        let words = |answer: &Answer| shortened.answer(answer, finding);
        let mut above: Vec<&str> = Vec::new();
        for turn in &finding.positions {
            let inherited = !self.full() && !own.is_empty() && !own.contains(&&turn.position);
            if !self.told.contains(&turn.position) {
                self.told.push(turn.position.clone());
                turn::write(self.page, indent, turn, words, |answer| shortened.list(&answer.held_by, "; "));
                if let Some(note) = turn.note.as_ref().filter(|_| self.full()) {
                    self.page.labelled(indent + 2, "weight", note);
                }
                continue;
            }
            let words: &dyn Fn(&Answer) -> String = if self.full() { &words } else { &turn::outcome };
            if inherited || turn::alike(turn, words).is_some() {
                above.push(short(&turn.position));
            } else {
                let answers = turn::answers(turn, words);
                self.page.labelled(indent, "divides", &format!("{} (above): {answers}", short(&turn.position)));
            }
        }
        if !above.is_empty() {
            self.page.labelled(indent, "divides", &format!("the points above: {}", above.join(", ")));
        }
        self.missing(indent, finding);
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
        Shortened(self.full()).list(names, with)
    }
}

/// How lists are told: whole, if that is wanted, and else cut short.
struct Shortened(bool);

impl Shortened {
    fn list<T: Borrow<str>>(&self, names: &[T], with: &str) -> String {
        if self.0 || names.len() <= NAMES_SHOWN + 1 {
            return names.join(with);
        }
        format!("{} and {} more", names[..NAMES_SHOWN].join(with), names.len() - NAMES_SHOWN)
    }

    fn answer(&self, answer: &Answer, finding: &Finding) -> String {
        turn::whole(answer, finding, |names| self.list(names, ", "))
    }
}

/// The elements that decided, besides exceptions and whether the question arises, which are told on their own.
fn grounds(finding: &Finding) -> Vec<Deciding<'_>> {
    let own = |deciding: &Deciding<'_>| {
        let mut others = finding.exceptions.iter().chain(&finding.applies);
        !others.any(|other| std::ptr::eq(other, deciding.reason))
    };
    finding.deciding().into_iter().filter(own).collect()
}

/// Those of them that the scenario raises, and in words how many others there are. Where it raises
/// none, what was assumed is told, the first ground of several; and one alone always is.
pub(super) fn raised(finding: &Finding) -> (Vec<Deciding<'_>>, Option<String>) {
    let raised = |one: &Deciding<'_>| !(does_not_arise(one.reason) || one.alternative && is_silent(one.reason));
    let grounds = grounds(finding);
    let (some, one_alone) = (grounds.iter().any(raised), grounds.len() == 1);
    let mut first = true;
    let (told, silent): (Vec<_>, Vec<_>) = grounds.into_iter().partition(|one| {
        if some || one_alone {
            return one_alone || raised(one);
        }
        !does_not_arise(one.reason) && (!one.alternative || std::mem::take(&mut first))
    });
    let what = if silent.iter().all(|one| one.alternative) { "ground" } else { "element" };
    let words = match (silent.len(), told.len()) {
        (0, _) => None,
        (all, 0) => Some(format!("none of its {all} {what}s arises")),
        (1, _) => Some(format!("1 other {what} does not arise")),
        (several, _) => Some(format!("{several} other {what}s do not arise")),
    };
    (told, words)
}
