//! The rules as pages to look something up in.

use super::page::{Layout, Page};
use crate::advice::{Advice, Exercise};
use crate::casebook::{Casebook, Use};
use crate::outcome::in_words;
use crate::rule::{Example, Verification};
use crate::rulebook::look_up::Entry;
use crate::rulebook::{
    Authority, AuthorityId, Citation, Condition, ConditionId, FactId, Position, PositionId, Rulebook, TestId,
};
use crate::stated::stated_in_words;
use crate::term::Term;
use std::collections::BTreeSet;

/// A table of contents: regimes, doctrines, tests.
#[must_use]
pub fn list(rulebook: &Rulebook, tests: &[TestId], layout: Layout) -> String {
    let mut page = Page::new(layout);
    let (mut regime, mut doctrine) = (None, None);
    for id in tests {
        let test = rulebook.test(*id);
        let of = &rulebook.doctrines[test.doctrine];
        if regime.replace(of.regime) != Some(of.regime) {
            page.gap();
            page.heading(0, &rulebook.regimes[of.regime].title, &rulebook.regimes[of.regime].name);
        }
        if doctrine.replace(test.doctrine) != Some(test.doctrine) {
            page.fact(2, &of.title, &of.id);
        }
        page.fact(4, &format!("{} · {}", test.title, test.kind.name()), test.id.rsplit('.').next().unwrap_or_default());
    }
    page.gap();
    page.paragraph(0, &format!("{} tests. `lexcheck rules show NAME` tells any of them whole.", tests.len()));
    page.finish()
}

/// What was found, by kind, each with its name and a phrase; at most so many of each kind.
#[must_use]
pub fn found(rulebook: &Rulebook, entries: &[Entry], most: usize, layout: Layout) -> String {
    type Is = fn(&Entry) -> bool;
    const KINDS: [(&str, Is); 5] = [
        ("Tests", |entry| matches!(entry, Entry::Test(_))),
        ("Facts", |entry| matches!(entry, Entry::Fact(_))),
        ("Unsettled points", |entry| matches!(entry, Entry::Position(_))),
        ("Regimes and doctrines", |entry| matches!(entry, Entry::Regime(_) | Entry::Doctrine(_))),
        ("Authorities and reading sets", |entry| matches!(entry, Entry::Authority(_) | Entry::Set(_))),
    ];
    let mut page = Page::new(layout);
    for (title, is) in KINDS {
        let of_kind: Vec<&Entry> = entries.iter().filter(|entry| is(entry)).collect();
        if of_kind.is_empty() {
            continue;
        }
        page.gap();
        page.heading(0, title, &of_kind.len().to_string());
        for entry in of_kind.iter().take(most) {
            page.paragraph(2, rulebook.name(**entry));
            page.paragraph(4, rulebook.phrase(**entry));
        }
        if of_kind.len() > most {
            page.paragraph(2, &format!("{} more (--all lists them)", of_kind.len() - most));
        }
    }
    page.finish()
}

/// What examples show to be wrong, and what is unwise.
#[must_use]
pub fn checked(rulebook: &Rulebook, exercise: &Exercise<'_>, advice: &[Advice], layout: Layout) -> String {
    let mut page = Page::new(layout);
    for failed in &exercise.failed {
        page.gap();
        page.heading(0, &format!("error: {}", rulebook.test(failed.test).id), "");
        page.paragraph(2, &failed.example.note.text);
        page.paragraph(2, &format!("expected {}, got {}", failed.expected.words(), failed.finding.outcome.words()));
    }
    if !exercise.idle.is_empty() {
        page.gap();
        page.heading(
            0,
            "advice: No example exercises these exceptions and readings.",
            &exercise.idle.len().to_string(),
        );
        exercise.idle.iter().for_each(|one| page.paragraph(2, one));
    }
    for one in advice {
        page.gap();
        page.heading(0, &format!("advice: {}", one.says), &one.at.len().to_string());
        one.at.iter().for_each(|at| page.paragraph(2, at));
    }
    page.gap();
    page.paragraph(
        0,
        &format!(
            "{} tests, {} facts, {} unsettled points; {} examples, {} of which fail.",
            rulebook.tests.len(),
            rulebook.facts.len(),
            rulebook.positions.len(),
            exercise.examples,
            exercise.failed.len()
        ),
    );
    page.finish()
}

/// "136 scenarios put them to use": which were asked is part of the advice.
#[must_use]
pub fn put_to_use(casebook: &Casebook, layout: Layout) -> String {
    let files: BTreeSet<&str> = casebook.uses.iter().map(|one| one.file.as_str()).collect();
    let mut page = Page::new(layout);
    let text = match files.len() {
        1 => "1 scenario puts them to use".to_owned(),
        several => format!("{several} scenarios put them to use"),
    };
    page.paragraph(0, &format!("{text}; expectations: {}.", casebook.uses.len()));
    page.finish()
}

