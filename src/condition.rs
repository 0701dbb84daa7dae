//! The expression language of rules: a node of a rule file → a condition.
//!
//! A condition is a string such as `a and not (b or harm >= high)`, or a
//! mapping with one of `all`, `any`, `not`, `at_least`. Any item of a list may
//! carry `element:`, the phrase a report prints for it. Names stay as written
//! here, each with its place; [`crate::rulebook`] finds out what they name.

use crate::diagnostic::{Diagnostic, Place};
use crate::fields::{Fields, Text, items, text};
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
        Value::Scalar(..) => parse_text(node, problems),
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

fn parse_text(node: &Node<'_>, problems: &mut Vec<Diagnostic>) -> Option<Condition> {
    let text = text(node, problems)?;
    let tokens = tokens(&text.text);
    let mut parser = StringParser { node, tokens: &tokens, at: 0, length: text.text.chars().count(), depth: 0 };
    let parsed = parser.any().and_then(|condition| match parser.peek() {
        None => Ok(condition),
        Some(_) => Err(parser.unexpected("`and`, `or` or the end")),
    });
    match parsed {
        Ok(condition) => Some(Condition { place: node.place, ..condition }),
        Err(problem) => {
            problems.push(problem);
            None
        }
    }
}

/// A word or a sign of a condition, with its character offset.
struct Token<'t> {
    text: &'t str,
    at: usize,
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '*');
    let mut tokens = Vec::new();
    let mut chars = text.char_indices().enumerate().peekable();
    while let Some((at, (start, c))) = chars.next() {
        if c.is_whitespace() {
            continue;
        }
        let mut end = start + c.len_utf8();
        let mut more = |wanted: &dyn Fn(char) -> bool, end: &mut usize| {
            while let Some((_, (next, d))) = chars.next_if(|(_, (_, d))| wanted(*d)) {
                *end = next + d.len_utf8();
            }
        };
        if word(c) {
            more(&word, &mut end);
        } else if matches!(c, '>' | '<' | '!' | '=') {
            more(&|d| d == '=', &mut end);
        }
        tokens.push(Token { text: &text[start..end], at });
    }
    tokens
}

struct StringParser<'n, 's, 't> {
    node: &'n Node<'s>,
    tokens: &'t [Token<'t>],
    at: usize,
    length: usize,
    depth: usize,
}

type Parsed<T> = Result<T, Diagnostic>;

