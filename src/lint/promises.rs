//! Facts that together break what the rules promise.

use super::look::Look;
use super::{File, Lint, Page, Severity};
use crate::condition::Verb;
use crate::diagnostic::Place;
use crate::explain::either_way::{all, any};
use crate::facts::Given;
use crate::outcome::Outcome;
use crate::rulebook::{Ask, ConditionId, Property, Rulebook};
use crate::value::Value;

pub(super) static PAGES: [Page; 1] = [Page {
    code: "L106",
    name: "never-together",
    severity: Severity::Error,
    finds: "facts that the rules promise never to come together",
    why: "A doctrine says under `properties:` what is never, or always, so. Where the stated facts make it otherwise \
          for certain, they contradict each other, or the rule is wrong.",
    instead: "Look at the facts that are named: one of them is not as stated. If all of them are right, the promise \
              of the doctrine is what is wrong.",
}];

impl File<'_> {
    pub(super) fn promises(&mut self) {
        let rulebook = self.linter.rulebook;
        let properties: Vec<&Property> = rulebook.doctrines.iter().flat_map(|one| &one.properties).collect();
        let mut found = Vec::new();
        for look in &mut self.looks {
            for operation in 0..look.case.operations.len() {
                for property in &properties {
                    let (condition, broken_by, word) = match property {
                        Property::Never(condition) => (*condition, true, "never"),
                        Property::Always(condition) => (*condition, false, "always"),
                        Property::Monotone { .. } => continue,
                    };
                    if truth(look, operation, condition) == Some(broken_by) {
                        let what = rulebook.describe(condition);
                        let says = format!("the rules promise that this is {word} so: {what}");
                        found.extend(finding(look, operation, says, condition, rulebook));
                    }
                }
            }
        }
        self.found.append(&mut found);
    }
}

/// The finding at the first fact that is stated of those spoken of, with the others beside it.
fn finding(
    look: &Look<'_>,
    operation: usize,
    says: String,
    condition: ConditionId,
    rulebook: &Rulebook,
) -> Option<Lint> {
    let mut places: Vec<(Place, String)> = Vec::new();
    let mut todo = vec![condition];
    while let Some(id) = todo.pop() {
        let condition = rulebook.condition(id);
        for fact in condition.facts() {
            if let Given::Stated(statement, _) = look.case.given(rulebook, operation, fact) {
                places.push((statement.place, "and this".into()));
            }
        }
        todo.extend(condition.parts().iter().rev());
    }
    places.sort_by_key(|(place, _)| place.span.start);
    places.dedup_by_key(|(place, _)| place.span.start);
    let place = match places.first() {
        Some((place, _)) => *place,
        None => look.scenario.place_of(operation)?,
    };
    Some(Lint { page: &PAGES[0], place, says, help: None, also: places.into_iter().skip(1).collect() })
}

/// Whether a condition is so for certain. What is open in any way is not followed.
fn truth(look: &mut Look<'_>, operation: usize, id: ConditionId) -> Option<bool> {
    let rulebook = look.assessment.rulebook;
    let case = look.case;
    let value = |fact| match case.given(rulebook, operation, fact) {
        Given::Missing => None,
        Given::Assumed(value) => Some(value),
        Given::Stated(statement, _) => Some(&statement.value).filter(|value| **value != Value::Unknown),
    };
    match &rulebook.condition(id).ask {
        Ask::All(parts) => all(parts.iter().map(|part| truth(look, operation, *part))),
        Ask::Any(parts) => any(parts.iter().map(|part| truth(look, operation, *part))),
        Ask::Not(part) => truth(look, operation, *part).map(|truth| !truth),
        Ask::AtLeast(count, parts) => {
            let truths: Option<Vec<bool>> = parts.iter().map(|part| truth(look, operation, *part)).collect();
            truths.map(|truths| truths.iter().filter(|truth| **truth).count() >= *count as usize)
        }
        Ask::Is(fact, mask) => match value(*fact)? {
            Value::Listed(low, high) => {
                let within = |value: u8| mask & (1 << value) != 0;
                let first = within(*low);
                (*low..=*high).all(|value| within(value) == first).then_some(first)
            }
            _ => None,
        },
        Ask::Number(fact, how, number) => match value(*fact)? {
            Value::Number(low, high) if low >= high => low.partial_cmp(number).map(|order| how.holds(order)),
            _ => None,
        },
        Ask::Has(fact, item) => match value(*fact)? {
            Value::Items(items) => Some(items.contains(item)),
            _ => None,
        },
        Ask::Reading(position, reading) => case.readings[position.index()].map(|taken| taken == *reading),
        Ask::Test(whose, verb, test) => {
            let Some(other) = case.other(operation, *whose) else { return Some(false) };
            let outcome = look.assessment.outcome(other, *test);
            let certain = matches!(outcome, Outcome::Met | Outcome::NotMet | Outcome::NotApplicable);
            certain.then_some(match verb {
                Verb::Met => outcome == Outcome::Met,
                Verb::Unmet | Verb::Breached => outcome == Outcome::NotMet,
                Verb::Ok => outcome != Outcome::NotMet,
                Verb::Applies => outcome != Outcome::NotApplicable,
            })
        }
        Ask::Breach(..) | Ask::Relate(..) | Ask::Proved(..) => None,
    }
}
