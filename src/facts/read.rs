//! Names and values of a scenario, resolved against the rulebook; what is wrong is collected.

use super::{CaseOperation, Slot, Statement, set};
use crate::diagnostic::{Diagnostic, Place};
use crate::fields::Text;
use crate::problem::{Noun, Problem, nearest, one_of};
use crate::rule::{Choice, FactKind};
use crate::rulebook::resolve::choose;
use crate::rulebook::{FactId, Rulebook};
use crate::scenario::{Operation, Scenario};
use crate::stated::{Stated, Written};
use crate::term::Term;
use crate::value::{Value, grade};

/// Resolves names and types, collecting what is wrong.
pub(super) struct Reader<'r> {
    pub(super) rulebook: &'r Rulebook,
    pub(super) story: Option<&'r str>,
    /// The doctrine whose examples are read: its positions may be named short.
    pub(super) doctrine: Option<&'r str>,
    /// Facts about parties may be stated by role, as examples do.
    pub(super) parties_by_role: bool,
    pub(super) statements: Vec<Statement>,
    pub(super) problems: Vec<Diagnostic>,
}

impl<'r> Reader<'r> {
    pub(super) fn new(rulebook: &'r Rulebook) -> Self {
        Self {
            rulebook,
            story: None,
            doctrine: None,
            parties_by_role: false,
            statements: Vec::new(),
            problems: Vec::new(),
        }
    }

    pub(super) fn problem(&mut self, place: Place, problem: Problem) {
        self.problems.push(Diagnostic::at(place, problem));
    }

    /// Enters stated facts into the slots of an operation.
    pub(super) fn state(&mut self, facts: &[Stated], slots: &mut [Slot]) {
        for stated in facts {
            if self.problems.len() > crate::diagnostic::MAX_TOLD {
                return;
            }
            match self.rulebook.names.fact(&stated.name.text) {
                Err(problem) => self.problem(stated.name.place, problem),
                Ok(id) if self.rulebook.fact(id).role.is_some() && !self.parties_by_role => {
                    self.problem(stated.name.place, Problem::RoleFact(stated.name.text.clone()));
                }
                Ok(id) => {
                    if let Some(statement) = self.statement(id, stated) {
                        slots[id.index()] = Slot::Stated(statement);
                    }
                }
            }
        }
    }

    /// Types one stated fact; `None` when it is wrong, which is then reported.
    pub(super) fn statement(&mut self, id: FactId, stated: &Stated) -> Option<u32> {
        let fact = self.rulebook.fact(id);
        let grade = stated.proof.as_ref().and_then(|proof| match grade(&proof.text) {
            Ok(grade) => Some(grade),
            Err(problem) => {
                self.problem(proof.place, problem);
                None
            }
        });
        for cite in &stated.cites {
            let marker = format!("[{}]", cite.text.trim_matches(['[', ']']));
            if self.story.is_none_or(|story| !story.contains(&marker)) {
                let problem = Problem::Unknown { noun: Noun::Paragraph, name: cite.text.clone(), nearest: None };
                self.problem(cite.place, problem);
            }
        }
        let value = match fact.kind.read(&stated.name.text, &stated.value) {
            Ok(value) => value,
            Err(problem) => {
                let place = match &stated.value {
                    Written::List(items, place) => {
                        let wrong = items.iter().find(|item| fact.kind.index(&item.text).is_none());
                        wrong.filter(|_| matches!(fact.kind, FactKind::Set(_))).map_or(*place, |item| item.place)
                    }
                    Written::Word { word, .. } if word.text.is_empty() => stated.name.place,
                    Written::Word { word, .. } => word.place,
                };
                self.problem(place, problem);
                return None;
            }
        };
        if let (Value::Unknown, Some(proof)) = (&value, &stated.proof) {
            self.problem(proof.place, Problem::ProofOfUnknown);
        }
        let mut place = stated.name.place;
        if place.span.line == stated.value.place().span.line {
            place.span.end = place.span.end.max(stated.value.place().span.end);
        }
        self.statements.push(Statement {
            value,
            grade,
            place,
            source: stated.source.as_ref().map(|text| text.text.clone().into()),
            cites: stated.cites.iter().map(|cite| cite.text.trim_matches(['[', ']']).to_owned().into()).collect(),
            note: stated.note.as_ref().map(|text| text.text.clone().into()),
            terms: Vec::new(),
        });
        Some(crate::source::clamp(self.statements.len() - 1))
    }