impl<'t> StringParser<'_, '_, 't> {
    fn peek(&self) -> Option<&'t str> {
        self.tokens.get(self.at).map(|token| token.text)
    }

    fn take_if(&mut self, text: &str) -> bool {
        let found = self.peek() == Some(text);
        self.at += usize::from(found);
        found
    }

    fn demand(&mut self, text: &str, expected: &'static str) -> Parsed<()> {
        if self.take_if(text) { Ok(()) } else { Err(self.unexpected(expected)) }
    }

    fn unexpected(&self, expected: &'static str) -> Diagnostic {
        let (place, found) = match self.tokens.get(self.at) {
            Some(token) => (self.node.part(token.at, token.text.chars().count()), format!("`{}`", token.text)),
            None => (self.node.part(self.length, 1), "the end".into()),
        };
        Diagnostic::at(place, Problem::Condition { expected, found })
    }

    fn condition(&self, expr: Expr) -> Condition {
        Condition { expr, element: None, place: self.node.place }
    }

    fn any(&mut self) -> Parsed<Condition> {
        let first = self.all()?;
        if self.peek() != Some("or") {
            return Ok(first);
        }
        let mut items = vec![first];
        while self.take_if("or") {
            items.push(self.all()?);
        }
        Ok(self.condition(Expr::Any(items)))
    }

    fn all(&mut self) -> Parsed<Condition> {
        let first = self.not()?;
        if self.peek() != Some("and") {
            return Ok(first);
        }
        let mut items = vec![first];
        while self.take_if("and") {
            items.push(self.not()?);
        }
        Ok(self.condition(Expr::All(items)))
    }

    fn not(&mut self) -> Parsed<Condition> {
        const MAX_DEPTH: usize = 64;
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Diagnostic::at(self.node.place, Problem::TooDeep(MAX_DEPTH)));
        }
        let result = if self.take_if("not") {
            let inner = self.not()?;
            Ok(self.condition(Expr::Not(Box::new(inner))))
        } else if self.take_if("(") {
            let inner = self.any()?;
            self.demand(")", "`)`")?;
            Ok(inner)
        } else {
            let atom = self.atom()?;
            Ok(self.condition(Expr::Atom(atom)))
        };
        self.depth -= 1;
        result
    }

    fn name(&mut self, expected: &'static str) -> Parsed<Text> {
        match self.tokens.get(self.at) {
            Some(token)
                if token.text.starts_with(|c: char| c.is_alphanumeric() || c == '_')
                    && !matches!(token.text, "and" | "or" | "not" | "in" | "has" | "proved") =>
            {
                self.at += 1;
                Ok(Text { text: token.text.to_owned(), place: self.node.part(token.at, token.text.chars().count()) })
            }
            _ => Err(self.unexpected(expected)),
        }
    }

    fn atom(&mut self) -> Parsed<Atom> {
        if self.peek() == Some("reading") {
            self.at += 1;
            let position = self.name("the name of a position")?;
            self.demand("=", "`=`")?;
            return Ok(Atom::Reading(position, self.name("the name of a reading")?));
        }
        let name = self.name("a fact or a test")?;
        if self.peek() == Some("(") {
            return self.test(&name);
        }
        if self.take_if("in") {
            self.demand("{", "`{`")?;
            let mut values = vec![self.name("a value")?];
            while self.take_if(",") {
                values.push(self.name("a value")?);
            }
            self.demand("}", "`,` or `}`")?;
            return Ok(Atom::In(name, values));
        }
        if self.take_if("has") {
            return Ok(Atom::Has(name, self.name("an item")?));
        }
        if self.take_if("proved") {
            return Ok(Atom::Proved(name, self.name("a grade of proof")?));
        }
        let comparison = match self.peek() {
            Some("=") => Comparison::Equal,
            Some("!=") => Comparison::NotEqual,
            Some("<") => Comparison::Less,
            Some("<=") => Comparison::AtMost,
            Some(">") => Comparison::Greater,
            Some(">=") => Comparison::AtLeast,
            _ => return Ok(Atom::Fact(name)),
        };
        self.at += 1;
        Ok(Atom::Compare(name, comparison, self.operand()?))
    }

    fn operand(&mut self) -> Parsed<Operand> {
        let negative = self.take_if("-");
        let mut name = self.name("a value or a fact")?;
        if negative {
            name.text.insert(0, '-');
        }
        let sign = if self.take_if("+") {
            1
        } else if self.take_if("-") {
            -1
        } else {
            return Ok(Operand { name, plus: 0 });
        };
        let at = self.at;
        let steps = self.name("a number of steps")?;
        let Ok(steps) = steps.text.parse::<u16>() else {
            self.at = at;
            return Err(self.unexpected("a number of steps"));
        };
        Ok(Operand { name, plus: sign * i64::from(steps) })
    }

    fn test(&mut self, name: &Text) -> Parsed<Atom> {
        let (whose, verb) = match name.text.split_once('.') {
            Some(("answered", verb)) => (Whose::Answered, verb),
            Some(("assisted", verb)) => (Whose::Assisted, verb),
            _ => (Whose::Own, name.text.as_str()),
        };
        let verb = match verb {
            "met" => Verb::Met,
            "unmet" => Verb::Unmet,
            "ok" => Verb::Ok,
            "applies" => Verb::Applies,
            "breached" => Verb::Breached,
            _ => {
                self.at -= 1;
                return Err(self.unexpected("`met`, `unmet`, `ok`, `applies` or `breached` before `(`"));
            }
        };
        self.at += 1;
        let target = self.name("the name of a test")?;
        self.demand(")", "`)`")?;
        Ok(Atom::Test(whose, verb, target))
    }
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
