//! Outcomes → findings: why, in words.
//!
//! Nothing is evaluated again. The value of every condition is there already;
//! this stage walks them, marks the path that decided, and asks the diagrams
//! what can still matter.

pub mod decided;
pub(crate) mod either_way;
mod law;
mod open;

use crate::condition::Whose;
use crate::diagram::{Node, Variable};
use crate::evaluate::{Assessment, Open, Question, Settled};
use crate::facts::Given;
use crate::finding::{Assumed, FactUse, Finding, Reason, TestUse, Truth};
use crate::outcome::Outcome;
use crate::rule::Kind;
use crate::rulebook::{Ask, Citation, Condition, ConditionId, FactId, TestId};
use crate::value::{GRADES, Value};

/// How much of a finding is worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Extent {
    /// What a short report tells: what decided, and of what does not fail or divide not even the authority.
    Short,
    /// All but what each reading of an undetermined test would need, which is most of the work where much is open.
    Most,
    /// Everything.
    #[default]
    Whole,
}

impl Assessment<'_> {
    /// The finding of a test for an operation.
    #[must_use]
    pub fn explain(&mut self, operation: usize, test: TestId) -> Finding {
        self.explain_as_far_as(Extent::Whole, operation, test)
    }

    /// The same, or less of it.
    #[must_use]
    pub fn explain_as_far_as(&mut self, extent: Extent, operation: usize, test: TestId) -> Finding {
        let rulebook = self.rulebook;
        let rule = rulebook.test(test);
        let Settled { outcome, exact } = self.operations[operation].settled(test);
        let short = extent == Extent::Short;
        let applies = self.operations[operation].applies(test);
        let Open { of_all, of_readings } = self.operations[operation].open(test);
        let results = self.operations[operation].diagrams().results(of_readings);
        let possible = if outcome == Outcome::Contested { open::possible(&results) } else { Vec::new() };
        let spared = |one: Outcome| outcome == Outcome::Contested && !possible.contains(&one);
        let sums_up = matches!(rule.kind, Kind::Requirement | Kind::Conclusion);
        let asked = applies != Node::FALSE;
        let path = Path::of(outcome);
        // What fails anyhow, if the question arises, belongs to the answer as well.
        let may_arise =
            path == Path::Open && rule.applies_when.is_some_and(|condition| self.open(operation, condition));
        let applies = rule.applies_when.map(|condition| {
            let decides = !asked || may_arise;
            Reason { named: true, ..self.reason(operation, condition, decides, short) }
        });
        let exceptions: Vec<Reason> = rule
            .unless
            .iter()
            .map(|exception| {
                let truth = self.truth(operation, exception.when);
                let decides = match path {
                    Path::Failed => truth == Truth::True,
                    Path::Open => truth == Truth::Open || may_arise && truth == Truth::True,
                    Path::Held | Path::Idle => false,
                };
                Reason {
                    says: exception.name.clone(),
                    named: true,
                    ..self.reason(operation, exception.when, decides, short)
                }
            })
            .collect();
        let conditions = asked.then(|| {
            let truth = self.truth(operation, rule.met_when);
            let decides = match path {
                Path::Held => true,
                Path::Failed => truth != Truth::True,
                Path::Open => truth == Truth::Open || may_arise && truth == Truth::False,
                Path::Idle => false,
            };
            self.reason(operation, rule.met_when, decides, short)
        });
        let support = as_asked(&self.operations[operation].support(of_all));
        let matters = self.matters(operation, test, &support);
        let spoken_of = self.states(operation, rulebook.conditions_of(rule));
        // A short report counts such tests, and tells nothing of them.
        let counted = short && outcome == Outcome::Undetermined && !(spoken_of && matters == Some(true));
        let deciding_support = if outcome == Outcome::Contested {
            as_asked(&self.operations[operation].support(of_readings))
        } else {
            support.clone()
        };
        Finding {
            test: rule.id.clone(),
            title: rule.title.clone(),
            kind: rule.kind,
            question: rule.question.clone(),
            not_law: (!rule.term.holds(self.case.operations[operation].day.as_deref()))
                .then(|| rule.term.words().into()),
            outcome,
            no_breach_either_way: sums_up && spared(Outcome::NotMet),
            met_on_no_reading: !sums_up && spared(Outcome::Met),
            possible,
            either_way: self.either_way(operation, test, outcome),
            applies,
            conditions,
            exceptions,
            exact: exact
                && !support.iter().any(|variable| self.operations[operation].question(*variable) == Question::Beyond),
            missing: if counted { Vec::new() } else { self.missing(operation, &support) },
            positions: if extent == Extent::Whole || outcome != Outcome::Undetermined {
                self.turns(operation, (of_all, of_readings), &deciding_support, !short || matters == Some(true))
            } else {
                Vec::new()
            },
            assumed: if short && rule.kind != Kind::Conclusion { Vec::new() } else { self.assumed(operation, test) },
            authority: if counted || short && matches!(outcome, Outcome::Met | Outcome::NotApplicable) {
                Vec::new()
            } else {
                rule.authority.iter().map(|citation| self.source(operation, citation)).collect()
            },
            burden: rule.burden.clone(),
            heuristic: rule.heuristic.clone(),
            pitfall: rule.pitfall.clone(),
            matters,
            spoken_of,
            raised: self.states(operation, rulebook.gate_of(rule)),
        }
    }

    /// Whether the scenario states any fact that some conditions ask for, besides who the parties are.
    fn states(&self, operation: usize, conditions: &[Condition]) -> bool {
        let facts = conditions.iter().flat_map(Condition::facts);
        let mut facts = facts.filter(|fact| self.rulebook.fact(*fact).role.is_none());
        facts.any(|fact| matches!(self.case.given(self.rulebook, operation, fact), Given::Stated(..)))
    }

    fn truth(&self, operation: usize, condition: ConditionId) -> Truth {
        match self.operations[operation].value(condition).map(Node::truth) {
            None => Truth::NotAsked,
            Some(Some(true)) => Truth::True,
            Some(Some(false)) => Truth::False,
            Some(None) => Truth::Open,
        }
    }

    fn open(&self, operation: usize, condition: ConditionId) -> bool {
        self.truth(operation, condition) == Truth::Open
    }

    /// A condition with its parts, or those that decide; `decides` says whether it lies on the path that decided.
    fn reason(&mut self, operation: usize, id: ConditionId, decides: bool, short: bool) -> Reason {
        let condition = self.rulebook.condition(id);
        let truth = self.truth(operation, id);
        let parts = condition.parts();
        let on_path = self.parts_that_decide(operation, id);
        let joined = match &condition.ask {
            Ask::All(_) => Some("all".into()),
            Ask::Any(_) => Some("any".into()),
            Ask::Not(_) => Some("not".into()),
            Ask::AtLeast(count, parts) => Some(format!("at least {count} of {}", parts.len()).into()),
            _ => None,
        };
        let short_of = match &condition.ask {
            Ask::Proved(_, grade) if truth == Truth::False => GRADES.get(usize::from(*grade)).copied(),
            _ => None,
        };
        Reason {
            says: condition.element.clone().unwrap_or_else(|| self.rulebook.describe(id).into()),
            named: condition.element.is_some(),
            truth,
            decides,
            facts: condition.facts().map(|fact| self.fact_use(operation, fact, short_of)).collect(),
            tests: self.test_uses(operation, &condition.ask),
            taken: condition.position().and_then(|position| {
                let reading = self.case.readings[position.index()]?;
                let position = self.rulebook.position(position);
                Some(format!("{} = {}", position.id, position.readings.get(reading as usize)?.name).into())
            }),
            left_open: (condition.position())
                .filter(|position| self.case.readings[position.index()].is_none())
                .map(|position| self.rulebook.position(position).id.clone()),
            joined,
            parts: parts
                .iter()
                .zip(on_path)
                .filter(|(_, on_path)| !short || decides && *on_path)
                .map(|(part, on_path)| self.reason(operation, *part, decides && on_path, short))
                .collect(),
        }
    }

    /// Which parts of a condition made it what it is.
    fn parts_that_decide(&self, operation: usize, id: ConditionId) -> Vec<bool> {
        let condition = self.rulebook.condition(id);
        let truth = self.truth(operation, id);
        let wanted = match (&condition.ask, truth) {
            (Ask::All(_), Truth::False) => Truth::False,
            (Ask::Any(_) | Ask::AtLeast(..), Truth::True) => Truth::True,
            (Ask::AtLeast(..), Truth::False) => Truth::False,
            (_, Truth::Open) => Truth::Open,
            _ => return vec![true; condition.parts().len()],
        };
        let truths: Vec<Truth> = condition.parts().iter().map(|part| self.truth(operation, *part)).collect();
        // Where no part alone is what the whole is, the open ones together are: either way.
        let wanted = if truths.contains(&wanted) { wanted } else { Truth::Open };
        truths.into_iter().map(|truth| truth == wanted).collect()
    }

    /// Conditions that were asked and, down to the smallest, those of their parts that made them what they are.
    pub(crate) fn on_path(&self, operation: usize, mut todo: Vec<ConditionId>) -> Vec<ConditionId> {
        let mut found = Vec::new();
        while let Some(id) = todo.pop() {
            if self.truth(operation, id) == Truth::NotAsked {
                continue;
            }
            found.push(id);
            let parts = self.rulebook.condition(id).parts().iter().zip(self.parts_that_decide(operation, id));
            todo.extend(parts.filter(|(_, decides)| *decides).map(|(part, _)| *part));
        }
        found
    }

    fn fact_use(&self, operation: usize, id: FactId, standard: Option<&'static str>) -> FactUse {
        let fact = self.rulebook.fact(id);
        let given = self.case.given(self.rulebook, operation, id);
        let show = |value: &Value| Some(fact.kind.show(value).into());
        let (value, assumed, statement) = match given {
            Given::Missing => (None, false, None),
            Given::Assumed(value) => (show(value), true, None),
            Given::Stated(statement, _) => (show(&statement.value), false, Some(statement)),
        };
        let grade = statement.and_then(|statement| statement.grade);
        FactUse {
            fact: fact.name.clone(),
            value,
            line: statement.map(|statement| statement.place.span.line),
            assumed,
            proof: grade.and_then(|grade| GRADES.get(usize::from(grade))).map(|grade| (*grade).into()),
            short_of: grade.and(standard).map(Into::into),
            source: statement.and_then(|statement| statement.source.clone()),
            cites: statement.map_or_else(Vec::new, |statement| statement.cites.clone()),
            note: statement.and_then(|statement| statement.note.clone()),
        }
    }

    fn test_uses(&mut self, operation: usize, ask: &Ask) -> Vec<TestUse> {
        let (whose, tests) = match ask {
            Ask::Test(whose, _, test) => (*whose, std::slice::from_ref(test)),
            Ask::Breach(whose, _, tests) => (*whose, tests.as_slice()),
            _ => return Vec::new(),
        };
        let Some(other) = self.case.other(operation, whose) else { return Vec::new() };
        let group = matches!(ask, Ask::Breach(..));
        let mut uses = Vec::new();
        for test in tests {
            let outcome = self.outcome(other, *test);
            // Of a group, what was breached or is open is worth telling; the rest is not.
            if group && matches!(outcome, Outcome::NotApplicable | Outcome::Met) {
                continue;
            }
            let rule = self.rulebook.test(*test);
            uses.push(TestUse {
                test: rule.id.clone(),
                title: rule.title.clone(),
                outcome,
                operation: (other != operation).then(|| self.case.operations[other].key.clone().into()),
            });
        }
        uses
    }

    /// What silence was taken to mean on the path that decided, here and in the tests it rests on.
    fn assumed(&self, operation: usize, test: TestId) -> Vec<Assumed> {
        let mut facts: Vec<FactId> = Vec::new();
        let mut seen = vec![(operation, test)];
        let mut next = 0;
        while let Some((operation, test)) = seen.get(next).copied() {
            next += 1;
            let rule = self.rulebook.test(test);
            let roots =
                rule.applies_when.into_iter().chain([rule.met_when]).chain(rule.unless.iter().map(|one| one.when));
            for id in self.on_path(operation, roots.collect()) {
                let condition = self.rulebook.condition(id);
                for fact in condition.facts() {
                    let assumed = matches!(self.case.given(self.rulebook, operation, fact), Given::Assumed(_));
                    if assumed && !facts.contains(&fact) {
                        facts.push(fact);
                    }
                }
                if let Ask::Test(Whose::Own, _, other) = condition.ask
                    && !seen.contains(&(operation, other))
                {
                    seen.push((operation, other));
                }
            }
        }
        let names =
            |citations: &[Citation]| citations.iter().map(|citation| self.rulebook.cite(citation).into()).collect();
        facts
            .into_iter()
            .filter_map(|id| {
                let fact = self.rulebook.fact(id);
                let assume = fact.assume.as_ref()?;
                Some(Assumed {
                    fact: fact.name.clone(),
                    value: fact.kind.show(&assume.value).into(),
                    why: assume.why.clone(),
                    authority: names(&assume.authority),
                })
            })
            .collect()
    }

    /// Whether anything a test leaves open is among what its regime's conclusion leaves open.
    fn matters(&mut self, operation: usize, test: TestId, support: &[Variable]) -> Option<bool> {
        let conclusion = self.rulebook.regime_of(test).conclusion.filter(|_| !support.is_empty())?;
        let conclusion = self.operations[operation].open(conclusion);
        let open = self.operations[operation].support(conclusion.of_all);
        Some(support.iter().any(|variable| open.binary_search(variable).is_ok()))
    }
}

/// Open questions in the order in which the tests ask them.
fn as_asked(questions: &[Variable]) -> Vec<Variable> {
    let mut questions = questions.to_vec();
    questions.sort_unstable_by_key(|variable| variable.asked());
    questions
}

/// Where to look for what decided.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Path {
    /// The question does not arise.
    Idle,
    /// The conditions hold.
    Held,
    /// They do not, or an exception does.
    Failed,
    /// Something is open.
    Open,
}

impl Path {
    fn of(outcome: Outcome) -> Self {
        match outcome {
            Outcome::NotApplicable => Self::Idle,
            Outcome::Met => Self::Held,
            Outcome::NotMet => Self::Failed,
            Outcome::Contested | Outcome::Undetermined => Self::Open,
        }
    }
}
