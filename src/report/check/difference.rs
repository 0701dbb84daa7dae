//! An expectation that does not hold, on one screen.

use crate::library::{Verdict, Wrong};
use crate::report::detail::raised;
use crate::report::page::{Layout, Page};
use crate::report::phrase::{arises_in_words, mark, name_and_outcome, write_fact};
use crate::report::text::short_name;
use crate::report::turn;

/// How many reasons, facts, points and missing facts of a difference are told before the rest is counted.
const SHOWN: usize = 4;

/// An expectation that does not hold, with what decided otherwise, on one screen.
#[must_use]
pub fn difference(file: &str, case: Option<&str>, verdict: &Verdict, wrong: &Wrong, layout: Layout) -> String {
    let mut page = Page::new(layout);
    let Verdict { operation, expected, .. } = verdict;
    let Wrong { grounds: absent, finding, facts, other_rulebook } = wrong;
    let case_word = case.map_or_else(String::new, |case| format!("{case} · "));
    page.heading(0, &format!("{file}:{}: {case_word}{operation} · {}", expected.place.span.line, finding.test), "");
    let holding = expected.holding.as_ref().map_or_else(String::new, |holding| format!(" ({holding})"));
    page.labelled(2, "expected", &format!("{}{holding}", expected.outcomes()));
    page.labelled(2, "got", finding.outcome.name());
    if !absent.is_empty() {
        page.labelled(2, "but not because of", &absent.join("; "));
    }
    if let Some(other) = other_rulebook {
        page.labelled(2, "note", &other.to_string());
    }
    let exceptions = finding.exceptions.iter().filter(|reason| reason.decides);
    let arises = finding.applies.iter().filter(|reason| reason.decides);
    let (grounds, silent) = raised(finding);
    let told = exceptions
        .map(|reason| (format!("unless {}", reason.says), reason))
        .chain(arises.map(|reason| (arises_in_words(reason.truth).to_owned(), reason)))
        .chain(grounds.iter().map(|ground| (ground.reason.says.to_string(), ground.reason)));
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
    more.tell(&mut page);
    let mut more = Counted::of("facts behind it");
    for fact in facts {
        if more.takes() {
            write_fact(&mut page, 4, fact, short_name(file));
        }
    }
    more.tell(&mut page);
    let mut more = Counted::of("points that divide");
    for turn in &finding.positions {
        if more.takes() {
            let answers = turn::answers(turn, turn::outcome);
            page.labelled(4, "divides", &format!("{}: {answers}", turn.position));
        }
    }
    more.tell(&mut page);
    let missing: Vec<&str> = finding.missing.iter().map(|missing| missing.fact.as_str()).collect();
    if let Some((shown, more)) = missing.split_at_checked(SHOWN).filter(|(_, more)| !more.is_empty()) {
        page.labelled(4, "missing", &format!("{} and {} more", shown.join(", "), more.len()));
    } else if !missing.is_empty() {
        page.labelled(4, "missing", &missing.join(", "));
    }
    let path = if file == "<stdin>" { "-" } else { file };
    let case = case.map_or_else(String::new, |case| format!("--case {case} "));
    page.verbatim(2, &format!("lexcheck explain {path} {} {case}--operation {operation}", finding.test));
    page.gap();
    page.finish()
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
