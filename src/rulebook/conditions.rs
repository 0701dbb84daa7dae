//! A condition as written → a condition with its names resolved and its types checked.

use super::names::Names;
use super::{Ask, Condition, ConditionId, Fact, FactId, Position, TestId};
use crate::condition::{self as written, Atom, Comparison, Expr, Operand, Verb, Whose};
use crate::diagnostic::Diagnostic;
use crate::fields::Text;
use crate::problem::{Noun, Problem, nearest, one_of};
use crate::rule::{FactKind, Kind};
use crate::value::grade;

/// What a condition is resolved against.
pub struct Resolver<'r> {
    /// All names.
    pub names: &'r Names,
    /// The vocabulary.
    pub facts: &'r [Fact],
    /// The positions.
    pub positions: &'r [Position],
    /// Id and kind of every test.
    pub tests: &'r [(String, Kind)],
    /// Resolved so far.
    pub conditions: Vec<Condition>,
    /// Problems found so far.
    pub problems: Vec<Diagnostic>,
}

impl Resolver<'_> {
    /// Resolves a condition of a doctrine (`regime.doctrine`). A part that cannot
    /// be resolved is reported and stands as a condition without content.
    pub fn resolve(&mut self, condition: &written::Condition, doctrine: &str) -> ConditionId {
        let ask = match &condition.expr {
            Expr::All(items) => Ask::All(self.resolve_all(items, doctrine)),
            Expr::Any(items) => Ask::Any(self.resolve_all(items, doctrine)),
            Expr::Not(inner) => Ask::Not(self.resolve(inner, doctrine)),
            Expr::AtLeast(count, items) => {
                Ask::AtLeast(crate::source::clamp(*count), self.resolve_all(items, doctrine))
            }
            Expr::Atom(atom) => self.atom(atom, doctrine).unwrap_or_else(|problem| {
                self.problems.push(problem);
                Ask::All(Vec::new())
            }),
        };
        let element = condition.element.as_ref();
        self.conditions.push(Condition {
            ask,
            element: element.map(|element| element.text.clone().into()),
            line: element.map_or(condition.place, |element| element.place).span.line,
        });
        ConditionId::of(self.conditions.len() - 1)
    }

    fn resolve_all(&mut self, items: &[written::Condition], doctrine: &str) -> Vec<ConditionId> {
        items.iter().map(|item| self.resolve(item, doctrine)).collect()
    }

    fn fact(&self, name: &Text) -> Result<(FactId, &Fact), Diagnostic> {
        let id = self.names.fact(&name.text).map_err(|problem| Diagnostic::at(name.place, problem))?;
        Ok((id, &self.facts[id.index()]))
    }

    fn atom(&self, atom: &Atom, doctrine: &str) -> Result<Ask, Diagnostic> {
        match atom {
            Atom::Fact(name) => match self.fact(name)? {
                (id, Fact { kind: FactKind::Bool, .. }) => Ok(Ask::Is(id, 0b10)),
                (_, fact) => Err(wrong_type(name, fact, "alone it is neither true nor false")),
            },
            Atom::Compare(name, comparison, operand) => self.compare(name, *comparison, operand),
            Atom::In(name, values) => {
                let (id, fact) = self.fact(name)?;
                if !matches!(fact.kind, FactKind::Choice(_) | FactKind::Level(_)) {
                    return Err(wrong_type(name, fact, "`in` asks a choice or a level"));
                }
                let mut mask = 0;
                for value in values {
                    mask |= bit(listed(fact, value)?.into());
                }
                Ok(Ask::Is(id, mask))
            }
            Atom::Has(name, item) => {
                let (id, fact) = self.fact(name)?;
                if !matches!(fact.kind, FactKind::Set(_)) {
                    return Err(wrong_type(name, fact, "`has` asks a set"));
                }
                Ok(Ask::Has(id, u16::from(listed(fact, item)?)))
            }
            Atom::Proved(name, standard) => {
                let (id, _) = self.fact(name)?;
                let grade = grade(&standard.text).map_err(|problem| Diagnostic::at(standard.place, problem))?;
                Ok(Ask::Proved(id, grade))
            }
            Atom::Reading(position, reading) => {
                let id = self
                    .names
                    .position(&position.text, Some(doctrine))
                    .map_err(|problem| Diagnostic::at(position.place, problem))?;
                let index = reading_index(&self.positions[id.index()], reading)?;
                Ok(Ask::Reading(id, index))
            }
            Atom::Test(whose, verb, target) => self.test(*whose, *verb, target, doctrine),
        }
    }

    fn compare(&self, name: &Text, comparison: Comparison, operand: &Operand) -> Result<Ask, Diagnostic> {
        let (id, fact) = self.fact(name)?;
        if let Some(other) = self.names.facts.get(operand.name.text.as_str()) {
            let right = &self.facts[other.index()];
            let same_scale = match (&fact.kind, &right.kind) {
                (FactKind::Level(left), FactKind::Level(right)) => {
                    left.iter().map(|word| &word.name).eq(right.iter().map(|word| &word.name))
                }
                (FactKind::Number { unit: left }, FactKind::Number { unit: right }) => left == right,
                _ => false,
            };
            if !same_scale {
                let problem = Problem::DifferentScales { left: fact.name.to_string(), right: right.name.to_string() };
                return Err(Diagnostic::at(operand.name.place, problem));
            }
            return Ok(Ask::Relate(id, comparison, *other, operand.plus));
        }
        let is_number = operand.name.text.parse::<f64>().is_ok();
        if operand.name.text.contains('.') && !is_number && fact.kind.index(&operand.name.text).is_none() {
            self.fact(&operand.name)?;
        }
        match &fact.kind {
            FactKind::Number { .. } => match operand.name.text.parse::<f64>() {
                #[expect(clippy::cast_precision_loss, reason = "steps are small")]
                Ok(number) if number.is_finite() => Ok(Ask::Number(id, comparison, number + operand.plus as f64)),
                _ => {
                    let found = format!("`{}`", operand.name.text);
                    let problem = Problem::WrongShape { expected: "a number or a fact".into(), found };
                    Err(Diagnostic::at(operand.name.place, problem))
                }
            },
            FactKind::Set(_) => Err(wrong_type(name, fact, "it cannot be compared")),
            FactKind::Bool | FactKind::Choice(_) if !comparison.is_equality() => {
                Err(wrong_type(name, fact, "its values have no order"))
            }
            kind => {
                // Steps may lead off the scale: nothing is there, and all values are on one side of it.
                let at = i64::from(listed(fact, &operand.name)?) + operand.plus;
                let mask = (0_u32..)
                    .take(kind.len())
                    .filter(|index| comparison.holds(i64::from(*index).cmp(&at)))
                    .fold(0, |mask, index| mask | bit(index));
                Ok(Ask::Is(id, mask))
            }
        }
    }

    fn test(&self, whose: Whose, verb: Verb, target: &Text, doctrine: &str) -> Result<Ask, Diagnostic> {
        let Some(group) = target.text.strip_suffix(".*") else {
            let id = self
                .names
                .test(&target.text, Some(doctrine))
                .map_err(|problem| Diagnostic::at(target.place, problem))?;
            if verb == Verb::Breached {
                return Ok(Ask::Test(whose, Verb::Unmet, id));
            }
            return Ok(Ask::Test(whose, verb, id));
        };
        let breached = match verb {
            Verb::Breached => true,
            Verb::Ok => false,
            Verb::Met | Verb::Unmet | Verb::Applies => {
                let problem = Problem::Condition {
                    expected: "`breached` or `ok` before a group",
                    found: format!("`{}`", target.text),
                };
                return Err(Diagnostic::at(target.place, problem));
            }
        };
        let regime = doctrine.split('.').next().unwrap_or(doctrine);
        let within = [format!("{regime}.{group}."), format!("{group}.")];
        let members: Vec<usize> = within
            .iter()
            .map(|prefix| (0..self.tests.len()).filter(|index| self.tests[*index].0.starts_with(prefix)).collect())
            .find(|found: &Vec<usize>| !found.is_empty())
            .unwrap_or_default();
        if members.is_empty() {
            let groups = self.tests.iter().flat_map(|(id, _)| {
                let doctrine = id.rsplit_once('.').map_or("", |(doctrine, _)| doctrine);
                let (of, name) = doctrine.split_once('.').unwrap_or((doctrine, ""));
                [doctrine, of, if of == regime { name } else { "" }]
            });
            let problem =
                Problem::Unknown { noun: Noun::Group, name: group.to_owned(), nearest: nearest(group, groups) };
            return Err(Diagnostic::at(target.place, problem));
        }
        let requirements: Vec<TestId> =
            members.into_iter().filter(|index| self.tests[*index].1 == Kind::Requirement).map(TestId::of).collect();
        if requirements.is_empty() {
            return Err(Diagnostic::at(target.place, Problem::NothingToBreach(group.to_owned())));
        }
        Ok(Ask::Breach(whose, breached, requirements))
    }
}

