//! The smallest questions: what is stated settles them, and what is not leaves them open.

use super::{Asked, Question};
use crate::condition::Comparison;
use crate::diagram::Variable;
use crate::facts::{Case, Given};
use crate::rule::FactKind;
use crate::rulebook::{Ask, FactId, Rulebook};
use crate::value::{GRADES, Value};

/// The rules and facts that questions are put to.
#[derive(Clone, Copy)]
pub(super) struct Asker<'a> {
    pub(super) rulebook: &'a Rulebook,
    pub(super) case: &'a Case,
}

/// What a question to the facts or the readings comes to.
pub(super) enum Leaf {
    /// Settled.
    Settled(bool),
    /// It is true of some answers to an open question.
    Open(Part),
    /// It is true where both are.
    Both(Part, Part),
    /// Two open numbers or levels are compared.
    Related(Compared),
}

/// Some of the answers to an open question.
pub(super) struct Part {
    pub(super) question: Question,
    pub(super) variable: Variable,
    /// How many answers there are.
    pub(super) values: usize,
    /// Those for which it is true.
    pub(super) holds: Answers,
}

/// Two open questions, and for each answer to the first the answers to the second for which it is true.
pub(super) struct Compared {
    pub(super) first: (Question, Variable),
    pub(super) second: (Question, Variable),
    /// How many answers the second has.
    pub(super) values: usize,
    /// By answer to the first.
    pub(super) holds: Vec<Answers>,
}

/// A set of answers to a question, by their numbers.
#[derive(Clone, Copy, Default)]
pub(super) struct Answers([u64; 4]);

impl Answers {
    /// Those of so many for which something is true.
    pub(super) fn of(values: usize, holds: impl Fn(usize) -> bool) -> Self {
        let mut answers = Self::default();
        for value in (0..values).filter(|value| holds(*value)) {
            answers.0[value / 64] |= 1 << (value % 64);
        }
        answers
    }

    pub(super) fn has(&self, value: usize) -> bool {
        self.0.get(value / 64).is_some_and(|word| word & (1 << (value % 64)) != 0)
    }
}

