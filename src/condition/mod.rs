//! The expression language of rules: a node of a rule file → a condition.
//!
//! A condition is a string such as `a and not (b or harm >= high)`, or a
//! mapping with one of `all`, `any`, `not`, `at_least`. Any item of a list may
//! carry `element:`, the phrase a report prints for it. Names stay as written
//! here, each with its place; [`crate::rulebook`] finds out what they name.

mod string;

use crate::diagnostic::{Diagnostic, Place};
use crate::fields::{Fields, Text, items};
use crate::problem::Problem;
use crate::yaml::{Node, Value};

/// A condition as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// What it asks.
    pub expr: Expr,
    /// The phrase a report prints for it, where it is a named element.
    pub element: Option<Text>,
    /// The words as written, for conditions given as a string.
    pub place: Place,
}

/// How conditions are put together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expr {
    /// Every one is true.
    All(Vec<Condition>),
    /// At least one is true.
    Any(Vec<Condition>),
    /// It is false.
    Not(Box<Condition>),
    /// So many of them are true.
    AtLeast(usize, Vec<Condition>),
    /// A question to the facts, another test or the readings taken.
    Atom(Atom),
}

/// The smallest question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Atom {
    /// `fact`
    Fact(Text),
    /// `fact >= value`, `fact = other + 2`
    Compare(Text, Comparison, Operand),
    /// `fact in {a, b}`
    In(Text, Vec<Text>),
    /// `fact has item`
    Has(Text, Text),
    /// `fact proved conclusive`
    Proved(Text, Text),
    /// `met(id)`, `answered.met(id)`, `breached(group.*)`
    Test(Whose, Verb, Text),
    /// `reading position = name`
    Reading(Text, Text),
}

/// The right side of a comparison: a value or a fact, and steps to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operand {
    /// A number, a level, a value or another fact.
    pub name: Text,
    /// Steps up (or down) the scale.
    pub plus: i64,
}

/// Which operation a test is asked of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Whose {
    /// The one being assessed.
    Own,
    /// The one it responds to.
    Answered,
    /// The one it assists.
    Assisted,
}

/// What is asked of a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Verb {
    /// Applicable and met.
    Met,
    /// Applicable and not met.
    Unmet,
    /// Met or not applicable.
    Ok,
    /// Applicable.
    Applies,
    /// Of a group: some requirement is unmet.
    Breached,
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

impl Comparison {
    /// Whether it holds between two values so ordered.
    #[must_use]
    pub fn holds(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Self::Equal => ordering.is_eq(),
            Self::NotEqual => ordering.is_ne(),
            Self::Less => ordering.is_lt(),
            Self::AtMost => ordering.is_le(),
            Self::Greater => ordering.is_gt(),
            Self::AtLeast => ordering.is_ge(),
        }
    }

    /// Whether it asks only for the same value, and not for an order.
    #[must_use]
    pub fn is_equality(self) -> bool {
        matches!(self, Self::Equal | Self::NotEqual)
    }
}

/// Reads a condition; `None` when it cannot be read, which is then reported.
pub fn parse(node: &Node<'_>, problems: &mut Vec<Diagnostic>) -> Option<Condition> {
    match &node.value {
        Value::Scalar(..) => string::parse(node, problems),
        Value::Map(_) => parse_mapping(node, problems),
        Value::List(_) => {
            let problem = Problem::WrongShape {
                expected: "a condition (a string, or `all:`, `any:`, `not:` or `at_least:`)".into(),
                found: node.shape().into(),
            };
            problems.push(Diagnostic::at(node.place, problem));
            None
        }
    }
}

