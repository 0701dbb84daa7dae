//! What facts rest on: the paragraphs of the story, and other sources.

use super::facts::is_supported;
use super::{File, Page, Severity};
use crate::diagnostic::Place;
use crate::source::{Span, clamp};
use crate::stated::Stated;
use std::collections::BTreeSet;

pub(super) static PAGES: [Page; 2] = [
    Page {
        code: "L107",
        name: "uncited-fact",
        severity: Severity::Advice,
        finds: "a fact that rests on nothing, where nearly all others say what they rest on",
        why: "Where nineteen facts of twenty name a paragraph or a source, one that does not looks like one that the author \
              forgot, or made up.",
        instead: "Say what it rests on with `cites`, `source` or `note`.",
    },
    Page {
        code: "L108",
        name: "uncited-paragraph",
        severity: Severity::Advice,
        finds: "a numbered paragraph of the story that no fact cites, where others are cited",
        why: "A paragraph is numbered to be cited. Either it tells something that no fact states, so that nothing is \
              made of it, or a fact that rests on it does not say so.",
        instead: "Cite it (`cites: [F2]`), state the fact it tells, or take the number away.",
    },
];

/// Facts without support are told where one of so many is without it at most, or a single one, …
const ONE_OF: usize = 20;
/// … and there are so many facts at least.
const ENOUGH: usize = 5;

impl File<'_> {
    pub(super) fn sources(&mut self) {
        let scenario = &self.loaded.scenario;
        let of_operations = scenario.operations.iter().flat_map(|operation| &operation.facts);
        let varied = scenario
            .cases
            .iter()
            .flat_map(|case| case.facts.iter().chain(case.operations.iter().flat_map(|change| &change.facts)));
        let of_parties = scenario.parties.iter().flat_map(|party| &party.facts);
        let facts: Vec<&Stated> = scenario.facts.iter().chain(of_operations).collect();
        let bare: Vec<&Stated> =
            facts.iter().copied().filter(|fact| !is_supported(fact) && !self.is_assumed(fact)).collect();
        let supported = facts.len() - bare.len();
        if facts.len() >= ENOUGH && bare.len() * ONE_OF <= facts.len().max(ONE_OF) {
            for fact in
                bare.iter().filter(|fact| !self.comment_on(fact.name.place.span.line)).copied().collect::<Vec<_>>()
            {
                let says =
                    format!("`{}` rests on nothing, unlike {supported} of {} facts", fact.name.text, facts.len());
                self.find(&PAGES[0], fact.name.place, says, None);
            }
        }
        let all = facts.iter().copied().chain(varied).chain(of_parties);
        let cited: BTreeSet<&str> =
            all.flat_map(|fact| &fact.cites).map(|cite| cite.text.trim_matches(['[', ']'])).collect();
        let Some(story) = scenario.story.as_ref().filter(|_| !cited.is_empty()) else { return };
        let mut seen = BTreeSet::new();
        for name in paragraphs(&story.text).filter(|name| !cited.contains(name) && seen.insert(*name)) {
            let Some(place) = self.place_of(story.place, &format!("[{name}]")) else { continue };
            let says = format!("no fact cites the paragraph [{name}]");
            self.find(&PAGES[1], place, says, None);
        }
    }

    /// Whether silence says the same.
    fn is_assumed(&self, stated: &Stated) -> bool {
        let rulebook = self.linter.rulebook;
        let fact = rulebook.names.fact(&stated.name.text).map(|id| rulebook.fact(id));
        fact.is_ok_and(|fact| {
            let value = fact.kind.read(&fact.name, &stated.value);
            fact.assume.as_ref().is_some_and(|assume| Ok(&assume.value) == value.as_ref())
        })
    }

    /// Where a mark first stands, at or after a place.
    fn place_of(&self, from: Place, mark: &str) -> Option<Place> {
        let start = self.source.byte_range(from.span).start;
        let at = start + self.source.text.get(start..)?.find(mark)?;
        let before = &self.source.text[..at];
        let first = clamp(before.chars().count());
        let line = clamp(before.matches('\n').count() + 1);
        Some(Place { span: Span { start: first, end: first + clamp(mark.chars().count()), line }, ..from })
    }
}

/// The numbered paragraphs of a story: `[F1]`, `[F2]` …
fn paragraphs(story: &str) -> impl Iterator<Item = &str> {
    story.split('[').skip(1).filter_map(|rest| {
        let (name, _) = rest.split_once(']')?;
        let number = name.trim_start_matches(|c: char| c.is_ascii_uppercase());
        let is_mark = number.len() + 1 == name.len() && !number.is_empty();
        (is_mark && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(name)
    })
}