/// One entry, whole.
#[must_use]
pub fn show(rulebook: &Rulebook, casebook: &Casebook, entry: Entry, layout: Layout) -> String {
    let mut writer = Writer { rulebook, casebook, page: Page::new(layout) };
    match entry {
        Entry::Regime(index) => {
            let tests: Vec<TestId> =
                rulebook.test_ids().filter(|id| rulebook.doctrine_of(*id).regime == index).collect();
            return list(rulebook, &tests, layout);
        }
        Entry::Doctrine(index) => writer.doctrine(index),
        Entry::Test(id) => writer.test(id),
        Entry::Position(id) => writer.position_with_uses(id),
        Entry::Fact(id) => writer.fact_with_uses(id),
        Entry::Authority(id) => writer.authority_with_uses(id),
        Entry::Set(index) => writer.set(index),
    }
    writer.page.finish()
}

struct Writer<'r> {
    rulebook: &'r Rulebook,
    casebook: &'r Casebook,
    page: Page,
}

impl Writer<'_> {
    fn doctrine(&mut self, index: usize) {
        let doctrine = &self.rulebook.doctrines[index];
        self.page.heading(0, &doctrine.title, &doctrine.id);
        if let Some(summary) = &doctrine.summary {
            self.page.paragraph(0, summary);
        }
        self.page.paragraph(0, &format!("Compared with the law on {}.", doctrine.checked));
        for id in self.rulebook.test_ids().filter(|id| self.rulebook.test(*id).doctrine == index) {
            self.page.gap();
            self.test(id);
        }
    }

    fn test(&mut self, id: TestId) {
        let test = self.rulebook.test(id);
        self.page.heading(0, &format!("{} · {}", test.title, test.kind.name()), &test.id);
        self.page.paragraph(0, &test.question);
        if test.term != Term::default() {
            self.page.paragraph(0, &format!("Law {}.", test.term.words()));
        }
        if let Some(condition) = test.applies_when {
            self.page.gap();
            self.page.paragraph(0, "It arises if");
            self.condition(2, condition);
        }
        self.page.gap();
        self.page.paragraph(0, "It is met if");
        self.condition(2, test.met_when);
        for exception in &test.unless {
            self.page.gap();
            self.page.paragraph(0, &format!("unless {}", exception.name));
            self.condition(2, exception.when);
            for citation in &exception.authority {
                self.citation(2, citation);
            }
        }
        self.page.gap();
        for citation in &test.authority {
            self.citation(0, citation);
        }
        let texts =
            [("burden", &test.burden), ("device", &test.heuristic), ("pitfall", &test.pitfall), ("note", &test.note)];
        for (label, text) in texts {
            if let Some(text) = text {
                self.page.labelled(0, label, text);
            }
        }
        let conditions = self.rulebook.conditions_of(test);
        let positions = once(conditions.iter().filter_map(Condition::position));
        for position in positions {
            self.page.gap();
            self.position(self.rulebook.position(position));
        }
        let facts = once(conditions.iter().flat_map(Condition::facts));
        if !facts.is_empty() {
            self.page.gap();
            self.page.heading(0, "Facts it asks for", "");
            for fact in facts {
                self.fact(2, fact);
            }
        }
        if !test.examples.is_empty() {
            self.page.gap();
            self.page.heading(0, "Examples", "");
            let setting = &self.rulebook.doctrines[test.doctrine].setting;
            if !setting.is_empty() {
                let setting: Vec<String> = setting.iter().map(stated_in_words).collect();
                self.page.labelled(2, "from", &setting.join(" · "));
            }
            for example in &test.examples {
                self.example(example);
            }
        }
        let casebook = self.casebook;
        let uses: Vec<&Use> = casebook.of(&test.id).collect();
        if !uses.is_empty() {
            self.page.gap();
            self.page.heading(0, "Scenarios that put it to use", "");
            for one in uses {
                self.page.fact(
                    2,
                    &format!("{}: {} → {}", one.scenario, one.operation, in_words(&one.outcome)),
                    &one.file,
                );
            }
        }
    }

    /// A condition: elements by their phrases, with what they ask beneath.
    fn condition(&mut self, indent: usize, id: ConditionId) {
        let condition = self.rulebook.condition(id);
        let named_below = self.rulebook.has_elements(id);
        let mut indent = indent;
        if let Some(element) = &condition.element {
            self.page.paragraph(indent, &format!("– {element}"));
            indent += 2;
        }
        if !named_below {
            self.page.paragraph(indent, &self.rulebook.describe(id));
            return;
        }
        if let Some(joint) = condition.joint() {
            self.page.paragraph(indent, &joint);
            indent += 2;
        }
        for part in condition.parts() {
            self.condition(indent, *part);
        }
    }

    fn citation(&mut self, indent: usize, citation: &Citation) {
        let status = self.rulebook.pinpoint(citation).map(|pinpoint| pinpoint.status);
        let unseen = status.filter(|status| *status != Verification::Verified);
        let seen = unseen.map_or_else(String::new, |status| format!(" ({})", status.words()));
        let text = match citation.holds.as_str() {
            "" => format!("{}{seen}", self.rulebook.cite(citation)),
            holds => format!("{}{seen}: {holds}", self.rulebook.cite(citation)),
        };
        self.page.labelled(indent, "law", &text);
    }

    fn position(&mut self, position: &Position) {
        self.page.heading(0, &format!("Unsettled: {}", position.question), &position.id);
        for reading in &position.readings {
            self.page.paragraph(2, &format!("{}: {}", reading.name, reading.says));
            let holders: Vec<String> = reading.held_by.iter().map(|holder| self.rulebook.holder(holder)).collect();
            self.page.paragraph(4, &format!("held by {}", holders.join("; ")));
            if let Some(consequence) = &reading.consequence {
                self.page.paragraph(4, &format!("so that: {consequence}"));
            }
        }
        if let Some(note) = &position.note {
            self.page.labelled(2, "weight", note);
        }
    }

    fn position_with_uses(&mut self, id: PositionId) {
        self.position(self.rulebook.position(id));
        let sets = self.rulebook.sets.iter();
        let taken: Vec<String> = sets
            .filter_map(|set| {
                let (_, reading) = set.takes.iter().find(|(position, _)| *position == id)?;
                let reading = self.rulebook.position(id).readings.get(*reading as usize)?;
                Some(format!("{} takes {}", set.name, reading.name))
            })
            .collect();
        if !taken.is_empty() {
            self.page.labelled(2, "sets", &taken.join(" · "));
        }
        self.uses("Tests that turn on it", |condition| condition.position() == Some(id));
    }

    fn fact(&mut self, indent: usize, id: FactId) {
        let fact = self.rulebook.fact(id);
        self.page.paragraph(indent, &format!("{}: {}", fact.name, fact.ask));
        let mut takes = fact.kind.takes();
        if let Some(assume) = &fact.assume {
            takes = format!("{takes}; silence means {}", fact.kind.show(&assume.value));
            if let Some(why) = &assume.why {
                takes = format!("{takes}: {why}");
            }
        }
        self.page.paragraph(indent + 2, &takes);
        for (word, says) in fact.kind.explained() {
            self.page.paragraph(indent + 4, &format!("{word}: {says}"));
        }
    }

    fn fact_with_uses(&mut self, id: FactId) {
        self.fact(0, id);
        self.uses("Tests that ask for it", |condition| condition.facts().any(|fact| fact == id));
    }

    fn uses(&mut self, title: &str, asks: impl Fn(&Condition) -> bool) {
        let using = |id: &TestId| self.rulebook.conditions_of(self.rulebook.test(*id)).iter().any(&asks);
        let tests: Vec<TestId> = self.rulebook.test_ids().filter(using).collect();
        self.tests(title, &tests);
    }

    fn tests(&mut self, title: &str, tests: &[TestId]) {
        if tests.is_empty() {
            return;
        }
        self.page.gap();
        self.page.heading(0, title, "");
        for id in tests {
            let test = self.rulebook.test(*id);
            self.page.fact(2, &test.title, &test.id);
        }
    }

    fn authority_with_uses(&mut self, id: AuthorityId) {
        let Authority { key, title, kind, date, binding, pinpoints, .. } = &self.rulebook.authorities[id.index()];
        self.page.heading(0, title, key);
        let binds = binding.as_ref().map(|binding| format!("binds {binding}").into());
        let about = [Some(kind.clone()), date.clone(), binds];
        self.page.paragraph(0, &about.into_iter().flatten().collect::<Vec<_>>().join(" · "));
        for pinpoint in pinpoints {
            let seen = pinpoint.seen.as_ref().map_or_else(String::new, |seen| format!(", seen at {seen}"));
            let limit = pinpoint.limit.as_ref().map_or_else(String::new, |limit| format!(" ({limit})"));
            self.page.paragraph(2, &format!("{}: {}{seen}{limit}", pinpoint.name, pinpoint.status.words()));
        }
        let tests = self.rulebook.resting_on(id);
        self.tests("Tests that rest on it", &tests);
    }

    fn set(&mut self, index: usize) {
        let set = &self.rulebook.sets[index];
        self.page.heading(0, &set.title, &set.name);
        if let Some(basis) = &set.basis {
            self.page.paragraph(0, basis);
        }
        self.page.gap();
        for (position, reading) in &set.takes {
            let position = self.rulebook.position(*position);
            let reading = position.readings.get(*reading as usize).map_or("?", |reading| reading.name.as_str());
            self.page.fact(2, &position.id, reading);
        }
    }

    fn example(&mut self, example: &Example) {
        self.page.paragraph(2, &format!("{} → {}", example.note.text, in_words(&example.expect.text)));
        let given = example.given();
        if !given.is_empty() {
            self.page.paragraph(4, &given.join(" · "));
        }
    }
}

/// Each once, in the order met.
fn once<T: PartialEq>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut found = Vec::new();
    for one in all {
        if !found.contains(&one) {
            found.push(one);
        }
    }
    found
}
