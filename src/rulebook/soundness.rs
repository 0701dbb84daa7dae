//! What is wrong with a rulebook as a whole: circles, unused names, law that
//! rests on recommendations; and the order in which tests can be settled.

use super::resolve::Written;
use super::{Ask, FactId, PositionId, Rank, Ranks, Rulebook, TestId};
use crate::condition::Whose;
use crate::diagnostic::{Diagnostic, Place};
use crate::problem::{Noun, Problem};
use crate::rule::Kind;
use crate::source::clamp;
use std::cmp::Reverse;

/// Checks the whole and fills in what only the whole can tell.
pub(super) fn check(
    rulebook: &mut Rulebook,
    written: &Written,
    facts: &[Place],
    positions: &[Place],
    problems: &mut Vec<Diagnostic>,
) {
    let whole = problems.iter().all(|one| matches!(one.problem, Problem::Unused { .. }));
    order(rulebook, problems);
    thresholds(rulebook);
    rulebook.ranks = ranks(rulebook);
    law_on_practice(rulebook, problems);
    if whole {
        unused(rulebook, facts, positions, problems);
    }
    for regime in &written.regimes {
        let conclusion = rulebook.names.tests.get(format!("{}.conclusion.lawful", regime.name.text).as_str());
        if conclusion.is_none_or(|id| rulebook.test(*id).kind != Kind::Conclusion) {
            problems.push(Diagnostic::at(regime.name.place, Problem::NoConclusion(regime.name.text.clone())));
        }
    }
}

impl Rulebook {
    /// The tests that the conditions of a test ask about, of the same operation
    /// or, with `any_operation`, of any.
    pub fn asked_by(&self, test: TestId, any_operation: bool) -> impl Iterator<Item = TestId> {
        let own = move |ask: &Ask| match ask {
            Ask::Test(whose, ..) | Ask::Breach(whose, ..) => any_operation || *whose == Whose::Own,
            _ => false,
        };
        self.conditions_of(self.test(test))
            .iter()
            .filter(move |condition| own(&condition.ask))
            .flat_map(|condition| condition.tests().iter().copied())
    }
}

/// Orders tests so that each comes after those it asks about; a circle is drawn with every test on it.
fn order(rulebook: &mut Rulebook, problems: &mut Vec<Diagnostic>) {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        Open,
        Done,
    }
    let count = rulebook.tests.len();
    let asked: Vec<Vec<TestId>> = rulebook.test_ids().map(|id| rulebook.asked_by(id, false).collect()).collect();
    let mut marks = vec![Mark::New; count];
    let mut order = Vec::with_capacity(count);
    for start in rulebook.test_ids() {
        // A path of tests, each with the next of its questions to follow.
        let mut path: Vec<(TestId, usize)> = Vec::new();
        if marks[start.index()] == Mark::New {
            marks[start.index()] = Mark::Open;
            path.push((start, 0));
        }
        while let Some((test, next)) = path.last_mut() {
            let Some(asked) = asked[test.index()].get(*next).copied() else {
                marks[test.index()] = Mark::Done;
                order.push(*test);
                path.pop();
                continue;
            };
            *next += 1;
            match marks[asked.index()] {
                Mark::Done => {}
                Mark::New => {
                    marks[asked.index()] = Mark::Open;
                    path.push((asked, 0));
                }
                Mark::Open => {
                    let from = path.iter().position(|(test, _)| *test == asked).unwrap_or_default();
                    problems.push(circle(rulebook, &path[from..]));
                }
            }
        }
    }
    rulebook.order = order;
}

fn circle(rulebook: &Rulebook, path: &[(TestId, usize)]) -> Diagnostic {
    let names: Vec<&str> = path.iter().chain(path.first()).map(|(test, _)| rulebook.test(*test).id.as_str()).collect();
    let problem = Problem::Cycle(names.join(" → "));
    let mut places = path.iter().map(|(test, _)| rulebook.test(*test).place);
    let mut diagnostic = Diagnostic::at(places.next().unwrap_or_default(), problem);
    for place in places {
        diagnostic = diagnostic.also(place, "on the circle");
    }
    diagnostic
}