/// The index of a reading of a position.
///
/// # Errors
///
/// The problem, with the nearest reading.
pub fn reading_index(position: &Position, reading: &Text) -> Result<u32, Diagnostic> {
    let names = || position.readings.iter().map(|reading| reading.name.as_str());
    names().position(|name| name == reading.text).map(crate::source::clamp).ok_or_else(|| {
        let problem = Problem::NotOneOf {
            found: reading.text.clone(),
            expected: "a reading of this position",
            nearest: nearest(&reading.text, names()),
            allowed: one_of(names()),
        };
        Diagnostic::at(reading.place, problem)
    })
}

/// The bit of a value; none past those a fact may have, which is reported where the fact is defined.
fn bit(index: u32) -> u64 {
    1_u64.checked_shl(index).unwrap_or(0)
}

fn listed(fact: &Fact, value: &Text) -> Result<u8, Diagnostic> {
    fact.kind.index(&value.text).ok_or_else(|| {
        let problem = Problem::OffScale {
            fact: fact.name.to_string(),
            value: value.text.clone(),
            article: match fact.kind {
                FactKind::Level(_) => "a level",
                FactKind::Set(_) => "an item",
                _ => "a value",
            },
            nearest: nearest(&value.text, fact.kind.words()),
            allowed: one_of(fact.kind.words()),
        };
        Diagnostic::at(value.place, problem)
    })
}

fn wrong_type(at: &Text, fact: &Fact, wrong: &'static str) -> Diagnostic {
    let problem = Problem::WrongType { fact: fact.name.to_string(), kind: fact.kind.describe(), wrong };
    Diagnostic::at(at.place, problem)
}