    /// The facts about a party: name and statement.
    pub(super) fn party(&mut self, facts: &[Stated]) -> Vec<(String, u32)> {
        let mut found = Vec::new();
        for stated in facts {
            let party_facts =
                || self.rulebook.facts.iter().enumerate().filter_map(|(id, fact)| Some((id, &fact.role.as_ref()?.1)));
            if let Some((id, _)) = party_facts().find(|(_, name)| **name == stated.name.text) {
                let statement = self.with_terms(FactId::of(id), stated);
                found.extend(statement.map(|statement| (stated.name.text.clone(), statement)));
            } else {
                let known: Vec<&str> = party_facts().map(|(_, name)| name.as_str()).chain(["title"]).collect();
                let problem = Problem::UnknownKey {
                    key: stated.name.text.clone(),
                    within: "a party",
                    nearest: nearest(&stated.name.text, known.iter().copied()),
                    expected: "`title` or a fact about a party".into(),
                };
                self.problem(stated.name.place, problem);
            }
        }
        found
    }

    /// A statement whose items may say since and until when they hold: `echr since 1998-09-11`.
    fn with_terms(&mut self, fact: FactId, stated: &Stated) -> Option<u32> {
        let Written::List(items, place) = &stated.value else { return self.statement(fact, stated) };
        let split: Vec<(&str, Term)> = items.iter().map(|item| Term::split(&item.text)).collect();
        let plain = items.iter().zip(&split).map(|(item, (name, _))| Text { text: (*name).to_owned(), ..item.clone() });
        let plain = Stated { value: Written::List(plain.collect(), *place), ..stated.clone() };
        let statement = self.statement(fact, &plain)?;
        let kind = &self.rulebook.fact(fact).kind;
        let of_item = |(name, term): (&str, Term)| Some((u16::from(kind.index(name)?), term));
        let limited = split.into_iter().filter(|(_, term)| *term != Term::default());
        self.statements[statement as usize].terms = limited.filter_map(of_item).collect();
        Some(statement)
    }

    /// The same statement as it is on a day: without what does not hold then, and without treaties
    /// that are not in force.
    fn on(&mut self, day: Option<&str>, fact: FactId, statement: u32) -> u32 {
        let stated = &self.statements[statement as usize];
        let Value::Items(items) = &stated.value else { return statement };
        let words = self.rulebook.fact(fact).kind.words();
        let mut gone: Vec<String> = Vec::new();
        let mut left = Vec::with_capacity(items.len());
        for item in items {
            let name = words.get(usize::from(*item)).copied().unwrap_or_default();
            let own = stated.terms.iter().find(|(of, _)| of == item).map(|(_, term)| term);
            let treaty = self.rulebook.names.authorities.get(name);
            let in_force = treaty.map(|treaty| &self.rulebook.authorities[treaty.index()].in_force);
            match [own, in_force].into_iter().flatten().find(|term| !term.holds(day)) {
                Some(term) => gone.push(format!("{name} holds {}", term.words())),
                None => left.push(*item),
            }
        }
        if gone.is_empty() {
            return statement;
        }
        let note = format!("on {}: {}", day.unwrap_or("this day"), gone.join("; "));
        let note = stated.note.as_ref().map_or(note.clone(), |own| format!("{own}; {note}"));
        let changed = Statement { value: Value::Items(left), note: Some(note.into()), ..stated.clone() };
        self.statements.push(changed);
        crate::source::clamp(self.statements.len() - 1)
    }