/// Notes for each fact what it is compared with: there its outcome can turn.
fn thresholds(rulebook: &mut Rulebook) {
    for condition in &rulebook.conditions {
        match &condition.ask {
            Ask::Number(fact, _, number) => rulebook.facts[fact.index()].thresholds.push(*number),
            Ask::Relate(left, _, right, plus) => {
                rulebook.facts[left.index()].related.push((*right, *plus));
                rulebook.facts[right.index()].related.push((*left, -plus));
            }
            Ask::Proved(fact, _) => rulebook.facts[fact.index()].policed = true,
            _ => {}
        }
    }
}

/// Ranks every question by the test that is the first to ask it.
fn ranks(rulebook: &Rulebook) -> Ranks {
    let facts = rulebook.facts.len();
    let mut ranks = Ranks {
        values: vec![Rank::default(); facts],
        proofs: vec![Rank::default(); facts],
        items: rulebook.facts.iter().map(|fact| vec![Rank::default(); fact.kind.len()]).collect(),
        positions: vec![Rank::default(); rulebook.positions.len()],
    };
    for (index, test) in rulebook.order.iter().enumerate() {
        let mut place = 0;
        let mut take = |rank: &mut Rank| {
            if *rank == Rank::default() {
                place += 1;
                *rank = Rank { test: Reverse(clamp(index)), place };
            }
        };
        for condition in rulebook.conditions_of(rulebook.test(*test)) {
            match &condition.ask {
                Ask::Has(fact, item) => take(&mut ranks.items[fact.index()][usize::from(*item)]),
                Ask::Proved(fact, _) => {
                    take(&mut ranks.proofs[fact.index()]);
                    take(&mut ranks.values[fact.index()]);
                }
                Ask::Reading(position, _) => take(&mut ranks.positions[position.index()]),
                _ => condition.facts().for_each(|fact| take(&mut ranks.values[fact.index()])),
            }
        }
    }
    ranks
}

fn law_on_practice(rulebook: &Rulebook, problems: &mut Vec<Diagnostic>) {
    for id in rulebook.test_ids().filter(|id| rulebook.test(*id).kind != Kind::Practice) {
        for asked in rulebook.asked_by(id, true).filter(|asked| rulebook.test(*asked).kind == Kind::Practice) {
            let problem = Problem::LawOnPractice {
                test: rulebook.test(id).id.to_string(),
                practice: rulebook.test(asked).id.to_string(),
            };
            problems.push(Diagnostic::at(rulebook.test(id).place, problem));
        }
    }
}

/// Facts and positions no test asks about. A party fact is used if one role's is.
fn unused(rulebook: &Rulebook, facts: &[Place], positions: &[Place], problems: &mut Vec<Diagnostic>) {
    let mut fact_used = vec![false; rulebook.facts.len()];
    let mut position_used = vec![false; rulebook.positions.len()];
    for test in &rulebook.tests {
        for condition in rulebook.conditions_of(test) {
            for FactId(fact) in condition.facts() {
                fact_used[fact as usize] = true;
            }
            if let Some(PositionId(position)) = condition.position() {
                position_used[position as usize] = true;
            }
        }
    }
    let role_fact = |index: usize| rulebook.facts[index].role.as_ref().map(|(_, name)| name);
    for (index, fact) in rulebook.facts.iter().enumerate() {
        let party = role_fact(index);
        let used = match party {
            None => fact_used[index],
            // Told once, at the first role.
            Some(name) => {
                fact.role.as_ref().is_some_and(|(role, _)| *role > 0)
                    || (0..fact_used.len()).any(|other| fact_used[other] && role_fact(other) == Some(name))
            }
        };
        if !used {
            let problem = Problem::Unused { noun: Noun::Fact, name: fact.name.to_string() };
            problems.push(Diagnostic::at(facts[index], problem));
        }
    }
    for (position, (used, place)) in rulebook.positions.iter().zip(position_used.iter().zip(positions)) {
        if !used {
            let problem = Problem::Unused { noun: Noun::Position, name: position.id.to_string() };
            problems.push(Diagnostic::at(*place, problem));
        }
    }
}
