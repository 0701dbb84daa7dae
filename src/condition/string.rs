//! A condition written as a string, from its words: `a and not (b or c)`.

use super::{Atom, Comparison, Condition, Expr, Operand, Verb, Whose};
use crate::diagnostic::Diagnostic;
use crate::fields::{Text, text};
use crate::problem::Problem;
use crate::yaml::Node;

/// Reads a condition written as a string; `None` when it cannot be read, which is then reported.
pub(super) fn parse(node: &Node<'_>, problems: &mut Vec<Diagnostic>) -> Option<Condition> {
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
