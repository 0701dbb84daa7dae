//! What an author expects, held against the rules.

use super::read::Reader;
use crate::diagnostic::{Diagnostic, Place};
use crate::fields::Text;
use crate::outcome::Outcome;
use crate::problem::{Noun, Problem, nearest};
use crate::rulebook::resolve::choose;
use crate::rulebook::{PositionId, Rulebook, TestId};
use crate::scenario::{Expectation, Operation};
use crate::words::Words;

/// An expectation with its names resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// The test.
    pub test: TestId,
    /// The outcomes of which each is right; one at least.
    pub accepted: Vec<Outcome>,
    /// What must have decided it.
    pub grounds: Vec<Ground>,
    /// Where the court said so.
    pub holding: Option<String>,
    /// Where it is written.
    pub place: Place,
}

/// What must have decided an outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    /// This element.
    Element(Words),
    /// This exception, which applied.
    Exception(Words),
    /// This position: the reading taken of it, or any of them while it is open.
    Reading(PositionId, Option<u32>),
}

impl Expected {
    /// `not_met`, or `met or contested`.
    #[must_use]
    pub fn outcomes(&self) -> String {
        self.accepted.iter().map(|outcome| outcome.name()).collect::<Vec<_>>().join(" or ")
    }
}

impl Ground {
    /// What it is, in words.
    #[must_use]
    pub fn words(&self, rulebook: &Rulebook) -> String {
        match self {
            Self::Element(phrase) => format!("the element \"{phrase}\""),
            Self::Exception(name) => format!("the exception \"{name}\""),
            Self::Reading(position, reading) => {
                let position = rulebook.position(*position);
                let reading = reading.and_then(|reading| position.readings.get(reading as usize));
                match reading {
                    None => format!("the position {}", position.id),
                    Some(reading) => format!("the reading {} = {}", position.id, reading.name),
                }
            }
        }
    }
}

impl Reader<'_> {
    pub(super) fn expectations(&mut self, operation: &Operation) -> Vec<Expected> {
        operation.expect.iter().filter_map(|expectation| self.expectation(expectation)).collect()
    }

    fn expectation(&mut self, expectation: &Expectation) -> Option<Expected> {
        let mut accepted = Vec::with_capacity(expectation.outcomes.len());
        for text in &expectation.outcomes {
            match Outcome::read(&text.text) {
                Ok(outcome) => accepted.push(outcome),
                Err(problem) => self.problem(text.place, problem),
            }
        }
        let test = match self.rulebook.names.test(&expectation.test.text, None) {
            Ok(test) => test,
            Err(problem) => {
                self.problem(expectation.test.place, problem);
                return None;
            }
        };
        let grounds = self.grounds(test, expectation);
        let holding = expectation.holding.as_ref().map(|text| text.text.clone());
        // An outcome that means nothing was reported.
        (!accepted.is_empty()).then_some(Expected { test, accepted, grounds, holding, place: expectation.test.place })
    }

    fn grounds(&mut self, test: TestId, expectation: &Expectation) -> Vec<Ground> {
        let rule = self.rulebook.test(test);
        let phrases = self.rulebook.conditions_of(rule).iter().filter_map(|condition| condition.element.as_ref());
        let phrases: Vec<&Words> = phrases.collect();
        let exceptions: Vec<&Words> = rule.unless.iter().map(|exception| &exception.name).collect();
        let mut grounds = Vec::new();
        for element in &expectation.elements {
            grounds.extend(self.one_of(element, &phrases, Noun::Element).map(Ground::Element));
        }
        if let Some(exception) = &expectation.exception {
            grounds.extend(self.one_of(exception, &exceptions, Noun::Exception).map(Ground::Exception));
        }
        if let Some(text) = &expectation.reading {
            match self.position(text) {
                Ok(ground) => grounds.push(ground),
                Err(problem) => self.problems.push(problem),
            }
        }
        grounds
    }

    /// The one of a test's phrases that a text names.
    fn one_of(&mut self, text: &Text, phrases: &[&Words], noun: Noun) -> Option<Words> {
        let found = phrases.iter().find(|phrase| phrase.as_str() == text.text);
        if found.is_none() {
            let nearest = nearest(&text.text, phrases.iter().map(|phrase| phrase.as_str()));
            self.problem(text.place, Problem::Unknown { noun, name: text.text.clone(), nearest });
        }
        found.map(|phrase| (*phrase).clone())
    }

    /// `position`, or `position = reading`.
    fn position(&self, text: &Text) -> Result<Ground, Diagnostic> {
        let part = |part: &str| Text { text: part.trim().to_owned(), place: text.place };
        if let Some((position, reading)) = text.text.split_once('=') {
            let (position, reading) = choose(self.rulebook, &part(position), &part(reading), None)?;
            return Ok(Ground::Reading(position, Some(reading)));
        }
        let position = self.rulebook.position_named(text.text.trim());
        position.map(|position| Ground::Reading(position, None)).map_err(|problem| Diagnostic::at(text.place, problem))
    }
}
