//! One finding as a whole argument: a tree down to facts and authorities (of the
//! tests that it rests on, along the path that decided), and
//! what each reading would say.

use super::detail::NOT_EXACT;
use super::page::{Layout, Page};
use super::phrase::{mark, name_and_outcome, standing, words, write_fact, write_support};
use super::{OperationReport, Report, turn};
use crate::finding::{Answer, Finding, Reason};
use crate::outcome::Outcome;
use crate::rule::Verification;

/// Writes the argument for one test, for every operation of the report. The
/// report must hold the findings of every test, so that the tree can follow
/// one test into another.
#[must_use]
pub fn write(report: &Report, test: &str, layout: Layout) -> String {
    let mut page = Page::new(layout);
    page.heading(0, &report.title, &report.file);
    let file = report.file.rsplit(['/', '\\']).next().unwrap_or(&report.file);
    let applies = |operation| find(operation, test).is_some_and(|found| found.outcome != Outcome::NotApplicable);
    let somewhere = report.operations.iter().any(applies);
    for operation in &report.operations {
        // Where it arises for one operation, that it does not for others needs no argument.
        if let Some(finding) = find(operation, test).filter(|_| !somewhere || applies(operation)) {
            page.gap();
            page.heading(0, &format!("{} · {}", operation.key, operation.title), "");
            let mut tree = Tree { page: &mut page, operation, file, seen: Vec::new(), within: 0 };
            tree.finding(finding, 2);
        }
    }
    page.finish()
}

fn find<'r>(operation: &'r OperationReport, test: &str) -> Option<&'r Finding> {
    operation.findings().find(|finding| finding.test == test)
}

struct Tree<'p, 'r> {
    page: &'p mut Page,
    operation: &'r OperationReport,
    file: &'r str,
    seen: Vec<&'r str>,
    /// How many tests the one at hand stands within: of those below the first only what decided is told.
    within: usize,
}

impl<'r> Tree<'_, 'r> {
    fn finding(&mut self, finding: &'r Finding, indent: usize) {
        self.seen.push(&finding.test);
        let name = format!("{} · {} · {}", finding.title, finding.kind.name(), finding.test);
        self.page.outcome(indent, &name, finding.outcome, &words(finding));
        let indent = indent + 2;
        self.page.paragraph(indent, &finding.question);
        if let Some(applies) = finding.applies.as_ref().filter(|applies| self.tells(applies)) {
            self.reason("arises if", applies, indent);
        }
        if let Some(conditions) = &finding.conditions {
            self.reason("met if", conditions, indent);
        }
        let exceptions: Vec<&Reason> = finding.exceptions.iter().filter(|exception| self.tells(exception)).collect();
        for exception in exceptions {
            self.reason("unless", exception, indent);
        }
        let words = |answer: &Answer| turn::whole(answer, finding, |names| names.join(", "));
        for turn in &finding.positions {
            turn::write(self.page, indent, turn, words, |answer| answer.held_by.join("; "));
            if let Some(note) = &turn.note {
                self.page.labelled(indent + 2, "weight", note);
            }
        }
        for missing in &finding.missing {
            let of = missing.operation.as_ref().map_or_else(String::new, |other| format!(" of {other}"));
            self.page.labelled(indent, "missing", &format!("{}{of}: {} {}", missing.fact, missing.ask, missing.takes));
        }
        if !finding.exact {
            self.page.labelled(indent, "note", NOT_EXACT);
        }
        if !finding.either_way.is_empty() {
            let points = finding.either_way.join(", ");
            self.page.labelled(indent, "open", &format!("{points}: it comes out the same on every reading"));
        }
        for assumed in &finding.assumed {
            self.page.labelled(indent, "assumed", &assumed.in_words());
        }
        for source in &finding.authority {
            let verified = match source.status {
                Some(Verification::Verified) => "verified",
                Some(Verification::VerifiedInPart) => "verified in part",
                Some(Verification::FromKnowledge) => "from knowledge, not verified",
                None => "cited as a whole",
            };
            let seen = source.seen.as_ref().map_or_else(String::new, |seen| format!(", {seen}"));
            let limit = source.limit.as_ref().map_or_else(String::new, |limit| format!(", {limit}"));
            let cite = format!("{}{}", source.cite, standing(source));
            self.page.labelled(indent, "law", &format!("{cite}: {} [{verified}{seen}{limit}]", source.holds));
        }
        let texts = [("burden", &finding.burden), ("pitfall", &finding.pitfall), ("note", &finding.heuristic)];
        for (label, text) in texts {
            if let Some(text) = text {
                self.page.labelled(indent, label, text);
            }
        }
    }

    fn tells(&self, reason: &Reason) -> bool {
        self.within == 0 || reason.decides
    }

    fn reason(&mut self, label: &str, reason: &'r Reason, indent: usize) {
        let joined = reason.joined.as_deref().filter(|_| !reason.parts.is_empty());
        // A joint without a name of its own only introduces its parts.
        let says = match joined {
            Some(joined) if !reason.named => match joined {
                "all" => "all of these".to_owned(),
                "any" => "any of these".to_owned(),
                "not" => "the opposite of this".to_owned(),
                count => count.to_owned(),
            },
            _ => reason.says.to_string(),
        };
        let label = if label.is_empty() { String::new() } else { format!("{label} ") };
        let decides = if reason.decides { " ◂" } else { "" };
        let decides = if self.page.is_plain() && reason.decides { " (decides)" } else { decides };
        self.page.paragraph(indent, &format!("{} {label}{says}{decides}", mark(self.page.is_plain(), reason.truth)));
        self.grounds(reason, indent);
        let parts: Vec<&Reason> = reason.parts.iter().filter(|part| self.tells(part)).collect();
        for part in parts {
            let bare = joined == Some("not") && reason.named && !part.named && part.parts.is_empty();
            if bare {
                // The element says it; the rule's own negation would only say it again.
                self.grounds(part, indent);
            } else {
                self.reason("", part, indent + 2);
            }
        }
    }

    /// The facts and tests a condition asks for.
    fn grounds(&mut self, reason: &'r Reason, indent: usize) {
        for fact in &reason.facts {
            write_fact(self.page, indent + 4, fact, self.file);
            write_support(self.page, indent + 4, fact);
        }
        for test in &reason.tests {
            let other = test.operation.is_some();
            let known = self.seen.contains(&test.test.as_str());
            if let Some(finding) = find(self.operation, &test.test).filter(|_| !other && !known && reason.decides) {
                self.within += 1;
                self.finding(finding, indent + 4);
                self.within -= 1;
            } else {
                let again = if known { ", see above" } else { "" };
                self.page.paragraph(indent + 4, &format!("→ {}{again}", name_and_outcome(test)));
            }
        }
    }
}
