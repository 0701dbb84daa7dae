//! Facts that decide nothing, stand in the wrong place, or say what silence says.

use super::{File, Page, Severity};
use crate::diagnostic::Place;
use crate::facts::{Given, Statement};
use crate::rulebook::FactId;
use crate::scenario::Scenario;
use crate::stated::Stated;
use crate::value::Value;
use std::collections::{BTreeMap, BTreeSet};

pub(super) static PAGES: [Page; 5] = [
    Page {
        code: "L101",
        name: "idle-fact",
        severity: Severity::Advice,
        finds: "a fact that decides nothing",
        why: "No element of a test that applies asks for it, it is not why any test applies or does not, and none \
              begins or ceases to apply whatever its value. Often the fact that opens the question is missing, so that the author believes something is assessed \
              which is not. What a forum found is on record whether it decides or not: in a decided case a \
              fact with its source is left alone.",
        instead: "State the fact on which the question depends (`lexcheck rules show FACT` names the tests that ask \
                  for it), or leave it to the story.",
    },
    Page {
        code: "L102",
        name: "misplaced-fact",
        severity: Severity::Advice,
        finds: "a fact stated of one operation that only another one lacks",
        why: "It decides nothing where it stands, and another operation of the scenario, which says nothing of it, \
              waits for it.",
        instead: "Move it to the operation that it is about, or up to the shared `facts:`.",
    },
    Page {
        code: "L103",
        name: "shared-for-one",
        severity: Severity::Hint,
        finds: "a fact shared by all operations that only one of them asks for",
        why: "A reader takes a shared fact for one that each operation turns on, and an operation added later \
              inherits it unnoticed.",
        instead: "State it of the operation that it is about.",
    },
    Page {
        code: "L104",
        name: "said-by-silence",
        severity: Severity::Hint,
        finds: "a value that is assumed anyway, without a word on where it comes from",
        why: "Silence means the same. A report says so of what was assumed; of what is stated it says where it comes \
              from, and here it cannot.",
        instead: "Leave it out, or say what it rests on with `cites`, `source`, `note` or a comment.",
    },
    Page {
        code: "L105",
        name: "unknown-by-silence",
        severity: Severity::Hint,
        finds: "`unknown` where silence means the same, without a word on why nobody knows",
        why: "Nothing is assumed of this fact, so that leaving it out asks the same question.",
        instead: "Leave it out, or say what the record does say with `cites`, `source`, `note` or a comment.",
    },
];

/// A fact at a place of the file.
struct Used {
    fact: FactId,
    place: Place,
    /// It says what it rests on.
    supported: bool,
    /// Look and operation in which it counts.
    at: Vec<(usize, usize)>,
    /// Operations in which it decides something, in some look.
    decides: BTreeSet<usize>,
}

