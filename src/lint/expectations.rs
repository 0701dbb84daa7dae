//! Expectations of nothing, without a reason, or of conclusions alone.

use super::{File, Page, Severity};
use crate::facts::Expected;
use crate::outcome::Outcome;
use crate::rule::Kind;

pub(super) static PAGES: [Page; 4] = [
    Page {
        code: "L201",
        name: "expected-of-nothing",
        severity: Severity::Error,
        finds: "an expectation of a test that does not apply, and is not expected not to",
        why: "The question does not arise on these facts, so that it can be neither met nor failed. Mostly the fact \
              that opens the doctrine is missing.",
        instead: "State the fact on which the test depends, or expect `not_applicable`.",
    },
    Page {
        code: "L202",
        name: "holding-unnamed",
        severity: Severity::Advice,
        finds: "an expectation of a decided case that does not say where the forum said so",
        why: "The expectations of a decided case are its holdings, but for thresholds and conclusions, which lead \
              there and sum up; without a paragraph nobody can check them, and \
              nobody can tell the forum's answer from its encoder's.",
        instead: "Add `{outcome: …, holding: paras 182-190}` or a comment on the line.",
    },
    Page {
        code: "L203",
        name: "nothing-expected",
        severity: Severity::Advice,
        finds: "an operation of which nobody expects anything",
        why: "Nothing is checked of it: a change of the rules that turns its result round passes unseen.",
        instead: "Put what the law gives under `expect:`, at least of the test for which it is there.",
    },
    Page {
        code: "L204",
        name: "conclusion-alone",
        severity: Severity::Advice,
        finds: "an expectation that a body of law's conclusion fails or divides, and none of a test below it",
        why: "A conclusion fails for many reasons. Without the test on which it turns, one that comes out so for \
              another reason passes.",
        instead: "Expect also the test that decides it; `lexcheck explain FILE REGIME` names it.",
    },
];

impl File<'_> {
    pub(super) fn expectations(&mut self) {
        self.holdings();
        let rulebook = self.linter.rulebook;
        let mut found = Vec::new();
        for look in &mut self.looks {
            for operation in 0..look.case.operations.len() {
                let expected = &look.case.operations[operation].expect;
                for one in expected {
                    let outcome = look.assessment.outcome(operation, one.test);
                    let test = rulebook.test(one.test);
                    let accepts = |outcome: Outcome| one.accepted.contains(&outcome);
                    if outcome == Outcome::NotApplicable && !accepts(outcome) {
                        let says =
                            format!("`{}` does not apply here, and is expected to be {}", test.id, one.outcomes());
                        found.push((&PAGES[0], one.place, says));
                    }
                    let regime = rulebook.regime_of(one.test);
                    let below = self.linter.below(one.test);
                    let beside = |other: &Expected| other.test != one.test && below.contains(&other.test);
                    let fails = accepts(Outcome::NotMet) || accepts(Outcome::Contested);
                    if regime.conclusion == Some(one.test) && fails && !expected.iter().any(beside) {
                        let says = format!("`{}` is expected, and no test on which it turns", regime.name);
                        found.push((&PAGES[3], one.place, says));
                    }
                }
            }
        }
        for (page, place, says) in found {
            self.find(page, place, says, None);
        }
    }

    /// What rests on no holding, and operations without any expectation.
    fn holdings(&mut self) {
        let scenario = &self.loaded.scenario;
        for operation in &scenario.operations {
            let name = &operation.key.text;
            let mut changes = scenario.cases.iter().flat_map(|case| &case.operations);
            let varied = changes.any(|change| change.operation.text == *name && !change.expect.is_empty());
            if operation.expect.is_empty() && !varied {
                self.find(&PAGES[2], operation.key.place, format!("nothing is expected of `{name}`"), None);
            }
            for one in operation.expect.iter().filter(|_| scenario.source.forum.is_some()) {
                let line = one.test.place.span.line;
                let names = &self.linter.rulebook.names;
                let test = names.test(&one.test.text, None).map(|id| self.linter.rulebook.test(id).kind);
                if matches!(test, Ok(Kind::Requirement | Kind::Justification))
                    && one.holding.is_none()
                    && !self.comment_on(line)
                    && !self.comment_above(line)
                {
                    let says = format!("nothing says where the forum held this of `{}`", one.test.text);
                    self.find(&PAGES[1], one.test.place, says, None);
                }
            }
        }
    }
}
