//! Points left open that change nothing.

use crate::diagram::Node;
use crate::evaluate::{Assessment, Question};
use crate::outcome::Outcome;
use crate::rulebook::{Ask, ConditionId, PositionId, TestId};
use crate::words::Words;

impl Assessment<'_> {
    /// Points left open that a determinate test would seem to turn on: its
    /// conditions, read one by one, leave it open, and together they do not.
    pub(super) fn either_way(&mut self, operation: usize, test: TestId, outcome: Outcome) -> Vec<Words> {
        if matches!(outcome, Outcome::Contested | Outcome::Undetermined | Outcome::NotApplicable) {
            return Vec::new();
        }
        let rule = self.rulebook.test(test);
        let exceptions = rule.unless.iter().map(|exception| self.one_by_one(operation, exception.when));
        let held = self.one_by_one(operation, rule.met_when);
        let defeated = any(exceptions);
        if all([held, defeated.map(|defeated| !defeated)].into_iter()).is_some() {
            return Vec::new();
        }
        let (start, end) = rule.conditions;
        let mut found: Vec<PositionId> = Vec::new();
        for id in start..end {
            let value = self.operations[operation].value(ConditionId(id));
            for variable in value.map_or_else(Vec::new, |value| self.operations[operation].diagrams().support(value)) {
                if let Question::Reading(position) = self.operations[operation].question(variable)
                    && !found.contains(&position)
                {
                    found.push(position);
                }
            }
        }
        found.iter().map(|position| self.rulebook.position(*position).id.clone()).collect()
    }

    /// The value of a condition if its parts are read one by one (strong Kleene logic).
    fn one_by_one(&self, operation: usize, id: ConditionId) -> Option<bool> {
        let condition = self.rulebook.condition(id);
        let mut parts = condition.parts().iter().map(|part| self.one_by_one(operation, *part));
        match &condition.ask {
            Ask::All(_) => all(parts),
            Ask::Any(_) => any(parts),
            Ask::Not(_) => parts.next().flatten().map(|part| !part),
            Ask::AtLeast(count, all) => {
                let parts: Vec<_> = parts.collect();
                let count = *count as usize;
                let yes = parts.iter().filter(|part| **part == Some(true)).count();
                let no = parts.iter().filter(|part| **part == Some(false)).count();
                if yes >= count {
                    Some(true)
                } else if all.len() - no < count {
                    Some(false)
                } else {
                    None
                }
            }
            _ => self.operations[operation].value(id).and_then(Node::truth),
        }
    }
}

/// True if any is; false if all are; open otherwise.
pub(crate) fn any(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut open = false;
    for part in parts {
        match part {
            Some(true) => return Some(true),
            Some(false) => {}
            None => open = true,
        }
    }
    (!open).then_some(false)
}

/// False if any is; true if all are; open otherwise.
pub(crate) fn all(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    any(parts.map(|part| part.map(|part| !part))).map(|any| !any)
}