/// A fact as a condition meets it.
enum Known<'v> {
    /// One value.
    Value(&'v Value),
    /// An open one, with what it can still be.
    Open(Asked, Option<&'v Value>),
}

/// One side of a comparison of two facts.
enum Side {
    Fixed(f64),
    Open(Question, Vec<f64>),
}

impl<'a> Asker<'a> {
    /// What a condition that asks no other condition and no test comes to.
    pub(super) fn leaf(self, operation: usize, ask: &Ask) -> Leaf {
        match ask {
            Ask::Is(fact, mask) => self.is(operation, *fact, *mask),
            Ask::Number(fact, how, number) => self.number(operation, *fact, *how, *number),
            Ask::Relate(left, how, right, plus) => self.relate(operation, (*left, *right), *how, *plus),
            Ask::Has(fact, item) => self.has(operation, *fact, *item),
            Ask::Proved(fact, grade) => self.proved(operation, *fact, *grade),
            Ask::Reading(position, reading) => {
                if let Some(taken) = self.case.readings[position.index()] {
                    return Leaf::Settled(taken == *reading);
                }
                let readings = self.rulebook.position(*position).readings.len();
                self.open(Question::Reading(*position), readings, |value| value == *reading as usize)
            }
            Ask::All(_) | Ask::Any(_) | Ask::Not(_) | Ask::AtLeast(..) | Ask::Test(..) | Ask::Breach(..) => {
                Leaf::Settled(false) // they are asked elsewhere
            }
        }
    }

    fn open(self, question: Question, values: usize, holds: impl Fn(usize) -> bool) -> Leaf {
        let (question, variable) = self.variable(question);
        Leaf::Open(Part { question, variable, values, holds: Answers::of(values, holds) })
    }

    /// The variable of an open question.
    fn variable(self, question: Question) -> (Question, Variable) {
        let question = self.once(question);
        let ranks = &self.rulebook.ranks;
        let (rank, asked) = match question {
            Question::Fact(asked, fact) => (ranks.values[fact.index()], Some(asked)),
            Question::Proof(asked, fact) => (ranks.proofs[fact.index()], Some(asked)),
            Question::Item(asked, fact, item) => (ranks.items[fact.index()][usize::from(item)], Some(asked)),
            Question::Reading(position) => (ranks.positions[position.index()], None),
            Question::Beyond => return (question, Variable::beyond(0)),
        };
        let whose = match asked {
            None => 0,
            Some(Asked::Operation(operation)) => crate::source::clamp(operation),
            Some(Asked::Statement(statement)) => crate::source::clamp(self.case.operations.len()) + statement,
        };
        (question, Variable::new(rank, whose, asked.is_none()))
    }

    /// What is stated of a party is one question in whatever role the party appears.
    fn once(self, question: Question) -> Question {
        let first = |fact| self.rulebook.namesakes(fact).next().unwrap_or(fact);
        match question {
            Question::Fact(asked @ Asked::Statement(_), fact) => Question::Fact(asked, first(fact)),
            Question::Item(asked @ Asked::Statement(_), fact, item) => Question::Item(asked, first(fact), item),
            Question::Proof(asked @ Asked::Statement(_), fact) => Question::Proof(asked, first(fact)),
            other => other,
        }
    }

    fn known(self, operation: usize, fact: FactId) -> Known<'a> {
        match self.case.given(self.rulebook, operation, fact) {
            Given::Missing => Known::Open(Asked::Operation(operation), None),
            Given::Assumed(value) => Known::Value(value),
            Given::Stated(statement, index) => match &statement.value {
                Value::Unknown => Known::Open(Asked::Statement(index), None),
                range if range.is_range() => Known::Open(Asked::Statement(index), Some(range)),
                value => Known::Value(value),
            },
        }
    }

    fn is(self, operation: usize, fact: FactId, mask: u64) -> Leaf {
        match self.known(operation, fact) {
            Known::Value(Value::Listed(value, _)) => Leaf::Settled(mask & (1 << value) != 0),
            Known::Value(_) => Leaf::Settled(false),
            Known::Open(asked, range) => {
                let (first, last) = self.listed(fact, range);
                self.open(Question::Fact(asked, fact), last - first + 1, |value| mask & (1 << (value + first)) != 0)
            }
        }
    }

    /// The first and the last value that an open fact can have, as the vocabulary lists them.
    fn listed(self, fact: FactId, range: Option<&Value>) -> (usize, usize) {
        match range {
            Some(Value::Listed(low, high)) => (usize::from(*low), usize::from(*high)),
            _ => (0, self.rulebook.fact(fact).kind.len().saturating_sub(1)),
        }
    }

    fn number(self, operation: usize, fact: FactId, how: Comparison, number: f64) -> Leaf {
        match self.known(operation, fact) {
            Known::Value(Value::Number(value, _)) => Leaf::Settled(compare(how, *value, number)),
            Known::Value(_) => Leaf::Settled(false),
            Known::Open(asked, range) => {
                let points = self.points(fact, range);
                self.open(Question::Fact(asked, fact), points.len(), |value| compare(how, points[value], number))
            }
        }
    }

    /// Numbers that stand for all an open number can be: every number it can be
    /// held against, and one below each. Numbers compared with each other need
    /// as many below each as there are of them, and the same ones wherever they
    /// are asked, so that they can stand in any order that they can have.
    fn points(self, fact: FactId, range: Option<&Value>) -> Vec<f64> {
        let group = self.rulebook.compared_with(fact);
        let mut marks = vec![0.0];
        let mut steps: Vec<f64> = Vec::new();
        let mut open: Vec<(Asked, FactId)> = Vec::new();
        for fact in &group {
            marks.extend(&self.rulebook.fact(*fact).thresholds);
            #[expect(clippy::cast_precision_loss, reason = "steps are small")]
            steps.extend(self.rulebook.fact(*fact).related.iter().map(|(_, plus)| *plus as f64));
            for operation in 0..self.case.operations.len() {
                match self.known(operation, *fact) {
                    Known::Value(Value::Number(low, high)) => marks.extend([*low, *high]),
                    Known::Value(_) => {}
                    Known::Open(asked, range) => {
                        if let Some(Value::Number(low, high)) = range {
                            marks.extend([*low, *high]);
                        }
                        if !open.contains(&(asked, *fact)) {
                            open.push((asked, *fact));
                        }
                    }
                }
            }
        }
        let open = if group.len() == 1 { 1 } else { open.len() };
        let widest = steps.iter().copied().fold(1.0, f64::max);
        #[expect(clippy::cast_precision_loss, reason = "operations are few")]
        marks.push(marks.iter().copied().fold(0.0, f64::max) + widest * (open + 1) as f64);
        for _ in 0..open {
            let moved: Vec<f64> = marks.iter().flat_map(|mark| steps.iter().map(move |step| mark + step)).collect();
            marks.extend(moved);
            marks.sort_unstable_by(f64::total_cmp);
            marks.dedup();
        }
        marks.sort_unstable_by(f64::total_cmp);
        marks.dedup();
        let gap = marks.windows(2).map(|pair| pair[1] - pair[0]).fold(1.0, f64::min);
        // A power of two, so that steps are exact.
        #[expect(clippy::cast_precision_loss, reason = "operations are few")]
        let less = (gap / (open + 2) as f64).log2().floor().exp2();
        let (low, high) = match range {
            Some(Value::Number(low, high)) => (*low, *high),
            _ => (f64::NEG_INFINITY, f64::INFINITY),
        };
        #[expect(clippy::cast_precision_loss, reason = "operations are few")]
        let mut points: Vec<f64> = marks
            .iter()
            .flat_map(|mark| (0..=open).rev().map(move |below| mark - less * below as f64))
            .filter(|point| (low..=high).contains(point))
            .collect();
        points.truncate(usize::from(u8::MAX));
        points
    }

    fn relate(self, operation: usize, (left, right): (FactId, FactId), how: Comparison, plus: i64) -> Leaf {
        #[expect(clippy::cast_precision_loss, reason = "steps are small")]
        let holds = |left: f64, right: f64| compare(how, left, right + plus as f64);
        match [left, right].map(|fact| self.side(operation, fact)) {
            [Side::Fixed(left), Side::Fixed(right)] => Leaf::Settled(holds(left, right)),
            [Side::Open(question, values), Side::Fixed(right)] => {
                self.open(question, values.len(), |value| holds(values[value], right))
            }
            [Side::Fixed(left), Side::Open(question, values)] => {
                self.open(question, values.len(), |value| holds(left, values[value]))
            }
            [Side::Open(first, lefts), Side::Open(second, rights)] => {
                let fits = |left: &f64| Answers::of(rights.len(), |value| holds(*left, rights[value]));
                Leaf::Related(Compared {
                    first: self.variable(first),
                    second: self.variable(second),
                    values: rights.len(),
                    holds: lefts.iter().map(fits).collect(),
                })
            }
        }
    }

    fn side(self, operation: usize, fact: FactId) -> Side {
        let numeric = matches!(self.rulebook.fact(fact).kind, FactKind::Number { .. });
        match self.known(operation, fact) {
            Known::Value(Value::Listed(value, _)) => Side::Fixed(f64::from(*value)),
            Known::Value(Value::Number(value, _)) => Side::Fixed(*value),
            Known::Value(_) => Side::Fixed(f64::NAN),
            Known::Open(asked, range) if numeric => Side::Open(Question::Fact(asked, fact), self.points(fact, range)),
            Known::Open(asked, range) => {
                let (first, last) = self.listed(fact, range);
                let rank = |value: usize| f64::from(u8::try_from(value).unwrap_or(u8::MAX));
                Side::Open(Question::Fact(asked, fact), (first..=last).map(rank).collect())
            }
        }
    }

    fn has(self, operation: usize, fact: FactId, item: u16) -> Leaf {
        match self.known(operation, fact) {
            Known::Value(Value::Items(items)) => Leaf::Settled(items.contains(&item)),
            Known::Value(_) => Leaf::Settled(false),
            Known::Open(asked, _) => self.open(Question::Item(asked, fact, item), 2, |value| value == 1),
        }
    }

    fn proved(self, operation: usize, fact: FactId, grade: u8) -> Leaf {
        let (asked, stated) = match self.case.given(self.rulebook, operation, fact) {
            Given::Missing => (Asked::Operation(operation), None),
            Given::Assumed(_) => (Asked::Operation(operation), Some(None)),
            Given::Stated(statement, index) => match statement.value {
                Value::Unknown => (Asked::Statement(index), None),
                _ => (Asked::Statement(index), Some(statement.grade)),
            },
        };
        let enough = if let Some(stated) = stated {
            Leaf::Settled(stated.is_none_or(|stated| stated >= grade))
        } else {
            self.open(Question::Proof(asked, fact), GRADES.len(), |value| value >= usize::from(grade))
        };
        let holds = match self.rulebook.fact(fact).kind {
            FactKind::Bool => self.is(operation, fact, 0b10),
            _ => Leaf::Settled(true),
        };
        match (holds, enough) {
            (Leaf::Settled(true), other) | (other, Leaf::Settled(true)) => other,
            (Leaf::Open(holds), Leaf::Open(enough)) => Leaf::Both(holds, enough),
            _ => Leaf::Settled(false),
        }
    }
}

fn compare(how: Comparison, left: f64, right: f64) -> bool {
    left.partial_cmp(&right).is_some_and(|ordering| how.holds(ordering))
}
