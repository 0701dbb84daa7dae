//! What is open about a finding: missing facts, and what each reading would say.

use super::as_asked;
use crate::diagram::{MET, NOT_APPLICABLE, NOT_MET, Node, Variable};
use crate::evaluate::{Asked, Assessment, Question, settle};
use crate::facts::Given;
use crate::finding::{Answer, Missing, Turn};
use crate::outcome::Outcome;
use crate::rulebook::{FactId, Holder, Reading, Rulebook};
use crate::words::Words;

impl Assessment<'_> {
    /// The missing facts among open questions.
    pub(super) fn missing(&self, operation: usize, support: &[Variable]) -> Vec<Missing> {
        let facts = self.open_facts(operation, support).into_iter();
        facts
            .map(|(other, fact)| {
                let fact = self.rulebook.fact(fact);
                Missing {
                    fact: fact.name.clone(),
                    ask: fact.ask.clone(),
                    takes: fact.kind.takes().into(),
                    operation: (other != operation).then(|| self.case.operations[other].key.clone().into()),
                }
            })
            .collect()
    }

    /// The facts that open questions ask for, each once, with whose they are.
    fn open_facts(&self, operation: usize, support: &[Variable]) -> Vec<(usize, FactId)> {
        let mut found = Vec::new();
        for variable in support {
            let (asked, fact) = match self.operations[operation].question(*variable) {
                Question::Fact(asked, fact) | Question::Proof(asked, fact) | Question::Item(asked, fact, _) => {
                    (asked, fact)
                }
                Question::Reading(_) | Question::Beyond => continue,
            };
            let one = self.asked_of(operation, asked, fact);
            if !found.contains(&one) {
                found.push(one);
            }
        }
        found
    }

    /// Whose fact a question is about, and by which name: this operation's, if what is open covers it.
    fn asked_of(&self, operation: usize, asked: Asked, fact: FactId) -> (usize, FactId) {
        let statement = match asked {
            Asked::Operation(other) => return (other, fact),
            Asked::Statement(statement) => statement,
        };
        let others = (0..self.case.operations.len()).filter(|other| *other != operation);
        std::iter::once(operation)
            .chain(others)
            .flat_map(|other| self.rulebook.namesakes(fact).map(move |fact| (other, fact)))
            .find(|(other, fact)| {
                matches!(self.case.given(self.rulebook, *other, *fact), Given::Stated(_, index) if index == statement)
            })
            .unwrap_or((operation, fact))
    }

    /// What each reading of the unsettled points among open questions makes of an outcome.
    pub(super) fn turns(
        &mut self,
        operation: usize,
        (of_all, of_readings): (Node, Node),
        support: &[Variable],
        with_missing: bool,
    ) -> Vec<Turn> {
        let rulebook = self.rulebook;
        let day = self.case.operations[operation].day.as_deref();
        let mut turns = Vec::new();
        for variable in support {
            let Question::Reading(id) = self.operations[operation].question(*variable) else { continue };
            let position = rulebook.position(id);
            let mut readings = Vec::with_capacity(position.readings.len());
            for (index, reading) in position.readings.iter().enumerate() {
                // Missing facts are out of this one, so it is small.
                let fixed = self.operations[operation].diagrams().fix(of_readings, *variable, index);
                let results = self.operations[operation].diagrams().results(fixed);
                let outcome = settle(&results);
                let missing = if with_missing && matches!(outcome, Outcome::Contested | Outcome::Undetermined) {
                    let support = self.operations[operation].diagrams().support_where(of_all, *variable, index);
                    let support = as_asked(&support);
                    self.open_facts(operation, &support)
                } else {
                    Vec::new()
                };
                readings.push(Answer {
                    reading: reading.name.clone(),
                    says: reading.says.clone(),
                    held_by: holders(rulebook, reading, day),
                    outcome,
                    possible: possible(&results),
                    missing: missing.into_iter().map(|(_, fact)| rulebook.fact(fact).name.clone()).collect(),
                });
            }
            turns.push(Turn {
                position: position.id.clone(),
                question: position.question.clone(),
                readings,
                note: position.note.clone(),
            });
        }
        turns
    }
}

/// The outcomes that sets of them leave possible, where they are more than one.
pub(super) fn possible(results: &[u8]) -> Vec<Outcome> {
    let any = results.iter().fold(0, |any, set| any | set);
    let outcomes = [(MET, Outcome::Met), (NOT_MET, Outcome::NotMet), (NOT_APPLICABLE, Outcome::NotApplicable)];
    let possible: Vec<Outcome> =
        outcomes.into_iter().filter(|(bit, _)| any & bit != 0).map(|(_, outcome)| outcome).collect();
    if possible.len() > 1 { possible } else { Vec::new() }
}

/// Who holds a reading on a day; everybody who ever did, where nobody does then.
fn holders(rulebook: &Rulebook, reading: &Reading, day: Option<&str>) -> Vec<Words> {
    let holds = |holder: &&Holder| holder.term.holds(day);
    let name = |holder: &Holder| Words::from(rulebook.holder(holder));
    let then: Vec<Words> = reading.held_by.iter().filter(holds).map(name).collect();
    if then.is_empty() { reading.held_by.iter().map(name).collect() } else { then }
}