fn parse_mapping(node: &Node<'_>, problems: &mut Vec<Diagnostic>) -> Option<Condition> {
    let mut fields = Fields::open(node, "a condition", problems);
    let element = fields.text("element", problems);
    let forms = ["when", "all", "any", "not", "at_least"].map(|key| (key, fields.take(key)));
    fields.finish(problems);
    let mut given = forms.into_iter().filter_map(|(key, node)| Some((key, node?)));
    let (Some((key, inner)), None) = (given.next(), given.next()) else {
        let problem = Problem::WrongShape {
            expected: "exactly one of `when`, `all`, `any`, `not` and `at_least`".into(),
            found: "another number of them".into(),
        };
        problems.push(Diagnostic::at(node.place, problem));
        return None;
    };
    let expr = match key {
        "when" => {
            let inner = parse(inner, problems)?;
            return Some(match (element, inner) {
                (None, inner) => inner,
                // A named element inside a named element keeps both names.
                (element, inner) if inner.element.is_some() => {
                    Condition { place: inner.place, expr: Expr::All(vec![inner]), element }
                }
                (element, inner) => Condition { element, ..inner },
            });
        }
        "all" => Expr::All(parse_list(inner, problems)?),
        "any" => Expr::Any(parse_list(inner, problems)?),
        "not" => Expr::Not(Box::new(parse(inner, problems)?)),
        _ => {
            let mut fields = Fields::open(inner, "`at_least`", problems);
            let count = fields.required_text("count", problems);
            let of = fields.require("of", problems);
            fields.finish(problems);
            let of = parse_list(of?, problems)?;
            let number = count.text.parse().unwrap_or(0);
            if (number < 1 || number > of.len()) && !count.text.is_empty() {
                let problem = Problem::BadCount { count: count.text, of: of.len() };
                problems.push(Diagnostic::at(count.place, problem));
            }
            Expr::AtLeast(number, of)
        }
    };
    Some(Condition { expr, element, place: node.place })
}

fn parse_list(node: &Node<'_>, problems: &mut Vec<Diagnostic>) -> Option<Vec<Condition>> {
    let items = items(node, problems);
    let read: Vec<Condition> = items.iter().filter_map(|item| parse(item, problems)).collect();
    (read.len() == items.len() && !read.is_empty()).then_some(read)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    fn read(text: &str) -> Result<String, Problem> {
        let source = Source::new("x", text);
        let node = crate::yaml::load(&source, 0).unwrap();
        let mut problems = Vec::new();
        match parse(&node, &mut problems) {
            Some(condition) => Ok(show(&condition)),
            None => Err(problems.remove(0).problem),
        }
    }

    fn show(condition: &Condition) -> String {
        let list = |items: &[Condition]| items.iter().map(show).collect::<Vec<_>>().join(" ");
        match &condition.expr {
            Expr::All(items) => format!("(and {})", list(items)),
            Expr::Any(items) => format!("(or {})", list(items)),
            Expr::Not(inner) => format!("(not {})", show(inner)),
            Expr::AtLeast(count, items) => format!("({count} of {})", list(items)),
            Expr::Atom(Atom::Fact(name)) => name.text.clone(),
            Expr::Atom(Atom::Compare(name, how, right)) => {
                format!("{} {how:?} {}{:+}", name.text, right.name.text, right.plus)
            }
            Expr::Atom(other) => format!("{other:?}").chars().take(4).collect(),
        }
    }

    #[test]
    fn words_bind_as_in_prose() {
        assert_eq!(read("a or b and not c").unwrap(), "(or a (and b (not c)))");
        assert_eq!(read("(a or b) and c").unwrap(), "(and (or a b) c)");
        assert_eq!(read("harm >= advantage + 1").unwrap(), "harm AtLeast advantage+1");
        assert_eq!(read("{at_least: {count: 2, of: [a, b, c]}}").unwrap(), "(2 of a b c)");
    }

    #[test]
    fn what_is_wrong_is_named() {
        let expected = |text| match read(text) {
            Err(Problem::Condition { expected, found }) => format!("{expected} / {found}"),
            other => format!("{other:?}"),
        };
        assert_eq!(expected("a and and b"), "a fact or a test / `and`");
        assert_eq!(expected("a b"), "`and`, `or` or the end / `b`");
        assert_eq!(expected("(a or b"), "`)` / the end");
        assert_eq!(expected("a in b"), "`{` / `b`");
        assert!(matches!(read(&"(".repeat(1000)), Err(Problem::TooDeep(_))));
        assert!(read("{at_least: {count: 4, of: [a]}}").is_ok());
    }
}