    /// Gives an operation the facts of the parties that have a role in it.
    pub(super) fn roles(
        &mut self,
        operation: &Operation,
        scenario: &Scenario,
        parties: &[Vec<(String, u32)>],
        day: Option<&str>,
        slots: &mut [Slot],
    ) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        for (role, party) in &operation.roles {
            let names = || self.rulebook.roles.iter().map(|role| role.name.as_str());
            let Some(index) = names().position(|name| name == role.text) else {
                let keys = ["title", "date", "responds_to", "assists", "facts", "expect", "gaps"];
                let known: Vec<&str> = names().chain(keys).collect();
                let problem = Problem::UnknownKey {
                    key: role.text.clone(),
                    within: "an operation",
                    nearest: nearest(&role.text, known.iter().copied()),
                    expected: one_of(known),
                };
                self.problem(role.place, problem);
                continue;
            };
            let party = match party {
                Ok(party) => party,
                Err(problem) => {
                    self.problems.push(problem.clone());
                    continue;
                }
            };
            let keys = || scenario.parties.iter().map(|party| party.key.text.as_str());
            let Some(at) = keys().position(|key| key == party.text) else {
                let problem = Problem::Unknown {
                    noun: Noun::Party,
                    name: party.text.clone(),
                    nearest: nearest(&party.text, keys()),
                };
                self.problem(party.place, problem);
                continue;
            };
            found.push((index, party.text.clone()));
            for (name, statement) in &parties[at] {
                if let Some(id) = self.rulebook.names.facts.get(format!("{}.{name}", role.text).as_str()).copied() {
                    slots[id.index()] = Slot::Stated(self.on(day, id, *statement));
                }
            }
        }
        found
    }

    /// The operation that another answers or assists.
    pub(super) fn other(
        &mut self,
        own: &Operation,
        name: Option<&Text>,
        verb: &'static str,
        scenario: &Scenario,
    ) -> Option<usize> {
        let name = name?;
        let keys = || scenario.operations.iter().map(|operation| operation.key.text.as_str());
        if name.text == own.key.text {
            self.problem(name.place, Problem::RespondsToItself(name.text.clone(), verb));
            return None;
        }
        let found = keys().position(|key| key == name.text);
        if found.is_none() {
            let problem = Problem::Unknown {
                noun: Noun::Operation,
                name: name.text.clone(),
                nearest: nearest(&name.text, keys()),
            };
            self.problem(name.place, problem);
        }
        found
    }

    /// Orders operations after those they answer or assist; a circle is a problem.
    pub(super) fn order(&mut self, scenario: &Scenario, operations: &[CaseOperation]) -> Vec<usize> {
        let mut order: Vec<usize> = Vec::with_capacity(operations.len());
        let mut placed = vec![false; operations.len()];
        loop {
            let before = order.len();
            for (index, operation) in operations.iter().enumerate() {
                let ready = |other: Option<usize>| other.is_none_or(|other| placed[other]);
                if !placed[index] && ready(operation.responds_to) && ready(operation.assists) {
                    placed[index] = true;
                    order.push(index);
                }
            }
            if order.len() == before {
                break;
            }
        }
        if order.len() < operations.len() {
            self.problems.push(circle(scenario, operations, &placed));
        }
        order
    }

    pub(super) fn readings(&mut self, choices: &[Choice], readings: &mut [Option<u32>]) {
        let mut singly: Vec<Option<u32>> = vec![None; readings.len()];
        for choice in choices {
            match choice {
                Choice::Set(name) => match set(self.rulebook, &name.text) {
                    Ok(takes) => {
                        for (position, reading) in takes {
                            readings[position.index()] = Some(*reading);
                        }
                    }
                    Err(problem) => self.problem(name.place, problem),
                },
                Choice::One(position, reading) => match choose(self.rulebook, position, reading, self.doctrine) {
                    Ok((id, taken)) => {
                        readings[id.index()] = Some(taken);
                        if let Some(other) = singly[id.index()].replace(taken).filter(|other| *other != taken) {
                            let known = self.rulebook.position(id);
                            let name = |index: u32| known.readings[index as usize].name.clone();
                            let problem = Problem::TwoReadings(
                                name(other).to_string(),
                                name(taken).to_string(),
                                known.id.to_string(),
                            );
                            self.problem(reading.place, problem);
                        }
                    }
                    Err(problem) => self.problems.push(problem),
                },
            }
        }
    }
}

/// Operations that wait for each other, one after the other, of those that could not be placed.
fn circle(scenario: &Scenario, operations: &[CaseOperation], placed: &[bool]) -> Diagnostic {
    let mut path: Vec<usize> = Vec::new();
    let mut at = placed.iter().position(|placed| !placed).unwrap_or_default();
    while !path.contains(&at) {
        path.push(at);
        let waits_for = [operations[at].responds_to, operations[at].assists];
        at = waits_for.into_iter().flatten().find(|other| !placed[*other]).unwrap_or(at);
    }
    path.drain(..path.iter().position(|one| *one == at).unwrap_or_default());
    let names: Vec<&str> = path.iter().chain(path.first()).map(|index| operations[*index].key.as_str()).collect();
    let problem = Problem::RespondsInCircle(names.join(" → "));
    let mut places = path.iter().filter_map(|index| scenario.place_of(*index));
    let mut diagnostic = Diagnostic::at(places.next().unwrap_or_default(), problem);
    for place in places {
        diagnostic = diagnostic.also(place, "on the circle");
    }
    diagnostic
}