impl File<'_> {
    pub(super) fn facts(&mut self) {
        let used = self.used();
        let scenario = &self.loaded.scenario;
        let shared: BTreeSet<u32> = scenario.facts.iter().map(|fact| fact.name.place.span.start).collect();
        let rulebook = self.linter.rulebook;
        let title = |operation: usize| format!("`{}`", scenario.operations[operation].key.text);
        let decided = scenario.source.forum.is_some();
        for used in used.into_iter().filter(|used| !(decided && used.supported && used.decides.is_empty())) {
            let name = &rulebook.fact(used.fact).name;
            let operations: BTreeSet<usize> = used.at.iter().map(|(_, operation)| *operation).collect();
            let mut decides = used.decides.iter();
            match (decides.next(), decides.next()) {
                (None, _) => {
                    let askers = &self.linter.askers[used.fact.index()];
                    let first = used.at.first().map_or(0, |(look, _)| *look);
                    let look = &mut self.looks[first];
                    let mut others = 0..scenario.operations.len();
                    let lacks = others.find(|other| {
                        !operations.contains(other)
                            && matches!(look.case.given(rulebook, *other, used.fact), Given::Missing)
                            && look.lacks(*other, used.fact, askers)
                    });
                    if let Some(other) = lacks {
                        let says = format!("`{name}` decides nothing here, and {} waits for it", title(other));
                        let help = Some(format!("state it of {}", title(other)));
                        self.find(&PAGES[1], used.place, says, help);
                    } else {
                        let says = format!("`{name}` decides nothing: no test that applies asks for it");
                        let asked: Vec<&str> =
                            askers.iter().take(2).map(|test| rulebook.test(*test).id.as_str()).collect();
                        let more = if askers.len() > asked.len() { " and others" } else { "" };
                        let help =
                            format!("asked for by {}{more}, where the question does not arise", asked.join(", "));
                        self.find(&PAGES[0], used.place, says, (!asked.is_empty()).then_some(help));
                    }
                }
                (Some(only), None) if operations.len() > 1 && shared.contains(&used.place.span.start) => {
                    let says = format!("`{name}` is stated of every operation, and only {} asks for it", title(*only));
                    self.find(&PAGES[2], used.place, says, Some(format!("state it of {}", title(*only))));
                }
                _ => {}
            }
        }
        self.silence();
    }

    /// Every fact that some look rests on, by its place, with what it decides. What is said of parties is left out:
    /// they are what they are.
    fn used(&self) -> Vec<Used> {
        let mut all: BTreeMap<u32, Used> = BTreeMap::new();
        let rulebook = self.linter.rulebook;
        for (number, look) in self.looks.iter().enumerate() {
            let mut unasked: BTreeMap<u32, (FactId, Vec<usize>)> = BTreeMap::new();
            let mut starts: BTreeMap<u32, u32> = BTreeMap::new();
            for operation in 0..look.case.operations.len() {
                for (fact, _) in look.case.stated(operation) {
                    let Given::Stated(statement, index) = look.case.given(rulebook, operation, fact) else { continue };
                    if rulebook.fact(fact).role.is_some() {
                        continue;
                    }
                    let start = statement.place.span.start;
                    let used = all.entry(start).or_insert_with(|| Used {
                        fact,
                        place: statement.place,
                        supported: statement.source.is_some()
                            || !statement.cites.is_empty()
                            || statement.note.is_some(),
                        at: Vec::new(),
                        decides: BTreeSet::new(),
                    });
                    used.at.push((number, operation));
                    if look.asks(operation, fact) {
                        used.decides.insert(operation);
                    } else if !used.decides.contains(&operation) {
                        starts.insert(index, start);
                        unasked.entry(index).or_insert((fact, Vec::new())).1.push(operation);
                    }
                }
            }
            for (index, (fact, operations)) in unasked {
                let deciding = look.turning_on(index, &operations, &self.linter.askers[fact.index()]);
                let used = starts.get(&index).and_then(|start| all.get_mut(start));
                if let Some(used) = used {
                    used.decides.extend(deciding);
                }
            }
        }
        all.into_values().collect()
    }

    /// Facts that say no more than silence would.
    fn silence(&mut self) {
        let rulebook = self.linter.rulebook;
        let scenario = &self.loaded.scenario;
        let statements = self.looks.iter().take(1).flat_map(|look| &look.case.statements);
        let by_place: BTreeMap<u32, Statement> =
            statements.map(|statement| (statement.place.span.start, statement.clone())).collect();
        for stated in bare_of_others(scenario) {
            let Some(statement) = by_place.get(&stated.name.place.span.start) else { continue };
            let Ok(id) = rulebook.names.fact(&stated.name.text) else { continue };
            let supported = stated.proof.is_some() || is_supported(stated);
            if supported || self.comment_on(statement.place.span.line) {
                continue;
            }
            let fact = rulebook.fact(id);
            let assumed = fact.assume.as_ref().filter(|_| self.linter.settings.assume);
            if statement.value == Value::Unknown && assumed.is_none() {
                let says = format!("`{}` need not be called unknown: nothing is assumed of it", fact.name);
                self.find(&PAGES[4], statement.place, says, None);
            } else if assumed.is_some_and(|assume| assume.value == statement.value) {
                let value = fact.kind.show(&statement.value);
                let says = format!("`{}` is assumed to be {value} where nothing is said of it", fact.name);
                self.find(&PAGES[3], statement.place, says, None);
            }
        }
    }
}

/// Whether a fact says what it rests on.
pub(super) fn is_supported(stated: &Stated) -> bool {
    stated.source.is_some() || !stated.cites.is_empty() || stated.note.is_some()
}

/// The facts of a scenario without which nothing else would be stated in their place.
fn bare_of_others(scenario: &Scenario) -> impl Iterator<Item = &Stated> {
    let own = scenario.operations.iter().flat_map(|operation| &operation.facts);
    let alone = |fact: &&Stated| scenario.facts.iter().all(|shared| shared.name.text != fact.name.text);
    scenario.facts.iter().chain(own.filter(alone))
}
