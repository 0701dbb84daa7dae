//! An expectation that does not hold, on one screen.

use crate::finding::{Finding, Reason};
use crate::library::{Verdict, Wrong};
use crate::report::detail::raised;
use crate::report::page::{Layout, Page};
use crate::report::phrase::{arises_in_words, mark, name_and_outcome, write_fact};
use crate::report::text::short_name;
use crate::report::turn;
use std::borrow::Cow;

/// How many reasons, facts, points and missing facts of a difference are told before the rest is counted.
const SHOWN: usize = 4;

/// An expectation that does not hold, with what decided otherwise, on one screen.
#[must_use]
pub fn difference(file: &str, case: Option<&str>, verdict: &Verdict, wrong: &Wrong, layout: Layout) -> String {
    let mut page = Page::new(layout);
    page.heading(0, &format!("{file}:{}: {}", verdict.expected.place.span.line, title(case, verdict)), "");
    explain(&mut page, file, case, verdict, wrong);
    page.gap();
    page.finish()
}

/// `last_resort · strike · force.defence.necessity`
pub(super) fn title(case: Option<&str>, verdict: &Verdict) -> String {
    let case = case.map_or_else(String::new, |case| format!("{case} · "));
    format!("{case}{} · {}", verdict.operation, verdict.test)
}

/// What was expected, what came out, the element that differs and the fact behind it, on one line.
pub(super) fn message(verdict: &Verdict, wrong: &Wrong) -> String {
    let Wrong { grounds: absent, finding, facts, other_rulebook } = wrong;
    let (expected, got) = (verdict.expected.outcomes(), finding.outcome.name());
    let mut text = match absent.as_slice() {
        [] => format!("expected {expected}, got {got}"),
        absent => format!("{got} as expected, but not because of {}", absent.join("; ")),
    };
    let (told, silent) = reasons(finding);
    if let Some((says, reason)) = told.first() {
        let mark = mark(true, reason.truth);
        text.push_str(&format!("; {}{} {says}", mark[..1].to_lowercase(), &mark[1..]));
    } else if let Some(silent) = silent {
        text.push_str(&format!("; {silent}"));
    }
    if let Some(fact) = facts.first() {
        let line = fact.line.map_or_else(String::new, |line| format!(" (line {line})"));
        text.push_str(&format!("; {} = {}{line}", fact.fact, fact.value.as_deref().unwrap_or("missing")));
    } else if let Some(missing) = finding.missing.first() {
        text.push_str(&format!("; missing: {}", missing.fact));
    }
    if let Some(other) = other_rulebook {
        text.push_str(&format!("; {other}"));
    }
    text
}

/// What settled a finding or keeps it open, in the order it is told; and what nobody spoke of.
pub(super) fn reasons(finding: &Finding) -> (Vec<(String, &Reason)>, Option<String>) {
    let exceptions = finding.exceptions.iter().filter(|reason| reason.decides);
    let arises = finding.applies.iter().filter(|reason| reason.decides);
    let (grounds, silent) = raised(finding);
    let told = exceptions
        .map(|reason| (format!("unless {}", reason.says), reason))
        .chain(arises.map(|reason| (arises_in_words(reason.truth).to_owned(), reason)))
        .chain(grounds.iter().map(|ground| (ground.reason.says.to_string(), ground.reason)));
    (told.collect(), silent)
}

/// All of it but where it stands.
pub(super) fn explain(page: &mut Page, file: &str, case: Option<&str>, verdict: &Verdict, wrong: &Wrong) {
    let Verdict { operation, expected, .. } = verdict;
    let Wrong { grounds: absent, finding, facts, other_rulebook } = wrong;
    let holding = expected.holding.as_ref().map_or_else(String::new, |holding| format!(" ({holding})"));
    page.labelled(2, "expected", &format!("{}{holding}", expected.outcomes()));
    page.labelled(2, "got", finding.outcome.name());
    if !absent.is_empty() {
        page.labelled(2, "but not because of", &absent.join("; "));
    }
    if let Some(other) = other_rulebook {
        page.labelled(2, "note", &other.to_string());
    }
    let (told, silent) = reasons(finding);
    let mut more = Counted::of("reasons");
    for (says, reason) in told {
        if more.takes() {
            page.paragraph(4, &format!("{} {says}", mark(page.is_plain(), reason.truth)));
            for test in reason.deciding_tests().into_iter().take(SHOWN) {
                page.paragraph(6, &format!("→ {}", name_and_outcome(test)));
            }
        }
    }
    if let Some(silent) = silent {
        page.paragraph(4, &silent);
    }
    more.tell(page);
    let mut more = Counted::of("facts behind it");
    for fact in facts {
        if more.takes() {
            write_fact(page, 4, fact, short_name(file));
        }
    }
    more.tell(page);
    let mut more = Counted::of("points that divide");
    for turn in &finding.positions {
        if more.takes() {
            let answers = turn::answers(turn, turn::outcome);
            page.labelled(4, "divides", &format!("{}: {answers}", turn.position));
        }
    }
    more.tell(page);
    let missing: Vec<&str> = finding.missing.iter().map(|missing| missing.fact.as_str()).collect();
    if let Some((shown, more)) = missing.split_at_checked(SHOWN).filter(|(_, more)| !more.is_empty()) {
        page.labelled(4, "missing", &format!("{} and {} more", shown.join(", "), more.len()));
    } else if !missing.is_empty() {
        page.labelled(4, "missing", &missing.join(", "));
    }
    let path = if file == "<stdin>" { "-".into() } else { word(file) };
    let case = case.map_or_else(String::new, |case| format!("--case {case} "));
    page.verbatim(2, &format!("lexcheck explain {path} {} {case}--operation {operation}", finding.test));
}

/// A path as a shell takes it: as it is, or in quotation marks.
fn word(path: &str) -> Cow<'_, str> {
    let plain = |c: char| c.is_alphanumeric() || "-._~/+@%:,=".contains(c);
    if path.chars().all(plain) { path.into() } else { format!("'{}'", path.replace('\'', "'\\''")).into() }
}

/// So many things of a sort, of which the first few are told.
struct Counted {
    what: &'static str,
    all: usize,
}

impl Counted {
    fn of(what: &'static str) -> Self {
        Self { what, all: 0 }
    }

    /// Whether one more is told.
    fn takes(&mut self) -> bool {
        self.all += 1;
        self.all <= SHOWN
    }

    fn tell(&self, page: &mut Page) {
        if self.all > SHOWN {
            page.paragraph(4, &format!("more {}: {}", self.what, self.all - SHOWN));
        }
    }
}
