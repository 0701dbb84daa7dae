//! Conditions on facts: what is stated settles them, and what is not makes them a diagram.

use super::{Asked, Evaluator, Question, beyond};
use crate::condition::Comparison;
use crate::diagram::{Node, Variable};
use crate::facts::Given;
use crate::rule::FactKind;
use crate::rulebook::FactId;
use crate::value::{GRADES, Value};

/// A fact as a condition meets it.
enum Known<'v> {
    /// One value.
    Value(&'v Value),
    /// An open one, with what it can still be.
    Open(Asked, Option<&'v Value>),
}

impl<'a> Evaluator<'a> {
    /// The variable of an open question.
    pub(super) fn variable(&mut self, question: Question) -> Variable {
        let question = self.once(question);
        let ranks = &self.rulebook.ranks;
        let (rank, asked) = match question {
            Question::Fact(asked, fact) => (ranks.values[fact.index()], Some(asked)),
            Question::Proof(asked, fact) => (ranks.proofs[fact.index()], Some(asked)),
            Question::Item(asked, fact, item) => (ranks.items[fact.index()][usize::from(item)], Some(asked)),
            Question::Reading(position) => (ranks.positions[position.index()], None),
            Question::Beyond => return beyond(&mut self.questions),
        };
        let whose = match asked {
            None => 0,
            Some(Asked::Operation(operation)) => crate::source::clamp(operation),
            Some(Asked::Statement(statement)) => crate::source::clamp(self.case.operations.len()) + statement,
        };
        let variable = Variable::new(rank, whose, asked.is_none());
        self.questions.insert(variable, question);
        variable
    }

    /// What is stated of a party is one question in whatever role the party appears.
    fn once(&self, question: Question) -> Question {
        let first = |fact| self.rulebook.namesakes(fact).next().unwrap_or(fact);
        match question {
            Question::Fact(asked @ Asked::Statement(_), fact) => Question::Fact(asked, first(fact)),
            Question::Item(asked @ Asked::Statement(_), fact, item) => Question::Item(asked, first(fact), item),
            Question::Proof(asked @ Asked::Statement(_), fact) => Question::Proof(asked, first(fact)),
            other => other,
        }
    }

    fn known(&self, operation: usize, fact: FactId) -> Known<'a> {
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

    pub(super) fn is(&mut self, operation: usize, fact: FactId, mask: u64) -> Node {
        match self.known(operation, fact) {
            Known::Value(Value::Listed(value, _)) => Node::constant(mask & (1 << value) != 0),
            Known::Value(_) => Node::FALSE,
            Known::Open(asked, range) => {
                let (first, last) = self.listed(fact, range);
                let variable = self.variable(Question::Fact(asked, fact));
                self.diagrams.test(variable, last - first + 1, |value| mask & (1 << (value + first)) != 0)
            }
        }
    }

    /// The first and the last value that an open fact can have, as the vocabulary lists them.
    fn listed(&self, fact: FactId, range: Option<&Value>) -> (usize, usize) {
        match range {
            Some(Value::Listed(low, high)) => (usize::from(*low), usize::from(*high)),
            _ => (0, self.rulebook.fact(fact).kind.len().saturating_sub(1)),
        }
    }

    pub(super) fn number(&mut self, operation: usize, fact: FactId, how: Comparison, number: f64) -> Node {
        match self.known(operation, fact) {
            Known::Value(Value::Number(value, _)) => Node::constant(compare(how, *value, number)),
            Known::Value(_) => Node::FALSE,
            Known::Open(asked, range) => {
                let points = self.points(fact, range);
                let variable = self.variable(Question::Fact(asked, fact));
                self.diagrams.test(variable, points.len(), |value| compare(how, points[value], number))
            }
        }
    }

    /// Numbers that stand for all an open number can be: every number it can be
    /// held against, and one below each. Numbers compared with each other need
    /// as many below each as there are of them, and the same ones wherever they
    /// are asked, so that they can stand in any order that they can have.
    fn points(&self, fact: FactId, range: Option<&Value>) -> Vec<f64> {
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

    pub(super) fn relate(
        &mut self,
        operation: usize,
        (left, right): (FactId, FactId),
        how: Comparison,
        plus: i64,
    ) -> Node {
        let sides = [left, right].map(|fact| self.side(operation, fact));
        #[expect(clippy::cast_precision_loss, reason = "steps are small")]
        let holds = |left: f64, right: f64| compare(how, left, right + plus as f64);
        match sides {
            [Side::Fixed(left), Side::Fixed(right)] => Node::constant(holds(left, right)),
            [Side::Open(variable, values), Side::Fixed(right)] => {
                self.diagrams.test(variable, values.len(), |value| holds(values[value], right))
            }
            [Side::Fixed(left), Side::Open(variable, values)] => {
                self.diagrams.test(variable, values.len(), |value| holds(left, values[value]))
            }
            [Side::Open(first, lefts), Side::Open(second, rights)] => {
                let mut any = Node::FALSE;
                for (index, left) in lefts.iter().enumerate() {
                    let this = self.diagrams.test(first, lefts.len(), |value| value == index);
                    let fits = self.diagrams.test(second, rights.len(), |value| holds(*left, rights[value]));
                    let both = self.diagrams.and(this, fits);
                    any = self.diagrams.or(any, both);
                }
                any
            }
        }
    }

    fn side(&mut self, operation: usize, fact: FactId) -> Side {
        let numeric = matches!(self.rulebook.fact(fact).kind, FactKind::Number { .. });
        match self.known(operation, fact) {
            Known::Value(Value::Listed(value, _)) => Side::Fixed(f64::from(*value)),
            Known::Value(Value::Number(value, _)) => Side::Fixed(*value),
            Known::Value(_) => Side::Fixed(f64::NAN),
            Known::Open(asked, range) if numeric => {
                let points = self.points(fact, range);
                Side::Open(self.variable(Question::Fact(asked, fact)), points)
            }
            Known::Open(asked, range) => {
                let (first, last) = self.listed(fact, range);
                let variable = self.variable(Question::Fact(asked, fact));
                let rank = |value: usize| f64::from(u8::try_from(value).unwrap_or(u8::MAX));
                Side::Open(variable, (first..=last).map(rank).collect())
            }
        }
    }

    pub(super) fn has(&mut self, operation: usize, fact: FactId, item: u16) -> Node {
        match self.known(operation, fact) {
            Known::Value(Value::Items(items)) => Node::constant(items.contains(&item)),
            Known::Value(_) => Node::FALSE,
            Known::Open(asked, _) => {
                let variable = self.variable(Question::Item(asked, fact, item));
                self.diagrams.test(variable, 2, |value| value == 1)
            }
        }
    }

    pub(super) fn proved(&mut self, operation: usize, fact: FactId, grade: u8) -> Node {
        let is_bool = self.rulebook.fact(fact).kind == FactKind::Bool;
        let (asked, stated) = match self.case.given(self.rulebook, operation, fact) {
            Given::Missing => (Asked::Operation(operation), None),
            Given::Assumed(_) => (Asked::Operation(operation), Some(None)),
            Given::Stated(statement, index) => match statement.value {
                Value::Unknown => (Asked::Statement(index), None),
                _ => (Asked::Statement(index), Some(statement.grade)),
            },
        };
        let enough = if let Some(stated) = stated {
            Node::constant(stated.is_none_or(|stated| stated >= grade))
        } else {
            let variable = self.variable(Question::Proof(asked, fact));
            self.diagrams.test(variable, GRADES.len(), |value| value >= usize::from(grade))
        };
        if !is_bool {
            return enough;
        }
        let holds = self.is(operation, fact, 0b10);
        self.diagrams.and(holds, enough)
    }
}

/// One side of a comparison of two facts.
enum Side {
    Fixed(f64),
    Open(Variable, Vec<f64>),
}

fn compare(how: Comparison, left: f64, right: f64) -> bool {
    left.partial_cmp(&right).is_some_and(|ordering| how.holds(ordering))
}
