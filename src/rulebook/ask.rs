//! What conditions are about, and how they read.

use super::{Ask, Condition, ConditionId, FactId, PositionId, Rulebook, TestId};
use crate::condition::{Comparison, Verb, Whose};
use crate::rule::FactKind;
use crate::value::GRADES;

impl Condition {
    /// The conditions it is made of.
    #[must_use]
    pub fn parts(&self) -> &[ConditionId] {
        match &self.ask {
            Ask::All(parts) | Ask::Any(parts) | Ask::AtLeast(_, parts) => parts,
            Ask::Not(part) => std::slice::from_ref(part),
            _ => &[],
        }
    }

    /// How its parts are joined, in words; not, where there is one part or none.
    #[must_use]
    pub fn joint(&self) -> Option<String> {
        Some(match &self.ask {
            Ask::All(parts) if parts.len() > 1 => "all of".into(),
            Ask::Any(_) => "any of".into(),
            Ask::Not(_) => "not".into(),
            Ask::AtLeast(count, _) => format!("at least {count} of"),
            _ => return None,
        })
    }

    /// The facts it asks for itself, not through its parts.
    pub fn facts(&self) -> impl Iterator<Item = FactId> {
        let (first, second) = match &self.ask {
            Ask::Is(fact, _) | Ask::Number(fact, ..) | Ask::Has(fact, _) | Ask::Proved(fact, _) => (Some(*fact), None),
            Ask::Relate(left, _, right, _) => (Some(*left), Some(*right)),
            _ => (None, None),
        };
        first.into_iter().chain(second)
    }

    /// The tests it asks about itself, not through its parts.
    #[must_use]
    pub fn tests(&self) -> &[TestId] {
        match &self.ask {
            Ask::Test(_, _, test) => std::slice::from_ref(test),
            Ask::Breach(_, _, tests) => tests,
            _ => &[],
        }
    }

    /// The position it turns on itself.
    #[must_use]
    pub fn position(&self) -> Option<PositionId> {
        match &self.ask {
            Ask::Reading(position, _) => Some(*position),
            _ => None,
        }
    }
}

impl Rulebook {
    /// Whether any of the conditions that a condition is made of has an element's phrase.
    #[must_use]
    pub fn has_elements(&self, id: ConditionId) -> bool {
        let parts = self.condition(id).parts().iter();
        parts.into_iter().any(|part| self.condition(*part).element.is_some() || self.has_elements(*part))
    }

    /// A condition in the words rules are written in.
    #[must_use]
    pub fn describe(&self, id: ConditionId) -> String {
        let condition = self.condition(id);
        match &condition.ask {
            Ask::All(parts) => self.join(parts, " and "),
            Ask::Any(parts) => self.join(parts, " or "),
            Ask::Not(part) => format!("not {}", self.bracketed(*part)),
            Ask::AtLeast(count, parts) => format!("at least {count} of: {}", self.join(parts, "; ")),
            Ask::Is(fact, mask) => self.describe_values(*fact, *mask),
            Ask::Number(fact, how, number) => format!("{} {} {number}", self.fact(*fact).name, sign(*how)),
            Ask::Relate(left, how, right, plus) => {
                let steps = match plus {
                    0 => String::new(),
                    plus if *plus > 0 => format!(" + {plus}"),
                    plus => format!(" - {}", -plus),
                };
                format!("{} {} {}{steps}", self.fact(*left).name, sign(*how), self.fact(*right).name)
            }
            Ask::Has(fact, item) => {
                let fact = self.fact(*fact);
                format!("{} has {}", fact.name, fact.kind.words().get(usize::from(*item)).unwrap_or(&"?"))
            }
            Ask::Proved(fact, grade) => {
                format!("{} proved {}", self.fact(*fact).name, GRADES.get(usize::from(*grade)).unwrap_or(&"?"))
            }
            Ask::Test(whose, verb, test) => format!("{}{}({})", prefix(*whose), word(*verb), self.test(*test).id),
            Ask::Breach(whose, breached, tests) => {
                let verb = if *breached { "breached" } else { "ok" };
                let names: Vec<&str> = tests.iter().map(|test| self.test(*test).id.as_str()).collect();
                format!("{}{verb}({})", prefix(*whose), names.join(", "))
            }
            Ask::Reading(position, reading) => {
                let position = self.position(*position);
                let name = position.readings.get(*reading as usize).map_or("?", |reading| &reading.name);
                format!("reading {} = {name}", position.id)
            }
        }
    }

    fn join(&self, parts: &[ConditionId], with: &str) -> String {
        parts.iter().map(|part| self.bracketed(*part)).collect::<Vec<_>>().join(with)
    }

    fn bracketed(&self, id: ConditionId) -> String {
        let text = self.describe(id);
        match &self.condition(id).ask {
            Ask::All(parts) | Ask::Any(parts) if parts.len() > 1 => format!("({text})"),
            _ => text,
        }
    }

    fn describe_values(&self, fact: FactId, mask: u64) -> String {
        let fact = self.fact(fact);
        let name = &fact.name;
        let words = fact.kind.words();
        let chosen: Vec<usize> = (0..words.len()).filter(|index| mask & (1 << index) != 0).collect();
        match (&fact.kind, chosen.as_slice()) {
            (FactKind::Bool, [1]) => name.to_string(),
            (FactKind::Bool, [0]) => format!("not {name}"),
            (_, [only]) => format!("{name} = {}", words[*only]),
            (FactKind::Level(_), [low, .., high]) if *high + 1 == words.len() && high - low + 1 == chosen.len() => {
                format!("{name} >= {}", words[*low])
            }
            (FactKind::Level(_), [0, .., high]) if high + 1 == chosen.len() => format!("{name} <= {}", words[*high]),
            (_, several) => {
                let several: Vec<&str> = several.iter().map(|index| words[*index]).collect();
                format!("{name} in {{{}}}", several.join(", "))
            }
        }
    }
}

fn prefix(whose: Whose) -> &'static str {
    match whose {
        Whose::Own => "",
        Whose::Answered => "answered.",
        Whose::Assisted => "assisted.",
    }
}

/// The word rules use for a question about a test.
#[must_use]
pub fn word(verb: Verb) -> &'static str {
    match verb {
        Verb::Met => "met",
        Verb::Unmet => "unmet",
        Verb::Ok => "ok",
        Verb::Applies => "applies",
        Verb::Breached => "breached",
    }
}

fn sign(how: Comparison) -> &'static str {
    match how {
        Comparison::Equal => "=",
        Comparison::NotEqual => "!=",
        Comparison::Less => "<",
        Comparison::AtMost => "<=",
        Comparison::Greater => ">",
        Comparison::AtLeast => ">=",
    }
}
